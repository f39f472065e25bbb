// Package figures is the team's figures: the list at the left, and beside it the selected one as a chart, with its
// parts, its definition, what it is divided by, who is left out, and the day it holds for.
//
// It promises: what is shown is computed outside the loop, from open fields only; a group under five is not shown, nor
// who is in it; who is behind a figure is shown inside the municipality only, and that it was seen is in the log.
package figures

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/figures"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Screen is the figures.
type Screen struct {
	screen.Base
	table *kit.Table
	text  *kit.TextView

	view    *service.FigureView // nil before it was read
	sel     figures.Selection
	list    []figures.Figure
	stale   bool // rows changed since they were read, while this was not in front
	drawn   bool // View was called since the last change: this is in front
	reading bool // the right side has the keys; in a narrow window it is the one that is shown
	wallAt  int  // where the right side begins, 0 when one side is shown
	textAt  int  // line of the right side on which its text begins
	done    int64
	total   int64
	people  *people // the citizens behind a figure, nil when figures are shown
}

// New makes the screen.
func New(h *screen.Host) screen.Screen {
	s := &Screen{
		Base: screen.Base{Host: h}, text: kit.NewTextView(h.Theme), sel: service.WholeMonths(h.Service.Today(), 12),
	}
	s.table = kit.NewTable(h.Theme, s.columns())
	s.table.SetMarks(false)
	return s
}

func (s *Screen) columns() []kit.Column {
	t := s.T
	return []kit.Column{
		{Key: "name", Title: t("figures.col.name"), Min: 22, Flex: 1},
		{Key: "value", Title: t("figures.col.value"), Min: 9, Right: true},
		{Key: "of", Title: t("figures.col.of"), Min: 10, Role: theme.Subtle, Right: true},
	}
}

// Open takes nothing, or the key of a programme whose figures are wanted.
func (s *Screen) Open(arg any) tea.Cmd {
	s.sel.Programme, _ = arg.(string)
	return s.load()
}

// load reads the rows; it takes as long as it takes, with progress, and what was shown stays.
func (s *Screen) load() tea.Cmd {
	h := s.Host
	s.stale, s.done, s.total = false, 0, 0
	return screen.RunFor(h, "load", 0, func(ctx context.Context) (*service.FigureView, error) {
		return h.Service.FigureBase(ctx, func(done, total int) { h.Report("load", int64(done), int64(total)) })
	}, func(v *service.FigureView) tea.Cmd {
		s.view = v
		return s.compute()
	}, s.Fail)
}

// compute makes the figures of the selection.
func (s *Screen) compute() tea.Cmd {
	if s.view == nil {
		return nil
	}
	base, sel := s.view.Base, s.sel
	return screen.Run(s.Host, "compute", func(context.Context) ([]figures.Figure, error) { return base.Compute(sel) },
		s.show)
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Answer:
		return s.answered(m)
	case screen.Progress:
		s.done, s.total = m.Done, m.Total
		return nil
	case screen.Shown, screen.Returned:
		if s.stale {
			return s.load()
		}
		return nil
	case model.Changed:
		return s.changed()
	}
	if s.people != nil {
		return s.peopleUpdate(msg)
	}
	return s.keysAndMouse(msg)
}

// changed reads anew at once when this is in front, else when it comes to the front again: a register with half a
// million rows of hours is not read for nobody.
func (s *Screen) changed() tea.Cmd {
	s.table.SetColumns(s.columns())
	if s.people != nil {
		s.people.rebuild(s)
	}
	s.showText()
	if s.stale = true; !s.drawn {
		return nil
	}
	s.drawn = false
	return s.load()
}

func (s *Screen) keysAndMouse(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(tea.MouseMsg); ok {
		if onText := s.wallAt > 0 && m.Mouse().X >= s.wallAt || s.wallAt == 0 && s.reading; onText {
			s.text.Update(kit.Offset(msg, s.wallAt, s.textAt))
			return nil
		}
		s.reading = false
	} else if s.reading {
		s.text.Update(msg)
		return nil
	}
	switch act := s.table.Update(msg); act.Kind {
	case kit.Opened:
		s.reading = true
	case kit.Used:
		s.showText()
		s.text.ScrollTo(0)
	}
	return nil
}

