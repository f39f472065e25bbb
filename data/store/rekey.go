package store

import (
	"context"
	"database/sql"

	"jobspor/data/crypt"
	"jobspor/model"
)

// Unlock checks the passphrase once more, for a screen that was locked while nobody sat there. A wrong one is an error
// with code Locked; a demo database opens to anything.
func (s *Store) Unlock(ctx context.Context, passphrase []byte) error {
	if !s.info.Sealed {
		return nil
	}
	_, err := unwrap(ctx, s.readers, passphrase)
	return s.explain(err)
}

// unwrap gives the data key as the database holds it now; another program may have changed the passphrase.
func unwrap(ctx context.Context, db interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}, passphrase []byte) (*crypt.Key, error) {
	var text string
	if err := db.QueryRowContext(ctx, `SELECT "value" FROM "meta" WHERE "key" = 'key'`).Scan(&text); err != nil {
		return nil, err
	}
	return crypt.Unwrap([]byte(text), passphrase)
}

// Rekey gives the database a new passphrase. Only the wrapping of the data key changes, no row; copies that were made
// before still open with the old one.
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
	fresh, err := key.Wrap(next, s.opt.Params)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE "meta" SET "value" = ? WHERE "key" = 'key'`, string(fresh)); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	// The old wrapping goes from the write-ahead log too, as soon as no other program reads there.
	_, _ = s.writer.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return nil
}
