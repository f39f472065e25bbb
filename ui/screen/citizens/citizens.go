// Package citizens is the list of citizens: by initials and number, with the first goal in their own words.
package citizens

import (
	"context"
	"slices"

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

// Screen is the list. It reads everybody: a municipality has thousands, not millions.
type Screen struct {
	screen.ListScreen[*model.Citizen]
	read
	found []search.Key // what the search found, in order; nil without a query
}

// New makes the list.
func New(h *screen.Host) screen.Screen {
	s := &Screen{}
	s.Begin(h, screen.ListOptions[*model.Citizen]{Title: "tab.citizens", List: "citizens", Damaged: "citizen",
		ID: func(c *model.Citizen) string { return c.ID }, Columns: func() []kit.Column { return columns(h) },
		Cells: s.cells,
		About: func(c *model.Citizen) service.BriefOf { return service.BriefOf{Citizen: c.ID} },
		Load:  s.load, Renew: s.renew, Search: s.search, Open: s.open})
	return s
}

func columns(h *screen.Host) []kit.Column {
	t := h.T
	return []kit.Column{
		{Key: "ref", Title: t("citizen.ref"), Min: 6, Role: theme.Subtle},
		{Key: "initials", Title: t("citizens.col.initials"), Min: 9},
		{Key: "goal", Title: t("citizen.section.goals"), Min: 26, Flex: 4},
		{Key: "paid", Title: t("citizens.col.paid"), Min: screen.PaidCells, Right: true, HideBelow: 83},
		{Key: "now", Title: t("citizens.col.now"), Min: 6, Right: true},
		{Key: "hoped", Title: t("citizens.col.hoped"), Min: 6, Right: true},
		{Key: "postcode", Title: t("citizens.col.postcode"), Min: 7, HideBelow: 90},
		{Key: "last", Title: t("citizens.col.last"), Min: 14, HideBelow: 100, Role: theme.Subtle},
		{Key: "status", Title: t("citizen.status"), Min: 10, HideBelow: 110},
	}
}

// read is everybody with what the list shows of them.
type read struct {
	narrowed service.Narrowed

	all   []*model.Citizen
	goals map[string]*model.Goal // first goal, by citizen
	last  map[string]model.Date  // last contact, by citizen
	paid  map[string]service.Recent
}

func (s *Screen) load() tea.Cmd {
	d, narrow := s.Service, s.Setup.Narrow()
	return screen.Run(s.Host, "load", func(ctx context.Context) (read, error) {
		out := read{goals: map[string]*model.Goal{}, last: map[string]model.Date{}}
		var err error
		if out.all, err = service.All[model.Citizen](ctx, d.Store, "citizen", schema.Query{
			Order: []schema.Order{{Field: "ref"}},
		}); err != nil {
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
		contacts, err := service.All[model.Contact](ctx, d.Store, "contact", schema.Query{
			Where: []schema.Cond{{Field: "citizen", Op: schema.IsSet}},
		})
		for _, c := range contacts {
			out.last[c.CitizenID] = max(out.last[c.CitizenID], c.On)
		}
		if err == nil {
			out.paid, err = d.RecentPaidOf(ctx)
		}
		if err == nil {
			out.narrowed, err = narrow(ctx)
		}
		return out, err
	}, func(r read) tea.Cmd {
		s.read, s.Loaded, s.All = r, true, len(r.all)
		s.Setup.Narrowed = r.narrowed
		return s.show()
	})
}

func (s *Screen) search() tea.Cmd {
	query, d := s.Box.Query(), s.Service
	return screen.Run(s.Host, "search", func(ctx context.Context) ([]search.Key, error) {
		if query == "" {
			return nil, nil
		}
		a, err := d.Search(ctx, query, search.Options{
			Limit: 300, Kinds: search.Only(search.Citizen, search.Goal),
		})
		found := make([]search.Key, len(a.Hits))
		for i, h := range a.Hits {
			found[i] = search.Key{Kind: h.Kind, ID: h.ID}
		}
		return found, err
	}, func(found []search.Key) tea.Cmd {
		s.found = found
		return s.show()
	})
}

// Update takes one message. Enter opens also while a query is typed.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyPressMsg); ok && s.Box.Typing() && k.String() == "enter" {
		return s.open()
	}
	return s.ListScreen.Update(msg)
}

