package kit

import (
	tea "charm.land/bubbletea/v2"

	"jobspor/ui/theme"
)

// A table whose cells are typed in has a cell cursor in the selected row. The owner moves it and keeps the text; the
// table draws both.

// SetCell puts the cell cursor into a column, by its place among the declared ones; below 0 there is none. While editor
// is not nil, its text is shown in the cell with the terminal's cursor.
func (t *Table) SetCell(column int, editor *Editor) {
	t.cellAt, t.editor = column+1, editor
}

// Shown reports whether a column is wide enough to be on the screen.
func (t *Table) Shown(column int) bool {
	_, ok := t.slotOf(column)
	return ok
}

// CellAt finds the row and column at a place of the table; ok is false outside the rows.
func (t *Table) CellAt(x, y int) (row, column int, ok bool) {
	row, ok = t.rowAt(t.top + y - t.head())
	if y < t.head() || y >= t.h || !ok {
		return 0, 0, false
	}
	for _, s := range t.layout() {
		if x >= s.x && x < s.x+s.w {
			return row, s.column, true
		}
	}
	return 0, 0, false
}

func (t *Table) slotOf(column int) (slot, bool) {
	for _, s := range t.layout() {
		if s.column == column {
			return s, true
		}
	}
	return slot{}, false
}

// here reports whether the cell cursor is in this column of this row.
func (t *Table) here(row, column int) bool { return row == t.at && column == t.cellAt-1 && t.focus }

// atCell draws the cell under the cursor: its text while it is edited, else like a selected button, because with few
// colours the background alone does not differ from the row.
func (t *Table) atCell(p *painter, c Column, cell Cell, w int) {
	if t.editor == nil {
		role := theme.OnAccent
		if cell.Role == theme.Danger {
			role = theme.OnDanger
		}
		cell.Role = role
		t.cell(p, c, cell, w)
		return
	}
	row := p.background
	p.background = theme.Selected
	text, _ := t.editor.Window(w)
	p.write(theme.Input, Fit(text, w, ""))
	p.background = row
}

// cellCursor is the position of the terminal's cursor: in the edited text, or in the plain mode on the cell.
func (t *Table) cellCursor() *tea.Cursor {
	s, ok := t.slotOf(t.cellAt - 1)
	y := t.lineOf(t.at) - t.top + t.head()
	if !ok || !t.focus || t.rows.Len == 0 || y >= t.h || (t.editor == nil && !t.th.Colours.Plain()) {
		return nil
	}
	x := s.x
	if t.editor != nil {
		_, at := t.editor.Window(s.w)
		x += at
	}
	return cursorAt(min(x, t.w-1), y)
}

// FaultCells fills the cells of a row that cannot be read: in a list that begins with numbers the number in the first,
// and what is said of it in the third, which is a wide one; else both in the first, under a mark.
func FaultCells(cells []Cell, number, id, said string) {
	if number == "" || len(cells) < 3 {
		if number == "" {
			number = id
		}
		cells[0] = Cell{Text: "! " + number + " " + said, Role: theme.Danger}
		return
	}
	cells[0] = Cell{Text: number, Role: theme.Danger}
	cells[2] = Cell{Text: said, Role: theme.Danger}
}
