package kit

import (
	tea "charm.land/bubbletea/v2"

	"jobspor/ui/theme"
)

// SearchBox is the line above a list that filters it while one types. Arrows are passed on to the list, Enter leaves
// the line and keeps the text, Esc empties it.
type SearchBox struct {
	th     *Theme
	editor Editor
	typing bool
}

// NewSearchBox makes an empty line that is not shown before it is used.
func NewSearchBox(th *Theme) SearchBox {
	b := SearchBox{th: th}
	b.editor.limit = 200
	return b
}

// Focus begins typing.
func (b *SearchBox) Focus() { b.typing = true }

// Typing reports whether letters are text of the line.
func (b *SearchBox) Typing() bool { return b.typing }

// Query is what is typed.
func (b *SearchBox) Query() string { return b.editor.Value() }

// Set replaces the text.
func (b *SearchBox) Set(query string) { b.editor.SetValue(query) }

// Clear empties and leaves the line, and reports whether there was anything to leave.
func (b *SearchBox) Clear() bool {
	had := b.typing || b.editor.Len() > 0
	b.typing = false
	b.editor.SetValue("")
	return had
}

// Update takes a message while the line is typed in; used is false for what belongs to the list.
func (b *SearchBox) Update(msg tea.Msg) (used, changed bool) {
	if !b.typing {
		return false, false
	}
	if key, ok := msg.(tea.KeyPressMsg); ok {
		switch key.String() {
		case "enter", "tab":
			b.typing = false
			return key.String() == "tab" || b.editor.Len() == 0, false
		case "esc":
			return true, b.Clear()
		case "up", "down", "pgup", "pgdown":
			return false, false
		}
	}
	before := b.editor.Value()
	if !b.editor.Update(msg) {
		return false, false
	}
	return true, b.editor.Value() != before
}

// Over draws the line, when it is used, and the list below it. Mouse messages for the list are the caller's to offset
// by Height.
func (b *SearchBox) Over(list Part, size Size) (string, *tea.Cursor) {
	h := b.Height()
	list.SetSize(size.W, max(size.H-h, 0))
	if h == 0 {
		return list.View(), nil
	}
	shown, at := b.editor.Window(max(size.W-3, 0))
	line := b.th.Paint(theme.Accent, " / ") + Pad(Clean(shown), max(size.W-3, 0))
	var cursor *tea.Cursor
	if b.typing && at+3 < size.W && size.H > 0 {
		cursor = cursorAt(at+3, 0)
	}
	return Block(append([]string{line}, Lines(list.View())...), size.W, size.H), cursor
}

// Height is how many lines the box takes: one when it is used, else none.
func (b *SearchBox) Height() int {
	if b.typing || b.editor.Len() > 0 {
		return 1
	}
	return 0
}
