package cli

import (
	"context"

	"jobspor/model"
	"jobspor/ui/service"
)

// unitOptions are the options of `company unit`.
type unitOptions struct {
	parent, name, source, on string
	none                     bool
}

func unitCommand() command {
	o := &unitOptions{}
	return command{
		name: "unit", args: exactly(1), run: o.run, flags: []flag{
			option(&o.parent, "parent", "", "cli.company.unit.flag.parent"),
			option(&o.name, "parent-name", "", "cli.company.unit.flag.parent-name"),
			option(&o.source, "source", "", "cli.company.unit.flag.source"),
			option(&o.on, "on", "", "cli.company.unit.flag.on"),
			option(&o.none, "no-parent", false, "cli.company.unit.flag.no-parent"),
		},
		json: append([]string{"parents", "parents.cvr", "parents.name", "parents.source", "parents.on", "looped",
			"cvr", "units", "units.company",
			"units.company_id",
			"units.town", "units.relation", "units.active", "units.open", "units.last", "targets", "targets.company_id",
			"targets.year", "targets.what", "targets.number", "targets.reached", "targets.agreed"}, receiptFields...),
	}
}

// run prints the legal unit of a workplace, or writes who owns it.
func (o *unitOptions) run(ctx context.Context, s *session, args []string) error {
	row, err := s.find(ctx, "company", args[0])
	if err != nil {
		return err
	}
	if o.none || o.parent != "" || o.name != "" {
		return o.own(ctx, s, row.(*model.Company).CVR)
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
	if err := s.out.table(t); err != nil {
		return err
	}
	if len(u.Parents) > 0 {
		s.out.heading(s.T("company.section.parents"))
	}
	for _, p := range u.Parents {
		name, detail := s.words.ParentText(p)
		s.out.line("  " + name + " (" + detail + ")")
	}
	if u.Looped {
		s.out.line("  " + s.T("unit.parent.loop"))
	}
	if len(u.Commitments) == 0 {
		return nil
	}
	s.out.heading(s.T("company.section.commitments"))
	for _, c := range u.Commitments {
		s.out.line("  " + s.words.Commitment(c.Commitment) + ": " + s.words.CommitmentState(c.Commitment, c.State))
	}
	return nil
}

// own writes the parent of a legal unit, or removes it.
func (o *unitOptions) own(ctx context.Context, s *session, cvr string) error {
	before, err := s.Service.ParentOf(ctx, cvr)
	if err != nil {
		return err
	}
	if o.none {
		if before == nil {
			return model.NewError(model.NotFound, "err.store.gone.parent", nil)
		}
		return s.apply(ctx, model.ChangeSet{Action: "parent.remove", Changes: []model.Change{model.Remove(before)}})
	}
	p := &model.ParentUnit{CVR: cvr, On: s.Service.Today()}
	if before != nil {
		*p = *before
		p.On = s.Service.Today()
	}
	list := []assign{{"parent_cvr", o.parent}, {"parent_name", o.name}, {"source", o.source}}
	if o.on != "" {
		list = append(list, assign{"on", o.on})
	}
	if err := s.set(ctx, p, list); err != nil {
		return err
	}
	cs, err := s.Service.SetParent(ctx, p)
	return s.applyDecided(ctx, "parent", cs, err)
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
	parents := []object{}
	for _, p := range u.Parents {
		parents = append(parents, object{{"cvr", p.ParentCVR}, {"name", p.ParentName}, {"source", p.Source}, {"on",
			p.On}})
	}
	return object{{"cvr", u.CVR}, {"units", places}, {"targets", targets}, {"parents", parents}, {"looped", u.Looped}}
}
