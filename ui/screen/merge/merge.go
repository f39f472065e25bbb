// Package merge is two rows side by side that become one: for each field that differs, whose value is taken.
//
// It promises: what is shown is what is written; nothing is written before Ctrl+S, and one undo makes them two again.
package merge

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/merge"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Screen is the page.
type Screen struct {
	screen.Base
	arg    screen.MergeArg
	merge  *service.Merge
	chosen map[string]merge.Side // what the person chose, kept when the rows are read again
	lines  []present.MergeLine
	names  map[string]string // of rows that fields refer to, by ID
	table  *kit.Table
	head   int // lines above the table
	saving bool
}

// New makes the page.
func New(h *screen.Host) screen.Screen {
	s := &Screen{
		Base: screen.Base{Host: h}, table: kit.NewTable(h.Theme, nil), chosen: map[string]merge.Side{},
	}
	s.table.SetMarks(false)
	return s
}

// Open takes a screen.MergeArg.
func (s *Screen) Open(arg any) tea.Cmd {
	s.arg = arg.(screen.MergeArg)
	return s.load()
}

// read is what the page shows.
type read struct {
	merge *service.Merge
	names map[string]string
}

func (s *Screen) load() tea.Cmd {
	d, arg := s.Service, s.arg
	return screen.Read(s.Host, func(ctx context.Context) (read, error) {
		m, err := d.NewMerge(ctx, arg.Type, arg.A, arg.B)
		if err != nil {
			return read{}, err
		}
		refs, out := service.RefSet{}, read{m, map[string]string{}}
		for _, f := range m.List {
			for _, e := range []model.Entity{m.A, m.B} {
				if f.Kind == schema.Ref {
					refs.Add(f.To, f.Field.Text(e))
				}
			}
		}
		return out, service.Names(ctx, d.Store, refs, out.names)
	}, func(r read) tea.Cmd {
		s.merge, s.names = r.merge, r.names
		for key, side := range s.chosen {
			if err := s.merge.Take(key, side); err != nil {
				return s.Fail(err)
			}
		}
		s.show()
		return nil
	})
}

// show lists the fields as they are chosen now.
func (s *Screen) show() {
	s.lines = s.Words().MergeLines(s.merge, func(_, id string) string { return s.names[id] })
	s.table.SetColumns([]kit.Column{
		{Key: "field", Title: s.T("merge.field"), Min: 16, Max: 26, Flex: 1, Role: theme.Subtle},
		{Key: "a", Title: s.T("cli.col.a"), Min: 20, Flex: 3},
		{Key: "b", Title: s.T("cli.col.b"), Min: 20, Flex: 3},
		{Key: "why", Title: s.T("merge.why"), Min: 14, Max: 20, Role: theme.Subtle},
	})
	s.table.SetEmpty(s.T("merge.equal"))
	s.table.SetRows(kit.Rows{
		Len: len(s.lines), ID: func(i int) string { return s.lines[i].Key },
		Cells: func(i int, cells []kit.Cell) { s.cells(s.lines[i], cells) },
	})
}

// cells marks the value that is taken by a sign as well as by its colour.
func (s *Screen) cells(l present.MergeLine, cells []kit.Cell) {
	cells[0].Text = l.Label
	for i, c := range []struct {
		text string
		side merge.Side
	}{{l.A, merge.A}, {l.B, merge.B}} {
		text := strings.ReplaceAll(c.text, "\n", " ")
		if l.Side == c.side || l.Side == merge.Both {
			cells[1+i] = kit.Cell{Text: s.Theme.Colours.Glyphs.Check + " " + text, Role: theme.OK}
		} else {
			cells[1+i] = kit.Cell{Text: "  " + text, Role: theme.Subtle}
		}
	}
	cells[3].Text = l.Reason
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Failed:
		s.saving = false
		if model.CodeOf(m.Err) == model.Conflict {
			return s.load() // what others wrote is shown; nothing was written
		}
		return nil
	case model.Changed:
		if s.merge == nil || s.saving {
			return nil
		}
		return s.load() // any row may be one that goes along
	}
	if s.table.Update(kit.Offset(msg, 0, s.head)).Kind == kit.Opened {
		return s.next()
	}
	return nil
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	some := func() (bool, string) { return len(s.lines) > 0, "merge.equal" }
	return screen.OnceRead(s.merge != nil, []screen.Binding{
		screen.Std(keys.Save, s.save).As("merge.save").At(1),
		screen.Std(keys.Open, s.next).As("merge.next").Or("space").When(some).At(2),
		screen.Own("a", "a", "merge.a", 3, s.take(merge.A)).When(some),
		screen.Own("b", "b", "merge.b", 4, s.take(merge.B)).When(some),
		screen.Own("both", "+", "merge.both", 5, s.take(merge.Both)).When(s.canBoth),
		screen.Own("swap", "v", "merge.swap", 6, s.swap),
		screen.Std(keys.Back, s.Back),
	})
}

