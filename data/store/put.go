package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// put changes a row from now to next; with now nil it adds the row, with next nil it removes it.
func (w *writer) put(t *table, now, next model.Entity) error {
	switch {
	case now == nil:
		return w.insert(t, next)
	case next == nil:
		id := now.Meta().ID
		w.removed[t.typ.Name] = append(w.removed[t.typ.Name], id)
		if err := w.log(t, id, "remove", w.s.encodeBefore(t, now), model.Remove(now)); err != nil {
			return err
		}
		if err := w.leaves(t, id); err != nil {
			return err
		}
		return w.exec(t.remove(), id)
	}
	id, version := now.Meta().ID, max(now.Meta().Version, next.Meta().Version)+1
	w.requireRef(t, next)
	w.requireUnique(t, now, next)
	if err := w.log(t, id, "edit", w.s.encodeBefore(t, now), model.Edit(now, next)); err != nil {
		return err
	}
	if err := w.leaves(t, id); err != nil {
		return err
	}
	w.written = append(w.written, written{next, version})
	w.args = append(w.rowArgs(w.args[:0], t, next, version), id)
	return w.exec(t.update(), w.args...)
}

// rowArgs adds the values of a row that comes to its table, and counts it.
func (w *writer) rowArgs(args []any, t *table, e model.Entity, version int64) []any {
	args = w.s.appendArgs(args, t, e, version)
	if mac, ok := args[len(args)-1].([]byte); ok {
		h := w.did.delta.of(t.typ.Name)
		h.Rows++
		h.Sum.add(crypt.Digest(mac))
	}
	return args
}

// leaves counts a row that leaves its table as it stands.
func (w *writer) leaves(t *table, id string) error {
	if w.s.auth == nil {
		return nil
	}
	var mac []byte
	st, err := w.stmt(w.ctx, `SELECT "mac" FROM "`+t.typ.Table+`" WHERE "id" = ?`)
	if err != nil {
		return err
	}
	if err := st.QueryRowContext(w.ctx, id).Scan(&mac); err != nil {
		return err
	}
	h := w.did.delta.of(t.typ.Name)
	h.Rows--
	if len(mac) == crypt.DigestSize {
		h.Sum.sub(crypt.Digest(mac))
	}
	return nil
}

// insert puts a new row into the batch. Its version is 1, or one more than the version of an earlier row with the same
// ID, so that the two cannot be confused.
func (w *writer) insert(t *table, next model.Entity) error {
	id, version := next.Meta().ID, int64(1)
	_, fresh := slices.BinarySearch(w.newIDs, id)
	if !fresh {
		last, err := w.lastVersion(t, id)
		if err != nil {
			return err
		}
		version = last + 1
	}
	w.requireRef(t, next)
	w.requireUnique(t, nil, next)
	if err := w.log(t, id, "add", nil, model.Add(next)); err != nil {
		return err
	}
	if w.batchOf != t || len(w.batch) == batchRows {
		if err := w.flush(); err != nil {
			return err
		}
	}
	w.batch, w.batchOf = append(w.batch, written{next, version}), t
	w.batchGiven = w.batchGiven || !fresh
	return nil
}

// lastVersion is the version that a row had when it was last removed, 0 when it never was.
func (w *writer) lastVersion(t *table, id string) (int64, error) {
	rows, err := w.QueryContext(w.ctx, `SELECT "before" FROM "log_rows" WHERE "type" = ? AND "row_id" = ?
		AND "op" = 'remove'
		ORDER BY "seq" DESC LIMIT 1`, t.typ.Name, id)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var blob []byte
	if !rows.Next() {
		return 0, rows.Err()
	}
	if err := rows.Scan(&blob); err != nil || blob == nil {
		return 0, err
	}
	e, err := w.s.decodeBefore(t, id, blob)
	if err != nil {
		return 0, err
	}
	return e.Meta().Version, nil
}

// flush writes the batch.
func (w *writer) flush() error {
	if len(w.batch) == 0 {
		return nil
	}
	t := w.batchOf
	w.args = w.args[:0]
	for _, x := range w.batch {
		w.args = w.rowArgs(w.args, t, x.e, x.version)
	}
	columns, args := w.filledColumns(t, w.args)
	if w.batchGiven { // asked before: PostgreSQL answers nothing more in a transaction with a fault
		if err := w.findExisting(t); err != nil {
			return err
		}
	}
	if err := w.exec(t.insert(len(w.batch), columns), args...); err != nil {
		return err
	}
	w.written = append(w.written, w.batch...)
	clear(w.args)
	w.batch, w.batchGiven = w.batch[:0], false
	return nil
}

// filledColumns leaves out the columns that no new row has had a value in, which are most of a company's forty. Columns
// are only ever added, so that there are few different statements.
func (w *writer) filledColumns(t *table, args []any) (columns []string, values []any) {
	filled := w.filled[t]
	if filled == nil {
		filled = make([]bool, len(t.columns))
		w.filled[t] = filled
	}
	for i, v := range args {
		if v != nil {
			filled[i%len(filled)] = true
		}
	}
	for i, name := range t.columns {
		if filled[i] {
			columns = append(columns, name)
		}
	}
	values = args[:0]
	for i, v := range args {
		if filled[i%len(filled)] {
			values = append(values, v)
		}
	}
	return columns, values
}

