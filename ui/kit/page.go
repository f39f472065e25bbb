package kit

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/keys"
)

// Page is a whole screen with the layout that all screens share: header, title, body, and the keys that work now.
type Page struct {
	Header Header
	Frame  Frame
	Hints  []keys.Hint
	Toast  *Toast // at the right end of the first lines while it is there
}

// chromeLines are the lines of a page that are not the body: header, title,
// rule and footer.
const chromeLines = 4

// BodySize returns the size of the body of a page.
func BodySize(size Size) Size { return Size{max(size.W, 0), max(size.H-chromeLines, 0)} }

// BodyTop is the line on which the body of a page begins, for Offset.
const BodyTop = 3

// Draw draws the page exactly as large as size, and where the cursor is. A body
// of another size is cut or filled.
func (p Page) Draw(l *Theme, size Size) (view string, cursor *tea.Cursor) {
	body := BodySize(size)
	if size.W <= 0 || size.H <= 0 {
		return "", nil
	}
	said := p.Toast.Block(l, size.W, max(size.H-1, 1))
	room := make([]int, chromeLines-1) // beside what is said
	for i := range room {
		room[i] = size.W
		if i < len(said) {
			room[i] -= Width(said[i])
		}
	}
	title, rest := titleRows(l, p.Frame.Title, p.Frame.Note, room[1])
	lines := []string{
		p.Header.Draw(l, room[0]), TitleLine(l, title, p.Frame.Note, room[1]),
		ruleAfter(l, rest, room[2], p.Frame.Dividers),
	}
	for i, row := range said[:min(len(said), len(lines))] {
		lines[i] += row
	}
	if body.H > 0 {
		content := p.Frame.Body
		if CheckSize(content, body) != nil {
			content = Block(Lines(content), body.W, body.H)
		}
		lines = append(lines, Lines(content)...)
	}
	for i := chromeLines - 1; i < len(said); i++ { // a long message goes on over the body
		lines[i] = said[i]
	}
	lines = append(lines, Footer(l, p.Hints, size.W))
	cursor = MoveCursor(p.Frame.Cursor, 0, BodyTop)
	if cursor != nil && (cursor.X >= size.W || cursor.Y >= size.H-1) {
		cursor = nil
	}
	return strings.Join(lines[:min(len(lines), size.H)], "\n"), cursor
}

// CheckSize is the cheap half of CheckFrame: number of lines and their widths.
func CheckSize(view string, size Size) error {
	return checkSize(strings.Split(view, "\n"), size.W, size.H)
}

// Panes divides a width between a list and the details beside it, with one cell for the divider; below 100 cells there
// are no details and right is 0.
func Panes(w int) (left, right int) {
	const both = 100
	if w < both {
		return w, 0
	}
	right = w * 2 / 5
	return w - right - 1, right
}
