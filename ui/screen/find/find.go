// Package find is the one search box over everything: companies, their tasks, citizens, goals, lists and placements.
package find

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching/search"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// limit is how many hits are shown; more words narrow better than scrolling.
const limit = 200

// kinds say what a hit is called and where Enter goes; what hangs on another row leads to that.
var kinds = map[search.Kind]struct {
	typ string
	to  screen.Name
	via string // the field that names the row to open, "" for the hit itself
}{
	search.Company:   {"company", screen.Company, ""},
	search.Contact:   {"person", screen.Company, "company"},
	search.Task:      {"task", screen.Company, "company"},
	search.Citizen:   {"citizen", screen.Citizen, ""},
	search.Goal:      {"goal", screen.Citizen, "citizen"},
	search.Shortlist: {"shortlist", screen.List, ""},
	search.Placement: {"placement", screen.Placement, ""},
}

// Screen is the search.
type Screen struct {
	screen.Base
	table *kit.Table
	box   kit.SearchBox
	hits  []search.Hit
	total int
	top   bool               // the next answer is to a new query: the cursor goes to its best
	known service.Acquainted // nil before the first answer, and after a change
}

// New makes the search.
func New(h *screen.Host) screen.Screen {
	s := &Screen{Base: screen.Base{Host: h}, box: kit.NewSearchBox(h.Theme)}
	s.table = kit.NewTable(h.Theme, s.columns())
	s.table.SetMarks(false)
	return s
}

func (s *Screen) columns() []kit.Column {
	return []kit.Column{
		{Key: "kind", Title: s.T("find.kind"), Min: 13, Role: theme.Subtle},
		{Key: "name", Title: s.T("find.name"), Min: 30, Flex: 2},
		{Key: "extra", Title: "", Min: 20, Flex: 2, Role: theme.Subtle},
	}
}

// Open takes a screen.FindArg and begins typing.
func (s *Screen) Open(arg any) tea.Cmd {
	if a, ok := arg.(screen.FindArg); ok {
		s.box.Set(a.Query)
	}
	s.box.Focus()
	s.show(search.Answer{})
	return s.search()
}

// found is the answer to a query, whom one works with before strangers that it fits equally well.
type found struct {
	search.Answer
	known service.Acquainted
}

func (s *Screen) search() tea.Cmd {
	query, d, known := s.box.Query(), s.Service, s.known
	return screen.Run(s.Host, "search", func(ctx context.Context) (out found, err error) {
		if out.known = known; known == nil {
			if out.known, err = d.Acquainted(ctx); err != nil {
				return out, err
			}
		}
		out.Answer, err = d.Search(ctx, query, search.Options{
			Limit: limit,
			Kinds: search.Only(search.Company, search.Contact, search.Task, search.Citizen, search.Goal,
				search.Shortlist,
				search.Placement),
		})
		out.known.First(out.Hits)
		return out, err
	}, func(f found) tea.Cmd {
		s.known = f.known
		s.show(f.Answer)
		return nil
	})
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case screen.Returned:
		return nil
	case model.Changed:
		s.table.SetColumns(s.columns())
		s.known = nil
		return s.search()
	}
	if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "enter" {
		return s.open()
	}
	if used, changed := s.box.Update(msg); used {
		if !s.box.Typing() {
			return s.Back()
		}
		if changed {
			s.top = true
			return s.search()
		}
		return nil
	}
	if act := s.table.Update(kit.Offset(msg, 0, s.box.Height())); act.Kind == kit.Opened {
		return s.open()
	}
	return nil
}

// open goes to the row under the cursor.
func (s *Screen) open() tea.Cmd {
	_, i, ok := s.table.Selected()
	if !ok {
		return nil
	}
	h := s.hits[i]
	k, known := kinds[h.Kind]
	if !known {
		return nil
	}
	if k.via == "" {
		return s.Go(k.to, h.ID)
	}
	store := s.Service.Store
	return screen.Run(s.Host, "open", func(ctx context.Context) (string, error) {
		e, err := store.Get(ctx, k.typ, h.ID)
		if err != nil {
			return "", err
		}
		f, _ := schema.TypeOf(e).Field(k.via)
		return f.Text(e), nil
	}, func(id string) tea.Cmd { return s.Go(k.to, id) })
}

func (s *Screen) show(a search.Answer) {
	s.hits, s.total = a.Hits, a.Total
	s.table.SetRows(kit.Rows{
		Len: len(s.hits), ID: func(i int) string { return s.T("type."+kinds[s.hits[i].Kind].typ) + s.hits[i].ID },
		Cells: s.cells,
	})
	if s.top {
		s.table.SelectRow(0)
		s.top = false
	}
	s.table.SetEmpty(s.T("find.empty"))
	if s.box.Query() != "" {
		s.table.SetEmpty(s.T("kit.nothing", "query", s.box.Query()))
	}
}

func (s *Screen) cells(i int, cells []kit.Cell) {
	h := s.hits[i]
	cells[0].Text = s.T("type." + kinds[h.Kind].typ)
	cells[1] = kit.Cell{Text: h.Name, Hits: present.NameHits(h)}
	for j, x := range h.Extra {
		if j > 0 && x != "" {
			cells[2].Text += " · "
		}
		cells[2].Text += x
	}
}

// View draws the line and what it found.
func (s *Screen) View(size kit.Size) kit.Frame {
	body, cursor := s.box.Over(s.table, size)
	note := ""
	if s.box.Query() != "" {
		note = s.Words().Counts("hit", s.total, s.total)
		if n := len(s.hits); n < s.total {
			note += " · " + s.T("match.screen.best", "n", n)
		}
	}
	return kit.Frame{Title: s.T("page.find"), Note: note, Body: body, Cursor: cursor}
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	return []screen.Binding{
		screen.Std(keys.Open, s.open).At(1), screen.Std(keys.Search, screen.Nothing(s.box.Focus)).At(2),
		screen.Std(keys.Back, s.Back).At(3),
	}
}

// Typing reports whether letters go to the line.
func (s *Screen) Typing() bool { return s.box.Typing() }

// Check tests that the table shows the hits.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.hits)) }

// Shows gives the hits in the window.
func (s *Screen) Shows() (out []any) {
	for _, h := range screen.Visible(s.table, s.hits) {
		hit := h.(search.Hit)
		out = append(out, model.RowRef{Type: kinds[hit.Kind].typ, ID: hit.ID})
	}
	return out
}
