// Package today is the first screen: what is due, what is late, and who has not been heard from.
package today

import (
	"context"
	"slices"

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
	rows   []line
	whose  string // a consultant's ID, mine or everybody
	group  int    // place in groupings
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
}

// New makes the screen.
func New(h *screen.Host) screen.Screen {
	s := &Screen{Base: screen.Base{Host: h}, box: kit.NewSearchBox(h.Theme)}
	s.table = kit.NewTable(h.Theme, s.columns())
	s.table.SetMarks(false)
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

// Open reads what is due.
func (s *Screen) Open(any) tea.Cmd { return s.load() }

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
	case screen.Returned, screen.Shown, model.Changed:
		return s.load()
	}
	if used, changed := s.box.Update(msg); used {
		if changed {
			s.filter()
		}
		return nil
	}
	if act := s.table.Update(kit.Offset(msg, 0, s.box.Height())); act.Kind == kit.Opened {
		return s.onSelected(s.open)()
	}
	return nil
}

// filter keeps what is whose it should be, or nobody's, and what is searched for; then folds and groups it.
func (s *Screen) filter() {
	if s.view == nil {
		return
	}
	s.rows = s.rows[:0]
	if s.since != nil {
		for _, c := range s.since.Changes {
			if s.wanted(c.Due) {
				s.rows = append(s.rows, line{Due: c.Due, how: c.How})
			}
		}
	} else {
		due := slices.DeleteFunc(slices.Clone(s.view.Due), func(d agenda.Due) bool { return !s.wanted(d) })
		if groupings[s.group].fold {
			due = agenda.Fold(due)
		}
		for _, d := range due {
			s.rows = append(s.rows, line{Due: d})
		}
	}
	s.grouped()
	s.table.SetColumns(s.columns())
	s.table.SetRows(kit.Rows{
		Len: len(s.rows), ID: func(i int) string { return s.rows[i].how + s.rows[i].Key() }, Cells: s.cells,
	})
	s.table.SetEmpty(s.nothing())
}

func (s *Screen) nothing() string {
	switch {
	case s.box.Query() != "":
		return s.T("kit.nothing", "query", s.box.Query())
	case s.since != nil:
		return s.T("today.since.empty")
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

func (s *Screen) selected() (agenda.Due, bool) {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.rows) {
		return agenda.Due{}, false
	}
	return s.rows[i].Due, true
}

// Typing is true while the search line has the letters.
func (s *Screen) Typing() bool { return s.box.Typing() }

// Check tests that the table shows the rows.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.rows)) }

// Shows gives the rows in the window.
func (s *Screen) Shows() []any { return screen.Visible(s.table, s.rows) }
