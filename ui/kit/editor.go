package kit

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// Editor is a text being edited, on one line or several. It counts letters as a person sees them, so that æ, a flag or
// an accent is one step for the cursor.
type Editor struct {
	letters []string // "\n" is a line break
	at      int      // the cursor is before letters[at]
	lines   bool     // line breaks are allowed
	whole   bool     // letters are kept as they came, and drawn clean: what is written is stored
	limit   int      // greatest number of letters, 0 is the default
	first   int      // first letter shown on a single line
}

// defaultLimit is more than anybody types, but rejects a pasted file.
const defaultLimit = 20000

// Value returns the text.
func (e *Editor) Value() string { return strings.Join(e.letters, "") }

// Len returns the number of letters.
func (e *Editor) Len() int { return len(e.letters) }

// SetValue exchanges the text and puts the cursor at the end.
func (e *Editor) SetValue(s string) {
	e.letters, e.at, e.first = nil, 0, 0
	e.Insert(s)
}

// Insert writes text at the cursor; what does not fit is left out. Text from
// outside is cleaned; on a single line, line breaks become spaces.
func (e *Editor) Insert(s string) {
	if e.whole {
		e.insertWhole(s)
		return
	}
	if e.lines {
		s = CleanLines(s)
	} else {
		s = Clean(s)
	}
	var add []string
	for i, l := range strings.Split(s, "\n") {
		if i > 0 {
			add = append(add, "\n")
		}
		add = append(add, clusters(l)...)
	}
	limit := e.limit
	if limit <= 0 {
		limit = defaultLimit
	}
	add = add[:min(len(add), max(limit-len(e.letters), 0))]
	e.letters = append(e.letters[:e.at:e.at], append(add, e.letters[e.at:]...)...)
	e.at += len(add)
}

