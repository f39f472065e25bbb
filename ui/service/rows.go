package service

import (
	"context"

	"jobspor/model"
	"jobspor/model/schema"
)

// InOrder reads rows by ID and keeps the order of the IDs; rows that are gone are left out.
func InOrder[T any, P interface {
	*T
	model.Entity
}](ctx context.Context, r Reader, typ string, ids []string) ([]*T, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := All[T](ctx, r, typ, schema.Query{Where: []schema.Cond{{Field: "id", Op: schema.In, In: ids}}})
	if err != nil {
		return nil, err
	}
	byID := make(map[string]*T, len(rows))
	for _, row := range rows {
		byID[P(row).Meta().ID] = row
	}
	out := make([]*T, 0, len(ids))
	for _, id := range ids {
		if row := byID[id]; row != nil {
			out = append(out, row)
		}
	}
	return out, nil
}
