package model

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Citizen is a person with job goals (borger). There is no CPR number and no field for a diagnosis: what work needs to
// take into account is a work condition. Everything that says who or how somebody is, is sealed.
type Citizen struct {
	Head
	Ref       string // B-0132, given by the store
	FirstName string
	LastName  string
	CaseRef   string // the number in the case system
	Phone     string
	Mail      string
	Postcode  string

	HoursNow   Opt[Hours] // a week, what is realistic to start with
	HoursHoped Opt[Hours] // a week, what the citizen hopes for
	Days       []string   // empty means not known
	DayParts   []string
	Transport  []string
	MaxMinutes Opt[int] // one way
	Danish     string
	Languages  string
	Licences   []string
	Conditions []string // work conditions needed
	Wishes     string   // in the citizen's own words
	Skills     string   // what the citizen can and has tried

	TargetGroup string // målgruppe; a key of the dated rule data, or the user's own word
	StartedOn   Date
	Responsible string
	// The caseworker (sagsbehandler) who decides in the case, with the phone and since when.
	Caseworker      string
	CaseworkerPhone string
	CaseworkerFrom  Date
	Status          string // active, paused, closed
	ClosedOn        Date
	AnonymisedOn    Date // the day when the person was taken out of the case, and the figures stayed
	Note            string
}

// Goal is a job goal (jobmål) in the citizen's own words; a citizen has one or more, ranked.
type Goal struct {
	Head
	CitizenID   string
	Rank        Opt[int] // 1 is first
	Words       string
	Occupations []string // IDs of occupations that the consultant confirmed; empty leaves it to the matcher
	Status      string   // wish, trying, tried, dropped
	Learned     string   // what trials taught
	SetOn       Date
}

// GoalStates of a Goal.
var GoalStates = []string{"wish", "trying", "tried", "dropped"}

// Consent (samtykke) is a citizen's permission to share named information with one workplace.
type Consent struct {
	Head
	CitizenID   string
	CompanyID   string
	Purpose     string
	Covers      []string // what may be shared, of ConsentTopics
	Scope       string   // besides, in own words; a consent from before there were topics has only these
	GivenOn     Date
	Until       Date
	WithdrawnOn Date
}

// Holds reports whether the consent is in force on the day.
func (c *Consent) Holds(on Date) bool {
	return c.GivenOn != 0 && c.GivenOn <= on && (c.WithdrawnOn == 0 || on < c.WithdrawnOn) &&
		(c.Until == 0 || on <= c.Until)
}

// SortTopics puts topics of consents in the order of the form, each once and without the empty one.
func SortTopics(topics []string) (out []string) {
	for _, topic := range ConsentTopics {
		if slices.Contains(topics, topic) {
			out = append(out, topic)
		}
	}
	return out
}

// Scoped reports whether the consent says what may be shared.
func (c *Consent) Scoped() bool { return len(c.Covers) > 0 || c.OwnWords() }

// OwnWords reports whether it says so in own words alone: what those cover is for a person to judge.
func (c *Consent) OwnWords() bool { return len(c.Covers) == 0 && strings.TrimSpace(c.Scope) != "" }

// Name is first and last name.
func (c *Citizen) Name() string { return strings.TrimSpace(c.FirstName + " " + c.LastName) }

// GivenName is what a workplace calls the citizen: the first name, initials where there is none. Of a whole name that
// was written as the first name, the last word is the last name, which does not leave with it.
func (c *Citizen) GivenName() string {
	words := strings.Fields(c.FirstName)
	if len(words) == 0 {
		return c.Initials()
	}
	if first, _, whole := c.SplitName(); whole {
		return first
	}
	return strings.Join(words, " ")
}

// SplitName takes apart what may be a whole name that was written as the first name: several words, and no last name.
func (c *Citizen) SplitName() (first, last string, whole bool) {
	words := strings.Fields(c.FirstName)
	if len(words) < 2 || strings.TrimSpace(c.LastName) != "" {
		return "", "", false
	}
	n := len(words) - 1
	return strings.Join(words[:n], " "), words[n], true
}

// Initials as lists show them: "A.H."; a sign that is no letter has no full stop.
func (c *Citizen) Initials() string {
	var b strings.Builder
	for w := range strings.FieldsSeq(c.FirstName + " " + c.LastName) {
		first, _ := utf8.DecodeRuneInString(w)
		b.WriteString(strings.ToUpper(string(first)))
		if unicode.IsLetter(first) {
			b.WriteString(".")
		}
	}
	return b.String()
}
