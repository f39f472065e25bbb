package importer

import (
	"context"
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"jobspor/model"
)

// WriteRefused writes the refused rows with their columns as they stand in the file, and one more column with the
// reasons: UTF-8 with a byte order mark, semicolons and CRLF, as a Danish Excel opens it, and such that Read accepts it
// once the rows are corrected. say puts a reason into words; heading is the title of the added column.
//
// What looks like a civil registration number is written as [CPR]. The file is read again for this, so the Source must
// still be open. It returns the number of rows.
func (p *Plan) WriteRefused(
	ctx context.Context, w io.Writer, heading string, say func(model.Error) string,
) (int, error) {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return 0, err
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = ';', true
	if err := out.Write(p.escapeCells(append(append([]string(nil), p.header...), heading))); err != nil {
		return 0, err
	}
	n, at := 0, 0
	err := p.read(ctx, nil, func(rec record) error {
		if at == p.Len() {
			return fileError("err.import.changed", nil) // the file has grown meanwhile
		}
		row := p.Row(at)
		at++
		if row.Verdict != Refused {
			return nil
		}
		cells := make([]string, len(p.header), len(p.header)+1)
		for i, s := range rec.cells {
			if i < len(cells) {
				cells[i] = s
			} else if s != "" {
				cells[len(p.header)-1] += " " + s // what stands beyond the last heading is not lost
			}
		}
		var said []string
		for _, r := range row.Reasons {
			said = append(said, say(r))
		}
		if len(said) == 0 {
			said = []string{strconv.Itoa(row.Line)}
		}
		n++
		return out.Write(p.escapeCells(append(cells, strings.Join(said, " "))))
	})
	out.Flush()
	if err == nil {
		err = out.Error()
	}
	return n, inFile(err, p.File)
}

// escapeCells makes cells safe to open in a spreadsheet; Read takes the apostrophes away again.
func (p *Plan) escapeCells(cells []string) []string {
	out := make([]string, len(cells))
	for i, s := range cells {
		s = strings.Map(func(r rune) rune {
			if (r < ' ' && r != '\n' && r != '\t') || r == 0x7f || (r >= 0x80 && r < 0xa0) ||
				(r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069) {
				return '\ufffd'
			}
			return r
		}, s)
		if pnumber := i < len(p.Columns) && p.Columns[i].field != nil && p.Columns[i].field.MayCPR &&
			allDigits(s); !pnumber && model.HasCPR(s) {
			s = maskedCPR
		}
		if t := strings.TrimLeft(s, "'"); t != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", firstRune(t)) {
			s = "'" + s
		}
		out[i] = s
	}
	return out
}
