package model

// Portfolio (portefølje) is what one consultant is responsible for: citizens who are not closed, workplaces, placements
// that go on, open enrolments, and promises that are not kept.
type Portfolio struct {
	Citizens   []*Citizen
	Companies  []*Company
	Placements []*Placement
	Enrolments []*Enrolment
	Promises   []*Contact
}

// Empty reports whether there is nothing in it.
func (p Portfolio) Empty() bool {
	return len(p.Citizens)+len(p.Companies)+len(p.Placements)+len(p.Enrolments)+len(p.Promises) == 0
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
	return cs, nil
}
