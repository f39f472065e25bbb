package cli

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/figures"
	"jobspor/ui/service"
)

// figuresOptions is what `figures` was asked.
type figuresOptions struct {
	fileOptions
	keys       []string
	wish       service.FigureRequest
	consultant string
	page       bool
}

func (r *root) newFigures() *cobra.Command {
	var o figuresOptions
	c := r.new("figures", between(0, -1), func(ctx context.Context, args []string) error {
		o.keys = args
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.figures(ctx, o) })
	})
	o.flags(c)
	f := c.Flags()
	f.StringVar(&o.wish.From, "from", "", "")
	f.StringVar(&o.wish.To, "to", "", "")
	f.StringVar(&o.wish.Programme, "programme", "", "")
	f.StringVar(&o.wish.Team, "team", "", "")
	f.StringVar(&o.consultant, "consultant", "", "")
	f.StringVar(&o.wish.Group, "group", "", "")
	f.BoolVar(&o.page, "page", false, "")
	return says(c, "figure", "name", "value", "unit", "state", "low", "high", "numerator", "denominator", "people", "left_out", "from", "on", "definition",
		"denominator_words", "exclusions", "levels", "parts", "series", "compare", "file", "format", "rows", "missing")
}

// figures prints the figures of a selection, or writes them to a file.
func (s *session) figures(ctx context.Context, o figuresOptions) error {
	if err := s.knownFigures(o.keys); err != nil {
		return err
	}
	if o.consultant != "" {
		e, err := s.find(ctx, "consultant", o.consultant)
		if err != nil {
			return err
		}
		o.wish.Consultant = e.Meta().ID
	}
	v, err := s.Service.FigureBase(ctx, nil)
	if err != nil {
		return err
	}
	sel, err := s.words.SelectFigures(v, o.wish)
	if err != nil {
		return err
	}
	list, err := v.Base.Compute(sel)
	if err != nil {
		return err
	}
	if len(o.keys) > 0 {
		list = slices.DeleteFunc(list, func(f figures.Figure) bool { return !slices.Contains(o.keys, f.Spec.Key) })
	}
	if o.out != "" || o.format != "" || o.excel || o.page {
		return s.leaveFigures(ctx, v, sel, list, o)
	}
	return s.printFigures(v, sel, list)
}

// knownFigures refuses a key that no figure has.
func (s *session) knownFigures(keys []string) error {
	var known []string
	for _, f := range figures.Definitions() {
		known = append(known, f.Key)
	}
	for _, k := range keys {
		if !slices.Contains(known, k) {
			return model.NewError(model.Usage, "err.figures.key", model.Args{"value": k, "known": strings.Join(known, ", ")})
		}
	}
	return nil
}

// leaveFigures writes figures to a file, as tables or as one page; nothing in them names a citizen.
func (s *session) leaveFigures(ctx context.Context, v *service.FigureView, sel figures.Selection, list []figures.Figure, o figuresOptions) error {
	doc := s.words.FiguresDocument(v, sel, list)
	if o.page || o.name() == "pdf" {
		doc = s.words.FigurePage(v, sel, list)
	}
	args := model.Args{"programme": sel.Programme, "from": sel.From.String(), "to": sel.To.String(), "format": o.name()}
	return s.leave(ctx, doc, o.fileOptions, "export.figures", args, len(list))
}

func (s *session) printFigures(v *service.FigureView, sel figures.Selection, list []figures.Figure) error {
	if s.json {
		return s.out.array(len(list), func(i int) any { return s.figureObject(v, sel, &list[i]) })
	}
	if s.out.human() {
		s.out.line(s.T("figures.title") + ": " + s.words.FigureSelection(v, sel) + " · " + s.words.FigurePeriod(sel))
		s.out.line("")
	}
	t := s.documentTable(s.words.FiguresDocument(v, sel, list))
	if s.out.human() { // a person reads what was counted in words; a pipe gets the columns of the file, numbers as numbers
		t = s.figureLines(list)
	}
	for i, row := range t.rows {
		for c := range row {
			switch n, number := row[c].val.(float64); {
			case number:
				row[c].raw = strconv.FormatFloat(n, 'f', -1, 64)
			case t.cols[c].key == "unit":
				row[c].raw = list[i].Spec.Unit
			case t.cols[c].key == "state":
				row[c].raw = list[i].State
			}
		}
	}
	if err := s.out.table(t); err != nil {
		return err
	}
	if s.out.human() {
		for i := range list {
			if len(list) <= definitionsFor {
				s.figureText(&list[i])
			}
		}
	}
	return nil
}

