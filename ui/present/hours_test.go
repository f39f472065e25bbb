package present

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/ui/lang"
)

// TestStandingStillNeverFollowsThePlan: over any weeks, the line under a ladder says one of the two at most.
func TestStandingStillNeverFollowsThePlan(t *testing.T) {
	w := WordsIn(lang.New(lang.Danish))
	monday := model.NewDate(2026, 8, 31)
	rapid.Check(t, func(t *rapid.T) {
		p := &model.Placement{Head: model.Head{ID: "p"}, Kind: "traineeship", State: "running", StartOn: monday,
			EndOn: monday.Add(181)}
		hours := rapid.IntRange(0, 12)
		a := &model.Agreement{PlacementID: "p", Number: model.Some(1), ValidFrom: monday}
		a.SetLadder([]model.Step{{From: monday, Trial: 40, Paid: model.Hours(hours.Draw(t, "first"))},
			{From: monday.Add(28), Trial: 40, Paid: model.Hours(hours.Draw(t, "second"))}})
		n := rapid.IntRange(0, 12).Draw(t, "weeks")
		var weeks []*model.Week
		for i := range n {
			week := &model.Week{PlacementID: "p", Monday: monday.Add(7 * i)}
			if rapid.Bool().Draw(t, "written") {
				week.Paid = model.Some(model.Hours(hours.Draw(t, "paid")))
			}
			weeks = append(weeks, week)
		}
		today := monday.Add(7*n + rapid.IntRange(0, 6).Draw(t, "day"))
		v := agreement.LadderAt(p, []*model.Agreement{a}, weeks, today)
		line := w.LadderSummary(v, today)
		if stalled := w.Stalled(v); stalled != "" && strings.Contains(line, w.T("hours.on")) {
			t.Fatalf("%q stands on one line", line)
		}
	})
}
