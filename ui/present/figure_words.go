package present

import (
	"math"
	"strings"

	"jobspor/model"
	"jobspor/model/figures"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// FigureName is the name of a figure.
func (w Words) FigureName(s *figures.Definition) string { return w.T(w.figureKey(s), "n", s.Weeks) }

// figureKey is the key of a figure's words: its own, or those of retention after any number of weeks.
func (w Words) figureKey(s *figures.Definition) string {
	if key := "figure." + s.Key; s.Weeks == 0 || w.Has(key) {
		return key
	}
	return "figure." + s.Of
}

// FigureNumber formats a number in the unit of a figure: "14 %", "6,5 t", "3,2 uger", "18".
func (w Words) FigureNumber(s *figures.Definition, v float64) string {
	switch s.Unit {
	case figures.UnitShare:
		return w.Percent(v, 0)
	case figures.UnitHours:
		return w.T("figure.number.hours", "n", w.Trimmed(v, 2))
	case figures.UnitWeeks:
		return w.T("figure.number.weeks", "n", math.Round(v*10)/10)
	}
	return w.Trimmed(v, 1)
}

// FigureValue formats a value, or says in a word or two why there is none.
func (w Words) FigureValue(s *figures.Definition, v figures.Result) string {
	if v.State != figures.StateShown {
		return w.T("figure.state." + v.State)
	}
	return w.FigureNumber(s, v.Value)
}

// FigureCounted is the numerator and denominator: "42 af 280".
func (w Words) FigureCounted(s *figures.Definition, v figures.Result) string {
	switch {
	case v.State == figures.StateHidden:
		return w.T("figure.state.hidden.long")
	case v.State == figures.StateEmpty && v.Den > 0:
		return w.T("figure.state.nobody", "n", v.Den)
	case v.State == figures.StateEmpty:
		return w.T("figure.state.empty.long")
	case s.Mean():
		return w.T("figure.of.mean", "num", v.Num, "den", v.Den)
	case s.Unit == figures.UnitHours || s.Unit == figures.UnitWeeks:
		return w.T("figure.of.median", "num", v.Num, "den", v.Den, "low", w.FigureNumber(s, v.Low), "high",
			w.FigureNumber(s, v.High))
	case s.Unit == figures.UnitNumber && s.Parts == "":
		return w.T("figure."+s.Key+".each", "num", v.Num, "den", v.Den)
	}
	return w.T("figure.of", "num", v.Num, "den", v.Den)
}

// FigureShort is what a value was counted from, for a column: part and whole, or two things that are divided.
func (w Words) FigureShort(s *figures.Definition, v figures.Result) string {
	key := "figure.of.short"
	if s.Unit == figures.UnitNumber && s.Parts == "" {
		key = "figure.of.each"
	}
	return w.T(key, "num", v.Num, "den", v.Den)
}

// FigureLeft says how many were excluded.
func (w Words) FigureLeft(n int) string {
	switch n {
	case 0:
		return w.T("figure.left.none")
	case figures.FewLeft:
		return w.T("figure.left.few")
	}
	return w.T("figure.left", "n", n)
}

// FigureRedrawn says how many groups of a controlled trial were changed after they had been chosen, "" when none.
func (w Words) FigureRedrawn(f *figures.Figure) string {
	switch f.Redrawn {
	case 0:
		return ""
	case figures.FewLeft:
		return w.T("figure.redrawn.few")
	}
	return w.T("figure.redrawn", "n", f.Redrawn)
}

// FigureSector says that a figure is about one sector only, and how many placements were not counted because the sector
// of the workplace is unknown; "" for a figure about every workplace.
func (w Words) FigureSector(f *figures.Figure) string {
	if f.Sector == "" {
		return ""
	}
	text := w.T("figure.sector." + f.Sector)
	switch {
	case f.Unknown == figures.FewLeft:
		text += " " + w.T("figure.sector.unknown.few")
	case f.Unknown > 0:
		text += " " + w.T("figure.sector.unknown", "n", f.Unknown)
	}
	return text
}

// FigureGroup is the value of one group of a comparison with its interval.
func (w Words) FigureGroup(f *figures.Figure, one figures.Interval) string {
	if f.Spec.Mean() {
		return w.T("figure.compare.mean", "mean", w.FigureNumber(f.Spec, one.Value), "num", one.Num, "den", one.Den,
			"low", w.FigureNumber(f.Spec, one.Low), "high", w.FigureNumber(f.Spec, one.High))
	}
	return w.T("figure.compare.group", "share", w.Percent(one.Value, 0), "num", one.Num, "den", one.Den,
		"low", w.points(one.Low), "high", w.points(one.High))
}

// FigureDifference is the difference of the groups of a comparison with its interval.
func (w Words) FigureDifference(f *figures.Figure) string {
	c := f.Compare
	if f.Spec.Mean() {
		return w.T("figure.compare.diff.mean", "diff", w.FigureNumber(f.Spec, c.Diff),
			"low", w.FigureNumber(f.Spec, c.Low), "high", w.FigureNumber(f.Spec, c.High))
	}
	return w.T("figure.compare.diff.value", "diff", w.points(c.Diff), "low", w.points(c.Low), "high", w.points(c.High))
}

// points is a share in percentage points without its sign.
func (w Words) points(v float64) string { return w.Decimal(v*100, 0) }

// FigureLevel names a reference line: a target, or a published number to compare with.
func (w Words) FigureLevel(s *figures.Definition, l figures.Level) string {
	code := string(w.Code())
	what := l.Name.In(code)
	if number := w.FigureNumber(s, l.Value); !strings.Contains(what, number) {
		what = number + ", " + what
	}
	key := map[bool]string{true: "figure.target", false: "figure.reference"}[l.Target]
	return w.T(key, "what", what)
}

// FigurePart names a part of a breakdown: a team, a consultant, a group, an outcome, a step, a workplace.
func (w Words) FigurePart(v *service.FigureView, sel figures.Selection, p figures.Part) string {
	switch p.Kind {
	case "team":
		if p.Key == "" {
			return w.T("figure.part.team.none")
		}
		return p.Key
	case "consultant":
		if c := v.Consultant(p.Key); c != nil {
			return c.Name
		}
		return w.T("figure.part.consultant.none")
	case "group":
		return w.T("opt.enrolment_group." + p.Key)
	case "step":
		return w.T("figure.step." + p.Key)
	case "company":
		return v.Companies[p.Key]
	}
	if p.Key == "" {
		return w.T("figure.part.none")
	}
	if p.Kind == "outcome" {
		return outcome(v, sel.Programme, p.Key, string(w.Code()))
	}
	return w.T("opt." + p.Kind + "." + p.Key)
}

// outcome names an outcome in the words of the programme, or of the first programme that has it.
func outcome(v *service.FigureView, programme, key, code string) string {
	for _, p := range v.Programmes {
		if o := p.Outcome(key); o != nil && (programme == "" || programme == p.Key) {
			return o.Name.In(code)
		}
	}
	return key
}

// FigureSelection describes the selected citizens: "Flere skal med · team Vest · indsatsgruppe".
func (w Words) FigureSelection(v *service.FigureView, sel figures.Selection) string {
	parts := []string{w.T("figures.everybody")}
	if p := v.Programme(sel.Programme); p != nil {
		parts[0] = p.ShortName(string(w.Code()))
	}
	if sel.Group != "" {
		parts = append(parts, w.T("opt.enrolment_group."+sel.Group))
	}
	if sel.Team != "" {
		parts = append(parts, sel.Team)
	}
	if c := v.Consultant(sel.Consultant); c != nil {
		parts = append(parts, c.Name)
	}
	return strings.Join(parts, " · ")
}

// FigurePeriod formats a period: "1/12 2025 – 30/11 2026".
func (w Words) FigurePeriod(sel figures.Selection) string {
	return w.T("figure.as.period", "from", w.yearDay(sel.From), "to", w.yearDay(sel.To))
}

func (w Words) yearDay(d model.Date) string {
	return w.Date(d.Time()) + " " + w.Int(d.Time().Year())
}

// FigureAsOf says on which day a figure was computed, for a monthly one the month, and how many weeks have not reported
// paid hours.
func (w Words) FigureAsOf(f *figures.Figure) string {
	text := w.T("figure.as.of", "day", w.yearDay(f.On))
	if f.Spec.Last {
		text = w.Month(f.On.Time().Month()) + " " + w.Int(f.On.Time().Year()) + " · " + text
	}
	switch {
	case f.Blank == figures.FewLeft:
		text += " · " + w.T("figure.blank.few")
	case f.Blank > 0:
		text += " · " + w.T("hours.unreported", "n", f.Blank)
	}
	return text
}

// FigureTexts are the definition, the denominator and the exclusions of a figure.
func (w Words) FigureTexts(s *figures.Definition) (definition, denominator, exclusions string) {
	key := w.figureKey(s)
	return w.T(key+".definition", "n", s.Weeks), w.T(key+".denominator", "n", s.Weeks),
		w.T(key+".exclusions", "n", s.Weeks)
}

// SelectFigures resolves a request whose group may be any of its words; see FigureView.Select.
func (w Words) SelectFigures(v *service.FigureView, wish service.FigureRequest) (figures.Selection, error) {
	wish.Group = w.group(wish.Group)
	return v.Select(wish)
}

// group finds the key of a group by any of its words; an unknown word is returned unchanged, for Select to refuse.
func (w Words) group(word string) string {
	t, _ := schema.TypeNamed("enrolment")
	f, _ := t.Field("group")
	if key, ok := w.Key(f, word); ok && word != "" {
		return key
	}
	for _, k := range f.Options {
		if word != "" && strings.HasPrefix(strings.ToLower(w.Option(f, k)), strings.ToLower(word)) {
			return k
		}
	}
	return word
}
