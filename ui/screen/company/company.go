// Package company is the page of one workplace: facts, people, task bank, contact log.
package company

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/rules"
	"jobspor/model/schema"
	"jobspor/ui/detailpage"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Screen is the page.
type Screen struct{ detailpage.RowPage[data] }

// data is everything on the page.
type data struct {
	company  *model.Company
	people   []*model.ContactPerson
	tasks    []*model.Task
	openings []*model.Opening
	orders   []*service.OrderView
	refusals []model.Refusal
	refs     map[string]string // numbers of the citizens of refusals, by ID
	contacts []*model.Contact
	courses  []service.PlacementLine
	unit     *service.Unit
	care     model.TrackRecord
	ratio    *rules.Guard      // what the ratio rule says before anybody is placed here; nil when it says nothing
	names    map[string]string // of consultants and citizens, by ID
}

// New makes the page.
func New(h *screen.Host) screen.Screen {
	s := &Screen{detailpage.NewRowPage[data](h)}
	s.Read = func(ctx context.Context) (*data, error) { return read(ctx, s.Service, s.ID) }
	s.Row = func(d *data) model.Entity { return d.company }
	s.Show, s.OpenOwn = s.show, s.openFirm
	return s
}

// Open takes the company's ID, or a screen.CompanyArg.
func (s *Screen) Open(arg any) tea.Cmd {
	s.ID, _ = arg.(string)
	if a, ok := arg.(screen.CompanyArg); ok {
		s.ID, s.For = a.ID, service.Visit{CitizenID: a.CitizenID, GoalID: a.GoalID}
	}
	s.For.CompanyID = s.ID
	return s.Load()
}

func read(ctx context.Context, d *service.Session, id string) (*data, error) {
	out := &data{}
	var err error
	if out.company, err = service.One[model.Company](ctx, d.Store, "company", id); err != nil {
		return nil, err
	}
	if out.people, err = service.All[model.ContactPerson](ctx, d.Store, "person",
		schema.Where("company", id)); err != nil {
		return nil, err
	}
	if out.tasks, err = service.All[model.Task](ctx, d.Store, "task", schema.Where("company", id)); err != nil {
		return nil, err
	}
	if out.openings, err = d.Openings(ctx, id); err != nil {
		return nil, err
	}
	if err := out.readFirm(ctx, d, id); err != nil {
		return nil, err
	}
	q := schema.Where("company", id)
	q.Order = []schema.Order{{Field: "on", Down: true}}
	if out.contacts, err = service.All[model.Contact](ctx, d.Store, "contact", q); err != nil {
		return nil, err
	}
	if out.courses, err = d.PlacementLines(ctx, "company", id); err != nil {
		return nil, err
	}
	if out.unit, err = d.Unit(ctx, out.company); err != nil {
		return nil, err
	}
	if out.care, err = d.TrackRecord(ctx, out.company, out.contacts, out.courses); err != nil {
		return nil, err
	}
	if out.ratio, err = d.RatioHint(ctx, id); err != nil {
		return nil, err
	}
	out.names, err = d.ConsultantNames(ctx)
	for _, c := range out.contacts {
		if c.CitizenID != "" && out.names[c.CitizenID] == "" {
			if name, err := d.NameOf(ctx, "citizen", c.CitizenID); err == nil {
				out.names[c.CitizenID] = name
			}
		}
	}
	return out, err
}

// RulesFrom says that the screen shows what today's rules say.
func (s *Screen) RulesFrom() model.Date { return 0 }

func (s *Screen) show() {
	w := s.Words()
	name := func(_, id string) string { return s.Data.names[id] }
	s.Page.SetCard(s.T("company.section.care"), s.card(w))
	s.Page.SetFacts(w, s.Data.company, s.lead(), name, "name", "daily_name", "source")
	s.Page.SetItems(s.items(w), s.T("company.nothing"))
}

// card is how the workplace is used, what comes of it, and what the ratio rule says.
func (s *Screen) card(w present.Words) []kit.Pair {
	pairs := w.TrackRecordPairs(s.Data.care, s.Data.company.Relation)
	if s.Data.ratio != nil {
		pairs = append(pairs, w.RatioPair(*s.Data.ratio))
	}
	return pairs
}

