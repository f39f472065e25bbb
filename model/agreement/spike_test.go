package agreement

import (
	"testing"

	"jobspor/model"
)

// TestASpikeHidesNeitherAStandstillNorARise: one week with more hours is no rise, and what rises after it is one.
func TestASpikeHidesNeitherAStandstillNorARise(t *testing.T) {
	monday := model.NewDate(2026, 8, 31)
	for _, c := range []struct {
		name string
		paid []model.Hours
		rose int // the week, -1 for none
	}{
		{"level", []model.Hours{8, 8, 8, 8}, 0},
		{"a spike in a standstill", []model.Hours{8, 8, 20, 8, 8, 8}, 0},
		{"a rise after a spike", []model.Hours{8, 20, 8, 8, 12, 12, 12}, 4},
		{"reached again after a week", []model.Hours{8, 12, 8, 12, 12}, 1},
		{"the latest week counts as it is", []model.Hours{8, 8, 12}, 2},
		{"nothing paid", []model.Hours{0, 0}, -1},
	} {
		var weeks []*model.Week
		for i, h := range c.paid {
			weeks = append(weeks, &model.Week{PlacementID: "p", Monday: monday.Add(7 * i), Paid: model.Some(h)})
		}
		rose, _ := RoseOn(weeks)
		want := model.Date(0)
		if c.rose >= 0 {
			want = monday.Add(7 * c.rose)
		}
		if rose != want {
			t.Errorf("%s: rose on %v, want %v", c.name, rose, want)
		}
	}
}
