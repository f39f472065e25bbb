// Package figures defines the figures (tal) and computes them: shares, medians, retention, and treatment against
// control.
//
// Order inside: figure, table, base, scope, sector, measure, tally, hide, parts, compute. It promises: every figure has
// its definition and denominator; groups under five are suppressed, also where they could be found by subtraction.
package figures

import (
	"slices"

	"jobspor/model"
	"jobspor/model/programme"
)

// A figure (nøgletal) is one number about a group of citizens in a period, with its definition, its denominator, what
// is left out, and the day it holds for. Definitions lists them; Base.Figures computes them.
//
// What holds for all of them:
//
//   - Who is counted. Without a programme everybody followed from StartedOn to ClosedOn; with one everybody enrolled in
//     it. An enrolment ends on its last day, but where the programme says so (CountsAfterEnd) the citizen stays
//     in the denominator, as STAR counts it: one leaves only by an outcome that leaves, such as moving,
//     death or pension, or by going on to another programme; from a controlled trial nobody leaves by going on, for
//     what is compared is those who were drawn.
//   - Each citizen belongs to one consultant and group: those of the latest enrolment that had begun at the period's
//     end, else the consultant responsible for the citizen. So parts add up to the whole.
//   - Exemptions. Who is exempt on all the days that count in a span of time is left out of that span, numerator and
//     denominator alike.
//   - Ordinary paid hours are those in the column for them. Hours of a wage subsidy or a flex job never count.
//   - A course of several parts, each an extension or a renewal of the one before (model.Chain), counts as one
//     placement. It begins on the first day of its first part and ends when its last part has ended and nothing agreed
//     follows; how it ended is what the last part says. Its kind is that of its first part. Who was satisfied with the
//     set-up is the earliest answer of each asker. Thirteen weeks of traineeship are the days of its parts, each day
//     once and without the days between them. Paid hours of a later part are hours of the course. A trial visit and
//     what came of it are two.
//   - A week whose paid hours were left blank is not reported; it is neither a week with hours nor one with 0. Figures
//     about paid hours say how many such weeks they lack.
//   - A week's hours belong to one day: its Thursday, as ISO 8601 gives a week to the year that most of its days are
//     in; where the placement began later or ended earlier in that week, the day of its own nearest to Thursday. The
//     month and the period of that day have the hours. So an hour counts once, also over the new year.
//   - Nothing after today counts: a period that goes on has the figures of today.
//   - A group under LeastGroup is not shown, and neither is one that would give it by subtraction, see Suppress. That
//     holds among everybody, teams, consultants and groups of one programme and span of time. It is not kept between
//     two programmes, in which a citizen may be both or neither, nor between two periods, which have different people.
//     A group is who a figure is of: "3 of 40" is shown, "1 of 4" is not.

// LeastGroup is how many people a group must have to be shown (small numbers are suppressed).
const LeastGroup = 5

// Units of a figure.
const (
	UnitShare  = "share"  // 0 to 1
	UnitHours  = "hours"  // hours a week
	UnitWeeks  = "weeks"  // weeks since enrolment
	UnitNumber = "number" // how many, or how many each
)

// Selection says whom and when figures are about. Every field but the period may be empty: that is everybody.
type Selection struct {
	From, To   model.Date // first and last day
	Team       string
	Consultant string // ID
	Programme  string
	Group      string // one of EnrolmentGroups; needs a Programme
}

// maxDays is the longest period, ten years: a chart of more months is no longer read.
const maxDays = 3653

// Check refuses a period that is turned round, missing or too long, and a group that does not exist or has no
// programme.
func (s Selection) Check() error {
	switch {
	case s.From == 0:
		return model.NewError(model.Invalid, "err.figures.from", nil).WithField("from")
	case s.To == 0:
		return model.NewError(model.Invalid, "err.figures.to", nil).WithField("to")
	case s.To < s.From:
		return model.NewError(model.Invalid, "err.figures.period", model.Args{
			"from": s.From.String(), "to": s.To.String(),
		}).WithField("to")
	case int(s.To-s.From) > maxDays:
		return model.NewError(model.Invalid, "err.figures.long", nil).WithField("to")
	case s.Group != "" && !slices.Contains(model.EnrolmentGroups, s.Group):
		return model.NewError(model.Invalid, "err.figures.group", model.Args{"value": model.Clip(s.Group)}).
			WithField("group")
	case s.Group != "" && s.Programme == "":
		return model.NewError(model.Invalid, "err.figures.group.programme", nil).WithField("group")
	}
	return nil
}

// Level is a value to read a figure against: a target that somebody has set, or a published result. It comes from a
// programme's definition, or from a source named here, and is always shown as what it is.
type Level struct {
	Target bool // else a published reference
	Value  float64
	Name   programme.Bilingual
	Source programme.Bilingual
}

// How a figure came out.
const (
	StateShown  = ""       // there is a value
	StateEmpty  = "empty"  // there is nothing to divide by, or no value to find the middle of
	StateHidden = "hidden" // the group is under LeastGroup, or would give such a one by subtraction
)

// Result is what a figure is for one group and span of time. Where State is StateHidden, all numbers are zero.
type Result struct {
	State     string
	Value     float64
	Low, High float64 // the quartiles, where the value is a median
	Num, Den  int     // what was divided; where the value is a median, Num is how many values it is of
	// where it is a mean, Num is how many of the Den have more than zero
	People int // citizens in the group
}

// Point is a value of a series: a month or an ISO week, its first and last day.
type Point struct {
	From, To model.Date
	Result
}

// Part is a value of a part of the group. Kind is "team", "consultant", "group", "outcome", "ended_by", "step" or
// "company"; Key is what names it: a team, an ID, a key.
type Part struct {
	Kind, Key string
	Result
	Hours float64 // ordinary paid hours, for companies
}

// Person is somebody behind a figure: a citizen in the denominator. It is shown inside the municipality only.
type Person struct {
	CitizenID string
	Counts    bool // in the numerator too
	Value     float64
	HasValue  bool
}

// Figure is a computed row of the table.
type Figure struct {
	Spec *Definition
	Result
	From, On model.Date // the days it is about: On is the last, never after today
	Left     int        // left out because of an exemption or a missing answer; FewLeft stands for 1..4
	Blank    int        // weeks that left paid hours blank, in figures about them; FewLeft for 1..4 people
	Redrawn  int        // citizens whose group of the trial was changed after it was drawn; FewLeft for 1..4
	Sector   string     // one of model.Sectors, where placements elsewhere do not count
	Unknown  int        // placements not counted because the sector is unknown; FewLeft for 1..4 people
	Levels   []Level
	Series   []Point
	Parts    []Part
	Compare  *Comparison // treatment against control, nil where that cannot be said
	Behind   []Person
}

// FewLeft stands for a number of people left out that is too small to be told.
const FewLeft = -1

// Comparison sets the shares or means of two groups beside each other. It describes and proves nothing.
type Comparison struct {
	Method             string // how the intervals are made: MethodNewcombe for shares, MethodWelch for means
	Treatment, Control Interval
	Diff, Low, High    float64 // treatment less control, with a 95 % interval
}

// The two ways in which groups are compared.
const (
	MethodNewcombe = "newcombe" // shares by Wilson 1927, their difference by Newcombe 1998, method 10
	MethodWelch    = "welch"    // means by Student 1908, their difference by Welch 1947
)

// Interval is the share Num of Den, or the mean of Den values of which Num are above zero, with its 95 % interval.
type Interval struct {
	Num, Den         int
	Value, Low, High float64
}
