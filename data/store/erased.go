package store

import (
	"context"
	"database/sql"
	"time"

	"jobspor/model"
)

// PastErasure is an erasure that a log tells of.
type PastErasure struct {
	Seq        int64
	At         time.Time
	Anonymised bool
	Citizens   []string // their IDs
}

// ErasedSince lists the erasures of the database at path whose citizens a copy of it still holds, each with those
// citizens. Neither is opened with a key: IDs, days and kinds of entries are not sealed.
func ErasedSince(ctx context.Context, path, from string) (out []PastErasure, err error) {
	now, err := openPresent(ctx, path)
	if err != nil {
		return nil, err
	}
	defer now.Close()
	copied, err := openPresent(ctx, from)
	if err != nil {
		return nil, err
	}
	defer copied.Close()
	rows, err := now.QueryContext(ctx, `SELECT "l"."seq", "l"."at", "l"."action" = ?, "r"."row_id" FROM "log" AS "l"
		JOIN "log_rows" AS "r" ON "r"."seq" = "l"."seq" WHERE "l"."kind" = 'erase' AND "r"."type" = 'citizen'
		AND "r"."op" = 'remove' ORDER BY "l"."seq", "r"."row_id"`, model.AnonymiseAction)
	if err != nil {
		return nil, explain(path, err)
	}
	defer rows.Close()
	for rows.Next() {
		var e PastErasure
		var at, id string
		if err := rows.Scan(&e.Seq, &at, &e.Anonymised, &id); err != nil {
			return nil, explain(path, err)
		}
		var held bool
		err := copied.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM "citizens" WHERE "id" = ?1) OR EXISTS
			(SELECT 1 FROM "log_rows" WHERE "type" = 'citizen' AND "row_id" = ?1 AND "before" IS NOT NULL)`,
			id).Scan(&held)
		if err != nil {
			return nil, explain(from, err)
		}
		if !held {
			continue
		}
		if n := len(out); n == 0 || out[n-1].Seq != e.Seq {
			e.At = parseStamp(at)
			out = append(out, e)
		}
		last := &out[len(out)-1]
		last.Citizens = append(last.Citizens, id)
	}
	return out, explain(path, rows.Err())
}

// openPresent is openToRead of a file that must be there.
func openPresent(ctx context.Context, path string) (*sql.DB, error) {
	db, _, err := openToRead(ctx, path)
	if err == nil && db == nil {
		err = model.NewError(model.NotFound, "err.store.missing", model.Args{"path": path})
	}
	return db, err
}
