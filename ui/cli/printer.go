package cli

import (
	"bufio"
	"errors"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"jobspor/model"
	"jobspor/ui/lang"
)

// printer prints for a person, for a pipe and as JSON. It buffers, so that a list of 100,000 rows is not 100,000
// writes; flush ends it.
type printer struct {
	r      *root
	w      *bufio.Writer
	before func() error // what must be done before anything is seen; nil is nothing
}

func newPrinter(r *root) *printer {
	p := &printer{r: r}
	p.w = bufio.NewWriterSize(p, 64<<10)
	return p
}

// Write passes on what was buffered.
func (p *printer) Write(b []byte) (int, error) {
	if p.before != nil {
		if err := p.before(); err != nil {
			return 0, err
		}
	}
	return p.r.env.Out.Write(b)
}

func (p *printer) flush() error {
	err := p.w.Flush()
	var said *model.Error
	if err == nil || errors.As(err, &said) {
		return err
	}
	return model.NewError(model.Internal, "err.cli.output", nil).WithCause(err)
}

// drop forgets what was buffered.
func (p *printer) drop() { p.w.Reset(p) }

// human reports whether a person reads the output.
func (p *printer) human() bool { return p.r.env.Terminal.Out && !p.r.json }

// line writes one line of data.
func (p *printer) line(s string) {
	p.w.WriteString(clean(s))
	p.w.WriteByte('\n')
}

// lines writes text of several lines, each made harmless.
func (p *printer) lines(s string) {
	for l := range strings.SplitSeq(strings.TrimRight(s, "\n"), "\n") {
		p.line(l)
	}
}

// json writes one value on one line.
func (p *printer) json(v any) error {
	b, err := marshal(v)
	if err != nil {
		return err
	}
	p.w.Write(b)
	p.w.WriteByte('\n')
	return nil
}

// column of a table.
type column struct {
	key, title string
	right      bool
}

// table is a list: what a person sees aligned, a pipe gets with a header of keys, and JSON as one object a row.
type table struct {
	cols       []column
	rows       [][]cell
	object     func(row int) object // what JSON gives for a row; nil gives the cells
	headings   map[int][]string     // lines that a person reads over a row; at the number of rows, below all
	empty      string               // what a person reads when there is nothing
	wraps      bool                 // cells that do not fit go on below instead of being cut
	allColumns bool                 // the columns were asked for: none is left out where they hardly fit
}

// table prints a list.
func (p *printer) table(t table) error {
	switch {
	case p.r.json:
		return p.array(len(t.rows), func(i int) any {
			if t.object != nil {
				return t.object(i)
			}
			o := object{}
			for c, col := range t.cols {
				o = append(o, member{col.key, t.rows[i][c].val})
			}
			return o
		})
	case !p.r.env.Terminal.Out:
		p.tsv(t)
	case len(t.rows) == 0:
		if t.empty != "" {
			p.r.notef("%s", t.empty)
		}
	default:
		p.aligned(t)
	}
	return nil
}

// array writes JSON with one element a line, so that long lists can be read and searched by line.
func (p *printer) array(n int, at func(int) any) error {
	for i := range n {
		b, err := marshal(at(i))
		if err != nil {
			return err
		}
		p.w.WriteString(map[bool]string{true: "[\n", false: ",\n"}[i == 0])
		p.w.Write(b)
	}
	p.w.WriteString(map[bool]string{true: "[]\n", false: "\n]\n"}[n == 0])
	return nil
}

func (p *printer) tsv(t table) {
	heads := make([]string, len(t.cols))
	for i, c := range t.cols {
		heads[i] = c.key
	}
	p.tsvLine(heads)
	for _, row := range t.rows {
		fields := make([]string, len(row))
		for i, c := range row {
			fields[i] = clean(c.raw)
		}
		p.tsvLine(fields)
	}
}

func (p *printer) tsvLine(fields []string) {
	p.w.WriteString(strings.Join(fields, "\t"))
	p.w.WriteByte('\n')
}

