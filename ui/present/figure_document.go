package present

import (
	"math"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/figures"
	"jobspor/ui/service"
)

// FiguresDocument shows figures as tables: the values, their parts, their development, targets and published numbers,
// and their definitions. It holds no name of a citizen.
func (w Words) FiguresDocument(v *service.FigureView, sel figures.Selection, list []figures.Figure) model.Document {
	doc := model.Document{
		Title: w.T("figures.doc.title"), Subtitle: w.FigureSelection(v, sel) + " · " + w.FigurePeriod(sel),
		Lang:     string(w.Code()),
		Sections: []model.Section{{Table: w.figureTable(list)}},
		Notes: []string{
			w.T("figure.rule.small"), w.T("figure.rule.outward"), w.T("figure.rule.week"), w.T("figure.rule.part"),
		}}
	add := func(key string, t *model.TableDoc, charts ...model.Chart) {
		if len(t.Rows) > 0 {
			doc.Sections = append(doc.Sections, model.Section{Title: w.T(key), Table: t, Charts: charts})
		}
	}
	var lines, bars []model.Chart
	for i := range list {
		if c, ok := w.figureLine(&list[i]); ok {
			lines = append(lines, c)
		}
		if c, ok := w.figureBars(v, sel, &list[i]); ok {
			bars = append(bars, c)
		}
	}
	add("figures.doc.parts", w.figureParts(v, sel, list), bars...)
	add("figures.doc.series", w.figureSeries(list), lines...)
	if t := w.figureCompare(list); len(t.Rows) > 0 {
		add("figures.doc.compare", t)
		doc.Notes = append(doc.Notes, w.compareNotes(list)...)
	}
	for i := range list {
		if said := w.FigureSector(&list[i]); said != "" {
			doc.Notes = append(doc.Notes, w.FigureName(list[i].Spec)+": "+said)
		}
	}
	add("figures.doc.levels", w.figureLevels(list))
	add("figures.doc.definitions", w.figureDefinitions(list))
	return doc
}

func (w Words) columns(keys ...string) []model.Column {
	right := []string{"value", "num", "den", "low", "high", "people", "level"}
	out := make([]model.Column, len(keys))
	for i, k := range keys {
		title := "figures.doc.col." + k
		if !w.Has(title) {
			title = "figures.col." + k
		}
		out[i] = model.Column{Key: k, Title: w.T(title), Right: slices.Contains(right, k)}
	}
	return out
}

func (w Words) figureTable(list []figures.Figure) *model.TableDoc {
	t := &model.TableDoc{
		Columns: w.columns("key", "name", "value", "unit", "num", "den", "low", "high", "people", "state", "from",
			"on"),
	}
	for i := range list {
		f := &list[i]
		row := []model.Cell{textCell(f.Spec.Key), textCell(w.FigureName(f.Spec))}
		row = append(row, w.valueCells(f.Spec, f.Result)...)
		t.Rows = append(t.Rows, append(row, dayCell(f.From), dayCell(f.On)))
	}
	return t
}

// valueCells are value, unit, numerator, denominator, quartiles, people and state.
func (w Words) valueCells(s *figures.Definition, v figures.Result) []model.Cell {
	unit := textCell(w.T("figure.unit." + s.Unit))
	if v.State == figures.StateHidden {
		return []model.Cell{{}, unit, {}, {}, {}, {}, {}, textCell(w.T("figure.state.hidden"))}
	}
	value, low, high := model.Cell{}, model.Cell{}, model.Cell{}
	state := ""
	if v.State == figures.StateShown {
		value = w.numberCell(s, v.Value)
		if s.Unit == figures.UnitHours || s.Unit == figures.UnitWeeks {
			low, high = w.numberCell(s, v.Low), w.numberCell(s, v.High)
		}
	} else {
		state = w.T("figure.state." + v.State)
	}
	people := w.intCell(v.People)
	if v.People == 0 && v.Den > 0 { // contacts with workplaces have no citizen
		people = model.Cell{}
	}
	return []model.Cell{value, unit, w.intCell(v.Num), w.intCell(v.Den), low, high, people, textCell(state)}
}

