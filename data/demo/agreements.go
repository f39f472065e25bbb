package demo

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"jobspor/model"
)

// deal is a version of a work agreement.
type deal struct {
	from    int      // week
	purpose string   // one of model.Purposes
	trial   []string // tasks of the unpaid hours
	paid    []string
	ladder  []rung
	pattern string // "mon 9-13; wed 9-13"
	every   int    // weeks between follow-ups
	how     string
	dates   []int // follow-ups agreed, days from today
	atEnd   string
	ends    string
	yes     string // who has said yes: c for the citizen, w for the workplace, r for the representative
	rep     string // who said yes for the employees, where nobody of that role is known
	mentor  string
	wage    int
}

// rung is a step of the ladder: from which week on, how many hours, and what triggers it.
type rung struct {
	week, trial, paid int
	when              string
}

// deal adds the i-th version of a placement's work agreement.
func (w *world) deal(p *model.Placement, c *course, i int) {
	d, z := c.deals[i], w.citizens[c.citizen]
	a := &model.Agreement{
		PlacementID: p.ID, Number: count(i + 1), ValidFrom: w.week(d.from), Purpose: d.purpose,
		GoalWords:  w.goals[p.GoalID],
		TrialTasks: d.trial, PaidTasks: d.paid, ContactID: w.persons[c.site], Conditions: slices.Clone(z.Conditions),
		FollowHow: d.how, AtEnd: d.atEnd, EndWords: d.ends, Mentor: d.mentor,
		AbsenceRule: "Ring til stedet før mødetid. Efter to udeblivelser ringer konsulenten samme dag.",
	}
	if d.every > 0 {
		a.FollowWeeks = count(d.every)
	}
	if d.wage > 0 {
		a.Wage = count(d.wage)
	}
	for _, n := range d.dates {
		a.FollowDates = append(a.FollowDates, w.day(n).String())
	}
	a.Pattern = pattern(d.pattern)
	var steps []model.Step
	for _, r := range d.ladder {
		steps = append(steps, model.Step{From: w.week(r.week), Trial: model.Hours(4 * r.trial),
			Paid: model.Hours(4 * r.paid), Trigger: r.when})
	}
	a.SetLadder(steps)
	said := max(p.AgreedOn, min(a.ValidFrom.Add(-3), w.day(-1)))
	for who, on := range map[string]*model.Date{"c": &a.CitizenOn, "w": &a.CompanyOn, "r": &a.RepOn} {
		if strings.Contains(d.yes, who) {
			*on = said
		}
	}
	if a.CompanyOn != 0 {
		a.CompanyBy = w.people[a.ContactID]
	}
	if a.RepOn != 0 {
		a.RepBy = cmp.Or(d.rep, w.people[w.reps[c.site]])
	}
	w.add(a, fmt.Sprintf("%s v%d", c.name(), i+1))
}

// pattern writes the working times of a week as the agreement keeps them.
func pattern(text string) (lines []string) {
	if text == "" {
		return nil
	}
	for part := range strings.SplitSeq(text, "; ") {
		t, err := model.ParseWorkTime(part)
		if err != nil {
			panic("demo: working time " + part) // a row of the tables is written wrong; a test reads them all
		}
		lines = append(lines, t.String())
	}
	return lines
}
