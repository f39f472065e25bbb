package importer

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// Lists of contact persons, tasks, job ads, contacts and job goals have one row each, and columns that say whose it is.
// A row whose company or citizen is not there, or could be several, is refused: nothing is made up for it. A list of
// job ads is mostly about companies that nobody here knows; those are skipped and named.

// linkedType is what a list of one of these types needs.
type linkedType struct {
	company, citizen bool // what a row belongs to; contacts may name a citizen
	// here says that the postcode must be the company's: an ad of one workplace of a chain says nothing of another.
	here  bool
	needs []string // fields, one of which the list must have a column for, besides those of whom it belongs to
}

var linkedTypes = map[string]linkedType{
	"person":  {company: true, needs: []string{"name"}},
	"task":    {company: true, needs: []string{"name"}},
	"opening": {company: true, here: true, needs: []string{"title", "occupation"}},
	"contact": {company: true, citizen: true, needs: []string{"on"}},
	"goal":    {citizen: true, needs: []string{"words"}},
}

// IsLinked reports whether a list of a type belongs to companies or citizens that are there already.
func IsLinked(typ string) bool { _, ok := linkedTypes[typ]; return ok }

// linkKeys are the columns that say whom a row belongs to, by their sense in the table of headings, as a mapping names
// them. Which of them a type has, see linkOf.
var linkKeys = map[string]string{
	"company.name": "company", "company.daily_name": "company", "company.cvr": "company_cvr",
	"company.pnumber": "company_pnumber", "company.street": "company_street", "company.postcode": "company_postcode",
	"company.town": "company_town",
	"citizen.name": "citizen", "citizen.ref": "citizen_ref", "citizen.case_ref": "citizen_case_ref",
	"citizen.first_name": "citizen_first_name", "citizen.last_name": "citizen_last_name",
	"person.name": "person",
}

// linkOf is the key of a column that says whom a row of the type belongs to, "" when it does not.
func linkOf(typ, sense string) string {
	t, key := linkedTypes[typ], linkKeys[sense]
	section, _, _ := strings.Cut(sense, ".")
	if section == "company" && t.company || section == "citizen" && t.citizen || key == "person" && typ == "contact" {
		return key
	}
	return ""
}

// linkedSense is what a heading of the table means in a list of the type: a key of the type itself, of whom it belongs
// to, or of nothing.
func linkedSense(typ, key string) string {
	if linkOf(typ, key) != "" {
		return key
	}
	section, name, _ := strings.Cut(key, ".")
	switch {
	case section == "citizen" && typ == "goal" && name == "goal":
		return "goal.words"
	case section == "any" && name == "name":
		return map[string]string{"person": "any.name", "task": "task.name", "contact": "company.name",
			"goal": "citizen.name", "opening": "company.name"}[typ]
	case section == "any" && name == "note":
		return map[string]string{"person": "any.note", "task": "task.about", "contact": "contact.note"}[typ]
	case section == "contact" && name == "name":
		return map[string]string{"person": "person.name", "contact": "person.name"}[typ]
	case typ == "contact" && section == "person" && slices.Contains([]string{"full_name"}, name):
		return "person.name"
	case typ == "goal" && section == "person" && (name == "first_name" || name == "last_name"):
		return "citizen." + name
	case typ == "goal" && key == "person.full_name":
		return "citizen.name"
	case typ == "person" && (section == "any" || section == "person"):
		return key
	case section == typ:
		if t, _ := schema.TypeNamed(typ); t != nil {
			if f, ok := t.Field(name); ok && (f.Kind != schema.Ref || f.To == "consultant") {
				return key
			}
		}
	}
	return ""
}

// assignLinked gives every column of such a list its field.
func (h *columnFinder) assignLinked(cols []Column) {
	for i := range cols {
		c := &cols[i]
		section, key, _ := strings.Cut(c.sense.key, ".")
		c.rank = c.sense.rank
		link := linkOf(h.typ.Name, c.sense.key)
		switch {
		case c.sense.key == "":
		case section == "cpr":
			c.reason = note("unused.cpr", nil)
		case section == "private", c.sense.label:
			c.reason = note("unused.private", nil)
		case section == "coordinates":
			c.reason = note("unused.place", nil)
		case link != "":
			c.part, c.key, c.Field = partLink, c.sense.key, link
		case h.typ.Name == "person" && slices.Contains([]string{"first_name", "middle_name", "last_name"}, key):
			c.part, c.key, c.Field = partLink, c.sense.key, "name"
		default:
			key = h.personKey(c, key)
			if f, ok := h.typ.Field(key); ok {
				c.field, c.Field = f, f.Key
			}
		}
	}
	h.dropOutranked(cols)
}

