package placement

import (
	"fmt"
	"testing"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
)

func TestPauseDays(t *testing.T) {
	for _, c := range []struct {
		what  string
		state string
		from  model.Date
		until model.Date
		there []*model.Pause
		want  string
	}{
		{"running", "running", first, first.Add(4), nil, ""},
		{"agreed", "agreed", first, 0, nil, ""},
		{"an idea", "suggested", first, 0, nil, "err.pause.state"},
		{"over", "ended", first, 0, nil, "err.pause.state"},
		{"one day", "running", first, first, nil, ""},
		{"back before it begins", "running", first, first - 1, nil, "err.pause.until"},
		{"on the last day", "running", first.Add(90), 0, nil, ""},
		{"after the last day", "running", first.Add(91), 0, nil, "err.pause.after"},
		{"one that is not over", "running", first.Add(20), 0, []*model.Pause{{Head: model.Head{ID: "o"}, From: first,
			Until: first.Add(3)}}, "err.pause.there"},
		{"the day another is over", "running", first.Add(20), 0, []*model.Pause{{Head: model.Head{ID: "o"}, From: first,
			BackOn: first.Add(20)}}, ""},
		{"the day before another is over", "running", first.Add(19), 0, []*model.Pause{{Head: model.Head{ID: "o"},
			From: first, BackOn: first.Add(20)}}, "err.pause.there"},
		{"no day", "running", 0, 0, nil, "err.required"},
	} {
		p := whole(c.state)
		cs, err := Pause("mk", p, &model.Pause{From: c.from, Until: c.until, Reason: "ill"}, c.there)
		if got := faults(err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
		if err == nil && cs.Changes[0].After.(*model.Pause).PlacementID != "p" {
			t.Errorf("%s: the pause is of %q", c.what, cs.Changes[0].After.(*model.Pause).PlacementID)
		}
	}
}

func TestResumeDays(t *testing.T) {
	pause := &model.Pause{Head: model.Head{ID: "x", Version: 1}, PlacementID: "p", From: first, Reason: "closed"}
	for _, c := range []struct {
		on   model.Date
		want string
	}{{first - 1, "err.pause.before"}, {first, ""}, {first.Add(9), ""}, {first.Add(10), "err.pause.future"},
		{0, "err.required"}} {
		cs, err := Resume("mk", whole("running"), pause, c.on, first.Add(9))
		if got := faults(err); got != c.want {
			t.Errorf("back on %v: got %q, want %q", c.on, got, c.want)
		}
		if err == nil && cs.Changes[0].After.(*model.Pause).BackOn != c.on {
			t.Errorf("back on %v: got %v", c.on, cs.Changes[0].After.(*model.Pause).BackOn)
		}
	}
	if _, err := Resume("mk", whole("running"), nil, first, first); faults(err) != "err.pause.none" {
		t.Errorf("no pause: got %v", err)
	}
}

// TestPausedWeek: a week stands still when every weekday of it does.
func TestPausedWeek(t *testing.T) {
	for _, c := range []struct {
		from, until, back model.Date
		want              bool
	}{
		{first, first.Add(4), 0, true}, {first, first.Add(3), 0, false}, {first + 1, first.Add(4), 0, false},
		{first - 9, 0, 0, true}, {first, first.Add(30), first.Add(4), false}, {first, 0, first.Add(5), true},
	} {
		pauses := []*model.Pause{{From: c.from, Until: c.until, BackOn: c.back}}
		if got := model.PausedWeek(pauses, first, first.Add(6)); got != c.want {
			t.Errorf("%v to %v, back %v: got %v, want %v", c.from, c.until, c.back, got, c.want)
		}
	}
}

// TestShift: the later steps move, the first one stays; what was acknowledged becomes the next version.
func TestShift(t *testing.T) {
	a := inForce(first)[0]
	a.CitizenOn = first
	a.SetLadder([]model.Step{{From: first, Trial: 40}, {From: first.Add(28), Trial: 40, Paid: 8},
		{From: first.Add(56), Trial: 32, Paid: 16}})
	for _, c := range []struct {
		what  string
		from  model.Date
		weeks int
		want  string
		first model.Date // of the last step after it
	}{
		{"two weeks later", first.Add(1), 2, "", first.Add(70)},
		{"one week earlier", first.Add(1), -1, "", first.Add(49)},
		{"as far as the last day allows", first.Add(1), 4, "", first.Add(84)},
		{"past the last day", first.Add(1), 5, "err.step.after", 0},
		{"nothing is later", first.Add(57), 2, "err.shift.none", 0},
		{"the last step alone, before the one that stays", first.Add(56), -4, "err.step.same", 0},
		{"by nothing", first, 0, "err.shift.none", 0},
	} {
		p := whole("running")
		cs, _, err := Shift("mk", p, []agreement.Part{{Placement: p, Agreements: []*model.Agreement{a}}}, c.from,
			c.weeks)
		if got := faults(err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
			continue
		}
		if err != nil {
			continue
		}
		next := cs.Changes[0].After.(*model.Agreement)
		steps := next.Ladder()
		if next.Number.V != 2 || next.CitizenOn != 0 || steps[0].From != first || steps[2].From != c.first {
			t.Errorf("%s: got version %v with steps %v", c.what, next.Number.V, steps)
		}
	}
}

// TestShiftCourse: an extended placement has one ladder with its extension; steps move into the part of their new day.
func TestShiftCourse(t *testing.T) {
	p := whole("running") // first to first+90
	a := inForce(first)[0]
	a.Number, a.CitizenOn = model.Some(1), first
	a.FollowDates = []string{first.Add(14).String(), first.Add(98).String()}
	a.SetLadder([]model.Step{{From: first, Trial: 40}, {From: first.Add(56), Trial: 40, Paid: 8, Trigger: "opvasken"},
		{From: first.Add(84), Trial: 32, Paid: 16}})
	cs, err := Extend("mk", p, []*model.Agreement{a}, nil, first.Add(150), "mere tid", first.Add(50))
	if err != nil {
		t.Fatal(err)
	}
	next, b := cs.Changes[0].After.(*model.Placement), cs.Changes[1].After.(*model.Agreement)
	next.Ref, b.ID, b.Version = "F-2", "b", 1
	start := first.Add(91)
	if got := b.Ladder(); len(got) != 1 || got[0] != (model.Step{From: start, Trial: 32, Paid: 16}) ||
		len(b.FollowDates) != 1 {
		t.Errorf("the extension begins with %v, followed up on %v", got, b.FollowDates)
	}
	copied := schema.Clone(b).(*model.Agreement) // as extensions were made before: all the past steps
	copied.SetLadder(a.Ladder())
	for _, c := range []struct {
		what   string
		of     *model.Placement
		second *model.Agreement
		weeks  int
		ladder string // days from the first one, of both parts
		want   string
	}{
		{"within the first part", p, b, -1, "[0 49 77] [91]", ""},
		{"the last step goes into the extension", p, b, 2, "[0 70] [91 98]", ""},
		{"by way of the extension", next, b, 2, "[0 70] [91 98]", ""},
		{"with copied steps", next, copied, 2, "[0 70] [91 98]", ""},
		{"on the extension's first day, all", p, b, 1, "[0 63] [91]", ""},
		{"as far as the course allows", p, b, 9, "[0] [91 119 147]", ""},
		{"past the end of the course", p, b, 10, "", "err.step.after"},
	} {
		parts := []agreement.Part{{Placement: p, Agreements: []*model.Agreement{a}},
			{Placement: next, Agreements: []*model.Agreement{c.second}, FollowUps: []*model.FollowUp{
				{PlacementID: next.ID, On: first.Add(98)}}}}
		cs, moved, err := Shift("mk", c.of, parts, first.Add(50), c.weeks)
		if got := faults(err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
		if err != nil {
			continue
		}
		ladders := [][]model.Step{a.Ladder(), agreement.StepsFrom(c.second.Ladder(), start)}
		for _, ch := range cs.Changes {
			switch after := ch.After.(type) {
			case *model.Agreement:
				i := map[string]int{p.ID: 0, next.ID: 1}[after.PlacementID]
				ladders[i] = after.Ladder()
			default:
				t.Errorf("%s: a %T changes", c.what, after)
			}
		}
		days := [2][]int{}
		for i := range ladders {
			for _, s := range ladders[i] {
				days[i] = append(days[i], int(s.From-first))
			}
		}
		if got := fmt.Sprint(days[0], days[1]); got != c.ladder {
			t.Errorf("%s: got %s, want %s", c.what, got, c.ladder)
		}
		if last := moved[1]; (last.Ref == "F-2") != (last.After.From >= start) {
			t.Errorf("%s: %v is said to be in %q", c.what, last.After, last.Ref)
		}
	}
}
