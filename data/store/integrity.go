package store

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"math/bits"
	"slices"
	"strconv"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// What keeps a sealed database from being changed unseen by somebody who has the file but not its key:
//
//   - every row carries a keyed digest of its type, ID, version and all columns ("mac");
//   - the head holds for each table how many rows it has and the sum of their digests (a multiset hash, MSet-Add-Hash of
//     Clarke, Devadas, van Dijk, Gassend and Suh 2003), kept up to date in the transaction that writes the rows;
//   - every entry of the log carries a digest that goes on from the entry before it ("link"), over its arguments and
//     over what stood before in each of its rows, without "undone_by", which a later entry sets;
//   - the head also holds the last link, the last numbers given and the wrapped data key, and is itself sealed.
//
// A row that was edited, exchanged for an older one, removed or added by hand is thereby found, as is a log that was
// cut, edited or lengthened. Whole files are another matter: an older copy in the place of the database is consistent
// in itself; see Known. Demo databases have no key and none of this.

// head is what the database says of itself, sealed in "meta".
type head struct {
	Seq     int64                // the last entry of the log
	Link    []byte               // its link
	Numbers []byte               // digest of the last numbers given
	Key     []byte               // digest of the wrapped data key and the database's ID
	Tables  map[string]tableHead // by type
	Broken  []string             `json:",omitempty"` // what was wrong when a head was written, see Finding.Kind; it stays
}

// tableHead says which rows a table has.
type tableHead struct {
	Rows int64
	Sum  sum
}

// sum is a number modulo 2^256 that adds up digests, least part first.
type sum [4]uint64

func (a *sum) add(d crypt.Digest) {
	var carry uint64
	for i := range a {
		a[i], carry = bits.Add64(a[i], binary.LittleEndian.Uint64(d[8*i:]), carry)
	}
}

func (a *sum) sub(d crypt.Digest) {
	var borrow uint64
	for i := range a {
		a[i], borrow = bits.Sub64(a[i], binary.LittleEndian.Uint64(d[8*i:]), borrow)
	}
}

func (a *sum) join(b sum) {
	var carry uint64
	for i := range a {
		a[i], carry = bits.Add64(a[i], b[i], carry)
	}
}

// effect is what a transaction did to what the head covers.
type effect struct {
	delta     delta
	numbered  bool // it gave numbers
	otherwise bool // the numbers were not those that the head says, before it gave any
}

// join adds what a part did.
func (e *effect) join(part effect) {
	e.delta.join(part.delta)
	e.numbered, e.otherwise = e.numbered || part.numbered, e.otherwise || part.otherwise
}

// delta is how the rows of tables change, by type.
type delta map[string]*tableHead

func (d delta) of(t *table) *tableHead {
	h := d[t.typ.Name]
	if h == nil {
		h = &tableHead{}
		d[t.typ.Name] = h
	}
	return h
}

// join adds the changes of a part.
func (d delta) join(part delta) {
	for typ, p := range part {
		h := d[typ]
		if h == nil {
			h = &tableHead{}
			d[typ] = h
		}
		h.Rows += p.Rows
		h.Sum.join(p.Sum)
	}
}

// rowDigest is the mac of a row: id and version, its open columns as a projection's text, and what is sealed.
func (s *Store) rowDigest(t *table, id string, version int64, text, blob []byte) crypt.Digest {
	return s.auth.Sum([]byte("row"), []byte(t.typ.Name), []byte(id), strconv.AppendInt(nil, version, 10), text, blob)
}

