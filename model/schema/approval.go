package schema

import (
	"slices"

	"jobspor/model"
)

// ApprovalType is the field table of Approval. What it is about, its reason and its digest may tell of citizens.
func ApprovalType() *Type {
	type a = model.Approval
	return &Type{
		Name: "approval", Table: "approvals", New: func() model.Entity { return &a{} }, Letter: "G",
		CheckEdit: checkApprovalEdit, Fields: []Field{
			field("ref", Text, func(e *a) any { return &e.Ref }, given),
			field("asker", Ref, func(e *a) any { return &e.Asker }, to("consultant"), required, given),
			field("right", Choice, func(e *a) any { return &e.Right }, oneOf("approval_right", model.ApprovalRights...),
				required, given),
			field("action", Text, func(e *a) any { return &e.Action }, given),
			field("args", LongText, func(e *a) any { return &e.Args }, sealed, given, mayCPR, impersonal),
			field("about", Lines, func(e *a) any { return &e.About }, sealed, given, mayCPR, atMost(1_000_000)),
			field("sets", Lines, func(e *a) any { return &e.Sets }, sealed, given),
			field("reason", LongText, func(e *a) any { return &e.Reason }, sealed, given),
			field("digest", Text, func(e *a) any { return &e.Digest }, sealed, given, mayCPR),
			field("on", DateKind, func(e *a) any { return &e.On }, past, required, given),
			field("until", DateKind, func(e *a) any { return &e.Until }, future, lastDay, required, given),
			field("answer", Choice, func(e *a) any { return &e.Answer },
				oneOf("approval_answer", model.ApprovalAnswers...), given),
			field("answered_by", Ref, func(e *a) any { return &e.AnsweredBy }, to("consultant"), given),
			field("answered_on", DateKind, func(e *a) any { return &e.AnsweredOn }, past, given),
			field("done_on", DateKind, func(e *a) any { return &e.DoneOn }, past, given),
		}}
}

// checkApprovalEdit lets it be answered once and done once.
func checkApprovalEdit(before model.Entity, differing []*Field) error {
	may := []string{"answer", "answered_by", "answered_on"}
	switch a := before.(*model.Approval); {
	case a.DoneOn != 0:
		may = nil
	case a.Answer != "":
		may = []string{"done_on"}
	}
	for _, f := range differing {
		if !slices.Contains(may, f.Key) {
			return model.NewError(model.Forbidden, "err.approval.stands", nil)
		}
	}
	return nil
}
