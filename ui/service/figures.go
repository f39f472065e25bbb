package service

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"jobspor/model"
	"jobspor/model/figures"
	"jobspor/model/programme"
	"jobspor/model/schema"
)

// FigureView holds the rows that figures are computed from, sorted, with the names used in the results. It does not
// change after it was read.
type FigureView struct {
	Base        *figures.Base
	Consultants []*model.Consultant    // by name
	Teams       []string               // that a consultant is in, by name
	Programmes  []*programme.Programme // the newest edition of each
	Groups      map[string]bool        // programmes that have a treatment or control group
	Citizens    int
	Placements  int
	Weeks       int

	Companies map[string]string // names of the workplaces that had placements
}

// figureFields are the fields that figures need, and what stays of a citizen who was made anonymous.
var figureFields = map[string][]string{
	"consultant": {"name", "initials", "team", "inactive"},
	"citizen":    {"started_on", "responsible", "status", "closed_on"},
	"enrolment": {
		"citizen", "programme", "edition", "start_on", "consultant", "group", "redrawn", "triage", "previous",
		"ended_on", "outcome",
	},
	"exemption": {"enrolment", "from", "until"},
	"tick":      {"enrolment", "element", "on"},
	"planline":  {"enrolment", "kind", "on", "presence"},
	"placement": {
		"citizen", "company", "kind", "state", "start_on", "end_on", "ended_on", "ended_by", "outcome", "continues",
		"citizen_setup", "company_setup", "jobcentre_setup",
	},
	"contact": {"company", "citizen", "consultant", "on", "how"},
	"week":    {"placement", "monday", "paid", "agreed", "met", "no_show"},
}

// FigureBase reads the rows that figures are computed from, and of them what figures need. report gets the number of
// rows read and the total; it may be nil.
func (d *Session) FigureBase(ctx context.Context, report func(done, total int)) (*FigureView, error) {
	m := &figureReader{session: d, ctx: ctx, report: report, rows: &figures.Rows{}}
	for typ := range figureFields {
		n, err := d.Store.Count(ctx, typ, schema.Query{})
		if err != nil {
			return nil, err
		}
		m.total += n
	}
	if err := m.read(); err != nil {
		return nil, err
	}
	var err error
	if m.rows.Programmes, err = d.Editions(ctx); err != nil {
		return nil, err
	}
	return m.view()
}

type figureReader struct {
	session     *Session
	ctx         context.Context
	report      func(done, total int)
	done, total int
	rows        *figures.Rows
}

// reportRows is the number of rows read between two progress reports.
const reportRows = 5000

// each reads the rows of a type.
func (m *figureReader) each(typ string, take func(model.Entity)) error {
	return m.session.Store.Each(m.ctx, typ, schema.Query{Fields: figureFields[typ], AnyOrder: true},
		func(e model.Entity) error {
			take(e)
			if m.done++; m.report != nil && m.done%reportRows == 0 {
				m.report(m.done, m.total)
			}
			return nil
		})
}

// read reads everything; placements before weeks, because weeks are grouped by placement.
func (m *figureReader) read() error {
	r := m.rows
	for _, one := range []struct {
		typ  string
		take func(model.Entity)
	}{
		{"consultant", func(e model.Entity) { r.Consultants = append(r.Consultants, e.(*model.Consultant)) }},
		{"citizen", func(e model.Entity) { r.Citizens = append(r.Citizens, e.(*model.Citizen)) }},
		{"enrolment", func(e model.Entity) { r.Enrolments = append(r.Enrolments, e.(*model.Enrolment)) }},
		{"exemption", func(e model.Entity) { r.Exemptions = append(r.Exemptions, e.(*model.Exemption)) }},
		{"tick", func(e model.Entity) { r.Ticks = append(r.Ticks, e.(*model.Tick)) }},
		{"planline", func(e model.Entity) {
			if l := e.(*model.PlanLine); l.Kind == "session" {
				r.Sessions = append(r.Sessions, l)
			}
		}},
		{"placement", func(e model.Entity) { r.Placements = append(r.Placements, e.(*model.Placement)) }},
		{"contact", func(e model.Entity) { r.Contacts = append(r.Contacts, e.(*model.Contact)) }},
		{"week", func(e model.Entity) { r.AddWeek(e.(*model.Week)) }},
	} {
		if err := m.each(one.typ, one.take); err != nil {
			return err
		}
	}
	return nil
}

// sectors reads the sectors of some workplaces, when a programme has figures about one sector only.
func (m *figureReader) sectors(want RefSet) error {
	asked := slices.ContainsFunc(m.rows.Programmes, func(p *programme.Programme) bool {
		return slices.ContainsFunc(p.Figures, func(f programme.FigureLine) bool { return f.Sector != "" })
	})
	if !asked {
		return nil
	}
	m.rows.Sectors = map[string]string{}
	return m.session.inParts(m.ctx, "company", "id", slices.Sorted(maps.Keys(want["company"])),
		schema.Query{Fields: []string{"sector"}, AnyOrder: true},
		func(e model.Entity) { m.rows.Sectors[e.Meta().ID] = e.(*model.Company).Sector })
}

