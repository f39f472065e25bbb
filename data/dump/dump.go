// Package dump writes a whole database as lines of JSON and reads them into an empty one.
//
// It promises: a dump holds every row of every type with ID, number, version and all fields, also the sealed ones, and
// the log; drafts are left out. It is sealed with age unless the caller says otherwise. Reading it back writes all or
// nothing, and dump, load, dump gives the same lines. A file that was cut off or changed is refused with the number of
// the line. Memory does not grow with the number of rows. No error quotes a value.
//
// # The format
//
// UTF-8, one JSON object a line, each line ended by one line feed, in this order:
//
//	{"format":"jobspor-dump","version":1,"schema":3,"made_at":"2026-11-26T08:00:00Z","program":"1.0",
//	 "demo":false,"counts":{"consultant":1,…,"log":12,"log_line":340}}
//	{"type":"number","of":"citizen","last":14}
//	{"type":"company","id":"0a1b2c3d4e5f","version":2,"fields":{"name":"…","fte":12.5,"days":["mon","fri"]}}
//	{"type":"log","seq":1,"at":"2026-11-02T08:15:00.000Z","actor":"…","kind":"change","action":"init","count":1}
//	{"type":"log_line","op":"edit","of":"company","id":"0a1b2c3d4e5f","version":1,"fields":{…}}
//	{"type":"end","lines":355,"sha256":"…"}
//
// The header comes first. "number" is the last number that was given to a row of a numbered type; it is not given
// again. Rows of one type stand together, the types in the order of schema.Types. A field without a value is left out;
// a flag is left out when it is false. Text, dates (ISO), choices and references (IDs) are strings, lists are arrays,
// hours and full-time equivalents are numbers. After each entry of the log stand its lines in their order: "add",
// "edit", "remove" and "view"; an edit and a removal hold the row as it was before. Entries have consecutive numbers;
// "after" names the entry before where an earlier version left numbers out and the links of the log prove that nothing
// was removed. "lines" of the end counts all lines before it, and "sha256" is the digest of their bytes.
//
// A program reads dumps of its own version of the format, and of its own or an older schema.
package dump

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"io"
	"time"

	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
)

// Format and Version name the format in the header.
const (
	Format  = "jobspor-dump"
	Version = 1
)

// Header is the first line.
type Header struct {
	Format  string         `json:"format"`
	Version int            `json:"version"`
	Schema  int            `json:"schema"`
	MadeAt  string         `json:"made_at"`
	Program string         `json:"program"`
	Demo    bool           `json:"demo"`
	Counts  map[string]int `json:"counts"`
}

// Rows counts the rows of all types, the log apart.
func (h *Header) Rows() (n int) {
	for name, count := range h.Counts {
		if name != logType && name != lineType {
			n += count
		}
	}
	return n
}

// Entries counts those of the log.
func (h *Header) Entries() int { return h.Counts[logType] }

// The types of lines beside those of package schema.
const (
	numberType = "number"
	logType    = "log"
	lineType   = "log_line"
	endType    = "end"
)

// numberLine, rowLine, logLine and endLine are the other lines.
type (
	numberLine struct {
		Type string `json:"type"`
		Of   string `json:"of"`
		Last int64  `json:"last"`
	}
	rowLine struct {
		Type    string          `json:"type"`
		ID      string          `json:"id"`
		Version int64           `json:"version"`
		Fields  json.RawMessage `json:"fields"`
	}
	entryLine struct {
		Type     string     `json:"type"`
		Seq      int64      `json:"seq"`
		At       string     `json:"at"`
		Actor    string     `json:"actor"`
		Kind     string     `json:"kind"`
		Action   string     `json:"action"`
		Args     model.Args `json:"args,omitempty"`
		Undoes   int64      `json:"undoes,omitempty"`
		UndoneBy int64      `json:"undone_by,omitempty"`
		Count    int        `json:"count"`
		Erased   bool       `json:"erased,omitempty"` // its arguments were
		After    *int64     `json:"after,omitempty"`  // the entry before it, where the numbers between were never given
	}
	logLine struct {
		Type    string          `json:"type"`
		Op      string          `json:"op"`
		Of      string          `json:"of"`
		ID      string          `json:"id"`
		Version int64           `json:"version,omitempty"`
		Fields  json.RawMessage `json:"fields,omitempty"`
		Erased  bool            `json:"erased,omitempty"` // what stood before was
	}
	endLine struct {
		Type   string `json:"type"`
		Lines  int    `json:"lines"`
		SHA256 string `json:"sha256"`
	}
)

