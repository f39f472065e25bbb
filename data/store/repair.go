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

// FromCopy reads a row from a copy of the database, with the key of the open one. It returns nil when the copy does not
// have the row, has it damaged too, is of another schema, or is no copy of this database.
func (s *Store) FromCopy(ctx context.Context, path, typ, id string) (*model.RowSource, error) {
	t, err := s.table(typ)
	if err != nil {
		return nil, err
	}
	db, info, err := openToRead(ctx, path)
	if err != nil || db == nil {
		return nil, err
	}
	defer db.Close()
	if info.Schema != s.info.Schema {
		return nil, nil
	}
	out, err := s.fromCopy(ctx, db, path, t, id)
	return out, explain(path, err)
}

func (s *Store) fromCopy(ctx context.Context, db *sql.DB, path string, t *table, id string) (*model.RowSource, error) {
	here, err := idOf(ctx, s.readers)
	if err != nil {
		return nil, err
	}
	there, err := idOf(ctx, db)
	if err != nil || here != there {
		return nil, err
	}
	good, err := s.rawRow(ctx, db, t, id)
	if good == nil || err != nil {
		return nil, err
	}
	e, err := s.read(t.all, *good)
	if err != nil {
		return nil, nil // damaged there as well
	}
	end, err := summarizeLog(ctx, db)
	if err != nil {
		return nil, err
	}
	out := &model.RowSource{Row: e, At: end.At, Path: path}
	if out.Latest, err = s.sameSince(ctx, db, t, id); err != nil || !out.Latest {
		return out, err
	}
	bad, err := s.rawRow(ctx, s.readers, t, id)
	if bad != nil {
		out.Columns = t.differences(bad, good)
	}
	return out, err
}

// sameSince reports whether a copy has the latest entry about a row: then it has the state that was last written. The
// link of the entry tells, which is over everything before it.
func (s *Store) sameSince(ctx context.Context, db rowQuerier, t *table, id string) (bool, error) {
	var seq int64
	err := s.readers.QueryRowContext(ctx, `SELECT coalesce(max("seq"), 0) FROM "log_rows" WHERE "type" = ?
		AND "row_id" = ? AND "op" <> 'view'`, t.typ.Name, id).Scan(&seq)
	if err != nil || seq == 0 {
		return seq == 0, err
	}
	var here, there []byte
	const query = `SELECT "link" FROM "log" WHERE "seq" = ?`
	if err := s.readers.QueryRowContext(ctx, query, seq).Scan(&here); err != nil {
		return false, err
	}
	err = db.QueryRowContext(ctx, query, seq).Scan(&there)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return slices.Equal(here, there), err
}

// SameHistory reports whether a copy is an earlier state of the database, or the same: the last entry of its log is the
// one that the database has there. It is not where the copy was made after a state that was restored since.
func (s *Store) SameHistory(ctx context.Context, path string) (bool, error) {
	db, _, err := openToRead(ctx, path)
	if err != nil || db == nil {
		return false, err
	}
	defer db.Close()
	end, err := summarizeLog(ctx, db)
	if err != nil {
		return false, explain(path, err)
	}
	const query = `SELECT "at" || "actor" || "action" || hex(coalesce("link", '')) FROM "log" WHERE "seq" = ?`
	var here, there string
	if err := db.QueryRowContext(ctx, query, end.Seq).Scan(&there); err != nil {
		return errors.Is(err, sql.ErrNoRows), nil // an empty log is the beginning of every other
	}
	err = s.readers.QueryRowContext(ctx, query, end.Seq).Scan(&here)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return here == there, s.explain(err)
}

// differences names the columns in which a row differs from a copy of it.
func (t *table) differences(bad, good *rawRow) (columns []string) {
	here, there := bad.values(), good.values()
	for i, f := range t.open {
		if len(here) != len(there) || here[i] != there[i] {
			columns = append(columns, f.Key)
		}
	}
	for _, part := range []struct {
		name string
		same bool
	}{
		{"sealed", slices.Equal(bad.blob, good.blob)}, {"mac", slices.Equal(bad.mac, good.mac)},
		{"version", bad.version == good.version},
	} {
		if !part.same {
			columns = append(columns, part.name)
		}
	}
	return columns
}

