package kit

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/theme"
)

// Dialog asks one thing over the screen. It answers Chosen with the option's
// identity (and the text, when one was asked for) or Cancelled; only the owner
// acts on it. A dialog that opened by itself takes no key but Esc until typing
// pauses (WithGrace).
type Dialog struct {
	th      *Theme
	title   string
	text    string
	options []Choice
	at      int
	top     int // the first line of the text that is shown
	page    int // how many of them page up and down move

	prompt    bool
	secret    bool // typed text is not shown, and not cleaned
	label     string
	editor    Editor
	fresh     bool   // what stands in it was proposed, and the first letter replaces it
	path      bool   // it asks for a file or folder
	proposed  string // what stood in it at first
	validate  func(string) string
	reading   func(string) string // what the text will be read as, shown below it while it is written
	wrong     string
	conflicts []Conflict

	grace *Grace
	now   func() time.Time
	w, h  int
	spots []spot // of the last drawing, for the mouse
	caret *tea.Cursor
}

// Choice is one answer of a dialog. The identity "no" answers Cancelled.
type Choice struct {
	ID, Label string
	Key       string // one letter that chooses at once, empty for none
	Danger    bool   // it erases or sends something
}

// spot is where an answer was drawn.
type spot struct{ x, y, w, choice int }

// Confirm asks before something happens to rows; with rows above 0 it names their number. The safe answer has the
// cursor. Chosen comes only with "yes".
func Confirm(th *Theme, title, text string, rows int, yes string, danger bool) *Dialog {
	if rows > 0 {
		text = strings.TrimSpace(text + "\n" + th.T("kit.dialog.rows", "n", rows))
	}
	return &Dialog{th: th, title: title, text: text, options: []Choice{
		{ID: "no", Label: th.T("kit.cancel")},
		{ID: "yes", Label: yes, Danger: danger},
	}}
}

// Choose asks for one of several answers; the first has the cursor.
func Choose(th *Theme, title, text string, choices []Choice) *Dialog {
	return &Dialog{th: th, title: title, text: text, options: choices}
}

// IsSecret reports whether it asks for a passphrase.
func (d *Dialog) IsSecret() bool { return d.secret }

// WithGrace makes the dialog take no key but Esc until the person has not typed
// for a Pause: it opened by itself, and a key meant for something else must not
// answer it. The clock is the owner's.
func (d *Dialog) WithGrace(now func() time.Time) *Dialog {
	d.now = now
	d.grace = NewGrace(now(), Pause)
	return d
}

// Typing reports whether letters go into a field.
func (d *Dialog) Typing() bool { return d.prompt }

// Sudden reports whether it opened by itself.
func (d *Dialog) Sudden() bool { return d.grace != nil }

// SetSize sets the greatest size the dialog may take. It takes what it needs.
func (d *Dialog) SetSize(w, h int) { d.w, d.h = w, h }

// Update handles keys, pasting and clicks.
func (d *Dialog) Update(msg tea.Msg) Action {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if d.grace != nil && msg.String() != "esc" && d.grace.Blocks(d.now()) {
			return Action{Kind: Early}
		}
		return d.key(msg)
	case tea.PasteMsg:
		if d.grace != nil && d.grace.Blocks(d.now()) {
			return Action{Kind: Early}
		}
		if !d.prompt {
			return Action{Kind: Used}
		}
		d.write(msg)
		return Action{Kind: Used, Text: joined(d.th, msg)}
	case tea.MouseWheelMsg:
		switch msg.Button {
		case tea.MouseWheelUp:
			d.top -= wheelStep
		case tea.MouseWheelDown:
			d.top += wheelStep
		}
		return Action{Kind: Used}
	case tea.MouseClickMsg:
		for _, s := range d.spots {
			if msg.Y == s.y && msg.X >= s.x && msg.X < s.x+s.w {
				return d.click(s.choice)
			}
		}
	}
	return Action{}
}

func (d *Dialog) click(i int) Action {
	if d.conflicts != nil {
		d.at = i
		d.flip()
		return Action{Kind: Used}
	}
	d.at = i
	return d.answer()
}

func (d *Dialog) key(msg tea.KeyPressMsg) Action {
	stroke := msg.String()
	switch stroke {
	case "esc":
		return Action{Kind: Cancelled}
	case "pgup":
		d.top -= d.page
		return Action{Kind: Used}
	case "pgdown":
		d.top += d.page
		return Action{Kind: Used}
	}
	switch {
	case d.prompt:
		return d.promptKey(msg, stroke)
	case d.conflicts != nil:
		return d.conflictKey(stroke)
	}
	n := len(d.options)
	if n == 0 {
		return Action{Kind: Cancelled}
	}
	for i, o := range d.options {
		if o.Key != "" && o.Key == stroke {
			d.at = i
			return d.answer()
		}
	}
	switch stroke {
	case "left", "up", "h", "k", "shift+tab":
		d.at = (d.at + n - 1) % n
	case "right", "down", "l", "j", "tab":
		d.at = (d.at + 1) % n
	case "enter":
		return d.answer()
	}
	return Action{Kind: Used}
}

func (d *Dialog) answer() Action {
	o := d.options[d.at]
	if o.ID == "no" {
		return Action{Kind: Cancelled}
	}
	return Action{Kind: Chosen, ID: o.ID, Text: o.Label}
}

// Grace blocks keys until typing has paused, so that a dialog that opens in the
// middle of a word is not answered by the next letter.
type Grace struct {
	last  time.Time
	quiet time.Duration
	over  bool
}

// Pause is how long nobody types before a dialog that opened by itself accepts keys.
const Pause = 700 * time.Millisecond