// lead says what must be seen first: that it is gone, or not to be asked.
func (s *Screen) lead() []kit.Line {
	c, l := s.Data.company, s.Theme
	var lines []kit.Line
	if !c.Active() {
		lines = append(lines, kit.Plain(theme.Danger, " "+l.Colours.Glyphs.Alert+" "+s.T("company.ceased")))
	}
	if c.PausedUntil > s.Today() {
		lines = append(lines,
			kit.Plain(theme.Warn,
				" "+l.Colours.Glyphs.Alert+" "+s.T("company.paused", "day", l.Lang.DayYear(c.PausedUntil.Time()))))
	}
	if c.Name != c.ShownName() {
		lines = append(lines, kit.Plain(theme.Subtle, " "+c.Name))
	}
	if !c.FTE.Known {
		lines = append(lines, kit.Plain(theme.Warn, " "+s.T("company.nofte")))
	}
	return lines
}

func (s *Screen) items(w present.Words) []detailpage.Item {
	var items []detailpage.Item
	for _, t := range s.Data.tasks {
		items = append(items, detailpage.Item{
			Section: "company.section.tasks", Entity: t, Text: t.Name, Detail: taskDetail(w, t),
		})
	}
	items = append(items, s.orderItems(w)...)
	for _, o := range s.Data.openings {
		if !o.Order() {
			items = append(items, openingItem(w, o, s.Today()))
		}
	}
	items = append(items, s.unitItems(w)...)
	items = append(items, detailpage.PlacementItems(w, "company.section.placements", s.Data.courses, s.Today())...)
	roleType := schema.ContactPersonType()
	role, _ := roleType.Field("role")
	for _, p := range s.Data.people {
		items = append(items, detailpage.Item{
			Section: "company.section.people", Entity: p, Text: detailpage.Join(" · ", p.Name, p.AnyPhone()),
			Detail: w.Value(role, p, nil),
		})
	}
	contactType := schema.ContactType()
	how, _ := contactType.Field("how")
	outcome, _ := contactType.Field("outcome")
	for _, c := range s.Data.contacts {
		first, _, _ := strings.Cut(c.Note, "\n")
		it := detailpage.Item{
			Section: "company.section.contacts", Entity: c,
			Text:   detailpage.Join("  ", w.Near(c.On.Time(), s.Today().Time()), w.Value(how, c, nil), first),
			Detail: detailpage.Join(" · ", w.Value(outcome, c, nil), s.Data.names[c.CitizenID])}
		if c.NextOn != 0 && c.DoneOn == 0 {
			it.Detail = detailpage.Join(" · ", s.T("company.next", "day", w.Near(c.NextOn.Time(), s.Today().Time())),
				c.NextWhat)
			if c.NextOn < s.Today() {
				it.Role = theme.Warn
			}
		}
		items = append(items, it)
	}
	return append(items, s.refusalItems(w)...)
}

// openingItem is a job ad: what it looks for, since when and until when.
func openingItem(w present.Words, o *model.Opening, today model.Date) detailpage.Item {
	it := detailpage.Item{
		Section: "company.section.openings", Entity: o,
		Text:   detailpage.Join("  ", w.OpeningDay(o, today), o.Title),
		Detail: w.OpeningState(o, today),
	}
	if !o.Current(today) {
		it.Role = theme.Subtle
	}
	return it
}

// taskDetail says what matters for choosing a task: paid, growing, hours, places.
func taskDetail(w present.Words, t *model.Task) string {
	typ := schema.TypeOf(t)
	value := func(key string) string {
		f, _ := typ.Field(key)
		return w.Value(f, t, nil)
	}
	var parts []string
	if t.Status == "closed" {
		parts = append(parts, w.T("opt.task_status.closed"))
	}
	if t.Paid == model.Yes {
		parts = append(parts, w.T("company.task.paid"))
	}
	if t.Grows == model.Yes {
		parts = append(parts, w.T("company.task.grows"))
	}
	if h := value("max_hours"); h != "" {
		parts = append(parts, w.T("company.task.hours", "h", h))
	}
	if t.OpenPlaces.Known {
		parts = append(parts, w.T("company.task.places", "n", t.OpenPlaces.V))
	}
	return strings.Join(parts, ", ")
}

