package kit

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/theme"
)

// Column describes a column as data.
type Column struct {
	Key   string // for sorting; never shown
	Title string // already in the person's language
	Min   int    // least width in cells; below the sum of these, columns go
	Max   int    // greatest width; 0 is no limit for a column that grows
	Want  int    // what its longest text needs: given in the order of the columns before what is left is shared
	Flex  int    // share of the space that is left; 0 keeps Min
	Right bool   // right-aligned, for numbers
	Bar   int    // cells of bar after the text, drawn from Cell.Share
	Role  theme.Role

	HideBelow int  // left out when the table is narrower than this
	Off       bool // left out: the person does not want to see it
}

// Cell is the content of one place in the table.
type Cell struct {
	Text  string
	Role  theme.Role // overrides the column's when it is not Text
	Hits  []Hit      // what matched a search
	Share float64    // 0 to 1, for columns with a bar; below 0 draws none
}

// Hit is a range of bytes in a text, from From up to but not including To.
type Hit struct{ From, To int }

// Rows is where a table gets its rows: only those on the screen are asked for.
type Rows struct {
	Len int
	ID  func(i int) string // identity of a row, unique
	// Cells fills one cell per column, in the declared order; the slice is
	// emptied before each call and may not be kept.
	Cells func(i int, cells []Cell)
	// Index finds a row by identity, -1 when it is gone. Nil searches all rows,
	// which happens only when the rows are exchanged.
	Index func(id string) int
	// Headings stand between the rows, in the order of At.
	Headings []Heading
	// Second is the second line of a row in room cells, for cards; nil for rows of one line. Rows with it have no
	// headings.
	Second func(i, room int) string
}

// Table is a list with columns, of which only the visible rows are drawn. The selection follows identity, never the row
// number.
type Table struct {
	th      *Theme
	columns []Column
	rows    Rows

	w, h     int
	top, at  int    // first visible line (rows and headings), selected row
	id       string // identity of the selected row
	marks    map[string]bool
	noMarks  bool
	focus    bool
	noRest   bool
	noHead   bool
	sortKey  string
	sortDown bool
	empty    string

	cellAt int     // column of the cell cursor, counted from 1; 0 is none
	editor *Editor // text typed in that cell, nil while it is not

	cells []Cell // reused between rows
}

// NewTable makes an empty table in focus.
func NewTable(th *Theme, columns []Column) *Table {
	return &Table{th: th, columns: columns, marks: map[string]bool{}, focus: true,
		cells: make([]Cell, len(columns))}
}

// SetRows exchanges the rows. The selected row stays selected wherever it is
// now; when it is gone, the row that took its place is.
func (t *Table) SetRows(r Rows) {
	was := t.lineOf(t.at)
	t.rows = r
	if i := t.indexOf(t.id); i >= 0 {
		t.at = i
		t.top += t.lineOf(i) - was
	}
	t.settle()
}

// SetColumns exchanges the columns, for example after a change of language.
func (t *Table) SetColumns(columns []Column) {
	t.columns = columns
	t.cells = make([]Cell, len(columns))
}

// SetSize sets the size in cells.
func (t *Table) SetSize(w, h int) {
	t.w, t.h = w, h
	t.settle()
}

// SetFocus reports whether keys reach the table: the selected row is drawn
// stronger then.
func (t *Table) SetFocus(on bool) { t.focus = on }

// SetRest sets whether the selected row is shown while another part has the focus; it is at first. Tables that act as
// one, like the columns of a board, show one cursor between them.
func (t *Table) SetRest(on bool) { t.noRest = !on }

// SetHeader shows or hides the line of column titles; it is shown at first.
func (t *Table) SetHeader(on bool) {
	t.noHead = !on
	t.settle()
}

// SetMarks allows marking several rows with space; it is allowed at first.
func (t *Table) SetMarks(on bool) { t.noMarks = !on }

// SetEmpty sets the sentence that is shown when there are no rows, with the key
// that fills the list.
func (t *Table) SetEmpty(sentence string) { t.empty = sentence }

// SetSort shows by which column the rows are sorted; the owner sorts.
func (t *Table) SetSort(key string, descending bool) { t.sortKey, t.sortDown = key, descending }

// SortedBy returns the last values of SetSort.
func (t *Table) SortedBy() (key string, descending bool) { return t.sortKey, t.sortDown }

// Len returns the number of rows.
func (t *Table) Len() int { return t.rows.Len }

// Selected returns the identity and number of the row under the cursor; ok is
// false when there are no rows.
func (t *Table) Selected() (id string, row int, ok bool) {
	return t.id, t.at, t.rows.Len > 0
}

// Select moves the cursor to a row by identity and reports whether it is there. Before there are rows it says where the
// cursor stands in the first ones.
func (t *Table) Select(id string) bool {
	i := t.indexOf(id)
	if i < 0 {
		if t.rows.Len == 0 {
			t.id = id
		}
		return false
	}
	t.moveTo(i)
	return true
}

// SelectRow moves the cursor to a row by number, as near as there is one.
func (t *Table) SelectRow(i int) { t.moveTo(i) }

// Visible returns the rows on the screen, from first up to but not including
// end.
func (t *Table) Visible() (first, end int) {
	first, _, _ = t.lineAt(t.top)
	end, part, _ := t.lineAt(t.top + t.page())
	if part > 0 {
		end++
	}
	return min(first, t.rows.Len), min(end, t.rows.Len)
}

