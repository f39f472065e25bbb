package present

import (
	"cmp"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// ListRow names a list: whose it is, and what it is about.
func (w Words) ListRow(r service.ListRow) string {
	who := ""
	switch {
	case r.Citizen != nil:
		who = service.NameIn(r.Citizen)
	case r.Host != nil:
		who = r.Host.ShownName()
	}
	return service.JoinNonEmpty(" · ", who, ListAbout(r))
}

// ListAbout is what a list is about: its title, its task or its words.
func ListAbout(r service.ListRow) string {
	if r.List.Title == "" && r.Task != nil {
		return r.Task.Name
	}
	return cmp.Or(r.List.Title, r.List.GoalWords)
}

// ListColumn is one column of a shortlist, on the screen and in files.
type ListColumn struct {
	Key   string
	Title string
	Right bool
	Cell  func(v *service.ListView, p *model.Pick) model.Cell
}

// ListTable returns the columns of a shortlist, the same on the screen and in files.
func (w Words) ListTable(v *service.ListView) []ListColumn {
	t, _ := schema.TypeNamed("pick")
	status, _ := t.Field("status")
	text := func(get func(*model.Pick) string) func(*service.ListView, *model.Pick) model.Cell {
		return func(_ *service.ListView, p *model.Pick) model.Cell { return model.Cell{Text: get(p)} }
	}
	name := ListColumn{Key: "company", Title: w.T("match.col.company"), Cell: text(v.Row)}
	place := ListColumn{Key: "town", Title: w.T("company.town"), Cell: text(func(p *model.Pick) string {
		if c := v.Companies[p.CompanyID]; c != nil {
			return c.Town
		}
		return ""
	})}
	if v.Task != nil {
		name.Key, name.Title = "citizen", w.T("pick.citizen")
		place = ListColumn{
			Key: "goal", Title: w.T("match.col.goal"),
			Cell: text(func(p *model.Pick) string { return service.FirstGoal(v.CitizenGoals[p.CitizenID]) }),
		}
	}
	return []ListColumn{
		{Key: "position", Title: "#", Right: true, Cell: func(_ *service.ListView, p *model.Pick) model.Cell {
			return model.Cell{Text: strconv.Itoa(p.Position.V), Value: int64(p.Position.V)}
		}},
		name, place,
		{
			Key: "status", Title: w.T("pick.status"),
			Cell: text(func(p *model.Pick) string { return w.Value(status, p, nil) }),
		},
		{Key: "note", Title: w.T("pick.note"), Cell: text(func(p *model.Pick) string { return p.Note })},
	}
}

// ListTitle names a shortlist: its citizen or task, or the words it was made from.
func (w Words) ListTitle(v *service.ListView) string {
	who := ""
	switch {
	case v.Citizen != nil:
		who = v.Citizen.Initials() + " (" + v.Citizen.Ref + ")"
	case v.Task != nil:
		who = v.Task.Name + ", " + v.Host.ShownName()
	default:
		who = w.T("list.words", "words", v.List.GoalWords)
	}
	title := w.T("list.title", "ref", v.List.Ref, "who", who)
	if v.List.Title != "" {
		title += " · " + v.List.Title
	}
	return title
}

// ListForConsultant is the shortlist with everything the consultant sees.
func (w Words) ListForConsultant(v *service.ListView) model.Document {
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
	return model.Document{
		Title: w.ListTitle(v), Subtitle: v.List.GoalWords, Lang: string(w.Code()),
		Sections: []model.Section{{Table: table}},
	}
}

// ListForCompany is what a workplace may see of a shortlist: for each person first name, goal, skills, hours, times and
// the conditions that the work must meet. No surname, number, address, phone, note or status; nothing about other
// workplaces.
func (w Words) ListForCompany(v *service.ListView) model.Document {
	doc := model.Document{
		Title: w.T("list.forcompany.title"), Lang: string(w.Code()), Notes: []string{w.T("list.forcompany.note")},
	}
	if v.Citizen != nil {
		doc.Sections = append(doc.Sections, w.sharedSection(v.Citizen, v.Goals))
	}
	for _, p := range v.Picks {
		if c := v.Citizens[p.CitizenID]; c != nil {
			doc.Sections = append(doc.Sections, w.sharedSection(c, v.CitizenGoals[c.ID]))
		}
	}
	if v.Task != nil {
		doc.Subtitle = v.Task.Name
	}
	return doc
}

// sharedFields are the fields of a citizen that a workplace may see, besides the name and goal.
var sharedFields = []string{
	"skills", "hours_now", "hours_hoped", "days", "day_parts", "danish", "languages", "licences", "conditions",
}

func (w Words) sharedSection(c *model.Citizen, goals []*model.Goal) model.Section {
	s := model.Section{Title: c.GivenName()}
	var words []string
	for _, g := range goals {
		words = append(words, g.Words)
	}
	if len(words) > 0 {
		s.Facts = append(s.Facts, model.Fact{Label: w.T("match.col.goal"), Value: strings.Join(words, "; ")})
	}
	t := schema.TypeOf(c)
	for _, k := range sharedFields {
		f, _ := t.Field(k)
		if v := w.Value(f, c, nil); v != "" {
			s.Facts = append(s.Facts, model.Fact{Label: w.Field(t, f), Value: v})
		}
	}
	return s
}
