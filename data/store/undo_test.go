package store

import (
	"context"
	"errors"
	"slices"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

func undo(t testing.TB, s *Store, actor string) model.Receipt {
	t.Helper()
	r, err := s.Undo(context.Background(), actor, 0)
	if err != nil {
		t.Fatalf("undo: %v", err)
	}
	return r
}

func redo(t testing.TB, s *Store, actor string) model.Receipt {
	t.Helper()
	r, err := s.Redo(context.Background(), actor)
	if err != nil {
		t.Fatalf("redo: %v", err)
	}
	return r
}

func get[T any](t testing.TB, s *Store, id string) *T {
	t.Helper()
	typ := schema.TypeOf(any(new(T)).(model.Entity)).Name
	e, err := s.Get(context.Background(), typ, id)
	if model.CodeOf(err) == model.NotFound {
		return nil
	}
	if err != nil {
		t.Fatalf("get %s: %v", typ, err)
	}
	return any(e).(*T)
}

func TestUndoAndRedoWalkBackAndForth(t *testing.T) {
	s := fresh(t)
	b := &model.Citizen{FirstName: "Anna"}
	apply(t, s, model.Add(b))
	old := schema.Clone(b)
	b2 := schema.Clone(b).(*model.Citizen)
	b2.FirstName = "Anne"
	apply(t, s, model.Edit(old, b2))

	name := func() string {
		if c := get[model.Citizen](t, s, b.ID); c != nil {
			return c.FirstName + " " + c.Ref
		}
		return "none"
	}
	for i, step := range []struct {
		do   func(testing.TB, *Store, string) model.Receipt
		want string
	}{
		{undo, "Anna B-0001"}, {undo, "none"}, {redo, "Anna B-0001"}, {redo, "Anne B-0001"},
		{undo, "Anna B-0001"}, {redo, "Anne B-0001"}, {undo, "Anna B-0001"}, {undo, "none"}, {redo, "Anna B-0001"},
	} {
		step.do(t, s, "k1")
		if got := name(); got != step.want {
			t.Fatalf("step %d: got %q, want %q", i, got, step.want)
		}
		if i == 3 { // a restart loses nothing
			path := s.address()
			s.Close()
			s = openAt(t, path, Options{Passphrase: pass})
		}
	}
	if _, err := s.Undo(context.Background(), "somebody", 0); model.CodeOf(err) != model.NotFound {
		t.Errorf("undo of another's change = %v, want not found", err)
	}
	apply(t, s, model.Add(&model.Company{Name: "Ny"}))
	if _, err := s.Redo(context.Background(), "k1"); model.CodeOf(err) != model.NotFound {
		t.Errorf("redo after a new change = %v, want not found", err)
	}
}

// TestWhatADemonstrationWasFilledWithIsNobodysChange: the latest change is a person's own; by its number the filling
// can be undone all the same.
func TestWhatADemonstrationWasFilledWithIsNobodysChange(t *testing.T) {
	s, ctx := fresh(t), context.Background()
	fill, err := s.Apply(ctx, model.ChangeSet{Actor: "k1", Action: "demo",
		Changes: []model.Change{model.Add(&model.Company{Name: "Opdigtet"})}})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // before and after a change of the person's own
		if _, err := s.Undo(ctx, "k1", 0); model.CodeOf(err) != model.NotFound {
			t.Errorf("undo: %v, want that there is nothing", err)
		}
		own := apply(t, s, model.Add(&model.Company{Name: "Egen"}))
		if got := undo(t, s, "k1"); got.Reverts.Seq != own.Seq {
			t.Errorf("undone %d, want %d", got.Reverts.Seq, own.Seq)
		}
	}
	if _, err := s.Undo(ctx, "k1", fill.Seq); err != nil {
		t.Error(err)
	}
}

func TestVersionsNeverGoBack(t *testing.T) {
	s := fresh(t)
	b := &model.Company{Name: "A"}
	apply(t, s, model.Add(b))
	stale := schema.Clone(b)
	undo(t, s, "k1")
	redo(t, s, "k1")
	now := get[model.Company](t, s, b.ID)
	if now.Version <= stale.Meta().Version {
		t.Errorf("restored version %d, want more than %d", now.Version, stale.Meta().Version)
	}
	after := schema.Clone(b).(*model.Company)
	after.Name = "B"
	_, err := s.Apply(context.Background(), model.ChangeSet{Changes: []model.Change{model.Edit(stale, after)}})
	if model.CodeOf(err) != model.Conflict {
		t.Errorf("edit of the row from before the undo = %v, want conflict", err)
	}
}

