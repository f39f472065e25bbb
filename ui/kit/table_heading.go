package kit

import "jobspor/ui/theme"

// Heading is a line between the rows of a table. It names the rows below it, is never selected and is no row: numbers
// of rows do not count it.
type Heading struct {
	At    int    // the row it stands over; the number of rows for one below all of them
	Title string // several headings may stand over one row; one without a title goes on with the remark above it
	Note  string // a remark after the title
}

// HeadingsOf are the headings over rows that name their section, one where the section changes.
func HeadingsOf(rows int, section func(i int) string) (out []Heading) {
	for i := range rows {
		if title := section(i); i == 0 || section(i-1) != title {
			out = append(out, Heading{At: i, Title: title})
		}
	}
	return out
}

// tall is how many lines a row has.
func (t *Table) tall() int {
	if t.rows.Second != nil {
		return 2
	}
	return 1
}

// lineOf is the first line of a row, counted from the first line under the titles; of the number of rows it is how many
// lines there are.
func (t *Table) lineOf(row int) int {
	line := row * t.tall()
	for _, h := range t.rows.Headings {
		if h.At <= row {
			line++
		}
	}
	return line
}

// lineAt is what stands on a line: a heading by its number, or else a row, which may be past the last, and which of its
// lines it is.
func (t *Table) lineAt(line int) (row, part, heading int) {
	for k, h := range t.rows.Headings {
		switch at := h.At*t.tall() + k; {
		case at == line:
			return h.At, 0, k
		case at > line:
			return (line - k) / t.tall(), (line - k) % t.tall(), -1
		}
	}
	line -= len(t.rows.Headings)
	return line / t.tall(), line % t.tall(), -1
}

// rowAt is the row on a line.
func (t *Table) rowAt(line int) (row int, ok bool) {
	row, _, heading := t.lineAt(line)
	return row, heading < 0 && row >= 0 && row < t.rows.Len
}

// headingsOver counts the headings that stand over a row.
func (t *Table) headingsOver(row int) (n int) {
	for _, h := range t.rows.Headings {
		if h.At == row {
			n++
		}
	}
	return n
}

// window draws the lines that are on the screen.
func (t *Table) window(layout []slot) (lines []string) {
	for line := t.top; line < t.top+t.page(); line++ {
		row, part, heading := t.lineAt(line)
		switch {
		case heading >= 0:
			lines = append(lines, t.heading(t.rows.Headings[heading]))
		case row < t.rows.Len && part > 0:
			lines = append(lines, t.second(row))
		case row < t.rows.Len:
			lines = append(lines, t.row(row, layout))
		}
	}
	return lines
}

func (t *Table) heading(h Heading) string {
	p := painter{theme: t.th.Colours}
	title, more := Clean(h.Title), t.th.Colours.Glyphs.More
	p.write(theme.Text, Spaces(margin))
	room := max(t.w-2*margin, 0)
	title = Cut(title, room, more)
	p.write(theme.Title, title)
	if title != "" {
		p.write(theme.Text, Spaces(gap))
	}
	p.write(theme.Subtle, Cut(Clean(h.Note), max(room-Width(title)-gap, 0), more))
	return Fit(p.end(), t.w, "")
}

// second draws the second line of a row.
func (t *Table) second(row int) string {
	p := painter{theme: t.th.Colours, background: t.background(row)}
	room := max(t.w-gutter-2-margin, 0)
	text := Cut(Clean(t.rows.Second(row, room)), room, t.th.Colours.Glyphs.More)
	p.write(theme.Text, Spaces(gutter+2))
	p.write(theme.Subtle, text)
	p.write(theme.Text, Spaces(t.w-gutter-2-Width(text)))
	return Fit(p.end(), t.w, "")
}
