package desk

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
	"jobspor/ui/lang"
)

// CitizenCourses are a citizen's enrolments side by side, the newest first, with all that hangs on them.
type CitizenCourses struct {
	Citizen    *model.Citizen
	Enrolments []*model.Enrolment
	Editions   []*programme.Programme
	Ticks      map[string][]*model.Tick // by enrolment, oldest first
	Lines      map[string][]*model.PlanLine
	Exemptions map[string][]*model.Exemption
	Checks     []*model.ProgressCheck // of the citizen, oldest first
	CheckEvery int                    // days between checks
	Ahead      int
	today      model.Date
}

// Programme is the definition that an enrolment follows; exact is false when its edition is gone and the newest of its key
// stands in. It is never nil: an effort nobody knows any more has its key for a name.
func (c *CitizenCourses) Programme(e *model.Enrolment) (p *programme.Programme, exact bool) {
	if p, exact = programme.ForEnrolment(c.Editions, e); p == nil {
		p = &programme.Programme{Key: e.Programme, Edition: e.Edition, Name: programme.Bilingual{Da: e.Programme, En: e.Programme}}
	}
	return p, exact
}

// Agenda is what is next and late on one of the enrolments.
func (c *CitizenCourses) Agenda(e *model.Enrolment) []programme.CourseItem {
	p, _ := c.Programme(e)
	return programme.CourseItems(programme.CourseInput{Today: c.today, Programme: p, Enrolment: e, Ticks: c.Ticks[e.ID], Lines: c.Lines[e.ID], Checks: c.Checks,
		Exemptions: c.Exemptions[e.ID], CheckEvery: c.CheckEvery, Ahead: c.Ahead})
}

// CitizenCourses reads a citizen's enrolments.
func (d *Desk) CitizenCourses(ctx context.Context, citizenID string) (*CitizenCourses, error) {
	out := &CitizenCourses{Ticks: map[string][]*model.Tick{}, Lines: map[string][]*model.PlanLine{}, Exemptions: map[string][]*model.Exemption{}, today: d.Today()}
	var err error
	if out.Citizen, err = One[model.Citizen](ctx, d.Store, "citizen", citizenID); err != nil {
		return nil, err
	}
	mine := schema.Where("citizen", citizenID)
	if out.Enrolments, err = All[model.Enrolment](ctx, d.Store, "enrolment", mine); err != nil {
		return nil, err
	}
	slices.SortFunc(out.Enrolments, func(a, b *model.Enrolment) int {
		return cmp.Or(cmp.Compare(b.StartOn, a.StartOn), cmp.Compare(b.Ref, a.Ref))
	})
	if out.Editions, err = d.Editions(ctx); err != nil {
		return nil, err
	}
	if out.Checks, err = All[model.ProgressCheck](ctx, d.Store, "check", schema.Query{Where: mine.Where, Order: []schema.Order{{Field: "on"}}}); err != nil {
		return nil, err
	}
	rhythm, err := d.Rhythm(ctx)
	if err != nil {
		return nil, err
	}
	out.CheckEvery, out.Ahead = rhythm.Check, rhythm.Ahead
	return out, out.rows(ctx, d.Store)
}

// rows reads what hangs on the enrolments.
func (c *CitizenCourses) rows(ctx context.Context, r Reader) error {
	var ids []string
	for _, e := range c.Enrolments {
		ids = append(ids, e.ID)
	}
	if len(ids) == 0 {
		return nil
	}
	q := schema.Query{Where: []schema.Cond{{Field: "enrolment", Op: schema.In, In: ids}}}
	ticks, err := All[model.Tick](ctx, r, "tick", q)
	if err != nil {
		return err
	}
	slices.SortFunc(ticks, func(a, b *model.Tick) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.ID, b.ID)) })
	for _, t := range ticks {
		c.Ticks[t.EnrolmentID] = append(c.Ticks[t.EnrolmentID], t)
	}
	lines, err := All[model.PlanLine](ctx, r, "planline", q)
	if err != nil {
		return err
	}
	for _, l := range lines {
		c.Lines[l.EnrolmentID] = append(c.Lines[l.EnrolmentID], l)
	}
	for _, e := range c.Enrolments {
		p, _ := c.Programme(e)
		programme.SortLines(p, c.Lines[e.ID])
	}
	exempt, err := All[model.Exemption](ctx, r, "exemption", q)
	for _, x := range exempt {
		c.Exemptions[x.EnrolmentID] = append(c.Exemptions[x.EnrolmentID], x)
	}
	return err
}

