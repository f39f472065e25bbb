package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// Loaded names the load in the log: who it was, and where the content came from. Args hold no personal data.
type Loaded struct {
	Who, Login string // initials of the consultant, else the one with this login, looked up in what was loaded
	// Entry gives action and arguments of the entry when everything was read.
	Entry func() (action string, args model.Args)
	// Differs is called where rows and log do not tell the same; nil does not look. Such content is refused, unless it
	// is accepted: the dump of a database with damaged rows lacks them.
	Differs func(Difference)
	Accept  bool
}

// BadRef is the error of a row that refers to one that was not loaded. Nth says which row of its type it is, from 1.
type BadRef struct {
	Type  string
	Nth   int64
	Cause *model.Error
}

func (e *BadRef) Error() string {
	return "row " + strconv.FormatInt(e.Nth, 10) + " of " + e.Type + ": bad reference"
}
func (e *BadRef) Unwrap() error { return e.Cause }

// CheckEmpty refuses a database that holds anything but drafts, with the code Conflict.
func (s *Store) CheckEmpty(ctx context.Context) error {
	return s.explain(checkEmpty(ctx, s.readers, s.path))
}

// CheckEmpty is Store.CheckEmpty for a file that is not open, without its key. A missing file is empty.
func CheckEmpty(ctx context.Context, path string) error {
	db, info, err := openToRead(ctx, path)
	if err != nil || db == nil {
		return err
	}
	defer db.Close()
	if info.Schema != Schema() {
		return nil // one of another schema is judged when it is opened
	}
	return explain(path, checkEmpty(ctx, db, path))
}

func checkEmpty(ctx context.Context, db querier, path string) error {
	tables := []string{"log", "numbers"}
	for _, typ := range schema.Types() {
		tables = append(tables, typ.Table)
	}
	for _, name := range tables {
		rows, err := db.QueryContext(ctx, `SELECT 1 FROM "`+name+`" LIMIT 1`)
		if err != nil {
			return err
		}
		found := rows.Next()
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return err
		}
		if found {
			return model.NewError(model.Conflict, "err.store.notempty", model.Args{"path": path})
		}
	}
	return nil
}

// Load fills an empty database with what fill gives, in the order of Sink, as one transaction: all of it or nothing,
// also when the program ends in between. Rows keep IDs, numbers and versions, and entries of the log their place, time
// and actor; sealed fields and earlier values are sealed under the key of this database. At the end one more entry says
// that all this was loaded. Current rows must be valid and refer to rows that are there.
func (s *Store) Load(ctx context.Context, how Loaded, fill func(Sink) error) error {
	if s.opt.ReadOnly {
		return model.NewError(model.Forbidden, "err.store.readonly", model.Args{"path": s.path})
	}
	w := &writer{s: s, entry: entry{kind: "change"}}
	return s.explain(w.load(ctx, how, fill))
}

func (w *writer) load(ctx context.Context, how Loaded, fill func(Sink) error) error {
	tx, err := w.s.writer.BeginTx(context.WithoutCancel(ctx), nil) // fill sees when the caller stops
	if err != nil {
		return err
	}
	defer tx.Rollback()
	w.begin(ctx, tx)
	// Entries refer to later ones that undid them.
	if err := execIf(ctx, tx, w.s.engine.dialect().deferRefs); err != nil {
		return err
	}
	if err := checkEmpty(ctx, tx, w.s.path); err != nil {
		return err
	}
	l := &loader{writer: w, last: map[string]int64{}, rows: map[string]int64{}}
	if err := fill(l); err != nil {
		return err
	}
	if err := l.finishLoad(how); err != nil {
		return err
	}
	if err := w.checkCancelled(0); err != nil {
		return err
	}
	if err := w.s.sealHead(w.ctx, tx, effect{delta: w.did.delta, numbered: true}); err != nil {
		return err
	}
	if err := l.keepGaps(); err != nil {
		return err
	}
	return tx.Commit()
}

// keepGaps keeps in the head which entries the log lacks, as accepted: the links know nothing of them.
func (l *loader) keepGaps() error {
	if l.s.auth == nil || len(l.gaps) == 0 {
		return nil
	}
	h, err := l.s.readHead(l.ctx, l.tx)
	if err != nil {
		return err
	}
	for _, gap := range l.gaps {
		h.Accepted = append(h.Accepted, Accepted{Kind: gap.Kind, Seq: gap.Seq, At: l.at, Actor: l.actor})
	}
	return l.s.writeHead(l.ctx, l.tx, h)
}

