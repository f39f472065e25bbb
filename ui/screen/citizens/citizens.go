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

// filters narrow the list; words are "citizens.filter.<key>".
var filters = []struct {
	key  string
	keep func(c *model.Citizen, me string) bool
}{
	{"mine", func(c *model.Citizen, me string) bool {
		return c.Status != "closed" && (c.Responsible == me || c.Responsible == "")
	}},
	{"active", func(c *model.Citizen, _ string) bool { return c.Status != "closed" }},
	{"paused", func(c *model.Citizen, _ string) bool { return c.Status == "paused" }},
	{"closed", func(c *model.Citizen, _ string) bool { return c.Status == "closed" }},
}

// Screen is the list.
type Screen struct {
	screen.Base
	table  *kit.Table
	box    kit.SearchBox
	filter int
	all    []*model.Citizen
	goals  map[string]*model.Goal // first goal, by citizen
	last   map[string]model.Date  // last contact, by citizen
	found  []string               // what the search found, in order; nil without a query
	rows   []*model.Citizen
	loaded bool
	top    bool
	opens  bool   // Enter waits for the answer to the latest letters
	asked  string // the query that was asked last
	heard  string // the query that found belongs to
}

// New makes the list.
func New(h *screen.Host) screen.Screen {
	s := &Screen{Base: screen.Base{Host: h}, box: kit.NewSearchBox(h.Theme)}
	s.table = kit.NewTable(h.Theme, s.columns())
	s.table.SetMarks(false)
	return s
}

func (s *Screen) columns() []kit.Column {
	t := s.T
	return []kit.Column{
		{Key: "ref", Title: t("citizen.ref"), Min: 6, Role: theme.Subtle},
		{Key: "initials", Title: t("citizens.col.initials"), Min: 9},
		{Key: "goal", Title: t("citizen.section.goals"), Min: 26, Flex: 4},
		{Key: "now", Title: t("citizens.col.now"), Min: 6, Right: true},
		{Key: "hoped", Title: t("citizens.col.hoped"), Min: 6, Right: true},
		{Key: "postcode", Title: t("citizens.col.postcode"), Min: 7, HideBelow: 90},
		{Key: "last", Title: t("citizens.col.last"), Min: 14, HideBelow: 100, Role: theme.Subtle},
		{Key: "status", Title: t("citizen.status"), Min: 10, HideBelow: 110},
	}
}

// Open reads everybody: a municipality has thousands, not millions.
func (s *Screen) Open(any) tea.Cmd { return s.load() }

type read struct {
	all   []*model.Citizen
	goals map[string]*model.Goal
	last  map[string]model.Date
}

func (s *Screen) load() tea.Cmd {
	d := s.Service
	return s.Run("load", func(ctx context.Context) (any, error) {
		out := read{goals: map[string]*model.Goal{}, last: map[string]model.Date{}}
		var err error
		if out.all, err = service.All[model.Citizen](ctx, d.Store, "citizen", schema.Query{Order: []schema.Order{{Field: "ref"}}}); err != nil {
			return nil, err
		}
		goals, err := service.All[model.Goal](ctx, d.Store, "goal", schema.Query{})
		if err != nil {
			return nil, err
		}
		model.SortGoals(goals)
		for _, g := range goals {
			if out.goals[g.CitizenID] == nil && g.Status != "dropped" {
				out.goals[g.CitizenID] = g
			}
		}
		contacts, err := service.All[model.Contact](ctx, d.Store, "contact", schema.Query{Where: []schema.Cond{{Field: "citizen", Op: schema.IsSet}}})
		for _, c := range contacts {
			out.last[c.CitizenID] = max(out.last[c.CitizenID], c.On)
		}
		return out, err
	})
}

