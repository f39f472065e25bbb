package service

import (
	"context"
	"iter"
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
	c, err := compare(ctx, d.Store, typ)
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

// compare reads the rows of a type.
func compare(ctx context.Context, r Reader, typ string) (*comparison, error) {
	c := &comparison{}
	q := schema.Query{Fields: duplicateFields[typ]}
	switch typ {
	case "company":
		rows, err := All[model.Company](ctx, r, typ, q)
		if err != nil {
			return nil, err
		}
		c.index, c.rows = duplicates.Companies(rows), entities(rows)
	case "citizen":
		q.Order = []schema.Order{{Field: "ref"}}
		rows, err := All[model.Citizen](ctx, r, typ, q)
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

// LooksAlike is a row that is about to be written, and what it looks like.
type LooksAlike struct {
	Row   int       // place in the list of rows
	Like  LookAlike // the strongest; Row is nil when it is another row of the list
	Other int       // then its place in the list
	Into  model.Entity
}

// LookAlikesOf finds which of many new rows are probably the same as one that is there, or as one before them in the
// list; Into is a row that one of the same P-number was merged into, so that it would come back. The rows are read once
// and not held.
func LookAlikesOf(ctx context.Context, r Reader, typ string, rows iter.Seq[model.Entity]) ([]LooksAlike, error) {
	earlier, err := mergedNumbers(ctx, r, typ)
	if err != nil {
		return nil, err
	}
	var there []string // IDs
	index := &duplicates.Index{}
	err = r.Each(ctx, typ, schema.Query{Fields: duplicateFields[typ]}, func(e model.Entity) error {
		there = append(there, e.Meta().ID)
		index.Add(e)
		return nil
	})
	if err != nil {
		return nil, err
	}
	into, n := map[int]model.Entity{}, 0
	for e := range rows {
		index.Add(e)
		if c, ok := e.(*model.Company); ok && earlier[c.PNumber] != nil {
			into[n] = earlier[c.PNumber]
		}
		n++
	}
	// The strongest pair of each row with one that is there, else with one before it.
	first, ids := map[int]duplicates.Pair{}, []string{}
	for _, p := range index.PairsFrom(len(there)) {
		i := p.B - len(there)
		known, found := first[i]
		if !found || known.A >= len(there) && p.A < len(there) {
			first[i] = p
		}
	}
	for _, p := range first {
		if p.A < len(there) {
			ids = append(ids, there[p.A])
		}
	}
	named, err := rowsByID(ctx, r, typ, ids)
	if err != nil {
		return nil, err
	}
	var out []LooksAlike
	for i := range n {
		l := LooksAlike{Row: i, Other: -1, Into: into[i]}
		if p, ok := first[i]; ok {
			l.Like.Match = p.Match
			if p.A < len(there) {
				l.Like.Row = named[there[p.A]]
			} else {
				l.Other = p.A - len(there)
			}
		}
		if l.Into != nil || l.Like.Found() {
			out = append(out, l)
		}
	}
	return out, nil
}

// rowsByID reads the compared fields of rows.
func rowsByID(ctx context.Context, r Reader, typ string, ids []string) (map[string]model.Entity, error) {
	out := map[string]model.Entity{}
	for part := range slices.Chunk(ids, rowsAtOnce) {
		rows, err := r.List(ctx, typ, schema.Query{
			Fields: duplicateFields[typ], Where: []schema.Cond{{Field: "id", Op: schema.In, In: part}},
		})
		if err != nil {
			return nil, err
		}
		for _, e := range rows {
			out[e.Meta().ID] = e
		}
	}
	return out, nil
}

// mergedNumbers gives the rows that others were merged into, by the names and numbers of those that are gone.
func mergedNumbers(ctx context.Context, r Reader, typ string) (map[string]model.Entity, error) {
	merged, err := All[model.Merged](ctx, r, "merged", schema.Where("row_type", typ))
	if err != nil {
		return nil, err
	}
	out := map[string]model.Entity{}
	for _, m := range merged {
		e, err := r.Get(ctx, typ, m.Into)
		if IsAbsent(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, n := range m.KnownAs {
			if model.CheckPNumber(n) == nil {
				out[n] = e
			}
		}
	}
	return out, nil
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
