package service

import (
	"context"

	"jobspor/model"
	"jobspor/model/schema"
)

// Removal collects the removal of rows together with their dependents: rows that are meaningless without them are
// removed too, and all other references are cleared. The changes belong into one change set, so that one undo restores
// everything.
type Removal struct {
	store   Reader
	changes []model.Change
	at      map[string]int // index in changes by type and ID
}

// NewRemoval returns an empty removal.
func (d *Session) NewRemoval() *Removal { return &Removal{store: d.Store, at: map[string]int{}} }

// Changes are the removals and edits collected so far.
func (g *Removal) Changes() []model.Change { return g.changes }

// Removed counts the removed rows of a type.
func (g *Removal) Removed(typ string) (n int) {
	for _, c := range g.changes {
		if c.After == nil && schema.TypeOf(c.Before).Name == typ {
			n++
		}
	}
	return n
}

// Row removes one row, and what was noted about it and others: that they were merged, or only look alike.
func (g *Removal) Row(ctx context.Context, e model.Entity) error {
	g.put(model.Remove(e))
	for _, r := range schema.Referrers(schema.TypeOf(e).Name) {
		if r.Type.Name != "merged" && r.Type.Name != "distinct" {
			continue
		}
		rows, err := g.store.List(ctx, r.Type.Name, r.Query(schema.TypeOf(e).Name, e.Meta().ID))
		if err != nil {
			return err
		}
		for _, row := range rows {
			g.put(model.Remove(row))
		}
	}
	return nil
}

func (g *Removal) put(c model.Change) {
	key := schema.TypeOf(c.Row()).Name + " " + c.Row().Meta().ID
	i, there := g.at[key]
	switch {
	case !there:
		g.at[key] = len(g.changes)
		g.changes = append(g.changes, c)
	case c.After == nil:
		g.changes[i] = c
	case g.changes[i].After != nil: // a second reference of the same row is cleared
		for _, f := range schema.Differences(c.Before, c.After) {
			f.Copy(g.changes[i].After, c.After)
		}
	}
}

// RemoveWithDependents removes a row, the rows that are meaningless without it, and the references in all others.
func (g *Removal) RemoveWithDependents(ctx context.Context, e model.Entity) error {
	name, id := schema.TypeOf(e).Name, e.Meta().ID
	if i, there := g.at[name+" "+id]; there && g.changes[i].After == nil {
		return nil
	}
	g.put(model.Remove(e))
	for _, r := range schema.Referrers(name) {
		if r.Field.TypeIn != "" && !r.Field.Required {
			continue // evidence stays as words after its row is gone
		}
		rows, err := g.store.List(ctx, r.Type.Name, r.Query(name, id))
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := g.detach(ctx, row, r.Field); err != nil {
				return err
			}
		}
	}
	return nil
}

// detach removes a row that depends on the removed one, or clears the field that refers to it. Notes about a citizen
// are removed with the citizen; that the workplace was contacted remains.
func (g *Removal) detach(ctx context.Context, row model.Entity, f *schema.Field) error {
	typ := schema.TypeOf(row).Name
	if f.Required || typ == "pick" || typ == "shortlist" {
		return g.RemoveWithDependents(ctx, row)
	}
	after := schema.Clone(row)
	if err := f.SetText(after, ""); err != nil {
		return err
	}
	if c, ok := after.(*model.Contact); ok && f.Key == "citizen" {
		c.Note, c.NextWhat = "", ""
	}
	g.put(model.Edit(row, after))
	return nil
}
