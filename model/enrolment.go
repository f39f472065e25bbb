package model

// Enrolment (indskrivning) is a citizen's time in a programme: which version of it, since when, with whom. Changing
// programme ends one and begins another, so that history stays.
type Enrolment struct {
	Head
	Ref        string // P-0007, given by the store
	CitizenID  string
	Programme  string // key of the programme definition
	Edition    string // the definition's version that it follows
	StartOn    Date
	Days       Opt[int] // length, for programmes with phases
	Consultant string
	Roles      []string // "role name", the role a key of the programme; who does what
	Group      string   // treatment or control, for programmes that are evaluated so
	Drawn      string   // how the group came about: "seed 2026 no 3", or "entered"
	Due        []string // "element 2026-12-01": by when an element is to be done on this course
	Rhythm     []string // "contact 28": how many days may lie between two of a required contact

	Triage       string // the programme's triage group, a key of its definition
	TriageOn     Date
	TriageReason string
	TriageNext   string // what follows from it, a key of its definition

	PreviousID string // the enrolment that this one follows
	EndedOn    Date
	Outcome    string // a key of the programme's outcomes
	EndReason  string
	Note       string
}

// EnrolmentGroups of a controlled trial (indsatsgruppe, kontrolgruppe).
var EnrolmentGroups = []string{"treatment", "control"}

// EnrolmentType is the field table of Enrolment.
func EnrolmentType() *Type {
	type c = Enrolment
	return &Type{Name: "enrolment", Table: "enrolments", New: func() Entity { return &c{} }, Personal: true, Letter: "P", Check: checkEnrolment, Fields: []Field{
		field("ref", Text, func(e *c) any { return &e.Ref }, given),
		field("citizen", Ref, func(e *c) any { return &e.CitizenID }, to("citizen"), required),
		field("programme", Text, func(e *c) any { return &e.Programme }, required, most(40)),
		field("edition", Text, func(e *c) any { return &e.Edition }, given),
		field("start_on", DateKind, func(e *c) any { return &e.StartOn }, required),
		field("days", Number, func(e *c) any { return &e.Days }, most(3660)),
		field("consultant", Ref, func(e *c) any { return &e.Consultant }, to("consultant")),
		field("roles", Lines, func(e *c) any { return &e.Roles }, sealed),
		field("group", Choice, func(e *c) any { return &e.Group }, oneOf("enrolment_group", EnrolmentGroups...)),
		field("drawn", Text, func(e *c) any { return &e.Drawn }, given),
		field("due", Lines, func(e *c) any { return &e.Due }, given),
		field("rhythm", Lines, func(e *c) any { return &e.Rhythm }, given),
		field("triage", Text, func(e *c) any { return &e.Triage }, most(40)),
		field("triage_on", DateKind, func(e *c) any { return &e.TriageOn }),
		field("triage_reason", LongText, func(e *c) any { return &e.TriageReason }, sealed),
		field("triage_next", Text, func(e *c) any { return &e.TriageNext }, most(40)),
		field("previous", Ref, func(e *c) any { return &e.PreviousID }, to("enrolment")),
		field("ended_on", DateKind, func(e *c) any { return &e.EndedOn }),
		field("outcome", Text, func(e *c) any { return &e.Outcome }, most(40)),
		field("end_reason", LongText, func(e *c) any { return &e.EndReason }, sealed),
		field("note", LongText, func(e *c) any { return &e.Note }, sealed),
	}}
}

func checkEnrolment(e Entity) error {
	if c := e.(*Enrolment); c.EndedOn != 0 && c.EndedOn < c.StartOn {
		return Fail(Invalid, "err.dates.order", nil).At("ended_on")
	}
	return nil
}

// Exemption (fritagelse) is a time in which an enrolled citizen is left out of the programme's denominators.
type Exemption struct {
	Head
	EnrolmentID string
	Code        string // a key of the programme's exemptions
	From        Date
	Until       Date // the last day; 0 is until further notice
	Reason      string
}

// Covers reports whether the exemption holds on the day.
func (x *Exemption) Covers(on Date) bool { return x.From <= on && (x.Until == 0 || on <= x.Until) }

// ExemptionType is the field table of Exemption.
func ExemptionType() *Type {
	type c = Exemption
	return &Type{Name: "exemption", Table: "exemptions", New: func() Entity { return &c{} }, Personal: true, Check: checkExemption, Fields: []Field{
		field("enrolment", Ref, func(e *c) any { return &e.EnrolmentID }, to("enrolment"), required),
		field("code", Text, func(e *c) any { return &e.Code }, required, most(40)),
		field("from", DateKind, func(e *c) any { return &e.From }, required),
		field("until", DateKind, func(e *c) any { return &e.Until }),
		field("reason", LongText, func(e *c) any { return &e.Reason }, sealed),
	}}
}

func checkExemption(e Entity) error {
	if x := e.(*Exemption); x.Until != 0 && x.Until < x.From {
		return Fail(Invalid, "err.dates.order", nil).At("until")
	}
	return nil
}

