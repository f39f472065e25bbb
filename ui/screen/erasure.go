package screen

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// EraseCitizens erases closed citizens for good, or makes them anonymous: it says what goes and what stays, takes a
// reason, and shows the certificate.
func (h *Host) EraseCitizens(ids []string) tea.Cmd {
	title, text := h.T("erase.ask.title", "n", len(ids)), h.T("erase.ask.text", "n", len(ids))
	ask := kit.Choose(h.Theme, title, text, []kit.Choice{
		{ID: "no", Label: h.T("kit.cancel")},
		{ID: "anonymise", Label: h.T("erase.ask.anonymise"), Key: "a"},
		{ID: "erase", Label: h.T("erase.ask.erase"), Key: "s"},
	})
	return h.AskThen(ask, func(a kit.Action) tea.Cmd {
		if a.ID == "no" {
			return nil
		}
		return RunFor(h, "erase", 0, func(ctx context.Context) (*service.ErasePlan, error) {
			return h.Service.PlanErasure(ctx, ids, a.ID == "anonymise")
		}, h.chooseCopies, h.Fail)
	})
}

// chooseCopies asks when the copies shall go that an erasure does not reach, where there are such.
func (h *Host) chooseCopies(p *service.ErasePlan) tea.Cmd {
	n := len(p.Left)
	if n == 0 {
		return h.previewErasure(p)
	}
	w := present.WordsIn(h.Theme.Lang)
	last := p.Left[0].Goes
	for _, c := range p.Left {
		last = max(last, c.Goes)
	}
	ask := kit.Choose(h.Theme, h.T("erase.copies.ask", "n", n), strings.Join(w.LeftCopies(p.Left), "\n"), []kit.Choice{
		{ID: "later", Label: h.T("erase.copies.later", "n", n, "day", w.DayYear(last.Time()))},
		{ID: "now", Label: h.T("erase.copies.now", "n", n), Key: "s"},
	})
	return h.AskThen(ask, func(a kit.Action) tea.Cmd {
		p.RemoveLeft = a.ID == "now"
		return h.previewErasure(p)
	})
}

// EraseDue erases what of a kind is older than its period, in the same way.
func (h *Host) EraseDue(kind string) tea.Cmd {
	return RunFor(h, "erase", 0, func(ctx context.Context) (*service.ErasePlan, error) {
		return h.Service.PlanDue(ctx, kind)
	}, h.previewErasure, h.Fail)
}

// previewErasure says what an erasure does; the reason that is typed is the yes.
func (h *Host) previewErasure(p *service.ErasePlan) tea.Cmd {
	w := present.WordsIn(h.Theme.Lang)
	title := h.T("erase.ask.title", "n", p.N)
	if p.Kind != "case" {
		title = h.T("erase.due.title", "kind", h.T("kept."+p.Kind), "n", p.N)
	}
	ask := kit.Prompt(h.Theme, title, strings.Join(w.ErasePreview(p), "\n"),
		h.T("erase.ask.reason"), "", func(v string) string {
			if !service.Explains(v) {
				return h.T("erase.ask.needed")
			}
			if err := h.Service.CheckReason(v); err != nil {
				return w.Error(err)
			}
			return ""
		})
	return h.AskThen(ask, func(a kit.Action) tea.Cmd {
		return RunFor(h, "erase", 0, func(ctx context.Context) (*service.ErasureCertificate, error) {
			return h.Service.Erase(ctx, p, a.Text)
		}, h.showCertificate, h.Fail)
	})
}

func (h *Host) showCertificate(c *service.ErasureCertificate) tea.Cmd {
	paper := present.PaperWords(h.Theme.Lang, false)
	return h.Go(Preview, PreviewArg{
		Title: h.T("erase.title"), Doc: paper.ErasureDocument(c), Name: h.T("file.erasure"),
		Notes: present.WordsIn(h.Theme.Lang).ErasureLeft(c), Formats: present.PaperFormats,
		Out: present.ErasureOut(c),
	})
}
