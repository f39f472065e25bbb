package company

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching/search"
	"jobspor/model"
	"jobspor/ui/detailpage"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// This file is what concerns the company as a whole beside its commitments: job orders with their candidates, the chain
// of owners, and to whom it said no.

// readFirm reads the job orders of a workplace, and to whom it said no.
func (out *data) readFirm(ctx context.Context, d *service.Session, id string) (err error) {
	if out.orders, err = d.Orders(ctx, id); err != nil {
		return err
	}
	if out.refusals, err = d.RefusalsBy(ctx, id); err != nil {
		return err
	}
	var citizens []string
	for _, r := range out.refusals {
		citizens = append(citizens, r.CitizenID)
	}
	out.refs, err = d.CitizenRefs(ctx, citizens)
	return err
}

// orderItems are the job orders, each with its candidates below it.
func (s *Screen) orderItems(w present.Words) (items []detailpage.Item) {
	for _, v := range s.Data.orders {
		it := detailpage.Item{Section: "company.section.orders", Entity: v.Opening, Text: w.OrderText(v.Opening),
			Detail: w.OrderState(v, s.Today())}
		switch {
		case v.Opening.ClosedOn != 0:
			it.Role = theme.Subtle
		case v.Opening.Until() < s.Today():
			it.Role = theme.Warn
		}
		items = append(items, it)
		for _, c := range v.Candidates {
			it := detailpage.Item{Section: "company.section.orders", Entity: c, Text: "  " + v.Names[c.CitizenID],
				Detail: w.Candidate(c, s.Today())}
			if c.Outcome == "hired" {
				it.Role = theme.OK
			}
			items = append(items, it)
		}
	}
	return items
}

// parentItems are the owners of the legal unit, the nearest first.
func (s *Screen) parentItems(w present.Words) (items []detailpage.Item) {
	for i, p := range s.Data.unit.Parents {
		text, detail := w.ParentText(p)
		it := detailpage.Item{Section: "company.section.parents", Entity: p.ParentUnit, Text: text, Detail: detail}
		if i == len(s.Data.unit.Parents)-1 && s.Data.unit.Looped {
			it.Role, it.Detail = theme.Warn, s.T("unit.parent.loop")
		}
		items = append(items, it)
	}
	return items
}

// refusalItems say to whom the workplace said no: by number, because the names are on the citizens' own pages.
func (s *Screen) refusalItems(w present.Words) (items []detailpage.Item) {
	for _, r := range s.Data.refusals {
		e := map[string]model.Entity{"contact": &model.Contact{CitizenID: r.CitizenID},
			"pick":      &model.Pick{CitizenID: r.CitizenID},
			"candidate": &model.Candidate{CitizenID: r.CitizenID},
			"placement": &model.Placement{CitizenID: r.CitizenID}}[r.From]
		e.Meta().ID = r.RowID
		items = append(items, detailpage.Item{Section: "company.section.refusals", Entity: e, Role: theme.Subtle,
			Text: w.RefusalText(r, s.Data.refs[r.CitizenID], s.Today()), Detail: s.T("refusal.from." + r.From)})
	}
	return items
}

// openFirm opens what has no page of its own: a candidate's form, whose outcome may close the order; the form of an
// owner; and of a refusal the row that tells it.
func (s *Screen) openFirm(it detailpage.Item) (tea.Cmd, bool) {
	if it.Section == "company.section.refusals" {
		return s.openRefusal(it), true
	}
	switch e := it.Entity.(type) {
	case *model.Candidate:
		return s.decide(e), true
	case *model.ParentUnit:
		return s.editParent(e), true
	}
	return nil, false
}

// remove takes away what is under the cursor; a refusal goes with the row that tells it.
func (s *Screen) remove() tea.Cmd {
	if it, ok := s.Page.Selected(); ok && it.Section == "company.section.refusals" {
		return s.Say(kit.Info, "refusal.remove")
	}
	return s.Remove()
}

