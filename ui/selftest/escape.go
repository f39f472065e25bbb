package selftest

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// hostile are texts that do something where they are shown or opened, each with the mark that is looked for.
var hostile = []string{"\x1b]0;pwn\x07", "\x1b[2Jpwn", "\u009b31mpwn", "a\u202egnp.pwn", "\u2066pwn\u2069",
	`=HYPERLINK("http://pwn.example")`, "+1+pwn", "-1-pwn", "@SUM(pwn)", "\t=pwn", "\r=pwn", "pwn\nBEGIN:VEVENT",
	"pwn\r\nBcc: pwn@pwn.example", `"><script>pwn</script>`, "</w:t>pwn", "%pwn%s",
	"\x1b[?7777hpwn", "\x1b]8;;http://pwn.example\x07pwn\x1b]8;;\x07", "\x1b[38;2;71;7;17mpwn\x1b[0m"}

// outputs are runs of the program whose answer somebody reads: "%f" is a file that it writes.
var outputs = []string{
	"company list", "company list|--json", "company show|%company", "company show|%company|--json", "citizen list",
	"citizen show|B-0001", "citizen show|B-0001|--json", "contact list", "task list", "log", "log|--json", "today",
	"match|B-0001", "search|pwn", "consent list", "opening list", "placement list", "goal list|--json",
	"export companies|-o|%f.csv", "export companies|--excel|-o|%f-excel.csv", "export companies|-o|%f.xlsx",
	"export companies|-o|%f.json", "export companies|-o|%f.md",
	"export companies|-o|%f.txt", "export companies|-o|%f.tsv",
	"export companies|-o|%f.pdf", "export companies|-o|%f.docx",
	"export persons|-o|%f.vcf", "export citizens|-o|%f2.csv",
	"export citizens|-o|%f2.xlsx", "export citizens|-o|%f2.pdf",
	"export citizens|-o|%f2.docx", "export contacts|-o|%f3.csv",
	"export contacts|-o|%f3.xlsx", "export goals|-o|%f4.xlsx", "export tasks|-o|%f5.csv", "today|--ics|%f.ics",
	"mail thanks|F-0001|-o|%f.eml", "mail trial|F-0001", "citizen dossier|B-0001|-o|%f6.pdf",
	"citizen dossier|B-0001|-o|%f6.md", "citizen dossier|B-0001|-o|%f6.txt", "vitas|F-0001", "agreement show|F-0001",
}

// escaping plants hostile texts in every text field of all rows, past what checks them, and looks for them in all that
// the program says, writes and shows.
func escaping(ctx context.Context, t *trial) error {
	p, s, err := t.demoWorld(ctx, "escape")
	if err != nil {
		return err
	}
	n := t.rand.IntN(len(hostile))
	planted, err := plantUnchecked(ctx, s, func() string { n++; return hostile[n%len(hostile)] })
	list, failed := s.List(ctx, "company", schema.Query{Limit: 1})
	if err := errors.Join(err, failed, s.Close()); err != nil {
		return err
	}
	seen, read := 0, 0
	for _, line := range outputs {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		args := words(strings.ReplaceAll(line, "%company", list[0].Meta().ID), p.dir)
		file := ""
		for i, a := range args {
			if name, ok := strings.CutPrefix(a, "%f"); ok {
				args[i] = filepath.Join(p.dir, "out"+name)
				file = args[i]
			}
		}
		got, err := p.run(ctx, append(args, "--yes")...)
		if err != nil {
			return err
		}
		out := []byte(got.out)
		if file != "" {
			if out, err = os.ReadFile(file); err != nil {
				t.fault("%s writes nothing: %s", line, lastLine(got.err))
				continue
			}
		}
		read++
		seen += bytes.Count(out, []byte("pwn"))
		for _, why := range append(harm(file, out), harm("", []byte(got.err))...) {
			t.fault("%s: %s", line, why)
		}
	}
	screens, err := t.onScreens(ctx, p, tours)
	if err != nil {
		return err
	}
	t.Runs = planted
	t.Counts = model.Args{"n": planted, "outputs": read, "seen": seen, "screens": screens, "raw": len(t.Faults)}
	if seen < 100 {
		t.fault("only %d of the texts are seen: nothing is shown", seen)
	}
	return nil
}

