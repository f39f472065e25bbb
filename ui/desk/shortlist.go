package desk

import (
	"context"
	"strconv"
	"strings"

	"jobspor/model"
)

// ListView is a shortlist with the rows it is about.
type ListView struct {
	List      *model.Shortlist
	Picks     []*model.Pick // in order
	Citizen   *model.Citizen
	Goals     []*model.Goal
	Task      *model.Task
	Host      *model.Company // the workplace of Task
	Companies map[string]*model.Company
	Citizens  map[string]*model.Citizen
	CGoals    map[string][]*model.Goal // goals of the citizens of a task's list
	Consents  []*model.Consent
}

// Shortlist reads a list and everything it names.
func (d *Desk) Shortlist(ctx context.Context, id string) (*ListView, error) {
	l, err := One[model.Shortlist](ctx, d.Store, "shortlist", id)
	if err != nil {
		return nil, err
	}
	v := &ListView{List: l, Companies: map[string]*model.Company{}, Citizens: map[string]*model.Citizen{}, CGoals: map[string][]*model.Goal{}}
	if v.Picks, err = All[model.Pick](ctx, d.Store, "pick", model.Where("list", id)); err != nil {
		return nil, err
	}
	model.SortPicks(v.Picks)
	for _, step := range []func(context.Context, *ListView) error{d.listOwner, d.listCompanies, d.listCitizens} {
		if err := step(ctx, v); err != nil {
			return nil, err
		}
	}
	return v, nil
}

func (d *Desk) listOwner(ctx context.Context, v *ListView) (err error) {
	if v.List.CitizenID != "" {
		if v.Citizen, err = One[model.Citizen](ctx, d.Store, "citizen", v.List.CitizenID); err != nil {
			return err
		}
		if v.Goals, err = d.goals(ctx, v.List.CitizenID); err != nil {
			return err
		}
		v.Consents, err = All[model.Consent](ctx, d.Store, "consent", model.Where("citizen", v.List.CitizenID))
		return err
	}
	if v.List.TaskID == "" {
		return nil
	}
	if v.Task, err = One[model.Task](ctx, d.Store, "task", v.List.TaskID); err != nil {
		return err
	}
	if v.Host, err = One[model.Company](ctx, d.Store, "company", v.Task.CompanyID); err != nil {
		return err
	}
	v.Consents, err = All[model.Consent](ctx, d.Store, "consent", model.Where("company", v.Task.CompanyID))
	return err
}

func (d *Desk) goals(ctx context.Context, citizenID string) ([]*model.Goal, error) {
	goals, err := All[model.Goal](ctx, d.Store, "goal", model.Where("citizen", citizenID))
	model.SortGoals(goals)
	var out []*model.Goal
	for _, g := range goals {
		if g.Status != "dropped" {
			out = append(out, g)
		}
	}
	return out, err
}

func (d *Desk) listCompanies(ctx context.Context, v *ListView) error {
	var ids []string
	for _, p := range v.Picks {
		if p.CompanyID != "" {
			ids = append(ids, p.CompanyID)
		}
	}
	list, err := InOrder[model.Company](ctx, d.Store, "company", ids)
	for _, c := range list {
		v.Companies[c.ID] = c
	}
	return err
}

func (d *Desk) listCitizens(ctx context.Context, v *ListView) error {
	for _, p := range v.Picks {
		if p.CitizenID == "" {
			continue
		}
		c, err := One[model.Citizen](ctx, d.Store, "citizen", p.CitizenID)
		if err != nil {
			return err
		}
		v.Citizens[c.ID] = c
		if v.CGoals[c.ID], err = d.goals(ctx, c.ID); err != nil {
			return err
		}
	}
	return nil
}

// Missing names the picks whose consent does not hold on the day: sharing with them needs one first.
func (v *ListView) Missing(on model.Date) (picks []*model.Pick) {
	for _, p := range v.Picks {
		citizen, company := v.List.CitizenID, p.CompanyID
		if v.Task != nil {
			citizen, company = p.CitizenID, v.Task.CompanyID
		}
		if model.ConsentFor(v.Consents, citizen, company, on) == nil {
			picks = append(picks, p)
		}
	}
	return picks
}

// Row is what a pick is called.
func (v *ListView) Row(p *model.Pick) string {
	if c := v.Companies[p.CompanyID]; c != nil {
		return c.ShownName()
	}
	if c := v.Citizens[p.CitizenID]; c != nil {
		return c.Initials() + " (" + c.Ref + ")"
	}
	return ""
}

// ListColumn is one column of a shortlist, on the screen and in files.
type ListColumn struct {
	Key   string
	Title string
	Right bool
	Cell  func(v *ListView, p *model.Pick) model.Cell
}

