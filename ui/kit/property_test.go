package kit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"jobspor/ui/keys"
	"jobspor/ui/lang"
	"jobspor/ui/theme"
)

// hostile draws text as it comes from files: Danish, wide, combining, control
// characters, escapes, broken bytes.
func hostile(t *rapid.T, label string) string {
	pieces := rapid.SliceOfN(rapid.OneOf(
		rapid.SampledFrom([]string{
			"æøå", "Café", " ", "日本", "e\u0301", "\u0301", "\x1b[31m", "\x1b]0;x\x07", "\n", "\t", "\r\n", "\u202e",
			"\xff", "👨‍👩‍👧", "🇩🇰", "🇩", "❤️", "각", "ᄀ", "ᅡ", "\u200d", "ﷺ", "नि", "…", "\u0000", "\u009b1m", "a", "|",
			"️", "🏽", "ก็", "\u0e33"}),
		rapid.StringN(0, 6, 12),
	), 0, 8).Draw(t, label)
	return strings.Join(pieces, "")
}

// anyMessage draws a message a terminal can send.
func anyMessage(t *rapid.T) tea.Msg {
	switch rapid.IntRange(0, 9).Draw(t, "sort") {
	case 0:
		return tea.PasteMsg{Content: hostile(t, "paste")}
	case 1:
		return tea.MouseClickMsg{
			X: rapid.IntRange(-3, 90).Draw(t, "x"), Y: rapid.IntRange(-3, 40).Draw(t, "y"), Button: tea.MouseLeft,
		}
	case 2:
		return tea.MouseWheelMsg{
			Button: rapid.SampledFrom([]tea.MouseButton{tea.MouseWheelUp, tea.MouseWheelDown, tea.MouseWheelLeft}).
				Draw(t, "wheel"),
		}
	case 3:
		text := hostile(t, "typed")
		return tea.KeyPressMsg{Code: tea.KeyExtended, Text: text}
	}
	return press(rapid.SampledFrom([]string{
		"up", "down", "left", "right", "home", "end", "pgup", "pgdown", "enter", "esc", "tab", "shift+tab",
		"space", "backspace", "delete", "ctrl+a", "ctrl+w", "ctrl+u", "ctrl+left", "ctrl+right", "ctrl+s", "j", "k",
		"G", "g", "å", "1", "n", "?", "/", "shift+down"}).Draw(t, "key"))
}

func anyLook(t *rapid.T) *Theme {
	o := theme.Options{
		Dark: rapid.Bool().Draw(t, "dark"), NoColor: rapid.Bool().Draw(t, "nocolour"),
		ASCII: rapid.Bool().Draw(t, "ascii"),
	}
	return NewTheme(theme.New(o), lang.New(rapid.SampledFrom([]lang.Code{lang.Danish, lang.English}).Draw(t, "lang")))
}

// partMaker makes a part from drawn data; fills tells that its view is exactly
// the size it was given, otherwise at most.
type partMaker struct {
	name  string
	fills bool
	make  func(*rapid.T, *Theme) Part
}

func partMakers() []partMaker {
	return []partMaker{
		{"table", true, anyTable},
		{"form", true, anyForm},
		{"picker", true, func(t *rapid.T, l *Theme) Part {
			items := anyItems(t)
			return NewPicker(l, PickerOptions{Title: hostile(t, "title"), Multi: rapid.Bool().Draw(t, "multi"),
				Items: func(q string) []Item { return FilterItems(items, q) }})
		}},
		{"help", true, func(t *rapid.T, l *Theme) Part {
			return NewHelp(l,
				append(keys.Sections(keys.Standard(), l.T, l.Names()), keys.Section{
					Title: hostile(t, "title"),
					Lines: []keys.Hint{{Key: hostile(t, "key"), Label: hostile(t, "label")}},
				}))
		}},
		{"text", true, func(t *rapid.T, l *Theme) Part {
			v := NewTextView(l)
			v.SetText(strings.Repeat(hostile(t, "text")+"\n", rapid.IntRange(0, 30).Draw(t, "n")))
			return v
		}},
		{"dialog", false, anyDialog},
	}
}

func anyItems(t *rapid.T) []Item {
	var items []Item
	for i := range rapid.IntRange(0, 12).Draw(t, "items") {
		items = append(items, Item{
			ID: fmt.Sprint(i), Label: hostile(t, "label"), Detail: hostile(t, "detail"), Keys: hostile(t, "keys"),
			Why: rapid.SampledFrom([]string{"", "", hostile(t, "why")}).Draw(t, "off"),
		})
	}
	return items
}

