package agenda

import (
	"slices"
	"testing"

	"jobspor/model"
	"jobspor/model/agreement"
)

// prolonged is runningWell ending on a Wednesday in six days, extended by the same agreement from the day after.
func prolonged() Input {
	in := runningWell()
	p := in.Placements[0]
	p.EndOn = todayTest.Add(6)
	next := *p
	next.Head, next.ContinuesID, next.ContinuesHow, next.State = row("n"), p.ID, "extension", "agreed"
	next.StartOn, next.EndOn = p.EndOn.Add(1), p.EndOn.Add(60)
	same := *in.Agreements[0]
	same.Head, same.PlacementID = row("a2"), "n"
	in.Placements, in.Agreements = append(in.Placements, &next), append(in.Agreements, &same)
	return in
}

// TestTodayOfAChain: what is continued is told once, by the part that runs.
func TestTodayOfAChain(t *testing.T) {
	running := func(in *Input) {
		p, next := in.Placements[0], in.Placements[1]
		p.EndOn, p.EndedOn, p.State, p.Outcome = todayTest.Add(-8), todayTest.Add(-8), "ended", "placement"
		next.StartOn, next.State = todayTest.Add(-7), "running"
	}
	for _, c := range []struct {
		name   string
		change func(in *Input)
		want   []string
	}{
		{"an agreed extension: it does not end", func(*Input) {}, nil},
		{"only suggested: it ends", func(in *Input) { in.Placements[1].State = "suggested" },
			[]string{"ends 2026-12-02"}},
		{"cancelled: it ends", func(in *Input) { in.Placements[1].State = "cancelled" }, []string{"ends 2026-12-02"}},
		{"not heard is told once", func(in *Input) {
			in.Placements[0].ColleaguesOn, in.Placements[1].ColleaguesOn = 0, 0
		}, []string{"rep_not_heard "}},
		{"only the first part was heard", func(in *Input) { in.Placements[1].ColleaguesOn = 0; running(in) },
			[]string{"rep_not_heard "}},
		{"only the first part was heard, and it runs", func(in *Input) { in.Placements[1].ColleaguesOn = 0 },
			[]string{"rep_not_heard 2026-12-03"}},
		{"the extension begins today", func(in *Input) {
			in.Placements[0].EndOn, in.Placements[1].StartOn = todayTest.Add(-1), todayTest
		}, []string{"starts 2026-11-26"}},
		{"the extension should have begun", func(in *Input) {
			in.Placements[0].EndOn, in.Placements[1].StartOn = todayTest.Add(-2), todayTest.Add(-1)
		}, []string{"not_started 2026-11-25"}},
		{"a step that comes is told once", func(in *Input) {
			for _, a := range in.Agreements {
				a.SetLadder(append(a.Ladder()[:2], model.Step{From: todayTest.Add(7), Trial: 32, Paid: 16}))
			}
		}, []string{"step 2026-12-03"}},
		{"a step of the first part that was not reached", func(in *Input) {
			for _, a := range in.Agreements {
				a.SetLadder(append(a.Ladder()[:2], model.Step{From: todayTest.Monday().Add(-14), Trial: 32, Paid: 16}))
			}
			running(in)
			in.Weeks = append(in.Weeks, &model.Week{Head: row("w"), PlacementID: "n", Paid: model.Some(model.Hours(8)),
				Monday: todayTest.Monday().Add(-7)})
			in.Weeks = slices.DeleteFunc(in.Weeks, func(k *model.Week) bool {
				return k.PlacementID == "f" && k.Monday == todayTest.Monday().Add(-7)
			})
		}, []string{"stalled "}},
		{"a week of the first part was never written", func(in *Input) {
			running(in)
			in.Weeks = in.Weeks[:8]
			in.Weeks = append(in.Weeks, &model.Week{Head: row("w"), PlacementID: "n", Paid: model.Some(model.Hours(8)),
				Monday: todayTest.Monday().Add(-7)})
		}, []string{"hours_missing 2026-11-18"}},
	} {
		in := prolonged()
		c.change(&in)
		if got := dueDays(in); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestTheSharedWeekIsPlannedOnce: an extension in the middle of a week plans from the next Monday on.
func TestTheSharedWeekIsPlannedOnce(t *testing.T) {
	in := prolonged()
	shared := in.Placements[1].StartOn.Monday()
	for i, want := range []model.Hours{48, 0} {
		got, known := agreement.PlanAt(in.Placements[i], in.Agreements[i:i+1], shared)
		if !known || got.Total() != want {
			t.Errorf("part %d plans %v hours in the shared week, want %v", i+1, got.Total(), want)
		}
	}
	if got, _ := agreement.PlanAt(in.Placements[1], in.Agreements[1:], shared+7); got.Total() != 48 {
		t.Errorf("the extension plans %v hours in the week after, want 12", got.Total())
	}
}
