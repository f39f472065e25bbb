package importer

import (
	"context"

	"jobspor/model"
	"jobspor/model/schema"
)

// compare reads the rows of the database as a stream and compares them with those of the file.
func (w *planner) compare(ctx context.Context, there Existing) error {
	if there == nil {
		return nil
	}
	err := there.Each(ctx, w.typ.Name, schema.Query{}, func(e model.Entity) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		w.keys.candidates(e, func(at int32, rank int8) {
			it := w.items.at(int(at))
			switch {
			case it.compared, it.file == "", rank < it.rank:
			case rank == it.rank:
				it.ambiguous = true
			default:
				it.rank, it.ambiguous, it.id = rank, false, e.Meta().ID
				if rank == matchExact {
					w.update(it, func(row *Row) { w.comparePresent(it, row, e) }) // frees the memory of unchanged rows
				} else {
					it.before = schema.Pack(e)
				}
			}
		})
		return nil
	})
	if err != nil {
		return err
	}
	if err := w.compareGoals(ctx, there); err != nil {
		return err
	}
	return w.comparePeople(ctx, there)
}

// update changes the row of an item.
func (w *planner) update(it *item, change func(row *Row)) {
	row := w.plan.Row(int(it.row))
	change(&row)
	*w.plan.rows.at(int(it.row)) = packRow(&row)
}

// comparePresent compares a row with the database row that it certainly is.
func (w *planner) comparePresent(it *item, row *Row, before model.Entity) {
	after := schema.Clone(before)
	merge(w.typ, after, w.typ.Unpack(it.file), it)
	it.compared, it.file, it.before = true, "", ""
	if schema.Equal(before, after) {
		row.Verdict = Unchanged
		return
	}
	if err := w.leaveOut(row, before, after); err != nil {
		w.refuse(it, row, err)
		return
	}
	if schema.Equal(before, after) {
		row.Verdict = Unchanged
		return
	}
	row.setChange(before, after)
}

// leaveOut validates an entity. A value that does not go with the others becomes what it was before, with a note, when
// the row does not need it; before is nil for a new row.
func (w *planner) leaveOut(row *Row, before, after model.Entity) error {
	for range w.typ.Fields {
		err := schema.ValidateKnowing(after, w.conv.isPNumber)
		e, ok := err.(*model.Error)
		if err == nil || !ok {
			return err
		}
		f, ok := w.typ.Field(e.Field)
		if before == nil {
			before = w.typ.New()
		}
		if !ok || w.conv.identifies(f, "") || f.Text(before) == f.Text(after) {
			return err
		}
		f.Copy(after, before)
		row.Notes = append(row.Notes, w.conv.reason(e, row.Line, f))
	}
	return schema.ValidateKnowing(after, w.conv.isPNumber)
}

// refuse gives a row the errors of its entity as reasons.
func (w *planner) refuse(it *item, row *Row, err error) {
	row.Verdict, row.before, row.after, row.Goals = Refused, "", "", nil
	it.file, it.before, it.linked = "", "", nil
	e, ok := err.(*model.Error)
	if !ok {
		e = fileError("err.field", nil).WithCause(err)
	}
	for _, each := range append([]model.Error{*e}, e.More...) {
		f, _ := w.typ.Field(each.Field)
		row.Reasons = append(row.Reasons, w.conv.reason(&each, row.Line, f))
	}
}

// finish gives every row its verdict.
func (w *planner) finish() {
	w.keys = nil
	taken := map[string]bool{}
	for i := range w.items.n {
		if it := w.items.at(i); it.compared {
			taken[it.id] = true
		}
	}
	for i := range w.items.n {
		it := w.items.at(i)
		w.update(it, func(row *Row) {
			if it.file != "" {
				w.decide(it, row, taken)
			}
			if it.linked != nil && row.Verdict != Refused && row.Verdict != Merged && row.Verdict != Skipped {
				w.addGoals(it, row)
				w.addPeople(it, row)
			}
			w.plan.count(row)
		})
	}
	w.items, w.conv = longList[item]{}, nil
}

// decide decides about a row that is new, or that fits a database row by name.
func (w *planner) decide(it *item, row *Row, taken map[string]bool) {
	if it.ambiguous {
		w.refuse(it, row, fileError("err.import.ambiguous", nil))
		return
	}
	entity := w.typ.Unpack(it.file)
	if it.before != "" && !taken[it.id] {
		taken[it.id] = true
		before := w.typ.Unpack(it.before)
		if c, ok := before.(*model.Company); ok && c.Postcode != "" && entity.(*model.Company).Postcode == "" &&
			it.rank == matchByName {
			row.Notes = append(row.Notes, *note("row.byname",
				model.Args{"line": row.Line, "name": clip(c.ShownName()), "town": clip(c.Postcode + " " + c.Town)}))
		}
		w.comparePresent(it, row, before)
		return
	}
	if it.linked != nil {
		if ref := it.linked.ref; ref != "" {
			w.refuse(it, row, fileError("err.import.ref.unknown", model.Args{"value": clip(ref)}).WithField("ref"))
			return
		}
		it.id = model.NewID() // goals and people refer to it; for all others the store draws one
		entity.Meta().ID = it.id
	}
	defaults(entity, w.opts, w.plan.File)
	if err := w.leaveOut(row, nil, entity); err != nil {
		w.refuse(it, row, err)
		return
	}
	row.setChange(nil, entity)
	it.file = ""
}