func anyTable(t *rapid.T, l *Theme) Part {
	var cols []Column
	for i := range rapid.IntRange(0, 6).Draw(t, "columns") {
		cols = append(cols,
			Column{Key: fmt.Sprint(i), Title: hostile(t, "title"), Min: rapid.IntRange(-1, 20).Draw(t, "min"),
				Max: rapid.IntRange(0, 30).Draw(t, "max"), Flex: rapid.IntRange(0, 3).Draw(t, "flex"),
				Right: rapid.Bool().Draw(t, "right"),
				Bar:   rapid.IntRange(0, 6).Draw(t, "bar"), HideBelow: rapid.IntRange(0, 60).Draw(t, "hide")})
	}
	text, hit := hostile(t, "cell"), Hit{rapid.IntRange(-2, 20).Draw(t, "from"), rapid.IntRange(-2, 40).Draw(t, "to")}
	tb := NewTable(l, cols)
	tb.SetSort("0", true)
	n := rapid.IntRange(0, 60).Draw(t, "rows")
	var headings []Heading
	for _, at := range slices.Sorted(slices.Values(rapid.SliceOfN(rapid.IntRange(0, n), 0, 4).Draw(t, "headings"))) {
		headings = append(headings, Heading{At: at, Title: hostile(t, "heading"), Note: hostile(t, "note")})
	}
	tb.SetRows(Rows{
		Len: n, ID: func(i int) string { return fmt.Sprint(i) }, Headings: headings,
		Cells: func(i int, c []Cell) {
			for j := range c {
				c[j] = Cell{Text: text, Hits: []Hit{hit}, Share: float64(i) / 20}
			}
		}})
	return tb
}

func anyForm(t *rapid.T, l *Theme) Part {
	var fields []Field
	for i := range rapid.IntRange(0, 12).Draw(t, "fields") {
		f := Field{Key: fmt.Sprint(i), Label: hostile(t, "label"), Hint: hostile(t, "hint"), Unit: hostile(t, "unit"),
			Section:  rapid.SampledFrom([]string{"", "A", hostile(t, "section")}).Draw(t, "in"),
			Kind:     Kind(rapid.IntRange(0, 9).Draw(t, "kind")),
			Required: rapid.Bool().Draw(t, "must"), Limit: rapid.IntRange(0, 40).Draw(t, "limit")}
		if rapid.IntRange(0, 4).Draw(t, "off") == 0 {
			f.Disabled = hostile(t, "why") + "x"
		}
		for _, it := range anyItems(t) {
			f.Options = append(f.Options, Option{Key: it.ID, Label: it.Label, Why: it.Why})
		}
		wrong := hostile(t, "wrong")
		f.Validate = func(v string) string { return wrong }
		fields = append(fields, f)
	}
	form := NewForm(l, fields, testDates(l.Lang))
	form.SetValues(map[string]string{"0": hostile(t, "value"), "1": hostile(t, "value")})
	return form
}

func anyDialog(t *rapid.T, l *Theme) Part {
	title, text := hostile(t, "title"), hostile(t, "text")
	switch rapid.IntRange(0, 3).Draw(t, "dialog") {
	case 0:
		return Confirm(l, title, text, 3, hostile(t, "yes"), true)
	case 1:
		var choices []Choice
		for _, it := range anyItems(t) {
			choices = append(choices, Choice{ID: it.ID, Label: it.Label})
		}
		return Choose(l, title, text, choices)
	case 2:
		return Prompt(l, title, text, hostile(t, "label"), hostile(t, "initial"), func(s string) string { return s })
	}
	var rows []Conflict
	for _, it := range anyItems(t) {
		rows = append(rows, Conflict{Key: it.ID, Label: it.Label, Mine: it.Detail, Theirs: it.Keys})
	}
	return ResolveConflicts(l, title, text, rows)
}

func TestAnyInputKeepsTheFrame(t *testing.T) {
	for _, m := range partMakers() {
		t.Run(m.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				p := m.make(t, anyLook(t))
				w, h := 0, 0
				for range rapid.IntRange(1, 25).Draw(t, "steps") {
					if rapid.IntRange(0, 4).Draw(t, "resize") == 0 {
						w, h = rapid.IntRange(-1, 90).Draw(t, "w"), rapid.IntRange(-1, 30).Draw(t, "h")
						p.SetSize(w, h)
					} else {
						p.Update(anyMessage(t))
					}
					checkPart(t, p, w, h, m.fills)
				}
			})
		})
	}
}

