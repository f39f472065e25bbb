package model

import "strings"

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
	Status      string // active, paused, closed
	ClosedOn    Date
	Note        string
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
	Scope       string // what may be shared, in words
	GivenOn     Date
	Until       Date
	WithdrawnOn Date
}

// Holds reports whether the consent is in force on the day.
func (c *Consent) Holds(on Date) bool {
	return c.GivenOn != 0 && c.GivenOn <= on && (c.WithdrawnOn == 0 || on < c.WithdrawnOn) && (c.Until == 0 || on <= c.Until)
}

// CitizenType is the field table of Citizen.
func CitizenType() *Type {
	type c = Citizen
	return &Type{Name: "citizen", Table: "citizens", New: func() Entity { return &c{} }, Personal: true, Letter: "B", Check: checkCitizen, Fields: []Field{
		field("ref", Text, func(e *c) any { return &e.Ref }, given),
		field("first_name", Text, func(e *c) any { return &e.FirstName }, sealed, required, alsoCalled("fornavn", "navn", "name", "first name")),
		field("last_name", Text, func(e *c) any { return &e.LastName }, sealed, alsoCalled("efternavn", "last name")),
		field("case_ref", Text, func(e *c) any { return &e.CaseRef }, sealed, alsoCalled("sagsnr", "sagsnummer", "journalnr", "case", "case number")),
		field("phone", Text, func(e *c) any { return &e.Phone }, sealed, check(CheckPhone), alsoCalled("telefon", "tlf", "mobil")),
		field("mail", Text, func(e *c) any { return &e.Mail }, sealed, check(CheckMail), alsoCalled("email", "e mail")),
		field("postcode", Text, func(e *c) any { return &e.Postcode }, sealed, check(CheckPostcode), alsoCalled("postnr", "postnummer")),
		field("hours_now", HoursKind, func(e *c) any { return &e.HoursNow }, sealed, alsoCalled("timer nu", "timer")),
		field("hours_hoped", HoursKind, func(e *c) any { return &e.HoursHoped }, sealed, alsoCalled("oensket timetal", "timer haab")),
		field("days", Choices, func(e *c) any { return &e.Days }, sealed, oneOf("day", Days...), alsoCalled("dage", "ugedage")),
		field("day_parts", Choices, func(e *c) any { return &e.DayParts }, sealed, oneOf("day_part", DayParts...), alsoCalled("tidspunkt")),
		field("transport", Choices, func(e *c) any { return &e.Transport }, sealed, oneOf("transport", Transport...), alsoCalled("transportform")),
		field("max_minutes", Number, func(e *c) any { return &e.MaxMinutes }, sealed, most(300), alsoCalled("hoejst minutter", "rejsetid")),
		field("danish", Choice, func(e *c) any { return &e.Danish }, sealed, oneOf("danish", DanishLevels...), alsoCalled("dansk")),
		field("languages", Text, func(e *c) any { return &e.Languages }, sealed, alsoCalled("sprog", "andre sprog")),
		field("licences", Choices, func(e *c) any { return &e.Licences }, sealed, oneOf("licence", Licences...), alsoCalled("koerekort", "certifikater")),
		field("conditions", Choices, func(e *c) any { return &e.Conditions }, sealed, oneOf("condition", ConditionKeys()...), alsoCalled("hensyn", "skaanehensyn")),
		field("wishes", LongText, func(e *c) any { return &e.Wishes }, sealed, alsoCalled("oensker")),
		field("skills", LongText, func(e *c) any { return &e.Skills }, sealed, alsoCalled("kompetencer", "erfaring")),
		field("target_group", Text, func(e *c) any { return &e.TargetGroup }, sealed, alsoCalled("maalgruppe")),
		field("started_on", DateKind, func(e *c) any { return &e.StartedOn }, alsoCalled("start", "startdato")),
		field("responsible", Ref, func(e *c) any { return &e.Responsible }, to("consultant"), alsoCalled("ansvarlig", "konsulent")),
		field("status", Choice, func(e *c) any { return &e.Status }, oneOf("citizen_status", "active", "paused", "closed")),
		field("closed_on", DateKind, func(e *c) any { return &e.ClosedOn }),
		field("note", LongText, func(e *c) any { return &e.Note }, sealed, alsoCalled("noter", "bemaerkning")),
	}}
}

func checkCitizen(e Entity) error {
	c := e.(*Citizen)
	for _, h := range []struct {
		key string
		v   Opt[Hours]
	}{{"hours_now", c.HoursNow}, {"hours_hoped", c.HoursHoped}} {
		if h.v.Known && h.v.V > FullWeek {
			return Fail(Invalid, "err.hours.week", nil).At(h.key)
		}
	}
	return nil
}

// Name is first and last name.
func (c *Citizen) Name() string { return strings.TrimSpace(c.FirstName + " " + c.LastName) }

// Initials as lists show them: "A.H.".
func (c *Citizen) Initials() string {
	var b strings.Builder
	for w := range strings.FieldsSeq(c.FirstName + " " + c.LastName) {
		for _, r := range w {
			b.WriteString(strings.ToUpper(string(r)) + ".")
			break
		}
	}
	return b.String()
}

// GoalType is the field table of Goal.
func GoalType() *Type {
	type c = Goal
	return &Type{Name: "goal", Table: "goals", New: func() Entity { return &c{} }, Personal: true, Fields: []Field{
		field("citizen", Ref, func(e *c) any { return &e.CitizenID }, to("citizen"), required),
		field("rank", Number, func(e *c) any { return &e.Rank }, most(99), alsoCalled("nr", "prioritet")),
		field("words", Text, func(e *c) any { return &e.Words }, sealed, required, alsoCalled("jobmaal", "maal", "goal"), most(2000)),
		field("occupations", Lines, func(e *c) any { return &e.Occupations }, sealed, alsoCalled("stillinger")),
		field("status", Choice, func(e *c) any { return &e.Status }, oneOf("goal_status", GoalStates...)),
		field("learned", LongText, func(e *c) any { return &e.Learned }, sealed, alsoCalled("laert")),
		field("set_on", DateKind, func(e *c) any { return &e.SetOn }),
	}}
}

// ConsentType is the field table of Consent.
func ConsentType() *Type {
	type c = Consent
	return &Type{Name: "consent", Table: "consents", New: func() Entity { return &c{} }, Personal: true, Check: checkConsent, Fields: []Field{
		field("citizen", Ref, func(e *c) any { return &e.CitizenID }, to("citizen"), required),
		field("company", Ref, func(e *c) any { return &e.CompanyID }, to("company"), required),
		field("purpose", Text, func(e *c) any { return &e.Purpose }, sealed),
		field("scope", LongText, func(e *c) any { return &e.Scope }, sealed),
		field("given_on", DateKind, func(e *c) any { return &e.GivenOn }, required),
		field("until", DateKind, func(e *c) any { return &e.Until }),
		field("withdrawn_on", DateKind, func(e *c) any { return &e.WithdrawnOn }),
	}}
}

func checkConsent(e Entity) error {
	c := e.(*Consent)
	if (c.Until != 0 && c.Until < c.GivenOn) || (c.WithdrawnOn != 0 && c.WithdrawnOn < c.GivenOn) {
		return Fail(Invalid, "err.dates.order", nil).At("given_on")
	}
	return nil
}
