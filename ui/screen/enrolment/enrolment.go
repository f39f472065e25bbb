// Package enrolment is the page of one enrolment in a programme: what is next and late, the elements to tick, the phases,
// the plan in the citizen's words, triage, roles and exemptions, beside the citizen's other courses over time.
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
	"jobspor/ui/keys"
	"jobspor/ui/kit"
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
	left  bool // the side has the keys, where there is no room for both
	wall  int  // the cell where the side begins, 0 without one
	drawn int  // the width that the side was laid out for

	programme *programme.Programme // chosen for the enrolment that begins
	end       programme.EndEntry   // how the course ends that is changed for another
	element   string               // that is being ticked
	asking    string               // the key that a dialog is about
}

// New makes the page.
func New(h *screen.Host) screen.Screen {
	s := &Screen{Base: screen.Base{Host: h}, side: kit.NewTextView(h.Theme)}
	s.table = kit.NewTable(h.Theme, []kit.Column{
		{Key: "section", Min: 11, Max: 15, Flex: 1, Role: theme.Accent},
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
		return s.Run("start", func(ctx context.Context) (any, error) { return d.CitizenEnrolments(ctx, a.CitizenID) })
	}
	s.id, _ = arg.(string)
	return tea.Batch(s.load(), s.viewed())
}

func (s *Screen) viewed() tea.Cmd {
	d, id := s.Service, s.id
	return s.Run("viewed", func(ctx context.Context) (any, error) {
		return nil, d.Store.Viewed(ctx, d.Actor(), "enrolment", id)
	})
}

func (s *Screen) load() tea.Cmd {
	if s.id == "" {
		return nil
	}
	d, id := s.Service, s.id
	return s.Run("load", func(ctx context.Context) (any, error) { return d.Enrolment(ctx, id) })
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Done:
		return s.done(m)
	case screen.Answer:
		return s.answered(m)
	case screen.Returned:
		return s.returned(m)
	case model.Changed, screen.Shown:
		return s.load()
	case screen.Saved:
		return s.saved(m)
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
		s.side.Update(msg)
		return nil
	}
	was, _, _ := s.table.Selected()
	act := s.table.Update(msg)
	if now, _, _ := s.table.Selected(); now != was {
		s.drawn = 0
	}
	if act.Kind == kit.Opened {
		return s.act(keys.Open)
	}
	return nil
}

// saved goes on from a new enrolment to its page.
func (s *Screen) saved(m screen.Saved) tea.Cmd {
	return s.returned(screen.Returned{Arg: m.Receipt})
}