// openRefusal opens the row that tells of a refusal.
func (s *Screen) openRefusal(it detailpage.Item) tea.Cmd {
	for _, r := range s.Data.refusals {
		if r.RowID != it.Entity.Meta().ID {
			continue
		}
		if r.From == "placement" {
			return s.Go(screen.Placement, r.RowID)
		}
		return s.Go(screen.Citizen, r.CitizenID)
	}
	return nil
}

func (s *Screen) newOrder() tea.Cmd {
	return s.Go(screen.Edit, screen.EditArg{Title: lang.Capital(s.T("company.neworder")), Action: "order.add",
		Entity: &model.Opening{
			CompanyID: s.ID, Kind: "order", PublishedOn: s.Today(), Source: "typed", Consultant: s.Service.Actor()},
		Fields: orderFields})
}

// orderFields are the fields of a job order's form.
var orderFields = []string{"title", "occupation", "places", "hours", "work_time", "duration", "terms", "deadline_on",
	"person", "consultant", "note", "closed_on"}

// order is the job order under the cursor, or that of the candidate there; else the only one that is open.
func (s *Screen) order() *service.OrderView {
	it, _ := s.Page.Selected()
	var open []*service.OrderView
	for _, v := range s.Data.orders {
		if c, ok := it.Entity.(*model.Candidate); ok && c.OpeningID == v.Opening.ID {
			return v
		}
		if o, ok := it.Entity.(*model.Opening); ok && o.ID == v.Opening.ID {
			return v
		}
		if v.Opening.OrderOpen() {
			open = append(open, v)
		}
	}
	if len(open) == 1 {
		return open[0]
	}
	return nil
}

func (s *Screen) onOrder() (bool, string) {
	return s.Data != nil && s.order() != nil, "company.noorder"
}

// addCandidate asks who is proposed for the order.
func (s *Screen) addCandidate() tea.Cmd {
	v := s.order()
	find := func(ctx context.Context, query string) ([]kit.Item, error) {
		answer, err := s.Service.Search(ctx, query, search.Options{Limit: 30, Kinds: search.Only(search.Citizen)})
		var items []kit.Item
		for _, hit := range answer.Hits {
			items = append(items, kit.Item{ID: hit.ID, Label: hit.Name, Detail: detailpage.Join(" · ", hit.Extra...),
				Hits: present.NameHits(hit), Row: kit.Row{Type: "citizen", ID: hit.ID}})
		}
		return items, err
	}
	return s.PickFound(s.T("company.candidate.who", "order", v.Opening.Title), find, func(a kit.Action) tea.Cmd {
		d := s.Service
		return screen.Run(s.Host, "candidate", func(ctx context.Context) (model.ChangeSet, error) {
			return d.DecideCandidate(ctx, v.Opening.ID, &model.Candidate{CitizenID: a.ID, Outcome: "suggested",
				On: d.Today()})
		}, func(cs model.ChangeSet) tea.Cmd { return s.Save("candidate", cs) })
	})
}

// decide opens the form in which a candidate gets an outcome.
func (s *Screen) decide(c *model.Candidate) tea.Cmd {
	v := s.order()
	return s.DecideCandidate(c, v.Opening.Title)
}

// parent opens the form of the legal unit's parent.
func (s *Screen) parent() tea.Cmd {
	u := s.Data.unit
	if u.CVR == "" {
		return s.Say(kit.Warning, "err.parent.nocvr")
	}
	if len(u.Parents) > 0 {
		return s.editParent(u.Parents[0].ParentUnit)
	}
	return s.editParent(&model.ParentUnit{CVR: u.CVR, On: s.Today()})
}

func (s *Screen) editParent(p *model.ParentUnit) tea.Cmd {
	d := s.Service
	return s.Go(screen.Edit, screen.EditArg{Entity: p, Title: s.T("company.parent.title", "cvr", p.CVR),
		About: []string{s.Data.company.ShownName()},
		Fields: []string{"parent_name", "parent_cvr", "source", "on"},
		Decide: func(ctx context.Context, typed model.Entity) (model.ChangeSet, error) {
			return d.SetParent(ctx, typed.(*model.ParentUnit))
		}})
}
