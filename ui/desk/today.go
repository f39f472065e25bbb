package desk

import (
	"context"
	"strconv"

	"jobspor/model"
)

// TodayView is what is due, with the rows it names.
type TodayView struct {
	Due       []model.Due
	Contacts  map[string]*model.Contact // those with a promise
	companies map[string]*model.Company
	citizens  map[string]*model.Citizen
	owners    map[string]*model.Consultant
}

// DueToday reads what Today needs and lists what is due for everybody.
func (d *Desk) DueToday(ctx context.Context) (*TodayView, error) {
	v := &TodayView{Contacts: map[string]*model.Contact{}, companies: map[string]*model.Company{}, citizens: map[string]*model.Citizen{}, owners: map[string]*model.Consultant{}}
	in := model.TodayInput{Today: d.Today()}
	var err error
	if in.Rhythm, err = d.Rhythm(ctx); err != nil {
		return nil, err
	}
	if in.Contacts, err = All[model.Contact](ctx, d.Store, "contact", model.Query{}); err != nil {
		return nil, err
	}
	if in.Citizens, err = All[model.Citizen](ctx, d.Store, "citizen", model.Query{Where: []model.Cond{{Field: "status", Op: model.IsNot, Text: "closed"}}}); err != nil {
		return nil, err
	}
	if in.Goals, err = All[model.Goal](ctx, d.Store, "goal", model.Query{}); err != nil {
		return nil, err
	}
	if in.Consents, err = All[model.Consent](ctx, d.Store, "consent", model.Query{Where: []model.Cond{{Field: "until", Op: model.IsSet}}}); err != nil {
		return nil, err
	}
	if in.Companies, err = d.watched(ctx, in.Contacts, in.Consents); err != nil {
		return nil, err
	}
	consultants, err := All[model.Consultant](ctx, d.Store, "consultant", model.Query{})
	if err != nil {
		return nil, err
	}
	for _, c := range consultants {
		v.owners[c.ID] = c
	}
	for _, c := range in.Contacts {
		if c.NextOn != 0 {
			v.Contacts[c.ID] = c
		}
	}
	for _, c := range in.Companies {
		v.companies[c.ID] = c
	}
	for _, c := range in.Citizens {
		v.citizens[c.ID] = c
	}
	v.Due = model.DueToday(in)
	return v, nil
}

// watched reads the few workplaces that can be due at all: with a relation, a pause, open places or a promise. A register
// of 100,000 workplaces is not read for this.
func (d *Desk) watched(ctx context.Context, contacts []*model.Contact, consents []*model.Consent) ([]*model.Company, error) {
	seen := map[string]bool{}
	var out []*model.Company
	take := func(q model.Query) error {
		list, err := All[model.Company](ctx, d.Store, "company", q)
		for _, c := range list {
			if !seen[c.ID] {
				seen[c.ID] = true
				out = append(out, c)
			}
		}
		return err
	}
	for _, w := range []model.Cond{
		{Field: "relation", Op: model.In, In: []string{"partner", "cooperation"}},
		{Field: "paused_until", Op: model.IsSet},
		{Field: "open_places", Op: model.AtLeast, Text: "1"},
	} {
		if err := take(model.Query{Where: []model.Cond{w}}); err != nil {
			return nil, err
		}
	}
	var named []string
	note := func(id string) {
		if id != "" && !seen[id] {
			seen[id] = true
			named = append(named, id)
		}
	}
	for _, c := range contacts {
		if c.NextOn != 0 && c.DoneOn == 0 {
			note(c.CompanyID)
		}
	}
	for _, c := range consents {
		note(c.CompanyID)
	}
	list, err := InOrder[model.Company](ctx, d.Store, "company", named)
	return append(out, list...), err
}

// rhythmSettings are the settings that change the rhythm, each a number of days.
var rhythmSettings = []struct {
	Key string
	at  func(*model.Rhythm) *int
}{
	{"rhythm.ahead", func(r *model.Rhythm) *int { return &r.Ahead }},
	{"rhythm.partner_silent", func(r *model.Rhythm) *int { return &r.PartnerSilent }},
	{"rhythm.company_silent", func(r *model.Rhythm) *int { return &r.CompanySilent }},
	{"rhythm.citizen_silent", func(r *model.Rhythm) *int { return &r.CitizenSilent }},
	{"rhythm.places_old", func(r *model.Rhythm) *int { return &r.PlacesOld }},
}

// Rhythm reads the rhythm from the settings.
func (d *Desk) Rhythm(ctx context.Context) (model.Rhythm, error) {
	r := model.DefaultRhythm()
	list, err := All[model.Setting](ctx, d.Store, "setting", model.Query{})
	if err != nil {
		return r, err
	}
	for _, set := range list {
		for _, s := range rhythmSettings {
			if n, err := strconv.Atoi(set.Value); set.ID == s.Key && err == nil && n > 0 {
				*s.at(&r) = n
			}
		}
	}
	return r, nil
}

// Who names whom a row is about: the citizen's initials and the workplace.
func (v *TodayView) Who(d model.Due) string {
	out := ""
	if z := v.citizens[d.CitizenID]; z != nil {
		out = z.Initials()
	}
	if c := v.companies[d.CompanyID]; c != nil {
		if out != "" {
			out += " · "
		}
		out += c.ShownName()
	}
	return out
}

// More says what else helps: the owner, the relation, the kind when the promise took the first place.
func (v *TodayView) More(d model.Due, w Words) string {
	out := ""
	if d.Kind == "promise" {
		out = w.T("due.promise")
	} else if c := v.companies[d.CompanyID]; c != nil && c.Relation != "" {
		out = w.T("opt.relation." + c.Relation)
	}
	if o := v.owners[d.Owner]; o != nil {
		if out != "" {
			out += " · "
		}
		out += o.Initials
	}
	return out
}

// DueWhen says when: "2 dage" late, "i dag", a day, or that it is quiet.
func (w Words) DueWhen(d model.Due, today model.Date) string {
	switch {
	case d.On == 0:
		return w.T("due.when." + map[bool]string{true: "silent", false: "open"}[d.Weeks > 0 && d.Kind != "old_places"])
	case d.On < today.Add(-1):
		return w.T("due.when.late", "n", int(today-d.On))
	}
	return w.Near(d.On.Time(), today.Time())
}
