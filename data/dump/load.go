package dump

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"slices"
	"time"

	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
)

// maxLine is the longest line that is read, in bytes: a reference table is one line.
const maxLine = 64 << 20

// Reader reads a dump.
type Reader struct {
	Header     Header
	Protection Protection

	in    *bufio.Reader
	sum   hash.Hash
	line  int            // number of the line that was read last
	typ   string         // what it is about: the type of its row
	place int            // of the type that is being read, in the order of the format
	first map[string]int // line of the first row of each type
	found map[string]int // lines of each type
	total Result         // set by the last line
}

// Open recognises how a dump is protected, opens it and reads its header. Nothing after the header is checked yet.
func Open(in io.Reader, keys Keys) (*Reader, error) {
	plain, how, err := unseal(in, keys)
	if err != nil {
		return nil, err
	}
	r := &Reader{Protection: how, in: bufio.NewReaderSize(plain, 1<<16), sum: sha256.New(), first: map[string]int{},
		found: map[string]int{}}
	text, err := r.next()
	if err != nil {
		return nil, r.at(err)
	}
	// A newer version may have other members: its number is read before the members are judged.
	var about struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
		Schema  int    `json:"schema"`
	}
	if json.Unmarshal(text, &about) != nil || about.Format != Format {
		return nil, model.NewError(model.Unsupported, "err.load.format", nil)
	}
	if about.Version > Version || about.Schema > store.Schema() {
		return nil, model.NewError(model.Unsupported, "err.load.newer", model.Args{
			"version": about.Version, "schema": about.Schema, "known": Version, "knownschema": store.Schema(),
		})
	}
	if err := decode(text, &r.Header); err != nil || about.Version < 1 || about.Schema < 1 {
		return nil, r.at(model.NewError(model.Invalid, "err.load.json", nil))
	}
	r.digest(text)
	return r, nil
}

// next reads a line without its line feed.
func (r *Reader) next() ([]byte, error) {
	var long []byte
	for {
		part, err := r.in.ReadSlice('\n')
		if len(long)+len(part) > maxLine {
			r.line++
			return nil, model.NewError(model.Invalid, "err.load.long", nil)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			long = append(long, part...)
			continue
		case errors.Is(err, io.EOF):
			r.line++
			return nil, model.NewError(model.Invalid, "err.load.cut", nil)
		case err != nil: // of age: a part that was changed or is missing
			r.line++
			return nil, model.NewError(model.Invalid, "err.load.damaged", nil).WithCause(err)
		}
		r.line++
		if long != nil {
			part = append(long, part...)
		}
		return part[:len(part)-1], nil
	}
}

// at adds the number of the line to an error.
func (r *Reader) at(err error) error { return atLine(r.line, r.typ, err) }

// LineError is what is wrong with a line; Type is the type of its row, "" for none.
type LineError struct {
	Line int
	Type string
	Err  error
}

func (e *LineError) Error() string { return e.Err.Error() }
func (e *LineError) Unwrap() error { return e.Err }

func atLine(line int, typ string, err error) error {
	var known *model.Error
	if !errors.As(err, &known) || known.Code != model.Invalid {
		return err
	}
	return &LineError{line, typ, err}
}

// Load fills an empty database with the dump: all of it, or nothing when anything is wrong with it. A dump of a demo
// fills a demo only, and that of a real database none.
func (r *Reader) Load(ctx context.Context, db *store.Store, how store.Loaded) (Result, error) {
	switch demo := db.Info().Demo; {
	case r.Header.Demo && !demo:
		return r.total, model.NewError(model.Conflict, "err.load.demo", nil)
	case demo && !r.Header.Demo:
		return r.total, model.NewError(model.Conflict, "err.load.real", nil)
	}
	how.Entry = func() (string, model.Args) {
		action := "load"
		if r.total.Differs > 0 {
			action = "load.differs"
		}
		return action, model.Args{
			"n": r.Header.Rows(), "log": r.Header.Counts[logType], "made_at": r.Header.MadeAt,
			"program": model.Clip(r.Header.Program), "digest": r.total.SHA256[:16], "differs": r.total.Differs,
		}
	}
	how.Differs = func(d store.Difference) {
		line := 0
		if d.Nth > 0 {
			line = r.first[d.Type] + int(d.Nth) - 1
		}
		if r.total.Differs++; len(r.total.Different) < mostUnfit {
			r.total.Different = append(r.total.Different, Different{d, line})
		}
	}
	err := db.Load(ctx, how, func(to store.Sink) error { return r.at(r.fill(ctx, to)) })
	var bad *store.BadRef
	if errors.As(err, &bad) {
		return r.total, atLine(r.first[bad.Type]+int(bad.Nth)-1, bad.Type, bad.Cause)
	}
	return r.total, err
}

// fill gives the lines after the header to the database, up to the end.
func (r *Reader) fill(ctx context.Context, to store.Sink) error {
	for {
		if r.line%256 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		text, err := r.next()
		if err != nil {
			return err
		}
		var about struct {
			Type string `json:"type"`
		}
		if json.Unmarshal(text, &about) != nil {
			return model.NewError(model.Invalid, "err.load.json", nil)
		}
		if about.Type == endType {
			return r.end(text)
		}
		r.digest(text)
		r.typ = about.Type
		if err := r.take(to, about.Type, text); err != nil {
			return err
		}
		r.found[about.Type]++
	}
}

