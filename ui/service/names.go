package service

import (
	"context"
	"errors"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// NameOf reads the name of a row for lists: a citizen's initials and number, a workplace's daily name. A damaged row is
// called by the mark.
func (d *Session) NameOf(ctx context.Context, typ, id string) (string, error) {
	e, err := Related(ctx, d.Store, typ, id)
	if err != nil {
		return "", err
	}
	return NameIn(e), nil
}

// NameIn returns the name of a row that was already read; see NameOf.
func NameIn(e model.Entity) string {
	switch r := e.(type) {
	case *model.Company:
		return r.ShownName()
	case *model.Citizen:
		return r.Initials() + " (" + r.Ref + ")"
	case *model.Consultant:
		return r.Name
	case *model.ContactPerson:
		return r.Name
	case *model.Task:
		return r.Name
	case *model.Opening:
		return r.Title
	case *model.Goal:
		return r.Words
	case *model.Shortlist:
		if r.Title != "" {
			return r.Ref + " " + r.Title
		}
		return r.Ref
	case *model.LocalWord:
		return r.Word
	case *model.Placement:
		return r.Ref
	case *model.Enrolment:
		return r.Ref
	}
	return e.Meta().ID
}

// Describe names a row so that it can be told from others of the same name: a workplace with its address.
func (d *Session) Describe(e model.Entity) string {
	c, ok := e.(*model.Company)
	if !ok {
		return NameIn(e)
	}
	return JoinNonEmpty(", ", NameIn(e), c.Street, strings.TrimSpace(c.Postcode+" "+c.Town))
}

// FieldErrors splits an error into the errors that name a field.
func FieldErrors(err error) []model.Error {
	var e *model.Error
	if !errors.As(err, &e) {
		return nil
	}
	var out []model.Error
	for _, one := range append([]model.Error{*e}, e.More...) {
		if one.Field != "" {
			one.More = nil
			out = append(out, one)
		}
	}
	return out
}

// JoinNonEmpty joins the parts that are not empty.
func JoinNonEmpty(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}

// RefSet is a set of rows by type and ID, whose names are to be read.
type RefSet map[string]map[string]bool

// Add adds a row.
func (w RefSet) Add(typ, id string) {
	if typ == "" || id == "" {
		return
	}
	if w[typ] == nil {
		w[typ] = map[string]bool{}
	}
	w[typ][id] = true
}

// Names reads the current names of rows into known, by ID; rows that no longer exist get no name.
func Names(ctx context.Context, r Reader, w RefSet, known map[string]string) error {
	for typ, ids := range w {
		var in []string
		for id := range ids {
			if known[id] == "" {
				in = append(in, id)
			}
		}
		for len(in) > 0 {
			some := in[:min(len(in), 500)] // SQLite limits the number of values in a statement
			in = in[len(some):]
			rows, err := r.List(ctx, typ, schema.Query{Where: []schema.Cond{{Field: "id", Op: schema.In, In: some}}})
			if err != nil {
				return err
			}
			for _, e := range rows {
				known[e.Meta().ID] = NameIn(e)
			}
			if err := earlierNames(ctx, r, typ, some, known); err != nil {
				return err
			}
			if err := damagedNames(ctx, r, typ, some, known); err != nil {
				return err
			}
		}
	}
	return nil
}

// earlierNames names rows that were merged into another after the other.
func earlierNames(ctx context.Context, r Reader, typ string, ids []string, known map[string]string) error {
	var gone []string
	for _, id := range ids {
		if known[id] == "" {
			gone = append(gone, id)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	merged, err := r.List(ctx, "merged", schema.Query{Fields: []string{"into"}, Where: []schema.Cond{
		{Field: "row_type", Op: schema.Is, Text: typ}, {Field: "id", Op: schema.In, In: gone},
	}})
	for _, e := range merged {
		left, err := Related(ctx, r, typ, e.(*model.Merged).Into)
		if err != nil {
			return err
		}
		known[e.Meta().ID] = NameIn(left)
	}
	return err
}

// damagedNames names those damaged among the rows that have no name yet.
func damagedNames(ctx context.Context, r Reader, typ string, ids []string, known map[string]string) error {
	for _, id := range ids {
		if known[id] != "" {
			continue
		}
		e, err := Related(ctx, r, typ, id)
		if err != nil && model.CodeOf(err) != model.NotFound {
			return err
		}
		if err == nil && IsStandIn(e) {
			known[id] = NameIn(e)
		}
	}
	return nil
}

// namesOf reads the names of rows, by ID.
func (d *Session) namesOf(ctx context.Context, typ string, ids []string) (map[string]string, error) {
	out, wanted := map[string]string{}, RefSet{}
	for _, id := range ids {
		wanted.Add(typ, id)
	}
	return out, Names(ctx, d.Store, wanted, out)
}

// ConsultantNames reads the names of all consultants, by ID.
func (d *Session) ConsultantNames(ctx context.Context) (map[string]string, error) {
	out := map[string]string{}
	list, err := All[model.Consultant](ctx, d.Store, "consultant", schema.Query{})
	for _, c := range list {
		out[c.ID] = c.Name
	}
	for _, bad := range d.Damaged() {
		if bad.Type == "consultant" {
			out[bad.ID] = NameIn(StandIn(bad))
		}
	}
	return out, err
}
