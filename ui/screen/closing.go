package screen

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// EditCitizen opens the form of a citizen. Closing one for whom something still runs is said once, with all that runs:
// Today does not name it any more. Whoever saves again has decided it.
func (h *Host) EditCitizen(c *model.Citizen) tea.Cmd {
	d, said := h.Service, false
	return h.Go(Edit, EditArg{Entity: c, Decide: func(ctx context.Context, typed model.Entity) (model.ChangeSet,
		error) {
		after := typed.(*model.Citizen)
		cs := model.ChangeSet{Actor: d.Actor(), Action: "citizen.edit"}
		if after.Status == "closed" && c.Status != "closed" && !said {
			runs, err := d.StillRuns(ctx, c.ID)
			if err != nil {
				return cs, err
			}
			if !runs.Empty() {
				said = true
				erase, err := d.ErasureOf(ctx, d.Today())
				if err != nil {
					return cs, err
				}
				return cs, present.WordsIn(h.Theme.Lang).StillRunsError(runs, erase)
			}
		}
		if !schema.Equal(c, after) {
			cs.Changes = []model.Change{model.Edit(c, after)}
		}
		return cs, nil
	}})
}

// closingLines is how many citizens are named in the dialog.
const closingLines = 5

// AskImportClosing says what still runs for citizens that an import closes, asks, and does what follows; an import that
// closes nobody is not asked about.
func (h *Host) AskImportClosing(p service.ImportPlan, do func() tea.Cmd) tea.Cmd {
	d, w := h.Service, present.WordsIn(h.Theme.Lang)
	return Run(h, "closing", func(ctx context.Context) (out toClose, err error) {
		if out.list, err = d.ImportClosings(ctx, p); err != nil {
			return out, err
		}
		out.erase, err = d.ErasureOf(ctx, d.Today())
		return out, err
	}, func(c toClose) tea.Cmd {
		if len(c.list) == 0 {
			return do()
		}
		text := strings.Join(append(w.ClosingLines(c.list, closingLines), h.T("closing.today"), w.ErasureLine(c.erase)),
			"\n")
		return h.AskThen(kit.Confirm(h.Theme, h.T("closing.import.title", "n", len(c.list)), text, 0,
			h.T("closing.import.do"), false), func(kit.Action) tea.Cmd { return do() })
	})
}

// toClose is what is read before citizens are closed.
type toClose struct {
	list  []service.Closing
	erase service.Erasure
}

// CloseCitizens says what still runs for each of some citizens and when they may be erased, and closes them as one
// change set, with their consents withdrawn or not.
func (h *Host) CloseCitizens(ids []string) tea.Cmd {
	d, w := h.Service, present.WordsIn(h.Theme.Lang)
	return Run(h, "closing", func(ctx context.Context) (out toClose, err error) {
		if out.list, err = d.Closings(ctx, ids); err != nil {
			return out, err
		}
		out.erase, err = d.ErasureOf(ctx, d.Today())
		return out, err
	}, func(c toClose) tea.Cmd {
		if len(c.list) == 0 {
			return h.Say(kit.Info, "closing.already")
		}
		consents := 0
		for _, one := range c.list {
			consents += one.Runs.Consents
		}
		text := strings.Join(append(w.ClosingLines(c.list, closingLines), h.T("closing.today"), w.ErasureLine(c.erase)),
			"\n")
		choices := []kit.Choice{{ID: "no", Label: h.T("kit.cancel")}, {ID: "close", Label: h.T("closing.do"), Key: "l"}}
		if consents > 0 {
			choices = append(choices, kit.Choice{ID: "withdraw", Label: h.T("closing.withdraw", "n", consents),
				Key: "s"})
		}
		return h.AskThen(kit.Choose(h.Theme, h.T("closing.title", "n", len(c.list)), text, choices),
			func(a kit.Action) tea.Cmd {
				if a.ID == "no" {
					return nil
				}
				return Run(h, "closing", func(ctx context.Context) (model.ChangeSet, error) {
					return d.CloseCitizens(ctx, c.list, a.ID == "withdraw")
				}, func(cs model.ChangeSet) tea.Cmd { return h.Save("closing", cs) })
			})
	})
}
