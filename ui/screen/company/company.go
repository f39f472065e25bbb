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
type Screen struct {
	host  *screen.Host
	id    string
	going screen.RemovalPlan // what is asked about
	visit service.Visit      // for whom the page was opened, when it was for somebody
	page  *detailpage.Page
	data  *data
}

// data is everything on the page.
type data struct {
	company  *model.Company
	people   []*model.ContactPerson
	tasks    []*model.Task
	contacts []*model.Contact
	courses  []service.PlacementLine
	care     model.TrackRecord
	ratio    *rules.Guard      // what the ratio rule says before anybody is placed here; nil when it says nothing
	names    map[string]string // of consultants and citizens, by ID
}

// New makes the page.
func New(h *screen.Host) screen.Screen { return &Screen{host: h, page: detailpage.New(h.Theme)} }

// Open takes the company's ID.
func (s *Screen) Open(arg any) tea.Cmd {
	s.id, _ = arg.(string)
	if a, ok := arg.(screen.CompanyArg); ok {
		s.id, s.visit = a.ID, service.Visit{CitizenID: a.CitizenID, GoalID: a.GoalID}
	}
	s.visit.CompanyID = s.id
	return s.load()
}

func (s *Screen) load() tea.Cmd {
	d, id := s.host.Service, s.id
	return s.host.Run("load", func(ctx context.Context) (any, error) { return read(ctx, d, id) })
}

func read(ctx context.Context, d *service.Session, id string) (*data, error) {
	out := &data{names: map[string]string{}}
	var err error
	if out.company, err = service.One[model.Company](ctx, d.Store, "company", id); err != nil {
		return nil, err
	}
	if out.people, err = service.All[model.ContactPerson](ctx, d.Store, "person", schema.Where("company", id)); err != nil {
		return nil, err
	}
	if out.tasks, err = service.All[model.Task](ctx, d.Store, "task", schema.Where("company", id)); err != nil {
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
	if out.care, err = d.TrackRecord(ctx, out.company, out.contacts, out.courses); err != nil {
		return nil, err
	}
	if out.ratio, err = d.RatioHint(ctx, id); err != nil {
		return nil, err
	}
	consultants, err := service.All[model.Consultant](ctx, d.Store, "consultant", schema.Query{})
	for _, c := range consultants {
		out.names[c.ID] = c.Name
	}
	for _, c := range out.contacts {
		if c.CitizenID != "" && out.names[c.CitizenID] == "" {
			if name, err := d.NameOf(ctx, "citizen", c.CitizenID); err == nil {
				out.names[c.CitizenID] = name
			}
		}
	}
	return out, err
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Act:
		return s.act(m.ID)
	case screen.Done:
		return s.done(m)
	case screen.Returned:
		if id, ok := screen.MadePlacement(m); ok {
			return tea.Batch(s.load(), s.host.Go(screen.Placement, id))
		}
		return s.load()
	case model.Changed:
		return s.load()
	case screen.Answer:
		return s.answered(m)
	case screen.Saved:
		if m.Tag == "remove.company" {
			return s.host.Back()
		}
		return nil
	}
	if act := s.page.Update(msg); act.Kind == kit.Opened {
		return s.act(keys.Open)
	}
	return nil
}

func (s *Screen) done(m screen.Done) tea.Cmd {
	if cmd, ok := s.host.Onward(m); ok {
		return cmd
	}
	if g, ok := m.Value.(screen.RemovalPlan); ok && m.Err == nil {
		s.going = g
		return s.host.ConfirmRemoval(g)
	}
	if m.Err != nil {
		if model.CodeOf(m.Err) == model.NotFound {
			return tea.Batch(s.host.Fail(m.Err), s.host.Back())
		}
		return s.host.Fail(m.Err)
	}
	s.data = m.Value.(*data)
	s.show()
	return nil
}

func (s *Screen) show() {
	w := present.WordsIn(s.host.Theme.Lang)
	name := func(_, id string) string { return s.data.names[id] }
	s.page.SetCard(s.host.T("company.section.care"), s.card(w))
	s.page.SetFacts(w, s.data.company, s.lead(), name, "name", "daily_name", "source")
	s.page.SetItems(s.items(w), s.host.T("company.nothing"))
}

