package present

import (
	"jobspor/model/rules"
	"jobspor/ui/kit"
)

// RatioText says a hint in one line: "0,27 af 1 plads brugt". Where the rule is not known it is what the rule
// says.
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

// RatioLine is a hint with its name and what it is: "Forholdstal (vejledende): 0,27 af 1 plads brugt".
func (w Words) RatioLine(g rules.Guard) string {
	return w.T("care.ratio.line", "said", w.RatioText(g))
}

// RatioPair is a hint on the card of a workplace, with what is to be asked first.
func (w Words) RatioPair(g rules.Guard) kit.Pair {
	said := w.T("care.ratio.advice", "said", w.RatioText(g))
	if asks := w.GuardMissing(g); len(asks) > 0 {
		said += ". " + asks[0]
	}
	return kit.Pair{Label: w.T("care.ratio"), Value: said}
}
