package store

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"sync"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

// Apply writes a change set completely or not at all. It checks and completes every row:
//
//   - the texts of each After are brought into the form that is stored (schema.Normalize), in place;
//   - each After must be valid (schema.Validate) and refer to rows that exist; otherwise the error has code Invalid;
//   - a new row without an ID gets one, and a new row of a numbered type always gets the next number ("B-0007");
//     versions are set by the store;
//   - a row that somebody else changed or removed since Before was read gives a Conflict whose Cause is a
//     *model.ConflictError with all such rows;
//   - an edit that the type forbids (schema.Type.CheckEdit) is refused;
//   - a row that others refer to cannot be removed, unless the change set removes those as well.
//
// The heads and numbers of the entities in After are filled in, in place, and the receipt holds the same entities. An
// edit that changes nothing is left out; when no change is left, the receipt's Seq is 0 and the log gets no entry. Each
// row may occur once. The changes of a stream are checked and written one by one and not held.
func (s *Store) Apply(ctx context.Context, cs model.ChangeSet) (model.Receipt, error) {
	p := &preparation{known: s.knownPNumbers(ctx, cs), seen: map[rowKey]struct{}{}}
	for i, c := range cs.Changes {
		if err := p.check(i, c); err != nil {
			return model.Receipt{}, err
		}
	}
	newIDs := drawIDs(cs.Len() - len(p.seen))
	for _, c := range cs.Changes {
		p.name(c, newIDs)
	}
	w := &writer{s: s, entry: entry{kind: "change", actor: cs.Actor, action: cs.Action, args: cs.Args},
		newIDs: newIDs, once: cs.Stream != nil}
	err := w.run(ctx, func() error {
		changes := cs.All()
		if cs.Stream != nil {
			changes = p.ahead(changes)
		}
		i := 0
		for c := range changes {
			if err := w.checkCancelled(i); err != nil {
				return err
			}
			if cs.Stream != nil {
				p.name(c, w.newIDs)
				w.forgetWritten()
			}
			if err := w.change(c); err != nil {
				return locate(err, i, c.Row())
			}
			i++
		}
		if p.fault != nil {
			return p.fault
		}
		return conflictOf(w.conflicts)
	})
	if err != nil {
		return model.Receipt{}, needing(s.explain(err), int64(cs.Len())*spacePerRow)
	}
	return model.Receipt{Seq: w.seq, At: w.at, Changes: slices.Clone(cs.Changes)}, nil
}

// preparation checks what can be checked without the rows of the database, and gives new rows their IDs.
type preparation struct {
	known func(digits string) bool
	seen  map[rowKey]struct{} // rows with an ID
	named int                 // rows that were given one
	fault error               // of a stream
}

// aheadRows is how many changes of a stream are checked before they are handed on.
const aheadRows = 256

// ahead checks the changes of a stream on another processor, a few before they are written. It ends at the first fault.
func (p *preparation) ahead(all iter.Seq[model.Change]) iter.Seq[model.Change] {
	return func(yield func(model.Change) bool) {
		parts, stop := make(chan []model.Change, 1), make(chan struct{})
		go func() {
			defer close(parts)
			var part []model.Change
			i := 0
			for c := range all {
				if p.fault = p.check(i, c); p.fault != nil {
					break
				}
				i++
				if part = append(part, c); len(part) < aheadRows {
					continue
				}
				select {
				case parts <- part:
					part = nil
				case <-stop:
					return
				}
			}
			select {
			case parts <- part:
			case <-stop:
			}
		}()
		defer func() {
			close(stop)
			for range parts { // until it has ended
			}
		}()
		for part := range parts {
			for _, c := range part {
				if !yield(c) {
					return
				}
			}
		}
	}
}

// check checks a change, which is the i-th from 0, and brings its row into the form that is stored.
func (p *preparation) check(i int, c model.Change) error {
	row := c.Row()
	if row == nil {
		return callerError("change without a row")
	}
	typ := schema.TypeOf(row)
	if typ == nil {
		return callerError("row of unknown type %T", row)
	}
	if c.Before != nil && c.After != nil &&
		(schema.TypeOf(c.Before) != typ || c.Before.Meta().ID != c.After.Meta().ID) {
		return callerError("before and after are different rows of %s", typ.Name)
	}
	if c.Before != nil && c.Before.Meta().ID == "" {
		return callerError("before of %s has no ID", typ.Name)
	}
	if c.After != nil {
		schema.Normalize(c.After)
		if err := schema.ValidateKnowing(c.After, p.known); err != nil {
			return locate(err, i, c.After)
		}
	}
	key := rowKey{typ.Name, row.Meta().ID}
	if key.id == "" {
		return nil
	}
	if _, twice := p.seen[key]; twice {
		return callerError("%s %s occurs twice in the change set", key.typ, key.id)
	}
	p.seen[key] = struct{}{}
	return nil
}

