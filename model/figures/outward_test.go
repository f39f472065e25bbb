package figures

import "testing"

// TestOutwardTellsOfNoFew: a numerator of few, or of all but few, hides the value; none and all are shown.
func TestOutwardTellsOfNoFew(t *testing.T) {
	share, _ := DefinitionNamed("touched")
	count, _ := DefinitionNamed("outcomes")
	for _, c := range []struct {
		spec     *Definition
		num, den int
		want     string
	}{
		{share, 0, 40, "0/40"}, {share, 1, 40, "hidden"}, {share, 4, 40, "hidden"}, {share, 5, 40, "5/40"},
		{share, 36, 40, "hidden"}, {share, 35, 40, "35/40"}, {share, 40, 40, "40/40"}, {share, 42, 281, "40/280"},
		{share, 43, 283, "45/285"}, {count, 4, 4, "hidden"}, {count, 12, 12, "10/10"}, {count, 13, 13, "15/15"},
	} {
		v := Result{Num: c.num, Den: c.den, People: c.den, Value: float64(c.num) / float64(c.den)}
		if got := shownValue(c.spec, outward(c.spec, v)); got != c.want {
			t.Errorf("%s %d of %d: got %s, want %s", c.spec.Key, c.num, c.den, got, c.want)
		}
	}
}

// TestOutwardDifferencesTellOfNoFew: whatever two periods or programmes are asked for, their difference is none or at
// least as many as a group must have.
func TestOutwardDifferencesTellOfNoFew(t *testing.T) {
	for a := range 60 {
		for b := range 60 {
			if d := roundCount(a) - roundCount(b); d%LeastGroup != 0 {
				t.Fatalf("%d and %d differ by %d", a, b, d)
			}
		}
	}
	r := readRegister(t)
	base := NewBase(&r.rows, r.today)
	for _, programme := range []string{"", "fsm", "jf"} {
		list, err := base.Compute(Selection{From: aDay("2025-01-01"), To: aDay("2026-12-31"), Programme: programme})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range Outward(list) {
			results := []Result{f.Result}
			for _, p := range f.Parts {
				results = append(results, p.Result)
			}
			for _, p := range f.Series {
				results = append(results, p.Result)
			}
			for _, v := range results {
				if (v.People > 0 || f.Spec.how == howCount) && (v.Num%LeastGroup != 0 || v.People%LeastGroup != 0) {
					t.Errorf("%s of %q: got %+v", f.Spec.Key, programme, v)
				}
			}
			if len(f.Behind) > 0 {
				t.Errorf("%s names who is behind", f.Spec.Key)
			}
		}
	}
}
