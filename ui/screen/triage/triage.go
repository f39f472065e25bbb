// Package triage is the triage of many (vend bunken): a list of those enrolled in a programme, and a key for each of
// its groups.
//
// It promises: a key and Enter triage the person under the cursor, and the cursor goes on to the next who is left; each
// is written at once, with a reason that was seen, so that undo takes back the last one; who is not decided stays.
package triage

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

// Screen is the pile.
type Screen struct {
	screen.Base
	key   string
	view  *service.ProgrammeView
	rows  []*model.Enrolment
	all   bool              // those triaged before are shown too
	done  map[string]bool   // triaged since the screen was opened: they stay where they are
	why   map[string]string // the latest reason, by group
	table *kit.Table
	above int  // lines of the legend over the table
	none  bool // no programme to triage in
}

// New makes the screen.
func New(h *screen.Host) screen.Screen {
	s := &Screen{Base: screen.Base{Host: h}, done: map[string]bool{}, why: map[string]string{}}
	s.table = kit.NewTable(h.Theme, s.columns())
	s.table.SetMarks(false)
	s.table.SetEmpty(s.T("programme.reading"))
	return s
}

func (s *Screen) columns() []kit.Column {
	return []kit.Column{
		{Key: "who", Title: s.T("triage.col.who"), Min: 14, Flex: 1, Max: 20},
		{Key: "since", Title: s.T("enrolment.start_on"), Min: 7, Max: 9, Role: theme.Subtle, HideBelow: 90},
		{Key: "group", Title: s.T("triage.col.group"), Min: 16, Flex: 2, Max: 32},
		{Key: "follows", Title: s.T("triage.col.follows"), Min: 14, Flex: 6, Role: theme.Subtle},
	}
}

