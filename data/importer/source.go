// Package importer reads files of other programs: lists of workplaces and citizens, answers of the business register,
// and reference tables.
//
// It promises: the kind of a file is detected from its content, never from its name. A file is read as a stream, so
// that memory does not grow with its size. A row is imported completely or refused with reasons that name its line and
// column. The package writes nothing: a Plan says what an import would do, and its ChangeSet is the one change set that
// does it, so that one undo reverts it. Importing the same file again changes nothing.
//
// It never imports a text that looks like a civil registration number, never repeats one in a reason, writes no file to
// disk, and contains no translated text: option words and headings in the user's language are passed in as functions.
package importer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"jobspor/model"
)

// Limits of a file. They are far above any real list, and prevent a wrong or hostile file from filling the memory.
const (
	MaxBytes   = 1 << 30   // a file
	maxRecord  = 1 << 20   // a row of text
	maxColumns = 1000      //
	maxUnzip   = 512 << 20 // an XLSX file, unpacked
	maxShared  = 128 << 20 // the texts that its cells share, which are held in memory
	maxObject  = 16 << 20  // one JSON record
)

// Kind says what a file is.
type Kind string

// The kinds of files. Those of the register are distinguished for messages only; they are read in the same way.
const (
	Delimited Kind = "csv"      // delimited text
	Sheet     Kind = "xlsx"     // an Excel workbook
	CVRAPI    Kind = "cvrapi"   // answers of cvrapi.dk
	Register  Kind = "register" // the business register's system-to-system JSON
	OldXML    Kind = "cvr2013"  // the register's old XML, written as JSON
	Objects   Kind = "json"     // plain JSON objects, such as jobspor's own export
)

// Source is an open file whose kind is known. It can be read several times, by one reader at a time.
type Source struct {
	Name     string // the file's name without folders
	Kind     Kind
	Encoding string // of text files
	Bytes    int64

	r     io.ReaderAt
	close func() error
	exact bool // every number has a decimal point, as the register writes them
}

// record is one row as it stands in the file. The slice cells is reused for the next row: copy it to retain it.
type record struct {
	line  int // line, row of the sheet or number of the object, from 1
	cells []string
	bad   *model.Error // the row cannot be read
	// hidden says that the program which wrote the file does not show the row.
	hidden  bool
	numbers []bool // which cells the file holds as numbers, with a decimal point; nil for none
}

// table is the content of a source: headings and the rows below them.
type table struct {
	header  []string
	rows    func(ctx context.Context, progress func(done, total int64), yield func(record) error) error
	strict  bool    // every row must have as many cells as the header
	reading Reading // how it is read
}

// Open opens a file and finds out what it is. Its name is taken as model.FileName gives it.
//
// Errors are model.Error: "err.import.open" (not there or not allowed), "err.import.folder", "err.import.device",
// "err.import.big", "err.import.nothing" (no bytes), and those of Read.
func Open(ctx context.Context, path string) (*Source, error) {
	name := model.FileName(path)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, inFile(model.NewError(model.NotFound, "err.import.missing", nil).WithCause(err), name)
	case err != nil:
		return nil, inFile(fileError("err.import.open", nil).WithCause(err), name)
	case info.IsDir():
		return nil, inFile(fileError("err.import.folder", nil), name)
	case !info.Mode().IsRegular():
		return nil, inFile(fileError("err.import.device", nil), name)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, inFile(fileError("err.import.open", nil).WithCause(err), name)
	}
	s, err := Read(ctx, f, info.Size(), name)
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	s.close = f.Close
	return s, nil
}

// Read finds out what the bytes of r are; name is for messages. It reads text once from end to end, to know its
// encoding.
//
// Errors are model.Error: "err.import.big" (above MaxBytes), "err.import.nothing", "err.import.binary" (no text and no
// workbook), "err.import.xls" (an old or encrypted Excel file), "err.import.zip" (another zip file), "err.import.json".
func Read(ctx context.Context, r io.ReaderAt, size int64, name string) (*Source, error) {
	s := &Source{Name: name, Bytes: size, r: r}
	if err := s.detect(ctx); err != nil {
		return nil, inFile(err, name)
	}
	return s, nil
}

