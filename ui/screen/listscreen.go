package screen

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/service"
)

// ListOptions say what a list holds and what is done with it.
type ListOptions[T any] struct {
	Title   string   // word key
	Filters []string // word keys of the filters, the usual one first; one key walks through them
	List    string   // of service.ListSpecs, in place of Filters: what the list is narrowed by is chosen in a menu
	Ordered bool     // the order and the columns are the screen's own, not those of List
	Types   []string // a change of these rows reads the list again; none is every change
	NoMarks bool     // rows cannot be marked
	Damaged string   // the type whose damaged rows stand over the others; "" is none
	Faults  int      // the first column with room for what is known of a damaged row

	// About is whom a row is about, for what stands beside the list; nil is nothing beside it.
	About func(row T) service.BriefOf

	Columns func() []kit.Column // in the language of now
	ID      func(row T) string
	Cells   func(row T, cells []kit.Cell)
	// Headings stand over the rows, under the damaged ones; nil for a list without.
	Headings func(rows []T) []kit.Heading

	Load   func() tea.Cmd // reads the rows and ends in Show
	Renew  func() tea.Cmd // reads the rows of other filters or of another order; nil is Load
	Search func() tea.Cmd // answers what is typed into the search line and ends in Show; nil for a list without one
	Open   func() tea.Cmd // what Enter and a second click do
	Moved  func() tea.Cmd // called after the cursor moved; nil for nothing
}

// ListScreen is what screens that list rows of one kind share: a search line over a table, rows by identity, filters,
// and reading again after a change. A screen embeds it, calls Begin, and gives its rows to Show.
type ListScreen[T any] struct {
	Base
	Table  *kit.Table
	Setup  *Setup // nil for a list without a menu
	Box    kit.SearchBox
	Rows   []T // without the damaged ones, which stand over them
	Filter int // number of the filter
	All    int // how many rows there are whatever the filter; 0 says nothing of what it hides
	Loaded bool

	o       ListOptions[T]
	damaged []model.Damaged
	brief   *BriefPane
	best    bool // the next rows answer a new query: the cursor goes to the best
}

// Begin makes the empty list.
func (l *ListScreen[T]) Begin(h *Host, o ListOptions[T]) {
	l.Base, l.o, l.Box = Base{h}, o, kit.NewSearchBox(h.Theme)
	l.Table = kit.NewTable(h.Theme, o.Columns())
	l.Table.SetMarks(!o.NoMarks)
	l.brief = NewBriefPane(h)
	if o.Renew == nil {
		l.o.Renew = o.Load
	}
	if o.List != "" {
		l.Setup = NewSetup(h, o.List, o.Columns, func() { l.Box.Clear() }, func() tea.Cmd {
			l.showColumns()
			return l.o.Renew()
		})
		l.Setup.fixed = o.Ordered
	}
}

// showColumns shows the columns in the language of now, as the person wants them.
func (l *ListScreen[T]) showColumns() {
	columns := l.o.Columns()
	if l.Setup != nil {
		columns = l.Setup.Shown(columns)
		l.Table.SetSort("", false)
		if o := l.Setup.Order(); l.Setup.Sort != "" && len(o) > 0 {
			l.Table.SetSort(l.Setup.Sort, o[0].Down)
		}
	}
	l.Table.SetColumns(columns)
}

// about is whom the selected row is about.
func (l *ListScreen[T]) about() (of service.BriefOf) {
	if row, ok := l.Selected(); ok && l.o.About != nil {
		of = l.o.About(row)
	}
	return of
}

// ReadBehind reads what stands beside the list.
func (l *ListScreen[T]) ReadBehind() tea.Cmd { return l.brief.Read(l.about()) }

// Open reads the list.
func (l *ListScreen[T]) Open(arg any) tea.Cmd {
	if l.Setup != nil {
		return l.Setup.Begin(arg)
	}
	return l.o.Load()
}

// Update takes one message.
func (l *ListScreen[T]) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case Returned:
		return l.o.Load()
	case model.Changed:
		l.brief.Changed(m)
		var views tea.Cmd
		if l.Setup != nil {
			views = l.Setup.Reread(m)
		}
		if !l.concerns(m) {
			return views
		}
		l.showColumns() // the language may have changed
		return tea.Batch(views, l.o.Load())
	}
	if used, changed := l.Box.Update(msg); used {
		if !changed {
			return nil
		}
		l.best = true
		return l.o.Search()
	}
	switch act := l.Table.Update(kit.Offset(msg, 0, l.Box.Height())); {
	case act.Kind == kit.Opened:
		return l.o.Open()
	case act.Kind == kit.Used && l.o.Moved != nil:
		return l.o.Moved()
	}
	return nil
}

func (l *ListScreen[T]) concerns(m model.Changed) bool {
	return m.Many || len(l.o.Types) == 0 ||
		slices.ContainsFunc(m.Rows, func(r model.RowRef) bool { return slices.Contains(l.o.Types, r.Type) })
}

