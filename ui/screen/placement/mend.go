package placement

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/placement"
	"jobspor/ui/screen"
)

// mends gives, in the order in which the page lists what is missing, what opens the place where each is mended.
func (s *Screen) mends() (out []func() tea.Cmd) {
	p := s.view.Placement
	if to := placement.NextState(p.State); to != "" && to != "ended" {
		for _, e := range faultsOf(placement.MoveNeeds(p, to, s.Today(), s.view.Facts(s.Today()))) {
			out = append(out, s.mendFault(e))
		}
	}
	if s.overlap() != nil {
		out = append(out, s.Opens(screen.Agreement, p.ID))
	}
	if s.pattern() != nil {
		out = append(out, s.Opens(screen.Agreement, p.ID))
	}
	if c := s.view.Company; p.Open() && c.PNumber == "" {
		out = append(out, func() tea.Cmd {
			return s.Go(screen.Edit, screen.EditArg{Entity: c, Focus: "pnumber"})
		})
	}
	if len(s.unrated()) > 0 {
		out = append(out, s.rate)
	}
	return out
}

// pattern says how the weekly pattern of the agreement that counts differs from its ladder, nil when it does not.
func (s *Screen) pattern() *model.Error {
	a := agreement.CountingOn(s.view.Agreements, s.Today())
	if a == nil || !s.view.Placement.Open() {
		return nil
	}
	return agreement.CheckPattern(a, s.Today())
}

// faultsOf are the parts of what a step lacks.
func faultsOf(err error) []model.Error {
	e, ok := err.(*model.Error)
	if !ok {
		return nil
	}
	return slices.Concat([]model.Error{*e}, e.More)
}

// mendFault opens the form at the field that a step lacks, or the agreement when it lacks that.
func (s *Screen) mendFault(e model.Error) func() tea.Cmd {
	p := s.view.Placement
	if e.Field == "" {
		return s.Opens(screen.Agreement, p.ID)
	}
	return func() tea.Cmd { return s.EditPlacementAt(s.view, e.Field) }
}

// mend opens what mends the first thing that is missing.
func (s *Screen) mend() tea.Cmd { return s.mends()[0]() }