const (
	gap          = 2 // cells between columns
	shortColumn  = 9 // a column is not cut below this
	nameColumn   = 20
	longHeading  = 12
	firstColumns = 2 // these say what a row is about; they are wide, and always there
)

// aligned prints columns as wide as they need, cut so that a line fits the terminal. Where there is no room for all,
// the last ones are left out, and a note names them: half a name in each of nine columns helps nobody.
func (p *printer) aligned(t table) {
	widths, dropped := p.widths(t)
	if len(dropped) > 0 {
		t = dropColumns(t, dropped...)
	}
	p.alignedRow(t.cols, widths, func(i int) string { return lang.Capital(t.cols[i].title) })
	for n, row := range t.rows {
		p.headings(t, n)
		if t.wraps {
			p.wrappedRow(t.cols, widths, row)
			continue
		}
		p.alignedRow(t.cols, widths, func(i int) string { return row[i].shown })
	}
	p.headings(t, len(t.rows))
	if len(dropped) > 0 {
		p.r.note("cli.columns.left", "columns", strings.Join(dropped, ","))
	}
}

// headings prints the lines over a row, apart from what stands above.
func (p *printer) headings(t table, row int) {
	for i, line := range t.headings[row] {
		if i == 0 && row > 0 {
			p.line("")
		}
		p.lines(p.wrap(line, 0))
	}
}

// widths gives each column its cells, and the keys of the columns there is no room for.
func (p *printer) widths(t table) (widths []int, dropped []string) {
	widths = make([]int, len(t.cols))
	least := make([]int, len(t.cols))
	for i, c := range t.cols {
		title := ansi.StringWidth(c.title)
		for _, row := range t.rows {
			widths[i] = max(widths[i], ansi.StringWidth(clean(row[i].shown)))
		}
		// A long heading over short values is cut rather than taking room from names.
		widths[i] = max(widths[i], min(title, longHeading))
		least[i] = min(widths[i], shortColumn)
		if i < firstColumns {
			least[i] = min(widths[i], nameColumn)
		}
		if c.key == "id" || c.key == "ref" { // cut, they would name no row
			least[i] = widths[i]
		}
	}
	room := func() int { return p.r.env.Terminal.Width - gap*(len(widths)-1) }
	for sum(least) > room() && len(widths) > firstColumns && !t.allColumns {
		last := len(widths) - 1
		dropped = append(dropped, t.cols[last].key)
		widths, least = widths[:last], least[:last]
	}
	slices.Reverse(dropped)
	fit(widths, least, room())
	return widths, dropped
}

func sum(list []int) (n int) {
	for _, v := range list {
		n += v
	}
	return n
}

// fit takes cells from the widest column until the line fits, and leaves each its least.
func fit(widths, least []int, room int) {
	for n := sum(widths); n > room; n-- {
		at := -1
		for i, w := range widths {
			if w > least[i] && (at < 0 || w > widths[at]) {
				at = i
			}
		}
		if at < 0 {
			return
		}
		widths[at]--
	}
}

func (p *printer) alignedRow(cols []column, widths []int, at func(int) string) {
	var b strings.Builder
	for i, c := range cols {
		s := ansi.Truncate(clean(at(i)), widths[i], "…")
		pad := strings.Repeat(" ", max(widths[i]-ansi.StringWidth(s), 0))
		if i > 0 {
			b.WriteString(strings.Repeat(" ", gap))
		}
		if c.right {
			s, pad = pad+s, ""
		}
		b.WriteString(s + pad)
	}
	p.line(strings.TrimRight(b.String(), " "))
}

// wrappedRow prints a row on as many lines as its longest cell takes.
func (p *printer) wrappedRow(cols []column, widths []int, row []cell) {
	lines, most := make([][]string, len(cols)), 1
	for i := range cols {
		lines[i] = strings.Split(wrapped(clean(row[i].shown), widths[i]), "\n")
		most = max(most, len(lines[i]))
	}
	for n := range most {
		p.alignedRow(cols, widths, func(i int) string {
			if n < len(lines[i]) {
				return lines[i][n]
			}
			return ""
		})
	}
}

