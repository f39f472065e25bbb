package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/base64"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// wraps are the wrapped forms of the data key, by their names in "meta": "key" is that of the passphrase, "key.1" to
// "key.31" are those of recovery codes.
type wraps map[string]string

// mainWrap is the name of the passphrase's.
const mainWrap = "key"

func recoveryWrap(number int) string { return mainWrap + "." + strconv.Itoa(number) }

// isWrap reports whether a row of "meta" is one of them.
func isWrap(name string) bool {
	digits, _ := strings.CutPrefix(name, mainWrap+".")
	number, err := strconv.Atoi(digits)
	return name == mainWrap || err == nil && name == recoveryWrap(number)
}

// selectWraps reads them in a fixed order.
const selectWraps = `SELECT "key", "value" FROM "meta" WHERE "key" = 'key' OR "key" GLOB 'key.[0-9]*' ORDER BY "key"`

func readWraps(ctx context.Context, db querier) (wraps, error) {
	rows, err := db.QueryContext(ctx, selectWraps)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	w := wraps{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, err
		}
		w[name] = text
	}
	return w, rows.Err()
}

// unwrap opens the data key with a passphrase or a recovery code. One attempt is made for what is typed: a code says
// itself which wrapped key it belongs to.
func (w wraps) unwrap(typed []byte) (key *crypt.Key, err error) {
	err = w.each(typed, func(_ string, text, secret []byte) error {
		key, err = crypt.Unwrap(text, secret)
		return err
	})
	return key, err
}

// each does something with the wrapped key that what is typed belongs to, until it is not refused as Locked.
func (w wraps) each(typed []byte, do func(name string, text, secret []byte) error) error {
	code, number, wrong := crypt.ReadRecovery(typed)
	defer clear(code)
	if name := recoveryWrap(number); code != nil && w[name] != "" {
		if err := do(name, []byte(w[name]), code); model.CodeOf(err) != model.Locked {
			return err
		}
	}
	err := do(mainWrap, []byte(w[mainWrap]), typed)
	switch {
	case model.CodeOf(err) != model.Locked:
		return err
	case wrong != nil:
		return wrong
	case code != nil:
		return model.NewError(model.Locked, "err.passphrase.recovery.other", model.Args{"n": number})
	}
	return err
}

// schema is the highest that one of them is bound to, 0 where none is.
func (w wraps) schema() (highest int) {
	for _, text := range w {
		_, note, err := crypt.ReadWrapped([]byte(text))
		if err == nil {
			highest = max(highest, note.Schema)
		}
	}
	return highest
}

// bindWrap binds the wrapped key that was opened to the schema that the file has now, where it is not.
func (s *Store) bindWrap(ctx context.Context, typed []byte) error {
	if s.key == nil || len(typed) == 0 || s.info.Schema < Schema() {
		return nil
	}
	bound := false
	_ = s.info.wraps.each(typed, func(name string, _, _ []byte) error {
		bound = wraps{name: s.info.wraps[name]}.schema() == s.info.Schema
		return nil
	})
	if bound {
		return nil
	}
	return s.replaceWraps(ctx, nil, func(w wraps) error {
		return w.each(typed, func(name string, text, secret []byte) error {
			bound, err := crypt.Bind(text, secret, s.info.Schema)
			if err == nil {
				w[name] = string(bound)
			}
			return err
		})
	})
}

// CheckPassphrase gives an error with code Locked when the passphrase, or recovery code, does not open the database.
func (s *Store) CheckPassphrase(ctx context.Context, pass []byte) error {
	if !s.info.Sealed {
		return model.NewError(model.Unsupported, "err.passphrase.demo", nil)
	}
	all, err := readWraps(ctx, s.readers)
	if err != nil {
		return s.explain(err)
	}
	key, err := all.unwrap(pass)
	if err == nil {
		key.Wipe()
	}
	return err
}

// Rekey gives the database a new passphrase, which costs as much to guess as the one before. Only the wrapped data key
// changes, no row; earlier copies still open with the old passphrase, and recovery codes stay as they are. Instead of
// the old passphrase a recovery code does. Like each change of what opens the database it is an entry of the log by the
// actor, in the same transaction.
func (s *Store) Rekey(ctx context.Context, actor string, old, next []byte) error {
	return s.RekeyAt(ctx, actor, old, next, crypt.Params{})
}

// cost is what a guess at the passphrase costs, zero where that cannot be read.
func (w wraps) cost() crypt.Params {
	cost, _, _ := crypt.ReadWrapped([]byte(w[mainWrap]))
	return cost
}

