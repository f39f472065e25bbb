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
type Screen struct{ detailpage.RowPage[data] }

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
	orders   []service.Candidacy
}

// New makes the page.
func New(h *screen.Host) screen.Screen {
	s := &Screen{detailpage.NewRowPage[data](h)}
	s.Read = func(ctx context.Context) (*data, error) { return read(ctx, s.Service, s.ID) }
	s.Row = func(d *data) model.Entity { return d.citizen }
	s.Show = s.show
	s.OpenOwn = s.openCandidacy
	return s
}

// Open takes the citizen's ID.
func (s *Screen) Open(arg any) tea.Cmd {
	s.ID, _ = arg.(string)
	s.For.CitizenID = s.ID
	return s.Load()
}

func read(ctx context.Context, d *service.Session, id string) (*data, error) {
	out := &data{counts: map[string]int{}}
	var err error
	if out.citizen, err = service.One[model.Citizen](ctx, d.Store, "citizen", id); err != nil {
		return nil, err
	}
	if out.enrolled, err = d.CitizenEnrolments(ctx, id); err != nil {
		return nil, err
	}
	if out.orders, err = d.Candidacies(ctx, id); err != nil {
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
	var err error
	if o.names, err = d.ConsultantNames(ctx); err != nil {
		return err
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

func (s *Screen) show() {
	w, d := s.Words(), s.Data
	s.Page.SetCard(s.T("care.learned"), s.learned())
	s.Page.SetFacts(w, d.citizen, s.lead(), func(_, id string) string { return d.names[id] }, "ref", "status")
	s.Page.SetItems(s.items(w), s.T("citizen.nothing"))
}

// learned is what trials have taught about the goals.
func (s *Screen) learned() []kit.Pair {
	var out []kit.Pair
	for i, g := range s.Data.goals {
		if g.Learned != "" {
			out = append(out, kit.Pair{
				Label: s.T("citizen.goal.n", "n", i+1), Value: strings.ReplaceAll(g.Learned, "\n", " "),
			})
		}
	}
	return out
}

// lead says what must be seen first: what the matcher misses.
func (s *Screen) lead() []kit.Line {
	c := s.Data.citizen
	var missing []string
	for _, m := range []struct {
		lacks bool
		field string
	}{
		{!c.HoursNow.Known, "hours_now"}, {c.Postcode == "", "postcode"}, {len(c.Transport) == 0, "transport"},
		{!c.MaxMinutes.Known, "max_minutes"}, {len(c.Days) == 0, "days"},
	} {
		if m.lacks {
			missing = append(missing, strings.ToLower(s.T("citizen."+m.field)))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return []kit.Line{kit.Plain(theme.Warn, " "+s.T("citizen.missing", "what", strings.Join(missing, ", ")))}
}

func (s *Screen) items(w present.Words) []detailpage.Item {
	var items []detailpage.Item
	today := s.Today()
	goal := schema.GoalType()
	status, _ := goal.Field("status")
	for _, g := range s.Data.goals {
		it := detailpage.Item{
			Section: "citizen.section.goals", Entity: g, Text: g.Words,
			Detail: detailpage.Join(" · ", w.Value(status, g, nil), lastLine(g.Learned)),
		}
		if g.Status == "dropped" {
			it.Role = theme.Disabled
		}
		items = append(items, it)
	}
	items = append(items, detailpage.PlacementItems(w, "citizen.section.placements", s.Data.courses, today)...)
	items = append(items, s.courseItems(w)...)
	items = append(items, s.orderItems(w)...)
	for _, l := range s.Data.lists {
		detail := w.T("citizen.picks", "n", s.Data.counts[l.ID])
		if l.Closed {
			detail += " · " + w.T("shortlist.closed")
		}
		items = append(items, detailpage.Item{
			Section: "citizen.section.lists", Entity: l, Text: detailpage.Join(" ", l.Ref, l.Title), Detail: detail,
		})
	}
	for _, c := range s.Data.consents {
		it := detailpage.Item{
			Section: "citizen.section.consents", Entity: c, Text: s.Data.names[c.CompanyID],
			Detail: detailpage.Join(" · ", w.T("citizen.consent.given", "day", w.Near(c.GivenOn.Time(), today.Time())),
				w.ConsentScope(c)),
		}
		if !c.Holds(today) {
			it.Role, it.Detail = theme.Disabled, w.T("citizen.consent.over")
		}
		items = append(items, it)
	}
	how, _ := schema.ContactType().Field("how")
	for _, c := range s.Data.contacts {
		first, _, _ := strings.Cut(c.Note, "\n")
		it := detailpage.Item{
			Section: "citizen.section.contacts", Entity: c,
			Text:   detailpage.Join("  ", w.Near(c.On.Time(), today.Time()), w.Value(how, c, nil), first),
			Detail: s.Data.names[c.CompanyID],
		}
		if c.NextOn != 0 && c.DoneOn == 0 && c.NextOn < today {
			it.Role = theme.Warn
		}
		items = append(items, it)
	}
	return items
}

// lastLine is what was learned last; the goal's form has all of it.
func lastLine(text string) string { return text[strings.LastIndex(text, "\n")+1:] }

// match ranks workplaces for the goal under the cursor, where there are several, else for the first one.
func (s *Screen) match() tea.Cmd {
	arg := screen.MatchArg{CitizenID: s.ID}
	it, _ := s.Page.Selected()
	if g, ok := it.Entity.(*model.Goal); ok && len(s.Data.goals) > 1 && g.Status != "dropped" {
		arg.GoalID = g.ID
	}
	return s.Go(screen.Match, arg)
}

func (s *Screen) newGoal() tea.Cmd {
	rank := model.Some(len(s.Data.goals) + 1)
	g := &model.Goal{CitizenID: s.ID, Rank: rank, Status: "wish", SetOn: s.Today()}
	return s.Go(screen.Edit, screen.EditArg{Entity: g, Focus: "words"})
}

func (s *Screen) newPlacement() tea.Cmd { return s.NewPlacement(s.ID, "", "", "") }

// consent writes a new one; which workplace it is for is looked up in the form.
func (s *Screen) consent() tea.Cmd {
	c := &model.Consent{
		CitizenID: s.ID, GivenOn: s.Today(), Purpose: s.T("citizen.consent.purpose"),
		Covers: model.MatchTopics,
	}
	return s.Go(screen.Edit, screen.EditArg{
		Entity: c, Fields: append([]string{"company"}, screen.ConsentFields...),
		Focus: "company",
	})
}

// View draws the page.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.T("type.citizen")}
	f.Body, f.Dividers = s.Page.View(size)
	if s.Data != nil {
		c, w := s.Data.citizen, s.Words()
		status, _ := schema.TypeOf(c).Field("status")
		f.Title = detailpage.Join(" · ", c.Ref, c.Name())
		f.Note = detailpage.Join(" · ", w.Value(status, c, nil), s.Data.names[c.Responsible])
	}
	return f
}

// Bindings are what works here. Removing the citizen takes all that hangs on it, but the contacts stay as contacts with
// the workplace, without note and without whom they were about: the workplace was called all the same.
func (s *Screen) Bindings() []screen.Binding {
	goals := func() (bool, string) { return s.Data != nil && len(s.Data.goals) > 0, "err.match.nogoal" }
	return screen.OnceRead(s.Data != nil, []screen.Binding{
		screen.Std(keys.Open, s.OpenItem).As(s.OpenLabel()).When(s.Selected).At(s.OpenPlace(6)),
		screen.Std(keys.Match, s.match).When(goals).At(1),
		screen.Std(keys.New, s.newGoal).As("citizen.newgoal").At(2),
		screen.Std(keys.Edit, s.edit).At(3),
		screen.Own("consent", "c", "citizen.newconsent", 8, s.consent),
		screen.Std(keys.Next, s.Swap).As("company.swap").At(7),
		screen.Place(s.newPlacement).At(5),
		screen.Trial(s.OnTrial(), s.Trial).At(4),
		screen.Own("enrol", "i", "citizen.enrol", 9, s.Opens(screen.Enrolment, screen.EnrolArg{CitizenID: s.ID})),
		screen.Own("checks", "p", "citizen.key.checks", 10, s.Opens(screen.Checks, s.ID)),
		screen.Own("near", "N", "near.key", 10, s.Opens(screen.Near, s.ID)),
		screen.Own("history", "h", "list.history", 11, s.History),
		screen.Own("merge", "M", "merge.key", 0, s.merge),
		screen.Own("papers", "d", "citizen.papers", 12, s.papers),
		screen.Own("dossier", "I", "citizen.dossier", 0, s.dossier),
		screen.Own("seen", "V", "citizen.seen", 0, s.seen),
		screen.Own("remove", "delete", "list.remove", 0, s.Remove),
		screen.Std(keys.Back, s.Back),
	})
}

func (s *Screen) merge() tea.Cmd { return detailpage.MergeWith(s.Host, "citizen", s.ID) }
