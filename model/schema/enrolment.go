package schema

import (
	"jobspor/model"
)

// EnrolmentType is the field table of Enrolment.
func EnrolmentType() *Type {
	type c = model.Enrolment
	return &Type{
		Name: "enrolment", Table: "enrolments", New: func() model.Entity { return &c{} }, Personal: true, Letter: "P",
		Check: checkEnrolment, Fields: []Field{
			field("ref", Text, func(e *c) any { return &e.Ref }, given),
			field("citizen", Ref, func(e *c) any { return &e.CitizenID }, to("citizen"), required),
			field("programme", Text, func(e *c) any { return &e.Programme }, sealed, required, atMost(40)),
			field("edition", Text, func(e *c) any { return &e.Edition }, given),
			field("start_on", DateKind, func(e *c) any { return &e.StartOn }, near, workday, required),
			field("days", Number, func(e *c) any { return &e.Days }, atMost(3660)),
			field("consultant", Ref, func(e *c) any { return &e.Consultant }, to("consultant")),
			field("roles", Lines, func(e *c) any { return &e.Roles }, sealed),
			field("group", Choice, func(e *c) any { return &e.Group },
				oneOf("enrolment_group", model.EnrolmentGroups...), given),
			field("drawn", Text, func(e *c) any { return &e.Drawn }, given),
			field("redrawn", Lines, func(e *c) any { return &e.Redrawn }, given),
			field("redraw_why", Lines, func(e *c) any { return &e.RedrawWhy }, sealed, given),
			field("answers", Lines, func(e *c) any { return &e.Answers }, sealed, given),
			field("due", Lines, func(e *c) any { return &e.Due }, given),
			field("rhythm", Lines, func(e *c) any { return &e.Rhythm }, given),
			field("triage", Text, func(e *c) any { return &e.Triage }, sealed, atMost(40)),
			field("triage_on", DateKind, func(e *c) any { return &e.TriageOn }, past),
			field("triage_reason", LongText, func(e *c) any { return &e.TriageReason }, sealed),
			field("triage_next", Text, func(e *c) any { return &e.TriageNext }, sealed, atMost(40)),
			field("triaged", Lines, func(e *c) any { return &e.Triaged }, sealed, given),
			field("previous", Ref, func(e *c) any { return &e.PreviousID }, to("enrolment")),
			field("ended_on", DateKind, func(e *c) any { return &e.EndedOn }, past, lastDay),
			field("outcome", Text, func(e *c) any { return &e.Outcome }, sealed, atMost(40)),
			field("end_reason", LongText, func(e *c) any { return &e.EndReason }, sealed),
			field("note", LongText, func(e *c) any { return &e.Note }, sealed),
		}}
}

func checkEnrolment(e model.Entity) error {
	if c := e.(*model.Enrolment); c.EndedOn != 0 && c.EndedOn < c.StartOn {
		return model.NewError(model.Invalid, "err.dates.order", nil).WithField("ended_on")
	}
	return nil
}

// ExemptionType is the field table of Exemption.
func ExemptionType() *Type {
	type c = model.Exemption
	return &Type{
		Name: "exemption", Table: "exemptions", New: func() model.Entity { return &c{} }, Personal: true,
		Check: checkExemption, Fields: []Field{
			field("enrolment", Ref, func(e *c) any { return &e.EnrolmentID }, to("enrolment"), required),
			field("code", Text, func(e *c) any { return &e.Code }, sealed, required, atMost(40)),
			field("from", DateKind, func(e *c) any { return &e.From }, near, required),
			field("until", DateKind, func(e *c) any { return &e.Until }, near, lastDay),
			field("reason", LongText, func(e *c) any { return &e.Reason }, sealed),
		}}
}

func checkExemption(e model.Entity) error {
	if x := e.(*model.Exemption); x.Until != 0 && x.Until < x.From {
		return model.NewError(model.Invalid, "err.dates.order", nil).WithField("until")
	}
	return nil
}

