package schema

import (
	"time"

	"jobspor/model"
)

// FollowUpType is the field table of FollowUp.
func FollowUpType() *Type {
	type c = model.FollowUp
	return &Type{
		Name: "followup", Table: "followups", New: func() model.Entity { return &c{} }, Personal: true, Fields: []Field{
			field("placement", Ref, func(e *c) any { return &e.PlacementID }, to("placement"), required),
			field("on", DateKind, func(e *c) any { return &e.On }, future, workday, required),
			field("at", Text, func(e *c) any { return &e.At }, check(model.CheckClock, model.NormalClock)),
			field("how", Choice, func(e *c) any { return &e.How }, oneOf("follow_how", model.FollowWays...)),
			field("what", Text, func(e *c) any { return &e.What }, sealed),
			field("done_on", DateKind, func(e *c) any { return &e.DoneOn }, past),
			field("closed", Text, func(e *c) any { return &e.Closed }, sealed),
		}}
}

// PauseType is the field table of Pause.
func PauseType() *Type {
	type c = model.Pause
	return &Type{
		Name: "pause", Table: "pauses", New: func() model.Entity { return &c{} }, Personal: true, Fields: []Field{
			field("placement", Ref, func(e *c) any { return &e.PlacementID }, to("placement"), required),
			field("from", DateKind, func(e *c) any { return &e.From }, near, required),
			field("until", DateKind, func(e *c) any { return &e.Until }, future),
			field("back_on", DateKind, func(e *c) any { return &e.BackOn }, past),
			field("reason", Choice, func(e *c) any { return &e.Reason }, oneOf("pause_reason", model.PauseReasons...),
				sealed, required),
			field("counts", TriKind, func(e *c) any { return &e.Counts }),
			field("note", LongText, func(e *c) any { return &e.Note }, sealed),
		}}
}

// SnoozeType is the field table of Snooze.
func SnoozeType() *Type {
	type c = model.Snooze
	return &Type{
		Name: "aside", Table: "asides", New: func() model.Entity { return &c{} }, Personal: true, Fields: []Field{
			field("kind", Text, func(e *c) any { return &e.Kind }, required),
			field("row_type", Text, func(e *c) any { return &e.RowType }, required),
			field("row_id", Text, func(e *c) any { return &e.RowID }, required, typeIn("row_type")),
			field("occasion", Text, func(e *c) any { return &e.Occasion }),
			field("until", DateKind, func(e *c) any { return &e.Until }, future),
			field("closed", Flag, func(e *c) any { return &e.Closed }),
			field("reason", LongText, func(e *c) any { return &e.Reason }, sealed),
			field("by", Ref, func(e *c) any { return &e.By }, to("consultant")),
			field("on", DateKind, func(e *c) any { return &e.On }, past),
		}}
}

