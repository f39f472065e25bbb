package store

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"jobspor/model"
	"jobspor/model/schema"
)

// TestAcknowledgedAgreementStays: whatever is written over a version that somebody has said yes to, the store refuses
// it and the row stays; another yes and undo of the yes are let through.
func TestAcknowledgedAgreementStays(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	day := model.NewDate(2026, 10, 5)
	c, b := &model.Company{Name: "Café Æble"}, &model.Citizen{FirstName: "Anna"}
	apply(t, s, model.Add(c), model.Add(b))
	p := &model.Placement{CompanyID: c.ID, CitizenID: b.ID, Kind: "traineeship", State: "running", StartOn: day}
	apply(t, s, model.Add(p))
	a := &model.Agreement{PlacementID: p.ID, Number: model.Some(1), ValidFrom: day, Mentor: "Lis",
		TrialTasks: []string{"opvask"}}
	apply(t, s, model.Add(a))
	yes := *a
	yes.CompanyOn = day
	said := apply(t, s, model.Edit(a, &yes))

	typ := schema.AgreementType()
	rapid.Check(t, func(rt *rapid.T) {
		after := schema.Clone(&yes).(*model.Agreement)
		f := &typ.Fields[rapid.IntRange(0, len(typ.Fields)-1).Draw(rt, "field")]
		value := rapid.SampledFrom([]string{"2", "2026-12-01", "employment", "visit", "anretning", "2026-10-05 12 2",
			"mon 09:00-12:00", ""}).Draw(rt, "value")
		switch f.Key {
		case "citizen_on", "rep_on", "rep_by", "company_by", "note":
			return // others may still say yes
		}
		if f.SetText(after, value) != nil || schema.Equal(&yes, after) || schema.Validate(after) != nil {
			return
		}
		if _, err := s.Apply(ctx, model.ChangeSet{Actor: "k1", Action: "test",
			Changes: []model.Change{model.Edit(&yes, after)}}); model.CodeOf(err) != model.Forbidden {
			rt.Fatalf("%s was changed: %v", f.Key, err)
		}
		if got, err := s.Get(ctx, "agreement", a.ID); err != nil || !schema.Equal(got, &yes) {
			rt.Fatalf("the row is %+v, %v", got, err)
		}
	})
	other := yes
	other.CitizenOn = day
	second := apply(t, s, model.Edit(&yes, &other))
	for _, seq := range []int64{second.Seq, said.Seq} {
		if _, err := s.Undo(ctx, "k1", seq); err != nil {
			t.Fatalf("undo: %v", err)
		}
	}
	if got, err := s.Get(ctx, "agreement", a.ID); err != nil || got.(*model.Agreement).Acknowledged() {
		t.Fatalf("after undo: %+v, %v", got, err)
	}
}
