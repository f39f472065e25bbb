package service

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"jobspor/model"
)

// SavedMapping (kolonneopsætning) is a choice of which columns of a file mean which fields, saved by name so that next
// month's file of the same shape is read in the same way. It is a setting of the database.
type SavedMapping struct {
	Name     string
	Type     string   // of the rows: company, citizen or week
	Map      string   // as Importer.FormatMap writes it
	Headings []string // of the file it was saved for

	row *model.Setting
}

// mappingSetting begins the IDs of settings that are saved mappings.
const mappingSetting = "import.mapping."

// maxMappingName bounds a name, in letters.
const maxMappingName = 60

// storedMapping is a SavedMapping as a setting's value has it.
type storedMapping struct {
	Name     string   `json:"name"`
	Type     string   `json:"type"`
	Map      string   `json:"map"`
	Headings []string `json:"headings"`
}

// SavedMappings lists the saved mappings by name.
func (d *Session) SavedMappings(ctx context.Context) ([]SavedMapping, error) {
	settings, err := Settings(ctx, d.Store)
	if err != nil {
		return nil, err
	}
	var out []SavedMapping
	for id, row := range settings {
		var m storedMapping
		if !strings.HasPrefix(id, mappingSetting) || json.Unmarshal([]byte(row.Value), &m) != nil {
			continue
		}
		out = append(out, SavedMapping{m.Name, m.Type, m.Map, m.Headings, row})
	}
	slices.SortFunc(out, func(a, b SavedMapping) int {
		return strings.Compare(foldHeading(a.Name), foldHeading(b.Name))
	})
	return out, nil
}

// SavedMapping finds a saved mapping by its name, in any case.
func (d *Session) SavedMapping(ctx context.Context, name string) (SavedMapping, error) {
	all, err := d.SavedMappings(ctx)
	if err != nil {
		return SavedMapping{}, err
	}
	var names []string
	for _, m := range all {
		if mappingID(m.Name) == mappingID(name) {
			return m, nil
		}
		names = append(names, m.Name)
	}
	key := "err.import.mapping.none"
	if len(names) > 0 {
		key = "err.import.mapping.unknown"
	}
	return SavedMapping{}, model.NewError(model.NotFound, key,
		model.Args{"name": name, "names": strings.Join(names, ", ")})
}

func mappingID(name string) string { return mappingSetting + strings.ToLower(strings.TrimSpace(name)) }

// SaveMapping returns the change set that saves a mapping. One of the same name and type is replaced; one of another
// type is a model.Conflict error.
func (d *Session) SaveMapping(ctx context.Context, m SavedMapping) (model.ChangeSet, error) {
	m.Name = strings.TrimSpace(m.Name)
	switch {
	case m.Name == "" || utf8.RuneCountInString(m.Name) > maxMappingName:
		return model.ChangeSet{}, model.NewError(model.Usage, "err.import.mapping.name",
			model.Args{"max": maxMappingName})
	case model.HasCPR(m.Name):
		return model.ChangeSet{}, model.NewError(model.Invalid, "err.cpr", nil)
	case m.Map == "":
		return model.ChangeSet{}, model.NewError(model.Usage, "err.import.mapping.empty", nil)
	}
	value, err := json.Marshal(storedMapping{m.Name, m.Type, m.Map, m.Headings})
	if err != nil {
		return model.ChangeSet{}, err
	}
	before, err := d.SavedMapping(ctx, m.Name)
	if err != nil && model.CodeOf(err) != model.NotFound {
		return model.ChangeSet{}, err
	}
	if before.row != nil && before.Type != m.Type {
		return model.ChangeSet{}, model.NewError(model.Conflict, "err.import.mapping.taken",
			model.Args{"name": before.Name})
	}
	cs := Set(before.row, mappingID(m.Name), string(value))
	cs.Action, cs.Args = "import.mapping.save", model.Args{"name": m.Name}
	if before.row != nil && before.row.Value == string(value) {
		cs.Changes = nil
	}
	return cs, nil
}

// RemoveMapping returns the change set that removes a saved mapping.
func RemoveMapping(m SavedMapping) model.ChangeSet {
	return model.ChangeSet{Action: "import.mapping.remove", Args: model.Args{"name": m.Name},
		Changes: []model.Change{model.Remove(m.row)}}
}

// Fits reports whether a file has all the headings of the file that the mapping was saved for; further columns do not
// matter.
func (m SavedMapping) Fits(headings []string) bool {
	there := map[string]bool{}
	for _, h := range headings {
		there[foldHeading(h)] = true
	}
	missing := func(h string) bool { return !there[foldHeading(h)] }
	return len(m.Headings) > 0 && !slices.ContainsFunc(m.Headings, missing)
}

// foldHeading makes headings comparable that differ in case and spaces only.
func foldHeading(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// HeadingsOf are the headings of a file that was read.
func HeadingsOf(p ImportPlan) []string {
	var out []string
	for _, c := range p.Columns() {
		if c.Heading != "" {
			out = append(out, c.Heading)
		}
	}
	return out
}

// FittingMappings finds the saved mappings for a file, so that they can be offered. p is its plan; with nil the file
// could not be read without one, and those are found that make it readable.
func (d *Session) FittingMappings(
	ctx context.Context, path, typ string, p ImportPlan, o ImportOptions,
) ([]string, error) {
	all, err := d.SavedMappings(ctx)
	if err != nil {
		return nil, err
	}
	var fit []string
	for _, m := range all {
		if m.Type != typ {
			continue
		}
		ok := p != nil && m.Fits(HeadingsOf(p))
		if p == nil {
			ok = d.readsWith(ctx, path, m, o)
		}
		if ok {
			fit = append(fit, m.Name)
		}
	}
	return fit, ctx.Err()
}

// readsWith reports whether a saved mapping makes a file readable.
func (d *Session) readsWith(ctx context.Context, path string, m SavedMapping, o ImportOptions) bool {
	var err error
	if o.Map, err = d.Importer.ParseMap(m.Type, []string{m.Map}, o.Words); err != nil {
		return false
	}
	p, err := d.Importer.Plan(ctx, path, m.Type, o)
	if err != nil {
		return false
	}
	defer p.Close()
	return m.Fits(HeadingsOf(p))
}
