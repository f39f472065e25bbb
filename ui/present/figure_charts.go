package present

import (
	"math"
	"strings"

	"jobspor/model"
	"jobspor/model/figures"
	"jobspor/ui/service"
)

// FigureCharts draws a figure as the screen does: its way over time, and its parts or the steps of its funnel.
func (w Words) FigureCharts(v *service.FigureView, sel figures.Selection, f *figures.Figure) []model.Chart {
	var out []model.Chart
	if c, ok := w.figureLine(f); ok {
		out = append(out, c)
	}
	if c, ok := w.figureBars(v, sel, f); ok {
		out = append(out, c)
	}
	return out
}

// figureLine is a figure over time; a value that is hidden or not known is a gap.
func (w Words) figureLine(f *figures.Figure) (model.Chart, bool) {
	if len(f.Series) < 2 {
		return model.Chart{}, false
	}
	c := model.Chart{
		Title: w.FigureName(f.Spec) + ", " + w.T("figures.chart."+f.Spec.Series), Lines: true, Goals: w.FigureGoals(f),
		Series: []string{w.T("figure.unit." + f.Spec.Unit)},
	}
	known := false
	for _, p := range f.Series {
		row := model.ChartRow{Label: w.FigurePoint(f.Spec.Series, p), Values: []float64{math.NaN()}}
		if p.State == figures.StateShown {
			row.Values[0], row.Text, known = p.Value, w.FigureNumber(f.Spec, p.Value), true
		}
		c.Rows = append(c.Rows, row)
	}
	return c, known
}

// FigurePoint names a month by its first letters and a week by its number.
func (w Words) FigurePoint(series string, p figures.Point) string {
	if series == "week" {
		_, n := (p.From.Monday() + 3).Week()
		return w.Int(n)
	}
	name := []rune(w.Month(p.From.Time().Month()))
	return string(name[:min(3, len(name))])
}

// FigureGoals are the levels that a figure is read against, with a short name for a legend.
func (w Words) FigureGoals(f *figures.Figure) (out []model.ChartGoal) {
	for _, l := range f.Levels {
		kind := map[bool]string{true: "target", false: "reference"}[l.Target]
		out = append(out, model.ChartGoal{
			Name: w.T("figures.chart."+kind) + " " + w.FigureNumber(f.Spec, l.Value), Value: l.Value,
		})
	}
	return out
}

// FigureGaps names the months or weeks of a figure over time that are in a state, those that follow each other by the
// first and the last: "nov-jan, mar"; "" when none is.
func (w Words) FigureGaps(f *figures.Figure, state string) string {
	var out []string
	for from := 0; from < len(f.Series); from++ {
		to := from
		for to < len(f.Series) && f.Series[to].State == state {
			to++
		}
		if to == from {
			continue
		}
		at := w.FigurePoint(f.Spec.Series, f.Series[from])
		if to > from+1 {
			at += "-" + w.FigurePoint(f.Spec.Series, f.Series[to-1])
		}
		out, from = append(out, at), to
	}
	return strings.Join(out, ", ")
}

// figureBars are the parts of a figure, one bar each; of a funnel each step, as the share of its start.
func (w Words) figureBars(v *service.FigureView, sel figures.Selection, f *figures.Figure) (model.Chart, bool) {
	c, known := model.Chart{Title: w.FigureName(f.Spec)}, false
	if f.Spec.Unit == figures.UnitShare {
		c.Top = 1
	}
	var steps, parts []figures.Part
	for _, p := range f.Parts {
		if p.Kind == "step" {
			steps = append(steps, p)
		} else {
			parts = append(parts, p)
		}
	}
	if len(steps) > 0 {
		c.Top, parts = 1, nil
	} else if len(parts) > 0 {
		for _, l := range w.FigureGoals(f) {
			if f.Spec.Unit == figures.UnitShare {
				c.Goals = append(c.Goals, l)
			}
		}
	}
	for _, p := range append(steps, parts...) {
		row := model.ChartRow{
			Label: w.FigurePart(v, sel, p), Values: []float64{math.NaN()}, Text: w.FigureValue(f.Spec, p.Result),
		}
		if p.State == figures.StateShown {
			row.Values[0], known = p.Value, true
			switch {
			case p.Kind == "step":
				row.Text = w.Int(p.Num) + " · " + w.FigureNumber(f.Spec, p.Value)
			case f.Spec.Unit == figures.UnitShare:
				row.Text += " · " + w.T("figure.of.short", "num", p.Num, "den", p.Den)
			}
		}
		c.Rows = append(c.Rows, row)
	}
	return c, known
}
