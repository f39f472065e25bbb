package cli

import (
	"context"
	"strings"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// showEnrolment prints where an enrolment stands: its triage and group, what is next and done, its plan and who does
// what.
func (s *session) showEnrolment(ctx context.Context, word string) error {
	v, err := s.enrolmentNamed(ctx, word)
	if err != nil {
		return err
	}
	e := v.Enrolment
	s.look(v.Citizen)
	if s.json {
		return s.out.json(s.enrolmentObject(v))
	}
	s.out.line(e.Ref + " " + v.P.ShortName(s.code()) + " · " + service.NameIn(v.Citizen) + " · " + e.StartOn.String())
	for _, l := range append(s.words.TargetFit(v.P, e), s.enrolmentFacts(v)...) {
		s.out.line(l)
	}
	for _, section := range []struct {
		title string
		lines []string
	}{
		{"enrolment.section.next", s.nextLines(v)},
		{"enrolment.section.elements", s.doneLines(v)},
		{"enrolment.phases", s.phaseLines(v)},
		{"enrolment.section.plan", s.planLines(v)},
		{"enrolment.section.roles", s.roleLines(v)},
	} {
		if len(section.lines) == 0 {
			continue
		}
		s.out.line("")
		s.out.line(s.T(section.title))
		for _, l := range section.lines {
			s.out.line(strings.TrimRight(l, " "))
		}
	}
	return nil
}

func (s *session) code() string { return string(s.words.Code()) }

// enrolmentFacts are the group, how it was drawn, the triage with the ones before it, and the answers.
func (s *session) enrolmentFacts(v *service.EnrolmentView) (lines []string) {
	e := v.Enrolment
	say := func(label string, values ...string) {
		if text := service.JoinNonEmpty(" · ", values...); text != "" {
			lines = append(lines, "  "+label+": "+text)
		}
	}
	if e.Group != "" {
		say(s.T("enrolment.group"), s.T("opt.enrolment_group."+e.Group), s.words.DrawnGroup(e.Drawn))
	}
	for _, r := range e.Regroupings() {
		lines = append(lines, "  "+s.words.Regrouping(r))
	}
	if e.Triage != "" {
		say(s.T("enrolment.triage"), v.P.Word("triage", e.Triage, s.code()), e.TriageOn.String(), e.TriageReason)
		say(s.T("enrolment.triage_next"), v.P.Word("follow", e.TriageNext, s.code()))
	}
	for _, was := range e.Triaged {
		say(s.T("enrolment.triaged"), was)
	}
	for i := range v.P.Questions {
		if q := &v.P.Questions[i]; model.KeyedLine(e.Answers, q.Key) != "" {
			say(q.Name.In(s.code()), s.words.Answer(q, e))
		}
	}
	return lines
}

// nextLines are what is next; a question that nobody asked stands among the facts already.
func (s *session) nextLines(v *service.EnrolmentView) (lines []string) {
	for _, a := range v.CourseItems(v.Enrolment) {
		if a.Kind == "question" {
			continue
		}
		late := " "
		if a.Late {
			late = "!"
		}
		text := present.CourseItemText(v.CitizenEnrolments, s.words, v.Enrolment, a)
		lines = append(lines, late+" "+text+"  "+a.On.String())
	}
	return lines
}

func (s *session) doneLines(v *service.EnrolmentView) (lines []string) {
	for _, row := range v.P.Rows("element") {
		for _, t := range v.Ticked(row.Key) {
			lines = append(lines, "✓ "+row.Name.In(s.code())+"  "+t.On.String())
		}
	}
	return lines
}

func (s *session) phaseLines(v *service.EnrolmentView) (lines []string) {
	for _, sp := range v.P.Spans(v.Enrolment.StartOn, v.Enrolment.Days.V) {
		lines = append(lines, "  "+sp.Phase.Name.In(s.code())+"  "+sp.From.String()+" – "+sp.To.String())
	}
	return lines
}

func (s *session) planLines(v *service.EnrolmentView) (lines []string) {
	for _, l := range v.Lines[v.Enrolment.ID] {
		lines = append(lines, "  "+s.T("opt.plan_kind."+l.Kind)+": "+s.words.PlanLine(v, l))
	}
	return lines
}

func (s *session) roleLines(v *service.EnrolmentView) (lines []string) {
	for _, r := range v.P.Roles {
		name := v.Enrolment.RoleName(r.Key)
		if name == "" {
			name = s.T("enrolment.nobody")
		}
		lines = append(lines, "  "+r.Name.In(s.code())+": "+name)
	}
	return lines
}

// enrolmentObject is the whole of it for a program.
func (s *session) enrolmentObject(v *service.EnrolmentView) object {
	e := v.Enrolment
	next, done, phases, plan := []object{}, []object{}, []object{}, []object{}
	for _, a := range v.CourseItems(e) {
		said := both(s.root, func(w present.Words) string {
			return present.CourseItemText(v.CitizenEnrolments, w, e, a)
		})
		next = append(next, object{
			{"kind", a.Kind}, {"key", a.Key}, {"on", dayOrNull(a.On)}, {"late", a.Late}, {"text", said},
		})
	}
	for _, row := range v.P.Rows("element") {
		for _, t := range v.Ticked(row.Key) {
			done = append(done, object{{"key", row.Key}, {"on", t.On.String()}, {"evidence", t.EvidenceType}})
		}
	}
	for _, sp := range v.P.Spans(e.StartOn, e.Days.V) {
		phases = append(phases, object{{"key", sp.Phase.Key}, {"from", sp.From.String()}, {"to", sp.To.String()}})
	}
	for _, l := range v.Lines[e.ID] {
		plan = append(plan, object{
			{"kind", l.Kind}, {"track", l.Track}, {"on", dayOrNull(l.On)}, {"done_on", dayOrNull(l.DoneOn)},
			{"who", l.Who}, {"words", l.Words}, {"company", v.Names[l.CompanyID]}, {"presence", l.Presence},
		})
	}
	redrawn, answers, roles := []object{}, []object{}, []object{}
	for _, r := range e.Regroupings() {
		redrawn = append(redrawn, object{
			{"on", r.On.String()}, {"group", r.Group}, {"drawn", r.Drawn}, {"why", r.Why},
		})
	}
	for _, q := range v.P.Questions {
		if answer := model.KeyedLine(e.Answers, q.Key); answer != "" {
			answers = append(answers, object{{"question", q.Key}, {"answer", answer}})
		}
	}
	for _, r := range v.P.Roles {
		if name := e.RoleName(r.Key); name != "" {
			roles = append(roles, object{{"role", r.Key}, {"name", name}})
		}
	}
	return object{
		{"ref", e.Ref}, {"citizen", v.Citizen.Ref}, {"key", v.P.Key}, {"edition", e.Edition},
		{"name", s.inBoth(v.P.Name)},
		{"from", e.StartOn.String()}, {"to", dayOrNull(e.EndedOn)}, {"group", e.Group},
		{"drawn", e.Drawn}, {"redrawn", redrawn}, {"triage", e.Triage}, {"triage_on", dayOrNull(e.TriageOn)},
		{"triage_reason", e.TriageReason}, {"triage_next", e.TriageNext}, {"triaged", append([]string{}, e.Triaged...)},
		{"answers", answers}, {"not_met", questionKeys(v.P.Unfit(e))}, {"unasked", questionKeys(v.P.Unasked(e))},
		{"outcome", e.Outcome}, {"phases", phases}, {"next", next}, {"done", done}, {"plan", plan}, {"roles", roles},
	}
}

func questionKeys(list []programme.Question) []string {
	out := []string{}
	for _, q := range list {
		out = append(out, q.Key)
	}
	return out
}
