package present

import (
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// HoursColumns are the columns of exported hours, in the order in which they are also imported.
var HoursColumns = []string{
	"ref", "citizen", "company", "year", "week", "trial", "plan_trial", "paid", "plan_paid", "agreed", "met", "excused",
	"no_show", "source", "note",
}

// HoursDocument lists rows of the ledger; weeks holds the logged weeks by the row's ID. It is for the municipality
// only: workplaces get neither ledger nor notes.
func (w Words) HoursDocument(title string, rows []service.HoursRow, weeks map[string]*model.Week) model.Document {
	table := &model.TableDoc{}
	for _, key := range HoursColumns {
		table.Columns = append(table.Columns, model.Column{
			Key: key, Title: w.T("hours.doc." + key),
			Right: !slices.Contains([]string{"ref", "citizen", "company", "source", "note"}, key),
		})
	}
	for _, r := range rows {
		table.Rows = append(table.Rows, w.hoursCells(r, weeks[r.ID()]))
	}
	return model.Document{Title: title, Lang: string(w.Code()), Sections: []model.Section{{Table: table}}}
}

func (w Words) hoursCells(r service.HoursRow, week *model.Week) []model.Cell {
	year, n := r.Monday.Week()
	number := func(n int) model.Cell { return model.Cell{Text: strconv.Itoa(n), Value: int64(n)} }
	planned := func(h model.Hours) model.Cell {
		if !r.Planned {
			return model.Cell{}
		}
		return model.Cell{Text: w.HoursOf(h), Value: float64(h) / 4}
	}
	if week == nil {
		week = &model.Week{}
	}
	t := schema.TypeOf(week)
	cells := map[string]model.Cell{
		"ref": {Text: r.Placement.Ref}, "citizen": {Text: r.Who()}, "company": {Text: r.Where()}, "year": number(year),
		"week":       number(n),
		"plan_trial": planned(r.Plan.Trial), "plan_paid": planned(r.Plan.Paid),
	}
	out := make([]model.Cell, len(HoursColumns))
	for i, key := range HoursColumns {
		if c, ok := cells[key]; ok {
			out[i] = c
		} else if f, ok := t.Field(key); ok {
			out[i] = w.Cell(f, week)
		}
	}
	return out
}

// HoursOf formats hours in the language, "7,25".
func (w Words) HoursOf(h model.Hours) string { return w.Hours(lang.Quarters(h)) }

// OptHours formats hours, "" when they are not known.
func (w Words) OptHours(h model.Opt[model.Hours]) string {
	if !h.Known {
		return ""
	}
	return w.HoursOf(h.V)
}

// WeekOf formats a week near today, "uge 47"; a week of another year has the year, "uge 2 2027".
func (w Words) WeekOf(monday, today model.Date) string {
	year, n := monday.Week()
	if now, _ := today.Week(); now != year && today != 0 {
		return w.T("hours.week.year", "week", w.Week(n), "year", strconv.Itoa(year))
	}
	return w.Week(n)
}

// WeekList names weeks near today: "uge 45, uge 46".
func (w Words) WeekList(mondays []model.Date, today model.Date) string {
	var out []string
	for _, m := range mondays {
		out = append(out, w.WeekOf(m, today))
	}
	return strings.Join(out, ", ")
}

// stalledFrom is the number of weeks without a rise from which paid hours count as stalled: the week after a rise does
// not.
const stalledFrom = 2

// Stalled says for how many weeks the paid hours have not risen; "" when they are not stalled, or are as planned: what
// follows the plan does not stand still.
func (w Words) Stalled(v agreement.LadderView) string {
	if v.Stalled < stalledFrom || v.PlanNow > 0 && v.PaidNow.V >= v.PlanNow {
		return ""
	}
	return w.T("hours.stalled", "n", v.Stalled)
}

// Ahead says how far the paid hours are ahead of the ladder or behind it; "" when they cannot be compared.
func (w Words) Ahead(v agreement.LadderView) string {
	switch {
	case v.Compared == 0 || v.Top == 0:
		return ""
	case v.Ahead > 0:
		return w.T("hours.ahead", "hours", lang.Quarters(v.Ahead))
	case v.Ahead < 0:
		return w.T("hours.behind", "hours", lang.Quarters(-v.Ahead))
	case w.Stalled(v) != "":
		return "" // what stands still does not follow the plan
	}
	return w.T("hours.on")
}

// NextStep says when the paid hours rise next, to what, and what triggers it; "" without a further step.
func (w Words) NextStep(v agreement.LadderView, today model.Date) string {
	if v.Next == nil {
		return ""
	}
	text := w.T("hours.next", "week", w.WeekOf(v.Next.From.Monday(), today), "hours", lang.Quarters(v.Next.Paid))
	if v.Next.Trigger != "" {
		text += " (" + v.Next.Trigger + ")"
	}
	return text
}

// NeedsAttention reports whether the paid hours are stalled or behind the ladder.
func (w Words) NeedsAttention(v agreement.LadderView) bool {
	return w.Stalled(v) != "" || v.Ahead < 0
}

// LadderSummary is the line under a ladder: stalled, ahead or behind, next step, weeks that have not reported.
func (w Words) LadderSummary(v agreement.LadderView, today model.Date) string {
	missing := ""
	if v.Unreported > 0 {
		missing = w.T("hours.unreported", "n", v.Unreported)
	}
	return service.JoinNonEmpty(" · ", w.Stalled(v), w.Ahead(v), w.NextStep(v, today), missing)
}

// TowardsGoal compares the paid hours of a week with the ladder's top and the citizen's hopes, with the total of all
// weeks.
func (w Words) TowardsGoal(v agreement.LadderView, hoped model.Opt[model.Hours]) string {
	if v.Logged == 0 {
		return ""
	}
	parts := []string{w.T("hours.paid.unknown")}
	if v.PaidNow.Known {
		parts[0] = w.T("hours.paid.now", "hours", lang.Quarters(v.PaidNow.V))
	}
	if v.Top > 0 {
		parts = append(parts, w.T("hours.paid.top", "hours", lang.Quarters(v.Top)))
	}
	if hoped.Known {
		parts = append(parts, w.T("hours.paid.hoped", "hours", lang.Quarters(hoped.V)))
	}
	return strings.Join(parts, ", ") + " · " + w.paidSum(v)
}

// paidSum adds up the weeks that have reported; LadderSummary says how many have not.
func (w Words) paidSum(v agreement.LadderView) string {
	key := "hours.paid.sum"
	if !v.PaidNow.Known {
		key = "hours.paid.sum.trial"
	}
	return w.T(key, "hours", lang.Quarters(v.Paid), "trial", lang.Quarters(v.Trial))
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

// WeekAttendance formats the days of one week when something was missed: "uge 43: 2 af 3 dage, 1 afbud".
func (w Words) WeekAttendance(week *model.Week, today model.Date) string {
	if week.Excused.V == 0 && week.NoShow.V == 0 {
		return ""
	}
	parts := []string{}
	if week.Agreed.Known && week.Met.Known {
		parts = append(parts, w.T("hours.days", "met", week.Met.V, "agreed", week.Agreed.V))
	}
	if week.Excused.V > 0 {
		parts = append(parts, w.T("hours.excused", "n", week.Excused.V))
	}
	if week.NoShow.V > 0 {
		parts = append(parts, w.T("hours.noshow", "n", week.NoShow.V))
	}
	return w.WeekOf(week.Monday, today) + ": " + strings.Join(parts, ", ")
}
