package service

import (
	"context"
	"slices"

	"jobspor/matching/duplicates"
	"jobspor/model"
	"jobspor/model/schema"
)

// DuplicatePair is two rows that are probably the same; A is the one with the lower number or ID.
type DuplicatePair struct {
	A, B model.Entity
	duplicates.Match
}

// LookAlike is a row that another one is probably the same as.
type LookAlike struct {
	Row model.Entity
	duplicates.Match
}

// DuplicateTypes are the types whose rows are compared and can be merged.
var DuplicateTypes = []string{"company", "citizen"}

// duplicateFields are what is read of each row to compare it and to name it.
var duplicateFields = map[string][]string{
	"company": {
		"name", "daily_name", "cvr", "pnumber", "street", "postcode", "town", "phone", "mail", "status",
	},
	"citizen": {"ref", "first_name", "last_name", "case_ref", "phone", "mail", "postcode", "status"},
}

// Compared reports whether a field is compared.
func Compared(typ, key string) bool {
	return key != "ref" && key != "status" && slices.Contains(duplicateFields[typ], key)
}

// Duplicates finds the pairs of a type that are probably the same, strongest first, without those that somebody said
// are not. The rows are read in part: they are for looking at.
func (d *Session) Duplicates(ctx context.Context, typ string) ([]DuplicatePair, error) {
	c, err := d.comparable(ctx, typ)
	if err != nil {
		return nil, err
	}
	apart, err := d.distinct(ctx, typ)
	if err != nil {
		return nil, err
	}
	var out []DuplicatePair
	for _, p := range c.index.Pairs() {
		a, b := c.rows[p.A], c.rows[p.B]
		if apart[idPair(a.Meta().ID, b.Meta().ID)] {
			continue
		}
		out = append(out, DuplicatePair{a, b, p.Match})
	}
	return out, nil
}

// LookAlikes finds the rows that one is probably the same as, strongest first, without those that somebody said are
// not. The row need not be valid or saved yet.
func (d *Session) LookAlikes(ctx context.Context, e model.Entity) ([]LookAlike, error) {
	typ := schema.TypeOf(e).Name
	apart, err := d.distinct(ctx, typ)
	if err != nil {
		return nil, err
	}
	match := matcher(e)
	if match == nil {
		return nil, model.NewError(model.Unsupported, "err.merge.type", nil)
	}
	var out []LookAlike
	q := schema.Query{Fields: duplicateFields[typ]}
	err = d.Store.Each(ctx, typ, q, func(other model.Entity) error {
		if m := match(other); m.Found() && !apart[idPair(e.Meta().ID, other.Meta().ID)] {
			out = append(out, LookAlike{other, m})
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b LookAlike) int { return duplicates.Stronger(&a.Match, &b.Match) })
	return out, err
}

// matcher compares a row with others of its type; nil for a type whose rows are not compared.
func matcher(e model.Entity) func(model.Entity) duplicates.Match {
	switch r := e.(type) {
	case *model.Company:
		one := duplicates.OneCompany(r)
		return func(other model.Entity) duplicates.Match { return one.Company(other.(*model.Company)) }
	case *model.Citizen:
		one := duplicates.OneCitizen(r)
		return func(other model.Entity) duplicates.Match { return one.Citizen(other.(*model.Citizen)) }
	}
	return nil
}

// comparison is all rows of a type, ready to be compared.
type comparison struct {
	rows  []model.Entity
	index *duplicates.Index
}

// comparable reads the rows of a type.
func (d *Session) comparable(ctx context.Context, typ string) (*comparison, error) {
	c := &comparison{}
	q := schema.Query{Fields: duplicateFields[typ]}
	switch typ {
	case "company":
		rows, err := All[model.Company](ctx, d.Store, typ, q)
		if err != nil {
			return nil, err
		}
		c.index, c.rows = duplicates.Companies(rows), entities(rows)
	case "citizen":
		q.Order = []schema.Order{{Field: "ref"}}
		rows, err := All[model.Citizen](ctx, d.Store, typ, q)
		if err != nil {
			return nil, err
		}
		c.index, c.rows = duplicates.Citizens(rows), entities(rows)
	default:
		return nil, model.NewError(model.Unsupported, "err.merge.type", nil)
	}
	return c, nil
}

func entities[T any, P entity[T]](rows []*T) []model.Entity {
	out := make([]model.Entity, len(rows))
	for i, r := range rows {
		out[i] = P(r)
	}
	return out
}

// like gives the rows that one is probably the same as.
func (c *comparison) like(e model.Entity) []LookAlike {
	var found []duplicates.Found
	switch r := e.(type) {
	case *model.Company:
		found = c.index.Company(r)
	case *model.Citizen:
		found = c.index.Citizen(r)
	}
	out := make([]LookAlike, len(found))
	for i, f := range found {
		out[i] = LookAlike{c.rows[f.Row], f.Match}
	}
	return out
}

// distinct reads the pairs of a type that are not the same.
func (d *Session) distinct(ctx context.Context, typ string) (map[[2]string]bool, error) {
	rows, err := All[model.Distinct](ctx, d.Store, "distinct", schema.Where("row_type", typ))
	if err != nil {
		return nil, err
	}
	out := make(map[[2]string]bool, len(rows))
	for _, r := range rows {
		out[idPair(r.One, r.Other)] = true
	}
	return out, nil
}

func idPair(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// NotTheSame returns the change set that notes that two rows are not the same, so that they are not shown as a pair
// again.
func (d *Session) NotTheSame(a, b model.Entity) (model.ChangeSet, error) {
	if err := mergeable(a, b); err != nil {
		return model.ChangeSet{}, err
	}
	typ, at := schema.TypeOf(a).Name, idPair(a.Meta().ID, b.Meta().ID)
	return model.ChangeSet{Action: typ + ".distinct", Changes: []model.Change{model.Add(&model.Distinct{
		RowType: typ, One: at[0], Other: at[1], By: d.Actor(), On: d.Today(),
	})}}, nil
}
