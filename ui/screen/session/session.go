// Package session is a group session (gruppemøde): everybody in a programme that meets in groups, and a key for who
// came, sent word or stayed away.
//
// It promises: what is marked is written as one change set, for the day that the title names; who is not marked stays
// as it was; leaving with marks that are not saved asks.
package session

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Screen is the session.
type Screen struct {
	screen.Base
	key   string
	on    model.Date
	words string
	view  *service.ProgrammeView
	rows  []*model.Enrolment
	marks map[string]string // presence by enrolment, those not saved yet
	table *kit.Table
	none  bool
}

// New makes the screen.
func New(h *screen.Host) screen.Screen {
	s := &Screen{Base: screen.Base{Host: h}, marks: map[string]string{}, on: h.Service.Today()}
	s.table = kit.NewTable(h.Theme, s.columns())
	s.table.SetMarks(false)
	s.table.SetEmpty(s.T("programme.reading"))
	return s
}

func (s *Screen) columns() []kit.Column {
	return []kit.Column{
		{Key: "sign", Min: 1},
		{Key: "who", Title: s.T("session.col.who"), Min: 16, Flex: 1},
		{Key: "presence", Title: s.T("session.col.presence"), Min: 14, Flex: 1},
		{Key: "before", Title: s.T("session.col.before"), Min: 9, Role: theme.Subtle, Right: true},
	}
}

// Open takes a programme's key; nil is the first that meets in groups and has somebody in it.
func (s *Screen) Open(arg any) tea.Cmd {
	if s.key, _ = arg.(string); s.key != "" {
		return s.load()
	}
	d := s.Service
	return screen.Run(s.Host, "first", func(ctx context.Context) (string, error) {
		return d.FirstProgramme(ctx, (*programme.Programme).HasSessions)
	}, func(key string) tea.Cmd {
		if s.key = key; key == "" {
			s.none = true
			s.table.SetEmpty(s.T("session.none"))
			return nil
		}
		return s.load()
	})
}

func (s *Screen) load() tea.Cmd {
	if s.key == "" {
		return nil
	}
	d, key := s.Service, s.key
	return screen.Read(s.Host, func(ctx context.Context) (*service.ProgrammeView, error) {
		return d.ProgrammeView(ctx, key)
	}, s.took)
}

func (s *Screen) took(v *service.ProgrammeView) tea.Cmd {
	s.view = v
	s.show()
	return nil
}

// show lists who had begun on the day.
func (s *Screen) show() {
	s.rows = slices.DeleteFunc(slices.Clone(s.view.Enrolments),
		func(e *model.Enrolment) bool { return e.StartOn > s.on })
	s.table.SetEmpty(s.T("session.empty"))
	s.table.SetRows(kit.Rows{Len: len(s.rows), ID: func(i int) string { return s.rows[i].ID }, Cells: s.cells})
}

// presence is what is marked, else what stands on the plan; saved is false for a mark that is not written yet.
func (s *Screen) presence(e *model.Enrolment) (key string, saved bool) {
	if key, ok := s.marks[e.ID]; ok {
		return key, false
	}
	if l := programme.SessionOn(s.view.Lines[e.ID], s.on); l != nil {
		return l.Presence, true
	}
	return "", true
}

func (s *Screen) cells(i int, cells []kit.Cell) {
	e, g := s.rows[i], s.Theme.Colours.Glyphs
	cells[0].Text, cells[1].Text = g.Box, s.view.Who(e)
	key, saved := s.presence(e)
	if key != "" {
		cells[0].Text = map[string]string{"met": g.Check, "excused": g.Dot, "no_show": g.Cross}[key]
		cells[2].Text = s.T("opt.presence." + key)
		role := theme.Text
		if !saved {
			role = theme.Accent
		}
		cells[0].Role, cells[2].Role = role, role
	}
	met, all := 0, 0
	for _, l := range s.view.Lines[e.ID] {
		if l.On < s.on {
			if all++; l.Presence == "met" {
				met++
			}
		}
	}
	if all > 0 {
		cells[3].Text = s.T("session.before", "met", met, "all", all)
	}
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case screen.Answer, screen.Saved, screen.Failed:
		return nil
	case screen.Returned, model.Changed, screen.Shown:
		s.table.SetColumns(s.columns())
		return s.load()
	}
	s.table.Update(msg)
	return nil
}

func (s *Screen) selected() *model.Enrolment {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.rows) {
		return nil
	}
	return s.rows[i]
}

// mark marks the person under the cursor and goes on to the next; "" takes the mark away and stays.
func (s *Screen) mark(key string) func() {
	return func() {
		e := s.selected()
		if e == nil {
			return
		}
		if delete(s.marks, e.ID); key != "" {
			if was, _ := s.presence(e); was != key {
				s.marks[e.ID] = key
			}
			if _, i, _ := s.table.Selected(); i+1 < len(s.rows) {
				s.table.SelectRow(i + 1)
			}
		}
	}
}

