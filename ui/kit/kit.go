// Package kit is the set of components that screens are built from: table, form, picker, dialog, help, text view, bars,
// charts and the lines around a screen.
//
// It promises: a component gets a size, handles messages and returns a block of exactly that size, whatever the data,
// the size or the order of messages; text from outside never reaches the terminal unchecked; Update has no side effects
// and returns an Action that the owner carries out. Mouse messages are relative to the component's own top left corner
// (see Offset), cursors as well. It has no domain words and no data types: texts are passed as strings. It never starts
// commands, reads the clock or touches files.
package kit

import (
	tea "charm.land/bubbletea/v2"

	"jobspor/ui/keys"
	"jobspor/ui/lang"
	"jobspor/ui/theme"
)

// Size is a width and height in cells.
type Size struct{ W, H int }

// Frame is what a screen shows: the two halves of the line that says what is
// looked at, and the body of exactly the size it was given.
type Frame struct {
	Title    string      // what is shown, with filter or seed, plain text
	Note     string      // how many rows are shown, at the right end of the line
	Body     string      // a block of exactly the size given
	Dividers []int       // columns where a divider between panes meets the rule above
	Cursor   *tea.Cursor // relative to the body; nil hides it
}

// Theme is the appearance and language of one session. Parts keep the pointer, so that a change of theme or language
// reaches all of them.
type Theme struct {
	Colours *theme.Theme
	Lang    *lang.Lang
	// announcing gathers what a screen reader is told while something is drawn; nil while nobody listens.
	announcing *announcing
}

// NewTheme joins a theme and a language.
func NewTheme(t *theme.Theme, l *lang.Lang) *Theme { return &Theme{Colours: t, Lang: l} }

// T returns a text of the word files.
func (l *Theme) T(key string, args ...any) string { return l.Lang.T(key, args...) }

// Paint colours clean text by role.
func (l *Theme) Paint(r theme.Role, s string) string { return l.Colours.Paint(r, s) }

// Cut cleans a text and shortens it to w cells with the sign for "more".
func (l *Theme) Cut(s string, w int) string { return Cut(Clean(s), w, l.Colours.Glyphs.More) }

// Fit cleans a text and makes it exactly w cells wide.
func (l *Theme) Fit(s string, w int) string { return Fit(Clean(s), w, l.Colours.Glyphs.More) }

// FitRight is Fit with the text at the right end, for numbers.
func (l *Theme) FitRight(s string, w int) string {
	return PadLeft(Cut(Clean(s), w, l.Colours.Glyphs.More), w)
}

// Names returns how keys are written in this session.
func (l *Theme) Names() keys.Names {
	g := l.Colours.Glyphs
	if l.Colours.Options().ASCII {
		return keys.Names{}
	}
	return keys.Names{
		Space: g.Space, Up: g.ArrowKeys[0], Down: g.ArrowKeys[1], Left: g.ArrowKeys[2], Right: g.ArrowKeys[3],
	}
}

// Span is a piece of a line with a role.
type Span struct {
	Text string
	Role theme.Role
}

// Line is a line of several roles.
type Line []Span

// Plain makes a line of one role.
func Plain(r theme.Role, s string) Line { return Line{{Text: s, Role: r}} }

// Line draws a line exactly w cells wide.
func (l *Theme) Line(line Line, w int) string {
	out, left := "", w
	for i, s := range line {
		if left <= 0 {
			break
		}
		text := Clean(s.Text)
		if n := Width(text); n > left || n == left && i < len(line)-1 && restWidth(line[i+1:]) > 0 {
			text = Cut(text+l.Colours.Glyphs.More, left, l.Colours.Glyphs.More)
		}
		left -= Width(text)
		out += l.Paint(s.Role, text)
	}
	return out + Spaces(left)
}

func restWidth(line Line) int {
	n := 0
	for _, s := range line {
		n += Width(Clean(s.Text))
	}
	return n
}

// ActionKind is what a part asks its owner to do.
type ActionKind uint8

// The kinds. Ignored is the zero value: the message was not for this part.
const (
	Ignored   ActionKind = iota
	Used                 // the message was used; only drawing is needed, and Text is said when there is one
	Opened               // Enter or a second click on ID
	Sorted               // the heading of column ID was chosen
	Chosen               // an answer: ID is the option or item, Text what was typed
	Saved                // a valid form is to be saved
	Cancelled            // Esc: close it; nothing typed is lost while the part lives
	Refused              // it does not work now; Text is the reason
	Early                // typed before anybody could have read what opened by itself: it was not used
)

// Action is the answer of a part to a message.
type Action struct {
	Kind ActionKind
	ID   string
	Text string

	Marked []string // of a picker with several answers: what is marked
}

// Part is what all parts have in common.
type Part interface {
	SetSize(w, h int)
	Update(tea.Msg) Action
	View() string
	Cursor() *tea.Cursor
}

// Offset moves a mouse message into the coordinates of a part whose top left
// corner is at x, y. Other messages come back unchanged.
func Offset(msg tea.Msg, x, y int) tea.Msg {
	move := func(m tea.Mouse) tea.Mouse {
		m.X, m.Y = m.X-x, m.Y-y
		return m
	}
	switch m := msg.(type) {
	case tea.MouseClickMsg:
		return tea.MouseClickMsg(move(tea.Mouse(m)))
	case tea.MouseReleaseMsg:
		return tea.MouseReleaseMsg(move(tea.Mouse(m)))
	case tea.MouseWheelMsg:
		return tea.MouseWheelMsg(move(tea.Mouse(m)))
	case tea.MouseMotionMsg:
		return tea.MouseMotionMsg(move(tea.Mouse(m)))
	}
	return msg
}

// MoveCursor moves a cursor from a part's coordinates to its owner's.
func MoveCursor(c *tea.Cursor, x, y int) *tea.Cursor {
	if c == nil {
		return nil
	}
	moved := *c
	moved.X, moved.Y = c.X+x, c.Y+y
	return &moved
}

func cursorAt(x, y int) *tea.Cursor {
	c := tea.NewCursor(x, y)
	c.Shape = tea.CursorBar
	return c
}