// EnrolmentView is one enrolment with everything that a page, a hand-over or a case note says of it.
type EnrolmentView struct {
	*CitizenCourses
	Enrolment *model.Enrolment
	P         *programme.Programme
	Exact     bool // the edition that it follows is there
	Known     programme.EvidenceRows
	Companies map[string]*model.Company // of the placements and contacts
	Names     map[string]string         // of consultants and rows that ticks name, by ID
	Today     model.Date
}

// Enrolment reads an enrolment and what the program knows around it.
func (d *Desk) Enrolment(ctx context.Context, id string) (*EnrolmentView, error) {
	e, err := One[model.Enrolment](ctx, d.Store, "enrolment", id)
	if err != nil {
		return nil, err
	}
	courses, err := d.CitizenCourses(ctx, e.CitizenID)
	if err != nil {
		return nil, err
	}
	v := &EnrolmentView{CitizenCourses: courses, Enrolment: e, Names: map[string]string{}, Companies: map[string]*model.Company{}, Today: d.Today()}
	v.P, v.Exact = courses.Programme(e)
	if err := v.known(ctx, d.Store); err != nil {
		return nil, err
	}
	return v, v.names(ctx, d.Store)
}

// Of is the view of another enrolment of the same citizen, without reading again.
func (v *EnrolmentView) Of(e *model.Enrolment) *EnrolmentView {
	o := *v
	o.Enrolment = e
	o.P, o.Exact = v.Programme(e)
	o.Known.Lines = v.Lines[e.ID]
	return &o
}

// known reads the rows that can show that something was done.
func (v *EnrolmentView) known(ctx context.Context, r Reader) (err error) {
	mine := schema.Where("citizen", v.Citizen.ID)
	k := &v.Known
	k.Checks, k.Lines = v.Checks, v.Lines[v.Enrolment.ID]
	if k.Goals, err = All[model.Goal](ctx, r, "goal", mine); err != nil {
		return err
	}
	model.SortGoals(k.Goals)
	if k.Contacts, err = All[model.Contact](ctx, r, "contact", mine); err != nil {
		return err
	}
	if k.Placements, err = All[model.Placement](ctx, r, "placement", mine); err != nil {
		return err
	}
	slices.SortFunc(k.Placements, func(a, b *model.Placement) int {
		return cmp.Or(cmp.Compare(a.StartOn, b.StartOn), cmp.Compare(a.Ref, b.Ref))
	})
	var ids []string
	for _, p := range k.Placements {
		ids = append(ids, p.ID)
	}
	if len(ids) == 0 {
		return nil
	}
	q := schema.Query{Where: []schema.Cond{{Field: "placement", Op: schema.In, In: ids}}}
	if k.Agreements, err = All[model.Agreement](ctx, r, "agreement", q); err != nil {
		return err
	}
	k.Weeks, err = All[model.Week](ctx, r, "week", q)
	slices.SortFunc(k.Weeks, func(a, b *model.Week) int { return cmp.Compare(a.Monday, b.Monday) })
	return err
}

