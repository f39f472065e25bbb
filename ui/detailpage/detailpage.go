// Package detailpage shows one row as a page: its facts beside the rows that belong to it, in sections.
//
// It promises: every filled field of the field table is shown under its section's heading, important unknown ones are
// named as unknown; the selection in the list follows identity. It reads nothing itself.
package detailpage

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/rules"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Item is one row that belongs to the page's row.
type Item struct {
	Section string // key of its words
	Entity  model.Entity
	Text    string
	Detail  string
	Role    theme.Role
}

// ID identifies an item.
func (i Item) ID() string { return schema.TypeOf(i.Entity).Name + ":" + i.Entity.Meta().ID }

// Page is the page of one row.
type Page struct {
	theme    *kit.Theme
	facts    *kit.TextView
	table    *kit.Table
	items    []Item
	left     bool // the facts have the keys
	cards    bool // the details of an item stand below its text
	split    int  // the column where the list begins, 0 when it does not stand beside the facts
	below    int  // the line where the facts begin, 0 when they do not stand under the list
	lines    func(w int) ([]kit.Line, []Stop)
	card     card
	drawn    [2]int   // the size that the facts were laid out for
	known    []Stop   // those that can be edited, in their order
	at       int      // the one under the cursor
	leaveOut []string // fields that are told elsewhere
}

// wideFrom is the width from which facts and list are side by side, tallFrom the height from which they stand under
// each other in a narrower window.
const wideFrom, tallFrom = 100, 14

// undrawn is the size of facts that are to be laid out anew.
var undrawn [2]int

// New makes an empty page.
func New(th *kit.Theme) *Page {
	s := &Page{theme: th, facts: kit.NewTextView(th)}
	s.table = kit.NewTable(th, columns(nil, false))
	s.table.SetHeader(false)
	s.table.SetMarks(false)
	return s
}

// card is a block of pairs before the fields.
type card struct {
	heading string
	pairs   []kit.Pair
}

// SetCard shows pairs under a heading before the fields of the row; without pairs the block is removed.
func (s *Page) SetCard(heading string, pairs []kit.Pair) {
	s.card, s.drawn = card{heading, pairs}, undrawn
}

// draw appends the block to the lines before it.
func (c card) draw(lines []kit.Line, width, label int) []kit.Line {
	if len(c.pairs) == 0 {
		return lines
	}
	if len(lines) > 0 {
		lines = append(lines, kit.Plain(theme.Text, ""))
	}
	return append(append(lines, kit.Plain(theme.Title, " "+c.heading)), kit.PairsFrom(c.pairs, width, label)...)
}

// SetFacts shows the fields of the row; lead are lines before them.
func (s *Page) SetFacts(w present.Words, e model.Entity, lead []kit.Line, name func(typ, id string) string,
	leaveOut ...string) {
	s.drawn, s.leaveOut = undrawn, leaveOut
	facts := append(FactsOf(w, e, func(f *schema.Field) string { return w.Value(f, e, name) }, leaveOut...),
		UnfilledFact(w, e, nil, leaveOut...)...)
	s.lines = func(width int) ([]kit.Line, []Stop) {
		label := max(LabelCells(facts), kit.LabelCells(s.card.pairs))
		return Lay(facts, s.card.draw(slices.Clone(lead), width, label), width, label)
	}
	_, s.known = s.lines(wideFrom) // which they are does not wait for their side to be drawn: keys may be typed ahead
}

// layOut wraps the facts to the width of their side; the one under the cursor is marked while they have the keys.
func (s *Page) layOut(w, h int) string {
	if s.lines == nil {
		return kit.Block(nil, w, h)
	}
	size := [2]int{w, h}
	again := s.drawn != size
	if again {
		var lines []kit.Line
		lines, s.known = s.lines(w)
		s.at = min(s.at, max(len(s.known)-1, 0))
		if s.left && len(s.known) > 0 {
			PutCursor(s.theme.Colours.Glyphs, lines[s.known[s.at].Line])
		}
		s.facts.SetLines(lines)
		s.drawn = size
	}
	s.facts.SetSize(w, h)
	if again && s.left && len(s.known) > 0 {
		s.facts.Reveal(s.known[s.at].Line) // Enter edits nothing that is out of sight
	}
	return s.facts.View()
}

// Fact is the key of the field under the cursor, while the facts have the keys.
func (s *Page) Fact() (key string, ok bool) {
	if !s.left || s.at >= len(s.known) {
		return "", false
	}
	return s.known[s.at].Key, true
}

