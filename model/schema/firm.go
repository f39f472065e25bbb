package schema

import "jobspor/model"

// CandidateType is the field table of Candidate.
func CandidateType() *Type {
	type c = model.Candidate
	return &Type{Name: "candidate", Table: "candidates", New: func() model.Entity { return &c{} }, Personal: true,
		Check: checkCandidate, Fields: []Field{
			field("opening", Ref, func(e *c) any { return &e.OpeningID }, to("opening"), required),
			field("citizen", Ref, func(e *c) any { return &e.CitizenID }, to("citizen"), required),
			field("outcome", Choice, func(e *c) any { return &e.Outcome },
				oneOf("candidate", model.CandidateOutcomes...), required),
			field("on", DateKind, func(e *c) any { return &e.On }, past, required),
			field("reason", LongText, func(e *c) any { return &e.Reason }, sealed),
		}}
}

func checkCandidate(e model.Entity) error {
	if c := e.(*model.Candidate); c.Outcome == "refused" && c.Reason == "" {
		return model.NewError(model.Invalid, "err.candidate.reason", nil).WithField("reason")
	}
	return nil
}

// ParentUnitType is the field table of ParentUnit.
func ParentUnitType() *Type {
	type p = model.ParentUnit
	return &Type{Name: "parent", Table: "parents", New: func() model.Entity { return &p{} }, Check: checkParent,
		Fields: []Field{
			field("cvr", Text, func(e *p) any { return &e.CVR }, required, check(model.CheckCVR, model.NormalCVR)),
			field("parent_cvr", Text, func(e *p) any { return &e.ParentCVR }, check(model.CheckCVR, model.NormalCVR)),
			field("parent_name", Text, func(e *p) any { return &e.ParentName }, required),
			field("source", Text, func(e *p) any { return &e.Source }, required),
			field("on", DateKind, func(e *p) any { return &e.On }, past, required),
		}}
}

func checkParent(e model.Entity) error {
	if p := e.(*model.ParentUnit); p.CVR == p.ParentCVR {
		return model.CheckParent(p, nil)
	}
	return nil
}

// CoverType is the field table of Cover.
func CoverType() *Type {
	type c = model.Cover
	return &Type{Name: "cover", Table: "covers", New: func() model.Entity { return &c{} }, Check: checkCover,
		Fields: []Field{
			field("away", Ref, func(e *c) any { return &e.AwayID }, to("consultant"), required),
			field("by", Ref, func(e *c) any { return &e.ByID }, to("consultant"), required),
			field("from", DateKind, func(e *c) any { return &e.From }, near, required),
			field("until", DateKind, func(e *c) any { return &e.Until }, future, lastDay, required),
			field("note", LongText, func(e *c) any { return &e.Note }, sealed),
		}}
}

func checkCover(e model.Entity) error {
	switch c := e.(*model.Cover); {
	case c.AwayID == c.ByID:
		return model.NewError(model.Invalid, "err.cover.self", nil).WithField("by")
	case c.Until < c.From:
		return model.NewError(model.Invalid, "err.cover.days", nil).WithField("until")
	}
	return nil
}

// HandoverType is the field table of Handover.
func HandoverType() *Type {
	type h = model.Handover
	return &Type{Name: "handover", Table: "handovers", New: func() model.Entity { return &h{} }, Personal: true,
		Check: checkHandover, Fields: []Field{
			field("from", Ref, func(e *h) any { return &e.FromID }, to("consultant"), required),
			field("to", Ref, func(e *h) any { return &e.ToID }, to("consultant"), required),
			field("on", DateKind, func(e *h) any { return &e.On }, future, required),
			field("citizen", Ref, func(e *h) any { return &e.CitizenID }, to("citizen")),
			field("company", Ref, func(e *h) any { return &e.CompanyID }, to("company")),
			field("note", LongText, func(e *h) any { return &e.Note }, sealed),
			field("done_on", DateKind, func(e *h) any { return &e.DoneOn }, past, given),
		}}
}

func checkHandover(e model.Entity) error {
	switch h := e.(*model.Handover); {
	case h.FromID == h.ToID:
		return model.NewError(model.Invalid, "err.portfolio.to", nil).WithField("to")
	case (h.CitizenID == "") == (h.CompanyID == ""):
		return model.NewError(model.Invalid, "err.handover.what", nil).WithField("citizen")
	}
	return nil
}