func (w Words) figureParts(v *service.FigureView, sel figures.Selection, list []figures.Figure) *model.TableDoc {
	t := &model.TableDoc{
		Columns: w.columns("key", "name", "kind", "part", "value", "unit", "num", "den", "low", "high", "people",
			"state"),
	}
	for i := range list {
		f := &list[i]
		for _, p := range f.Parts {
			row := []model.Cell{
				textCell(f.Spec.Key), textCell(w.FigureName(f.Spec)), textCell(w.T("figure.part." + p.Kind)),
				textCell(w.FigurePart(v, sel, p)),
			}
			t.Rows = append(t.Rows, append(row, w.valueCells(f.Spec, p.Result)...))
		}
	}
	return t
}

func (w Words) figureSeries(list []figures.Figure) *model.TableDoc {
	t := &model.TableDoc{
		Columns: w.columns("key", "name", "from", "on", "value", "unit", "num", "den", "low", "high", "people",
			"state"),
	}
	for i := range list {
		f := &list[i]
		for _, p := range f.Series {
			row := []model.Cell{textCell(f.Spec.Key), textCell(w.FigureName(f.Spec)), dayCell(p.From), dayCell(p.To)}
			t.Rows = append(t.Rows, append(row, w.valueCells(f.Spec, p.Result)...))
		}
	}
	return t
}

func (w Words) figureCompare(list []figures.Figure) *model.TableDoc {
	t := &model.TableDoc{Columns: w.columns("key", "name", "group", "value", "num", "den", "low", "high")}
	for i := range list {
		f := &list[i]
		if f.Compare == nil {
			continue
		}
		head := []model.Cell{textCell(f.Spec.Key), textCell(w.FigureName(f.Spec))}
		for k, one := range []figures.Interval{f.Compare.Treatment, f.Compare.Control} {
			t.Rows = append(t.Rows,
				append(slices.Clone(head), textCell(w.T("opt.enrolment_group."+model.EnrolmentGroups[k])),
					w.numberCell(f.Spec, one.Value), w.intCell(one.Num), w.intCell(one.Den),
					w.numberCell(f.Spec, one.Low), w.numberCell(f.Spec, one.High)))
		}
		c := f.Compare
		t.Rows = append(t.Rows,
			append(slices.Clone(head), textCell(w.T("figure.compare.diff")), w.numberCell(f.Spec, c.Diff), model.Cell{},
				model.Cell{},
				w.numberCell(f.Spec, c.Low), w.numberCell(f.Spec, c.High)))
	}
	return t
}

// compareNotes say how the intervals of comparisons are made, how many groups were changed, and what a comparison does
// not say.
func (w Words) compareNotes(list []figures.Figure) (notes []string) {
	said := map[string]bool{}
	add := func(text string) {
		if text != "" && !said[text] {
			notes, said[text] = append(notes, text), true
		}
	}
	for i := range list {
		if c := list[i].Compare; c != nil {
			add(w.T("figure.compare.method." + c.Method))
		}
	}
	for i := range list {
		if list[i].Compare != nil {
			add(w.FigureRedrawn(&list[i]))
		}
	}
	add(w.T("figure.compare.warning"))
	return notes
}

func (w Words) figureLevels(list []figures.Figure) *model.TableDoc {
	t := &model.TableDoc{Columns: w.columns("key", "name", "kind", "level", "part", "source")}
	t.Columns[4].Title = w.T("figures.doc.col.what")
	code := string(w.Code())
	for i := range list {
		f := &list[i]
		for _, l := range f.Levels {
			kind := w.T("figures.doc.level." + map[bool]string{true: "target", false: "reference"}[l.Target])
			t.Rows = append(t.Rows, []model.Cell{
				textCell(f.Spec.Key), textCell(w.FigureName(f.Spec)), textCell(kind), w.numberCell(f.Spec, l.Value),
				textCell(l.Name.In(code)), textCell(l.Source.In(code)),
			})
		}
	}
	return t
}

