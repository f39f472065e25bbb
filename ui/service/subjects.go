package service

import (
	"context"

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
