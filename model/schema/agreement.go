package schema

import (
	"slices"
	"strings"

	"jobspor/model"
)

func checkSteps(text string) error {
	var last model.Date
	for line := range strings.SplitSeq(text, "\n") {
		s, err := model.ParseStep(line, 0)
		if err != nil {
			return err
		}
		if s.From <= last {
			return model.NewError(model.Invalid, "err.step.order", model.Args{"value": model.Clip(line)})
		}
		last = s.From
	}
	return nil
}

func eachLine(parse func(string) error) func(string) error {
	return func(text string) error {
		for line := range strings.SplitSeq(text, "\n") {
			if err := parse(line); err != nil {
				return err
			}
		}
		return nil
	}
}

func checkDay(line string) error {
	_, err := model.ParseDate(line, 0)
	return err
}

func checkWorkTime(line string) error {
	_, err := model.ParseWorkTime(line)
	return err
}

// AgreementType is the field table of Agreement.
func AgreementType() *Type {
	type c = model.Agreement
	return &Type{
		Name: "agreement", Table: "agreements", New: func() model.Entity { return &c{} }, Personal: true,
		CheckEdit: checkAgreementEdit, Fields: []Field{
			field("placement", Ref, func(e *c) any { return &e.PlacementID }, to("placement"), required),
			field("number", Number, func(e *c) any { return &e.Number }, atMost(999), given),
			field("valid_from", DateKind, func(e *c) any { return &e.ValidFrom }, near, workday),
			field("purpose", Choice, func(e *c) any { return &e.Purpose }, oneOf("purpose", model.Purposes...)),
			field("goal_words", Text, func(e *c) any { return &e.GoalWords }, free, sealed, atMost(2000)),
			field("trial_tasks", Lines, func(e *c) any { return &e.TrialTasks }, free, sealed),
			field("paid_tasks", Lines, func(e *c) any { return &e.PaidTasks }, free, sealed),
			field("steps", Lines, func(e *c) any { return &e.Steps }, check(checkSteps)),
			field("triggers", Lines, func(e *c) any { return &e.Triggers }, sealed, given),
			field("pattern", Lines, func(e *c) any { return &e.Pattern }, check(eachLine(checkWorkTime))),
			field("contact", Ref, func(e *c) any { return &e.ContactID }, to("person")),
			field("caseworker", Text, func(e *c) any { return &e.Caseworker }, sealed),
			field("support", Text, func(e *c) any { return &e.Support }, sealed),
			field("mentor", Text, func(e *c) any { return &e.Mentor }, sealed),
			field("mentor_tasks", LongText, func(e *c) any { return &e.MentorTasks }, sealed),
			field("mentor_hours", HoursKind, func(e *c) any { return &e.MentorHours }),
			field("mentor_until", DateKind, func(e *c) any { return &e.MentorUntil }, future, lastDay),
			field("conditions", Choices, func(e *c) any { return &e.Conditions }, sealed,
				oneOf("condition", model.ConditionKeys()...)),
			field("follow_how", Choice, func(e *c) any { return &e.FollowHow },
				oneOf("follow_how", model.FollowWays...)),
			field("follow_weeks", Number, func(e *c) any { return &e.FollowWeeks }, atMost(52)),
			field("follow_dates", Lines, func(e *c) any { return &e.FollowDates }, check(eachLine(checkDay)),
				dayLines),
			field("absence_rule", LongText, func(e *c) any { return &e.AbsenceRule }, sealed),
			field("at_end", Choice, func(e *c) any { return &e.AtEnd }, oneOf("at_end", model.AtEnds...)),
			field("end_words", LongText, func(e *c) any { return &e.EndWords }, sealed),
			field("wage", Number, func(e *c) any { return &e.Wage }, sealed, atMost(2000)),
			field("monthly_cost", Number, func(e *c) any { return &e.MonthlyCost }, sealed, atMost(500_000)),
			field("rate_type", Text, func(e *c) any { return &e.RateType }, sealed),
			field("citizen_on", DateKind, func(e *c) any { return &e.CitizenOn }, past),
			field("company_on", DateKind, func(e *c) any { return &e.CompanyOn }, past),
			field("company_by", Text, func(e *c) any { return &e.CompanyBy }, sealed),
			field("rep_on", DateKind, func(e *c) any { return &e.RepOn }, past),
			field("rep_by", Text, func(e *c) any { return &e.RepBy }, sealed),
			field("note", LongText, func(e *c) any { return &e.Note }, sealed),
		}}
}

// AcknowledgementFields are the fields that may still be filled in after somebody acknowledged a version, and the note,
// which was never agreed with anybody.
var AcknowledgementFields = []string{"citizen_on", "company_on", "company_by", "rep_on", "rep_by", "note"}

// checkAgreementEdit refuses to change what somebody has acknowledged: others may still acknowledge it, and an
// acknowledgement is never removed, other than by undo.
func checkAgreementEdit(before model.Entity, differing []*Field) error {
	old := before.(*model.Agreement)
	if !old.Acknowledged() {
		return nil
	}
	for _, f := range differing {
		if !slices.Contains(AcknowledgementFields, f.Key) || (f.Key != "note" && f.Text(old) != "") {
			return model.NewError(model.Forbidden, "err.agreement.fixed", nil).WithField(f.Key)
		}
	}
	return nil
}