// atFormat is the time of an entry: UTC with milliseconds.
const atFormat = "2006-01-02T15:04:05.000Z"

// Result says what was written or read.
type Result struct {
	Header
	Lines  int
	SHA256 string
	Unfit  []Unfit // rows that a load refuses, because they do not pass today's checks; the first ten
	Unfits int     // how many those are
	Unread int     // values of the log that do not open: they are written as erased
	// Different are the rows of which what was read and its log do not tell the same, the first ten; Differs is how
	// many.
	Different []Different
	Differs   int
}

// Different is such a row, and its line; 0 where only the log has it.
type Different struct {
	store.Difference
	Line int
}

// Unfit is a row that does not pass the checks of schema.Validate.
type Unfit struct {
	Type, ID string
	Line     int
	Err      error
}

// mostUnfit is how many such rows are named.
const mostUnfit = 10

// Write writes the content of a database; program is the version of the program.
func Write(ctx context.Context, out io.Writer, db *store.Store, program string) (Result, error) {
	w := &writer{ctx: ctx, sum: sha256.New(), known: func(digits string) bool { return db.HasPNumber(ctx, digits) }}
	buffer := bufio.NewWriterSize(out, 1<<16)
	w.out = io.MultiWriter(buffer, w.sum)
	err := db.Dump(ctx, func(c store.Contents) error {
		w.Header = Header{
			Format: Format, Version: Version, Schema: c.Schema, MadeAt: db.Now().UTC().Format(time.RFC3339),
			Program: program, Demo: c.Demo, Counts: c.Rows,
		}
		w.Counts[logType], w.Counts[lineType] = c.Entries, c.Lines
		return w.line(w.Header)
	}, w)
	if err != nil {
		return w.Result, err
	}
	w.SHA256 = hex.EncodeToString(w.sum.Sum(nil))
	if err := w.line(endLine{endType, w.Lines, w.SHA256}); err != nil {
		return w.Result, err
	}
	w.Lines-- // the end counts the lines before it
	return w.Result, buffer.Flush()
}

// writer is the store.Sink that writes lines.
type writer struct {
	Result
	ctx   context.Context
	out   io.Writer
	sum   hash.Hash
	known func(digits string) bool // whether ten digits are the P-number of a company
}

// line writes one line; every 256 lines it asks whether the caller has stopped.
func (w *writer) line(v any) error {
	if w.Lines%256 == 0 {
		if err := w.ctx.Err(); err != nil {
			return err
		}
	}
	text, err := marshal(v)
	if err != nil {
		return err
	}
	w.Lines++
	_, err = w.out.Write(append(text, '\n'))
	return err
}

func (w *writer) Number(typ string, last int64) error {
	return w.line(numberLine{numberType, typ, last})
}

// Row writes a row, and remembers it when a load would refuse it.
func (w *writer) Row(e model.Entity) error {
	t := schema.TypeOf(e)
	if err := schema.ValidateKnowing(e, w.known); err != nil {
		w.Unfits++
		if len(w.Unfit) < mostUnfit {
			w.Unfit = append(w.Unfit, Unfit{t.Name, e.Meta().ID, w.Lines + 1, err})
		}
	}
	return w.line(rowLine{t.Name, e.Meta().ID, e.Meta().Version, appendFields(nil, t, e)})
}

func (w *writer) Entry(e model.LogEntry) error {
	return w.line(entryLine{
		logType, e.Seq, e.At.UTC().Format(atFormat), e.Actor, e.Kind, e.Action, e.Args, e.Undoes, e.UndoneBy, e.Count,
		w.gone(e.Erased, e.Damaged), e.After,
	})
}

func (w *writer) Line(l store.LogLine) error {
	out := logLine{Type: lineType, Op: l.Op, Of: l.Type, ID: l.ID, Erased: w.gone(l.Erased, l.Damaged)}
	if l.Before != nil {
		out.Version, out.Fields = l.Before.Meta().Version, appendFields(nil, schema.TypeOf(l.Before), l.Before)
	}
	return w.line(out)
}

// gone reports whether a value of the log is not there any more, and counts those that do not open.
func (w *writer) gone(erased, damaged bool) bool {
	if damaged {
		w.Unread++
	}
	return erased || damaged
}
