// Package citizen is the page of one citizen: what work must fit, the goals in own words, lists, consents and contacts.
//
// Opening it is written to the log: who has looked at whom can be checked.
package citizen

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
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
	page  *detailpage.Page
	going screen.RemovalPlan // what is asked about
	data  *data
}

// data is everything on the page.
type data struct {
	citizen  *model.Citizen
	goals    []*model.Goal
	lists    []*model.Shortlist
	counts   map[string]int // rows of each list
	consents []*model.Consent
	contacts []*model.Contact
	courses  []service.PlacementLine
	names    map[string]string // of consultants and companies, by ID
	enrolled *service.CitizenEnrolments
}

// New makes the page.
func New(h *screen.Host) screen.Screen { return &Screen{host: h, page: detailpage.New(h.Theme)} }

// Open takes the citizen's ID.
func (s *Screen) Open(arg any) tea.Cmd {
	s.id, _ = arg.(string)
	d, id := s.host.Service, s.id
	return tea.Batch(s.load(), s.host.Run("viewed", func(ctx context.Context) (any, error) {
		return nil, d.Store.Viewed(ctx, d.Actor(), "citizen", id)
	}))
}

func (s *Screen) load() tea.Cmd {
	d, id := s.host.Service, s.id
	return s.host.Run("load", func(ctx context.Context) (any, error) { return read(ctx, d, id) })
}

func read(ctx context.Context, d *service.Session, id string) (*data, error) {
	out := &data{names: map[string]string{}, counts: map[string]int{}}
	var err error
	if out.citizen, err = service.One[model.Citizen](ctx, d.Store, "citizen", id); err != nil {
		return nil, err
	}
	if out.enrolled, err = d.CitizenEnrolments(ctx, id); err != nil {
		return nil, err
	}
	mine := schema.Where("citizen", id)
	if out.goals, err = service.All[model.Goal](ctx, d.Store, "goal", mine); err != nil {
		return nil, err
	}
	model.SortGoals(out.goals)
	if out.lists, err = service.All[model.Shortlist](ctx, d.Store, "shortlist", mine); err != nil {
		return nil, err
	}
	for _, l := range out.lists {
		if out.counts[l.ID], err = d.Store.Count(ctx, "pick", schema.Where("list", l.ID)); err != nil {
			return nil, err
		}
	}
	if out.consents, err = service.All[model.Consent](ctx, d.Store, "consent", mine); err != nil {
		return nil, err
	}
	mine.Order = []schema.Order{{Field: "on", Down: true}}
	if out.contacts, err = service.All[model.Contact](ctx, d.Store, "contact", mine); err != nil {
		return nil, err
	}
	if out.courses, err = d.PlacementLines(ctx, "citizen", id); err != nil {
		return nil, err
	}
	return out, out.readNames(ctx, d)
}

