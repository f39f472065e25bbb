package agreement

import (
	"jobspor/model"
)

// PatternHours are the hours of the weekly pattern: those said to be of the instrument, those said to be paid, and
// those of which it is not said. Times that are no whole quarters are rounded once.
func PatternHours(a *model.Agreement) (trial, paid, unsaid model.Hours) {
	minutes := map[string]int{}
	for _, t := range a.Week() {
		minutes[t.Hours] += t.Length()
	}
	hours := func(key string) model.Hours { return model.Hours((minutes[key] + 7) / 15) }
	return hours("trial"), hours("paid"), hours("")
}

// PatternNow compares the weekly pattern of the version that counts on a day with its ladder, as CheckPattern does; of a
// placement that is over nothing is said.
func PatternNow(p *model.Placement, versions []*model.Agreement, on model.Date) *model.Error {
	a := CountingOn(versions, on)
	if a == nil || !p.Open() {
		return nil
	}
	return CheckPattern(a, on)
}

// CheckPattern compares the weekly pattern with the step of the ladder that counts on a day, or the first one before
// that: other hours in all, other hours of a kind, or hours of both kinds without it being said which are which, which
// is the point of a traineeship with paid hours (hybridpraktik). Nil when they agree, or when one of them is not there.
func CheckPattern(a *model.Agreement, on model.Date) *model.Error {
	steps := a.Ladder()
	if len(steps) == 0 || len(a.Week()) == 0 {
		return nil
	}
	step, ok := StepAt(steps, max(on, a.ValidFrom))
	if !ok {
		step = steps[0]
	}
	trial, paid, unsaid := PatternHours(a)
	args := model.Args{"day": step.From, "trial": step.Trial, "paid": step.Paid, "total": step.Total(),
		"week": trial + paid + unsaid, "weektrial": trial, "weekpaid": paid, "unsaid": unsaid}
	at := func(key string) *model.Error {
		return model.NewError(model.Invalid, key, args).WithField("pattern")
	}
	switch {
	case trial+paid+unsaid != step.Total():
		return at("err.pattern.total")
	case trial > step.Trial || paid > step.Paid:
		return at("err.pattern.kinds")
	case unsaid > 0 && step.Trial > 0 && step.Paid > 0:
		return at("err.pattern.unsaid")
	}
	return nil
}