// ListTable gives the columns of a shortlist: exactly these, in this order, on the screen and in files.
func (w Words) ListTable(v *ListView) []ListColumn {
	t, _ := model.TypeNamed("pick")
	status, _ := t.Field("status")
	text := func(get func(*model.Pick) string) func(*ListView, *model.Pick) model.Cell {
		return func(_ *ListView, p *model.Pick) model.Cell { return model.Cell{Text: get(p)} }
	}
	name := ListColumn{Key: "company", Title: w.T("type.company"), Cell: text(v.Row)}
	place := ListColumn{Key: "town", Title: w.T("company.town"), Cell: text(func(p *model.Pick) string {
		if c := v.Companies[p.CompanyID]; c != nil {
			return c.Town
		}
		return ""
	})}
	if v.Task != nil {
		name.Key, name.Title = "citizen", w.T("pick.citizen")
		place = ListColumn{Key: "goal", Title: w.T("type.goal"), Cell: text(func(p *model.Pick) string { return firstGoal(v.CGoals[p.CitizenID]) })}
	}
	return []ListColumn{
		{Key: "position", Title: "#", Right: true, Cell: func(_ *ListView, p *model.Pick) model.Cell {
			return model.Cell{Text: strconv.Itoa(p.Position.V), Value: int64(p.Position.V)}
		}},
		name, place,
		{Key: "status", Title: w.T("pick.status"), Cell: text(func(p *model.Pick) string { return w.Value(status, p, nil) })},
		{Key: "note", Title: w.T("pick.note"), Cell: text(func(p *model.Pick) string { return p.Note })},
	}
}

func firstGoal(goals []*model.Goal) string {
	if len(goals) == 0 {
		return ""
	}
	return goals[0].Words
}

// ListTitle names a list: whose it is and what it was made from.
func (w Words) ListTitle(v *ListView) string {
	who := ""
	switch {
	case v.Citizen != nil:
		who = v.Citizen.Initials() + " (" + v.Citizen.Ref + ")"
	case v.Task != nil:
		who = v.Task.Name + ", " + v.Host.ShownName()
	}
	title := w.T("list.title", "ref", v.List.Ref, "who", who)
	if v.List.Title != "" {
		title += " · " + v.List.Title
	}
	return title
}

// ListOwn is the list as the consultant sees it.
func (w Words) ListOwn(v *ListView) model.Document {
	table := &model.TableDoc{}
	columns := w.ListTable(v)
	for _, c := range columns {
		table.Columns = append(table.Columns, model.Column{Key: c.Key, Title: c.Title, Right: c.Right})
	}
	for _, p := range v.Picks {
		row := make([]model.Cell, len(columns))
		for i, c := range columns {
			row[i] = c.Cell(v, p)
		}
		table.Rows = append(table.Rows, row)
	}
	return model.Document{Title: w.ListTitle(v), Subtitle: v.List.GoalWords, Lang: string(w.Code()), Sections: []model.Section{{Table: table}}}
}

// ListForCompany is what a workplace may see: for each person first name, goal, what they can, hours, times and the
// conditions the work must meet. No surname, number, address, phone, note or status; nothing about other workplaces.
func (w Words) ListForCompany(v *ListView) model.Document {
	doc := model.Document{Title: w.T("list.forcompany.title"), Lang: string(w.Code()), Notes: []string{w.T("list.forcompany.note")}}
	if v.Citizen != nil {
		doc.Sections = append(doc.Sections, w.shared(v.Citizen, v.Goals))
	}
	for _, p := range v.Picks {
		if c := v.Citizens[p.CitizenID]; c != nil {
			doc.Sections = append(doc.Sections, w.shared(c, v.CGoals[c.ID]))
		}
	}
	if v.Task != nil {
		doc.Subtitle = v.Task.Name
	}
	return doc
}

// sharedFields are the fields of a citizen that a workplace may see, besides the name and goal.
var sharedFields = []string{"skills", "hours_now", "hours_hoped", "days", "day_parts", "danish", "languages", "licences", "conditions"}

func (w Words) shared(c *model.Citizen, goals []*model.Goal) model.Section {
	name := c.FirstName
	if name == "" {
		name = c.Initials()
	}
	s := model.Section{Title: name}
	var words []string
	for _, g := range goals {
		words = append(words, g.Words)
	}
	if len(words) > 0 {
		s.Facts = append(s.Facts, model.Fact{Label: w.T("type.goal"), Value: strings.Join(words, "; ")})
	}
	t := model.TypeOf(c)
	for _, k := range sharedFields {
		f, _ := t.Field(k)
		if v := w.Value(f, c, nil); v != "" {
			s.Facts = append(s.Facts, model.Fact{Label: w.Field(t, f), Value: v})
		}
	}
	return s
}
