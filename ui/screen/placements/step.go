package placements

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// moved is a step decided for several rows.
type moved struct {
	set     model.ChangeSet
	refused []service.NotMoved
	runs    []string // those that run, which end by themselves
	crowded []error  // too many hours together, of those that are agreed with it
}

// moved writes the step of one row, or says why it cannot be taken.
func (s *Screen) moved(m moved) tea.Cmd {
	if len(m.refused) > 0 {
		return s.Fail(m.refused[0].Err)
	}
	var say tea.Cmd
	if len(m.crowded) > 0 {
		say = s.Fail(m.crowded[0])
	}
	return s.write(m.set, say)
}

// write saves a step, with what is said about it, if anything.
func (s *Screen) write(set model.ChangeSet, say tea.Cmd) tea.Cmd {
	for _, t := range append([]*kit.Table{s.list}, s.cols...) {
		t.ClearMarks()
	}
	return tea.Batch(s.Tell(screen.Save{Set: set, Tag: "step", Quiet: say != nil, From: s.ID}), say)
}

// preview says what becomes of each of several rows, and which cannot take the step and why, before it is taken.
func (s *Screen) preview(m moved) tea.Cmd {
	w := s.Words()
	var can, cannot []string
	for _, c := range m.set.Changes {
		before, after := c.Before.(*model.Placement), c.After.(*model.Placement)
		can = append(can, s.called(before.ID)+": "+s.T("opt.placement_state."+before.State)+" "+
			s.Theme.Colours.Glyphs.Arrow+" "+s.T("opt.placement_state."+after.State))
	}
	for _, r := range m.refused {
		cannot = append(cannot, s.called(r.Ref)+": "+w.Error(r.Err))
	}
	for _, id := range m.runs {
		cannot = append(cannot, s.called(id)+": "+s.T("placements.mixed"))
	}
	var text []string
	if len(can) > 0 {
		text = append([]string{s.T("placements.step.can", "n", len(can))}, can...)
	}
	for _, err := range m.crowded {
		text = append(text, w.Error(err))
	}
	if len(cannot) > 0 {
		text = slices.Concat(text, []string{s.T("placements.step.cannot", "n", len(cannot))}, cannot)
	}
	title := s.T("placements.step.title", "n", len(s.about()))
	choices := []kit.Choice{{ID: "no", Label: s.T("kit.cancel")}}
	if len(can) > 0 {
		choices = append(choices, kit.Choice{ID: "yes", Label: s.T("placements.step.do", "n", len(can))})
	}
	return s.AskThen(kit.Choose(s.Theme, title, strings.Join(text, "\n"), choices), func(kit.Action) tea.Cmd {
		return s.write(m.set, nil)
	})
}

// called is what a row is called in a sentence, by its ID or number.
func (s *Screen) called(id string) string {
	for _, r := range s.all {
		if p := r.Placement; p.ID == id || p.Ref == id {
			return screen.PlacementNamed(r)
		}
	}
	return id
}
