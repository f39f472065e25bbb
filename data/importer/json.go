package importer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"jobspor/model"
)

// errStop ends reading early, when enough has been read.
var errStop = errors.New("enough")

// containers are the keys whose arrays hold the records: an answer of the register, jobspor's own export, and an answer
// of Jobnet.
var containers = []string{"hits", "sections", "rows", "JobPositionPostings"}

// walkJSON calls yield with every record of the text: objects one after another (JSON lines), in arrays, and inside
// containers, however deep. It holds one record in memory at a time.
func walkJSON(ctx context.Context, r io.Reader, yield func(json.RawMessage) error) error {
	bound := &limitedReader{r: r}
	w := walker{ctx: ctx, bound: bound, dec: json.NewDecoder(bound), yield: yield}
	for {
		err := w.value()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return w.explain(err)
		}
	}
}

// limitedReader returns an error after maxObject bytes without the end of a record.
type limitedReader struct {
	r    io.Reader
	used int
}

var errObject = errors.New("a record is too large")

func (b *limitedReader) Read(p []byte) (int, error) {
	if b.used > maxObject {
		return 0, errObject
	}
	n, err := b.r.Read(p[:min(len(p), maxObject+1-b.used)])
	b.used += n
	return n, err
}

type walker struct {
	ctx      context.Context
	bound    *limitedReader
	dec      *json.Decoder
	yield    func(json.RawMessage) error
	yieldErr error // what yield said
	depth    int
}

// explain names the place of an error.
func (w *walker) explain(err error) error {
	switch {
	case w.yieldErr != nil:
		return w.yieldErr
	case w.ctx.Err() != nil:
		return w.ctx.Err()
	case errors.Is(err, errObject):
		return fileError("err.import.object", model.Args{"max": maxObject >> 20})
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return fileError("err.import.json", model.Args{"byte": w.dec.InputOffset()}).
		WithCause(fmt.Errorf("read JSON: %w", err))
}

// value reads the next value and what is inside it.
func (w *walker) value() error {
	t, err := w.dec.Token()
	if err != nil {
		return err
	}
	if w.depth++; w.depth > 8 {
		return errors.New("nested too deep")
	}
	defer func() { w.depth-- }()
	switch t {
	case json.Delim('['):
		for w.dec.More() {
			if err := w.element(); err != nil {
				return err
			}
		}
		return w.end()
	case json.Delim('{'):
		return w.object()
	}
	return nil // a lone number or text is nothing
}

// element reads one element of an array, which may be a record.
func (w *walker) element() error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	return w.value()
}

// end takes the closing bracket.
func (w *walker) end() error {
	_, err := w.dec.Token()
	return unexpectedEnd(err)
}

