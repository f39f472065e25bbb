package match

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// compare sets two workplaces side by side, criterion by criterion.
type compare struct {
	besides
	s     *Screen
	ids   []string
	names [2]string
	rows  [2]matching.Row
	pairs []matching.Pair
	panel *kit.TextView
}

// compared is what compare reads.
type compared struct {
	names [2]string
	rows  [2]matching.Row
	pairs []matching.Pair
}

// two are the rows to compare: the two that are marked, or the marked one and the one under the cursor.
func (s *Screen) two() []string {
	ids := s.table.Marked()
	if at, _, ok := s.table.Selected(); ok && len(ids) == 1 && ids[0] != at {
		ids = append(ids, at)
	}
	if len(ids) != 2 {
		return nil
	}
	return ids
}

func newCompare(s *Screen) *compare {
	return &compare{s: s, ids: s.two(), panel: kit.NewTextView(s.Theme)}
}

func (c *compare) refresh() tea.Cmd {
	if c.s.list == nil || len(c.ids) != 2 {
		return nil
	}
	d, r, ids := c.s.Service, c.s.list.Request, c.ids
	return screen.Run(c.s.Host, "side", func(ctx context.Context) (out compared, err error) {
		snap, err := d.Snapshot(ctx)
		if err != nil {
			return out, err
		}
		if out.rows, out.pairs, err = snap.Compare(r, ids[0], ids[1]); err != nil {
			return out, err
		}
		for i, id := range ids {
			e, err := service.Related(ctx, d.Store, "company", id)
			if err != nil {
				return out, err
			}
			out.names[i] = service.NameIn(e)
		}
		return out, nil
	}, func(v compared) tea.Cmd {
		c.names, c.rows, c.pairs = v.names, v.rows, v.pairs
		return nil
	})
}

func (c *compare) update(msg tea.Msg) (tea.Cmd, bool) {
	return nil, c.panel.Update(msg).Kind != kit.Ignored
}

func (c *compare) view(size kit.Size) string {
	return c.s.scrolled(c.panel, c.lines(size.W), size)
}

// lines lays the two out in columns; the better of a pair is told by its sign as well as by the bar.
func (c *compare) lines(w int) []kit.Line {
	p := page{screen: c.s, w: w}
	col := (w - 2 - nameCells) / 2
	g := c.s.Theme.Colours.Glyphs
	head := kit.Line{{Text: kit.Spaces(1 + nameCells)}}
	for _, name := range c.names {
		head = append(head, kit.Span{Text: kit.Fit(kit.Clean(name), col-1, g.More) + " ", Role: theme.Title})
	}
	p.lines = append(p.lines, head)
	for _, sum := range c.sums() {
		line := kit.Line{{Text: " " + kit.Fit(kit.Clean(sum.name), nameCells, ""), Role: theme.Subtle}}
		for _, said := range sum.said {
			line = append(line, kit.Span{Text: kit.Pad(kit.Cut("  "+said, col-1, g.More), col), Role: theme.Text})
		}
		p.lines = append(p.lines, line)
	}
	p.lines = append(p.lines, kit.Line{})
	for _, pair := range c.pairs {
		name, _ := c.s.Words().Reason(pair.A)
		a, b := c.cell(&p, pair.A, pair.B, col), c.cell(&p, pair.B, pair.A, col)
		for i := range max(len(a), len(b)) {
			lead := ""
			if i == 0 {
				lead = name
			}
			line := kit.Line{{Text: " " + kit.Fit(kit.Clean(lead), nameCells, ""), Role: theme.Subtle}}
			line = append(line, at(a, i, col)...)
			p.lines = append(p.lines, append(line, at(b, i, col)...))
		}
	}
	return p.lines
}

// sum is a number of both.
type sum struct {
	name string
	said [2]string
}

// sums are fit, circumstances and order of both, and where answers could move the order.
func (c *compare) sums() []sum {
	t, w := c.s.T, c.s.Words()
	fit, terms := sum{name: t("match.col.fit")}, sum{name: t("match.col.terms")}
	order := sum{name: t("match.col.score")}
	for i, row := range c.rows {
		fit.said[i] = w.Fit(row)
		terms.said[i] = t("match.compare.terms", "n", row.Circumstances, "points", row.Points, "most", row.Most)
		if order.said[i] = w.RangeSum(row); order.said[i] == "" {
			order.said[i] = fmt.Sprint(row.Score)
		}
	}
	return []sum{fit, terms, order}
}

func at(lines []kit.Line, i, w int) kit.Line {
	if i < len(lines) {
		return lines[i]
	}
	return kit.Line{{Text: kit.Spaces(w)}}
}

// cell is one half of a pair: sign, points, bar and sentence.
func (c *compare) cell(p *page, r, other matching.Reason, w int) []kit.Line {
	_, said := c.s.Words().Reason(r)
	room := max(w-2-pointCells-1-barCells-2, 8)
	sign, role := " ", theme.Text
	switch {
	case r.Blocks:
		sign, role = c.s.Theme.Colours.Glyphs.Cross, theme.Danger
	case r.Unknown:
		sign, role = c.s.Theme.Colours.Glyphs.Unknown, theme.Warn
	case r.Points > other.Points:
		sign = c.s.Theme.Colours.Glyphs.Check
	}
	var out []kit.Line
	for i, row := range kit.Wrap(kit.Clean(said), room) {
		lead, points, bar := " ", "", ""
		if i == 0 {
			lead, points, bar = sign, fmt.Sprintf("%d/%d", r.Points, r.Max), p.bar(r)
		}
		out = append(out,
			kit.Line{
				{Text: lead, Role: role}, {Text: kit.PadLeft(points, pointCells) + " "},
				{Text: kit.Pad(bar, barCells) + " ", Role: theme.BarFill},
				{Text: kit.Pad(row, room+2), Role: role}})
	}
	return out
}

func (c *compare) title() string { return c.s.T("match.side.compare") }
func (c *compare) whole() bool   { return true }

func (c *compare) bindings() []screen.Binding { return []screen.Binding{c.s.leaving(1)} }
