package rules

import (
	"cmp"
	"slices"

	"jobspor/model"
	"jobspor/model/agreement"
)

// representativeGuard looks at whether the employee representative (medarbejderrepræsentant, tillidsrepræsentant) was
// asked and has confirmed, whether the colleagues were consulted and the statement was written. A workplace with one
// employee has none.
func representativeGuard(in *Input) []Guard {
	rule := in.find("representative")
	switch {
	case rule == nil:
		return nil
	case rule.Unknown:
		return unknown("representative", rule)
	}
	g := newGuard("representative", rule)
	p := in.Placement
	alone, counted := in.alone(&g, rule.Values["alone"])
	if alone && counted {
		g.says(LevelOK, "guard.representative.alone", model.Args{"n": rule.Values["alone"]})
		return []Guard{g}
	}
	if !in.representativeNamed() {
		g.lacks("guard.representative.ask.who", nil)
	}
	for _, step := range in.hearing(rule) {
		switch {
		case step.on != 0:
			g.counts("guard.representative.sum."+step.key, model.Args{"on": step.on})
		case step.must:
			g.lacks("guard.representative.ask."+step.key, nil)
		}
	}
	if before := in.prolonged(); before != nil && len(g.Missing) > 0 {
		if on := max(before.RepAskedOn, before.RepConfirmedOn, before.ColleaguesOn, before.StatementOn); on != 0 {
			g.counts("guard.representative.sum.before", model.Args{"ref": refOr(before), "on": on})
		}
	}
	if alone && len(g.Missing) > 0 { // then it depends on how many share the full-time equivalents
		g.Missing = nil
		g.lacks("guard.representative.ask.staff", nil)
		g.says(LevelAsk, "guard.representative.alone", model.Args{"n": rule.Values["alone"]})
		return []Guard{g}
	}
	if p.StartOn == 0 && p.StatementOn != 0 {
		g.lacks("guard.representative.ask.start", nil) // whether the statement came before it is not known
	}
	if len(g.Missing) == 0 {
		g.says(LevelOK, "guard.representative.done", nil)
	} else {
		g.says(LevelAsk, "guard.representative.open", model.Args{"n": len(g.Missing)})
	}
	if p.StartOn != 0 && p.StatementOn > p.StartOn {
		g.counts("guard.representative.sum.late", model.Args{"on": p.StatementOn, "start": p.StartOn})
		g.raise(LevelConsider)
	}
	return []Guard{g}
}

// prolonged is the part that the placement is an extension of, nil when it is none. Whether a consultation counts for
// the extension too is not known, so it is asked about.
func (in *Input) prolonged() *model.Placement {
	i := slices.IndexFunc(in.Parts, func(p *model.Placement) bool { return p.ID == in.Placement.ID })
	if i <= 0 || in.Placement.ContinuesHow != "extension" {
		return nil
	}
	return in.Parts[i-1]
}

// hearingStep is one step of consulting the employees (høring): when it was done, and whether the rule requires it.
type hearingStep struct {
	key  string
	on   model.Date
	must bool
}

// representativeNamed reports whether it is known who the employee representative is: the placement or the accepted
// agreement names somebody, or the workplace has one.
func (in *Input) representativeNamed() bool {
	a := Accepted(in.Agreements)
	return a != nil && a.RepBy != "" || Representative(in.Placement, in.People) != nil
}

// Accepted is the first version of an agreement that the employee representative accepted, nil when there is none. Who
// accepted one was heard, also when a later version waits for it.
func Accepted(agreements []*model.Agreement) (first *model.Agreement) {
	for _, a := range agreements {
		if a.RepOn != 0 && (first == nil || a.RepOn < first.RepOn) {
			first = a
		}
	}
	return first
}

// Representative is the employee representative (medarbejderrepræsentant) of a placement, else the workplace's; nil
// when none is named.
func Representative(p *model.Placement, people []*model.ContactPerson) *model.ContactPerson {
	i := slices.IndexFunc(people, func(c *model.ContactPerson) bool { return p.RepID != "" && c.ID == p.RepID })
	if i < 0 {
		return agreement.PersonIn(people, "representative")
	}
	return people[i]
}

// Consulted says when the employee representative of a placement was asked and has confirmed; 0 is not yet. One who has
// accepted the agreement has done both, whether that was written on the placement too or not.
func Consulted(p *model.Placement, agreements []*model.Agreement) (asked, confirmed model.Date) {
	accepted := model.Date(0)
	if a := Accepted(agreements); a != nil {
		accepted = a.RepOn
	}
	return cmp.Or(p.RepAskedOn, accepted), cmp.Or(p.RepConfirmedOn, accepted)
}

