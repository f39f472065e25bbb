package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// Lister is the part of a Store that All needs.
type Lister interface {
	List(ctx context.Context, typ string, q schema.Query) ([]model.Entity, error)
}

// All lists the rows of one entity type under its own Go type: All[model.Company](ctx, s, q).
func All[T any](ctx context.Context, s Lister, q schema.Query) ([]*T, error) {
	e, ok := any(new(T)).(model.Entity)
	if !ok {
		return nil, callerError("%T is no entity", new(T))
	}
	list, err := s.List(ctx, schema.TypeOf(e).Name, q)
	if err != nil {
		return nil, err
	}
	out := make([]*T, len(list))
	for i, e := range list {
		out[i] = any(e).(*T)
	}
	return out, nil
}

// Get gives one row; the error has code NotFound when there is none, and DamagedRow when it cannot be read. The ID of a
// row that was merged into another gives the other.
func (s *Store) Get(ctx context.Context, typ, id string) (model.Entity, error) {
	t, err := s.table(typ)
	if err != nil {
		return nil, err
	}
	e, err := s.find(ctx, s.db(), t, id)
	if err == nil && e == nil {
		e, err = s.findMerged(ctx, t, id)
	}
	if err == nil && e == nil {
		err = model.NewError(model.NotFound, "err.store.gone."+typ, model.Args{"id": id})
	}
	return e, s.explain(err)
}