// move puts the cursor on another fact and keeps it in the window; false when the key is none of the cursor's.
func (s *Page) move(msg tea.Msg) bool {
	key, ok := msg.(tea.KeyPressMsg)
	step, moves := map[string]int{"up": -1, "k": -1, "down": 1, "j": 1, "home": -len(s.known), "g": -len(s.known),
		"end": len(s.known), "G": len(s.known)}[key.String()]
	if !ok || !moves || len(s.known) == 0 {
		return false
	}
	if s.at == 0 && step < 0 {
		s.facts.ScrollTo(0) // what stands over the first fact
		return true
	}
	s.at, s.drawn = min(max(s.at+step, 0), len(s.known)-1), undrawn
	return true
}

// columns share the width between the section, the text and the details of an item; details take no more than the
// longest of them needs. Where each item has two lines, its details stand on the second.
func columns(items []Item, cards bool) []kit.Column {
	cols := []kit.Column{{Key: "section", Min: sectionCells, Role: theme.Accent}, {Key: "text", Min: 20, Flex: 5}}
	if cards {
		return cols
	}
	_, longest := longestOf(items)
	return append(cols, kit.Column{Key: "detail", Min: leastDetail, Max: max(longest, leastDetail), Flex: 2,
		Role: theme.Subtle})
}

// Cells of the columns; between is what stands before, between and after them.
const sectionCells, leastDetail, between = 11, 12, 8

// longestOf is the width of the longest text and of the longest details.
func longestOf(items []Item) (text, detail int) {
	for _, it := range items {
		text, detail = max(text, kit.Width(kit.Clean(it.Text))), max(detail, kit.Width(kit.Clean(it.Detail)))
	}
	return text, detail
}

// SetItems shows the items; empty is the text when there are none.
func (s *Page) SetItems(items []Item, empty string) {
	s.items = items
	s.table.SetEmpty(empty)
	s.setRows()
}

// arrange gives each item a second line where something would be cut on one, and there is room for two.
func (s *Page) arrange(size kit.Size) {
	text, detail := longestOf(s.items)
	cut := sectionCells+text+detail+between > size.W
	if cards := cut && 2*len(s.items) <= size.H; cards != s.cards {
		s.cards = cards
		s.setRows()
	}
	s.table.SetSize(size.W, size.H)
}

func (s *Page) setRows() {
	items := s.items
	rows := kit.Rows{
		Len: len(items),
		ID:  func(i int) string { return items[i].ID() },
		Cells: func(i int, cells []kit.Cell) {
			it := items[i]
			if i == 0 || items[i-1].Section != it.Section {
				cells[0].Text = s.theme.T(it.Section)
			}
			cells[1] = kit.Cell{Text: it.Text, Role: it.Role}
			if len(cells) > 2 {
				cells[2].Text = it.Detail
			}
		},
	}
	if s.cards {
		rows.Second = func(i, _ int) string { return strings.Repeat(" ", sectionCells+2) + items[i].Detail }
	}
	s.table.SetColumns(columns(items, s.cards))
	s.table.SetRows(rows)
}

// addDamaged shows damaged rows that belong to the page's row: before the first item of their type, else at the end.
func (s *Page) addDamaged(rows []model.Damaged) {
	if len(rows) == 0 {
		return
	}
	items := slices.Clone(s.items)
	for _, bad := range rows {
		it := Item{Section: "type." + bad.Type + ".pl", Entity: service.StandIn(bad), Role: theme.Danger,
			Text: present.WordsIn(s.theme.Lang).DamagedLine(bad)}
		at := slices.IndexFunc(items, func(o Item) bool { return schema.TypeOf(o.Entity).Name == bad.Type })
		if at < 0 {
			at = len(items)
		} else {
			it.Section = items[at].Section
		}
		items = slices.Insert(items, at, it)
	}
	s.SetItems(items, "")
}

// Selected is the item under the cursor, while the list has the focus.
func (s *Page) Selected() (Item, bool) {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.items) || s.left {
		return Item{}, false
	}
	return s.items[i], true
}

// Select moves the cursor to a row.
func (s *Page) Select(typ, id string) { s.table.Select(typ + ":" + id) }

// Swap moves the focus to the other side.
func (s *Page) Swap() { s.left, s.drawn = !s.left, undrawn }

