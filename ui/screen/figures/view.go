package figures

import (
	"math"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/figures"
	"jobspor/ui/kit"
	"jobspor/ui/theme"
)

// View draws the list with the selected figure beside it, or in a narrow window one of the two.
func (s *Screen) View(size kit.Size) kit.Frame {
	s.drawn = true
	f := kit.Frame{Title: s.T("figures.title")}
	s.wallAt = 0
	switch {
	case s.view == nil:
		f.Body = kit.Block([]string{
			"", kit.Progress(s.Theme, s.T("figures.reading"), int(s.done), int(s.total), size.W),
		}, size.W, size.H)
		return f
	case s.people != nil:
		return s.people.draw(s, size)
	}
	w := s.Words()
	f.Title += " · " + w.FigureSelection(s.view, s.sel) + " · " + w.FigurePeriod(s.sel)
	f.Note = s.note(size.W)
	left, right := s.panes(size.W)
	s.table.SetFocus(!s.reading)
	if right == 0 {
		if !s.reading {
			s.table.SetSize(size.W, size.H)
			f.Body = s.table.View()
			return f
		}
		f.Body = s.figure(size.W, size.H)
		return f
	}
	s.wallAt = left + 1
	s.table.SetSize(left, size.H)
	f.Body, f.Dividers = kit.Beside(kit.Divider(s.Theme), s.table.View(), s.figure(right, size.H)), []int{left}
	return f
}

// panes gives the figure more room than other screens give to details: a chart of a year needs it.
func (s *Screen) panes(w int) (left, right int) {
	left, right = kit.Panes(w)
	if right == 0 {
		return left, 0
	}
	const names = 61 // cells that names and values need
	left = min(left, max(names, w*2/5))
	return left, w - left - 1
}

// note says what the figures are of; a narrow window keeps its room for the period.
func (s *Screen) note(w int) string {
	if s.Working("load") && s.total > 0 {
		return s.T("figures.reading.note", "share", s.Theme.Lang.Percent(float64(s.done)/float64(s.total), 0))
	}
	if _, right := kit.Panes(w); right == 0 {
		return s.T("figures.note.short", "n", s.view.Citizens)
	}
	return s.T("figures.note", "n", s.view.Citizens, "placements", s.view.Placements, "weeks", s.view.Weeks)
}

// least is how many lines the text below a chart keeps.
const least = 6

// figure draws the selected figure: its value, its chart, its parts, and under these its definition and what belongs to
// it, which scrolls.
func (s *Screen) figure(w, h int) string {
	f, ok := s.selected()
	if !ok || w < 4 {
		return kit.Block(nil, w, h)
	}
	l, inner := s.Theme, w-2
	var lines []string
	lines = append(lines, l.Line(kit.Line{{Text: s.Words().FigureName(f.Spec), Role: theme.Title}}, inner))
	lines = append(append(lines, s.headline(f, inner)...), "")
	if s.charted(f) {
		gaps := s.gaps(f, inner)
		rows := min(9, h-len(lines)-len(gaps)-least)
		switch {
		case !drawn(f):
			lines = append(lines, l.Cut(s.T("figures.chart."+f.Spec.Series), inner))
		case rows >= 6:
			lines = append(lines, kit.Lines(s.chart(f, inner, rows))...)
		}
		lines = append(append(lines, gaps...), "")
	}
	if n := s.partRows(f); n > 0 && h-len(lines)-least > 1 {
		rows := min(n, h-len(lines)-least-1)
		lines = append(lines, kit.Lines(s.parts(f, inner, rows))...)
		lines = append(lines, "")
	}
	s.textAt = len(lines)
	s.text.SetSize(inner, max(h-len(lines), 0))
	lines = append(lines, kit.Lines(s.text.View())...)
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return kit.Block(lines, w, h)
}

// headline is the value and what it was counted from; why there is none is a sentence of its own.
func (s *Screen) headline(f *figures.Figure, w int) []string {
	l, words := s.Theme, s.Words()
	counted := words.FigureCounted(f.Spec, f.Result)
	if f.State != figures.StateShown {
		return s.subtle(counted, w)
	}
	return []string{l.Line(kit.Line{
		{Text: words.FigureValue(f.Spec, f.Result), Role: theme.Accent}, {Text: "  "},
		{Text: counted, Role: theme.Subtle},
	}, w)}
}

func (s *Screen) subtle(text string, w int) (out []string) {
	for _, row := range kit.Wrap(kit.Clean(text), max(w, 1)) {
		out = append(out, s.Theme.Paint(theme.Subtle, row))
	}
	return out
}

// charted reports whether a figure has a way over time to draw.
func (s *Screen) charted(f *figures.Figure) bool { return len(f.Series) > 1 }

// drawn reports whether any value of a figure over time is known.
func drawn(f *figures.Figure) bool {
	return slices.ContainsFunc(f.Series, func(p figures.Point) bool { return p.State == figures.StateShown })
}

// gaps says which months or weeks are not drawn, and why.
func (s *Screen) gaps(f *figures.Figure, w int) []string {
	var said []string
	for _, state := range []string{figures.StateEmpty, figures.StateHidden} {
		if at := s.Words().FigureGaps(f, state); at != "" {
			said = append(said, s.T("figures.chart.gap."+state, "at", at))
		}
	}
	if said == nil {
		return nil
	}
	return s.subtle(strings.Join(said, " "), w)
}

