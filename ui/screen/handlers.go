package screen

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/service"
)

// This file holds what pages ask for with the handler beside the question, and the bindings that most of them share.

// Visit is the binding that logs a visit.
func Visit(do func() tea.Cmd) Binding { return Binding{VisitBinding(), do} }

// Place is the binding that begins a placement.
func Place(do func() tea.Cmd) Binding { return Binding{PlacementBinding(), do} }

// Trial is the binding that plans a trial visit, or closes the one under the cursor.
func Trial(closes bool, do func() tea.Cmd) Binding { return Binding{TrialBinding(closes), do} }

// Round is the binding that proposes a call round.
func Round(do func() tea.Cmd) Binding { return Own("callround", "R", "callround.key", 0, do) }

// OnceRead gives the bindings of a page whose rows may not be read yet: until then only leaving it does something.
func OnceRead(read bool, bindings []Binding) []Binding {
	for i, b := range bindings {
		if !read && b.ID != keys.Back {
			bindings[i].Do = func() tea.Cmd { return nil }
		}
	}
	return bindings
}

// Read reads what a page shows, and again after each change. A row that is not there any more is told, and the page
// left; in the place of the page of a damaged row come the damaged rows, with the key that brings it back.
func Read[T any](h *Host, read func(context.Context) (T, error), took func(T) tea.Cmd) tea.Cmd {
	return RunElse(h, "load", read, took, func(err error) tea.Cmd {
		if bad, ok := service.DamagedIn(err); ok {
			return send(Go{To: Damaged, Arg: bad, Replace: true})
		}
		if model.CodeOf(err) == model.NotFound {
			return tea.Batch(h.Fail(err), h.Back())
		}
		return h.Fail(err)
	})
}

// WithDamaged puts damaged rows under the others of a table; from is the first of their columns that has room.
func (h *Host) WithDamaged(rows kit.Rows, from int, bad []model.Damaged) kit.Rows {
	out, n := rows, rows.Len
	out.Len = n + len(bad)
	out.ID = func(i int) string {
		if i < n {
			return rows.ID(i)
		}
		return bad[i-n].ID
	}
	out.Cells = func(i int, cells []kit.Cell) {
		if i < n {
			rows.Cells(i, cells)
			return
		}
		kit.FaultCells(cells[from:], bad[i-n].Ref, bad[i-n].ID, h.T("damaged.mark"))
	}
	return out
}

// OpenDamaged shows the damaged row under a table's cursor with what is known of it; nil when another row is there.
func (h *Host) OpenDamaged(t *kit.Table, others int, bad []model.Damaged) tea.Cmd {
	if _, i, ok := t.Selected(); ok && i >= others && i-others < len(bad) {
		return h.Go(Damaged, bad[i-others])
	}
	return nil
}

// Opens is what a binding does that opens another screen.
func (h *Host) Opens(to Name, arg any) func() tea.Cmd {
	return func() tea.Cmd { return h.Go(to, arg) }
}

// History is what a binding does that opens the changes of a row and of what belongs to it.
func (h *Host) History(typ, id string) func() tea.Cmd {
	return h.Opens(History, HistoryArg{Rows: []model.RowRef{{Type: typ, ID: id}}})
}

// AskThen opens a dialog and hands what was chosen to then; leaving the dialog is told as an Answer.
func (h *Host) AskThen(d *kit.Dialog, then func(kit.Action) tea.Cmd) tea.Cmd {
	return send(Ask{Dialog: d, From: h.ID, Then: then})
}

// PickThen opens a picker and hands what was chosen to then; leaving the picker is told as an Answer.
func (h *Host) PickThen(o kit.PickerOptions, then func(kit.Action) tea.Cmd) tea.Cmd {
	return send(Pick{Options: o, From: h.ID, Then: then})
}

// PickFound opens a picker of what is searched for while the person types, and hands what was chosen to then.
func (h *Host) PickFound(title string, search func(ctx context.Context, query string) ([]kit.Item, error),
	then func(kit.Action) tea.Cmd) tea.Cmd {
	return send(Pick{Options: kit.PickerOptions{Title: title}, From: h.ID, Search: search, Then: then})
}

// Choose lets one of a few items be picked and hands its ID to then.
func (h *Host) Choose(title string, items []kit.Item, then func(id string) tea.Cmd) tea.Cmd {
	find := func(query string) []kit.Item { return kit.FilterItems(items, query) }
	return h.PickThen(kit.PickerOptions{Title: title, Items: find}, func(a kit.Action) tea.Cmd { return then(a.ID) })
}

// SaveThen writes a change set and hands the receipt to then; that it was not written is told as Failed.
func (h *Host) SaveThen(set model.ChangeSet, then func(model.Receipt) tea.Cmd) tea.Cmd {
	return send(Save{Set: set, From: h.ID, Then: then})
}

// SaveOr writes a change set that was decided, or says why there is none.
func (h *Host) SaveOr(tag string, set model.ChangeSet, err error) tea.Cmd {
	if err != nil {
		return h.Fail(err)
	}
	return h.Save(tag, set)
}

// OpenForm opens a form whose step can be refused: tried is what came of the step with the answers that the form begins
// with. What no field of the form can mend is said before anything is filled in.
func (h *Host) OpenForm(arg EditArg, tried error) tea.Cmd {
	if arg.refuses(tried) {
		return h.Fail(tried)
	}
	return send(Go{To: Edit, Arg: arg})
}

// refuses reports whether what came of a step cannot be mended in the form.
func (a EditArg) refuses(tried error) bool {
	return tried != nil && !slices.ContainsFunc(service.FieldErrors(tried), func(e model.Error) bool {
		return len(a.Fields) == 0 || slices.Contains(a.Fields, e.Field) ||
			slices.ContainsFunc(a.Asked, func(q Asked) bool { return q.Field.Key == e.Field })
	})
}

// tryForm tries the step of a form with what the form begins with, and opens it when it is not refused.
func (h *Host) tryForm(arg EditArg) tea.Cmd {
	h.opens["form"] = true
	return Run(h, "form", func(ctx context.Context) (error, error) {
		_, tried := arg.Decide(ctx, schema.Clone(arg.Entity))
		return tried, nil
	}, func(tried error) tea.Cmd { return h.OpenForm(arg, tried) })
}

// openForm reads what a form begins with, and opens it.
func (h *Host) openForm(tag string, read func(context.Context) (EditArg, error)) tea.Cmd {
	h.opens[tag] = true
	return Run(h, tag, read, func(a EditArg) tea.Cmd { return h.Go(Edit, a) })
}
