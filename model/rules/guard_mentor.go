package rules

import (
	"jobspor/model"
)

// mentorGuard looks at how long a mentor is agreed at a time. Without a mentor it says nothing.
func mentorGuard(in *Input) []Guard {
	rule, a := in.find("mentor"), in.agreement()
	switch {
	case rule == nil || a == nil || a.Mentor == "" && a.MentorUntil == 0:
		return nil
	case rule.Unknown:
		return unknown("mentor", rule)
	}
	g := newGuard("mentor", rule)
	months := rule.Values["months"]
	from, until := in.mentorFrom(a), a.MentorUntil
	latest := addMonths(from, months).Add(-1)
	args := model.Args{"months": Months(months), "from": from, "end": until, "last": latest}
	switch {
	case from == 0:
		g.lacks("guard.mentor.ask.start", nil)
		g.says(LevelAsk, "guard.mentor.nodates", args)
	case until == 0:
		g.lacks("guard.mentor.ask.until", model.Args{"last": latest})
		g.says(LevelAsk, "guard.mentor.nodates", args)
	case until < from:
		g.lacks("guard.mentor.ask.order", model.Args{"from": from, "end": until})
		g.says(LevelAsk, "guard.mentor.nodates", args)
	default:
		g.counts("guard.mentor.sum.period", model.Args{"from": from, "end": until, "days": Span(int(until-from) + 1),
			"last": latest})
		in.judgeMentor(&g, until, latest, args)
	}
	g.leansOn(rule, "months")
	if _, told := rule.Own["months"]; rule.Confidence == "unsure" && !told {
		g.raise(LevelAsk) // its number is not sure
	}
	return []Guard{g}
}

// judgeMentor compares a period that has both its days with the longest one allowed.
func (in *Input) judgeMentor(g *Guard, until, latest model.Date, args model.Args) {
	switch {
	case until > latest:
		g.says(LevelConsider, "guard.mentor.longer", args)
	case until < in.Today && in.Placement.Open():
		g.says(LevelAsk, "guard.mentor.past", args)
	default:
		g.says(LevelOK, "guard.mentor.within", args)
	}
}

// mentorFrom is the first day of the period that ends on the version's day: the version that first agreed on this
// mentor and this day begins it, but not before the placement does. Later versions that only change something else do
// not make it shorter. No date when neither day is known.
func (in *Input) mentorFrom(a *model.Agreement) model.Date {
	first := a
	for _, b := range in.Agreements {
		if b.Number.V < first.Number.V && b.Mentor == a.Mentor && b.MentorUntil == a.MentorUntil &&
			in.mentorKept(b, a) {
			first = b
		}
	}
	return max(first.ValidFrom, in.Placement.StartOn)
}

// mentorKept reports that no version between the two agreed on something else about the mentor.
func (in *Input) mentorKept(from, to *model.Agreement) bool {
	for _, b := range in.Agreements {
		if b.Number.V > from.Number.V && b.Number.V < to.Number.V &&
			(b.Mentor != to.Mentor || b.MentorUntil != to.MentorUntil) {
			return false
		}
	}
	return true
}
