package kit

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"jobspor/ui/theme"
)

// This file has what a screen reader hears of a screen: parts with the focus say what they show while they are drawn,
// and lines that no part covers are read as they stand.

// Announcement is one thing that is heard. It is heard again only when Text is another than the latest of the same Of.
type Announcement struct{ Of, Text string }

// announcing gathers what is said while a screen is drawn; see Theme.announcing.
type announcing struct {
	said    []Announcement
	covered []string // lines that parts drew, which are not read
}

// announce adds what a part shows at its focus, without what is empty.
func (l *Theme) announce(of string, texts ...string) {
	if l.announcing == nil {
		return
	}
	var out []string
	for _, t := range texts {
		if t = aloud(t); t != "" {
			out = append(out, t)
		}
	}
	if len(out) > 0 {
		l.announcing.said = append(l.announcing.said, Announcement{of, strings.Join(out, ", ")})
	}
}

// announced takes the lines of a part that says itself what is heard of it.
func (l *Theme) announced(view string) {
	if l.announcing == nil {
		return
	}
	for _, line := range Lines(ansi.Strip(view)) {
		if line = strings.TrimSpace(line); line != "" {
			l.announcing.covered = append(l.announcing.covered, line)
		}
	}
}

// Announcements draws something and gives what is heard of it: what parts say, then the lines that none of them covers.
func (l *Theme) Announcements(draw func() string) []Announcement {
	s := &announcing{}
	l.announcing = s
	view := draw()
	l.announcing = nil
	for _, line := range Lines(ansi.Strip(view)) {
		for _, c := range s.covered {
			line = strings.Replace(line, c, " ", 1)
		}
		if line = aloud(line); strings.ContainsFunc(line, isWord) {
			s.said = append(s.said, Announcement{strings.TrimPrefix(line, AnnouncedCursor), line})
		}
	}
	return s.said
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// AnnouncedCursor stands before a line that the cursor is in.
const AnnouncedCursor = "> "

// aloud is a text without what draws: lines, bars and the space between columns.
func aloud(s string) string {
	cursor := unicodeCursor(s)
	s = strings.Map(func(r rune) rune {
		if r >= 0x2500 && r <= 0x259F || r >= 0x25B2 && r <= 0x25C5 || r < ' ' {
			return ' '
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if cursor && s != "" {
		return AnnouncedCursor + s
	}
	return s
}

func unicodeCursor(s string) bool {
	return strings.Contains(s, theme.New(theme.Options{}).Glyphs.Cursor)
}

// announce says the row under the cursor, its heading and, with a cell cursor, the cell.
func (t *Table) announce(view string) string {
	t.th.announced(view)
	if t.th.announcing == nil || !t.focus {
		return view
	}
	if t.rows.Len == 0 {
		t.th.announce("row", firstOf(t.empty, t.th.T("kit.empty")))
		return view
	}
	for i := len(t.rows.Headings) - 1; i >= 0; i-- {
		if h := t.rows.Headings[i]; h.At <= t.at {
			t.th.announce("heading", h.Title)
			break
		}
	}
	clear(t.cells)
	t.rows.Cells(t.at, t.cells)
	var words []string
	for i, c := range t.columns {
		text := aloud(Clean(t.cells[i].Text))
		switch {
		case c.Off || text == "":
			continue
		case c.Right && c.Title != "":
			text = c.Title + " " + text
		}
		words = append(words, text)
	}
	if t.rows.Second != nil {
		words = append(words, t.rows.Second(t.at, t.w))
	}
	if t.marks[t.id] {
		words = append(words, t.th.T("plain.marked"))
	}
	t.th.announce("row", t.th.T("plain.row", "n", t.at+1, "of", t.rows.Len)+": "+strings.Join(words, ", "))
	if i := t.cellAt - 1; i >= 0 && i < len(t.columns) {
		text := t.cells[i].Text
		if t.editor != nil {
			text = t.editor.Value()
		}
		t.th.announce("cell", t.columns[i].Title, firstOf(aloud(Clean(text)), t.th.T("kit.notset")))
	}
	return view
}

// announce says the field with the focus: its name, value, fault and hint.
func (f *Form) announce(view string) string {
	f.th.announced(view)
	s := f.focused()
	if f.th.announcing == nil || s == nil {
		return view
	}
	must := ""
	if s.Required {
		must = f.th.T("plain.required")
	}
	f.th.announce("section", s.Section)
	f.th.announce("field "+s.Key, s.Label, must)
	f.th.announce("value "+s.Key, firstOf(aloud(f.words(s)), f.th.T("kit.notset"))+" "+s.Unit)
	f.th.announce("fault "+s.Key, firstOf(s.wrong, s.caution()))
	f.th.announce("hint "+s.Key, f.hint(false))
	return view
}

// announce says what is asked and which keys answer.
func (d *Dialog) announce(view string) string {
	if d.th.announcing == nil || d.conflicts != nil {
		return view
	}
	d.th.announced(view)
	d.th.announce("dialog", d.title)
	for _, line := range strings.Split(CleanLines(d.text), "\n") {
		d.th.announce("text "+line, line)
	}
	if d.prompt {
		d.th.announce("label", d.label)
		if !d.secret {
			d.th.announce("typed", firstOf(aloud(Clean(d.editor.Value())), d.th.T("kit.notset")))
		}
		d.th.announce("fault", d.wrong)
		d.th.announce("keys", d.th.T("kit.prompt.keys"))
		return view
	}
	var answers []string
	for _, o := range d.options {
		label := Clean(o.Label)
		if o.Key != "" {
			label += " (" + o.Key + ")"
		}
		answers = append(answers, label)
	}
	d.th.announce("answers", d.th.T("plain.answers", "all", strings.Join(answers, ", ")))
	if d.at < len(answers) {
		d.th.announce("answer", d.th.T("plain.answer", "now", answers[d.at]))
	}
	return view
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
