// Package today is the first screen: what is due, what is late, and who has not been heard from.
package today

import (
	"context"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Screen is the list of what is due.
type Screen struct {
	screen.Base
	table  *kit.Table
	box    kit.SearchBox
	view   *service.TodayView
	since  *service.SinceView // what changed, nil while what is due is shown
	due    []agenda.Due       // what is listed, before it is folded
	rows   []line
	opened map[string]bool // rows that show what they stand for, by identity
	brief  *screen.BriefPane
	whose  string // a consultant's ID, mine or everybody
	group  int    // place in groupings
	kind   string // of agenda.Kinds, of which alone is shown; "" is all
	views  []*model.SavedView
	counts map[string]int // how many there are of each kind, by its word
	asked  agenda.Due
	loaded bool
}

// Whose things are shown, besides a consultant's by ID.
const (
	mine      = ""
	everybody = "*"
)

// line is one row of the table.
type line struct {
	agenda.Due
	how   string // how it changed, one of agenda.ChangeKinds; "" on the list itself
	group string // heading, on the first line of a group
	under bool   // it is one of those that the row above it stands for
	rest  int    // it stands for so many more of its block
}

// id tells the row from every other on the screen.
func (r line) id() string {
	switch {
	case r.rest > 0:
		return moreID
	case r.under:
		return "part:" + r.Key()
	}
	return r.how + r.Key()
}

// moreID is the identity of the row that stands for what is not shown of what is late.
const moreID = "more"

// New makes the screen.
func New(h *screen.Host) screen.Screen {
	s := &Screen{Base: screen.Base{Host: h}, box: kit.NewSearchBox(h.Theme), opened: map[string]bool{},
		brief: screen.NewBriefPane(h)}
	s.table = kit.NewTable(h.Theme, s.columns())
	s.table.SetHeader(false)
	return s
}

func (s *Screen) columns() []kit.Column {
	if groupings[s.group].of != nil {
		return []kit.Column{
			{Key: "group", Min: 16, Max: 26, Flex: 1, Role: theme.Accent},
			{Key: "when", Min: 12, Role: theme.Subtle},
			{Key: "what", Min: 26, Flex: 4},
			{Key: "who", Min: 14, Flex: 3},
			{Key: "text", Min: 20, Flex: 3, Role: theme.Subtle, HideBelow: 100},
		}
	}
	return []kit.Column{
		{Key: "when", Min: 12, Role: theme.Subtle},
		{Key: "what", Min: 32, Flex: 3},
		{Key: "who", Min: 24, Flex: 2},
		{Key: "text", Min: 20, Flex: 3, Role: theme.Subtle, HideBelow: 100},
	}
}

// Open reads what is due, and shows it as a saved view says, where one is asked for.
func (s *Screen) Open(arg any) tea.Cmd {
	if v, is := arg.(screen.ViewArg); is {
		return tea.Batch(s.load(), s.openView(v.ID))
	}
	return tea.Batch(s.load(), s.readViews(nil))
}

// aboutRow is whom the selected row is about.
func (s *Screen) aboutRow() service.BriefOf {
	d, ok := s.selected()
	if !ok || len(d.Parts) > 0 {
		return service.BriefOf{}
	}
	return service.BriefOf{Citizen: d.CitizenID, Company: d.CompanyID, Placement: d.PlacementID}
}

func (s *Screen) load() tea.Cmd {
	if s.since != nil {
		return s.loadSince(s.since.Since)
	}
	return screen.Run(s.Host, "load", s.Service.DueToday, func(v *service.TodayView) tea.Cmd {
		return s.show(v, nil)
	})
}

// loadSince reads what changed since a day.
func (s *Screen) loadSince(day model.Date) tea.Cmd {
	return screen.Run(s.Host, "load", func(ctx context.Context) (*service.SinceView, error) {
		return s.Service.DueSince(ctx, day)
	}, func(v *service.SinceView) tea.Cmd { return s.show(v.TodayView, v) })
}

func (s *Screen) show(v *service.TodayView, since *service.SinceView) tea.Cmd {
	s.view, s.since, s.loaded = v, since, true
	s.filter()
	return nil
}

// RulesFrom says that the screen shows what today's rules say.
func (s *Screen) RulesFrom() model.Date { return 0 }

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Answer:
		return s.answered(m)
	case model.Changed:
		s.brief.Changed(m)
		return tea.Batch(s.load(), s.viewsChanged(m))
	case screen.Returned, screen.Shown:
		return s.load()
	}
	return s.raw(msg)
}

