package store

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"jobspor/data/store/postgres"
	"jobspor/model"
	"jobspor/model/schema"
)

// writer is one write transaction: it writes rows, remembers what the log needs, and checks references before the
// commit. Apply, Undo and Redo decide what to write; nothing else writes rows.
type writer struct {
	s    *Store
	ctx  context.Context // for the statements: not cancelled half-way, see checkCancelled
	stop context.Context // of the caller
	prepared
	entry

	batch        []written // new rows of one table that wait to be written together
	batchOf      *table
	batchGiven   bool              // some row of the batch has an ID that was not drawn here
	filled       map[*table][]bool // which columns of new rows have had a value
	args         []any
	logArgs      []any
	logged       int      // rows logged so far
	count        int      // rows counted in addition to those
	newIDs       []string // IDs that were made for this change set, in order
	written      []written
	conflicts    []model.RowConflict
	rows         []model.RowRef
	changes      []model.Change                    // of rows, for subscribers
	requiredRefs map[string]map[string]requiredRef // by type and ID: rows that must exist at the end
	removed      map[string][]string               // by type: IDs of removed rows
	taken        map[*schema.Field][]string        // new values of fields that must be unique at the end
	did          effect                            // what it did to what the head covers
	once         bool                              // what it writes cannot be asked for again
}

// written is a row and the version that it has once the transaction is committed. Until then the caller's entity keeps
// the version it came with.
type written struct {
	e       model.Entity
	version int64
}

// requiredRef is who refers to a row.
type requiredRef struct{ typ, id, field string }

// entry is the line of the log.
type entry struct {
	seq    int64
	at     time.Time
	kind   string
	actor  string
	action string
	args   model.Args
}

const (
	batchRows       = 40  // new rows in one statement
	manyRows        = 500 // up to so many rows of one entry are reported to subscribers one by one
	cancelCheckRows = 256 // rows between two checks of the caller's context
)

// run begins a transaction, calls fn, finishes and commits. After the commit it sets the versions and calls the
// subscribers.
func (w *writer) run(ctx context.Context, fn func() error) error {
	if w.s.opt.ReadOnly {
		return model.NewError(model.Forbidden, "err.store.readonly", model.Args{"path": w.s.path})
	}
	if w.s.unit != nil {
		return w.s.unit.write(ctx, w, fn)
	}
	if err := w.s.WriteAgain(ctx); err != nil {
		return err
	}
	if w.once {
		return w.try(ctx, fn)
	}
	unused := *w
	return patiently(func() error {
		*w = unused
		return w.try(ctx, fn)
	})
}

// patiently does again what writes in one transaction, where the connection to a server was lost before it was
// committed: nothing of it is there. Each try waits for a server.
func patiently(do func() error) error {
	for until := time.Now().Add(postgres.Patience); ; {
		if err := do(); !postgres.Lost(err) || time.Now().After(until) {
			return err
		}
	}
}

// try is run in one transaction.
func (w *writer) try(ctx context.Context, fn func() error) error {
	tx, err := w.s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	w.begin(ctx, tx)
	if err := w.write(fn); err != nil {
		return err
	}
	if w.logged == 0 && w.kind == "change" {
		w.noEntry() // nothing changed: the entry goes with the transaction
		w.applyVersions()
		return nil
	}
	if err := w.checkCancelled(0); err != nil {
		return err
	}
	if err := w.s.sealHead(w.ctx, tx, w.did); err != nil {
		return err
	}
	w.s.markOwn(w.seq, true)
	if err := w.s.engine.commit(w.ctx, w.s, tx, w.seq); err != nil {
		w.s.markOwn(w.seq, false)
		return err
	}
	w.applyVersions()
	many := w.logged > manyRows && w.kind != "view" && w.kind != "export" // these change nothing
	if many || len(w.rows) > 0 {
		w.s.notify(model.Changed{Seq: w.seq, Actor: w.actor, Rows: w.rows, Changes: w.changes, Many: many})
	}
	return nil
}

// begin takes over a transaction that was begun.
func (w *writer) begin(ctx context.Context, tx *sql.Tx) {
	w.tx, w.stop, w.ctx = tx, ctx, context.WithoutCancel(ctx)
	w.stmts, w.requiredRefs, w.removed = nil, map[string]map[string]requiredRef{},
		map[string][]string{}
	w.did = effect{delta: delta{}}
	w.taken, w.filled = map[*schema.Field][]string{}, map[*table][]bool{}
	w.at = parseStamp(w.s.stamp())
}

// write writes the entry, what fn decides, and the checks of the end.
func (w *writer) write(fn func() error) error {
	if err := w.beginEntry(); err != nil {
		return err
	}
	if err := fn(); err != nil {
		return err
	}
	return w.finish()
}

// noEntry says that nothing was changed.
func (w *writer) noEntry() { w.seq, w.at = 0, time.Time{} }

// checkCancelled checks the caller's context every 256 rows. The statements themselves run without that context,
// because watching it costs more than most of them.
func (w *writer) checkCancelled(i int) error {
	if i%cancelCheckRows == 0 {
		return w.stop.Err()
	}
	return nil
}

// applyVersions sets the new versions of the written rows.
func (w *writer) applyVersions() {
	for _, x := range w.written {
		x.e.Meta().Version = x.version
	}
}

// forgetWritten lets go of rows that nobody waits for.
func (w *writer) forgetWritten() {
	clear(w.written)
	w.written = w.written[:0]
}

