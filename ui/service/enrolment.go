package service

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/programme"
	"jobspor/model/schema"
)

// CitizenEnrolments holds all enrolments of a citizen, the newest first, with the rows that belong to them.
type CitizenEnrolments struct {
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

// Programme returns the definition that an enrolment follows; exact is false when its edition no longer exists and the
// newest edition of its key is used instead. It is never nil: an unknown programme is named by its key.
func (c *CitizenEnrolments) Programme(e *model.Enrolment) (p *programme.Programme, exact bool) {
	if p, exact = programme.ForEnrolment(c.Editions, e); p == nil {
		p = &programme.Programme{
			Key: e.Programme, Edition: e.Edition, Name: programme.Bilingual{Da: e.Programme, En: e.Programme},
		}
	}
	return p, exact
}

// CourseItems lists what is next and overdue on one of the enrolments.
func (c *CitizenEnrolments) CourseItems(e *model.Enrolment) []programme.CourseItem {
	p, _ := c.Programme(e)
	return programme.CourseItems(programme.CourseInput{
		Today: c.today, Programme: p, Enrolment: e, Ticks: c.Ticks[e.ID], Lines: c.Lines[e.ID], Checks: c.Checks,
		Exemptions: c.Exemptions[e.ID], CheckEvery: c.CheckEvery, Ahead: c.Ahead, Asking: true})
}

// CitizenEnrolments reads a citizen's enrolments.
func (d *Session) CitizenEnrolments(ctx context.Context, citizenID string) (*CitizenEnrolments, error) {
	out := &CitizenEnrolments{
		Ticks: map[string][]*model.Tick{}, Lines: map[string][]*model.PlanLine{},
		Exemptions: map[string][]*model.Exemption{}, today: d.Today(),
	}
	var err error
	if out.Citizen, err = related[model.Citizen](ctx, d.Store, "citizen", citizenID); err != nil {
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
	if out.Checks, err = All[model.ProgressCheck](ctx, d.Store, "check", schema.Query{
		Where: mine.Where, Order: []schema.Order{{Field: "on"}},
	}); err != nil {
		return nil, err
	}
	rhythm, err := d.Rhythm(ctx)
	if err != nil {
		return nil, err
	}
	out.CheckEvery, out.Ahead = rhythm.Check, rhythm.Ahead
	return out, out.rows(ctx, d.Store)
}

// rows reads the rows that belong to the enrolments.
func (c *CitizenEnrolments) rows(ctx context.Context, r Reader) error {
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
	slices.SortFunc(ticks, func(a, b *model.Tick) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.ID, b.ID))
	})
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

// EnrolmentView is one enrolment with all data of its page, hand-over and case note.
type EnrolmentView struct {
	*CitizenEnrolments
	Enrolment *model.Enrolment
	P         *programme.Programme
	Exact     bool // the edition that it follows exists
	Known     programme.EvidenceRows
	Consents  []*model.Consent
	Pauses    []*model.Pause            // of the placements
	Companies map[string]*model.Company // of the placements and contacts
	Names     map[string]string         // of consultants and rows that ticks name, by ID
	Today     model.Date
}

// Enrolment reads an enrolment and everything related to it.
func (d *Session) Enrolment(ctx context.Context, id string) (*EnrolmentView, error) {
	e, err := One[model.Enrolment](ctx, d.Store, "enrolment", id)
	if err != nil {
		return nil, err
	}
	courses, err := d.CitizenEnrolments(ctx, e.CitizenID)
	if err != nil {
		return nil, err
	}
	v := &EnrolmentView{
		CitizenEnrolments: courses, Enrolment: e, Names: map[string]string{}, Companies: map[string]*model.Company{},
		Today: d.Today(),
	}
	v.P, v.Exact = courses.Programme(e)
	if err := v.known(ctx, d.Store); err != nil {
		return nil, err
	}
	return v, v.names(ctx, d)
}

