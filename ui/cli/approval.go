package cli

import (
	"context"

	"jobspor/model"
)

// This file is `approval`: what takes two people where a team shares a server, see service.Session.Approvals.

func approvalCommand() command {
	return command{name: "approval", subs: []command{
		{name: "list", args: exactly(0), run: listApprovals, json: []string{"id", "ref", "asked_on", "asker", "right",
			"what", "about_count", "asked_why", "until", "approval_state", "answered_by", "answered_on", "done_on"}},
		{name: "yes", args: exactly(1), json: receiptFields, run: change("approval", approvalRow, answer(true))},
		{name: "no", args: exactly(1), json: receiptFields, run: change("approval", approvalRow, answer(false))},
	}}
}

func approvalRow(s *session, ctx context.Context, word string) (*model.Approval, error) {
	e, err := s.find(ctx, "approval", word)
	if err != nil {
		return nil, err
	}
	return e.(*model.Approval), nil
}

func answer(yes bool) func(context.Context, *session, *model.Approval, []string) (model.ChangeSet, error) {
	return func(_ context.Context, s *session, a *model.Approval, _ []string) (model.ChangeSet, error) {
		return s.Service.Answer(a, yes)
	}
}

// listApprovals prints what was asked for, the newest first.
func listApprovals(ctx context.Context, s *session, _ []string) error {
	list, err := s.Service.Approvals(ctx)
	if err != nil {
		return err
	}
	typ := typeNamed("approval")
	t := table{empty: s.T("cli.approval.none"), wraps: true}
	for _, key := range []string{"ref", "on", "asker", "about", "reason", "until"} {
		t.cols = append(t.cols, column{key, s.T("approval." + key), false})
	}
	t.cols = append(t.cols, column{"state", s.T("approval.col.state"), false},
		column{"answered_by", s.T("approval.answered_by"), false})
	right, _ := typ.Field("right")
	name := s.nameOf(ctx)
	nameOrNone := func(id string) string {
		if id == "" {
			return ""
		}
		return name("consultant", id)
	}
	s.tells(typ, []string{"about", "reason"})
	var objects []object
	for _, a := range list {
		state, what := s.Service.ApprovalState(a), s.words.ApprovalWhat(a, name)
		t.rows = append(t.rows, []cell{text(a.Ref), s.dayCell(a.On), text(nameOrNone(a.Asker)), text(what),
			text(a.Reason), s.dayCell(a.Until), {s.T("approval.state." + state), state, state},
			text(nameOrNone(a.AnsweredBy))})
		objects = append(objects, object{{"id", a.ID}, {"ref", a.Ref}, {"asked_on", a.On},
			{"asker", nameOrNone(a.Asker)},
			{"right", labelled{a.Right, s.words.Option(right, a.Right)}}, {"what", what},
			{"about_count", len(a.About)}, {"asked_why", a.Reason}, {"until", a.Until}, {"approval_state", state},
			{"answered_by", nameOrNone(a.AnsweredBy)}, {"answered_on", dayOrNull(a.AnsweredOn)},
			{"done_on", dayOrNull(a.DoneOn)}})
	}
	t.object = func(i int) object { return objects[i] }
	return s.out.table(t)
}
