// Package placements is all placements: a board with a column for each state, and a list.
//
// It promises: board and list show the same rows, filtered the same way; a mark counts in both; what is moved in bulk
// is one step to undo; what could not move is named with its reason.
package placements

import (
	"cmp"
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// boardStates are the board's columns.
var boardStates = []string{"suggested", "contacted", "agreed", "running", "ended"}

// damagedColumn is the board's column under which the damaged placements stand, whose state is not known: the one with
// the keys at first.
const damagedColumn = 3

// recentDays is how long what has ended stays on the board.
const recentDays = 13 * 7

// Screen is board and list.
type Screen struct {
	screen.Base
	box  kit.SearchBox
	list *kit.Table
	cols []*kit.Table // of the board, one for each of boardStates
	col  int          // the board's column that has the keys

	all    []service.PlacementRow
	next   map[string]*model.Placement // by the placement that it continues: what is agreed or runs
	rows   []service.PlacementRow      // of the list
	bad    []model.Damaged             // under them, and in one column: placements that cannot be read
	board  [][]service.PlacementRow    // of the columns
	asList bool
	setup  *screen.Setup
	weeks  bool   // rows are under the week of their last day
	closed bool   // the list shows what is over
	want   string // the row that the cursor is put on, until the rows are read
	loaded bool
	brief  *screen.BriefPane
	wide   bool  // the columns stood side by side in the last view
	at     []int // where each of them began
}

// New makes the screen.
func New(h *screen.Host) screen.Screen {
	s := &Screen{Base: screen.Base{Host: h}, box: kit.NewSearchBox(h.Theme), col: damagedColumn,
		brief: screen.NewBriefPane(h)}
	s.setup = screen.NewSetup(h, "placements", s.columns, func() { s.box.Clear() }, s.load)
	s.list = kit.NewTable(h.Theme, s.columns())
	for range boardStates {
		t := kit.NewTable(h.Theme, nil)
		t.SetRest(false)
		s.cols = append(s.cols, t)
	}
	return s
}

// Open reads all placements; a screen.FindArg searches among them, a screen.ViewArg shows a saved view.
func (s *Screen) Open(arg any) tea.Cmd {
	if q, ok := arg.(screen.FindArg); ok {
		s.box.Set(q.Query)
		s.setup.Filter = s.setup.Filter.With(whose)
	}
	return s.setup.Begin(arg)
}

// read is all placements, and what narrows them.
type read struct {
	rows     []service.PlacementRow
	narrowed service.Narrowed
}

func (s *Screen) load() tea.Cmd {
	d, narrow := s.Service, s.setup.Narrow()
	return screen.Run(s.Host, "load", func(ctx context.Context) (r read, err error) {
		if r.rows, err = d.Placements(ctx, model.PlacementStates...); err == nil {
			r.narrowed, err = narrow(ctx)
		}
		return r, err
	}, func(r read) tea.Cmd {
		s.setup.Narrowed = r.narrowed
		s.all, s.loaded, s.next = r.rows, true, map[string]*model.Placement{}
		for _, r := range r.rows {
			if r.Placement.Firm() {
				s.next[r.Placement.ContinuesID] = r.Placement
			}
		}
		s.show()
		return nil
	})
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Returned:
		if id, ok := screen.MadePlacement(m); ok {
			return tea.Batch(s.load(), s.Go(screen.Placement, id))
		}
		return s.load()
	case model.Changed:
		s.brief.Changed(m)
		views := s.setup.Reread(m)
		if !m.Many && !slices.ContainsFunc(m.Rows, func(r model.RowRef) bool {
			return slices.Contains([]string{"placement", "citizen", "company", "consultant"}, r.Type)
		}) {
			return views
		}
		return tea.Batch(views, s.load())
	}
	if used, changed := s.box.Update(msg); used {
		if changed {
			s.show()
		}
		return nil
	}
	if act := s.raw(msg); act.Kind == kit.Opened {
		return s.onSelected(s.open)()
	}
	return nil
}

// aboutRow is whom the selected row of the list is about; beside the board there is no room.
func (s *Screen) aboutRow() service.BriefOf {
	r, ok := s.selected()
	if !ok || !s.asList {
		return service.BriefOf{}
	}
	return service.BriefOf{Placement: r.Placement.ID}
}

// ReadBehind reads what stands beside the list.
func (s *Screen) ReadBehind() tea.Cmd { return s.brief.Read(s.aboutRow()) }

