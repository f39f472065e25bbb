package desk

import (
	"context"
	"strings"

	"jobspor/model"
)

// programmeRows begins the IDs of the loaded programme definitions: "programmes.<key>.<edition>".
const programmeRows = "programmes."

// Programmes gives the newest edition of every programme, by key: those that come with the program and those that were
// loaded; a loaded edition stands for the built-in one of the same key and number.
func (d *Desk) Programmes(ctx context.Context) ([]*model.Programme, error) {
	list, err := d.Editions(ctx)
	return model.CurrentProgrammes(list), err
}

// Editions gives every edition of every programme, the newest of each first; see model.ProgrammeOf for the one that an
// enrolment follows.
func (d *Desk) Editions(ctx context.Context) ([]*model.Programme, error) {
	var out []*model.Programme
	refs, err := All[model.Reference](ctx, d.Store, "reference", model.Query{})
	if err != nil {
		return nil, err
	}
	there := map[string]bool{}
	for _, ref := range refs {
		if !strings.HasPrefix(ref.ID, programmeRows) {
			continue
		}
		p, err := model.ParseProgramme(ref.Source, ref.Data)
		if err != nil {
			return nil, err
		}
		there[ref.ID] = true
		out = append(out, p)
	}
	if d.Shipped == nil {
		return model.AllProgrammes(out), nil
	}
	shipped, err := d.Shipped()
	if err != nil {
		return nil, err
	}
	for _, p := range shipped {
		if !there[ProgrammeRow(p)] {
			out = append(out, p)
		}
	}
	return model.AllProgrammes(out), nil
}

// ProgrammeRow is the ID of the row that keeps a loaded edition.
func ProgrammeRow(p *model.Programme) string { return programmeRows + p.Key + "." + p.Edition }
