package theme

import (
	"strings"
)

// Glyphs are the signs the program draws, all one cell wide. They come from
// the set that Windows consoles, PuTTY and Linux fonts share.
type Glyphs struct {
	Cursor    string    // the selected row
	Mark      string    // a marked row
	Check     string    // done
	Box       string    // not done yet
	Cross     string    // refused, no
	Unknown   string    // not known, not asked
	Alert     string    // late, attention needed
	More      string    // text was cut here
	Dot       string    // between two pieces of a line
	Arrow     string    // from this to that
	SortUp    string    // smallest first
	SortDown  string    // largest first
	Up, Down  string    // there is more above, below
	Rule      string    // horizontal line
	Level     string    // a line across a chart, unlike its axis
	Goals     [3]string // lines across a chart to compare with, told apart
	Marks     [3]string // the same goals as marks on bars
	Divider   string    // vertical line
	Tee       string    // where a divider begins below a rule
	Corners   [4]string
	Space     string    // the space key
	ArrowKeys [4]string // up, down, left, right
	Eighths   [9]string // horizontal bar, from empty to full
	Sparks    [8]string // vertical bar, from lowest to highest
	BarTrack  string    // the empty part of a progress bar
}

func unicodeGlyphs() Glyphs {
	return Glyphs{
		Cursor: "▸", Mark: "●", Check: "✓", Box: "□", Cross: "×", Unknown: "?", Alert: "!",
		More: "…", Dot: "·", Arrow: "→", SortUp: "▴", SortDown: "▾", Up: "↑", Down: "↓",
		Rule: "─", Level: "═", Goals: [3]string{"─", "≡", "≈"}, Marks: [3]string{"│", "║", "┼"},
		Divider: "│", Tee: "┬", Corners: [4]string{"┌", "┐", "└", "┘"},
		Space: "␣", ArrowKeys: [4]string{"↑", "↓", "←", "→"},
		Eighths:  [9]string{" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"},
		Sparks:   [8]string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
		BarTrack: "─",
	}
}

func asciiGlyphs() Glyphs {
	return Glyphs{
		Cursor: ">", Mark: "*", Check: "v", Box: "o", Cross: "x", Unknown: "?", Alert: "!",
		More: "~", Dot: "-", Arrow: ">", SortUp: "^", SortDown: "v", Up: "^", Down: "v",
		Rule: "-", Level: "=", Goals: [3]string{"-", "~", "+"}, Marks: [3]string{"|", "!", "+"},
		Divider: "|", Tee: "+", Corners: [4]string{"+", "+", "+", "+"},
		Space: "_", ArrowKeys: [4]string{"^", "v", "<", ">"},
		Eighths:  [9]string{" ", " ", " ", " ", "-", "-", "-", "-", "#"},
		Sparks:   [8]string{"_", "_", ".", ".", "-", "-", "=", "#"},
		BarTrack: "-",
	}
}

// asciiReplacements replaces the signs in texts with ASCII, cell by cell.
func asciiReplacements() *strings.Replacer {
	u, a := unicodeGlyphs(), asciiGlyphs()
	pairs := []string{"–", "-", "—", "-", "“", `"`, "”", `"`, "’", "'", "«", `"`, "»", `"`}
	for _, p := range [][2]string{
		{u.Cursor, a.Cursor}, {u.Mark, a.Mark}, {u.Check, a.Check}, {u.Box, a.Box}, {u.Cross, a.Cross},
		{u.More, a.More},
		{u.Dot, a.Dot}, {u.Arrow, a.Arrow}, {u.Rule, a.Rule}, {u.Divider, a.Divider}, {u.Space, a.Space}} {
		pairs = append(pairs, p[0], p[1])
	}
	for i, key := range u.ArrowKeys {
		pairs = append(pairs, key, a.ArrowKeys[i])
	}
	return strings.NewReplacer(pairs...)
}
