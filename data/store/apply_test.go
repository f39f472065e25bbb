package store

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"jobspor/model"
	"jobspor/model/schema"
)

func TestConflictWritesNothing(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	a, b := &model.Company{Name: "A"}, &model.Company{Name: "B"}
	apply(t, s, model.Add(a), model.Add(b))
	mine := schema.Clone(a).(*model.Company)
	mine.Note = "mine"
	theirs := schema.Clone(a).(*model.Company)
	theirs.Note = "theirs"
	base := schema.Clone(a)
	apply(t, s, model.Edit(base, theirs))

	other := schema.Clone(b).(*model.Company)
	other.Name = "B2"
	added := &model.Company{Name: "C"}
	_, err := s.Apply(ctx,
		model.ChangeSet{Changes: []model.Change{model.Add(added), model.Edit(b, other), model.Edit(base, mine)}})
	var c *model.ConflictError
	if model.CodeOf(err) != model.Conflict || !errors.As(err, &c) || len(c.Rows) != 1 {
		t.Fatalf("apply = %v, want a conflict of one row", err)
	}
	r := c.Rows[0]
	if r.Mine != mine || r.Base != base || !schema.Equal(r.Theirs, theirs) || r.Theirs.Meta().Version != 2 {
		t.Errorf("conflict rows %+v", r)
	}
	if got := get[model.Company](t, s, b.ID); got.Name != "B" || got.Version != 1 || other.Version != 1 {
		t.Errorf("another row of the refused set was written: %+v, %+v", got, other.Head)
	}
	if n, _ := s.Count(ctx, "company", schema.Query{}); n != 2 {
		t.Errorf("%d companies, want 2", n)
	}
	if _, err := s.Apply(ctx,
		model.ChangeSet{Changes: []model.Change{model.Remove(base)}}); model.CodeOf(err) != model.Conflict {
		t.Errorf("removal of a changed row = %v, want conflict", err)
	}
	gone := get[model.Company](t, s, a.ID)
	apply(t, s, model.Remove(gone))
	_, err = s.Apply(ctx, model.ChangeSet{Changes: []model.Change{model.Edit(gone, mine)}})
	if !errors.As(err, &c) || c.Rows[0].Theirs != nil {
		t.Errorf("edit of a removed row = %v, want a conflict with nothing there", err)
	}
	again := &model.Company{Head: model.Head{ID: b.ID}, Name: "B again"}
	_, err = s.Apply(ctx, model.ChangeSet{Changes: []model.Change{model.Add(again)}})
	if !errors.As(err, &c) || !schema.Equal(c.Rows[0].Theirs, b) {
		t.Errorf("adding a row that is there = %v, want a conflict", err)
	}
}

func TestReferences(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	company := &model.Company{Head: model.Head{ID: model.NewID()}, Name: "A"}
	person := &model.ContactPerson{CompanyID: company.ID, Name: "Ida"}
	task := &model.Task{CompanyID: company.ID, Name: "Opvask"}
	apply(t, s, model.Add(person), model.Add(company), model.Add(task)) // in any order

	_, err := s.Apply(ctx,
		model.ChangeSet{Changes: []model.Change{model.Add(&model.Task{CompanyID: "000000000000", Name: "x"})}})
	var e *model.Error
	if !errors.As(err, &e) || e.Code != model.Invalid || e.Key != "err.store.ref.company" || e.Field != "company" {
		t.Errorf("a task of no company = %v", err)
	}
	_, err = s.Apply(ctx, model.ChangeSet{Changes: []model.Change{model.Remove(company)}})
	if !errors.As(err, &e) || e.Key != "err.store.used" || e.Args["n"] != 2 || len(e.More) != 2 ||
		e.More[0].Key != "err.store.used.person" || e.More[0].Args["n"] != 1 {
		t.Errorf("removal of a company in use = %v %+v", err, e)
	}
	if get[model.Company](t, s, company.ID) == nil {
		t.Fatal("the company is gone all the same")
	}
	apply(t, s, model.Remove(company), model.Remove(person), model.Remove(task))
	undo(t, s, "k1")
	if got := get[model.Task](t, s, task.ID); got == nil || !schema.Equal(got, task) {
		t.Errorf("task after undo: %+v", got)
	}
}

func TestInvalidRowsAreRefused(t *testing.T) {
	s := fresh(t)
	_, err := s.Apply(context.Background(), model.ChangeSet{Changes: []model.Change{
		model.Add(&model.Company{Name: "God"}), model.Add(&model.Company{CVR: "24256791", Name: "Skæv"})}})
	var e *model.Error
	if !errors.As(err, &e) || e.Code != model.Invalid || e.Field != "cvr" {
		t.Fatalf("apply = %v, want invalid cvr", err)
	}
	if n, _ := s.Count(context.Background(), "company", schema.Query{}); n != 0 {
		t.Errorf("%d rows were written", n)
	}
}