// Update handles keys and mouse; Opened says that the selected item was chosen.
func (s *Page) Update(msg tea.Msg) kit.Action {
	if m, ok := msg.(tea.MouseMsg); ok {
		onFacts := s.left
		switch {
		case s.split > 0:
			onFacts = m.Mouse().X < s.split
		case s.below > 0:
			onFacts = m.Mouse().Y >= s.below
		}
		if onFacts {
			return s.facts.Update(kit.Offset(msg, 0, s.below))
		}
		s.left, s.drawn = false, undrawn
		return s.table.Update(kit.Offset(msg, s.split, 0))
	}
	if s.left && s.move(msg) {
		return kit.Action{Kind: kit.Used}
	}
	if s.left {
		return s.facts.Update(msg)
	}
	return s.table.Update(msg)
}

// View draws the page: list and facts side by side when it is wide enough, else under each other when it is tall
// enough, else the focused one. dividers are the columns of the dividers, for the frame.
func (s *Page) View(size kit.Size) (body string, dividers []int) {
	s.table.SetFocus(!s.left)
	s.split, s.below = 0, 0
	switch {
	case size.W < wideFrom && size.H >= tallFrom:
		return s.stacked(size), nil
	case size.W < wideFrom && s.left:
		return s.layOut(size.W, size.H), nil
	case size.W < wideFrom:
		s.arrange(size)
		return s.table.View(), nil
	}
	left := size.W * 2 / 5
	s.split = left + 1
	facts := s.layOut(left, size.H)
	s.arrange(kit.Size{W: size.W - left - 1, H: size.H})
	return kit.Beside(kit.Divider(s.theme), facts, s.table.View()), []int{left}
}

// stacked draws the list over the facts; the one that has the keys gets the larger part where both need more.
func (s *Page) stacked(size kit.Size) string {
	most := size.H * 2 / 3
	if s.left {
		most = size.H / 3
	}
	list := min(max(s.table.Len(), 3), most)
	s.below = list + 1
	s.arrange(kit.Size{W: size.W, H: list})
	return strings.Join([]string{s.table.View(), kit.Rule(s.theme, size.W), s.layOut(size.W, size.H-s.below)}, "\n")
}

// Shows gives the items in the window.
func (s *Page) Shows() []any { return screen.Visible(s.table, s.items) }

// Check returns the number of rows that the list shows, and the number of items.
func (s *Page) Check() (shown, want int) { return s.table.Len(), len(s.items) }

// Join joins the parts that are not empty.
func Join(sep string, parts ...string) string { return service.JoinNonEmpty(sep, parts...) }

// guardRole colours a level; the sign in front says the same without colours.
func guardRole(level string) theme.Role {
	switch level {
	case rules.LevelOK:
		return theme.OK
	case rules.LevelAsk, rules.LevelConsider:
		return theme.Warn
	}
	return theme.Text
}

// guardSign is one cell that shows a guard's level without colours.
func guardSign(g theme.Glyphs, level string) string {
	return map[string]string{
		rules.LevelOK: g.Check, rules.LevelAsk: g.Unknown, rules.LevelConsider: g.Alert,
	}[level]
}

// GuardLine is a guard on one line, for a list: sign, title, sentence.
func GuardLine(glyphs theme.Glyphs, w present.Words, g rules.Guard) kit.Line {
	return kit.Line{
		{Text: guardSign(glyphs, g.Level) + " ", Role: guardRole(g.Level)},
		{Text: w.GuardTitle(g) + ": ", Role: theme.Title}, {Text: w.GuardText(g), Role: theme.Text},
	}
}

// GuardLines is a guard with all its details: its sentence, what is missing, the calculation, and the source.
func GuardLines(glyphs theme.Glyphs, w present.Words, g rules.Guard) []kit.Line {
	out := []kit.Line{GuardLine(glyphs, w, g)}
	for _, s := range w.GuardMissing(g) {
		out = append(out, kit.Line{{Text: "  " + glyphs.Box + " " + s, Role: theme.Warn}})
	}
	for _, s := range w.GuardSums(g) {
		out = append(out, kit.Line{{Text: "    " + s, Role: theme.Text}})
	}
	return append(out, kit.Line{{Text: "    " + w.GuardSource(g), Role: theme.Subtle}})
}

// PlacementItems are the placements of a citizen or a workplace as items of its page; ended ones are subtle.
func PlacementItems(w present.Words, section string, list []service.PlacementLine, today model.Date) []Item {
	items := make([]Item, 0, len(list))
	for _, c := range list {
		it := Item{
			Section: section, Entity: c.Placement, Text: w.PlacementLineText(c),
			Detail: w.PlacementLineDetail(c, today),
		}
		if !c.Open() {
			it.Role = theme.Subtle
		}
		items = append(items, it)
	}
	return items
}
