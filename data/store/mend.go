package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"jobspor/model"
	"jobspor/model/schema"
)

// mendTexts writes the rows again whose texts are not in the form that is stored, as files of earlier versions have
// them: decomposed letters, marks without width, telephone numbers in many forms. It runs once, after the migrations
// and so after the copy that they take, in one transaction, and is one entry of the log with every row's earlier
// values. A new database has nothing to mend.
func (s *Store) mendTexts(ctx context.Context) error {
	pending, err := s.textsPending(ctx, s.readers)
	if err != nil || !pending {
		return err
	}
	w := &writer{s: s, entry: entry{kind: "change", action: "text.mend"}}
	err = w.run(ctx, func() error {
		if pending, err := s.textsPending(ctx, w.tx); err != nil || !pending {
			return err // another program was faster
		}
		for _, typ := range schema.Types() {
			if err := w.mendTable(s.tables[typ.Name]); err != nil {
				return fmt.Errorf("mend texts of %s: %w", typ.Name, err)
			}
		}
		return w.exec(`DELETE FROM "meta" WHERE "key" = 'mend.text'`)
	})
	if err == nil && w.logged == 0 {
		_, err = s.writer.ExecContext(ctx, `DELETE FROM "meta" WHERE "key" = 'mend.text'`)
	}
	return err
}

func (s *Store) textsPending(ctx context.Context, db interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}) (bool, error) {
	var n int
	err := db.QueryRowContext(ctx, `SELECT 1 FROM "meta" WHERE "key" = 'mend.text'`).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return n == 1, err
}

// mendTable writes the rows of one table again that are not in the stored form. They are read first: a row must not be
// written while the query that found it still runs.
func (w *writer) mendTable(t *table) error {
	rows, err := w.QueryContext(w.ctx, t.all.query)
	if err != nil {
		return err
	}
	var found []model.Change
	err = w.s.scan(t.all, rows, func(now model.Entity) error {
		next := schema.Clone(now)
		if schema.Normalize(next) {
			found = append(found, model.Edit(now, next))
		}
		return w.stop.Err()
	})
	if err := errors.Join(err, rows.Close()); err != nil {
		return err
	}
	for _, c := range found {
		if err := w.put(t, c.Before, c.After); err != nil {
			return err
		}
	}
	return nil
}
