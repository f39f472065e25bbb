package service

import (
	"context"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
)

// Brief is what one wants to know about a citizen, a workplace and their placement before a call (overblik). What is
// not there is nil.
type Brief struct {
	Citizen   *model.Citizen
	Company   *model.Company
	Placement *model.Placement
	Goals     []*model.Goal          // those of the citizen that still stand, by rank
	Person    *model.ContactPerson   // whom to ask for at the workplace
	Last      *model.Contact         // the latest contact
	Promise   *model.Contact         // the contact whose promise is the next to keep
	FollowUp  *model.FollowUp        // the next one that is not held
	Ladder    agreement.LadderView   // of the placement's course
	Weeks     []agreement.LadderWeek // of the placement's course
}

// BriefOf is whom a brief is about; "" is nobody.
type BriefOf struct{ Citizen, Company, Placement string }

// Brief reads a brief. Of a citizen alone it tells the placement that runs, or is the next to begin.
func (d *Session) Brief(ctx context.Context, of BriefOf) (*Brief, error) {
	b := &Brief{}
	var err error
	if b.Citizen, err = related[model.Citizen](ctx, d.Store, "citizen", of.Citizen); err != nil {
		return nil, err
	}
	if of.Placement == "" && of.Company == "" && of.Citizen != "" {
		if of.Placement, err = d.currentPlacement(ctx, of.Citizen); err != nil {
			return nil, err
		}
	}
	if of.Placement != "" {
		if err := d.briefPlacement(ctx, b, of.Placement); err != nil && !IsAbsent(err) {
			return nil, err
		}
	}
	if of.Company != "" && b.Company == nil {
		if b.Company, err = related[model.Company](ctx, d.Store, "company", of.Company); err != nil {
			return nil, err
		}
	}
	for _, step := range []func(context.Context, *Brief) error{d.briefGoals, d.briefPerson, d.briefContacts} {
		if err := step(ctx, b); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// currentPlacement is the citizen's placement that runs, else the one that is agreed, else "".
func (d *Session) currentPlacement(ctx context.Context, citizen string) (id string, err error) {
	all, err := All[model.Placement](ctx, d.Store, "placement", schema.Where("citizen", citizen))
	for _, p := range all {
		if p.State == "running" || p.State == "agreed" && id == "" {
			id = p.ID
		}
		if p.State == "running" {
			break
		}
	}
	return id, err
}

func (d *Session) briefPlacement(ctx context.Context, b *Brief, id string) error {
	v, err := d.Placement(ctx, id)
	if err != nil {
		return err
	}
	b.Placement, b.Citizen, b.Company = v.Placement, v.Citizen, v.Company
	b.Ladder = agreement.LadderOf(v.Parts, d.Today(), (*model.Agreement).Ladder)
	b.Weeks = agreement.CourseWeeks(v.Parts, d.Today())
	for _, f := range v.FollowUps {
		if f.DoneOn == 0 && (b.FollowUp == nil || f.On < b.FollowUp.On) {
			b.FollowUp = f
		}
	}
	return nil
}

func (d *Session) briefGoals(ctx context.Context, b *Brief) error {
	if b.Citizen == nil {
		return nil
	}
	q := schema.Where("citizen", b.Citizen.ID)
	q.Order = []schema.Order{{Field: "rank"}}
	goals, err := All[model.Goal](ctx, d.Store, "goal", q)
	for _, g := range goals {
		if g.Status == "wish" || g.Status == "trying" {
			b.Goals = append(b.Goals, g)
		}
	}
	return err
}

func (d *Session) briefPerson(ctx context.Context, b *Brief) error {
	if b.Company == nil {
		return nil
	}
	people, err := All[model.ContactPerson](ctx, d.Store, "person", schema.Where("company", b.Company.ID))
	for _, p := range people {
		b.Person = FirstToAsk(b.Person, p)
	}
	return err
}

// briefContacts reads the latest contact with the workplace, about the citizen where there is one, and the promise that
// is the next to keep.
func (d *Session) briefContacts(ctx context.Context, b *Brief) error {
	q := schema.Query{Order: []schema.Order{{Field: "on", Down: true}}}
	if b.Company != nil {
		q.Where = append(q.Where, schema.Where("company", b.Company.ID).Where...)
	}
	if b.Citizen != nil {
		q.Where = append(q.Where, schema.Where("citizen", b.Citizen.ID).Where...)
	}
	if len(q.Where) == 0 {
		return nil
	}
	all, err := All[model.Contact](ctx, d.Store, "contact", q)
	reached := map[string]model.Date{} // the latest contact about each citizen, which fulfils what was promised before
	for i, c := range all {
		if i == 0 {
			b.Last = c
		}
		if c.NextOn != 0 && c.DoneOn == 0 && reached[c.CompanyID+c.CitizenID] <= c.On &&
			(b.Promise == nil || c.NextOn < b.Promise.NextOn) {
			b.Promise = c
		}
		if c.Reached() {
			reached[c.CompanyID+c.CitizenID] = max(reached[c.CompanyID+c.CitizenID], c.On)
		}
	}
	return err
}