// loader is the Sink of Load.
type loader struct {
	*writer
	last    map[string]int64 // numbers as the dump gives them, by type
	rows    map[string]int64 // read so far, by type
	current model.LogEntry
	nth     int
	perhaps []perhapsPNumber
	gaps    []Difference // entries that the log lacks
}

// perhapsPNumber is a number of ten digits that is refused unless it is the P-number of a company, which may come
// later.
type perhapsPNumber struct {
	digits  string
	refusal error
}

// perhapsPNumber takes numbers of ten digits for now; checkPNumbers judges them.
func (l *loader) perhapsPNumber(refusal error) func(digits string) bool {
	return func(digits string) bool {
		l.perhaps = append(l.perhaps, perhapsPNumber{digits, refusal})
		return true
	}
}

func (l *loader) checkPNumbers() error {
	for _, p := range l.perhaps {
		found, err := l.strings(`SELECT "id" FROM "companies"
			WHERE "pnumber" IN (SELECT "value" FROM json_each(?)) LIMIT 1`, []string{p.digits})
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return p.refusal
		}
	}
	return nil
}

func (l *loader) Number(typ string, last int64) error {
	t, err := l.s.table(typ)
	if err != nil {
		return err
	}
	if t.typ.Letter == "" || last < 1 {
		return model.NewError(model.Invalid, "err.load.number", model.Args{"type": typ})
	}
	if _, twice := l.last[typ]; twice {
		return model.NewError(model.Invalid, "err.load.twice", nil)
	}
	l.last[typ] = last
	return l.exec(`INSERT INTO "numbers" ("type", "last") VALUES (?, ?)`, typ, last)
}

// Row writes a row as it is.
func (l *loader) Row(e model.Entity) error {
	typ := schema.TypeOf(e)
	l.rows[typ.Name]++
	number := &BadRef{typ.Name, l.rows[typ.Name], model.NewError(model.Invalid, "err.cpr", nil)}
	if err := schema.ValidateKnowing(e, l.perhapsPNumber(number)); err != nil {
		return err
	}
	if err := l.checkNumber(typ, e); err != nil {
		return err
	}
	t := l.s.tables[typ.Name]
	l.args = l.rowArgs(l.args[:0], t, e, e.Meta().Version)
	err := l.exec(t.insert(1, t.columns), l.args...)
	if isDuplicate(err) {
		return model.NewError(model.Invalid, "err.load.twice", nil)
	}
	return err
}

// checkNumber refuses a row whose number the program could not have given.
func (l *loader) checkNumber(typ *schema.Type, e model.Entity) error {
	f, ok := typ.Field("ref")
	if !ok || typ.Letter == "" {
		return nil
	}
	digits, ours := strings.CutPrefix(f.Text(e), typ.Letter+"-")
	n, err := strconv.ParseInt(digits, 10, 64)
	if !ours || err != nil || n < 1 || fmt.Sprintf("%04d", n) != digits || n > l.last[typ.Name] {
		return model.NewError(model.Invalid, "err.load.ref", model.Args{"last": l.last[typ.Name]}).WithField("ref")
	}
	return nil
}

// entryKinds are the kinds of entries of the log.
var entryKinds = []string{"change", "undo", "redo", "view", "export", "erase", "admin"}

