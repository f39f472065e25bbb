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

// lineOf is the line of a row, counted from the first line under the titles; of the number of rows it is how many lines
// there are.
func (t *Table) lineOf(row int) int {
	line := row
	for _, h := range t.rows.Headings {
		if h.At <= row {
			line++
		}
	}
	return line
}

// lineAt is what stands on a line: a heading by its number, or else a row, which may be past the last.
func (t *Table) lineAt(line int) (row, heading int) {
	for k, h := range t.rows.Headings {
		switch {
		case h.At+k == line:
			return h.At, k
		case h.At+k > line:
			return line - k, -1
		}
	}
	return line - len(t.rows.Headings), -1
}

// rowAt is the row on a line.
func (t *Table) rowAt(line int) (row int, ok bool) {
	row, heading := t.lineAt(line)
	return row, heading < 0 && row >= 0 && row < t.rows.Len
}

// rowFrom is the first row on a line or below it, the number of rows when there is none.
func (t *Table) rowFrom(line int) int {
	row, _ := t.lineAt(line)
	return min(row, t.rows.Len)
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
		row, heading := t.lineAt(line)
		switch {
		case heading >= 0:
			lines = append(lines, t.heading(t.rows.Headings[heading]))
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