// personKey is the field of a contact person for the further names that columns of one have.
func (h *columnFinder) personKey(c *Column, key string) string {
	if h.typ.Name != "person" {
		return key
	}
	switch key {
	case "full_name":
		c.rank += 10
		return "name"
	case "work_phone":
		c.rank += 10
		return "phone"
	case "honorific":
		c.rank += 10
		return "title"
	}
	return key
}

// linkedKeys lists what a mapping of such a list can name.
func linkedKeys(t *schema.Type) []string {
	var out []string
	for i := range t.Fields {
		if f := &t.Fields[i]; !f.Given && (f.Kind != schema.Ref || f.To == "consultant") {
			out = append(out, f.Key)
		}
	}
	var links []string
	for sense := range linkKeys {
		if key := linkOf(t.Name, sense); key != "" && !slices.Contains(links, key) {
			links = append(links, key)
		}
	}
	slices.Sort(links)
	return append(out, links...)
}

// linkedTarget is the sense of a key that a mapping names.
func linkedTarget(t *schema.Type, key string) (string, bool) {
	key = strings.ReplaceAll(fold(key), " ", "_")
	for sense := range linkKeys {
		if linkOf(t.Name, sense) == key && sense != "company.daily_name" {
			return sense, true
		}
	}
	if f, ok := t.Field(key); ok && !f.Given && (f.Kind != schema.Ref || f.To == "consultant") {
		return t.Name + "." + key, true
	}
	return "", false
}

// linkedPlan reads such a list and says what each row would do.
func linkedPlan(ctx context.Context, src *Source, there Existing, t *schema.Type, opts Options) (*Plan, error) {
	h, err := newColumnFinder(t, &opts)
	if err != nil {
		return nil, err
	}
	tab, err := src.open(ctx, func(heading string) bool { _, ok := h.find(heading); return ok })
	var e *model.Error
	if errors.As(err, &e) && e.Key == "err.import.header" {
		return nil, inFile(fileError("err.import.columns."+t.Name, nil), src.Name)
	}
	if err != nil {
		return nil, err
	}
	cols, err := h.columnsOf(tab.header)
	if err != nil {
		return nil, err
	}
	p := &Plan{Type: t.Name, File: src.Name, Columns: cols, Counts: map[Verdict]int{}, src: src, typ: t,
		header: tab.header, read: tab.rows, Reading: tab.reading}
	w := &linkedPlanner{planner: &planner{plan: p, conv: newConverter(h, tab, cols, src), opts: &opts, typ: t},
		parents: newParents(t.Name), first: map[string][]int{}}
	w.unused = newUnusedCounter(&p.Reading, cols, func(i int) bool { return cols[i].kept() })
	w.conv.readPNumbers = pnumbersOf(ctx, there)
	if err := w.checkLinkedColumns(); err != nil {
		return nil, err
	}
	if there != nil {
		if err := w.parents.read(ctx, there); err != nil {
			return nil, err
		}
	}
	if err := w.readLinked(ctx); err != nil {
		return nil, err
	}
	if len(w.verdicts) == 0 {
		return nil, fileError("err.import.empty", nil)
	}
	if there != nil {
		if err := w.compareLinked(ctx, there); err != nil {
			return nil, err
		}
	}
	w.finishLinked()
	return p, nil
}

// linkedPlanner builds the plan of such a list.
type linkedPlanner struct {
	*planner
	parents  *parents
	rows     []linkedRow
	verdicts []Row            // of rows
	first    map[string][]int // rows that are not refused, by identity
}

// linkedRow is a row before it has a verdict.
type linkedRow struct {
	row    int
	entity model.Entity // nil when the row has its verdict already
	owner  model.Entity // the company, or the citizen of a goal
	before model.Entity
	many   bool // several of the database fit
}

// checkLinkedColumns refuses a list that cannot say what its rows are, or whose.
func (w *linkedPlanner) checkLinkedColumns() error {
	has := map[string]bool{}
	for _, c := range w.plan.Columns {
		if c.kept() {
			has[c.Field] = true
		}
	}
	t := linkedTypes[w.typ.Name]
	ok := t.company && (has["company"] || has["company_cvr"] || has["company_pnumber"]) ||
		!t.company && (has["citizen"] || has["citizen_ref"] || has["citizen_case_ref"] || has["citizen_first_name"])
	if !ok || !slices.ContainsFunc(t.needs, func(key string) bool { return has[key] }) {
		return fileError("err.import.columns."+w.typ.Name, nil)
	}
	if w.typ.Name == "contact" && !has["how"] {
		w.plan.Reading.Notes = append(w.plan.Reading.Notes, *note("contact.how", nil))
	}
	w.noteSharedFields()
	return nil
}

