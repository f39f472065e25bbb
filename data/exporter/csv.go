package exporter

import (
	"encoding/csv"
	"io"
	"strings"

	"jobspor/model"
)

// toCSV writes the tables, a blank line between them.
func toCSV(w io.Writer, doc *model.Document, excel bool) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if excel {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
		out.Comma = ';'
	}
	for i, t := range tables(doc) {
		if i > 0 {
			out.Flush()
			if _, err := io.WriteString(w, "\r\n"); err != nil {
				return err
			}
		}
		line := make([]string, len(t.Columns))
		if t.hasHeader() {
			for i, c := range t.Columns {
				line[i] = escapeFormula(clean(c.Title))
			}
			if err := out.Write(line); err != nil {
				return err
			}
		}
		for _, row := range t.Rows {
			for i := range line {
				line[i] = csvCell(cell(row, i), excel)
			}
			if err := out.Write(line); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func csvCell(c model.Cell, excel bool) string {
	s, typed := machineText(c)
	if !typed {
		return escapeFormula(s)
	}
	if _, decimal := c.Value.(float64); decimal && excel {
		return strings.Replace(s, ".", ",", 1)
	}
	return s
}

// toTSV writes one line a row, tabs between cells and none inside; formulas as in CSV.
func toTSV(w io.Writer, doc *model.Document) error {
	for i, t := range tables(doc) {
		if i > 0 {
			if _, err := io.WriteString(w, "\n"); err != nil {
				return err
			}
		}
		line := make([]string, len(t.Columns))
		put := func() error {
			_, err := io.WriteString(w, strings.Join(line, "\t")+"\n")
			return err
		}
		if t.hasHeader() {
			for i, c := range t.Columns {
				line[i] = oneLine(escapeFormula(c.Title))
			}
			if err := put(); err != nil {
				return err
			}
		}
		for _, row := range t.Rows {
			for i := range line {
				line[i] = oneLine(csvCell(cell(row, i), false)) // a spreadsheet opens such a file, too
			}
			if err := put(); err != nil {
				return err
			}
		}
	}
	return nil
}
