package service

import (
	"context"
	"strconv"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/schema"
)

// rhythmSettings are the settings that change the rhythm, each a number of days or weeks.
var rhythmSettings = []struct {
	Key, Unit string
	at        func(*agenda.Rhythm) *int
}{
	{"rhythm.ahead", "days", func(r *agenda.Rhythm) *int { return &r.Ahead }},
	{"rhythm.partner_silent", "days", func(r *agenda.Rhythm) *int { return &r.PartnerSilent }},
	{"rhythm.company_silent", "days", func(r *agenda.Rhythm) *int { return &r.CompanySilent }},
	{"rhythm.citizen_silent", "days", func(r *agenda.Rhythm) *int { return &r.CitizenSilent }},
	{"rhythm.places_old", "days", func(r *agenda.Rhythm) *int { return &r.PlacesOld }},
	{"rhythm.hours_due", "days", func(r *agenda.Rhythm) *int { return &r.HoursDue }},
	{"rhythm.hours_back", "weeks", func(r *agenda.Rhythm) *int { return &r.HoursBack }},
	{"rhythm.stalled", "weeks", func(r *agenda.Rhythm) *int { return &r.Stalled }},
	{"rhythm.acknowledge", "days", func(r *agenda.Rhythm) *int { return &r.Acknowledge }},
	{"rhythm.check", "days", func(r *agenda.Rhythm) *int { return &r.Check }},
}

// RetentionSetting is the setting of the weeks after the first paid hour at which somebody asks how it goes.
const RetentionSetting = "rhythm.retention"

// Rhythm reads the rhythm from the settings.
func (d *Session) Rhythm(ctx context.Context) (agenda.Rhythm, error) {
	r := agenda.DefaultRhythm()
	list, err := All[model.Setting](ctx, d.Store, "setting", schema.Query{})
	if err != nil {
		return r, err
	}
	for _, set := range list {
		if weeks, err := agenda.ParseCheckpoints(set.Value); set.ID == RetentionSetting && err == nil {
			r.Retention = weeks
		}
		for _, s := range rhythmSettings {
			if n, err := strconv.Atoi(set.Value); set.ID == s.Key && err == nil && n > 0 {
				*s.at(&r) = n
			}
		}
	}
	return r, nil
}
