package exporter

import (
	"io"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"jobspor/model"
)

// toText writes the document for reading: headings underlined, tables aligned by the width of their characters.
func toText(w io.Writer, doc *model.Document) error {
	var p lineBuffer
	if doc.Title != "" {
		p.heading(doc.Title, "=")
	}
	if doc.Subtitle != "" {
		p.add(oneLine(doc.Subtitle))
		p.gap()
	}
	for _, s := range doc.Sections {
		if s.Title != "" {
			p.heading(s.Title, "-")
		}
		for _, t := range s.Text {
			for line := range strings.SplitSeq(clean(t), "\n") {
				p.add(oneLine(line))
			}
			p.gap()
		}
		if len(s.Facts) > 0 {
			rows := make([][]string, len(s.Facts))
			for i, f := range s.Facts {
				rows[i] = []string{oneLine(f.Label) + ":", oneLine(f.Value)}
			}
			p.aligned(rows, make([]bool, 2))
			p.gap()
		}
		if s.Table != nil {
			p.table(s.Table)
			p.gap()
		}
	}
	for _, n := range doc.Notes {
		p.add(oneLine(n))
	}
	_, err := io.WriteString(w, p.String())
	return err
}

// lineBuffer collects lines; blank lines never double.
type lineBuffer struct {
	strings.Builder
	blank bool
}

func (p *lineBuffer) add(line string) {
	if line = strings.TrimRight(line, " "); line == "" {
		p.gap()
		return
	}
	if p.blank && p.Len() > 0 {
		p.WriteByte('\n')
	}
	p.blank = false
	p.WriteString(line + "\n")
}

func (p *lineBuffer) gap() { p.blank = true }

func (p *lineBuffer) heading(s, under string) {
	s = oneLine(s)
	p.gap()
	p.add(s)
	p.add(strings.Repeat(under, displaywidth.String(s)))
	p.gap()
}

func (p *lineBuffer) table(t *model.TableDoc) {
	right := make([]bool, len(t.Columns))
	head := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		right[i], head[i] = c.Right, oneLine(c.Title)
	}
	rows := [][]string{head, nil}
	for _, row := range t.Rows {
		line := make([]string, len(t.Columns))
		for i := range line {
			line[i] = oneLine(shown(cell(row, i)))
		}
		rows = append(rows, line)
	}
	p.aligned(rows, right)
}

// shown returns the text of a cell for people: Text, or the value where there is none.
func shown(c model.Cell) string {
	if c.Text != "" {
		return clean(c.Text)
	}
	s, _ := machineText(c)
	return s
}

// aligned writes rows in columns; a nil row is a rule.
func (p *lineBuffer) aligned(rows [][]string, right []bool) {
	widths := make([]int, len(right))
	for _, row := range rows {
		for i, s := range row {
			widths[i] = max(widths[i], displaywidth.String(s))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, width := range widths {
			if i > 0 {
				line.WriteString("  ")
			}
			if row == nil {
				line.WriteString(strings.Repeat("-", width))
				continue
			}
			pad := strings.Repeat(" ", width-displaywidth.String(row[i]))
			if right[i] {
				line.WriteString(pad + row[i])
			} else {
				line.WriteString(row[i] + pad)
			}
		}
		p.add(line.String())
	}
}

// toMarkdown writes the document as Markdown with tables.
func toMarkdown(w io.Writer, doc *model.Document) error {
	var p lineBuffer
	if doc.Title != "" {
		p.add("# " + markdown(doc.Title))
		p.gap()
	}
	if doc.Subtitle != "" {
		p.add(markdown(doc.Subtitle))
		p.gap()
	}
	for _, s := range doc.Sections {
		if s.Title != "" {
			p.add("## " + markdown(s.Title))
			p.gap()
		}
		for _, t := range s.Text {
			p.add(markdown(t))
			p.gap()
		}
		for _, f := range s.Facts {
			p.add("- **" + markdown(f.Label) + ":** " + markdown(f.Value))
		}
		p.gap()
		if s.Table != nil {
			p.markdownTable(s.Table)
			p.gap()
		}
	}
	for _, n := range doc.Notes {
		p.add("> " + markdown(n))
	}
	_, err := io.WriteString(w, p.String())
	return err
}

func (p *lineBuffer) markdownTable(t *model.TableDoc) {
	if len(t.Columns) == 0 {
		return
	}
	head, rule := "|", "|"
	for _, c := range t.Columns {
		head += " " + markdown(c.Title) + " |"
		if c.Right {
			rule += " ---: |"
		} else {
			rule += " --- |"
		}
	}
	p.add(head)
	p.add(rule)
	for _, row := range t.Rows {
		line := "|"
		for i := range t.Columns {
			line += " " + markdown(shown(cell(row, i))) + " |"
		}
		p.add(line)
	}
}

var markdownEscapes = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `<`, `&lt;`, `>`, `&gt;`, `&`, `&amp;`,
	`|`, `\|`, `~`, `\~`, "\n", "<br>", "\t", " ",
)

// markdown escapes text so that nothing in it becomes a link, a heading, a list or a new cell.
func markdown(s string) string {
	s = markdownEscapes.Replace(strings.TrimSpace(clean(s)))
	if s == "" {
		return s
	}
	switch s[0] {
	case '#', '-', '+', '=':
		return `\` + s
	}
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if digits > 0 && digits < len(s) && (s[digits] == '.' || s[digits] == ')') &&
		(digits+1 == len(s) || s[digits+1] == ' ') {
		return s[:digits] + `\` + s[digits:]
	}
	return s
}
