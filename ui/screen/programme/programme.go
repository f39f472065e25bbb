// Package programme is the page of a programme (indsats): how far the team is with what it presupposes, and who runs in
// it, by triage group; beside them what the programme is.
//
// It promises: from here its pile is triaged, its group sessions are written and its figures are seen.
package programme

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Screen is the page.
type Screen struct {
	screen.Base
	key   string
	view  *service.ProgrammeView
	rows  []row
	table *kit.Table
	side  *kit.TextView
	left  bool // the side has the keys
	wall  int  // the cell where the side begins, 0 without one
}

// row is one line of the page.
type row struct {
	id, section, sign, text, detail string
	role                            theme.Role
	open                            func() tea.Cmd
}

// New makes the page.
func New(h *screen.Host) screen.Screen {
	s := &Screen{Base: screen.Base{Host: h}, side: kit.NewTextView(h.Theme)}
	s.table = kit.NewTable(h.Theme, []kit.Column{
		{Key: "sign", Min: 1},
		{Key: "text", Min: 20, Flex: 2},
		{Key: "detail", Min: 14, Flex: 3, Role: theme.Subtle},
	})
	s.table.SetHeader(false)
	s.table.SetMarks(false)
	s.table.SetEmpty(s.T("programme.reading"))
	return s
}

// Open takes a programme's key; nil asks which.
func (s *Screen) Open(arg any) tea.Cmd {
	if s.key, _ = arg.(string); s.key == "" {
		return s.pick()
	}
	return s.load()
}

// listed is a programme to choose from.
type listed struct {
	p       *programme.Programme
	running int
}

func (s *Screen) pick() tea.Cmd {
	d, code := s.Service, string(s.Theme.Lang.Code())
	return screen.Run(s.Host, "list", func(ctx context.Context) ([]listed, error) {
		list, err := d.Programmes(ctx)
		if err != nil {
			return nil, err
		}
		var out []listed
		for _, p := range list {
			n, err := d.Running(ctx, p.Key)
			if err != nil {
				return nil, err
			}
			out = append(out, listed{p, n})
		}
		return out, nil
	}, func(list []listed) tea.Cmd {
		var items []kit.Item
		for _, one := range list {
			items = append(items, kit.Item{ID: one.p.Key, Label: one.p.Name.In(code),
				Detail: s.T("programme.pick.detail", "n", one.running)})
		}
		return s.Choose(s.T("programme.pick"), items, func(key string) tea.Cmd {
			s.key = key
			return s.load()
		})
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
	s.rows = append(s.teamRows(), s.courseRows()...)
	s.table.SetEmpty(s.T("programme.empty"))
	rows := s.rows
	s.table.SetRows(kit.Rows{Len: len(rows), ID: func(i int) string { return rows[i].id }, Cells: func(i int,
		cells []kit.Cell) {
		r := rows[i]
		cells[0] = kit.Cell{Text: r.sign, Role: r.role}
		cells[1] = kit.Cell{Text: r.text, Role: r.role}
		cells[2].Text = r.detail
	}, Headings: kit.HeadingsOf(len(rows), func(i int) string { return rows[i].section })})
	return nil
}

// teamRows are the prerequisites with how far the team is.
func (s *Screen) teamRows() (rows []row) {
	g := s.Theme.Colours.Glyphs
	for _, n := range s.view.P.Prerequisites {
		r := s.view.P.Prerequisite(s.view.Prerequisites, n.Key)
		one := row{id: "team:" + n.Key, section: s.T("programme.team"), sign: g.Unknown,
			text: n.Name.In(s.code()), detail: s.Words().PrerequisiteState(r),
			open: func() tea.Cmd { return s.editPrerequisite(n, r) }}
		switch r.State {
		case "in_place":
			one.sign, one.role = g.Check, theme.OK
		case "begun":
			one.sign = g.Dot
		case "missing":
			one.sign, one.role = g.Box, theme.Warn
		}
		rows = append(rows, one)
	}
	return rows
}

// courseRows are the open enrolments, those not triaged first, then by group.
func (s *Screen) courseRows() (rows []row) {
	g, p := s.Theme.Colours.Glyphs, s.view.P
	groups := []string{""}
	for _, n := range p.Triage {
		groups = append(groups, n.Key)
	}
	for _, group := range groups {
		for _, e := range s.view.Enrolments {
			if len(p.Triage) > 0 && e.Triage != group {
				continue
			}
			r := row{id: e.ID, section: s.T("programme.courses"), sign: g.Dot,
				text: service.JoinNonEmpty(" ", e.Ref, s.view.Who(e)), detail: s.courseDetail(e),
				open: func() tea.Cmd { return s.Go(screen.Enrolment, e.ID) }}
			switch {
			case len(p.Triage) > 0 && group == "":
				r.section, r.sign, r.role = s.T("programme.untriaged"), g.Unknown, theme.Warn
			case group != "":
				r.section = p.Word("triage", group, s.code())
			}
			rows = append(rows, r)
		}
	}
	return rows
}

func (s *Screen) courseDetail(e *model.Enrolment) string {
	if e.Triage != "" {
		return s.Words().TriageFollows(s.view, e)
	}
	done, all, _ := s.view.Done(e)
	group, ticked := "", ""
	if e.Group != "" {
		group = s.T("opt.enrolment_group." + e.Group)
	}
	if all > 0 {
		ticked = s.T("programme.done", "n", done, "all", all)
	}
	return service.JoinNonEmpty(" · ", group, s.T("programme.since", "day", e.StartOn.Time()), ticked)
}

func (s *Screen) editPrerequisite(n programme.Named, before *model.Prerequisite) tea.Cmd {
	p, today, actor := s.view.P, s.view.Today, s.Actor()
	form := schema.Clone(before).(*model.Prerequisite)
	form.On = today
	return s.Go(screen.Edit, screen.EditArg{
		Entity: form, Fields: []string{"state", "on", "who", "note"}, Quick: []string{"state"},
		Draft: "prerequisite." + p.Key + "." + n.Key,
		Title: s.T("prerequisite.title", "what", n.Name.In(s.code())),
		Decide: func(_ context.Context, typed model.Entity) (model.ChangeSet, error) {
			return programme.SetPrerequisite(actor, p, before, typed.(*model.Prerequisite), today)
		}})
}

func (s *Screen) code() string { return string(s.Theme.Lang.Code()) }

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case screen.Answer:
		if s.key == "" {
			return s.Back() // no programme was chosen
		}
		return nil
	case screen.Saved, screen.Failed:
		return nil
	case screen.Returned, model.Changed, screen.Shown:
		return s.load()
	}
	onSide := s.left
	if m, ok := msg.(tea.MouseMsg); ok && s.wall > 0 {
		onSide = m.Mouse().X >= s.wall
	}
	if onSide {
		s.side.Update(msg)
		return nil
	}
	if act := s.table.Update(msg); act.Kind == kit.Opened {
		return s.open()
	}
	return nil
}

