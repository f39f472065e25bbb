package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

// What was changed outside the program and cannot be brought back, such as an entry of the log, would be found for
// ever. Accept makes a head that covers what stands there and keeps the findings, by whom and when they were accepted.
// A further change of the same entry is a finding again.

// Accepted is a finding that somebody accepted.
type Accepted struct {
	Kind  string
	Type  string    `json:",omitempty"`
	Seq   int64     `json:",omitempty"`
	Proof []byte    `json:",omitempty"` // digest of what stood there when it was accepted
	At    time.Time // when
	Actor string    // by whom
}

// Finding is what was accepted.
func (a Accepted) Finding() Finding { return Finding{Kind: a.Kind, Type: a.Type, Seq: a.Seq} }

// acceptable are the kinds of Finding that Accept takes; rows are brought back by Repair, the schema by a copy.
var acceptable = []string{
	RowsDiffer, LogAltered, LogMissing, LogRemoved, LogOrphan, LogUndo, NumbersDiff, KeyAltered, HeadMissing,
	DraftsDiffer, FactsDiffer, RowsOrder, LogAhead,
}

// accepts reports whether a finding was accepted, and stands as it did then.
func (h *head) accepts(f Finding) bool {
	return h != nil && f.proof != "" && slices.ContainsFunc(h.Accepted, func(a Accepted) bool {
		return a.Kind == f.Kind && a.Seq == f.Seq && string(a.Proof) == f.proof
	})
}

// Accept takes what was found for what it shall be from now on, as far as it is no row, and gives how many findings
// that were. It is an entry of the log.
func (s *Store) Accept(ctx context.Context, actor string) (n int, err error) {
	if s.auth == nil {
		return 0, nil
	}
	if s.unit != nil {
		return 0, callerError("accepted inside a unit")
	}
	if n, err = s.accept(ctx, actor); err != nil || n == 0 {
		return 0, s.explain(err)
	}
	return n, s.Administered(ctx, actor, "admin.accept", model.Args{"n": n})
}

func (s *Store) accept(ctx context.Context, actor string) (n int, err error) {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	found, err := s.verify(ctx, tx)
	if err != nil {
		return 0, err
	}
	found = slices.DeleteFunc(found, func(f Finding) bool { return !slices.Contains(acceptable, f.Kind) })
	if s.knownAs.Found != nil { // an older file, or another, that was put in its place
		found = append(found, *s.knownAs.Found)
	}
	if len(found) == 0 {
		return 0, nil
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM "log_rows" WHERE `+orphanWhere); err != nil {
		return 0, err
	}
	if err := execIf(ctx, tx, s.engine.dialect().numberOn); err != nil {
		return 0, err
	}
	h, err := s.readHead(ctx, tx)
	if errors.Is(err, errNoHead) {
		if other, err := s.rekeyed(ctx, tx); err != nil || other {
			return 0, errors.Join(err, model.NewError(model.Locked, "err.store.rekeyed", model.Args{"path": s.path}))
		}
		h, err = &head{Tables: map[string]tableHead{}}, nil
	}
	if err != nil {
		return 0, err
	}
	for _, f := range found {
		h.Accepted = append(h.Accepted,
			Accepted{Kind: f.Kind, Type: f.Type, Seq: f.Seq, Proof: []byte(f.proof), At: s.Now(), Actor: actor})
		if err := s.countAnew(ctx, tx, h, f); err != nil {
			return 0, err
		}
		if f.Kind == RowsOrder {
			if err := s.order(ctx, tx, s.tables[f.Type]); err != nil {
				return 0, err
			}
		}
	}
	h.Broken, h.Numbers, h.Drafts, h.Key = nil, nil, nil, nil
	if slices.ContainsFunc(found, func(f Finding) bool { return f.Kind == FactsDiffer }) {
		h.Facts = nil // else a planted mark would become one of them
	}
	if err := h.toEnd(ctx, tx); err != nil {
		return 0, err
	}
	if err := s.finishHead(ctx, tx, h, effect{}); err != nil {
		return 0, err
	}
	return len(found), tx.Commit()
}

// countAnew makes the head's sums those of the rows that are there, of the tables that a finding is about. A row that
// is missing still counts: it is a finding of its own until it is brought back.
func (s *Store) countAnew(ctx context.Context, tx *sql.Tx, h *head, f Finding) error {
	for _, typ := range schema.Types() {
		if f.Kind != HeadMissing && (f.Kind != RowsDiffer || f.Type != typ.Name) {
			continue
		}
		t := s.tables[typ.Name]
		lost, err := lostIDs(ctx, tx, t)
		if err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, t.all.query)
		if err != nil {
			return err
		}
		sums := tableHead{Rows: int64(len(lost))}
		err = s.eachRaw(t.all, rows, func(r rawRow) error {
			sums.Rows++
			sums.Sum.add(s.rowDigest(t, r.id, r.version, r.text, r.blob))
			return nil
		})
		if err := errors.Join(err, rows.Close()); err != nil {
			return err
		}
		h.Tables[typ.Name] = sums
	}
	return nil
}

// toEnd makes the head go on from the last entry of the log that has a link.
func (h *head) toEnd(ctx context.Context, db rowQuerier) error {
	h.Seq, h.Link = 0, nil
	err := db.QueryRowContext(ctx, `SELECT "seq", "link" FROM "log" WHERE "link" IS NOT NULL
		ORDER BY "seq" DESC LIMIT 1`).Scan(&h.Seq, &h.Link)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}

// Accepted lists what was accepted, oldest first.
func (s *Store) Accepted(ctx context.Context) ([]Accepted, error) {
	if s.auth == nil {
		return nil, nil
	}
	h, err := s.readHead(ctx, s.readers)
	if errors.Is(err, errNoHead) {
		return nil, nil // Verify says so
	}
	if err != nil {
		return nil, s.explain(err)
	}
	return h.Accepted, nil
}
