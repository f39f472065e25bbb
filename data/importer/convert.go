package importer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// maskedCPR stands for a text that must not be repeated.
const maskedCPR = "[CPR]"

// converter turns records into entities that hold only values of the file: an empty field means "no value in the file".
type converter struct {
	typ       *schema.Type
	opts      *Options
	cols      []Column
	exact     bool
	cellCount int // cells a row must have, 0 for any
	name      string

	fields     [][]int      // columns of each field, best first
	parts      [parts][]int // columns of each part
	raw        []string     // the texts of this row, by field
	numbers    []bool       // which cells of this row are numbers
	rawNumber  []bool       // which of raw are
	optionKeys map[optionText]string

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

// converted is a converted record.
type converted struct {
	entity  model.Entity
	goals   []string
	people  []*model.ContactPerson
	ref     string // a citizen's number in jobspor
	legal   bool   // a register's legal unit rather than a workplace
	guessed bool   // the code system of the industry is a guess
}

func newConverter(h *headings, t *table, cols []Column, src *Source) *converter {
	c := &converter{typ: h.typ, opts: h.opts, cols: cols, exact: src.exact, name: src.Name,
		optionKeys: map[optionText]string{}}
	if t.strict {
		c.cellCount = len(cols)
	}
	c.fields = make([][]int, len(h.typ.Fields))
	c.raw, c.rawNumber = make([]string, len(h.typ.Fields)), make([]bool, len(h.typ.Fields))
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
	return c
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

// convert reads one record. With reasons, the row is refused.
func (c *converter) convert(rec record) (converted, []model.Error) {
	if rec.bad != nil {
		return converted{}, []model.Error{c.reason(rec.bad, rec.line, nil)}
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
	c.collect(rec.cells)
	c.derive(rec.cells, &d)
	var reasons []model.Error
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
		if err != nil {
			reasons = append(reasons, c.reason(err, rec.line, f))
		}
	}
	for _, i := range c.parts[partGoal] {
		for g := range strings.FieldsFuncSeq(cell(rec.cells, i),
			func(r rune) bool { return r == '\n' || r == '\r' || r == ';' }) {
			if g = strings.TrimSpace(g); g != "" {
				d.goals = append(d.goals, g)
			}
		}
	}
	if len(c.parts[partPerson]) > 0 {
		person, wrong := c.person(rec)
		reasons = append(reasons, wrong...)
		if person != nil {
			d.people = append(d.people, person)
		}
	}
	if comp, ok := d.entity.(*model.Company); ok && len(reasons) == 0 {
		c.completeCompany(comp, cell(rec.cells, first(c.parts[partIndustryFrom])), &d)
	}
	return d, reasons
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

// collect takes the first filled column of each field.
func (c *converter) collect(cells []string) {
	for i, list := range c.fields {
		c.raw[i], c.rawNumber[i] = "", false
		for _, at := range list {
			if s := cell(cells, at); s != "" {
				c.raw[i], c.rawNumber[i] = s, c.isNumber(at)
				break
			}
		}
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
	for i := range c.typ.Fields {
		if c.typ.Fields[i].Key == key {
			return &c.raw[i]
		}
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
	if len(c.optionKeys) < maxOptionTexts {
		c.optionKeys[optionText{f, strings.Clone(s)}] = key
	}
	return key
}
