// Package figures is the team's figures: the list at the left, and beside it the selected one as a chart, with its parts,
// its definition, what it is divided by, who is left out, and the day it holds for.
//
// It promises: what is shown is computed outside the loop, from open fields only; a group under five is not shown, nor who
// is in it; who is behind a figure is shown inside the municipality only, and that it was seen is in the log.
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
	s := &Screen{Base: screen.Base{Host: h}, text: kit.NewTextView(h.Theme), sel: service.WholeMonths(h.Service.Today(), 12)}
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
	h, d := s.Host, s.Service
	s.stale, s.done, s.total = false, 0, 0
	return h.RunFor("load", 0, func(ctx context.Context) (any, error) {
		return d.FigureBase(ctx, func(done, total int) { h.Report("load", int64(done), int64(total)) })
	})
}

// compute makes the figures of the selection.
func (s *Screen) compute() tea.Cmd {
	if s.view == nil {
		return nil
	}
	base, sel := s.view.Base, s.sel
	return s.Run("compute", func(context.Context) (any, error) { return base.Compute(sel) })
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Done:
		return s.took(m)
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

// changed reads anew at once when this is in front, else when it comes to the front again: a register with half a million
// rows of hours is not read for nobody.
func (s *Screen) changed() tea.Cmd {
	s.table.SetColumns(s.columns())
	if s.people != nil {
		s.people.relook(s)
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

func (s *Screen) took(m screen.Done) tea.Cmd {
	if m.Err != nil {
		return s.Fail(m.Err)
	}
	switch v := m.Value.(type) {
	case *service.FigureView:
		s.view = v
		return s.compute()
	case []figures.Figure:
		s.list = v
		s.table.SetRows(kit.Rows{Len: len(v), ID: func(i int) string { return s.list[i].Spec.Key }, Cells: s.cells})
		s.showText()
	case *people:
		s.people = v
		v.relook(s)
	}
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
	cells[2].Text = w.T("figure.of.short", "num", f.Num, "den", f.Den)
}

func (s *Screen) selected() (*figures.Figure, bool) {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.list) {
		return nil, false
	}
	return &s.list[i], true
}

func (s *Screen) act(id string) tea.Cmd {
	if s.people != nil {
		return s.peopleAct(id)
	}
	switch id {
	case keys.Back:
		if s.reading {
			s.reading = false
			return nil
		}
		return s.Back()
	case keys.Open:
		_, s.reading = s.selected()
	case keys.Next:
		_, ok := s.selected()
		s.reading = ok && !s.reading
	case "people":
		return s.openPeople()
	case keys.Export:
		return s.export()
	case "period", "programme", "team", "consultant", "group":
		return s.pick(id)
	}
	return nil
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding { return screen.ByAct(s.keys(), s.act) }

func (s *Screen) keys() []keys.Binding {
	if s.people != nil {
		some := func() (bool, string) { return len(s.people.rows) > 0, "figures.people.empty" }
		return []keys.Binding{keys.Std(keys.Open).When(some).At(1), keys.Std(keys.Back).At(2)}
	}
	some := func() (bool, string) { return len(s.list) > 0, "figures.empty" }
	behind := func() (bool, string) {
		f, ok := s.selected()
		switch {
		case !ok:
			return false, "figures.empty"
		case f.State == figures.StateHidden:
			return false, "figures.people.hidden"
		}
		return len(f.Behind) > 0, "figures.people.none"
	}
	group := func() (bool, string) {
		switch {
		case s.sel.Programme == "":
			return false, "figures.group.first"
		case s.view == nil || !s.view.Groups[s.sel.Programme]:
			return s.sel.Group != "", "figures.group.none"
		}
		return true, ""
	}
	read := func() (bool, string) { return s.view != nil, "figures.empty" }
	return []keys.Binding{
		keys.Std(keys.Open).As("figures.view").When(some).At(1),
		{ID: "people", Keys: []string{"b"}, Label: "figures.people", Footer: 2, Palette: true, Enabled: behind},
		{ID: "period", Keys: []string{"p"}, Label: "figures.period", Footer: 3, Palette: true, Enabled: read},
		{ID: "programme", Keys: []string{"i"}, Label: "figures.programme", Footer: 4, Palette: true, Enabled: read},
		{ID: "team", Keys: []string{"t"}, Label: "figures.team", Footer: 5, Palette: true, Enabled: read},
		{ID: "consultant", Keys: []string{"c"}, Label: "figures.consultant", Footer: 6, Palette: true, Enabled: read},
		{ID: "group", Keys: []string{"r"}, Label: "figures.group", Footer: 7, Palette: true, Enabled: group},
		keys.Std(keys.Export).When(some).At(8),
		keys.Std(keys.Next).As("figures.swap").When(some), keys.Std(keys.Back),
	}
}

// Check tests that the table shows the figures.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.list)) }
