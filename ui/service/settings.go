package service

import (
	"context"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/schema"
)

// DatabaseInfo tells about the open database: where it is, and whether it is healthy.
type DatabaseInfo interface {
	Facts(ctx context.Context) (Facts, error)
	// Check gives what is wrong with the database, each with what to do; none means healthy.
	Check(ctx context.Context) ([]*model.Error, error)
	// Rekey gives a sealed database a new passphrase.
	Rekey(ctx context.Context, old, next []byte) error
}

// Facts are what a database is.
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

// Set is the change set that gives a setting a value; before is the row that stands there, nil when there is none.
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

// Wanted names rows by type, whose names are to be read.
type RefSet map[string]map[string]bool

// Want adds a row.
func (w RefSet) Add(typ, id string) {
	if typ == "" || id == "" {
		return
	}
	if w[typ] == nil {
		w[typ] = map[string]bool{}
	}
	w[typ][id] = true
}

// Names reads what rows are called now into known, by ID; those that are gone stay without a name.
func Names(ctx context.Context, r Reader, w RefSet, known map[string]string) error {
	for typ, ids := range w {
		var in []string
		for id := range ids {
			if known[id] == "" {
				in = append(in, id)
			}
		}
		for len(in) > 0 {
			some := in[:min(len(in), 500)] // a statement takes only so many values
			in = in[len(some):]
			rows, err := r.List(ctx, typ, schema.Query{Where: []schema.Cond{{Field: "id", Op: schema.In, In: some}}})
			if err != nil {
				return err
			}
			for _, e := range rows {
				known[e.Meta().ID] = NameIn(e)
			}
		}
	}
	return nil
}
