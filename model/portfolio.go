package model

// Portfolio (portefølje) is what one consultant is responsible for: citizens who are not closed, workplaces, placements
// that go on, open enrolments, promises that are not kept, and job orders to be filled.
type Portfolio struct {
	Citizens   []*Citizen
	Companies  []*Company
	Placements []*Placement
	Enrolments []*Enrolment
	Promises   []*Contact
	Orders     []*Opening
}

// Empty reports whether there is nothing in it.
func (p Portfolio) Empty() bool {
	return len(p.Citizens)+len(p.Companies)+len(p.Placements)+len(p.Enrolments)+len(p.Promises)+len(p.Orders) == 0
}

// Of keeps what belongs to some citizens and workplaces by their IDs, with the placements, enrolments and promises of
// these citizens.
func (p Portfolio) Of(ids map[string]bool) (out Portfolio) {
	for _, c := range p.Citizens {
		if ids[c.ID] {
			out.Citizens = append(out.Citizens, c)
		}
	}
	for _, c := range p.Companies {
		if ids[c.ID] {
			out.Companies = append(out.Companies, c)
		}
	}
	for _, c := range p.Placements {
		if ids[c.CitizenID] {
			out.Placements = append(out.Placements, c)
		}
	}
	for _, e := range p.Enrolments {
		if ids[e.CitizenID] {
			out.Enrolments = append(out.Enrolments, e)
		}
	}
	for _, c := range p.Promises {
		if ids[c.CitizenID] || c.CitizenID == "" && ids[c.CompanyID] {
			out.Promises = append(out.Promises, c)
		}
	}
	for _, o := range p.Orders {
		if ids[o.CompanyID] {
			out.Orders = append(out.Orders, o)
		}
	}
	return out
}

// PortfolioRow is a citizen or a workplace of a portfolio, by its name.
type PortfolioRow struct{ ID, Name string }

// Rows are the citizens and workplaces, in this order.
func (p Portfolio) Rows() (out []PortfolioRow) {
	for _, c := range p.Citizens {
		out = append(out, PortfolioRow{c.ID, c.Initials() + " (" + c.Ref + ")"})
	}
	for _, c := range p.Companies {
		out = append(out, PortfolioRow{c.ID, c.ShownName()})
	}
	return out
}

// Lines are the notes of the citizens and workplaces: line, and what notes add for each; an empty line gives none.
func (p Portfolio) Lines(line string, notes map[string]string) map[string]string {
	out := map[string]string{}
	add := func(id string) {
		if out[id] = line; notes[id] != "" {
			out[id] += ": " + notes[id]
		}
	}
	for _, c := range p.Citizens {
		add(c.ID)
	}
	for _, c := range p.Companies {
		add(c.ID)
	}
	return out
}

// HandOver (overdrager) gives a portfolio to another consultant, as one change set. line is a sentence for the note of
// a citizen or a workplace, by its ID; it stands below what the note says already.
func (p Portfolio) HandOver(actor, from, to string, line map[string]string) (ChangeSet, error) {
	switch {
	case to == "" || to == from:
		return ChangeSet{}, NewError(Invalid, "err.portfolio.to", nil).WithField("responsible")
	case p.Empty():
		return ChangeSet{}, NewError(NotFound, "err.portfolio.empty", nil)
	}
	cs := ChangeSet{Actor: actor, Action: "portfolio.handover", Args: Args{"n": len(p.Citizens),
		"companies": len(p.Companies)}}
	noted := func(note *string, id string) {
		if line[id] != "" {
			if *note != "" {
				*note += "\n"
			}
			*note += line[id]
		}
	}
	for _, c := range p.Citizens {
		after := *c
		after.Responsible = to
		noted(&after.Note, c.ID)
		cs.Changes = append(cs.Changes, Edit(c, &after))
	}
	for _, c := range p.Companies {
		after := *c
		after.Responsible = to
		noted(&after.Note, c.ID)
		cs.Changes = append(cs.Changes, Edit(c, &after))
	}
	for _, c := range p.Placements {
		after := *c
		after.Consultant = to
		cs.Changes = append(cs.Changes, Edit(c, &after))
	}
	for _, c := range p.Enrolments {
		after := *c
		after.Consultant = to
		cs.Changes = append(cs.Changes, Edit(c, &after))
	}
	for _, c := range p.Promises {
		after := *c
		after.Consultant = to
		cs.Changes = append(cs.Changes, Edit(c, &after))
	}
	for _, o := range p.Orders {
		after := *o
		after.Consultant = to
		cs.Changes = append(cs.Changes, Edit(o, &after))
	}
	return cs, nil
}