func (s *Screen) log(binding string) func() tea.Cmd {
	return func() tea.Cmd { return s.LogContact(&model.Contact{CompanyID: s.ID}, binding) }
}

func (s *Screen) newTask() tea.Cmd {
	return s.Go(screen.Edit, screen.EditArg{Entity: &model.Task{CompanyID: s.ID, Status: "open"}})
}

func (s *Screen) newOpening() tea.Cmd {
	return s.Go(screen.Edit, screen.EditArg{Entity: &model.Opening{
		CompanyID: s.ID, PublishedOn: s.Today(), Source: "typed",
	}})
}

func (s *Screen) newPerson() tea.Cmd {
	return s.Go(screen.Edit, screen.EditArg{Entity: &model.ContactPerson{CompanyID: s.ID, Role: "employer"}})
}

func (s *Screen) newPlacement() tea.Cmd { return s.NewPlacement("", s.ID, "", "") }

// reverse looks for citizens for the selected task, or for the only one.
func (s *Screen) reverse() tea.Cmd {
	if it, ok := s.Page.Selected(); ok {
		if t, ok := it.Entity.(*model.Task); ok {
			return s.Go(screen.Match, screen.MatchArg{TaskID: t.ID})
		}
	}
	if len(s.Data.tasks) > 0 {
		return s.Go(screen.Match, screen.MatchArg{TaskID: s.Data.tasks[0].ID})
	}
	return nil
}

// View draws the page.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.T("type.company")}
	f.Body, f.Dividers = s.Page.View(size)
	if s.Data != nil {
		c := s.Data.company
		f.Title = detailpage.Join(" · ", c.ShownName(), detailpage.Join(" ", c.Postcode, c.Town))
		if n := len(s.Data.contacts); n > 0 {
			f.Note = s.T("company.last", "day", s.Theme.Lang.Near(s.Data.contacts[0].On.Time(), s.Today().Time()))
		} else {
			f.Note = s.T("company.never")
		}
	}
	return f
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	hasTask := func() (bool, string) { return s.Data != nil && len(s.Data.tasks) > 0, "company.notask" }
	return screen.OnceRead(s.Data != nil, []screen.Binding{
		screen.Std(keys.Open, s.OpenItem).As(s.OpenLabel()).When(s.Selected).At(s.OpenPlace(7)),
		screen.Std(keys.Log, s.log(keys.Log)).At(1),
		screen.Visit(s.log(screen.LogVisit)).At(2),
		screen.Std(keys.Edit, s.Edit).At(3),
		screen.Own("task", "t", "company.newtask", 4, s.newTask),
		screen.Own("person", "p", "company.newperson", 5, s.newPerson),
		screen.Std(keys.Match, s.reverse).As("company.reverse").When(hasTask).At(6),
		screen.Std(keys.Next, s.Swap).As("company.swap"),
		screen.Place(s.newPlacement).At(8),
		screen.Trial(s.OnTrial(), s.Trial).At(6),
		screen.Own("visit", "b", "company.visit", 9, s.visit),
		screen.Own("visitsheet", "B", "company.visit.sheet", 0, s.visitSheet),
		screen.Own("timesheet", "H", "company.timesheet", 0, s.timeSheet),
		screen.Own("opening", "O", "company.newopening", 0, s.newOpening),
		screen.Own("order", "J", "company.neworder", 0, s.newOrder),
		screen.Std(keys.AddTo, s.addCandidate).As("company.candidate").When(s.onOrder).At(0),
		screen.Own("parent", "K", "company.parent", 0, s.parent),
		screen.Own("commitment", "Y", "company.newcommitment", 0, s.newCommitment),
		screen.Own("history", "h", "list.history", 0, s.History),
		screen.Own("merge", "M", "merge.key", 0, s.merge),
		screen.Own("remove", "delete", "list.remove", 0, s.remove),
		screen.Std(keys.Back, s.Back),
	})
}

func (s *Screen) merge() tea.Cmd { return detailpage.MergeWith(s.Host, "company", s.ID) }