// drawIDs draws n IDs in ascending order: an import then appends to the indexes, and rows keep the order of their file.
func drawIDs(n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = model.NewID()
	}
	slices.Sort(ids)
	return ids
}

// name gives a row without an ID the next one.
func (p *preparation) name(c model.Change, ids []string) {
	if h := c.Row().Meta(); h.ID == "" {
		h.ID = ids[p.named]
		p.named++
	}
}

// knownPNumbers tells which ten digits are the P-number of a company, of the database or of the change set: they may
// stand in a note. It is asked only about digits that look like a CPR number.
func (s *Store) knownPNumbers(ctx context.Context, cs model.ChangeSet) func(string) bool {
	own := sync.OnceValue(func() map[string]bool {
		numbers := map[string]bool{}
		for c := range cs.All() {
			if company, ok := c.After.(*model.Company); ok {
				numbers[company.PNumber] = true
			}
		}
		return numbers
	})
	return func(digits string) bool { return own()[digits] || s.HasPNumber(ctx, digits) }
}

// HasPNumber reports whether ten digits are the P-number of a company.
func (s *Store) HasPNumber(ctx context.Context, digits string) bool {
	var n int
	return s.readers.QueryRowContext(ctx, `SELECT 1 FROM "companies" WHERE "pnumber" = ? LIMIT 1`, digits).
		Scan(&n) == nil
}

type rowKey struct{ typ, id string }

// locate adds to an error which change it is about; type and ID are not personal data.
func locate(err error, i int, row model.Entity) error {
	return fmt.Errorf("change %d, %s %s: %w", i+1, schema.TypeOf(row).Name, row.Meta().ID, err)
}

// conflictOf makes one error of all conflicts.
func conflictOf(rows []model.RowConflict) error {
	if len(rows) == 0 {
		return nil
	}
	return model.NewError(model.Conflict, "err.store.conflict", model.Args{"n": len(rows)}).
		WithCause(&model.ConflictError{Rows: rows})
}

// change writes one change, or remembers the conflict with somebody else's change.
func (w *writer) change(c model.Change) error {
	t := w.s.tables[schema.TypeOf(c.Row()).Name]
	if c.Before == nil {
		return w.add(t, c.After)
	}
	h := c.Before.Meta()
	now, err := w.current(t, h.ID)
	if err != nil {
		return err
	}
	if now == nil || now.Meta().Version != h.Version {
		w.conflicts = append(w.conflicts, model.RowConflict{Mine: c.After, Theirs: now, Base: c.Before})
		return nil
	}
	if c.After == nil {
		return w.put(t, now, nil)
	}
	storeNumber(t, c.After, now)
	if schema.Equal(now, c.After) {
		w.written = append(w.written, written{c.After, h.Version})
		return nil
	}
	if t.typ.CheckEdit != nil && w.kind != "erase" { // an accepted agreement loses whom it names, too
		if err := t.typ.CheckEdit(now, schema.Differences(now, c.After)); err != nil {
			return err
		}
	}
	return w.put(t, now, c.After)
}

func (w *writer) add(t *table, e model.Entity) error {
	if t.typ.Letter != "" {
		number, err := w.number(t)
		if err != nil {
			return err
		}
		setNumber(t, e, number)
	}
	return w.put(t, nil, e)
}

// number gives the next number of a type. The last number is stored and never decreases, so that a number is not reused
// after its row was removed; the transaction keeps other programs from taking the same number.
func (w *writer) number(t *table) (n int, err error) {
	if err := w.checkNumbers(); err != nil {
		return 0, err
	}
	err = w.tx.QueryRowContext(w.ctx, nextNumber, t.typ.Name).Scan(&n)
	return n, err
}

const nextNumber = `INSERT INTO "numbers" ("type", "last") VALUES (?, 1)
	ON CONFLICT ("type") DO UPDATE SET "last" = "numbers"."last" + 1 RETURNING "last"`

func setNumber(t *table, e model.Entity, n int) {
	if f, ok := t.typ.Field("ref"); ok {
		_ = f.SetSQL(e, fmt.Sprintf("%s-%04d", t.typ.Letter, n)) // text always fits
	}
}

// storeNumber gives an edited row the number that is stored, because numbers never change.
func storeNumber(t *table, e, now model.Entity) {
	if f, ok := t.typ.Field("ref"); ok && t.typ.Letter != "" {
		f.Copy(e, now)
	}
}

// stampFormat is the format of times in the database: UTC with milliseconds, so that text order is time order.
const stampFormat = "2006-01-02T15:04:05.000Z"

func (s *Store) stamp() string { return s.Clock().UTC().Format(stampFormat) }

func parseStamp(text string) time.Time {
	t, _ := time.Parse(stampFormat, text)
	return t
}