// unexpectedEnd makes the end of the file inside a value an error.
func unexpectedEnd(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// object reads an object: a container is walked, anything else is a record.
func (w *walker) object() error {
	var rec bytes.Buffer
	rec.WriteByte('{')
	contains, collection := false, false
	for w.dec.More() {
		key, err := w.dec.Token()
		if err != nil {
			return unexpectedEnd(err)
		}
		name, _ := key.(string)
		if slices.Contains(containers, name) || name == "features" && collection {
			contains = true
			if err := unexpectedEnd(w.value()); err != nil {
				return err
			}
			continue
		}
		var raw json.RawMessage
		if err := w.dec.Decode(&raw); err != nil {
			return unexpectedEnd(err)
		}
		collection = collection || name == "type" && string(raw) == `"FeatureCollection"`
		if rec.Len() > 1 {
			rec.WriteByte(',')
		}
		quoted, err := json.Marshal(name)
		if err != nil {
			return err
		}
		rec.Write(quoted)
		rec.WriteByte(':')
		rec.Write(raw)
	}
	if err := w.end(); err != nil {
		return err
	}
	w.bound.used = 0
	if contains || rec.Len() == 1 {
		return nil
	}
	rec.WriteByte('}')
	if collection { // the collection says what it is only after its features
		return w.features(rec.Bytes())
	}
	w.yieldErr = w.yield(rec.Bytes())
	return w.yieldErr
}

// features yields the records of a GeoJSON collection that is held in memory.
func (w *walker) features(raw json.RawMessage) error {
	var list struct{ Features []json.RawMessage }
	if err := json.Unmarshal(raw, &list); err != nil {
		return err
	}
	for _, f := range list.Features {
		if w.yieldErr = w.yield(f); w.yieldErr != nil {
			return w.yieldErr
		}
	}
	return nil
}

// kindOf tells a record's kind by its keys.
func kindOf(raw json.RawMessage) Kind {
	var probe struct {
		Source json.RawMessage `json:"_source"`
		Legal  json.RawMessage `json:"Vrvirksomhed"`
		Unit   json.RawMessage `json:"VrproduktionsEnhed"`
		VAT    json.RawMessage `json:"vat"`
		Code   json.RawMessage `json:"industrycode"`
		Units  json.RawMessage `json:"productionunits"`
		Life   struct {
			Life json.RawMessage `json:"livsforloeb"`
		} `json:"livsforloeb"`
	}
	_ = json.Unmarshal(raw, &probe) // what does not fit is none of these shapes
	switch {
	case probe.Source != nil, probe.Legal != nil, probe.Unit != nil:
		return Register
	case probe.VAT != nil && (probe.Code != nil || probe.Units != nil):
		return CVRAPI
	case probe.Life.Life != nil:
		return OldXML
	}
	return Objects
}

// jsonKind looks at the first record.
func (s *Source) jsonKind(ctx context.Context) (Kind, error) {
	kind := Kind("")
	err := walkJSON(ctx, s.text(nil), func(raw json.RawMessage) error {
		kind = kindOf(raw)
		return errStop
	})
	if err != nil && err != errStop {
		return "", err
	}
	if kind == "" {
		return "", fileError("err.import.empty", nil)
	}
	return kind, nil
}

func (s *Source) openJSON(ctx context.Context) (*table, error) {
	if s.Kind == Objects {
		return s.openObjects(ctx)
	}
	read := func(ctx context.Context, progress func(done, total int64), yield func(record) error) error {
		n := 0
		return walkJSON(ctx, s.text(progress), func(raw json.RawMessage) error {
			n++
			rows, err := registerRows(s.Kind, raw)
			if err != nil {
				return yield(record{line: n, cells: make([]string, len(registerColumns)),
					bad: fileError("err.import.shape", nil).WithCause(err)})
			}
			for _, cells := range rows {
				if err := yield(record{line: n, cells: cells}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return &table{header: registerColumns, rows: read}, nil
}

// openObjects reads plain objects: their keys are the headings, in the order they first appear.
func (s *Source) openObjects(ctx context.Context) (*table, error) {
	var header []string
	at := map[string]int{}
	err := walkJSON(ctx, s.text(nil), func(raw json.RawMessage) error {
		return eachValue(raw, func(key string, _ json.RawMessage) error {
			if _, has := at[key]; !has {
				if len(header) == maxColumns {
					return fileError("err.import.row.long", model.Args{"line": 1})
				}
				at[key] = len(header)
				header = append(header, key)
			}
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	read := func(ctx context.Context, progress func(done, total int64), yield func(record) error) error {
		n := 0
		cells, numbers := make([]string, len(header)), make([]bool, len(header))
		return walkJSON(ctx, s.text(progress), func(raw json.RawMessage) error {
			n++
			clear(cells)
			clear(numbers)
			rec := record{line: n, cells: cells, numbers: numbers}
			if err := eachValue(raw, func(key string, v json.RawMessage) error {
				cells[at[key]] = plainText(v)
				if c := firstByte(v); c == '-' || c >= '0' && c <= '9' {
					cells[at[key]], numbers[at[key]] = plainNumber(cells[at[key]]), true
				}
				return nil
			}); err != nil {
				rec.bad = fileError("err.import.shape", nil).WithCause(err)
			}
			return yield(rec)
		})
	}
	return &table{header: header, rows: read}, nil
}

// eachValue calls do for the members of an object and of the objects in it: "address.street". A place of GeoJSON has
// the members of its properties, and its coordinates as the last one.
func eachValue(raw json.RawMessage, do func(key string, v json.RawMessage) error) error {
	var place struct {
		Type       jsonText
		Properties json.RawMessage
		Geometry   json.RawMessage
	}
	if json.Unmarshal(raw, &place) != nil || place.Type != "Feature" || firstByte(place.Properties) != '{' {
		return eachInner(raw, do)
	}
	if err := eachInner(place.Properties, do); err != nil || firstByte(place.Geometry) != '{' {
		return err
	}
	return eachMember(place.Geometry, func(key string, v json.RawMessage) error {
		if key != "coordinates" {
			return nil
		}
		return do("geometry.coordinates", v)
	})
}

func eachInner(raw json.RawMessage, do func(key string, v json.RawMessage) error) error {
	return eachMember(raw, func(key string, v json.RawMessage) error {
		if v = bytes.TrimSpace(v); len(v) == 0 || v[0] != '{' {
			return do(key, v)
		}
		return eachInner(v, func(inner string, v json.RawMessage) error { return do(key+"."+inner, v) })
	})
}

// eachMember calls do for the members of an object, in their order.
func eachMember(raw json.RawMessage, do func(key string, v json.RawMessage) error) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return err
		}
		var v json.RawMessage
		if err := dec.Decode(&v); err != nil {
			return err
		}
		key, _ := t.(string)
		if err := do(key, v); err != nil {
			return err
		}
	}
	return nil
}

// firstByte is the first byte of a JSON value, which tells what it is.
func firstByte(v json.RawMessage) byte {
	if v = bytes.TrimSpace(v); len(v) > 0 {
		return v[0]
	}
	return 0
}

// plainText gives a JSON value as a cell: lists are joined, null is empty.
func plainText(v json.RawMessage) string {
	v = bytes.TrimSpace(v)
	if len(v) > 0 && v[0] == '[' {
		var list []json.RawMessage
		if json.Unmarshal(v, &list) == nil {
			parts := make([]string, len(list))
			for i, e := range list {
				parts[i] = plainText(e)
			}
			return strings.Join(parts, "\n")
		}
	}
	var t jsonText
	if t.UnmarshalJSON(v) != nil {
		return string(v)
	}
	return string(t)
}

// jsonText is a JSON string, number, boolean or null as text, because registers use different types for the same value.
type jsonText string

// UnmarshalJSON takes any scalar.
func (f *jsonText) UnmarshalJSON(b []byte) error {
	switch {
	case len(b) == 0 || bytes.Equal(b, []byte("null")):
		*f = ""
	case b[0] == '"':
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		*f = jsonText(strings.TrimSpace(s))
	case b[0] == '{', b[0] == '[':
		return errors.New("an object or list stands where a value is expected")
	default:
		*f = jsonText(b)
	}
	return nil
}
