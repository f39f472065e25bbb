package kit

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/keys"
	"jobspor/ui/theme"
)

// Tab is one entry of the first line.
type Tab struct {
	Key    string // "1"
	Label  string
	Short  string // for narrow windows; empty is Label
	Active bool
}

// Header is the first line of every screen: program, tabs, consultant.
type Header struct {
	Name  string // of the program
	Tabs  []Tab
	Badge string // "DEMO"
	User  string
	Short string // initials, for narrow windows
	Off   bool   // the keys of the tabs do something else now, or nothing
}

// Draw draws the line exactly w cells wide. When it is too long, short words are used, then the program's name and the
// user are left out, then the space between the tabs, then their words; the badge is left out last.
func (h Header) Draw(l *Theme, w int) string {
	left, spots, right, words := h.fit(l, w)
	var b strings.Builder
	x := 0
	for i, t := range spots {
		b.WriteString(l.Paint(theme.Title, Spaces(t.x-x)))
		if i == 0 && left != "" {
			b.Reset()
			b.WriteString(l.Paint(theme.Title, Pad(left, t.x)))
		}
		b.WriteString(h.tab(l, h.Tabs[t.choice], t.w, words))
		x = t.x + t.w
	}
	if len(spots) == 0 {
		b.WriteString(l.Paint(theme.Title, left))
		x = Width(left)
	}
	line := b.String() + Spaces(w-x-Width(right)) + h.right(l, right)
	return Fit(line, w, "")
}

// tab draws one tab; the active one differs in its background as well as its colour. A key that does not work is
// dimmed.
func (h Header) tab(l *Theme, t Tab, w int, words tabWords) string {
	text := Fit(" "+t.words(words), w, "")
	if t.Active {
		return l.Paint(theme.OnAccent, text)
	}
	key := theme.Accent
	if h.Off {
		key = theme.Disabled
	}
	return l.Paint(key, " "+Clean(t.Key)) + l.Paint(theme.Subtle, text[1+len(Clean(t.Key)):])
}

// words is what is written of a tab.
func (t Tab) words(words tabWords) string {
	switch {
	case words == onlyKeys && !t.Active:
		return Clean(t.Key)
	case words >= shortWords && t.Short != "":
		return Clean(t.Key + " " + t.Short)
	}
	return Clean(t.Key + " " + t.Label)
}

func (h Header) right(l *Theme, right string) string {
	badge := Clean(h.Badge)
	if rest, ok := strings.CutPrefix(right, " "+badge+" "); ok && badge != "" {
		return l.Paint(theme.OnAccent, " "+badge+" ") + l.Paint(theme.Subtle, rest)
	}
	return l.Paint(theme.Subtle, right)
}

// fit chooses the words for a width: the program's name, the position and words of each tab, and the text at the right
// end.
func (h Header) fit(l *Theme, w int) (left string, spots []spot, right string, words tabWords) {
	badge := ""
	if h.Badge != "" {
		badge = " " + Clean(h.Badge) + " "
	}
	long, short := strings.TrimRight(badge+" "+Clean(h.User), " ")+
		" ", strings.TrimRight(badge+" "+Clean(h.Short), " ")+" "
	if h.User == "" {
		long = short
	}
	name := " " + Clean(h.Name) + " "
	for _, try := range []struct {
		left, right string
		tabs        tabWords
	}{{name, long, fullWords}, {name, short, fullWords}, {name, long, shortWords}, {name, short, shortWords},
		{"", short, shortWords}, {"", badge, shortWords}, {"", short, tightWords}, {"", badge, tightWords},
		{"", short, onlyKeys}, {"", badge, onlyKeys}, {"", "", onlyKeys}} {
		spots = h.place(Width(try.left), try.tabs)
		end := Width(try.left)
		if n := len(spots); n > 0 {
			end = spots[n-1].x + spots[n-1].w
		}
		if end+Width(try.right) <= w {
			return try.left, spots, strings.TrimPrefix(try.right, "  "), try.tabs
		}
	}
	// Not even the numbers fit: the active tab is shown, as much of it as
	// fits.
	for i, t := range h.Tabs {
		if t.Active && w > 2 {
			return "", []spot{{0, 0, min(w, Width(Clean(t.Key+" "+t.Label))+2), i}}, "", fullWords
		}
	}
	return Cut(name, w, ""), nil, "", fullWords
}

// tabWords is how much is written of each tab.
type tabWords uint8

const (
	fullWords tabWords = iota
	shortWords
	tightWords // short, with one cell between them
	onlyKeys   // except the active one
)

