package importer

import (
	"cmp"
	"context"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// personColumns are the columns of one contact person of a row, in the file's order.
type personColumns []int

// groupPeople finds the columns of the first contact person, the second, and so on.
func groupPeople(cols []Column) (out []personColumns) {
	for i := range cols {
		if cols[i].part != partPerson || !cols[i].kept() {
			continue
		}
		for len(out) <= cols[i].person {
			out = append(out, nil)
		}
		out[cols[i].person] = append(out[cols[i].person], i)
	}
	return out
}

// people reads the contact persons of a row. What stands in the columns of a person without a name is given to the
// workplace, where it has a place there.
func (c *converter) people(rec record, d *converted) {
	for _, columns := range c.persons {
		if p := c.person(rec, columns, d); p != nil {
			d.people = append(d.people, p)
		}
	}
}

// person reads one contact person.
func (c *converter) person(rec record, columns personColumns, d *converted) *model.ContactPerson {
	r := personReader{c: c, rec: rec, d: d, p: &model.ContactPerson{}, from: map[string]int{}}
	name := r.name(columns)
	if name == "" {
		r.leftover(columns)
		return nil
	}
	var numbers []phoneCell
	for _, i := range columns {
		text := cell(rec.cells, i)
		if text == "" || isNull(text) {
			continue
		}
		switch key := c.cols[i].key; key {
		case "name", "full_name", "first_name", "middle_name", "last_name":
		case "phone", "work_phone", "mobile":
			for _, each := range values(text) {
				numbers = append(numbers, phoneCell{i, key, each})
			}
		case "honorific":
			r.set(i, "title", text)
		case "mail":
			for _, each := range values(text) {
				r.mail(i, each)
			}
		default:
			r.set(i, key, text)
		}
	}
	r.phones(numbers)
	if err := r.field("name").SetText(r.p, name); err != nil {
		d.notes = append(d.notes, c.personReason(err, rec.line, r.nameColumn, r.field("name")))
		return nil
	}
	return r.p
}

// phoneCell is a telephone number of a row: "phone", "work_phone" or "mobile".
type phoneCell struct {
	column    int
	key, text string
}

// personReader reads the columns of one contact person.
type personReader struct {
	c          *converter
	rec        record
	d          *converted
	p          *model.ContactPerson
	nameColumn int
	from       map[string]int // the columns that fields were filled from
}

func (r *personReader) field(key string) *schema.Field {
	f, _ := r.c.personType.Field(key)
	return f
}

// name joins first, middle and last name; without them it is the whole name.
func (r *personReader) name(columns personColumns) string {
	byKey := map[string]string{}
	r.nameColumn = columns[0]
	for _, i := range columns {
		key := r.c.cols[i].key
		if s := cell(r.rec.cells, i); s != "" && byKey[key] == "" && !isNull(s) {
			byKey[key] = s
			if strings.HasSuffix(key, "name") {
				r.nameColumn = i
			}
		}
	}
	whole := strings.Join(strings.Fields(strings.Join([]string{byKey["first_name"], byKey["middle_name"],
		byKey["last_name"]}, " ")), " ")
	name := cmp.Or(byKey["name"], whole, byKey["full_name"])
	if byKey["last_name"] != "" || byKey["first_name"] != "" {
		name = whole
	}
	return strings.Join(strings.Fields(name), " ")
}

// set sets a field that has one place; a second value is left out with a note.
func (r *personReader) set(i int, key, text string) bool {
	f := r.field(key)
	if isBlankValue(f, text) {
		return true
	}
	if f.Kind == schema.Choice {
		text, _ = r.c.opts.choice(r.c.personType.Name, f, text)
	}
	text = canonical(f, text, r.c.isNumber(i))
	if have := f.Text(r.p); have != "" {
		if have != text && have != f.Stored(text) {
			e := r.left("cell.second", i)
			e.Args["other"] = r.c.columnName(r.from[key])
			r.d.notes = append(r.d.notes, e)
		}
		return false
	}
	if err := f.SetText(r.p, text); err != nil {
		r.d.notes = append(r.d.notes, r.c.personReason(err, r.rec.line, i, f))
		return false
	}
	r.from[key] = i
	return true
}

// labelOf is what the label of a column says of its value.
func (r *personReader) labelOf(i int) (mobile, private bool) {
	at := r.c.cols[i].label
	if at == 0 {
		return false, false
	}
	text := cell(r.rec.cells, at-1)
	return r.c.words.is("label.mobile", text), r.c.words.is("label.private", text)
}

// phones takes the telephone numbers of a person: a direct one and a mobile one. A second direct number becomes the
// mobile one when there is none. The number at work is the person's when there is no other, and the workplace's when
// that has none.
func (r *personReader) phones(list []phoneCell) {
	var kinds [4][]phoneCell // mobile, direct, further mobile, work
	for _, n := range list {
		mobile, private := r.labelOf(n.column)
		at := r.c.cols[n.column].label
		switch {
		case private:
			r.d.notes = append(r.d.notes, r.left("cell.private", n.column))
		case mobile || n.key == "mobile":
			kinds[min(2*len(kinds[0]), 2)] = append(kinds[min(2*len(kinds[0]), 2)], n)
		case n.key == "work_phone", at > 0 && r.c.words.is("before.work", cell(r.rec.cells, at-1)):
			kinds[3] = append(kinds[3], n)
		default:
			kinds[1] = append(kinds[1], n)
		}
	}
	for kind, numbers := range kinds {
		for _, n := range numbers {
			key := model.PhoneKey(n.text)
			if kind == 3 {
				r.c.offerPhone(n.text, r.d)
			}
			switch {
			case key != "" && (key == model.PhoneKey(r.p.Phone) || key == model.PhoneKey(r.p.Mobile)):
			case kind == 0, kind == 1 && r.p.Phone != "" && r.p.Mobile == "",
				kind == 3 && r.p.Phone != "" && r.p.Mobile == "" && model.PhoneKey(*r.c.fieldText("phone")) != key:
				r.set(n.column, "mobile", n.text)
			case kind == 3 && r.p.Phone != "" && model.PhoneKey(*r.c.fieldText("phone")) == key:
			default:
				r.set(n.column, "phone", n.text)
			}
		}
	}
}

// mail takes a mail address.
func (r *personReader) mail(i int, text string) {
	if _, private := r.labelOf(i); private {
		r.d.notes = append(r.d.notes, r.left("cell.private", i))
		return
	}
	r.set(i, "mail", text)
}

// left says that a cell was left out.
func (r *personReader) left(key string, column int) model.Error {
	return *note(key, model.Args{"line": r.rec.line, "column": r.c.columnName(column)})
}

// leftover gives the workplace the number and the mail of a person without a name, and says what is left out.
func (r *personReader) leftover(columns personColumns) {
	for _, i := range columns {
		text := cell(r.rec.cells, i)
		if _, private := r.labelOf(i); text == "" || isNull(text) || private {
			continue
		}
		kept := false
		switch r.c.cols[i].key {
		case "phone", "work_phone", "mobile":
			kept = r.c.give("phone", text) || r.c.give("other_phone", text)
		case "mail":
			kept = r.c.give("mail", text)
		case "note":
			kept = r.c.give("note", text)
		case "honorific":
			kept = true
		}
		if !kept {
			r.d.notes = append(r.d.notes, r.left("cell.noperson", i))
		}
	}
}

// values are the values of a cell that holds several, as some address books write them.
func values(text string) []string {
	var out []string
	for s := range strings.SplitSeq(text, ":::") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// isNull reports whether a cell says that there is no value, as database dumps do.
func isNull(s string) bool { return s == "NULL" || s == `\N` || s == "-" || s == "–" }

// personReason is why a cell of a contact person was left out; it never repeats the cell.
func (c *converter) personReason(err error, line, column int, f *schema.Field) model.Error {
	e := c.reason(err, line, f)
	e.Field, e.Args["column"] = c.cols[column].Field, c.columnName(column)
	return e
}

// joinPeople makes two rows about one person one person.
func joinPeople(list []*model.ContactPerson) []*model.ContactPerson {
	if len(list) < 2 {
		return list
	}
	seen := map[string]*model.ContactPerson{}
	var out []*model.ContactPerson
	for _, p := range list {
		first := seen[fold(p.Name)]
		if first == nil {
			seen[fold(p.Name)] = p
			out = append(out, p)
			continue
		}
		fillPerson(first, p)
	}
	return out
}

// fillPerson fills what a contact person lacks.
func fillPerson(p, from *model.ContactPerson) {
	p.Role, p.Title = cmp.Or(p.Role, from.Role), cmp.Or(p.Title, from.Title)
	p.Phone, p.Mobile = cmp.Or(p.Phone, from.Phone), cmp.Or(p.Mobile, from.Mobile)
	p.Mail, p.Note = cmp.Or(p.Mail, from.Mail), cmp.Or(p.Note, from.Note)
}

// comparePeople finds the contact persons that the workplaces of the file have already, by name, and fills in what
// the file knows of them.
func (w *planner) comparePeople(ctx context.Context, there Existing) error {
	items := map[string]*linked{}
	for i := range w.items.n {
		it := w.items.at(i)
		if it.linked == nil {
			continue
		}
		it.linked.people = joinPeople(it.linked.people)
		if it.id != "" && len(it.linked.people) > 0 {
			items[it.id] = it.linked
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
			now := *p
			now.Head, now.CompanyID, now.Name = old.Head, old.CompanyID, old.Name
			fillPerson(&now, old)
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
	row.People = it.linked.known
	for _, p := range joinPeople(it.linked.people) {
		p.CompanyID = it.id
		row.People = append(row.People, model.Add(p))
	}
	if row.Verdict == Unchanged && len(row.People) > 0 {
		row.Verdict = Changed
	}
}