// rawRow reads a row as it is stored, nil when there is none.
func (s *Store) rawRow(ctx context.Context, db querier, t *table, id string) (out *rawRow, err error) {
	rows, err := db.QueryContext(ctx, t.all.query+` WHERE "id" = ?`, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	err = s.eachRaw(t.all, rows, func(r rawRow) error {
		r.text, r.blob, r.mac = slices.Clone(r.text), slices.Clone(r.blob), slices.Clone(r.mac)
		out = &r
		return nil
	})
	return out, err
}

// Remains gives what can still be read of a damaged row, unverified: the open columns. Where they do not read either,
// or the row is gone, it gives a row with nothing but its ID.
func (s *Store) Remains(ctx context.Context, typ, id string) (model.Entity, error) {
	t, err := s.table(typ)
	if err != nil {
		return nil, err
	}
	open := t.projectionOf(t.open, nil)
	rows, err := s.readers.QueryContext(ctx, open.query+` WHERE "id" = ?`, id)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	out := t.typ.New()
	out.Meta().ID = id
	err = s.eachRaw(open, rows, func(r rawRow) error {
		if e, err := s.readUnchecked(open, r); err == nil {
			out = e
		}
		return nil
	})
	return out, err
}

// FromLog gives a row as the log last saw it: before its latest change. It returns nil when the row was never changed
// after it was added, or when what stood before does not open.
func (s *Store) FromLog(ctx context.Context, typ, id string) (*model.RowSource, error) {
	t, err := s.table(typ)
	if err != nil {
		return nil, err
	}
	var before []byte
	var at string
	err = s.readers.QueryRowContext(ctx, `SELECT "r"."before", "l"."at" FROM "log_rows" AS "r" JOIN "log" AS "l"
		ON "l"."seq" = "r"."seq" WHERE "r"."type" = ? AND "r"."row_id" = ? AND "r"."op" = 'edit'
		ORDER BY "r"."seq" DESC LIMIT 1`, typ, id).Scan(&before, &at)
	if errors.Is(err, sql.ErrNoRows) || err == nil && before == nil {
		return nil, nil
	}
	if err != nil {
		return nil, s.explain(err)
	}
	e, err := s.decodeBefore(t, id, before)
	if err != nil {
		return nil, nil
	}
	return &model.RowSource{Row: e, At: parseStamp(at)}, nil
}

// lastWritten is the version that the log says a row has, 0 when it does not say, and whether the row was removed.
func (s *Store) lastWritten(
	ctx context.Context, db querier, t *table, id string,
) (version int64, gone bool, err error) {
	rows, err := db.QueryContext(ctx, `SELECT "op", "before" FROM "log_rows" WHERE "type" = ? AND "row_id" = ?
		AND "op" <> 'view' ORDER BY "seq" DESC LIMIT 1`, t.typ.Name, id)
	if err != nil {
		return 0, false, err
	}
	defer rows.Close()
	if !rows.Next() {
		return 0, false, rows.Err()
	}
	var op string
	var before []byte
	if err := rows.Scan(&op, &before); err != nil {
		return 0, false, err
	}
	if op == "edit" && before != nil {
		if e, err := s.decodeBefore(t, id, before); err == nil {
			version = e.Meta().Version + 1
		}
	}
	return version, op == "remove", nil
}

// Renamed finds a row whose ID alone was altered, by the ID that it has or by the one that it had: its mac fits under
// the one that the log knows and no row has. It returns nil when there is none.
func (s *Store) Renamed(ctx context.Context, typ, id string) (*model.RowSource, error) {
	t, err := s.table(typ)
	if err != nil || s.auth == nil {
		return nil, err
	}
	lost, err := lostIDs(ctx, s.readers, t)
	if err != nil {
		return nil, s.explain(err)
	}
	if len(lost) == 0 {
		return nil, nil
	}
	rows, err := s.readers.QueryContext(ctx, t.all.query)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out *model.RowSource
	err = s.eachRaw(t.all, rows, func(r rawRow) error {
		if out != nil || s.fits(t, r) {
			return nil
		}
		under := r.id
		for _, r.id = range lost {
			if (id == under || id == r.id) && s.fits(t, r) {
				if e, err := s.read(t.all, r); err == nil {
					out = &model.RowSource{Row: e, At: s.Now(), Latest: true, Under: under, Columns: []string{"id"}}
				}
			}
		}
		return nil
	})
	return out, err
}

// lostIDs are the IDs that the log says a table has, and that it has not.
func lostIDs(ctx context.Context, db querier, t *table) (out []string, err error) {
	rows, err := db.QueryContext(ctx,
		`SELECT DISTINCT "row_id" FROM "log_rows" AS "l" WHERE "type" = ? AND "op" <> 'view'
		AND NOT EXISTS (SELECT 1 FROM "`+t.typ.Table+`" AS "t" WHERE "t"."id" = "l"."row_id")
		AND NOT EXISTS (SELECT 1 FROM "log_rows" AS "n" WHERE "n"."type" = "l"."type" AND "n"."row_id" = "l"."row_id"
			AND "n"."op" = 'remove' AND "n"."seq" >= "l"."seq")`, t.typ.Name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, rows.Err()
}

// Repair writes a damaged or missing row again as a copy has it. It is an entry of the log of its own; the values
// before it are those of the copy as well, because what stood there cannot be read. A row that reads is not touched,
// and one that the log says was removed does not come back: both give an error.
func (s *Store) Repair(
	ctx context.Context, actor, typ, id string, from *model.RowSource,
) (model.Receipt, error) {
	t, err := s.table(typ)
	if err != nil {
		return model.Receipt{}, err
	}
	next := schema.Clone(from.Row)
	if from.Under == "" {
		next.Meta().ID = id
	}
	id = next.Meta().ID
	args := model.Args{"type": typ, "row": id, "day": model.DateOf(from.At).String()}
	if f, ok := t.typ.Field("ref"); ok && f.Text(next) != "" {
		args["row"] = f.Text(next)
	}
	action := "row.repair"
	switch {
	case from.Under != "":
		action = "row.repair.id"
	case from.Anew:
		action = "row.repair.anew"
	case from.Path == "":
		action = "row.repair.log"
	}
	w := &writer{s: s, entry: entry{kind: "change", actor: actor, action: action, args: args}}
	err = w.run(ctx, func() error { return w.repair(t, next, from.Under) })
	if err != nil {
		return model.Receipt{}, s.explain(err)
	}
	s.damage.forget(typ, id)
	s.damage.forget(typ, from.Under)
	return model.Receipt{Seq: w.seq, At: w.at, Changes: []model.Change{{After: next}}}, nil
}

// repair writes the row; under is the altered ID under which it stands, "" for none.
func (w *writer) repair(t *table, next model.Entity, under string) error {
	id := next.Meta().ID
	now, err := w.current(t, id)
	if err == nil && now != nil {
		return model.NewError(model.Conflict, "err.store.repair.reads", model.Args{"type": t.typ.Name, "row": id})
	}
	there := err != nil
	if there && model.CodeOf(err) != model.DamagedRow {
		return err
	}
	last, gone, err := w.s.lastWritten(w.ctx, w, t, id)
	switch {
	case err != nil:
		return err
	case gone:
		return model.NewError(model.Conflict, "err.store.repair.removed", model.Args{"type": t.typ.Name, "row": id})
	}
	w.requireRef(t, next)
	w.requireUnique(t, nil, next)
	before := schema.Clone(next)
	before.Meta().Version = max(last, next.Meta().Version)
	version := before.Meta().Version + 1
	if err := w.log(t, id, "edit", w.s.encodeBefore(t, before), model.Edit(before, next)); err != nil {
		return err
	}
	w.written = append(w.written, written{next, version})
	w.args = w.s.appendArgs(w.args[:0], t, next, version)
	switch {
	case under != "":
		err = w.exec(t.update(), append(w.args, under)...)
	case there:
		err = w.exec(t.update(), append(w.args, id)...)
	default:
		err = w.exec(t.insert(1, t.columns), w.args...)
	}
	if err != nil {
		return err
	}
	return w.settle(t)
}

// settle makes the head's sum of a table the sum of its rows, once every row of it is as it was written and none is
// missing. The digest of a damaged row is not known, so that it cannot be taken off the sum by itself. While another
// row of the table is damaged the sum does not fit, which Verify does not report beside the row.
func (w *writer) settle(t *table) error {
	s := w.s
	if s.auth == nil {
		return nil
	}
	h, err := s.readHead(w.ctx, w.tx)
	if errors.Is(err, errNoHead) {
		return nil
	}
	if err != nil {
		return err
	}
	rows, err := w.tx.QueryContext(w.ctx, t.all.query)
	if err != nil {
		return err
	}
	defer rows.Close()
	var there tableHead
	whole := true
	err = s.eachRaw(t.all, rows, func(r rawRow) error {
		whole = whole && s.fits(t, r)
		there.Rows++
		if len(r.mac) == crypt.DigestSize {
			there.Sum.add(crypt.Digest(r.mac))
		}
		return nil
	})
	if known := h.Tables[t.typ.Name]; err == nil && whole && there.Rows == known.Rows {
		change := w.did.delta.of(t.typ.Name)
		change.Sum.join(there.Sum)
		change.Sum.join(known.Sum.negative())
	}
	return err
}
