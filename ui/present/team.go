package present

import (
	"strings"

	"jobspor/model"
	"jobspor/ui/service"
)

// PrerequisiteState says how far the team is: "i gang · 12/11 · Karin · møde i uge 49".
func (w Words) PrerequisiteState(r *model.Prerequisite) string {
	if r.State == "" {
		return w.T("prerequisite.unseen")
	}
	day := ""
	if r.On != 0 {
		day = w.DayYear(r.On.Time())
	}
	return service.JoinNonEmpty(" · ", w.T("opt.prerequisite_state."+r.State), day, r.Who,
		strings.Join(strings.Fields(r.Note), " "))
}

// TriageFollows says how far what a triage group leads to is: "1 af 3 krydset af · næste: sagsfremlæggelse"; what it is
// where there is nothing to tick.
func (w Words) TriageFollows(v *service.ProgrammeView, e *model.Enrolment) string {
	code := string(w.Code())
	done, all, next := v.Done(e)
	switch {
	case all == 0:
		return v.Of(e).Word("follow", e.TriageNext, code)
	case next == nil:
		return w.T("programme.done.all", "n", all)
	}
	return w.T("programme.done", "n", done, "all", all) + " · " + w.T("programme.done.next", "what", next.Name.In(code))
}
