package importer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"jobspor/data/reference/headings"
	"jobspor/model"
	"jobspor/model/schema"
)

// maskedCPR stands for a text that must not be repeated.
const maskedCPR = "[CPR]"

// converter turns records into entities that hold only values of the file: an empty field means "no value in the file".
type converter struct {
	typ        *schema.Type
	personType *schema.Type
	words      *vocabulary
	opts       *Options
	cols       []Column
	exact      bool
	cellCount  int  // cells a row must have, 0 for any
	ownExport  bool // the file has a column that only jobspor's own lists have
	name       string

	fields     [][]int      // columns of each field, best first
	parts      [parts][]int // columns of each part
	persons    []personColumns
	labels     bool           // some column has a label in another one
	fieldAt    map[string]int // of each field, in typ.Fields
	optionKeys map[optionText]string
	noticed    int // notes so far, up to maxNotes
	dropped    int // notes above that

	// Of the row that is being converted:
	raw       []string // the texts, by field
	at        []int    // the columns they come from, -1 for none
	numbers   []bool   // which cells are numbers
	rawNumber []bool   // which of raw are

	pnumbers     map[string]bool // of the companies there are, nil before they are needed
	readPNumbers func(map[string]bool)
}

// optionText is an option's text in a field. Its key is looked up once, because lists repeat the same few words.
type optionText struct {
	field *schema.Field
	text  string
}

// maxOptionTexts limits the number of cached texts.
const maxOptionTexts = 5000

// maxNotes is how many notes about cells are held. Those above it are counted.
const maxNotes = 20_000

// converted is a converted record.
type converted struct {
	entity  model.Entity
	goals   []string
	people  []*model.ContactPerson
	ref     string // a citizen's number in jobspor
	legal   bool   // a register's legal unit rather than a workplace
	guessed bool   // the code system of the industry is a guess
	offered bool   // the telephone number is a contact person's at work: a number that is there goes before it
	skipped *model.Error
	notes   []model.Error
}

func newConverter(h *columnFinder, t *table, cols []Column, src *Source) *converter {
	c := &converter{typ: h.typ, personType: schema.ContactPersonType(), words: h.words, opts: h.opts, cols: cols,
		exact: src.exact, name: src.Name, optionKeys: map[optionText]string{}}
	if t.strict {
		c.cellCount = len(cols)
	}
	c.fields, c.fieldAt = make([][]int, len(h.typ.Fields)), map[string]int{}
	for i := range h.typ.Fields {
		c.fieldAt[h.typ.Fields[i].Key] = i
	}
	c.raw, c.at = make([]string, len(h.typ.Fields)), make([]int, len(h.typ.Fields))
	c.rawNumber = make([]bool, len(h.typ.Fields))
	for i := range cols {
		if cols[i].part != noPart {
			c.parts[cols[i].part] = append(c.parts[cols[i].part], i)
		}
		for j := range h.typ.Fields {
			if cols[i].field == &h.typ.Fields[j] {
				c.fields[j] = append(c.fields[j], i)
			}
		}
	}
	for _, list := range c.fields {
		slices.SortStableFunc(list, func(a, b int) int { return cols[a].rank - cols[b].rank })
	}
	c.persons = groupPeople(cols)
	c.labels = len(c.parts[partLabel]) > 0
	c.ownExport = c.has("industry_system")
	return c
}

// columnsOf are the columns of a field, best first.
func (c *converter) columnsOf(key string) []int {
	if i, ok := c.fieldAt[key]; ok {
		return c.fields[i]
	}
	return nil
}

// has reports whether the file has a column for the field.
func (c *converter) has(key string) bool {
	return slices.ContainsFunc(c.cols, func(col Column) bool { return col.field != nil && col.field.Key == key })
}

// reason makes the reason of a refusal: the error with its line and column. It never contains values of personal
// fields.
func (c *converter) reason(err error, line int, f *schema.Field) model.Error {
	e, ok := err.(*model.Error)
	if !ok {
		e = fileError("err.field", nil).WithCause(err)
	}
	args := model.Args{"line": line}
	for k, v := range e.Args {
		args[k] = v
	}
	if f != nil {
		e.Field = f.Key
		if f.Sealed && args["value"] != nil {
			args["value"] = "…"
		}
	}
	if e.Field != "" {
		args["column"] = c.heading(e.Field)
	}
	e.Args, e.More = args, nil
	return *e
}

// heading names the file's column for a field, or the field's key when the file has none.
func (c *converter) heading(key string) string {
	for _, col := range c.cols {
		if col.Field == key {
			return col.Heading
		}
	}
	return key
}

