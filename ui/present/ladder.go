package present

import (
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// HoursOf writes hours as the language does, "7,25".
func (w Words) HoursOf(h model.Hours) string { return w.Hours(lang.Quarters(h)) }

// OptHours writes hours that may not be known.
func (w Words) OptHours(h model.Opt[model.Hours]) string {
	if !h.Known {
		return ""
	}
	return w.HoursOf(h.V)
}

// WeekOf is what a week is called near today, "uge 47"; a week of another year has it, "uge 2 2027".
func (w Words) WeekOf(monday, today model.Date) string {
	year, n := monday.Week()
	if now, _ := today.Week(); now != year && today != 0 {
		return w.T("hours.week.year", "week", w.Week(n), "year", strconv.Itoa(year))
	}
	return w.Week(n)
}

// standsFrom is for how many weeks paid hours must have stood still to be worth a word: the week after a rise is none.
const stalledFrom = 2

// Standstill says for how long the paid hours have stood still; "" when they do not.
func (w Words) Stalled(v agreement.LadderView) string {
	if v.Stalled < stalledFrom {
		return ""
	}
	return w.T("hours.stalled", "n", v.Stalled)
}

// Ahead says how far the paid hours are ahead of the ladder or behind it; "" when nothing can be compared.
func (w Words) Ahead(v agreement.LadderView) string {
	switch {
	case v.Compared == 0 || v.Top == 0:
		return ""
	case v.Ahead > 0:
		return w.T("hours.ahead", "hours", lang.Quarters(v.Ahead))
	case v.Ahead < 0:
		return w.T("hours.behind", "hours", lang.Quarters(-v.Ahead))
	}
	return w.T("hours.on")
}

// NextStep says when the paid hours are to rise next, to what, and what triggers it; "" when there is no further step.
func (w Words) NextStep(v agreement.LadderView, today model.Date) string {
	if v.Next == nil {
		return ""
	}
	said := w.T("hours.next", "week", w.WeekOf(v.Next.From.Monday(), today), "hours", lang.Quarters(v.Next.Paid))
	if v.Next.Trigger != "" {
		said += " (" + v.Next.Trigger + ")"
	}
	return said
}

// Worrying reports whether a ladder needs a look: the paid hours stand still or are behind.
func (w Words) NeedsAttention(v agreement.LadderView) bool {
	return v.Stalled >= stalledFrom || v.Ahead < 0
}

// LadderSays is the line under a ladder: standstill, ahead or behind, next step.
func (w Words) LadderSummary(v agreement.LadderView, today model.Date) string {
	return service.JoinNonEmpty(" · ", w.Stalled(v), w.Ahead(v), w.NextStep(v, today))
}

// TowardsGoal says how far the paid hours have come: a week, of the ladder's top, of what the citizen hopes for, and in
// all weeks together.
func (w Words) TowardsGoal(v agreement.LadderView, hoped model.Opt[model.Hours]) string {
	if v.Logged == 0 {
		return ""
	}
	parts := []string{w.T("hours.paid.now", "hours", lang.Quarters(v.Latest.Paid.V))}
	if v.Top > 0 {
		parts = append(parts, w.T("hours.paid.top", "hours", lang.Quarters(v.Top)))
	}
	if hoped.Known {
		parts = append(parts, w.T("hours.paid.hoped", "hours", lang.Quarters(hoped.V)))
	}
	return strings.Join(parts, ", ") + " · " +
		w.T("hours.paid.sum", "hours", lang.Quarters(v.Paid), "trial", lang.Quarters(v.Trial))
}

// AttendanceSummary sums the days up, with the share; "" when no days were agreed.
func (w Words) AttendanceSummary(a agreement.Attendance) string {
	share, ok := a.Share()
	if !ok {
		return ""
	}
	parts := []string{w.T("hours.met", "met", a.Met, "agreed", a.Agreed, "share", w.Percent(share, 0))}
	if a.Excused > 0 {
		parts = append(parts, w.T("hours.excused", "n", a.Excused))
	}
	if a.NoShow > 0 {
		parts = append(parts, w.T("hours.noshow", "n", a.NoShow))
	}
	return strings.Join(parts, ", ")
}

// WeekAttendance says the days of one week when something was missed: "uge 43: 2 af 3 dage, 1 afbud".
func (w Words) WeekAttendance(week *model.Week, today model.Date) string {
	if week.Excused.V == 0 && week.NoShow.V == 0 {
		return ""
	}
	said := []string{}
	if week.Agreed.Known && week.Met.Known {
		said = append(said, w.T("hours.days", "met", week.Met.V, "agreed", week.Agreed.V))
	}
	if week.Excused.V > 0 {
		said = append(said, w.T("hours.excused", "n", week.Excused.V))
	}
	if week.NoShow.V > 0 {
		said = append(said, w.T("hours.noshow", "n", week.NoShow.V))
	}
	return w.WeekOf(week.Monday, today) + ": " + strings.Join(said, ", ")
}
