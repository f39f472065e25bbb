package matching_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"jobspor/matching"
)

// aloneReached is how many cases of testdata/alone.txt are satisfied. It only goes up. The others differ by less than
// the whole number that is the score, so that the shuffle of equals decides.
const aloneReached = 20

// TestEachCriterionAlone moves every criterion while all others stay the same.
func TestEachCriterionAlone(t *testing.T) {
	cases := readGolden(t, "testdata/alone.txt")
	options := realOptions(t)
	moved, good := map[string]int{}, 0
	for _, c := range cases {
		key, _, _ := strings.Cut(c.title, ":")
		moved[key]++
		var faults []string
		for c.seed = range uint32(5) { // an order by chance holds for one seed only
			faults = append(faults, c.faults(t, options)...)
		}
		if faults = append(faults, c.others(t, options, key)...); len(faults) == 0 {
			good++
			continue
		}
		t.Logf("alone.txt:%d: %s\n    %s", c.line, c.title, strings.Join(faults, "\n    "))
	}
	t.Logf("criteria moved alone: %d of %d cases satisfied", good, len(cases))
	if good < aloneReached {
		t.Errorf("got %d cases satisfied, want %d", good, aloneReached)
	}
	for _, c := range matching.Criteria() {
		if moved[c.Key] == 0 {
			t.Errorf("%s is not moved alone", c.Key)
		}
		delete(moved, c.Key)
	}
	if len(moved) > 0 {
		t.Errorf("there are no such criteria: %v", slices.Sorted(maps.Keys(moved)))
	}
}

// others says which criteria besides the one named give the listed workplaces different points.
func (c *goldenCase) others(t *testing.T, o matching.Options, key string) (faults []string) {
	t.Helper()
	s, req := c.world(t, o)
	r, err := s.Match(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range r.Rows[min(1, len(r.Rows)):] {
		for i, reason := range row.Reasons {
			if first := r.Rows[0].Reasons[i]; reason.Criterion != key && reason.Points != first.Points {
				faults = append(faults, reason.Criterion+" er heller ikke ens for "+row.CompanyID)
			}
		}
	}
	return faults
}
