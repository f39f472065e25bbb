// Package detailpage is the page of one row: its facts beside the rows that hang on it, in sections.
//
// It promises: every filled field of the field table is shown under its section's heading, unknown ones that matter are
// named as unknown; the list beside follows identity. It reads nothing itself.
package detailpage

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/theme"
)

// Item is one row that hangs on the page's row.
type Item struct {
	Section string // key of its words
	Entity  model.Entity
	Text    string
	Detail  string
	Role    theme.Role
}

// ID tells items apart.
func (i Item) ID() string { return schema.TypeOf(i.Entity).Name + ":" + i.Entity.Meta().ID }

// Sheet is the page.
type Page struct {
	look  *kit.Theme
	facts *kit.TextView
	table *kit.Table
	items []Item
	left  bool // the facts have the keys
	split int  // where the list begins, 0 when only one side is shown
	lines func(w int) []kit.Line
	card  card
	drawn int // the width that the facts were laid out for
}

// wideFrom is the width from which facts and list stand side by side.
const wideFrom = 100

// New makes an empty page.
func New(look *kit.Theme) *Page {
	s := &Page{look: look, facts: kit.NewTextView(look)}
	s.table = kit.NewTable(look, columns(nil))
	s.table.SetHeader(false)
	s.table.SetMarks(false)
	return s
}

// card is a block of pairs that stands before the fields.
type card struct {
	heading string
	pairs   []kit.Pair
}

// SetCard shows pairs under a heading before the fields of the row; none takes the block away.
func (s *Page) SetCard(heading string, pairs []kit.Pair) {
	s.card, s.drawn = card{heading, pairs}, 0
}

// draw lays the block out after lines that stand before it.
func (c card) draw(lines []kit.Line, width int) []kit.Line {
	if len(c.pairs) == 0 {
		return lines
	}
	if len(lines) > 0 {
		lines = append(lines, kit.Plain(theme.Text, ""))
	}
	return append(append(lines, kit.Plain(theme.Title, " "+c.heading)), kit.Pairs(c.pairs, width)...)
}

// SetFacts shows the fields of the row; lead are lines that stand before them.
func (s *Page) SetFacts(w present.Words, e model.Entity, lead []kit.Line, name func(typ, id string) string,
	leaveOut ...string) {
	s.drawn = 0
	s.lines = func(width int) []kit.Line {
		return facts(w, e, s.card.draw(slices.Clone(lead), width), name, leaveOut, width)
	}
}

func facts(w present.Words, e model.Entity, lead []kit.Line, name func(typ, id string) string, leaveOut []string,
	width int) []kit.Line {
	lines := append([]kit.Line(nil), lead...)
	t := schema.TypeOf(e)
	var pairs []kit.Pair
	heading := ""
	flush := func() {
		if len(pairs) == 0 {
			return
		}
		if len(lines) > 0 {
			lines = append(lines, kit.Plain(theme.Text, ""))
		}
		if heading != "" {
			lines = append(lines, kit.Plain(theme.Title, " "+heading))
		}
		lines = append(lines, kit.Pairs(pairs, width)...)
		pairs = nil
	}
	for i := range t.Fields {
		f := &t.Fields[i]
		if key := "section." + t.Name + "." + f.Key; w.Has(key) {
			flush()
			heading = w.T(key)
		}
		if v := w.Value(f, e, name); v != "" && !slices.Contains(leaveOut, f.Key) {
			pairs = append(pairs, kit.Pair{Label: w.Field(t, f), Value: v})
		}
	}
	flush()
	return lines
}

// layOut makes the facts as wide as their side.
func (s *Page) layOut(w, h int) {
	if s.lines != nil && s.drawn != w {
		s.facts.SetLines(s.lines(w))
		s.drawn = w
	}
	s.facts.SetSize(w, h)
}

// columns share the width between what an item is and where it stands; details take no more than the longest of them
// needs.
func columns(items []Item) []kit.Column {
	const least = 12
	longest := least
	for _, it := range items {
		longest = max(longest, kit.Width(kit.Clean(it.Detail)))
	}
	return []kit.Column{
		{Key: "section", Min: 11, Role: theme.Accent},
		{Key: "text", Min: 20, Flex: 5},
		{Key: "detail", Min: least, Max: longest, Flex: 2, Role: theme.Subtle},
	}
}

// SetItems shows what hangs on the row; empty says so when nothing does.
func (s *Page) SetItems(items []Item, empty string) {
	s.items = items
	s.table.SetColumns(columns(items))
	s.table.SetRows(kit.Rows{
		Len: len(items), ID: func(i int) string { return items[i].ID() }, Cells: func(i int, cells []kit.Cell) {
			it := items[i]
			if i == 0 || items[i-1].Section != it.Section {
				cells[0].Text = s.look.T(it.Section)
			}
			cells[1] = kit.Cell{Text: it.Text, Role: it.Role}
			cells[2].Text = it.Detail
		}})
	s.table.SetEmpty(empty)
}

// Selected is the item under the cursor, while the list has the keys.
func (s *Page) Selected() (Item, bool) {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.items) || s.left {
		return Item{}, false
	}
	return s.items[i], true
}

// Select moves the cursor to a row.
func (s *Page) Select(typ, id string) { s.table.Select(typ + ":" + id) }

// Swap gives the keys to the other side.
func (s *Page) Swap() { s.left = !s.left }

// Update takes keys and mouse; Opened says that the selected item was chosen.
func (s *Page) Update(msg tea.Msg) kit.Action {
	if m, ok := msg.(tea.MouseMsg); ok {
		onFacts := s.left
		if s.split > 0 {
			onFacts = m.Mouse().X < s.split
		}
		if onFacts {
			return s.facts.Update(msg)
		}
		s.left = false
		return s.table.Update(kit.Offset(msg, s.split, 0))
	}
	if s.left {
		return s.facts.Update(msg)
	}
	return s.table.Update(msg)
}

// View draws the page: side by side when there is room, else the side that has the keys. The walls are for the frame.
func (s *Page) View(size kit.Size) (body string, walls []int) {
	s.table.SetFocus(!s.left)
	if size.W < wideFrom {
		s.split = 0
		if s.left {
			s.layOut(size.W, size.H)
			return s.facts.View(), nil
		}
		s.table.SetSize(size.W, size.H)
		return s.table.View(), nil
	}
	left := size.W * 2 / 5
	s.split = left + 1
	s.layOut(left, size.H)
	s.table.SetSize(size.W-left-1, size.H)
	return kit.Beside(kit.Divider(s.look), s.facts.View(), s.table.View()), []int{left}
}

// Check tests that the list shows the items.
func (s *Page) Check() (shown, want int) { return s.table.Len(), len(s.items) }

// Join puts the parts that say something beside each other.
func Join(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(parts), func(p string) bool { return p == "" }), sep)
}
