package service

import (
	"context"
	"strings"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
)

// ProgrammeSource provides the built-in programme definitions and progress items, and reads those of a file. Errors of
// reading name file and line.
type ProgrammeSource interface {
	BuiltIn() ([]*programme.Programme, error)
	Parse(file, text string) (*programme.Programme, error)
	BuiltInItems() ([]programme.ProgressItem, error)
	// ParseItems returns the items of a file, and its text in TOML.
	ParseItems(file, text string) (items []programme.ProgressItem, toml string, err error)
}

// programmeRows is the prefix of the IDs of loaded programme definitions: "programmes.<key>.<edition>".
const programmeRows = "programmes."

// Programmes returns the newest edition of every programme, by key: built-in and loaded ones; a loaded edition replaces
// the built-in one of the same key and number.
func (d *Session) Programmes(ctx context.Context) ([]*programme.Programme, error) {
	list, err := d.Editions(ctx)
	return programme.Newest(list), err
}

// Editions returns every edition of every programme, the newest of each first; see programme.ForEnrolment for the one
// that an enrolment follows.
func (d *Session) Editions(ctx context.Context) ([]*programme.Programme, error) {
	var out []*programme.Programme
	refs, err := All[model.Reference](ctx, d.Store, "reference", schema.Query{})
	if err != nil {
		return nil, err
	}
	there := map[string]bool{}
	for _, ref := range refs {
		if !strings.HasPrefix(ref.ID, programmeRows) {
			continue
		}
		p, err := d.ProgrammeSource.Parse(ref.Source, ref.Data)
		if err != nil {
			return nil, err
		}
		there[ref.ID] = true
		out = append(out, p)
	}
	builtIn, err := d.ProgrammeSource.BuiltIn()
	if err != nil {
		return nil, err
	}
	for _, p := range builtIn {
		if !there[ProgrammeRow(p)] {
			out = append(out, p)
		}
	}
	return programme.Sorted(out), nil
}

// ProgrammeRow is the ID of the row that stores a loaded edition.
func ProgrammeRow(p *programme.Programme) string { return programmeRows + p.Key + "." + p.Edition }

// LoadProgramme returns the change set that loads a programme file. An edition that enrolments already follow cannot be
// changed: the file needs a new edition then. The progress items it refers to must exist.
func (d *Session) LoadProgramme(ctx context.Context, file, text string) (*programme.Programme, model.ChangeSet, error) {
	p, err := d.ProgrammeSource.Parse(file, text)
	if err != nil {
		return nil, model.ChangeSet{}, err
	}
	items, err := d.ProgressItems(ctx)
	if err != nil {
		return nil, model.ChangeSet{}, err
	}
	if missing := programme.MissingItems(p, items); len(missing) > 0 {
		return nil, model.ChangeSet{}, model.NewError(model.Invalid, "err.programme.items", model.Args{
			"file": file, "value": strings.Join(missing, ", "),
		})
	}
	cs, err := d.loadRow(ctx, &model.Reference{
		Head: model.Head{ID: ProgrammeRow(p)}, Source: file, Date: d.Today(), Rows: model.Some(len(p.Elements)),
		Data: p.Text,
	})
	if err != nil || len(cs.Changes) == 0 {
		return p, cs, err
	}
	editions, err := d.Editions(ctx)
	if err != nil {
		return nil, model.ChangeSet{}, err
	}
	for _, o := range editions {
		if o.Key != p.Key || o.Edition != p.Edition || o.Text == p.Text {
			continue
		}
		n, err := d.Store.Count(ctx, "enrolment", schema.Query{
			Where: []schema.Cond{
				{Field: "programme", Op: schema.Is, Text: p.Key}, {Field: "edition", Op: schema.Is, Text: p.Edition},
			},
		})
		if err != nil {
			return nil, model.ChangeSet{}, err
		}
		if n > 0 {
			return nil, model.ChangeSet{}, model.NewError(model.Conflict, "err.enrol.used", model.Args{
				"n": n, "value": p.Key + " " + p.Edition,
			})
		}
	}
	return p, cs, nil
}

// LoadProgressItems returns the change set that loads a municipality's own progress items. Items that a programme
// refers to must be among them.
func (d *Session) LoadProgressItems(ctx context.Context,
	file, text string) ([]programme.ProgressItem, model.ChangeSet, error) {
	items, text, err := d.ProgrammeSource.ParseItems(file, text)
	if err != nil {
		return nil, model.ChangeSet{}, err
	}
	list, err := d.Programmes(ctx)
	if err != nil {
		return nil, model.ChangeSet{}, err
	}
	for _, p := range list {
		if missing := programme.MissingItems(p, items); len(missing) > 0 {
			return nil, model.ChangeSet{}, model.NewError(model.Invalid, "err.progress.needed", model.Args{
				"file": file, "value": strings.Join(missing, ", "), "programme": p.Key,
			})
		}
	}
	cs, err := d.loadRow(ctx, &model.Reference{
		Head: model.Head{ID: progressRow}, Source: file, Date: d.Today(), Rows: model.Some(len(items)), Data: text,
	})
	return items, cs, err
}

// loadRow replaces the reference row with the same ID; an identical text changes nothing.
func (d *Session) loadRow(ctx context.Context, ref *model.Reference) (model.ChangeSet, error) {
	cs := model.ChangeSet{Actor: d.Actor(), Action: "programme.load"}
	old, err := One[model.Reference](ctx, d.Store, "reference", ref.ID)
	switch {
	case model.CodeOf(err) == model.NotFound:
		cs.Changes = []model.Change{model.Add(ref)}
	case err != nil:
		return cs, err
	case old.Data != ref.Data:
		ref.Head = old.Head
		cs.Changes = []model.Change{model.Edit(old, ref)}
	}
	return cs, nil
}

// ProgrammeNamed finds the newest edition of a programme by its key, or by an unambiguous prefix of its key or name.
func ProgrammeNamed(list []*programme.Programme, word string) (*programme.Programme, error) {
	var found []*programme.Programme
	var known []string
	word = strings.ToLower(strings.TrimSpace(word))
	for _, p := range programme.Newest(list) {
		known = append(known, p.Key)
		if p.Key == word {
			return p, nil
		}
		if word != "" &&
			(strings.HasPrefix(p.Key, word) || strings.HasPrefix(strings.ToLower(p.Name.Da), word) ||
				strings.HasPrefix(strings.ToLower(p.Name.En), word)) {
			found = append(found, p)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	return nil, model.NewError(model.NotFound, "err.enrol.programme", model.Args{
		"value": word, "known": strings.Join(known, ", "),
	})
}
