package match

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/theme"
)

// whatIf says what one change at a time would bring.
type whatIf struct {
	besides
	s     *Screen
	list  []matching.Variation
	read  bool
	table *kit.Table
}

func newWhatIf(s *Screen) *whatIf {
	w := &whatIf{s: s, table: kit.NewTable(s.Theme, []kit.Column{
		{Key: "change", Title: s.T("match.whatif.change"), Min: 16, Flex: 1},
		{Key: "more", Title: s.T("match.whatif.count"), Min: 6, Right: true},
		{Key: "all", Title: s.T("match.whatif.all"), Min: 6, Right: true, Role: theme.Subtle},
	})}
	w.table.SetMarks(false)
	return w
}

func (w *whatIf) refresh() tea.Cmd {
	if w.s.list == nil {
		return nil
	}
	d, r := w.s.Service, w.s.list.Request
	return screen.Run(w.s.Host, "side", func(ctx context.Context) ([]matching.Variation, error) {
		snap, err := d.Snapshot(ctx)
		if err != nil {
			return nil, err
		}
		return snap.WhatIf(ctx, r)
	}, w.took)
}

func (w *whatIf) took(list []matching.Variation) tea.Cmd {
	w.list, w.read = list, true
	w.table.SetRows(kit.Rows{Len: len(list), ID: w.say, Cells: w.cells})
	w.table.SetEmpty(w.s.T("match.whatif.nothing"))
	return nil
}

func (w *whatIf) say(i int) string { return matching.Say(w.s.T, w.list[i].Key, w.list[i].Args) }

func (w *whatIf) cells(i int, cells []kit.Cell) {
	v := w.list[i]
	cells[0].Text = w.say(i)
	cells[2].Text = w.s.Theme.Lang.Int(v.Candidates)
	switch {
	case v.More > 0:
		cells[1] = kit.Cell{Text: fmt.Sprintf("+%d", v.More), Role: theme.OK}
	case v.More < 0:
		cells[1] = kit.Cell{Text: fmt.Sprint(v.More), Role: theme.Warn}
	default:
		cells[1] = kit.Cell{Text: "0", Role: theme.Subtle}
	}
}

func (w *whatIf) update(msg tea.Msg) (tea.Cmd, bool) {
	if m, ok := msg.(tea.MouseMsg); ok && m.Mouse().X < 0 {
		return nil, false
	}
	return nil, w.table.Update(msg).Kind != kit.Ignored
}

func (w *whatIf) view(size kit.Size) string {
	w.table.SetSize(size.W, size.H)
	if !w.read {
		return kit.Block(nil, size.W, size.H)
	}
	return w.table.View()
}

func (w *whatIf) title() string { return w.s.T("match.side.whatif") }

func (w *whatIf) bindings() []screen.Binding {
	return []screen.Binding{w.s.closing("whatif", "i", 1), w.s.leaving(2)}
}
