package importer

import (
	"context"
	"slices"
	"strings"

	"jobspor/data/reference/headings"
	"jobspor/model"
	"jobspor/model/schema"
)

// Existing reads the rows of the database.
type Existing interface {
	Each(ctx context.Context, typ string, q schema.Query, do func(model.Entity) error) error
}

// Options of a plan. All functions may be nil.
type Options struct {
	Map         map[string]string // headings to field keys, "-" leaves a column out; see ParseMap
	Today       model.Date        // the day of the import; required
	Responsible string            // the consultant who becomes responsible for new rows

	// Words turns an option's words in the reader's languages into its key.
	Words func(typ, field, text string) (key string, ok bool)
	// Heading turns a heading that no field knows, such as a field's label on the screen, into a field key.
	Heading func(typ, heading string) (key string, ok bool)
	// Headings are the user's own, which go before those of the program; nil for none.
	Headings *headings.Table
	// Refs finds the ID of, for example, a consultant by name or initials.
	Refs func(typ, text string) (id string, ok bool)
	// Progress is called with how far the file has been read, in the file's own unit (bytes or rows). It must not
	// block.
	Progress func(done, total int64)

	register bool // the file is an answer of the business register
}

// Verdict is the result of a row.
type Verdict string

// The verdicts. A merged row adds to a row before it in the same file, and is not written by itself. A skipped row is
// none of the list: a sum, the headings again, a line below the list, or a private person in a list of companies.
const (
	New       Verdict = "new"
	Changed   Verdict = "changed"
	Unchanged Verdict = "unchanged"
	Merged    Verdict = "merged"
	Skipped   Verdict = "skipped"
	Refused   Verdict = "refused"
)

// Row is one row of the file and its result.
type Row struct {
	Line    int    // line, row of the sheet or number of the JSON object, from 1
	Title   string // the name, for people: personal for citizens
	Verdict Verdict
	Change  model.Change   // for new and changed rows
	Goals   []*model.Goal  // job goals that are added
	People  []model.Change // contact persons that are added or changed
	Reasons []model.Error  // why a row is refused, skipped or merged; Args name "line" and mostly "column"
	// Notes are about cells of a row that comes in: keys with "import.note." say what was decided, others are why a
	// cell was left out. Args name "line" and "column".
	Notes []model.Error
}

// Fields lists what a changed row changes, in the order of the field table.
func (r *Row) Fields() []*schema.Field {
	if r.Change.Before == nil || r.Change.After == nil {
		return nil
	}
	return schema.Differences(r.Change.Before, r.Change.After)
}

// Plan is what an import would do.
type Plan struct {
	Type    string // company, citizen, week, person, task, contact, goal or opening
	File    string
	Columns []Column
	Reading Reading
	Rows    []Row
	Counts  map[Verdict]int
	Goals   int // job goals that are added
	People  int // contact persons that are added or changed

	src    *Source
	header []string
	rows   func(ctx context.Context, progress func(done, total int64), yield func(record) error) error
}

// Unmapped lists the headings of columns that nothing is taken from.
func (p *Plan) Unmapped() []string {
	var out []string
	for _, c := range p.Columns {
		if !c.kept() && c.Heading != "" {
			out = append(out, c.Heading)
		}
	}
	return out
}

// ChangeSet is the whole import as one change set; it has no changes when there is nothing to do.
func (p *Plan) ChangeSet(actor string) model.ChangeSet {
	set := model.ChangeSet{Actor: actor, Action: importActions[p.Type]}
	for i := range p.Rows {
		r := &p.Rows[i]
		if r.Change.After != nil {
			set.Changes = append(set.Changes, r.Change)
		}
		for _, g := range r.Goals {
			set.Changes = append(set.Changes, model.Add(g))
		}
		set.Changes = append(set.Changes, r.People...)
	}
	set.Args = model.Args{"file": p.File, "new": p.Counts[New], "changed": p.Counts[Changed],
		"n": p.Counts[New] + p.Counts[Changed]}
	return set
}

// importActions are the actions of the change sets, by the type of their rows.
var importActions = map[string]string{"company": "import.companies", "citizen": "import.citizens",
	"week": "import.weeks", "person": "import.persons", "task": "import.tasks", "contact": "import.contacts",
	"goal": "import.goals", "opening": "import.openings"}