func (w Words) figureDefinitions(list []figures.Figure) *model.TableDoc {
	t := &model.TableDoc{Columns: w.columns("key", "name", "definition", "denominator", "exclusions")}
	for i := range list {
		s := list[i].Spec
		definition, denominator, exclusions := w.FigureTexts(s)
		t.Rows = append(t.Rows, []model.Cell{
			textCell(s.Key), textCell(w.FigureName(s)), textCell(definition), textCell(denominator),
			textCell(exclusions),
		})
	}
	return t
}

// pageFigures are shown where a programme names none of its own.
var pageFigures = []string{
	"touched", "traineeship13", "company_directed", "paid_hours", "first_paid", "retention13", "outcomes",
}

// FigurePage is one page about a programme: its own figures, each with its value, its lines and its definition.
func (w Words) FigurePage(v *service.FigureView, sel figures.Selection, list []figures.Figure) model.Document {
	code := string(w.Code())
	title, wanted := w.T("figures.doc.title"), w.pageKeys(v, sel)
	if p := v.Programme(sel.Programme); p != nil {
		title = w.T("figures.doc.page", "programme", p.Name.In(code))
	}
	t := &model.TableDoc{Columns: w.columns("name", "value", "of")}
	var named []figures.Figure
	var charts []model.Chart
	doc := model.Document{
		Title: title, Subtitle: w.FigureSelection(v, sel) + " · " + w.FigurePeriod(sel), Lang: code,
		Fit: true, Sections: []model.Section{{Table: t}},
	}
	for i := range list {
		f := &list[i]
		if !slices.Contains(wanted, f.Spec.Key) && !slices.Contains(wanted, f.Spec.Of) {
			continue
		}
		named = append(named, *f)
		counted := w.FigureCounted(f.Spec, f.Result)
		for _, l := range f.Levels {
			counted = strings.TrimSuffix(counted, ".") + ". " + w.FigureLevel(f.Spec, l)
		}
		t.Rows = append(t.Rows, []model.Cell{
			textCell(w.FigureName(f.Spec)), textCell(w.FigureValue(f.Spec, f.Result)), textCell(counted),
		})
		charts = append(charts, w.FigureCharts(v, sel, f)...)
		definition, denominator, exclusions := w.FigureTexts(f.Spec)
		doc.Notes = append(doc.Notes,
			w.FigureName(f.Spec)+": "+definition+" "+w.T("figures.doc.col.denominator")+": "+denominator+" "+
				w.T("figures.doc.col.exclusions")+": "+strings.TrimSpace(exclusions+" "+w.FigureSector(f))+" "+
				w.FigureAsOf(f)+".")
	}
	doc.Sections[0].Charts = charts
	if t := w.figureCompare(named); len(t.Rows) > 0 {
		t.Columns, t.Rows = t.Columns[1:], rowsAfterKey(t.Rows)
		doc.Sections = append(doc.Sections, model.Section{
			Title: w.T("figures.doc.compare"), Text: w.compareNotes(named), Table: t,
		})
	}
	doc.Notes = append(doc.Notes, w.T("figure.rule.week"), w.T("figure.rule.small"), w.T("figure.rule.outward"))
	return doc
}

// rowsAfterKey drops the first column, which is only meant for programs.
func rowsAfterKey(rows [][]model.Cell) [][]model.Cell {
	out := make([][]model.Cell, len(rows))
	for i, r := range rows {
		out[i] = r[1:]
	}
	return out
}

func textCell(s string) model.Cell { return model.Cell{Text: s} }

func (w Words) intCell(n int) model.Cell { return model.Cell{Text: w.Int(n), Value: int64(n)} }

func dayCell(d model.Date) model.Cell { return model.Cell{Text: d.String(), Value: d} }

// numberCell has the number as formatted text, and as a value with four decimals.
func (w Words) numberCell(s *figures.Definition, v float64) model.Cell {
	return model.Cell{Text: w.FigureNumber(s, v), Value: math.Round(v*1e4) / 1e4}
}

// PageFormats are the formats of a single page, the one for print first.
var PageFormats = []string{"pdf", "docx", "md", "xlsx", "json"}
