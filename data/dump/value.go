package dump

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// marshal is json.Marshal with <, > and & as they are.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

// appendFields writes the fields that have a value as a JSON object, in the order of the field table.
func appendFields(out []byte, t *schema.Type, e model.Entity) []byte {
	out = append(out, '{')
	for i := range t.Fields {
		f := &t.Fields[i]
		value := valueOf(f, e)
		if value == nil {
			continue
		}
		if out[len(out)-1] != '{' {
			out = append(out, ',')
		}
		out = append(append(append(out, '"'), f.Key...), '"', ':')
		out = append(out, value...)
	}
	return append(out, '}')
}

// valueOf is a field's value in JSON, nil when there is none.
func valueOf(f *schema.Field, e model.Entity) []byte {
	s := f.Text(e)
	var v any = s
	switch f.Kind {
	case schema.Number, schema.HoursKind, schema.FTEKind:
		if s == "" {
			return nil
		}
		return []byte(s) // the canonical text of a number is JSON
	case schema.Flag:
		if s != "yes" {
			return nil
		}
		v = true
	case schema.TriKind:
		if s == "" {
			return nil
		}
		v = s == "yes"
	case schema.Choices, schema.Lines:
		list := *f.Pointer(e).(*[]string)
		if len(list) == 0 {
			return nil
		}
		v = list
	default:
		if s == "" {
			return nil
		}
	}
	text, _ := marshal(v) // strings, lists and flags always have a JSON form
	return text
}

// badValue is a value that the field cannot hold as it stands. It does not quote the value.
func badValue(f *schema.Field) error {
	return model.NewError(model.Invalid, "err.load.value", model.Args{"kind": f.Kind.String()}).WithField(f.Key)
}

// readFields fills a row from a JSON object. Every member must be a field of the type.
func readFields(t *schema.Type, e model.Entity, object json.RawMessage) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(object, &members); err != nil {
		return model.NewError(model.Invalid, "err.load.json", nil)
	}
	for key, raw := range members {
		f, ok := t.Field(key)
		if !ok {
			return model.NewError(model.Invalid, "err.load.field",
				model.Args{"type": t.Name, "field": model.Clip(key)})
		}
		if err := setValue(f, e, raw); err != nil {
			return err
		}
	}
	return nil
}

// setValue gives a field the value of a JSON member, exactly as it stands: a value that would be stored otherwise is
// refused. Whether it is valid is for the store to say.
func setValue(f *schema.Field, e model.Entity, raw json.RawMessage) (err error) {
	var sql any
	switch f.Kind {
	case schema.Number, schema.HoursKind, schema.FTEKind:
		sql, err = readNumber(f, raw)
	case schema.Flag, schema.TriKind:
		var yes bool
		err = json.Unmarshal(raw, &yes)
		sql = map[bool]int64{true: 1}[yes]
	case schema.Choices, schema.Lines:
		var list []string
		if err = json.Unmarshal(raw, &list); err == nil {
			sql = strings.Join(list, map[bool]string{true: "\n", false: ", "}[f.Kind == schema.Lines])
			if err = f.SetSQL(e, sql); err == nil && slices.Equal(*f.Pointer(e).(*[]string), list) {
				return nil
			}
		}
		return badValue(f)
	default:
		var text *string
		if err = json.Unmarshal(raw, &text); err == nil && text != nil {
			if err = f.SetSQL(e, *text); err == nil && f.Text(e) == *text {
				return nil
			}
		}
		return badValue(f)
	}
	if err != nil || string(raw) == "null" || f.SetSQL(e, sql) != nil {
		return badValue(f)
	}
	return nil
}

// readNumber reads a number in the unit of the field's column.
func readNumber(f *schema.Field, raw json.RawMessage) (any, error) {
	var n json.Number
	if len(raw) == 0 || raw[0] == '"' {
		return nil, badValue(f)
	}
	if err := json.Unmarshal(raw, &n); err != nil {
		return nil, err
	}
	switch f.Kind {
	case schema.HoursKind:
		h, err := model.ParseHours(n.String())
		return int64(h), err
	case schema.FTEKind:
		v, err := model.ParseFTE(n.String())
		return int64(v), err
	}
	return n.Int64()
}
