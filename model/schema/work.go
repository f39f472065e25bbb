package schema

import (
	"jobspor/model"
)

// ConsultantType is the field table of Consultant.
func ConsultantType() *Type {
	type c = model.Consultant
	return &Type{Name: "consultant", Table: "consultants", New: func() model.Entity { return &c{} }, Fields: []Field{
		field("name", Text, func(e *c) any { return &e.Name }, required, importedAs("navn")),
		field("initials", Text, func(e *c) any { return &e.Initials }, required, atMost(6), unique, anyCase,
			importedAs("initialer")),
		field("team", Text, func(e *c) any { return &e.Team }),
		field("login", Text, func(e *c) any { return &e.Login }),
		field("inactive", Flag, func(e *c) any { return &e.Inactive }),
		field("role", Choice, func(e *c) any { return &e.Role }, oneOf("consultant_role", model.ConsultantRoles...),
			importedAs("rolle"), later),
	}}
}

// ContactType is the field table of Contact.
func ContactType() *Type {
	type c = model.Contact
	return &Type{
		Name: "contact", Table: "contacts", New: func() model.Entity { return &c{} }, Personal: true,
		Check: checkContact, Fields: []Field{
			field("company", Ref, func(e *c) any { return &e.CompanyID }, to("company"), required),
			field("person", Ref, func(e *c) any { return &e.PersonID }, to("person")),
			field("citizen", Ref, func(e *c) any { return &e.CitizenID }, to("citizen")),
			field("consultant", Ref, func(e *c) any { return &e.Consultant }, to("consultant")),
			field("on", DateKind, func(e *c) any { return &e.On },
				past, notAhead("err.contact.future"), required, importedAs("dato")),
			field("how", Choice, func(e *c) any { return &e.How }, oneOf("how", model.ContactWays...), required,
				importedAs("form")),
			field("outcome", Choice, func(e *c) any { return &e.Outcome }, oneOf("outcome", model.ContactOutcomes...),
				importedAs("resultat")),
			field("topic", Choice, func(e *c) any { return &e.Topic }, oneOf("topic", model.ContactTopics...),
				importedAs("emne")),
			field("note", LongText, func(e *c) any { return &e.Note }, sealed, importedAs("note", "noter")),
			field("next_on", DateKind, func(e *c) any { return &e.NextOn },
				future, workday, importedAs("naeste", "naeste dato")),
			field("next_what", Text, func(e *c) any { return &e.NextWhat }, free, sealed, importedAs("lovet")),
			field("done_on", DateKind, func(e *c) any { return &e.DoneOn }, past),
		}}
}

func checkContact(e model.Entity) error {
	if c := e.(*model.Contact); c.NextOn != 0 && c.NextOn < c.On {
		return model.NewError(model.Invalid, "err.next.before", nil).WithField("next_on")
	}
	return nil
}

// ShortlistType is the field table of Shortlist.
func ShortlistType() *Type {
	type c = model.Shortlist
	return &Type{
		Name: "shortlist", Table: "shortlists", New: func() model.Entity { return &c{} }, Personal: true, Letter: "L",
		Fields: []Field{
			field("ref", Text, func(e *c) any { return &e.Ref }, given),
			field("citizen", Ref, func(e *c) any { return &e.CitizenID }, to("citizen")),
			field("task", Ref, func(e *c) any { return &e.TaskID }, to("task")),
			field("goal_words", Text, func(e *c) any { return &e.GoalWords }, free, sealed, atMost(2000)),
			field("title", Text, func(e *c) any { return &e.Title }, free, sealed),
			field("made_on", DateKind, func(e *c) any { return &e.MadeOn }, past),
			field("closed", Flag, func(e *c) any { return &e.Closed }),
		}}
}

// PickType is the field table of Pick.
func PickType() *Type {
	type c = model.Pick
	return &Type{
		Name: "pick", Table: "picks", New: func() model.Entity { return &c{} }, Personal: true, Fields: []Field{
			field("list", Ref, func(e *c) any { return &e.ListID }, to("shortlist"), required),
			field("company", Ref, func(e *c) any { return &e.CompanyID }, to("company")),
			field("citizen", Ref, func(e *c) any { return &e.CitizenID }, to("citizen")),
			field("position", Number, func(e *c) any { return &e.Position }),
			field("note", LongText, func(e *c) any { return &e.Note }, sealed),
			field("status", Choice, func(e *c) any { return &e.Status }, oneOf("pick_status", model.PickStates...)),
			field("answered_on", DateKind, func(e *c) any { return &e.AnsweredOn }, past),
		}}
}

// OverrideType is the field table of Override.
func OverrideType() *Type {
	type c = model.Override
	return &Type{
		Name: "override", Table: "overrides", New: func() model.Entity { return &c{} }, Personal: true, Fields: []Field{
			field("citizen", Ref, func(e *c) any { return &e.CitizenID }, to("citizen"), required),
			field("company", Ref, func(e *c) any { return &e.CompanyID }, to("company"), required),
			field("criterion", Text, func(e *c) any { return &e.Criterion }, sealed, required),
			field("reason", LongText, func(e *c) any { return &e.Reason }, sealed, required),
			field("by", Ref, func(e *c) any { return &e.By }, to("consultant")),
			field("on", DateKind, func(e *c) any { return &e.On }, past),
		}}
}

// LocalWordType is the field table of LocalWord.
func LocalWordType() *Type {
	type c = model.LocalWord
	return &Type{Name: "word", Table: "words", New: func() model.Entity { return &c{} }, Fields: []Field{
		field("word", Text, func(e *c) any { return &e.Word }, sealed, required, importedAs("ord")),
		field("means", Text, func(e *c) any { return &e.Means }, sealed, required, importedAs("betyder")),
	}}
}

// SettingType is the field table of Setting.
func SettingType() *Type {
	type c = model.Setting
	return &Type{Name: "setting", Table: "settings", New: func() model.Entity { return &c{} }, Fields: []Field{
		field("value", Text, func(e *c) any { return &e.Value }, atMost(300_000), mayCPR), // a logo is text too
		field("source", Text, func(e *c) any { return &e.Source }),
		field("date", DateKind, func(e *c) any { return &e.Date }, past),
	}}
}

// ReferenceType is the field table of Reference.
func ReferenceType() *Type {
	type c = model.Reference
	return &Type{
		Name: "reference", Table: "reference_tables", New: func() model.Entity { return &c{} }, Fields: []Field{
			field("source", Text, func(e *c) any { return &e.Source }),
			field("date", DateKind, func(e *c) any { return &e.Date }, past),
			field("rows", Number, func(e *c) any { return &e.Rows }, atMost(10_000_000)),
			field("data", LongText, func(e *c) any { return &e.Data }, atMost(64<<20), mayCPR),
		}}
}
