package kit

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/theme"
)

// formLine is one drawn line and what it belongs to.
type formLine struct {
	text  string
	field int // index of the field, -1 for headings
	row   int // line within the field's value
}

// stackedBelow is the width below which labels are above their values.
const stackedBelow = 56

// columns returns the width of the label column and of the value column; labels
// above values have a label column of 0.
func (f *Form) columns() (label, value int) {
	const indent = 2
	if f.w < stackedBelow {
		return 0, max(f.w-indent-2, 1)
	}
	for _, s := range f.fields {
		label = max(label, Width(Clean(s.Label))+2)
	}
	label = min(label, f.w*2/5)
	return label, max(f.w-indent-label-2, 1)
}

// Cursor is where text is written, nil when the field with focus is no text.
func (f *Form) Cursor() *tea.Cursor {
	if f.picker != nil {
		return f.picker.Cursor()
	}
	return f.cursor
}

// View draws the fields and, on the last lines, the hint of the field with
// focus. A form that is higher than its place scrolls with the focus.
func (f *Form) View() string {
	f.cursor = nil
	if f.w <= 0 || f.h <= 0 {
		return ""
	}
	if f.picker != nil {
		return f.picker.View()
	}
	lines, cx, cy := f.draw()
	var hint []string
	if f.h >= 3 {
		hint = f.hintLines(len(lines))
	}
	page := f.h - len(hint)
	f.scroll(lines, page)
	shown := make([]string, 0, f.h)
	for i := f.top; i < len(lines) && i < f.top+page; i++ {
		shown = append(shown, lines[i].text)
	}
	for len(shown) < page {
		shown = append(shown, "")
	}
	for _, row := range hint {
		shown = append(shown, f.th.Paint(theme.Subtle, row))
	}
	f.lines = lines
	if cy >= f.top && cy < f.top+page && cx >= 0 && cx < f.w {
		f.cursor = cursorAt(cx, cy-f.top)
	}
	return f.announce(Block(shown, f.w, f.h))
}