// readLinked converts every row, finds whose it is, and finds those that the file has twice.
func (w *linkedPlanner) readLinked(ctx context.Context) error {
	err := w.plan.read(ctx, w.opts.Progress, func(rec record) error {
		row := Row{Line: rec.line, Verdict: Refused}
		item := linkedRow{row: len(w.rows)}
		if w.isHeader(rec) {
			row.Verdict = Skipped
			row.Reasons = []model.Error{*fileError("err.import.header.again", model.Args{"line": rec.line})}
		} else {
			w.unused.add(rec)
			d, reasons := w.conv.convert(rec)
			row.Notes, row.Reasons = d.notes, reasons
			switch {
			case d.skipped != nil:
				row.Verdict, row.Reasons, row.Notes = Skipped, []model.Error{*d.skipped}, nil
			case len(reasons) == 0:
				item.entity = d.entity
				row.Reasons = w.link(rec, &item, &row)
				if o, ok := item.entity.(*model.Opening); ok && w.isUnknownEmployer(rec, o, row.Reasons) {
					row.Verdict, row.Title = Skipped, o.Title
				}
			}
			if len(row.Reasons) > 0 {
				item.entity, row.Notes = nil, nil
			}
		}
		w.rows, w.verdicts = append(w.rows, item), append(w.verdicts, row)
		if item.entity != nil {
			w.resolveTwice(&w.rows[item.row])
		}
		return nil
	})
	w.unused.finish()
	if n := w.conv.dropped; n > 0 {
		w.plan.Reading.Notes = append(w.plan.Reading.Notes, *note("more", model.Args{"n": n}))
	}
	return err
}

// link sets whom a row belongs to; with reasons, the row is refused.
func (w *linkedPlanner) link(rec record, item *linkedRow, row *Row) []model.Error {
	cells := w.linkCells(rec)
	t := linkedTypes[w.typ.Name]
	if o, ok := item.entity.(*model.Opening); ok {
		o.Title = cmp.Or(o.Title, o.Occupation)
	}
	var company *model.Company
	var citizen *model.Citizen
	var err *model.Error
	if t.company {
		if company, err = w.parents.company(cells); err != nil {
			return []model.Error{w.conv.reason(err, rec.line, nil)}
		}
		item.owner = company
		if cells["company.postcode"]+cells["company.pnumber"]+cells["company.cvr"] == "" && company.Postcode != "" {
			town := clip(strings.TrimSpace(company.Postcode + " " + company.Town))
			row.Notes = append(row.Notes, *note("row.byname",
				model.Args{"line": rec.line, "name": clip(company.ShownName()), "town": town}))
		}
	}
	if t.citizen {
		if citizen, err = w.parents.citizen(cells, !t.company); err != nil {
			return []model.Error{w.conv.reason(err, rec.line, nil)}
		}
	}
	switch e := item.entity.(type) {
	case *model.ContactPerson:
		e.CompanyID, row.Title = company.ID, e.Name
	case *model.Task:
		e.CompanyID, row.Title = company.ID, e.Name
	case *model.Opening:
		e.CompanyID, row.Title = company.ID, e.Title
	case *model.Goal:
		e.CitizenID, item.owner, row.Title = citizen.ID, citizen, citizen.Ref
	case *model.Contact:
		if e.On > w.opts.Today {
			err := fileError("err.contact.future", model.Args{"day": e.On}).WithField("on")
			return []model.Error{w.conv.reason(err, rec.line, nil)}
		}
		e.CompanyID, row.Title = company.ID, company.ShownName()+" "+e.On.String()
		if citizen != nil {
			e.CitizenID = citizen.ID
		}
		if name := cells["person.name"]; name != "" {
			if e.PersonID = w.parents.person(company.ID, name); e.PersonID == "" {
				row.Notes = append(row.Notes, *note("cell.nobody",
					model.Args{"line": rec.line, "column": w.conv.heading("person")}))
			}
		}
		if e.How == "" && !w.conv.has("how") {
			e.How = "other"
		}
	}
	return nil
}

// linkCells are the texts of a row that say whose it is, by their sense.
func (w *linkedPlanner) linkCells(rec record) map[string]string {
	out := map[string]string{}
	for i := range w.plan.Columns {
		c := &w.plan.Columns[i]
		if c.part != partLink {
			continue
		}
		if s := cell(rec.cells, i); s != "" && !isNull(s) && out[c.key] == "" {
			out[c.key] = s
		}
	}
	return out
}
