package cli

import (
	"context"
	"strings"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// showEnrolment prints where a course stands: what is next and late, what is done, its phases.
func (s *session) showEnrolment(ctx context.Context, word string) error {
	v, err := s.enrolmentNamed(ctx, word)
	if err != nil {
		return err
	}
	code := string(s.words.Code())
	next, done, phases := []object{}, []object{}, []object{}
	var lines []string
	for _, a := range v.CourseItems(v.Enrolment) {
		said := both(s.root, func(w present.Words) string {
			return present.CourseItemText(v.CitizenEnrolments, w, v.Enrolment, a)
		})
		next = append(next, object{
			{"kind", a.Kind}, {"key", a.Key}, {"on", dayOrNull(a.On)}, {"late", a.Late}, {"text", said},
		})
		late := " "
		if a.Late {
			late = "!"
		}
		lines = append(lines, strings.TrimRight(late+" "+said.label.(string)+"  "+a.On.String(), " "))
	}
	for _, row := range v.P.Rows("element") {
		for _, t := range v.Ticked(row.Key) {
			done = append(done, object{{"key", row.Key}, {"on", t.On.String()}, {"evidence", t.EvidenceType}})
			lines = append(lines, "✓ "+row.Name.In(code)+"  "+t.On.String())
		}
	}
	for _, sp := range v.P.Spans(v.Enrolment.StartOn, v.Enrolment.Days.V) {
		from, to := sp.From.String(), sp.To.String()
		phases = append(phases, object{{"key", sp.Phase.Key}, {"from", from}, {"to", to}})
		lines = append(lines, "  "+sp.Phase.Name.In(code)+"  "+from+" – "+to)
	}
	e := v.Enrolment
	redrawn := []object{}
	for _, r := range e.Regroupings() {
		redrawn = append(redrawn, object{
			{"on", r.On.String()}, {"group", r.Group}, {"drawn", r.Drawn}, {"why", r.Why},
		})
		lines = append(lines, "  "+s.words.Regrouping(r))
	}
	answers := []object{}
	for i := range v.P.Questions {
		q := &v.P.Questions[i]
		if answer := model.KeyedLine(e.Answers, q.Key); answer != "" {
			answers = append(answers, object{{"question", q.Key}, {"answer", answer}})
			lines = append(lines, "  "+q.Name.In(code)+": "+s.words.Answer(q, e))
		}
	}
	for _, was := range e.Triaged {
		lines = append(lines, "  "+s.T("enrolment.triaged")+": "+was)
	}
	unfit, unasked := questionKeys(v.P.Unfit(e)), questionKeys(v.P.Unasked(e))
	if s.json {
		return s.out.json(object{
			{"ref", e.Ref}, {"citizen", v.Citizen.Ref}, {"key", v.P.Key}, {"edition", e.Edition},
			{"name", s.inBoth(v.P.Name)},
			{"from", e.StartOn.String()}, {"to", dayOrNull(e.EndedOn)}, {"triage", e.Triage}, {"group", e.Group},
			{"drawn", e.Drawn}, {"redrawn", redrawn}, {"triaged", append([]string{}, e.Triaged...)},
			{"answers", answers}, {"not_met", unfit}, {"unasked", unasked},
			{"outcome", e.Outcome}, {"phases", phases}, {"next", next}, {"done", done},
		})
	}
	s.out.line(e.Ref + " " + v.P.ShortName(code) + " · " + service.NameIn(v.Citizen) + " · " + e.StartOn.String())
	for _, l := range append(s.words.TargetFit(v.P, e), lines...) {
		s.out.line(l)
	}
	return nil
}

func questionKeys(list []programme.Question) []string {
	out := []string{}
	for _, q := range list {
		out = append(out, q.Key)
	}
	return out
}
