package figures

import (
	"math"

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
	lines = append(lines, l.Line(s.headline(f), inner), "")
	if rows := min(9, h-len(lines)-least); rows >= 6 && s.charted(f) {
		lines = append(lines, kit.Lines(s.chart(f, inner, rows))...)
		lines = append(lines, "")
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

func (s *Screen) headline(f *figures.Figure) kit.Line {
	w := s.Words()
	role := theme.Accent
	if f.State != figures.StateShown {
		role = theme.Subtle
	}
	return kit.Line{
		{Text: w.FigureValue(f.Spec, f.Result), Role: role}, {Text: "  "},
		{Text: w.FigureCounted(f.Spec, f.Result), Role: theme.Subtle},
	}
}

// charted reports whether a figure has a way over time to draw.
func (s *Screen) charted(f *figures.Figure) bool { return len(f.Series) > 1 }

// chart draws a figure over time, with the lines it is read against.
func (s *Screen) chart(f *figures.Figure, w, h int) string {
	c := kit.Chart{Title: s.T("figures.chart." + f.Spec.Series), Empty: s.T("figures.chart.empty"), Now: len(f.Series)}
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
	for _, l := range f.Levels {
		kind := map[bool]string{true: "target", false: "reference"}[l.Target]
		c.Goals = append(c.Goals, kit.Goal{
			Name: s.T("figures.chart."+kind) + " " + s.Words().FigureNumber(f.Spec, l.Value), Value: l.Value,
		})
	}
	return kit.TimeLine(s.Theme, c, w, h)
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
	if n := len(steps(f)); n > 0 {
		return n
	}
	return len(f.Parts)
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
	c := kit.BarChart{}
	if f.Spec.Unit == figures.UnitShare {
		c.Max = 1
		for _, l := range f.Levels {
			if l.Target {
				c.Goal = l.Value
			}
		}
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
	return kit.Bars(s.Theme, c, w, h)
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