func (r *Reader) digest(text []byte) {
	_, _ = r.sum.Write(text) // a digest never fails
	_, _ = r.sum.Write([]byte{'\n'})
}

// take gives one line to the database.
func (r *Reader) take(to store.Sink, typ string, text []byte) error {
	if err := r.inOrder(typ); err != nil {
		return err
	}
	switch typ {
	case numberType:
		var l numberLine
		if err := decode(text, &l); err != nil {
			return err
		}
		if _, err := typeNamed(l.Of); err != nil {
			return err
		}
		return to.Number(l.Of, l.Last)
	case logType:
		return takeEntry(to, text)
	case lineType:
		return takeLine(to, text)
	}
	return takeRow(to, typ, text)
}

// inOrder refuses a line of an unknown type, or one whose type stands before the last one's.
func (r *Reader) inOrder(typ string) error {
	place := slices.IndexFunc(schema.Types(), func(t *schema.Type) bool { return t.Name == typ }) + 1
	switch typ {
	case numberType:
		place = 0
	case logType, lineType:
		place = len(schema.Types()) + 1
	default:
		if _, err := typeNamed(typ); err != nil {
			return err
		}
		if r.first[typ] == 0 {
			r.first[typ] = r.line
		}
	}
	if place < r.place {
		return model.NewError(model.Invalid, "err.load.order", model.Args{"type": typ})
	}
	r.place = place
	return nil
}

func typeNamed(name string) (*schema.Type, error) {
	t, ok := schema.TypeNamed(name)
	if !ok {
		return nil, model.NewError(model.Invalid, "err.load.type", model.Args{"type": model.Clip(name)})
	}
	return t, nil
}

func takeRow(to store.Sink, typ string, text []byte) error {
	var l rowLine
	if err := decode(text, &l); err != nil {
		return err
	}
	e, err := readRow(typ, l.ID, l.Version, l.Fields)
	if err != nil {
		return err
	}
	return to.Row(e)
}

// readRow makes a row of a line. Settings and reference tables have names for IDs, all others IDs.
func readRow(typ, id string, version int64, fields json.RawMessage) (model.Entity, error) {
	t, err := typeNamed(typ)
	if err != nil {
		return nil, err
	}
	if id == "" || len(id) > 100 || model.HasControl(id, false) || version < 1 || len(fields) == 0 {
		return nil, model.NewError(model.Invalid, "err.load.row", nil)
	}
	e := t.New()
	e.Meta().ID, e.Meta().Version = id, version
	return e, readFields(t, e, fields)
}

func takeEntry(to store.Sink, text []byte) error {
	var l entryLine
	if err := decode(text, &l); err != nil {
		return err
	}
	at, err := time.Parse(atFormat, l.At)
	if err != nil {
		return model.NewError(model.Invalid, "err.load.entry", nil)
	}
	return to.Entry(model.LogEntry{
		Seq: l.Seq, At: at, Actor: l.Actor, Kind: l.Kind, Action: l.Action, Args: l.Args, Undoes: l.Undoes,
		UndoneBy: l.UndoneBy, Count: l.Count, Erased: l.Erased, After: l.After,
	})
}

func takeLine(to store.Sink, text []byte) error {
	var l logLine
	if err := decode(text, &l); err != nil {
		return err
	}
	if _, err := typeNamed(l.Of); err != nil {
		return err
	}
	if len(l.ID) > 100 || model.HasControl(l.ID, false) {
		return model.NewError(model.Invalid, "err.load.row", nil)
	}
	out := store.LogLine{Type: l.Of, ID: l.ID, Op: l.Op, Erased: l.Erased}
	if len(l.Fields) > 0 {
		var err error
		if out.Before, err = readRow(l.Of, l.ID, l.Version, l.Fields); err != nil {
			return err
		}
	}
	return to.Line(out)
}

// end checks that nothing is missing and that nothing follows.
func (r *Reader) end(text []byte) error {
	var l endLine
	if err := decode(text, &l); err != nil {
		return err
	}
	r.total = Result{Header: r.Header, Lines: r.line - 1, SHA256: hex.EncodeToString(r.sum.Sum(nil))}
	if l.Lines != r.total.Lines || l.SHA256 != r.total.SHA256 {
		return model.NewError(model.Invalid, "err.load.digest", nil)
	}
	for name, n := range r.Header.Counts {
		if r.found[name] != n {
			return model.NewError(model.Invalid, "err.load.counts", model.Args{
				"type": name, "n": n, "found": r.found[name],
			})
		}
	}
	if _, err := r.in.ReadByte(); !errors.Is(err, io.EOF) {
		r.line++
		return model.NewError(model.Invalid, "err.load.after", nil)
	}
	return nil
}

// decode reads one JSON object whose members are all known.
func decode(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil || d.More() {
		return model.NewError(model.Invalid, "err.load.json", nil) // the decoder's words could quote the line
	}
	return nil
}
