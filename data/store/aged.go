package store

import (
	"context"
	"time"
)

// agedQueries are what is no row, and when it was made.
var agedQueries = map[string]string{
	"draft": `SELECT count(*), coalesce(min("at"), '') FROM "drafts" WHERE "at" < ? AND ` + isDraft,
	"look":  `SELECT count(*), coalesce(min("at"), '') FROM "log" WHERE ` + unerasedLook,
}

// unerasedLook selects the looks before a time that still say at whom they were, or in what words.
const unerasedLook = `"kind" = 'view' AND "at" < ? AND ("args" IS NOT NULL OR EXISTS (SELECT 1 FROM "log_rows" AS "r"
	WHERE "r"."seq" = "log"."seq" AND "r"."op" = 'view' AND "r"."digest" IS NULL))`

// Aged counts drafts ("draft") or looks of the log ("look") before a time, and gives the earliest.
func (s *Store) Aged(ctx context.Context, what string, until time.Time) (n int, oldest time.Time, err error) {
	var at string
	err = s.readers.QueryRowContext(ctx, agedQueries[what], until.UTC().Format(stampFormat)).Scan(&n, &at)
	return n, parseStamp(at), s.explain(err)
}

// ClockBack is where the times of the log go back: how often, and the first entry that is earlier than the one before
// it. A clock that was wrong does that, and so does one that was set.
func (s *Store) ClockBack(ctx context.Context) (n int, first int64, err error) {
	err = s.readers.QueryRowContext(ctx, `SELECT count(*), coalesce(min("seq"), 0) FROM (
		SELECT "seq", "at", lag("at") OVER (ORDER BY "seq") AS "before" FROM "log") AS "l"
		WHERE "at" < "before"`).Scan(&n, &first)
	return n, first, s.explain(err)
}
