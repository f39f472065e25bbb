package service

import (
	"context"
	"errors"
	"slices"

	"jobspor/model"
	"jobspor/model/schema"
)

// Damages knows the damaged rows of the database and brings them back. Everything else works without them: lists mark
// them, what is computed leaves them out, and both say so.
type Damages interface {
	// Damaged lists the rows that are known to be damaged.
	Damaged() []model.Damaged
	// DamagedOf lists those of a type, after it looked for them.
	DamagedOf(ctx context.Context, typ string) ([]model.Damaged, error)
	// ScanMissing adds those that are missing, by comparing numbers of rows.
	ScanMissing(ctx context.Context) error
	// Scan looks through the whole database for them.
	Scan(ctx context.Context) error
	// Source finds the newest sound state of a row, in the copies and then in the log; nil when there is none.
	Source(ctx context.Context, typ, id string) (*model.RowSource, error)
	// Repair writes the row again as Source has it.
	Repair(ctx context.Context, actor string, row model.Damaged) (model.Receipt, error)
	// Remains gives what can still be read of a row, unverified; a row without anything where that is nothing.
	Remains(ctx context.Context, typ, id string) (model.Entity, error)
	// WriteAnew writes a damaged or missing row that has no Source.
	WriteAnew(ctx context.Context, actor string, e model.Entity) (model.Receipt, error)
}

// CalledIn is what a row is called on the command line, the best first: number, initials, name.
func CalledIn(e model.Entity) (out []string) {
	t := schema.TypeOf(e)
	for _, key := range []string{"ref", "initials", "name"} {
		if f, ok := t.Field(key); ok && f.Text(e) != "" {
			out = append(out, f.Text(e))
		}
	}
	return out
}

// DamagedName is what a damaged row is called: by itself, else by its newest sound state.
func DamagedName(row model.Damaged, from *model.RowSource) string {
	if row.Ref == "" && from != nil {
		if names := CalledIn(from.Row); len(names) > 0 {
			return names[0]
		}
	}
	return row.Name()
}

// Damaged lists the rows that are known to be damaged.
func (d *Session) Damaged() []model.Damaged {
	if d.Damages == nil {
		return nil
	}
	return d.Damages.Damaged()
}

// DamagedOf lists the damaged rows of a type.
func (d *Session) DamagedOf(ctx context.Context, typ string) ([]model.Damaged, error) {
	if d.Damages == nil {
		return nil, nil
	}
	return d.Damages.DamagedOf(ctx, typ)
}

// DamagedAround lists the damaged rows that belong to a row, because their columns name it, and those that it names.
func (d *Session) DamagedAround(e model.Entity) []model.Damaged {
	t := schema.TypeOf(e)
	self := model.RowRef{Type: t.Name, ID: e.Meta().ID}
	return slices.DeleteFunc(d.Damaged(), func(bad model.Damaged) bool {
		return !slices.Contains(bad.Of, self) && !slices.ContainsFunc(references(t), func(r reference) bool {
			return r.target(e) == model.RowRef{Type: bad.Type, ID: bad.ID}
		})
	})
}

// DamagedLike lists the damaged rows of a type that belong to a row.
func (d *Session) DamagedLike(typ string, of model.Entity) []model.Damaged {
	return slices.DeleteFunc(d.DamagedAround(of), func(bad model.Damaged) bool { return bad.Type != typ })
}

// DamagedIn is the damaged row that an error is about.
func DamagedIn(err error) (row model.Damaged, ok bool) {
	var e *model.Error
	if !errors.As(err, &e) || e.Code != model.DamagedRow {
		return row, false
	}
	text := func(key string) string { s, _ := e.Args[key].(string); return s }
	row = model.Damaged{Type: text("type"), ID: text("id")}
	if name := text("row"); name != row.ID {
		row.Ref = name
	}
	return row, row.ID != ""
}

// nameFields are the fields that a row is called by in lists, by type.
var nameFields = map[string]string{
	"citizen": "first_name", "company": "name", "consultant": "name", "goal": "words", "opening": "title",
	"person": "name", "placement": "ref", "enrolment": "ref", "shortlist": "title", "task": "name",
}

// StandIn is a row in the place of a damaged one, for what shows rows that refer to it: it has ID and number, and the
// mark for its name. All else is unknown, and its version is 0, so that it cannot be written.
func StandIn(bad model.Damaged) model.Entity {
	t, ok := schema.TypeNamed(bad.Type)
	if !ok {
		return nil
	}
	e := t.New()
	e.Meta().ID = bad.ID
	name := model.DamagedMark
	if f, ok := t.Field("ref"); ok && f.Key != nameFields[bad.Type] {
		_ = f.SetText(e, bad.Name())
	} else {
		name += " " + bad.Name()
	}
	if f, ok := t.Field(nameFields[bad.Type]); ok {
		_ = f.SetText(e, name)
	}
	return e
}

// IsStandIn reports whether a row stands in the place of a damaged one.
func IsStandIn(e model.Entity) bool { return e.Meta().Version == 0 && e.Meta().ID != "" }

// requireRead gives the error of the damaged row when a row stands in its place.
func requireRead(e model.Entity) error {
	if !IsStandIn(e) {
		return nil
	}
	bad := model.Damaged{Type: schema.TypeOf(e).Name, ID: e.Meta().ID}
	if f, ok := schema.TypeOf(e).Field("ref"); ok {
		bad.Ref = f.Text(e)
	}
	return DamagedError(bad)
}

// DamagedError is the error of a damaged row that is asked for.
func DamagedError(bad model.Damaged) *model.Error {
	return model.NewError(model.DamagedRow, "err.store.damaged",
		model.Args{"type": bad.Type, "row": bad.Name(), "id": bad.ID})
}