func (o *data) readNames(ctx context.Context, d *service.Session) error {
	consultants, err := service.All[model.Consultant](ctx, d.Store, "consultant", schema.Query{})
	if err != nil {
		return err
	}
	for _, c := range consultants {
		o.names[c.ID] = c.Name
	}
	var ids []string
	for _, c := range o.contacts {
		ids = append(ids, c.CompanyID)
	}
	for _, c := range o.consents {
		ids = append(ids, c.CompanyID)
	}
	companies, err := service.InOrder[model.Company](ctx, d.Store, "company", ids)
	for _, c := range companies {
		o.names[c.ID] = c.ShownName()
	}
	return err
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
		if m.Tag == "remove.citizen" {
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
	if m.Err != nil {
		if m.Tag == "load" && model.CodeOf(m.Err) == model.NotFound {
			return tea.Batch(s.host.Fail(m.Err), s.host.Back())
		}
		return s.host.Fail(m.Err)
	}
	if g, ok := m.Value.(screen.RemovalPlan); ok && m.Err == nil {
		s.going = g
		return s.host.ConfirmRemoval(g)
	}
	if d, ok := m.Value.(*data); ok {
		s.data = d
		w := present.WordsIn(s.host.Theme.Lang)
		s.page.SetCard(s.host.T("care.learned"), s.learned())
		s.page.SetFacts(w, d.citizen, s.lead(), func(_, id string) string { return d.names[id] }, "ref", "status")
		s.page.SetItems(s.items(w), s.host.T("citizen.nothing"))
	}
	return nil
}

// learned is what trials have taught about the goals.
func (s *Screen) learned() []kit.Pair {
	var out []kit.Pair
	for i, g := range s.data.goals {
		if g.Learned != "" {
			out = append(out, kit.Pair{Label: s.host.T("citizen.goal.n", "n", i+1), Value: strings.ReplaceAll(g.Learned, "\n", " ")})
		}
	}
	return out
}

// lead says what must be seen first: what the matcher misses.
func (s *Screen) lead() []kit.Line {
	c := s.data.citizen
	var missing []string
	for _, m := range []struct {
		lacks bool
		field string
	}{{!c.HoursNow.Known, "hours_now"}, {c.Postcode == "", "postcode"}, {len(c.Transport) == 0, "transport"}, {!c.MaxMinutes.Known, "max_minutes"}, {len(c.Days) == 0, "days"}} {
		if m.lacks {
			missing = append(missing, strings.ToLower(s.host.T("citizen."+m.field)))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return []kit.Line{kit.Plain(theme.Warn, " "+s.host.T("citizen.missing", "what", strings.Join(missing, ", ")))}
}

func (s *Screen) items(w present.Words) []detailpage.Item {
	var items []detailpage.Item
	today := s.host.Service.Today()
	goal := schema.GoalType()
	status, _ := goal.Field("status")
	for _, g := range s.data.goals {
		it := detailpage.Item{Section: "citizen.section.goals", Entity: g, Text: g.Words, Detail: detailpage.Join(" · ", w.Value(status, g, nil), lastLine(g.Learned))}
		if g.Status == "dropped" {
			it.Role = theme.Disabled
		}
		items = append(items, it)
	}
	items = append(items, detailpage.PlacementItems(w, "citizen.section.placements", s.data.courses, today)...)
	items = append(items, s.courseItems(w)...)
	for _, l := range s.data.lists {
		detail := w.T("citizen.picks", "n", s.data.counts[l.ID])
		if l.Closed {
			detail += " · " + w.T("shortlist.closed")
		}
		items = append(items, detailpage.Item{Section: "citizen.section.lists", Entity: l, Text: detailpage.Join(" ", l.Ref, l.Title), Detail: detail})
	}
	for _, c := range s.data.consents {
		it := detailpage.Item{Section: "citizen.section.consents", Entity: c, Text: s.data.names[c.CompanyID], Detail: detailpage.Join(" · ", w.T("citizen.consent.given", "day", w.Near(c.GivenOn.Time(), today.Time())), c.Scope)}
		if !c.Holds(today) {
			it.Role, it.Detail = theme.Disabled, w.T("citizen.consent.over")
		}
		items = append(items, it)
	}
	how, _ := schema.ContactType().Field("how")
	for _, c := range s.data.contacts {
		first, _, _ := strings.Cut(c.Note, "\n")
		it := detailpage.Item{Section: "citizen.section.contacts", Entity: c, Text: detailpage.Join("  ", w.Near(c.On.Time(), today.Time()), w.Value(how, c, nil), first), Detail: s.data.names[c.CompanyID]}
		if c.NextOn != 0 && c.DoneOn == 0 && c.NextOn < today {
			it.Role = theme.Warn
		}
		items = append(items, it)
	}
	return items
}

// lastLine is what was learned last; the goal's form has all of it.
func lastLine(text string) string { return text[strings.LastIndex(text, "\n")+1:] }

func (s *Screen) act(id string) tea.Cmd {
	if id == keys.Back {
		return s.host.Back()
	}
	if s.data == nil {
		return nil
	}
	it, chosen := s.page.Selected()
	switch id {
	case keys.Next:
		s.page.Swap()
	case keys.Open:
		switch e := it.Entity.(type) {
		case *model.Shortlist:
			return s.host.Go(screen.List, e.ID)
		case *model.Enrolment:
			return s.host.Go(screen.Enrolment, e.ID)
		case *model.ProgressCheck:
			return s.host.Go(screen.Checks, s.id)
		}
		if p, ok := it.Entity.(*model.Placement); ok {
			return s.host.Go(screen.Placement, p.ID)
		}
		if chosen {
			return s.host.Go(screen.Edit, screen.EditArg{Entity: it.Entity})
		}
	case keys.Edit:
		return s.host.Go(screen.Edit, screen.EditArg{Entity: s.data.citizen})
	case keys.Match:
		arg := screen.MatchArg{CitizenID: s.id}
		if g, ok := it.Entity.(*model.Goal); ok && len(s.data.goals) > 1 && g.Status != "dropped" {
			arg.GoalID = g.ID
		}
		return s.host.Go(screen.Match, arg)
	case keys.New:
		rank := model.Some(len(s.data.goals) + 1)
		return s.host.Go(screen.Edit, screen.EditArg{Entity: &model.Goal{CitizenID: s.id, Rank: rank, Status: "wish", SetOn: s.host.Service.Today()}, Focus: "words"})
	case "enrol":
		return s.host.Go(screen.Enrolment, screen.EnrolArg{CitizenID: s.id})
	case "checks":
		return s.host.Go(screen.Checks, s.id)
	case "consent":
		return s.consent()
	case keys.Trial:
		if p := screen.TrialIn(it.Entity); p != nil {
			return s.host.CloseTrial(p.ID)
		}
		return s.host.PlanTrials([]service.Visit{screen.VisitAt(service.Visit{CitizenID: s.id}, it.Entity)})
	case screen.AddPlacement:
		return s.host.NewPlacement(s.id, "", "", "")
	case "history":
		return s.host.Go(screen.Log, model.RowRef{Type: "citizen", ID: s.id})
	case "remove":
		return s.remove()
	}
	return nil
}

// consent writes a new one; which workplace it is for is looked up in the form.
func (s *Screen) consent() tea.Cmd {
	c := &model.Consent{CitizenID: s.id, GivenOn: s.host.Service.Today(), Purpose: s.host.T("citizen.consent.purpose"), Scope: s.host.T("citizen.consent.scope")}
	return s.host.Go(screen.Edit, screen.EditArg{Entity: c, Fields: []string{"company", "purpose", "scope", "given_on", "until", "withdrawn_on"}, Focus: "company"})
}

func (s *Screen) remove() tea.Cmd {
	if it, ok := s.page.Selected(); ok {
		if _, list := it.Entity.(*model.Shortlist); !list {
			return s.host.AskRemoval(it.Entity)
		}
	}
	return s.host.AskRemoval(s.data.citizen)
}

// answered removes the citizen with all that hangs on it. The contacts stay as contacts with the workplace, without note
// and without whom they were about: the workplace was called all the same.
func (s *Screen) answered(m screen.Answer) tea.Cmd { return s.host.Removed(m, s.going) }

// View draws the page.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.host.T("type.citizen")}
	f.Body, f.Dividers = s.page.View(size)
	if s.data != nil {
		c, w := s.data.citizen, present.WordsIn(s.host.Theme.Lang)
		status, _ := schema.TypeOf(c).Field("status")
		f.Title = detailpage.Join(" · ", c.Ref, c.Name())
		f.Note = detailpage.Join(" · ", w.Value(status, c, nil), s.data.names[c.Responsible])
	}
	return f
}

// Keys are what works here.
func (s *Screen) Keys() []keys.Binding {
	item := func() (bool, string) {
		_, ok := s.page.Selected()
		return ok, "list.nothing.selected"
	}
	goals := func() (bool, string) { return s.data != nil && len(s.data.goals) > 0, "err.match.nogoal" }
	return []keys.Binding{
		keys.Std(keys.Match).When(goals).At(1), keys.Std(keys.New).As("citizen.newgoal").At(2), keys.Std(keys.Edit).At(3),
		{ID: "consent", Keys: []string{"c"}, Label: "citizen.newconsent", Footer: 8, Palette: true},
		keys.Std(keys.Open).As("company.open").When(item).At(6),
		keys.Std(keys.Next).As("company.swap").At(7),
		screen.PlacementBinding().At(5), screen.TrialBinding(s.onTrial()).At(4),
		{ID: "enrol", Keys: []string{"i"}, Label: "citizen.enrol", Footer: 9, Palette: true},
		{ID: "checks", Keys: []string{"p"}, Label: "citizen.key.checks", Footer: 10, Palette: true},
		{ID: "history", Keys: []string{"h"}, Label: "list.history", Footer: 11, Palette: true},
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
