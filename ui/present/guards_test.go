package present

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"jobspor/data/reference/ruleset"
	"jobspor/model"
	"jobspor/model/rules"
	"jobspor/ui/lang"
)

// drawPlacement makes any placement, with dates that may be missing or odd.
func drawPlacement(t *rapid.T, id string) *model.Placement {
	day := func(name string) model.Date {
		return rapid.SampledFrom([]model.Date{
			0, model.NewDate(2019, 5, 1), model.NewDate(2024, 3, 4), model.NewDate(2026, 9, 7),
			model.NewDate(2026, 12, 6), model.NewDate(2027, 3, 1),
		}).Draw(t, name)
	}
	pick := func(name string, from ...string) string { return rapid.SampledFrom(from).Draw(t, name) }
	p := &model.Placement{
		CitizenID: pick("citizen", "a", "b"), Kind: pick("kind", model.PlacementKinds...),
		State:       pick("state", model.PlacementStates...),
		TargetGroup: pick("group", "", "activity_ready", "Jobparat", "sickness", "flex", "et eget ord"),
		MadeOn:      day("made"), StartOn: day("start"), EndOn: day("end"), EndedOn: day("ended"),
		ContinuesID:  pick("continues", "", "0", "1", "2", "gone"),
		ContinuesHow: pick("how", "", "extension", "renewal"), ExtensionReason: pick("reason", "", "derfor"),
		AtEmployer: model.Tri(rapid.IntRange(0, 2).Draw(t, "at employer")), RepAskedOn: day("asked"),
		StatementOn: day("statement"), ContractOn: day("contract"), Outcome: pick("outcome", "", "none", "paid_hours")}
	p.ID = id
	return p
}

func drawInput(t *rapid.T, r *rules.Set) rules.Input {
	hours := func(name string) model.Opt[model.Hours] {
		return model.Opt[model.Hours]{
			V: model.Hours(rapid.IntRange(0, 148).Draw(t, name)), Known: rapid.Bool().Draw(t, name+" known"),
		}
	}
	in := rules.Input{
		Today: model.NewDate(2026, 11, 25), Rules: r, Placement: drawPlacement(t, "0"), Citizen: &model.Citizen{},
		PaidBefore: map[string]model.Hours{},
	}
	if rapid.Bool().Draw(t, "company known") {
		in.Company = &model.Company{
			FTE: model.Opt[model.FTE]{
				V: model.FTE(rapid.IntRange(0, 30000).Draw(t, "fte")), Known: rapid.Bool().Draw(t, "fte known"),
			},
			FTEOn: rapid.SampledFrom([]model.Date{0, model.NewDate(2020, 1, 1), model.NewDate(2026, 8, 1)}).Draw(t,
				"fte on"), StaffBand: rapid.SampledFrom([]string{"", "1", "10-19"}).Draw(t, "band")}
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "there") {
		in.There = append(in.There, rules.WorkplaceUse{
			Placement: drawPlacement(t, fmt.Sprint(i)), Takes: []rules.Take{{Weekly: hours("weekly")}},
		})
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "before") {
		in.Before = append(in.Before, drawPlacement(t, fmt.Sprint(i)))
	}
	if rapid.Bool().Draw(t, "agreed") {
		a := &model.Agreement{
			PlacementID: "0", Number: model.Some(1),
			RateType:   rapid.SampledFrom([]string{"", "basic", "home", "andet"}).Draw(t, "rate"),
			TrialTasks: []string{"opvask"},
			PaidTasks:  rapid.SampledFrom([][]string{nil, {"Opvask"}, {"rengøring"}}).Draw(t, "paid tasks")}
		a.Mentor, a.ValidFrom = rapid.SampledFrom([]string{"", "Lis"}).Draw(t, "mentor"),
			rapid.SampledFrom([]model.Date{0, model.NewDate(2026, 9, 7)}).Draw(t, "valid from")
		a.MentorUntil = rapid.SampledFrom([]model.Date{
			0, model.NewDate(2026, 1, 1), model.NewDate(2026, 12, 6), model.NewDate(2027, 12, 1),
		}).Draw(t, "mentor until")
		for i := range rapid.IntRange(0, 2).Draw(t, "steps") {
			a.Steps = append(a.Steps,
				fmt.Sprintf("%s %d %d", in.Today.Add(7*i-20), rapid.IntRange(0, 20).Draw(t, "trial"),
					rapid.IntRange(0, 17).Draw(t, "paid")))
		}
		in.Agreements = append(in.Agreements, a)
	}
	for i := range rapid.IntRange(0, 5).Draw(t, "weeks") {
		in.Weeks = append(in.Weeks, &model.Week{
			PlacementID: "0", Monday: in.Today.Monday().Add(-7 * i), Paid: hours("paid"),
		})
	}
	return in
}

// TestGuardsAlwaysSpeak: whatever is known of a placement, every guard has its sentences in both languages with nothing
// left out, names a level, gives its source when a rule judged it, and never speaks of what is lawful.
func TestGuardsAlwaysSpeak(t *testing.T) {
	r, err := ruleset.Load()
	if err != nil {
		t.Fatal(err)
	}
	tongues := []Words{{lang.New(lang.Danish)}, {lang.New(lang.English)}}
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t, r)
		for _, g := range rules.Judge(in) {
			if !slices.Contains(rules.GuardKeys, g.Key) || !slices.Contains(rules.Levels, g.Level) || g.Text == "" {
				t.Fatalf("got guard %+v", g)
			}
			if g.Rule != nil && (g.Source == "" || g.Confidence == "" || !g.Rule.InForce(in.JudgedOn())) {
				t.Fatalf("%s: judged by %+v on %s", g.Key, g.Rule, in.JudgedOn())
			}
			if len(g.Missing) > 0 && g.Level == rules.LevelOK {
				t.Fatalf("%s asks and is %s", g.Key, g.Level)
			}
			for _, w := range tongues {
				all := append(append([]string{
					w.GuardTitle(g), w.GuardText(g), w.GuardSource(g), w.T("guard.level." + g.Level),
				}, w.GuardSums(g)...), w.GuardMissing(g)...)
				for _, said := range all {
					if low := strings.ToLower(said); said == "" || strings.ContainsAny(said, "⟨⟩{}") ||
						strings.Contains(said, "%!") || strings.Contains(low, "lovlig") ||
						strings.Contains(low, "lawful") {
						t.Fatalf("%s (%s) says %q", g.Key, w.Code(), said)
					}
				}
			}
		}
	})
}

func TestMeasures(t *testing.T) {
	da, en := Words{lang.New(lang.Danish)}, Words{lang.New(lang.English)}
	for _, c := range []struct {
		v      any
		da, en string
	}{{rules.Span(91), "13 uger", "13 weeks"}, {rules.Span(8), "1 uge og 1 dag", "1 week and 1 day"},
		{rules.Span(0), "0 dage", "0 days"}, {rules.Months(6), "6 måneder", "6 months"},
		{rules.Share{Part: 32, Whole: 148}, "0,22", "0.22"}, {model.FTE(1250), "12,5", "12.5"},
		{rules.Ore(2866), "28,66 kr.", "DKK 28.66"}, {rules.Ore(14500), "145 kr.", "DKK 145"}} {
		if got := da.formatMeasure(c.v); got != c.da {
			t.Errorf("%v: got %q, want %q", c.v, got, c.da)
		}
		if got := en.formatMeasure(c.v); got != c.en {
			t.Errorf("%v: got %q, want %q", c.v, got, c.en)
		}
	}
}
