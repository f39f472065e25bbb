package store

import (
	"context"
	"database/sql"

	"jobspor/data/crypt"
	"jobspor/model"
)

// Unlock checks the passphrase again, for a screen that was locked after a time without input. A wrong passphrase gives
// an error with code Locked; a demo database accepts any.
func (s *Store) Unlock(ctx context.Context, passphrase []byte) error {
	if !s.info.Sealed {
		return nil
	}
	_, err := unwrap(ctx, s.readers, passphrase)
	return s.explain(err)
}

// unwrap reads the wrapped data key from the database and opens it, because another program may have changed the
// passphrase.
func unwrap(ctx context.Context, db interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}, passphrase []byte) (*crypt.Key, error) {
	var text string
	if err := db.QueryRowContext(ctx, `SELECT "value" FROM "meta" WHERE "key" = 'key'`).Scan(&text); err != nil {
		return nil, err
	}
	return crypt.Unwrap([]byte(text), passphrase)
}

// Rekey gives the database a new passphrase. Only the wrapped data key changes, no row; earlier copies still open with
// the old passphrase.
func (s *Store) Rekey(ctx context.Context, old, next []byte) error {
	if !s.info.Sealed {
		return model.NewError(model.Unsupported, "err.passphrase.demo", nil)
	}
	return s.explain(s.rekey(ctx, old, next))
}

func (s *Store) rekey(ctx context.Context, old, next []byte) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	key, err := unwrap(ctx, tx, old)
	if err != nil {
		return err
	}
	h, err := s.fittedHead(ctx, tx) // with the wrapped key as it was
	if err != nil {
		return err
	}
	fresh, err := key.Wrap(next, s.opt.Params)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE "meta" SET "value" = ? WHERE "key" = 'key'`, string(fresh)); err != nil {
		return err
	}
	h.Key = nil // it is another one now
	if err := s.finishHead(ctx, tx, h, effect{}); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	// The old wrapped key is removed from the write-ahead log as well, as soon as no other program reads it.
	_, _ = s.writer.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return nil
}