// directions are marks that turn the direction of text.
const directions = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

// harm names what a text or a file would do to whoever reads it.
func harm(file string, data []byte) (out []string) {
	switch filepath.Ext(file) {
	case ".xlsx", ".docx":
		parts, err := unzipped(data)
		if err != nil {
			return []string{err.Error()}
		}
		if bytes.Contains(parts, []byte("<f>")) || bytes.Contains(parts, []byte("<f ")) {
			out = append(out, "a formula")
		}
		if bytes.Contains(parts, []byte("<script>pwn")) || bytes.Contains(parts, []byte("</w:t>pwn")) {
			out = append(out, "markup")
		}
		return append(out, rawIn(parts)...)
	case ".pdf":
		return rawIn(inflated(data))
	case ".csv", ".tsv":
		out = append(out, cells(file, data)...)
	case ".ics", ".vcf":
		if regexp.MustCompile(`(?m)^BEGIN:VEVENT\r?\nBEGIN|pwn\r?\nBEGIN:VEVENT`).Match(data) {
			out = append(out, "an event of its own")
		}
	case ".eml":
		headers, _, _ := bytes.Cut(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), []byte("\n\n"))
		if regexp.MustCompile(`(?m)^Bcc: pwn`).Match(headers) {
			out = append(out, "a receiver of its own")
		}
	}
	return append(out, rawIn(data)...)
}

// rawIn finds control characters and direction marks.
func rawIn(data []byte) (out []string) {
	for _, r := range string(data) {
		switch {
		case r == 0x1b, r == 0x07, r >= 0x80 && r < 0xa0:
			return []string{fmt.Sprintf("the control character %U", r)}
		case strings.ContainsRune(directions, r):
			return []string{fmt.Sprintf("the direction mark %U", r)}
		}
	}
	return nil
}

// cells finds cells that a spreadsheet would compute.
func cells(file string, data []byte) (out []string) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	switch {
	case strings.HasSuffix(file, ".tsv"):
		r.Comma = '\t'
	case strings.HasSuffix(file, "excel.csv"):
		r.Comma = ';'
	}
	rows, err := r.ReadAll()
	if err != nil {
		return []string{err.Error()}
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.Contains(cell, "pwn") && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				out = append(out, "a cell that is computed: "+cell)
			}
		}
	}
	return out
}

// unzipped are the parts of an archive, one after the other.
func unzipped(data []byte) (out []byte, err error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	for _, f := range z.File {
		if ext := filepath.Ext(f.Name); ext != ".xml" && ext != ".rels" {
			continue
		}
		in, err := f.Open()
		if err != nil {
			return nil, err
		}
		part, err := io.ReadAll(in)
		if err := errors.Join(err, in.Close()); err != nil {
			return nil, err
		}
		out = append(out, part...)
	}
	return out, nil
}

// inflated are the texts of the pages of a PDF, which stand in compressed streams as UTF-16 in brackets.
func inflated(data []byte) (out []byte) {
	for _, m := range regexp.MustCompile(`(?s)stream\r?\n(.*?)\r?\nendstream`).FindAllSubmatch(data, -1) {
		in, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue
		}
		page, _ := io.ReadAll(io.LimitReader(in, 16<<20))
		for _, text := range regexp.MustCompile(`(?s)\((.*?)\) ?T[jJ]`).FindAllSubmatch(page, -1) {
			wide := text[1]
			for i := 0; i+1 < len(wide); i += 2 {
				if r := rune(wide[i])<<8 | rune(wide[i+1]); r == 0x1b || strings.ContainsRune(directions, r) {
					out = append(out, string(r)...)
				}
			}
		}
	}
	return out
}
