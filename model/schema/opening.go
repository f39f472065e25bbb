package schema

import "jobspor/model"

// OpeningType is the field table of Opening.
func OpeningType() *Type {
	type o = model.Opening
	return &Type{
		Name: "opening", Table: "openings", New: func() model.Entity { return &o{} }, Check: checkOpening,
		Fields: []Field{
			field("company", Ref, func(e *o) any { return &e.CompanyID }, to("company"), required),
			field("title", Text, func(e *o) any { return &e.Title }, required, importedAs("overskrift", "titel")),
			field("occupation", Text, func(e *o) any { return &e.Occupation }, importedAs("stilling", "job")),
			field("published_on", DateKind, func(e *o) any { return &e.PublishedOn }, past, importedAs("udgivet")),
			field("deadline_on", DateKind, func(e *o) any { return &e.DeadlineOn },
				future, lastDay, importedAs("frist", "ansoegningsfrist")),
			field("work_time", Choice, func(e *o) any { return &e.WorkTime }, oneOf("work_time", model.WorkTimes...),
				importedAs("arbejdstid")),
			field("duration", Choice, func(e *o) any { return &e.Duration },
				oneOf("duration", model.OpeningDurations...), importedAs("ansaettelsesform")),
			field("terms", Choice, func(e *o) any { return &e.Terms }, oneOf("terms", model.OpeningTerms...),
				importedAs("vilkaar")),
			field("places", Number, func(e *o) any { return &e.Places }, atMost(999), importedAs("antal")),
			field("ad_no", Text, func(e *o) any { return &e.AdNo }, atMost(100), importedAs("opslagsnr")),
			field("web", Text, func(e *o) any { return &e.Web }, importedAs("link", "url")),
			field("kind", Choice, func(e *o) any { return &e.Kind }, oneOf("opening_kind", model.OpeningKinds...)),
			field("source", Text, func(e *o) any { return &e.Source }, given),
			field("person", Ref, func(e *o) any { return &e.PersonID }, to("person")),
			field("consultant", Ref, func(e *o) any { return &e.Consultant }, to("consultant")),
			field("hours", HoursKind, func(e *o) any { return &e.Hours }),
			field("closed_on", DateKind, func(e *o) any { return &e.ClosedOn }, past),
			field("note", LongText, func(e *o) any { return &e.Note }, sealed, impersonal),
		}}
}

func checkOpening(e model.Entity) error {
	o := e.(*model.Opening)
	switch {
	case o.Until() == 0:
		return model.NewError(model.Invalid, "err.opening.undated", nil).WithField("published_on")
	case o.DeadlineOn != 0 && o.DeadlineOn < o.PublishedOn:
		return model.NewError(model.Invalid, "err.opening.deadline", nil).WithField("deadline_on")
	}
	return nil
}