// selected is the field under the cursor.
func (s *Screen) selected() *merge.Field {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.lines) {
		return nil
	}
	at := slices.IndexFunc(s.merge.List, func(f merge.Field) bool { return f.Key == s.lines[i].Key })
	return &s.merge.List[at]
}

func (s *Screen) canBoth() (bool, string) {
	f := s.selected()
	return f != nil && f.CanBoth(), "merge.both.not"
}

// take takes the value of the field under the cursor from a side.
func (s *Screen) take(side merge.Side) func() tea.Cmd {
	return func() tea.Cmd {
		f := s.selected()
		if f == nil {
			return nil
		}
		if err := s.merge.Take(f.Key, side); err != nil {
			return s.Fail(err)
		}
		s.chosen[f.Key] = side
		s.show()
		return nil
	}
}

// next takes the other side, or both where that can be.
func (s *Screen) next() tea.Cmd {
	f := s.selected()
	switch {
	case f == nil:
		return nil
	case f.Side == merge.A:
		return s.take(merge.B)()
	case f.Side == merge.B && f.CanBoth():
		return s.take(merge.Both)()
	}
	return s.take(merge.A)()
}

// swap lets the other row stay.
func (s *Screen) swap() tea.Cmd {
	s.arg.A, s.arg.B = s.arg.B, s.arg.A
	for key, side := range s.chosen {
		switch side {
		case merge.A:
			s.chosen[key] = merge.B
		case merge.B:
			s.chosen[key] = merge.A
		}
	}
	return s.load()
}

// save makes the two one and goes back.
func (s *Screen) save() tea.Cmd {
	if s.saving {
		return nil
	}
	cs, err := s.merge.ChangeSet()
	if err != nil {
		return s.Fail(err)
	}
	s.saving = true
	return s.SaveThen(cs, func(model.Receipt) tea.Cmd { return s.Back() })
}

// View draws which two they are and what goes along, the fields, and below them both values of the one under the
// cursor.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.T("merge.title")}
	if s.merge == nil {
		return f
	}
	f.Note = s.T("merge.note", "n", len(s.lines))
	head := wrapped(append([]string{
		s.T("merge.stays", "name", present.ShownName(s.merge.A)),
		s.T("merge.goes", "name", present.ShownName(s.merge.B)),
	}, s.Words().MergeNotes(s.merge)...), size.W)
	below := s.values(size.W)
	if len(head)+len(below) > size.H-6 { // the fields need their room
		below = nil
		head = kit.Short(head, size.H-6)
	}
	s.head = len(head)
	s.table.SetSize(size.W, size.H-len(head)-len(below))
	f.Body = strings.Join(append(append(head, s.table.View()), below...), "\n")
	return f
}

// values are both values of the field under the cursor, in full where there is room.
func (s *Screen) values(w int) []string {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.lines) {
		return nil
	}
	l := s.lines[i]
	out := []string{kit.Rule(s.Theme, w)}
	for _, v := range []struct{ word, text string }{{"cli.col.a", l.A}, {"cli.col.b", l.B}} {
		text := v.text
		if text == "" {
			text = s.T("merge.empty")
		}
		lines := wrapped([]string{s.T(v.word) + ": " + strings.ReplaceAll(text, "\n", " ")}, w)
		out = append(out, kit.Short(lines, valueLines)...)
	}
	return out
}

// valueLines is the most lines that a value gets below the table.
const valueLines = 3

func wrapped(texts []string, w int) (out []string) {
	for _, t := range texts {
		for _, l := range kit.Wrap(kit.Clean(t), max(w-2, 10)) {
			out = append(out, kit.Pad(" "+l, w))
		}
	}
	return out
}

// Check tests that the table shows the fields.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.lines)) }

// Shows gives the two rows.
func (s *Screen) Shows() []any {
	if s.merge == nil {
		return nil
	}
	return []any{model.RowRef{Type: s.arg.Type, ID: s.arg.A}, model.RowRef{Type: s.arg.Type, ID: s.arg.B}}
}