func (s *Screen) selected() (row, bool) {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.rows) {
		return row{}, false
	}
	return s.rows[i], true
}

func (s *Screen) open() tea.Cmd {
	if r, ok := s.selected(); ok {
		return r.open()
	}
	return nil
}

// Check tests that the table shows the rows.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.rows)) }

// View draws the rows, and beside them what the programme is.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.T("page.programme")}
	if s.view == nil {
		f.Body = kit.Block([]string{" " + s.T("programme.reading")}, size.W, size.H)
		return f
	}
	f.Title += " · " + s.view.P.ShortName(s.code())
	f.Note = s.T("programme.running", "n", len(s.view.Enrolments))
	s.table.SetFocus(!s.left)
	left, right := kit.Panes(size.W)
	if s.wall = 0; right == 0 {
		if s.left {
			s.lay(size.W, size.H)
			f.Body = s.side.View()
			return f
		}
		s.table.SetSize(size.W, size.H)
		f.Body = s.table.View()
		return f
	}
	left = max(left, size.W*6/10)
	right = size.W - left - 1
	s.wall = left + 1
	s.lay(right, size.H)
	s.table.SetSize(left, size.H)
	f.Body, f.Dividers = kit.Beside(kit.Divider(s.Theme), s.table.View(), s.side.View()), []int{left}
	return f
}

// lay lays out what the programme is for a width.
func (s *Screen) lay(w, h int) {
	p, code := s.view.P, s.code()
	var lines []kit.Line
	say := func(role theme.Role, text string) {
		for _, l := range kit.Wrap(kit.CleanLines(text), max(w-2, 10)) {
			lines = append(lines, kit.Plain(role, " "+l))
		}
	}
	if r, ok := s.selected(); ok { // the columns may have cut it
		say(theme.Accent, r.text)
		say(theme.Text, r.detail)
		lines = append(lines, kit.Plain(theme.Text, ""))
	}
	say(theme.Title, p.Name.In(code))
	lines = append(lines, kit.Pairs([]kit.Pair{
		{Label: s.T("programme.target"), Value: p.Target.In(code)},
		{Label: s.T("programme.aim"), Value: p.Aim.In(code)},
		{Label: s.T("programme.method"), Value: p.Method.In(code)},
		{Label: s.T("programme.note"), Value: p.Note.In(code)},
		{Label: s.T("programme.source"), Value: service.JoinNonEmpty(" · ", p.Source.In(code), p.Edition),
			Role: theme.Subtle},
	}, w)...)
	s.side.SetLines(lines)
	s.side.SetSize(w, h)
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	some := func() (bool, string) { _, ok := s.selected(); return ok, "programme.empty" }
	has := func(why string, test func(*programme.Programme) bool) func() (bool, string) {
		return func() (bool, string) { return s.view != nil && test(s.view.P), why }
	}
	triages := has("programme.not.triage", func(p *programme.Programme) bool { return len(p.Triage) > 0 })
	meets := has("programme.not.session", (*programme.Programme).HasSessions)
	return screen.OnceRead(s.view != nil, []screen.Binding{
		screen.Std(keys.Open, s.open).As("programme.key.open").When(some).At(1),
		screen.Own("triage", "v", "programme.key.triage", 2, s.opens(screen.Triage)).When(triages),
		screen.Own("session", "f", "programme.key.session", 3, s.opens(screen.Session)).When(meets),
		screen.Own("figures", "i", "programme.key.figures", 4, s.opens(screen.Figures)),
		screen.Own("other", "w", "programme.key.other", 5, s.pick),
		screen.Std(keys.Next, screen.Nothing(func() { s.left = !s.left })).As("company.swap"),
		screen.Std(keys.Back, s.Back),
	})
}

func (s *Screen) opens(to screen.Name) func() tea.Cmd {
	return func() tea.Cmd { return s.Go(to, s.key) }
}

// Shows gives who is in the programme.
func (s *Screen) Shows() []any {
	if s.view == nil {
		return nil
	}
	return []any{s.view.Enrolments}
}
