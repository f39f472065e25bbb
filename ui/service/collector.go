package service

import (
	"context"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// references are the fields by which rows of a type refer to others.
type reference struct {
	field *schema.Field
	typ   *schema.Field // the field that holds the type of a reference by type and ID; nil when the field has it
}

// target gives what the field of a row refers to.
func (r reference) target(e model.Entity) model.RowRef {
	to := r.field.To
	if r.typ != nil {
		to = r.typ.Text(e)
	}
	return model.RowRef{Type: to, ID: r.field.Text(e)}
}

// references lists the fields of kind Ref, and pairs of fields "<name>_type" and "<name>_id".
func references(t *schema.Type) (out []reference) {
	for i := range t.Fields {
		f := &t.Fields[i]
		if f.Kind == schema.Ref {
			out = append(out, reference{f, nil})
		} else if name, ok := strings.CutSuffix(f.Key, "_id"); ok {
			if typ, ok := t.Field(name + "_type"); ok {
				out = append(out, reference{f, typ})
			}
		}
	}
	return out
}

// SubjectTypes are the types whose rows can be about a citizen: those that refer to one, or to such a type.
func SubjectTypes(types []*schema.Type) []*schema.Type { return referrers(types, "citizen") }

// referrers are a type and those whose rows refer to one of its, directly or through others.
func referrers(types []*schema.Type, root string) []*schema.Type {
	subject := map[string]bool{root: true}
	for grown := true; grown; {
		grown = false
		for _, t := range types {
			if !subject[t.Name] && slices.ContainsFunc(references(t), func(r reference) bool {
				return r.typ != nil || subject[r.field.To]
			}) {
				subject[t.Name], grown = true, true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(types), func(t *schema.Type) bool { return !subject[t.Name] })
}

// links is what one version of a row refers to.
type links struct {
	row, citizen model.RowRef // citizen is the one that the version names, if any
	to           []model.RowRef
}

// history reads rows and what stood in them before.
type history interface {
	Reader
	EachLogRow(ctx context.Context, types []string, fn func(model.LogEntry, string, model.LogRow) error) error
}

// collector finds which rows are about some citizens.
type collector struct {
	types    []*schema.Type // those that can be
	names    []string       // of types
	refs     map[string][]reference
	subjects map[string]bool // IDs of the citizens
	all      []links
	mine     map[model.RowRef]bool
}

// collect finds the rows, now and earlier, that are about citizens.
func collect(ctx context.Context, store history, citizenIDs ...string) (*collector, error) {
	c := &collector{types: SubjectTypes(schema.Types()), refs: map[string][]reference{}, subjects: map[string]bool{},
		mine: map[model.RowRef]bool{}}
	for _, id := range citizenIDs {
		c.subjects[id], c.mine[model.RowRef{Type: "citizen", ID: id}] = true, true
	}
	for _, t := range c.types {
		c.names, c.refs[t.Name] = append(c.names, t.Name), references(t)
	}
	if err := c.read(ctx, store); err != nil {
		return nil, err
	}
	c.grow()
	return c, nil
}

func (c *collector) linksOf(e model.Entity) links {
	name := schema.TypeOf(e).Name
	out := links{row: model.RowRef{Type: name, ID: e.Meta().ID}}
	for _, r := range c.refs[name] {
		to := r.target(e)
		if to.ID == "" {
			continue
		}
		if to.Type == "citizen" {
			out.citizen = to
		}
		out.to = append(out.to, to)
	}
	return out
}

// about reports whether a version of a row is about the citizen, as far as is known.
func (c *collector) about(l links) bool {
	if l.row.Type == "citizen" {
		return c.subjects[l.row.ID]
	}
	if l.citizen.ID != "" && !c.subjects[l.citizen.ID] {
		return false
	}
	return slices.ContainsFunc(l.to, func(to model.RowRef) bool { return c.mine[to] })
}

// grow adds rows until none is left that refers to one of them.
func (c *collector) grow() {
	for grown := true; grown; {
		grown = false
		for _, l := range c.all {
			if !c.mine[l.row] && c.about(l) {
				c.mine[l.row], grown = true, true
			}
		}
	}
}

// read reads what every row, now and earlier, refers to.
func (c *collector) read(ctx context.Context, store history) error {
	add := func(e model.Entity) error {
		c.all = append(c.all, c.linksOf(e))
		return nil
	}
	for _, name := range c.names {
		if err := store.Each(ctx, name, schema.Query{AnyOrder: true}, add); err != nil {
			return err
		}
	}
	return store.EachLogRow(ctx, c.names, func(_ model.LogEntry, _ string, row model.LogRow) error {
		if row.Before == nil {
			return nil
		}
		return add(row.Before)
	})
}
