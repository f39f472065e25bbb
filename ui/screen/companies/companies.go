// Package companies is the list of workplaces: the search box over them and their tasks, filters, and the way to each.
package companies

import (
	"cmp"
	"context"
	"math"
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

// pageRows is how many rows are read at a time; more are read when the cursor comes near the end, and all of them for
// what is about the whole list: the last row, marks on all rows, and the export.
const pageRows = 300

// Screen is the list.
type Screen struct {
	screen.ListScreen[*model.Company]
	hits  map[string][]kit.Hit // what matched in the name, by row
	tasks map[string]string    // the task that was found, by row
	total int                  // rows of the filter or the search, also those that are not read yet
	rough bool                 // total is not counted yet
	more  bool                 // there are rows beyond those read
	least int                  // so many rows are read at first, for the one that the cursor is put on
	whole func() tea.Cmd       // waits for all rows; nil when a page is enough
}

// New makes the list.
func New(h *screen.Host) screen.Screen {
	s := &Screen{}
	s.Begin(h, screen.ListOptions[*model.Company]{Title: "tab.companies", List: "companies",
		Types: []string{"company", "task", "contact"}, Damaged: "company",
		ID: func(c *model.Company) string { return c.ID }, Columns: func() []kit.Column { return columns(h) },
		Cells: s.cells,
		About: func(c *model.Company) service.BriefOf { return service.BriefOf{Company: c.ID} },
		Load:  s.load, Renew: s.restart, Search: s.restart, Open: s.On(s.open), Moved: s.nearEnd})
	return s
}

func columns(h *screen.Host) []kit.Column {
	t := h.T
	return []kit.Column{
		{Key: "name", Title: t("company.name"), Min: 22, Flex: 3},
		{Key: "town", Title: t("company.town"), Min: 12, Flex: 1, Max: 22},
		{Key: "industry", Title: t("company.industry_text"), Min: 16, Flex: 2, Role: theme.Subtle, HideBelow: 96},
		{Key: "fte", Title: t("companies.col.fte"), Min: 7, Right: true},
		{Key: "pays", Title: t("companies.col.pays"), Min: 10, Max: 20, Flex: 1},
		{Key: "places", Title: t("companies.col.places"), Min: 7, Right: true},
		{Key: "relation", Title: t("company.relation"), Min: 11},
		{Key: "postcode", Title: t("company.postcode"), Min: 8},
		{Key: "street", Title: t("company.street"), Min: 18, Max: 30, Flex: 1},
		{Key: "phone", Title: t("company.phone"), Min: 12},
		{Key: "cvr", Title: t("company.cvr"), Min: 10},
	}
}

// Open takes nothing, a screen.FindArg to search by, or a screen.ViewArg.
func (s *Screen) Open(arg any) tea.Cmd {
	if q, ok := arg.(screen.FindArg); ok {
		s.Box.Set(q.Query)
	}
	return s.Setup.Begin(arg)
}

// Update takes one message. The last row is the last of the whole list.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyPressMsg); ok && s.more && !s.Typing() && keys.Std(keys.Bottom).Has(k.String()) {
		return s.withAll(func() tea.Cmd {
			s.Table.SelectRow(s.Table.Len() - 1)
			return nil
		})
	}
	return s.ListScreen.Update(msg)
}

// page is one read.
type page struct {
	narrowed service.Narrowed
	rows     []*model.Company
	hits     map[string][]kit.Hit
	tasks    map[string]string
	total    int
	all      int // of any filter
	more     bool
	rough    bool // total is only of the first page, until the rest is counted
}

// load reads as many rows as are listed, so that what was scrolled to and marked stays, or all when they are waited
// for.
func (s *Screen) load() tea.Cmd {
	limit := max(len(s.Rows), pageRows)
	if s.whole != nil {
		limit = 0
	}
	return s.read(0, limit)
}

// restart reads the first rows of another filter or query.
func (s *Screen) restart() tea.Cmd {
	s.whole = nil
	limit := max(s.least, pageRows)
	s.least = 0
	return s.read(0, limit)
}

// PutAt puts the cursor on a row, which may be further down than the first rows.
func (s *Screen) PutAt(id string, number int) {
	s.least = number + 1
	s.ListScreen.PutAt(id, number)
}

