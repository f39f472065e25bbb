package placement

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
)

// The boundary tables: each step of a placement, its continuation and its trial visits on both sides of every edge.

var first = model.NewDate(2026, 9, 7) // a Monday

// faults lists the keys of an error and of those with it.
func faults(err error) string {
	var e *model.Error
	if !errors.As(err, &e) {
		return ""
	}
	out := []string{e.Key}
	for _, m := range e.More {
		out = append(out, m.Key)
	}
	return strings.ReplaceAll(strings.Join(out, " "), "err.move.", "")
}

// whole is a traineeship of 91 days with everything that any step asks for.
func whole(state string) *model.Placement {
	return &model.Placement{Head: model.Head{ID: "p", Version: 1}, Ref: "F-0001", CitizenID: "ann", CompanyID: "cafe",
		Kind:  "traineeship",
		State: state, TaskWords: "Opvask", MadeOn: first.Add(-30), StartOn: first, EndOn: first.Add(90)}
}

func inForce(from model.Date) []*model.Agreement {
	return []*model.Agreement{{Head: model.Head{ID: "a"}, PlacementID: "p", Number: model.Some(1), ValidFrom: from}}
}

// TestMoveDays: on which day a step can be taken, and what it needs.
func TestMoveDays(t *testing.T) {
	ended := MoveInput{EndedBy: "together", EndReason: "færdig", Outcome: "job"}
	for _, c := range []struct {
		what     string
		from, to string
		on       model.Date
		today    model.Date
		spoil    func(p *model.Placement, f *MoveInput)
		want     string
	}{
		{"agreed without a first day", "contacted", "agreed", first, first, func(p *model.Placement,
			_ *MoveInput) {
			p.StartOn = 0
		}, "start"},
		{"agreed without a last day", "contacted", "agreed", first, first, func(p *model.Placement,
			_ *MoveInput) {
			p.EndOn = 0
		}, "end"},
		{"a flex job without a last day", "contacted", "agreed", first, first, func(p *model.Placement,
			_ *MoveInput) {
			p.Kind, p.EndOn = "flex", 0
		}, ""},
		{"a flex job with a last day", "contacted", "agreed", first, first, func(p *model.Placement,
			_ *MoveInput) {
			p.Kind = "flex"
		}, ""},
		{"agreed with a task of the bank", "contacted", "agreed", first, first, func(p *model.Placement,
			_ *MoveInput) {
			p.TaskWords, p.TaskID = "", "t"
		}, ""},
		{"agreed without a task", "contacted", "agreed", first, first, func(p *model.Placement,
			_ *MoveInput) {
			p.TaskWords = ""
		}, "task"},
		{"runs on its first day", "agreed", "running", first, first, nil, ""},
		{"runs the day before", "agreed", "running", first - 1, first - 1, nil, "begun draft"},
		{"a step dated ahead, the day before", "agreed", "running", first, first - 1, nil, "begun"},
		{"written down for the day before, on the first", "agreed", "running", first - 1, first,
			func(_ *model.Placement, f *MoveInput) { f.Agreements = inForce(first - 1) }, ""},
		{"runs, no day of today known", "agreed", "running", first, 0, nil, ""},
		{"runs, the version counts from tomorrow", "agreed", "running", first, first, func(_ *model.Placement,
			f *MoveInput) {
			f.Agreements = inForce(first + 1)
		}, "draft"},
		{"runs, nothing agreed", "agreed", "running", first, first, func(_ *model.Placement,
			f *MoveInput) {
			f.Agreements = nil
		}, "agreement"},
		{"a trial visit needs no agreement", "agreed", "running", first, first, func(p *model.Placement,
			f *MoveInput) {
			p.Kind, f.Agreements = "trial", nil
		}, ""},
		{"ended today", "running", "ended", first.Add(9), first.Add(9), nil, ""},
		{"ended tomorrow", "running", "ended", first.Add(10), first.Add(9), nil, "future"},
		{"ended tomorrow, no day of today known", "running", "ended", first.Add(10), 0, nil, ""},
		{"ended on its first day", "running", "ended", first, first, nil, ""},
		{"ended the day before its first", "running", "ended", first - 1, first, nil, "before"},
		{"ended on no day", "running", "ended", 0, first, nil, "day"},
		{"ended by nobody", "running", "ended", first, first, func(_ *model.Placement,
			f *MoveInput) {
			f.EndedBy = ""
		}, "who"},
		{"ended without a reason", "running", "ended", first, first, func(_ *model.Placement,
			f *MoveInput) {
			f.EndReason = ""
		}, "why"},
		{"ended without an outcome", "running", "ended", first, first, func(_ *model.Placement,
			f *MoveInput) {
			f.Outcome = ""
		}, "outcome"},
		{"cancelled before it begins", "agreed", "cancelled", first - 9, first, nil, ""},
		{"cancelled tomorrow", "agreed", "cancelled", first + 1, first, nil, "future"},
		{"from an idea to running", "suggested", "running", first, first, nil, ""},
		{"from an idea to running, with nothing", "suggested", "running", first, first, func(p *model.Placement,
			f *MoveInput) {
			p.StartOn, p.EndOn, p.TaskWords, f.Agreements = 0, 0, "", nil
		}, "start end task agreement"},
		{"back", "running", "agreed", first, first, nil, "back"},
		{"to where it is", "running", "running", first, first, nil, "back"},
		{"from the end", "ended", "cancelled", first, first, nil, "closed"},
		{"from a cancellation", "cancelled", "ended", first, first, nil, "closed"},
		{"from nowhere", "x", "running", first, first, nil, "back"},
	} {
		p, f := whole(c.from), ended
		f.Today, f.Agreements = c.today, inForce(first)
		if c.spoil != nil {
			c.spoil(p, &f)
		}
		if got := faults(MoveNeeds(p, c.to, c.on, f)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
}

func TestStatesInOrder(t *testing.T) {
	for _, c := range []struct{ from, next, all string }{
		{"suggested", "contacted", "contacted agreed running ended cancelled"}, {"contacted", "agreed",
			"agreed running ended cancelled"},
		{"agreed", "running", "running ended cancelled"}, {"running", "ended", "ended cancelled"}, {"ended", "", ""},
		{"cancelled", "", ""}, {"x", "", ""},
	} {
		if got := NextState(c.from); got != c.next {
			t.Errorf("after %s: got %q, want %q", c.from, got, c.next)
		}
		if got := strings.Join(Transitions(c.from), " "); got != c.all {
			t.Errorf("from %s: got %q, want %q", c.from, got, c.all)
		}
	}
}

// TestHandedOver: what is continued has ended the day before, or on its own last day when that was earlier, never
// before it began.
func TestHandedOver(t *testing.T) {
	for _, c := range []struct {
		what                   string
		from, to, next, ended  model.Date
		reason, kind           string
		wantReason, wantResult string
	}{
		{"the day after its last", first, first.Add(90), first.Add(91), first.Add(90), "stiger", "traineeship",
			"stiger", "placement"},
		{"two days after its last", first, first.Add(90), first.Add(92), first.Add(90), "", "subsidy", "F-0002",
			"subsidy"},
		{"on its last day", first, first.Add(90), first.Add(90), first.Add(89), "", "flex", "F-0002", "flex"},
		{"without a last day", first, 0, first.Add(30), first.Add(29), "", "ordinary", "F-0002", "paid_hours"},
		{"the day after its first", first, first.Add(90), first.Add(1), first, "", "trial", "F-0002", "placement"},
		{"on its first day", first, first.Add(90), first, first, "", "trial", "F-0002", "placement"},
		{"before its first day", first, first.Add(90), first.Add(-1), first, "", "trial", "F-0002", "placement"},
	} {
		old, next := whole("running"), whole("agreed")
		old.StartOn, old.EndOn = c.from, c.to
		next.ID, next.Ref, next.ContinuesID, next.StartOn, next.EndOn = "n", "F-0002", "p", c.next, c.next.Add(400)
		next.ExtensionReason, next.Kind = c.reason, c.kind
		cs, err := Move("mk", next, "running", c.next, MoveInput{Today: c.next, Agreements: inForce(first.Add(-9)),
			Continues: old})
		if err != nil || len(cs.Changes) != 2 {
			t.Errorf("%s: got %d changes, %v", c.what, len(cs.Changes), err)
			continue
		}
		got := cs.Changes[1].After.(*model.Placement)
		if got.EndedOn != c.ended || got.EndReason != c.wantReason || got.Outcome != c.wantResult ||
			got.State != "ended" || got.EndedBy != "together" {
			t.Errorf("continued %s: got %s on %v, %q, %s; want on %v, %q, %s", c.what, got.State, got.EndedOn,
				got.EndReason, got.Outcome, c.ended, c.wantReason, c.wantResult)
		}
	}
	for what, spoil := range map[string]func(old, next *model.Placement){
		"that does not run": func(old, _ *model.Placement) { old.State = "agreed" }, "of another": func(_,
			next *model.Placement) {
			next.ContinuesID = "x"
		},
	} {
		old, next := whole("running"), whole("agreed")
		next.ID, next.ContinuesID = "n", "p"
		spoil(old, next)
		if cs, err := Move("mk", next, "running", first, MoveInput{Agreements: inForce(first),
			Continues: old}); err != nil || len(cs.Changes) != 1 {
			t.Errorf("one %s: got %d changes, %v; want it left alone", what, len(cs.Changes), err)
		}
	}
}

// TestDefaultEnd: thirteen weeks to the Friday, a day for a look, none for what goes on.
func TestDefaultEnd(t *testing.T) {
	for _, c := range []struct {
		kind  string
		start model.Date
		weeks int
		want  model.Date
	}{
		{"traineeship", first, 0, first.Add(88)}, {"traineeship", first, -1, first.Add(88)}, {"traineeship", first, 1,
			first.Add(4)}, {"traineeship", first, 2, first.Add(11)},
		{"traineeship", first.Add(1), 1, first.Add(7)}, {"traineeship", first.Add(5), 1, first.Add(11)},
		{"traineeship", first.Add(6), 1, first.Add(11)},
		{"trial", first, 4, first}, {"trial", 0, 4, 0}, {"flex", first, 4, 0}, {"ordinary", first, 4, 0},
		{"traineeship", 0, 4, 0},
	} {
		if got := DefaultEnd(c.kind, c.start, c.weeks); got != c.want {
			t.Errorf("%s from %v, %d weeks: got %v, want %v", c.kind, c.start, c.weeks, got, c.want)
		}
	}
}

// TestRenewFromDay: a renewal begins the day after the last one, or when that is not ahead, on the next Monday.
func TestRenewFromDay(t *testing.T) {
	for _, c := range []struct {
		what    string
		on      model.Date
		want    model.Date
		wantEnd model.Date
	}{
		{"the day before the last", first.Add(3), first.Add(5), first.Add(11)},
		{"on the last day", first.Add(4), first.Add(5), first.Add(11)},
		{"the day after the last", first.Add(5), first.Add(7), first.Add(11)},
		{"the Monday after", first.Add(7), first.Add(14), first.Add(18)},
	} {
		p := whole("running")
		p.EndOn, p.RepAskedOn, p.RepID = first.Add(4), first.Add(-9), "rep"
		cs, err := Renew("mk", p, nil, nil, "", 1, c.on)
		if err != nil {
			t.Fatal(err)
		}
		got := cs.Changes[0].After.(*model.Placement)
		if got.StartOn != c.want || got.EndOn != c.wantEnd || got.State != "suggested" || got.RepAskedOn != 0 ||
			got.RepID != "rep" {
			t.Errorf("%s: got %v to %v, %s; want %v to %v", c.what, got.StartOn, got.EndOn, got.State, c.want,
				c.wantEnd)
		}
	}
}

// TestExtendToDay: an extension ends a day later at least; who was heard and who acknowledged was about the first part.
func TestExtendToDay(t *testing.T) {
	p := whole("running")
	p.RepAskedOn, p.RepConfirmedOn, p.ColleaguesOn, p.StatementOn = 1, 2, 3, 4
	for _, c := range []struct {
		end    model.Date
		reason string
		spoil  func(p *model.Placement)
		want   string
	}{
		{p.EndOn, "stiger", nil, "err.extend.end"}, {p.EndOn + 1, "stiger", nil, ""}, {p.EndOn - 1, "stiger", nil,
			"err.extend.end"}, {p.EndOn + 1, "", nil, "err.extend.reason"},
		{p.EndOn + 1, "stiger", func(p *model.Placement) { p.State = "agreed" }, "err.continue.extension"},
		{p.EndOn + 1, "stiger", func(p *model.Placement) { p.EndOn = 0 }, "err.continue.open"},
	} {
		q := *p
		if c.spoil != nil {
			c.spoil(&q)
		}
		cs, err := Extend("mk", &q, inForce(first), nil, c.end, c.reason, first.Add(80))
		if got := faults(err); got != c.want {
			t.Errorf("to %v, %q: got %q, want %q", c.end, c.reason, got, c.want)
		}
		if err != nil {
			continue
		}
		next := cs.Changes[0].After.(*model.Placement)
		if next.StartOn != p.EndOn.Add(1) || next.EndOn != c.end || next.RepAskedOn != 0 ||
			next.RepConfirmedOn != 0 || next.ColleaguesOn != 0 || next.StatementOn != 0 {
			t.Errorf("got %+v", next)
		}
		if a := cs.Changes[1].After.(*model.Agreement); a.PlacementID != next.ID || a.ID != "" ||
			a.ValidFrom != 0 || a.Acknowledged() {
			t.Errorf("the agreement: got %+v", a)
		}
	}
	if _, err := Renew("mk", p, nil, whole("agreed"), "", 1, first); faults(err) != "err.continue.there" {
		t.Errorf("one that is continued: got %v", err)
	}
}

func TestContinuationOf(t *testing.T) {
	all := []*model.Placement{{Head: model.Head{ID: "a"}}, {Head: model.Head{ID: "b"}, ContinuesID: "x",
		State: "cancelled"}, {Head: model.Head{ID: "c"}, ContinuesID: "x", State: "suggested"}}
	if got := ContinuationOf("x", all); got != all[2] {
		t.Errorf("got %v, want c", got)
	}
	if got := ContinuationOf("x", all[:2]); got != nil {
		t.Errorf("only a cancelled one: got %v", got)
	}
}

// TestOverlapHours: the first week in which all hours together are more than 37, with whom.
func TestOverlapHours(t *testing.T) {
	own := func(steps ...string) []*model.Agreement {
		a := inForce(first)
		a[0].Steps = steps
		return a
	}
	for _, c := range []struct {
		what       string
		p          func(p *model.Placement)
		from, to   model.Date
		state      string
		steps      []string
		wantMonday model.Date
		want       model.Hours
	}{
		{"37 hours", nil, first, first.Add(90), "running", []string{first.String() + " 7 0"}, 0, 0},
		{"a quarter more", nil, first, first.Add(90), "running", []string{first.String() + " 7 0.25"}, first, 149},
		{"the other has ended the week before", nil, first.Add(-30), first.Add(-1), "running",
			[]string{first.Add(-30).String() + " 20 0"}, 0, 0},
		{"the other ends on the first day", nil, first.Add(-30), first, "running",
			[]string{first.Add(-30).String() + " 20 0"}, first, 200},
		{"the other begins in the last week", nil, first.Add(90), first.Add(180), "running",
			[]string{first.Add(90).String() + " 20 0"}, first.Add(84), 200},
		{"the other begins the week after", nil, first.Add(91), first.Add(180), "running",
			[]string{first.Add(91).String() + " 20 0"}, 0, 0},
		{"the other rises on a Tuesday: from the week after", nil, first, first.Add(90), "running",
			[]string{first.String() + " 1 0", first.Add(15).String() + " 20 0"}, first.Add(21), 200},
		{"the other rises on a Monday", nil, first, first.Add(90), "running", []string{first.String() + " 1 0",
			first.Add(14).String() + " 20 0"}, first.Add(14), 200},
		{"the other has ended", nil, first, first.Add(90), "ended", []string{first.String() + " 20 0"}, 0, 0},
		{"this one has ended", func(p *model.Placement) { p.State = "ended" }, first, first.Add(90), "running",
			[]string{first.String() + " 20 0"}, 0, 0},
		{"this one has no first day", func(p *model.Placement) { p.StartOn = 0 }, first, first.Add(90), "running",
			[]string{first.String() + " 20 0"}, 0, 0},
		{"the other has no hours", nil, first, first.Add(90), "running", []string{first.String() + " 0 0"}, 0, 0},
	} {
		p, other, idle := whole("running"), whole("agreed"), whole("running")
		if c.p != nil {
			c.p(p)
		}
		other.ID, other.StartOn, other.EndOn, other.State, idle.ID = "o", c.from, c.to, c.state, "idle"
		all := []agreement.WithAgreements{
			{Placement: idle, Agreements: own(first.String() + " 0 0")}, {Placement: p,
				Agreements: own(first.String() + " 30 0")},
			{Placement: other, Agreements: []*model.Agreement{{Number: model.Some(1), ValidFrom: c.from,
				Steps: c.steps}}}}
		monday, total, with := OverlapHours(p, own(first.String()+" 30 0"), all)
		wantWith := 0
		if c.wantMonday != 0 {
			wantWith = 1
		}
		if monday != c.wantMonday || total != c.want || len(with) != wantWith || wantWith == 1 && with[0] != other {
			t.Errorf("%s: got %v, %s, %d others; want %v, %s, %d", c.what, monday, total, len(with), c.wantMonday,
				c.want, wantWith)
		}
	}
	quarter := whole("running")
	quarter.ID = "q"
	full := own(first.String() + " 37 0")
	if monday, total, with := OverlapHours(whole("running"), full, []agreement.WithAgreements{{Placement: quarter,
		Agreements: own(first.String() + " 0.25 0")}}); monday != first || total != 149 || len(with) != 1 {
		t.Errorf("a quarter of an hour beside 37: got %v, %s, %d others", monday, total, len(with))
	}
	if monday, _, _ := OverlapHours(whole("running"), []*model.Agreement{{Number: model.Some(1), ValidFrom: first,
		Steps: []string{"2026-09-07 38 0"}}}, nil); monday != 0 {
		t.Errorf("alone: got %v", monday)
	}
}

// TestDraftChooses: who follows it, the goal, and the only open task.
func TestDraftChooses(t *testing.T) {
	goals := []*model.Goal{{Head: model.Head{ID: "g2"}, Rank: model.Some(2)}, {Head: model.Head{ID: "g1"},
		Rank: model.Some(1), Status: "dropped"}, {Head: model.Head{ID: "g3"}, Rank: model.Some(3)}}
	tasks := []*model.Task{{Head: model.Head{ID: "t1"}, Name: "Lager", Status: "closed"}, {Head: model.Head{ID: "t2"},
		Name: "Kasse"}, {Head: model.Head{ID: "t3"}, Name: "Opvask"}}
	citizen := &model.Citizen{Head: model.Head{ID: "ann"}, Responsible: "lis"}
	for _, c := range []struct {
		what       string
		in         DraftInput
		goal, task string
		consultant string
	}{
		{"two open tasks", DraftInput{Tasks: tasks, Goals: goals, Citizen: citizen}, "g2", "", "lis"},
		{"one open task", DraftInput{Tasks: tasks[:2], Goals: goals, Citizen: citizen, Actor: "mk"}, "g2", "t2",
			"mk"},
		{"no open task", DraftInput{Tasks: tasks[:1], Actor: "mk"}, "", "", "mk"},
		{"a closed task chosen", DraftInput{Tasks: tasks, TaskID: "t1"}, "", "t1", ""},
		{"a task that is gone, one open", DraftInput{Tasks: tasks[:2], TaskID: "x"}, "", "", ""},
		{"a dropped goal chosen", DraftInput{Goals: goals, GoalID: "g1"}, "g1", "", ""},
		{"the last goal chosen", DraftInput{Goals: goals, GoalID: "g3"}, "g3", "", ""},
		{"a goal that is gone", DraftInput{Goals: goals, GoalID: "x"}, "", "", ""},
	} {
		p := Draft(c.in)
		if p.GoalID != c.goal || p.TaskID != c.task || p.Consultant != c.consultant {
			t.Errorf("%s: got goal %q, task %q, consultant %q; want %q, %q, %q", c.what, p.GoalID, p.TaskID,
				p.Consultant, c.goal, c.task, c.consultant)
		}
	}
	if _, err := Add("mk", &model.Placement{}); err == nil {
		t.Error("an empty placement was added")
	}
	if cs, err := Add("mk", whole("suggested")); err != nil || len(cs.Changes) != 1 {
		t.Errorf("a whole one: got %v", err)
	}
}

// TestYesCountsForAMonth: a workplace's yes counts from 30 days before today to today, for this citizen and workplace.
func TestYesCountsForAMonth(t *testing.T) {
	for _, c := range []struct {
		days int
		want string
	}{{-1, "suggested"}, {0, "agreed"}, {1, "agreed"}, {29, "agreed"}, {30, "agreed"}, {31, "suggested"}} {
		yes := &model.Contact{CitizenID: "ann", CompanyID: "cafe", Outcome: "yes", On: trialDay.Add(-c.days)}
		if got := DraftTrial(trialFacts(), []*model.Contact{yes}, trialDay).State; got != c.want {
			t.Errorf("a yes %d days ago: got %s, want %s", c.days, got, c.want)
		}
	}
	yes := &model.Contact{CitizenID: "ann", CompanyID: "other", Outcome: "yes", On: trialDay}
	if got := DraftTrial(trialFacts(), []*model.Contact{yes}, trialDay).State; got != "suggested" {
		t.Errorf("another workplace's yes: got %s", got)
	}
	two := []*model.Contact{{CitizenID: "ann", CompanyID: "cafe", Outcome: "yes", On: trialDay.Add(-3)},
		{CitizenID: "ann", CompanyID: "cafe", Outcome: "yes", On: trialDay.Add(-9)}}
	if p := DraftTrial(trialFacts(), two, trialDay); p.AgreedOn != trialDay.Add(-3) ||
		p.ContactedOn != trialDay.Add(-3) || p.MadeOn != trialDay.Add(-9) {
		t.Errorf("two of them: got agreed on %v, made on %v", p.AgreedOn, p.MadeOn)
	}
}

// TestVisitSuits: whose days decide on the day of a visit, and which task is tried.
func TestVisitSuits(t *testing.T) {
	for _, c := range []struct {
		what                   string
		citizen, company, task string
		want                   model.Date
	}{
		{"the citizen's days", "wed", "", "", trialDay.Add(6)}, {"the workplace's too", "mon wed", "wed", "",
			trialDay.Add(6)},
		{"those of the task before the workplace's", "mon tue wed", "wed", "tue", trialDay.Add(5)},
		{"nobody has said any", "", "", "", trialDay.Add(1)},
		{"a week from today", "thu", "", "", trialDay.Add(7)},
	} {
		in := trialFacts()
		in.Citizen.Days, in.Company.Days, in.Tasks[1].Days, in.Tasks[0].Days = strings.Fields(c.citizen),
			strings.Fields(c.company), strings.Fields(c.task), []string{"sat"}
		if got := DraftTrial(in, nil, trialDay).StartOn; got != c.want {
			t.Errorf("%s: got %v, want %v", c.what, got, c.want)
		}
	}
	if got := DraftTrial(DraftInput{Today: trialDay}, nil, trialDay); got.StartOn != trialDay.Add(1) ||
		got.TaskID != "" {
		t.Errorf("of nobody: got %+v", got)
	}
	if got, want := VisitDay(trialDay, []string{"x"}, nil), trialDay.Add(1); got != want {
		t.Errorf("days that are none: got %v, want the next, %v", got, want)
	}
	for _, c := range []struct {
		trial  [3]model.Tri
		closed int
		want   string
	}{
		{[3]model.Tri{model.No, model.Unknown, model.Yes}, -1, "2"}, {[3]model.Tri{model.No, model.Unknown,
			model.Yes}, 2, "1"},
		{[3]model.Tri{model.Unknown, model.Unknown, model.No}, -1, "0"}, {[3]model.Tri{model.No, model.No, model.No},
			-1, ""},
	} {
		var bank []*model.Task
		for i, tri := range c.trial {
			bank = append(bank, &model.Task{Head: model.Head{ID: fmt.Sprint(i)}, Trial: tri})
			if i == c.closed {
				bank[i].Status = "closed"
			}
		}
		if got := triable(bank); got != c.want {
			t.Errorf("%v: got %q, want %q", c.trial, got, c.want)
		}
	}
}

// TestPlannedOnce: a visit is left out only when the same citizen has an open one at the same workplace.
func TestPlannedOnce(t *testing.T) {
	for _, c := range []struct {
		what  string
		spoil func(p *model.Placement)
		want  int
	}{
		{"an open visit of the two", func(*model.Placement) {}, 0},
		{"one that has ended", func(p *model.Placement) { p.State = "ended" }, 1},
		{"a traineeship", func(p *model.Placement) { p.Kind = "traineeship" }, 1},
		{"another citizen's", func(p *model.Placement) { p.CitizenID = "bo" }, 1},
		{"at another workplace", func(p *model.Placement) { p.CompanyID = "x" }, 1},
	} {
		visit, there := DraftTrial(trialFacts(), nil, trialDay), DraftTrial(trialFacts(), nil, trialDay)
		c.spoil(there)
		if cs, _ := PlanTrials("mk", []*model.Placement{visit},
			TrialPlan{Open: []*model.Placement{there}}); len(cs.Changes) != c.want {
			t.Errorf("%s: got %d planned, want %d", c.what, len(cs.Changes), c.want)
		}
	}
	if cs, err := PlanTrials("mk", nil, TrialPlan{}); err != nil || cs.Args["n"] != 0 {
		t.Errorf("no visits: got %v, %v", cs, err)
	}
	for status, want := range map[string]int{"": 2, "wish": 2, "tried": 2, "trying": 1, "dropped": 1} {
		goal, other := &model.Goal{Head: model.Head{ID: "g"}, Status: status}, &model.Goal{Head: model.Head{ID: "h"},
			Status: "wish"}
		cs, err := PlanTrials("mk", []*model.Placement{DraftTrial(trialFacts(), nil, trialDay)},
			TrialPlan{Goals: []*model.Goal{other, goal}})
		if err != nil || len(cs.Changes) != want {
			t.Errorf("a goal that is %q: got %d changes, %v; want %d", status, len(cs.Changes), err, want)
		}
	}
	for _, spoil := range []func(p *model.Placement){func(p *model.Placement) { p.TaskID = "" },
		func(p *model.Placement) { p.TaskWords = "" }} {
		p := DraftTrial(trialFacts(), nil, trialDay)
		spoil(p)
		if _, err := PlanTrials("mk", []*model.Placement{p}, TrialPlan{}); err != nil {
			t.Errorf("a task by words or from the bank alone: got %v", err)
		}
	}
}

// TestVisitEnds: a visit is over on its last day, or today when that is earlier or not known.
func TestVisitEnds(t *testing.T) {
	for _, c := range []struct {
		what    string
		end, on model.Date
		want    model.Date
	}{
		{"the day after its last", trialDay - 1, trialDay, trialDay - 1}, {"on its last day", trialDay, trialDay,
			trialDay},
		{"before its last", trialDay + 1, trialDay, trialDay}, {"without a last day", 0, trialDay, trialDay},
	} {
		for _, next := range model.NextSteps {
			p := runningTrial()
			p.EndOn = c.end
			cs, err := CloseTrial("mk", p, nil, TrialEnd{Liked: model.Yes, Learned: " Godt. ", Next: next}, c.on)
			if err != nil {
				t.Fatal(err)
			}
			got := cs.Changes[0].After.(*model.Placement)
			want := map[bool]string{true: "placement", false: "none"}[next == "placement"]
			if got.EndedOn != c.want || got.EndedBy != "together" || got.Outcome != want ||
				got.EndReason != "Godt." || cs.Action != "trial.close" || cs.Actor != "mk" {
				t.Errorf("%s, then %s: got %v by %s, %s, %q; want %v, %s", c.what, next, got.EndedOn, got.EndedBy,
					got.Outcome, got.EndReason, c.want, want)
			}
		}
	}
	p := runningTrial()
	cs, err := CloseTrial("mk", p, nil, TrialEnd{Liked: model.Yes, Next: "wait"}, trialDay)
	if err != nil || cs.Changes[0].After.(*model.Placement).EndReason != "" {
		t.Errorf("nothing learned: got %v, %v", cs.Changes, err)
	}
	for _, c := range [][3]string{{"trying", "wait", "tried"}, {"trying", "other_goal", "dropped"}, {"wish",
		"placement", "trying"}, {"dropped", "wait", "dropped"}} {
		if got := GoalAfter(c[0], c[1]); got != c[2] {
			t.Errorf("%s, then %s: got %s, want %s", c[0], c[1], got, c[2])
		}
	}
}

func TestRateSaysNothingNew(t *testing.T) {
	p := whole("running")
	p.CitizenSetup = "satisfied"
	for _, c := range []struct {
		answers map[string]string
		want    int
	}{{nil, 0}, {map[string]string{"citizen_setup": "satisfied"}, 0},
		{map[string]string{"citizen_setup": "very_satisfied", "company_end": "neither"}, 1}} {
		cs, err := Rate("mk", p, c.answers)
		if err != nil || len(cs.Changes) != c.want {
			t.Errorf("%v: got %d changes, %v; want %d", c.answers, len(cs.Changes), err, c.want)
		}
		if c.want == 1 {
			if got := len(schema.Differences(p, cs.Changes[0].After)); got != 2 {
				t.Errorf("%v: got %d fields changed, want 2", c.answers, got)
			}
		}
	}
	if _, err := Rate("mk", p, map[string]string{"citizen_setup": "x"}); err == nil {
		t.Error("an answer that is none was taken")
	}
}