// Open takes a programme's key; nil is the first that has a triage and somebody in it.
func (s *Screen) Open(arg any) tea.Cmd {
	if s.key, _ = arg.(string); s.key != "" {
		return s.load()
	}
	d := s.Service
	return screen.Run(s.Host, "first", func(ctx context.Context) (string, error) {
		return d.FirstProgramme(ctx, func(p *programme.Programme) bool { return len(p.Triage) > 0 })
	}, func(key string) tea.Cmd {
		if s.key = key; key == "" {
			s.none = true
			s.table.SetEmpty(s.T("triage.none"))
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

// show lists who is left and who was triaged here; the cursor stays on whom it stood on, or goes to whom undo took
// back.
func (s *Screen) show() {
	left := map[string]bool{}
	for _, e := range programme.Untriaged(s.view.P, s.view.Enrolments) {
		left[e.ID] = true
	}
	s.rows = slices.DeleteFunc(slices.Clone(s.view.Enrolments), func(e *model.Enrolment) bool {
		return !left[e.ID] && !s.done[e.ID] && !s.all
	})
	s.table.SetEmpty(s.T("triage.empty"))
	if len(s.view.Enrolments) == 0 {
		s.table.SetEmpty(s.T("triage.nobody"))
	}
	s.table.SetRows(kit.Rows{Len: len(s.rows), ID: func(i int) string { return s.rows[i].ID }, Cells: s.cells})
	for _, e := range s.rows {
		if s.done[e.ID] && e.Triage == "" { // undone: the cursor goes back
			delete(s.done, e.ID)
			s.table.Select(e.ID)
		}
	}
}

func (s *Screen) cells(i int, cells []kit.Cell) {
	e, code := s.rows[i], string(s.Theme.Lang.Code())
	cells[0].Text = s.view.Who(e)
	cells[1].Text = s.Words().Near(e.StartOn.Time(), s.view.Today.Time())
	if e.Triage == "" {
		cells[2] = kit.Cell{Text: s.T("triage.undecided"), Role: theme.Warn}
		return
	}
	cells[2] = kit.Cell{Text: s.view.Of(e).Word("triage", e.Triage, code), Role: theme.OK}
	cells[3].Text = s.Words().TriageFollows(s.view, e)
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
	if m, ok := msg.(tea.MouseMsg); ok && s.view != nil {
		msg = kit.Offset(m, 0, s.above)
	}
	if act := s.table.Update(msg); act.Kind == kit.Opened {
		return s.open()
	}
	return nil
}

// group is one of the programme's triage groups with the key that chooses it, its place.
type group struct {
	programme.Named
	stroke string
}

func (s *Screen) groups() (out []group) {
	digits := "123456789"
	for i, n := range s.view.P.Triage[:min(len(s.view.P.Triage), len(digits))] {
		out = append(out, group{n, digits[i : i+1]})
	}
	return out
}

func (s *Screen) selected() *model.Enrolment {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.rows) {
		return nil
	}
	return s.rows[i]
}

func (s *Screen) open() tea.Cmd {
	if e := s.selected(); e != nil {
		return s.Go(screen.Enrolment, e.ID)
	}
	return nil
}

// put triages the person under the cursor: what follows is asked where the group leads to several things, then the
// reason, which begins as the latest one of the group.
func (s *Screen) put(key string) func() tea.Cmd {
	return func() tea.Cmd {
		e := s.selected()
		if e == nil {
			return nil
		}
		p, code := s.view.Of(e), string(s.Theme.Lang.Code())
		ways := p.FollowsFor(key)
		if len(ways) < 2 {
			return s.reason(e, key, "")
		}
		if _, tried := s.decide(e, key, ways[0].Key)("-"); tried != nil {
			return s.Fail(tried)
		}
		var items []kit.Item
		for _, f := range ways {
			items = append(items, kit.Item{ID: f.Key, Label: f.Name.In(code), Detail: f.What.In(code)})
		}
		return s.Choose(p.Word("triage", key, code), items, func(next string) tea.Cmd { return s.reason(e, key, next) })
	}
}

// decide makes the triage of a reason.
func (s *Screen) decide(e *model.Enrolment, key, next string) func(why string) (model.ChangeSet, error) {
	p, today, actor := s.view.Of(e), s.view.Today, s.Actor()
	return func(why string) (model.ChangeSet, error) {
		return programme.Triage(actor, p, e, programme.TriageEntry{Group: key, Next: next, Reason: why, On: today},
			today)
	}
}

func (s *Screen) reason(e *model.Enrolment, key, next string) tea.Cmd {
	p, decide := s.view.Of(e), s.decide(e, key, next)
	if _, tried := decide("-"); tried != nil {
		return s.Fail(tried)
	}
	hint := ""
	if s.why[key] != "" {
		hint = s.T("triage.why.hint")
	}
	ask := kit.Prompt(s.Theme, p.Word("triage", key, string(s.Theme.Lang.Code())), hint,
		s.T("triage.why", "who", s.view.Who(e)), s.why[key], func(v string) string {
			if model.HasCPRBut(v, s.Service.KnownPNumber) {
				return s.Words().Error(model.NewError(model.Invalid, "err.cpr", nil))
			}
			if _, err := decide(v); err != nil {
				return s.Words().Error(err)
			}
			return ""
		})
	return s.AskThen(ask, func(a kit.Action) tea.Cmd {
		cs, err := decide(a.Text)
		if err != nil {
			return s.Fail(err)
		}
		return s.SaveThen(cs, func(model.Receipt) tea.Cmd {
			s.why[key], s.done[e.ID] = a.Text, true
			s.goOn(e.ID)
			return s.load()
		})
	})
}

// goOn moves the cursor to the next person below who is left, else to the first one.
func (s *Screen) goOn(from string) {
	at := slices.IndexFunc(s.rows, func(e *model.Enrolment) bool { return e.ID == from })
	for i := range s.rows {
		e := s.rows[(at+1+i)%len(s.rows)]
		if e.Triage == "" && e.ID != from {
			s.table.Select(e.ID)
			return
		}
	}
}

// tick ticks the next element of the checklist of whoever stands under the cursor: the preparation plan, social
// services told; its day is asked.
func (s *Screen) tick() tea.Cmd {
	e := s.selected()
	_, _, next := s.view.Done(e)
	if next == nil {
		return nil
	}
	p, today, actor := s.view.Of(e), s.view.Today, s.Actor()
	ticks := s.view.Ticks[e.ID]
	return s.Go(screen.Edit, screen.EditArg{
		Entity: &model.Tick{EnrolmentID: e.ID, Element: next.Key, On: today}, Fields: []string{"on", "note"},
		Draft: "tick." + next.Key,
		Title: s.T("enrolment.tick.title", "what", next.Name.In(string(s.Theme.Lang.Code()))),
		Decide: func(_ context.Context, typed model.Entity) (model.ChangeSet, error) {
			got := typed.(*model.Tick)
			return programme.TickElement(actor, p, e, ticks,
				programme.TickEntry{Element: next.Key, On: got.On, Note: got.Note}, today)
		}})
}

func (s *Screen) toggle() {
	s.all = !s.all
	s.show()
}

// View draws the list.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.T("triage.title")}
	if s.view != nil {
		f.Title += " · " + s.view.P.ShortName(string(s.Theme.Lang.Code()))
		f.Note = s.T("triage.note", "n", len(programme.Untriaged(s.view.P, s.view.Enrolments)), "all",
			len(s.view.Enrolments))
	}
	legend := s.legend(size.W)
	s.above = len(legend)
	s.table.SetSize(size.W, max(size.H-len(legend), 0))
	f.Body = kit.Block(append(legend, kit.Lines(s.table.View())...), size.W, size.H)
	return f
}

// legend says which key is which group.
func (s *Screen) legend(w int) (lines []string) {
	if s.view == nil {
		return nil
	}
	for _, g := range s.groups() {
		text := g.Name.In(string(s.Theme.Lang.Code()))
		if what := g.What.In(string(s.Theme.Lang.Code())); what != "" {
			text += " · " + what
		}
		lead := " " + g.stroke + "  "
		for _, row := range kit.Wrap(kit.CleanLines(text), max(w-len(lead)-1, 1)) {
			lines = append(lines, s.Theme.Paint(theme.Subtle, s.Theme.Fit(lead+row, max(w-1, 0))))
			lead = "    "
		}
	}
	return append(lines, "")
}

// Check tests that the table shows the rows.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.rows)) }

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	some := func() (bool, string) { return s.selected() != nil, "list.nothing.selected" }
	ticks := func() (bool, string) {
		e := s.selected()
		if e == nil || e.Triage == "" {
			return false, "triage.not.next"
		}
		_, _, next := s.view.Done(e)
		return next != nil && !next.Asks, "triage.not.next"
	}
	shown := "triage.key.all"
	if s.all {
		shown = "triage.key.left"
	}
	var out []screen.Binding
	if s.view != nil {
		for i, g := range s.groups() {
			label := "triage.group." + g.stroke
			out = append(out, screen.Own("group."+g.stroke, g.stroke, label, 1+i, s.put(g.Key)).When(some))
		}
	}
	return screen.OnceRead(s.view != nil || s.none, append(out,
		screen.Own("tick", "t", "triage.key.tick", 11, s.tick).When(ticks),
		screen.Std(keys.Open, s.open).As("triage.key.open").When(some).At(12),
		screen.Own("all", "a", shown, 13, screen.Nothing(s.toggle)),
		screen.Std(keys.Back, s.Back),
	))
}

// Shows gives the rows in the window.
func (s *Screen) Shows() []any { return screen.Visible(s.table, s.rows) }
