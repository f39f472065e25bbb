package store

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"

	"jobspor/model"
)

// head is what the database says of itself, sealed in "meta".
type head struct {
	Seq     int64                // the last entry of the log
	Link    []byte               // its link
	Number  int64                `json:",omitempty"` // the last number that the log gave; 0 before it was kept
	Numbers []byte               // digest of the last numbers given
	Key     []byte               // digest of the wrapped data keys and the database's ID
	Drafts  []byte               // digest of the drafts; nil before any was written
	Facts   []byte               `json:",omitempty"` // digest of factsWhere; nil before it was kept
	Tables  map[string]tableHead // by type
	// Broken is what was wrong when a head was written, as kinds of Finding; it stays.
	Broken []string `json:",omitempty"`
	// Accepted is what was wrong until somebody accepted it.
	Accepted []Accepted `json:",omitempty"`
}

// tableHead says which rows a table has.
type tableHead struct {
	Rows int64
	Sum  sum
}

// errNoHead says that a sealed database has no head, or none that opens.
var errNoHead = errors.New("the head is missing or does not open")

func headAdditionalData() []byte { return additionalData("head") }

// readHead reads and opens the head.
func (s *Store) readHead(ctx context.Context, db rowQuerier) (*head, error) {
	var text string
	err := db.QueryRowContext(ctx, `SELECT "value" FROM "meta" WHERE "key" = 'head'`).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errNoHead
	}
	if err != nil {
		return nil, err
	}
	blob, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, errNoHead
	}
	plain, err := s.unseal(headAdditionalData(), blob)
	if err != nil {
		return nil, errNoHead
	}
	h := &head{}
	if json.Unmarshal(plain, h) != nil || h.Tables == nil {
		return nil, errNoHead
	}
	return h, nil
}

