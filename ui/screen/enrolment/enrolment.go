// Package enrolment is the page of one enrolment in a programme: what is next and late, the elements to tick, the
// phases, the plan in the citizen's words, triage, roles and exemptions, beside the citizen's other courses over time.
//
// It promises: opening it is written to the log; everything that the definition names can be done from its row; what
// leaves the house is shown first; a course that has ended is looked at, not changed.
package enrolment

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
	"jobspor/ui/detailpage"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Screen is the page.
type Screen struct {
	screen.Base
	id    string
	begin string // the citizen of an enrolment that is not there yet
	view  *service.EnrolmentView
	table *kit.Table
	side  *kit.TextView
	rows  []row
	left  bool // the side has the keys
	wall  int  // the cell where the side begins, 0 without one
	drawn int  // the width that the side was laid out for
	label int  // the cells of the longest label of a fact
	stops detailpage.Stops

	programme *programme.Programme // chosen for the enrolment that begins
	end       programme.EndEntry   // how the course ends that is changed for another
}

// New makes the page.
func New(h *screen.Host) screen.Screen {
	s := &Screen{Base: screen.Base{Host: h}, side: kit.NewTextView(h.Theme)}
	s.table = kit.NewTable(h.Theme, []kit.Column{
		{Key: "sign", Min: 1},
		{Key: "text", Min: 22, Flex: 12},
		{Key: "detail", Min: 8, Max: 26, Flex: 3, Role: theme.Subtle},
	})
	s.table.SetHeader(false)
	s.table.SetMarks(false)
	return s
}

// Open takes an enrolment's ID, or a screen.EnrolArg.
func (s *Screen) Open(arg any) tea.Cmd {
	if a, ok := arg.(screen.EnrolArg); ok {
		s.begin = a.CitizenID
		d := s.Service
		return screen.Read(s.Host, func(ctx context.Context) (*service.CitizenEnrolments, error) {
			return d.CitizenEnrolments(ctx, a.CitizenID)
		}, s.pickProgramme)
	}
	s.id, _ = arg.(string)
	return s.load()
}

func (s *Screen) load() tea.Cmd {
	if s.id == "" {
		return nil
	}
	d, id := s.Service, s.id
	return screen.Read(s.Host, func(ctx context.Context) (*service.EnrolmentView, error) {
		return d.Enrolment(ctx, id)
	}, func(v *service.EnrolmentView) tea.Cmd {
		s.view = v
		s.show()
		return nil
	})
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Answer:
		if s.id == "" {
			return s.Back() // nothing was begun
		}
		return nil
	case screen.Returned:
		return s.returned(m)
	case model.Changed, screen.Shown:
		return s.load()
	case screen.Saved: // from a new enrolment its page comes next
		return s.returned(screen.Returned{Arg: m.Receipt})
	case screen.Failed:
		return nil
	}
	return s.keysAndMouse(msg)
}

func (s *Screen) keysAndMouse(msg tea.Msg) tea.Cmd {
	onSide := s.left
	if m, ok := msg.(tea.MouseMsg); ok && s.wall > 0 {
		onSide = m.Mouse().X >= s.wall
	}
	if onSide {
		if m, ok := msg.(tea.KeyPressMsg); ok && s.stops.Walk(m, s.side) {
			s.drawn = 0
			return nil
		}
		s.side.Update(msg)
		if s.stops.Reach(s.side) {
			s.drawn = 0
		}
		return nil
	}
	was, _, _ := s.table.Selected()
	act := s.table.Update(msg)
	if now, _, _ := s.table.Selected(); now != was {
		s.drawn = 0
	}
	if act.Kind == kit.Opened {
		return s.open()
	}
	return nil
}

// returned comes from a form: with a new enrolment its page is shown, with a cancelled one there is nothing to show.
func (s *Screen) returned(m screen.Returned) tea.Cmd {
	r, _ := m.Arg.(model.Receipt)
	for _, c := range r.Changes {
		if e, ok := c.After.(*model.Enrolment); ok && c.Before == nil {
			s.id, s.begin = e.ID, ""
			cmds := []tea.Cmd{s.load()}
			if s.programme != nil && s.programme.LengthAsked && !e.Days.Known {
				cmds = append(cmds, s.askLength(s.programme, e))
			}
			return tea.Batch(cmds...)
		}
	}
	if s.id == "" {
		return s.Back()
	}
	return s.load()
}

// show builds the rows anew; the cursor stays on what it stood on.
func (s *Screen) show() {
	s.rows = s.build()
	s.drawn = 0
	rows := s.rows
	s.table.SetRows(kit.Rows{
		Len: len(rows), ID: func(i int) string { return rows[i].id }, Cells: func(i int, cells []kit.Cell) {
			r := rows[i]
			cells[0] = kit.Cell{Text: r.sign, Role: r.role}
			cells[1] = kit.Cell{Text: r.text, Role: r.role}
			cells[2].Text = r.detail
		}, Headings: kit.HeadingsOf(len(rows), func(i int) string { return rows[i].section })})
	s.table.SetEmpty(s.T("enrolment.empty"))
}

// selected is the row under the cursor.
func (s *Screen) selected() (row, bool) {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.rows) {
		return row{}, false
	}
	return s.rows[i], true
}

