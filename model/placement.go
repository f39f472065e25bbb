package model

// Placement (forløb) is one course of a citizen at a workplace, from the first idea to its end: a trial visit
// (snusepraktik), a traineeship (virksomhedspraktik), a wage subsidy (løntilskud), a flex job (fleksjob) or ordinary
// hours (ordinære løntimer). Paid hours beside a traineeship at the same workplace (hybridpraktik) are one placement
// whose ladder has both.
type Placement struct {
	Head
	Ref        string // F-0041, given by the store
	CitizenID  string
	CompanyID  string
	TaskID     string // of the workplace's task bank, may be empty
	GoalID     string // the job goal it serves
	Consultant string // who follows it
	Kind       string // one of PlacementKinds
	State      string // one of PlacementStates; moves only as Transitions allow
	TaskWords  string // what is tried, in words

	MadeOn      Date
	ContactedOn Date
	AgreedOn    Date
	StartOn     Date
	EndOn       Date   // the last day agreed, StartOn or later
	EndedOn     Date   // the day it really ended or was cancelled
	EndedBy     string // one of EndedBy
	EndReason   string
	Outcome     string // one of Outcomes

	TargetGroup     string // målgruppe when it was made; a key of the rule data, or the user's own word
	ContinuesID     string // the placement that this one continues
	ContinuesHow    string // one of Continuations
	ExtensionReason string // why it is prolonged, in writing

	Liked   Tri    // did the citizen like it
	Learned string // what was learned
	Next    string // one of NextSteps

	RepID           string // employee representative (medarbejderrepræsentant)
	RepAskedOn      Date
	RepConfirmedOn  Date
	ColleaguesOn    Date // the day the colleagues were heard
	StatementOn     Date // the written statement of employer and representative
	AtEmployer      Tri  // the workplace already employs the citizen
	ContractOn      Date // a written contract was handed out
	AppliedOn       Date // sent by VITAS
	CitizenSetup    string
	CompanySetup    string
	CitizenEnd      string
	CompanyEnd      string
	NoFollowUp      bool // nobody shall be reminded of follow-ups
	RetentionClosed bool // retention is followed by others now
	Note            string
}

// PlacementKinds are the instruments (redskaber), from a look to a job.
var PlacementKinds = []string{"trial", "traineeship", "subsidy", "flex", "ordinary"}

// PlacementStates in the order a placement goes through them; cancelled can be reached from any but ended.
var PlacementStates = []string{"suggested", "contacted", "agreed", "running", "ended", "cancelled"}

// OpenStates are those in which a placement goes on.
var OpenStates = PlacementStates[:4]

// PaidOutcomes are those after which ordinary paid hours go on, so that retention is followed.
var PaidOutcomes = []string{"paid_hours", "job"}

// EndedBy says whose decision an end was: the workplace's, the citizen's, the municipality's, or agreed between them.
var EndedBy = []string{"company", "citizen", "municipality", "together"}

// Outcomes is what came after a placement.
var Outcomes = []string{"paid_hours", "job", "education", "subsidy", "flex", "placement", "health", "none"}

// Continuations says how a placement continues another: extension (forlængelse) keeps the agreement, renewal (fornyelse)
// makes a new one.
var Continuations = []string{"extension", "renewal"}

// NextSteps is what follows a trial visit: a traineeship or paid hours here, another workplace, more time here, another
// job goal, or nothing yet.
var NextSteps = []string{"placement", "elsewhere", "again", "other_goal", "wait"}

// Satisfaction (tilfredshed) from the worst to the best, "meget tilfreds"; figures count the last.
var Satisfaction = []string{"very_dissatisfied", "dissatisfied", "neither", "satisfied", "very_satisfied"}

// Open reports whether a placement still goes on: neither ended nor cancelled.
func (p *Placement) Open() bool { return p.State != "ended" && p.State != "cancelled" }

// Last is the last day that counts: the real end, else the agreed one, else none.
func (p *Placement) Last() Date {
	if p.EndedOn != 0 {
		return p.EndedOn
	}
	return p.EndOn
}

