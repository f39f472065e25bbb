// Package hours is the week grid of the hours ledger: what was planned and what was worked, for all placements of one
// week or for all weeks of one placement.
//
// It promises: on a cell Enter or a digit begins typing, on the row's name Enter opens and digits are tabs; Tab goes on
// in the row, Enter saves the row and goes on in the next, so that several citizens are logged in a row; each row is
// one change set. What is typed and not saved stays where it is, also over Esc and a crash, with its sentence when it
// is refused; a week that was written since is not overwritten by it.
package hours

import (
	"context"
	"maps"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// Screen is the grid.
type Screen struct {
	screen.Base
	one         string     // the placement, "" shows all that run
	monday      model.Date // the week of the grid of all; for one placement the week to begin at, 0 the first not logged
	view        *service.HoursView
	broughtBack bool // a draft was, and that is not said yet
	rows        []service.HoursRow
	table       *kit.Table
	weeks       map[string]*model.Week // what is logged, by the row's ID
	all         bool                   // everybody's, not only mine
	chart       int                    // which of measures the chart shows
	top         int                    // the line of the body on which the table begins
	wide        bool                   // there is room for numbers beside initials
	placed      bool                   // the cursor stood once where typing begins

	cell    int         // place in cellFields, onName for the row's name
	home    int         // where the row's typing began: Enter goes there in the next row
	editor  *kit.Editor // the text of the cell, nil while nothing is typed
	unsaved unsaved

	replaced replaced
}

// onName is the place of the cell cursor on what the row is about, where nothing is typed.
const onName = -1

// unsaved is what is typed and not saved, by row and field.
type unsaved struct {
	typed  map[string]map[string]string
	wrong  map[string]map[string]string // sentences, by row and field
	saving map[string]map[string]string // what was sent to be saved, by row
	drafts map[string]string            // version of the week that a draft was typed over, by row, while it is unjudged
}

// cellFields are the fields of a week that cells are typed in, in their order.
var cellFields = []string{"trial", "paid", "agreed", "met", "excused", "no_show"}

// New makes the grid.
func New(h *screen.Host) screen.Screen {
	return &Screen{Base: screen.Base{Host: h}, table: kit.NewTable(h.Theme, nil),
		unsaved: unsaved{
			typed: map[string]map[string]string{}, wrong: map[string]map[string]string{},
			saving: map[string]map[string]string{}, drafts: map[string]string{},
		}}
}

// Open takes a screen.HoursArg, or nothing for all placements of this week.
func (s *Screen) Open(arg any) tea.Cmd {
	a, _ := arg.(screen.HoursArg)
	s.one, s.monday = a.PlacementID, a.Monday.Monday()
	if s.one == "" && s.monday == 0 {
		s.monday = s.Today().Monday()
	}
	return tea.Batch(s.load(), screen.Run(s.Host, "draft", s.readDraft, s.bringBack))
}

func (s *Screen) load() tea.Cmd {
	d, one, monday := s.Service, s.one, s.monday
	return screen.RunElse(s.Host, "load", func(ctx context.Context) (*service.HoursView, error) {
		if one != "" {
			return d.HoursOf(ctx, one)
		}
		return d.HoursOfWeek(ctx, monday)
	}, s.took, func(err error) tea.Cmd {
		if model.CodeOf(err) == model.NotFound {
			return tea.Batch(s.Fail(err), s.Back())
		}
		return s.Fail(err)
	})
}

// draftForm is the name under which unsaved cells are kept.
const draftForm = "hours"

func (s *Screen) draftID() string {
	if s.one == "" {
		return "all"
	}
	return s.one
}

func (s *Screen) readDraft(ctx context.Context) (map[string]string, error) {
	return s.Service.Store.Draft(ctx, s.Service.Actor(), draftForm, s.draftID())
}

// overVersion is the field of a draft that says over which version of the week it was typed.
const overVersion = "over"

// Draft gives what is typed and not saved: "<row>.<field>" and the text.
func (s *Screen) Draft() (form, id string, values map[string]string) {
	for row, cells := range s.unsaved.typed {
		for field, text := range cells {
			if values == nil {
				values = map[string]string{}
			}
			values[row+"."+field] = text
		}
	}
	if id, field, text, ok := s.atEditor(); ok {
		if values == nil {
			values = map[string]string{}
		}
		values[id+"."+field] = text
	}
	for at := range maps.Clone(values) {
		row, _, _ := strings.Cut(at, ".")
		if over := s.typedOver(row); over != "" {
			values[row+"."+overVersion] = over
		}
	}
	return draftForm, s.draftID(), values
}

// typedOver is the version of the week that a row's text is typed over, "" when none was written.
func (s *Screen) typedOver(row string) string {
	if over, unjudged := s.unsaved.drafts[row]; unjudged {
		return over
	}
	if w := s.weeks[row]; w != nil {
		return strconv.FormatInt(w.Version, 10)
	}
	return ""
}

// atEditor is the cell being typed in, and its text.
func (s *Screen) atEditor() (row, field, text string, ok bool) {
	r, selected := s.selected()
	if s.editor == nil || !selected {
		return "", "", "", false
	}
	return r.ID(), cellFields[s.cell], s.editor.Value(), true
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Saved:
		return s.saved(m)
	case screen.Failed:
		return s.failed(m)
	case screen.Answer:
		return s.answered(m)
	case screen.Returned, screen.Shown, model.Changed:
		return s.load()
	}
	return s.raw(msg)
}