// Entry writes an entry of the log with the time and actor it had.
func (l *loader) Entry(e model.LogEntry) error {
	if e.Seq <= l.current.Seq || !slices.Contains(entryKinds, e.Kind) || e.At.IsZero() {
		return model.NewError(model.Invalid, "err.load.entry", nil)
	}
	if holdsCPR(e.Args) || holdsCPR(e.Action) || holdsCPR(e.Actor) {
		return model.NewError(model.Invalid, "err.load.cpr", model.Args{"seq": e.Seq})
	}
	if e.After != nil && *e.After != l.current.Seq {
		return model.NewError(model.Invalid, "err.load.entry", nil)
	}
	if missing := e.Seq - l.current.Seq - 1; missing > 0 && e.After == nil {
		l.gaps = append(l.gaps, Difference{Kind: LogRemoved, Seq: l.current.Seq + 1, N: missing})
	}
	l.current, l.nth = e, 0
	var args, undoes, undoneBy any
	if len(e.Args) > 0 {
		text, err := json.Marshal(e.Args)
		if err != nil {
			return callerError("arguments of %s: %w", e.Action, err)
		}
		args = l.s.sealArgs(text)
	}
	if e.Undoes != 0 {
		undoes = e.Undoes
	}
	if e.UndoneBy != 0 {
		undoneBy = e.UndoneBy
	}
	return l.exec(`INSERT INTO "log" ("seq", "at", "actor", "kind", "action", "args", "undoes", "undone_by", "count",
		"digest") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, e.Seq, e.At.UTC().Format(stampFormat), e.Actor, e.Kind,
		e.Action, args, undoes, undoneBy, e.Count, l.erased(e.Erased))
}

// erased is what stands in the place of something erased: here it was never known.
func (l *loader) erased(was bool) any {
	switch {
	case !was:
		return nil
	case l.s.auth == nil:
		return erasedMark
	}
	d := l.s.auth.Sum([]byte("erased"))
	return d[:]
}

// Line writes a row of the current entry. What stood before is history: it need not be valid today.
func (l *loader) Line(line LogLine) error {
	t, err := l.s.table(line.Type)
	if err != nil {
		return err
	}
	fits := (line.Op == "add" || line.Op == "view") && line.Before == nil ||
		(line.Op == "edit" || line.Op == "remove") && (line.Before != nil) != line.Erased
	if !fits || l.current.Seq == 0 || line.ID == "" {
		return model.NewError(model.Invalid, "err.load.line", nil)
	}
	var before any
	if line.Before != nil {
		refusal := model.NewError(model.Invalid, "err.load.cpr", model.Args{"seq": l.current.Seq})
		if len(schema.CPRFields(line.Before, l.perhapsPNumber(refusal))) > 0 {
			return refusal
		}
		before = l.s.encodeBefore(t, line.Before)
	}
	err = l.exec(`INSERT INTO "log_rows" ("type", "row_id", "seq", "n", "op", "before", "digest")
		VALUES (?, ?, ?, ?, ?, ?, ?)`, line.Type, line.ID, l.current.Seq, l.nth, line.Op, before, l.erased(line.Erased))
	l.nth++
	if isDuplicate(err) {
		return model.NewError(model.Invalid, "err.load.twice", nil)
	}
	return err
}

// finishLoad checks all references and writes the entry about the load.
func (l *loader) finishLoad(how Loaded) error {
	if err := l.checkRefs(); err != nil {
		return err
	}
	if err := l.checkPNumbers(); err != nil {
		return err
	}
	n, err := l.compareLog(how.Differs)
	if err == nil && n > 0 && !how.Accept {
		err = model.NewError(model.Conflict, "err.load.differs", model.Args{"n": n})
	}
	if err != nil {
		return err
	}
	err = l.tx.QueryRowContext(l.ctx, `SELECT "id" FROM "consultants" WHERE lower("initials") = lower(?1)
		OR ?1 = '' AND "login" = ?2 AND coalesce("inactive", 0) = 0 LIMIT 1`, how.Who, how.Login).Scan(&l.actor)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	l.entry.action, l.entry.args = how.Entry()
	return l.beginEntry()
}

// checkRefs finds the first reference to a row that is not there.
func (l *loader) checkRefs() error {
	for _, typ := range schema.Types() {
		for _, f := range l.s.tables[typ.Name].refs {
			to := l.s.tables[f.To]
			var nth int64
			from, column := l.s.engine.dialect().numbered(typ.Table), `"`+f.Key+`"`
			err := l.tx.QueryRowContext(l.ctx, `SELECT coalesce(min("rowid"), 0) FROM `+from+` AS "t" WHERE `+
				column+` IS NOT NULL AND `+column+` NOT IN (SELECT "id" FROM "`+to.typ.Table+`")`).Scan(&nth)
			if err != nil {
				return err
			}
			if nth > 0 {
				return &BadRef{typ.Name, nth, model.NewError(model.Invalid, "err.load.missing",
					model.Args{"type": f.To}).WithField(f.Key)}
			}
		}
	}
	var bad int
	err := l.tx.QueryRowContext(l.ctx, `SELECT count(*) FROM "log" AS "l" WHERE
		coalesce("l"."undoes", 0) NOT IN (SELECT "seq" FROM "log" UNION SELECT 0) OR
		coalesce("l"."undone_by", 0) NOT IN (SELECT "seq" FROM "log" UNION SELECT 0)`).Scan(&bad)
	if err == nil && bad > 0 {
		return model.NewError(model.Invalid, "err.load.undo", model.Args{"n": bad})
	}
	return err
}