// TickType is the field table of Tick.
func TickType() *Type {
	type c = model.Tick
	return &Type{
		Name: "tick", Table: "ticks", New: func() model.Entity { return &c{} }, Personal: true, Fields: []Field{
			field("enrolment", Ref, func(e *c) any { return &e.EnrolmentID }, to("enrolment"), required),
			field("element", Text, func(e *c) any { return &e.Element }, sealed, required, atMost(60)),
			field("on", DateKind, func(e *c) any { return &e.On }, past, required),
			field("note", LongText, func(e *c) any { return &e.Note }, sealed),
			field("next", Text, func(e *c) any { return &e.Next }, free, sealed),
			field("next_on", DateKind, func(e *c) any { return &e.NextOn }, future, workday),
			field("evidence_type", Text, func(e *c) any { return &e.EvidenceType }, atMost(20)),
			field("evidence_id", Text, func(e *c) any { return &e.EvidenceID }, atMost(20),
				typeIn("evidence_type")),
			field("by", Ref, func(e *c) any { return &e.By }, to("consultant")),
		}}
}

// PlanLineType is the field table of PlanLine.
func PlanLineType() *Type {
	type c = model.PlanLine
	return &Type{
		Name: "planline", Table: "planlines", New: func() model.Entity { return &c{} }, Personal: true,
		Check: CheckPlanLine, Fields: []Field{
			field("enrolment", Ref, func(e *c) any { return &e.EnrolmentID }, to("enrolment"), required),
			field("kind", Choice, func(e *c) any { return &e.Kind }, oneOf("plan_kind", model.PlanKinds...), required),
			field("track", Text, func(e *c) any { return &e.Track }, sealed, atMost(40)),
			field("words", LongText, func(e *c) any { return &e.Words }, sealed),
			field("who", Choice, func(e *c) any { return &e.Who }, oneOf("decider", model.Deciders...)),
			field("on", DateKind, func(e *c) any { return &e.On }, near),
			field("done_on", DateKind, func(e *c) any { return &e.DoneOn }, past),
			field("company", Ref, func(e *c) any { return &e.CompanyID }, to("company")),
			field("days", Number, func(e *c) any { return &e.Days }, atMost(7)),
			field("presence", Choice, func(e *c) any { return &e.Presence }, oneOf("presence", model.Presences...)),
			field("position", Number, func(e *c) any { return &e.Position }),
		}}
}

// CheckPlanLine requires what a line of its kind has: days for staff on site, a workplace or words for an employer met,
// else words.
func CheckPlanLine(e model.Entity) error {
	switch l := e.(*model.PlanLine); {
	case l.Kind == "attended" && !l.Days.Known:
		return model.NewError(model.Invalid, "err.required", nil).WithField("days")
	case l.Kind == "session" && l.Presence == "":
		return model.NewError(model.Invalid, "err.required", nil).WithField("presence")
	case l.Kind == "attended" || l.Kind == "session" || l.Words != "" || l.Kind == "met" && l.CompanyID != "":
		return nil
	}
	return model.NewError(model.Invalid, "err.required", nil).WithField("words")
}

// ProgressCheckType is the field table of ProgressCheck.
func ProgressCheckType() *Type {
	type c = model.ProgressCheck
	return &Type{
		Name: "check", Table: "checks", New: func() model.Entity { return &c{} }, Personal: true, Fields: []Field{
			field("citizen", Ref, func(e *c) any { return &e.CitizenID }, to("citizen"), required),
			field("enrolment", Ref, func(e *c) any { return &e.EnrolmentID }, to("enrolment")),
			field("on", DateKind, func(e *c) any { return &e.On }, past, notAhead("err.day.future"), required),
			field("by", Ref, func(e *c) any { return &e.By }, to("consultant")),
			field("answers", Lines, func(e *c) any { return &e.Answers }, sealed),
			field("next_step", Text, func(e *c) any { return &e.NextStep }, free, sealed),
			field("note", LongText, func(e *c) any { return &e.Note }, sealed),
		}}
}