// Show lists rows; empty is the word key of the sentence for none.
func (l *ListScreen[T]) Show(rows []T, empty string) {
	l.Rows, l.damaged = rows, l.damagedRows()
	bad := l.damaged
	var headings []kit.Heading
	if l.o.Headings != nil && len(rows) > 0 {
		headings = l.o.Headings(rows)
		for i := range headings {
			headings[i].At += len(bad)
		}
	}
	l.Table.SetRows(kit.Rows{Headings: headings, Len: len(bad) + len(rows), ID: func(i int) string {
		if i < len(bad) {
			return bad[i].ID
		}
		return l.o.ID(rows[i-len(bad)])
	}, Cells: func(i int, cells []kit.Cell) {
		if i < len(bad) {
			kit.FaultCells(cells[l.o.Faults:], bad[i].Ref, bad[i].ID, l.T("damaged.mark"))
			return
		}
		l.o.Cells(rows[i-len(bad)], cells)
	}})
	if l.best {
		l.Table.SelectRow(len(bad))
		l.best = false
	}
	switch {
	case l.Box.Query() != "":
		l.Table.SetEmpty(l.T("kit.nothing", "query", l.Box.Query()))
	case l.All > 0:
		l.Table.SetEmpty(l.T("list.hidden", "filter", l.filtered(), "total", l.All))
	default:
		l.Table.SetEmpty(l.T(empty))
	}
}

// damagedRows are the damaged rows of the list's type, except among what was searched for.
func (l *ListScreen[T]) damagedRows() []model.Damaged {
	if l.o.Damaged == "" || l.Box.Query() != "" {
		return nil
	}
	return slices.DeleteFunc(l.Service.Damaged(), func(d model.Damaged) bool { return d.Type != l.o.Damaged })
}

// RowAt is the row under the cursor.
func (l *ListScreen[T]) RowAt() (id string, number int) { return RowIn(l.Table) }

// PutAt puts the cursor on a row.
func (l *ListScreen[T]) PutAt(id string, _ int) { l.Table.Select(id) }

// Kept is how the list stands.
func (l *ListScreen[T]) Kept() map[string]string {
	if l.Setup == nil {
		return nil
	}
	return l.Setup.Kept()
}

// Keep lets the list stand as it did.
func (l *ListScreen[T]) Keep(values map[string]string) {
	if l.Setup != nil {
		l.Setup.Keep(values)
	}
}

// Some is the condition of bindings that need a row.
func (l *ListScreen[T]) Some() (bool, string) { return l.Table.Len() > 0, "list.nothing.selected" }

// Selected gives the row under the cursor.
func (l *ListScreen[T]) Selected() (row T, ok bool) {
	if _, i, ok := l.Table.Selected(); ok && i >= len(l.damaged) && i-len(l.damaged) < len(l.Rows) {
		return l.Rows[i-len(l.damaged)], true
	}
	return row, false
}

// On is what a binding does with the row under the cursor; without one it does nothing, and a damaged one is shown with
// what is known of it.
func (l *ListScreen[T]) On(do func(row T) tea.Cmd) func() tea.Cmd {
	return func() tea.Cmd {
		if row, ok := l.Selected(); ok {
			return do(row)
		}
		if _, i, ok := l.Table.Selected(); ok && i < len(l.damaged) {
			return l.Go(Damaged, l.damaged[i])
		}
		return nil
	}
}

// NextFilter takes the next filter and leaves the search line.
func (l *ListScreen[T]) NextFilter() {
	l.Filter = (l.Filter + 1) % len(l.o.Filters)
	l.Box.Clear()
}

// filtered names what narrows the list.
func (l *ListScreen[T]) filtered() string {
	if l.Setup != nil {
		return l.Setup.Hidden()
	}
	return l.T(l.o.Filters[l.Filter])
}

// shown says what the list shows.
func (l *ListScreen[T]) shown() string {
	if l.Setup != nil {
		return l.Setup.Title()
	}
	return l.filtered()
}

// Leave empties the search line and then lists what there is without it, or leaves the screen.
func (l *ListScreen[T]) Leave(unsearched func() tea.Cmd) tea.Cmd {
	if l.Box.Clear() {
		l.Cancel("search") // what it finds later is not asked for any more
		l.best = false
		return unsearched()
	}
	return l.Back()
}

// Frame draws the search line, when it is used, and the table; the note is shown when the rows are read.
func (l *ListScreen[T]) Frame(size kit.Size, note string) kit.Frame {
	f := kit.Frame{Title: l.T(l.o.Title) + " · "}
	if n := l.Marks(); n > 0 { // before what a narrow window cuts
		f.Title += l.T("kit.marked", "n", n) + " · "
	}
	if query := l.Box.Query(); query != "" {
		f.Title += l.T("search.for", "query", query)
	} else {
		f.Title += l.shown()
	}
	if l.Loaded {
		f.Note = note
	}
	list := func(size kit.Size) (body string) {
		body, f.Cursor = l.Box.Over(l.Table, size)
		return body
	}
	if l.o.About == nil {
		f.Body = list(size)
	} else {
		f.Body, f.Dividers = l.brief.Beside(size, list, l.about())
	}
	return f
}

// Typing reports whether letters go to the search line.
func (l *ListScreen[T]) Typing() bool { return l.Box.Typing() }

// Shows gives the rows in the window.
func (l *ListScreen[T]) Shows() []any { return visibleUnder(l.Table, len(l.damaged), l.Rows) }

// Check tests that the table shows the rows.
func (l *ListScreen[T]) Check() error { return SameLength(l.Table.Len(), len(l.damaged)+len(l.Rows)) }

// FrameOver is Frame with texts under the list, wrapped, on at most a third of the height: what the columns cut.
func (l *ListScreen[T]) FrameOver(size kit.Size, note string, texts ...string) kit.Frame {
	var lines []string
	for _, text := range texts {
		for _, row := range kit.Wrap(kit.Clean(text), size.W-2) {
			lines = append(lines, " "+row)
		}
	}
	lines = kit.Short(lines, size.H/3)
	f := l.Frame(kit.Size{W: size.W, H: size.H - len(lines)}, note)
	if len(lines) > 0 {
		f.Body = strings.TrimSuffix(f.Body, "\n") + "\n" + strings.Join(lines, "\n")
	}
	return f
}
