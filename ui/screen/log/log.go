// Package log is the audit log: every change, every view of personal data and every export, newest first. The history
// is its other screen: the changes, of everything or of one row and what belongs to it, with what undoing one would
// change.
//
// It promises: it shows what the log holds, also who looked at whom; nothing is undone before what that would change
// was on the screen; undoing takes back exactly the entry under the cursor or nothing.
package log

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
	"jobspor/ui/theme"
)

// pageEntries is how many entries are read at a time; more are read when the cursor comes near the end.
const pageEntries = 100

// A filter keeps some kinds of entries; none is all.
type filter struct {
	key   string // words are "log.filter.<key>"
	kinds []string
}

// onlyChanges is the filter that the history begins with.
const onlyChanges = 1

var filters = []filter{
	{"all", []string{""}},
	{"changes", []string{"change", "undo", "redo"}},
	{"views", []string{"view"}},
	{"exports", []string{"export"}},
	{"file", []string{"admin", "erase"}},
}

// Screen is the log, or the history.
type Screen struct {
	screen.Base
	history bool // it shows what undoing would change, and undoes
	table   *kit.Table
	text    *kit.TextView
	filter  int
	person  string         // consultant's ID, "" for everybody
	rows    []model.RowRef // whose history this is; none for the whole log
	rowName string
	own     map[model.RowRef]bool // those rows and what belongs to them

	entries  []model.LogEntry
	names    map[string]string // of rows, by ID
	people   []*model.Consultant
	more     bool // there are older entries
	loaded   bool
	shown    int64 // the entry that the right side is about
	reading  bool  // the right side has the keys; in a narrow window it is the one that is shown
	wallAt   int   // where the right side begins, 0 when one side is shown
	asked    int64 // the long entry whose undoing is to be tried
	want     int64 // the entry to begin at
	newest   bool  // the tab came back and no entry is being read: the newest entries are seen
	arriving bool  // it is shown first: in a narrow window the right side is
	detailed int64 // the entry whose rows were read
	opened   detail
	width    int // of the right side, for the layout of its lines
	whatW    int // of the column of what was done
}

// New makes the log.
func New(h *screen.Host) screen.Screen {
	s := &Screen{Base: screen.Base{Host: h}, text: kit.NewTextView(h.Theme), names: map[string]string{}}
	s.table = kit.NewTable(h.Theme, s.columns())
	s.table.SetMarks(false)
	return s
}

// NewHistory makes the history.
func NewHistory(h *screen.Host) screen.Screen {
	s := New(h).(*Screen)
	s.history, s.filter = true, onlyChanges
	return s
}

// The widths of the columns before what was done, and what a table leaves free around them.
const (
	atCells, whoCells = 15, 4
	besideWhat        = 3 + atCells + 2 + whoCells + 2 + 1
)

func (s *Screen) columns() []kit.Column {
	t := s.T
	return []kit.Column{
		{Key: "at", Title: t("log.col.at"), Min: atCells},
		{Key: "who", Title: t("log.col.who"), Min: whoCells, Role: theme.Subtle},
		{Key: "what", Title: t("log.col.what"), Min: 18, Flex: 1},
	}
}

// Open takes nothing, or the screen.HistoryArg of the history.
func (s *Screen) Open(arg any) tea.Cmd {
	a, _ := arg.(screen.HistoryArg)
	s.rows, s.want = a.Rows, a.Seq
	return s.load(0)
}

// load reads a page of entries older than before, or the newest ones for 0.
func (s *Screen) load(before int64) tea.Cmd {
	if before == 0 {
		return s.page(0, max(len(s.entries), pageEntries)) // what was scrolled to stays
	}
	return s.page(before, pageEntries)
}