// names reads what people and workplaces are called.
func (v *EnrolmentView) names(ctx context.Context, r Reader) error {
	consultants, err := All[model.Consultant](ctx, r, "consultant", schema.Query{})
	if err != nil {
		return err
	}
	for _, c := range consultants {
		v.Names[c.ID] = c.Name
	}
	var ids []string
	for _, p := range v.Known.Placements {
		ids = append(ids, p.CompanyID)
	}
	for _, c := range v.Known.Contacts {
		ids = append(ids, c.CompanyID)
	}
	for _, list := range v.Lines {
		for _, l := range list {
			if l.CompanyID != "" {
				ids = append(ids, l.CompanyID)
			}
		}
	}
	companies, err := InOrder[model.Company](ctx, r, "company", ids)
	for _, c := range companies {
		v.Companies[c.ID], v.Names[c.ID] = c, c.ShownName()
	}
	return err
}

// Ticked lists the ticks of an element, oldest first.
func (v *EnrolmentView) Ticked(element string) []*model.Tick {
	return slices.DeleteFunc(slices.Clone(v.Ticks[v.Enrolment.ID]), func(t *model.Tick) bool { return t.Element != element })
}

// Offer is what can show that an element was done.
func (v *EnrolmentView) Offer(el *programme.Element) []programme.Evidence {
	return v.Known.Offer(el, v.Enrolment, v.Today)
}

// EvidenceText says a row that shows something: what kind it is, where, and when; never more than the page shows anyway.
func (v *EnrolmentView) EvidenceText(w Words, row model.RowRef) string {
	say := func(what string, on model.Date, more string) string {
		return joined(" · ", what, more, w.Near(on.Time(), v.Today.Time()))
	}
	switch row.Type {
	case "placement":
		if p := rowWith(v.Known.Placements, row.ID); p != nil {
			return say(p.Ref+" "+w.T("opt.placement_kind."+p.Kind), p.StartOn, v.Names[p.CompanyID])
		}
	case "agreement":
		if a := rowWith(v.Known.Agreements, row.ID); a != nil {
			if p := rowWith(v.Known.Placements, a.PlacementID); p != nil {
				return say(w.T("type.agreement")+" "+strconv.Itoa(a.Number.V), a.ValidFrom, v.Names[p.CompanyID])
			}
		}
	case "week":
		if k := rowWith(v.Known.Weeks, row.ID); k != nil {
			_, week := k.Monday.Week()
			return w.T("enrolment.week", "n", week, "h", lang.Quarters(k.Paid.V))
		}
	case "contact":
		if c := rowWith(v.Known.Contacts, row.ID); c != nil {
			return say(w.T("opt.how."+c.How), c.On, v.Names[c.CompanyID])
		}
	case "goal":
		if g := rowWith(v.Known.Goals, row.ID); g != nil {
			return say(w.T("type.goal"), g.SetOn, g.Words)
		}
	case "check":
		if c := rowWith(v.Known.Checks, row.ID); c != nil {
			return say(w.T("type.check"), c.On, "")
		}
	case "planline":
		for _, l := range v.Lines[v.Enrolment.ID] {
			if l.ID == row.ID {
				return say(w.T("opt.plan_kind."+l.Kind), max(l.On, l.DoneOn), l.Words)
			}
		}
	}
	return ""
}

// rowWith finds a row by its ID, nil when it is not there.
func rowWith[T any, P interface {
	*T
	model.Entity
}](list []P, id string) *T {
	for _, e := range list {
		if e.Meta().ID == id {
			return (*T)(e)
		}
	}
	return nil
}

// AgendaText says one thing that is next or late.
func (v *CitizenCourses) AgendaText(w Words, e *model.Enrolment, a programme.CourseItem) string {
	p, _ := v.Programme(e)
	code := string(w.Code())
	what := a.Key
	switch a.Kind {
	case "element", "contact", "rhythm", "attended":
		what = p.Word("element", a.Key, code)
	case "role", "phase":
		what = p.Word(a.Kind, a.Key, code)
	case "exempt":
		what = p.Word("exemption", a.Key, code)
	case "step":
		for _, l := range v.Lines[e.ID] {
			if l.ID == a.Key {
				what = l.Words
			}
		}
	}
	return w.T("agenda."+a.Kind, "what", what)
}
