// Package damaged is the list of rows that cannot be read: what is known of each, where a sound state of it is, and the
// key that brings it back.
package damaged

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// row is a damaged row with its newest sound state, nil where there is none.
type row struct {
	model.Damaged
	from *model.RowSource
}

// Screen is the list.
type Screen struct {
	screen.ListScreen[row]
	first string // the ID of the row that the cursor goes to first
}

// New makes the list.
func New(h *screen.Host) screen.Screen {
	s := &Screen{}
	s.Begin(h, screen.ListOptions[row]{
		Title: "damaged.title", Filters: []string{"damaged.all"}, NoMarks: true,
		ID: func(r row) string { return r.ID }, Columns: func() []kit.Column { return columns(h) },
		Cells: s.cells, Load: s.load, Open: s.On(s.repair),
	})
	return s
}

func columns(h *screen.Host) []kit.Column {
	t := h.T
	return []kit.Column{
		{Key: "type", Title: t("damaged.type"), Min: 14, Flex: 1, Max: 24},
		{Key: "row", Title: t("damaged.row"), Min: 13},
		{Key: "id", Title: "ID", Min: 13, Role: theme.Subtle},
		{Key: "from", Title: t("damaged.from"), Min: 30, Flex: 4},
	}
}

// Open takes the row that the cursor goes to, or nothing.
func (s *Screen) Open(arg any) tea.Cmd {
	if r, ok := arg.(model.Damaged); ok {
		s.first = r.ID
	}
	return s.load()
}

func (s *Screen) load() tea.Cmd {
	d := s.Service
	return screen.RunFor(s.Host, "load", 0, func(ctx context.Context) (rows []row, err error) {
		for _, bad := range d.Damaged() {
			r := row{Damaged: bad}
			if r.from, err = d.Damages.Source(ctx, bad.Type, bad.ID); err != nil {
				return nil, err
			}
			rows = append(rows, r)
		}
		return rows, nil
	}, func(rows []row) tea.Cmd {
		s.Loaded = true
		s.Show(rows, "damaged.none")
		for i, r := range rows {
			if r.ID == s.first {
				s.Table.SelectRow(i)
			}
		}
		s.first = ""
		return nil
	}, s.Fail)
}

func (s *Screen) cells(r row, cells []kit.Cell) {
	cells[0].Text, cells[1].Text, cells[2].Text = s.T("type."+r.Type), r.Ref, r.ID
	cells[3] = kit.Cell{Text: s.source(r)}
	if r.from == nil {
		cells[3].Role = theme.Danger
	}
}

// source says where the row can be brought back from.
func (s *Screen) source(r row) string {
	return s.Words().RowSource(r.Damaged, r.from, s.Service.Now())
}

// repair brings the row back.
func (s *Screen) repair(r row) tea.Cmd {
	d := s.Service
	return screen.RunFor(s.Host, "repair", 0, func(ctx context.Context) (model.Receipt, error) {
		return d.Damages.Repair(ctx, d.Actor(), r.Damaged)
	}, func(model.Receipt) tea.Cmd {
		return tea.Batch(s.Say(kit.Done, "damaged.done", "row", service.DamagedName(r.Damaged, r.from)), s.load())
	}, s.Fail)
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	return []screen.Binding{
		screen.Std(keys.Open, s.On(s.repair)).As("damaged.repair").When(s.Some),
		screen.Std(keys.Back, s.Back),
	}
}

// View draws the list, and under it what is known of the row under the cursor, whole.
func (s *Screen) View(size kit.Size) kit.Frame {
	note := s.T("damaged.note", "n", len(s.Rows))
	if r, ok := s.Selected(); ok {
		return s.FrameOver(size, note, s.source(r))
	}
	return s.Frame(size, note)
}

// Shows gives the rows in the window, as far as their citizens are known.
func (s *Screen) Shows() (out []any) {
	for _, r := range screen.Visible(s.Table, s.Rows) {
		damaged := r.(row)
		out = append(out, model.RowRef{Type: damaged.Type, ID: damaged.ID})
	}
	return out
}
