package store

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	"jobspor/model"
	"jobspor/model/schema"
)

// A row that does not read, or whose mac does not fit, is damaged: somebody changed it outside the program, or the disk
// did. It is one row. Reading a list leaves it out and remembers it (Damaged), reading it alone gives an error with
// code Damaged, and so does every write of it; Repair brings it back from a copy.
//
// Whole rows are verified whenever they are read. Rows read in part are verified as well while their table has at most
// verifiedRows; of a longer table only what is read is looked at, because a mac is over all columns and reading those
// doubles the time. Scan verifies all rows; the terminal program calls it in the background after its start.

// verifiedRows is the length of a table up to which rows read in part are verified.
const verifiedRows = 10_000

// damage remembers the damaged rows that were met.
type damage struct {
	mu   sync.Mutex
	rows map[rowKey]model.Damaged
}

func newDamage() *damage { return &damage{rows: map[rowKey]model.Damaged{}} }

// note adds a row; what was known of it stays known where it was read in part.
func (d *damage) note(row model.Damaged) {
	d.mu.Lock()
	defer d.mu.Unlock()
	key := rowKey{row.Type, row.ID}
	known := d.rows[key]
	row.Ref = cmp.Or(row.Ref, known.Ref)
	if row.Of == nil {
		row.Of = known.Of
	}
	d.rows[key] = row
}

// forget takes a row out that reads again, or is gone.
func (d *damage) forget(typ, id string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.rows, rowKey{typ, id})
}

func (d *damage) has(typ, id string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	_, known := d.rows[rowKey{typ, id}]
	return known
}

func (d *damage) any() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.rows) > 0
}

// Damaged lists the damaged rows that were met until now, by type and number.
func (s *Store) Damaged() []model.Damaged {
	s.damage.mu.Lock()
	defer s.damage.mu.Unlock()
	return slices.SortedFunc(maps.Values(s.damage.rows), func(a, b model.Damaged) int {
		return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.ID, b.ID))
	})
}

// DamagedOf lists the damaged rows of one type. It looks for them first, once, where the table is not a long one.
func (s *Store) DamagedOf(ctx context.Context, typ string) ([]model.Damaged, error) {
	t, err := s.table(typ)
	if err != nil {
		return nil, err
	}
	if s.verifies(ctx, t) && t.scanned.CompareAndSwap(false, true) {
		if _, err := s.scanTable(ctx, s.readers, t); err != nil {
			return nil, s.explain(err)
		}
	}
	return slices.DeleteFunc(s.Damaged(), func(d model.Damaged) bool { return d.Type != typ }), nil
}

// Scan verifies all rows, so that Damaged lists every damaged one, and every one that is missing. Subscribers are
// told to read again when it found some that were not known.
func (s *Store) Scan(ctx context.Context) error {
	if s.auth == nil {
		return nil
	}
	before := len(s.Damaged())
	for _, typ := range schema.Types() {
		t := s.tables[typ.Name]
		if _, err := s.scanTable(ctx, s.readers, t); err != nil {
			return s.explain(err)
		}
		lost, err := lostIDs(ctx, s.readers, t)
		if err != nil {
			return s.explain(err)
		}
		for _, id := range lost {
			s.damage.note(model.Damaged{Type: typ.Name, ID: id})
		}
	}
	if len(s.Damaged()) > before {
		s.mu.Lock()
		seen := s.seen
		s.mu.Unlock()
		s.notify(model.Changed{Seq: seen, Many: true})
	}
	return nil
}

// ScanMissing makes Damaged list the rows that are missing from tables with fewer rows than the head counts: it
// compares numbers, and reads the log only of a table where they differ.
func (s *Store) ScanMissing(ctx context.Context) error {
	if s.auth == nil {
		return nil
	}
	h, err := s.readHead(ctx, s.readers)
	if errors.Is(err, errNoHead) {
		return nil // Verify says so
	}
	if err != nil {
		return s.explain(err)
	}
	for _, typ := range schema.Types() {
		var n int64
		t := s.tables[typ.Name]
		err := s.readers.QueryRowContext(ctx, `SELECT count(*) FROM "`+typ.Table+`"`).Scan(&n)
		if err != nil {
			return s.explain(err)
		}
		if n >= h.Tables[typ.Name].Rows {
			continue
		}
		lost, err := lostIDs(ctx, s.readers, t)
		if err != nil {
			return s.explain(err)
		}
		for _, id := range lost {
			s.damage.note(model.Damaged{Type: typ.Name, ID: id})
		}
	}
	return nil
}

// scanTable remembers the damaged rows of a table and gives their number.
func (s *Store) scanTable(ctx context.Context, db querier, t *table) (n int, err error) {
	if s.auth == nil {
		return 0, nil
	}
	rows, err := db.QueryContext(ctx, t.all.query)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	err = s.eachRaw(t.all, rows, func(r rawRow) error {
		if !s.fits(t, r) {
			s.damage.note(t.damaged(t.all, r))
			n++
		}
		return nil
	})
	return n, err
}

// verifies reports whether rows of a table that are read in part are verified.
func (s *Store) verifies(ctx context.Context, t *table) bool {
	if s.auth == nil {
		return false
	}
	t.counted.Do(func() {
		var n int
		err := s.db().QueryRowContext(ctx, `SELECT count(*) FROM "`+t.typ.Table+`"`).Scan(&n)
		t.long = err != nil || n > verifiedRows
	})
	return !t.long
}

// damaged is what is known of a row that does not read. The number is believed when it has the form of one.
func (t *table) damaged(sh *projection, r rawRow) model.Damaged {
	out := model.Damaged{Type: t.typ.Name, ID: r.id}
	values := r.values()
	for i, f := range sh.fields[:min(len(sh.fields), len(values))] {
		switch {
		case f.Key == "ref" && t.typ.Letter != "" && model.IsRef(t.typ.Letter, values[i]):
			out.Ref = values[i]
		case f.Kind == schema.Ref && values[i] != "":
			out.Of = append(out.Of, model.RowRef{Type: f.To, ID: values[i]})
		}
	}
	return out
}

// errDamaged is the error of a damaged row.
func errDamaged(row model.Damaged, cause error) error {
	return model.NewError(model.DamagedRow, "err.store.damaged",
		model.Args{"type": row.Type, "row": row.Name(), "id": row.ID}).WithCause(cause)
}
