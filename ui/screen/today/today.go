// Package today is the first screen: what is due, what is late, and who has not been heard from.
package today

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/desk"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/theme"
)

// Screen is the list of what is due.
type Screen struct {
	host   *screen.Host
	table  *kit.Table
	view   *desk.TodayView
	rows   []model.Due
	all    bool // everybody's, not only mine
	loaded bool
}

// New makes the screen.
func New(h *screen.Host) screen.Screen {
	s := &Screen{host: h}
	s.table = kit.NewTable(h.Look, s.columns())
	s.table.SetMarks(false)
	s.table.SetHeader(false)
	return s
}

func (s *Screen) columns() []kit.Column {
	return []kit.Column{
		{Key: "when", Min: 12, Role: theme.Subtle},
		{Key: "what", Min: 28, Flex: 2},
		{Key: "who", Min: 24, Flex: 2},
		{Key: "text", Min: 20, Flex: 3, Role: theme.Subtle, HideBelow: 100},
	}
}

// Open reads what is due.
func (s *Screen) Open(any) tea.Cmd { return s.load() }

func (s *Screen) load() tea.Cmd {
	d := s.host.Desk
	return s.host.Run("load", func(ctx context.Context) (any, error) { return d.DueToday(ctx) })
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Act:
		return s.act(m.ID)
	case screen.Done:
		if m.Err != nil {
			return s.host.Fail(m.Err)
		}
		if cs, ok := m.Value.(model.ChangeSet); ok {
			return s.host.Save("decide", cs)
		}
		s.view, s.loaded = m.Value.(*desk.TodayView), true
		s.filter()
		return nil
	case screen.Answer:
		return s.answered(m)
	case screen.Returned, model.Changed:
		return s.load()
	}
	if act := s.table.Update(msg); act.Kind == kit.Opened {
		return s.act(keys.Open)
	}
	return nil
}

// filter keeps what is mine, or nobody's, unless everybody's is wanted.
func (s *Screen) filter() {
	me := s.host.Desk.Actor()
	s.rows = slices.DeleteFunc(slices.Clone(s.view.Due), func(d model.Due) bool {
		return !s.all && me != "" && d.Owner != "" && d.Owner != me
	})
	s.table.SetRows(kit.Rows{Len: len(s.rows), ID: func(i int) string { return s.rows[i].Key() }, Cells: s.cells})
	s.table.SetEmpty(s.host.T("today.empty"))
}

func (s *Screen) cells(i int, cells []kit.Cell) {
	d, w, today := s.rows[i], s.host.Desk.Words(s.host.Look.Lang), s.host.Desk.Today()
	g := s.host.Look.Theme.Glyphs
	sign, role := " ", theme.Subtle
	switch {
	case d.On != 0 && d.On < today:
		sign, role = g.Alert, theme.Danger
	case d.On == today:
		role = theme.Accent
	}
	cells[0] = kit.Cell{Text: sign + " " + w.DueWhen(d, today), Role: role}
	cells[1].Text = s.view.What(d, w)
	cells[2].Text = s.view.Who(d)
	cells[3].Text = s.view.More(d, w)
}

func (s *Screen) selected() (model.Due, bool) {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.rows) {
		return model.Due{}, false
	}
	return s.rows[i], true
}