// beginEntry writes the log entry first, because its rows refer to it; the count is set at the end.
func (w *writer) beginEntry() error {
	args, err := w.argsText()
	if err != nil {
		return err
	}
	return w.tx.QueryRowContext(w.ctx, `INSERT INTO "log" ("seq", "at", "actor", "kind", "action", "args", "count")
		VALUES (`+w.s.engine.dialect().nextSeq+`, ?, ?, ?, ?, ?, 0) RETURNING "seq"`,
		w.at.Format(stampFormat), w.actor, w.kind, w.action, args).Scan(&w.seq)
}

// numberOn lets the next entry get the next number: a gap would look like entries that somebody took away.
func (w *writer) numberOn() error { return execIf(w.ctx, w.tx, w.s.engine.dialect().numberOn) }

// execIf runs a statement that not every engine needs.
func execIf(ctx context.Context, tx *sql.Tx, statement string) error {
	if statement == "" {
		return nil
	}
	_, err := tx.ExecContext(ctx, statement)
	return err
}

// argsText is what the log stores of the arguments, nil when there are none.
func (w *writer) argsText() (any, error) {
	if len(w.entry.args) == 0 {
		return nil, nil
	}
	text, err := json.Marshal(maskArgs(w.entry.args))
	if err != nil {
		return nil, callerError("arguments of %s: %w", w.action, err)
	}
	return w.s.sealArgs(text), nil
}

// sealArgs seals the arguments of an entry, with their salt; a demo database keeps them as they are.
func (s *Store) sealArgs(text []byte) string {
	if s.key == nil {
		return string(text)
	}
	return base64.StdEncoding.EncodeToString(s.seal(argsAdditionalData(), salted(text)))
}

func argsAdditionalData() []byte { return additionalData("args") }

// isSealedArgs tells sealed arguments from JSON, which earlier versions and demo databases have.
func isSealedArgs(text string) bool { return text != "" && text[0] != '{' }

// openArgs opens the arguments of an entry, with their salt.
func (s *Store) openArgs(text sql.NullString) ([]byte, error) {
	if !text.Valid || !isSealedArgs(text.String) {
		return []byte(text.String), nil
	}
	blob, err := base64.StdEncoding.DecodeString(text.String)
	if err != nil {
		return nil, err
	}
	return s.unseal(argsAdditionalData(), blob)
}

// argsOrBlob is what the digest of an entry is over; what does not open counts with its bytes.
func (s *Store) argsOrBlob(text sql.NullString) []byte {
	plain, err := s.openArgs(text)
	switch {
	case err != nil:
		return []byte(text.String)
	case text.Valid && text.String == "": // the program never writes an empty text: it is not taken for none
		return []byte{0}
	}
	return plain
}

// readArgs reads the arguments of an entry, nil when it has none.
func (s *Store) readArgs(seq int64, text sql.NullString) (args model.Args, err error) {
	if !text.Valid {
		return nil, nil
	}
	plain, err := s.openArgs(text)
	if err == nil {
		err = json.Unmarshal(unsalted(plain), &args)
	}
	if err != nil {
		return nil, fmt.Errorf("read log %d: %w", seq,
			model.NewError(model.Internal, "err.store.sealed", model.Args{"type": "log", "id": strconv.FormatInt(seq,
				10)}))
	}
	return args, nil
}

// maskArgs takes out of the arguments what looks like a CPR number, such as one in the name of a file: the log keeps
// none. Reasons that a person types are refused before.
func maskArgs(args model.Args) model.Args {
	out := maps.Clone(args)
	for key, v := range args {
		if holdsCPR(v) {
			out[key] = model.MaskedCPR
		}
	}
	return out
}

// holdsCPR reports whether what looks like a CPR number stands in an argument of an entry, at any depth.
func holdsCPR(v any) bool {
	switch v := v.(type) {
	case string:
		return !model.IsID(v) && model.HasCPR(v)
	case []string:
		return slices.ContainsFunc(v, func(s string) bool { return holdsCPR(s) })
	case []any:
		return slices.ContainsFunc(v, holdsCPR)
	case model.Args:
		return holdsCPR(map[string]any(v))
	case map[string]any:
		for key, inner := range v {
			if holdsCPR(key) || holdsCPR(inner) {
				return true
			}
		}
	}
	return false
}

// exec runs a statement that was prepared once for the whole transaction.
func (w *writer) exec(query string, args ...any) error {
	st, err := w.stmt(w.ctx, query)
	if err != nil {
		return err
	}
	_, err = st.ExecContext(w.ctx, args...)
	return err
}

// prepared is a transaction in which every statement is prepared once.
type prepared struct {
	tx    *sql.Tx
	stmts map[string]*sql.Stmt // closed with the transaction
}

func (p *prepared) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	st := p.stmts[query]
	if st == nil {
		var err error
		if st, err = p.tx.PrepareContext(ctx, query); err != nil {
			return nil, err
		}
		if p.stmts == nil {
			p.stmts = map[string]*sql.Stmt{}
		}
		p.stmts[query] = st
	}
	return st, nil
}

// QueryContext runs a query. Its rows are closed before it is run again.
func (p *prepared) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	st, err := p.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

// current reads a row within this transaction, nil when there is none. The batch is not searched: each row occurs once
// in an entry, so the requested one is not in it.
func (w *writer) current(t *table, id string) (model.Entity, error) {
	return w.s.find(w.ctx, w, t, id)
}
