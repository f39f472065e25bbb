package kit

import (
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/theme"
)

// Item is one line of a picker.
type Item struct {
	ID     string
	Label  string
	Detail string // beside the label, subtle
	Keys   string // at the right end: the key that does the same
	Why    string // when not empty, it cannot be chosen now, and this says why
	Hits   []Hit  // what matched in Label
	Row    Row    // the row that it names, for the log of looks
}

// Row names a row of the database, as far as this package needs to know it.
type Row struct{ Type, ID string }

// PickerOptions says what a picker offers.
type PickerOptions struct {
	Title  string
	Framed bool // the frame around it says the title
	// Items are asked for after every letter, and again by Refresh. It does not wait: what takes time is searched for
	// elsewhere, and offered by a later Refresh.
	Items func(query string) []Item
	// Recent are identities that come first while nothing is typed.
	Recent   []string
	Multi    bool     // several can be marked with space
	Marked   []string // marked from the start
	Selected string   // under the cursor from the start
	Query    string   // typed from the start
	Hint     string   // last line; empty is the usual one
}

// Picker is a list that narrows while one types: the palette, choices in forms, finding something by name. Enter
// answers Chosen with the item's identity and label, Esc Cancelled; an item that does not work now answers Refused.
type Picker struct {
	th      *Theme
	options PickerOptions
	query   Editor
	items   []Item
	table   *Table
	marked  []string
	touched bool // the person changed marks
	w, h    int
}

// NewPicker makes a picker and asks for its first items.
func NewPicker(th *Theme, o PickerOptions) *Picker {
	p := &Picker{th: th, options: o, marked: slices.Clone(o.Marked)}
	p.query.limit = 200
	p.query.SetValue(o.Query)
	p.table = NewTable(th, nil)
	p.table.SetHeader(false)
	p.ask()
	if o.Selected != "" {
		p.table.Select(o.Selected)
	}
	return p
}

// ask gets the items for what is typed and puts the cursor on the best.
func (p *Picker) ask() {
	p.items = nil
	if p.options.Items != nil {
		p.items = p.options.Items(p.query.Value())
	}
	if p.query.Len() == 0 && len(p.options.Recent) > 0 {
		rank := func(it Item) int {
			if i := slices.Index(p.options.Recent, it.ID); i >= 0 {
				return i
			}
			return len(p.options.Recent)
		}
		p.items = slices.Clone(p.items)
		slices.SortStableFunc(p.items, func(a, b Item) int { return rank(a) - rank(b) })
	}
	p.table.SetRows(Rows{
		Len: len(p.items),
		ID:  func(i int) string { return p.items[i].ID },
		Cells: func(i int, cells []Cell) {
			if i < len(p.items) {
				p.cells(p.items[i], cells)
			}
		},
	})
	for _, it := range p.items {
		p.table.SetMark(it.ID, slices.Contains(p.marked, it.ID))
	}
	p.table.SelectRow(0)
	p.table.SetEmpty(p.th.T("kit.nothing", "query", p.query.Value()))
}

func (p *Picker) cells(it Item, cells []Cell) {
	role := theme.Text
	if it.Why != "" {
		role = theme.Disabled
	}
	for i, c := range p.table.columns {
		switch c.Key {
		case "label":
			cells[i] = Cell{Text: it.Label, Role: role, Hits: it.Hits}
		case "detail":
			cells[i] = Cell{Text: it.Detail, Role: theme.Subtle}
		case "keys":
			cells[i] = Cell{Text: it.Keys, Role: theme.Accent}
		}
	}
}

// Query returns what was typed.
func (p *Picker) Query() string { return p.query.Value() }

// Marked returns the marked identities, in the order they were marked.
func (p *Picker) Marked() []string { return slices.Clone(p.marked) }

// Visible gives the items in the window.
func (p *Picker) Visible() []Item {
	from, to := p.table.Visible()
	return p.items[min(from, len(p.items)):min(to, len(p.items))]
}

