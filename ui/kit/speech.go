package kit

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"jobspor/ui/theme"
)

// This file has what a screen reader hears of a screen: parts with the focus say what they show while they are drawn,
// and lines that no part covers are read as they stand.

// Said is one thing that is heard. It is heard again only when Text is another than the latest of the same Of.
type Said struct{ Of, Text string }

// Speech gathers what is said while a screen is drawn; see Theme.Speech.
type Speech struct {
	said    []Said
	covered []string // lines that parts drew, which are not read
}

// say adds what a part shows at its focus, without what is empty.
func (l *Theme) say(of string, texts ...string) {
	if l.Speech == nil {
		return
	}
	var out []string
	for _, t := range texts {
		if t = aloud(t); t != "" {
			out = append(out, t)
		}
	}
	if len(out) > 0 {
		l.Speech.said = append(l.Speech.said, Said{of, strings.Join(out, ", ")})
	}
}

// covers takes the lines of a part that says itself what is heard of it.
func (l *Theme) covers(view string) {
	if l.Speech == nil {
		return
	}
	for _, line := range Lines(ansi.Strip(view)) {
		if line = strings.TrimSpace(line); line != "" {
			l.Speech.covered = append(l.Speech.covered, line)
		}
	}
}

// Hear draws something and gives what is heard of it: what parts say, then the lines that none of them covers.
func (l *Theme) Hear(draw func() string) []Said {
	s := &Speech{}
	l.Speech = s
	view := draw()
	l.Speech = nil
	for _, line := range Lines(ansi.Strip(view)) {
		for _, c := range s.covered {
			line = strings.Replace(line, c, " ", 1)
		}
		if line = aloud(line); strings.ContainsFunc(line, isWord) {
			s.said = append(s.said, Said{strings.TrimPrefix(line, SaidCursor), line})
		}
	}
	return s.said
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// SaidCursor stands before a line that the cursor is in.
const SaidCursor = "> "

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
		return SaidCursor + s
	}
	return s
}

func unicodeCursor(s string) bool {
	return strings.Contains(s, theme.New(theme.Options{}).Glyphs.Cursor)
}

// hear says the row under the cursor, its heading and, with a cell cursor, the cell.
func (t *Table) hear(view string) string {
	t.th.covers(view)
	if t.th.Speech == nil || !t.focus {
		return view
	}
	if t.rows.Len == 0 {
		t.th.say("row", firstOf(t.empty, t.th.T("kit.empty")))
		return view
	}
	for i := len(t.rows.Headings) - 1; i >= 0; i-- {
		if h := t.rows.Headings[i]; h.At <= t.at {
			t.th.say("heading", h.Title)
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
	t.th.say("row", t.th.T("plain.row", "n", t.at+1, "of", t.rows.Len)+": "+strings.Join(words, ", "))
	if i := t.cellAt - 1; i >= 0 && i < len(t.columns) {
		text := t.cells[i].Text
		if t.editor != nil {
			text = t.editor.Value()
		}
		t.th.say("cell", t.columns[i].Title, firstOf(aloud(Clean(text)), t.th.T("kit.notset")))
	}
	return view
}

// hear says the field with the focus: its name, value, fault and hint.
func (f *Form) hear(view string) string {
	f.th.covers(view)
	s := f.focused()
	if f.th.Speech == nil || s == nil {
		return view
	}
	must := ""
	if s.Required {
		must = f.th.T("plain.required")
	}
	f.th.say("section", s.Section)
	f.th.say("field "+s.Key, s.Label, must)
	f.th.say("value "+s.Key, firstOf(aloud(f.words(s)), f.th.T("kit.notset"))+" "+s.Unit)
	f.th.say("fault "+s.Key, firstOf(s.wrong, s.caution()))
	f.th.say("hint "+s.Key, f.hint(false))
	return view
}

// hear says what is asked and which keys answer.
func (d *Dialog) hear(view string) string {
	if d.th.Speech == nil || d.conflicts != nil {
		return view
	}
	d.th.covers(view)
	d.th.say("dialog", d.title)
	for _, line := range strings.Split(CleanLines(d.text), "\n") {
		d.th.say("text "+line, line)
	}
	if d.prompt {
		d.th.say("label", d.label)
		if !d.secret {
			d.th.say("typed", firstOf(aloud(Clean(d.editor.Value())), d.th.T("kit.notset")))
		}
		d.th.say("fault", d.wrong)
		d.th.say("keys", d.th.T("kit.prompt.keys"))
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
	d.th.say("answers", d.th.T("plain.answers", "all", strings.Join(answers, ", ")))
	if d.at < len(answers) {
		d.th.say("answer", d.th.T("plain.answer", "now", answers[d.at]))
	}
	return view
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
