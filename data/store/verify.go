package store

import (
	"context"
	"crypto/hmac"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"jobspor/model"
	"jobspor/model/schema"
)

// Finding is one thing in a database that its own program did not write so.
type Finding struct {
	Kind string // one of the constants
	Type string // of the row
	ID   string // of the row
	Seq  int64  // of the entry of the log
	N    int64  // how many entries, where it is about several

	proof string // digest of what stands there, of what can be accepted as it stands
}

// The kinds of Finding.
const (
	RowAltered  = "row.altered"   // a column or the seal was changed, or the row was exchanged for another's
	RowOlder    = "row.older"     // an older state of the row stands in its place
	RowMissing  = "row.missing"   // removed, but not by the program
	RowAdded    = "row.added"     // put there, but not by the program
	RowsDiffer  = "rows.differ"   // the rows of a type do not add up, and none of the above says why
	LogAltered  = "log.altered"   // the entry, its rows or their earlier values were changed
	LogMissing  = "log.missing"   // entries are gone from the end of the log
	LogRemoved  = "log.removed"   // entries are gone from the middle of the log; Seq is the first of N
	LogOrphan   = "log.orphan"    // lines are there whose entry is gone
	LogUndo     = "log.undo"      // what the entry says of its undo does not fit the other entries
	NumbersDiff = "numbers"       // the last numbers given were changed
	KeyAltered  = "key.altered"   // the wrapped data key was exchanged, as for one with an older passphrase
	HeadMissing = "head.missing"  // the head was removed, or does not open
	DraftBroken = "draft.altered" // a draft does not open; Type is its form
	// FactsDiffer is another time at which the database was made, or another key of its digests.
	FactsDiffer = "facts"
	RowsOrder   = "rows.order" // the keys that long lists are sorted by are not those of the rows; N of them
	LogAhead    = "log.ahead"  // the next entry would get a number that is farAhead of the last
	// DraftsDiffer is a draft that was deleted, added or put back older.
	DraftsDiffer = "drafts"
	SchemaAdded  = "schema.added" // a table, view, trigger or index that no migration makes so; Type is its name
	// SchemaMissing is one that is gone.
	SchemaMissing = "schema.missing"
)

// String is what was found and where: "row.altered citizen x".
func (f Finding) String() string {
	out := f.Kind
	for _, part := range []string{f.Type, f.ID} {
		if part != "" {
			out += " " + part
		}
	}
	if f.Seq != 0 {
		out += " " + strconv.FormatInt(f.Seq, 10)
	}
	return out
}

// Error is the sentence of a finding.
func (f Finding) Error() *model.Error {
	return model.NewError(model.Internal, "err.store.found."+f.Kind, model.Args{
		"type": f.Type, "id": f.ID, "seq": f.Seq, "n": f.N,
	})
}

// Verify reads the whole database and names what its program did not write so: rows, entries of the log, numbers, key.
// An empty list means that everything is as it was written. A demo database has nothing to be verified with.
func (s *Store) Verify(ctx context.Context) ([]Finding, error) {
	if s.auth == nil {
		return nil, nil
	}
	tx, err := s.readers.BeginTx(ctx, nil) // one view of the file
	if err != nil {
		return nil, s.explain(err)
	}
	defer tx.Rollback()
	found, err := s.verify(ctx, tx)
	return found, s.explain(err)
}

