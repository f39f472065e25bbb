package service

import (
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/schema"
)

// Revert is what undoing an entry would do; see PreviewUndo. Err says why it cannot be undone, with the rows that stand
// in the way as its *model.ConflictError where it has one.
type Revert struct {
	model.Receipt
	Err error
}

// PreviewUndo tells what undoing an entry would change, and writes nothing.
func (d *Session) PreviewUndo(ctx context.Context, seq int64) Revert {
	r, err := d.Store.PreviewUndo(ctx, d.Actor(), seq)
	return Revert{r, err}
}

// History is what a row's changes are found by: the row and those that refer to it, directly or through others, as they
// are and as they were when they were removed. Of a citizen, rows that name another citizen are not among them.
func (d *Session) History(ctx context.Context, row model.RowRef) ([]model.RowRef, error) {
	types := referrers(schema.Types(), row.Type)
	c := &collector{types: types, refs: map[string][]reference{}, mine: map[model.RowRef]bool{}}
	for _, t := range types {
		c.names, c.refs[t.Name] = append(c.names, t.Name), references(t)
	}
	foreign := func(l links) bool { return row.Type == "citizen" && l.citizen.ID != "" && l.citizen.ID != row.ID }
	var removed []links
	err := d.Store.EachRemoved(ctx, c.names, func(e model.Entity) error {
		removed = append(removed, c.linksOf(e))
		return nil
	})
	if err != nil {
		return nil, err
	}
	out, fresh := []model.RowRef{row}, []model.RowRef{row}
	c.mine[row] = true
	for len(fresh) > 0 {
		var found []model.RowRef
		add := func(l links) {
			ours := slices.ContainsFunc(l.to, func(to model.RowRef) bool { return c.mine[to] })
			if ours && !c.mine[l.row] && !foreign(l) {
				c.mine[l.row] = true
				found = append(found, l.row)
			}
		}
		for _, t := range types {
			for _, q := range c.pointingAt(t.Name, fresh) {
				rows, err := d.Store.List(ctx, t.Name, q)
				if err != nil {
					return nil, err
				}
				for _, e := range rows {
					add(c.linksOf(e))
				}
			}
		}
		for _, l := range removed {
			add(l)
		}
		out, fresh = append(out, found...), found
	}
	return out, nil
}

// pointingAt are the queries for the rows of a type that refer to some rows.
func (c *collector) pointingAt(name string, rows []model.RowRef) (out []schema.Query) {
	ids := map[string][]string{}
	for _, r := range rows {
		ids[r.Type] = append(ids[r.Type], r.ID)
	}
	for _, r := range c.refs[name] {
		for typ, in := range ids {
			if r.typ == nil && r.field.To != typ || r.field.Sealed {
				continue
			}
			for part := range slices.Chunk(in, 500) { // SQLite limits the number of values in a statement
				q := schema.Query{Where: []schema.Cond{{Field: r.field.Key, Op: schema.In, In: part}}}
				if r.typ != nil {
					q.Where = append(q.Where, schema.Cond{Field: r.typ.Key, Op: schema.Is, Text: typ})
				}
				out = append(out, q)
			}
		}
	}
	return out
}