func TestUndoIsRefusedWhenTheRowMovedOn(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	c := &model.Company{Name: "A"}
	first := apply(t, s, model.Add(c))
	c2 := schema.Clone(c).(*model.Company)
	c2.Name = "B"
	second, err := s.Apply(ctx, model.ChangeSet{Actor: "k2", Changes: []model.Change{model.Edit(c, c2)}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Undo(ctx, "k1", 0)
	var conflict *model.ConflictError
	if !errors.As(err, &conflict) || len(conflict.Rows) != 1 {
		t.Fatalf("undo = %v, want a conflict of one row", err)
	}
	r := conflict.Rows[0]
	if r.Mine != nil || r.Theirs.(*model.Company).Name != "B" || r.Base.(*model.Company).Name != "A" {
		t.Errorf("conflict %+v", r)
	}
	if _, err := s.Undo(ctx, "k1", second.Seq); err != nil {
		t.Errorf("undo of another's entry by number: %v", err)
	}
	// The row is again what the first entry left: content counts, not the version.
	if _, err := s.Undo(ctx, "k1", first.Seq); err != nil {
		t.Errorf("undo after the other's was undone: %v", err)
	}
	if get[model.Company](t, s, c.ID) != nil {
		t.Error("the company is still there")
	}
}

// TestUndoOfAnUndo: whatever was undone can be done again by its number, also after other changes, where Redo finds
// nothing; and a redo can be undone by its own number.
func TestUndoOfAnUndo(t *testing.T) {
	s, ctx := fresh(t), context.Background()
	c := &model.Company{Name: "A"}
	apply(t, s, model.Add(c))
	undone := undo(t, s, "k1")
	apply(t, s, model.Add(&model.Company{Name: "B"}))
	if _, err := s.Redo(ctx, "k1"); model.CodeOf(err) != model.NotFound {
		t.Fatalf("redo after a new change: %v", err)
	}
	again, err := s.Undo(ctx, "k1", undone.Seq)
	if err != nil || again.Reverts.Kind != "redo" || again.Reverts.Seq != 1 || get[model.Company](t, s, c.ID) == nil {
		t.Fatalf("undo of the undo: %v %+v", err, again.Reverts)
	}
	entries, err := s.Log(ctx, schema.LogQuery{Limit: 1})
	if err != nil || entries[0].Kind != "redo" || entries[0].Undoes != undone.Seq {
		t.Errorf("entry %+v %v, want a redo", entries, err)
	}
	if _, err := s.Undo(ctx, "k1", undone.Seq); !isKey(err, "err.store.undo.undone") {
		t.Errorf("undo of the undo twice: %v", err)
	}
	got, err := s.Undo(ctx, "k1", again.Seq)
	if err != nil || got.Reverts.Kind != "undo" || got.Reverts.Seq != 1 || get[model.Company](t, s, c.ID) != nil {
		t.Errorf("undo of the redo: %v %+v", err, got.Reverts)
	}
	if _, err := s.Undo(ctx, "k1", again.Seq); !isKey(err, "err.store.undo.undone") {
		t.Errorf("undo of the redo twice: %v", err)
	}
	if found, err := s.Check(ctx); err != nil || len(found) > 0 {
		t.Errorf("check: %v %v", found, err)
	}
}

// TestWhatNothingTakesBack: an entry that cannot be undone says why.
func TestWhatNothingTakesBack(t *testing.T) {
	s, ctx := fresh(t), context.Background()
	c := &model.Citizen{FirstName: "Anna"}
	apply(t, s, model.Add(c))
	for kind, write := range map[string]func() error{
		"view":   func() error { return s.Viewed(ctx, "k1", "view.citizen", nil, "citizen", c.ID) },
		"export": func() error { return s.Exported(ctx, "k1", "export.citizens", nil, []string{c.ID}, 1) },
		"admin":  func() error { return s.Administered(ctx, "k1", "admin.backup", nil) },
	} {
		if err := write(); err != nil {
			t.Fatal(err)
		}
		entries, err := s.Log(ctx, schema.LogQuery{Limit: 1})
		if err != nil || entries[0].Kind != kind {
			t.Fatalf("%s: %+v %v", kind, entries, err)
		}
		if _, err := s.Undo(ctx, "k1", entries[0].Seq); !isKey(err, "err.store.undo."+kind) {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// TestPreviewSaysWhatUndoWouldSay: the same changes, or the same error, and nothing written.
func TestPreviewSaysWhatUndoWouldSay(t *testing.T) {
	s, ctx := fresh(t), context.Background()
	c := &model.Company{Name: "A", PNumber: "1003456789"}
	first := apply(t, s, model.Add(c))
	task := apply(t, s, model.Add(&model.Task{CompanyID: c.ID, Name: "opvask"}))
	removed := &model.Company{Name: "B", PNumber: "1003456790"}
	apply(t, s, model.Add(removed))
	gone := apply(t, s, model.Remove(removed))
	apply(t, s, model.Add(&model.Company{Name: "C", PNumber: "1003456790"}))
	edited := schema.Clone(c).(*model.Company)
	edited.Town = "Ishøj"
	later := apply(t, s, model.Edit(c, edited))

	for _, step := range []struct {
		seq int64
		key string
	}{
		{gone.Seq, "err.store.taken.company.pnumber"}, // another row has the number now
		{first.Seq, "err.store.undo.moved"}, {later.Seq, ""}, {first.Seq, "err.store.used"}, {task.Seq, ""},
		{first.Seq, ""}, {first.Seq, "err.store.undo.undone"},
	} {
		before, err := s.Log(ctx, schema.LogQuery{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		preview, would := s.PreviewUndo(ctx, "k1", step.seq)
		if after, err := s.Log(ctx, schema.LogQuery{Limit: 1}); err != nil || after[0].Seq != before[0].Seq {
			t.Fatalf("%d: the preview wrote %+v %v", step.seq, after, err)
		}
		did, err := s.Undo(ctx, "k1", step.seq)
		if step.key == "" && (would != nil || err != nil || len(preview.Changes) != len(did.Changes)) ||
			step.key != "" && (!isKey(would, step.key) || !isKey(err, step.key)) {
			t.Errorf("%d: preview %v, undo %v; want %q", step.seq, would, err, step.key)
		}
		var conflict *model.ConflictError
		if errors.As(would, &conflict) && !slices.Equal(conflict.Rows[0].Later, []int64{later.Seq}) {
			t.Errorf("%d: changed later by %v, want %d", step.seq, conflict.Rows[0].Later, later.Seq)
		}
	}
}
