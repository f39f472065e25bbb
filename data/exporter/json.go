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
// null is "not known". A document with a Label has each of its words a second time, in the language of that, under the
// same name with "_label"; rows that have Records are those.
func toJSON(w io.Writer, doc *model.Document) error {
	j := &jsonWriter{w: w, labels: doc.Label != nil}
	label := doc
	if j.labels {
		label = doc.Label
	}
	j.open('{')
	j.text("title", doc.Title, label.Title)
	j.text("subtitle", doc.Subtitle, label.Subtitle)
	j.text("lang", doc.Lang, label.Lang)
	j.key("sections")
	j.open('[')
	for i, s := range doc.Sections {
		j.next()
		j.open('{')
		j.section(s, label.Sections[i])
		j.close('}')
	}
	j.close(']')
	j.list("notes", doc.Notes, label.Notes)
	j.close('}')
	j.put("\n")
	return j.err
}

func (j *jsonWriter) section(s, label model.Section) {
	j.code("key", s.Key)
	j.text("title", s.Title, label.Title)
	j.list("text", s.Text, label.Text)
	if len(s.Facts) > 0 {
		j.key("facts")
		j.open('[')
		for i, f := range s.Facts {
			j.next()
			j.open('{')
			j.code("key", f.Key)
			j.code("code", f.Code)
			j.both("label", f.Label, label.Facts[i].Label)
			j.both("value", f.Value, label.Facts[i].Value)
			j.close('}')
		}
		j.close(']')
	}
	if s.Table != nil {
		j.table(s.Table, label.Table)
	}
}

// jsonWriter writes JSON as it goes, so that a long table is not built up in memory. It keeps the first error.
type jsonWriter struct {
	w          io.Writer
	labels     bool   // words stand there twice
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
	j.put(string(model.EscapeJSON(bytes.TrimRight(b.Bytes(), "\n"))))
}

// both writes words, and their label.
func (j *jsonWriter) both(k, s, label string) {
	j.key(k)
	j.value(clean(s))
	if j.labels {
		j.key(k + "_label")
		j.value(clean(label))
	}
}

func (j *jsonWriter) text(k, s, label string) {
	if s != "" {
		j.both(k, s, label)
	}
}

// code writes what is the same in every language, if there is any.
func (j *jsonWriter) code(k, s string) {
	if s != "" {
		j.key(k)
		j.value(clean(s))
	}
}

func (j *jsonWriter) list(k string, items, label []string) {
	if len(items) == 0 {
		return
	}
	if j.labels {
		j.strings(k, items)
		k, items = k+"_label", label
	}
	j.strings(k, items)
}

func (j *jsonWriter) strings(k string, items []string) {
	j.key(k)
	j.open('[')
	for _, s := range items {
		j.next()
		j.value(clean(s))
	}
	j.close(']')
}

func (j *jsonWriter) table(t, label *model.TableDoc) {
	keys := columnKeys(t.Columns)
	j.key("columns")
	j.open('[')
	for i, c := range t.Columns {
		j.next()
		j.put(`{"key": `)
		j.value(keys[i])
		j.put(`, "title": `)
		j.value(clean(c.Title))
		if j.labels {
			j.put(`, "title_label": `)
			j.value(clean(label.Columns[i].Title))
		}
		j.put("}")
	}
	j.close(']')
	j.key("rows")
	j.open('[')
	for r, row := range t.Rows {
		j.next()
		if r < len(t.Records) {
			j.value(t.Records[r])
			continue
		}
		j.open('{')
		for i, k := range keys {
			j.key(k)
			j.value(jsonValue(cell(row, i)))
			if j.labels && !t.Columns[i].Right { // numbers need no words
				j.key(k + "_label")
				j.value(jsonValue(cell(label.Rows[r], i)))
			}
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