// findExisting returns a conflict with the rows of the batch that already exist.
func (w *writer) findExisting(t *table) error {
	ids := make([]string, len(w.batch))
	for i, x := range w.batch {
		ids[i] = x.e.Meta().ID
	}
	there, err := w.strings(`SELECT "id" FROM "`+t.typ.Table+`" WHERE "id" IN (SELECT "value" FROM json_each(?))`, ids)
	if err != nil {
		return err
	}
	var found []model.RowConflict
	for _, x := range w.batch {
		if !slices.Contains(there, x.e.Meta().ID) {
			continue
		}
		theirs, err := w.current(t, x.e.Meta().ID)
		if err != nil {
			return err
		}
		found = append(found, model.RowConflict{Mine: x.e, Theirs: theirs})
	}
	return conflictOf(found)
}

// log records one row of the entry, and the change for the subscribers. Lines are written in batches.
func (w *writer) log(t *table, id, op string, before []byte, c model.Change) error {
	var kept any
	if before != nil {
		kept = before
	}
	w.logArgs = append(w.logArgs, t.typ.Name, id, w.seq, w.logged, op, kept)
	switch w.logged++; {
	case w.logged > manyRows:
		w.rows, w.changes = nil, nil
	case op != "view":
		w.changes = append(w.changes, c)
		w.rows = append(w.rows, model.RowRef{Type: t.typ.Name, ID: id, Gone: op == "remove"})
	}
	if len(w.logArgs) == batchRows*6 {
		return w.flushLog()
	}
	return nil
}

func (w *writer) flushLog() error {
	if len(w.logArgs) == 0 {
		return nil
	}
	rows := strings.Repeat("(?, ?, ?, ?, ?, ?), ", len(w.logArgs)/6)
	err := w.exec(`INSERT INTO "log_rows" ("type", "row_id", "seq", "n", "op", "before") VALUES `+strings.TrimSuffix(
		rows, ", "), w.logArgs...)
	clear(w.logArgs)
	w.logArgs = w.logArgs[:0]
	return err
}

// requireRef remembers which rows e refers to.
func (w *writer) requireRef(t *table, e model.Entity) {
	for _, f := range t.refs {
		id := f.Text(e)
		if id == "" {
			continue
		}
		ids := w.requiredRefs[f.To]
		if ids == nil {
			ids = map[string]requiredRef{}
			w.requiredRefs[f.To] = ids
		}
		if _, known := ids[id]; !known {
			ids[id] = requiredRef{t.typ.Name, e.Meta().ID, f.Key}
		}
	}
}

// finish writes the remaining batches and checks all references, in both directions, at the end of the transaction.
func (w *writer) finish() error {
	if err := w.flush(); err != nil {
		return err
	}
	if err := w.flushLog(); err != nil {
		return err
	}
	for _, typ := range schema.Types() {
		if err := w.checkRequiredRefs(w.s.tables[typ.Name]); err != nil {
			return err
		}
		if err := w.checkRemoved(w.s.tables[typ.Name]); err != nil {
			return err
		}
		if err := w.checkUnique(w.s.tables[typ.Name]); err != nil {
			return err
		}
	}
	return w.exec(`UPDATE "log" SET "count" = ? WHERE "seq" = ?`, w.logged+w.count, w.seq)
}

// checkRequiredRefs refuses a change set when a row refers to one that does not exist.
func (w *writer) checkRequiredRefs(t *table) error {
	ids := w.requiredRefs[t.typ.Name]
	if len(ids) == 0 {
		return nil
	}
	list := make([]string, 0, len(ids))
	for id := range ids {
		list = append(list, id)
	}
	slices.Sort(list)
	missing, err := w.strings(
		`SELECT "value" FROM json_each(?) WHERE "value" NOT IN (SELECT "id" FROM "`+t.typ.Table+`") LIMIT 1`, list)
	if err != nil || len(missing) == 0 {
		return err
	}
	from := ids[missing[0]]
	return fmt.Errorf("write %s %s: %w", from.typ, from.id,
		model.NewError(model.Invalid, "err.store.ref."+t.typ.Name, model.Args{"id": missing[0]}).WithField(from.field))
}

// checkRemoved refuses to remove rows that others still refer to, and counts those.
func (w *writer) checkRemoved(t *table) error {
	gone := w.removed[t.typ.Name]
	if len(gone) == 0 {
		return nil
	}
	counts, total := map[string]int{}, 0
	for _, r := range t.referrers {
		list, err := w.strings(
			`SELECT "f"."id" FROM json_each(?) AS "j"
				JOIN "`+r.from.typ.Table+`" AS "f" ON "f"."`+r.field.Key+`" = "j"."value"`,
			gone)
		if err != nil {
			return err
		}
		counts[r.from.typ.Name] += len(list)
		total += len(list)
	}
	if total == 0 {
		return nil
	}
	used := model.NewError(model.Forbidden, "err.store.used", model.Args{"n": total})
	for _, typ := range schema.Types() {
		if n := counts[typ.Name]; n > 0 {
			used.More = append(used.More,
				*model.NewError(model.Forbidden, "err.store.used."+typ.Name, model.Args{"n": n}))
		}
	}
	return used
}

// strings runs a query over a list and gives its first column.
func (w *writer) strings(query string, list []string) ([]string, error) {
	text, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	rows, err := w.QueryContext(w.ctx, query, string(text))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}
