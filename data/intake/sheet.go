package intake

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"jobspor/model"
)

// checkZip makes sure that the zip file is a workbook and unpacks to a size that fits the memory.
func (s *Source) checkZip() error {
	z, err := zip.NewReader(s.r, s.Bytes)
	if err != nil {
		return fail("err.import.sheet", nil).Because(fmt.Errorf("read zip: %w", err))
	}
	var total uint64
	workbook := false
	for _, f := range z.File {
		total += f.UncompressedSize64
		workbook = workbook || strings.EqualFold(f.Name, "xl/workbook.xml")
		if total > maxUnzip {
			return fail("err.import.bomb", model.Args{"max": maxUnzip >> 20})
		}
	}
	if !workbook {
		return fail("err.import.zip", nil)
	}
	return nil
}

// workbook opens the file without spilling anything to a temporary file.
func (s *Source) workbook() (f *excelize.File, err error) {
	defer guardPanic(&err)
	f, err = excelize.OpenReader(io.NewSectionReader(s.r, 0, s.Bytes), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnzip, UnzipXMLSizeLimit: maxUnzip,
	})
	if err != nil {
		return nil, fail("err.import.sheet", nil).Because(fmt.Errorf("open workbook: %w", err))
	}
	return f, nil
}

// guardPanic turns a panic of the file library over a damaged workbook into an error.
func guardPanic(err *error) {
	if p := recover(); p != nil {
		*err = fail("err.import.sheet", nil).Because(fmt.Errorf("read workbook: %v", p))
	}
}

func (s *Source) openSheet(ctx context.Context, known func(string) bool) (*table, error) {
	f, err := s.workbook()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var best guess
	sheet := ""
	for _, name := range f.GetSheetList() {
		var rows [][]string
		err := eachSheetRow(ctx, f, name, func(rec record) error {
			rows = append(rows, slices.Clone(rec.cells))
			if len(rows) == headRows {
				return io.EOF
			}
			return nil
		})
		if err != nil && err != io.EOF {
			return nil, err
		}
		if g := findHeader(rows, known); g.score > 0 && (sheet == "" || g.better(best)) {
			best, sheet = g, name
		}
	}
	if sheet == "" {
		return nil, fail("err.import.header", nil)
	}
	return &table{header: best.headings, rows: func(ctx context.Context, progress func(done, total int64), yield func(record) error) error {
		f, err := s.workbook()
		if err != nil {
			return err
		}
		defer f.Close()
		total := sheetRows(f, sheet)
		n := 0
		return eachSheetRow(ctx, f, sheet, func(rec record) error {
			n++
			if progress != nil && n%256 == 0 {
				progress(min(int64(rec.line), total), total)
			}
			if n <= best.at+1 {
				return nil
			}
			return yield(rec)
		})
	}}, nil
}

// sheetRows is the number of rows the sheet says it has.
func sheetRows(f *excelize.File, sheet string) int64 {
	dimension, err := f.GetSheetDimension(sheet)
	if err != nil {
		return 0
	}
	_, last, _ := strings.Cut(dimension, ":")
	_, row, err := excelize.CellNameToCoordinates(last)
	if err != nil {
		return 0
	}
	return int64(row)
}

// eachSheetRow streams the rows that are not blank.
func eachSheetRow(ctx context.Context, f *excelize.File, sheet string, yield func(record) error) error {
	rows, err := f.Rows(sheet)
	if err != nil {
		return fail("err.import.sheet", nil).Because(fmt.Errorf("read sheet: %w", err))
	}
	defer rows.Close()
	for line := 1; ; line++ {
		if line%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		cells, more, err := nextSheetRow(rows)
		if err != nil || !more {
			return err
		}
		if len(cells) > maxColumns {
			return fail("err.import.row.long", model.Args{"line": line})
		}
		filled := false
		for i, c := range cells {
			cells[i] = unguard(strings.ToValidUTF8(c, "\ufffd"))
			filled = filled || strings.TrimSpace(c) != ""
		}
		if !filled {
			continue
		}
		if err := yield(record{line: line, cells: cells}); err != nil {
			return err
		}
	}
}

// nextSheetRow reads one row, guarded against the library's panics but not against ours.
func nextSheetRow(rows *excelize.Rows) (cells []string, more bool, err error) {
	defer guardPanic(&err)
	if !rows.Next() {
		if err := rows.Error(); err != nil {
			return nil, false, fail("err.import.sheet", nil).Because(fmt.Errorf("read sheet: %w", err))
		}
		return nil, false, nil
	}
	cells, err = rows.Columns(excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, false, fail("err.import.sheet", nil).Because(fmt.Errorf("read row: %w", err))
	}
	return cells, true, nil
}
