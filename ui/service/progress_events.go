package service

import (
	"jobspor/model"
)

// PaidPerWeek is the ordinary paid hours a week, on average, in the weeks from one day to another, the last one not
// counted; weeks without any count as nothing.
func (v *ChecksView) PaidPerWeek(from, to model.Date) model.Hours {
	weeks := max(int(to-from)/7, 1)
	sum := model.Hours(0)
	for _, k := range v.Known.Weeks {
		if k.Monday >= from.Monday() && k.Monday < to.Monday() {
			sum += k.Paid.V
		}
	}
	return (sum + model.Hours(weeks)/2) / model.Hours(weeks)
}