// withAll does something when all rows are read, which it sees to.
func (s *Screen) withAll(do func() tea.Cmd) tea.Cmd {
	if !s.more {
		return do()
	}
	s.whole = do
	return s.load()
}

// read reads rows from a place on; a limit of 0 is all.
func (s *Screen) read(from, limit int) tea.Cmd {
	s.Cancel("count")
	query, d, narrow := s.Box.Query(), s.Service, s.Setup.Narrow()
	q := schema.Query{Order: s.Setup.Order(), Limit: limit, Offset: from}
	work := func(ctx context.Context) (page, error) {
		read := func() (page, error) {
			narrowed, err := narrow(ctx)
			if err != nil {
				return page{}, err
			}
			q.Where = narrowed.Where
			p, err := filtered(ctx, d, q)
			p.narrowed = narrowed
			return p, err
		}
		if query != "" {
			read = func() (page, error) { return found(ctx, d, query, from, limit) }
		}
		p, err := read()
		if err == nil {
			p.all, err = d.Store.Count(ctx, "company", schema.Query{})
		}
		return p, err
	}
	return screen.RunElse(s.Host, "load", work, func(p page) tea.Cmd { return s.took(p, from) },
		func(err error) tea.Cmd {
			s.whole = nil
			return s.Fail(err)
		})
}

// filtered reads the rows of a filter.
func filtered(ctx context.Context, d *service.Session, q schema.Query) (page, error) {
	rows, err := service.All[model.Company](ctx, d.Store, "company", q)
	if err != nil {
		return page{}, err
	}
	total, err := d.Store.Count(ctx, "company", q)
	return page{rows: rows, total: total, more: q.Limit > 0 && q.Offset+len(rows) < total}, err
}

// kinds are what a query of this list finds: workplaces, and tasks, which stand for theirs.
var kinds = search.Only(search.Company, search.Task)

// found asks the search box. The first page comes at once, while somebody types; how many workplaces were found besides
// it is counted afterwards.
func found(ctx context.Context, d *service.Session, query string, from, limit int) (page, error) {
	o := search.Options{Limit: pageRows, Kinds: kinds}
	var ids []string
	var p page
	if from > 0 || limit != pageRows {
		var err error
		if ids, p.tasks, o.Limit, err = everything(ctx, d, query, from+limit); err != nil {
			return p, err
		}
	}
	answer, err := d.Search(ctx, query, o)
	if err != nil {
		return p, err
	}
	if p.total = len(ids); ids == nil {
		if ids, p.tasks, _, err = workplaces(ctx, d, answer.Hits, 0); err != nil {
			return p, err
		}
		p.total, p.rough = len(ids), answer.Total > len(answer.Hits)
	}
	p.hits = map[string][]kit.Hit{}
	for _, h := range answer.Hits {
		p.hits[h.ID] = present.NameHits(h) // a task's stay unused
	}
	ids = ids[min(from, len(ids)):]
	if p.more = p.rough; limit > 0 && len(ids) > limit {
		p.more, ids = true, ids[:limit]
	}
	p.rows, err = service.InOrder[model.Company](ctx, d.Store, "company", ids)
	return p, err
}

// everything gives all workplaces that a query finds, best first, with the tasks they were found by, and how many of
// the hits the first n come from; 0 is all.
func everything(ctx context.Context, d *service.Session, query string,
	n int) ([]string, map[string]string, int, error) {
	answer, err := d.Search(ctx, query, search.Options{Limit: math.MaxInt, Kinds: kinds, Keys: true})
	if err != nil {
		return nil, nil, 0, err
	}
	return workplaces(ctx, d, answer.Hits, n)
}