func (s *Store) verify(ctx context.Context, tx *sql.Tx) (found []Finding, err error) {
	add := func(f ...Finding) { found = append(found, f...) }
	h, err := s.readHead(ctx, tx)
	switch {
	case errors.Is(err, errNoHead):
		add(Finding{Kind: HeadMissing})
		h = nil
	case err != nil:
		return nil, err
	default:
		for _, kind := range h.Broken {
			add(Finding{Kind: kind})
		}
	}
	schemaFaults, err := s.engine.planted(ctx, tx)
	if err != nil {
		return nil, err
	}
	add(schemaFaults...)
	ends, err := s.rowEnds(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, typ := range schema.Types() {
		rows, err := s.verifyRows(ctx, tx, s.tables[typ.Name], h, ends[typ.Name])
		if err != nil {
			return nil, err
		}
		add(rows...)
	}
	order, err := s.verifyOrder(ctx, tx)
	if err != nil {
		return nil, err
	}
	add(order...)
	entries, err := s.verifyLog(ctx, tx, h)
	if err != nil {
		return nil, err
	}
	add(entries...)
	drafts, err := s.verifyDrafts(ctx, tx)
	if err != nil {
		return nil, err
	}
	add(drafts...)
	if h == nil {
		return found, nil
	}
	fits, err := s.draftsFit(ctx, tx, h)
	if err != nil {
		return nil, err
	}
	if !fits && len(drafts) == 0 && !slices.Contains(h.Broken, DraftsDiffer) {
		add(Finding{Kind: DraftsDiffer})
	}
	numbers, err := s.numbersDigest(ctx, tx)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(numbers, h.Numbers) {
		add(Finding{Kind: NumbersDiff})
	}
	key, err := s.keyDigest(ctx, tx)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(key, h.Key) && !slices.Contains(h.Broken, KeyAltered) {
		add(Finding{Kind: KeyAltered})
	}
	facts, err := s.factsDigest(ctx, tx)
	if err != nil {
		return nil, err
	}
	planted, err := s.plantedMend(ctx, tx)
	if err != nil {
		return nil, err
	}
	switch {
	case planted:
		add(Finding{Kind: SchemaAdded, Type: "meta " + mendText})
	case h.Facts != nil && !slices.Equal(facts, h.Facts):
		add(Finding{Kind: FactsDiffer})
	}
	return found, nil
}

// rowEnd is what the log says of a row in the end.
type rowEnd struct {
	gone    bool
	version int64 // 0 is not known: the row was loaded, or its earlier value does not open
}

// rowEnds reads the last line of every row from the log, by type and ID.
func (s *Store) rowEnds(ctx context.Context, tx *sql.Tx) (map[string]map[string]rowEnd, error) {
	rows, err := tx.QueryContext(ctx, `SELECT "type", "row_id", "op", "before" FROM "log_rows" AS "l"
		WHERE "op" <> 'view' AND NOT EXISTS (SELECT 1 FROM "log_rows" AS "n" WHERE "n"."type" = "l"."type"
			AND "n"."row_id" = "l"."row_id" AND "n"."op" <> 'view' AND "n"."seq" > "l"."seq")`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]map[string]rowEnd{}
	for rows.Next() {
		var typ, id, op string
		var before []byte
		if err := rows.Scan(&typ, &id, &op, &before); err != nil {
			return nil, err
		}
		if out[typ] == nil {
			out[typ] = map[string]rowEnd{}
		}
		end := rowEnd{gone: op == "remove"}
		if t := s.tables[typ]; t != nil && op == "edit" {
			if e, err := s.decodeBefore(t, id, before); err == nil {
				end.version = e.Meta().Version + 1
			}
		}
		out[typ][id] = end
	}
	return out, rows.Err()
}

// verifyRows checks the mac of every row of a table, compares the rows with what the log says of them, and their sum
// with the head.
func (s *Store) verifyRows(
	ctx context.Context, tx *sql.Tx, t *table, h *head, ends map[string]rowEnd,
) (found []Finding, err error) {
	rows, err := tx.QueryContext(ctx, t.all.query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var sums tableHead
	seen := make(map[string]bool, len(ends))
	report := func(kind, id string) { found = append(found, Finding{Kind: kind, Type: t.typ.Name, ID: id}) }
	err = s.eachRaw(t.all, rows, func(r rawRow) error {
		seen[r.id] = true
		mac := s.rowDigest(t, r.id, r.version, r.text, r.blob)
		sums.Rows++
		sums.Sum.add(mac)
		end, known := ends[r.id]
		switch {
		case known && end.gone:
			report(RowAdded, r.id)
		case !hmac.Equal(mac[:], r.mac) && !known:
			report(RowAdded, r.id)
		case !hmac.Equal(mac[:], r.mac):
			s.damage.note(t.damaged(t.all, r))
			report(RowAltered, r.id)
		case end.version > r.version:
			report(RowOlder, r.id)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, id := range slices.Sorted(maps.Keys(ends)) {
		if !ends[id].gone && !seen[id] {
			report(RowMissing, id)
		}
	}
	counted := h != nil && !slices.Contains(h.Broken, HeadMissing) // else nobody knows what the sum was
	if counted && len(found) == 0 && h.Tables[t.typ.Name] != sums {
		report(RowsDiffer, "")
	}
	return found, nil
}

// verifyOrder compares the keys that long lists are sorted by with the fields that they are made of: a row could be
// put where nobody looks. They are no values of the row, so that its mac does not cover them.
func (s *Store) verifyOrder(ctx context.Context, tx *sql.Tx) (found []Finding, err error) {
	for _, typ := range schema.Types() {
		if t := s.tables[typ.Name]; t.order != nil {
			wrong, err := misplaced(ctx, tx, t)
			if err != nil {
				return nil, err
			}
			if len(wrong) > 0 {
				found = append(found, Finding{Kind: RowsOrder, Type: typ.Name, N: int64(len(wrong))})
			}
		}
	}
	return found, nil
}

// farAhead is how far the last number that was given may be ahead of the last entry where the head does not say which
// it was: an earlier version left numbers out after a batch that is one entry.
const farAhead = 1 << 32

// verifyLog follows the links of the log to the head, and what its entries say of undoing each other.
func (s *Store) verifyLog(ctx context.Context, tx *sql.Tx, h *head) (found []Finding, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT "seq", "kind", "link", coalesce("undoes", 0), coalesce("undone_by", 0)
		FROM "log" ORDER BY "seq"`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	type entry struct {
		seq, undoes, undoneBy int64
		kind                  string
		link                  []byte
	}
	var all []entry
	for rows.Next() {
		var e entry
		if err := rows.Scan(&e.seq, &e.kind, &e.link, &e.undoes, &e.undoneBy); err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	var last []byte
	var lastSeq int64
	undone, target := map[int64]int64{}, map[int64]int64{}
	for _, e := range all {
		digest, err := s.entryDigest(ctx, tx, e.seq)
		if err != nil {
			return nil, err
		}
		if link := s.auth.Sum([]byte("link"), last, digest[:]); !hmac.Equal(link[:], e.link) {
			f := Finding{Kind: LogAltered, Seq: e.seq, proof: string(link[:])}
			if gone := e.seq - lastSeq - 1; gone > 0 { // numbers are given one by one
				f.Kind, f.Seq, f.N = LogRemoved, lastSeq+1, gone
			}
			found = append(found, f)
		}
		last, lastSeq = e.link, e.seq // the next entry is judged by itself
		if target[e.seq] = e.undoes; e.undoes != 0 {
			undone[e.undoes] = e.seq
			if e.kind == "redo" {
				undone[target[e.undoes]] = 0
			}
		}
	}
	for _, e := range all {
		if undone[e.seq] != e.undoneBy {
			proof := s.auth.Sum([]byte("undo"), strconv.AppendInt(nil, e.undoneBy, 10),
				strconv.AppendInt(nil, undone[e.seq], 10))
			found = append(found, Finding{Kind: LogUndo, Seq: e.seq, proof: string(proof[:])})
		}
	}
	orphans, err := orphanLines(ctx, tx)
	if err != nil {
		return nil, err
	}
	found = append(found, orphans...)
	var number int64
	if err := tx.QueryRowContext(ctx, s.engine.dialect().lastNumber).Scan(&number); err != nil {
		return nil, err
	}
	if h != nil && (h.Number > 0 && number > h.Number || number > max(h.Seq, lastSeq)+farAhead) {
		found = append(found, Finding{Kind: LogAhead, Seq: lastSeq})
	}
	if h != nil && !slices.Equal(last, h.Link) {
		kind := LogAltered
		if len(all) == 0 || all[len(all)-1].seq < h.Seq {
			kind = LogMissing
		}
		found = append(found, Finding{Kind: kind, Seq: h.Seq})
	}
	return slices.DeleteFunc(found, h.accepts), nil
}

// orphanWhere are the lines of the log whose entry is gone: no copy of such a file can be made.
const orphanWhere = `"seq" NOT IN (SELECT "seq" FROM "log")`

// orphanLines finds them by the number of the entry they were of.
func orphanLines(ctx context.Context, tx *sql.Tx) (found []Finding, err error) {
	rows, err := tx.QueryContext(ctx,
		`SELECT "seq", count(*) FROM "log_rows" WHERE `+orphanWhere+` GROUP BY 1 ORDER BY 1`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		f := Finding{Kind: LogOrphan}
		if err := rows.Scan(&f.Seq, &f.N); err != nil {
			return nil, err
		}
		found = append(found, f)
	}
	return found, rows.Err()
}

// verifyDrafts opens every draft.
func (s *Store) verifyDrafts(ctx context.Context, tx *sql.Tx) (found []Finding, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT "actor", "form", "id", "sealed" FROM "drafts" ORDER BY 1, 2, 3`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var actor, form, id string
		var blob []byte
		if err := rows.Scan(&actor, &form, &id, &blob); err != nil {
			return nil, err
		}
		if _, err := s.openDraft(actor, form, id, blob); err != nil {
			found = append(found, Finding{Kind: DraftBroken, Type: form})
		}
	}
	return found, rows.Err()
}

// checkIntegrity is Verify as faults of Check; of more than a few it names the first and the number.
func (s *Store) checkIntegrity(ctx context.Context) ([]*model.Error, error) {
	found, err := s.Verify(ctx)
	if err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	var out []*model.Error
	for _, f := range found {
		out = append(out, f.Error())
	}
	return out, nil
}