// NewPlan reads the file and compares it with what is there. typ is "company", "citizen", "week",
// or one of those of IsLinked.
//
// A row that the file names twice is refused or merged; a field that the file leaves empty stays as it is. Stopping ctx
// ends it at once with a model.Cancelled error. Errors of the whole file are model.Error with its name:
// "err.import.header" (no headings known), "err.import.columns" (none that tells rows apart), "err.import.empty" (no
// rows), and what reading it brings.
func NewPlan(ctx context.Context, src *Source, there Existing, typ string, opts Options) (*Plan, error) {
	p, err := makePlan(ctx, src, there, typ, opts)
	return p, inFile(err, src.Name)
}

func makePlan(ctx context.Context, src *Source, there Existing, typ string, opts Options) (*Plan, error) {
	if typ == "week" {
		return weekPlan(ctx, src, there, opts)
	}
	t, ok := schema.TypeNamed(typ)
	if ok && IsLinked(typ) {
		return linkedPlan(ctx, src, there, t, opts)
	}
	if !ok || typ != "company" && typ != "citizen" {
		return nil, model.NewError(model.Usage, "err.import.type", model.Args{"value": clip(typ)})
	}
	opts.register = src.Kind == Register || src.Kind == CVRAPI || src.Kind == OldXML
	if opts.register && typ != "company" {
		return nil, fileError("err.import.companies", nil)
	}
	h, err := newColumnFinder(t, &opts)
	if err != nil {
		return nil, err
	}
	tab, err := src.open(ctx, func(heading string) bool { _, ok := h.find(heading); return ok })
	if err != nil {
		return nil, err
	}
	cols, err := h.columnsOf(tab.header)
	if err != nil {
		return nil, err
	}
	p := &Plan{Type: typ, File: src.Name, Columns: cols, Counts: map[Verdict]int{}, src: src, header: tab.header,
		rows: tab.rows}
	p.Reading = tab.reading
	w := &planner{plan: p, conv: newConverter(h, tab, cols, src), opts: &opts, typ: t}
	w.unused = newUnusedCounter(&p.Reading, cols, func(i int) bool { return cols[i].kept() || opts.register })
	w.conv.readPNumbers = pnumbersOf(ctx, there)
	w.noteSharedFields()
	if err := w.checkColumns(); err != nil {
		return nil, err
	}
	if err := w.read(ctx); err != nil {
		return nil, err
	}
	if len(p.Rows) == 0 {
		return nil, fileError("err.import.empty", nil)
	}
	if err := w.compare(ctx, there); err != nil {
		return nil, err
	}
	w.finish()
	return p, nil
}

// planner builds a plan.
type planner struct {
	plan  *Plan
	conv  *converter
	opts  *Options
	typ   *schema.Type
	items []item // one for each row of the plan
	keys  keys
	// unused counts what is left in the file.
	unused *unusedCounter
	folded []string // the headings, folded
}

// noteSharedFields says of fields that several columns give, in which order they are looked at.
func (w *planner) noteSharedFields() {
	for i, list := range w.conv.fields {
		if len(list) < 2 || w.opts.register || w.typ.Fields[i].Key == "industry" {
			continue
		}
		var names []string
		for _, at := range list {
			names = append(names, w.plan.Columns[at].Heading)
		}
		w.plan.Reading.shared(w.typ.Fields[i].Key, names)
	}
}

// item is what is known about a row before it has a verdict.
type item struct {
	converted
	row       int32
	rank      int8 // how well before fits, 0 for not at all
	ambiguous bool // two present rows fit equally well
	compared  bool // compared already
	id        string
	before    model.Entity
	lastRank  int            // of the goals the citizen has
	known     []model.Change // of contact persons that are there already
}

// identifying are the fields by which rows can be told apart, by type.
var identifying = map[string][]string{
	"company": {"name", "pnumber", "cvr"},
	"citizen": {"first_name", "case_ref", "ref"},
}

// checkColumns refuses a file without any column that tells its rows apart.
func (w *planner) checkColumns() error {
	for _, key := range identifying[w.typ.Name] {
		if w.conv.has(key) {
			return nil
		}
	}
	return fileError("err.import.columns", model.Args{"fields": strings.Join(identifying[w.typ.Name], ", ")})
}

