package screen

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/present"
)

// asked is a request with what it is in words.
type asked struct {
	*model.Approval
	what, who string
}

// AnswerApprovals asks for the answer to a request that waits for this consultant; "" lists all that do.
func (h *Host) AnswerApprovals(id string) tea.Cmd {
	w := present.WordsIn(h.Theme.Lang)
	return Run(h, "approvals", func(ctx context.Context) (waits []asked, err error) {
		list, err := h.Service.Approvals(ctx)
		name := w.ApprovalNames(ctx, h.Service)
		for _, r := range list {
			if h.Service.AwaitsMe(r) && (id == "" || r.ID == id) {
				waits = append(waits, asked{r, w.ApprovalWhat(r, name), name("consultant", r.Asker)})
			}
		}
		return waits, err
	}, func(waits []asked) tea.Cmd {
		switch {
		case len(waits) == 1:
			return h.answerApproval(waits[0])
		case id != "":
			return h.Say(kit.Info, "approvals.gone")
		case len(waits) == 0:
			return h.Say(kit.Info, "approvals.none")
		}
		var choices []kit.Choice
		for _, r := range waits {
			choices = append(choices, kit.Choice{ID: r.ID, Label: r.Ref + " · " + r.what})
		}
		list := kit.Choose(h.Theme, h.T("approvals.title"), h.T("approvals.text"), choices)
		return h.AskThen(list, func(a kit.Action) tea.Cmd {
			return h.answerApproval(waits[slices.IndexFunc(waits, func(r asked) bool { return r.ID == a.ID })])
		})
	})
}

// answerApproval asks for a yes or a no; the first answer is neither, and no letter is an answer.
func (h *Host) answerApproval(r asked) tea.Cmd {
	w := present.WordsIn(h.Theme.Lang)
	said := []string{h.T("approvals.who", "who", r.who, "until", w.DayYear(r.Until.Time())),
		h.T("approvals.what", "what", r.what)}
	if r.Reason != "" {
		said = append(said, h.T("approvals.reason", "reason", kit.Clean(r.Reason)))
	}
	title := r.Ref + " · " + h.T("opt.approval_right."+r.Right)
	ask := kit.Choose(h.Theme, title, strings.Join(said, "\n"), []kit.Choice{
		{ID: "later", Label: h.T("approvals.later")},
		{ID: "yes", Label: h.T("approvals.yes")},
		{ID: "refuse", Label: h.T("approvals.no")}, // "no" would be to leave the dialog
	})
	return h.AskThen(ask, func(a kit.Action) tea.Cmd {
		if a.ID == "later" {
			return nil
		}
		cs, err := h.Service.Answer(r.Approval, a.ID == "yes")
		return h.SaveOr("approval", cs, err)
	})
}
