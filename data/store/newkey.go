package store

import (
	"context"
	"database/sql"
	"encoding/base64"
	"errors"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// NewKey seals everything in the database with a new data key that a new passphrase opens: for when somebody may have
// the data key, who could otherwise read what is written from now on whatever the passphrase is. It is one transaction:
// the database has the old key or the new one, whatever ends the program. No other program may have a file open; else
// the error has code Busy. On a server those that have it open write nothing more until they open it with the new key.
// The log keeps its links, because the key that they are made with stays, sealed by the new one.
//
// It is an entry of the log by the actor, in the same transaction. Recovery codes open nothing any more; their number
// is returned. Copies from before still open with what opened them.
func (s *Store) NewKey(
	ctx context.Context, actor string, pass, next []byte, cost crypt.Params,
) (codes int, err error) {
	switch {
	case !s.info.Sealed:
		return 0, model.NewError(model.Unsupported, "err.passphrase.demo", nil)
	case s.unit != nil:
		return 0, callerError("a new key inside a unit")
	}
	if err := s.CheckPassphrase(ctx, pass); err != nil {
		return 0, err
	}
	all, err := readWraps(ctx, s.readers)
	if err != nil {
		return 0, s.explain(err)
	}
	key := crypt.NewKey()
	text, err := s.wrap(key, next, s.costAfter(all.cost(), cost), "")
	if err != nil {
		return 0, err
	}
	if err := s.closeConnections(ctx); err != nil {
		s.openConnections()
		return 0, s.explain(err)
	}
	defer s.openConnections()
	sealed := base64.StdEncoding.EncodeToString(s.auth.Seal(key, authAdditionalData()))
	if err := s.sealAnew(ctx, actor, key, wraps{mainWrap: text}, sealed); err != nil {
		return 0, s.explain(err)
	}
	s.info.wraps, s.info.auth = wraps{mainWrap: text}, sealed
	s.key.Restore(key)
	return len(all) - 1, nil
}

func authAdditionalData() []byte { return additionalData("auth") }

// authenticator is that of rows, log and head. Its key is derived from the data key, until that is exchanged: then it
// stands sealed in "meta".
func (s *Store) authenticator() *crypt.Authenticator {
	return s.key.SealedAuthenticator("integrity", authAdditionalData(), func() []byte {
		blob, _ := base64.StdEncoding.DecodeString(s.info.auth) // what cannot be read does not open either
		return blob
	})
}

// sealAnew carries out NewKey on a file that no program has open.
func (s *Store) sealAnew(ctx context.Context, actor string, key *crypt.Key, w wraps, auth string) error {
	db, tx, err := s.engine.alone(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	defer tx.Rollback()
	if err := s.requireWhole(ctx, tx); err != nil {
		return err
	}
	h, err := s.readHead(ctx, tx)
	if err != nil {
		return err
	}
	fresh := &Store{path: s.path, engine: s.engine, opt: s.opt, key: key, auth: s.auth, info: s.info, tables: s.tables,
		steps: s.steps, damage: s.damage}
	var seq int64
	for _, step := range []func() error{
		func() error { return s.sealRowsAnew(ctx, tx, fresh, h) },
		func() error { return s.sealLogAnew(ctx, tx, fresh) },
		func() error { return s.sealDraftsAnew(ctx, tx, fresh) },
		func() error { return writeWraps(ctx, tx, w) },
		func() error {
			_, err := tx.ExecContext(ctx, `INSERT INTO "meta" ("key", "value") VALUES ('auth', ?)
				ON CONFLICT ("key") DO UPDATE SET "value" = excluded."value"`, auth)
			return err
		},
		func() (err error) {
			seq, err = fresh.noteKeys(ctx, tx, entry{actor: actor, action: "admin.newkey"})
			return err
		},
		func() error { h.Key, h.Drafts, h.Facts = nil, nil, nil; return fresh.finishHead(ctx, tx, h, effect{}) },
		func() error { return fresh.requireWhole(ctx, tx) },
	} {
		if err := errors.Join(ctx.Err(), step()); err != nil {
			return err
		}
	}
	s.markOwn(seq, true)
	if err := tx.Commit(); err != nil {
		s.markOwn(seq, false)
		return err
	}
	return nil
}

// requireWhole refuses a database in which something was altered: what does not open cannot be sealed anew.
func (s *Store) requireWhole(ctx context.Context, tx *sql.Tx) error {
	found, err := s.verify(ctx, tx)
	if err == nil && len(found) > 0 {
		err = model.NewError(model.Conflict, "err.passphrase.newkey.altered", model.Args{"n": len(found)}).
			WithCause(found[0].Error())
	}
	return err
}

// sealRowsAnew seals the rows of every type that has sealed fields, and counts the sums of their tables anew.
func (s *Store) sealRowsAnew(ctx context.Context, tx *sql.Tx, fresh *Store, h *head) error {
	for _, typ := range schema.Types() {
		t := s.tables[typ.Name]
		if len(t.sealed) == 0 {
			continue
		}
		var changes []resealed
		var sums tableHead
		rows, err := tx.QueryContext(ctx, t.all.query)
		if err != nil {
			return err
		}
		err = s.eachRaw(t.all, rows, func(r rawRow) error {
			place := rowAdditionalData(t, r.id, r.version)
			plain, err := s.unseal(place, r.blob)
			if err != nil {
				return err
			}
			blob := fresh.seal(place, plain)
			mac := fresh.rowDigest(t, r.id, r.version, r.text, blob)
			sums.Rows++
			sums.Sum.add(mac)
			changes = append(changes, resealed{blob, mac[:], r.id})
			return nil
		})
		if err := errors.Join(err, rows.Close()); err != nil {
			return err
		}
		update := `UPDATE "` + t.typ.Table + `" SET "sealed" = ?, "mac" = ? WHERE "id" = ?`
		if err := execEach(ctx, tx, update, changes); err != nil {
			return err
		}
		if _, counted := h.Tables[typ.Name]; counted || sums.Rows > 0 {
			h.Tables[typ.Name] = sums
		}
	}
	return nil
}

// resealed are the arguments of the statement that writes one seal.
type resealed []any

func execEach(ctx context.Context, tx *sql.Tx, query string, all []resealed) error {
	stmt, err := tx.PrepareContext(ctx, query)
	if err != nil {
		return err
	}
	defer stmt.Close()
	for _, args := range all {
		if _, err := stmt.ExecContext(ctx, args...); err != nil {
			return err
		}
	}
	return nil
}

// sealEach reads rows, seals each with reseal, and writes them.
func sealEach(
	ctx context.Context, tx *sql.Tx, query, update string, scan func(*sql.Rows) (resealed, error),
) error {
	rows, err := tx.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	var changes []resealed
	for rows.Next() {
		args, err := scan(rows)
		if err != nil {
			return errors.Join(err, rows.Close())
		}
		if args != nil {
			changes = append(changes, args)
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	return execEach(ctx, tx, update, changes)
}

// sealLogAnew seals the arguments of the entries and what stood before in their rows, each with the salt that it has,
// so that the digests and links stay.
func (s *Store) sealLogAnew(ctx context.Context, tx *sql.Tx, fresh *Store) error {
	err := sealEach(ctx, tx, `SELECT "seq", "args" FROM "log" WHERE "args" IS NOT NULL`,
		`UPDATE "log" SET "args" = ? WHERE "seq" = ?`,
		func(rows *sql.Rows) (resealed, error) {
			var seq int64
			var text sql.NullString
			if err := rows.Scan(&seq, &text); err != nil || !isSealedArgs(text.String) {
				return nil, err
			}
			plain, err := s.openArgs(text)
			if err != nil {
				return nil, err
			}
			return resealed{fresh.sealArgs(plain), seq}, nil
		})
	if err != nil {
		return err
	}
	return sealEach(ctx, tx, `SELECT "type", "row_id", "seq", "n", "before" FROM "log_rows" WHERE "before" IS NOT NULL`,
		`UPDATE "log_rows" SET "before" = ? WHERE "seq" = ? AND "n" = ?`,
		func(rows *sql.Rows) (resealed, error) {
			var typ, id string
			var seq, n int64
			var blob []byte
			if err := rows.Scan(&typ, &id, &seq, &n, &blob); err != nil {
				return nil, err
			}
			plain, err := s.openBefore(typ, id, blob)
			if err != nil {
				return nil, err
			}
			return resealed{fresh.sealBefore(typ, id, plain), seq, n}, nil
		})
}

func (s *Store) sealDraftsAnew(ctx context.Context, tx *sql.Tx, fresh *Store) error {
	return sealEach(ctx, tx, `SELECT "actor", "form", "id", "sealed" FROM "drafts"`,
		`UPDATE "drafts" SET "sealed" = ? WHERE "actor" = ? AND "form" = ? AND "id" = ?`,
		func(rows *sql.Rows) (resealed, error) {
			var actor, form, id string
			var blob []byte
			if err := rows.Scan(&actor, &form, &id, &blob); err != nil {
				return nil, err
			}
			place := draftAdditionalData(actor, form, id)
			plain, err := s.unseal(place, blob)
			if err != nil {
				return nil, err
			}
			return resealed{fresh.seal(place, plain), actor, form, id}, nil
		})
}