// Selected returns the item under the cursor.
func (p *Picker) Selected() (Item, bool) {
	_, i, ok := p.table.Selected()
	if !ok || i >= len(p.items) {
		return Item{}, false
	}
	return p.items[i], true
}

// Refresh asks for the items again, after they have changed elsewhere. The cursor stays on the best item, or on the one
// that the person moved it to.
func (p *Picker) Refresh() {
	id, i, ok := p.table.Selected()
	p.ask()
	if ok && i > 0 {
		p.table.Select(id)
	}
}

// Wait says that the items for what is typed are still searched for: that nothing fits is not told before Refresh.
func (p *Picker) Wait() { p.table.SetEmpty("") }

// SetSize sets the size in cells.
func (p *Picker) SetSize(w, h int) {
	p.w, p.h = w, h
	p.table.SetSize(w, max(h-3, 0))
}

// Update handles typing, arrows, pages, space in lists with several answers,
// Enter, Esc, clicks and the wheel.
func (p *Picker) Update(msg tea.Msg) Action {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return p.key(msg)
	case tea.PasteMsg:
		p.query.Update(msg)
		p.ask()
		return Action{Kind: Used}
	case tea.MouseClickMsg, tea.MouseWheelMsg:
		id, _, _ := p.table.Selected()
		a := p.table.Update(Offset(msg, 0, 2))
		if now, _, _ := p.table.Selected(); a.Kind == Opened ||
			a.Kind == Used && now != id && isClick(msg) && !p.options.Multi {
			return p.choose()
		}
		return a
	}
	return Action{}
}

func isClick(msg tea.Msg) bool {
	_, ok := msg.(tea.MouseClickMsg)
	return ok
}

func (p *Picker) key(msg tea.KeyPressMsg) Action {
	switch stroke := msg.String(); stroke {
	case "esc":
		return Action{Kind: Cancelled}
	case "enter":
		return p.choose()
	case "up", "down", "pgup", "pgdown":
		p.table.Update(msg)
		return Action{Kind: Used}
	case "ctrl+p":
		p.table.moveTo(p.table.at - 1)
		return Action{Kind: Used}
	case "ctrl+n":
		p.table.moveTo(p.table.at + 1)
		return Action{Kind: Used}
	case "space":
		if p.options.Multi {
			p.mark()
			return Action{Kind: Used}
		}
	}
	before := p.query.Value()
	if !p.query.Update(msg) {
		return Action{}
	}
	if p.query.Value() != before {
		p.ask()
	}
	return Action{Kind: Used}
}

func (p *Picker) mark() {
	it, ok := p.Selected()
	if !ok || it.Why != "" {
		return
	}
	p.touched = true
	if i := slices.Index(p.marked, it.ID); i >= 0 {
		p.marked = slices.Delete(p.marked, i, i+1)
	} else {
		p.marked = append(p.marked, it.ID)
	}
	p.table.SetMark(it.ID, slices.Contains(p.marked, it.ID))
	p.table.moveTo(p.table.at + 1)
}

func (p *Picker) choose() Action {
	it, ok := p.Selected()
	if p.options.Multi {
		if ok && it.Why == "" && len(p.marked) == 0 && !p.touched {
			p.marked = []string{it.ID}
		}
		return Action{Kind: Chosen, ID: it.ID, Text: it.Label, Marked: p.Marked()}
	}
	switch {
	case !ok:
		return Action{Kind: Used}
	case it.Why != "":
		return Action{Kind: Refused, ID: it.ID, Text: it.Why}
	}
	return Action{Kind: Chosen, ID: it.ID, Text: it.Label}
}

// Cursor is in the search line.
func (p *Picker) Cursor() *tea.Cursor {
	space := p.w - p.promptWidth()
	if space <= 0 || p.h < 1 {
		return nil
	}
	_, x := p.query.Window(space)
	return cursorAt(p.promptWidth()+x, 0)
}

func (p *Picker) promptWidth() int { return min(Width(p.prompt())+1, p.w*2/3) }

// prompt stands before what is typed.
func (p *Picker) prompt() string {
	g := p.th.Colours.Glyphs
	if p.options.Framed {
		return g.Cursor
	}
	return Clean(p.options.Title) + " " + g.Cursor
}

