package service

import (
	"cmp"
	"context"

	"jobspor/model"
	"jobspor/model/schema"
)

// About is whom a row is about: the IDs of a citizen and of a workplace, "" where there is none.
type About struct{ CitizenID, CompanyID string }

// carriers are the types whose rows say whom the rows that belong to them are about.
var carriers = map[string]bool{"placement": true, "enrolment": true, "opening": true, "shortlist": true, "task": true,
	"goal": true, "person": true}

// AboutOf finds whom a row is about: what it says itself, else what the rows say that it belongs to.
func (d *Session) AboutOf(ctx context.Context, row model.Entity) (About, error) {
	t := schema.TypeOf(row)
	named := func(typ string) string {
		f, ok := t.Field(typ)
		switch {
		case t.Name == typ:
			return row.Meta().ID
		case ok && f.To == typ:
			return f.Text(row)
		}
		return ""
	}
	out := About{CitizenID: named("citizen"), CompanyID: named("company")}
	for i := range t.Fields {
		f := &t.Fields[i]
		if !carriers[f.To] || f.Text(row) == "" || out.CitizenID != "" && out.CompanyID != "" {
			continue
		}
		over, err := d.Store.Get(ctx, f.To, f.Text(row))
		if IsAbsent(err) {
			continue
		} else if err != nil {
			return out, err
		}
		more, err := d.AboutOf(ctx, over)
		if err != nil {
			return out, err
		}
		out = About{cmp.Or(out.CitizenID, more.CitizenID), cmp.Or(out.CompanyID, more.CompanyID)}
	}
	return out, nil
}
