package present

import (
	"jobspor/model"
	"jobspor/ui/service"
)

// StillRuns names what goes on for a citizen whose case is closed; "" when nothing does.
func (w Words) StillRuns(s service.StillRuns) string {
	var parts []string
	for _, p := range []struct {
		key string
		n   int
	}{{"placements", s.Placements}, {"promises", s.Promises}, {"agreements", s.Unacknowledged},
		{"enrolments", s.Enrolments}, {"consents", s.Consents}, {"retention", s.FirstPaid}} {
		if p.n > 0 {
			parts = append(parts, w.T("still."+p.key, "n", p.n))
		}
	}
	return service.JoinNonEmpty(", ", parts...)
}

// StillRunsError is what is said before a citizen with something that still runs is closed.
func (w Words) StillRunsError(s service.StillRuns) error {
	return model.NewError(model.Invalid, "err.still.runs", model.Args{"what": w.StillRuns(s)}).WithField("status")
}