// returned comes from a form: with a new enrolment its page is shown, with a cancelled one there is nothing to show.
func (s *Screen) returned(m screen.Returned) tea.Cmd {
	r, _ := m.Arg.(model.Receipt)
	for _, c := range r.Changes {
		if e, ok := c.After.(*model.Enrolment); ok && c.Before == nil {
			s.id, s.begin = e.ID, ""
			cmds := []tea.Cmd{s.load(), s.viewed()}
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

func (s *Screen) done(m screen.Done) tea.Cmd {
	if m.Err != nil {
		if (m.Tag == "load" || m.Tag == "start") && model.CodeOf(m.Err) == model.NotFound {
			return tea.Batch(s.Fail(m.Err), s.Back())
		}
		return s.Fail(m.Err)
	}
	switch v := m.Value.(type) {
	case *service.CitizenEnrolments:
		return s.pickProgramme(v)
	case *service.EnrolmentView:
		s.view = v
		s.show()
	case *programme.Programme:
		return s.enrolForm(v)
	case model.ChangeSet:
		return s.Save(m.Tag, v)
	case document:
		return s.preview(v)
	}
	return nil
}

// show builds the rows anew; the cursor stays on what it stood on.
func (s *Screen) show() {
	s.rows = s.build()
	s.drawn = 0
	rows := s.rows
	s.table.SetRows(kit.Rows{Len: len(rows), ID: func(i int) string { return rows[i].id }, Cells: func(i int, cells []kit.Cell) {
		r := rows[i]
		if i == 0 || rows[i-1].section != r.section {
			cells[0].Text = r.section
		}
		cells[1] = kit.Cell{Text: r.sign, Role: r.role}
		cells[2] = kit.Cell{Text: r.text, Role: r.role}
		cells[3].Text = r.detail
	}})
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

func (s *Screen) act(id string) tea.Cmd {
	if id == keys.Back {
		return s.Back()
	}
	if s.view == nil {
		return nil
	}
	if cmd, ok := s.leave(id); ok {
		return cmd
	}
	r, _ := s.selected()
	switch id {
	case keys.Next:
		s.left = !s.left
	case keys.Open:
		if r.open != nil {
			return r.open()
		}
	case "tick":
		return s.tick(r.tick)
	case keys.New:
		return s.pickLine()
	case keys.Edit:
		return s.editEnrolment()
	case "triage":
		return s.pickTriage()
	case "length":
		return s.askLength(s.view.P, s.view.Enrolment)
	case "due":
		return s.askDue(r.tick)
	case "exempt":
		return s.exempt()
	case "group":
		return s.pickGroup()
	case "end":
		return s.pickOutcome("end")
	case "change":
		return s.pickOutcome("change")
	case "remove":
		return s.remove(r)
	}
	return nil
}

// leave goes to other pages, or shows what can leave the house.
func (s *Screen) leave(id string) (tea.Cmd, bool) {
	e := s.view.Enrolment
	switch id {
	case "checks":
		return s.Go(screen.Checks, e.CitizenID), true
	case "citizen":
		return s.Go(screen.Citizen, e.CitizenID), true
	case "history":
		return s.Go(screen.Log, model.RowRef{Type: "enrolment", ID: e.ID}), true
	case "sheet", "handover", "casenote":
		return s.document(id), true
	}
	return nil, false
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding { return screen.ByAct(s.keys(), s.act) }

func (s *Screen) keys() []keys.Binding {
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
	opens := func() (bool, string) { r, ok := s.selected(); return ok && r.open != nil, "list.nothing.selected" }
	return []keys.Binding{
		keys.Std(keys.Open).As("enrolment.key.open").When(opens).At(1),
		{ID: "tick", Keys: []string{"t"}, Label: "enrolment.key.tick", Footer: 2, Palette: true, Enabled: onElement},
		keys.Std(keys.New).As("enrolment.key.new").When(runs).At(3),
		{ID: "triage", Keys: []string{"v"}, Label: "enrolment.key.triage", Footer: 6, Palette: true, Enabled: has("err.triage.none", func(p *programme.Programme) bool { return len(p.Triage) > 0 })},
		{ID: "checks", Keys: []string{"p"}, Label: "enrolment.key.checks", Footer: 4, Palette: true, Enabled: loaded},
		{ID: "sheet", Keys: []string{"d"}, Label: "enrolment.key.sheet", Footer: 5, Palette: true, Enabled: loaded},
		{ID: "handover", Keys: []string{"o"}, Label: "enrolment.key.handover", Footer: 7, Palette: true, Enabled: loaded},
		{ID: "casenote", Keys: []string{"i"}, Label: "enrolment.key.casenote", Footer: 8, Palette: true, Enabled: loaded},
		{ID: "length", Keys: []string{"y"}, Label: "enrolment.key.length", Footer: 11, Palette: true, Enabled: runs},
		{ID: "due", Keys: []string{"r"}, Label: "enrolment.key.due", Footer: 12, Palette: true, Enabled: onElement},
		keys.Std(keys.Edit).As("enrolment.key.edit").When(runs).At(13),
		{ID: "exempt", Keys: []string{"f"}, Label: "enrolment.key.exempt", Footer: 14, Palette: true, Enabled: has("err.exempt.none", func(p *programme.Programme) bool { return len(p.Exemptions) > 0 })},
		{ID: "group", Keys: []string{"T"}, Label: "enrolment.key.group", Footer: 15, Palette: true, Enabled: has("err.enrol.notrial", func(p *programme.Programme) bool { return p.Trial })},
		{ID: "end", Keys: []string{"a"}, Label: "enrolment.key.end", Footer: 9, Palette: true, Enabled: runs},
		{ID: "change", Keys: []string{"w"}, Label: "enrolment.key.change", Footer: 10, Palette: true, Enabled: runs},
		{ID: "citizen", Keys: []string{"b"}, Label: "enrolment.key.citizen", Palette: true, Enabled: loaded},
		{ID: "history", Keys: []string{"h"}, Label: "list.history", Palette: true, Enabled: loaded},
		{ID: "remove", Keys: []string{"delete"}, Label: "list.remove", Palette: true, Enabled: runs},
		keys.Std(keys.Next).As("company.swap"), keys.Std(keys.Back),
	}
}

// remove takes away what was noted by mistake: a tick, a line, an exemption; undo brings it back.
func (s *Screen) remove(r row) tea.Cmd {
	if r.entity == nil {
		return s.Say(kit.Info, "list.nothing.selected")
	}
	t := schema.TypeOf(r.entity)
	return s.Save("remove", model.ChangeSet{Action: t.Name + ".remove", Changes: []model.Change{model.Remove(r.entity)}})
}

// Check tests that the table shows the rows, each once.
func (s *Screen) Check() error {
	seen := map[string]bool{}
	rows := slices.DeleteFunc(slices.Clone(s.rows), func(r row) bool { was := seen[r.id]; seen[r.id] = true; return was })
	return screen.SameLength(s.table.Len(), len(rows))
}