// View draws the search line, a rule, the items and a hint.
func (p *Picker) View() string {
	if p.w <= 0 || p.h <= 0 {
		return ""
	}
	g := p.th.Colours.Glyphs
	prompt := Pad(p.th.Cut(p.prompt(), max(p.promptWidth()-1, 0)), p.promptWidth())
	shown, _ := p.query.Window(max(p.w-p.promptWidth(), 0))
	first := p.th.Paint(theme.Title, prompt) + shown
	if p.query.Len() == 0 {
		first = p.th.Paint(theme.Title, prompt) +
			p.th.Paint(theme.Subtle, p.th.Cut(p.th.T("kit.filter"), max(p.w-p.promptWidth(), 0)))
	}
	lines := []string{first, p.th.Paint(theme.Border, strings.Repeat(g.Rule, p.w))}
	p.table.SetColumns(p.columns())
	lines = append(lines, Lines(p.table.View())...)
	lines = append(lines, p.th.Paint(theme.Subtle, p.th.Cut(p.hint(), p.w)))
	return Block(lines, p.w, p.h)
}

// columns gives each part of the items the width it needs.
func (p *Picker) columns() []Column {
	label, detail, stroke := 0, 0, 0
	for i, it := range p.items {
		if i == 200 { // Enough for an estimate; a long list would take too long.
			break
		}
		label = max(label, Width(Clean(it.Label)))
		detail = max(detail, Width(Clean(it.Detail)))
		stroke = max(stroke, Width(Clean(it.Keys)))
	}
	cols := []Column{{Key: "label", Min: min(max(label, 1), max(p.w-gutter-margin, 1)), Flex: 1}}
	if stroke > 0 {
		cols[0].Min = min(cols[0].Min, max(p.w-gutter-margin-stroke-gap, 1))
	}
	if detail > 0 {
		cols[0].Flex = 0
		cols[0].Min = min(cols[0].Min, max(p.w/2, 1))
		cols = append(cols, Column{Key: "detail", Min: min(8, detail), Flex: 1, Role: theme.Subtle})
	}
	if stroke > 0 {
		cols = append(cols, Column{Key: "keys", Min: stroke, Right: true, Role: theme.Accent})
	}
	return cols
}

// hint is why the item under the cursor cannot be chosen, or what keys do.
func (p *Picker) hint() string {
	if it, ok := p.Selected(); ok && it.Why != "" {
		return it.Why
	}
	if p.options.Multi {
		return p.th.T("kit.picker.multi", "n", len(p.marked))
	}
	if p.options.Hint != "" {
		return p.options.Hint
	}
	return p.th.T("kit.dialog.keys")
}

// FilterItems returns the items whose label or detail has every word of the
// query, those that begin with it first, and shows what matched. It is for
// short lists; long ones bring their own search.
func FilterItems(items []Item, query string) []Item {
	words := strings.Fields(strings.ToLower(query))
	if len(words) == 0 {
		return items
	}
	var first, rest []Item
	for _, it := range items {
		hits, ok := wordHits(it, words)
		if !ok {
			continue
		}
		it.Hits = hits
		if len(hits) > 0 && hits[0].From == 0 {
			first = append(first, it)
		} else {
			rest = append(rest, it)
		}
	}
	return append(first, rest...)
}

func wordHits(it Item, words []string) ([]Hit, bool) {
	label, detail := lowered(it.Label), strings.ToLower(it.Detail)
	var hits []Hit
	for _, w := range words {
		i := strings.Index(label, w)
		switch {
		case i >= 0:
			hits = append(hits, Hit{i, i + len(w)})
		case !strings.Contains(detail, w):
			return nil, false
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int { return a.From - b.From })
	return hits, true
}

// lowered is lower case with the same byte positions.
func lowered(s string) string {
	return strings.Map(func(r rune) rune {
		for _, l := range strings.ToLower(string(r)) {
			if utf8.RuneLen(l) == utf8.RuneLen(r) {
				return l
			}
		}
		return r
	}, s)
}
