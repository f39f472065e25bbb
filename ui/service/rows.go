package service

import (
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/schema"
)

// rowsAtOnce is how many rows one query names; SQLite takes 32,766 values in one.
const rowsAtOnce = 1000

// IDs reads which rows a query selects, in its order; field is any open field, read for form's sake.
func IDs(ctx context.Context, r Reader, typ, field string, q schema.Query) ([]string, error) {
	q.Fields = []string{field}
	out := []string{}
	err := r.Each(ctx, typ, q, func(e model.Entity) error {
		out = append(out, e.Meta().ID)
		return nil
	})
	return out, err
}

// InOrder reads rows by ID and keeps the order of the IDs; rows that are gone are left out.
func InOrder[T any, P interface {
	*T
	model.Entity
}](ctx context.Context, r Reader, typ string, ids []string) ([]*T, error) {
	byID := make(map[string]*T, len(ids))
	for part := range slices.Chunk(ids, rowsAtOnce) {
		q := schema.Query{Where: []schema.Cond{{Field: "id", Op: schema.In, In: part}}}
		rows, err := All[T](ctx, r, typ, q)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			byID[P(row).Meta().ID] = row
		}
	}
	out := make([]*T, 0, len(ids))
	for _, id := range ids {
		if row := byID[id]; row != nil {
			out = append(out, row)
		}
	}
	return out, nil
}
