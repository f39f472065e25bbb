package service

import (
	"context"
	"maps"
	"slices"
	"sync"

	"jobspor/model"
	"jobspor/model/schema"
)

// rowsAtOnce is how many rows one query names; SQLite takes 32,766 values in one.
const rowsAtOnce = 1000

// entity is a pointer to T that is a row.
type entity[T any] interface {
	*T
	model.Entity
}

// IDs reads the IDs of the rows that a query selects, in its order. field is any unencrypted field, because a query
// reads at least one.
func IDs(ctx context.Context, r Reader, typ, field string, q schema.Query) ([]string, error) {
	q.Fields = []string{field}
	out := []string{}
	err := r.Each(ctx, typ, q, func(e model.Entity) error {
		out = append(out, e.Meta().ID)
		return nil
	})
	return out, err
}

// InOrder reads rows by ID in the order of the IDs; rows that no longer exist are left out.
func InOrder[T any, P entity[T]](ctx context.Context, r Reader, typ string, ids []string) ([]*T, error) {
	rows, err := byID[T, P](ctx, r, typ, ids)
	if err != nil {
		return nil, err
	}
	var out []*T
	for _, id := range ids {
		if row := rows[id]; row != nil {
			out = append(out, row)
		}
	}
	return out, nil
}

// byID reads rows by ID, with all fields or those named; empty IDs and rows that no longer exist are left out. In the
// place of a damaged one is a stand-in.
func byID[T any, P entity[T]](ctx context.Context, r Reader, typ string, ids []string,
	fields ...string) (map[string]*T, error) {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == "" })
	if len(ids) == 0 {
		return nil, nil
	}
	slices.Sort(ids)
	out := map[string]*T{}
	for part := range slices.Chunk(slices.Compact(ids), rowsAtOnce) {
		rows, err := All[T](ctx, r, typ, schema.Query{
			Fields: fields, Where: []schema.Cond{{Field: "id", Op: schema.In, In: part}},
		})
		if err != nil {
			return nil, err
		}
		maps.Copy(out, mapByID[T, P](rows))
	}
	for _, id := range ids {
		if out[id] != nil {
			continue
		}
		row, err := related[T](ctx, r, typ, id)
		if err != nil && model.CodeOf(err) != model.NotFound {
			return nil, err
		}
		if row != nil && IsStandIn(any(row).(model.Entity)) { // not the one that it was merged into
			out[id] = row
		}
	}
	return out, nil
}

// related reads a row that another one refers to, so that what refers to it can be shown: nil without an ID, and a
// stand-in for a damaged one.
func related[T any](ctx context.Context, r Reader, typ, id string) (*T, error) {
	if id == "" {
		return nil, nil
	}
	e, err := Related(ctx, r, typ, id)
	if err != nil {
		return nil, err
	}
	return any(e).(*T), nil
}

// Related reads a row that another one refers to, so that what refers to it can be shown: a stand-in for a damaged one.
func Related(ctx context.Context, r Reader, typ, id string) (model.Entity, error) {
	e, err := r.Get(ctx, typ, id)
	if bad, ok := DamagedIn(err); ok {
		return StandIn(bad), nil
	}
	return e, err
}

func mapByID[T any, P entity[T]](rows []*T) map[string]*T {
	out := make(map[string]*T, len(rows))
	for _, row := range rows {
		out[P(row).Meta().ID] = row
	}
	return out
}

// optional reads a row by an ID that may be empty; it returns nil without an ID, when the row no longer exists, and
// when it is damaged.
func optional[T any](ctx context.Context, r Reader, typ, id string) (*T, error) {
	if id == "" {
		return nil, nil
	}
	row, err := One[T](ctx, r, typ, id)
	if IsAbsent(err) {
		return nil, nil
	}
	return row, err
}

// IsAbsent tells that there is no row to be read: it does not exist, or it is damaged, which is said elsewhere.
func IsAbsent(err error) bool {
	code := model.CodeOf(err)
	return code == model.NotFound || code == model.DamagedRow
}

// each reads some fields of all rows of a type.
func each[T any](ctx context.Context, r Reader, typ string, fields []string, fn func(*T)) error {
	return r.Each(ctx, typ, schema.Query{Fields: fields}, func(e model.Entity) error {
		fn(any(e).(*T))
		return nil
	})
}

// All reads rows of one type with their concrete type.
func All[T any](ctx context.Context, r Reader, typ string, q schema.Query) ([]*T, error) {
	rows, err := r.List(ctx, typ, q)
	if err != nil {
		return nil, err
	}
	out := make([]*T, 0, len(rows))
	for _, e := range rows {
		if t, ok := any(e).(*T); ok {
			out = append(out, t)
		}
	}
	return out, nil
}

// One reads one row with its concrete type.
func One[T any](ctx context.Context, r Reader, typ, id string) (*T, error) {
	e, err := r.Get(ctx, typ, id)
	if err != nil {
		return nil, err
	}
	return any(e).(*T), nil
}

// whereIn returns the query of rows whose field has one of some values, in a fixed order.
func whereIn(field string, set map[string]bool, fields []string) schema.Query {
	ids := make([]string, 0, len(set))
	for id := range set {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return schema.Query{Fields: fields, Where: []schema.Cond{{Field: field, Op: schema.In, In: ids}}}
}

// parallel runs functions concurrently and returns the first error.
func parallel(work ...func() error) error {
	errs := make([]error, len(work))
	var wg sync.WaitGroup
	for i, w := range work {
		wg.Go(func() { errs[i] = w() })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
