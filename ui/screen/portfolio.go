package screen

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/service"
)

// HandOver asks who takes over a consultant's portfolio, or the citizens named of it, and with which note; then it is
// one change set.
func (h *Host) HandOver(from string, citizens []string) tea.Cmd {
	d := h.Service
	return Run(h, "portfolio", func(ctx context.Context) ([]*model.Consultant, error) {
		return service.All[model.Consultant](ctx, d.Store, "consultant", schema.Query{})
	}, func(all []*model.Consultant) tea.Cmd {
		var items []kit.Item
		names := map[string]string{}
		for _, c := range all {
			names[c.ID] = c.Name
			if !c.Inactive && c.ID != from {
				items = append(items, kit.Item{ID: c.ID, Label: c.Name + " (" + c.Initials + ")"})
			}
		}
		if len(items) == 0 {
			return h.Say(kit.Warning, "err.portfolio.to")
		}
		return h.Choose(h.T("portfolio.title", "from", names[from]), items, func(to string) tea.Cmd {
			return h.noteHandOver(from, to, names, citizens)
		})
	})
}

// noteHandOver asks for the note, tells what is handed over, and saves.
func (h *Host) noteHandOver(from, to string, names map[string]string, citizens []string) tea.Cmd {
	d := h.Service
	line := h.T("portfolio.line", "day", h.Theme.Lang.DayYear(h.Service.Today().Time()), "from", names[from], "to",
		names[to])
	return Run(h, "portfolio", func(ctx context.Context) (model.ChangeSet, error) {
		return d.HandOver(ctx, from, to, citizens, line)
	}, func(cs model.ChangeSet) tea.Cmd {
		text := h.T("portfolio.text", "n", cs.Args["n"], "companies", cs.Args["companies"], "rows", len(cs.Changes))
		ask := kit.Prompt(h.Theme, h.T("portfolio.to", "to", names[to]), text, h.T("portfolio.note"), "", nil)
		return h.AskThen(ask, func(a kit.Action) tea.Cmd {
			if a.Text == "" {
				return h.Save("portfolio", cs)
			}
			return Run(h, "portfolio", func(ctx context.Context) (model.ChangeSet, error) {
				return d.HandOver(ctx, from, to, citizens, line+": "+a.Text)
			}, func(cs model.ChangeSet) tea.Cmd { return h.Save("portfolio", cs) })
		})
	})
}
