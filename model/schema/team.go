package schema

import (
	"jobspor/model"
)

// SentenceLength is how many characters one of the three texts of a committee page may have, so that it stays one page.
const SentenceLength = 600

// PrerequisiteType is the field table of Prerequisite.
func PrerequisiteType() *Type {
	type c = model.Prerequisite
	return &Type{
		Name: "prerequisite", Table: "prerequisites", New: func() model.Entity { return &c{} }, Fields: []Field{
			field("programme", Text, func(e *c) any { return &e.Programme }, required, atMost(40)),
			field("item", Text, func(e *c) any { return &e.Item }, required, atMost(40)),
			field("state", Choice, func(e *c) any { return &e.State },
				oneOf("prerequisite_state", model.PrerequisiteStates...), required),
			field("on", DateKind, func(e *c) any { return &e.On }, past),
			field("who", Text, func(e *c) any { return &e.Who }, atMost(80)),
			field("note", LongText, func(e *c) any { return &e.Note }, sealed),
		}}
}

// CommitteePageType is the field table of CommitteePage.
func CommitteePageType() *Type {
	type c = model.CommitteePage
	return &Type{
		Name: "committee", Table: "committee_pages", New: func() model.Entity { return &c{} },
		Check: checkCommitteePage, Fields: []Field{
			field("month", DateKind, func(e *c) any { return &e.Month }, past, required),
			field("programme", Text, func(e *c) any { return &e.Programme }, atMost(40)),
			field("team", Text, func(e *c) any { return &e.Team }, atMost(80)),
			field("happened", LongText, func(e *c) any { return &e.Happened }, sealed, atMost(SentenceLength)),
			field("why", LongText, func(e *c) any { return &e.Why }, sealed, atMost(SentenceLength)),
			field("next", LongText, func(e *c) any { return &e.Next }, sealed, atMost(SentenceLength)),
		}}
}

func checkCommitteePage(e model.Entity) error {
	if c := e.(*model.CommitteePage); c.Month != 0 && c.Month.Time().Day() != 1 {
		return model.NewError(model.Invalid, "err.committee.month", nil).WithField("month")
	}
	return nil
}
