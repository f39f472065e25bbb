package store

import (
	"context"
	"strings"
	"testing"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// put writes a row past Apply, which would refuse some of what full invents.
func putRow(t *testing.T, s *Store, e model.Entity) {
	t.Helper()
	e.Meta().ID, e.Meta().Version = "x", 3
	tab := s.tables[schema.TypeOf(e).Name]
	if _, err := s.writer.Exec(tab.insert(1, tab.columns), s.appendArgs(nil, tab, e, 3)...); err != nil {
		t.Fatal(err)
	}
}

// TestEveryFieldComesBack writes rows with all fields set and with none, and reads them whole and field by field.
func TestEveryFieldComesBack(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	for _, typ := range schema.Types() {
		for _, want := range []model.Entity{fullRow(typ), typ.New()} {
			putRow(t, s, want)
			got, err := s.Get(ctx, typ.Name, "x")
			if err != nil || !schema.Equal(got, want) || *got.Meta() != *want.Meta() {
				t.Errorf("%s: got %+v, %v, want %+v", typ.Name, got, err, want)
			}
			for i := range typ.Fields {
				f := &typ.Fields[i]
				only := typ.New()
				*only.Meta() = *want.Meta()
				f.Copy(only, want)
				list, err := s.List(ctx, typ.Name, schema.Query{Fields: []string{f.Key}})
				if err != nil || len(list) != 1 || !schema.Equal(list[0], only) || *list[0].Meta() != *only.Meta() {
					t.Errorf("only %s of %s: got %+v, %v, want %+v", f.Key, typ.Name, list, err, only)
				}
			}
			raw(t, s.address(), `DELETE FROM "`+typ.Table+`"`)
		}
	}
	if _, err := s.List(ctx, "company", schema.Query{Fields: []string{"name", "nothing"}}); err == nil {
		t.Error("a field that is not there was read")
	}
}

// TestReadingOpenFieldsLeavesTheSealAlone reads rows of a long table whose seal is broken.
func TestReadingOpenFieldsLeavesTheSealAlone(t *testing.T) {
	ctx := context.Background()
	s := openAt(t, t.TempDir()+"/s.db", Options{Create: true, Passphrase: pass, Params: crypt.Cheap})
	apply(t, s, model.Add(&model.Citizen{FirstName: "Anna", Status: "active"}))
	raw(t, s.address(), `UPDATE "citizens" SET "sealed" = x'00'`)
	s.tables["citizen"].counted.Do(func() { s.tables["citizen"].long = true })
	list, err := All[model.Citizen](ctx, s, schema.Query{Fields: []string{"status", "ref"}})
	if err != nil || len(list) != 1 || list[0].Status != "active" || list[0].Ref == "" || list[0].FirstName != "" {
		t.Errorf("got %+v, %v", list, err)
	}
	if list, err := s.List(ctx, "citizen", schema.Query{}); err != nil || len(list) != 0 {
		t.Errorf("a broken seal was read: %v, %v", list, err)
	}
}

// TestBadColumnsAreToldWithoutTheirText reads rows that another program spoiled.
func TestBadColumnsAreToldWithoutTheirText(t *testing.T) {
	s := fresh(t)
	apply(t, s, model.Add(&model.Company{Head: model.Head{ID: "c"}, Name: "Hemmelig"}))
	for column, value := range map[string]string{"fte_on": "'Hemmelig'", "name": "'a\x1fHemmelig'"} {
		raw(t, s.address(), `UPDATE "companies" SET "`+column+`" = `+value)
		_, err := s.Get(context.Background(), "company", "c")
		if err == nil || strings.Contains(err.Error(), "Hemmelig") {
			t.Errorf("%s: got %v", column, err)
		}
		raw(t, s.address(), `UPDATE "companies" SET "`+column+`" = NULL`)
	}
}
