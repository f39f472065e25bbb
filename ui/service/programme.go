package service

import (
	"context"
	"strings"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
)

// programmeRows begins the IDs of the loaded programme definitions: "programmes.<key>.<edition>".
const programmeRows = "programmes."

// Programmes gives the newest edition of every programme, by key: those that come with the program and those that were
// loaded; a loaded edition stands for the built-in one of the same key and number.
func (d *Session) Programmes(ctx context.Context) ([]*programme.Programme, error) {
	list, err := d.Editions(ctx)
	return programme.Newest(list), err
}

// Editions gives every edition of every programme, the newest of each first; see programme.ForEnrolment for the one
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
		p, err := programme.Parse(ref.Source, ref.Data)
		if err != nil {
			return nil, err
		}
		there[ref.ID] = true
		out = append(out, p)
	}
	if d.BuiltInProgrammes == nil {
		return programme.Sorted(out), nil
	}
	shipped, err := d.BuiltInProgrammes()
	if err != nil {
		return nil, err
	}
	for _, p := range shipped {
		if !there[ProgrammeRow(p)] {
			out = append(out, p)
		}
	}
	return programme.Sorted(out), nil
}

// ProgrammeRow is the ID of the row that keeps a loaded edition.
func ProgrammeRow(p *programme.Programme) string { return programmeRows + p.Key + "." + p.Edition }