// show filters what was read into the list and the columns.
func (s *Screen) show() {
	s.list.SetColumns(s.setup.Shown(s.columns()))
	s.rows, s.board = nil, make([][]service.PlacementRow, len(boardStates))
	recent := s.Today().Add(-recentDays)
	t := schema.TypeOf(&model.Placement{})
	passes, order, states := t.Tests(s.setup.Narrowed.Where), s.setup.Order(), s.setup.Filter["state"]
	for _, r := range s.all {
		p := r.Placement
		if !passes(p) || !s.found(r) {
			continue
		}
		if len(states) > 0 || p.Open() != s.closed {
			s.rows = append(s.rows, r)
		}
		if i := slices.Index(boardStates, p.State); i >= 0 && (p.Open() || p.EndedOn >= recent) {
			s.board[i] = append(s.board[i], r)
		}
	}
	if len(order) > 0 {
		for _, rows := range append([][]service.PlacementRow{s.rows}, s.board...) {
			slices.SortStableFunc(rows, func(a, b service.PlacementRow) int {
				return t.Compare(order, a.Placement, b.Placement)
			})
		}
	}
	if s.weeks {
		for _, rows := range append([][]service.PlacementRow{s.rows}, s.board...) {
			slices.SortStableFunc(rows, func(a, b service.PlacementRow) int {
				return cmp.Compare(endWeek(a.Placement), endWeek(b.Placement))
			})
		}
	}
	s.bad = s.damaged()
	s.list.SetRows(s.WithDamaged(s.source(s.rows, s.cells), 0, s.bad))
	s.list.SetEmpty(s.nothing(len(s.rows)))
	for i, t := range s.cols {
		rows := s.source(s.board[i], nil)
		if s.wide {
			rows.Second = func(k, room int) string {
				if k >= len(s.board[i]) {
					return "" // a damaged one
				}
				return s.second(s.board[i][k], room)
			}
		}
		if i == damagedColumn {
			rows = s.WithDamaged(rows, 0, s.bad)
		}
		t.SetRows(rows)
		t.SetEmpty(s.T("placements.empty.column"))
	}
	if s.onBoard() == 0 {
		s.cols[0].SetEmpty(s.nothing(0))
	}
	s.col = nearest(s.board, s.col)
	s.arrive()
}

// nearest is the column with rows that is nearest to col, the next before the one before: where what was moved on went.
// When no column has any, it is col.
func nearest(board [][]service.PlacementRow, col int) int {
	for d := range len(board) {
		for _, i := range []int{col + d, col - d} {
			if i >= 0 && i < len(board) && len(board[i]) > 0 {
				return i
			}
		}
	}
	return col
}

func (s *Screen) source(rows []service.PlacementRow, cells func(service.PlacementRow, []kit.Cell)) kit.Rows {
	if cells == nil {
		cells = s.card
	}
	out := kit.Rows{
		Len: len(rows), ID: func(i int) string { return rows[i].Placement.ID },
		Cells: func(i int, c []kit.Cell) { cells(rows[i], c) },
	}
	if s.weeks {
		out.Headings = kit.HeadingsOf(len(rows), func(i int) string { return s.weekOf(rows[i].Placement) })
	}
	return out
}

// damaged are the damaged placements, unless something is searched for.
func (s *Screen) damaged() []model.Damaged {
	if s.box.Query() != "" {
		return nil
	}
	return slices.DeleteFunc(s.Service.Damaged(), func(d model.Damaged) bool { return d.Type != "placement" })
}

