// Package programme holds the definitions of programmes (indsatser), the enrolment of citizens in them, and the
// progress checks (progressionsmålinger).
//
// Order inside: programme, progress, check, length, course, evidence, decide, plan. It promises pure functions: what is
// decided is returned as a change set.
package programme

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
)

// Bilingual is a text in both languages.
type Bilingual struct{ Da, En string }

// In gives the text in a language, "da" or "en".
func (s Bilingual) In(code string) string {
	if code == "en" {
		return s.En
	}
	return s.Da
}

// Programme (indsats) is the definition of one effort: what is done, in what order, with whom, how often, and what is
// counted. It is data read from a readable file (see Check), so that a municipality can have its own. Editions
// are kept apart: an enrolment follows the one it began with.
type Programme struct {
	Key     string // such as "jobfirst"
	Edition string // "2026-1": a year and a number in it
	Name    Bilingual
	Short   Bilingual // for narrow places; the name when the file gives none
	Target  Bilingual // the target group (målgruppe) in words
	Aim     Bilingual // what it is to achieve, in the source's words
	Method  Bilingual
	Note    Bilingual // where sources differ, and what they leave open
	Source  Bilingual // where it is from
	Theme   string    // for definitions that belong together, such as "metodeudvikling 4"

	Order          bool // the elements that belong to no part follow one another; otherwise they go side by side
	Length         model.Opt[int]
	LengthAsked    bool      // the length is not given: it is typed at enrolment
	LengthHint     Bilingual // what the sources say of the length
	Equal          bool      // the phases are equally long
	Trial          bool      // the citizens are in a treatment or a control group
	CountsAfterEnd bool      // who ended still counts in the denominator, unless the outcome leaves it
	Voluntary      bool      // steps are voluntary unless the plan says who else decided
	PlanKinds      []string
	ExtraSections  []string // what the page of a course shows of its placements besides, of ExtraSections

	Questions  []Question // asked about everybody enrolled
	Parts      []Part
	Elements   []Element
	Phases     []Phase
	Tracks     []Named
	Triage     []Named
	NoMatch    []string // triage groups for whom no workplace is looked for
	Follows    []Follow
	Roles      []Role
	Contacts   []RequiredContact
	Progress   []string // keys of progress items
	Exemptions []Named
	Outcomes   []Outcome
	Figures    []FigureLine

	Prerequisites []Named // what it presupposes of the team that carries it out

	Text string // the file it was read from, in TOML
}

// Named is a row of a definition that has a key and words only. What explains it.
type Named struct {
	Key  string
	Name Bilingual
	What Bilingual
}

// Part (del) is a group of elements that follow one another, or go side by side.
type Part struct {
	Named
	Order bool
}

// Element (kerneelement, trin) is something that is to be done and ticked.
type Element struct {
	Named
	Also     Bilingual      // the name that another source gives it
	Part     string         // key of a Part, may be empty
	After    []string       // elements that come before it, besides the order of its part
	Groups   []string       // triage groups that it is for; none is all
	Evidence []string       // what shows it, of EvidenceKinds
	Due      model.Opt[int] // days after the start, where the definition says so
	Asks     bool           // ticking it asks for the next step and its date
	If       string         // "question answer": it is only to be done where that is the answer
	Before   string         // a phase that it is to be done by the first day of
}

// Phase (fase) is a stretch of the course.
type Phase struct {
	Named
	Days model.Opt[int] // unknown when the phases are equally long
}

// Follow (hvad følger) is what a triage group leads to.
type Follow struct {
	Named
	Group string
	Joins bool // the citizen takes part in the effort itself
}

// Role (rolle) is somebody who belongs to a course.
type Role struct {
	Named
	Must bool
}

// RequiredContact (kontakt) is a contact that is to be had again and again: a joint follow-up, a motivation talk, days
// on site.
type RequiredContact struct {
	Named
	Every model.Opt[int] // days; unknown is typed for each course
	Days  model.Opt[int] // for staff on site: days in a week
}

// Outcome (resultat) is a way in which a course ends.
type Outcome struct {
	Named
	Aim    bool // what the effort is for
	Leaves bool // the citizen leaves the denominators for good
}

// FigureLine (tal) is a figure that the effort is followed by, with its lines.
type FigureLine struct {
	Key   string    // of FigureKeys
	Weeks []int     // for retention: after how many weeks, 1..MaxRetention, upwards; none is 4, 13 and 26
	Name  Bilingual // how the effort says it; may be empty
	Lines []TargetLine
	// Sector is one of model.Sectors where the effort is about such workplaces only; of placements elsewhere nothing
	// counts.
	Sector string
}

// MaxRetention is the longest time after the first paid hours that retention is asked about, in weeks: five years.
const MaxRetention = 260

// TargetLine is a line beside a figure: a target of the effort, or a published result to be set beside it, named so.
type TargetLine struct {
	Percent  int // 0..100
	Name     Bilingual
	Targeted bool // a target; else a published reference
}

// EvidenceKinds are what can show that an element was done: rows of a type, some of them only of a kind.
var EvidenceKinds = []string{"placement", "placement.trial", "placement.traineeship", "placement.ordinary",
	"agreement", "week.paid", "contact", "contact.met", "goal", "check", "planline"}

// ExtraSections is what a definition can ask to see of the placements on the page of a course: how satisfied both sides
// are with the set-up, and how stable the attendance is.
var ExtraSections = []string{"satisfaction", "attendance"}

