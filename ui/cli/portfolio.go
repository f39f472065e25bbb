package cli

import (
	"context"

	"jobspor/model"
	"jobspor/ui/service"
)

// warnCitizen warns of look-alikes, and of what still runs for a citizen who is closed.
func warnCitizen(ctx context.Context, s *session, e model.Entity) error {
	c := e.(*model.Citizen)
	if c.Status == "closed" && c.ID != "" {
		runs, err := s.Service.StillRuns(ctx, c.ID)
		if err != nil {
			return err
		}
		erase, err := s.Service.ErasureOf(ctx, s.Service.Today())
		if err != nil {
			return err
		}
		if what := s.words.StillRuns(runs); what != "" {
			s.warn("still_runs", s.T("still.warn", "what", what+"; "+s.words.Erasure(erase)))
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

// closeOptions are the options of `citizen close`.
type closeOptions struct{ withdraw bool }

func citizenCloseCommand() command {
	o := &closeOptions{}
	return command{name: "close", args: between(1, -1), json: receiptFields, run: o.run,
		flags: []flag{option(&o.withdraw, "withdraw", false, "cli.citizen.close.flag.withdraw")}}
}

// run closes citizens as one change, and tells what still runs for each.
func (o *closeOptions) run(ctx context.Context, s *session, args []string) error {
	var ids []string
	for _, word := range args {
		c, err := s.find(ctx, "citizen", word)
		if err != nil {
			return err
		}
		ids = append(ids, c.Meta().ID)
	}
	list, err := s.Service.Closings(ctx, ids)
	if err != nil {
		return err
	}
	if err := s.tellClosing(ctx, list, func(line string) { s.warn("still_runs", line) }); err != nil {
		return err
	}
	cs, err := s.Service.CloseCitizens(ctx, list, o.withdraw)
	return s.applyDecided(ctx, "citizen", cs, err)
}

// tellClosing tells what still runs for citizens that are closed, and when they may be erased.
func (s *session) tellClosing(ctx context.Context, list []service.Closing, tell func(line string)) error {
	if len(list) == 0 {
		return nil
	}
	erase, err := s.Service.ErasureOf(ctx, s.Service.Today())
	for _, line := range s.words.ClosingLines(list, len(list)) {
		tell(line)
	}
	s.notef("%s %s", s.T("closing.today"), s.words.ErasureLine(erase))
	return err
}

// warnImportedClosing tells what still runs for citizens that an import closes.
func (s *session) warnImportedClosing(ctx context.Context, p service.ImportPlan) error {
	list, err := s.Service.ImportClosings(ctx, p)
	if err != nil {
		return err
	}
	return s.tellClosing(ctx, list, func(line string) { s.notef("%s", line) })
}
