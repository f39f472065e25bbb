package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"jobspor/model"
	"jobspor/model/schema"
)

// The marks in "meta" of what is to be mended.
const (
	mendText    = "mend.text"
	mendDigests = "mend.integrity"
)

// mendTexts writes the rows again whose texts are not in the form that is stored, as files of earlier versions have
// them: decomposed letters, marks without width, telephone numbers in many forms. It runs once, after the migrations
// and so after the copy that they take, in one transaction, and is one entry of the log with every row's earlier
// values. Then the mark is taken away; a program that was stopped before finds it again, and nothing left to mend. A
// new database has nothing to mend.
func (s *Store) mendTexts(ctx context.Context) error {
	pending, err := s.pending(ctx, s.readers, mendText)
	if err != nil || !pending {
		return err
	}
	w := &writer{s: s, entry: entry{kind: "change", action: "text.mend"}}
	err = w.run(ctx, func() error {
		if pending, err := s.pending(ctx, w.tx, mendText); err != nil || !pending {
			return err // another program was faster
		}
		for _, typ := range schema.Types() {
			if err := w.mendTable(s.tables[typ.Name]); err != nil {
				return fmt.Errorf("mend texts of %s: %w", typ.Name, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.orderAgain(ctx, s.tables["company"])
}

// pending tells whether the mark of something to mend stands.
func (s *Store) pending(ctx context.Context, db rowQuerier, mark string) (bool, error) {
	var n int
	err := db.QueryRowContext(ctx, `SELECT 1 FROM "meta" WHERE "key" = ?`, mark).Scan(&n)
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

// orderAgain writes the keys of the order again where they differ, because earlier versions put letters with rare
// accents after å, and takes the mark away. A key is no value of the row, so that neither its version nor the log
// knows.
func (s *Store) orderAgain(ctx context.Context, t *table) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.order(ctx, tx, t); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM "meta" WHERE "key" = '`+mendText+`'`); err != nil {
		return err
	}
	if err := s.sealFacts(ctx, tx); err != nil { // the mark was one of them
		return err
	}
	return tx.Commit()
}

// sealFacts makes the head cover the facts as they are now.
func (s *Store) sealFacts(ctx context.Context, tx *sql.Tx) error {
	if s.auth == nil {
		return nil
	}
	h, err := s.fittedHead(ctx, tx)
	if err != nil {
		return err
	}
	h.Facts = nil
	return s.finishHead(ctx, tx, h, effect{})
}

// order writes the keys of the order again where they are not those of the rows.
func (s *Store) order(ctx context.Context, tx *sql.Tx, t *table) error {
	changed, err := misplaced(ctx, tx, t)
	if err != nil {
		return err
	}
	for id, key := range changed {
		if _, err := tx.ExecContext(ctx, `UPDATE "`+t.typ.Table+`" SET "`+orderColumn(t.order)+`" = ? WHERE "id" = ?`,
			key, id); err != nil {
			return err
		}
	}
	return nil
}

// misplaced are the rows whose key of the order is another than their field makes, with the one that it makes.
func misplaced(ctx context.Context, db querier, t *table) (map[string]string, error) {
	column := orderColumn(t.order)
	rows, err := db.QueryContext(ctx, `SELECT "id", coalesce("`+t.order.Key+`", ''), coalesce("`+column+`", '') FROM "`+
		t.typ.Table+`"`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	changed := map[string]string{}
	for rows.Next() {
		var id, text, key string
		if err := rows.Scan(&id, &text, &key); err != nil {
			return nil, err
		}
		if want := model.OrderKey(text); want != key {
			changed[id] = want
		}
	}
	return changed, rows.Err()
}
