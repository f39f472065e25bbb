package importer

import (
	"cmp"
	"context"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// identity is what makes two rows of a list the same: a contact person's name or a task's name at its company, a
// contact's day, way and note there, a citizen's goal in its words, an ad's number or else its headline and day. See
// sameCitizen for contacts.
func identity(e model.Entity) string {
	switch e := e.(type) {
	case *model.ContactPerson:
		return e.CompanyID + "\x00" + fold(e.Name)
	case *model.Task:
		return e.CompanyID + "\x00" + fold(e.Name)
	case *model.Opening:
		if e.AdNo != "" {
			return e.CompanyID + "\x00" + fold(e.AdNo)
		}
		day := cmp.Or(e.PublishedOn, e.DeadlineOn).String()
		return strings.Join([]string{e.CompanyID, "", fold(e.Title), day}, "\x00")
	case *model.Contact:
		return strings.Join([]string{e.CompanyID, e.On.String(), e.How, fold(e.Note)}, "\x00")
	case *model.Goal:
		return e.CitizenID + "\x00" + fold(e.Words)
	}
	return ""
}

// sameCitizen reports whether two contacts that are the same otherwise are about the same citizen: a row that names
// none may be either.
func sameCitizen(a, b model.Entity) bool {
	x, ok := a.(*model.Contact)
	if !ok {
		return true
	}
	y := b.(*model.Contact)
	return x.CitizenID == y.CitizenID || x.CitizenID == "" || y.CitizenID == ""
}

// resolveTwice merges or refuses a row that is the same as one before it in the file.
func (w *linkedPlanner) resolveTwice(item *linkedRow) {
	key := identity(item.entity)
	row := &w.verdicts[item.row]
	for _, at := range w.first[key] {
		other := &w.rows[at]
		if !sameCitizen(other.entity, item.entity) {
			continue
		}
		args := model.Args{"line": row.Line, "other": w.verdicts[at].Line}
		if f := w.differing(other.entity, item.entity); f != nil {
			args["column"] = w.conv.heading(f.Key)
			row.Reasons = []model.Error{*fileError("err.import.twice.differs", args).WithField(f.Key)}
		} else {
			row.Verdict = Merged
			row.Reasons = []model.Error{*fileError("err.import.twice", args)}
			w.fill(other.entity, item.entity)
		}
		row.Notes, item.entity = nil, nil
		return
	}
	w.first[key] = append(w.first[key], item.row)
}

// differing finds a field in which two rows of the file say different things.
func (w *linkedPlanner) differing(a, b model.Entity) *schema.Field {
	for i := range w.typ.Fields {
		f := &w.typ.Fields[i]
		if x, y := f.Text(a), f.Text(b); x != "" && y != "" && x != y && fold(x) != fold(y) {
			return f
		}
	}
	return nil
}

// fill gives a row what it lacks.
func (w *linkedPlanner) fill(to, from model.Entity) {
	for i := range w.typ.Fields {
		if f := &w.typ.Fields[i]; f.Text(to) == "" && f.Text(from) != "" {
			f.Copy(to, from)
		}
	}
}

// compareLinked finds the rows that are there already.
func (w *linkedPlanner) compareLinked(ctx context.Context, there Existing) error {
	lastRank := map[string]int{}
	err := there.Each(ctx, w.typ.Name, schema.Query{}, func(e model.Entity) error {
		if g, ok := e.(*model.Goal); ok {
			lastRank[g.CitizenID] = max(lastRank[g.CitizenID], g.Rank.V)
		}
		for _, at := range w.first[identity(e)] {
			if item := &w.rows[at]; sameCitizen(item.entity, e) {
				w.found(item, e)
			}
		}
		return ctx.Err()
	})
	for i := range w.rows {
		if g, ok := w.rows[i].entity.(*model.Goal); ok {
			lastRank[g.CitizenID] = max(lastRank[g.CitizenID], g.Rank.V)
		}
	}
	for i := range w.rows {
		item := &w.rows[i]
		if g, ok := item.entity.(*model.Goal); ok && item.before == nil && !g.Rank.Known {
			lastRank[g.CitizenID]++
			g.Rank = model.Some(lastRank[g.CitizenID])
		}
	}
	return err
}

// found takes a row of the database for a row of the file; a contact about the very citizen goes before another.
func (w *linkedPlanner) found(item *linkedRow, e model.Entity) {
	exact := func(b model.Entity) bool {
		x, ok := item.entity.(*model.Contact)
		return !ok || b.(*model.Contact).CitizenID == x.CitizenID
	}
	switch {
	case item.before == nil, exact(e) && !exact(item.before):
		item.before, item.many = e, false
	case exact(e) == exact(item.before):
		item.many = item.many || !schema.Equal(item.before, e)
	}
}

// finishLinked gives every row its verdict.
func (w *linkedPlanner) finishLinked() {
	for i := range w.rows {
		item, row := &w.rows[i], &w.verdicts[i]
		if item.entity != nil {
			w.decideLinked(item, row)
		}
		w.plan.count(row)
		w.plan.add(row)
	}
	w.rows, w.verdicts, w.first, w.parents, w.conv = nil, nil, nil, nil, nil
}

func (w *linkedPlanner) decideLinked(item *linkedRow, row *Row) {
	refuse := func(err error) {
		row.Verdict, row.Notes = Refused, nil
		e, ok := err.(*model.Error)
		if !ok {
			e = fileError("err.field", nil).WithCause(err)
		}
		for _, each := range append([]model.Error{*e}, e.More...) {
			f, _ := w.typ.Field(each.Field)
			row.Reasons = append(row.Reasons, w.conv.reason(&each, row.Line, f))
		}
	}
	if item.many {
		refuse(fileError("err.import.ambiguous", nil))
		return
	}
	if item.before == nil {
		w.linkedDefaults(item.entity)
		if err := schema.ValidateKnowing(item.entity, w.conv.isPNumber); err != nil {
			refuse(err)
			return
		}
		if o, ok := item.entity.(*model.Opening); ok && !o.Current(w.opts.Today) {
			row.Verdict, row.Notes = Skipped, nil
			args := model.Args{"line": row.Line, "title": clip(o.Title), "day": o.Until()}
			row.Reasons = []model.Error{*fileError("err.import.opening.over", args)}
			return
		}
		row.setChange(nil, item.entity)
		return
	}
	after := schema.Clone(item.before)
	for i := range w.typ.Fields {
		f := &w.typ.Fields[i]
		text := f.Text(item.entity)
		same := w.names(f) && fold(text) == fold(f.Text(after)) // what a row is found by stays as it is written
		if !f.Given && text != "" && !same && f.Stored(f.Text(after)) != text {
			f.Copy(after, item.entity)
		}
	}
	if schema.Equal(item.before, after) {
		row.Verdict = Unchanged
		return
	}
	if err := schema.ValidateKnowing(after, w.conv.isPNumber); err != nil {
		refuse(err)
		return
	}
	row.setChange(item.before, after)
}

// names reports whether rows are told apart by a field.
func (w *linkedPlanner) names(f *schema.Field) bool {
	return f.Key == "name" || f.Key == "words" || f.Key == "title" || f.Key == "note" && w.typ.Name == "contact"
}

// linkedDefaults fill what a new row has without the file saying so.
func (w *linkedPlanner) linkedDefaults(e model.Entity) {
	switch e := e.(type) {
	case *model.Task:
		if e.Status == "" {
			e.Status = "open"
		}
	case *model.Opening:
		e.Source = w.plan.File
	case *model.Contact:
		if e.Consultant == "" {
			e.Consultant = w.opts.Responsible
		}
	case *model.Goal:
		if e.Status == "" {
			e.Status = "wish"
		}
		if e.SetOn == 0 {
			e.SetOn = w.opts.Today
		}
		if !e.Rank.Known {
			e.Rank = model.Some(1)
		}
	}
}

// isUnknownEmployer reports whether an ad is left out because its workplace is not here, and lets the reason say which
// one that is: "Isbutikken (12345678), 2635 Ishøj".
func (w *linkedPlanner) isUnknownEmployer(rec record, o *model.Opening, reasons []model.Error) bool {
	if len(reasons) != 1 || reasons[0].Key != "err.import.link.company.none" {
		return false
	}
	cells := w.linkCells(rec)
	who := cells["company.name"]
	for _, key := range []string{"company.pnumber", "company.cvr"} {
		if s := cells[key]; strings.Trim(s, "0") != "" {
			if who == "" {
				who = s
			} else {
				who += " (" + s + ")"
			}
			break
		}
	}
	if place := strings.TrimSpace(cells["company.postcode"] + " " + cells["company.town"]); place != "" {
		who += ", " + place
	}
	e := &reasons[0]
	e.Key, e.Field = "err.import.opening.unknown", ""
	e.Args["title"], e.Args["value"] = clip(o.Title), clipTo(who, 2*maxShown)
	return true
}
