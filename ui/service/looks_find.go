package service

import (
	"context"
	"reflect"
	"sync"

	"jobspor/model"
	"jobspor/model/schema"
)

// This file finds the citizens in what is shown.

// CitizensOf gives the IDs of the citizens that values are about, each once; see shownRows.
func (d *Session) CitizensOf(ctx context.Context, values ...any) []string {
	return d.citizensOf(ctx, shownRows(values...))
}

// citizensOf gives the citizens that rows are about. A row that is gone is about nobody.
func (d *Session) citizensOf(ctx context.Context, rows []model.RowRef) (ids []string) {
	seen := map[string]bool{}
	for _, row := range rows {
		if id := d.citizenOf(ctx, row, 0); id != "" && !seen[id] {
			ids, seen[id] = append(ids, id), true
		}
	}
	return ids
}

// citizenOf follows references to the citizen: of a week to its placement, and from there.
func (d *Session) citizenOf(ctx context.Context, row model.RowRef, steps int) string {
	if row.Type == "citizen" || row.ID == "" || steps > 3 {
		return row.ID
	}
	t, ok := schema.TypeNamed(row.Type)
	if !ok || !aboutCitizens()[row.Type] {
		return ""
	}
	e, err := d.whole().Get(ctx, row.Type, row.ID) // what was seen may be out of sight when it is written
	if err != nil {
		return ""
	}
	for _, r := range references(t) {
		to := r.target(e)
		if to.ID == "" || !aboutCitizens()[to.Type] {
			continue
		}
		if id := d.citizenOf(ctx, to, steps+1); id != "" {
			return id
		}
	}
	return ""
}

// CitizenIDs gives the citizens that values name themselves, without asking the database; see shownRows.
func CitizenIDs(values ...any) (ids []string) {
	for _, row := range shownRows(values...) {
		if row.Type == "citizen" {
			ids = append(ids, row.ID)
		}
	}
	return ids
}

// shownRows gives the rows about citizens that values hold, each once: citizens, references (model.RowRef), every field
// CitizenID, or else of a placement, enrolment or list, and what structs, slices and pointers hold of them. Maps are
// not searched: they are what a view was made from, not what it shows.
func shownRows(values ...any) []model.RowRef {
	f := rowFinder{seen: map[model.RowRef]bool{}}
	for _, v := range values {
		f.search(reflect.ValueOf(v), 0)
	}
	return f.rows
}

type rowFinder struct {
	rows []model.RowRef
	seen map[model.RowRef]bool
}

func (f *rowFinder) add(typ, id string) {
	row := model.RowRef{Type: typ, ID: id}
	if id != "" && !f.seen[row] {
		f.rows, f.seen[row] = append(f.rows, row), true
	}
}

var (
	refType     = reflect.TypeFor[model.RowRef]()
	citizenType = reflect.TypeFor[model.Citizen]()
)

// ownerFields name whom a row is about, the nearest first.
var ownerFields = []struct{ field, typ string }{
	{"CitizenID", "citizen"}, {"PlacementID", "placement"}, {"EnrolmentID", "enrolment"}, {"ListID", "shortlist"},
}

// searchDepth bounds the search: rows of views hold their citizens near the top.
const searchDepth = 6

func (f *rowFinder) search(v reflect.Value, depth int) {
	if depth > searchDepth || !v.IsValid() {
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			f.search(v.Elem(), depth+1)
		}
	case reflect.Slice, reflect.Array:
		if holdsRows(v.Type().Elem().Kind()) {
			for i := range v.Len() {
				f.search(v.Index(i), depth+1)
			}
		}
	case reflect.Struct:
		f.searchStruct(v, depth)
	}
}

func (f *rowFinder) searchStruct(v reflect.Value, depth int) {
	switch v.Type() {
	case citizenType:
		f.add("citizen", v.FieldByName("ID").String())
		return
	case refType:
		f.add(v.FieldByName("Type").String(), v.FieldByName("ID").String())
		return
	}
	for _, o := range ownerFields {
		field, ok := v.Type().FieldByName(o.field)
		if !ok || len(field.Index) > 1 || field.Type.Kind() != reflect.String {
			continue // one of an embedded struct is found there
		}
		if id := v.FieldByIndex(field.Index).String(); id != "" {
			f.add(o.typ, id)
			break
		}
	}
	for i := range v.NumField() {
		if holdsRows(v.Type().Field(i).Type.Kind()) {
			f.search(v.Field(i), depth+1)
		}
	}
}

// holdsRows reports whether values of a kind can hold others.
func holdsRows(k reflect.Kind) bool {
	switch k {
	case reflect.Pointer, reflect.Interface, reflect.Slice, reflect.Array, reflect.Struct:
		return true
	}
	return false
}

// aboutCitizens are the types whose rows can be about a citizen.
var aboutCitizens = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, t := range SubjectTypes(schema.Types()) {
		out[t.Name] = true
	}
	return out
})