func TestMisuseIsAnErrorNotAPanic(t *testing.T) {
	s := fresh(t)
	a := &model.Company{Name: "A"}
	apply(t, s, model.Add(a))
	for name, changes := range map[string][]model.Change{
		"empty change":    {{}},
		"other type":      {model.Edit(a, &model.Task{})},
		"other row":       {model.Edit(a, &model.Company{Head: model.Head{ID: "x"}, Name: "B"})},
		"twice":           {model.Edit(a, a), model.Remove(a)},
		"before no ID":    {model.Remove(&model.Company{})},
		"unnamed, edited": {model.Edit(&model.Company{}, &model.Company{Name: "C"})},
	} {
		if _, err := s.Apply(context.Background(),
			model.ChangeSet{Changes: changes}); model.CodeOf(err) != model.Internal {
			t.Errorf("%s: got %v, want an internal error", name, err)
		}
	}
	if _, err := s.List(context.Background(), "nothing", schema.Query{}); model.CodeOf(err) != model.Internal {
		t.Errorf("list of no type: %v", err)
	}
	for _, q := range []schema.Query{schema.Where("nope", ""), {Order: []schema.Order{{Field: "nope"}}},
		{Where: []schema.Cond{{Field: "id", Op: "like"}}}} {
		if _, err := s.List(context.Background(), "citizen", q); model.CodeOf(err) != model.Internal {
			t.Errorf("query %+v: %v", q, err)
		}
	}
}

func TestNumbersAreNeverGivenTwice(t *testing.T) {
	s := fresh(t)
	var refs []string
	for range 3 {
		b := &model.Citizen{FirstName: "B", Ref: "B-9999"}
		apply(t, s, model.Add(b))
		refs = append(refs, b.Ref)
		undo(t, s, "k1")
	}
	if got := fmt.Sprint(refs); got != "[B-0001 B-0002 B-0003]" {
		t.Errorf("numbers %s", got)
	}
	b := &model.Citizen{FirstName: "B"}
	apply(t, s, model.Add(b))
	edit := schema.Clone(b).(*model.Citizen)
	edit.Ref, edit.Note = "B-0001", "x"
	apply(t, s, model.Edit(b, edit))
	if edit.Ref != "B-0004" {
		t.Errorf("an edit changed the number to %s", edit.Ref)
	}
}

func TestEditThatChangesNothingLeavesNoTrace(t *testing.T) {
	s := fresh(t)
	a := &model.Company{Name: "A"}
	apply(t, s, model.Add(a))
	r := apply(t, s, model.Edit(a, schema.Clone(a)))
	if r.Seq != 0 || len(r.Changes) != 1 || r.Changes[0].After.Meta().Version != 1 {
		t.Errorf("receipt %+v", r)
	}
	if log, _ := s.Log(context.Background(), schema.LogQuery{}); len(log) != 1 {
		t.Errorf("%d entries, want 1", len(log))
	}
}

func TestCancelledChangeSetWritesNothing(t *testing.T) {
	s := fresh(t)
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(15*time.Millisecond, cancel)
	var changes []model.Change
	for i := range 20000 {
		changes = append(changes, model.Add(&model.Company{Name: fmt.Sprint("F ", i)}))
	}
	_, err := s.Apply(ctx, model.ChangeSet{Changes: changes})
	if model.CodeOf(err) != model.Cancelled {
		t.Fatalf("apply = %v, want cancelled", err)
	}
	if n, _ := s.Count(context.Background(), "company", schema.Query{}); n != 0 {
		t.Errorf("%d rows stayed", n)
	}
	apply(t, s, model.Add(&model.Company{Name: "after"}))
}

func TestSubscribersHearAfterTheCommit(t *testing.T) {
	s := fresh(t)
	var heard []model.Changed
	cancel := s.Subscribe(func(c model.Changed) {
		heard = append(heard, c)
		if get[model.Company](t, s, c.Rows[0].ID) == nil != c.Rows[0].Gone {
			t.Error("told before the commit")
		}
	})
	a := &model.Company{Name: "A"}
	apply(t, s, model.Add(a))
	apply(t, s, model.Remove(a))
	cancel()
	apply(t, s, model.Add(&model.Company{Name: "B"}))
	if len(heard) != 2 || heard[1].Seq != 2 || !heard[1].Rows[0].Gone {
		t.Errorf("heard %+v", heard)
	}
}

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