func (s *Screen) search() tea.Cmd {
	query, engine := s.box.Query(), s.Service.Snapshots
	s.asked = query
	return s.Run("search", func(ctx context.Context) (any, error) {
		if query == "" {
			return []string(nil), nil
		}
		snap, err := engine.Snapshot(ctx)
		if err != nil {
			return nil, err
		}
		a, err := snap.Search().Search(ctx, query, search.Options{Limit: 300, Kinds: search.Only(search.Citizen, search.Goal)})
		ids := []string{}
		for _, h := range a.Hits {
			ids = append(ids, string(rune('0'+h.Kind))+h.ID)
		}
		return ids, err
	})
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Done:
		return s.done(m)
	case screen.Returned:
		return s.load()
	case model.Changed:
		s.table.SetColumns(s.columns())
		return s.load()
	}
	if k, ok := msg.(tea.KeyPressMsg); ok && s.box.Typing() && k.String() == "enter" {
		return s.open()
	}
	if used, changed := s.box.Update(msg); used {
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

// open goes to the citizen under the cursor, waiting for the answer to the latest letters first.
func (s *Screen) open() tea.Cmd {
	if s.asked != s.heard {
		s.opens = true
		return nil
	}
	if id, _, ok := s.table.Selected(); ok {
		return s.Go(screen.Citizen, id)
	}
	return nil
}

func (s *Screen) done(m screen.Done) tea.Cmd {
	if m.Err != nil {
		return s.Fail(m.Err)
	}
	switch v := m.Value.(type) {
	case read:
		s.all, s.goals, s.last, s.loaded = v.all, v.goals, v.last, true
	case []string:
		s.found, s.heard = v, s.asked
	}
	s.show()
	if s.opens && s.asked == s.heard {
		s.opens = false
		return s.open()
	}
	return nil
}

// show puts the rows together: what was found in the order of the search, else the filter in the order of the last names
// of the sealed rows, which only this program can read.
func (s *Screen) show() {
	s.rows = s.rows[:0]
	if s.found != nil {
		s.rows = s.matched()
	} else {
		me := s.Service.Actor()
		for _, c := range s.all {
			if filters[s.filter].keep(c, me) {
				s.rows = append(s.rows, c)
			}
		}
		slices.SortStableFunc(s.rows, func(a, b *model.Citizen) int {
			return cmp.Or(cmp.Compare(a.FirstName, b.FirstName), cmp.Compare(a.Ref, b.Ref))
		})
	}
	s.table.SetRows(kit.Rows{Len: len(s.rows), ID: func(i int) string { return s.rows[i].ID }, Cells: s.cells})
	if s.top {
		s.table.SelectRow(0)
		s.top = false
	}
	s.table.SetEmpty(s.T("citizens.empty"))
	if s.box.Query() != "" {
		s.table.SetEmpty(s.T("kit.nothing", "query", s.box.Query()))
	}
}

// matched turns hits into citizens: a goal that was found stands for whose it is.
func (s *Screen) matched() (out []*model.Citizen) {
	byID, owner := map[string]*model.Citizen{}, map[string]string{}
	for _, c := range s.all {
		byID[c.ID] = c
	}
	for id, g := range s.goals {
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

func (s *Screen) cells(i int, cells []kit.Cell) {
	c, w := s.rows[i], s.Words()
	t := schema.TypeOf(c)
	value := func(key string) string {
		f, _ := t.Field(key)
		return w.Value(f, c, nil)
	}
	cells[0].Text, cells[1].Text = c.Ref, c.Initials()
	if g := s.goals[c.ID]; g != nil {
		cells[2].Text = g.Words
	} else {
		cells[2] = kit.Cell{Text: s.T("citizens.nogoal"), Role: theme.Warn}
	}
	cells[3].Text, cells[4].Text, cells[5].Text = value("hours_now"), value("hours_hoped"), c.Postcode
	if on := s.last[c.ID]; on != 0 {
		cells[6].Text = w.Near(on.Time(), s.Today().Time())
	}
	cells[7].Text = value("status")
}

func (s *Screen) act(id string) tea.Cmd {
	switch id {
	case keys.Search:
		s.box.Focus()
		return nil
	case keys.New:
		return s.Go(screen.Edit, screen.EditArg{Entity: &model.Citizen{Status: "active", StartedOn: s.Today(), Responsible: s.Service.Actor()}})
	case keys.Back:
		if s.box.Clear() {
			s.found, s.asked, s.heard = nil, "", ""
			s.show()
			return nil
		}
		return s.Back()
	case "filter":
		s.filter = (s.filter + 1) % len(filters)
		s.box.Clear()
		s.found, s.asked, s.heard = nil, "", ""
		s.show()
		return nil
	case "import":
		return s.Go(screen.Import, nil)
	}
	selected, i, ok := s.table.Selected()
	if !ok {
		return nil
	}
	switch id {
	case keys.Open:
		return s.open()
	case keys.Match:
		return s.Go(screen.Match, screen.MatchArg{CitizenID: selected})
	case keys.Edit:
		return s.Go(screen.Edit, screen.EditArg{Entity: s.rows[i]})
	}
	return nil
}

// View draws the list.
func (s *Screen) View(size kit.Size) kit.Frame {
	body, cursor := s.box.Over(s.table, size)
	f := kit.Frame{Title: s.T("tab.citizens") + " · " + s.T("citizens.filter."+filters[s.filter].key), Body: body, Cursor: cursor}
	if s.box.Query() != "" {
		f.Title = s.T("tab.citizens") + " · " + s.T("search.for", "query", s.box.Query())
	}
	if s.loaded {
		f.Note = s.T("kit.count", "shown", len(s.rows), "total", len(s.all))
	}
	return f
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding { return screen.ByAct(s.keys(), s.act) }

func (s *Screen) keys() []keys.Binding {
	some := func() (bool, string) { return len(s.rows) > 0, "list.nothing.selected" }
	return []keys.Binding{
		keys.Std(keys.Open).When(some), keys.Std(keys.Match).When(some).At(20), keys.Std(keys.New), keys.Std(keys.Edit).When(some),
		{ID: "filter", Keys: []string{"f"}, Label: "companies.filter", Footer: 56, Palette: true},
		{ID: "import", Keys: []string{"i"}, Label: "companies.import", Footer: 58, Palette: true},
		keys.Std(keys.Search), keys.Std(keys.Back),
	}
}

// Typing reports whether letters go to the search line.
func (s *Screen) Typing() bool { return s.box.Typing() }

// Check tests that the table shows the rows.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.rows)) }