// rest marks everybody who is not written as having come.
func (s *Screen) rest() {
	for _, e := range s.rows {
		if key, _ := s.presence(e); key == "" {
			s.marks[e.ID] = "met"
		}
	}
}

func (s *Screen) save() tea.Cmd {
	var who []programme.Attendance
	for _, e := range s.rows {
		who = append(who, programme.Attendance{Enrolment: e, Lines: s.view.Lines[e.ID], Presence: s.marks[e.ID]})
	}
	cs, err := programme.Session(s.Actor(), s.view.P, s.on, s.words, who, s.view.Today)
	if err != nil {
		return s.Fail(err)
	}
	return s.SaveThen(cs, func(model.Receipt) tea.Cmd {
		clear(s.marks)
		return s.load()
	})
}

func (s *Screen) askDay() tea.Cmd {
	from := model.Past.From(s.view.Today)
	read := func(text string) (model.Date, error) {
		on, err := model.ParseDate(text, from)
		if err == nil && on > s.view.Today {
			err = model.NewError(model.Invalid, "err.day.future", model.Args{"day": on.Time()})
		}
		return on, err
	}
	ask := kit.Prompt(s.Theme, s.T("session.day"), "", s.T("session.key.day"), "", func(v string) string {
		if _, err := read(v); err != nil {
			return s.Words().Error(err)
		}
		return ""
	}).WithReading(s.Words().ReadAs(from))
	return s.AskThen(ask, func(a kit.Action) tea.Cmd {
		if on, err := read(a.Text); err == nil {
			s.on = on
			s.show()
		}
		return nil
	})
}

func (s *Screen) askWords() tea.Cmd {
	ask := kit.Prompt(s.Theme, s.T("session.words"), s.T("session.words.hint"), s.T("session.key.words"), s.words,
		func(v string) string {
			if model.HasCPRBut(v, s.Service.KnownPNumber) {
				return s.Words().Error(model.NewError(model.Invalid, "err.cpr", nil))
			}
			return ""
		})
	return s.AskThen(ask, func(a kit.Action) tea.Cmd {
		s.words = a.Text
		return nil
	})
}

// leave asks before marks that are not saved are lost.
func (s *Screen) leave() tea.Cmd {
	if !s.Dirty() {
		return s.Back()
	}
	ask := kit.Confirm(s.Theme, s.T("session.leave"), s.T("session.leave.text", "n", len(s.marks)), 0,
		s.T("session.leave.yes"), true)
	return s.AskThen(ask, func(kit.Action) tea.Cmd {
		clear(s.marks)
		return s.Back()
	})
}

// Dirty reports marks that are not saved.
func (s *Screen) Dirty() bool { return len(s.marks) > 0 }

// View draws the list.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.T("session.title", "day", s.on.Time())}
	if s.view != nil {
		f.Title += " · " + s.view.P.ShortName(string(s.Theme.Lang.Code()))
		n := map[string]int{}
		for _, e := range s.rows {
			key, _ := s.presence(e)
			n[key]++
		}
		f.Note = s.T("session.note", "n", n["met"], "excused", n["excused"], "away", n["no_show"], "left", n[""])
		if s.words != "" {
			f.Title += " · " + s.words
		}
	}
	s.table.SetSize(size.W, size.H)
	f.Body = s.table.View()
	return f
}

// Check tests that the table shows the rows.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.rows)) }

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	some := func() (bool, string) { return s.selected() != nil, "session.empty" }
	marked := func() (bool, string) { return s.Dirty(), "err.session.nobody" }
	own := func(id, key, label string, footer int, do func()) screen.Binding {
		return screen.Own(id, key, label, footer, screen.Nothing(do)).When(some)
	}
	return screen.OnceRead(s.view != nil || s.none, []screen.Binding{
		own("met", "m", "session.key.met", 1, s.mark("met")),
		own("excused", "a", "session.key.excused", 2, s.mark("excused")),
		own("no_show", "i", "session.key.away", 3, s.mark("no_show")),
		own("clear", "space", "session.key.clear", 7, s.mark("")),
		own("rest", "r", "session.key.all", 4, s.rest),
		screen.Own("day", "d", "session.key.day", 5, s.askDay).When(some),
		screen.Own("words", "o", "session.key.words", 6, s.askWords).When(some),
		screen.Std(keys.Save, s.save).As("session.key.save").When(marked).At(8),
		screen.Std(keys.Back, s.leave),
	})
}

// Shows gives the rows in the window.
func (s *Screen) Shows() []any { return screen.Visible(s.table, s.rows) }
