package cli_test

import (
	"archive/zip"
	"bytes"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// picture makes a PNG: picture logo.png 90 30.
func picture(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: picture file width height")
	}
	w, err := strconv.Atoi(args[1])
	ts.Check(err)
	h, err := strconv.Atoi(args[2])
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(png.Encode(f, image.NewNRGBA(image.Rect(0, 0, w, h))))
	ts.Check(f.Close())
}

// unzip takes an archive apart where the script stands.
func unzip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: unzip file")
	}
	z, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	defer z.Close()
	for _, part := range z.File {
		name := ts.MkAbs(part.Name)
		ts.Check(os.MkdirAll(filepath.Dir(name), 0o700))
		r, err := part.Open()
		ts.Check(err)
		content, err := io.ReadAll(r)
		ts.Check(err)
		ts.Check(r.Close())
		ts.Check(os.WriteFile(name, content, 0o600))
	}
}

// fill writes numbers into empty cells of the first sheet of a workbook, as a person would with a spreadsheet program:
// fill sheet.xlsx F2=7.5 G2=0. A row is left out with !2, and repeated with the row's number twice: 2+.
func fill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: fill file cell=value...")
	}
	z, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	defer z.Close()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range z.File {
		r, err := part.Open()
		ts.Check(err)
		content, err := io.ReadAll(r)
		ts.Check(err)
		if part.Name == "xl/worksheets/sheet1.xml" {
			content = []byte(filled(ts, string(content), args[1:]))
		}
		to, err := w.Create(part.Name)
		ts.Check(err)
		_, err = to.Write(content)
		ts.Check(err)
	}
	ts.Check(w.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out.Bytes(), 0o600))
}

var sheetRow = regexp.MustCompile(`(?s)<row r="(\d+)">(.*?)</row>`)

// filled is a sheet after what fill was asked to do.
func filled(ts *testscript.TestScript, sheet string, what []string) string {
	rows := map[string]string{}
	var order []string
	for _, m := range sheetRow.FindAllStringSubmatch(sheet, -1) {
		rows[m[1]], order = m[2], append(order, m[1])
	}
	for _, one := range what {
		cell, value, set := strings.Cut(one, "=")
		switch {
		case set:
			row := strings.TrimLeft(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
			text := `<c r="` + cell + `" t="inlineStr"><is><t>` + value + `</t></is></c>`
			if _, err := strconv.ParseFloat(value, 64); err == nil {
				text = `<c r="` + cell + `"><v>` + value + `</v></c>`
			}
			at := regexp.MustCompile(`(?s)<c r="` + cell + `".*?</c>`)
			rows[row] = at.ReplaceAllString(rows[row], "") + text
		case strings.HasPrefix(one, "!"):
			delete(rows, one[1:])
		case strings.HasSuffix(one, "+"):
			last, err := strconv.Atoi(order[len(order)-1])
			ts.Check(err)
			next := strconv.Itoa(last + 1)
			from := strings.TrimSuffix(one, "+")
			rows[next] = regexp.MustCompile(`r="([A-Z]+)`+from+`"`).ReplaceAllString(rows[from], `r="${1}`+next+`"`)
			order = append(order, next)
		}
	}
	var b strings.Builder
	for _, n := range order {
		if rows[n] != "" {
			b.WriteString(`<row r="` + n + `">` + rows[n] + `</row>`)
		}
	}
	from, to := strings.Index(sheet, "<sheetData>"), strings.Index(sheet, "</sheetData>")
	return sheet[:from] + "<sheetData>" + b.String() + sheet[to:]
}
