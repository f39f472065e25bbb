// Package citizens is the list of citizens: by initials and number, with the first goal in their own words.
package citizens

import (
	"cmp"
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching/search"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// filters narrow the list; the first is the usual one.
var filters = []struct {
	words string
	wants func(c *model.Citizen, me string) bool
}{
	{"citizens.filter.mine", func(c *model.Citizen, me string) bool {
		return c.Status != "closed" && (c.Responsible == me || c.Responsible == "")
	}},
	{"citizens.filter.active", func(c *model.Citizen, _ string) bool { return c.Status != "closed" }},
	{"citizens.filter.paused", func(c *model.Citizen, _ string) bool { return c.Status == "paused" }},
	{"citizens.filter.closed", func(c *model.Citizen, _ string) bool { return c.Status == "closed" }},
}

// Screen is the list.
type Screen struct {
	screen.ListScreen[*model.Citizen]
	data    data
	found   []string // what the search found, in order; nil without a query
	foundBy string   // the query that found belongs to
}

// data is everybody: a municipality has thousands of citizens, not millions.
type data struct {
	all   []*model.Citizen
	goals map[string]*model.Goal // first goal, by citizen
	last  map[string]model.Date  // last contact, by citizen
}

// New makes the list.
func New(h *screen.Host) screen.Screen {
	s := &Screen{}
	var words []string
	for _, f := range filters {
		words = append(words, f.words)
	}
	s.ListScreen = screen.NewList(h, screen.ListSpec[*model.Citizen]{
		Title: "tab.citizens", Columns: s.columns(), ID: func(c *model.Citizen) string { return c.ID }, Filters: words,
		Empty: func() string { return "citizens.empty" }, NoMarks: true,
		Open:   func(id string) tea.Cmd { return s.Go(screen.Citizen, id) },
		Reload: s.load, Refilter: s.search,
	})
	return s
}

func (s *Screen) columns() []screen.Column[*model.Citizen] {
	value := func(key string) func(*model.Citizen) kit.Cell {
		f, _ := schema.CitizenType().Field(key)
		return screen.Text(func(c *model.Citizen) string { return s.Words().Value(f, c, nil) })
	}
	return []screen.Column[*model.Citizen]{
		screen.Col(kit.Column{Key: "ref", Title: "citizen.ref", Min: 6, Role: theme.Subtle},
			screen.Text(func(c *model.Citizen) string { return c.Ref })),
		screen.Col(kit.Column{Key: "initials", Title: "citizens.col.initials", Min: 9},
			screen.Text((*model.Citizen).Initials)),
		screen.Col(kit.Column{Key: "goal", Title: "citizen.section.goals", Min: 26, Flex: 4}, s.goal),
		screen.Col(kit.Column{Key: "now", Title: "citizens.col.now", Min: 6, Right: true}, value("hours_now")),
		screen.Col(kit.Column{Key: "hoped", Title: "citizens.col.hoped", Min: 6, Right: true}, value("hours_hoped")),
		screen.Col(kit.Column{Key: "postcode", Title: "citizens.col.postcode", Min: 7, HideBelow: 90},
			screen.Text(func(c *model.Citizen) string { return c.Postcode })),
		screen.Col(kit.Column{Key: "last", Title: "citizens.col.last", Min: 14, HideBelow: 100, Role: theme.Subtle},
			screen.Text(s.lastContact)),
		screen.Col(kit.Column{Key: "status", Title: "citizen.status", Min: 10, HideBelow: 110}, value("status")),
	}
}

func (s *Screen) goal(c *model.Citizen) kit.Cell {
	if g := s.data.goals[c.ID]; g != nil {
		return kit.Cell{Text: g.Words}
	}
	return kit.Cell{Text: s.T("citizens.nogoal"), Role: theme.Warn}
}

func (s *Screen) lastContact(c *model.Citizen) string {
	on := s.data.last[c.ID]
	if on == 0 {
		return ""
	}
	return s.Words().Near(on.Time(), s.Today().Time())
}

func (s *Screen) load() tea.Cmd {
	d := s.Service
	return screen.Run(s.Host, "load", func(ctx context.Context) (data, error) { return read(ctx, d) }, func(got data) tea.Cmd {
		s.data = got
		return s.show()
	})
}

func read(ctx context.Context, d *service.Session) (data, error) {
	out := data{goals: map[string]*model.Goal{}, last: map[string]model.Date{}}
	var err error
	if out.all, err = service.All[model.Citizen](ctx, d.Store, "citizen", schema.Query{Order: []schema.Order{{Field: "ref"}}}); err != nil {
		return out, err
	}
	goals, err := service.All[model.Goal](ctx, d.Store, "goal", schema.Query{})
	if err != nil {
		return out, err
	}
	model.SortGoals(goals)
	for _, g := range goals {
		if out.goals[g.CitizenID] == nil && g.Status != "dropped" {
			out.goals[g.CitizenID] = g
		}
	}
	q := schema.Query{Where: []schema.Cond{{Field: "citizen", Op: schema.IsSet}}}
	contacts, err := service.All[model.Contact](ctx, d.Store, "contact", q)
	for _, c := range contacts {
		out.last[c.CitizenID] = max(out.last[c.CitizenID], c.On)
	}
	return out, err
}

// search asks the search box for what is typed; without letters the filter is shown at once.
func (s *Screen) search() tea.Cmd {
	query, engine := s.Box.Query(), s.Service.Snapshots
	took := func(found []string) tea.Cmd {
		s.found, s.foundBy = found, query
		return s.show()
	}
	if query == "" {
		s.Cancel("search")
		return took(nil)
	}
	return screen.Run(s.Host, "search", func(ctx context.Context) ([]string, error) {
		snap, err := engine.Snapshot(ctx)
		if err != nil {
			return nil, err
		}
		opt := search.Options{Limit: 300, Kinds: search.Only(search.Citizen, search.Goal)}
		a, err := snap.Search().Search(ctx, query, opt)
		ids := []string{}
		for _, h := range a.Hits {
			ids = append(ids, string(rune('0'+h.Kind))+h.ID)
		}
		return ids, err
	}, took)
}

// show puts the rows together: what was found in the order of the search, else the filter in the order of the last names
// of the sealed rows, which only this program can read.
func (s *Screen) show() tea.Cmd {
	l := screen.Listing[*model.Citizen]{Query: s.foundBy, Total: len(s.data.all)}
	if s.found != nil {
		l.Rows = s.matched()
		return s.Show(l)
	}
	me := s.Actor()
	for _, c := range s.data.all {
		if filters[s.Filter].wants(c, me) {
			l.Rows = append(l.Rows, c)
		}
	}
	slices.SortStableFunc(l.Rows, func(a, b *model.Citizen) int {
		return cmp.Or(cmp.Compare(a.FirstName, b.FirstName), cmp.Compare(a.Ref, b.Ref))
	})
	return s.Show(l)
}

// matched turns hits into citizens: a goal that was found stands for whose it is.
func (s *Screen) matched() (out []*model.Citizen) {
	byID, owner := map[string]*model.Citizen{}, map[string]string{}
	for _, c := range s.data.all {
		byID[c.ID] = c
	}
	for id, g := range s.data.goals {
		owner[g.ID] = id
	}
	for _, key := range s.found {
		id := key[1:]
		if search.Kind(key[0]-'0') == search.Goal {
			id = owner[id]
		}
		if c := byID[id]; c != nil && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	return []screen.Binding{
		screen.Std(keys.Open, s.OpenSelected).When(s.Some),
		screen.Std(keys.Match, s.match).When(s.Some).At(20),
		screen.Std(keys.New, s.create),
		screen.Std(keys.Edit, s.OnSelected(s.edit)).When(s.Some),
		s.FilterBinding("companies.filter"),
		screen.Own("import", "i", "companies.import", 58, s.importFile),
		screen.Std(keys.Search, s.FocusSearch),
		screen.Std(keys.Back, s.Leave),
	}
}

func (s *Screen) match() tea.Cmd {
	return s.Go(screen.Match, screen.MatchArg{CitizenID: s.SelectedID()})
}

func (s *Screen) create() tea.Cmd {
	c := &model.Citizen{Status: "active", StartedOn: s.Today(), Responsible: s.Actor()}
	return s.Go(screen.Edit, screen.EditArg{Entity: c})
}

func (s *Screen) edit(c *model.Citizen) tea.Cmd { return s.Go(screen.Edit, screen.EditArg{Entity: c}) }

func (s *Screen) importFile() tea.Cmd { return s.Go(screen.Import, nil) }
