package programmes

import "testing"

func TestEveryFileValidates(t *testing.T) {
	list, err := All()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][3]int{ // elements, tracks, outcomes
		"social-stoette": {6, 3, 7}, "jobfirst": {9, 3, 6}, "flere-skal-med": {13, 0, 11}, "empowerment": {5, 3, 6}, "saerlig-indsats": {6, 0, 7},
		"metode-1": {5, 0, 6}, "metode-2": {6, 0, 5}, "metode-3": {6, 0, 5}, "metode-4": {6, 0, 6}, "metode-5": {6, 0, 6},
	}
	for _, p := range list {
		if got := [3]int{len(p.Elements), len(p.Tracks), len(p.Outcomes)}; got != want[p.Key] {
			t.Errorf("%s: got %v, want %v", p.Key, got, want[p.Key])
		}
		delete(want, p.Key)
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
}
