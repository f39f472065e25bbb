package present

import (
	"strconv"

	"jobspor/model"
	"jobspor/model/rules"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// GuardTitle is the subject of a guard: "Rimelighedskrav".
func (w Words) GuardTitle(g rules.Guard) string { return lang.Capital(w.T("guard.title." + g.Key)) }

// GuardText is a guard's sentence.
func (w Words) GuardText(g rules.Guard) string {
	return w.guardSentence(g, rules.Line{Text: g.Text, Args: g.Args})
}

// GuardSums are the lines of the calculation, and the rule's own remark.
func (w Words) GuardSums(g rules.Guard) []string {
	out := w.guardLines(g, g.Lines)
	if g.Rule == nil || g.Rule.Unknown || g.Rule.Kind == "reminder" || g.Rule.Kind == "insurance" ||
		g.Rule.Danish == "" {
		return out
	}
	key := "guard.remark"
	if g.Rule.Kind == "money" {
		key = "guard.rate"
	}
	return append(out, w.guardSentence(g, rules.Line{Text: key}))
}

// GuardMissing are the open questions of a guard: what is not known or not done.
func (w Words) GuardMissing(g rules.Guard) []string { return w.guardLines(g, g.Missing) }

// GuardSource is the legal source of the rule, how certain it is, and when it applies.
func (w Words) GuardSource(g rules.Guard) string {
	if g.Rule == nil {
		return w.T("guard.source.none")
	}
	return w.T("guard.source", "source", g.Source, "confidence", w.T("opt.confidence."+g.Confidence), "valid",
		w.Valid(g.From, g.To))
}

// Edition says of which edition the rules are and when it runs out: from some weeks before that day on, and for what
// begins by then; else nothing.
func (w Words) Edition(set *rules.Set, today, begins model.Date) string {
	ends := set.Ends()
	if ends == 0 || max(today, begins) < ends.Add(-service.EditionSoon) {
		return ""
	}
	past := 2
	if today > ends {
		past = 1
	}
	return w.T("guard.edition", "edition", set.Edition, "past", past, "on", w.DayYear(ends.Time()))
}

// Valid formats a period of validity.
func (w Words) Valid(from, to model.Date) string {
	day := func(d model.Date) string { return w.Date(d.Time()) + " " + strconv.Itoa(d.Time().Year()) }
	args := []any{"from", day(from), "to", day(to)}
	switch {
	case from == 0 && to == 0:
		return w.T("guard.valid.always")
	case to == 0:
		return w.T("guard.valid.from", args...)
	case from == 0:
		return w.T("guard.valid.to", args...)
	}
	return w.T("guard.valid.both", args...)
}

func (w Words) guardLines(g rules.Guard, sums []rules.Line) []string {
	var out []string
	for _, s := range sums {
		out = append(out, w.guardSentence(g, s))
	}
	return out
}

func (w Words) guardSentence(g rules.Guard, s rules.Line) string {
	args := w.Args(s.Args)
	if g.Rule != nil {
		args = append(args, "words", g.Rule.Words(string(w.Code())))
	}
	return w.T(s.Text, args...)
}

// formatMeasure formats a measure of the model; any other value is returned unchanged.
func (w Words) formatMeasure(v any) any {
	switch x := v.(type) {
	case model.FTE:
		return w.Trimmed(float64(x)/100, 2)
	case rules.Hundredths:
		return w.Trimmed(float64(x)/100, 2)
	case rules.Share:
		return w.Trimmed(float64(x.Hundredths())/100, 2)
	case rules.Span:
		return w.span(int(x))
	case rules.Months:
		return w.T("span.months", "months", int(x))
	case rules.Phrase:
		return w.T(string(x))
	case rules.Amount:
		return w.RuleAmount(x)
	case rules.Ore:
		return w.kroner(int(x))
	}
	return v
}

// span formats a number of days as weeks and days.
func (w Words) span(days int) string {
	weeks, rest := days/7, days%7
	switch {
	case weeks == 0:
		return w.T("span.days", "days", rest)
	case rest == 0:
		return w.T("span.weeks", "weeks", weeks)
	}
	return w.T("span.both", "weeks", weeks, "days", rest)
}

// kroner formats an amount: "145 kr.", "28,66 kr.".
func (w Words) kroner(ore int) string {
	if ore%100 == 0 || ore >= 10000 {
		return w.T("guard.kroner", "amount", w.Int((ore+50)/100))
	}
	return w.T("guard.kroner", "amount", w.Decimal(float64(ore)/100, 2))
}

// RatioText is a hint in one line: "0,27 af 1 plads brugt". When the rule is not known it is the guard's sentence.
func (w Words) RatioText(g rules.Guard) string {
	if _, counted := g.Args["used"]; !counted {
		return w.GuardText(g)
	}
	key := "care.ratio.says"
	if g.Text == "guard.ratio.number" {
		key = "care.ratio.least" // the number of employees is not known
	}
	return w.guardSentence(g, rules.Line{Text: key, Args: g.Args})
}

// RatioLine is a hint with its name: "Forholdstal (vejledende): 0,27 af 1 plads brugt".
func (w Words) RatioLine(g rules.Guard) string {
	return w.T("care.ratio.line", "said", w.RatioText(g))
}

// RatioPair is a hint on the card of a workplace, with the first open question.
func (w Words) RatioPair(g rules.Guard) kit.Pair {
	text := w.T("care.ratio.advice", "said", w.RatioText(g))
	if asks := w.GuardMissing(g); len(asks) > 0 {
		text += ". " + asks[0]
	}
	return kit.Pair{Label: w.T("care.ratio"), Value: text}
}
