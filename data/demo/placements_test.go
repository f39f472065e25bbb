package demo

import (
	"testing"

	"jobspor/model"
)

// The demo needs at least one of each kind and state, or the program could not show it.
func TestPlacementsOfEveryKindAndState(t *testing.T) {
	for n := range 9 {
		day := today.Add(n * 15)
		all := rows(day)
		seen := map[string]int{}
		for _, p := range of[*model.Placement](all, "placement") {
			seen[p.Kind]++
			seen[p.State]++
			seen[p.ContinuesHow]++
			seen["liked "+p.Liked.String()+" "+p.Kind]++
			if p.Open() && p.EndOn >= day.Add(4) && p.EndOn <= day.Add(12) {
				seen["ends soon"]++
			}
			if p.Kind != "trial" && p.State == "running" && p.RepConfirmedOn == 0 {
				seen["representative not heard"]++
			}
			if p.CitizenSetup != "" {
				seen["asked how it was"]++
			}
			checkDays(t, day, p)
		}
		for _, want := range append(append([]string{"liked yes trial", "liked no trial", "ends soon",
			"representative not heard", "asked how it was", "extension", "renewal"}, model.PlacementKinds...),
			model.PlacementStates...) {
			if seen[want] == 0 {
				t.Errorf("%v: no placement that is %s", day, want)
			}
		}
	}
}

// checkDays reports impossible days: a state without its day, or days in the wrong order.
func checkDays(t *testing.T, day model.Date, p *model.Placement) {
	t.Helper()
	state := map[string]bool{
		"running":   p.StartOn != 0 && p.StartOn <= day && p.EndedOn == 0 && (p.EndOn == 0 || p.EndOn >= day),
		"agreed":    p.AgreedOn != 0 && p.StartOn >= day,
		"ended":     p.EndedOn != 0 && p.EndedOn < day && p.EndedOn >= p.StartOn && p.EndedBy != "",
		"cancelled": p.EndedOn != 0 && p.EndedOn < day && p.EndedBy != "" && p.EndReason != "",
		"contacted": p.ContactedOn != 0, "suggested": p.ContactedOn == 0,
	}
	if !state[p.State] {
		t.Errorf("%v: placement %s is %s with days that do not fit", day, p.ID, p.State)
	}
	if p.MadeOn == 0 || p.MadeOn >= day || (p.StartOn != 0 && p.MadeOn > p.StartOn) || p.AgreedOn > day ||
		(p.AgreedOn != 0 && p.AgreedOn < p.MadeOn) {
		t.Errorf("%v: placement %s was made on %v, agreed on %v and starts on %v", day, p.ID, p.MadeOn, p.AgreedOn,
			p.StartOn)
	}
}

func TestWeeksLieInsideTheirPlacement(t *testing.T) {
	all := rows(today)
	missing := 0
	last := map[string]model.Date{}
	for _, w := range of[*model.Week](all, "week") {
		last[w.PlacementID] = max(last[w.PlacementID], w.Monday)
	}
	for _, p := range of[*model.Placement](all, "placement") {
		for _, w := range of[*model.Week](all, "week") {
			if w.PlacementID == p.ID && (w.Monday < p.StartOn.Monday() || w.Monday >= today.Monday() ||
				p.EndedOn != 0 && w.Monday > p.EndedOn) {
				t.Errorf("week %v of placement %s, %v to %v", w.Monday, p.ID, p.StartOn, p.Last())
			}
		}
		if p.State == "running" && last[p.ID] != 0 && last[p.ID] < today.Monday().Add(-7) {
			missing++
		}
	}
	if missing < 2 || missing > 5 {
		t.Errorf("last week's hours are missing for %d placements, want a few", missing)
	}
}

// Anja's hours ladder is the first example that users see.
func TestAnjasLadderStandsStill(t *testing.T) {
	all := rows(today)
	p := of[*model.Placement](all, "placement")[0]
	if p.ID != ID("placement", PlacementName(Anja, Strandgaarden, "traineeship")) || p.State != "running" ||
		p.StartOn != today.Monday().Add(-56) {
		t.Fatalf("first placement: %s, %v", p.State, p.StartOn)
	}
	var latest *model.Agreement
	for _, a := range of[*model.Agreement](all, "agreement") {
		if a.PlacementID == p.ID {
			latest = a
		}
	}
	if latest.Number != model.Some(2) || latest.CitizenOn == 0 || latest.CompanyOn == 0 || latest.RepOn == 0 ||
		len(latest.Ladder()) < 5 {
		t.Errorf("her agreement: version %v with %d steps", latest.Number, len(latest.Ladder()))
	}
	excused, away, paid := 0, 0, model.Hours(0)
	for _, w := range of[*model.Week](all, "week") {
		if w.PlacementID == p.ID {
			excused += w.Excused.V
			away += w.NoShow.V
			paid = w.Paid.V
		}
	}
	if excused != 1 || away != 1 || paid != 8 {
		t.Errorf("got %d excused, %d no-shows, %v paid hours in the last week; want 1, 1 and 2", excused, away, paid)
	}
}
