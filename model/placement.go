package model

import (
	"slices"
)

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

	RepID          string // employee representative (medarbejderrepræsentant)
	RepAskedOn     Date
	RepConfirmedOn Date
	ColleaguesOn   Date // the day the colleagues were consulted
	StatementOn    Date // the written statement of employer and representative
	AtEmployer     Tri  // the workplace already employs the citizen
	ContractOn     Date // a written contract was handed out
	Vacated        Tri  // the post was left by a dismissal or resignation lately (it would replace paid staff)
	NetExpansion   Tri  // the workplace has more ordinary employees with it than before (merbeskæftigelse)
	EmployerReason string
	AppliedOn      Date // sent by VITAS
	// how satisfied the three askers are with how the placement was set up, and the two with the whole of it
	CitizenSetup    string
	CompanySetup    string
	JobCentreSetup  string
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

// Continuations says how a placement continues another: extension (forlængelse) keeps the agreement, renewal
// (fornyelse) makes a new one.
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

// Unpaid reports whether the instrument's own hours carry no pay.
func Unpaid(kind string) bool { return kind == "trial" || kind == "traineeship" }

// HasInstrument reports whether hours of this kind are of an instrument (unpaid, or with a subsidy), so that ordinary
// paid hours stand beside them.
func HasInstrument(kind string) bool { return kind != "ordinary" }

// InWeek gives the first and last day of the week of monday on which the placement runs; ok is false when it does not
// run in that week, has no first day yet, or was cancelled before it began.
func (p *Placement) InWeek(monday Date) (first, last Date, ok bool) {
	end := p.Last()
	if p.StartOn == 0 || (p.State == "cancelled" && p.EndedOn == 0) {
		return 0, 0, false
	}
	first, last = max(monday, p.StartOn), monday.Add(6)
	if end != 0 {
		last = min(last, end)
	}
	return first, last, first <= last
}

// LedToPay reports whether a placement ended in ordinary paid hours or a job, so that retention goes on.
func (p *Placement) LedToPay() bool {
	return p.State == "ended" && slices.Contains(PaidOutcomes, p.Outcome)
}
