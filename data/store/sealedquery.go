package store

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// What is sealed SQLite cannot look at: conditions and orders over sealed fields are judged here, after the rows were
// opened. The callers of Each, List and Count do not have to know.

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

// errEnough ends reading when the limit of a query is reached.
var errEnough = errors.New("enough rows")

// eachSealed is Each for a query that asks for sealed fields.
func (s *Store) eachSealed(ctx context.Context, t *table, q schema.Query, fn func(model.Entity) error) error {
	open := schema.Query{AnyOrder: q.AnyOrder, Fields: slices.Clone(q.Fields)}
	var tests []schema.Cond
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
		tests = append(tests, c)
		want(c.Field)
	}
	sorted := slices.ContainsFunc(q.Order, func(o schema.Order) bool { return t.sealedField(o.Field) != nil })
	if !sorted {
		open.Order = q.Order
	}
	for _, o := range q.Order {
		want(o.Field)
	}
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
		for _, c := range tests {
			fits, err := t.fitsSealed(c, e)
			if err != nil || !fits {
				return err
			}
		}
		if sorted {
			found = append(found, e)
			return nil
		}
		return give(e)
	})
	if err == nil && sorted {
		slices.SortStableFunc(found, func(a, b model.Entity) int { return t.compare(q.Order, a, b) })
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

// fitsSealed judges a condition over a sealed field as SQLite judges the others.
func (t *table) fitsSealed(c schema.Cond, e model.Entity) (bool, error) {
	text := t.sealedField(c.Field).Text(e)
	switch c.Op {
	case schema.Is:
		return text == c.Text, nil
	case schema.IsNot:
		return text != c.Text, nil
	case schema.IsSet:
		return text != "", nil
	case schema.IsNotSet:
		return text == "", nil
	case schema.In:
		return slices.Contains(c.In, text), nil
	}
	return false, callerError("no comparison %q over the sealed field %q", c.Op, c.Field)
}

// compare orders two rows by the fields of a query, and rows that are equal in all of them by their IDs.
func (t *table) compare(order []schema.Order, a, b model.Entity) int {
	for _, o := range order {
		f, ok := t.typ.Field(o.Field)
		if !ok {
			continue
		}
		n := compareText(f, f.Text(a), f.Text(b))
		if o.Down {
			n = -n
		}
		if n != 0 {
			return n
		}
	}
	return strings.Compare(a.Meta().ID, b.Meta().ID)
}

func compareText(f *schema.Field, a, b string) int {
	switch {
	case f.Numeric():
		x, _ := strconv.ParseFloat(strings.ReplaceAll(a, ",", "."), 64)
		y, _ := strconv.ParseFloat(strings.ReplaceAll(b, ",", "."), 64)
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	case f.Kind == schema.Text || f.Kind == schema.LongText:
		return model.CompareDanish(a, b)
	}
	return strings.Compare(a, b)
}