func (s *Screen) code() string { return string(s.Theme.Lang.Code()) }

func (s *Screen) swap() { s.left, s.drawn = !s.left, 0 }

// open does what Enter does on the row or the fact under the cursor.
func (s *Screen) open() tea.Cmd {
	if key := s.onFact(); key != "" {
		return s.editFact(key)
	}
	if r, _ := s.selected(); r.open != nil {
		return r.open()
	}
	return nil
}

// onTick hands the element or contact under the cursor on.
func (s *Screen) onTick(do func(key string) tea.Cmd) func() tea.Cmd {
	return func() tea.Cmd {
		r, _ := s.selected()
		return do(r.tick)
	}
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	runs := func() (bool, string) { return s.view != nil && s.view.Enrolment.Open(), "enrolment.not.open" }
	loaded := func() (bool, string) { return s.view != nil, "enrolment.reading" }
	has := func(why string, test func(p *programme.Programme) bool) func() (bool, string) {
		return func() (bool, string) {
			if ok, closed := runs(); !ok {
				return false, closed
			}
			return test(s.view.P), why
		}
	}
	onElement := func() (bool, string) {
		if ok, closed := runs(); !ok {
			return false, closed
		}
		r, ok := s.selected()
		return ok && r.tick != "", "enrolment.not.element"
	}
	opens := func() (bool, string) {
		r, ok := s.selected()
		return s.onFact() != "" || !s.left && ok && r.open != nil, "list.nothing.selected"
	}
	triage := has("err.triage.none", func(p *programme.Programme) bool { return len(p.Triage) > 0 })
	exemptions := has("err.exempt.none", func(p *programme.Programme) bool { return len(p.Exemptions) > 0 })
	drawn := has("err.enrol.notrial", func(p *programme.Programme) bool { return p.Trial })
	e := &model.Enrolment{}
	if s.view != nil {
		e = s.view.Enrolment
	}
	length := func() tea.Cmd { return s.askLength(s.view.P, e) }
	history := s.History("enrolment", e.ID)
	return screen.OnceRead(s.view != nil, []screen.Binding{
		screen.Std(keys.Open, s.open).As(s.openLabel()).When(opens).At(1),
		screen.Own("tick", "t", "enrolment.key.tick", 2, s.onTick(s.tick)).When(onElement),
		screen.Std(keys.New, s.pickLine).As("enrolment.key.new").When(runs).At(3),
		screen.Own("triage", "v", "enrolment.key.triage", 6, s.pickTriage).When(triage),
		screen.Own("checks", "p", "enrolment.key.checks", 4, s.Opens(screen.Checks, e.CitizenID)).When(loaded),
		screen.Own("sheet", "d", "enrolment.key.sheet", 5, s.paper(present.PlanSheet)).When(loaded),
		screen.Own("handover", "o", "enrolment.key.handover", 7, s.paper(present.HandOver)).When(loaded),
		screen.Own("casenote", "i", "enrolment.key.casenote", 8, s.paper(present.CaseNote)).When(loaded),
		screen.Own("length", "y", "enrolment.key.length", 11, length).When(runs),
		screen.Own("due", "r", "enrolment.key.due", 12, s.onTick(s.askDue)).When(onElement),
		screen.Std(keys.Edit, s.editEnrolment).As("enrolment.key.edit").When(runs).At(13),
		screen.Own("exempt", "f", "enrolment.key.exempt", 14, s.exempt).When(exemptions),
		screen.Own("group", "T", "enrolment.key.group", 15, s.pickGroup).When(drawn),
		screen.Own("end", "a", "enrolment.key.end", 9, s.pickEnd).When(runs),
		screen.Own("change", "w", "enrolment.key.change", 10, s.pickChange).When(runs),
		screen.Own("citizen", "b", "enrolment.key.citizen", 0, s.Opens(screen.Citizen, e.CitizenID)).When(loaded),
		screen.Own("history", "h", "list.history", 0, history).When(loaded),
		screen.Own("remove", "delete", "list.remove", 0, s.remove).When(runs),
		screen.Std(keys.Next, screen.Nothing(s.swap)).As("company.swap"),
		screen.Std(keys.Back, s.Back),
	})
}

// remove takes away what was noted by mistake: a tick, a line, an exemption; undo brings it back.
func (s *Screen) remove() tea.Cmd {
	r, _ := s.selected()
	if r.entity == nil {
		return s.Say(kit.Info, "list.nothing.selected")
	}
	t := schema.TypeOf(r.entity)
	return s.Save("remove", model.ChangeSet{
		Action: t.Name + ".remove", Changes: []model.Change{model.Remove(r.entity)},
	})
}

// Check tests that the table shows the rows, each once.
func (s *Screen) Check() error {
	seen := map[string]bool{}
	rows := slices.DeleteFunc(slices.Clone(s.rows), func(r row) bool {
		was := seen[r.id]
		seen[r.id] = true
		return was
	})
	return screen.SameLength(s.table.Len(), len(rows))
}

// Shows gives whose enrolment it is, or begins.
func (s *Screen) Shows() []any {
	return []any{model.RowRef{Type: "enrolment", ID: s.id}, model.RowRef{Type: "citizen", ID: s.begin}}
}
