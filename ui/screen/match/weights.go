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
		{Key: "percent", Title: s.T("match.weights.percent"), Min: 6, Right: true},
		{Key: "points", Title: s.T("match.weights.points"), Min: 5, Right: true},
		{Key: "part", Title: s.T("match.weights.part"), Min: 14, Right: true, Bar: 10},
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
	cells[1].Text = fmt.Sprintf("%d %%", pct)
	if pct != 100 {
		cells[1].Role = theme.Accent
	}
	points, part := w.weighs(c)
	cells[2].Text = fmt.Sprint(points)
	cells[3] = kit.Cell{Text: fmt.Sprintf("%.0f", part), Share: part / 100}
	if points == 0 {
		cells[0].Role, cells[3] = theme.Subtle, kit.Cell{}
	}
}

// weighs is how many points a criterion has for this list, all its conditions or wishes together, and its part of the
// order out of 100: the task beside the circumstances together, and each circumstance its part of those.
func (w *weights) weighs(c matching.Criterion) (points int, part float64) {
	rows := w.s.rows()
	if len(rows) == 0 {
		return (c.Weight*w.percent(c.Key) + 50) / 100, 0
	}
	row := rows[0]
	whole := float64(row.Base + matching.CircumstancesWeight)
	if c.Key == "task" {
		return row.Base, 100 * float64(row.Base) / whole
	}
	for _, r := range row.Reasons {
		if r.Criterion == c.Key {
			points += r.Max
		}
	}
	if row.Most == 0 {
		return points, 0
	}
	return points, 100 * matching.CircumstancesWeight / whole * float64(points) / float64(row.Most)
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
