package schema

import (
	"jobspor/model"
)

// CitizenType is the field table of Citizen.
func CitizenType() *Type {
	type c = model.Citizen
	return &Type{
		Name: "citizen", Table: "citizens", New: func() model.Entity { return &c{} }, Personal: true, Letter: "B",
		Check: checkCitizen, Fields: []Field{
			field("ref", Text, func(e *c) any { return &e.Ref }, given),
			field("first_name", Text, func(e *c) any { return &e.FirstName }, sealed, required,
				importedAs("fornavn", "navn", "name", "first name")),
			field("last_name", Text, func(e *c) any { return &e.LastName }, sealed,
				importedAs("efternavn", "last name")),
			field("case_ref", Text, func(e *c) any { return &e.CaseRef }, sealed,
				importedAs("sagsnr", "sagsnummer", "journalnr", "case", "case number")),
			field("phone", Text, func(e *c) any { return &e.Phone }, sealed, telephone,
				importedAs("telefon", "tlf", "mobil")),
			field("mail", Text, func(e *c) any { return &e.Mail }, sealed, check(model.CheckMail, model.NormalMail),
				importedAs("email", "e mail")),
			field("postcode", Text, func(e *c) any { return &e.Postcode }, sealed,
				check(model.CheckPostcode, model.NormalPostcode),
				importedAs("postnr", "postnummer")),
			field("hours_now", HoursKind, func(e *c) any { return &e.HoursNow }, sealed,
				importedAs("timer nu", "timer")),
			field("hours_hoped", HoursKind, func(e *c) any { return &e.HoursHoped }, sealed,
				importedAs("oensket timetal", "timer haab")),
			field("days", Choices, func(e *c) any { return &e.Days }, sealed, oneOf("day", model.Days...),
				importedAs("dage", "ugedage")),
			field("day_parts", Choices, func(e *c) any { return &e.DayParts }, sealed,
				oneOf("day_part", model.DayParts...), importedAs("tidspunkt")),
			field("transport", Choices, func(e *c) any { return &e.Transport }, sealed,
				oneOf("transport", model.Transport...), importedAs("transportform")),
			field("max_minutes", Number, func(e *c) any { return &e.MaxMinutes }, sealed, atMost(300),
				importedAs("hoejst minutter", "rejsetid")),
			field("danish", Choice, func(e *c) any { return &e.Danish }, sealed, oneOf("danish", model.DanishLevels...),
				importedAs("dansk")),
			field("languages", Text, func(e *c) any { return &e.Languages }, sealed,
				importedAs("sprog", "andre sprog")),
			field("licences", Choices, func(e *c) any { return &e.Licences }, sealed,
				oneOf("licence", model.Licences...), importedAs("koerekort", "certifikater")),
			field("conditions", Choices, func(e *c) any { return &e.Conditions }, sealed,
				oneOf("condition", model.ConditionKeys()...), importedAs("hensyn", "skaanehensyn")),
			field("wishes", LongText, func(e *c) any { return &e.Wishes }, sealed, importedAs("oensker")),
			field("skills", LongText, func(e *c) any { return &e.Skills }, sealed,
				importedAs("kompetencer", "erfaring")),
			field("target_group", Text, func(e *c) any { return &e.TargetGroup }, sealed, importedAs("maalgruppe")),
			field("started_on", DateKind, func(e *c) any { return &e.StartedOn },
				near, importedAs("start", "startdato")),
			field("responsible", Ref, func(e *c) any { return &e.Responsible }, to("consultant"),
				importedAs("ansvarlig", "konsulent")),
			field("caseworker", Text, func(e *c) any { return &e.Caseworker }, sealed),
			field("caseworker_phone", Text, func(e *c) any { return &e.CaseworkerPhone }, sealed, telephone),
			field("caseworker_from", DateKind, func(e *c) any { return &e.CaseworkerFrom }, sealed, near),
			field("status", Choice, func(e *c) any { return &e.Status },
				oneOf("citizen_status", "active", "paused", "closed")),
			field("closed_on", DateKind, func(e *c) any { return &e.ClosedOn }, past),
			field("anonymised_on", DateKind, func(e *c) any { return &e.AnonymisedOn }, sealed, past, given),
			field("note", LongText, func(e *c) any { return &e.Note }, sealed, importedAs("noter", "bemaerkning")),
		}}
}

func checkCitizen(e model.Entity) error {
	c := e.(*model.Citizen)
	for _, h := range []struct {
		key string
		v   model.Opt[model.Hours]
	}{{"hours_now", c.HoursNow}, {"hours_hoped", c.HoursHoped}} {
		if h.v.Known && h.v.V > model.FullWeek {
			return model.NewError(model.Invalid, "err.hours.week", nil).WithField(h.key)
		}
	}
	return nil
}

// GoalType is the field table of Goal.
func GoalType() *Type {
	type c = model.Goal
	return &Type{
		Name: "goal", Table: "goals", New: func() model.Entity { return &c{} }, Personal: true, Fields: []Field{
			field("citizen", Ref, func(e *c) any { return &e.CitizenID }, to("citizen"), required),
			field("rank", Number, func(e *c) any { return &e.Rank }, atMost(99), importedAs("nr", "prioritet")),
			field("words", Text, func(e *c) any { return &e.Words }, free, sealed, required,
				importedAs("jobmaal", "maal", "goal"), atMost(2000)),
			field("occupations", Lines, func(e *c) any { return &e.Occupations }, sealed, importedAs("stillinger")),
			field("status", Choice, func(e *c) any { return &e.Status }, oneOf("goal_status", model.GoalStates...)),
			field("learned", LongText, func(e *c) any { return &e.Learned }, sealed, importedAs("laert")),
			field("set_on", DateKind, func(e *c) any { return &e.SetOn }, past),
		}}
}

// ConsentType is the field table of Consent.
func ConsentType() *Type {
	type c = model.Consent
	return &Type{
		Name: "consent", Table: "consents", New: func() model.Entity { return &c{} }, Personal: true,
		Check: checkConsent, Fields: []Field{
			field("citizen", Ref, func(e *c) any { return &e.CitizenID }, to("citizen"), required),
			field("company", Ref, func(e *c) any { return &e.CompanyID }, to("company"), required),
			field("purpose", Text, func(e *c) any { return &e.Purpose }, free, sealed),
			field("covers", Choices, func(e *c) any { return &e.Covers }, sealed,
				oneOf("consent_topic", model.ConsentTopics...)),
			field("scope", LongText, func(e *c) any { return &e.Scope }, sealed),
			field("given_on", DateKind, func(e *c) any { return &e.GivenOn }, past, required),
			field("until", DateKind, func(e *c) any { return &e.Until }, future, lastDay),
			field("withdrawn_on", DateKind, func(e *c) any { return &e.WithdrawnOn }, past),
		}}
}

func checkConsent(e model.Entity) error {
	c := e.(*model.Consent)
	if (c.Until != 0 && c.Until < c.GivenOn) || (c.WithdrawnOn != 0 && c.WithdrawnOn < c.GivenOn) {
		return model.NewError(model.Invalid, "err.dates.order", nil).WithField("given_on")
	}
	return nil
}
