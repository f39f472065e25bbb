package service

import (
	"context"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// maxSubjects are named of a change set; more are counted.
const maxSubjects = 3

// Subjects are the names of what a change set is about: workplaces, citizens and rows with a name of their own.
type Subjects struct {
	Names []string // at most three, in the order of the changes
	More  int      // further ones
}

// subjectTypes are the types that a person knows a change by, even when the changed row only refers to them.
var subjectTypes = map[string]bool{"company": true, "citizen": true}

// courseTypes are the types whose rows are known by the citizen and the workplace of the course that they belong to.
var courseTypes = []string{"placement", "enrolment"}

// fewChanges is how many changes a change set has whose rows are looked at one by one.
const fewChanges = 50

// courseOf is the placement or enrolment that a row belongs to, nil when it belongs to none that still stands.
func (d *Session) courseOf(ctx context.Context, row model.Entity) model.Entity {
	t := schema.TypeOf(row)
	for i := range t.Fields {
		f := &t.Fields[i]
		if f.Kind == schema.Ref && f.Text(row) != "" && slices.Contains(courseTypes, f.To) &&
			!slices.Contains(courseTypes, t.Name) {
			if over, err := d.Store.Get(ctx, f.To, f.Text(row)); err == nil {
				return over
			}
		}
	}
	return nil
}

// SubjectsOf names what changes are about. A row that is gone is named by what it was.
func (d *Session) SubjectsOf(ctx context.Context, changes []model.Change) (Subjects, error) {
	type subject struct{ typ, id string }
	var order []subject
	wanted, known, seen := RefSet{}, map[string]string{}, map[string]bool{}
	add := func(typ, id string) {
		if id != "" && !seen[id] {
			seen[id] = true
			order = append(order, subject{typ, id})
		}
	}
	for _, c := range changes {
		row := c.Row()
		if len(changes) <= fewChanges {
			if over := d.courseOf(ctx, row); over != nil {
				row = over
			}
		}
		t := schema.TypeOf(row)
		if subjectTypes[t.Name] {
			add(t.Name, row.Meta().ID)
			known[row.Meta().ID] = NameIn(row)
			continue
		}
		for i := range t.Fields {
			if f := &t.Fields[i]; f.Kind == schema.Ref && subjectTypes[f.To] {
				add(f.To, f.Text(row))
			}
		}
	}
	slices.SortStableFunc(order, func(a, b subject) int { return strings.Compare(a.typ, b.typ) }) // citizens first
	var out Subjects
	for _, s := range order[:min(len(order), maxSubjects)] {
		wanted.Add(s.typ, s.id)
	}
	if err := Names(ctx, d.Store, wanted, known); err != nil {
		return out, err
	}
	for i, s := range order {
		switch {
		case i >= maxSubjects:
			out.More++
		case known[s.id] != "":
			out.Names = append(out.Names, known[s.id])
		}
	}
	return out, nil
}
