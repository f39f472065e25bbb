package exporter

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
	"github.com/xuri/excelize/v2"

	"jobspor/model"
)

// Limits of a workbook's sheet names, cells and columns.
const (
	maxSheetName = 31
	maxCellText  = 32767
	minWidth     = 8
	maxWidth     = 60
)

// toXLSX writes a sheet for each table: typed cells, bold frozen headings, columns as wide as their content.
func toXLSX(w io.Writer, doc *model.Document) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "jobspor", LastModifiedBy: "jobspor", Title: oneLine(doc.Title), Language: doc.Lang}); err != nil {
		return fmt.Errorf("describe workbook: %w", err)
	}
	styles, err := newStyles(f)
	if err != nil {
		return err
	}
	used := map[string]bool{}
	for i, t := range tables(doc) {
		name := sheetName(t.title, i, used)
		if i == 0 {
			err = f.SetSheetName(f.GetSheetName(0), name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err != nil {
			return fmt.Errorf("add sheet: %w", err)
		}
		if err := writeSheet(f, name, t, styles); err != nil {
			return fmt.Errorf("write sheet: %w", err)
		}
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

type styles struct{ head, headRight, date, wrap int }

func newStyles(f *excelize.File) (s styles, err error) {
	iso := "yyyy-mm-dd"
	for _, st := range []struct {
		id    *int
		style excelize.Style
	}{
		{&s.head, excelize.Style{Font: &excelize.Font{Bold: true}}},
		{&s.headRight, excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Horizontal: "right"}}},
		{&s.date, excelize.Style{CustomNumFmt: &iso}},
		{&s.wrap, excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}},
	} {
		if *st.id, err = f.NewStyle(&st.style); err != nil {
			return s, fmt.Errorf("add style: %w", err)
		}
	}
	return s, nil
}

func writeSheet(f *excelize.File, name string, t titled, st styles) error {
	sw, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, width := range columnWidths(t) {
		if err := sw.SetColWidth(i+1, i+1, float64(width)); err != nil {
			return err
		}
	}
	line := 1
	put := func(cells []any) error {
		at, err := excelize.CoordinatesToCellName(1, line)
		if err != nil {
			return err
		}
		line++
		return sw.SetRow(at, cells)
	}
	cells := make([]any, len(t.Columns))
	if t.hasHeader() {
		if err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
			return err
		}
		for i, c := range t.Columns {
			style := st.head
			if c.Right {
				style = st.headRight
			}
			cells[i] = excelize.Cell{StyleID: style, Value: cellText(c.Title)}
		}
		if err := put(cells); err != nil {
			return err
		}
	}
	for _, row := range t.Rows {
		for i := range cells {
			cells[i] = xlsxCell(cell(row, i), st)
		}
		if err := put(cells); err != nil {
			return err
		}
	}
	return sw.Flush()
}

func xlsxCell(c model.Cell, st styles) any {
	switch v := c.Value.(type) {
	case int, int64, float64:
		return v
	case model.Date:
		if v.IsZero() {
			return nil
		}
		return excelize.Cell{StyleID: st.date, Value: v.Time()}
	}
	s, _ := machine(c)
	if s == "" {
		return nil
	}
	if strings.Contains(s, "\n") {
		return excelize.Cell{StyleID: st.wrap, Value: cellText(s)}
	}
	return cellText(s)
}

// cellText is text as a cell can hold it.
func cellText(s string) string {
	s = guard(clean(s))
	if utf8.RuneCountInString(s) > maxCellText {
		s = string([]rune(s)[:maxCellText-1]) + "…"
	}
	return s
}

// columnWidths measures the widest line of each column.
func columnWidths(t titled) []int {
	widths := make([]int, len(t.Columns))
	grow := func(i int, s string) {
		for line := range strings.SplitSeq(s, "\n") {
			widths[i] = max(widths[i], min(maxWidth, displaywidth.String(line)+2))
		}
	}
	for i, c := range t.Columns {
		widths[i] = minWidth
		grow(i, oneLine(c.Title))
	}
	for _, row := range t.Rows {
		for i := range widths {
			s, _ := machine(cell(row, i))
			grow(i, s)
		}
	}
	return widths
}

// sheetName makes a title fit for a sheet: at most 31 characters, none of []:*?/\, none twice.
func sheetName(title string, n int, used map[string]bool) string {
	name := strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) {
			return ' '
		}
		return r
	}, oneLine(title)), "' ")
	if name == "" {
		name = fmt.Sprintf("%d", n+1)
	}
	cut := func(s string, most int) string {
		for utf16Len(s) > most {
			_, size := utf8.DecodeLastRuneInString(s)
			s = s[:len(s)-size]
		}
		return strings.TrimRight(s, "' ")
	}
	out := cut(name, maxSheetName)
	for i := 2; used[strings.ToLower(out)] || out == ""; i++ {
		suffix := fmt.Sprintf(" %d", i)
		out = cut(name, maxSheetName-len(suffix)) + suffix
	}
	used[strings.ToLower(out)] = true
	return out
}

// utf16Len counts as Excel does.
func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}
