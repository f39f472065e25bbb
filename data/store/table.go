package store

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"jobspor/model"
	"jobspor/model/schema"
)

// table is a field table as SQL: which columns, in which order, and the statements over them.
type table struct {
	typ       *schema.Type
	open      []*schema.Field // own columns, in table order
	sealed    []*schema.Field // together in the column "sealed"
	refs      []*schema.Field // those of open that name other rows
	unique    []*schema.Field // those of open of which no two rows have the same value
	referrers []referrer      // the columns that name rows of this table
	order     *schema.Field   // the field that long lists are sorted by, nil for none; see model.OrderKey
	columns   []string        // "id", "version", the open fields, the order, "sealed", "mac": what is written
	all       *projection     // how whole rows are read
	counted   sync.Once       // sets long
	long      bool            // more than verifiedRows when it was first read in part
	scanned   atomic.Bool     // by DamagedOf
}

// referrer is a column that names rows of another table.
type referrer struct {
	from  *table
	field *schema.Field
}

// sortFields names the fields that long lists are sorted by, by type. Each has a second column with its model.OrderKey
// and an index over it, because sorting 100,000 rows takes longer than a person waits for a list.
var sortFields = map[string]string{"company": "name"}

// orderColumn is the column with the model.OrderKey of a field.
func orderColumn(f *schema.Field) string { return f.Key + "_order" }

// tables builds the SQL tables from all field tables.
func tables() map[string]*table {
	all := map[string]*table{}
	for _, typ := range schema.Types() {
		t := &table{typ: typ}
		names := []string{`"id"`, `"version"`}
		for i := range typ.Fields {
			f := &typ.Fields[i]
			if f.Sealed {
				t.sealed = append(t.sealed, f)
				continue
			}
			t.open = append(t.open, f)
			names = append(names, `"`+f.Key+`"`)
			if f.Kind == schema.Ref {
				t.refs = append(t.refs, f)
			}
			if f.Unique {
				t.unique = append(t.unique, f)
			}
		}
		if f, ok := typ.Field(sortFields[typ.Name]); ok {
			t.order = f
			names = append(names, `"`+orderColumn(f)+`"`)
		}
		if len(t.sealed) > 0 {
			names = append(names, `"sealed"`)
		}
		names = append(names, `"mac"`)
		t.columns = names
		t.all = t.projectionOf(t.open, t.sealed)
		all[typ.Name] = t
	}
	for _, typ := range schema.Types() {
		for _, f := range all[typ.Name].refs {
			to := all[f.To]
			to.referrers = append(to.referrers, referrer{all[typ.Name], f})
		}
	}
	return all
}

// insert writes n rows with one statement. Any fault ends the whole transaction: "OR FAIL" spares SQLite from noting
// how to take back the rows before it.
func (t *table) insert(n int, columns []string) string {
	row := "(" + strings.TrimSuffix(strings.Repeat("?, ", len(columns)), ", ") + ")"
	return `INSERT OR FAIL INTO "` + t.typ.Table + `" (` + strings.Join(columns, ", ") + ") VALUES " +
		strings.TrimSuffix(strings.Repeat(row+", ", n), ", ")
}

// update returns the statement that takes the values of one row, then its ID.
func (t *table) update() string {
	return `UPDATE "` + t.typ.Table + `" SET ` + strings.Join(t.columns, " = ?, ") + ` = ? WHERE "id" = ?`
}

func (t *table) remove() string { return `DELETE FROM "` + t.typ.Table + `" WHERE "id" = ?` }

// appendArgs adds the values of one row, as of the given version, in the order of columns. Empty is NULL.
func (s *Store) appendArgs(args []any, t *table, e model.Entity, version int64) []any {
	id, row := e.Meta().ID, len(args)
	args = append(args, id, version)
	for _, f := range t.open {
		v := f.SQL(e)
		if v == "" {
			v = nil
		}
		args = append(args, v)
	}
	if t.order != nil {
		args = append(args, model.OrderKey(t.order.Text(e)))
	}
	if len(t.sealed) > 0 {
		args = append(args, s.seal(rowAdditionalData(t, id, version), writeValues(e, t.sealed)))
	}
	if s.auth == nil {
		return append(args, nil)
	}
	mac := s.rowMac(t, args[row:])
	return append(args, mac[:])
}

// rowAdditionalData binds a row's sealed fields to the row and its version, so that a blob cannot be moved to another
// row or replaced by an older one.
func rowAdditionalData(t *table, id string, version int64) []byte {
	return additionalData("row", t.typ.Table, id, strconv.FormatInt(version, 10))
}

