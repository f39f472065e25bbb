package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"jobspor/model"
)

// Check examines the whole database and returns what is wrong with it, each fault as an error that says what to do; an
// empty list means that nothing is wrong. The second result is an error that stopped the examination.
func (s *Store) Check(ctx context.Context) ([]*model.Error, error) {
	var found []*model.Error
	checks := []func(context.Context) (*model.Error, error){s.checkPages, s.checkSchema, s.checkPrivate}
	for _, check := range checks {
		bad, err := check(ctx)
		if err != nil {
			return found, s.explain(err)
		}
		if bad != nil {
			found = append(found, bad)
		}
	}
	altered, err := s.checkIntegrity(ctx)
	return append(found, altered...), s.explain(err)
}

func (s *Store) checkPages(ctx context.Context) (*model.Error, error) {
	n, err := s.engine.faults(ctx, s.readers)
	if err != nil || n == 0 {
		return nil, err
	}
	return model.NewError(model.Internal, "err.store.corrupt", model.Args{"path": s.path}).
		WithCause(fmt.Errorf("%d faults", n)), nil
}

// checkSchema compares the columns that are there with the field tables.
func (s *Store) checkSchema(ctx context.Context) (*model.Error, error) {
	for _, name := range slices.Sorted(maps.Keys(s.tables)) {
		t := s.tables[name]
		there, err := s.engine.columns(ctx, s.readers, t.typ.Table)
		if err != nil {
			return nil, err
		}
		if !maps.Equal(there, t.schema()) {
			return model.NewError(model.Internal, "err.store.schema", model.Args{"path": s.path, "table": t.typ.Table}),
				nil
		}
	}
	return nil, nil
}

// columnsOf reads the columns of a table with their types, none when there is no such table.
func columnsOf(ctx context.Context, db querier, query, table string) (map[string]string, error) {
	there := map[string]string{}
	rows, err := db.QueryContext(ctx, query, table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var column, kind string
		if err := rows.Scan(&column, &kind); err != nil {
			return nil, err
		}
		there[column] = kind
	}
	return there, rows.Err()
}

// schema returns the columns that the field table defines, with their types.
func (t *table) schema() map[string]string {
	out := map[string]string{"id": "TEXT", "version": "INTEGER", "mac": "BLOB"}
	for _, f := range t.open {
		out[f.Key] = f.Column()
	}
	if t.order != nil {
		out[orderColumn(t.order)] = "TEXT"
	}
	if len(t.sealed) > 0 {
		out["sealed"] = "BLOB"
	}
	return out
}

func (s *Store) checkPrivate(context.Context) (*model.Error, error) {
	var bad *model.Error
	if errors.As(s.requirePrivate(), &bad) {
		return bad, nil
	}
	return nil, nil
}