// PlacementType is the field table of Placement.
func PlacementType() *Type {
	type c = Placement
	return &Type{Name: "placement", Table: "placements", New: func() Entity { return &c{} }, Personal: true, Letter: "F", Check: checkPlacement, Fields: []Field{
		field("ref", Text, func(e *c) any { return &e.Ref }, given),
		field("citizen", Ref, func(e *c) any { return &e.CitizenID }, to("citizen"), required),
		field("company", Ref, func(e *c) any { return &e.CompanyID }, to("company"), required),
		field("task", Ref, func(e *c) any { return &e.TaskID }, to("task")),
		field("goal", Ref, func(e *c) any { return &e.GoalID }, to("goal")),
		field("consultant", Ref, func(e *c) any { return &e.Consultant }, to("consultant")),
		field("kind", Choice, func(e *c) any { return &e.Kind }, oneOf("placement_kind", PlacementKinds...), required, alsoCalled("slags", "type")),
		field("state", Choice, func(e *c) any { return &e.State }, oneOf("placement_state", PlacementStates...), required, given),
		field("task_words", Text, func(e *c) any { return &e.TaskWords }, sealed, most(500), alsoCalled("opgave")),
		field("made_on", DateKind, func(e *c) any { return &e.MadeOn }),
		field("contacted_on", DateKind, func(e *c) any { return &e.ContactedOn }),
		field("agreed_on", DateKind, func(e *c) any { return &e.AgreedOn }),
		field("start_on", DateKind, func(e *c) any { return &e.StartOn }, alsoCalled("start")),
		field("end_on", DateKind, func(e *c) any { return &e.EndOn }, alsoCalled("slut")),
		field("ended_on", DateKind, func(e *c) any { return &e.EndedOn }),
		field("ended_by", Choice, func(e *c) any { return &e.EndedBy }, oneOf("ended_by", EndedBy...)),
		field("end_reason", LongText, func(e *c) any { return &e.EndReason }, sealed),
		field("outcome", Choice, func(e *c) any { return &e.Outcome }, oneOf("placement_outcome", Outcomes...)),
		field("target_group", Text, func(e *c) any { return &e.TargetGroup }, sealed),
		field("continues", Ref, func(e *c) any { return &e.ContinuesID }, to("placement")),
		field("continues_how", Choice, func(e *c) any { return &e.ContinuesHow }, oneOf("continues", Continuations...)),
		field("extension_reason", LongText, func(e *c) any { return &e.ExtensionReason }, sealed),
		field("liked", TriKind, func(e *c) any { return &e.Liked }, sealed),
		field("learned", LongText, func(e *c) any { return &e.Learned }, sealed),
		field("next", Choice, func(e *c) any { return &e.Next }, oneOf("next_step", NextSteps...)),
		field("rep", Ref, func(e *c) any { return &e.RepID }, to("person")),
		field("rep_asked_on", DateKind, func(e *c) any { return &e.RepAskedOn }),
		field("rep_confirmed_on", DateKind, func(e *c) any { return &e.RepConfirmedOn }),
		field("colleagues_on", DateKind, func(e *c) any { return &e.ColleaguesOn }),
		field("statement_on", DateKind, func(e *c) any { return &e.StatementOn }),
		field("at_employer", TriKind, func(e *c) any { return &e.AtEmployer }),
		field("contract_on", DateKind, func(e *c) any { return &e.ContractOn }),
		field("applied_on", DateKind, func(e *c) any { return &e.AppliedOn }),
		field("citizen_setup", Choice, func(e *c) any { return &e.CitizenSetup }, oneOf("satisfaction", Satisfaction...)),
		field("company_setup", Choice, func(e *c) any { return &e.CompanySetup }, oneOf("satisfaction", Satisfaction...)),
		field("citizen_end", Choice, func(e *c) any { return &e.CitizenEnd }, oneOf("satisfaction", Satisfaction...)),
		field("company_end", Choice, func(e *c) any { return &e.CompanyEnd }, oneOf("satisfaction", Satisfaction...)),
		field("no_follow_up", Flag, func(e *c) any { return &e.NoFollowUp }),
		field("retention_closed", Flag, func(e *c) any { return &e.RetentionClosed }),
		field("note", LongText, func(e *c) any { return &e.Note }, sealed),
	}}
}

func checkPlacement(e Entity) error {
	p := e.(*Placement)
	if p.EndOn != 0 && p.EndOn < p.StartOn {
		return Fail(Invalid, "err.placement.end", nil).At("end_on")
	}
	if p.ContinuesID != "" && p.ContinuesID == p.ID {
		return Fail(Invalid, "err.placement.self", nil).At("continues")
	}
	return nil
}
