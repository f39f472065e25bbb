// Package companies is the list of workplaces: the search box over them and their tasks, filters, and the way to each.
package companies

import (
	"cmp"
	"context"
	"math"

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

// firstRows is how many rows are read before the rest is asked for.
const firstRows = 300

// A filter narrows the list; the first is the usual one.
type filter struct {
	key   string // words are "companies.filter.<key>"
	query func(actor string) []schema.Cond
}

var filters = []filter{
	{"active", func(string) []schema.Cond { return []schema.Cond{{Field: "status", Op: schema.IsNot, Text: "ceased"}} }},
	{"mine", func(me string) []schema.Cond { return []schema.Cond{{Field: "responsible", Op: schema.Is, Text: me}} }},
	{"partners", func(string) []schema.Cond { return []schema.Cond{{Field: "relation", Op: schema.Is, Text: "partner"}} }},
	{"places", func(string) []schema.Cond {
		return []schema.Cond{{Field: "open_places", Op: schema.AtLeast, Text: "1"}}
	}},
	{"pays", func(string) []schema.Cond {
		return []schema.Cond{{Field: "pays_hours", Op: schema.In, In: []string{"yes", "does"}}}
	}},
	{"ceased", func(string) []schema.Cond { return []schema.Cond{{Field: "status", Op: schema.Is, Text: "ceased"}} }},
}

// row is a company in the list.
type row struct {
	*model.Company
	hits []kit.Hit // what matched in the name
	task string    // the task that was found
}

// Screen is the list.
type Screen struct{ screen.ListScreen[row] }

// New makes the list.
func New(h *screen.Host) screen.Screen {
	s := &Screen{}
	s.ListScreen = screen.NewList(h, screen.ListSpec[row]{
		Title: "tab.companies", Columns: s.columns(), ID: func(r row) string { return r.ID }, Filters: filterWords(),
		Empty: func() string { return "companies.empty" }, Watch: []string{"company", "task"},
		Open: func(id string) tea.Cmd { return s.Go(screen.Company, id) }, Load: s.load, Read: s.read,
	})
	return s
}

func filterWords() (out []string) {
	for _, f := range filters {
		out = append(out, "companies.filter."+f.key)
	}
	return out
}

func (s *Screen) columns() []screen.Column[row] {
	value := func(key string) func(row) kit.Cell {
		f, _ := schema.CompanyType().Field(key)
		return screen.Text(func(r row) string { return s.Words().Value(f, r.Company, nil) })
	}
	return []screen.Column[row]{
		screen.Col(kit.Column{Key: "name", Title: "company.name", Min: 22, Flex: 3}, name),
		screen.Col(kit.Column{Key: "town", Title: "company.town", Min: 12, Flex: 1, Max: 22},
			screen.Text(func(r row) string { return r.Town })),
		screen.Col(kit.Column{Key: "industry", Title: "company.industry_text", Min: 16, Flex: 2, Role: theme.Subtle, HideBelow: 96},
			screen.Text(func(r row) string { return r.IndustryText })),
		screen.Col(kit.Column{Key: "fte", Title: "companies.col.fte", Min: 7, Right: true}, orStaffBand(value("fte"))),
		screen.Col(kit.Column{Key: "pays", Title: "companies.col.pays", Min: 10, Max: 20, Flex: 1}, value("pays_hours")),
		screen.Col(kit.Column{Key: "places", Title: "companies.col.places", Min: 7, Right: true}, value("open_places")),
		screen.Col(kit.Column{Key: "relation", Title: "company.relation", Min: 11}, s.orNotNow(value("relation"))),
	}
}

func name(r row) kit.Cell {
	c := kit.Cell{Text: r.ShownName(), Hits: r.hits}
	if r.task != "" {
		c.Text += " · " + r.task
	}
	return c
}

// orStaffBand is what the register says of the staff where the full-time equivalents are not known.
func orStaffBand(fte func(row) kit.Cell) func(row) kit.Cell {
	return func(r row) kit.Cell {
		if c := fte(r); c.Text != "" {
			return c
		}
		return kit.Cell{Text: r.StaffBand, Role: theme.Subtle}
	}
}

// orNotNow says in place of the relation that the workplace has ceased or is not to be asked.
func (s *Screen) orNotNow(relation func(row) kit.Cell) func(row) kit.Cell {
	return func(r row) kit.Cell {
		switch {
		case !r.Active():
			return kit.Cell{Text: s.T("opt.company_status.ceased"), Role: theme.Danger}
		case r.PausedUntil > s.Today():
			return kit.Cell{Text: s.T("companies.paused"), Role: theme.Warn}
		}
		return relation(r)
	}
}

// load reads what the filter selects, or what the search box finds.
func (s *Screen) load(whole bool) func(context.Context) (screen.Listing[row], error) {
	d, near, query, total := s.Service, s.SelectedID(), s.Box.Query(), s.Total()
	if query != "" {
		return func(ctx context.Context) (screen.Listing[row], error) { return found(ctx, d, query, total, whole) }
	}
	q := schema.Query{Where: filters[s.Filter].query(s.Actor()), Order: []schema.Order{{Field: "name"}}}
	return func(ctx context.Context) (l screen.Listing[row], err error) {
		if l.Total, err = d.Store.Count(ctx, "company", schema.Query{}); err != nil {
			return l, err
		}
		var read []*model.Company
		if whole {
			if l.IDs, err = service.IDs(ctx, d.Store, "company", "name", q); err != nil {
				return l, err
			}
			read, err = service.InOrder[model.Company](ctx, d.Store, "company", screen.Around(l.IDs, near))
		} else {
			if l.Found, err = d.Store.Count(ctx, "company", q); err != nil {
				return l, err
			}
			q.Limit = firstRows
			read, err = service.All[model.Company](ctx, d.Store, "company", q)
		}
		l.Rows = rowsOf(read)
		return l, err
	}
}

func (s *Screen) read(ctx context.Context, ids []string) ([]row, error) {
	read, err := service.InOrder[model.Company](ctx, s.Service.Store, "company", ids)
	return rowsOf(read), err
}

func rowsOf(companies []*model.Company) []row {
	out := make([]row, len(companies))
	for i, c := range companies {
		out[i].Company = c
	}
	return out
}

// found asks the search box; a task that was found stands for its workplace.
func found(ctx context.Context, d *service.Session, query string, total int, whole bool) (screen.Listing[row], error) {
	l := screen.Listing[row]{Query: query, Total: total}
	snap, err := d.Snapshots.Snapshot(ctx)
	if err != nil {
		return l, err
	}
	opt := search.Options{Limit: firstRows, Kinds: search.Only(search.Company, search.Task)}
	if whole {
		opt.Limit = math.MaxInt32
	}
	answer, err := snap.Search().Search(ctx, query, opt)
	if err != nil {
		return l, err
	}
	if answer.Total > len(answer.Hits) {
		l.Found = answer.Total
	}
	tasks, err := tasksOf(ctx, d, answer.Hits)
	if err != nil {
		return l, err
	}
	at := map[string]row{} // what was found in each company
	var ids []string
	for _, h := range answer.Hits {
		id, task := h.ID, ""
		if h.Kind == search.Task {
			t := tasks[h.ID]
			if t == nil {
				continue
			}
			id, task = t.CompanyID, t.Name
		}
		r, again := at[id]
		if !again {
			ids = append(ids, id)
		}
		if task == "" {
			r.hits = present.NameHits(h)
		} else {
			r.task = cmp.Or(r.task, task)
		}
		at[id] = r
	}
	companies, err := service.InOrder[model.Company](ctx, d.Store, "company", ids)
	for _, c := range companies {
		r := at[c.ID]
		r.Company = c
		l.Rows = append(l.Rows, r)
	}
	return l, err
}

// tasksOf reads the tasks among hits, by ID.
func tasksOf(ctx context.Context, d *service.Session, hits []search.Hit) (map[string]*model.Task, error) {
	var ids []string
	for _, h := range hits {
		if h.Kind == search.Task {
			ids = append(ids, h.ID)
		}
	}
	tasks, err := service.InOrder[model.Task](ctx, d.Store, "task", ids)
	out := make(map[string]*model.Task, len(tasks))
	for _, t := range tasks {
		out[t.ID] = t
	}
	return out, err
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	log := func(id string) func() tea.Cmd {
		return func() tea.Cmd { return s.LogContact(&model.Contact{CompanyID: s.SelectedID()}, id) }
	}
	return []screen.Binding{
		screen.Std(keys.Open, s.OpenSelected).When(s.Some),
		screen.Std(keys.Log, log(keys.Log)).When(s.Some),
		screen.Binding{Binding: screen.VisitBinding(), Do: log(screen.LogVisit)}.When(s.Some),
		screen.Std(keys.New, s.create),
		screen.Std(keys.Edit, s.OnSelected(s.edit)).When(s.Some),
		s.FilterBinding("companies.filter"),
		screen.Std(keys.Export, s.export).When(s.Some),
		screen.Own("import", "i", "companies.import", 58, s.importFile),
		screen.Std(keys.Search, s.FocusSearch),
		screen.Std(keys.Mark, s.Mark).When(s.Some),
		screen.Std(keys.MarkAll, s.MarkAll).When(s.Some),
		screen.Std(keys.Back, s.Leave),
	}
}

func (s *Screen) create() tea.Cmd {
	c := &model.Company{Status: "active", Responsible: s.Actor(), Source: "typed"}
	return s.Go(screen.Edit, screen.EditArg{Entity: c})
}

func (s *Screen) edit(r row) tea.Cmd { return s.Go(screen.Edit, screen.EditArg{Entity: r.Company}) }

func (s *Screen) importFile() tea.Cmd { return s.Go(screen.Import, nil) }

// export shows exactly the marked rows or, when there are none, everything that the filter selects.
func (s *Screen) export() tea.Cmd {
	return s.Whole(func(rows []row) tea.Cmd {
		list := make([]model.Entity, len(rows))
		for i, r := range rows {
			list[i] = r.Company
		}
		title, filter := s.T("tab.companies"), s.T("companies.filter."+filters[s.Filter].key)
		doc := s.Words().ListDocument(title, filter, "company", present.CompanyColumns, list)
		return s.Go(screen.Preview, screen.PreviewArg{Title: title, Doc: doc, Name: s.T("file.companies"),
			Formats: present.ListFormats, Action: "export.companies", Rows: len(rows)})
	})
}
