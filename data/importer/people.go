package importer

import (
	"cmp"
	"context"

	"jobspor/model"
	"jobspor/model/schema"
)

// person reads the contact person of a row. A telephone number or mail address without a name is given to the workplace
// by derive.
func (c *converter) person(rec record) (*model.ContactPerson, []model.Error) {
	get := func(p part) string { return cell(rec.cells, first(c.parts[p])) }
	p := &model.ContactPerson{}
	if get(partPerson) == "" {
		return nil, nil
	}
	typ := schema.TypeOf(p)
	var reasons []model.Error
	for i := range c.cols {
		key, ok := personParts[c.cols[i].part]
		if !ok {
			continue
		}
		f, ok := typ.Field(key)
		text := cell(rec.cells, i)
		if !ok || isBlankValue(f, text) || f.Text(p) != "" {
			continue
		}
		if err := f.SetText(p, canonical(f, text, c.isNumber(i))); err != nil {
			reason := c.reason(err, rec.line, f)
			reason.Field, reason.Args["column"] = c.cols[i].Field, c.cols[i].Heading
			reasons = append(reasons, reason)
		}
	}
	return p, reasons
}

// comparePeople finds the contact persons that the workplaces of the file have already, by name, and fills in what
// the file knows of them.
func (w *planner) comparePeople(ctx context.Context, there Existing) error {
	items := map[string]*item{}
	for i := range w.items {
		if it := &w.items[i]; it.id != "" && len(it.people) > 0 {
			items[it.id] = it
		}
	}
	if len(items) == 0 {
		return nil
	}
	typ := schema.ContactPersonType()
	return there.Each(ctx, typ.Name, schema.Query{}, func(e model.Entity) error {
		old := e.(*model.ContactPerson)
		it := items[old.CompanyID]
		if it == nil {
			return ctx.Err()
		}
		kept := it.people[:0]
		for _, p := range it.people {
			if fold(p.Name) != fold(old.Name) {
				kept = append(kept, p)
				continue
			}
			now := *old
			now.Title, now.Phone, now.Mail = cmp.Or(p.Title, old.Title), cmp.Or(p.Phone, old.Phone),
				cmp.Or(p.Mail, old.Mail)
			if now != *old {
				it.known = append(it.known, model.Edit(old, &now))
			}
		}
		it.people = kept
		return ctx.Err()
	})
}

// addPeople puts the contact persons of a row into the plan.
func (w *planner) addPeople(it *item, row *Row) {
	row.People = it.known
	seen := map[string]bool{}
	for _, p := range it.people {
		if seen[fold(p.Name)] {
			continue
		}
		seen[fold(p.Name)] = true
		p.ID, p.CompanyID = model.NewID(), it.id
		row.People = append(row.People, model.Add(p))
	}
	if row.Verdict == Unchanged && len(row.People) > 0 {
		row.Verdict = Changed
	}
}