func (s *Screen) page(before int64, limit int) tea.Cmd {
	q := schema.LogQuery{Actor: s.person, Before: before, Limit: limit, Check: true}
	d, w := s.Service, wanted{q, s.rows, s.want, filters[s.filter].kinds}
	return screen.Run(s.Host, "load", func(ctx context.Context) (page, error) { return read(ctx, d, w) }, s.took)
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Answer:
		return s.answered(m)
	case screen.Shown:
		s.newest = !s.reading
		return s.load(0)
	case screen.Returned:
		return s.load(0)
	case model.Changed:
		s.table.SetColumns(s.columns())
		s.detailed = 0
		return s.load(0)
	}
	if m, ok := msg.(tea.MouseMsg); ok {
		if onText := s.wallAt > 0 && m.Mouse().X >= s.wallAt || s.wallAt == 0 && s.reading; onText {
			s.text.Update(msg)
			return nil
		}
		s.reading = false
	} else if s.reading {
		s.text.Update(msg)
		return nil
	}
	switch act := s.table.Update(msg); {
	case act.Kind == kit.Opened:
		s.reading = true
	case act.Kind == kit.Used && toTop(msg):
		s.newest = true // also what was written since it was read
		return s.load(0)
	case act.Kind == kit.Used:
		return tea.Batch(s.nearEnd(), s.detail())
	}
	return nil
}

// toTop reports a key that goes to the newest entry.
func toTop(msg tea.Msg) bool {
	key, ok := msg.(tea.KeyPressMsg)
	return ok && (key.String() == "home" || key.String() == "g")
}

func (s *Screen) nearEnd() tea.Cmd {
	_, end := s.table.Visible()
	if s.more && end > len(s.entries)-30 && !s.Working("load") {
		return s.load(s.entries[len(s.entries)-1].Seq)
	}
	return nil
}

func (s *Screen) took(p page) tea.Cmd {
	s.loaded, s.more, s.people, s.rowName = true, p.more, p.people, p.rowName
	s.own = p.own
	if p.before == 0 {
		s.entries, s.names = p.entries, p.names
	} else {
		s.entries = append(s.entries, p.entries...)
		for id, name := range p.names {
			s.names[id] = name
		}
	}
	s.table.SetRows(kit.Rows{
		Len: len(s.entries), ID: func(i int) string { return strconv.FormatInt(s.entries[i].Seq, 10) }, Cells: s.cells,
		Second: s.second,
	})
	s.table.SetEmpty(s.T("log.empty"))
	if s.newest {
		s.table.SelectRow(0)
		s.newest = false
	}
	if s.want != 0 {
		s.table.Select(strconv.FormatInt(s.want, 10))
		_, s.arriving = s.selected()
		s.want = 0
	}
	return s.detail()
}

func (s *Screen) selected() (model.LogEntry, bool) {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.entries) {
		return model.LogEntry{}, false
	}
	return s.entries[i], true
}

// leave goes from the right side to the list, and from the list back.
func (s *Screen) leave() tea.Cmd {
	if s.reading {
		s.reading = false
		return nil
	}
	return s.Back()
}

func (s *Screen) read() { _, s.reading = s.selected() }

// swap gives the keys to the other side.
func (s *Screen) swap() {
	_, ok := s.selected()
	s.reading = ok && !s.reading
}

func (s *Screen) nextFilter() tea.Cmd {
	s.filter = (s.filter + 1) % len(filters)
	return s.again()
}

func (s *Screen) goTarget() tea.Cmd {
	if to, id, ok := s.target(); ok {
		return s.Go(to, id)
	}
	return nil
}

// again reads anew after the filter changed.
func (s *Screen) again() tea.Cmd {
	s.reading, s.detailed = false, 0
	s.table.SelectRow(0)
	return s.page(0, pageEntries)
}

func (s *Screen) pickPerson() tea.Cmd {
	items := []kit.Item{{ID: "-", Label: s.T("log.everybody")}}
	for _, c := range s.people {
		items = append(items, kit.Item{ID: c.ID, Label: c.Name, Detail: c.Initials})
	}
	return s.Pick("person", kit.PickerOptions{Title: lang.Capital(s.T("log.person")), Selected: s.person,
		Items: func(q string) []kit.Item { return kit.FilterItems(items, q) }})
}

