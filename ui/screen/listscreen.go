package screen

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
)

// Column is one column of a list: its declaration, whose Title is a word key, and what stands in it.
type Column[T any] struct {
	kit.Column
	Cell func(T) kit.Cell
}

// Col declares a column.
func Col[T any](c kit.Column, cell func(T) kit.Cell) Column[T] { return Column[T]{c, cell} }

// Text makes the cells of a column that is plain text.
func Text[T any](of func(T) string) func(T) kit.Cell {
	return func(row T) kit.Cell { return kit.Cell{Text: of(row)} }
}

// Listing is what a list shows: everything that its filter, or what was searched for, selects.
type Listing[T any] struct {
	IDs   []string // in order; nil when Rows are all of them
	Rows  []T      // those that were read already
	Query string   // what was searched for
	Total int      // rows of which the filter is a part; 0 is the filter itself
	// Found is how many rows there are when these are only the first of them; 0 is all. MarkAll, the way to the last row
	// and Whole then ask for the rest first.
	Found int
}

// ListSpec declares a list. Title, Columns and ID are needed, and Load or Reload.
type ListSpec[T any] struct {
	Title   string // word key
	Columns []Column[T]
	ID      func(T) string
	Filters []string // word keys; the first is the usual one
	Empty   func() string
	Note    string   // word key of how many there are, with {n}; empty is "{shown} of {total}"
	Watch   []string // types of rows; a change of one reads anew. Empty is all
	NoMarks bool
	Open    func(id string) tea.Cmd

	// Load makes the work that reads the list: its first rows and how many there are, or when whole is asked for the IDs
	// of all of them.
	Load func(whole bool) func(context.Context) (Listing[T], error)
	// Read reads rows by ID that a Listing named without giving them; nil when Listings give all.
	Read func(ctx context.Context, ids []string) ([]T, error)
	// Reload is in place of Load for a list that filters in memory: it reads and ends in Show.
	Reload func() tea.Cmd
	// Refilter is called when the filter or what is searched for has changed; nil is Reload.
	Refilter func() tea.Cmd
}

// ListScreen is a screen that is a list of rows with a search box. A screen embeds it and declares the rest in its
// ListSpec and Bindings.
//
// It promises: the list is everything that the filter selects, so that the count, marking all, the last row and an export
// speak of the same rows, though only those near the window are read; the cursor follows identity; what is opened is what
// the latest letters found.
type ListScreen[T any] struct {
	Base
	Table  *kit.Table
	Box    kit.SearchBox
	Filter int // index in Filters

	spec   ListSpec[T]
	ids    []string
	rows   map[string]T
	shown  Listing[T]
	loaded bool
	top    bool // the next rows answer other letters: the cursor goes to the best
	opens  bool // Enter waits for the answer to the latest letters
	whole  bool // more than the first rows were asked for
}

// NewList makes an empty list.
func NewList[T any](h *Host, spec ListSpec[T]) ListScreen[T] {
	s := ListScreen[T]{Base: Base{h}, Box: kit.NewSearchBox(h.Theme), spec: spec}
	s.Table = kit.NewTable(h.Theme, s.columns())
	s.Table.SetMarks(!spec.NoMarks)
	return s
}

func (s *ListScreen[T]) columns() []kit.Column {
	out := make([]kit.Column, len(s.spec.Columns))
	for i, c := range s.spec.Columns {
		out[i] = c.Column
		if c.Title != "" {
			out[i].Title = s.T(c.Title)
		}
	}
	return out
}

// Open reads the list; a FindArg searches in it.
func (s *ListScreen[T]) Open(arg any) tea.Cmd {
	if q, ok := arg.(FindArg); ok {
		s.Box.Set(q.Query)
	}
	return s.Reload()
}

// Reload reads the list anew.
func (s *ListScreen[T]) Reload() tea.Cmd {
	if s.spec.Reload != nil {
		return s.spec.Reload()
	}
	return Run(s.Host, "load", s.spec.Load(s.whole), s.Show)
}

func (s *ListScreen[T]) refilter() tea.Cmd {
	s.opens, s.whole = false, false
	if s.spec.Refilter != nil {
		return s.spec.Refilter()
	}
	return s.Reload()
}

