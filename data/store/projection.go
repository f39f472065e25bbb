package store

import (
	"crypto/hmac"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// projection defines how rows of a table are read: which fields, and the SELECT that returns them. The open fields come
// as one text, because fetching a column costs several times what it takes SQLite to find it, and a company has forty.
type projection struct {
	t      *table
	fields []*schema.Field // open ones, in the order of the text
	unread []bool          // those of fields that are there for the mac alone; nil for none
	sealed []*schema.Field // with none the row is not decrypted
	query  string          // SELECT … FROM …
	blob   bool            // the query returns what is sealed
	mac    bool            // the query returns all that the mac is over, and the mac
}

// unitSeparator separates the fields in a row's text. Fields cannot contain it: it is a control character.
const unitSeparator = "\x1f"

func (t *table) projectionOf(fields, sealed []*schema.Field) *projection {
	whole := len(fields) == len(t.open) && len(sealed) == len(t.sealed)
	return t.projectionWith(fields, sealed, len(sealed) > 0, whole)
}

func (t *table) projectionWith(fields, sealed []*schema.Field, blob, mac bool) *projection {
	args := make([]string, len(fields))
	for i, f := range fields {
		args[i] = `, "` + f.Key + `"`
	}
	format := strings.TrimSuffix(strings.Repeat("%s"+unitSeparator, len(fields)), unitSeparator)
	query := `SELECT "id", "version", format('` + format + `'` + strings.Join(args, "") + `)`
	p := &projection{t: t, fields: fields, sealed: sealed, blob: blob, mac: mac}
	if p.blob {
		query += `, "sealed"`
	}
	if p.mac {
		query += `, "mac"`
	}
	p.query = query + ` FROM "` + t.typ.Table + `"`
	return p
}

// projection returns the projection for the given fields; no keys mean all fields. A verified one reads the whole row,
// whatever it gives of it.
func (t *table) projection(keys []string, verified bool) (*projection, error) {
	if len(keys) == 0 {
		return t.all, nil
	}
	for _, key := range keys {
		if _, ok := t.typ.Field(key); !ok {
			return nil, callerError("%s has no field %q", t.typ.Name, key)
		}
	}
	named := func(all []*schema.Field) (some []*schema.Field) {
		for _, f := range all {
			if slices.Contains(keys, f.Key) {
				some = append(some, f)
			}
		}
		return some
	}
	if !verified {
		return t.projectionOf(named(t.open), named(t.sealed)), nil
	}
	p := *t.all
	p.sealed, p.unread = named(t.sealed), make([]bool, len(t.open))
	for i, f := range t.open {
		p.unread[i] = !slices.Contains(keys, f.Key)
	}
	return &p, nil
}

// scan makes entities of the rows of a projection's query. Damaged rows are left out and remembered.
func (s *Store) scan(sh *projection, rows *sql.Rows, fn func(model.Entity) error) error {
	known := s.damage.any()
	return s.eachRaw(sh, rows, func(r rawRow) error {
		if known && !sh.mac && s.damage.has(sh.t.typ.Name, r.id) {
			return nil
		}
		e, err := s.read(sh, r)
		if err != nil {
			s.damage.note(sh.t.damaged(sh, r))
			return nil
		}
		if known {
			s.damage.forget(sh.t.typ.Name, r.id)
		}
		return fn(e)
	})
}

// rawRow is a row as it is stored.
type rawRow struct {
	id        string
	version   int64
	text      []byte // the open fields of a projection
	blob, mac []byte
}

// values are the open fields, as SQLite prints them.
func (r rawRow) values() []string { return strings.Split(string(r.text), unitSeparator) }

// eachRaw calls fn for each row of a projection's query; what it is given holds until the next.
func (s *Store) eachRaw(sh *projection, rows *sql.Rows, fn func(rawRow) error) error {
	var r rawRow
	into := []any{&r.id, &r.version, (*sql.RawBytes)(&r.text)}
	if sh.blob {
		into = append(into, (*sql.RawBytes)(&r.blob))
	}
	if sh.mac {
		into = append(into, (*sql.RawBytes)(&r.mac))
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return s.explain(err)
		}
		if err := fn(r); err != nil {
			return err
		}
	}
	return s.explain(rows.Err())
}

// fits tells whether the mac of a row is the one of its columns.
func (s *Store) fits(t *table, r rawRow) bool {
	mac := s.rowDigest(t, r.id, r.version, r.text, r.blob)
	return hmac.Equal(mac[:], r.mac)
}

// read makes an entity of the columns of one row. Any error means that the row is damaged.
func (s *Store) read(sh *projection, r rawRow) (model.Entity, error) {
	if sh.mac && s.auth != nil && !s.fits(sh.t, r) {
		return nil, errMac
	}
	return s.readUnchecked(sh, r)
}

// readUnchecked is read without the mac.
func (s *Store) readUnchecked(sh *projection, r rawRow) (model.Entity, error) {
	t, text := sh.t, string(r.text)
	e := t.typ.New()
	h := e.Meta()
	h.ID, h.Version = r.id, r.version
	if strings.Count(text, unitSeparator) != max(len(sh.fields)-1, 0) {
		return nil, fmt.Errorf("read %s: %w", t.typ.Name,
			model.NewError(model.Internal, "err.column", model.Args{"field": "*"}))
	}
	for i, f := range sh.fields {
		value, rest, _ := strings.Cut(text, unitSeparator)
		text = rest
		if value == "" || sh.unread != nil && sh.unread[i] {
			continue
		}
		if err := setText(f, e, value); err != nil {
			return nil, fmt.Errorf("read %s %s: %w", t.typ.Name, f.Key, err)
		}
	}
	if len(sh.sealed) == 0 {
		return e, nil
	}
	plain, err := s.unseal(rowAdditionalData(t, r.id, r.version), r.blob)
	if err != nil {
		return nil, err
	}
	return e, readValues(plain, e, sh.sealed)
}

// errMac says that a row is not as the program wrote it.
var errMac = errors.New("the mac does not fit")

// setText gives a field the value of its column in the form that SQLite prints it.
func setText(f *schema.Field, e model.Entity, text string) error {
	v, err := any(text), error(nil)
	if f.Column() != "TEXT" {
		v, err = strconv.ParseInt(text, 10, 64)
	}
	if err == nil {
		err = f.SetSQL(e, v)
	}
	if err != nil {
		return model.NewError(model.Internal, "err.column", model.Args{"field": f.Key}) // err quotes the text
	}
	return nil
}
