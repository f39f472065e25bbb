package agreement

import (
	"testing"

	"jobspor/model"
)

// TestWhoHoursAreFrom: a source stands with hours, never alone; it is kept when hours change, and not copied.
func TestWhoHoursAreFrom(t *testing.T) {
	monday := model.NewDate(2026, 11, 16)
	p := &model.Placement{Head: model.Head{ID: "f"}, CitizenID: "b", State: "running", StartOn: monday.Add(-14)}
	l := Ledger{Today: monday.Add(10), Placements: []*model.Placement{p}}
	entry := &model.Week{PlacementID: "f", Monday: monday, Source: "company"}
	if _, err := LogWeek("", l, entry); model.CodeOf(err) != model.Invalid {
		t.Errorf("a source alone gives %v, want a refusal", err)
	}
	entry.Paid = model.Some(model.Hours(8))
	cs, err := LogWeek("", l, entry)
	if err != nil || cs.Changes[0].After.(*model.Week).Source != "company" {
		t.Fatalf("got %+v, %v", cs, err)
	}
	l.Weeks = []*model.Week{cs.Changes[0].After.(*model.Week)}
	emptied := *l.Weeks[0]
	emptied.Paid = model.Opt[model.Hours]{}
	if cs, err = LogWeek("", l, &emptied); err != nil || cs.Changes[0].After != nil {
		t.Errorf("emptied gives %+v, %v, want the row removed", cs, err)
	}
	cs, err = CopyLastWeek("", l, []string{"f"}, monday.Add(7))
	if err != nil || cs.Changes[0].After.(*model.Week).Source != "" {
		t.Errorf("copied is %+v, %v, want no source", cs, err)
	}
}