// insertWhole writes text without taking letters away that a terminal cannot be trusted with: joined emoji, vowel
// signs, joiners. An accent that is typed after its letter joins it.
func (e *Editor) insertWhole(s string) {
	s = strings.Map(func(r rune) rune {
		switch {
		case e.lines && r == '\n':
			return r
		case r == '\n' || r == '\t' || r == '\u2028' || r == '\u2029' || r == '\u00a0':
			return ' '
		case r == utf8.RuneError || unicode.IsControl(r):
			return '?'
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
	before, after := strings.Join(e.letters[:e.at], ""), strings.Join(e.letters[e.at:], "")
	limit := e.limit
	if limit <= 0 {
		limit = defaultLimit
	}
	add := clusters(strings.ReplaceAll(s, "\n", " "))
	for n := min(len(add), max(limit-len(e.letters), 0)+1); ; n-- {
		s = s[:len(strings.Join(add[:n], ""))]
		e.reload(before + s)
		at := len(e.letters)
		e.reload(before + s + after)
		e.at = min(at, len(e.letters))
		if n == 0 || len(e.letters) <= limit { // the one above the limit may have joined the letter before
			return
		}
	}
}

// drawn is a letter as it is shown.
func (e *Editor) drawn(letter string) string {
	if e.whole && letter != "\n" {
		return Clean(letter)
	}
	return letter
}

// line is a run of letters as it is shown.
func (e *Editor) line(from, to int) string {
	if !e.whole {
		return strings.Join(e.letters[from:to], "")
	}
	var b strings.Builder
	for _, l := range e.letters[from:to] {
		b.WriteString(e.drawn(l))
	}
	return b.String()
}

// Update handles typing, pasting and the keys that move and erase; it reports
// whether the message was used.
func (e *Editor) Update(msg tea.Msg) bool {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		e.Insert(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(msg.Content))
		return true
	case tea.KeyPressMsg:
		if e.edit(msg.String()) {
			return true
		}
		if typed := TypedText(msg); typed != "" {
			e.Insert(typed)
			return true
		}
	}
	return false
}

// joined says that lines which were pasted into one line became spaces; "" when there was one line only.
func joined(l *Theme, msg tea.PasteMsg) string {
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(msg.Content)
	if n := strings.Count(strings.TrimSpace(text), "\n"); n > 0 {
		return l.T("kit.paste.joined", "n", n)
	}
	return ""
}

// TypedText returns the text that a key writes, empty for keys that act.
func TypedText(msg tea.KeyPressMsg) string {
	if msg.Text == "" || strings.IndexFunc(msg.Text, unicode.IsControl) >= 0 {
		return ""
	}
	return msg.Text
}

func (e *Editor) edit(stroke string) bool {
	switch stroke {
	case "left":
		e.at = max(e.at-1, 0)
	case "right":
		e.at = min(e.at+1, len(e.letters))
	case "ctrl+left", "alt+left", "alt+b":
		e.at = e.wordLeft()
	case "ctrl+right", "alt+right", "alt+f":
		e.at = e.wordRight()
	case "home", "ctrl+a":
		e.at = e.lineStart()
	case "end", "ctrl+e":
		e.at = e.lineEnd()
	case "backspace", "ctrl+h":
		e.erase(e.at-1, e.at)
	case "delete", "ctrl+d":
		e.erase(e.at, e.at+1)
	case "ctrl+w", "alt+backspace", "ctrl+backspace":
		e.erase(e.wordLeft(), e.at)
	case "ctrl+u":
		e.erase(e.lineStart(), e.at)
	default:
		return false
	}
	return true
}

func (e *Editor) erase(from, to int) {
	from, to = max(from, 0), min(to, len(e.letters))
	if from >= to {
		return
	}
	// A new slice: letters before and after may join into one, as a letter and
	// its accent do.
	s := strings.Join(e.letters[:from], "")
	rest := strings.Join(e.letters[to:], "")
	e.letters, e.at = nil, 0
	e.reload(s)
	at := len(e.letters)
	e.reload(s + rest)
	e.at = min(at, len(e.letters))
}

// reload splits clean text into letters.
func (e *Editor) reload(s string) {
	e.letters = e.letters[:0]
	for i, l := range strings.Split(s, "\n") {
		if i > 0 {
			e.letters = append(e.letters, "\n")
		}
		e.letters = append(e.letters, clusters(l)...)
	}
}

func (e *Editor) wordLeft() int {
	i := e.at
	for i > 0 && !inWord(e.letters[i-1]) {
		i--
	}
	for i > 0 && inWord(e.letters[i-1]) {
		i--
	}
	return i
}

func (e *Editor) wordRight() int {
	i := e.at
	for i < len(e.letters) && !inWord(e.letters[i]) {
		i++
	}
	for i < len(e.letters) && inWord(e.letters[i]) {
		i++
	}
	return i
}

func inWord(letter string) bool {
	return strings.IndexFunc(letter, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) == 0
}

func (e *Editor) lineStart() int {
	i := e.at
	for i > 0 && e.letters[i-1] != "\n" {
		i--
	}
	return i
}

func (e *Editor) lineEnd() int {
	i := e.at
	for i < len(e.letters) && e.letters[i] != "\n" {
		i++
	}
	return i
}

// cells is the width of letters as they are shown. Those are clean, so their widths add up.
func (e *Editor) cells(letters []string) int {
	n := 0
	for _, l := range letters {
		n += e.width(l)
	}
	return n
}

func (e *Editor) width(letter string) int { return Width(e.drawn(letter)) }

// Window returns the part of a single line that fits w cells, and the cell of
// the cursor in it. One cell is kept for the cursor at the end.
func (e *Editor) Window(w int) (shown string, cursor int) {
	if w <= 0 {
		return "", 0
	}
	e.first = min(e.first, e.at)
	cursor = e.cells(e.letters[e.first:e.at])
	for ; cursor > w-1; e.first++ {
		cursor -= e.width(e.letters[e.first])
	}
	// After erasing, the line moves back to the right so that no space is wasted.
	rest := e.cells(e.letters[e.first:])
	for e.first > 0 && rest+e.width(e.letters[e.first-1]) <= w-1 {
		e.first--
		rest += e.width(e.letters[e.first])
		cursor += e.width(e.letters[e.first])
	}
	end, used := e.first, 0
	for end < len(e.letters) && used+e.width(e.letters[end]) <= w {
		used += e.width(e.letters[end])
		end++
	}
	return e.line(e.first, end), cursor
}

// textRow is one line of wrapped text: letters from first up to end.
type textRow struct{ first, end int }

// wrapRows breaks the text into rows of at most w-1 cells, so that the cursor
// has space after the last letter.
func (e *Editor) wrapRows(w int) []textRow {
	width := max(w-1, 1)
	var rows []textRow
	start, used, space := 0, 0, -1
	for i := 0; i < len(e.letters); i++ {
		l := e.letters[i]
		if l == "\n" {
			rows = append(rows, textRow{start, i})
			start, used, space = i+1, 0, -1
			continue
		}
		n := e.width(l)
		if used+n > width && i > start {
			end := i
			if space > start {
				end = space
			}
			rows = append(rows, textRow{start, end})
			start, space = end, -1
			used = e.cells(e.letters[start:i])
		}
		used += n
		if l == " " {
			space = i + 1
		}
	}
	return append(rows, textRow{start, len(e.letters)})
}

// rowOf returns the row the cursor is in, and its cell in the row.
func (e *Editor) rowOf(rows []textRow) (row, cell int) {
	for i, r := range rows {
		last := i == len(rows)-1
		if e.at < r.end || e.at == r.end && (last || rows[i+1].first > r.end) {
			return i, e.cells(e.letters[r.first:e.at])
		}
	}
	return len(rows) - 1, 0
}

// moveRow moves the cursor up or down among wrapped rows; false at the edge.
func (e *Editor) moveRow(step, w int) bool {
	rows := e.wrapRows(w)
	row, cell := e.rowOf(rows)
	if row+step < 0 || row+step >= len(rows) {
		return false
	}
	e.place(rows, row+step, cell)
	return true
}

// place puts the cursor at a cell of a row, as near as there is a letter.
func (e *Editor) place(rows []textRow, row, cell int) {
	r := rows[min(max(row, 0), len(rows)-1)]
	e.at = r.first
	for e.at < r.end && e.cells(e.letters[r.first:e.at+1]) <= cell {
		e.at++
	}
	if e.at == r.end && row < len(rows)-1 && rows[row+1].first == r.end && e.at > r.first {
		e.at--
	}
}

func (e *Editor) rowText(r textRow) string { return e.line(r.first, r.end) }

// clickAt puts the cursor of a single line at a cell of its window.
func (e *Editor) clickAt(cell int) {
	e.at = min(e.first, len(e.letters))
	for e.at < len(e.letters) && e.cells(e.letters[e.first:e.at+1]) <= cell {
		e.at++
	}
}