// card is how the workplace is used, what comes of it, and what the ratio rule says.
func (s *Screen) card(w present.Words) []kit.Pair {
	pairs := w.TrackRecordPairs(s.data.care, s.data.company.Relation)
	if s.data.ratio != nil {
		pairs = append(pairs, w.RatioPair(*s.data.ratio))
	}
	return pairs
}

// lead says what must be seen first: that it is gone, or not to be asked.
func (s *Screen) lead() []kit.Line {
	c, l := s.data.company, s.host.Theme
	var lines []kit.Line
	if !c.Active() {
		lines = append(lines, kit.Plain(theme.Danger, " "+l.Colours.Glyphs.Alert+" "+s.host.T("company.ceased")))
	}
	if c.PausedUntil > s.host.Service.Today() {
		lines = append(lines, kit.Plain(theme.Warn, " "+l.Colours.Glyphs.Alert+" "+s.host.T("company.paused", "day", l.Lang.DayYear(c.PausedUntil.Time()))))
	}
	if c.Name != c.ShownName() {
		lines = append(lines, kit.Plain(theme.Subtle, " "+c.Name))
	}
	if !c.FTE.Known {
		lines = append(lines, kit.Plain(theme.Warn, " "+s.host.T("company.nofte")))
	}
	return lines
}

func (s *Screen) items(w present.Words) []detailpage.Item {
	var items []detailpage.Item
	for _, t := range s.data.tasks {
		items = append(items, detailpage.Item{Section: "company.section.tasks", Entity: t, Text: t.Name, Detail: taskDetail(w, t)})
	}
	items = append(items, detailpage.PlacementItems(w, "company.section.placements", s.data.courses, s.host.Service.Today())...)
	roleType := schema.ContactPersonType()
	role, _ := roleType.Field("role")
	for _, p := range s.data.people {
		items = append(items, detailpage.Item{Section: "company.section.people", Entity: p, Text: detailpage.Join(" · ", p.Name, p.Phone), Detail: w.Value(role, p, nil)})
	}
	contactType := schema.ContactType()
	how, _ := contactType.Field("how")
	outcome, _ := contactType.Field("outcome")
	for _, c := range s.data.contacts {
		first, _, _ := strings.Cut(c.Note, "\n")
		it := detailpage.Item{Section: "company.section.contacts", Entity: c, Text: detailpage.Join("  ", w.Near(c.On.Time(), s.host.Service.Today().Time()), w.Value(how, c, nil), first),
			Detail: detailpage.Join(" · ", w.Value(outcome, c, nil), s.data.names[c.CitizenID])}
		if c.NextOn != 0 && c.DoneOn == 0 {
			it.Detail = detailpage.Join(" · ", s.host.T("company.next", "day", w.Near(c.NextOn.Time(), s.host.Service.Today().Time())), c.NextWhat)
			if c.NextOn < s.host.Service.Today() {
				it.Role = theme.Warn
			}
		}
		items = append(items, it)
	}
	return items
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

func (s *Screen) act(id string) tea.Cmd {
	if id == keys.Back {
		return s.host.Back()
	}
	if s.data == nil {
		return nil
	}
	switch id {
	case keys.Next:
		s.page.Swap()
	case keys.Open:
		if it, ok := s.page.Selected(); ok {
			if p, is := it.Entity.(*model.Placement); is {
				return s.host.Go(screen.Placement, p.ID)
			}
			return s.host.Go(screen.Edit, screen.EditArg{Entity: it.Entity})
		}
	case keys.Edit:
		return s.host.Go(screen.Edit, screen.EditArg{Entity: s.data.company})
	case keys.Log, screen.LogVisit:
		return s.host.LogContact(&model.Contact{CompanyID: s.id}, id)
	case "task":
		return s.host.Go(screen.Edit, screen.EditArg{Entity: &model.Task{CompanyID: s.id, Status: "open"}})
	case "person":
		return s.host.Go(screen.Edit, screen.EditArg{Entity: &model.ContactPerson{CompanyID: s.id, Role: "employer"}})
	case keys.Match:
		return s.reverse()
	case keys.Trial:
		it, _ := s.page.Selected()
		if p := screen.TrialIn(it.Entity); p != nil {
			return s.host.CloseTrial(p.ID)
		}
		return s.host.PlanTrials([]service.Visit{screen.VisitAt(s.visit, it.Entity)})
	case screen.AddPlacement:
		return s.host.NewPlacement("", s.id, "", "")
	case "history":
		return s.host.Go(screen.Log, model.RowRef{Type: "company", ID: s.id})
	case "remove":
		return s.remove()
	}
	return nil
}

// reverse looks for citizens for the selected task, or for the only one.
func (s *Screen) reverse() tea.Cmd {
	if it, ok := s.page.Selected(); ok {
		if t, ok := it.Entity.(*model.Task); ok {
			return s.host.Go(screen.Match, screen.MatchArg{TaskID: t.ID})
		}
	}
	if len(s.data.tasks) > 0 {
		return s.host.Go(screen.Match, screen.MatchArg{TaskID: s.data.tasks[0].ID})
	}
	return nil
}

// remove asks first: what hangs on a company goes with it.
func (s *Screen) remove() tea.Cmd {
	if it, ok := s.page.Selected(); ok {
		if _, list := it.Entity.(*model.Shortlist); !list {
			return s.host.AskRemoval(it.Entity)
		}
	}
	return s.host.AskRemoval(s.data.company)
}

func (s *Screen) answered(m screen.Answer) tea.Cmd { return s.host.Removed(m, s.going) }

// View draws the page.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.host.T("type.company")}
	f.Body, f.Dividers = s.page.View(size)
	if s.data != nil {
		c := s.data.company
		f.Title = detailpage.Join(" · ", c.ShownName(), detailpage.Join(" ", c.Postcode, c.Town))
		if n := len(s.data.contacts); n > 0 {
			f.Note = s.host.T("company.last", "day", s.host.Theme.Lang.Near(s.data.contacts[0].On.Time(), s.host.Service.Today().Time()))
		} else {
			f.Note = s.host.T("company.never")
		}
	}
	return f
}

