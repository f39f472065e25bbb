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

// Plan is what an import would do.
type Plan struct {
	Type    string // company, citizen, week, person, task, contact, goal or opening
	File    string
	Columns []Column
	Reading Reading
	Counts  map[Verdict]int
	Goals   int // job goals that are added
	People  int // contact persons that are added or changed

	src    *Source
	typ    *schema.Type
	header []string
	rows   longList[packedRow]
	read   func(ctx context.Context, progress func(done, total int64), yield func(record) error) error
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
	p := &Plan{Type: typ, File: src.Name, Columns: cols, Counts: map[Verdict]int{}, src: src, typ: t,
		header: tab.header, read: tab.rows}
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
	if p.Len() == 0 {
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
	items longList[item] // one for each row of the plan
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
	row       int32
	rank      int8 // how well before fits, 0 for not at all
	ambiguous bool // two present rows fit equally well
	compared  bool // compared already
	legal     bool // as in converted, with the next two
	guessed   bool
	offered   bool
	file      schema.Packed // what the file says; "" when the row has its verdict
	before    schema.Packed // the present row that it may be
	id        string        // of that one, or of a new row that others refer to
	linked    *linked       // nil for most
}

// linked is what a row of the file brings besides itself, and what is there of it.
type linked struct {
	ref      string // a citizen's number in jobspor
	goals    []string
	lastRank int // of the goals the citizen has
	people   []*model.ContactPerson
	known    []model.Change // of contact persons that are there already
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
	err := w.plan.read(ctx, w.opts.Progress, func(rec record) error {
		row, d := Row{Line: rec.line}, converted{}
		if w.isHeader(rec) {
			row.Verdict = Skipped // the header again, where files were put together
			row.Reasons = []model.Error{*fileError("err.import.header.again", model.Args{"line": rec.line})}
		} else if d, row.Reasons = w.conv.convert(rec); len(row.Reasons) > 0 {
			row.Verdict = Refused
			if d.entity != nil {
				row.Title = w.keys.title(d.entity) // empty when the name itself was refused
			}
			d = converted{}
		} else if d.skipped != nil {
			row.Verdict, row.Reasons = Skipped, []model.Error{*d.skipped}
			d = converted{}
		}
		if row.Verdict != Skipped {
			w.unused.add(rec)
		}
		row.Notes = d.notes
		it := item{row: int32(w.items.n), legal: d.legal, guessed: d.guessed, offered: d.offered}
		if d.entity != nil {
			row.Title = w.keys.title(d.entity)
			if !w.resolveDuplicate(it.row, &d, &row) {
				it.file = schema.Pack(d.entity)
				if d.ref != "" || len(d.goals)+len(d.people) > 0 {
					it.linked = &linked{ref: d.ref, goals: d.goals, people: d.people}
				}
			}
		}
		w.items.add(it)
		w.plan.add(&row)
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

// resolveDuplicate merges or refuses a row that is the same as one before it in the file, and reports whether it is.
func (w *planner) resolveDuplicate(at int32, d *converted, row *Row) bool {
	first, dup := w.keys.add(at, d)
	if !dup {
		return false
	}
	other := w.items.at(int(first))
	entity := w.typ.Unpack(other.file)
	row.Verdict = Merged
	args := model.Args{"line": row.Line, "other": int(w.plan.rows.at(int(first)).line)}
	clash := w.conflictingField(entity, d.entity, other.offered || d.offered)
	register := w.opts.register && other.legal != d.legal
	switch {
	case clash != nil && !register && len(d.people) > 0 && !slices.Contains(identifying[w.typ.Name], clash.Key):
		args["column"] = w.conv.heading(clash.Key)
		row.Reasons = []model.Error{*fileError("err.import.twice", args)}
		row.Notes = append(row.Notes, *note("row.first", args).WithField(clash.Key))
		w.mergeRows(other, entity, d, false)
	case clash != nil && !register:
		row.Verdict = Refused
		args["column"] = w.conv.heading(clash.Key)
		row.Reasons = []model.Error{*fileError("err.import.twice.differs", args).WithField(clash.Key)}
	default:
		row.Reasons = []model.Error{*fileError("err.import.twice", args)}
		w.mergeRows(other, entity, d, register && other.legal)
	}
	return true
}

// conflictingField finds a field in which two rows of the file differ. A telephone number that is only offered differs
// from none.
func (w *planner) conflictingField(a, b model.Entity, offered bool) *schema.Field {
	for i := range w.typ.Fields {
		f := &w.typ.Fields[i]
		x, y := f.Text(a), f.Text(b)
		if x != "" && y != "" && x != y && !(f.Key == "phone" && offered) {
			return f
		}
	}
	return nil
}

// mergeRows adds the values of the later row to the earlier one, which says entity; with over, values of the later row
// replace earlier ones.
func (w *planner) mergeRows(to *item, entity model.Entity, from *converted, over bool) {
	for i := range w.typ.Fields {
		f := &w.typ.Fields[i]
		text := f.Text(from.entity)
		if f.Key == "phone" && to.offered && !from.offered && text != "" {
			f.Copy(entity, from.entity) // the workplace's own number
			to.offered = false
		}
		if text != "" && (over || f.Text(entity) == "") {
			f.Copy(entity, from.entity)
		}
	}
	to.file = schema.Pack(entity)
	to.legal = to.legal && from.legal
	if len(from.goals)+len(from.people) > 0 {
		if to.linked == nil {
			to.linked = &linked{}
		}
		to.linked.goals = append(to.linked.goals, from.goals...)
		to.linked.people = append(to.linked.people, from.people...)
	}
}