// took shows what was read, unless another week is asked for by now.
func (s *Screen) took(v *service.HoursView) tea.Cmd {
	if s.one == "" && v.Monday != s.monday {
		return nil
	}
	s.view = v
	s.show()
	return s.sayDraft()
}

// sayDraft says what became of a draft once the weeks are known: one sentence, so that none comes after the truer one.
func (s *Screen) sayDraft() tea.Cmd {
	if s.view == nil {
		return nil
	}
	said := s.dropOlder()
	if said == nil && s.broughtBack {
		said = s.Say(kit.Info, "edit.draft.back")
	}
	s.broughtBack = false
	return said
}

// dropOlder forgets drafts of weeks that were written after them, and says so.
func (s *Screen) dropOlder() tea.Cmd {
	n := 0
	for row, over := range s.unsaved.drafts {
		w := s.weeks[row]
		if w == nil {
			continue // not written, or of a week that is not shown
		}
		delete(s.unsaved.drafts, row)
		if s.typedOver(row) != over && len(s.unsaved.typed[row]) > 0 {
			s.unsaved.drop(row)
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return s.Say(kit.Warning, "hours.draft.older", "n", n)
}

// bringBack puts a draft into its cells; what was typed meanwhile stays.
func (s *Screen) bringBack(kept map[string]string) tea.Cmd {
	if len(kept) == 0 {
		return nil
	}
	for at, text := range kept {
		row, field, ok := strings.Cut(at, ".")
		if ok && field != overVersion && s.unsaved.typed[row][field] == "" {
			s.unsaved.put(row, field, text)
			s.unsaved.drafts[row] = kept[row+"."+overVersion]
		}
	}
	s.broughtBack = true
	return tea.Batch(s.Tell(screen.Drafted{Screen: s.ID, Values: kept}), s.sayDraft())
}

func (t *unsaved) put(row, field, text string) {
	if t.typed[row] == nil {
		t.typed[row] = map[string]string{}
	}
	t.typed[row][field] = text
	delete(t.wrong[row], field)
}

// drop forgets what is typed in a row.
func (t *unsaved) drop(row string) {
	delete(t.typed, row)
	delete(t.wrong, row)
	delete(t.drafts, row)
}

// show puts the rows into the table: mine, or nobody's, unless everybody's are wanted.
func (s *Screen) show() {
	row, field, text, typing := s.atEditor()
	me := s.Service.Actor()
	s.rows = nil
	for _, r := range s.view.Rows {
		if s.one != "" || s.all || me == "" || r.Placement.Consultant == "" || r.Placement.Consultant == me {
			s.rows = append(s.rows, r)
		}
	}
	s.weeks = map[string]*model.Week{}
	for _, w := range s.view.Ledger.Weeks {
		s.weeks[model.WeekID(w.PlacementID, w.Monday)] = w
	}
	s.table.SetColumns(s.columns())
	s.table.SetEmpty(s.T("hours.empty."+s.mode(), "week", s.Words().WeekOf(s.monday, s.Today())))
	rows := s.rows
	index := make(map[string]int, len(rows))
	for i, r := range rows {
		index[r.ID()] = i
	}
	s.table.SetRows(kit.Rows{
		Len: len(rows), ID: func(i int) string { return rows[i].ID() }, Cells: s.cells, Index: func(id string) int {
			if i, ok := index[id]; ok {
				return i
			}
			return -1
		}})
	if !s.placed {
		s.place()
	}
	if r, ok := s.selected(); typing && (!ok || r.ID() != row) {
		s.unsaved.put(row, field, text) // the row is gone: its text waits for it
		s.editor = nil
	}
	s.point()
}

// mode names what is shown, for words.
func (s *Screen) mode() string {
	if s.one != "" {
		return "one"
	}
	return "all"
}

// place puts the cursor where typing begins: for one placement the week asked for, else the first that is not logged
// yet and has begun; and in the first column with hours planned.
func (s *Screen) place() {
	if len(s.rows) == 0 {
		return
	}
	s.placed = true
	if s.one != "" {
		at, today := 0, s.Today()
		for i, r := range s.rows {
			switch {
			case s.monday != 0 && r.Monday == s.monday:
				at = i
			case s.monday == 0 && r.Monday <= today && (i == 0 || s.weeks[s.rows[i-1].ID()] != nil):
				at = i
			}
		}
		s.table.SelectRow(at)
	}
	if r, ok := s.selected(); ok && r.Planned && r.Plan.Trial == 0 && r.Plan.Paid > 0 {
		s.cell = 1
	}
	s.home = s.cell
}

func (s *Screen) selected() (service.HoursRow, bool) {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.rows) {
		return service.HoursRow{}, false
	}
	return s.rows[i], true
}

// Typing reports whether a cell is being typed in.
func (s *Screen) Typing() bool { return s.editor != nil }

// Dirty reports cells that are typed and not saved.
func (s *Screen) Dirty() bool { return len(s.unsaved.typed) > 0 || s.editor != nil }

// Takes claims the digits: in a cell they are hours, on the row's name they are tabs.
func (s *Screen) Takes(stroke string) bool {
	return len(s.rows) > 0 && s.cell != onName && len(stroke) == 1 && stroke[0] >= '0' && stroke[0] <= '9'
}

// Check tests that the table shows the rows.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.rows)) }

// Shows gives the rows in the window.
func (s *Screen) Shows() []any { return screen.Visible(s.table, s.rows) }