func (h Header) place(x int, words tabWords) []spot {
	var spots []spot
	space := 2
	if words == tightWords {
		space = 1
	}
	for i, t := range h.Tabs {
		n := Width(t.words(words)) + space
		spots = append(spots, spot{x: x, w: n, choice: i})
		x += n
	}
	return spots
}

// TabAt returns the number of the tab that is drawn at cell x of a line w cells
// wide, -1 when there is none.
func (h Header) TabAt(l *Theme, x, w int) int {
	_, spots, _, _ := h.fit(l, w)
	for _, s := range spots {
		if x >= s.x && x < s.x+s.w {
			return s.choice
		}
	}
	return -1
}

// TitleLine is the second line: the title of the screen, and at the right end how many rows are shown. The right end is
// shortened last.
func TitleLine(l *Theme, title, note string, w int) string {
	note = l.Cut(note, w-2)
	space := titleRoom(note, w)
	if space < 1 {
		return Fit(" "+note, w, "")
	}
	line := " " + l.Paint(theme.Text, l.Fit(title, space))
	if note != "" {
		line += " " + l.Paint(theme.Subtle, note) + " "
	}
	return Fit(line, w, "")
}

// titleRoom is what the note leaves of a line for the title.
func titleRoom(note string, w int) int {
	if note == "" {
		return w - 1
	}
	return w - 1 - Width(note) - 2
}

// leastTitle is the room beside the note from which a title that is too long goes on on the next line.
const leastTitle = 24

// titleRows divides a title that is too long for its line: what stands on it, and what goes on on the next.
func titleRows(l *Theme, title, note string, w int) (first, rest string) {
	title = Clean(title)
	room := titleRoom(l.Cut(note, w-2), w)
	if Width(title) <= room || room < leastTitle {
		return title, ""
	}
	rows := Wrap(title, room)
	return rows[0], strings.Join(rows[1:], " ")
}

// ruleAfter is the rule under the title, after what of the title stands on its line.
func ruleAfter(l *Theme, rest string, w int, tees []int) string {
	if rest == "" {
		return Rule(l, w, tees...)
	}
	text := " " + l.Cut(rest, w-2) + " "
	begin := Width(text)
	var after []int
	for _, t := range tees {
		after = append(after, t-begin)
	}
	return Fit(l.Paint(theme.Text, text)+Rule(l, w-begin, after...), w, "")
}

// Rule is a horizontal line; tees are the columns where a divider begins below it.
func Rule(l *Theme, w int, tees ...int) string {
	if w <= 0 {
		return ""
	}
	cells := make([]string, w)
	for i := range cells {
		cells[i] = l.Colours.Glyphs.Rule
	}
	for _, t := range tees {
		if t >= 0 && t < w {
			cells[t] = l.Colours.Glyphs.Tee
		}
	}
	return l.Paint(theme.Border, strings.Join(cells, ""))
}

// Divider is the line between two blocks side by side, for Beside.
func Divider(l *Theme) string { return l.Paint(theme.Border, l.Colours.Glyphs.Divider) }

// Footer draws the keys that work here now, the most important first. Those that do not fit are left out, the last two
// (search and help) last of all; a key that does not work now is dimmed.
func Footer(l *Theme, hints []keys.Hint, w int) string {
	line := " "
	for _, i := range footerFit(hints, w) {
		h := hints[i]
		k, label := Clean(h.Key), Clean(h.Label)
		if h.Off {
			line += l.Paint(theme.Disabled, k+" "+label) + "  "
			continue
		}
		line += l.Paint(theme.Accent, k) + " " + l.Paint(theme.Subtle, label) + "  "
	}
	return Fit(line, w, "")
}

// FooterAt returns the identity of the key that is drawn at cell x, empty when
// there is none: footers can be clicked.
func FooterAt(hints []keys.Hint, x, w int) string {
	at := 1
	for _, i := range footerFit(hints, w) {
		n := hintWidth(hints[i])
		if x >= at && x < at+n {
			return hints[i].ID
		}
		at += n + 2
	}
	return ""
}

func hintWidth(h keys.Hint) int { return Width(Clean(h.Key)) + 1 + Width(Clean(h.Label)) }

// footerPinned is the number of hints at the end (search and help) that stay longest.
const footerPinned = 2

// footerFit returns the numbers of the hints that fit, in order.
func footerFit(hints []keys.Hint, w int) []int {
	var order []int
	first := max(len(hints)-footerPinned, 0)
	for i := len(hints) - 1; i >= first; i-- {
		order = append(order, i)
	}
	for i := range first {
		order = append(order, i)
	}
	space := w - 1
	var out []int
	for _, i := range order {
		if n := hintWidth(hints[i]); n <= space {
			out = append(out, i)
			space -= n + 2
		}
	}
	slices.Sort(out)
	return out
}

