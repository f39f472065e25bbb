package store

import (
	"context"
	"errors"
	"os"
	"time"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// CreateOlder makes a sealed database of an earlier schema with some rows, for trials of the migrations. A row has what
// that schema had columns for, and sealed is what had none; its type must have been there. It has no log: an earlier
// version wrote one that this program cannot write. From schema 19 on the digests are missing as they are until the
// first opening after the migration.
func CreateOlder(
	ctx context.Context, path string, passphrase []byte, number int, rows []model.Entity,
) (err error) {
	s := &Store{path: path, engine: file{path}, tables: tables(), steps: migrations()[:number], gate: &gate{},
		damage: newDamage(), opt: Options{Create: true, Passphrase: passphrase, Params: crypt.Cheap, Now: time.Now}}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.create(ctx); err != nil {
		return err
	}
	if err := s.openPools(); err != nil {
		return err
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	for _, e := range rows {
		if err := s.insertOlder(ctx, e); err != nil {
			return err
		}
	}
	return os.Chmod(path, 0o600)
}

// insertOlder adds a row to a table as it is at the schema of the file, and gives it the next number of its type.
func (s *Store) insertOlder(ctx context.Context, e model.Entity) error {
	t, id := s.tables[schema.TypeOf(e).Name], e.Meta().ID
	if t.typ.Letter != "" {
		var n int
		if err := s.writer.QueryRowContext(ctx, nextNumber, t.typ.Name).Scan(&n); err != nil {
			return err
		}
		setNumber(t, e, n)
	}
	there, err := s.engine.columns(ctx, s.readers, t.typ.Table)
	if err != nil {
		return err
	}
	columns, args := []string{`"id"`, `"version"`}, []any{id, 1}
	add := func(column string, v any) {
		if v == "" {
			v = nil
		}
		columns, args = append(columns, `"`+column+`"`), append(args, v)
	}
	var sealed []*schema.Field
	for _, f := range t.fieldsInOrder() {
		if _, ok := there[f.Key]; ok {
			add(f.Key, f.SQL(e))
		} else if f.Sealed {
			sealed = append(sealed, f)
		}
	}
	if t.order != nil {
		add(orderColumn(t.order), model.OrderKey(t.order.Text(e)))
	}
	if _, ok := there["sealed"]; ok {
		add("sealed", s.seal(rowAdditionalData(t, id, 1), writeValues(e, sealed)))
	}
	_, err = s.writer.ExecContext(ctx, t.insert(1, columns), args...)
	return err
}
