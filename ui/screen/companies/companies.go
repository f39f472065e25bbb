// Package companies is the list of workplaces: the search box over them and their tasks, filters, and the way to each.
package companies

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

// pageRows is how many rows are read at a time; more are read when the cursor comes near the end.
const pageRows = 300

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

// Screen is the list.
type Screen struct {
	screen.Base
	table  *kit.Table
	box    kit.SearchBox
	filter int
	rows   []*model.Company
	hits   map[string][]kit.Hit // what matched in the name, by row
	tasks  map[string]string    // the task that was found, by row
	total  int
	more   bool // there are rows beyond those read
	loaded bool
	top    bool // the next rows answer a new query: the cursor goes to the best
}

// New makes the list.
func New(h *screen.Host) screen.Screen {
	s := &Screen{Base: screen.Base{Host: h}, box: kit.NewSearchBox(h.Theme)}
	s.table = kit.NewTable(h.Theme, s.columns())
	return s
}

func (s *Screen) columns() []kit.Column {
	t := s.T
	return []kit.Column{
		{Key: "name", Title: t("company.name"), Min: 22, Flex: 3},
		{Key: "town", Title: t("company.town"), Min: 12, Flex: 1, Max: 22},
		{Key: "industry", Title: t("company.industry_text"), Min: 16, Flex: 2, Role: theme.Subtle, HideBelow: 96},
		{Key: "fte", Title: t("companies.col.fte"), Min: 7, Right: true},
		{Key: "pays", Title: t("companies.col.pays"), Min: 10, Max: 20, Flex: 1},
		{Key: "places", Title: t("companies.col.places"), Min: 7, Right: true},
		{Key: "relation", Title: t("company.relation"), Min: 11},
	}
}

// Open reads the first page.
func (s *Screen) Open(arg any) tea.Cmd {
	if q, ok := arg.(screen.FindArg); ok {
		s.box.Set(q.Query)
	}
	return s.load(0)
}

// page is one read.
type page struct {
	rows  []*model.Company
	hits  map[string][]kit.Hit
	tasks map[string]string
	total int
	from  int
	more  bool
}

func (s *Screen) load(from int) tea.Cmd {
	query, f, actor, d := s.box.Query(), filters[s.filter], s.Service.Actor(), s.Service
	return s.Run("load", func(ctx context.Context) (any, error) {
		if query != "" {
			return found(ctx, d, query)
		}
		q := schema.Query{Where: f.query(actor), Order: []schema.Order{{Field: "name"}}, Limit: pageRows, Offset: from}
		rows, err := service.All[model.Company](ctx, d.Store, "company", q)
		if err != nil {
			return nil, err
		}
		total, err := d.Store.Count(ctx, "company", schema.Query{Where: q.Where})
		return page{rows: rows, total: total, from: from, more: len(rows) == pageRows}, err
	})
}