// Keys are what works here.
func (s *Screen) Keys() []keys.Binding {
	hasTask := func() (bool, string) { return s.data != nil && len(s.data.tasks) > 0, "company.notask" }
	item := func() (bool, string) {
		_, ok := s.page.Selected()
		return ok, "list.nothing.selected"
	}
	return []keys.Binding{
		keys.Std(keys.Log).At(1), screen.VisitBinding().At(2), keys.Std(keys.Edit).At(3),
		{ID: "task", Keys: []string{"t"}, Label: "company.newtask", Footer: 4, Palette: true},
		{ID: "person", Keys: []string{"p"}, Label: "company.newperson", Footer: 5, Palette: true},
		keys.Std(keys.Match).As("company.reverse").When(hasTask).At(6),
		keys.Std(keys.Open).As("company.open").When(item).At(7),
		keys.Std(keys.Next).As("company.swap"),
		screen.PlacementBinding().At(8), screen.TrialBinding(s.onTrial()).At(6),
		{ID: "history", Keys: []string{"h"}, Label: "list.history", Palette: true},
		{ID: "remove", Keys: []string{"delete"}, Label: "list.remove", Palette: true},
		keys.Std(keys.Back),
	}
}

// onTrial reports that the cursor is on a trial visit that is still to be closed.
func (s *Screen) onTrial() bool {
	it, _ := s.page.Selected()
	return screen.TrialIn(it.Entity) != nil
}

// Typing is false: forms are screens of their own.
func (s *Screen) Typing() bool { return false }

// Dirty is false: nothing is typed here.
func (s *Screen) Dirty() bool { return false }

// Check tests that the list shows what was read.
func (s *Screen) Check() error { return screen.SameLength(s.page.Check()) }