// open goes to the citizen under the cursor.
func (s *Screen) open() tea.Cmd {
	return s.On(func(c *model.Citizen) tea.Cmd { return s.Go(screen.Citizen, c.ID) })()
}

// show puts the rows together: what was found in the order of the search, else the filter in the order of the last
// names of the sealed rows, which only this program can read.
func (s *Screen) show() tea.Cmd {
	var rows []*model.Citizen
	if s.found != nil {
		rows = s.matched()
	} else {
		t := schema.TypeOf(&model.Citizen{})
		passes, order := t.Tests(s.Setup.Narrowed.Where), s.Setup.Order()
		for _, c := range s.all {
			if passes(c) {
				rows = append(rows, c)
			}
		}
		slices.SortStableFunc(rows, func(a, b *model.Citizen) int { return t.Compare(order, a, b) })
	}
	s.Show(rows, "citizens.empty")
	return nil
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
		id := key.ID
		if key.Kind == search.Goal {
			id = owner[id]
		}
		if c := byID[id]; c != nil && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

func (s *Screen) cells(c *model.Citizen, cells []kit.Cell) {
	w := s.Words()
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
	cells[3] = s.PaidCell(s.paid[c.ID])
	cells[4].Text, cells[5].Text, cells[6].Text = value("hours_now"), value("hours_hoped"), c.Postcode
	if on := s.last[c.ID]; on != 0 {
		cells[7].Text = w.Near(on.Time(), s.Today().Time())
	}
	cells[8].Text = value("status")
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	return append([]screen.Binding{
		screen.OnOne(s.Marks(), screen.Std(keys.Open, s.open).When(s.Some)),
		screen.OnOne(s.Marks(), screen.Std(keys.Match, s.On(s.match)).When(s.Some).At(20)),
		screen.Std(keys.New, s.add),
		screen.OnMarks(s.Marks(), screen.Std(keys.Edit, s.OnAll(s.edit, s.editAll)).When(s.Some), 2),
		screen.OnMarks(s.Marks(), screen.Std(keys.AddTo, s.addTo).When(s.Some).At(0), 3),
		screen.Std(keys.Export, s.export).When(s.Some).At(0),
		screen.Own("import", "i", "companies.import", 58, s.imports),
		screen.OnMarks(s.Marks(), screen.Own("handover", "O", "portfolio.key", 0, s.On(s.handOver)).When(s.Some), 5),
		screen.OnMarks(s.Marks(), screen.Own("close", "C", "closing.key", 0, s.On(s.close)).When(s.Some), 6),
		screen.Own("erase", "X", "erase.key", 0, s.On(s.erase)).When(s.closed),
		screen.Own("duplicates", "D", "duplicates.key", 0, s.Opens(screen.Duplicates, "citizen")),
		screen.Std(keys.Mark, screen.Nothing(s.Table.Mark)).When(s.Some).At(0),
		screen.Std(keys.MarkAll, screen.Nothing(s.Table.MarkAll)).When(s.Some),
		screen.OnMarks(s.Marks(), screen.Round(s.callRound).At(59), 4),
		screen.Std(keys.Search, screen.Nothing(s.Box.Focus)),
		screen.Std(keys.Back, func() tea.Cmd { return s.Leave(s.unsearched) }),
	}, s.Setup.Bindings(56)...)
}

// exported are the columns of an exported list: what the list shows, with the name.
var exported = []string{"ref", "first_name", "last_name", "hours_now", "hours_hoped", "postcode", "status"}

// export shows the marked citizens, or all that are shown, as they leave; the gate asks why.
func (s *Screen) export() tea.Cmd {
	marked := s.Table.Marked()
	var list []model.Entity
	var ids []string
	for _, c := range s.Rows {
		if len(marked) == 0 || slices.Contains(marked, c.ID) {
			list, ids = append(list, c), append(ids, c.ID)
		}
	}
	doc := s.Words().ListDocument(s.T("tab.citizens"), s.Setup.Title(), "citizen",
		s.Setup.Fields(exported), list)
	return s.Go(screen.Preview, screen.PreviewArg{Title: s.T("tab.citizens"), Doc: doc, Name: s.T("file.citizens"),
		Formats: present.ListFormats, Out: service.Out{Action: "export.citizens", Rows: len(list),
			To: service.ToOwnFile, Citizens: ids}})
}

// callRound proposes a call round for the marked citizens, or for everybody without a placement.
func (s *Screen) callRound() tea.Cmd {
	if marked := s.Table.Marked(); len(marked) > 0 {
		return s.Go(screen.CallRound, marked)
	}
	return s.Go(screen.CallRound, nil)
}

// handOver gives the marked citizens, or the one under the cursor, to another consultant.
func (s *Screen) handOver(c *model.Citizen) tea.Cmd {
	ids := s.Table.MarkedOrSelected()
	for _, z := range s.Rows {
		if slices.Contains(ids, z.ID) && z.Responsible != c.Responsible {
			return s.Say(kit.Warning, "portfolio.mixed")
		}
	}
	return s.HandOver(c.Responsible, ids)
}

// close closes the marked citizens, or the one under the cursor.
func (s *Screen) close(*model.Citizen) tea.Cmd { return s.CloseCitizens(s.Table.MarkedOrSelected()) }

// erase erases the marked citizens, or the one under the cursor.
func (s *Screen) erase(*model.Citizen) tea.Cmd { return s.EraseCitizens(s.Table.MarkedOrSelected()) }

// closed says why nobody of the marked can be erased.
func (s *Screen) closed() (bool, string) {
	ids := s.Table.MarkedOrSelected()
	for _, c := range s.Rows {
		if slices.Contains(ids, c.ID) && c.Status != "closed" {
			return false, "erase.only"
		}
	}
	return s.Some()
}

func (s *Screen) match(c *model.Citizen) tea.Cmd {
	return s.Go(screen.Match, screen.MatchArg{CitizenID: c.ID})
}

func (s *Screen) add() tea.Cmd {
	return s.Go(screen.Edit, screen.EditArg{
		Entity: &model.Citizen{Status: "active", StartedOn: s.Today(), Responsible: s.Service.Actor()},
	})
}

func (s *Screen) edit(c *model.Citizen) tea.Cmd { return s.EditCitizen(c) }

// addTo puts the marked citizens, or the one under the cursor, on the list of a task.
func (s *Screen) addTo() tea.Cmd {
	if rows := s.Chosen(); len(rows) > 0 {
		return s.AddToList(screen.AllOf(rows))
	}
	return s.open() // a damaged one
}

// editAll changes one field of all marked citizens.
func (s *Screen) editAll(rows []*model.Citizen) tea.Cmd {
	return s.EditAll(screen.AllOf(rows), "responsible", "target_group", "caseworker", "caseworker_phone")
}

func (s *Screen) imports() tea.Cmd { return s.Go(screen.Import, nil) }

// renew reads the rows of other filters, without what was searched for.
func (s *Screen) renew() tea.Cmd {
	if s.Box.Query() == "" {
		s.found = nil
	}
	return s.load()
}

// unsearched lists the filter again after the search line was left.
func (s *Screen) unsearched() tea.Cmd {
	s.found = nil
	return s.show()
}

// View draws the list.
func (s *Screen) View(size kit.Size) kit.Frame {
	return s.Frame(size, s.Words().Counts("citizen", len(s.all), len(s.Rows)))
}
