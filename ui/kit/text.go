package kit

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/viewport"
	tea "charm.land/bubbletea/v2"

	"jobspor/ui/theme"
)

// TextView shows text that is longer than its space and scrolls it: previews, the details beside a list, a document
// before it is printed.
type TextView struct {
	th    *Theme
	lines []Line
	fresh bool // the content of port matches lines, width and theme
	width int
	theme *theme.Theme
	port  viewport.Model // the window and its scrolling
}

// NewTextView makes an empty view.
func NewTextView(th *Theme) *TextView { return &TextView{th: th, port: viewport.New()} }

// SetText shows plain text and goes to its top.
func (v *TextView) SetText(s string) {
	var lines []Line
	for l := range strings.SplitSeq(s, "\n") {
		lines = append(lines, Plain(theme.Text, l))
	}
	v.SetLines(lines)
	v.draw()
	v.port.GotoTop()
}

// SetLines shows lines of several roles. The place in the text is kept, so that
// new data does not make it jump.
func (v *TextView) SetLines(lines []Line) {
	v.lines, v.fresh = lines, false
}

// SetSize sets the size in cells.
func (v *TextView) SetSize(w, h int) {
	v.port.SetWidth(max(w, 0))
	v.port.SetHeight(max(h, 0))
}

// ScrollTo goes to a line, 0 is the top.
func (v *TextView) ScrollTo(line int) {
	v.draw()
	v.port.SetYOffset(line)
}

// Below is how many lines stand below the window.
func (v *TextView) Below() int {
	v.draw()
	return max(v.port.TotalLineCount()-v.port.YOffset()-v.port.Height(), 0)
}

// Reveal scrolls as little as is needed to have a line in the window, above the last line, which may say how many are
// below.
func (v *TextView) Reveal(line int) {
	v.draw()
	at, h := v.port.YOffset(), max(v.port.Height()-2, 1)
	v.port.SetYOffset(min(max(at, line-h+1), line))
}

// Sees reports whether a line is in the window, and not under the words of how many are below.
func (v *TextView) Sees(line int) bool {
	v.draw()
	at, h := line-v.port.YOffset(), v.port.Height()
	if v.Below() > 0 && h > 1 {
		h--
	}
	return at >= 0 && at < h
}

// Update handles arrows, Vim letters, pages, home, end and the wheel.
func (v *TextView) Update(msg tea.Msg) Action {
	step := 0
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		step = map[tea.MouseButton]int{tea.MouseWheelUp: -wheelStep, tea.MouseWheelDown: wheelStep}[msg.Button]
	case tea.KeyPressMsg:
		page := max(v.port.Height()-1, 1)
		end := len(v.lines) * 1000
		step = map[string]int{"up": -1, "k": -1, "down": 1, "j": 1, "pgup": -page, "ctrl+b": -page,
			"pgdown": page, "ctrl+f": page, "space": page, "home": -end, "g": -end, "end": end, "G": end}[msg.String()]
	}
	if step == 0 {
		return Action{}
	}
	v.ScrollTo(v.port.YOffset() + step)
	return Action{Kind: Used}
}

// Cursor is nil.
func (v *TextView) Cursor() *tea.Cursor { return nil }

// draw wraps the text when the width or the theme has changed, and brings the
// window back inside it.
func (v *TextView) draw() {
	if w := v.port.Width(); !v.fresh || v.width != w || v.theme != v.th.Colours {
		var drawn []string
		for _, l := range v.lines {
			for _, wrapped := range WrapLine(l, w) {
				drawn = append(drawn, v.th.Line(wrapped, w))
			}
		}
		v.port.SetContentLines(drawn)
		v.width, v.theme, v.fresh = w, v.th.Colours, true
	}
	v.port.SetYOffset(v.port.YOffset())
}

// View draws the window, and at its last line how many more there are below.
func (v *TextView) View() string {
	w, h := v.port.Width(), v.port.Height()
	if w <= 0 || h <= 0 {
		return ""
	}
	v.draw()
	rows := Lines(v.port.View())
	if n := v.Below(); n > 0 && h > 1 {
		l := v.th
		rows[len(rows)-1] = l.Paint(theme.Subtle,
			l.FitRight(l.Colours.Glyphs.Down+" "+l.T("kit.below", "n", n+1), w-1)) + " "
	}
	return Block(rows, w, h)
}

