package model

import (
	"testing"
)

func TestCare(t *testing.T) {
	day := NewDate(2026, 11, 26)
	in := TrackRecordInput{Today: day, Company: &Company{Hosted: Some(3), HostedPaid: Some(2)},
		Placements: []*Placement{
			{CitizenID: "a", Kind: "traineeship", State: "running", CompanySetup: "very_satisfied"},
			{
				CitizenID: "b", Kind: "traineeship", State: "ended", EndedOn: day - 30, Outcome: "paid_hours",
				CompanySetup: "satisfied", CitizenEnd: "very_satisfied",
			},
			{CitizenID: "c", Kind: "traineeship", State: "ended", EndedOn: day - 400},
			{CitizenID: "c", Kind: "traineeship", State: "ended", EndedOn: day - 300},
			{CitizenID: "d", Kind: "trial", State: "ended", EndedOn: day - 10},
			{CitizenID: "e", Kind: "traineeship", State: "cancelled", EndedOn: day - 10},
			{CitizenID: "f", Kind: "traineeship", State: "suggested"},
		},
		Contacts: []*Contact{
			{On: day - 2, Outcome: "reached"}, {On: day - 3, Outcome: "not_reached"},
			{On: day - 400, Outcome: "reached"}, {On: day},
		},
		Picks: []*Pick{{Status: "new"}, {Status: "asked"}, {Status: "no"}},
	}
	got := NewTrackRecord(in)
	want := TrackRecord{Now: 1, Year: 4, Hosted: 5, Paid: 3, Told: true, Asked: 4, Answered: 2,
		Company: [2]SatisfactionCount{{Top: 1, N: 2, Of: 4}, {Of: 3}},
		Citizen: [2]SatisfactionCount{{Of: 4}, {Top: 1, N: 1, Of: 3}}}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if empty := NewTrackRecord(TrackRecordInput{Today: day, Company: &Company{}}); empty != (TrackRecord{}) {
		t.Errorf("of nothing: got %+v", empty)
	}
}
