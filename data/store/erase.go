package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

// Erase removes rows and all that is kept about them, in one transaction: rows, what stood before in the log, the
// arguments of entries, drafts; and drafts and looks before a time. In the log the digests stay in their places.
// Afterwards the free pages and the write-ahead log are emptied. Conflicts and references are as in Apply, edits
// that a type forbids are not; when it fails, nothing is erased.
func (s *Store) Erase(ctx context.Context, e model.Erasure) (model.Erased, error) {
	if s.unit != nil {
		return model.Erased{}, callerError("erasure inside a unit")
	}
	w := &writer{s: s, entry: entry{kind: "erase", actor: e.Actor, action: e.Action, args: e.Args}}
	p := &preparation{known: s.knownPNumbers(ctx, model.ChangeSet{Changes: e.Changes}), seen: map[rowKey]struct{}{}}
	for i, c := range e.Changes {
		if err := p.check(i, c); err != nil {
			return model.Erased{}, err
		}
	}
	var out model.Erased
	err := w.run(ctx, func() error {
		out = model.Erased{Rows: map[string]int{}}
		for i, c := range e.Changes {
			if err := w.change(c); err != nil {
				return locate(err, i, c.Row())
			}
			if c.After == nil {
				out.Rows[schema.TypeOf(c.Before).Name]++
			}
		}
		if err := conflictOf(w.conflicts); err != nil {
			return err
		}
		if err := w.flushLog(); err != nil { // the values before this erasure go, too
			return err
		}
		x := eraser{writer: w, out: &out, entries: map[int64]bool{}}
		return x.erase(e)
	})
	if err != nil {
		return model.Erased{}, s.explain(err)
	}
	out.Seq = w.seq
	out.Emptied = s.emptyFreePages(ctx)
	return out, nil
}

// OpenCopy opens a copy of this database, to erase in it what was erased here. A copy of an earlier version, or with
// another data key, gives an error with code Unsupported.
func (s *Store) OpenCopy(ctx context.Context, path string) (*Store, error) {
	info, err := readInfo(ctx, path)
	if err != nil {
		return nil, explain(path, err)
	}
	if info.Schema != len(s.steps) || info.Sealed != s.info.Sealed {
		return nil, model.NewError(model.Unsupported, "err.store.older", model.Args{"path": path})
	}
	opt := Options{Now: s.opt.Now}
	if s.key != nil {
		opt.Key = s.key.Clone()
	}
	out, err := openWith(ctx, path, opt, s.steps)
	if err != nil || s.auth == nil {
		return out, err
	}
	if _, err := out.readHead(ctx, out.readers); err != nil {
		out.Close()
		return nil, model.NewError(model.Unsupported, "err.store.older", model.Args{"path": path}).WithCause(err)
	}
	return out, nil
}

// OpensCopy reports whether OpenCopy takes a copy, as far as can be told without opening it for writing.
func (s *Store) OpensCopy(ctx context.Context, path string) bool {
	there, err := readInfo(ctx, path)
	if err != nil || there.Schema != len(s.steps) {
		return false
	}
	here, err := s.engine.info(ctx) // the key may be newer than this program's opening
	return err == nil && here.Sealed == there.Sealed && (!here.Sealed || here.auth == there.auth)
}

// emptyFreePages empties free pages and the write-ahead log, and reports whether it could.
func (s *Store) emptyFreePages(ctx context.Context) bool {
	return s.engine.emptyFreed(ctx, s.writer)
}

// eraser takes out of the log and the drafts what an erasure names.
type eraser struct {
	*writer
	out     *model.Erased
	entries map[int64]bool // short ones with a row that is erased, looks at it and exports of it
}

func (x *eraser) erase(e model.Erasure) error {
	gone := map[string]bool{}
	for _, r := range e.History {
		gone[r.ID] = true
		if err := errors.Join(x.eraseValues(r), x.noteLooks(r)); err != nil {
			return err
		}
	}
	traces := make([]string, 0, len(e.Traces)+len(gone))
	for _, t := range e.Traces {
		if t != "" {
			text, _ := json.Marshal(t) // as it stands in JSON
			traces = append(traces, string(text[1:len(text)-1]))
		}
	}
	for id := range gone {
		traces = append(traces, id)
	}
	if err := x.eraseArgs(traces); err != nil {
		return err
	}
	if err := x.eraseDrafts(gone, traces, e.DraftsBefore); err != nil {
		return err
	}
	return x.eraseLooks(e.LooksBefore)
}

// erasedMark stands in the place of a digest in a database without a key.
var erasedMark = []byte{0}

// digestOr is the digest that stays in the place of what is erased.
func (x *eraser) digestOr(digest func() []byte) []byte {
	if x.s.auth == nil {
		return erasedMark
	}
	return digest()
}

