package sheet

import (
	"fmt"

	"jobspor/model"
	"jobspor/ui/desk"
	"jobspor/ui/kit"
	"jobspor/ui/theme"
)

// LadderInput is what the lines of a ladder are made from.
type LadderInput struct {
	Placement  *model.Placement
	Agreements []*model.Agreement
	Weeks      []*model.Week
	Hoped      model.Opt[model.Hours] // hours a week that the citizen hopes for
	Today      model.Date
}

// ladderLabel is the room before the weeks: what a line is about, and which of plan and actual.
const ladderLabel = 18

// missedWeeks is how many weeks with a missed day are named; older ones are in the sum.
const missedWeeks = 3

// Ladder draws a placement's weeks as the numbers of plan and actual under one another, with the lines that say where it
// stands. Where not all weeks fit in w cells, this week is kept in sight. Nil when the placement has no weeks yet.
func Ladder(l *kit.Look, w desk.Words, in LadderInput, width int) []kit.Line {
	weeks := model.LadderWeeks(in.Placement, in.Agreements, in.Weeks, in.Today)
	if len(weeks) == 0 {
		return nil
	}
	weeks = inSight(weeks, in.Today, ladderCell(w, weeks), width)
	cell := ladderCell(w, weeks)
	rows := []kit.Line{ladderHead(w, weeks, cell, in.Today)}
	for _, r := range ladderRows {
		rows = append(rows, ladderLine(w, r, weeks, cell))
	}
	v := model.LadderAt(in.Placement, in.Agreements, in.Weeks, in.Today)
	if says := w.LadderSays(v, in.Today); says != "" {
		role := theme.Text
		if w.Worrying(v) {
			role = theme.Warn
		}
		rows = append(rows, kit.Line{{Text: kit.Spaces(ladderLabel)}, {Text: says, Role: role}})
	}
	if says := w.TowardsGoal(v, in.Hoped); says != "" {
		rows = append(rows, kit.Line{{Text: kit.Spaces(ladderLabel)}, {Text: says}})
	}
	return append(rows, attendance(w, v, in)...)
}

// ladderRow is one line of numbers; what a cell without a number shows is a dot when it could have one.
type ladderRow struct {
	label, kind string
	role        theme.Role
	of          func(model.LadderWeek) model.Opt[model.Hours]
}

var ladderRows = []ladderRow{
	{"hours.ladder.trial", "hours.ladder.plan", theme.Subtle, func(w model.LadderWeek) model.Opt[model.Hours] {
		return model.Opt[model.Hours]{V: w.Plan.Trial, Known: w.Agreed}
	}},
	{"", "hours.ladder.met", theme.Text, func(w model.LadderWeek) model.Opt[model.Hours] {
		return logged(w, func(x *model.Week) model.Opt[model.Hours] { return x.Trial })
	}},
	{"hours.ladder.paid", "hours.ladder.plan", theme.Subtle, func(w model.LadderWeek) model.Opt[model.Hours] {
		return model.Opt[model.Hours]{V: w.Plan.Paid, Known: w.Agreed}
	}},
	{"", "hours.ladder.actual", theme.Text, func(w model.LadderWeek) model.Opt[model.Hours] {
		return logged(w, func(x *model.Week) model.Opt[model.Hours] { return x.Paid })
	}},
}

func logged(w model.LadderWeek, of func(*model.Week) model.Opt[model.Hours]) model.Opt[model.Hours] {
	if w.Week == nil {
		return model.Opt[model.Hours]{}
	}
	return of(w.Week)
}

// ladderCell is the width of a week's numbers with the gap before them: the longest number decides.
func ladderCell(w desk.Words, weeks []model.LadderWeek) int {
	widest := 2
	for _, r := range ladderRows {
		for _, week := range weeks {
			widest = max(widest, kit.Width(w.OptHours(r.of(week))))
		}
	}
	return widest + 1
}

// inSight picks the weeks that fit, with this week among them and more of what has been than of what comes.
func inSight(weeks []model.LadderWeek, today model.Date, cell, width int) []model.LadderWeek {
	n := max((width-ladderLabel)/cell, 1)
	if len(weeks) <= n {
		return weeks
	}
	now := len(weeks) - 1
	for i, w := range weeks {
		if w.Monday <= today {
			now = i
		}
	}
	first := min(max(now-n*2/3, 0), len(weeks)-n)
	return weeks[first : first+n]
}

// WeekLabel is the number of a week in two digits, as axes and headings have room for.
func WeekLabel(monday model.Date) string {
	_, n := monday.Week()
	return fmt.Sprintf("%02d", n)
}

func ladderHead(w desk.Words, weeks []model.LadderWeek, cell int, today model.Date) kit.Line {
	line := kit.Line{{Text: kit.Pad(" "+w.T("hours.ladder.title"), ladderLabel-5), Role: theme.Title}, {Text: kit.PadLeft(w.T("hours.ladder.week"), 4) + " ", Role: theme.Subtle}}
	for _, week := range weeks {
		role := theme.Subtle
		if week.Monday == today.Monday() {
			role = theme.Accent
		}
		line = append(line, kit.Span{Text: kit.Spaces(cell - 2)}, kit.Span{Text: WeekLabel(week.Monday), Role: role})
	}
	return line
}

func ladderLine(w desk.Words, r ladderRow, weeks []model.LadderWeek, cell int) kit.Line {
	label := ""
	if r.label != "" {
		label = w.T(r.label)
	}
	kind := w.T(r.kind)
	line := kit.Line{{Text: kit.Fit(" "+label, ladderLabel-2-kit.Width(kind), "")}, {Text: kind + "  ", Role: theme.Subtle}}
	for _, week := range weeks {
		text := w.OptHours(r.of(week))
		line = append(line, kit.Span{Text: kit.PadLeft(text, cell), Role: r.role})
	}
	return line
}

// attendance sums the days up and names the latest weeks in which one was missed.
func attendance(w desk.Words, v model.LadderView, in LadderInput) []kit.Line {
	says := w.AttendanceSays(v.Attendance)
	if says == "" {
		return nil
	}
	label := kit.Span{Text: kit.Fit(" "+w.T("hours.attendance"), ladderLabel, "")}
	lines := []kit.Line{{label, {Text: says}}}
	missed := ""
	weeks := model.LadderWeeks(in.Placement, in.Agreements, in.Weeks, in.Today)
	for i, n := len(weeks)-1, 0; i >= 0 && n < missedWeeks; i-- {
		if week := weeks[i].Week; week != nil {
			if said := w.WeekAttendance(week, in.Today); said != "" {
				if missed != "" {
					said += " · "
				}
				missed = said + missed
				n++
			}
		}
	}
	if missed != "" {
		lines = append(lines, kit.Line{{Text: kit.Spaces(ladderLabel)}, {Text: missed}})
	}
	return lines
}
