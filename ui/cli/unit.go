package cli

import (
	"context"

	"jobspor/model"
	"jobspor/ui/service"
)

func unitCommand() command {
	return command{
		name: "unit", args: exactly(1), run: runUnit, json: []string{"cvr", "units", "units.company",
			"units.company_id",
			"units.town", "units.relation", "units.active", "units.open", "units.last", "targets", "targets.company_id",
			"targets.year", "targets.what", "targets.number", "targets.reached", "targets.agreed"},
	}
}

// runUnit prints the legal unit of a workplace.
func runUnit(ctx context.Context, s *session, args []string) error {
	row, err := s.find(ctx, "company", args[0])
	if err != nil {
		return err
	}
	u, err := s.Service.Unit(ctx, row.(*model.Company))
	switch {
	case err != nil:
		return err
	case s.json:
		return s.out.json(s.unitObject(u))
	}
	t := table{cols: []column{
		{"company", s.T("type.company"), false}, {"town", s.T("company.town"), false},
		{"state", s.T("cli.company.unit.col"), false},
	}}
	for _, p := range u.Workplaces {
		t.rows = append(t.rows, []cell{text(p.Company.ShownName()), text(p.Company.Town),
			text(s.words.Workplace(p, s.Service.Today()))})
	}
	if !s.out.human() {
		return s.out.table(t)
	}
	if u.CVR == "" {
		s.note("cli.company.unit.alone")
	} else {
		s.out.heading(s.T("cli.company.unit.heading", "cvr", u.CVR, "n", len(u.Workplaces)))
	}
	if err := s.out.table(t); err != nil || len(u.Commitments) == 0 {
		return err
	}
	s.out.heading(s.T("company.section.commitments"))
	for _, c := range u.Commitments {
		s.out.line("  " + s.words.Commitment(c.Commitment) + ": " + s.words.CommitmentState(c.Commitment, c.State))
	}
	return nil
}

// unitObject is a legal unit for JSON.
func (s *session) unitObject(u *service.Unit) object {
	places, targets := []object{}, []object{}
	for _, p := range u.Workplaces {
		last := any(nil)
		if p.Last != 0 {
			last = p.Last
		}
		places = append(places, object{
			{"company", p.Company.ShownName()}, {"company_id", p.Company.ID}, {"town", p.Company.Town},
			{"relation", p.Company.Relation}, {"active", p.Company.Active()}, {"open", p.Open}, {"last", last},
		})
	}
	for _, c := range u.Commitments {
		targets = append(targets, object{
			{"company_id", c.Commitment.CompanyID}, {"year", c.Commitment.Year.V}, {"what", c.Commitment.What},
			{"number", c.Commitment.Number.V}, {"reached", c.State.Reached}, {"agreed", c.State.Agreed},
		})
	}
	return object{{"cvr", u.CVR}, {"units", places}, {"targets", targets}}
}