// Show exchanges what is listed.
func (s *ListScreen[T]) Show(l Listing[T]) tea.Cmd {
	s.shown, s.ids, s.loaded = l, l.IDs, true
	s.rows = make(map[string]T, len(l.Rows))
	s.add(l.Rows)
	if s.ids == nil {
		for _, row := range l.Rows {
			s.ids = append(s.ids, s.spec.ID(row))
		}
	}
	s.Table.SetRows(kit.Rows{Len: len(s.ids), ID: func(i int) string { return s.ids[i] }, Cells: s.cells})
	if s.top {
		s.Table.SelectRow(0)
		s.top = false
	}
	if s.Box.Query() != "" {
		s.Table.SetEmpty(s.T("kit.nothing", "query", s.Box.Query()))
	} else if s.spec.Empty != nil {
		s.Table.SetEmpty(s.T(s.spec.Empty()))
	}
	if s.opens && s.answered() {
		return s.OpenSelected()
	}
	return s.fill()
}

func (s *ListScreen[T]) add(rows []T) {
	for _, row := range rows {
		s.rows[s.spec.ID(row)] = row
	}
}

func (s *ListScreen[T]) cells(i int, cells []kit.Cell) {
	row, ok := s.rows[s.ids[i]]
	if !ok {
		return // it is being read
	}
	for j, c := range s.spec.Columns {
		cells[j] = c.Cell(row)
	}
}

// answered tells whether the list belongs to the latest letters.
func (s *ListScreen[T]) answered() bool { return s.shown.Query == s.Box.Query() }

// aroundRows is how many rows are read around the one that is looked at.
const aroundRows = 300

// Around are the IDs near one of them, from the first when it is not among them.
func Around(ids []string, id string) []string {
	from := max(slices.Index(ids, id)-aroundRows/2, 0)
	return ids[from:min(from+aroundRows, len(ids))]
}

// fill reads the rows of the window that were not read yet, and asks for the rest of the list near the end of its
// first rows.
func (s *ListScreen[T]) fill() tea.Cmd {
	first, end := s.Table.Visible()
	if s.partial() && end > len(s.ids)-aroundRows/8 && !s.Working("load") {
		return s.complete(nothing)
	}
	missing := slices.IndexFunc(s.ids[first:end], func(id string) bool { _, ok := s.rows[id]; return !ok })
	if s.spec.Read == nil || missing < 0 {
		return nil
	}
	return s.read("fill", Around(s.ids, s.ids[first+missing]), nothing)
}

func nothing() tea.Cmd { return nil }

// read reads rows that are not there yet, adds them, and goes on.
func (s *ListScreen[T]) read(tag string, ids []string, then func() tea.Cmd) tea.Cmd {
	wanted := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { _, ok := s.rows[id]; return ok })
	if s.spec.Read == nil || len(wanted) == 0 {
		return then()
	}
	read := s.spec.Read
	return Run(s.Host, tag, func(ctx context.Context) ([]T, error) { return read(ctx, wanted) }, func(rows []T) tea.Cmd {
		s.add(rows)
		return then()
	})
}

// partial tells whether only the first rows of a long list are there.
func (s *ListScreen[T]) partial() bool {
	return s.shown.Found > len(s.ids) && s.spec.Load != nil && !s.whole
}

// complete asks for the rest of a long list first, when only its first rows are there.
func (s *ListScreen[T]) complete(then func() tea.Cmd) tea.Cmd {
	if !s.partial() {
		return then()
	}
	return Run(s.Host, "load", s.spec.Load(true), func(l Listing[T]) tea.Cmd {
		s.whole = true
		return tea.Batch(s.Show(l), then())
	})
}

// Update takes one message.
func (s *ListScreen[T]) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case Returned:
		return s.Reload()
	case model.Changed:
		if !Concerns(m, s.spec.Watch...) {
			return nil
		}
		s.Table.SetColumns(s.columns())
		return s.Reload()
	case tea.KeyPressMsg:
		if k := m.String(); !s.Typing() && (k == "end" || k == "G") {
			return s.complete(func() tea.Cmd { s.Table.Press(k); return s.fill() })
		}
	}
	if used, changed := s.Box.Update(msg); used {
		if !changed {
			return nil
		}
		s.top = true
		return s.refilter()
	}
	switch act := s.Table.Update(kit.Offset(msg, 0, s.Box.Height())); act.Kind {
	case kit.Opened:
		return s.OpenSelected()
	case kit.Used:
		return s.fill()
	}
	return nil
}

// Concerns tells whether a change is about rows of some types; none are all.
func Concerns(m model.Changed, types ...string) bool {
	return m.Many || len(types) == 0 ||
		slices.ContainsFunc(m.Rows, func(r model.RowRef) bool { return slices.Contains(types, r.Type) })
}

