package desk

import (
	"context"
	"strconv"

	"jobspor/model"
)

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