// eraseValues takes out what stood before in the lines of a row.
func (x *eraser) eraseValues(r model.RowRef) error {
	rows, err := x.QueryContext(x.ctx, `SELECT "r"."seq", "r"."op", "r"."before", "l"."count" FROM "log_rows" AS "r"
		JOIN "log" AS "l" ON "l"."seq" = "r"."seq"
		WHERE "r"."type" = ? AND "r"."row_id" = ? AND "r"."op" <> 'view' AND "r"."digest" IS NULL`, r.Type, r.ID)
	if err != nil {
		return err
	}
	defer rows.Close()
	var lines []logLine
	for rows.Next() {
		l, count := logLine{typ: r.Type, id: r.ID}, 0
		if err := rows.Scan(&l.seq, &l.op, &l.before, &count); err != nil {
			return err
		}
		if count <= shortEntry && l.seq != x.seq {
			x.entries[l.seq] = true
		}
		lines = append(lines, l)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, l := range lines {
		err := x.exec(`UPDATE "log_rows" SET "before" = NULL, "digest" = ?
			WHERE "type" = ? AND "row_id" = ? AND "seq" = ?`,
			x.digestOr(func() []byte { return x.s.lineDigest(l) }), l.typ, l.id, l.seq)
		if err != nil {
			return err
		}
		if l.before != nil && l.seq != x.seq {
			x.out.Values++
		}
	}
	return nil
}

// noteLooks notes the looks at a row and the exports of it alone: why it was exported may tell of it without naming it.
// One with several rows keeps its words, which are about the others as well.
func (x *eraser) noteLooks(r model.RowRef) error {
	rows, err := x.QueryContext(x.ctx, `SELECT "seq" FROM "log_rows" AS "r"
		WHERE "type" = ? AND "row_id" = ? AND "op" = 'view' AND NOT EXISTS (SELECT 1 FROM "log_rows" AS "n"
			WHERE "n"."seq" = "r"."seq" AND "n"."n" <> "r"."n")`, r.Type, r.ID)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var seq int64
		if err := rows.Scan(&seq); err != nil {
			return err
		}
		x.entries[seq] = true
	}
	return rows.Err()
}

// eraseArgs takes out the arguments of short entries with erased rows, and of all that hold a trace.
func (x *eraser) eraseArgs(traces []string) error {
	rows, err := x.tx.QueryContext(x.ctx,
		`SELECT "seq", "args" FROM "log" WHERE "args" IS NOT NULL AND "seq" <> ?`, x.seq)
	if err != nil {
		return err
	}
	defer rows.Close()
	digests := map[int64][]byte{}
	for rows.Next() {
		var seq int64
		var args sql.NullString
		if err := rows.Scan(&seq, &args); err != nil {
			return err
		}
		plain, err := x.s.openArgs(args)
		if err != nil || !x.entries[seq] && !holdsAny(string(unsalted(plain)), traces) {
			continue // what does not open cannot be read by anybody
		}
		digests[seq] = x.digestOr(func() []byte {
			d := x.s.auth.Sum([]byte("args"), plain)
			return d[:]
		})
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for seq, digest := range digests {
		if err := x.exec(`UPDATE "log" SET "args" = NULL, "digest" = ? WHERE "seq" = ?`, digest, seq); err != nil {
			return err
		}
	}
	x.out.Entries = len(digests)
	return nil
}

// eraseDrafts deletes the drafts about erased rows, those that hold a trace, and those before a time.
func (x *eraser) eraseDrafts(gone map[string]bool, traces []string, before time.Time) error {
	rows, err := x.tx.QueryContext(x.ctx, `SELECT "actor", "form", "id", "sealed", "at" < ?, `+isDraft+`
		FROM "drafts"`, before.UTC().Format(stampFormat))
	if err != nil {
		return err
	}
	defer rows.Close()
	var drop [][3]string
	for rows.Next() {
		var d [3]string
		var blob []byte
		var old, draft bool
		if err := rows.Scan(&d[0], &d[1], &d[2], &blob, &old, &draft); err != nil {
			return err
		}
		values, _ := x.s.openDraft(d[0], d[1], d[2], blob)
		about := old && draft || gone[d[2]]
		for _, v := range values {
			about = about || holdsAny(v, traces)
		}
		if about {
			drop = append(drop, d)
		}
		if about && draft {
			x.out.Drafts++
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, d := range drop {
		err := x.exec(`DELETE FROM "drafts" WHERE "actor" = ? AND "form" = ? AND "id" = ?`, d[0], d[1], d[2])
		if err != nil {
			return err
		}
	}
	x.did.drafted = x.did.drafted || len(drop) > 0
	return nil
}

// erasedLook stands in the place of the ID of whom a look was at, with the place of its line.
const erasedLook = "erased-"

// eraseLooks takes out of the looks before a time whom they were at, and their arguments: what stays says that somebody
// looked, and when. The digest of a look has no salt of its own, so that somebody with the data key can still try
// whether it was at somebody whose ID they know.
func (x *eraser) eraseLooks(before time.Time) error {
	rows, err := x.tx.QueryContext(x.ctx, `SELECT "seq", "args" FROM "log" WHERE `+unerasedLook,
		before.UTC().Format(stampFormat))
	if err != nil {
		return err
	}
	defer rows.Close()
	args := map[int64]sql.NullString{}
	for rows.Next() {
		var seq int64
		var text sql.NullString
		if err := rows.Scan(&seq, &text); err != nil {
			return err
		}
		args[seq] = text
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for seq, text := range args {
		if err := x.eraseLook(seq, text); err != nil {
			return err
		}
	}
	x.out.Looks = len(args)
	return nil
}

func (x *eraser) eraseLook(seq int64, args sql.NullString) error {
	lines, err := x.s.logRows(x.ctx, x.tx, seq)
	if err != nil {
		return err
	}
	for n, l := range lines {
		err := x.exec(`UPDATE "log_rows" SET "row_id" = ?, "digest" = ? WHERE "type" = ? AND "row_id" = ?
			AND "seq" = ?`,
			erasedLook+strconv.Itoa(n), x.digestOr(func() []byte { return x.s.lineDigest(l) }), l.typ, l.id, seq)
		if err != nil {
			return err
		}
	}
	return x.exec(`UPDATE "log" SET "args" = NULL, "digest" = ? WHERE "seq" = ? AND "digest" IS NULL`,
		x.digestOr(func() []byte {
			d := x.s.auth.Sum([]byte("args"), x.s.argsOrBlob(args))
			return d[:]
		}), seq)
}

func holdsAny(text string, traces []string) bool {
	for _, t := range traces {
		if strings.Contains(text, t) {
			return true
		}
	}
	return false
}
