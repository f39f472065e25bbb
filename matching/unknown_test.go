package matching

import (
	"testing"

	"jobspor/model"
)

// TestAWorkplaceOfWhichOnlyTheNameIsKnownIsAQuestion: a plain list of names and CVR numbers still gives a list, with
// the tasks as the first thing to ask; a name that says it comes before one that says nothing, and both after what is
// known.
func TestAWorkplaceOfWhichOnlyTheNameIsKnownIsAQuestion(t *testing.T) {
	known := &model.Company{Head: model.Head{ID: "known"}, Name: "Strandhuset", Industry: "561110",
		IndustrySystem: "DB25"}
	named := &model.Company{Head: model.Head{ID: "named"}, Name: "Sydhavnens Lager ApS"}
	silent := &model.Company{Head: model.Head{ID: "silent"}, Name: "Holding 7 A/S"}
	other := &model.Company{Head: model.Head{ID: "other"}, Name: "Advokaterne", Industry: "691000",
		IndustrySystem: "DB25"}
	s, err := Build(t.Context(), sourceOf(known, named, silent, other,
		&model.Task{Head: model.Head{ID: "t"}, CompanyID: "known", Name: "Pakke ordrer",
			Occupation: "lagermedarbejder"}), testOptions)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Match(t.Context(), Request{Words: "lager", Today: model.NewDate(2026, 11, 26), Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range r.Rows {
		got = append(got, row.CompanyID+" "+row.Reasons[0].Key)
	}
	want := []string{"known match.task.bank", "named match.task.name", "silent match.task.unknown"}
	if len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Fatalf("got %q, want %q", got, want)
	}
	if last := r.Rows[2]; !last.Reasons[0].Unknown || len(Questions(last)) == 0 ||
		Questions(last)[0].Key != "match.ask.tasks" {
		t.Errorf("the silent workplace asks %+v, want its tasks first", Questions(last))
	}
}

// TestHowIsNoEvidenceForWhat: a word that only describes does not tie a task to a goal.
func TestHowIsNoEvidenceForWhat(t *testing.T) {
	store := &model.Company{Head: model.Head{ID: "store"}, Name: "Vestpak", Industry: "521000", IndustrySystem: "DB25"}
	s, err := Build(t.Context(), sourceOf(store,
		&model.Task{Head: model.Head{ID: "t"}, CompanyID: "store", Name: "Pakke små ordrer"}), testOptions)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Match(t.Context(),
		Request{Words: "noget med børn, gerne de små", Today: model.NewDate(2026, 11, 26), Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range r.Rows {
		if row.Reasons[0].Key == "match.task.word" {
			t.Errorf("small orders are taken for small children: %+v", row.Reasons[0])
		}
	}
}