// convert reads one record. With reasons, the row is refused; with skipped, it is no row of the list.
func (c *converter) convert(rec record) (converted, []model.Error) {
	if rec.bad != nil {
		return converted{}, []model.Error{c.reason(rec.bad, rec.line, nil)}
	}
	if why := c.skip(rec); why != nil {
		return converted{skipped: why}, nil
	}
	if i := c.findCPR(rec.cells); i >= 0 {
		e := fileError("err.import.cpr", model.Args{"line": rec.line, "column": c.columnName(i)})
		return converted{}, []model.Error{*e}
	}
	if err := c.checkCellCount(rec.cells); err != nil {
		return converted{}, []model.Error{c.reason(err, rec.line, nil)}
	}
	d := converted{entity: c.typ.New()}
	c.numbers = rec.numbers
	c.collect(rec, &d)
	c.derive(rec, &d)
	c.people(rec, &d)
	if d.skipped != nil {
		return converted{skipped: d.skipped}, nil
	}
	reasons := c.setFields(rec, &d)
	for _, i := range c.parts[partGoal] {
		for g := range strings.FieldsFuncSeq(cell(rec.cells, i),
			func(r rune) bool { return r == '\n' || r == '\r' || r == ';' }) {
			if g = strings.TrimSpace(g); g != "" {
				d.goals = append(d.goals, g)
			}
		}
	}
	if comp, ok := d.entity.(*model.Company); ok && len(reasons) == 0 {
		c.completeCompany(comp, cell(rec.cells, first(c.parts[partIndustryFrom])), &d)
	}
	c.limitNotes(&d)
	return d, reasons
}

// setFields gives the entity its values. A value that a field refuses is left out with a note, unless the row cannot be
// told apart without it: that refuses the row.
func (c *converter) setFields(rec record, d *converted) (reasons []model.Error) {
	for i := range c.typ.Fields {
		f := &c.typ.Fields[i]
		text := c.raw[i]
		if isBlankValue(f, text) {
			continue
		}
		if f.Given {
			d.ref = strings.ToUpper(text)
			continue
		}
		text, err := c.canonicalText(f, text, c.rawNumber[i])
		if err == nil {
			err = f.SetText(d.entity, text)
		}
		if e, ok := err.(*model.Error); ok && e.Key == "err.cpr" {
			err = f.Knowing(c.isPNumber).SetText(d.entity, text)
		}
		if err == nil {
			err = c.checkDay(f, d.entity)
		}
		if err == nil {
			continue
		}
		reason := c.reason(err, rec.line, f)
		if c.at[i] >= 0 {
			reason.Args["column"] = c.columnName(c.at[i])
		}
		if c.identifies(f, text) {
			reasons = append(reasons, reason)
		} else {
			d.notes = append(d.notes, reason)
		}
	}
	return reasons
}

// checkDay refuses a day more than five years ahead, which nobody can be asked about here, and takes it out of the row.
func (c *converter) checkDay(f *schema.Field, e model.Entity) error {
	if f.Kind != schema.DateKind || f.Ahead != "" { // the latter have a sentence of their own
		return nil
	}
	day, ok := model.ISODate(f.Text(e))
	if !ok || !model.FarAhead(day, c.opts.Today) {
		return nil
	}
	f.Copy(e, c.typ.New())
	return model.NewError(model.Invalid, "err.import.day.far", model.Args{"value": day.String()})
}

var foreignNumber = regexp.MustCompile(`^(?i:[A-Z]{2})[ -]?[0-9A-Z]`)

// identifies reports whether a row cannot come in without a field's value. A foreign registration number tells nothing
// apart here.
func (c *converter) identifies(f *schema.Field, text string) bool {
	if f.Key == "cvr" && foreignNumber.MatchString(text) && !strings.HasPrefix(strings.ToUpper(text), "DK") {
		return false
	}
	return f.Required || slices.Contains(identifying[c.typ.Name], f.Key)
}

// limitNotes keeps the memory of a file in which every row has a note.
func (c *converter) limitNotes(d *converted) {
	if c.noticed+len(d.notes) > maxNotes {
		c.dropped += len(d.notes)
		d.notes = nil
	}
	c.noticed += len(d.notes)
}

func (c *converter) columnName(i int) string {
	if i < len(c.cols) && c.cols[i].Heading != "" {
		return c.cols[i].Heading
	}
	return "#" + strconv.Itoa(i+1)
}

var decimalNumber = regexp.MustCompile(`^-?\d+[.,]\d+$`)

