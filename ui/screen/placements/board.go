package placements

import (
	tea "charm.land/bubbletea/v2"

	"jobspor/ui/kit"
	"jobspor/ui/theme"
)

// board draws the columns: side by side where there is room, else the one that has the keys under a line that names all
// of them with their counts.
type board struct {
	s    *Screen
	w, h int
}

// SetSize sets the size in cells.
func (b *board) SetSize(w, h int) { b.w, b.h = w, h }

// Update is the screen's own.
func (b *board) Update(tea.Msg) kit.Action { return kit.Action{} }

// Cursor is nil.
func (b *board) Cursor() *tea.Cursor { return nil }

// heading is a column's state and how many stand in it.
func (b *board) heading(i int) string {
	n := 0
	if b.s.board != nil {
		n = len(b.s.board[i])
	}
	return b.s.T("opt.placement_state."+boardStates[i]) + " " + b.s.Theme.Lang.Int(n)
}

// View draws the columns exactly as large as SetSize said.
func (b *board) View() string {
	s := b.s
	if !s.wide {
		return b.narrow()
	}
	s.at = nil
	x := 0
	blocks := make([]string, len(boardStates))
	for i, w := range s.widths(b.w) {
		s.cols[i].SetColumns([]kit.Column{{Key: "what", Title: b.heading(i), Min: 8, Flex: 1}})
		s.cols[i].SetFocus(i == s.col)
		s.cols[i].SetSize(w, b.h)
		blocks[i] = s.cols[i].View()
		s.at = append(s.at, x)
		x += w + 1
	}
	return kit.Beside(kit.Divider(s.Theme), blocks...)
}

// narrow draws the column that has the keys.
func (b *board) narrow() string {
	s, l := b.s, b.s.Theme
	if b.h < 1 {
		return ""
	}
	line := kit.Line{{Text: " "}}
	for i := range boardStates {
		role, text := theme.Subtle, " "+b.heading(i)+" "
		if i == s.col {
			role = theme.OnAccent
		}
		line = append(line, kit.Span{Text: text, Role: role}, kit.Span{Text: " "})
	}
	t := s.cols[s.col]
	t.SetColumns([]kit.Column{{Key: "what", Title: s.T("placements.who"), Min: 24, Flex: 3},
		{Key: "kind", Title: s.T("placement.kind"), Min: 18, Max: 20, Flex: 1},
		{Key: "when", Title: s.T("placements.col.when"), Min: 18, Flex: 1}})
	t.SetFocus(true)
	t.SetSize(b.w, b.h-1)
	if b.h == 1 {
		return l.Line(line, b.w)
	}
	return l.Line(line, b.w) + "\n" + t.View()
}

// columnAt is the column that is drawn at a cell, and where it begins.
func (s *Screen) columnAt(x int) (i, begins int) {
	for n, from := range s.at {
		if x >= from {
			i, begins = n, from
		}
	}
	return i, begins
}
