package programmes

import (
	"slices"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/programme"
)

func TestEveryFileValidates(t *testing.T) {
	list, err := All()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][3]int{ // elements, tracks, outcomes
		"social-stoette": {8, 3, 7}, "jobfirst": {9, 3, 6}, "flere-skal-med": {13, 0, 11}, "empowerment": {5, 3, 6},
		"saerlig-indsats": {6, 0, 7},
		"metode-1":        {5, 0, 6}, "metode-2": {6, 0, 5}, "metode-3": {6, 0, 5}, "metode-4": {6, 0, 6},
		"metode-5": {11, 0, 6}, "gruppevejledning": {3, 2, 5}, "vum": {4, 0, 4},
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

func TestEveryProgrammeAsksWhatThereIs(t *testing.T) {
	items, err := Items()
	if err != nil {
		t.Fatal(err)
	}
	list, err := All()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		if missing := programme.MissingItems(p, items); len(missing) > 0 || len(p.Progress) == 0 {
			t.Errorf("%s: asks %v, which is no item", p.Key, missing)
		}
		asked := programme.ItemsFor(p, items, false)
		if !slices.ContainsFunc(asked, func(i programme.ProgressItem) bool {
			return i.About == "belief" && i.Who == "citizen"
		}) ||
			!slices.ContainsFunc(asked, func(i programme.ProgressItem) bool { return i.About == "next" }) {
			t.Errorf("%s: asks neither about belief in a job nor the next step", p.Key)
		}
		if slices.ContainsFunc(asked, func(i programme.ProgressItem) bool { return i.Set == programme.WHO5 }) {
			t.Errorf("%s: asks WHO-5 although it is off", p.Key)
		}
		if with := programme.ItemsFor(p, items, true); len(with) != len(asked)+5 {
			t.Errorf("%s: WHO-5 adds %d items, want 5", p.Key, len(with)-len(asked))
		}
	}
}

// TestASeventhIsACopyThatWasEdited: a municipality copies a file, changes it, and everything works without code.
func TestASeventhIsACopyThatWasEdited(t *testing.T) {
	list, err := All()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list, func(p *programme.Programme) bool { return p.Key == "social-stoette" })
	text := list[i].Text
	for old, now := range map[string]string{`key = "social-stoette"`: `key = "vores"`,
		"before = \"fase-3\"\n": "",
		"[[phase]]\nkey = \"fase-3\"\nname.da = \"Fase 3\"\nname.en = \"Phase 3\"\n": "",
		`key = "cti"`: `key = "bostoette"`, `every = "ask"`: "every = 14"} {
		if !strings.Contains(text, old) {
			t.Fatalf("%q is not in the file", old)
		}
		text = strings.Replace(text, old, now, 1)
	}
	p, err := Parse("vores.toml", text)
	if err != nil {
		t.Fatal(err)
	}
	today := model.NewDate(2026, 11, 26)
	cs, err := programme.Enrol("mk", p,
		&model.Enrolment{CitizenID: "c", StartOn: today.Add(-20), Days: model.Some(101)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	e := cs.Changes[0].After.(*model.Enrolment)
	spans := p.Spans(e.StartOn, e.Days.V)
	if len(spans) != 2 || spans[1].To != e.LastDay() || int(spans[1].To-spans[1].From)+1 != 51 {
		t.Errorf("phases %v, want two, the last of 51 days", spans)
	}
	if _, err := programme.TickElement("mk", p, e, nil, programme.TickEntry{Element: "bostoette", On: today},
		today); err != nil {
		t.Error(err)
	}
	late := slices.ContainsFunc(programme.CourseItems(programme.CourseInput{Today: today, Programme: p, Enrolment: e}),
		func(a programme.CourseItem) bool {
			return a.Kind == "contact" && a.Key == "faelles" && a.Late
		})
	if !late {
		t.Error("a contact every 14 days is not late after 20")
	}
}
