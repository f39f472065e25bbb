// Package exporter writes documents to files and streams: CSV, XLSX, JSON, Markdown, PDF, DOCX, plain text, TSV,
// calendars, address books and mails.
//
// It promises: a file is written completely or not at all, replaces another file only when Options.Overwrite is set,
// and is readable by its owner only; tables are written with exactly the columns, rows and order of the document; files
// contain no control characters; text that a spreadsheet would run as a formula is escaped.
//
// It never decides what may be exported: that is decided before a document is made.
//
// # Formulas
//
// In CSV, text whose first character (after any apostrophes) is one of = + - @ tab or line end, or their full-width
// forms, gets an apostrophe before it. Package importer removes exactly one from such text, so that importing the file
// gives the text of the document. Numbers, dates and telephone numbers are written as such and get none. In XLSX a cell
// of text is never a formula, so that nothing is added.
package exporter

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"jobspor/data/paths"
	"jobspor/model"
)

// Format is a kind of file.
type Format string

// The formats.
const (
	CSV      Format = "csv"  // RFC 4180: commas, CRLF, UTF-8; see Options.Excel
	XLSX     Format = "xlsx" // a workbook with a sheet for each table
	JSON     Format = "json" // everything, values typed, columns by key
	Markdown Format = "md"
	Text     Format = "txt"  // aligned for reading with a fixed-width font
	TSV      Format = "tsv"  // for pipes: one line a row, no quotes
	PDF      Format = "pdf"  // A4 pages with the fonts inside
	DOCX     Format = "docx" // a document that a word processor edits
	ICS      Format = "ics"  // a calendar: the rows that have a day
	VCF      Format = "vcf"  // an address book: the cards
	EML      Format = "eml"  // a mail that is opened as a draft
)

// Formats lists them in the order people choose from.
var Formats = []Format{CSV, XLSX, JSON, Markdown, Text, TSV, PDF, DOCX, ICS, VCF, EML}

// ParseFormat reads a format's name or a file name's ending.
func ParseFormat(s string) (Format, error) {
	name := strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), ".")
	names := make([]string, len(Formats))
	for i, f := range Formats {
		if string(f) == name {
			return f, nil
		}
		names[i] = string(f)
	}
	switch name {
	case "markdown":
		return Markdown, nil
	case "text":
		return Text, nil
	case "excel":
		return XLSX, nil
	case "word":
		return DOCX, nil
	case "vcard":
		return VCF, nil
	}
	return "", model.NewError(model.Usage, "err.export.format",
		model.Args{"value": clip(s), "formats": strings.Join(names, ", ")})
}

// Options of an export.
type Options struct {
	Overwrite bool // replace a file that is there
	Excel     bool // CSV as a Danish Excel opens it: semicolons, byte order mark, decimal comma
}

// To writes the document to a stream.
func To(w io.Writer, doc *model.Document, f Format, o Options) error {
	b := bufio.NewWriter(w)
	var err error
	switch f {
	case CSV:
		err = toCSV(b, doc, o.Excel)
	case XLSX:
		err = toXLSX(b, doc)
	case JSON:
		err = toJSON(b, doc)
	case Markdown:
		err = toMarkdown(b, doc)
	case Text:
		if doc.Mail != nil {
			err = mailText(b, doc)
			break
		}
		err = toText(b, doc)
	case TSV:
		err = toTSV(b, doc)
	case PDF:
		err = toPDF(b, doc)
	case DOCX:
		err = toDOCX(b, doc)
	case ICS:
		err = toICS(b, doc)
	case VCF:
		err = toVCF(b, doc)
	case EML:
		err = toEML(b, doc)
	default:
		_, err = ParseFormat(string(f))
	}
	if err != nil {
		return err
	}
	return b.Flush()
}

// Write writes the document to a file of mode 0600: whole or not at all.
//
// Errors are model.Error with the file's name: "err.export.exists" (Conflict: a file is there and Overwrite is not
// set), "err.export.database" (the file is a database), "err.export.folder" (the folder is missing, or the path is
// one), "err.export.write" (no room, no right).
func Write(path string, doc *model.Document, f Format, o Options) error {
	return WriteFile(path, o.Overwrite, func(w io.Writer) error { return To(w, doc, f, o) })
}

// WriteFile is Write for anything that can be written to a stream, such as the refused rows of an import.
func WriteFile(path string, overwrite bool, fill func(io.Writer) error) error {
	name := model.FileName(path)
	fail := func(code model.Code, key string, err error) error {
		return model.NewError(code, key, model.Args{"file": name}).WithCause(err)
	}
	switch info, err := os.Lstat(path); {
	case err == nil && info.IsDir():
		return fail(model.Invalid, "err.export.folder", fs.ErrExist)
	case err == nil && !info.Mode().IsRegular(): // a link would be replaced, a pipe or device is no file
		return fail(model.Invalid, "err.export.special", fs.ErrExist)
	case err == nil && !overwrite:
		return fail(model.Conflict, "err.export.exists", fs.ErrExist)
	case partOfDatabase(path):
		return fail(model.Invalid, "err.export.database", fs.ErrExist)
	}
	paths.RemoveAbandoned(filepath.Dir(path), time.Now()) // what an export left that was killed
	err := paths.WriteFile(path, overwrite, fill)
	var known *model.Error
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case errors.Is(err, fs.ErrExist):
		return fail(model.Conflict, "err.export.exists", err)
	case errors.Is(err, fs.ErrNotExist):
		return fail(model.NotFound, "err.export.folder", err)
	case paths.IsFull(err):
		var size counter
		if fill(&size) != nil {
			size = 0
		}
		return paths.Full(path, int64(size), err)
	}
	return fail(model.Internal, "err.export.write", err)
}

// partOfDatabase reports whether the file is a SQLite database, or one that SQLite keeps beside it: overwritten,
// nothing of it would be left.
func partOfDatabase(path string) bool {
	for _, end := range []string{"-wal", "-shm", "-journal"} {
		path = strings.TrimSuffix(path, end)
	}
	const begin = "SQLite format 3\x00"
	head := make([]byte, len(begin))
	f, err := paths.OpenRegular(path)
	if err != nil {
		return false
	}
	defer f.Close()
	n, _ := io.ReadFull(f, head)
	return string(head[:n]) == begin
}

// counter counts what is written to it.
type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