// RowAt is the row under the cursor.
func (s *Screen) RowAt() (id string, number int) { return screen.RowIn(s.table) }

// PutAt puts the cursor on a row.
func (s *Screen) PutAt(id string, _ int) { s.table.Select(id) }

func (s *Screen) show(list []figures.Figure) tea.Cmd {
	s.list = list
	s.table.SetRows(kit.Rows{Len: len(list), ID: func(i int) string { return s.list[i].Spec.Key }, Cells: s.cells})
	s.showText()
	return nil
}

func (s *Screen) cells(i int, cells []kit.Cell) {
	f, w := &s.list[i], s.Words()
	cells[0].Text = w.FigureName(f.Spec)
	cells[1].Text = w.FigureValue(f.Spec, f.Result)
	if f.State != figures.StateShown {
		cells[1].Role = theme.Subtle
		return
	}
	cells[2].Text = w.FigureShort(f.Spec, f.Result)
}

func (s *Screen) selected() (*figures.Figure, bool) {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.list) {
		return nil, false
	}
	return &s.list[i], true
}

// leave goes back from the text to the list, and from the list to the screen before.
func (s *Screen) leave() tea.Cmd {
	if s.reading {
		s.reading = false
		return nil
	}
	return s.Back()
}

// picking is a binding's work that offers what a filter can be.
func (s *Screen) picking(what string) func() tea.Cmd { return func() tea.Cmd { return s.pick(what) } }

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	if s.people != nil {
		return s.peopleBindings()
	}
	some := func() (bool, string) { return len(s.list) > 0, "figures.empty" }
	read := func() (bool, string) { return s.view != nil, "figures.empty" }
	return []screen.Binding{
		screen.Std(keys.Open, screen.Nothing(func() { _, s.reading = s.selected() })).As("figures.view").When(some).
			At(1),
		screen.Own("people", "b", "figures.people", 2, s.openPeople).When(s.peopleKnown),
		screen.Own("period", "p", "figures.period", 3, s.picking("period")).When(read),
		screen.Own("programme", "i", "figures.programme", 4, s.picking("programme")).When(read),
		screen.Own("team", "t", "figures.team", 5, s.picking("team")).When(read),
		screen.Own("consultant", "c", "figures.consultant", 6, s.picking("consultant")).When(read),
		screen.Own("group", "r", "figures.group", 7, s.picking("group")).When(s.grouped),
		screen.Std(keys.Export, s.export).When(some).At(8),
		screen.Own("committee", "d", "committee.key.page", 9, s.previewCommittee).When(read),
		screen.Std(keys.Edit, s.editCommittee).As("committee.key.edit").When(read).At(10),
		screen.Std(keys.Next, screen.Nothing(func() {
			_, ok := s.selected()
			s.reading = ok && !s.reading
		})).As("figures.swap").When(some),
		screen.Std(keys.Back, s.leave),
	}
}

// peopleKnown reports whether the selected figure may tell who is behind it.
func (s *Screen) peopleKnown() (bool, string) {
	f, ok := s.selected()
	switch {
	case !ok:
		return false, "figures.empty"
	case f.State == figures.StateHidden:
		return false, "figures.people.hidden"
	}
	return len(f.Behind) > 0, "figures.people.none"
}

// grouped reports whether the programme that is chosen has a treatment and a control group.
func (s *Screen) grouped() (bool, string) {
	switch {
	case s.sel.Programme == "":
		return false, "figures.group.first"
	case s.view == nil || !s.view.Groups[s.sel.Programme]:
		return s.sel.Group != "", "figures.group.none"
	}
	return true, ""
}

// Check tests that the table shows the figures.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.list)) }

// Shows gives the citizens behind a figure, while they are listed; figures alone name nobody.
func (s *Screen) Shows() []any {
	if s.people == nil {
		return nil
	}
	return screen.Visible(s.people.table, s.people.rows)
}
