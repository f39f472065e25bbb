package app

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// openOther is the action of the palette that opens a citizen of another team, where roles are enforced.
const openOther = "reason:"

func (a *App) openOtherItems() []kit.Item {
	if !a.service.Enforced() {
		return nil
	}
	return []kit.Item{{ID: openOther, Label: a.theme.T("palette.open"), Detail: a.theme.T("palette.go")}}
}

// askWhom asks for the number of a citizen who is not the team's, and then why they need to be seen.
func (a *App) askWhom() tea.Cmd {
	t, w := a.theme.T, present.WordsIn(a.theme.Lang)
	number := func(typed string) string { return strings.ToUpper(strings.TrimSpace(typed)) }
	whom := kit.Prompt(a.theme, t("palette.open"), t("open.whom.text"), t("citizen.ref"), "", func(typed string) string {
		if !model.IsRef("B", number(typed)) {
			return t("open.whom.wrong")
		}
		return ""
	})
	a.openDialog(whom, func(act kit.Action) tea.Cmd {
		if act.Kind != kit.Chosen {
			return nil
		}
		ref := number(act.Text)
		why := kit.Prompt(a.theme, t("open.why", "ref", ref), t("open.why.text"), t("preview.reason.text"), "",
			func(typed string) string {
				err := a.service.CheckReason(typed)
				if !service.Explains(typed) {
					err = model.NewError(model.Forbidden, "err.access.reason", nil)
				}
				if err != nil {
					return w.Error(err)
				}
				return ""
			})
		a.openDialog(why, func(act kit.Action) tea.Cmd {
			if act.Kind != kit.Chosen {
				return nil
			}
			return a.openWithReason(ref, act.Text)
		})
		return nil
	})
	return nil
}

// openWithReason opens the citizen's page when that may be seen now.
func (a *App) openWithReason(ref, reason string) tea.Cmd {
	d := a.service
	return screen.Run(a.front().host, "opened", func(ctx context.Context) (model.Entity, error) {
		return d.OpenWithReason(ctx, "citizen", ref, reason)
	}, func(e model.Entity) tea.Cmd {
		return a.goTo(screen.Go{To: screen.Citizen, Arg: e.Meta().ID})
	})
}
