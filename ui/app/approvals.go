package app

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// This file tells what takes two people, where roles are enforced: what waits for an answer, and what became of what
// this consultant asked for.

// answerTwo is the action of the palette that answers what another asked for.
const answerTwo = "approvals:"

func (a *App) answerTwoItems() []kit.Item {
	if !a.service.Enforced() {
		return nil
	}
	return []kit.Item{{ID: answerTwo, Label: a.theme.T("palette.approvals"), Detail: a.theme.T("palette.go")}}
}

// approvalsRead is what there is to tell, "" for nothing.
type approvalsRead struct {
	text string
	err  error
}

// tellApprovals tells the most urgent of all requests at the start and when a new day begins, or of those that were
// asked for or answered.
func (a *App) tellApprovals(some ...model.RowRef) tea.Cmd {
	if !a.service.Enforced() {
		return nil
	}
	ctx, w := a.ctx, present.WordsIn(a.theme.Lang)
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, writeLimit)
		defer cancel()
		all, err := a.service.Approvals(ctx)
		if err != nil {
			return approvalsRead{err: err}
		}
		of := map[string][]*model.Approval{}
		for _, r := range all {
			if len(some) == 0 || slices.Contains(some, model.RowRef{Type: "approval", ID: r.ID}) {
				news := a.service.NewsOf(r, all)
				of[news] = append(of[news], r)
			}
		}
		for _, news := range service.ApprovalNews {
			if list := of[news]; len(list) > 0 {
				return approvalsRead{text: w.ApprovalNews(news, list, w.ApprovalNames(ctx, a.service))}
			}
		}
		return approvalsRead{}
	}
}

// approvalsChanged tells when another's session wrote one.
func (a *App) approvalsChanged(m model.Changed) tea.Cmd {
	some := slices.DeleteFunc(slices.Clone(m.Rows), func(r model.RowRef) bool { return r.Type != "approval" })
	if m.Actor == a.service.Actor() || len(some) == 0 {
		return nil
	}
	return a.tellApprovals(some...)
}

// approvalsTold says it.
func (a *App) approvalsTold(m approvalsRead) tea.Cmd {
	switch {
	case m.err != nil:
		return a.tell(m.err)
	case m.text == "":
		return nil
	}
	return a.say(kit.Toast{Level: kit.Info, Text: m.text})
}