// fact is one labelled value.
type fact struct {
	key, title string
	cell       cell
}

// facts prints one row: label and value a line for a person and a pipe, one object for JSON.
func (p *printer) facts(facts []fact, more ...member) error {
	if p.r.json {
		o := object{}
		for _, f := range facts {
			o = append(o, member{f.key, f.cell.val})
		}
		return p.json(append(o, more...))
	}
	if !p.r.env.Terminal.Out {
		p.tsvLine([]string{"field", "value"})
		for _, f := range facts {
			p.tsvLine([]string{f.key, clean(f.cell.raw)})
		}
		return nil
	}
	facts = slices.DeleteFunc(facts, func(f fact) bool { return f.cell.shown == "" })
	wide := 0
	for _, f := range facts {
		wide = max(wide, ansi.StringWidth(f.title))
	}
	for _, f := range facts {
		lead := f.title + strings.Repeat(" ", wide-ansi.StringWidth(f.title)+gap)
		for l := range strings.SplitSeq(p.wrap(f.cell.shown, wide+gap), "\n") {
			p.line(lead + l)
			lead = strings.Repeat(" ", wide+gap)
		}
	}
	return nil
}

// wrap breaks text so that it fits beside so many cells.
func (p *printer) wrap(s string, beside int) string {
	return wrapped(s, max(p.r.env.Terminal.Width-beside, 20))
}

// wrapped breaks text into lines of at most w cells, at spaces and hyphens where it can. Wrap alone lets a line end one
// cell too late where a word longer than the line has a hyphen.
func wrapped(s string, w int) string {
	w = max(w, 1)
	return ansi.Hardwrap(ansi.Wrap(s, w, ""), w, true)
}

// heading stands over a part of what a person reads.
func (p *printer) heading(s string) {
	if !p.human() {
		return
	}
	p.line("")
	p.line(lang.Capital(s))
}

// wrapIndented prints wrapped text with its beginning in front and the rest below it.
func (p *printer) wrapIndented(lead, text string) {
	for l := range strings.SplitSeq(p.wrap(text, len(lead)), "\n") {
		p.line(lead + l)
		lead = strings.Repeat(" ", len(lead))
	}
}

// wrapLines wraps text of several lines to the width of the terminal.
func (p *printer) wrapLines(s string) string {
	var out []string
	for l := range strings.SplitSeq(s, "\n") {
		out = append(out, p.wrap(l, 0))
	}
	return strings.Join(out, "\n")
}

// dropColumns leaves out columns that help only programs.
func dropColumns(t table, keys ...string) table {
	out := t
	out.cols, out.rows = nil, make([][]cell, len(t.rows))
	for i, c := range t.cols {
		if slices.Contains(keys, c.key) {
			continue
		}
		out.cols = append(out.cols, c)
		for r, row := range t.rows {
			out.rows[r] = append(out.rows[r], row[i])
		}
	}
	return out
}

// documentTable is a document's tables as a list: the same rows, columns and order.
func documentTable(doc model.Document) table {
	var out table
	for _, sec := range doc.Sections {
		if sec.Table == nil {
			continue
		}
		for _, c := range sec.Table.Columns {
			out.cols = append(out.cols, column{c.Key, c.Title, c.Right})
		}
		for _, row := range sec.Table.Rows {
			cells := make([]cell, len(row))
			for i, c := range row {
				cells[i] = cell{c.Text, c.Text, c.Value}
				if d, ok := c.Value.(model.Date); ok {
					cells[i].raw, cells[i].val = d.String(), d.String()
				}
				if c.Value == nil {
					cells[i].val = c.Text
				}
			}
			out.rows = append(out.rows, cells)
		}
		break
	}
	return out
}
