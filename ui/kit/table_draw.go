package kit

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"jobspor/ui/theme"
)

// gutter is the space for the mark and the cursor before the first column, gap
// the space between columns, margin the space after the last.
const (
	gutter = 3
	gap    = 2
	margin = 1
)

// slot is a column with its place on the screen.
type slot struct{ column, x, w int }

// layout chooses which columns are shown and how wide they are. Columns leave
// by HideBelow first, then from the right until the rest fits.
func (t *Table) layout() []slot {
	var slots []slot
	for i, c := range t.columns {
		if !c.Off && (c.HideBelow == 0 || t.w >= c.HideBelow) {
			slots = append(slots, slot{column: i, w: max(c.Min, 1)})
		}
	}
	slices.SortStableFunc(slots, func(a, b slot) int {
		return cmp.Compare(t.columns[a.column].Place, t.columns[b.column].Place)
	})
	space := t.w - gutter - margin
	for len(slots) > 1 && needed(slots) > space {
		slots = slots[:len(slots)-1]
	}
	t.content(slots, space-needed(slots))
	t.grow(slots, space-needed(slots))
	x := gutter
	for i := range slots {
		slots[i].x = x
		slots[i].w = max(min(slots[i].w, t.w-x), 0)
		x += slots[i].w + gap
	}
	return slots
}

func needed(slots []slot) int {
	n := (len(slots) - 1) * gap
	for _, s := range slots {
		n += s.w
	}
	return n
}

// content gives the free cells to what the columns hold, the first column first.
func (t *Table) content(slots []slot, free int) {
	for i := range slots {
		n := min(max(t.columns[slots[i].column].Want-slots[i].w, 0), max(free, 0))
		slots[i].w += n
		free -= n
	}
}

// grow gives the free cells to the columns that want them, by their share and
// up to their greatest width.
func (t *Table) grow(slots []slot, free int) {
	for free > 0 {
		shares := 0
		for _, s := range slots {
			if t.wants(s) {
				shares += t.columns[s.column].Flex
			}
		}
		if shares == 0 {
			return
		}
		given := 0
		for i, s := range slots {
			if !t.wants(s) || given >= free {
				continue
			}
			c := t.columns[s.column]
			n := min(max(free*c.Flex/shares, 1), free-given)
			if c.Max > 0 {
				n = min(n, c.Max-s.w)
			}
			slots[i].w += n
			given += n
		}
		free -= given
	}
}

func (t *Table) wants(s slot) bool {
	c := t.columns[s.column]
	return c.Flex > 0 && (c.Max == 0 || s.w < c.Max)
}

// columnAt returns the key of the column whose title is at x.
func (t *Table) columnAt(x int) (string, bool) {
	for _, s := range t.layout() {
		if x >= s.x && x < s.x+s.w {
			return t.columns[s.column].Key, t.columns[s.column].Key != ""
		}
	}
	return "", false
}

func (t *Table) header(slots []slot) string {
	var b strings.Builder
	x := 0
	for _, s := range slots {
		b.WriteString(Spaces(s.x - x))
		c := t.columns[s.column]
		title, sign := Clean(c.Title), ""
		if c.Key != "" && c.Key == t.sortKey {
			sign = t.th.Colours.Glyphs.SortUp
			if t.sortDown {
				sign = t.th.Colours.Glyphs.SortDown
			}
			if Width(title)+2 <= s.w {
				sign = " " + sign
			}
		}
		title = Cut(title, s.w-Width(sign), t.th.Colours.Glyphs.More) + sign
		if c.Right {
			text := max(s.w-barRoom(c), 0)
			title = PadLeft(title, min(text, s.w))
		}
		b.WriteString(Fit(title, s.w, ""))
		x = s.x + s.w
	}
	line := Fit(b.String(), t.w, "")
	return t.th.Paint(theme.Subtle, line)
}

func barRoom(c Column) int {
	if c.Bar == 0 {
		return 0
	}
	return c.Bar + 1
}

// shownAt reports whether the cursor is drawn on a row.
func (t *Table) shownAt(row int) bool { return row == t.at && (t.focus || !t.noRest) }

// background is what a row is drawn on.
func (t *Table) background(row int) theme.Background {
	switch {
	case !t.shownAt(row):
		return theme.Plain
	case t.focus && t.cellAt == 0:
		return theme.Selected
	}
	return theme.SelectedUnfocused
}

