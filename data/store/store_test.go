package store

import (
	"context"
	"path/filepath"
	"testing"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

var pass = []byte("en lang sætning")

// fresh makes a sealed database in a folder of the test's own.
func fresh(t testing.TB) *Store {
	t.Helper()
	return openAt(t, freshPlace(t, filepath.Join(t.TempDir(), "a b?#%.db")),
		Options{Create: true, Passphrase: pass, Params: crypt.Cheap})
}

func openAt(t testing.TB, path string, opt Options) *Store {
	t.Helper()
	s, err := Open(context.Background(), path, opt)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func apply(t testing.TB, s *Store, changes ...model.Change) model.Receipt {
	t.Helper()
	r, err := s.Apply(context.Background(), model.ChangeSet{Actor: "k1", Action: "test", Changes: changes})
	if err != nil {
		t.Fatalf("apply: %v", err)
	}
	return r
}

func TestSimplePath(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	c := &model.Company{Name: "Café Æble", CVR: "13748136", FTE: model.Some(model.FTE(450)),
		Days: []string{"mon", "fri"}}
	b := &model.Citizen{FirstName: "Anna", LastName: "Holm", HoursNow: model.Some(model.Hours(30))}
	r := apply(t, s, model.Add(c), model.Add(b))
	if r.Seq != 1 || c.ID == "" || c.Version != 1 || b.Ref != "B-0001" {
		t.Fatalf("receipt %+v, company %+v, citizen %+v", r, c.Head, b)
	}
	got, err := s.Get(ctx, "citizen", b.ID)
	if err != nil || !schema.Equal(got, b) {
		t.Fatalf("got %+v, %v, want %+v", got, err, b)
	}
	list, err := All[model.Company](ctx, s, schema.Where("cvr", "13748136"))
	if err != nil || len(list) != 1 || !schema.Equal(list[0], c) {
		t.Fatalf("list %v, %v", list, err)
	}
	path := s.address()
	s.Close()
	s = openAt(t, path, Options{Passphrase: pass})
	if got, err := s.Get(ctx, "company", c.ID); err != nil || !schema.Equal(got, c) {
		t.Fatalf("after reopening: got %+v, %v", got, err)
	}
}