// View draws the search line when it is used, and the table.
func (s *ListScreen[T]) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.T(s.spec.Title)}
	f.Body, f.Cursor = s.Box.Over(s.Table, size)
	switch {
	case s.Box.Query() != "":
		f.Title += " · " + s.T("search.for", "query", s.Box.Query())
	case len(s.spec.Filters) > 0:
		f.Title += " · " + s.T(s.spec.Filters[s.Filter])
	}
	switch n := max(len(s.ids), s.shown.Found); {
	case !s.loaded:
	case s.spec.Note != "":
		f.Note = s.T(s.spec.Note, "n", n)
	default:
		f.Note = s.T("kit.count", "shown", n, "total", max(n, s.shown.Total))
	}
	return f
}

// Typing reports whether letters go to the search line.
func (s *ListScreen[T]) Typing() bool { return s.Box.Typing() }

// Check tests that the table shows what is listed.
func (s *ListScreen[T]) Check() error { return SameLength(s.Table.Len(), len(s.ids)) }

// Total is how many rows there are of which the filter is a part.
func (s *ListScreen[T]) Total() int { return s.shown.Total }

// Some is the condition of bindings that need a row.
func (s *ListScreen[T]) Some() (bool, string) { return len(s.ids) > 0, "list.nothing.selected" }

// SelectedID is the row under the cursor, "" when there is none.
func (s *ListScreen[T]) SelectedID() string {
	if id, _, ok := s.Table.Selected(); ok {
		return id
	}
	return ""
}

// OpenSelected opens the row under the cursor. When the answer to the latest letters is still on its way it waits for it,
// so that fast fingers never open what an older query found.
func (s *ListScreen[T]) OpenSelected() tea.Cmd {
	if s.opens = !s.answered(); s.opens {
		return nil
	}
	if id := s.SelectedID(); id != "" {
		return s.spec.Open(id)
	}
	return nil
}

// OnSelected is a handler about the row under the cursor, which is read first when it is not there yet.
func (s *ListScreen[T]) OnSelected(do func(T) tea.Cmd) func() tea.Cmd {
	return func() tea.Cmd {
		id := s.SelectedID()
		return s.read("row", slices.DeleteFunc([]string{id}, func(id string) bool { return id == "" }), func() tea.Cmd {
			if row, ok := s.rows[id]; ok {
				return do(row)
			}
			return nil
		})
	}
}

// Whole gives the marked rows, or when there are none everything that the filter selects, in order.
func (s *ListScreen[T]) Whole(do func([]T) tea.Cmd) tea.Cmd {
	if marked := s.Table.Marked(); len(marked) > 0 {
		return s.gather(marked, do)
	}
	return s.complete(func() tea.Cmd { return s.gather(s.ids, do) })
}

func (s *ListScreen[T]) gather(ids []string, do func([]T) tea.Cmd) tea.Cmd {
	return s.read("whole", ids, func() tea.Cmd {
		out := make([]T, 0, len(ids))
		for _, id := range ids {
			if row, ok := s.rows[id]; ok {
				out = append(out, row)
			}
		}
		return do(out)
	})
}

// FocusSearch begins typing in the search box.
func (s *ListScreen[T]) FocusSearch() tea.Cmd { s.Box.Focus(); return nil }

// Mark marks the row under the cursor, or takes the mark away, and goes on to the next.
func (s *ListScreen[T]) Mark() tea.Cmd { s.Table.Press("space"); return s.fill() }

// MarkAll marks everything that the filter selects, or takes all marks away.
func (s *ListScreen[T]) MarkAll() tea.Cmd {
	return s.complete(func() tea.Cmd { s.Table.Press("ctrl+a"); return nil })
}

// NextFilter goes on to the next filter.
func (s *ListScreen[T]) NextFilter() tea.Cmd {
	s.Filter = (s.Filter + 1) % len(s.spec.Filters)
	s.Box.Clear()
	return s.refilter()
}

// Leave empties the search box, or goes back when it is empty.
func (s *ListScreen[T]) Leave() tea.Cmd {
	if s.Box.Clear() {
		return s.refilter()
	}
	return s.Back()
}

// FilterBinding is the key that goes on to the next filter.
func (s *ListScreen[T]) FilterBinding(label string) Binding {
	return Own("filter", "f", label, 56, s.NextFilter)
}