// additionalData joins the parts that identify where a sealed value belongs. None of them contains the separator.
func additionalData(parts ...string) []byte { return []byte(strings.Join(parts, "\x00")) }

// seal encrypts a text; a database that is not sealed stores it unchanged.
func (s *Store) seal(place, plain []byte) []byte {
	if s.key == nil {
		return plain
	}
	return s.key.Seal(place, plain)
}

func (s *Store) unseal(place, blob []byte) ([]byte, error) {
	if s.key == nil {
		return blob, nil
	}
	return s.key.Open(place, blob)
}

// writeValues writes the fields that have a value as one JSON object of field keys and database values.
func writeValues(e model.Entity, fields []*schema.Field) []byte {
	out := []byte{'{'}
	for _, f := range fields {
		v := f.SQL(e)
		if v == nil || v == "" {
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(append(append(out, '"'), f.Key...), '"', ':')
		switch v := v.(type) {
		case int64:
			out = strconv.AppendInt(out, v, 10)
		case string:
			text, _ := json.Marshal(v) // a string always has a JSON form
			out = append(out, text...)
		}
	}
	return append(out, '}')
}

// readValues reads the fields that writeValues wrote. Keys of fields that no longer exist are skipped.
func readValues(data []byte, e model.Entity, fields []*schema.Field) error {
	name := schema.TypeOf(e).Name
	var values map[string]any
	if err := json.Unmarshal(data, &values); err != nil {
		return fmt.Errorf("read sealed fields of %s: not JSON", name) // the decoder's own words could quote the text
	}
	for _, f := range fields {
		v, ok := values[f.Key]
		if !ok {
			continue
		}
		if n, ok := v.(float64); ok {
			v = int64(n)
		}
		if err := f.SetSQL(e, v); err != nil {
			return fmt.Errorf("read %s %s: %w", name,
				f.Key, model.NewError(model.Internal, "err.column", model.Args{"field": f.Key}))
		}
	}
	return nil
}

// encodeBefore writes a whole row for the log, sealed.
func (s *Store) encodeBefore(t *table, e model.Entity) []byte {
	plain := strconv.AppendInt([]byte(nil), e.Meta().Version, 10)
	plain = append(append(plain, ' '), writeValues(e, t.fields())...)
	return s.sealBefore(t.typ.Name, e.Meta().ID, plain)
}

// saltSize is the length of the random bytes that are sealed together with what the log keeps. They make its digest
// say nothing once it was erased: nobody can try what it might have been.
const saltSize = 16

// salted adds the salt to a text that has none; a zero byte, which neither JSON nor a number has, parts the two.
func salted(plain []byte) []byte {
	if bytes.IndexByte(plain, 0) >= 0 {
		return plain
	}
	salt := make([]byte, saltSize)
	_, _ = rand.Read(salt)
	return append(append(slices.Clip(plain), 0), salt...)
}

func unsalted(plain []byte) []byte {
	text, _, _ := bytes.Cut(plain, []byte{0})
	return text
}

// sealBefore seals what stood before in a row; a demo database keeps it as it is.
func (s *Store) sealBefore(typ, id string, plain []byte) []byte {
	if s.key == nil {
		return plain
	}
	return s.seal(logAdditionalData(s.tables[typ], id), salted(plain))
}

// openBefore opens what sealBefore sealed, with its salt.
func (s *Store) openBefore(typ, id string, blob []byte) ([]byte, error) {
	t := s.tables[typ]
	if t == nil {
		return nil, callerError("no type %q", typ)
	}
	return s.unseal(logAdditionalData(t, id), blob)
}

// decodeBefore reads what encodeBefore wrote.
func (s *Store) decodeBefore(t *table, id string, blob []byte) (model.Entity, error) {
	plain, err := s.openBefore(t.typ.Name, id, blob)
	if err != nil {
		return nil, model.NewError(model.Internal, "err.store.sealed", model.Args{"type": t.typ.Name, "id": id}).
			WithCause(err)
	}
	version, values, _ := strings.Cut(string(unsalted(plain)), " ")
	e := t.typ.New()
	e.Meta().ID = id
	e.Meta().Version, _ = strconv.ParseInt(version, 10, 64)
	if err := readValues([]byte(values), e, t.fields()); err != nil {
		return nil, err
	}
	schema.Normalize(e) // as the row of that time was written again, or would be
	return e, nil
}

// fields returns the open and the sealed fields.
func (t *table) fields() []*schema.Field { return slices.Concat(t.open, t.sealed) }

func logAdditionalData(t *table, id string) []byte { return additionalData("log", t.typ.Table, id) }