// FigureKeys are the keys of the figures that a definition can name.
var FigureKeys = []string{"touched", "traineeship", "traineeship13", "company_directed", "paid_mean", "paid_hours",
	"first_contact", "first_trial", "first_paid", "retention", "face_to_face", "caseload", "satisfaction", "attendance",
	"company_paid", "outcomes", "on_time", "sessions"}

// SectorFigures are the keys of those that are about placements, and so can be about one sector only.
var SectorFigures = []string{"traineeship", "traineeship13", "company_directed", "satisfaction", "attendance",
	"company_paid"}

// Sorted puts programmes in order: by key, the newest edition of each first.
func Sorted(list []*Programme) []*Programme {
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(a, b *Programme) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), -compareEditions(a.Edition, b.Edition))
	})
	return out
}

// Newest selects the newest edition of each.
func Newest(list []*Programme) []*Programme {
	return slices.CompactFunc(Sorted(list), func(a, b *Programme) bool { return a.Key == b.Key })
}

// ForEnrolment finds the edition that an enrolment follows, else the newest of its key, else nil. exact is false when
// the edition itself is gone.
func ForEnrolment(list []*Programme, e *model.Enrolment) (p *Programme, exact bool) {
	for _, c := range Sorted(list) {
		if c.Key != e.Programme {
			continue
		}
		if c.Edition == e.Edition {
			return c, true
		}
		if p == nil {
			p = c
		}
	}
	return p, false
}

func compareEditions(a, b string) int {
	ya, na, _ := strings.Cut(a, "-")
	yb, nb, _ := strings.Cut(b, "-")
	num := func(s string) int { n, _ := strconv.Atoi(s); return n }
	return cmp.Or(cmp.Compare(num(ya), num(yb)), cmp.Compare(num(na), num(nb)))
}

// ShortName is the name for narrow places: the short one where there is one.
func (p *Programme) ShortName(code string) string {
	if s := p.Short.In(code); s != "" {
		return s
	}
	return p.Name.In(code)
}

// Element finds an element by its key, nil when there is none.
func (p *Programme) Element(key string) *Element {
	if i := slices.IndexFunc(p.Elements, func(e Element) bool { return e.Key == key }); i >= 0 {
		return &p.Elements[i]
	}
	return nil
}

// Contact finds a required contact by its key, nil when there is none.
func (p *Programme) Contact(key string) *RequiredContact {
	if i := slices.IndexFunc(p.Contacts, func(c RequiredContact) bool { return c.Key == key }); i >= 0 {
		return &p.Contacts[i]
	}
	return nil
}

// Outcome finds an outcome by its key, nil when there is none.
func (p *Programme) Outcome(key string) *Outcome {
	if i := slices.IndexFunc(p.Outcomes, func(o Outcome) bool { return o.Key == key }); i >= 0 {
		return &p.Outcomes[i]
	}
	return nil
}

// Word finds what a key of the definition is called; kind is its section: element, part, phase, track, triage, follow,
// role, contact, exemption, outcome or prerequisite. It gives the key itself when the definition does not have it.
func (p *Programme) Word(kind, key, code string) string {
	for _, n := range p.Rows(kind) {
		if n.Key == key {
			return n.Name.In(code)
		}
	}
	return key
}

// Rows lists the rows of one section, see Word; a contact is found among the elements as well, for both are ticked.
func (p *Programme) Rows(kind string) []Named {
	switch kind {
	case "track":
		return p.Tracks
	case "triage":
		return p.Triage
	case "exemption":
		return p.Exemptions
	case "prerequisite":
		return p.Prerequisites
	case "element":
		return append(rowsOf(p.Elements, func(e Element) Named { return e.Named }), p.Rows("contact")...)
	case "question":
		return rowsOf(p.Questions, func(e Question) Named { return e.Named })
	case "part":
		return rowsOf(p.Parts, func(e Part) Named { return e.Named })
	case "phase":
		return rowsOf(p.Phases, func(e Phase) Named { return e.Named })
	case "follow":
		return rowsOf(p.Follows, func(e Follow) Named { return e.Named })
	case "role":
		return rowsOf(p.Roles, func(e Role) Named { return e.Named })
	case "contact":
		return rowsOf(p.Contacts, func(e RequiredContact) Named { return e.Named })
	case "outcome":
		return rowsOf(p.Outcomes, func(e Outcome) Named { return e.Named })
	}
	return nil
}

func rowsOf[T any](list []T, named func(T) Named) []Named {
	out := make([]Named, len(list))
	for i, row := range list {
		out[i] = named(row)
	}
	return out
}

// ElementsFor lists the elements of an enrolment: those for its triage group, before a triage those for everybody, and
// of those that depend on an answer the ones whose answer was given.
func (p *Programme) ElementsFor(e *model.Enrolment) []Element {
	return slices.DeleteFunc(slices.Clone(p.Elements), func(el Element) bool {
		question, answer, asked := strings.Cut(el.If, " ")
		return len(el.Groups) > 0 && !slices.Contains(el.Groups, e.Triage) ||
			asked && model.KeyedLine(e.Answers, question) != answer
	})
}

// FollowsFor lists what a triage group can lead to.
func (p *Programme) FollowsFor(group string) []Follow {
	var out []Follow
	for _, f := range p.Follows {
		if f.Group == group {
			out = append(out, f)
		}
	}
	return out
}
