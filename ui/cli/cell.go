package cli

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/present"
)

// cell is one value in three forms: for a person, for a pipe, for JSON. For pipes: option keys, ISO dates, point
// decimals.
type cell struct {
	shown, raw string
	val        any
}

func text(s string) cell { return cell{s, s, s} }

func number(n int) cell { s := strconv.Itoa(n); return cell{s, s, n} }

// object is a JSON object that keeps the order of its members.
type object []member

// with is the object with more members.
func (o object) with(more ...member) object { return append(o, more...) }

type member struct {
	key string
	val any
}

// MarshalJSON writes the members in order, each with its label.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		l, twice := m.val.(labelled)
		if !twice {
			l.val = m.val
		}
		if err := writeMember(&b, m.key, l.val); err != nil {
			return nil, err
		}
		if twice {
			b.WriteByte(',')
			if err := writeMember(&b, m.key+"_label", l.label); err != nil {
				return nil, err
			}
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func writeMember(b *bytes.Buffer, key string, val any) error {
	k, err := marshal(key)
	if err != nil {
		return err
	}
	v, err := marshal(val)
	if err != nil {
		return err
	}
	b.Write(k)
	b.WriteByte(':')
	b.Write(v)
	return nil
}

// marshal is json.Marshal with <, > and & as they are, because nothing of this goes into a web page, and without what a
// terminal obeys.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return model.EscapeJSON(bytes.TrimRight(b.Bytes(), "\n")), err
}

// valueOf is a field's value for JSON: numbers, true and false, lists of keys; null for what is not known.
func valueOf(f *schema.Field, e model.Entity) any {
	s := f.Text(e)
	switch f.Kind {
	case schema.Choices:
		return list(s, ", ")
	case schema.Lines:
		return list(s, "\n")
	case schema.Flag:
		return s == "yes"
	}
	if s == "" {
		return nil
	}
	switch f.Kind {
	case schema.TriKind:
		return s == "yes"
	case schema.Number:
		if n, err := strconv.Atoi(s); err == nil {
			return n
		}
	case schema.HoursKind, schema.FTEKind:
		if n, err := strconv.ParseFloat(s, 64); err == nil {
			return n
		}
	}
	return s
}

// list is never null, so that scripts need not ask.
func list(s, sep string) []string {
	if s == "" {
		return []string{}
	}
	return strings.Split(s, sep)
}

// fieldCell is a field's value in all three forms; name names the rows that fields refer to.
func fieldCell(w present.Words, f *schema.Field, e model.Entity, name func(typ, id string) string) cell {
	return cell{w.Value(f, e, name), f.Text(e), fieldValue(w, f, e)}
}

// clean makes text harmless for a terminal and for a line: control characters and direction overrides become spaces.
func clean(s string) string {
	bad := func(r rune) bool {
		return r < ' ' || (r >= 0x7f && r < 0xa0) || r == 0x2028 || r == 0x2029 ||
			(r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069)
	}
	if !strings.ContainsFunc(s, bad) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if bad(r) {
			return ' '
		}
		return r
	}, s)
}