// WrapLine breaks a line of several roles into lines of at most w cells. Lines
// after the first begin under the first letter, as in a list.
func WrapLine(l Line, w int) []Line {
	if w <= 0 {
		return nil
	}
	var plain strings.Builder
	for _, s := range l {
		plain.WriteString(Clean(s.Text))
	}
	text := plain.String()
	if Width(text) <= w {
		return []Line{l}
	}
	skip, indent := hanging(text)
	if indent > w/2 {
		skip, indent = 0, 0
	}
	var out []Line
	at := skip
	for i, row := range Wrap(text[skip:], w-indent) {
		// Wrapping drops spaces at the break; the row is found again in the text.
		begin := strings.Index(text[at:], row)
		if begin < 0 {
			begin = 0
		}
		begin += at
		at = min(begin+len(row), len(text))
		line := Line{{Text: Spaces(indent)}}
		if i == 0 {
			line = slice(l, 0, skip)
		}
		out = append(out, append(line, slice(l, begin, at)...))
	}
	return out
}

// hanging returns where the words of a line begin, after spaces and one sign
// ("□ ", "- "): in bytes and in cells.
func hanging(text string) (bytes, cells int) {
	words := strings.TrimLeft(text, " ")
	bytes = len(text) - len(words)
	cells = bytes
	sign, rest, ok := strings.Cut(words, " ")
	if ok && Width(sign) == 1 && rest != "" {
		bytes += len(sign) + 1
		cells += 2
	}
	return bytes, cells
}

// slice cuts a range of bytes out of a cleaned line.
func slice(l Line, from, to int) Line {
	var out Line
	at := 0
	for _, s := range l {
		text := Clean(s.Text)
		a, b := max(from-at, 0), min(to-at, len(text))
		if a < b {
			out = append(out, Span{Text: text[a:b], Role: s.Role})
		}
		at += len(text)
	}
	return out
}

// Pair is a label with its value, for details.
type Pair struct {
	Label, Value string
	Role         theme.Role // of the value
}

// Pairs lays out labels and values in two columns; long values wrap under themselves and leave the last cell free, so
// that no word touches a divider. Pairs without a value are left out.
func Pairs(pairs []Pair, w int) []Line { return PairsFrom(pairs, w, 0) }

// LabelCells are the cells of the longest label of pairs that have a value.
func LabelCells(pairs []Pair) (cells int) {
	for _, p := range pairs {
		if p.Value != "" {
			cells = max(cells, Width(Clean(p.Label)))
		}
	}
	return cells
}

// PairsFrom is Pairs with room for labels of so many cells, so that the values of several blocks begin in one column.
func PairsFrom(pairs []Pair, w, label int) []Line {
	label = min(max(label, LabelCells(pairs)), max(w*9/20, 1)) + 2
	var out []Line
	for _, p := range pairs {
		if p.Value == "" {
			continue
		}
		heads, rows := Wrap(Clean(p.Label), label-1), Wrap(CleanLines(p.Value), max(w-label-2, 1))
		for i := range max(len(heads), len(rows)) {
			head, row := "", ""
			if i < len(heads) {
				head = heads[i]
			}
			if i < len(rows) {
				row = rows[i]
			}
			out = append(out, Line{{Text: " " + Pad(head, label), Role: theme.Subtle}, {Text: row, Role: p.Role}})
		}
	}
	return out
}

// Sentence is a text on as many lines of w cells as it needs, one cell in from the left.
func (l *Theme) Sentence(r theme.Role, text string, w int) (lines []string) {
	for _, row := range Wrap(CleanLines(text), max(w-2, 1)) {
		lines = append(lines, " "+l.Paint(r, row))
	}
	return lines
}

// Short keeps the first n lines; where some are left out, the last that is kept ends in an ellipsis.
func Short(lines []string, n int) []string {
	if n = max(n, 0); len(lines) <= n {
		return lines
	}
	out := slices.Clone(lines[:n])
	if n > 0 {
		out[n-1] = strings.TrimRight(out[n-1], " ") + "…"
	}
	return out
}
