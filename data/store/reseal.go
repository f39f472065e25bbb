package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// resealHere is the line of a migration where movedFields fields move from columns of their own into what is sealed.
const resealHere = "-- reseal\n"

// movedFields are these fields, by type.
var movedFields = map[string][]string{
	"enrolment": {"programme", "triage", "triage_next", "outcome"}, "exemption": {"code"}, "tick": {"element"},
	"planline": {"track"}, "override": {"criterion"}, "company": {"areas", "note"}, "task": {"about"},
	"opening": {"note"}, "commitment": {"note"}, "word": {"word", "means"},
}

// resealRows is how many rows are held at once.
const resealRows = 2000

// reseal seals the fields that had columns of their own. What the rows were is checked before: one that was altered, or
// does not open, leaves its note in the head, as verifying before would have.
func (s *Store) reseal(ctx context.Context, tx *sql.Tx) error {
	unmade, err := s.pending(ctx, tx, "mend.integrity") // an older file, which has no digests yet
	if err != nil {
		return err
	}
	did, altered := effect{delta: delta{}}, false
	for _, typ := range schema.Types() {
		if len(movedFields[typ.Name]) == 0 {
			continue
		}
		bad, err := s.resealTable(ctx, tx, s.tables[typ.Name], did.delta.of(typ.Name))
		if err != nil {
			return err
		}
		altered = altered || bad
	}
	var rows int
	err = tx.QueryRowContext(ctx, `SELECT count(*) FROM "meta" WHERE "key" = 'head'`).Scan(&rows)
	if err != nil || unmade || s.auth == nil || rows == 0 {
		return err
	}
	h, err := s.fittedHead(ctx, tx)
	if err != nil {
		return err
	}
	if altered {
		h.note(RowAltered)
	}
	return s.finishHead(ctx, tx, h, did)
}

// before is how the rows of a table were read before its movedFields fields were.
func (t *table) before() *projection {
	moved := movedFields[t.typ.Name]
	var open, sealed []*schema.Field
	for _, f := range t.fieldsInOrder() {
		if f.Sealed && !slices.Contains(moved, f.Key) {
			sealed = append(sealed, f)
		} else {
			open = append(open, f)
		}
	}
	return t.projectionWith(open, sealed, len(sealed) > 0, true)
}

// fieldsInOrder are all fields in the order of the field table.
func (t *table) fieldsInOrder() (out []*schema.Field) {
	for i := range t.typ.Fields {
		out = append(out, &t.typ.Fields[i])
	}
	return out
}

// resealTable writes the rows of a table again, and reports whether one was not as it had been written.
func (s *Store) resealTable(ctx context.Context, tx *sql.Tx, t *table, h *tableHead) (altered bool, err error) {
	old, last := t.before(), ""
	set, err := tx.PrepareContext(ctx, t.update())
	if err != nil {
		return false, err
	}
	defer set.Close()
	type one struct {
		e   model.Entity
		mac []byte
	}
	for {
		rows, err := tx.QueryContext(ctx, old.query+` WHERE "id" > ? ORDER BY "id" LIMIT ?`, last, resealRows)
		if err != nil {
			return false, err
		}
		var page []one
		n := 0
		err = s.eachRaw(old, rows, func(r rawRow) error {
			n, last = n+1, r.id
			altered = altered || r.mac != nil && s.auth != nil && !s.fits(t, r)
			e, err := s.readUnchecked(old, r)
			if err != nil {
				altered = true // the row stays as it is, and is told of as damaged
				return nil
			}
			page = append(page, one{e, slices.Clone(r.mac)})
			return nil
		})
		if err := errors.Join(err, rows.Close()); err != nil {
			return false, err
		}
		for _, r := range page {
			args := s.appendArgs(nil, t, r.e, r.e.Meta().Version)
			if mac, ok := args[len(args)-1].([]byte); ok && len(r.mac) == crypt.DigestSize {
				h.Sum.sub(crypt.Digest(r.mac))
				h.Sum.add(crypt.Digest(mac))
			}
			if _, err := set.ExecContext(ctx, append(args, r.e.Meta().ID)...); err != nil {
				return false, err
			}
		}
		if n < resealRows {
			return altered, nil
		}
	}
}
