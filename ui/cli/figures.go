package cli

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/figures"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// figuresOptions are the options of `figures`.
type figuresOptions struct {
	fileOptions
	request    service.FigureRequest
	consultant string
	page       bool
}

func figuresCommand() command {
	o := &figuresOptions{}
	return command{
		name: "figures", args: between(0, -1), run: o.run,
		flags: append(o.fileOptions.flags(),
			option(&o.request.From, "from", "", "cli.figures.flag.from"),
			option(&o.request.To, "to", "", "cli.figures.flag.to"),
			option(&o.request.Programme, "programme", "", "cli.figures.flag.programme"),
			option(&o.request.Team, "team", "", "cli.figures.flag.team"),
			option(&o.consultant, "consultant", "", "cli.figures.flag.consultant"),
			option(&o.request.Group, "group", "", "cli.figures.flag.group"),
			option(&o.page, "page", false, "cli.figures.flag.page")),
		json: []string{
			"figure", "name", "value", "unit", "state", "low", "high", "numerator", "denominator", "people",
			"left_out", "unreported", "from", "on", "definition", "denominator_words", "exclusions", "levels", "parts",
			"series", "compare", "redrawn", "sector", "sector_unknown", "file", "format", "rows", "missing",
		},
	}
}

// run prints the figures of a selection, or writes them to a file.
func (o *figuresOptions) run(ctx context.Context, s *session, keys []string) error {
	if err := requireFigures(keys); err != nil {
		return err
	}
	if o.consultant != "" {
		e, err := s.find(ctx, "consultant", o.consultant)
		if err != nil {
			return err
		}
		o.request.Consultant = e.Meta().ID
	}
	v, err := s.Service.FigureBase(ctx, nil)
	if err != nil {
		return err
	}
	sel, err := s.words.SelectFigures(v, o.request)
	if err != nil {
		return err
	}
	list, err := v.Base.Compute(sel)
	if err != nil {
		return err
	}
	if len(keys) > 0 {
		list = slices.DeleteFunc(list, func(f figures.Figure) bool { return !slices.Contains(keys, f.Spec.Key) })
	}
	if o.out != "" || o.format != "" || o.excel || o.page {
		return o.export(ctx, s, v, sel, list)
	}
	return s.printFigures(v, sel, list)
}

// requireFigures refuses a key that no figure has.
func requireFigures(keys []string) error {
	var known []string
	for _, f := range figures.Definitions() {
		known = append(known, f.Key)
	}
	for _, k := range keys {
		if _, ok := figures.DefinitionNamed(k); !ok {
			args := model.Args{"value": k, "known": strings.Join(known, ", ")}
			return model.NewError(model.Usage, "err.figures.key", args)
		}
	}
	return nil
}

// export writes figures to a file, as tables or as one page, as they may leave the house; nothing in them names a
// citizen.
func (o *figuresOptions) export(
	ctx context.Context, s *session, v *service.FigureView, sel figures.Selection, list []figures.Figure,
) error {
	list = figures.Outward(list)
	doc := s.bilingual(o.name(), func(w present.Words) model.Document {
		if o.page || slices.Contains(present.PaperFormats[:2], o.name()) {
			return w.FigurePage(v, sel, list)
		}
		return w.FiguresDocument(v, sel, list)
	})
	args := model.Args{
		"programme": sel.Programme, "from": sel.From.String(), "to": sel.To.String(), "format": o.name(),
	}
	return s.export(ctx, doc, o.fileOptions, service.Out{Action: "export.figures", Args: args, Rows: len(list),
		To: service.ToAnybody})
}

func (s *session) printFigures(v *service.FigureView, sel figures.Selection, list []figures.Figure) error {
	if s.json {
		return s.out.array(len(list), func(i int) any { return s.figureObject(v, sel, &list[i]) })
	}
	if s.out.human() {
		s.out.line(s.T("figures.title") + ": " + s.words.FigureSelection(v, sel) + " · " + s.words.FigurePeriod(sel))
		s.out.line("")
	}
	t := documentTable(s.words.FiguresDocument(v, sel, list))
	if s.out.human() { // in words; a pipe gets the columns of the file, numbers as numbers
		t = s.figureLines(list)
	} else {
		figuresForPipe(t, list)
	}
	if err := s.out.table(t); err != nil {
		return err
	}
	if s.out.human() && len(list) <= definitionsFor {
		for i := range list {
			s.printFigureText(&list[i])
		}
	}
	return nil
}

// figuresForPipe writes numbers with a decimal point, and units and states by their keys.
func figuresForPipe(t table, list []figures.Figure) {
	for i, row := range t.rows {
		for c := range row {
			switch n, isNumber := row[c].val.(float64); {
			case isNumber:
				row[c].raw = strconv.FormatFloat(n, 'f', -1, 64)
			case t.cols[c].key == "unit":
				row[c].raw = list[i].Spec.Unit
			case t.cols[c].key == "state":
				row[c].raw = list[i].State
			}
		}
	}
}

// definitionsFor is up to how many figures are printed with their definitions; with more of them --json and files have
// these.
const definitionsFor = 3

func (s *session) figureLines(list []figures.Figure) table {
	t := table{cols: []column{
		{"figure", s.T("figures.col.name"), false},
		{"value", s.T("figures.col.value"), true},
		{"of", s.T("figures.col.of"), false},
	}}
	for i := range list {
		f := &list[i]
		t.rows = append(t.rows, []cell{
			text(s.words.FigureName(f.Spec)), text(s.words.FigureValue(f.Spec, f.Result)),
			text(s.words.FigureCounted(f.Spec, f.Result)),
		})
	}
	return t
}