// found reports whether a placement has the words of the search line.
func (s *Screen) found(r service.PlacementRow) bool {
	text := strings.ToLower(strings.Join([]string{r.Placement.Ref, r.Who(), r.Where()}, " "))
	if r.Citizen != nil {
		text += " " + strings.ToLower(r.Citizen.Name()+" "+r.Citizen.Ref)
	}
	for _, word := range strings.Fields(strings.ToLower(s.box.Query())) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// RowAt is the row under the cursor.
func (s *Screen) RowAt() (id string, number int) { return screen.RowIn(s.front()) }

// PutAt puts the cursor on a row, in the list and on the board.
func (s *Screen) PutAt(id string, _ int) {
	s.want = id
	s.list.Select(id)
}

// arrive goes to the column of the row that the cursor is put on.
func (s *Screen) arrive() {
	for i, t := range s.cols {
		if s.want != "" && t.Select(s.want) {
			s.col = i
		}
	}
	s.want = ""
}

// front is the table that has the keys.
func (s *Screen) front() *kit.Table {
	if s.asList {
		return s.list
	}
	return s.cols[s.col]
}

// shown are the rows of the table that has the keys.
func (s *Screen) shown() []service.PlacementRow {
	switch {
	case s.asList:
		return s.rows
	case s.board == nil:
		return nil
	}
	return s.board[s.col]
}

// raw gives keys and mouse to the table in front; on the board left and right go to the next column.
func (s *Screen) raw(msg tea.Msg) kit.Action {
	if key, ok := msg.(tea.KeyPressMsg); ok && !s.asList {
		if step := map[string]int{"left": -1, "right": 1}[key.String()]; step != 0 {
			s.col = min(max(s.col+step, 0), len(boardStates)-1)
			return kit.Action{Kind: kit.Used}
		}
	}
	top := s.box.Height()
	if m, ok := msg.(tea.MouseMsg); ok && !s.asList {
		i, x := s.columnAt(m.Mouse().X)
		if !s.wide {
			i, x, top = s.col, 0, top+1
		}
		if _, click := msg.(tea.MouseClickMsg); click {
			s.col = i
		}
		return s.cols[i].Update(kit.Offset(msg, x, top))
	}
	return s.front().Update(kit.Offset(msg, 0, top))
}

// Typing reports whether letters go to the search line.
func (s *Screen) Typing() bool { return s.box.Typing() }

// Check tests that the tables show the rows that were read.
func (s *Screen) Check() error {
	if err := screen.SameLength(s.list.Len(), len(s.rows)+len(s.bad)); err != nil {
		return err
	}
	for i := range s.board {
		n := len(s.board[i])
		if i == damagedColumn {
			n += len(s.bad)
		}
		if err := screen.SameLength(s.cols[i].Len(), n); err != nil {
			return err
		}
	}
	return nil
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	some := func() (bool, string) {
		_, _, ok := s.front().Selected()
		return ok, "list.nothing.selected"
	}
	marks := len(s.marked())
	open := func() (bool, string) {
		r, ok := s.selected()
		return ok && r.Placement.Open(), "placements.not.open"
	}
	list := func() (bool, string) { return s.asList, "placements.closed.list" }
	return append([]screen.Binding{
		screen.OnOne(marks, screen.Std(keys.Open, s.onSelected(s.open)).When(some).At(1)),
		screen.OnMarks(marks, screen.Std(keys.Edit, s.edit).When(some).At(12), 4),
		screen.OnMarks(marks, screen.Std(keys.AddTo, s.addTo).When(some).At(0), 6),
		screen.Std(keys.Mark, s.marking("space")).When(some).At(2),
		screen.OnMarks(marks, screen.Own("step", ">", "placements.key.move", 3,
			s.onSelected(func(*model.Placement) tea.Cmd { return s.step() })).When(open), 3),
		screen.OnMarks(marks, screen.Std(keys.Log, s.logContact(keys.Log)).When(some).At(4), 4),
		screen.Binding{Binding: screen.VisitBinding(), Do: s.logContact(screen.LogVisit)}.When(some),
		screen.Std(keys.New, func() tea.Cmd { return s.NewPlacement("", "", "", "") }).As("placement.new").At(5),
		screen.Own("view", "b", "placements.key.view", 6, screen.Nothing(s.turn)),
		screen.Own("mine", "a", "placements.key.mine", 7, s.mineOrAll),
		screen.Own("whose", "A", "today.whose", 0, func() tea.Cmd { return s.setup.Choose(whose) }),
		screen.Own("weeks", "i", "placements.key.weeks", 9, s.filtering(func() { s.weeks = !s.weeks })),
		screen.Own("closed", "o", "placements.key.closed", 9, s.filtering(func() { s.closed = !s.closed })).When(list),
		screen.OnMarks(marks, screen.Own("cancel", "c", "placements.key.cancel", 11,
			s.onSelected(func(*model.Placement) tea.Cmd { return s.ask("cancelled", s.about()) })).When(open), 5),
		screen.Own("hours", "t", "placement.key.hours", 10, func() tea.Cmd { return s.Go(screen.Hours, nil) }),
		screen.Std(keys.Export, s.export).When(some),
		screen.Std(keys.Search, screen.Nothing(func() { s.box.Focus() })),
		screen.Std(keys.MarkAll, s.marking("ctrl+a")).When(some),
		screen.Std(keys.Back, s.leave),
	}, s.setup.Bindings(8)...)
}

// Shows gives the rows in the window, of the list or of every column of the board.
func (s *Screen) Shows() (out []any) {
	if s.asList {
		return screen.Visible(s.list, s.rows)
	}
	for i, t := range s.cols {
		if i < len(s.board) {
			out = append(out, screen.Visible(t, s.board[i])...)
		}
	}
	return out
}
