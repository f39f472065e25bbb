package store

import (
	"slices"

	"jobspor/model/schema"
)

// Difference is a row of which what was loaded and its log do not tell the same, or entries that the log lacks, or that
// somebody made whom nothing of what was loaded knows.
type Difference struct {
	// Kind is RowMissing: only the log has it; RowAdded: the log has not, or says that it was removed; LogRemoved; or
	// ActorUnknown.
	Kind     string
	Type, ID string
	Name     string // number, initials or name, where those are no personal field of the row and row or log tell them
	Nth      int64  // which row of its type it is, from 1; 0 for a missing one
	Seq      int64  // the last entry of the log about it, 0 for none; the first of N entries that are missing or made
	N        int64
}

// ActorUnknown is the kind of entries whose actor is no consultant of what was loaded, and was none.
const ActorUnknown = "actor.unknown"

// compareLog tells where rows and log differ, and in how many places. Without a log there is nothing to compare.
func (l *loader) compareLog(differs func(Difference)) (n int, err error) {
	if differs == nil || l.current.Seq == 0 {
		return 0, nil
	}
	counted := func(d Difference) {
		n++
		differs(d)
	}
	for _, typ := range schema.Types() {
		for _, look := range []struct{ kind, query string }{
			{RowAdded, `SELECT "t"."id", ` + l.s.tables[typ.Name].openName() + `, "t"."rowid",
				coalesce("l"."seq", 0), 1, NULL
				FROM ` + l.s.engine.dialect().numbered(typ.Table) + ` AS "t"
				LEFT JOIN "log_rows" AS "l" ON "l"."type" = ?1 AND "l"."row_id" = "t"."id" AND "l"."op" <> 'view'
					AND NOT EXISTS (SELECT 1 FROM "log_rows" AS "n" WHERE "n"."type" = ?1 AND "n"."row_id" = "t"."id"
						AND "n"."op" <> 'view' AND ("n"."seq", "n"."n") > ("l"."seq", "l"."n"))
				WHERE coalesce("l"."op", 'remove') = 'remove' ORDER BY 3`},
			{RowMissing,
				`SELECT "row_id", '', 0, max("seq"), 1, (SELECT "before" FROM "log_rows" AS "b" WHERE "b"."type" = ?1
					AND "b"."row_id" = "l"."row_id" AND "b"."before" IS NOT NULL ORDER BY "seq" DESC, "n" DESC LIMIT 1)
				FROM "log_rows" AS "l" WHERE "type" = ?1 AND "op" <> 'view'
				AND NOT EXISTS (SELECT 1 FROM "` + typ.Table + `" AS "t" WHERE "t"."id" = "l"."row_id")
				AND NOT EXISTS (SELECT 1 FROM "log_rows" AS "n" WHERE "n"."type" = ?1 AND "n"."row_id" = "l"."row_id"
					AND "n"."op" = 'remove' AND "n"."seq" >= "l"."seq") GROUP BY 1 ORDER BY 1`},
		} {
			if err := l.eachDifference(Difference{Kind: look.kind, Type: typ.Name}, look.query, counted); err != nil {
				return n, err
			}
		}
	}
	for _, gap := range l.gaps {
		counted(gap)
	}
	return n, l.eachDifference(Difference{Kind: ActorUnknown}, `SELECT "actor", '', 0, min("seq"), count(*), NULL
		FROM "log" WHERE "actor" <> '' AND "actor" NOT IN (SELECT "id" FROM "consultants") AND "actor" NOT IN
		(SELECT "row_id" FROM "log_rows" WHERE "type" = 'consultant' AND "op" <> 'view') GROUP BY 1 ORDER BY 4`, counted)
}

// nameField is the field that names a row, nil where that is sealed or there is none.
func (t *table) nameField() *schema.Field {
	for _, key := range []string{"ref", "initials", "name"} {
		if i := slices.IndexFunc(t.open, func(f *schema.Field) bool { return f.Key == key }); i >= 0 {
			return t.open[i]
		}
	}
	return nil
}

// openName is the SQL of what names a row, where that is not sealed.
func (t *table) openName() string {
	if f := t.nameField(); f != nil {
		return `coalesce("t"."` + f.Key + `", '')`
	}
	return "''"
}

// nameBefore is what names a row in what the log keeps of it, "" where it keeps nothing.
func (s *Store) nameBefore(t *table, id string, before []byte) string {
	f := t.nameField()
	if f == nil || before == nil {
		return ""
	}
	e, err := s.decodeBefore(t, id, before)
	if err != nil {
		return ""
	}
	return f.Text(e)
}

func (l *loader) eachDifference(d Difference, query string, differs func(Difference)) error {
	var args []any
	if d.Type != "" {
		args = append(args, d.Type)
	}
	rows, err := l.tx.QueryContext(l.ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var before []byte
		if err := rows.Scan(&d.ID, &d.Name, &d.Nth, &d.Seq, &d.N, &before); err != nil {
			return err
		}
		if before != nil {
			d.Name = l.s.nameBefore(l.s.tables[d.Type], d.ID, before)
		}
		differs(d)
	}
	return rows.Err()
}