func (t *Table) indexOf(id string) int {
	if id == "" || t.rows.Len == 0 {
		return -1
	}
	if t.rows.Index != nil {
		if i := t.rows.Index(id); i >= 0 && i < t.rows.Len {
			return i
		}
		return -1
	}
	for i := range t.rows.Len {
		if t.rows.ID(i) == id {
			return i
		}
	}
	return -1
}

func (t *Table) head() int {
	if t.noHead {
		return 0
	}
	return 1
}

// page is the number of lines under the titles.
func (t *Table) page() int { return max(t.h-t.head(), 0) }

func (t *Table) moveTo(i int) {
	t.at = i
	if n := t.rows.Len; n > 0 {
		t.id = t.rows.ID(min(max(i, 0), n-1))
	}
	t.settle()
}

// settle moves cursor and window back inside the rows, and can be called after any change.
func (t *Table) settle() {
	n := t.rows.Len
	if n <= 0 {
		t.at, t.top, t.rows.Len = 0, 0, 0
		return
	}
	t.at = min(max(t.at, 0), n-1)
	t.id = t.rows.ID(t.at)
	page, line := max(t.page(), 1), t.lineOf(t.at)
	t.top = min(t.top, line-t.headingsOver(t.at))
	t.top = max(t.top, line+t.tall()-page, 0)
	t.top = max(min(t.top, t.lineOf(n)-page), 0)
}

// Update handles arrows and Vim letters, pages, home and end, space, ctrl+a,
// Enter, clicks and the wheel.
func (t *Table) Update(msg tea.Msg) Action {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return t.key(msg.String())
	case tea.MouseWheelMsg:
		return t.wheel(msg.Button)
	case tea.MouseClickMsg:
		if msg.Button == tea.MouseLeft {
			return t.click(msg.X, msg.Y)
		}
	}
	return Action{}
}

// Press does what a keystroke does, for actions that are declared elsewhere.
func (t *Table) Press(stroke string) Action { return t.key(stroke) }

func (t *Table) key(stroke string) Action {
	if t.rows.Len == 0 {
		return Action{}
	}
	page := max(t.page(), 1)
	switch stroke {
	case "up", "k":
		t.moveTo(t.at - 1)
	case "down", "j":
		t.moveTo(t.at + 1)
	case "pgup", "ctrl+b":
		t.moveTo(t.at - page)
	case "pgdown", "ctrl+f":
		t.moveTo(t.at + page)
	case "home", "g":
		t.moveTo(0)
	case "end", "G":
		t.moveTo(t.rows.Len - 1)
	case "enter":
		return Action{Kind: Opened, ID: t.id}
	case "space", "shift+down", "shift+up", "ctrl+a":
		return t.mark(stroke)
	default:
		return Action{}
	}
	return Action{Kind: Used}
}

// wheelStep is how many rows the mouse wheel moves.
const wheelStep = 3

func (t *Table) wheel(b tea.MouseButton) Action {
	switch {
	case t.rows.Len == 0:
		return Action{}
	case b == tea.MouseWheelUp:
		t.moveTo(t.at - wheelStep)
	case b == tea.MouseWheelDown:
		t.moveTo(t.at + wheelStep)
	default:
		return Action{}
	}
	return Action{Kind: Used}
}

func (t *Table) click(x, y int) Action {
	if x < 0 || x >= t.w || y < 0 || y >= t.h {
		return Action{}
	}
	if y < t.head() {
		if key, ok := t.columnAt(x); ok {
			return Action{Kind: Sorted, ID: key}
		}
		return Action{}
	}
	row, ok := t.rowAt(t.top + y - t.head())
	if !ok {
		return Action{}
	}
	if x == 0 && !t.noMarks {
		id := t.rows.ID(row)
		t.SetMark(id, !t.marks[id])
		return Action{Kind: Used}
	}
	if row == t.at {
		return Action{Kind: Opened, ID: t.id}
	}
	t.moveTo(row)
	return Action{Kind: Used}
}

// Cursor is nil, because the selected row is drawn; in the plain mode it is
// in that row, so that a screen reader reads it.
func (t *Table) Cursor() *tea.Cursor {
	if t.cellAt > 0 {
		return t.cellCursor()
	}
	y := t.lineOf(t.at) - t.top + t.head()
	if !t.th.Colours.Plain() || !t.focus || t.rows.Len == 0 || t.w < gutter || y >= t.h {
		return nil
	}
	return cursorAt(1, y)
}

// View draws the window.
func (t *Table) View() string {
	if t.w <= 0 || t.h <= 0 {
		return ""
	}
	layout := t.layout()
	lines := make([]string, 0, t.h)
	if !t.noHead {
		lines = append(lines, t.header(layout))
	}
	if t.rows.Len == 0 && len(t.rows.Headings) == 0 {
		sentence := t.empty
		if sentence == "" {
			sentence = t.th.T("kit.empty")
		}
		lines = append(lines, "")
		for _, l := range Wrap(Clean(sentence), max(t.w-2*gutter, 1)) {
			lines = append(lines, Spaces(gutter)+t.th.Paint(theme.Subtle, l))
		}
		return t.announce(Block(lines, t.w, t.h))
	}
	lines = append(lines, t.window(layout)...)
	return t.announce(strings.Join(padRows(lines, t.w, t.h), "\n"))
}

// padRows adds blank lines to h; the lines are w wide already.
func padRows(lines []string, w, h int) []string {
	for len(lines) < h {
		lines = append(lines, Spaces(w))
	}
	return lines[:h]
}