// PlacementType is the field table of Placement.
func PlacementType() *Type {
	type c = model.Placement
	return &Type{
		Name: "placement", Table: "placements", New: func() model.Entity { return &c{} }, Personal: true, Letter: "F",
		Check: checkPlacement, Fields: []Field{
			field("ref", Text, func(e *c) any { return &e.Ref }, given),
			field("citizen", Ref, func(e *c) any { return &e.CitizenID }, to("citizen"), required),
			field("company", Ref, func(e *c) any { return &e.CompanyID }, to("company"), required),
			field("task", Ref, func(e *c) any { return &e.TaskID }, to("task")),
			field("goal", Ref, func(e *c) any { return &e.GoalID }, to("goal")),
			field("consultant", Ref, func(e *c) any { return &e.Consultant }, to("consultant")),
			field("kind", Choice, func(e *c) any { return &e.Kind }, oneOf("placement_kind", model.PlacementKinds...),
				required, importedAs("slags", "type")),
			field("state", Choice, func(e *c) any { return &e.State },
				oneOf("placement_state", model.PlacementStates...), required, given),
			field("task_words", Text, func(e *c) any { return &e.TaskWords }, free, sealed, atMost(500),
				importedAs("opgave")),
			field("made_on", DateKind, func(e *c) any { return &e.MadeOn }, past),
			field("contacted_on", DateKind, func(e *c) any { return &e.ContactedOn }, past),
			field("agreed_on", DateKind, func(e *c) any { return &e.AgreedOn }, past),
			field("start_on", DateKind, func(e *c) any { return &e.StartOn }, near, workday, importedAs("start")),
			field("end_on", DateKind, func(e *c) any { return &e.EndOn }, future, lastDay, importedAs("slut")),
			field("ended_on", DateKind, func(e *c) any { return &e.EndedOn }, past, lastDay),
			field("ended_by", Choice, func(e *c) any { return &e.EndedBy }, oneOf("ended_by", model.EndedBy...)),
			field("end_reason", LongText, func(e *c) any { return &e.EndReason }, sealed),
			field("outcome", Choice, func(e *c) any { return &e.Outcome },
				oneOf("placement_outcome", model.Outcomes...)),
			field("target_group", Text, func(e *c) any { return &e.TargetGroup }, sealed),
			field("continues", Ref, func(e *c) any { return &e.ContinuesID }, to("placement")),
			field("continues_how", Choice, func(e *c) any { return &e.ContinuesHow },
				oneOf("continues", model.Continuations...)),
			field("extension_reason", LongText, func(e *c) any { return &e.ExtensionReason }, sealed),
			field("liked", TriKind, func(e *c) any { return &e.Liked }, sealed),
			field("learned", LongText, func(e *c) any { return &e.Learned }, sealed),
			field("next", Choice, func(e *c) any { return &e.Next }, oneOf("next_step", model.NextSteps...)),
			field("rep", Ref, func(e *c) any { return &e.RepID }, to("person")),
			field("rep_asked_on", DateKind, func(e *c) any { return &e.RepAskedOn }, past),
			field("rep_confirmed_on", DateKind, func(e *c) any { return &e.RepConfirmedOn }, past),
			field("colleagues_on", DateKind, func(e *c) any { return &e.ColleaguesOn }, past),
			field("statement_on", DateKind, func(e *c) any { return &e.StatementOn }, past),
			field("at_employer", TriKind, func(e *c) any { return &e.AtEmployer }),
			field("contract_on", DateKind, func(e *c) any { return &e.ContractOn }, past),
			field("vacated", TriKind, func(e *c) any { return &e.Vacated }),
			field("net_expansion", TriKind, func(e *c) any { return &e.NetExpansion }),
			field("employer_reason", LongText, func(e *c) any { return &e.EmployerReason }, sealed),
			field("applied_on", DateKind, func(e *c) any { return &e.AppliedOn }, past),
			field("citizen_setup", Choice, func(e *c) any { return &e.CitizenSetup },
				oneOf("satisfaction", model.Satisfaction...)),
			field("company_setup", Choice, func(e *c) any { return &e.CompanySetup },
				oneOf("satisfaction", model.Satisfaction...)),
			field("jobcentre_setup", Choice, func(e *c) any { return &e.JobCentreSetup },
				oneOf("satisfaction", model.Satisfaction...)),
			field("citizen_end", Choice, func(e *c) any { return &e.CitizenEnd },
				oneOf("satisfaction", model.Satisfaction...)),
			field("company_end", Choice, func(e *c) any { return &e.CompanyEnd },
				oneOf("satisfaction", model.Satisfaction...)),
			field("no_follow_up", Flag, func(e *c) any { return &e.NoFollowUp }),
			field("retention_closed", Flag, func(e *c) any { return &e.RetentionClosed }),
			field("note", LongText, func(e *c) any { return &e.Note }, sealed),
		}}
}

func checkPlacement(e model.Entity) error {
	p := e.(*model.Placement)
	if p.EndOn != 0 && p.EndOn < p.StartOn {
		return model.NewError(model.Invalid, "err.placement.end", nil).WithField("end_on")
	}
	if p.ContinuesID != "" && p.ContinuesID == p.ID {
		return model.NewError(model.Invalid, "err.placement.self", nil).WithField("continues")
	}
	return nil
}

// WeekType is the field table of Week.
func WeekType() *Type {
	type c = model.Week
	return &Type{
		Name: "week", Table: "weeks", New: func() model.Entity { return &c{} }, Personal: true, Check: checkWeek,
		Fields: []Field{
			field("placement", Ref, func(e *c) any { return &e.PlacementID }, to("placement"), required),
			field("monday", DateKind, func(e *c) any { return &e.Monday }, near, required, importedAs("uge", "week")),
			field("trial", HoursKind, func(e *c) any { return &e.Trial }, importedAs("praktik", "praktiktimer")),
			field("paid", HoursKind, func(e *c) any { return &e.Paid }, importedAs("loentimer", "ordinaere timer")),
			field("agreed", Number, func(e *c) any { return &e.Agreed }, atMost(7),
				importedAs("aftalt", "aftalte dage")),
			field("met", Number, func(e *c) any { return &e.Met }, atMost(7), importedAs("moedt", "moedte dage")),
			field("excused", Number, func(e *c) any { return &e.Excused }, atMost(7), importedAs("afbud")),
			field("no_show", Number, func(e *c) any { return &e.NoShow }, atMost(7),
				importedAs("udeblivelse", "udeblevet")),
			field("source", Choice, func(e *c) any { return &e.Source }, oneOf("week_source", model.WeekSources...),
				importedAs("kilde")),
			field("note", LongText, func(e *c) any { return &e.Note }, sealed, importedAs("note")),
		}}
}

func checkWeek(e model.Entity) error {
	w := e.(*model.Week)
	switch {
	case w.Monday.Weekday() != time.Monday:
		return model.NewError(model.Invalid, "err.week.monday", nil).WithField("monday")
	case w.Total() > model.FullWeek:
		return model.NewError(model.Invalid, "err.hours.week", nil).
			WithField(map[bool]string{true: "paid", false: "trial"}[w.Paid.V > 0])
	case w.Agreed.Known && w.Met.V+w.Excused.V+w.NoShow.V > w.Agreed.V:
		return model.NewError(model.Invalid, "err.week.days", nil).WithField("agreed")
	}
	return nil
}
