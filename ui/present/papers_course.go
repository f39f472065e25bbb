package present

import (
	"cmp"
	"slices"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// What hand-over and case note say of every citizen, in a programme or not: what was promised, what runs, who was
// spoken with, what may be shared, what is open, and who decides.

// promiseLines are the promises that are not kept yet, the earliest first.
func promiseLines(c courseInput) []string {
	var list []*model.Contact
	for _, k := range c.v.Known.Contacts {
		if k.NextOn != 0 && k.DoneOn == 0 && k.NextOn >= k.On {
			list = append(list, k)
		}
	}
	slices.SortStableFunc(list, func(a, b *model.Contact) int { return cmp.Compare(a.NextOn, b.NextOn) })
	var out []string
	for _, k := range list {
		late := ""
		if k.NextOn < c.v.Today {
			late = " (" + c.T("paper.course.late") + ")"
		}
		out = append(out, service.JoinNonEmpty(" · ", c.day(k.NextOn)+late, c.v.Names[k.CompanyID], k.NextWhat,
			c.v.Names[k.Consultant]))
	}
	return out
}

// runningLines are the placements that are agreed or run: where, since when, the agreement, the hours, the next step of
// the ladder and the last day, each course of several parts as one.
func runningLines(c courseInput) []string {
	var out []string
	for _, p := range c.running() {
		parts := c.v.Parts(p)
		last := parts[len(parts)-1].Placement
		view := agreement.LadderOf(parts, c.v.Today, (*model.Agreement).Ladder)
		state := c.T("opt.placement_state." + p.State)
		if pause := model.PausedOn(parts[slices.IndexFunc(parts, func(o agreement.Part) bool {
			return o.Placement == p
		})].Pauses, c.v.Today); pause != nil {
			state = c.T("pause.state")
		}
		out = append(out, service.JoinNonEmpty(" · ", p.Ref, c.T("opt.placement_kind."+p.Kind),
			c.v.Names[p.CompanyID], state, c.day(parts[0].Placement.StartOn)+" – "+c.until(last)))
		if line := service.JoinNonEmpty(" · ", c.agreementText(parts), c.hoursText(view), c.NextStep(view, c.v.Today),
			c.Stalled(view)); line != "" {
			out = append(out, line)
		}
		if line := c.paidByWeek(parts); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// running are the placements that are agreed or run; of a course of several parts the one that runs.
func (c courseInput) running() (out []*model.Placement) {
	for _, p := range c.v.Known.Placements {
		if p.Firm() && !slices.ContainsFunc(c.v.Parts(p), func(o agreement.Part) bool {
			return o.Placement != p && o.Placement.Firm() && o.Placement.StartOn < p.StartOn
		}) {
			out = append(out, p)
		}
	}
	return out
}

// agreementText names the version that counts and who has acknowledged it.
func (c courseInput) agreementText(parts []agreement.Part) string {
	var a *model.Agreement
	for _, part := range parts {
		if x := agreement.InForce(part.Agreements, c.v.Today); x != nil {
			a = x
		}
	}
	if a == nil {
		return c.T("paper.course.noagreement")
	}
	var said []string
	for i, on := range []model.Date{a.CitizenOn, a.CompanyOn, a.RepOn} {
		if on != 0 {
			said = append(said, c.T("paper.party."+agreement.Parties[i]))
		}
	}
	who := c.T("paper.course.nobody")
	if len(said) > 0 {
		who = service.JoinNonEmpty(", ", said...)
	}
	return c.T("paper.course.agreement", "n", a.Number.V, "who", who)
}

// hoursText is the hours of the latest week that reports them.
func (c courseInput) hoursText(v agreement.LadderView) string {
	if !v.PaidNow.Known {
		return ""
	}
	return c.T("paper.course.paid", "h", lang.Quarters(v.PaidNow.V), "all", lang.Quarters(v.Paid))
}

// toldContacts is how many contacts the papers name.
const toldContacts = 6

// contactLines are the latest contacts: day, form and whom, without what was noted.
func contactLines(c courseInput) []string {
	list := slices.Clone(c.v.Known.Contacts)
	slices.SortStableFunc(list, func(a, b *model.Contact) int { return cmp.Compare(b.On, a.On) })
	var out []string
	for _, k := range list[:min(len(list), toldContacts)] {
		out = append(out, service.JoinNonEmpty(" · ", c.day(k.On), c.T("opt.how."+k.How), c.v.Names[k.CompanyID]))
	}
	return out
}

// consentLines are the consents that hold today.
func consentLines(c courseInput) []string {
	var out []string
	for _, k := range c.v.Consents {
		if !k.Holds(c.v.Today) {
			continue
		}
		until := ""
		if k.Until != 0 {
			until = c.T("paper.course.until", "day", c.day(k.Until))
		}
		out = append(out, service.JoinNonEmpty(" · ", c.v.Names[k.CompanyID], c.ConsentScope(k), until))
	}
	return out
}

// openLines are what nobody has answered yet: roles without a person, agreements that are not acknowledged, weeks that
// are not written.
func openLines(c courseInput) []string {
	var out []string
	if c.v.Enrolment.ID != "" {
		for _, a := range c.v.CourseItems(c.v.Enrolment) {
			if a.Kind == "role" {
				out = append(out, c.T("paper.course.open.role", "what", lang.Capital(c.v.P.Word("role", a.Key,
					c.code()))))
			}
		}
	}
	for _, p := range c.v.Known.Placements {
		if !p.Firm() {
			continue
		}
		parts := c.v.Parts(p)
		for _, part := range parts {
			if part.Placement != p {
				continue
			}
			if a := agreement.Latest(part.Agreements); a == nil {
				out = append(out, c.T("paper.course.open.agreement", "ref", p.Ref))
			} else if a.CitizenOn == 0 || a.CompanyOn == 0 {
				out = append(out, c.T("paper.course.open.ack", "ref", p.Ref, "n", a.Number.V))
			}
			missing := agreement.Unwritten(part, agreement.Together(parts, c.v.Today), 0, c.v.Today,
				(*model.Agreement).Ladder)
			if p.State == "running" && len(missing) > 0 {
				out = append(out, p.Ref+": "+c.T("placement.unwritten", "n", len(missing), "weeks",
					c.WeekList(missing, c.v.Today)))
			}
		}
	}
	return out
}

// decidesLines say who decides in the case and who follows the citizen.
func decidesLines(c courseInput) []string {
	z := c.v.Citizen
	var out []string
	if z.Caseworker != "" {
		from := ""
		if z.CaseworkerFrom != 0 {
			from = c.T("paper.course.from", "day", c.day(z.CaseworkerFrom))
		}
		out = append(out, c.T("paper.course.caseworker", "name", service.JoinNonEmpty(", ", z.Caseworker,
			z.CaseworkerPhone, from)))
	} else if c.paper != PlanSheet {
		out = append(out, c.T("paper.course.nocaseworker"))
	}
	if name := c.v.Names[cmp.Or(c.v.Enrolment.Consultant, z.Responsible)]; name != "" {
		out = append(out, c.T("paper.course.consultant", "name", name))
	}
	return out
}