// costAfter is what a guess at a new passphrase is to cost: what is wanted, else what it cost before, unless that is
// less than usual.
func (s *Store) costAfter(before, wanted crypt.Params) crypt.Params {
	switch {
	case wanted != crypt.Params{}:
		return wanted
	case before.Weaker(s.opt.Params):
		return s.opt.Params
	}
	return before
}

// RekeyAt is Rekey at a cost of its own; zero is the cost as it is, and never less than the options say. The passphrase
// in force is refused, unless another cost is wanted.
func (s *Store) RekeyAt(ctx context.Context, actor string, old, next []byte, cost crypt.Params) error {
	did := &entry{actor: actor, action: "admin.passphrase"}
	return s.changeWraps(ctx, did, old, func(w wraps, key *crypt.Key) (err error) {
		now := w.cost()
		if bytes.Equal(old, next) && slices.Contains([]crypt.Params{{}, now}, cost) {
			return model.NewError(model.Invalid, "err.passphrase.same", nil)
		}
		w[mainWrap], err = s.wrap(key, next, s.costAfter(now, cost), "")
		return err
	})
}

// maxLabel is how many characters what a recovery code is called may have.
const maxLabel = 60

// labelField says what a recovery code may be called.
var labelField = schema.Field{Key: "label", Kind: schema.Text, Max: maxLabel}

// sealedLabel begins the label of a recovery code that is sealed under the data key; earlier versions wrote it openly.
const sealedLabel = "sealed:"

// sealLabel seals what the recovery code is called: a text that somebody typed.
func (s *Store) sealLabel(number int, label string) string {
	if label == "" {
		return ""
	}
	return sealedLabel + base64.StdEncoding.EncodeToString(s.seal(labelPlace(number), []byte(label)))
}

// hideLabels seals what earlier versions wrote openly. Copies from before keep it.
func (s *Store) hideLabels(ctx context.Context) error {
	open := func(text string) bool {
		_, note, err := crypt.ReadWrapped([]byte(text))
		return err == nil && note.Label != "" && !strings.HasPrefix(note.Label, sealedLabel)
	}
	if s.key == nil || !slices.ContainsFunc(slices.Collect(maps.Values(s.info.wraps)), open) {
		return nil
	}
	return s.replaceWraps(ctx, nil, func(w wraps) error {
		for name, text := range w {
			if !open(text) {
				continue
			}
			hidden, err := s.key.HideLabel([]byte(text))
			if err != nil {
				return err
			}
			w[name] = string(hidden)
		}
		return nil
	})
}

// openLabel reads it, "" where it does not open.
func (s *Store) openLabel(number int, text string) string {
	sealed, ok := strings.CutPrefix(text, sealedLabel)
	if !ok {
		return text
	}
	blob, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil {
		return ""
	}
	plain, _ := s.unseal(labelPlace(number), blob)
	return string(plain)
}

func labelPlace(number int) []byte { return additionalData("label", recoveryWrap(number)) }

// AddRecovery gives the database a recovery code, which opens it like the passphrase, and returns the code and its
// number. The code is stored nowhere.
func (s *Store) AddRecovery(
	ctx context.Context, actor string, pass []byte, label string,
) (code []byte, number int, err error) {
	if err := labelField.CheckText(label); err != nil {
		return nil, 0, err
	}
	did := &entry{actor: actor, action: "admin.recovery"}
	err = s.changeWraps(ctx, did, pass, func(w wraps, key *crypt.Key) (err error) {
		number = 1
		for ; w[recoveryWrap(number)] != ""; number++ {
			if number == crypt.MaxRecovery {
				return model.NewError(model.Conflict, "err.passphrase.recovery.many", model.Args{"n": number})
			}
		}
		code, did.args = crypt.NewRecovery(number), model.Args{"n": number}
		w[recoveryWrap(number)], err = s.wrap(key, code, s.opt.Params, s.sealLabel(number, label))
		return err
	})
	if err != nil {
		clear(code)
		return nil, 0, err
	}
	return code, number, nil
}

// RemoveRecovery makes a recovery code worthless. Copies from before still open with it.
func (s *Store) RemoveRecovery(ctx context.Context, actor string, pass []byte, number int) error {
	did := &entry{actor: actor, action: "admin.recovery.removed", args: model.Args{"n": number}}
	return s.changeWraps(ctx, did, pass, func(w wraps, _ *crypt.Key) error {
		if w[recoveryWrap(number)] == "" {
			return model.NewError(model.NotFound, "err.passphrase.recovery.none", model.Args{"n": number})
		}
		delete(w, recoveryWrap(number))
		return nil
	})
}