// workplaces puts the workplaces of tasks in their place, each once.
func workplaces(ctx context.Context, d *service.Session, hits []search.Hit,
	n int) ([]string, map[string]string, int, error) {
	var wanted []string
	for _, h := range hits {
		if h.Kind == search.Task {
			wanted = append(wanted, h.ID)
		}
	}
	rows, err := service.InOrder[model.Task](ctx, d.Store, "task", wanted)
	if err != nil {
		return nil, nil, 0, err
	}
	byID, twice := map[string]*model.Task{}, map[string]bool{} // only a workplace with a task can be found twice
	for _, t := range rows {
		byID[t.ID], twice[t.CompanyID] = t, false
	}
	ids, tasks, last := make([]string, 0, len(hits)), map[string]string{}, 1
	for i, h := range hits {
		id := h.ID
		if h.Kind == search.Task {
			t := byID[h.ID]
			if t == nil {
				continue
			}
			if id = t.CompanyID; tasks[id] == "" {
				tasks[id] = t.Name
			}
		}
		if listed, can := twice[id]; listed {
			continue
		} else if can {
			twice[id] = true
		}
		if ids = append(ids, id); n == 0 || len(ids) <= n {
			last = i + 1
		}
	}
	return ids, tasks, last, nil
}

// count counts what a query found besides its first page.
func (s *Screen) count() tea.Cmd {
	query, d := s.Box.Query(), s.Service
	return s.Aside("count", screen.Run(s.Host, "count", func(ctx context.Context) (int, error) {
		ids, _, _, err := everything(ctx, d, query, 0)
		return len(ids), err
	}, func(n int) tea.Cmd {
		s.total, s.rough = n, false
		return nil
	}))
}

func (s *Screen) nearEnd() tea.Cmd {
	_, end := s.Table.Visible()
	if s.more && end > s.Table.Len()-40 && !s.Working("load") {
		return s.read(len(s.Rows), pageRows)
	}
	return nil
}

func (s *Screen) took(p page, from int) tea.Cmd {
	s.hits, s.tasks, s.total, s.rough, s.more, s.Loaded = p.hits, p.tasks, p.total, p.rough, p.more, true
	s.All = p.all
	s.Setup.Narrowed = p.narrowed
	s.Show(append(s.Rows[:min(from, len(s.Rows)):min(from, len(s.Rows))], p.rows...), "companies.empty")
	if do := s.whole; do != nil && !s.more {
		s.whole = nil
		return do()
	}
	if p.rough {
		return s.count()
	}
	return nil
}

func (s *Screen) cells(c *model.Company, cells []kit.Cell) {
	w, t := s.Words(), schema.TypeOf(c)
	value := func(key string) string {
		f, _ := t.Field(key)
		return w.Value(f, c, nil)
	}
	cells[0] = kit.Cell{Text: c.ShownName(), Hits: s.hits[c.ID]}
	if task := s.tasks[c.ID]; task != "" {
		cells[0].Text += " · " + task
	}
	cells[1].Text = c.Town
	cells[2].Text = c.IndustryText
	cells[3].Text = cmp.Or(value("fte"), c.StaffBand)
	cells[4].Text = value("pays_hours")
	cells[5].Text = value("open_places")
	cells[6].Text = value("relation")
	if c.AdProtected == model.Yes {
		if cells[6].Text != "" {
			cells[6].Text += " · "
		}
		cells[6].Text += s.T("companies.adprotected")
	}
	cells[7].Text, cells[8].Text, cells[9].Text, cells[10].Text = c.Postcode, c.Street, value("phone"), c.CVR
	switch {
	case !c.Active():
		cells[6] = kit.Cell{Text: s.T("opt.company_status.ceased"), Role: theme.Danger}
	case c.PausedUntil > s.Today():
		cells[6] = kit.Cell{Text: s.T("companies.paused"), Role: theme.Warn}
	}
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	return append([]screen.Binding{
		screen.OnOne(s.Marks(), screen.Std(keys.Open, s.On(s.open)).When(s.Some)),
		screen.OnMarks(s.Marks(), screen.Std(keys.Log, s.OnAll(s.log(keys.Log), s.logAll(keys.Log))).When(s.Some), 3),
		screen.OnMarks(s.Marks(), screen.Std(keys.AddTo, s.addTo).When(s.Some).At(52), 4),
		{Binding: screen.VisitBinding().When(s.Some), Do: s.OnAll(s.log(screen.LogVisit), s.logAll(screen.LogVisit))},
		screen.Std(keys.New, s.add),
		screen.OnMarks(s.Marks(), screen.Std(keys.Edit, s.OnAll(s.edit, s.editAll)).When(s.Some), 2),
		screen.Std(keys.Export, func() tea.Cmd { return s.withAll(s.export) }).When(s.Some),
		screen.Own("import", "i", "companies.import", 58, s.imports),
		screen.OnMarks(s.Marks(), screen.Own("handover", "O", "portfolio.key", 0, s.On(s.handOver)).When(s.Some), 5),
		screen.Own("duplicates", "D", "duplicates.key", 0, s.Opens(screen.Duplicates, "company")),
		screen.Std(keys.Search, screen.Nothing(s.Box.Focus)),
		screen.Std(keys.Mark, screen.Nothing(s.Table.Mark)).When(s.Some),
		screen.Std(keys.MarkAll, func() tea.Cmd { return s.withAll(screen.Nothing(s.Table.MarkAll)) }).When(s.Some),
		screen.Std(keys.Back, func() tea.Cmd { return s.Leave(s.restart) }),
	}, s.Setup.Bindings(56)...)
}