// Tick (afkrydsning) says that an element of a programme was done for an enrolled citizen, when, and what shows it.
type Tick struct {
	Head
	EnrolmentID  string
	Element      string // key of the programme's element
	On           Date
	Note         string
	Next         string // the next step that was agreed with it, where the element asks for one; a step of the plan is made of it
	NextOn       Date
	EvidenceType string // type of the row that shows it: placement, agreement, contact, week, goal, check
	EvidenceID   string
	By           string
}

// TickType is the field table of Tick.
func TickType() *Type {
	type c = Tick
	return &Type{Name: "tick", Table: "ticks", New: func() Entity { return &c{} }, Personal: true, Fields: []Field{
		field("enrolment", Ref, func(e *c) any { return &e.EnrolmentID }, to("enrolment"), required),
		field("element", Text, func(e *c) any { return &e.Element }, required, most(60)),
		field("on", DateKind, func(e *c) any { return &e.On }, required),
		field("note", LongText, func(e *c) any { return &e.Note }, sealed),
		field("next", Text, func(e *c) any { return &e.Next }, sealed),
		field("next_on", DateKind, func(e *c) any { return &e.NextOn }),
		field("evidence_type", Text, func(e *c) any { return &e.EvidenceType }, most(20)),
		field("evidence_id", Text, func(e *c) any { return &e.EvidenceID }, most(20)),
		field("by", Ref, func(e *c) any { return &e.By }, to("consultant")),
	}}
}

// PlanLine is one line of an enrolled citizen's plan (planark), in the citizen's own words: a goal or step on a track, a
// choice and who made it, a talk, an employer met.
type PlanLine struct {
	Head
	EnrolmentID string
	Kind        string // one of PlanKinds
	Track       string // key of the programme's track, may be empty
	Words       string
	Who         string // who decided, one of Deciders
	On          Date   // the day it was said, or is meant for
	DoneOn      Date
	CompanyID   string   // for an employer met
	Days        Opt[int] // for attended: days in the week that begins on On, 0..7
	Position    Opt[int]
}

// PlanKinds of a PlanLine; step is voluntary unless somebody else decided it.
var PlanKinds = []string{"goal", "step", "choice", "talk", "met", "works", "attended"}

// Deciders say whose decision a line of the plan was.
var Deciders = []string{"citizen", "together", "consultant", "other"}

// PlanLineType is the field table of PlanLine.
func PlanLineType() *Type {
	type c = PlanLine
	return &Type{Name: "planline", Table: "planlines", New: func() Entity { return &c{} }, Personal: true, Check: checkPlanLine, Fields: []Field{
		field("enrolment", Ref, func(e *c) any { return &e.EnrolmentID }, to("enrolment"), required),
		field("kind", Choice, func(e *c) any { return &e.Kind }, oneOf("plan_kind", PlanKinds...), required),
		field("track", Text, func(e *c) any { return &e.Track }, most(40)),
		field("words", LongText, func(e *c) any { return &e.Words }, sealed),
		field("who", Choice, func(e *c) any { return &e.Who }, oneOf("decider", Deciders...)),
		field("on", DateKind, func(e *c) any { return &e.On }),
		field("done_on", DateKind, func(e *c) any { return &e.DoneOn }),
		field("company", Ref, func(e *c) any { return &e.CompanyID }, to("company")),
		field("days", Number, func(e *c) any { return &e.Days }, most(7)),
		field("position", Number, func(e *c) any { return &e.Position }),
	}}
}

// checkPlanLine asks for what a line says: days for staff on site, a workplace or words for an employer met, else words.
func checkPlanLine(e Entity) error {
	switch l := e.(*PlanLine); {
	case l.Kind == "attended" && !l.Days.Known:
		return Fail(Invalid, "err.required", nil).At("days")
	case l.Kind == "attended" || l.Words != "" || l.Kind == "met" && l.CompanyID != "":
		return nil
	}
	return Fail(Invalid, "err.required", nil).At("words")
}

// ProgressCheck (progressionsmåling) is one round of answers, usually every third month. The answers never reach
// matching, lists or what goes to a workplace.
type ProgressCheck struct {
	Head
	CitizenID   string
	EnrolmentID string
	On          Date
	By          string
	Answers     []string // "item value", the item a key of the progress items
	NextStep    string   // the citizen's next step, in own words
	Note        string
}

// ProgressCheckType is the field table of ProgressCheck.
func ProgressCheckType() *Type {
	type c = ProgressCheck
	return &Type{Name: "check", Table: "checks", New: func() Entity { return &c{} }, Personal: true, Fields: []Field{
		field("citizen", Ref, func(e *c) any { return &e.CitizenID }, to("citizen"), required),
		field("enrolment", Ref, func(e *c) any { return &e.EnrolmentID }, to("enrolment")),
		field("on", DateKind, func(e *c) any { return &e.On }, required),
		field("by", Ref, func(e *c) any { return &e.By }, to("consultant")),
		field("answers", Lines, func(e *c) any { return &e.Answers }, sealed),
		field("next_step", Text, func(e *c) any { return &e.NextStep }, sealed),
		field("note", LongText, func(e *c) any { return &e.Note }, sealed),
	}}
}