// definitionsFor is up to how many figures are printed with their definitions; with more of them --json and files have
// these.
const definitionsFor = 3

func (s *session) figureLines(list []figures.Figure) table {
	t := table{cols: []column{{"figure", s.T("figures.col.name"), false}, {"value", s.T("figures.col.value"), true}, {"of", s.T("figures.col.of"), false}}}
	for i := range list {
		f := &list[i]
		t.rows = append(t.rows, []cell{text(s.words.FigureName(f.Spec)), text(s.words.FigureValue(f.Spec, f.Result)), text(s.words.FigureCounted(f.Spec, f.Result))})
	}
	return t
}

// figureText prints the definition of a figure and what it is read against.
func (s *session) figureText(f *figures.Figure) {
	definition, denominator, exclusions := s.words.FigureTexts(f.Spec)
	s.out.heading(s.words.FigureName(f.Spec))
	s.out.lines(s.out.wrapLines(definition))
	s.out.lines(s.out.wrapLines(s.T("figures.doc.col.denominator") + ": " + denominator))
	s.out.lines(s.out.wrapLines(s.T("figures.doc.col.exclusions") + ": " + exclusions + " (" + s.words.FigureLeft(f.Left) + ")"))
	for _, l := range f.Levels {
		s.out.lines(s.out.wrapLines(s.words.FigureLevel(f.Spec, l)))
	}
	s.out.line(s.words.FigureAsOf(f))
}

func (s *session) figureObject(v *service.FigureView, sel figures.Selection, f *figures.Figure) object {
	definition, denominator, exclusions := s.words.FigureTexts(f.Spec)
	o := object{{"figure", f.Spec.Key}, {"name", s.words.FigureName(f.Spec)}, {"unit", f.Spec.Unit}}
	o = append(o, valueObject(f.Spec, f.Result)...)
	var left any = f.Left
	if f.Left == figures.FewLeft {
		left = "under_5"
	}
	o = append(o, object{{"left_out", left}, {"from", f.From.String()}, {"on", f.On.String()}, {"definition", definition},
		{"denominator_words", denominator}, {"exclusions", exclusions}}...)
	code := string(s.words.Code())
	levels, parts, series := []object{}, []object{}, []object{}
	for _, l := range f.Levels {
		kind := map[bool]string{true: "target", false: "reference"}[l.Target]
		levels = append(levels, object{{"kind", kind}, {"value", l.Value}, {"name", l.Name.In(code)}, {"source", l.Source.In(code)}})
	}
	for _, p := range f.Parts {
		parts = append(parts, append(object{{"kind", p.Kind}, {"name", s.words.FigurePart(v, sel, p)}}, valueObject(f.Spec, p.Result)...))
	}
	for _, p := range f.Series {
		series = append(series, append(object{{"from", p.From.String()}, {"on", p.To.String()}}, valueObject(f.Spec, p.Result)...))
	}
	return append(o, member{"levels", levels}, member{"parts", parts}, member{"series", series}, member{"compare", compareObject(f.Compare)})
}

// valueObject is a value with what it was made of; a hidden one has nothing but its state.
func valueObject(spec *figures.Definition, v figures.Result) object {
	if v.State == figures.StateHidden {
		return object{{"value", nil}, {"state", v.State}, {"low", nil}, {"high", nil}, {"numerator", nil}, {"denominator", nil}, {"people", nil}}
	}
	var value, low, high any
	if v.State == figures.StateShown {
		value = rounded(v.Value)
		if spec.Unit == figures.UnitHours || spec.Unit == figures.UnitWeeks {
			low, high = rounded(v.Low), rounded(v.High)
		}
	}
	return object{{"value", value}, {"state", v.State}, {"low", low}, {"high", high}, {"numerator", v.Num}, {"denominator", v.Den}, {"people", v.People}}
}

func compareObject(c *figures.Comparison) any {
	if c == nil {
		return nil
	}
	of := func(i figures.Interval) object {
		return object{{"numerator", i.Num}, {"denominator", i.Den}, {"share", rounded(i.Share)}, {"low", rounded(i.Low)}, {"high", rounded(i.High)}}
	}
	return object{{"treatment", of(c.Treatment)}, {"control", of(c.Control)}, {"difference", rounded(c.Diff)}, {"low", rounded(c.Low)}, {"high", rounded(c.High)}, {"descriptive", true}}
}

// rounded keeps four decimals: more say nothing of people.
func rounded(v float64) float64 { return math.Round(v*1e4) / 1e4 }
