package store

import (
	"context"
	"crypto/hmac"
	"database/sql"
	"errors"
	"strconv"

	"jobspor/data/crypt"
	"jobspor/model"
)

// linkEntries gives the entries after the head their links, and the head the last of them.
func (s *Store) linkEntries(ctx context.Context, tx *sql.Tx, h *head) error {
	var seqs []int64
	rows, err := tx.QueryContext(ctx, `SELECT "seq" FROM "log" WHERE "seq" > ? ORDER BY "seq"`, h.Seq)
	if err != nil {
		return err
	}
	for rows.Next() {
		var seq int64
		if err := rows.Scan(&seq); err != nil {
			return errors.Join(err, rows.Close())
		}
		seqs = append(seqs, seq)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, seq := range seqs {
		digest, err := s.entryDigest(ctx, tx, seq)
		if err != nil {
			return err
		}
		link := s.auth.Sum([]byte("link"), h.Link, digest[:])
		if _, err := tx.ExecContext(ctx, `UPDATE "log" SET "link" = ? WHERE "seq" = ?`, link[:], seq); err != nil {
			return err
		}
		h.Seq, h.Link = seq, link[:]
	}
	return nil
}

// notEmpty reads a column of bytes so that an empty value, which the program never writes, is not taken for none.
func notEmpty(column string) string {
	return `CASE WHEN length("` + column + `") = 0 THEN x'00' ELSE "` + column + `" END`
}

// entryDigest is over an entry of the log and its rows. Where something was erased, its digest stands in its place.
func (s *Store) entryDigest(ctx context.Context, db rowQuerier, seq int64) (crypt.Digest, error) {
	var at, actor, kind, action string
	var args sql.NullString
	var erased []byte
	var undoes, count int64
	err := db.QueryRowContext(ctx,
		`SELECT "at", "actor", "kind", "action", "args", `+notEmpty("digest")+`, coalesce("undoes", 0), "count"
		FROM "log" WHERE "seq" = ?`, seq).Scan(&at, &actor, &kind, &action, &args, &erased, &undoes, &count)
	if err != nil {
		return crypt.Digest{}, err
	}
	said := erased
	if said == nil {
		d := s.auth.Sum([]byte("args"), s.argsOrBlob(args))
		said = d[:]
	}
	lines := s.auth.Sum([]byte("lines"))
	err = s.eachLine(ctx, db, seq, func(l logLine) error {
		lines = s.auth.Sum([]byte("line"), lines[:], s.lineDigest(l))
		return nil
	})
	if err != nil {
		return crypt.Digest{}, err
	}
	return s.auth.Sum([]byte("entry"), strconv.AppendInt(nil, seq, 10), []byte(at), []byte(actor), []byte(kind),
		[]byte(action), strconv.AppendInt(nil, undoes, 10), strconv.AppendInt(nil, count, 10), said, lines[:]), nil
}

// lineDigest is over one row of an entry, with what stood before. What does not open has the digest of its bytes, which
// is not the one that it was linked with.
func (s *Store) lineDigest(l logLine) []byte {
	if l.erased != nil {
		return l.erased
	}
	plain := l.before
	if l.before != nil {
		if opened, err := s.openBefore(l.typ, l.id, l.before); err == nil {
			plain = opened
		}
	}
	d := s.auth.Sum([]byte(l.typ), []byte(l.id), []byte(l.op), plain)
	return d[:]
}

// longEntry is the number of rows from which an entry of a list is not verified; Verify does.
const longEntry = 2000

// markAltered marks the entries that do not fit their links.
func (s *Store) markAltered(ctx context.Context, db rowQuerier, list []model.LogEntry) error {
	if s.auth == nil {
		return nil
	}
	for i := range list {
		e := &list[i]
		if e.Count >= longEntry {
			continue
		}
		linked, err := s.linked(ctx, db, e.Seq)
		if err != nil {
			return err
		}
		e.Altered = !linked
	}
	return nil
}

// linked reports whether the link of an entry goes on from the entry that stands before it.
func (s *Store) linked(ctx context.Context, db rowQuerier, seq int64) (bool, error) {
	digest, err := s.entryDigest(ctx, db, seq)
	if err != nil {
		return false, err
	}
	var last, link []byte
	if err := db.QueryRowContext(ctx, `SELECT "link", (SELECT "link" FROM "log" WHERE "seq" < "l"."seq"
		ORDER BY "seq" DESC LIMIT 1) FROM "log" AS "l" WHERE "seq" = ?`, seq).Scan(&link, &last); err != nil {
		return false, err
	}
	want := s.auth.Sum([]byte("link"), last, digest[:])
	return hmac.Equal(want[:], link), nil
}
