package preview

import (
	"strings"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/theme"
)

// layout draws a document for reading: everything that leaves, nothing cut. A table that is wider than the window is
// shown row by row, each cell under its heading.
func layout(doc model.Document, w int) []kit.Line {
	lines := []kit.Line{kit.Plain(theme.Title, doc.Title)}
	if doc.Subtitle != "" {
		lines = append(lines, kit.Plain(theme.Subtle, doc.Subtitle))
	}
	for _, s := range doc.Sections {
		lines = append(lines, kit.Plain(theme.Text, ""))
		if s.Title != "" {
			lines = append(lines, kit.Plain(theme.Title, s.Title))
		}
		for _, t := range s.Text {
			lines = append(lines, kit.Plain(theme.Text, t))
		}
		var facts []kit.Pair
		for _, f := range s.Facts {
			facts = append(facts, kit.Pair{Label: f.Label, Value: f.Value})
		}
		lines = append(lines, kit.Pairs(facts, w)...)
		if s.Table != nil {
			lines = append(lines, tableLines(s.Table, w)...)
		}
		for _, c := range s.Charts {
			lines = append(lines, chartLines(c, w)...)
		}
	}
	for i, n := range doc.Notes {
		if i == 0 {
			lines = append(lines, kit.Plain(theme.Text, ""))
		}
		lines = append(lines, kit.Plain(theme.Subtle, n))
	}
	return lines
}

func tableLines(t *model.TableDoc, w int) []kit.Line {
	widths := make([]int, len(t.Columns))
	total := 0
	for i, c := range t.Columns {
		widths[i] = kit.Width(kit.Clean(c.Title))
		for _, row := range t.Rows {
			widths[i] = max(widths[i], kit.Width(kit.Clean(row[i].Text)))
		}
		total += widths[i] + 2
	}
	if total > w {
		return blocks(t, w)
	}
	line := func(role theme.Role, text func(i int) string) kit.Line {
		var b strings.Builder
		for i, c := range t.Columns {
			s := kit.Clean(text(i))
			if c.Right {
				s = kit.PadLeft(s, widths[i])
			}
			b.WriteString(kit.Pad(s, widths[i]) + "  ")
		}
		return kit.Plain(role, strings.TrimRight(b.String(), " "))
	}
	lines := []kit.Line{line(theme.Subtle, func(i int) string { return t.Columns[i].Title })}
	for _, row := range t.Rows {
		lines = append(lines, line(theme.Text, func(i int) string { return row[i].Text }))
	}
	return lines
}

// chartLines are the numbers of a chart, row by row.
func chartLines(c model.Chart, w int) []kit.Line {
	title := c.Title
	if title == "" {
		title = strings.Join(c.Series, " + ")
	}
	lines := []kit.Line{kit.Plain(theme.Text, ""), kit.Plain(theme.Subtle, title)}
	for _, g := range c.Goals {
		lines = append(lines, kit.Plain(theme.Subtle, g.Name))
	}
	var pairs []kit.Pair
	for _, r := range c.Rows {
		pairs = append(pairs, kit.Pair{Label: r.Label, Value: r.Text})
	}
	return append(lines, kit.Pairs(pairs, w)...)
}

func blocks(t *model.TableDoc, w int) []kit.Line {
	var lines []kit.Line
	for n, row := range t.Rows {
		if n > 0 {
			lines = append(lines, kit.Plain(theme.Text, ""))
		}
		var pairs []kit.Pair
		for i, c := range t.Columns {
			pairs = append(pairs, kit.Pair{Label: c.Title, Value: row[i].Text})
		}
		lines = append(lines, kit.Pairs(pairs, w)...)
	}
	return lines
}