// Level is how serious a message is.
type Level uint8

// The levels of a message.
const (
	Info Level = iota
	Done
	Warning
	Failure
)

// Toast is a message at the right end of the first line that disappears by itself or with the next key; the owner
// decides when.
type Toast struct {
	Level Level
	Text  string
	Undo  string // the key that takes it back; empty when nothing does
}

// Block is the message at the right end of the first line, in as much of it as it needs; what is longer goes on on the
// next lines, at most h in all. Without a message there is none.
func (t *Toast) Block(l *Theme, w, h int) []string {
	if t == nil {
		return nil
	}
	needs := Width(t.Text) + 4 // the sign and what is left free
	if t.Undo != "" {
		needs += Width("  " + l.T("kit.undohint", "key", t.Undo))
	}
	return t.Draw(l, min(needs, w), h)
}

// Draw draws the message on at most h lines, each exactly w cells wide. The sign in front shows the level without
// colour too; the key that undoes stays, behind the last line, when the text is cut.
func (t Toast) Draw(l *Theme, w, h int) []string {
	g := l.Colours.Glyphs
	sign := [...]string{g.Dot, g.Check, g.Unknown, g.Alert}[min(t.Level, Failure)]
	if t.Level == Warning {
		sign = g.Alert
	}
	role := [...]theme.Role{theme.Text, theme.OK, theme.Warn, theme.Danger}[min(t.Level, Failure)]
	undo := ""
	if t.Undo != "" {
		undo = "  " + l.T("kit.undohint", "key", t.Undo)
	}
	if Width(undo) > w/2 {
		undo = ""
	}
	room, h := max(w-1-Width(undo), 0), max(h, 1)
	rows := []string{t.Text}
	if Width(t.Text) > room-2 && h > 1 && room > 2 {
		rows = Wrap(CleanLines(t.Text), room-2)
	}
	if len(rows) > h {
		rows = append(rows[:h-1], strings.Join(rows[h-1:], " "))
	}
	out := make([]string, 0, h)
	for i, row := range rows {
		lead, end := "  ", ""
		if i == 0 {
			lead = sign + " "
		}
		if i == len(rows)-1 {
			end = undo
		}
		out = append(out, Fit(" "+l.Paint(role, l.Cut(lead+row, room))+l.Paint(theme.Subtle, end), w, ""))
	}
	return out
}

// TooSmall replaces a screen in a window that is too small for it; it says which size is needed.
func TooSmall(l *Theme, w, h, needW, needH int) string {
	if w <= 0 || h <= 0 {
		return ""
	}
	// As plain numbers: sizes are never written with separators.
	lines := Wrap(l.T("kit.toosmall", "w", w, "h", h, "needw", needW, "needh", needH), w)
	return Block(lines, w, h)
}

// Place draws a part over the middle of a screen and returns the position of its top left corner, for Offset and
// MoveCursor.
func Place(base string, size Size, box string) (view string, x, y int) {
	rows := Lines(box)
	w := 0
	for _, r := range rows {
		w = max(w, Width(r))
	}
	x, y = Center(size, w, len(rows))
	return Over(base, box, x, y), x, y
}

// framed draws a part in a frame with a title, in the wanted size or what fits; it returns the box and the position of
// the part's own corner in it.
func framed(l *Theme, p Part, title string, size Size, wantW, wantH int) (box string, inX, inY int) {
	w, h := min(wantW, size.W), min(wantH, size.H)
	p.SetSize(max(w-4, 0), max(h-2, 0))
	return Box(l, title, Lines(p.View()), w, h), 2, 1
}

// Overlay shows a part over a screen: a dialog as large as it needs, other parts
// in a frame with a title. It returns the screen, the cursor, and where the part's own top left
// corner is, for Offset.
func Overlay(l *Theme, base string, size Size, p Part, title string, want Size) (view string, c *tea.Cursor, x, y int) {
	box, inX, inY := "", 0, 0
	if d, ok := p.(*Dialog); ok {
		d.SetSize(size.W, size.H)
		box = d.View()
	} else {
		box, inX, inY = framed(l, p, title, size, want.W, want.H)
	}
	view, x, y = Place(base, size, box)
	x, y = x+inX, y+inY
	return view, MoveCursor(p.Cursor(), x, y), x, y
}

var _ = []Part{(*Table)(nil), (*Form)(nil), (*Picker)(nil), (*Dialog)(nil), (*Help)(nil), (*TextView)(nil)}

// IsText reports whether a message is typing: a key that writes, or a paste.
func IsText(msg tea.Msg) bool {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return TypedText(msg) != ""
	case tea.PasteMsg:
		return true
	}
	return false
}