// checkPart checks the view's size and that the cursor is inside it.
func checkPart(t *rapid.T, p Part, w, h int, fills bool) {
	view := p.View()
	gotW, gotH := w, h
	if !fills {
		rows := Lines(view)
		gotH = len(rows)
		gotW = 0
		for _, r := range rows {
			gotW = max(gotW, Width(r))
		}
		if gotW > max(w, 0) || gotH > max(h, 0) {
			t.Fatalf("dialog of %d×%d in %d×%d", gotW, gotH, w, h)
		}
	}
	if err := CheckFrame(view, gotW, gotH); err != nil {
		t.Fatalf("size %d×%d: %v", w, h, err)
	}
	if base := (Size{80, 24}); w > 0 {
		screen, c, _, _ := Overlay(testTheme(), Block(nil, base.W, base.H), base, p, "Titel", Size{w, h})
		if err := CheckFrame(screen, base.W, base.H); err != nil {
			t.Fatalf("over a screen: %v", err)
		}
		if c != nil && (c.X >= base.W || c.Y >= base.H) {
			t.Fatalf("cursor over a screen at %d,%d", c.X, c.Y)
		}
		p.SetSize(w, h)
		p.View()
	}
	if c := p.Cursor(); c != nil && (c.X < 0 || c.Y < 0 || c.X >= gotW || c.Y >= gotH) {
		t.Fatalf("cursor at %d,%d outside %d×%d", c.X, c.Y, gotW, gotH)
	}
}

func TestAnyLineKeepsItsWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, w := anyLook(t), rapid.IntRange(0, 130).Draw(t, "w")
		h := Header{
			Name: hostile(t, "name"), Badge: hostile(t, "badge"), User: hostile(t, "user"), Short: hostile(t, "short"),
		}
		var hints []keys.Hint
		for i, it := range anyItems(t) {
			h.Tabs = append(h.Tabs, Tab{Key: fmt.Sprint(i), Label: it.Label, Short: it.Keys, Active: i == 2})
			hints = append(hints, keys.Hint{ID: it.ID, Key: it.Keys, Label: it.Label, Off: it.Why != ""})
		}
		n := rapid.IntRange(-5, 200).Draw(t, "n")
		for name, line := range map[string]string{
			"header": h.Draw(l, w),
			"title":  TitleLine(l, hostile(t, "title"), hostile(t, "note"), w),
			"footer": Footer(l, hints, w),
			"toast": Toast{
				Level: Level(rapid.IntRange(0, 5).Draw(t, "level")), Text: hostile(t, "toast"),
				Undo: rapid.SampledFrom([]string{"", "u"}).Draw(t, "undo"),
			}.Draw(l, w, 1)[0],
			"rule":     Rule(l, w, n),
			"progress": Progress(l, hostile(t, "label"), n, n/2, w),
			"bar":      Bar(l, float64(n)/50, w),
			"spark":    Sparkline(l, []float64{float64(n), 2, 0}, w),
			"line": l.Line(Line{
				{Text: hostile(t, "a")}, {Text: hostile(t, "b"), Role: theme.Warn}, {Text: hostile(t, "c")},
			}, w),
			"fit": l.FitRight(hostile(t, "fit"), w),
		} {
			if err := CheckFrame(line, w, min(w, 1)); err != nil {
				t.Fatalf("%s at %d: %v", name, w, err)
			}
		}
		if err := CheckFrame(TooSmall(l, w, 3, 80, 24), w, 3); err != nil {
			t.Fatalf("too small: %v", err)
		}
		size := Size{w, rapid.IntRange(0, 12).Draw(t, "h")}
		view, _ := Page{
			Header: h, Hints: hints,
			Frame: Frame{Title: hostile(t, "title"), Body: Clean(hostile(t, "body")), Dividers: []int{n}},
		}.Draw(l, size)
		if err := CheckFrame(view, size.W, size.H); err != nil && size.W > 0 && size.H > 0 {
			t.Fatalf("page: %v", err)
		}
		h.TabAt(l, n, w)
		FooterAt(hints, n, w)
	})
}