// Close closes the file that Open opened.
func (s *Source) Close() error {
	if s.close == nil {
		return nil
	}
	return s.close()
}

func (s *Source) detect(ctx context.Context) error {
	if s.Bytes > MaxBytes {
		return fileError("err.import.big", model.Args{"max": MaxBytes >> 20})
	}
	start := make([]byte, min(s.Bytes, 4096))
	if n, err := s.r.ReadAt(start, 0); err != nil && n < len(start) {
		return fmt.Errorf("read start: %w", err)
	}
	switch {
	case len(bytes.TrimSpace(bytes.TrimPrefix(start, []byte("\ufeff")))) == 0 && s.Bytes <= int64(len(start)):
		return fileError("err.import.nothing", nil)
	case bytes.HasPrefix(start, []byte("PK\x03\x04")):
		s.Kind = Sheet
		return s.checkZip()
	case bytes.HasPrefix(start, []byte{0xd0, 0xcf, 0x11, 0xe0}):
		return fileError("err.import.xls", nil)
	case bytes.HasPrefix(start, []byte("%PDF")):
		return fileError("err.import.binary", nil)
	}
	var err error
	if s.Encoding, err = sniffText(ctx, s.r, s.Bytes); err != nil {
		return err
	}
	if s.Encoding == "" {
		return fileError("err.import.binary", nil)
	}
	s.Kind = Delimited
	if c := firstLetter(s.text(nil)); c == '{' || c == '[' {
		s.Kind, err = s.jsonKind(ctx)
		s.exact = s.Kind != Objects
	}
	return err
}

// text reads the file from its start as UTF-8.
func (s *Source) text(progress func(done, total int64)) io.Reader {
	var r io.Reader = io.NewSectionReader(s.r, 0, s.Bytes)
	if progress != nil {
		r = &counted{r: r, total: s.Bytes, report: progress}
	}
	return decode(s.Encoding, r)
}

func firstLetter(r io.Reader) byte {
	var b [1]byte
	for range 1 << 16 {
		if _, err := io.ReadFull(r, b[:]); err != nil {
			return 0
		}
		if b[0] > ' ' {
			return b[0]
		}
	}
	return 0
}

// counted reports how far a file has been read.
type counted struct {
	r           io.Reader
	done, total int64
	report      func(done, total int64)
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.done += int64(n)
	if n > 0 {
		c.report(c.done, c.total)
	}
	return n, err
}

// open gives the rows of the file. known says how well a heading is known, so that the header line, the delimiter and
// the sheet can be found.
func (s *Source) open(ctx context.Context, known func(heading string) bool) (t *table, err error) {
	switch s.Kind {
	case Delimited:
		t, err = s.openDelimited(ctx, known)
	case Sheet:
		t, err = s.openSheet(ctx, known)
	default:
		t, err = s.openJSON(ctx)
	}
	if err == nil {
		t.reading.Encoding = s.Encoding
	}
	return t, inFile(err, s.Name)
}

// fileError makes the error of an unreadable file.
func fileError(key string, args model.Args) *model.Error {
	return model.NewError(model.Invalid, key, args)
}

// inFile adds the file's name to an error, and turns the error of a cancelled context into a model.Error.
func inFile(err error, name string) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return model.NewError(model.Cancelled, "err.import.stopped", model.Args{"file": name}).WithCause(err)
	}
	var e *model.Error
	if !errors.As(err, &e) {
		e = fileError("err.import.read", nil).WithCause(err)
	}
	if e.Args == nil {
		e.Args = model.Args{}
	}
	if _, has := e.Args["file"]; !has {
		e.Args["file"] = name
	}
	return e
}