// scroll keeps the lines of the field with focus in view, its heading too when
// it fits.
func (f *Form) scroll(lines []formLine, page int) {
	first, last := -1, 0
	for i, l := range lines {
		if l.field == f.at {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	first = max(first, 0)
	for first > 0 && lines[first-1].field < 0 {
		first--
	}
	if s := f.focused(); s != nil && s.Kind == KindLong && last-first >= page {
		row, _ := s.editor.rowOf(s.editor.wrapRows(f.valueWidth()))
		for i, l := range lines {
			if l.field == f.at && l.row == row {
				first, last = i, i
			}
		}
	}
	f.top = max(min(f.top, first), last-page+1)
	f.top = min(f.top, first+max(last-first-page+1, 0))
	f.top = max(min(f.top, len(lines)-page), 0)
}

func (f *Form) focused() *fieldState {
	if len(f.fields) == 0 {
		return nil
	}
	return f.fields[f.at]
}

func (f *Form) valueWidth() int {
	_, w := f.columns()
	return w
}

// draw makes all lines, and tells where the cursor is among them.
func (f *Form) draw() (lines []formLine, cx, cy int) {
	label, width := f.columns()
	cx, cy = -1, -1
	section := ""
	for i, s := range f.fields {
		if s.Section != "" && s.Section != section {
			if len(lines) > 0 {
				lines = append(lines, formLine{field: -1})
			}
			lines = append(lines, formLine{text: f.th.Paint(theme.Title, f.th.Cut(s.Section, f.w)), field: -1})
			section = s.Section
		}
		values, x, y := f.value(s, i == f.at, width)
		head := f.label(s, i == f.at)
		indent := Spaces(2 + label)
		if label == 0 {
			lines = append(lines, formLine{text: head, field: i, row: -1})
			indent = Spaces(4)
		}
		if x >= 0 {
			cx, cy = x+Width(indent), y+len(lines)
		}
		for row, v := range values {
			before := indent
			if row == 0 && label > 0 {
				before = Pad(head, 2+label)
			}
			lines = append(lines, formLine{text: before + v, field: i, row: row})
		}
		if s.wrong != "" {
			for _, l := range Wrap(Clean(s.wrong), max(width-2, 1)) {
				text := indent + f.th.Paint(theme.Danger, f.th.Colours.Glyphs.Alert+" "+l)
				lines = append(lines, formLine{text: text, field: i, row: len(values)})
			}
		}
		if caution := s.caution(); caution != "" {
			for _, l := range Wrap(Clean(caution), max(width-2, 1)) {
				text := indent + f.th.Paint(theme.Warn, f.th.Colours.Glyphs.Alert+" "+l)
				lines = append(lines, formLine{text: text, field: i, row: len(values)})
			}
		}
	}
	return lines, cx, cy
}

// caution is the sentence about the value that a field holds now, "" for none and beside a fault.
func (s *fieldState) caution() string {
	if s.Caution == nil || s.wrong != "" {
		return ""
	}
	return s.Caution(s.editor.Value())
}

// label draws the sign of the focus, the label and the sign of what must be
// filled in.
func (f *Form) label(s *fieldState, focus bool) string {
	width, _ := f.columns()
	if width == 0 {
		width = f.w - 2
	}
	sign, role := "  ", theme.Subtle
	if focus {
		sign, role = f.th.Colours.Glyphs.Cursor+" ", theme.Accent
	}
	if s.Disabled != "" {
		role = theme.Disabled
	}
	must := ""
	if s.Required {
		must = "*"
	}
	return f.th.Paint(role, sign+f.th.Cut(s.Label, max(width-2, 1))+must)
}

// value draws the content of a field on one or more lines, and where the cursor
// stands in it; -1 when there is none.
func (f *Form) value(s *fieldState, focus bool, w int) (lines []string, x, y int) {
	if s.Disabled != "" {
		return []string{f.th.Paint(theme.Disabled, f.th.Cut(f.words(s), w))}, -1, -1
	}
	switch {
	case s.Kind == KindLong:
		return f.longValue(s, focus, w)
	case s.Kind.typed():
		return f.typedValue(s, focus, w)
	case s.Quick && s.Kind == KindChoice && focus:
		return f.quickValue(s, w), -1, -1
	}
	text, role := f.words(s), theme.Text
	switch {
	case text == "" && focus:
		text, role = f.th.T("kit.notset"), theme.Input
	case text == "":
		text, role = f.th.Colours.Glyphs.Dot, theme.Disabled
	case focus:
		role = theme.Input
	}
	return []string{f.th.Paint(role, f.th.Cut(text, w))}, -1, -1
}

// words formats a value that is not being written.
func (f *Form) words(s *fieldState) string {
	g := f.th.Colours.Glyphs
	switch s.Kind {
	case KindBool, KindTristate:
		switch {
		case s.value == "true":
			return g.Check + " " + f.th.T("kit.yes")
		case s.value == "false" || s.Kind == KindBool:
			return g.Box + " " + f.th.T("kit.no")
		}
		return g.Unknown + " " + f.th.T("kit.unknown")
	case KindChoice:
		return s.Field.label(s.value)
	case KindMulti:
		var out []string
		for _, k := range splitKeys(s.value, s.Kind) {
			out = append(out, s.Field.label(k))
		}
		return strings.Join(out, ", ")
	case KindLong:
		return Clean(s.editor.Value())
	}
	return Clean(s.editor.Value())
}

// typedValue draws one line of text. While a date or number is being written,
// what it will be read as is shown beside it.
func (f *Form) typedValue(s *fieldState, focus bool, w int) (lines []string, x, y int) {
	after := Clean(s.Unit)
	if focus && s.Kind == KindDate && (s.Reading != nil || s.editor.Value() != s.text) {
		if value, wrong := s.canonical(s.editor.Value(), f.dates, f.th.Lang); wrong == "" && value != "" {
			read := s.Reading
			if read == nil {
				read = func(value string) string { return s.shown(value, f.th.Lang, f.dates) }
			}
			after = f.th.Colours.Glyphs.Arrow + " " + Clean(read(value))
		}
	}
	if !focus {
		text := Clean(s.editor.Value())
		if after != "" && text != "" {
			text += " " + after
		}
		role := theme.Text
		if text == "" {
			text, role = f.th.Colours.Glyphs.Dot, theme.Disabled
		}
		return []string{f.th.Paint(role, f.th.Cut(text, w))}, -1, -1
	}
	space := w
	if after != "" {
		space = max(w-Width(after)-1, min(w, 12))
	}
	shown, cell := s.editor.Window(space)
	line := f.th.Paint(theme.Input, Pad(shown, min(space, max(Width(shown)+1, s.writeWidth()))))
	if after != "" {
		line += " " + f.th.Paint(theme.Subtle, Cut(after, max(w-Width(line)-1, 0), ""))
	}
	return []string{line}, cell, 0
}

// writeWidth is the width of a field for writing.
func (s *fieldState) writeWidth() int {
	switch s.Kind {
	case KindNumber, KindHours:
		return 8
	case KindDate:
		return 16
	}
	if s.Limit > 0 && s.Limit < 200 {
		return s.Limit + 1
	}
	return 200
}

func (f *Form) longValue(s *fieldState, focus bool, w int) (lines []string, x, y int) {
	if !focus && s.editor.Len() == 0 {
		return []string{f.th.Paint(theme.Disabled, f.th.Colours.Glyphs.Dot)}, -1, -1
	}
	rows := s.editor.wrapRows(w)
	for _, r := range rows {
		text := Cut(s.editor.rowText(r), w, "")
		if focus {
			lines = append(lines, f.th.Paint(theme.Input, Pad(text, w)))
		} else {
			lines = append(lines, text)
		}
	}
	if !focus {
		return lines, -1, -1
	}
	y, x = s.editor.rowOf(rows)
	return lines, min(x, w-1), y
}

// hintLines are the hint wrapped to the width: at least one line, and no more than a third of the form.
func (f *Form) hintLines(fields int) []string {
	rows := Wrap(CleanLines(f.hint(fields > f.h-1)), f.w)
	if len(rows) == 0 {
		return []string{""}
	}
	if most := max(f.h/3, 1); len(rows) > most {
		rows = append(rows[:most-1], f.th.Cut(strings.Join(rows[most-1:], " "), f.w))
	}
	return rows
}

// hint is the sentence on the last lines: why a field is only read, its hint, or
// what the keys do in it.
func (f *Form) hint(scrolls bool) string {
	s := f.focused()
	if s == nil {
		return ""
	}
	parts := []string{}
	switch {
	case s.Disabled != "":
		parts = append(parts, s.Disabled)
	case s.Kind.typed() && s.Limit > 0 && s.editor.Len() >= s.Limit:
		parts = append(parts, f.th.T("kit.field.toolong", "n", s.Limit))
	case s.Hint != "":
		parts = append(parts, s.Hint)
	}
	key := map[Kind]string{KindBool: "kit.field.toggle", KindTristate: "kit.field.toggle", KindChoice: "kit.field.pick",
		KindMulti: "kit.field.pick", KindLookup: "kit.field.lookup", KindLong: "kit.field.newline"}[s.Kind]
	switch {
	case s.Quick && s.Disabled == "":
		parts = append(parts, f.quickHint(s))
	case key != "" && s.Disabled == "":
		parts = append(parts, f.th.T(key))
	}
	if scrolls {
		i := slices.Index(f.fields, s)
		parts = append(parts, f.th.T("kit.count", "shown", i+1, "total", len(f.fields)))
	}
	return strings.Join(parts, " "+f.th.Colours.Glyphs.Dot+" ")
}

// click puts the focus where the mouse is; in a text the cursor too, and a
// second click on a choice is as space.
func (f *Form) click(x, y int) Action {
	i := f.top + y
	if y < 0 || y >= f.h || i < 0 || i >= len(f.lines) || f.lines[i].field < 0 {
		return Action{}
	}
	l := f.lines[i]
	s := f.fields[l.field]
	if s.Disabled != "" {
		return Action{Kind: Refused, ID: s.Key, Text: s.Disabled}
	}
	again := l.field == f.at
	if !again {
		f.leave()
		f.at = l.field
	}
	label, w := f.columns()
	indent := 2 + label
	if label == 0 {
		indent = 4
	}
	switch {
	case s.Kind == KindLong && l.row >= 0:
		s.editor.place(s.editor.wrapRows(w), l.row, max(x-indent, 0))
	case s.Kind.typed():
		s.editor.clickAt(max(x-indent, 0))
	case again && x >= indent:
		f.toggle(s)
	}
	return Action{Kind: Used}
}