// NewGrace begins at a moment and ends after a pause of that length.
func NewGrace(now time.Time, quiet time.Duration) *Grace { return &Grace{last: now, quiet: quiet} }

// Blocks reports whether a key that arrives now is to be ignored. Each ignored
// key makes the waiting begin again.
func (g *Grace) Blocks(now time.Time) bool {
	if g.over || now.Sub(g.last) >= g.quiet {
		g.over = true
		return false
	}
	g.last = now
	return true
}

// Cursor is in the text that is asked for.
func (d *Dialog) Cursor() *tea.Cursor {
	if !d.prompt {
		return nil
	}
	return d.caret
}

// buttons draws the answers side by side, or below each other when they do not
// fit, and remembers where.
func (d *Dialog) buttons(w, top int) []string {
	labels := make([]string, len(d.options))
	total := 0
	for i, o := range d.options {
		label := Clean(o.Label)
		if o.Key != "" {
			label = o.Key + " " + label
		}
		sign := " "
		if i == d.at {
			sign = d.th.Colours.Glyphs.Cursor // Readable without colours too.
		}
		labels[i] = sign + Cut(label, max(w-2, 1), d.th.Colours.Glyphs.More) + " "
		total += Width(labels[i]) + 1
	}
	var lines []string
	line, x := "", 0
	for i, label := range labels {
		if total-1 > w {
			d.spots = append(d.spots, spot{0, top + i, Width(label), i})
			lines = append(lines, d.button(i, label))
			continue
		}
		d.spots = append(d.spots, spot{x, top, Width(label), i})
		line += d.button(i, label) + " "
		x += Width(label) + 1
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

func (d *Dialog) button(i int, label string) string {
	switch {
	case i == d.at && d.options[i].Danger:
		return d.th.Paint(theme.OnDanger, label)
	case i == d.at:
		return d.th.Paint(theme.OnAccent, label)
	case d.options[i].Danger:
		return d.th.Paint(theme.Danger, label)
	}
	return d.th.Paint(theme.Accent, label)
}

// View draws the dialog in its frame, at most as large as SetSize allows and as
// small as its words allow; Place puts it over the screen.
func (d *Dialog) View() string {
	d.spots, d.caret = nil, nil
	if d.w < 8 || d.h < 3 {
		return Block([]string{d.th.Cut(d.title, d.w)}, d.w, d.h)
	}
	w := min(d.w-4, d.naturalWidth())
	lines := Wrap(CleanLines(d.text), w)
	var body []string
	switch {
	case d.prompt:
		body = d.promptBody(w, len(lines))
	case d.conflicts != nil:
		body = d.conflictBody(w)
	default:
		body = append([]string{""}, d.buttons(w, 0)...)
		for i := range d.spots {
			d.spots[i].y++
		}
	}
	// When not everything fits, the text scrolls above the answers.
	space := d.h - 2
	keep := max(min(len(lines), space-len(body)), 0)
	lines = append(d.part(lines, keep, w), body...)
	lines = lines[:min(len(lines), space)]
	for i := range d.spots {
		d.spots[i].x += 2
		d.spots[i].y += keep + 1
	}
	if d.caret != nil {
		d.caret = MoveCursor(d.caret, 2, keep+1)
		if d.caret.Y > space {
			d.caret = nil
		}
	}
	return d.announce(Box(d.th, d.title, lines, w+4, len(lines)+2))
}

// part is the text that is shown; its last line says how many more there are below.
func (d *Dialog) part(lines []string, keep, w int) []string {
	d.page = max(keep-1, 1)
	d.top = max(min(d.top, len(lines)-keep), 0)
	shown := slices.Clone(lines[d.top : d.top+keep])
	if below := len(lines) - d.top - keep; below > 0 && keep > 1 {
		shown[keep-1] = d.th.Paint(theme.Subtle,
			d.th.FitRight(d.th.Colours.Glyphs.Down+" "+d.th.T("kit.below.page", "n", below+1), w))
	}
	return shown
}

// naturalWidth is the width at which no text needs to wrap.
func (d *Dialog) naturalWidth() int {
	w := max(Width(Clean(d.title))+2, 36)
	for l := range strings.SplitSeq(CleanLines(d.text), "\n") {
		w = max(w, min(Width(l), 64))
	}
	if d.conflicts != nil {
		return 96
	}
	if d.path {
		return 76
	}
	total := 0
	for _, o := range d.options {
		total += Width(Clean(o.Label)) + 5
	}
	return max(w, min(total, 72))
}

// Box draws a frame of exactly w×h cells around lines, with a title in its upper edge and one blank cell at each side.
func Box(l *Theme, title string, lines []string, w, h int) string {
	if w < 4 || h < 2 {
		return Block(nil, w, h)
	}
	g := l.Colours.Glyphs
	head := ""
	if title != "" && w > 8 {
		head = " " + l.Cut(title, w-6) + " "
	}
	edge := func(s string) string { return l.Paint(theme.Border, s) }
	out := []string{edge(g.Corners[0]+g.Rule) + l.Paint(theme.Title, head) +
		edge(strings.Repeat(g.Rule, w-3-Width(head))+g.Corners[1])}
	if head == "" {
		out[0] = edge(g.Corners[0] + strings.Repeat(g.Rule, w-2) + g.Corners[1])
	}
	for i := range h - 2 {
		text := ""
		if i < len(lines) {
			text = lines[i]
		}
		out = append(out, edge(g.Divider)+" "+Fit(text, w-4, "")+" "+edge(g.Divider))
	}
	return strings.Join(append(out, edge(g.Corners[2]+strings.Repeat(g.Rule, w-2)+g.Corners[3])), "\n")
}