// checkCellCount refuses a row of delimited text with another number of cells than the header: its values would be in
// the wrong columns.
func (c *converter) checkCellCount(cells []string) error {
	if c.cellCount == 0 {
		return nil
	}
	n := len(cells)
	for n > c.cellCount && strings.TrimSpace(cells[n-1]) == "" {
		n--
	}
	if n != c.cellCount {
		return fileError("err.import.ragged", model.Args{"have": n, "want": c.cellCount})
	}
	return nil
}

// collect takes the first filled column of each field, and says what other columns of the field lose by that.
func (c *converter) collect(rec record, d *converted) {
	for i, list := range c.fields {
		c.raw[i], c.at[i], c.rawNumber[i] = "", -1, false
		for _, at := range list {
			s := cell(rec.cells, at)
			if s == "" || isBlankValue(&c.typ.Fields[i], s) {
				continue
			}
			if c.at[i] < 0 {
				c.raw[i], c.at[i], c.rawNumber[i] = s, at, c.isNumber(at)
				continue
			}
			c.second(i, at, s, rec.line, d)
		}
	}
}

// second takes a further value of a field: another telephone number has a place of its own, the others have none.
func (c *converter) second(field, at int, s string, line int, d *converted) {
	f := &c.typ.Fields[field]
	if c.opts.register || c.cols[at].rank < headings.UsualRank || f.Key == "industry" || sameText(c.raw[field], s) {
		return
	}
	if f.Key == "phone" && c.typ.Name == "company" {
		if model.PhoneKey(c.raw[field]) == model.PhoneKey(s) || c.give("other_phone", s) {
			return
		}
	}
	d.notes = append(d.notes, *note("cell.second",
		model.Args{"line": line, "column": c.columnName(at), "other": c.columnName(c.at[field])}))
}

// sameText reports whether one text says all that another one says.
func sameText(a, b string) bool {
	if a == b {
		return true
	}
	x, y := fold(a), fold(b)
	return strings.Contains(x, y) || strings.Contains(y, x)
}

// give sets the text of a field that is empty.
func (c *converter) give(key, text string) bool {
	p := c.fieldText(key)
	if *p != "" {
		return *p == text
	}
	*p = text
	return true
}

// offerPhone gives the workplace a contact person's telephone number at work when the file has no other.
func (c *converter) offerPhone(text string, d *converted) {
	if p := c.fieldText("phone"); *p == "" {
		*p, d.offered = text, true
	}
}

// isNumber reports whether the file holds a cell of this row as a number.
func (c *converter) isNumber(i int) bool { return c.exact || i < len(c.numbers) && c.numbers[i] }

func cell(cells []string, i int) string {
	if i < 0 || i >= len(cells) {
		return ""
	}
	s := cells[i]
	if strings.Contains(s, "\ufeff") {
		s = strings.ReplaceAll(s, "\ufeff", "") // a byte order mark, left over where files were put together
	}
	return strings.TrimSpace(s)
}

func first(list []int) int {
	if len(list) == 0 {
		return -1
	}
	return list[0]
}

// fieldText is the raw text of a field.
func (c *converter) fieldText(key string) *string {
	if i, ok := c.fieldAt[key]; ok {
		return &c.raw[i]
	}
	return new(string)
}

// canonicalText makes the raw text canonical, option words into keys and names of consultants into IDs.
func (c *converter) canonicalText(f *schema.Field, s string, number bool) (string, error) {
	s = canonical(f, s, number)
	switch f.Kind {
	case schema.Choice, schema.Choices:
		s = c.option(f, s)
	case schema.Ref:
		if c.opts.Refs == nil {
			return s, fileError("err.import.ref", model.Args{"value": clip(s)})
		}
		id, ok := c.opts.Refs(f.To, s)
		if !ok {
			return s, fileError("err.import.ref", model.Args{"value": clip(s)})
		}
		s = id
	}
	return s, nil
}

// option turns the words of an option, or of several, into keys.
func (c *converter) option(f *schema.Field, s string) string {
	key, ok := c.optionKeys[optionText{f, s}]
	if ok {
		return key
	}
	if f.Kind == schema.Choice {
		key, _ = c.opts.choice(c.typ.Name, f, s)
	} else {
		key = c.opts.choices(c.typ.Name, f, s)
	}
	if f.Kind == schema.Choice {
		key = c.words.option(f, s, key)
	}
	if len(c.optionKeys) < maxOptionTexts {
		c.optionKeys[optionText{f, strings.Clone(s)}] = key
	}
	return key
}
