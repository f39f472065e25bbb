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
			it := &w.items[at]
			switch {
			case it.compared, it.entity == nil, rank < it.rank:
			case rank == it.rank:
				it.ambiguous = true
			default:
				it.rank, it.ambiguous, it.before, it.id = rank, false, e, e.Meta().ID
				if rank == matchExact {
					w.comparePresent(it) // frees the memory of rows that are as they were
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

// comparePresent compares a row with the database row that it certainly is.
func (w *planner) comparePresent(it *item) {
	row := &w.plan.Rows[it.row]
	after := schema.Clone(it.before)
	merge(w.typ, after, it)
	it.compared = true
	if schema.Equal(it.before, after) {
		row.Verdict = Unchanged
		it.entity, it.before = nil, nil
		return
	}
	if err := w.leaveOut(it, it.before, after); err != nil {
		w.refuse(it, err)
		return
	}
	row.Verdict, row.Change = Changed, model.Edit(it.before, after)
	if schema.Equal(it.before, after) {
		row.Verdict, row.Change = Unchanged, model.Change{}
	}
	it.entity, it.before = nil, nil
}

// leaveOut validates an entity. A value that does not go with the others becomes what it was before, with a note, when
// the row does not need it; before is nil for a new row.
func (w *planner) leaveOut(it *item, before, after model.Entity) error {
	row := &w.plan.Rows[it.row]
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
func (w *planner) refuse(it *item, err error) {
	row := &w.plan.Rows[it.row]
	row.Verdict, row.Change, row.Goals = Refused, model.Change{}, nil
	it.entity, it.before, it.goals, it.people = nil, nil, nil, nil
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
	taken := map[string]bool{}
	for i := range w.items {
		if it := &w.items[i]; it.compared {
			taken[it.id] = true
		}
	}
	for i := range w.items {
		it, row := &w.items[i], &w.plan.Rows[i]
		if it.entity != nil && !it.compared {
			w.decide(it, taken)
		}
		if row.Verdict != Refused && row.Verdict != Merged && row.Verdict != Skipped {
			w.addGoals(it, row)
			w.addPeople(it, row)
		}
		w.plan.Counts[row.Verdict]++
		w.plan.Goals += len(row.Goals)
		w.plan.People += len(row.People)
	}
	w.items, w.keys, w.conv = nil, nil, nil
}

// decide decides about a row that is new, or that fits a database row by name.
func (w *planner) decide(it *item, taken map[string]bool) {
	row := &w.plan.Rows[it.row]
	if it.ambiguous {
		w.refuse(it, fileError("err.import.ambiguous", nil))
		return
	}
	if it.before != nil && !taken[it.id] {
		taken[it.id] = true
		if c, ok := it.before.(*model.Company); ok && c.Postcode != "" && it.entity.(*model.Company).Postcode == "" &&
			it.rank == matchByName {
			row.Notes = append(row.Notes, *note("row.byname",
				model.Args{"line": row.Line, "name": clip(c.ShownName()), "town": clip(c.Postcode + " " + c.Town)}))
		}
		w.comparePresent(it)
		return
	}
	if it.ref != "" {
		w.refuse(it, fileError("err.import.ref.unknown", model.Args{"value": clip(it.ref)}).WithField("ref"))
		return
	}
	if len(it.goals)+len(it.people) > 0 { // they refer to it; for all others the store draws one
		it.id = model.NewID()
		it.entity.Meta().ID = it.id
	}
	defaults(it.entity, w.opts, w.plan.File)
	if err := w.leaveOut(it, nil, it.entity); err != nil {
		w.refuse(it, err)
		return
	}
	row.Verdict, row.Change = New, model.Add(it.entity)
	it.entity = nil
}
