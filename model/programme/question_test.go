package programme

import (
	"slices"
	"testing"

	"jobspor/model"
)

// asking is an effort with one question of each kind.
func asking() *Programme {
	p := effort()
	p.Questions = []Question{{Named: word("age"), Kind: "condition"}, {Named: word("marked"), Kind: "date"},
		{Named: word("by"), Kind: "date", Limit: true}, {Named: word("way"), Kind: "choice",
			Options: []Named{word("work"), word("case")}}, {Named: word("what"), Kind: "text"}}
	p.Elements = append(p.Elements, Element{Named: word("file"), If: "way case"})
	return p
}

// TestAnswers: each kind takes what it can be answered with; nothing is ever kept out by an answer.
func TestAnswers(t *testing.T) {
	for _, c := range []struct{ key, value, want, fault string }{
		{"age", "ja", "yes", ""}, {"age", " Nej ", "no", ""}, {"age", "måske", "", "err.answer.value answers"},
		{"age", "", "", ""}, {"marked", now.String(), now.String(), ""},
		{"marked", (now + 1).String(), "", "err.enrol.future answers"},
		{"by", (now + 1).String(), (now + 1).String(), ""},
		{"way", "CASE", "case", ""}, {"way", "x", "", "err.answer.value answers"}, {"what", "a  b", "a b", ""},
		{"what", "010190-1234", "", "err.cpr answers"}, {"x", "ja", "", "err.answer.question answers"},
	} {
		cs, err := Answer("mk", asking(), enrolled(), nil, c.key, c.value, now)
		if got := fault(err); got != c.fault {
			t.Errorf("%s=%q: got %q, want %q", c.key, c.value, got, c.fault)
		}
		got := ""
		if len(cs.Changes) > 0 {
			got = model.KeyedLine(cs.Changes[0].After.(*model.Enrolment).Answers, c.key)
		}
		if got != c.want {
			t.Errorf("%s=%q: got %q, want %q", c.key, c.value, got, c.want)
		}
	}
	ended := enrolled()
	ended.EndedOn = now
	if _, err := Answer("mk", asking(), ended, nil, "age", "ja", now); fault(err) == "" {
		t.Error("an enrolment that ended was changed")
	}
}

// TestTargetGroupIsSaid: a no does not fit, what was not asked is asked next, and both leave the enrolment alone.
func TestTargetGroupIsSaid(t *testing.T) {
	p, e := asking(), enrolled()
	e.Answers = []string{"age no", "way case", "what no"}
	if got := p.Unfit(e); len(got) != 1 || got[0].Key != "age" {
		t.Errorf("does not fit: got %v", got)
	}
	var unasked []string
	for _, q := range p.Unasked(e) {
		unasked = append(unasked, q.Key)
	}
	if want := []string{"marked", "by"}; !slices.Equal(unasked, want) {
		t.Errorf("not asked: got %v, want %v", unasked, want)
	}
	if fits(p, e) != nil {
		t.Error("a condition that does not hold kept somebody out")
	}
	file := func(e *model.Enrolment) bool {
		return slices.ContainsFunc(p.ElementsFor(e), func(el Element) bool { return el.Key == "file" })
	}
	if !file(e) || file(enrolled()) {
		t.Error("an element that depends on an answer does not follow it")
	}
}

// TestTimeLimitIsAStep: a time limit becomes a step of the plan, and the step moves with it.
func TestTimeLimitIsAStep(t *testing.T) {
	p, e := asking(), enrolled()
	cs, err := Answer("mk", p, e, nil, "by", (now + 10).String(), now)
	if err != nil || len(cs.Changes) != 2 {
		t.Fatalf("got %v, %v", cs.Changes, err)
	}
	e = cs.Changes[0].After.(*model.Enrolment)
	step := cs.Changes[1].After.(*model.PlanLine)
	if step.Kind != "step" || step.On != now+10 || step.Words != "by da" {
		t.Errorf("got %+v", step)
	}
	if cs, err = Answer("mk", p, e, []*model.PlanLine{step}, "by", (now + 20).String(), now); err != nil {
		t.Fatal(err)
	}
	if moved := cs.Changes[1]; moved.Before == nil || moved.After.(*model.PlanLine).On != now+20 {
		t.Errorf("got %+v", moved)
	}
}

// TestHandOverBeforeAPhase is due on the phase's first day.
func TestHandOverBeforeAPhase(t *testing.T) {
	p := &Programme{Equal: true, Phases: []Phase{{Named: word("one")}, {Named: word("two")}}}
	e := &model.Enrolment{StartOn: begun, Days: model.Some(20)}
	if got := p.DueOf(e, &Element{Before: "two"}); got != begun+10 {
		t.Errorf("got %v, want the first day of the second phase", got)
	}
	if got := p.DueOf(&model.Enrolment{StartOn: begun}, &Element{Before: "two"}); got != 0 {
		t.Errorf("a course without a length: got %v", got)
	}
}

// TestTriageKeepsTheEarlier: what somebody was triaged to before stays beside the new, with its day and reason.
func TestTriageKeepsTheEarlier(t *testing.T) {
	e := enrolled()
	for i, group := range []string{"1", "3"} {
		entry := TriageEntry{Group: group, Reason: "because " + group, On: begun.Add(i)}
		cs, err := Triage("mk", effort(), e, entry, now)
		if err != nil {
			t.Fatal(err)
		}
		e = cs.Changes[0].After.(*model.Enrolment)
	}
	if want := []string{begun.String() + " 1 in: because 1"}; !slices.Equal(e.Triaged, want) || e.Triage != "3" {
		t.Errorf("got %q and %s, want %q", e.Triaged, e.Triage, want)
	}
}
