package store

import (
	"context"
	"errors"
	"slices"

	"jobspor/model"
	"jobspor/model/schema"
)

// What is sealed the database cannot look at: conditions and orders over sealed fields are judged here, after the rows
// were opened. The callers of Each, List and Count do not have to know.

// sealedField finds a sealed field of the table.
func (t *table) sealedField(key string) *schema.Field {
	i := slices.IndexFunc(t.sealed, func(f *schema.Field) bool { return f.Key == key })
	if i < 0 {
		return nil
	}
	return t.sealed[i]
}

// asksSealed reports whether a query has a condition or an order over a sealed field.
func (t *table) asksSealed(q schema.Query) bool {
	return slices.ContainsFunc(q.Where, func(c schema.Cond) bool { return t.sealedField(c.Field) != nil }) ||
		slices.ContainsFunc(q.Order, func(o schema.Order) bool { return t.sealedField(o.Field) != nil })
}

// sortsHere reports whether a query is sorted here: by sealed fields, and on a server, which has an order of letters of
// its own, by any text that people read.
func (s *Store) sortsHere(t *table, q schema.Query) bool {
	return slices.ContainsFunc(q.Order, func(o schema.Order) bool {
		if t.sealedField(o.Field) != nil {
			return true
		}
		_, f, _ := t.column(o.Field)
		return f != nil && f != t.order && isRead(f) && s.OnServer()
	})
}

// isRead tells words, which people read in the order of their letters, from numbers such as a CVR.
func isRead(f *schema.Field) bool {
	return (f.Kind == schema.Text || f.Kind == schema.LongText) && f.Check == nil
}

// errEnough ends reading when the limit of a query is reached.
var errEnough = errors.New("enough rows")

// eachSealed is Each for a query that asks for sealed fields.
func (s *Store) eachSealed(ctx context.Context, t *table, q schema.Query, fn func(model.Entity) error) error {
	open := schema.Query{AnyOrder: q.AnyOrder, Fields: slices.Clone(q.Fields)}
	var sealed []schema.Cond
	want := func(key string) {
		if len(open.Fields) > 0 && key != "id" && !slices.Contains(open.Fields, key) {
			open.Fields = append(open.Fields, key)
		}
	}
	for _, c := range q.Where {
		if t.sealedField(c.Field) == nil {
			open.Where = append(open.Where, c)
			continue
		}
		if c.Op == schema.AtLeast || c.Op == schema.AtMost {
			return callerError("no comparison %q over the sealed field %q", c.Op, c.Field)
		}
		sealed = append(sealed, c)
		want(c.Field)
	}
	sorted := s.sortsHere(t, q)
	if !sorted {
		open.Order = q.Order
	}
	for _, o := range q.Order {
		want(o.Field)
	}
	fits := t.typ.Tests(sealed)
	var found []model.Entity
	n := 0
	give := func(e model.Entity) error {
		if n++; n <= q.Offset {
			return nil
		}
		if q.Limit > 0 && n > q.Offset+q.Limit {
			return errEnough
		}
		return fn(e)
	}
	err := s.Each(ctx, t.typ.Name, open, func(e model.Entity) error {
		if !fits(e) {
			return nil
		}
		if sorted {
			found = append(found, e)
			return nil
		}
		return give(e)
	})
	if err == nil && sorted {
		slices.SortStableFunc(found, func(a, b model.Entity) int { return t.typ.Compare(q.Order, a, b) })
		for _, e := range found {
			if err = give(e); err != nil {
				break
			}
		}
	}
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}
