package demo

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"jobspor/model"
)

// agreementRow is a version of a work agreement.
type agreementRow struct {
	from           int      // week
	purpose        string   // one of model.Purposes
	trial          []string // tasks of the unpaid hours
	paid           []string
	ladder         []ladderStep
	pattern        string // "mon 9-13; wed 9-13"
	every          int    // weeks between follow-ups
	how            string
	dates          []int // agreed follow-ups, days from today
	atEnd          string
	ends           string
	acknowledged   string // who has accepted: c for the citizen, w for the workplace, r for the representative
	representative string // who accepted for the employees, where no representative is known
	mentor         string
	wage           int
}

// ladderStep is a step of the hours ladder: its first week, its hours, and its condition.
type ladderStep struct {
	week, trial, paid int
	when              string
}

// addAgreement adds version i of a placement's work agreement.
func (w *builder) addAgreement(p *model.Placement, c *placementRow, i int) {
	d, z := c.agreements[i], w.citizens[c.citizen]
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
		if strings.Contains(d.acknowledged, who) {
			*on = said
		}
	}
	if a.CompanyOn != 0 {
		a.CompanyBy = w.people[a.ContactID]
	}
	if a.RepOn != 0 {
		a.RepBy = cmp.Or(d.representative, w.people[w.representatives[c.site]])
	}
	w.add(a, fmt.Sprintf("%s v%d", c.name(), i+1))
}

// pattern returns the working times of a week as agreements store them.
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
