package model

import (
	"strconv"
	"strings"
)

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
	Redrawn    []string // earlier groups, the latest last: "2026-11-26 control seed 2026 no 3", the day it was changed
	RedrawWhy  []string // why each was changed: "2026-11-26 reason"
	Answers    []string // "question answer": what the programme asks about everybody, such as its target group
	Due        []string // "element 2026-12-01": by when an element is to be done on this course
	Rhythm     []string // "contact 28": how many days may lie between two of a required contact

	Triage       string // the programme's triage group, a key of its definition
	TriageOn     Date
	TriageReason string
	TriageNext   string   // what follows from it, a key of its definition
	Triaged      []string // earlier triages, the latest last: "2026-09-08 2 forberedelse: reason"

	PreviousID string // the enrolment that this one follows
	EndedOn    Date
	Outcome    string // a key of the programme's outcomes
	EndReason  string
	Note       string
}

// EnrolmentGroups of a controlled trial (indsatsgruppe, kontrolgruppe).
var EnrolmentGroups = []string{"treatment", "control"}

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

// Tick (afkrydsning) says that an element of a programme was done for an enrolled citizen, when, and what shows it.
type Tick struct {
	Head
	EnrolmentID string
	Element     string // key of the programme's element
	On          Date
	Note        string
	// the next step that was agreed with it, where the element asks for one; a step of the plan is made of it
	Next         string
	NextOn       Date
	EvidenceType string // type of the row that shows it: placement, agreement, contact, week, goal, check
	EvidenceID   string
	By           string
}

// PlanLine is one line of an enrolled citizen's plan (planark), in the citizen's own words: a goal or step on a track,
// a choice and who made it, a talk, an employer met.
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
	Presence    string   // for session: one of Presences
	Position    Opt[int]
}

// Presences (fremmøde) at a group session (gruppemøde): met, sent word, or neither.
var Presences = []string{"met", "excused", "no_show"}

// PlanKinds of a PlanLine; step is voluntary unless somebody else decided it.
var PlanKinds = []string{"goal", "step", "choice", "talk", "met", "works", "attended", "session"}

// Deciders say whose decision a line of the plan was.
var Deciders = []string{"citizen", "together", "consultant", "other"}

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

// Open reports whether the enrolment still runs.
func (e *Enrolment) Open() bool { return e.EndedOn == 0 }

// LastDay is the last day of the course by its length; 0 when that is not known.
func (e *Enrolment) LastDay() Date {
	if !e.Days.Known || e.Days.V < 1 {
		return 0
	}
	return e.StartOn.Add(e.Days.V - 1)
}

// RoleName is who has a role, "" when nobody.
func (e *Enrolment) RoleName(key string) string { return KeyedLine(e.Roles, key) }

// Regrouping is a group that an enrolment had before, until the day it was changed, and why it was.
type Regrouping struct {
	On                Date
	Group, Drawn, Why string
}

// Regroupings are the groups that an enrolment of a controlled trial had before, the latest last.
func (e *Enrolment) Regroupings() (out []Regrouping) {
	for i, line := range e.Redrawn {
		day, was, _ := strings.Cut(line, " ")
		r := Regrouping{}
		r.Group, r.Drawn, _ = strings.Cut(was, " ")
		r.On, _ = ParseDate(day, 0)
		if i < len(e.RedrawWhy) {
			_, r.Why, _ = strings.Cut(e.RedrawWhy[i], " ")
		}
		out = append(out, r)
	}
	return out
}

// KeyedLine finds the rest of the line that begins with the key and a space, "" when there is none.
func KeyedLine(lines []string, key string) string {
	for _, l := range lines {
		if k, v, ok := strings.Cut(l, " "); ok && k == key {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

// Values reads the answers of a check, by item.
func (c *ProgressCheck) Values() map[string]int {
	out := map[string]int{}
	for _, a := range c.Answers {
		k, v, _ := strings.Cut(a, " ")
		if n, err := strconv.Atoi(strings.TrimSpace(v)); err == nil {
			out[k] = n
		}
	}
	return out
}