// hearing gives the steps of consulting the employees about a placement.
func (in *Input) hearing(rule *Rule) [4]hearingStep {
	p := in.Placement
	asked, confirmed := Consulted(p, in.Agreements)
	return [4]hearingStep{{"asked", asked, true}, {"confirmed", confirmed, true},
		{"colleagues", p.ColleaguesOn, rule.Values["colleagues"] == 1},
		{"statement", p.StatementOn, rule.Values["statement"] == 1}}
}

// RepresentativeNotHeard reports whether a step of consulting the employees that the rules require was not done.
func (in *Input) RepresentativeNotHeard() bool {
	rule := in.find("representative")
	if rule == nil || rule.Unknown {
		return false
	}
	for _, step := range in.hearing(rule) {
		if step.must && step.on == 0 {
			alone, _ := in.alone(&Guard{}, rule.Values["alone"])
			return !alone
		}
	}
	return false
}

// alone reports whether the workplace has at most so many employees: as the register says, else by its full-time
// equivalents, which do not tell how many people share them; counted tells that heads were counted.
func (in *Input) alone(g *Guard, most int) (alone, counted bool) {
	c := in.Company
	switch {
	case c == nil:
		return false, false
	case c.StaffBand == "0" || c.StaffBand == "1":
		g.counts("guard.representative.sum.band", model.Args{"band": c.StaffBand})
		return most > 0 || c.StaffBand == "0", true
	case c.StaffBand == "" && c.FTE.Known && int(c.FTE.V) <= most*100:
		g.counts("guard.representative.sum.fte", model.Args{"n": c.FTE.V})
		return true, false
	}
	return false, false
}

// purposeGuard asks for the one legal purpose that a placement must have.
func purposeGuard(in *Input) []Guard {
	rule := in.find("purpose")
	switch {
	case rule == nil:
		return nil
	case rule.Unknown:
		return unknown("purpose", rule)
	}
	g := newGuard("purpose", rule)
	if a := in.agreement(); a == nil || a.Purpose == "" {
		g.lacks("guard.purpose.ask.purpose", nil)
		g.says(LevelAsk, "guard.purpose.open", nil)
		return []Guard{g}
	}
	g.says(LevelOK, "guard.purpose.chosen", nil)
	return []Guard{g}
}

// expansionGuard looks at net expansion (merbeskæftigelse) with wage subsidies: whether the post would replace paid
// staff, whether there are more employees with it, and what the employer's reasons are.
func expansionGuard(in *Input) []Guard {
	rule := in.find("expansion")
	switch {
	case rule == nil:
		return nil
	case rule.Unknown:
		return unknown("expansion", rule)
	}
	g, p := newGuard("expansion", rule), in.Placement
	args := model.Args{"vacated": rule.Values["vacated_months"], "average": rule.Values["average_months"]}
	in.askSector(&g)
	g.answered(p.Vacated, "vacated", args)
	g.answered(p.NetExpansion, "net", args)
	if p.EmployerReason == "" {
		g.lacks("guard.expansion.ask.reason", nil)
	} else {
		g.counts("guard.expansion.sum.reason", nil)
	}
	switch {
	case p.Vacated == model.Yes:
		g.says(LevelConsider, "guard.expansion.replaces", args)
	case p.NetExpansion == model.No:
		g.says(LevelConsider, "guard.expansion.none", args)
	case len(g.Missing) > 0:
		g.says(LevelAsk, "guard.expansion.remember", args)
	default:
		g.says(LevelOK, "guard.expansion.told", args)
	}
	return []Guard{g}
}

// answered counts a question with its answer, or asks it.
func (g *Guard) answered(answer model.Tri, about string, args model.Args) {
	switch answer {
	case model.Unknown:
		g.lacks("guard."+g.Key+".ask."+about, args)
	case model.Yes:
		g.counts("guard."+g.Key+".sum."+about+".yes", args)
	default:
		g.counts("guard."+g.Key+".sum."+about+".no", args)
	}
}

// insuranceGuard names who insures the citizen and what is damaged, as far as the rules know. It is always to be asked.
func insuranceGuard(in *Input) []Guard {
	rule := in.find("insurance")
	switch {
	case rule == nil:
		return nil
	case rule.Unknown:
		return unknown("insurance", rule)
	}
	g := newGuard("insurance", rule)
	g.says(LevelAsk, "guard.insurance.says", nil)
	return []Guard{g}
}

// reminders are rows that are sentences.
func reminders(in *Input) []Guard {
	var out []Guard
	for _, rule := range in.Rules.All("reminder", in.JudgedOn(), in.about(in.Placement)) {
		g := newGuard("reminder", rule)
		g.says(LevelAsk, "guard.reminder", nil)
		out = append(out, g)
	}
	return out
}