// ReadBehind reads what stands beside the list.
func (s *Screen) ReadBehind() tea.Cmd { return s.brief.Read(s.aboutRow()) }

// raw gives keys and mouse to the search line or the list.
func (s *Screen) raw(msg tea.Msg) tea.Cmd {
	if used, changed := s.box.Update(msg); used {
		if changed {
			s.filter()
		}
		return nil
	}
	if act := s.table.Update(kit.Offset(msg, 0, s.box.Height())); act.Kind == kit.Opened {
		return s.open()
	}
	return nil
}

// filter keeps what is whose it should be, or nobody's, and what is searched for; then folds and groups it.
func (s *Screen) filter() {
	if s.view == nil {
		return
	}
	s.rows, s.counts = s.rows[:0], map[string]int{}
	if s.since != nil {
		for _, c := range s.since.Changes {
			if s.shown(c.Due) {
				s.rows = append(s.rows, line{Due: c.Due, how: c.How})
			}
		}
	} else {
		s.due = slices.DeleteFunc(slices.Clone(s.view.Due), func(d agenda.Due) bool { return !s.shown(d) })
		due := s.due
		if groupings[s.group].fold {
			due = agenda.Fold(due)
		}
		for _, d := range due {
			s.rows = append(s.rows, line{Due: d})
		}
	}
	s.grouped()
	headings := s.inBlocks()
	s.table.SetColumns(s.columns())
	s.table.SetRows(kit.Rows{
		Len: len(s.rows), ID: func(i int) string { return s.rows[i].id() }, Cells: s.cells, Headings: headings,
	})
	s.table.SetEmpty(s.nothing())
}

func (s *Screen) nothing() string {
	switch {
	case s.box.Query() != "":
		return s.T("kit.nothing", "query", s.box.Query())
	case s.kind != "":
		return s.T("today.kind.none", "kind", s.kindWord(s.kind))
	case s.since != nil:
		return s.T("today.since.empty")
	case len(s.view.Due) > 0:
		return s.T("today.empty.others", "n", len(s.view.Due))
	}
	return s.T("today.empty")
}

// wanted reports whether something is shown: the consultant's it should be, nobody's, or that of a colleague whom the
// consultant covers; and with every word searched for.
func (s *Screen) wanted(d agenda.Due) bool {
	who := s.whose
	if who == mine {
		who = s.Service.Actor()
	}
	if who != everybody && who != "" && !s.view.Owned(d, who) {
		return false
	}
	return s.found(d)
}

// Kept is whose things are shown, of which kind and in which groups.
func (s *Screen) Kept() map[string]string {
	if s.whose == mine && s.group == 0 && s.kind == "" {
		return nil
	}
	return map[string]string{"whose": s.whose, "group": strconv.Itoa(s.group), "kind": s.kind}
}

// Keep shows them as they were.
func (s *Screen) Keep(values map[string]string) {
	s.whose = values["whose"]
	if slices.Contains(agenda.Kinds, values["kind"]) {
		s.kind = values["kind"]
	}
	if n, err := strconv.Atoi(values["group"]); err == nil && n > 0 && n < len(groupings) {
		s.group = n
	}
}

// row is the row under the cursor.
func (s *Screen) row() (line, bool) {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.rows) {
		return line{}, false
	}
	return s.rows[i], true
}

func (s *Screen) selected() (agenda.Due, bool) {
	r, ok := s.row()
	return r.Due, ok && r.rest == 0
}

// marked are the things that the marked rows stand for, each once; none when nothing is marked.
func (s *Screen) marked() (out []agenda.Due) {
	seen := map[string]bool{}
	for _, id := range s.table.Marked() {
		i := slices.IndexFunc(s.rows, func(r line) bool { return r.id() == id && r.rest == 0 })
		if i < 0 {
			continue
		}
		for _, d := range s.rows[i].Each() {
			if !seen[d.Key()] {
				seen[d.Key()] = true
				out = append(out, d)
			}
		}
	}
	return out
}

// RowAt is the row under the cursor.
func (s *Screen) RowAt() (id string, number int) { return screen.RowIn(s.table) }

// PutAt puts the cursor on a row.
func (s *Screen) PutAt(id string, _ int) { s.table.Select(id) }

// Typing is true while the search line has the letters.
func (s *Screen) Typing() bool { return s.box.Typing() }

// Check tests that the table shows the rows.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.rows)) }

// Shows gives the rows in the window.
func (s *Screen) Shows() []any { return screen.Visible(s.table, s.rows) }