// wrap wraps a data key, bound to the schema of the file. A file that is being made has none yet: it is bound once it is
// whole, so that one that was left half-made is made on.
func (s *Store) wrap(key *crypt.Key, pass []byte, cost crypt.Params, label string) (string, error) {
	text, err := key.Wrap(pass, cost, crypt.Note{
		Made: s.Clock().UTC().Format(time.RFC3339), Label: label, Schema: s.info.Schema,
	})
	return string(text), err
}

// changeWraps changes the wrapped keys, notes it in the log, and seals the head over them.
func (s *Store) changeWraps(
	ctx context.Context, did *entry, pass []byte, change func(wraps, *crypt.Key) error,
) error {
	if !s.info.Sealed {
		return model.NewError(model.Unsupported, "err.passphrase.demo", nil)
	}
	return s.explain(s.replaceWraps(ctx, did, func(w wraps) error {
		key, err := w.unwrap(pass)
		if err != nil {
			return err
		}
		defer key.Wipe()
		return change(w, key)
	}))
}

// noteKeys makes the entry of the log about a change of what opens the database, in its transaction.
func (s *Store) noteKeys(ctx context.Context, tx *sql.Tx, did entry) (seq int64, err error) {
	did.kind = "admin"
	w := &writer{s: s, entry: did}
	w.begin(ctx, tx)
	err = w.beginEntry()
	return w.seq, err
}

func (s *Store) replaceWraps(ctx context.Context, did *entry, change func(wraps) error) error {
	return patiently(func() error { return s.tryWraps(ctx, did, change) })
}

func (s *Store) tryWraps(ctx context.Context, did *entry, change func(wraps) error) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	before, err := readWraps(ctx, tx) // not those of the start: another program may have changed the passphrase
	if err != nil {
		return err
	}
	h, err := s.fittedHead(ctx, tx) // with the wrapped keys as they were
	if err != nil {
		return err
	}
	after := maps.Clone(before)
	if err := change(after); err != nil {
		return err
	}
	if err := writeWraps(ctx, tx, after); err != nil {
		return err
	}
	h.Key = nil // they are others now
	var seq int64
	if did != nil {
		if seq, err = s.noteKeys(ctx, tx, *did); err != nil {
			return err
		}
	}
	if err := s.finishHead(ctx, tx, h, effect{}); err != nil {
		return err
	}
	commit := tx.Commit
	if did != nil {
		commit = func() error { return s.engine.commit(context.WithoutCancel(ctx), s, tx, seq) }
	}
	s.markOwn(seq, did != nil)
	if err := commit(); err != nil {
		s.markOwn(seq, false)
		return err
	}
	s.info.wraps = after
	// The old wrapped key is removed from the write-ahead log as well, as soon as no other program reads it.
	s.engine.forgetWritten(ctx, s.writer)
	return nil
}

func writeWraps(ctx context.Context, tx *sql.Tx, w wraps) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM "meta" WHERE "key" = 'key' OR "key" GLOB 'key.[0-9]*'`); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(w)) {
		_, err := tx.ExecContext(ctx, `INSERT INTO "meta" ("key", "value") VALUES (?, ?)`, name, w[name])
		if err != nil {
			return err
		}
	}
	return nil
}

// Unlocker is what opens a sealed database: the passphrase, or a recovery code.
type Unlocker struct {
	Number int    // of the recovery code; 0 is the passphrase
	Made   string // when, UTC; "" before it was noted
	Label  string
	Cost   crypt.Params
}

// Unlockers lists what opens the database, the passphrase first.
func (s *Store) Unlockers(ctx context.Context) ([]Unlocker, error) {
	all, err := readWraps(ctx, s.readers)
	if err != nil {
		return nil, s.explain(err)
	}
	var out []Unlocker
	for number := range crypt.MaxRecovery + 1 {
		name := mainWrap
		if number > 0 {
			name = recoveryWrap(number)
		}
		if all[name] == "" {
			continue
		}
		cost, note, err := crypt.ReadWrapped([]byte(all[name]))
		if err != nil {
			return nil, err
		}
		label := s.openLabel(number, note.Label)
		if label == "" && s.key != nil {
			label = s.key.Label([]byte(all[name]))
		}
		out = append(out, Unlocker{Number: number, Made: note.Made, Label: label, Cost: cost})
	}
	return out, nil
}

// Weak reports whether a guess at the passphrase costs less than it should: the file is of an old program, or somebody
// made it so. A store that was opened with a lower cost on purpose does not mind.
func (s *Store) Weak() bool {
	if !s.info.Sealed {
		return false
	}
	cost, _, err := crypt.ReadWrapped([]byte(s.info.wraps[mainWrap]))
	return err == nil && cost.Weaker(crypt.Least) && (s.opt.Params == crypt.Params{} || cost.Weaker(s.opt.Params))
}