// found asks the search box; a task that was found stands for its workplace.
func found(ctx context.Context, d *service.Session, query string) (any, error) {
	snap, err := d.Snapshots.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	answer, err := snap.Search().Search(ctx, query, search.Options{Limit: pageRows, Kinds: search.Only(search.Company, search.Task)})
	if err != nil {
		return nil, err
	}
	p := page{hits: map[string][]kit.Hit{}, tasks: map[string]string{}, total: answer.Total}
	var ids []string
	for _, h := range answer.Hits {
		id := h.ID
		if h.Kind == search.Task {
			t, err := service.One[model.Task](ctx, d.Store, "task", h.ID)
			if err != nil {
				continue
			}
			if id = t.CompanyID; p.tasks[id] == "" {
				p.tasks[id] = t.Name
			}
		} else {
			p.hits[id] = present.NameHits(h)
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	p.rows, err = service.InOrder[model.Company](ctx, d.Store, "company", ids)
	return p, err
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Done:
		return s.took(m)
	case screen.Returned:
		return s.load(0)
	case model.Changed:
		if !m.Many && !slices.ContainsFunc(m.Rows, func(r model.RowRef) bool { return r.Type == "company" || r.Type == "task" }) {
			return nil
		}
		s.table.SetColumns(s.columns())
		return s.load(0)
	}
	if used, changed := s.box.Update(msg); used {
		if changed {
			s.top = true
			return s.load(0)
		}
		return nil
	}
	switch act := s.table.Update(kit.Offset(msg, 0, s.box.Height())); act.Kind {
	case kit.Opened:
		return s.Go(screen.Company, act.ID)
	case kit.Used:
		return s.nearEnd()
	}
	return nil
}

func (s *Screen) nearEnd() tea.Cmd {
	_, end := s.table.Visible()
	if s.more && end > len(s.rows)-40 && !s.Working("load") {
		return s.load(len(s.rows))
	}
	return nil
}

func (s *Screen) took(m screen.Done) tea.Cmd {
	if m.Err != nil {
		return s.Fail(m.Err)
	}
	p := m.Value.(page)
	if p.from > 0 {
		p.rows = append(s.rows[:min(p.from, len(s.rows)):len(s.rows)], p.rows...)
	}
	s.rows, s.hits, s.tasks, s.total, s.more, s.loaded = p.rows, p.hits, p.tasks, p.total, p.more, true
	s.table.SetRows(kit.Rows{Len: len(s.rows), ID: func(i int) string { return s.rows[i].ID }, Cells: s.cells})
	if s.top && p.from == 0 {
		s.table.SelectRow(0)
		s.top = false
	}
	s.table.SetEmpty(s.empty())
	return nil
}

func (s *Screen) empty() string {
	if s.box.Query() != "" {
		return s.T("kit.nothing", "query", s.box.Query())
	}
	return s.T("companies.empty")
}

func (s *Screen) cells(i int, cells []kit.Cell) {
	c, w := s.rows[i], s.Words()
	t := schema.TypeOf(c)
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
	cells[3].Text = value("fte")
	if cells[3].Text == "" {
		cells[3] = kit.Cell{Text: c.StaffBand, Role: theme.Subtle}
	}
	cells[4].Text = value("pays_hours")
	cells[5].Text = value("open_places")
	cells[6].Text = value("relation")
	switch {
	case !c.Active():
		cells[6] = kit.Cell{Text: s.T("opt.company_status.ceased"), Role: theme.Danger}
	case c.PausedUntil > s.Today():
		cells[6] = kit.Cell{Text: s.T("companies.paused"), Role: theme.Warn}
	}
}

func (s *Screen) act(id string) tea.Cmd {
	selected, _, ok := s.table.Selected()
	switch id {
	case keys.Search:
		s.box.Focus()
	case keys.Mark:
		s.table.Update(tea.KeyPressMsg{Code: tea.KeySpace, Text: " "})
	case keys.MarkAll:
		s.table.Update(tea.KeyPressMsg{Code: 'a', Mod: tea.ModCtrl})
	case keys.New:
		return s.Go(screen.Edit, screen.EditArg{Entity: &model.Company{Status: "active", Responsible: s.Service.Actor(), Source: "typed"}})
	case keys.Back:
		if s.box.Clear() {
			return s.load(0)
		}
		return s.Back()
	case "filter":
		s.filter = (s.filter + 1) % len(filters)
		s.box.Clear()
		return s.load(0)
	case keys.Export:
		return s.export()
	case "import":
		return s.Go(screen.Import, nil)
	}
	if !ok {
		return nil
	}
	switch id {
	case keys.Open:
		return s.Go(screen.Company, selected)
	case keys.Edit:
		return s.Go(screen.Edit, screen.EditArg{Entity: s.rows[slices.IndexFunc(s.rows, func(c *model.Company) bool { return c.ID == selected })]})
	case keys.Log, screen.LogVisit:
		return s.LogContact(&model.Contact{CompanyID: selected}, id)
	}
	return nil
}

// export shows exactly the rows that are listed, or the marked ones.
func (s *Screen) export() tea.Cmd {
	rows := s.rows
	if marked := s.table.Marked(); len(marked) > 0 {
		rows = slices.DeleteFunc(slices.Clone(s.rows), func(c *model.Company) bool { return !slices.Contains(marked, c.ID) })
	}
	w := s.Words()
	list := make([]model.Entity, len(rows))
	for i, c := range rows {
		list[i] = c
	}
	doc := w.ListDocument(s.T("tab.companies"), s.T("companies.filter."+filters[s.filter].key), "company", present.CompanyColumns, list)
	return s.Go(screen.Preview, screen.PreviewArg{Title: s.T("tab.companies"), Doc: doc, Name: s.T("file.companies"),
		Formats: present.ListFormats, Action: "export.companies", Rows: len(rows)})
}

// View draws the search line when it is used, and the table.
func (s *Screen) View(size kit.Size) kit.Frame {
	note := ""
	if s.loaded {
		note = s.T("kit.count", "shown", len(s.rows), "total", max(s.total, len(s.rows)))
	}
	title := s.T("tab.companies") + " · " + s.T("companies.filter."+filters[s.filter].key)
	if s.box.Query() != "" {
		title = s.T("tab.companies") + " · " + s.T("search.for", "query", s.box.Query())
	}
	body, cursor := s.box.Over(s.table, size)
	return kit.Frame{Title: title, Note: note, Body: body, Cursor: cursor}
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding { return screen.ByAct(s.keys(), s.act) }

func (s *Screen) keys() []keys.Binding {
	some := func() (bool, string) { return len(s.rows) > 0, "list.nothing.selected" }
	return []keys.Binding{
		keys.Std(keys.Open).When(some), keys.Std(keys.Log).When(some), screen.VisitBinding().When(some), keys.Std(keys.New), keys.Std(keys.Edit).When(some),
		{ID: "filter", Keys: []string{"f"}, Label: "companies.filter", Footer: 56, Palette: true},
		keys.Std(keys.Export).When(some), {ID: "import", Keys: []string{"i"}, Label: "companies.import", Footer: 58, Palette: true},
		keys.Std(keys.Search), keys.Std(keys.Mark).When(some), keys.Std(keys.MarkAll).When(some), keys.Std(keys.Back),
	}
}

// Typing reports whether letters go to the search line.
func (s *Screen) Typing() bool { return s.box.Typing() }

// Check tests that the table shows the rows that were read.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.rows)) }
