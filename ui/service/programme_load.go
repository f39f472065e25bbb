package service

import (
	"context"
	"strings"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
)

// LoadProgramme makes the change set that loads a programme file. An edition that enrolments follow is not changed
// under them: the file needs a new edition then. What it asks in progress checks must be there.
func (d *Session) LoadProgramme(ctx context.Context, file, text string) (*programme.Programme, model.ChangeSet, error) {
	p, err := programme.Parse(file, text)
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
		Data: text,
	})
	if err != nil || len(cs.Changes) == 0 {
		return p, cs, err
	}
	editions, err := d.Editions(ctx)
	if err != nil {
		return nil, model.ChangeSet{}, err
	}
	for _, o := range editions {
		if o.Key != p.Key || o.Edition != p.Edition || o.Text == text {
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

// LoadProgressItems makes the change set that loads a municipality's own progress items. Items that a programme asks
// for must be among them.
func (d *Session) LoadProgressItems(ctx context.Context,
	file, text string) ([]programme.ProgressItem, model.ChangeSet, error) {
	items, err := programme.ParseProgressItems(file, text)
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

// loadRow puts a reference row in place of the one of its name; the same text changes nothing.
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

// ProgrammeNamed finds the newest edition of a programme by its key, or by the beginning of its key or name that no
// other has.
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
