// Package duplicates is the list of companies, or citizens, that are probably there twice: each pair with its evidence,
// strongest first. From it two become one, or are said not to be the same.
package duplicates

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Screen is the list.
type Screen struct {
	screen.ListScreen[service.DuplicatePair]
}

// New makes the list.
func New(h *screen.Host) screen.Screen {
	s := &Screen{}
	o := screen.ListOptions[service.DuplicatePair]{
		Title: "duplicates.title", NoMarks: true, Types: []string{"company", "citizen", "distinct", "merged"},
		ID:      func(p service.DuplicatePair) string { return p.A.Meta().ID + " " + p.B.Meta().ID },
		Columns: func() []kit.Column { return columns(h) }, Cells: s.cells, Load: s.load, Open: s.On(s.merge),
	}
	for _, typ := range service.DuplicateTypes {
		o.Filters = append(o.Filters, "type."+typ+".pl")
	}
	s.Begin(h, o)
	return s
}

func columns(h *screen.Host) []kit.Column {
	t := h.T
	return []kit.Column{
		{Key: "level", Title: t("duplicates.level"), Min: 11},
		{Key: "a", Title: t("duplicates.one"), Min: 20, Flex: 2},
		{Key: "b", Title: t("duplicates.other"), Min: 20, Flex: 2},
		{Key: "evidence", Title: t("duplicates.evidence"), Min: 18, Flex: 3, Role: theme.Subtle},
	}
}

// Open takes the type to begin with; nil is companies.
func (s *Screen) Open(arg any) tea.Cmd {
	for i, typ := range service.DuplicateTypes {
		if arg == typ {
			s.Filter = i
		}
	}
	return s.load()
}

func (s *Screen) typ() string { return service.DuplicateTypes[s.Filter] }

func (s *Screen) load() tea.Cmd {
	d, typ := s.Service, s.typ()
	return screen.RunFor(s.Host, "load", 0, func(ctx context.Context) ([]service.DuplicatePair, error) {
		return d.Duplicates(ctx, typ)
	}, func(pairs []service.DuplicatePair) tea.Cmd {
		s.Loaded = true
		s.Show(pairs, "duplicates.empty")
		return nil
	}, s.Fail)
}

func (s *Screen) cells(p service.DuplicatePair, cells []kit.Cell) {
	like := service.LookAlike{Row: p.B, Match: p.Match}
	cells[0] = kit.Cell{Text: s.Words().Level(like), Role: levelRoles[p.Level.String()]}
	cells[1].Text, cells[2].Text = present.ShownName(p.A), present.ShownName(p.B)
	cells[3].Text = s.Words().Evidence(like)
}

var levelRoles = map[string]theme.Role{"certain": theme.Warn, "possible": theme.Subtle}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	return []screen.Binding{
		screen.Std(keys.Open, s.On(s.merge)).As("duplicates.merge").When(s.Some),
		screen.Own("distinct", "d", "duplicates.distinct", 20, s.On(s.distinct)).When(s.Some),
		screen.Own("one", "a", "duplicates.open.one", 30, s.On(s.open(false))).When(s.Some),
		screen.Own("other", "b", "duplicates.open.other", 31, s.On(s.open(true))).When(s.Some),
		screen.Own("filter", "f", "duplicates.filter", 56, s.nextFilter),
		screen.Std(keys.Back, s.Back),
	}
}

func (s *Screen) merge(p service.DuplicatePair) tea.Cmd {
	return s.Go(screen.Merge, screen.MergeArg{Type: s.typ(), A: p.A.Meta().ID, B: p.B.Meta().ID})
}

// distinct notes that the two are not the same; undo takes that back.
func (s *Screen) distinct(p service.DuplicatePair) tea.Cmd {
	cs, err := s.Service.NotTheSame(p.A, p.B)
	return s.SaveOr("distinct", cs, err)
}

func (s *Screen) open(other bool) func(service.DuplicatePair) tea.Cmd {
	return func(p service.DuplicatePair) tea.Cmd {
		e := map[bool]model.Entity{false: p.A, true: p.B}[other]
		return s.Go(screen.Name(schema.TypeOf(e).Name), e.Meta().ID)
	}
}

func (s *Screen) nextFilter() tea.Cmd {
	s.NextFilter()
	s.Loaded = false
	s.Show(nil, "duplicates.reading")
	return s.load()
}

// View draws the list.
func (s *Screen) View(size kit.Size) kit.Frame {
	return s.Frame(size, s.T("duplicates.note", "n", len(s.Rows)))
}