// printFigureText prints the definition of a figure and what it is read against.
func (s *session) printFigureText(f *figures.Figure) {
	definition, denominator, exclusions := s.words.FigureTexts(f.Spec)
	s.out.heading(s.words.FigureName(f.Spec))
	s.out.lines(s.out.wrapLines(definition))
	s.out.lines(s.out.wrapLines(s.T("figures.doc.col.denominator") + ": " + denominator))
	exclusions += " (" + s.words.FigureLeft(f.Left) + ")"
	s.out.lines(s.out.wrapLines(s.T("figures.doc.col.exclusions") + ": " + exclusions))
	for _, l := range f.Levels {
		s.out.lines(s.out.wrapLines(s.words.FigureLevel(f.Spec, l)))
	}
	if c := f.Compare; c != nil {
		for i, one := range []figures.Interval{c.Treatment, c.Control} {
			group := s.T("opt.enrolment_group." + model.EnrolmentGroups[i])
			s.out.lines(s.out.wrapLines(group + ": " + s.words.FigureGroup(f, one)))
		}
		s.out.lines(s.out.wrapLines(s.T("figure.compare.diff") + ": " + s.words.FigureDifference(f)))
		s.out.lines(s.out.wrapLines(s.T("figure.compare.method." + c.Method)))
		s.out.lines(s.out.wrapLines(s.T("figure.compare.warning")))
	}
	if changed := s.words.FigureRedrawn(f); changed != "" {
		s.out.line(changed)
	}
	if sector := s.words.FigureSector(f); sector != "" {
		s.out.lines(s.out.wrapLines(sector))
	}
	s.out.line(s.words.FigureAsOf(f))
}

func (s *session) figureObject(v *service.FigureView, sel figures.Selection, f *figures.Figure) object {
	definition, denominator, exclusions := s.words.FigureTexts(f.Spec)
	danish, danishDenominator, danishExclusions := s.inDanish().FigureTexts(f.Spec)
	name := both(s.root, func(w present.Words) string { return w.FigureName(f.Spec) })
	unit := labelled{f.Spec.Unit, s.T("figure.unit." + f.Spec.Unit)}
	o := object{{"figure", f.Spec.Key}, {"name", name}, {"unit", unit}}
	o = append(o, valueObject(f.Spec, f.Result)...)
	o = append(o, object{
		{"left_out", fewOr(f.Left)}, {"unreported", fewOr(f.Blank)}, {"from", f.From.String()}, {"on", f.On.String()},
		{"definition", labelled{danish, definition}},
		{"denominator_words", labelled{danishDenominator, denominator}},
		{"exclusions", labelled{danishExclusions, exclusions}},
	}...)
	levels, parts, series := []object{}, []object{}, []object{}
	for _, l := range f.Levels {
		kind := map[bool]string{true: "target", false: "reference"}[l.Target]
		levels = append(levels, object{
			{"kind", kind}, {"value", l.Value}, {"name", s.inBoth(l.Name)}, {"source", s.inBoth(l.Source)},
		})
	}
	for _, p := range f.Parts {
		name := both(s.root, func(w present.Words) string { return w.FigurePart(v, sel, p) })
		part := object{{"kind", p.Kind}, {"name", name}}
		parts = append(parts, append(part, valueObject(f.Spec, p.Result)...))
	}
	for _, p := range f.Series {
		point := object{{"from", p.From.String()}, {"on", p.To.String()}}
		series = append(series, append(point, valueObject(f.Spec, p.Result)...))
	}
	return append(o, object{
		{"levels", levels}, {"parts", parts}, {"series", series}, {"compare", compareObject(f.Compare)},
		{"redrawn", fewOr(f.Redrawn)}, {"sector", f.Sector}, {"sector_unknown", fewOr(f.Unknown)},
	}...)
}

// fewOr is a number of people, or a word where it is too small to be told.
func fewOr(n int) any {
	if n == figures.FewLeft {
		return "under_5"
	}
	return n
}

// valueObject is a value with what it was made of; a hidden one has nothing but its state.
func valueObject(spec *figures.Definition, v figures.Result) object {
	if v.State == figures.StateHidden {
		return object{
			{"value", nil}, {"state", v.State}, {"low", nil}, {"high", nil}, {"numerator", nil}, {"denominator", nil},
			{"people", nil},
		}
	}
	var value, low, high any
	if v.State == figures.StateShown {
		value = rounded(v.Value)
		if spec.Unit == figures.UnitHours || spec.Unit == figures.UnitWeeks {
			low, high = rounded(v.Low), rounded(v.High)
		}
	}
	return object{
		{"value", value}, {"state", v.State}, {"low", low}, {"high", high}, {"numerator", v.Num},
		{"denominator", v.Den}, {"people", v.People},
	}
}

func compareObject(c *figures.Comparison) any {
	if c == nil {
		return nil
	}
	of := func(i figures.Interval) object {
		return object{
			{"numerator", i.Num}, {"denominator", i.Den}, {"value", rounded(i.Value)}, {"low", rounded(i.Low)},
			{"high", rounded(i.High)},
		}
	}
	return object{
		{"method", c.Method}, {"treatment", of(c.Treatment)}, {"control", of(c.Control)},
		{"difference", rounded(c.Diff)}, {"low", rounded(c.Low)}, {"high", rounded(c.High)}, {"descriptive", true},
	}
}

// rounded has four decimals: more mean nothing for counts of people.
func rounded(v float64) float64 { return math.Round(v*1e4) / 1e4 }
