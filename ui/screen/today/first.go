package today

import (
	"jobspor/ui/kit"
	"jobspor/ui/theme"
)

// first draws what a new database needs, while nothing is due: the steps with their keys, those that are done ticked.
func (s *Screen) first(size kit.Size) string {
	l := s.Theme
	g := l.Colours.Glyphs
	lines := []kit.Line{{}, kit.Plain(theme.Text, " "+s.T("first.lead")), {}}
	next := true
	for _, step := range s.view.First {
		sign, role := g.Box, theme.Subtle
		switch {
		case step.Done:
			sign = g.Check
		case next:
			role, next = theme.Accent, false
		}
		said := kit.Wrap(s.T("first."+step.Key), max(size.W-6, 1))
		for i, row := range said {
			lead := "   "
			if i == 0 {
				lead = sign + "  "
			}
			lines = append(lines, kit.Plain(role, " "+lead+row))
		}
	}
	out := make([]string, 0, len(lines))
	for _, line := range lines {
		out = append(out, l.Line(line, size.W))
	}
	return kit.Block(out, size.W, size.H)
}