// CitizenCourse is the course of a citizen as hand-over, case note and plan sheet tell it, enrolled or not: by the
// enrolment that began last among the open ones, else the last one of all. Without any, the enrolment has no ID and no
// programme, and begins when the citizen did.
func (d *Session) CitizenCourse(ctx context.Context, citizenID string) (*EnrolmentView, error) {
	courses, err := d.CitizenEnrolments(ctx, citizenID)
	if err != nil {
		return nil, err
	}
	e := &model.Enrolment{CitizenID: citizenID, StartOn: courses.Citizen.StartedOn,
		Consultant: courses.Citizen.Responsible}
	if n := len(courses.Enrolments); n > 0 {
		e = courses.Enrolments[0]
		if i := slices.IndexFunc(courses.Enrolments, (*model.Enrolment).Open); i >= 0 {
			e = courses.Enrolments[i]
		}
	}
	v := &EnrolmentView{CitizenEnrolments: courses, Enrolment: e, Names: map[string]string{},
		Companies: map[string]*model.Company{}, Today: d.Today(), P: &programme.Programme{}, Exact: true}
	if e.ID != "" {
		v.P, v.Exact = courses.Programme(e)
	}
	if err := v.known(ctx, d.Store); err != nil {
		return nil, err
	}
	return v, v.names(ctx, d)
}

// Of returns the view of another enrolment of the same citizen without reading again.
func (v *EnrolmentView) Of(e *model.Enrolment) *EnrolmentView {
	o := *v
	o.Enrolment = e
	o.P, o.Exact = v.Programme(e)
	o.Known.Lines = v.Lines[e.ID]
	return &o
}

// known reads the rows that can serve as evidence that something was done.
func (v *EnrolmentView) known(ctx context.Context, r Reader) (err error) {
	mine := schema.Where("citizen", v.Citizen.ID)
	k := &v.Known
	k.Checks, k.Lines = v.Checks, v.Lines[v.Enrolment.ID]
	if k.Goals, err = All[model.Goal](ctx, r, "goal", mine); err != nil {
		return err
	}
	model.SortGoals(k.Goals)
	if v.Consents, err = All[model.Consent](ctx, r, "consent", mine); err != nil {
		return err
	}
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
	if v.Pauses, err = All[model.Pause](ctx, r, "pause", q); err != nil {
		return err
	}
	k.Weeks, err = All[model.Week](ctx, r, "week", q)
	slices.SortFunc(k.Weeks, func(a, b *model.Week) int { return cmp.Compare(a.Monday, b.Monday) })
	return err
}

// names reads the names of consultants and workplaces.
func (v *EnrolmentView) names(ctx context.Context, d *Session) error {
	consultants, err := d.ConsultantNames(ctx)
	if err != nil {
		return err
	}
	maps.Copy(v.Names, consultants)
	var ids []string
	for _, p := range v.Known.Placements {
		ids = append(ids, p.CompanyID)
	}
	for _, c := range v.Known.Contacts {
		ids = append(ids, c.CompanyID)
	}
	for _, c := range v.Consents {
		ids = append(ids, c.CompanyID)
	}
	for _, list := range v.Lines {
		for _, l := range list {
			if l.CompanyID != "" {
				ids = append(ids, l.CompanyID)
			}
		}
	}
	companies, err := InOrder[model.Company](ctx, d.Store, "company", ids)
	for _, c := range companies {
		v.Companies[c.ID], v.Names[c.ID] = c, c.ShownName()
	}
	return err
}

// Parts is the course of placements that one of the citizen's placements belongs to.
func (v *EnrolmentView) Parts(p *model.Placement) (out []agreement.Part) {
	for _, part := range model.ChainAmong(p, v.Known.Placements) {
		one := agreement.Part{Placement: part, Weeks: v.Known.Weeks}
		for _, a := range v.Known.Agreements {
			if a.PlacementID == part.ID {
				one.Agreements = append(one.Agreements, a)
			}
		}
		for _, s := range v.Pauses {
			if s.PlacementID == part.ID {
				one.Pauses = append(one.Pauses, s)
			}
		}
		out = append(out, one)
	}
	return out
}

// Ticked lists the ticks of an element, oldest first.
func (v *EnrolmentView) Ticked(element string) []*model.Tick {
	return slices.DeleteFunc(slices.Clone(v.Ticks[v.Enrolment.ID]), func(t *model.Tick) bool {
		return t.Element != element
	})
}

// Offer lists the rows that can serve as evidence that an element was done.
func (v *EnrolmentView) Offer(el *programme.Element) []programme.Evidence {
	return v.Known.Offer(el, v.Enrolment, v.Today)
}
