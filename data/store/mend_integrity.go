package store

import (
	"context"
	"database/sql"
	"errors"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// mendIntegrity gives the rows and entries of an earlier version what they lack: digests, links, sealed arguments, a
// head. It believes what it finds, once, after the copy that a migration takes; see plantedDigests.
func (s *Store) mendIntegrity(ctx context.Context) error {
	pending, err := s.pending(ctx, s.readers, mendDigests)
	if err != nil || !pending {
		return err
	}
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if pending, err = s.pending(ctx, tx, mendDigests); err != nil || !pending {
		return err // another program was faster
	}
	for _, query := range []string{
		`INSERT INTO "meta" ("key", "value") VALUES ('id', '` + model.NewID() + `') ON CONFLICT DO NOTHING`,
		`DELETE FROM "meta" WHERE "key" = '` + mendDigests + `'`,
	} {
		if _, err := tx.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	if s.auth != nil {
		d := delta{}
		for _, typ := range schema.Types() {
			if err := s.digestRows(ctx, tx, s.tables[typ.Name], d); err != nil {
				return err
			}
		}
		if err := s.sealLog(ctx, tx); err != nil {
			return err
		}
		if err := s.finishHead(ctx, tx, &head{Tables: map[string]tableHead{}}, effect{delta: d}); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// digestRows gives every row of a table its mac.
func (s *Store) digestRows(ctx context.Context, tx *sql.Tx, t *table, d delta) error {
	rows, err := tx.QueryContext(ctx, t.all.query)
	if err != nil {
		return err
	}
	type one struct {
		id  string
		mac crypt.Digest
	}
	var all []one
	err = s.eachRaw(t.all, rows, func(r rawRow) error {
		all = append(all, one{r.id, s.rowDigest(t, r.id, r.version, r.text, r.blob)})
		return nil
	})
	if err := errors.Join(err, rows.Close()); err != nil {
		return err
	}
	set, err := tx.PrepareContext(ctx, `UPDATE "`+t.typ.Table+`" SET "mac" = ? WHERE "id" = ?`)
	if err != nil {
		return err
	}
	defer set.Close()
	h := d.of(t.typ.Name)
	for _, r := range all {
		if _, err := set.ExecContext(ctx, r.mac[:], r.id); err != nil {
			return err
		}
		h.Rows++
		h.Sum.add(r.mac)
	}
	return nil
}

// sealLog seals what earlier versions left open in the log: the arguments, and what stood before in rows without
// personal fields.
func (s *Store) sealLog(ctx context.Context, tx *sql.Tx) error {
	type change struct {
		seq, n int64
		text   any
	}
	var changes []change
	rows, err := tx.QueryContext(ctx, `SELECT "seq", "args" FROM "log" WHERE "args" IS NOT NULL`)
	if err != nil {
		return err
	}
	for rows.Next() {
		var c change
		var args sql.NullString
		if err := rows.Scan(&c.seq, &args); err != nil {
			return errors.Join(err, rows.Close())
		}
		if !isSealedArgs(args.String) {
			c.text = s.sealArgs([]byte(args.String))
			changes = append(changes, c)
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, c := range changes {
		if _, err := tx.ExecContext(ctx, `UPDATE "log" SET "args" = ? WHERE "seq" = ?`, c.text, c.seq); err != nil {
			return err
		}
	}
	changes = changes[:0]
	rows, err = tx.QueryContext(ctx, `SELECT "type", "row_id", "seq", "n", "before" FROM "log_rows"
		WHERE "before" IS NOT NULL`)
	if err != nil {
		return err
	}
	for rows.Next() {
		var c change
		var typ, id string
		var before []byte
		if err := rows.Scan(&typ, &id, &c.seq, &c.n, &before); err != nil {
			return errors.Join(err, rows.Close())
		}
		plain, err := s.openBefore(typ, id, before)
		if err != nil {
			if s.hasSealed(typ) {
				continue // what does not open stays as it is; the check of the log names it
			}
			plain = before
		}
		c.text = s.sealBefore(typ, id, plain)
		changes = append(changes, c)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, c := range changes {
		if _, err := tx.ExecContext(ctx, `UPDATE "log_rows" SET "before" = ? WHERE "seq" = ? AND "n" = ?`, c.text,
			c.seq,
			c.n); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) hasSealed(typ string) bool {
	t := s.tables[typ]
	return t != nil && len(t.sealed) > 0
}
