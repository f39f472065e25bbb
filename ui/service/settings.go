package service

import (
	"context"
	"strconv"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/schema"
)

// DatabaseInfo describes the open database: where it is, and whether it is healthy.
type DatabaseInfo interface {
	Facts(ctx context.Context) (Facts, error)
	// Check returns the faults of the database, each with what to do; none means healthy.
	Check(ctx context.Context) ([]*model.Error, error)
	// Rekey gives a sealed database a new passphrase.
	Rekey(ctx context.Context, old, next []byte) error
}

// Facts describe a database.
type Facts struct {
	Path   string
	Bytes  int64
	Schema int // number of the last migration
	Sealed bool
	Rows   map[string]int // by type
}

// RhythmSetting is one number of days or weeks that a setting can change.
type RhythmSetting struct {
	Key  string
	Unit string // days or weeks
	N    int
}

// RhythmSettings lists the numbers of a rhythm by the keys of their settings.
func RhythmSettings(r agenda.Rhythm) []RhythmSetting {
	out := make([]RhythmSetting, len(rhythmSettings))
	for i, s := range rhythmSettings {
		out[i] = RhythmSetting{s.Key, s.Unit, *s.at(&r)}
	}
	return out
}

// Settings reads every setting by its key.
func Settings(ctx context.Context, r Reader) (map[string]*model.Setting, error) {
	list, err := All[model.Setting](ctx, r, "setting", schema.Query{})
	out := make(map[string]*model.Setting, len(list))
	for _, s := range list {
		out[s.ID] = s
	}
	return out, err
}

// Set returns the change set that gives a setting a value; before is the existing row, nil when there is none.
func Set(before *model.Setting, key, value string) model.ChangeSet {
	after := &model.Setting{Value: value}
	after.ID = key
	change := model.Add(after)
	if before != nil {
		after.Head = before.Head
		change = model.Edit(before, after)
	}
	return model.ChangeSet{Action: "settings", Args: model.Args{"key": key}, Changes: []model.Change{change}}
}

// NewConsultant is somebody to be asked for a name; the login is noted, so that the next start knows who the user is.
func (d *Session) NewConsultant() *model.Consultant {
	return &model.Consultant{Login: d.Login}
}

// rhythmSettings are the settings of the follow-up rhythm, each a number of days or weeks.
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

// RetentionSetting is the setting of the weeks after the first paid hour at which a consultant checks in.
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
