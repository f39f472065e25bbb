package app

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
)

// This file tells what takes two people, where roles are enforced: what waits for an answer, and what was answered.

// answerTwo is the action of the palette that answers what another asked for.
const answerTwo = "approvals:"

func (a *App) answerTwoItems() []kit.Item {
	if !a.service.Enforced() {
		return nil
	}
	return []kit.Item{{ID: answerTwo, Label: a.theme.T("palette.approvals"), Detail: a.theme.T("palette.go")}}
}

// asked is a request with what it is in words.
type asked struct {
	*model.Approval
	what, who string
}

// approvalsRead are the requests that wait for this consultant, and those of the consultant's own that have their yes.
type approvalsRead struct {
	waits, agreed []asked
	err           error
}

// readApprovals reads what is to be told.
func (a *App) readApprovals(ctx context.Context, w present.Words) (out approvalsRead, err error) {
	d := a.service
	list, err := d.Approvals(ctx)
	if err != nil {
		return out, err
	}
	name := func(typ, id string) string {
		if typ == "citizen" {
			d.Look("view.approval", nil, model.RowRef{Type: typ, ID: id})
		}
		said, err := d.NameOf(ctx, typ, id)
		if err != nil {
			return id
		}
		return said
	}
	for _, r := range list {
		switch {
		case d.AwaitsMe(r):
			out.waits = append(out.waits, asked{r, w.ApprovalWhat(r, name), name("consultant", r.Asker)})
		case d.AgreedForMe(r):
			out.agreed = append(out.agreed, asked{Approval: r})
		}
	}
	return out, nil
}

// tellApprovals tells at the start, and when one was asked for or answered.
func (a *App) tellApprovals() tea.Cmd {
	if !a.service.Enforced() {
		return nil
	}
	ctx, w := a.ctx, present.WordsIn(a.theme.Lang)
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, writeLimit)
		defer cancel()
		out, err := a.readApprovals(ctx, w)
		out.err = err
		return out
	}
}

// approvalsChanged tells again when another's session wrote one.
func (a *App) approvalsChanged(m model.Changed) tea.Cmd {
	if m.Actor == a.service.Actor() || !slices.ContainsFunc(m.Rows, func(r model.RowRef) bool {
		return r.Type == "approval"
	}) {
		return nil
	}
	return a.tellApprovals()
}

// approvalsTold says the most urgent of it.
func (a *App) approvalsTold(m approvalsRead) tea.Cmd {
	t, text := a.theme.T, ""
	switch {
	case m.err != nil:
		return a.tell(m.err)
	case len(m.agreed) > 0:
		r := m.agreed[0]
		text = t("approvals.agreed", "ref", r.Ref, "until", present.WordsIn(a.theme.Lang).DayYear(r.Until.Time()))
	case len(m.waits) == 1:
		text = t("approvals.waits", "ref", m.waits[0].Ref, "what", m.waits[0].what)
	case len(m.waits) > 1:
		text = t("approvals.waits.more", "n", len(m.waits))
	default:
		return nil
	}
	return a.say(kit.Toast{Level: kit.Info, Text: text})
}

// askApprovals lists what waits for an answer, and asks for it.
func (a *App) askApprovals() tea.Cmd {
	w := present.WordsIn(a.theme.Lang)
	return screen.Run(a.front().host, "approvals", func(ctx context.Context) (approvalsRead, error) {
		return a.readApprovals(ctx, w)
	}, func(m approvalsRead) tea.Cmd {
		if len(m.waits) == 0 {
			return a.say(kit.Toast{Level: kit.Info, Text: a.theme.T("approvals.none")})
		}
		if len(m.waits) == 1 {
			a.askApproval(m.waits[0])
			return nil
		}
		var choices []kit.Choice
		for _, r := range m.waits {
			choices = append(choices, kit.Choice{ID: r.ID, Label: r.Ref + " · " + r.what})
		}
		list := kit.Choose(a.theme, a.theme.T("approvals.title"), a.theme.T("approvals.text"), choices)
		a.openDialog(list, func(act kit.Action) tea.Cmd {
			if i := slices.IndexFunc(m.waits, func(r asked) bool { return r.ID == act.ID }); i >= 0 {
				a.askApproval(m.waits[i])
			}
			return nil
		})
		return nil
	})
}

// askApproval asks for a yes or a no; the first answer is neither, and no letter is an answer.
func (a *App) askApproval(r asked) {
	t, w := a.theme.T, present.WordsIn(a.theme.Lang)
	text := r.what + "\n" + t("approvals.who", "who", r.who, "until", w.DayYear(r.Until.Time()))
	if r.Reason != "" {
		text += "\n" + t("approvals.reason", "reason", kit.Clean(r.Reason))
	}
	ask := kit.Choose(a.theme, r.Ref, text, []kit.Choice{
		{ID: "later", Label: t("approvals.later")},
		{ID: "yes", Label: t("approvals.yes")},
		{ID: "no", Label: t("approvals.no")},
	})
	a.openDialog(ask, func(act kit.Action) tea.Cmd {
		if act.Kind != kit.Chosen || act.ID == "later" {
			return nil
		}
		cs, err := a.service.Answer(r.Approval, act.ID == "yes")
		if err != nil {
			return a.tell(err)
		}
		return a.save(screen.Save{Set: cs})
	})
}