func (s *Screen) answered(m screen.Answer) tea.Cmd {
	if m.Action.Kind != kit.Chosen {
		return nil
	}
	switch m.Tag {
	case "person":
		if s.person = m.Action.ID; s.person == "-" {
			s.person = ""
		}
		return s.again()
	}
	return nil
}

// pages are the screens of the rows that have one.
var pages = map[string]screen.Name{"company": screen.Company, "citizen": screen.Citizen, "shortlist": screen.List}

// target is the page of the first row of the selected entry that has one and still stands.
func (s *Screen) target() (screen.Name, string, bool) {
	e, ok := s.selected()
	if !ok {
		return "", "", false
	}
	for _, r := range e.Rows {
		for _, ref := range append([]ref{{r.Type, r.ID}}, refs(r)...) {
			if to, ok := pages[ref.typ]; ok && s.names[ref.id] != "" {
				return to, ref.id, true
			}
		}
	}
	return "", "", false
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	some := func() (bool, string) { return len(s.entries) > 0, "log.empty" }
	page := func() (bool, string) {
		_, _, ok := s.target()
		return ok, "log.goto.not"
	}
	list := []screen.Binding{
		screen.Own("filter", "f", "log.filter", 4, s.nextFilter),
		screen.Own("person", "p", "log.person", 5, s.pickPerson),
		screen.Own("goto", "o", "log.goto", 6, s.goTarget).When(page),
		screen.Std(keys.Export, s.export).When(some).At(7),
		screen.Std(keys.Next, screen.Nothing(s.swap)).As("log.swap").When(some),
		screen.Std(keys.Back, s.leave),
	}
	if s.history {
		return append(s.undoBindings(some), list...)
	}
	revertible := func() (bool, string) {
		e, _ := s.selected()
		seq, _, why := reverts(e)
		return seq != 0, why
	}
	rows := func() (bool, string) {
		e, _ := s.selected()
		if len(e.Rows) == 0 && e.Count > 0 && e.Kind != "export" { // which counts what went out
			return false, "log.history.many"
		}
		return len(e.Rows) > 0, "log.history.not"
	}
	return append([]screen.Binding{
		screen.Std(keys.Open, screen.Nothing(s.read)).As("log.read").When(some).At(1),
		screen.Std(keys.Undo, s.toHistory).As("log.undo").When(revertible).At(2),
		screen.Own("history", "h", "list.history", 3, s.rowHistory).When(rows),
	}, list...)
}

// toHistory shows what undoing the selected entry would change.
func (s *Screen) toHistory() tea.Cmd {
	e, _ := s.selected()
	return s.Go(screen.History, screen.HistoryArg{Seq: e.Seq})
}

// rowHistory opens the changes of all rows of the selected entry.
func (s *Screen) rowHistory() tea.Cmd {
	e, _ := s.selected()
	var rows []model.RowRef
	for _, r := range e.Rows {
		rows = append(rows, model.RowRef{Type: r.Type, ID: r.ID})
	}
	return s.Go(screen.History, screen.HistoryArg{Rows: rows})
}

// Check tests that the table shows the entries that were read.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.entries)) }

// Shows gives the rows that entries in the window name, and those of the entry that is read.
func (s *Screen) Shows() (out []any) {
	from, to := s.table.Visible()
	out = named(s.entries[min(from, len(s.entries)):min(to, len(s.entries))])
	if s.detailed == s.opened.entry.Seq {
		out = append(out, named([]model.LogEntry{s.opened.entry})...)
		for _, c := range s.opened.revert.Changes {
			out = append(out, c.Row())
		}
	}
	return out
}

// named are the rows that entries name.
func named(entries []model.LogEntry) (out []any) {
	for _, e := range entries {
		for _, r := range e.Rows {
			out = append(out, model.RowRef{Type: r.Type, ID: r.ID}, r.Before, r.After)
		}
	}
	return out
}
