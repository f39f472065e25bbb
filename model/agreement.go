package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Agreement is one version of the work agreement (arbejdsaftale) of a placement: what citizen, workplace and
// municipality have agreed on tasks, hours, progression and follow-up. A change makes a new version; what somebody has
// acknowledged never changes (see checkAgreementEdit).
type Agreement struct {
	Head
	PlacementID string
	Number      Opt[int] // version, from 1
	ValidFrom   Date     // the first day it counts
	Purpose     string   // one of Purposes
	GoalWords   string
	TrialTasks  []string // tasks of the unpaid hours
	PaidTasks   []string // tasks of the ordinary paid hours; they must be others
	Steps       []string // the ladder; read it with Ladder, write it with SetLadder
	Triggers    []string // what triggers a step, by the step's day; part of the ladder
	Pattern     []string // the week, see ParseWorkTime

	ContactID   string // who at the workplace
	Caseworker  string // sagsbehandler
	Support     string // støtteperson
	Mentor      string
	MentorTasks string
	MentorHours Opt[Hours] // a week
	MentorUntil Date
	Conditions  []string // work conditions, never a diagnosis

	FollowHow   string   // how it is followed up, one of FollowWays
	FollowWeeks Opt[int] // weeks between follow-ups; contact restarts the count
	FollowDates []string // days agreed beforehand, ISO
	AbsenceRule string   // whom to call, and what happens at a no-show
	AtEnd       string   // one of AtEnds
	EndWords    string
	Wage        Opt[int] // kroner an hour, as the workplace says
	MonthlyCost Opt[int] // kroner a month in all, for a wage subsidy; as the workplace says
	RateType    string   // which rate of benefit, a key of the rule data or the user's own word

	CitizenOn Date // acknowledged on
	CompanyOn Date
	CompanyBy string
	RepOn     Date
	RepBy     string
	Note      string // only for the municipality
}

// Purposes are the three legal purposes of a traineeship, of which one must be chosen: competences that lead to
// ordinary employment, training of professional, social or language competences, clarifying the goal.
var Purposes = []string{"employment", "training", "clarify"}

// FollowWays is how a placement is followed up; three is a meeting of all three (trepartsmøde).
var FollowWays = []string{"visit", "call", "three"}

// AtEnds is what happens on the last day.
var AtEnds = []string{"paid_continue", "extend", "decide", "stop"}

// Acknowledged reports whether anybody has acknowledged this version.
func (a *Agreement) Acknowledged() bool { return a.CitizenOn != 0 || a.CompanyOn != 0 || a.RepOn != 0 }

// Step is a dated step of the ladder (trin på timetrappen): so many hours a week from its day on.
type Step struct {
	From    Date
	Trial   Hours  // unpaid hours of the instrument a week
	Paid    Hours  // ordinary paid hours a week
	Trigger string // what must be so before it is taken, in words
}

// Ladder gives the steps by date.
func (a *Agreement) Ladder() []Step {
	var when map[string]string
	for _, t := range a.Triggers {
		day, words, _ := strings.Cut(t, " ")
		if when == nil {
			when = map[string]string{}
		}
		when[day] = words
	}
	out := make([]Step, 0, len(a.Steps))
	for _, line := range a.Steps {
		s, err := ParseStep(line, 0)
		if err != nil {
			continue // validated when it was written
		}
		if when != nil {
			s.Trigger = when[s.From.String()]
		}
		out = append(out, s)
	}
	return out
}

// SetLadder writes the steps, sorted by date.
func (a *Agreement) SetLadder(steps []Step) {
	a.Steps, a.Triggers = nil, nil
	steps = slices.Clone(steps)
	slices.SortStableFunc(steps, func(x, y Step) int { return cmp.Compare(x.From, y.From) })
	for _, s := range steps {
		a.Steps = append(a.Steps, fmt.Sprintf("%s %s %s", s.From, s.Trial, s.Paid))
		if s.Trigger != "" {
			a.Triggers = append(a.Triggers, s.From.String()+" "+s.Trigger)
		}
	}
}

// ParseStep reads "2026-10-05 12 2 when the dishes go alone": the day, unpaid and paid hours a week, and what triggers
// it. With an anchor, the day may be short ("5/10") or a week ("u41").
func ParseStep(line string, from Anchor) (Step, error) {
	parts := strings.Fields(line)
	if len(parts) < 3 {
		return Step{}, NewError(Invalid, "err.step", Args{"value": Clip(line)})
	}
	day, err := ParseDate(parts[0], from)
	if err != nil && keyOfError(err) != "err.date" {
		return Step{}, err
	}
	if err != nil || day == 0 {
		return Step{}, NewError(Invalid, "err.step", Args{"value": Clip(line)})
	}
	s := Step{From: day, Trigger: strings.Join(parts[3:], " ")}
	if s.Trial, err = ParseHours(parts[1]); err != nil {
		return Step{}, err
	}
	if s.Paid, err = ParseHours(parts[2]); err != nil {
		return Step{}, err
	}
	if s.Trial+s.Paid > FullWeek {
		return Step{}, NewError(Invalid, "err.hours.week", nil)
	}
	return s, nil
}

// Total is all hours of a step.
func (s Step) Total() Hours { return s.Trial + s.Paid }