func (m *figureReader) view() (*FigureView, error) {
	r := m.rows
	want := RefSet{}
	for _, p := range r.Placements {
		want.Add("company", p.CompanyID)
	}
	if err := m.sectors(want); err != nil {
		return nil, err
	}
	v := &FigureView{
		Base: figures.NewBase(r, m.session.Today()), Consultants: slices.Clone(r.Consultants),
		Programmes: programme.Newest(r.Programmes),
		Groups:     map[string]bool{}, Citizens: len(r.Citizens), Placements: len(r.Placements), Weeks: r.Weeks(),
		Companies: map[string]string{}}
	slices.SortFunc(v.Consultants, func(a, b *model.Consultant) int { return model.CompareDanish(a.Name, b.Name) })
	for _, c := range r.Consultants {
		if c.Team != "" && !slices.Contains(v.Teams, c.Team) {
			v.Teams = append(v.Teams, c.Team)
		}
	}
	slices.Sort(v.Teams)
	for _, e := range r.Enrolments {
		if e.Group != "" {
			v.Groups[e.Programme] = true
		}
	}
	return v, Names(m.ctx, m.session.Store, want, v.Companies)
}

// Programme finds one by its key, nil when there is none.
func (v *FigureView) Programme(key string) *programme.Programme {
	if i := slices.IndexFunc(v.Programmes, func(p *programme.Programme) bool { return p.Key == key }); i >= 0 {
		return v.Programmes[i]
	}
	return nil
}

// Consultant finds one by ID, nil when there is none.
func (v *FigureView) Consultant(id string) *model.Consultant {
	if i := slices.IndexFunc(v.Consultants, func(c *model.Consultant) bool { return c.ID == id }); i >= 0 {
		return v.Consultants[i]
	}
	return nil
}

// FigureRequest is a selection as a person writes it.
type FigureRequest struct {
	From, To                           string
	Team, Consultant, Programme, Group string // Consultant by ID
}

// Select resolves a request: days as people write them, a team, programme or group by key or name. Without days it is
// the latest twelve whole months.
func (v *FigureView) Select(request FigureRequest) (figures.Selection, error) {
	today := v.Base.Today()
	sel := WholeMonths(today, 12)
	sel.Consultant = request.Consultant
	for _, day := range []struct {
		text string
		at   *model.Date
		from model.Anchor
	}{{request.From, &sel.From, model.Past.From(today)}, {request.To, &sel.To, model.Past.From(today).WeekEnd()}} {
		if strings.TrimSpace(day.text) == "" {
			continue
		}
		d, err := model.ParseDate(day.text, day.from)
		if err != nil {
			return sel, err
		}
		*day.at = d
	}
	switch { // one day alone: until today, or a year until then
	case request.From != "" && request.To == "":
		sel.To = max(today, sel.From)
	case request.From == "" && request.To != "":
		y, m, d := sel.To.Time().Date()
		before := model.NewDate(y-1, m, d)
		if before.Time().Month() != m { // 29 February, which that year lacks
			before = model.NewDate(y-1, m+1, 0)
		}
		sel.From = before.Add(1)
	}
	var err error
	if sel.Team, err = v.team(request.Team); err != nil {
		return sel, err
	}
	if sel.Programme, err = v.programme(request.Programme); err != nil {
		return sel, err
	}
	sel.Group = request.Group
	if c := v.Consultant(sel.Consultant); c != nil && sel.Team != "" && c.Team != sel.Team {
		return sel,
			model.NewError(model.Invalid, "err.figures.consultant.team", model.Args{"value": sel.Team}).
				WithField("consultant")
	}
	return sel, sel.Check()
}

// WholeMonths is the period of the latest n whole months before a day.
func WholeMonths(today model.Date, n int) figures.Selection {
	y, m, _ := today.Time().Date()
	return figures.Selection{From: model.NewDate(y, m-time.Month(n), 1), To: model.NewDate(y, m, 1).Add(-1)}
}

func (v *FigureView) team(word string) (string, error) {
	if word == "" {
		return "", nil
	}
	for _, t := range v.Teams {
		if strings.EqualFold(t, word) {
			return t, nil
		}
	}
	return "",
		model.NewError(model.NotFound, "err.figures.team", model.Args{
			"value": firstRunes(word), "known": strings.Join(v.Teams, ", "),
		}).WithField("team")
}

func (v *FigureView) programme(word string) (string, error) {
	if word == "" {
		return "", nil
	}
	var known []string
	for _, p := range v.Programmes {
		known = append(known, p.Key)
		for _, name := range []string{p.Key, p.Name.Da, p.Name.En, p.Short.Da, p.Short.En} {
			if name != "" && strings.EqualFold(name, word) {
				return p.Key, nil
			}
		}
	}
	return "",
		model.NewError(model.NotFound, "err.figures.programme", model.Args{
			"value": firstRunes(word), "known": strings.Join(known, ", "),
		}).WithField("programme")
}

// firstRunes shortens typed text so that it fits into an error message.
func firstRunes(s string) string {
	if r := []rune(s); len(r) > 24 {
		return string(r[:24]) + "…"
	}
	return s
}
