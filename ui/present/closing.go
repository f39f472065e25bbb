package present

import (
	"jobspor/model"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// StillRuns names what goes on for a citizen whose case is closed; "" when nothing does.
func (w Words) StillRuns(s service.StillRuns) string {
	var parts []string
	for _, p := range []struct {
		key string
		n   int
	}{{"placements", s.Placements}, {"promises", s.Promises}, {"agreements", s.Unacknowledged},
		{"enrolments", s.Enrolments}, {"consents", s.Consents}, {"retention", s.FirstPaid},
		{"candidates", s.Candidates}} {
		if p.n > 0 {
			parts = append(parts, w.T("still."+p.key, "n", p.n))
		}
	}
	return service.JoinNonEmpty(", ", parts...)
}

// StillRunsError is what is said before a citizen with something that still runs is closed.
func (w Words) StillRunsError(s service.StillRuns, e service.Erasure) error {
	what := w.StillRuns(s) + "; " + w.Erasure(e)
	return model.NewError(model.Invalid, "err.still.runs", model.Args{"what": what}).WithField("status")
}

// Erasure says when a closed case may be erased.
func (w Words) Erasure(e service.Erasure) string {
	if e.Months == 0 {
		return w.T("still.erase.unknown")
	}
	source := e.Source
	if source == "" {
		source = w.T("still.erase.nosource")
	}
	return w.T("still.erase.on", "day", w.DayYear(e.On.Time()), "n", e.Months, "source", source)
}

// ErasureLine is Erasure as a sentence of its own.
func (w Words) ErasureLine(e service.Erasure) string { return lang.Capital(w.Erasure(e)) + "." }

// ClosingLines name what still runs for each who is about to be closed: no more than most of them, and how many more.
func (w Words) ClosingLines(list []service.Closing, most int) []string {
	var out []string
	for i, c := range list {
		if i == most {
			return append(out, w.T("closing.more", "n", len(list)-most))
		}
		key, what := "closing.one", w.StillRuns(c.Runs)
		if what == "" {
			key = "closing.clear"
		}
		out = append(out, w.T(key, "who", service.NameIn(c.Citizen), "what", what))
	}
	return out
}
