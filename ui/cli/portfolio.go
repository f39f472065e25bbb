package cli

import (
	"context"

	"jobspor/model"
)

// warnCitizen warns of look-alikes, and of what still runs for a citizen who is closed.
func warnCitizen(ctx context.Context, s *session, e model.Entity) error {
	c := e.(*model.Citizen)
	if c.Status == "closed" && c.ID != "" {
		runs, err := s.Service.StillRuns(ctx, c.ID)
		if err != nil {
			return err
		}
		if what := s.words.StillRuns(runs); what != "" {
			s.warn("still_runs", s.T("still.warn", "what", what))
		}
	}
	return warnLookAlike(ctx, s, e)
}

// warnConsultant tells what still stands with a consultant who is set inactive.
func warnConsultant(ctx context.Context, s *session, e model.Entity) error {
	c := e.(*model.Consultant)
	if !c.Inactive || c.ID == "" {
		return nil
	}
	p, err := s.Service.Portfolio(ctx, c.ID)
	if err == nil && !p.Empty() {
		s.warn("still_runs", s.T("portfolio.left", "n", len(p.Citizens), "companies", len(p.Companies), "placements",
			len(p.Placements), "promises", len(p.Promises)))
	}
	return err
}
