package match

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/theme"
)

// besides is what a side does when it has nothing of its own to do.
type besides struct{}

func (besides) answer(screen.Answer) tea.Cmd          { return nil }
func (besides) refresh() tea.Cmd                      { return nil }
func (besides) whole() bool                           { return false }
func (besides) subject() (string, bool)               { return "", false }
func (besides) typing() bool                          { return false }
func (besides) saved(m screen.Saved, ok bool) tea.Cmd { return nil }

// weights is the table of criteria: what each weighs, changed with + and -, ranked anew at once.
type weights struct {
	besides
	s        *Screen
	table    *kit.Table
	criteria []matching.Criterion
}

func newWeights(s *Screen) *weights {
	w := &weights{s: s, criteria: matching.Criteria()}
	w.table = kit.NewTable(s.Theme, []kit.Column{
		{Key: "name", Title: s.T("match.weights.criterion"), Min: 12, Flex: 1},
		{Key: "points", Title: s.T("match.weights.points"), Min: 6, Right: true, Role: theme.Subtle},
		{Key: "percent", Title: s.T("match.weights.percent"), Min: 12, Right: true, Bar: 5},
	})
	w.table.SetMarks(false)
	w.table.SetRows(kit.Rows{Len: len(w.criteria), ID: func(i int) string { return w.criteria[i].Key }, Cells: w.cells})
	return w
}

func (w *weights) percent(key string) int {
	if pct, changed := w.s.query.Weights[key]; changed {
		return pct
	}
	return 100
}

func (w *weights) cells(i int, cells []kit.Cell) {
	c := w.criteria[i]
	pct := w.percent(c.Key)
	cells[0].Text = w.s.T("match.criterion." + c.Key)
	cells[1].Text = fmt.Sprint((c.Weight*pct + 50) / 100)
	cells[2] = kit.Cell{Text: fmt.Sprintf("%d %%", pct), Share: float64(pct) / matching.MaxWeight}
	if pct != 100 {
		cells[2].Role = theme.Accent
	}
}

func (w *weights) step(by int) func() tea.Cmd {
	return func() tea.Cmd {
		key, _, _ := w.table.Selected()
		pct := min(max(w.percent(key)+by, 0), matching.MaxWeight)
		return w.s.reweigh(func(all matching.Weights) { all[key] = pct })
	}
}

func (w *weights) reset() tea.Cmd { return w.s.reweigh(func(all matching.Weights) { clear(all) }) }

func (w *weights) update(msg tea.Msg) (tea.Cmd, bool) {
	if m, ok := msg.(tea.MouseMsg); ok && m.Mouse().X < 0 {
		return nil, false
	}
	return nil, w.table.Update(msg).Kind != kit.Ignored
}

func (w *weights) view(size kit.Size) string {
	w.table.SetSize(size.W, size.H)
	return w.table.View()
}

func (w *weights) title() string { return w.s.T("match.side.weights") }

func (w *weights) bindings() []screen.Binding {
	changed := func() (bool, string) { return w.s.weighted(), "match.weights.unchanged" }
	return []screen.Binding{
		screen.Std(keys.AddTo, w.step(matching.WeightStep)).As("match.weights.more").At(1),
		screen.Own("less", "-", "match.weights.less", 2, w.step(-matching.WeightStep)),
		screen.Own("reset", "0", "match.weights.reset", 3, w.reset).When(changed),
		w.s.closing("weights", "v", 4), screen.Std(keys.Back, w.s.back).As("match.side.close"),
	}
}