// rowMac is the mac of a row whose columns are about to be written, in the order of columns.
func (s *Store) rowMac(t *table, args []any) crypt.Digest {
	var text []byte
	for i := range t.open {
		if i > 0 {
			text = append(text, unitSeparator...)
		}
		switch v := args[2+i].(type) {
		case string:
			text = append(text, v...)
		case int64:
			text = strconv.AppendInt(text, v, 10)
		}
	}
	var blob []byte
	if n := len(args) - 1; len(t.sealed) > 0 {
		blob, _ = args[n].([]byte)
	}
	return s.rowDigest(t, args[0].(string), args[1].(int64), text, blob)
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
		return &head{Tables: map[string]tableHead{}, Broken: []string{HeadMissing}}, nil
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
	if did.numbered || h.Numbers == nil {
		if h.Numbers, err = s.numbersDigest(ctx, tx); err != nil {
			return err
		}
	}
	if h.Key == nil {
		if h.Key, err = s.keyDigest(ctx, tx); err != nil {
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

// keyDigest is over the wrapped data key, so that an older one, with an older passphrase, is told.
func (s *Store) keyDigest(ctx context.Context, db rowQuerier) ([]byte, error) {
	var text, id string
	err := db.QueryRowContext(ctx, `SELECT coalesce((SELECT "value" FROM "meta" WHERE "key" = 'key'), ''),
		coalesce((SELECT "value" FROM "meta" WHERE "key" = 'id'), '')`).Scan(&text, &id)
	d := s.auth.Sum([]byte("key"), []byte(text), []byte(id))
	return d[:], err
}

// linkEntries gives the entries after the head their links, and the head the last of them.
func (s *Store) linkEntries(ctx context.Context, tx *sql.Tx, h *head) error {
	var seqs []int64
	rows, err := tx.QueryContext(ctx, `SELECT "seq" FROM "log" WHERE "seq" > ? ORDER BY "seq"`, h.Seq)
	if err != nil {
		return err
	}
	for rows.Next() {
		var seq int64
		if err := rows.Scan(&seq); err != nil {
			return errors.Join(err, rows.Close())
		}
		seqs = append(seqs, seq)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, seq := range seqs {
		digest, err := s.entryDigest(ctx, tx, seq)
		if err != nil {
			return err
		}
		link := s.auth.Sum([]byte("link"), h.Link, digest[:])
		if _, err := tx.ExecContext(ctx, `UPDATE "log" SET "link" = ? WHERE "seq" = ?`, link[:], seq); err != nil {
			return err
		}
		h.Seq, h.Link = seq, link[:]
	}
	return nil
}

// entryDigest is over an entry of the log and its rows. Where something was erased, its digest stands in its place.
func (s *Store) entryDigest(ctx context.Context, db rowQuerier, seq int64) (crypt.Digest, error) {
	var at, actor, kind, action string
	var args sql.NullString
	var erased []byte
	var undoes, count int64
	err := db.QueryRowContext(ctx,
		`SELECT "at", "actor", "kind", "action", "args", "digest", coalesce("undoes", 0), "count"
		FROM "log" WHERE "seq" = ?`, seq).Scan(&at, &actor, &kind, &action, &args, &erased, &undoes, &count)
	if err != nil {
		return crypt.Digest{}, err
	}
	said := erased
	if said == nil {
		d := s.auth.Sum([]byte("args"), s.argsOrBlob(args))
		said = d[:]
	}
	lines := s.auth.Sum([]byte("lines"))
	err = s.eachLine(ctx, db, seq, func(l logLine) error {
		lines = s.auth.Sum([]byte("line"), lines[:], s.lineDigest(l))
		return nil
	})
	if err != nil {
		return crypt.Digest{}, err
	}
	return s.auth.Sum([]byte("entry"), strconv.AppendInt(nil, seq, 10), []byte(at), []byte(actor), []byte(kind),
		[]byte(action), strconv.AppendInt(nil, undoes, 10), strconv.AppendInt(nil, count, 10), said, lines[:]), nil
}

// lineDigest is over one row of an entry, with what stood before. What does not open has the digest of its bytes, which
// is not the one that it was linked with.
func (s *Store) lineDigest(l logLine) []byte {
	if l.erased != nil {
		return l.erased
	}
	plain := l.before
	if l.before != nil {
		if opened, err := s.openBefore(l.typ, l.id, l.before); err == nil {
			plain = opened
		}
	}
	d := s.auth.Sum([]byte(l.typ), []byte(l.id), []byte(l.op), plain)
	return d[:]
}

// mendIntegrity gives the rows and entries of an earlier version what they lack: digests, links, sealed arguments, a
// head. It believes what it finds, once, after the copy that a migration takes.
func (s *Store) mendIntegrity(ctx context.Context) error {
	pending, err := s.pending(ctx, s.readers, "mend.integrity")
	if err != nil || !pending {
		return err
	}
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if pending, err = s.pending(ctx, tx, "mend.integrity"); err != nil || !pending {
		return err // another program was faster
	}
	for _, query := range []string{
		`INSERT INTO "meta" ("key", "value") VALUES ('id', '` + model.NewID() + `') ON CONFLICT DO NOTHING`,
		`DELETE FROM "meta" WHERE "key" = 'mend.integrity'`,
	} {
		if _, err := tx.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	if s.auth != nil {
		d := delta{}
		for _, typ := range schema.Types() {
			if err := s.digestRows(ctx, tx, s.tables[typ.Name], d); err != nil {
				return err
			}
		}
		if err := s.sealLog(ctx, tx); err != nil {
			return err
		}
		if err := s.finishHead(ctx, tx, &head{Tables: map[string]tableHead{}}, effect{delta: d}); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// digestRows gives every row of a table its mac.
func (s *Store) digestRows(ctx context.Context, tx *sql.Tx, t *table, d delta) error {
	rows, err := tx.QueryContext(ctx, t.all.query)
	if err != nil {
		return err
	}
	type one struct {
		id  string
		mac crypt.Digest
	}
	var all []one
	err = s.eachRaw(t.all, rows, func(r rawRow) error {
		all = append(all, one{r.id, s.rowDigest(t, r.id, r.version, r.text, r.blob)})
		return nil
	})
	if err := errors.Join(err, rows.Close()); err != nil {
		return err
	}
	set, err := tx.PrepareContext(ctx, `UPDATE "`+t.typ.Table+`" SET "mac" = ? WHERE "id" = ?`)
	if err != nil {
		return err
	}
	defer set.Close()
	h := d.of(t)
	for _, r := range all {
		if _, err := set.ExecContext(ctx, r.mac[:], r.id); err != nil {
			return err
		}
		h.Rows++
		h.Sum.add(r.mac)
	}
	return nil
}

// sealLog seals what earlier versions left open in the log: the arguments, and what stood before in rows without
// personal fields.
func (s *Store) sealLog(ctx context.Context, tx *sql.Tx) error {
	type change struct {
		seq, n int64
		text   any
	}
	var changes []change
	rows, err := tx.QueryContext(ctx, `SELECT "seq", "args" FROM "log" WHERE "args" IS NOT NULL`)
	if err != nil {
		return err
	}
	for rows.Next() {
		var c change
		var args sql.NullString
		if err := rows.Scan(&c.seq, &args); err != nil {
			return errors.Join(err, rows.Close())
		}
		if !isSealedArgs(args.String) {
			c.text = s.sealArgs([]byte(args.String))
			changes = append(changes, c)
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, c := range changes {
		if _, err := tx.ExecContext(ctx, `UPDATE "log" SET "args" = ? WHERE "seq" = ?`, c.text, c.seq); err != nil {
			return err
		}
	}
	changes = changes[:0]
	rows, err = tx.QueryContext(ctx, `SELECT "type", "row_id", "seq", "n", "before" FROM "log_rows"
		WHERE "before" IS NOT NULL`)
	if err != nil {
		return err
	}
	for rows.Next() {
		var c change
		var typ, id string
		var before []byte
		if err := rows.Scan(&typ, &id, &c.seq, &c.n, &before); err != nil {
			return errors.Join(err, rows.Close())
		}
		plain, err := s.openBefore(typ, id, before)
		if err != nil {
			if s.hasSealed(typ) {
				continue // what does not open stays as it is; the check of the log names it
			}
			plain = before
		}
		c.text = s.sealBefore(typ, id, plain)
		changes = append(changes, c)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, c := range changes {
		if _, err := tx.ExecContext(ctx, `UPDATE "log_rows" SET "before" = ? WHERE "seq" = ? AND "n" = ?`, c.text,
			c.seq,
			c.n); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) hasSealed(typ string) bool {
	t := s.tables[typ]
	return t != nil && len(t.sealed) > 0
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
