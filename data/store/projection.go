package store

import (
	"database/sql"
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
	sealed []*schema.Field // with none the row is not decrypted
	query  string          // SELECT … FROM …
}

// unitSeparator separates the fields in a row's text. Fields cannot contain it: it is a control character.
const unitSeparator = "\x1f"

func (t *table) projectionOf(fields, sealed []*schema.Field) *projection {
	args := make([]string, len(fields))
	for i, f := range fields {
		args[i] = `, "` + f.Key + `"`
	}
	format := strings.TrimSuffix(strings.Repeat("%s"+unitSeparator, len(fields)), unitSeparator)
	query := `SELECT "id", "version", format('` + format + `'` + strings.Join(args, "") + `)`
	if len(sealed) > 0 {
		query += `, "sealed"`
	}
	return &projection{t, fields, sealed, query + ` FROM "` + t.typ.Table + `"`}
}

// projection returns the projection for the given fields; no keys mean all fields.
func (t *table) projection(keys []string) (*projection, error) {
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
	return t.projectionOf(named(t.open), named(t.sealed)), nil
}

// scan makes entities of the rows of a projection's query.
func (s *Store) scan(sh *projection, rows *sql.Rows, fn func(model.Entity) error) error {
	var id, text string
	var version int64
	var blob []byte
	into := []any{&id, &version, &text, &blob}
	if len(sh.sealed) == 0 {
		into = into[:3]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return s.explain(err)
		}
		e, err := s.read(sh, id, version, text, blob)
		if err != nil {
			return s.explain(err)
		}
		if err := fn(e); err != nil {
			return err
		}
	}
	return s.explain(rows.Err())
}

// read makes an entity of the columns of one row.
func (s *Store) read(sh *projection, id string, version int64, text string, blob []byte) (model.Entity, error) {
	t := sh.t
	e := t.typ.New()
	h := e.Meta()
	h.ID, h.Version = id, version
	if strings.Count(text, unitSeparator) != max(len(sh.fields)-1, 0) {
		return nil, fmt.Errorf("read %s: %w", t.typ.Name,
			model.NewError(model.Internal, "err.column", model.Args{"field": "*"}))
	}
	for _, f := range sh.fields {
		value, rest, _ := strings.Cut(text, unitSeparator)
		text = rest
		if value == "" {
			continue
		}
		if err := setText(f, e, value); err != nil {
			return nil, fmt.Errorf("read %s %s: %w", t.typ.Name, f.Key, err)
		}
	}
	if len(sh.sealed) == 0 {
		return e, nil
	}
	plain, err := s.unseal(rowAdditionalData(t, id, version), blob)
	if err != nil {
		return nil, model.NewError(model.Internal, "err.store.sealed", model.Args{"type": t.typ.Name, "id": id}).
			WithCause(err)
	}
	return e, readValues(plain, e, sh.sealed)
}

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
