package agreement

import (
	"jobspor/model"
)

// Gaps lists the fields that an agreement still lacks before it can be shown to anybody, in the order they are
// asked about. They are questions: an agreement can be saved and printed without them. The legal purpose is asked of a
// trial visit and a traineeship.
func Gaps(a *model.Agreement, kind string) (fields []string) {
	var trial, paid model.Hours
	steps := a.Ladder()
	for _, s := range steps {
		trial, paid = max(trial, s.Trial), max(paid, s.Paid)
	}
	for _, g := range []struct {
		field  string
		lacked bool
	}{
		{"purpose", a.Purpose == "" && model.Unpaid(kind)},
		{"steps", trial+paid == 0},
		{"trial_tasks", len(a.TrialTasks) == 0 && trial > 0},
		{"paid_tasks", len(a.PaidTasks) == 0 && paid > 0},
		{"pattern", len(a.Pattern) == 0},
		{"contact", a.ContactID == ""},
		{"follow_dates", len(a.FollowDates) == 0 && !a.FollowWeeks.Known},
		{"absence_rule", a.AbsenceRule == ""},
		{"at_end", a.AtEnd == ""},
	} {
		if g.lacked {
			fields = append(fields, g.field)
		}
	}
	return fields
}