// chart draws a figure over time, with the lines it is read against.
func (s *Screen) chart(f *figures.Figure, w, h int) string {
	c := kit.Chart{Title: s.T("figures.chart." + f.Spec.Series), Now: len(f.Series)}
	c.Format = func(v float64) string { return s.Words().FigureNumber(f.Spec, v) }
	values := make([]float64, len(f.Series))
	for i, p := range f.Series {
		values[i] = math.NaN()
		if p.State == figures.StateShown {
			values[i] = p.Value
		}
		c.Labels = append(c.Labels, s.Words().FigurePoint(f.Spec.Series, p))
	}
	c.Series = []kit.Series{{Name: s.T("figure.unit." + f.Spec.Unit), Values: values}}
	c.Goals = s.goals(f)
	return kit.TimeLine(s.Theme, c, w, h)
}

func (s *Screen) goals(f *figures.Figure) (out []kit.Goal) {
	for _, g := range s.Words().FigureGoals(f) {
		out = append(out, kit.Goal(g))
	}
	return out
}

// steps are the funnel's parts.
func steps(f *figures.Figure) (out []figures.Part) {
	for _, p := range f.Parts {
		if p.Kind == "step" {
			out = append(out, p)
		}
	}
	return out
}

func (s *Screen) partRows(f *figures.Figure) int {
	if n := len(steps(f)); n > 0 || len(f.Parts) == 0 {
		return n
	}
	return s.bars(f).Height()
}

// parts draws the steps of a funnel, else the parts as bars.
func (s *Screen) parts(f *figures.Figure, w, h int) string {
	words := s.Words()
	if list := steps(f); len(list) > 0 {
		var rows []kit.FunnelStep
		for _, p := range list {
			rows = append(rows, kit.FunnelStep{Label: words.FigurePart(s.view, s.sel, p), Share: p.Value,
				Text: s.Theme.Lang.Int(p.Num) + "  " + words.FigureNumber(f.Spec, p.Value)})
		}
		return kit.Funnel(s.Theme, rows, w, h)
	}
	return kit.Bars(s.Theme, s.bars(f), w, h)
}

// bars are the parts; those of shares stand beside the lines they are read against.
func (s *Screen) bars(f *figures.Figure) (c kit.BarChart) {
	words := s.Words()
	if f.Spec.Unit == figures.UnitShare {
		c.Max, c.Goals = 1, s.goals(f)
	}
	for _, p := range f.Parts {
		row := kit.BarRow{
			Label: words.FigurePart(s.view, s.sel, p), Value: math.NaN(), Text: words.FigureValue(f.Spec, p.Result),
		}
		if p.State == figures.StateShown {
			row.Value = p.Value
			if f.Spec.Unit == figures.UnitShare {
				row.Text += "  " + words.T("figure.of.short", "num", p.Num, "den", p.Den)
			}
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// showText puts the words of the selected figure below its chart.
func (s *Screen) showText() {
	f, ok := s.selected()
	if !ok {
		s.text.SetLines(nil)
		return
	}
	w := s.Words()
	var lines []kit.Line
	said := func(label, text string) {
		lines = append(lines, kit.Line{{Text: label + ": ", Role: theme.Subtle}, {Text: text}})
	}
	lines = append(lines, s.compared(f)...)
	definition, denominator, exclusions := w.FigureTexts(f.Spec)
	said(w.T("figures.doc.col.definition"), definition)
	said(w.T("figures.doc.col.denominator"), denominator)
	said(w.T("figures.doc.col.exclusions"), exclusions+" ("+w.FigureLeft(f.Left)+")")
	if sector := w.FigureSector(f); sector != "" {
		lines = append(lines, kit.Plain(theme.Warn, sector))
	}
	lines = append(lines, kit.Plain(theme.Text, w.FigureAsOf(f)))
	for _, l := range f.Levels {
		lines = append(lines, kit.Plain(theme.Text, w.FigureLevel(f.Spec, l)))
		if source := l.Source.In(string(w.Code())); source != "" {
			lines = append(lines, kit.Plain(theme.Subtle, "  "+source))
		}
	}
	lines = append(lines, kit.Plain(theme.Subtle, w.T("figure.rule.week")),
		kit.Plain(theme.Subtle, w.T("figure.rule.small")))
	s.text.SetLines(lines)
}

// compared sets treatment and control beside each other, with the warning that this describes only.
func (s *Screen) compared(f *figures.Figure) []kit.Line {
	c := f.Compare
	if c == nil {
		return nil
	}
	w := s.Words()
	lines := []kit.Line{kit.Plain(theme.Accent, w.T("figure.compare"))}
	said := func(label, text string) {
		lines = append(lines, kit.Line{{Text: "  " + label + ": ", Role: theme.Subtle}, {Text: text}})
	}
	for i, one := range []figures.Interval{c.Treatment, c.Control} {
		said(w.T("opt.enrolment_group."+model.EnrolmentGroups[i]), w.FigureGroup(f, one))
	}
	said(w.T("figure.compare.diff"), w.FigureDifference(f))
	lines = append(lines, kit.Plain(theme.Subtle, w.T("figure.compare.method."+c.Method)))
	if changed := w.FigureRedrawn(f); changed != "" {
		lines = append(lines, kit.Plain(theme.Warn, changed))
	}
	return append(lines, kit.Plain(theme.Warn, w.T("figure.compare.warning")), kit.Plain(theme.Text, ""))
}