// read converts every row and finds those that the file has twice.
func (w *planner) read(ctx context.Context) error {
	w.keys = keysFor(w.typ.Name)
	err := w.plan.rows(ctx, w.opts.Progress, func(rec record) error {
		row := Row{Line: rec.line}
		it := item{row: int32(len(w.items))}
		again := w.isHeader(rec)
		if again {
			row.Verdict = Skipped // the header again, where files were put together
			row.Reasons = []model.Error{*fileError("err.import.header.again", model.Args{"line": rec.line})}
		} else if it.converted, row.Reasons = w.conv.convert(rec); len(row.Reasons) > 0 {
			row.Verdict = Refused
			if it.entity != nil {
				row.Title = w.keys.title(it.entity) // empty when the name itself was refused
			}
			it.converted = converted{}
		} else if it.skipped != nil {
			row.Verdict, row.Reasons = Skipped, []model.Error{*it.skipped}
			it.converted = converted{}
		}
		if row.Verdict != Skipped {
			w.unused.add(rec)
		}
		row.Notes, it.notes = it.notes, nil
		w.items = append(w.items, it)
		w.plan.Rows = append(w.plan.Rows, row)
		if it.entity != nil {
			w.plan.Rows[it.row].Title = w.keys.title(it.entity)
			w.resolveDuplicate(&w.items[it.row])
		}
		return nil
	})
	w.unused.finish()
	if n := w.conv.dropped; n > 0 {
		w.plan.Reading.Notes = append(w.plan.Reading.Notes, *note("more", model.Args{"n": n}))
	}
	return err
}

// isHeader reports whether a row repeats the headings.
func (w *planner) isHeader(rec record) bool {
	header := w.plan.header
	if len(rec.cells) == 0 || len(header) == 0 || len(rec.cells) > len(header) {
		return false
	}
	if len(w.folded) == 0 {
		for _, h := range header {
			w.folded = append(w.folded, fold(h))
		}
	}
	for i, h := range header {
		s := ""
		if i < len(rec.cells) {
			s = rec.cells[i]
		}
		if s != h && fold(s) != w.folded[i] {
			return false
		}
	}
	return true
}

// resolveDuplicate merges or refuses a row that is the same as one before it in the file.
func (w *planner) resolveDuplicate(it *item) {
	at, dup := w.keys.add(it)
	if !dup {
		return
	}
	other := &w.items[at]
	row := &w.plan.Rows[it.row]
	row.Verdict = Merged
	args := model.Args{"line": row.Line, "other": w.plan.Rows[at].Line}
	clash := w.conflictingField(other, it)
	register := w.opts.register && other.legal != it.legal
	switch {
	case clash != nil && !register && len(it.people) > 0 && !slices.Contains(identifying[w.typ.Name], clash.Key):
		args["column"] = w.conv.heading(clash.Key)
		row.Reasons = []model.Error{*fileError("err.import.twice", args)}
		row.Notes = append(row.Notes, *note("row.first", args).WithField(clash.Key))
		w.mergeRows(other, it, false)
	case clash != nil && !register:
		row.Verdict = Refused
		args["column"] = w.conv.heading(clash.Key)
		row.Reasons = []model.Error{*fileError("err.import.twice.differs", args).WithField(clash.Key)}
	default:
		row.Reasons = []model.Error{*fileError("err.import.twice", args)}
		w.mergeRows(other, it, register && other.legal)
	}
	it.converted = converted{}
}

// conflictingField finds a field in which two rows of the file differ.
func (w *planner) conflictingField(a, b *item) *schema.Field {
	for i := range w.typ.Fields {
		f := &w.typ.Fields[i]
		x, y := f.Text(a.entity), f.Text(b.entity)
		if x != "" && y != "" && x != y && !(f.Key == "phone" && (a.offered || b.offered)) {
			return f
		}
	}
	return nil
}

// mergeRows adds the values of the later row to the earlier one; with over, values of the later row replace earlier
// ones.
func (w *planner) mergeRows(to, from *item, over bool) {
	for i := range w.typ.Fields {
		f := &w.typ.Fields[i]
		if f.Key == "phone" && to.offered && !from.offered && f.Text(from.entity) != "" {
			f.Copy(to.entity, from.entity) // the workplace's own number
			to.offered = false
		}
		if f.Text(from.entity) != "" && (over || f.Text(to.entity) == "") {
			f.Copy(to.entity, from.entity)
		}
	}
	to.goals = append(to.goals, from.goals...)
	to.people = append(to.people, from.people...)
	to.legal = to.legal && from.legal
}