func (s *Store) writeHead(ctx context.Context, tx *sql.Tx, h *head) error {
	plain, err := json.Marshal(h)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO "meta" ("key", "value") VALUES ('head', ?)
		ON CONFLICT ("key") DO UPDATE SET "value" = excluded."value"`,
		base64.StdEncoding.EncodeToString(s.seal(headAdditionalData(), plain)))
	return err
}

// sealHead brings the head up to date before a transaction is committed: the rows that it changed, the links of its
// entries, the numbers that it gave. A head that does not fit what is there is not made to fit: that stays written.
func (s *Store) sealHead(ctx context.Context, tx *sql.Tx, did effect) error {
	if s.auth == nil {
		return nil
	}
	h, err := s.fittedHead(ctx, tx)
	if err != nil {
		return err
	}
	if did.otherwise {
		h.note(NumbersDiff)
	}
	return s.finishHead(ctx, tx, h, did)
}

// note keeps what was found wrong, once.
func (h *head) note(kind string) {
	if !slices.Contains(h.Broken, kind) {
		h.Broken = append(h.Broken, kind)
	}
}

// fittedHead reads the head and notes in it what does not fit.
func (s *Store) fittedHead(ctx context.Context, tx *sql.Tx) (*head, error) {
	h, err := s.readHead(ctx, tx)
	if errors.Is(err, errNoHead) {
		if other, err := s.rekeyed(ctx, tx); err != nil || other {
			return nil, errors.Join(err, model.NewError(model.Locked, "err.store.rekeyed", model.Args{"path": s.path}))
		}
		h := &head{Tables: map[string]tableHead{}, Broken: []string{HeadMissing}}
		return h, h.toEnd(ctx, tx) // the entries before keep their links
	}
	if err != nil {
		return nil, err
	}
	broken, err := s.headFits(ctx, tx, h)
	for _, kind := range broken {
		h.note(kind)
	}
	return h, err
}

// rekeyed reports whether another program exchanged the data key since this one opened the database; what it would
// write could never be opened again.
func (s *Store) rekeyed(ctx context.Context, tx *sql.Tx) (bool, error) {
	all, err := readWraps(ctx, tx)
	return err == nil && all[mainWrap] != s.info.wraps[mainWrap], err
}

// finishHead takes over what the transaction did, and writes the head.
func (s *Store) finishHead(ctx context.Context, tx *sql.Tx, h *head, did effect) (err error) {
	for typ, change := range did.delta {
		t := h.Tables[typ]
		t.Rows += change.Rows
		t.Sum.join(change.Sum)
		h.Tables[typ] = t
	}
	if err := s.linkEntries(ctx, tx, h); err != nil {
		return err
	}
	if err := tx.QueryRowContext(ctx, s.engine.dialect().lastNumber).Scan(&h.Number); err != nil {
		return err
	}
	if did.numbered || h.Numbers == nil {
		if h.Numbers, err = s.numbersDigest(ctx, tx); err != nil {
			return err
		}
	}
	if did.drafted || h.Drafts == nil {
		if h.Drafts, err = s.draftsDigest(ctx, tx); err != nil {
			return err
		}
	}
	if h.Key == nil {
		if h.Key, err = s.keyDigest(ctx, tx); err != nil {
			return err
		}
	}
	if h.Facts == nil {
		if h.Facts, err = s.factsDigest(ctx, tx); err != nil {
			return err
		}
	}
	return s.writeHead(ctx, tx, h)
}

// headFits compares the head with the last entry of the log that it knows and with the wrapped key.
func (s *Store) headFits(ctx context.Context, db rowQuerier, h *head) (broken []string, err error) {
	if h.Seq > 0 {
		var link []byte
		err := db.QueryRowContext(ctx, `SELECT "link" FROM "log" WHERE "seq" = ?`, h.Seq).Scan(&link)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, err
		}
		if !slices.Equal(link, h.Link) {
			broken = append(broken, LogAltered)
		}
	}
	key, err := s.keyDigest(ctx, db)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(key, h.Key) {
		broken = append(broken, KeyAltered)
	}
	return broken, nil
}

// numbersDigest is over the last number given of each type.
func (s *Store) numbersDigest(ctx context.Context, db querier) ([]byte, error) {
	rows, err := db.QueryContext(ctx, `SELECT "type", "last" FROM "numbers" ORDER BY "type"`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	parts := [][]byte{[]byte("numbers")}
	for rows.Next() {
		var typ string
		var last int64
		if err := rows.Scan(&typ, &last); err != nil {
			return nil, err
		}
		parts = append(parts, []byte(typ), strconv.AppendInt(nil, last, 10))
	}
	d := s.auth.Sum(parts...)
	return d[:], rows.Err()
}

// keyDigest is over the wrapped data keys, so that an older one, with an older passphrase, is told, and one that was
// added or removed.
func (s *Store) keyDigest(ctx context.Context, db rowQuerier) ([]byte, error) {
	id, err := idOf(ctx, db)
	if err != nil {
		return nil, err
	}
	all, err := readWraps(ctx, db)
	if err != nil {
		return nil, err
	}
	parts := [][]byte{[]byte("key"), []byte(all[mainWrap]), []byte(id)}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if name != mainWrap {
			parts = append(parts, []byte(name), []byte(all[name]))
		}
	}
	d := s.auth.Sum(parts...)
	return d[:], nil
}

// factsWhere are the rows of "meta" that nothing else covers and that stay as they are, until there is a new key or the
// texts were mended.
const factsWhere = `"key" IN ('made_at', 'auth', '` + mendText + `')`

// factsDigest is over them.
func (s *Store) factsDigest(ctx context.Context, db querier) ([]byte, error) {
	rows, err := db.QueryContext(ctx, `SELECT "key", "value" FROM "meta" WHERE `+factsWhere+` ORDER BY "key"`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	parts := [][]byte{[]byte("facts")}
	for rows.Next() {
		var key, value string
		if err := rows.Scan(&key, &value); err != nil {
			return nil, err
		}
		parts = append(parts, []byte(key), []byte(value))
	}
	d := s.auth.Sum(parts...)
	return d[:], rows.Err()
}

// checkNumbers compares the last numbers with the head before the transaction gives its first.
func (w *writer) checkNumbers() error {
	if w.did.numbered || w.s.auth == nil {
		return nil
	}
	w.did.numbered = true
	if w.s.unit != nil && w.s.unit.did.numbered {
		return nil
	}
	h, err := w.s.readHead(w.ctx, w.tx)
	if errors.Is(err, errNoHead) {
		return nil // sealHead says so
	}
	if err != nil {
		return err
	}
	now, err := w.s.numbersDigest(w.ctx, w.tx)
	w.did.otherwise = !slices.Equal(now, h.Numbers)
	return err
}