// find gives one row, nil when there is none. The error of a damaged row has code DamagedRow.
func (s *Store) find(ctx context.Context, db querier, t *table, id string) (found model.Entity, err error) {
	rows, err := db.QueryContext(ctx, t.all.query+` WHERE "id" = ?`, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	err = s.eachRaw(t.all, rows, func(r rawRow) error {
		if found, err = s.read(t.all, r); err != nil {
			row := t.damaged(t.all, r)
			s.damage.note(row)
			return errDamaged(row, err)
		}
		s.damage.forget(t.typ.Name, id)
		return nil
	})
	return found, err
}

// findMerged gives the row that another was merged into, nil when it was not.
func (s *Store) findMerged(ctx context.Context, t *table, id string) (model.Entity, error) {
	var into string
	err := s.readers.QueryRowContext(ctx,
		`SELECT "into" FROM "merged_rows" WHERE "id" = ? AND "row_type" = ?`, id, t.typ.Name).Scan(&into)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return s.find(ctx, s.readers, t, into)
}

// List gives the rows that a query selects, without damaged ones: see Damaged.
func (s *Store) List(ctx context.Context, typ string, q schema.Query) ([]model.Entity, error) {
	var out []model.Entity
	err := s.Each(ctx, typ, q, func(e model.Entity) error { out = append(out, e); return nil })
	return out, err
}

// Each calls fn for each row that a query selects, while they are read; fn may keep the entity. An error of fn ends it
// and is returned. Damaged rows are left out: see Damaged.
func (s *Store) Each(ctx context.Context, typ string, q schema.Query, fn func(model.Entity) error) error {
	t, err := s.table(typ)
	if err != nil {
		return err
	}
	if t.asksSealed(q) || s.sortsHere(t, q) {
		return s.eachSealed(ctx, t, q, fn)
	}
	rest, args, err := t.clauses(q)
	if err != nil {
		return err
	}
	sh, err := t.projection(q.Fields, len(q.Fields) > 0 && s.verifies(ctx, t))
	if err != nil {
		return err
	}
	rows, err := s.db().QueryContext(ctx, sh.query+rest, args...)
	if err != nil {
		return s.explain(err)
	}
	defer rows.Close()
	return s.scan(sh, rows, fn)
}

// Count counts the rows that a query selects, whatever its limit.
func (s *Store) Count(ctx context.Context, typ string, q schema.Query) (n int, err error) {
	t, err := s.table(typ)
	if err != nil {
		return 0, err
	}
	if q = (schema.Query{Where: q.Where}); t.asksSealed(q) {
		q.AnyOrder = true
		err = s.Each(ctx, typ, q, func(model.Entity) error { n++; return nil })
		return n, err
	}
	rest, args, err := t.clauses(q)
	if err != nil {
		return 0, err
	}
	rest, _, _ = strings.Cut(rest, " ORDER BY ")
	err = s.db().QueryRowContext(ctx, `SELECT count(*) FROM "`+t.typ.Table+`"`+rest, args...).Scan(&n)
	return n, s.explain(err)
}

func (s *Store) table(typ string) (*table, error) {
	t, ok := s.tables[typ]
	if !ok {
		return nil, callerError("no type %q", typ)
	}
	return t, nil
}

// clauses writes the WHERE, ORDER BY and LIMIT of a query. Rows that are equal in all keys follow their IDs, so that
// pages do not overlap.
func (t *table) clauses(q schema.Query) (string, []any, error) {
	var b strings.Builder
	var args []any
	for i, c := range q.Where {
		b.WriteString([]string{" WHERE ", " AND "}[min(i, 1)])
		text, more, err := t.condition(c)
		if err != nil {
			return "", nil, err
		}
		b.WriteString(text)
		args = append(args, more...)
	}
	if q.AnyOrder {
		return b.String(), args, nil
	}
	b.WriteString(" ORDER BY ")
	for _, o := range q.Order {
		name, f, err := t.column(o.Field)
		if err != nil {
			return "", nil, err
		}
		down := map[bool]string{true: " DESC"}[o.Down]
		if f != nil && f == t.order {
			b.WriteString(`"` + orderColumn(f) + `"` + down + ", " + name + down + ", ") // as the index is
			continue
		}
		b.WriteString(name)
		if f != nil && isRead(f) {
			b.WriteString(" COLLATE danish")
		}
		b.WriteString(down + ", ")
	}
	if len(q.Where) > 0 && len(q.Order) == 0 && q.Limit == 0 {
		b.WriteString("+") // a few rows: SQLite shall find them by an index, not walk all for the sake of the order
	}
	b.WriteString(`"id"`)
	if q.Limit > 0 || q.Offset > 0 {
		limit := q.Limit
		if limit <= 0 {
			limit = math.MaxInt64
		}
		b.WriteString(" LIMIT " + strconv.Itoa(limit) + " OFFSET " + strconv.Itoa(max(q.Offset, 0)))
	}
	return b.String(), args, nil
}

// column finds an open field; "id" has none.
func (t *table) column(key string) (name string, f *schema.Field, err error) {
	if key == "id" {
		return `"id"`, nil, nil
	}
	for _, f := range t.open {
		if f.Key == key {
			return `"` + key + `"`, f, nil
		}
	}
	return "", nil, callerError("%s has no open field %q", t.typ.Name, key)
}

func (t *table) condition(c schema.Cond) (string, []any, error) {
	name, f, err := t.column(c.Field)
	if err != nil {
		return "", nil, err
	}
	switch c.Op {
	case schema.IsSet:
		return name + " IS NOT NULL", nil, nil
	case schema.IsNotSet:
		return name + " IS NULL", nil, nil
	case schema.In, schema.NotIn, schema.InOrNone:
		return oneOf(t, f, name, c)
	}
	v, err := value(t, f, c.Text)
	switch {
	case err != nil:
		return "", nil, err
	case c.Op == schema.Is && v == nil:
		return name + " IS NULL", nil, nil
	case c.Op == schema.IsNot && v == nil:
		return name + " IS NOT NULL", nil, nil
	}
	sql, ok := map[schema.Op]string{
		schema.Is: name + " = ?", schema.IsNot: "(" + name + " IS NULL OR " + name + " <> ?)",
		schema.AtLeast: name + " >= ?", schema.AtMost: name + " <= ?",
	}[c.Op]
	if !ok {
		return "", nil, callerError("no comparison %q", c.Op)
	}
	return sql, []any{v}, nil
}

// oneOf is the condition that a column has one of some values, or none of them.
func oneOf(t *table, f *schema.Field, name string, c schema.Cond) (string, []any, error) {
	values := make([]any, len(c.In))
	for i, text := range c.In {
		var err error
		if values[i], err = value(t, f, text); err != nil {
			return "", nil, err
		}
	}
	list, err := json.Marshal(values)
	if err != nil {
		return "", nil, err
	}
	one := `"value"`
	if f != nil && f.Column() == "INTEGER" {
		one = `CAST("value" AS BIGINT)`
	}
	sql := name + ` IN (SELECT ` + one + ` FROM json_each(?))`
	switch c.Op {
	case schema.NotIn:
		sql = "(" + name + " IS NULL OR NOT " + sql + ")"
	case schema.InOrNone:
		sql = "(" + name + " IS NULL OR " + sql + ")"
	}
	return sql, []any{string(list)}, nil
}

// value turns the canonical text of a condition into the value of the column. Text columns compare as text, so that a
// part of a number can be searched for.
func value(t *table, f *schema.Field, text string) (any, error) {
	if text == "" {
		return nil, nil
	}
	if f == nil || f.Column() == "TEXT" {
		return text, nil
	}
	e := t.typ.New()
	if err := f.SetText(e, text); err != nil {
		return nil, fmt.Errorf("query %s: %w", t.typ.Name, err)
	}
	return f.SQL(e), nil
}