// row draws one row: sequences are opened only where the role changes, because
// a frame has hundreds of cells.
func (t *Table) row(i int, slots []slot) string {
	clear(t.cells)
	t.rows.Cells(i, t.cells)
	p := painter{theme: t.th.Colours, background: t.background(i)}
	p.b.Grow(t.w + 64)
	g := t.th.Colours.Glyphs
	for _, sign := range []struct {
		shown bool
		glyph string
	}{{t.marks[t.rows.ID(i)], g.Mark}, {t.focus && i == t.at, g.Cursor}} { // the cursor says where the keys go
		if sign.shown {
			p.write(theme.Accent, sign.glyph)
		} else {
			p.write(theme.Text, " ")
		}
	}
	p.write(theme.Text, " ")
	x := gutter
	for _, s := range slots {
		p.write(theme.Text, Spaces(s.x-x))
		if t.here(i, s.column) {
			t.atCell(&p, t.columns[s.column], t.cells[s.column], s.w)
		} else {
			t.cell(&p, t.columns[s.column], t.cells[s.column], s.w)
		}
		x = s.x + s.w
	}
	p.write(theme.Text, Spaces(t.w-x))
	line := p.end()
	if t.w < gutter || x > t.w {
		return Fit(line, t.w, "")
	}
	return line
}

func (t *Table) cell(p *painter, c Column, cell Cell, w int) {
	role := c.Role
	if cell.Role != theme.Text {
		role = cell.Role
	}
	bar := 0
	if c.Bar > 0 && w > c.Bar {
		bar = c.Bar
		w -= barRoom(c)
	}
	text, hits := cell.Text, cell.Hits
	if clean := Clean(text); clean != text {
		text, hits = clean, nil // Positions in the raw text are no longer valid.
	}
	text = Cut(text, w, t.th.Colours.Glyphs.More)
	pad := Spaces(w - Width(text)) // without a colour, as between the columns: each row that scrolls in is sent
	if c.Right {
		p.write(theme.Text, pad)
	}
	p.marked(role, text, hits)
	if !c.Right {
		p.write(theme.Text, pad)
	}
	if bar > 0 {
		p.write(theme.Text, " ")
		p.write(theme.BarFill, bars(t.th, cell.Share, bar))
	}
}

// painter writes pieces of a line and opens an escape sequence only when the style changes.
type painter struct {
	theme      *theme.Theme
	background theme.Background
	open       string
	b          strings.Builder
}

func (p *painter) write(r theme.Role, s string) {
	if s == "" {
		return
	}
	open := p.theme.Open(p.background, r)
	if open != p.open {
		if p.open != "" {
			p.b.WriteString(theme.Reset)
		}
		p.b.WriteString(open)
		p.open = open
	}
	p.b.WriteString(s)
}

// marked writes text with the ranges that matched in their own role. Ranges
// outside the text, or inside a letter, are moved to the nearest whole letters.
func (p *painter) marked(r theme.Role, s string, hits []Hit) {
	at := 0
	for _, h := range hits {
		from, to := max(h.From, at), min(h.To, len(s))
		if from >= to {
			continue
		}
		from, to = wholeLetters(s, from, to)
		from = max(from, at)
		if from >= to {
			continue
		}
		p.write(r, s[at:from])
		p.write(theme.Match, s[from:to])
		at = to
	}
	p.write(r, s[at:])
}

// wholeLetters widens a byte range to the letters it touches, as a person sees
// them.
func wholeLetters(s string, from, to int) (int, int) {
	if ok, _ := countSimple(s); ok {
		for from > 0 && !utf8.RuneStart(s[from]) {
			from--
		}
		for to < len(s) && !utf8.RuneStart(s[to]) {
			to++
		}
		return from, to
	}
	at, begin := 0, -1
	for _, c := range clusters(s) {
		end := at + len(c)
		if begin < 0 && from < end {
			begin = at
		}
		if to <= end {
			return begin, end
		}
		at = end
	}
	return from, len(s)
}

func (p *painter) end() string {
	if p.open != "" {
		p.b.WriteString(theme.Reset)
		p.open = ""
	}
	return p.b.String()
}
