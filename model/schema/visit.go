package schema

import "jobspor/model"

// VisitType is the field table of CompanyVisit. It feeds the form and the command line; no table of the database has
// it, so it is not among Types.
func VisitType() *Type {
	type v = model.CompanyVisit
	return &Type{
		Name: "visit", New: func() model.Entity { return &v{} }, Check: checkVisit, Fields: []Field{
			field("company", Ref, func(e *v) any { return &e.CompanyID }, to("company"), required),
			field("takes", Lines, func(e *v) any { return &e.Takes }),
			field("undone", Lines, func(e *v) any { return &e.Undone }),
			field("days", Choices, func(e *v) any { return &e.Days }, oneOf("day", model.Days...)),
			field("day_parts", Choices, func(e *v) any { return &e.DayParts }, oneOf("day_part", model.DayParts...)),
			field("person", Ref, func(e *v) any { return &e.PersonID }, to("person")),
			field("note", LongText, func(e *v) any { return &e.Note }, sealed),
			field("next_on", DateKind, func(e *v) any { return &e.NextOn }, future, workday),
			field("next_what", Text, func(e *v) any { return &e.NextWhat }, free, sealed),
		}}
}

func checkVisit(e model.Entity) error {
	v := e.(*model.CompanyVisit)
	if len(v.Answers()) == 0 && v.Note == "" {
		return model.NewError(model.Invalid, "err.visit.empty", nil).WithField("takes")
	}
	return nil
}