// editAll changes one field of all marked workplaces.
func (s *Screen) editAll(rows []*model.Company) tea.Cmd {
	return s.EditAll(screen.AllOf(rows), "relation", "responsible", "pays_hours", "open_places", "paused_until",
		"ask_most")
}

// addTo puts the marked workplaces, or the one under the cursor, on a list.
func (s *Screen) addTo() tea.Cmd {
	if rows := s.Chosen(); len(rows) > 0 {
		return s.AddToList(screen.AllOf(rows))
	}
	return s.On(s.open)() // a damaged one
}

// logAll logs the same contact with all marked workplaces.
func (s *Screen) logAll(how string) func([]*model.Company) tea.Cmd {
	return func(rows []*model.Company) tea.Cmd {
		var about []model.Contact
		for _, c := range rows {
			about = append(about, model.Contact{CompanyID: c.ID})
		}
		return s.LogAll(about, screen.AllOf(rows), how)
	}
}

// handOver gives the marked workplaces, or the one under the cursor, to another consultant.
func (s *Screen) handOver(c *model.Company) tea.Cmd {
	ids := s.Table.MarkedOrSelected()
	for _, o := range s.Rows {
		if slices.Contains(ids, o.ID) && o.Responsible != c.Responsible {
			return s.Say(kit.Warning, "portfolio.mixed")
		}
	}
	return s.HandOver(c.Responsible, ids)
}

func (s *Screen) open(c *model.Company) tea.Cmd { return s.Go(screen.Company, c.ID) }

func (s *Screen) edit(c *model.Company) tea.Cmd {
	return s.Go(screen.Edit, screen.EditArg{Entity: c})
}

func (s *Screen) add() tea.Cmd {
	return s.Go(screen.Edit, screen.EditArg{
		Entity: &model.Company{Status: "active", Responsible: s.Service.Actor(), Source: "typed"},
	})
}

func (s *Screen) imports() tea.Cmd { return s.Go(screen.Import, nil) }

func (s *Screen) log(how string) func(*model.Company) tea.Cmd {
	return func(c *model.Company) tea.Cmd { return s.LogContact(&model.Contact{CompanyID: c.ID}, how) }
}

// export shows exactly the rows of the list, or the marked ones.
func (s *Screen) export() tea.Cmd {
	marked := map[string]bool{}
	for _, id := range s.Table.Marked() {
		marked[id] = true
	}
	var list []model.Entity
	for _, c := range s.Rows {
		if len(marked) == 0 || marked[c.ID] {
			list = append(list, c)
		}
	}
	doc := s.Words().ListDocument(s.T("tab.companies"), s.Setup.Title(), "company",
		s.Setup.Fields(present.CompanyColumns), list)
	doc.Cards = s.Words().Cards(list, nil)
	return s.Go(screen.Preview, screen.PreviewArg{Title: s.T("tab.companies"), Doc: doc, Name: s.T("file.companies"),
		Formats: append(slices.Clone(present.ListFormats), "vcf"),
		Out:     service.Out{Action: "export.companies", Rows: len(list), To: service.ToOwnFile}})
}

// View draws the list. The count is of the whole filter or search: more rows are read as they are needed.
func (s *Screen) View(size kit.Size) kit.Frame {
	if s.rough {
		return s.Frame(size, "")
	}
	return s.Frame(size, s.Words().Counts("company", s.All, s.total))
}
