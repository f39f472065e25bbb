package exporter

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"

	"jobspor/model"
)

// toJSON writes everything, keys in a fixed order:
//
//	{"title", "subtitle", "lang",
//	 "sections": [{"key", "title", "text": [...], "facts": [{"key", "code", "label", "value"}],
//	               "columns": [{"key", "title"}], "rows": [{<column key>: value}]}],
//	 "notes": [...]}
//
// What is empty is left out, but an empty table keeps "rows": []. Values are numbers, true or false, ISO dates or text;
// null is "not known".
func toJSON(w io.Writer, doc *model.Document) error {
	j := &jsonWriter{w: w}
	j.open('{')
	j.text("title", doc.Title)
	j.text("subtitle", doc.Subtitle)
	j.text("lang", doc.Lang)
	j.key("sections")
	j.open('[')
	for _, s := range doc.Sections {
		j.next()
		j.open('{')
		j.text("key", s.Key)
		j.text("title", s.Title)
		j.list("text", s.Text)
		if len(s.Facts) > 0 {
			j.key("facts")
			j.open('[')
			for _, f := range s.Facts {
				j.next()
				j.open('{')
				j.text("key", f.Key)
				j.text("code", f.Code)
				j.key("label")
				j.value(clean(f.Label))
				j.key("value")
				j.value(clean(f.Value))
				j.close('}')
			}
			j.close(']')
		}
		if s.Table != nil {
			j.table(s.Table)
		}
		j.close('}')
	}
	j.close(']')
	j.list("notes", doc.Notes)
	j.close('}')
	j.put("\n")
	return j.err
}

// jsonWriter writes JSON as it goes, so that a long table is not built up in memory. It keeps the first error.
type jsonWriter struct {
	w          io.Writer
	hasMembers []bool // whether the open brackets have members already
	err        error
}

func (j *jsonWriter) put(s string) {
	if j.err == nil {
		_, j.err = io.WriteString(j.w, s)
	}
}

func (j *jsonWriter) line() { j.put("\n" + string(bytes.Repeat([]byte(" "), 2*len(j.hasMembers)))) }

func (j *jsonWriter) open(b byte) {
	j.put(string(b))
	j.hasMembers = append(j.hasMembers, false)
}

func (j *jsonWriter) close(b byte) {
	had := j.hasMembers[len(j.hasMembers)-1]
	j.hasMembers = j.hasMembers[:len(j.hasMembers)-1]
	if had {
		j.line()
	}
	j.put(string(b))
}

// next begins a member.
func (j *jsonWriter) next() {
	if j.hasMembers[len(j.hasMembers)-1] {
		j.put(",")
	}
	j.hasMembers[len(j.hasMembers)-1] = true
	j.line()
}

func (j *jsonWriter) key(k string) {
	j.next()
	j.value(k)
	j.put(": ")
}

func (j *jsonWriter) value(v any) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil && j.err == nil {
		j.err = err
	}
	j.put(string(bytes.TrimRight(b.Bytes(), "\n")))
}

func (j *jsonWriter) text(k, s string) {
	if s != "" {
		j.key(k)
		j.value(clean(s))
	}
}

func (j *jsonWriter) list(k string, items []string) {
	if len(items) == 0 {
		return
	}
	j.key(k)
	j.open('[')
	for _, s := range items {
		j.next()
		j.value(clean(s))
	}
	j.close(']')
}

func (j *jsonWriter) table(t *model.TableDoc) {
	keys := columnKeys(t.Columns)
	j.key("columns")
	j.open('[')
	for i, c := range t.Columns {
		j.next()
		j.put(`{"key": `)
		j.value(keys[i])
		j.put(`, "title": `)
		j.value(clean(c.Title))
		j.put("}")
	}
	j.close(']')
	j.key("rows")
	j.open('[')
	for _, row := range t.Rows {
		j.next()
		j.open('{')
		for i, k := range keys {
			j.key(k)
			j.value(jsonValue(cell(row, i)))
		}
		j.close('}')
	}
	j.close(']')
}

// columnKeys makes sure that every column has a key of its own.
func columnKeys(cols []model.Column) []string {
	keys := make([]string, len(cols))
	seen := map[string]bool{}
	for i, c := range cols {
		k := clean(c.Key)
		if k == "" {
			k = "column" + strconv.Itoa(i+1)
		}
		for n := 2; seen[k]; n++ {
			k = clean(c.Key) + strconv.Itoa(n)
		}
		seen[k] = true
		keys[i] = k
	}
	return keys
}

func jsonValue(c model.Cell) any {
	switch v := c.Value.(type) {
	case nil:
		if c.Text == "" {
			return nil
		}
		return clean(c.Text)
	case string:
		return clean(v)
	case model.Date:
		if v.IsZero() {
			return nil
		}
		return v.String()
	case int, int64, float64, bool:
		return v
	}
	return clean(c.Text)
}
