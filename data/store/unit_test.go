package store

import (
	"context"
	"errors"
	"slices"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

// together runs fn as one change of k1.
func together(t testing.TB, s *Store, fn func(*Store) error) (model.Receipt, error) {
	t.Helper()
	as := model.ChangeSet{Actor: "k1", Action: "batch", Args: model.Args{"n": 2}}
	return s.Together(context.Background(), as, false, func(_ context.Context, in *Store) error { return fn(in) })
}

// lines are the rows of the newest entry, by what happened to them.
func lines(t testing.TB, s *Store) (ops []string) {
	t.Helper()
	rows, err := s.readers.Query(`SELECT "type" || ' ' || "op" FROM "log_rows"
		WHERE "seq" = (SELECT max("seq") FROM "log" WHERE "kind" <> 'view') ORDER BY "n"`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var op string
		if err := rows.Scan(&op); err != nil {
			t.Fatal(err)
		}
		ops = append(ops, op)
	}
	return ops
}

func TestTogetherIsOneChange(t *testing.T) {
	s := fresh(t)
	old := &model.Company{Name: "Gammel"}
	apply(t, s, model.Add(old))
	gone := &model.Company{Name: "Lukket"}
	apply(t, s, model.Add(gone))
	before := schema.Clone(old).(*model.Company)
	var told []model.Changed
	s.Subscribe(func(c model.Changed) { told = append(told, c) })
	c := &model.Citizen{FirstName: "Anna"}
	short := &model.Company{Name: "Kort"}
	got, err := together(t, s, func(in *Store) error {
		apply(t, in, model.Add(c))
		if n, err := in.Count(context.Background(), "citizen", schema.Query{}); err != nil || n != 1 {
			t.Errorf("inside: %d citizens, %v, want the new one", n, err)
		}
		if n, _ := s.Count(context.Background(), "citizen", schema.Query{}); n != 0 {
			t.Errorf("outside: %d citizens, want none before the end", n)
		}
		apply(t, in, model.Add(&model.Goal{CitizenID: c.ID, Words: "pedel", Status: "wish"}))
		for _, name := range []string{"Ny", "Nyere"} {
			next := schema.Clone(old).(*model.Company)
			next.Name = name
			apply(t, in, model.Edit(old, next))
			old = next
		}
		apply(t, in, model.Add(short))
		apply(t, in, model.Remove(short))
		apply(t, in, model.Remove(gone))
		return in.Viewed(context.Background(), "k1", "view.citizen", nil, "citizen", c.ID)
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"citizen add", "goal add", "company edit", "company remove"}
	if ops := lines(t, s); !slices.Equal(ops, want) {
		t.Errorf("got lines %v, want %v", ops, want)
	}
	if len(got.Changes) != len(want) || got.Seq != 3 {
		t.Errorf("got receipt %d of %d rows, want 3 of %d", got.Seq, len(got.Changes), len(want))
	}
	if len(told) != 1 || len(told[0].Changes) != len(want) {
		t.Errorf("subscribers were told %d times, want once", len(told))
	}
	list, err := s.Log(context.Background(), schema.LogQuery{Rows: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 4 || list[0].Kind != "view" || list[1].Action != "batch" || list[1].Count != len(want) {
		t.Errorf("got log %+v, want one entry for all, and the look after it", list)
	}
	if c.Ref != "B-0001" || get[model.Company](t, s, before.ID).Name != "Nyere" {
		t.Errorf("got %s and %q, want B-0001 and the last name", c.Ref, get[model.Company](t, s, before.ID).Name)
	}
	undo(t, s, "k1")
	if get[model.Citizen](t, s, c.ID) != nil || get[model.Company](t, s, before.ID).Name != "Gammel" ||
		get[model.Company](t, s, gone.ID) == nil {
		t.Error("one undo does not revert all")
	}
	redo(t, s, "k1")
	if get[model.Citizen](t, s, c.ID) == nil || get[model.Company](t, s, before.ID).Name != "Nyere" {
		t.Error("one redo does not bring all back")
	}
	if bad, err := s.Check(context.Background()); err != nil || len(bad) != 0 {
		t.Errorf("check: %v, %v, want nothing wrong", bad, err)
	}
}

func TestTogetherWritesAllOrNothing(t *testing.T) {
	s := fresh(t)
	stop := errors.New("stop")
	c := &model.Citizen{FirstName: "Anna"}
	got, err := together(t, s, func(in *Store) error {
		apply(t, in, model.Add(c))
		_ = in.Viewed(context.Background(), "k1", "view.citizen", nil, "citizen", c.ID)
		return stop
	})
	if !errors.Is(err, stop) || got.Seq != 0 {
		t.Errorf("got %v, %v, want the error and no entry", got, err)
	}
	list, _ := s.Log(context.Background(), schema.LogQuery{})
	if len(list) != 1 || list[0].Kind != "view" || get[model.Citizen](t, s, c.ID) != nil {
		t.Errorf("got %d entries, want only that somebody looked", len(list))
	}
	apply(t, s, model.Add(&model.Citizen{FirstName: "Bo"})) // the store writes on
}

func TestARefusedPartLeavesTheOthers(t *testing.T) {
	s := fresh(t)
	got, err := together(t, s, func(in *Store) error {
		apply(t, in, model.Add(&model.Company{Name: "Ny"}))
		bad := &model.Goal{CitizenID: "000000000000", Words: "pedel", Status: "wish"}
		cs := model.ChangeSet{Actor: "k1", Action: "goal.add", Changes: []model.Change{model.Add(bad)}}
		if _, err := in.Apply(context.Background(), cs); model.CodeOf(err) != model.Invalid {
			t.Errorf("got %v for a goal of nobody, want invalid", err)
		}
		if _, err := in.Undo(context.Background(), "k1", 0); err == nil {
			t.Error("undo inside a unit was not refused")
		}
		return nil
	})
	if err != nil || len(got.Changes) != 1 {
		t.Fatalf("got %d rows, %v, want the company", len(got.Changes), err)
	}
	if ops := lines(t, s); !slices.Equal(ops, []string{"company add"}) {
		t.Errorf("got lines %v, want the company", ops)
	}
}

func TestTogetherThatOnlyTries(t *testing.T) {
	s := fresh(t)
	as := model.ChangeSet{Actor: "k1", Action: "batch"}
	got, err := s.Together(context.Background(), as, true, func(_ context.Context, in *Store) error {
		apply(t, in, model.Add(&model.Citizen{FirstName: "Anna"}))
		return nil
	})
	if err != nil || got.Seq != 0 || len(got.Changes) != 1 {
		t.Errorf("got %d rows as %d, %v, want what would be written", len(got.Changes), got.Seq, err)
	}
	if n, _ := s.Count(context.Background(), "citizen", schema.Query{}); n != 0 {
		t.Errorf("got %d citizens, want none", n)
	}
	nothing, err := together(t, s, func(*Store) error { return nil })
	if list, _ := s.Log(context.Background(), schema.LogQuery{}); err != nil || nothing.Seq != 0 || len(list) != 0 {
		t.Errorf("got %v, %v and %d entries, want no trace", nothing, err, len(list))
	}
}

// TestAUnitLeavesNoGapInTheLog: the entry after a unit has the next number, also after one that came to nothing.
func TestAUnitLeavesNoGapInTheLog(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	for _, try := range []bool{false, true} {
		if _, err := s.Together(ctx, model.ChangeSet{Action: "x"}, try, func(ctx context.Context, in *Store) error {
			for range 5 {
				if _, err := in.Apply(ctx, model.ChangeSet{Action: "x", Changes: []model.Change{
					model.Add(&model.Company{Name: "C"})}}); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		got := apply(t, s, model.Add(&model.Company{Name: "D"}))
		if want := map[bool]int64{false: 2, true: 3}[try]; got.Seq != want {
			t.Errorf("after a unit (try %v): entry %d, want %d", try, got.Seq, want)
		}
	}
	if found, err := s.Verify(ctx); err != nil || len(found) != 0 {
		t.Errorf("verify %v, %v", found, err)
	}
}