func (s *Screen) act(id string) tea.Cmd {
	switch id {
	case "everybody":
		s.all = !s.all
		s.filter()
		return nil
	case keys.Match:
		if d, ok := s.selected(); ok && d.CitizenID != "" {
			return s.host.Go(screen.Match, screen.MatchArg{CitizenID: d.CitizenID})
		}
		return nil
	case keys.New:
		return s.host.Go(screen.Edit, screen.EditArg{Entity: &model.Citizen{Status: "active", StartedOn: s.host.Desk.Today(), Responsible: s.host.Desk.Actor()}})
	}
	d, ok := s.selected()
	if !ok {
		return nil
	}
	switch id {
	case keys.Open:
		if d.PlacementID != "" {
			return s.host.Go(screen.Placement, d.PlacementID)
		}
		if d.CompanyID != "" {
			return s.host.Go(screen.Company, d.CompanyID)
		}
		return s.host.Go(screen.Citizen, d.CitizenID)
	case keys.Log, screen.LogVisit:
		return s.host.LogContact(&model.Contact{CompanyID: d.CompanyID, CitizenID: d.CitizenID}, id)
	case "snooze":
		return s.host.Ask("snooze", kit.Prompt(s.host.Look, s.host.T("today.snooze.title"), "", s.host.T("today.snooze.until"), "+7", s.checkDay))
	case "done":
		return s.host.Run("decide", func(ctx context.Context) (any, error) { return s.host.Desk.KeepDue(ctx, d) })
	}
	return nil
}

func (s *Screen) checkDay(v string) string {
	on, err := model.ParseDate(v, s.host.Desk.Today())
	if err == nil && on <= s.host.Desk.Today() {
		return s.host.T("today.snooze.later")
	}
	if err != nil {
		return s.host.Desk.Words(s.host.Look.Lang).Error(err)
	}
	return ""
}

func (s *Screen) answered(m screen.Answer) tea.Cmd {
	d, ok := s.selected()
	if !ok || m.Tag != "snooze" || m.Action.Kind != kit.Chosen {
		return nil
	}
	on, err := model.ParseDate(m.Action.Text, s.host.Desk.Today())
	if err != nil {
		return s.host.Fail(err)
	}
	return s.host.Run("decide", func(ctx context.Context) (any, error) { return s.host.Desk.SnoozeDue(ctx, d, on) })
}

// View draws the list.
func (s *Screen) View(size kit.Size) kit.Frame {
	s.table.SetSize(size.W, size.H)
	today := s.host.Desk.Today()
	_, week := today.Week()
	l := s.host.Look.Lang
	f := kit.Frame{Title: s.host.T("today.title", "day", l.DayLong(today.Time()), "week", l.Week(week)), Body: s.table.View()}
	if s.loaded {
		late := 0
		for _, d := range s.rows {
			if d.On != 0 && d.On < today {
				late++
			}
		}
		f.Note = s.host.T("today.note", "n", len(s.rows), "late", late)
		if s.all {
			f.Note = s.host.T("today.everybody.on") + " · " + f.Note
		}
	}
	return f
}

// Keys are what works here.
func (s *Screen) Keys() []keys.Binding {
	some := func() (bool, string) { return len(s.rows) > 0, "list.nothing.selected" }
	company := func() (bool, string) {
		d, ok := s.selected()
		return ok && d.CompanyID != "", "today.nocompany"
	}
	promise := func() (bool, string) {
		d, ok := s.selected()
		return ok && d.Kind == "promise", "today.nopromise"
	}
	citizen := func() (bool, string) {
		d, ok := s.selected()
		return ok && d.CitizenID != "", "today.nocitizen"
	}
	return []keys.Binding{
		keys.Std(keys.Open).When(some), keys.Std(keys.Log).When(company), screen.VisitBinding().When(company),
		{ID: "snooze", Keys: []string{"z"}, Label: "today.snooze", Footer: 52, Palette: true, Enabled: promise},
		{ID: "done", Keys: []string{"d"}, Label: "today.done", Footer: 53, Palette: true, Enabled: promise},
		keys.Std(keys.Match).When(citizen).At(54),
		{ID: "everybody", Keys: []string{"a"}, Label: "today.everybody", Footer: 56, Palette: true},
		keys.Std(keys.New).As("today.newcitizen").At(57),
	}
}

// Typing is false: there is no field.
func (s *Screen) Typing() bool { return false }

// Dirty is false: nothing is typed.
func (s *Screen) Dirty() bool { return false }

// Check tests that the table shows the rows.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.rows)) }
