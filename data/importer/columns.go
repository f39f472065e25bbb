package importer

import (
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// part is what a column contains when it is not a whole field: a part of an address, a contact person, or what says how
// to read the rest of the row.
type part uint8

const (
	noPart           part = iota
	partNumber            // house number
	partNumberTo          //
	partLetter            //
	partLetterTo          //
	partFloor             //
	partDoor              //
	partStreet2           // second line of an address
	partIndustryFrom      // the day from which the industry code holds
	partStaffYear         // the year of the number of employees
	partGoal              // a job goal
	partAddress           // a citizen's whole address, of which only the postcode is kept
	partPerson            // something of a contact person
	partLegal             // whether an answer of the register is about a legal unit
	partCountry           // the country of the address
	partKind              // whether the row is a company or a private person
	partLabel             // what kind of value another column has
	parts
)

// partKeys are the parts by their keys in the table of headings.
var partKeys = map[string]part{
	"company.house_number": partNumber, "company.house_number_to": partNumberTo, "company.house_letter": partLetter,
	"company.house_letter_to": partLetterTo, "company.floor": partFloor, "company.door": partDoor,
	"company.street2": partStreet2, "company.industry_from": partIndustryFrom, "company.staff_year": partStaffYear,
	"company.legal_unit": partLegal, "company.country": partCountry, "company.kind": partKind,
	"citizen.goal": partGoal, "citizen.address": partAddress,
}

// personKeys are what columns give of a contact person, in the order in which a mapping lists them.
var personKeys = []string{"name", "full_name", "first_name", "middle_name", "last_name", "title", "honorific",
	"role", "phone", "work_phone", "mobile", "mail", "note"}

// partFields are the fields that parts are shown as; those of the address are the street's.
var partFields = map[part]string{
	partIndustryFrom: "industry_system", partStaffYear: "fte_on", partGoal: "goal", partAddress: "postcode",
	partNumber: "street", partNumberTo: "street", partLetter: "street", partLetterTo: "street", partFloor: "street",
	partDoor: "street", partStreet2: "street",
}

// IsHeadingKey reports whether a key of a table of headings means something.
func IsHeadingKey(key string) bool {
	section, name, _ := strings.Cut(key, ".")
	switch section {
	case "cpr", "private":
		return name == ""
	case "any":
		return slices.Contains([]string{"name", "phone", "mobile", "mail", "note"}, name)
	case "contact":
		return name == "name"
	case "person":
		return slices.Contains(personKeys, name)
	case "before":
		return slices.Contains([]string{"company", "person", "work", "private"}, name)
	case "behind":
		return slices.Contains([]string{"value", "label"}, name)
	case "row":
		return slices.Contains([]string{"total", "foot"}, name)
	case "kind", "label", "country":
		return slices.Contains([]string{"kind.person", "label.mobile", "label.private", "country.denmark"}, key)
	}
	if _, ok := partKeys[key]; ok {
		return true
	}
	t, ok := schema.TypeNamed(section)
	if !ok || section != "company" && section != "citizen" {
		return false
	}
	f, ok := t.Field(name)
	return ok && !f.Given
}

// columnFinder knows the columns of one type of entity.
type columnFinder struct {
	typ   *schema.Type
	words *vocabulary
	goals bool
	opts  *Options
}

func newColumnFinder(typ *schema.Type, opts *Options) (*columnFinder, error) {
	words, err := newVocabulary(typ, opts.Headings)
	return &columnFinder{typ: typ, words: words, goals: typ.Name == "citizen", opts: opts}, err
}

// Column is a column of the file and the field it is imported into.
type Column struct {
	Heading string
	// Field is the key of the field; "goal" for a job goal, "person", "person_phone" and so on for a contact person,
	// "street" for a part of the address; "" when the column is not imported.
	Field string

	field  *schema.Field
	part   part
	key    string // of a contact person's column: "phone"
	person int    // of the contact person, from 0
	number int    // "Phone 2" is 2
	label  int    // the column that says what kind of value it has, from 1; 0 for none
	rank   int
	sense  sense
	reason *model.Error // why nothing is taken from it, when that is known
}

// kept reports whether something is taken from the column.
func (c *Column) kept() bool { return c.reason == nil && (c.field != nil || c.part != noPart) }

// find returns the sense of a heading: first by the caller's mapping, then by the table of headings, then by the labels
// of fields in the user's language.
func (h *columnFinder) find(heading string) (Column, bool) {
	c := Column{Heading: cleanHeading(heading)}
	if key, mapped := h.mapped(heading); mapped {
		if key == "" || key == "-" {
			c.reason = note("unused.map", nil)
			return c, true
		}
		return h.toKey(c, key)
	}
	if s, ok := h.words.find(heading); ok {
		c.sense = s
		return c, true
	}
	if h.opts.Heading != nil {
		if key, ok := h.opts.Heading(h.typ.Name, c.Heading); ok {
			return h.toKey(c, key)
		}
	}
	if h.goals && h.isGoal(heading) {
		c.sense = sense{key: "citizen.goal"}
		return c, true
	}
	return c, false
}

// isGoal knows the names that goals have among themselves; goals may be numbered.
func (h *columnFinder) isGoal(heading string) bool {
	name := strings.TrimRight(fold(heading), " 0123456789")
	words, _ := schema.GoalType().Field("words")
	return slices.Contains(words.Import, name)
}

// toKey assigns a column to a field by the key that a mapping names.
func (h *columnFinder) toKey(c Column, key string) (Column, bool) {
	if f, ok := h.typ.Field(key); ok && (!f.Given || f.Key == "ref") {
		c.sense = sense{key: h.typ.Name + "." + f.Key, rank: mappedRank}
		return c, true
	}
	name := strings.ReplaceAll(fold(key), " ", "_")
	if rest, ok := strings.CutPrefix(name, "person"); ok && !h.goals {
		rest = strings.TrimPrefix(rest, "_")
		if long := shortPersonKeys[rest]; long != "" {
			rest = long
		}
		if slices.Contains(personKeys, rest) {
			c.sense = sense{key: "person." + rest, rank: mappedRank}
			return c, true
		}
	}
	if h.goals && (name == "goal" || name == "job_goal") {
		c.sense = sense{key: "citizen.goal"}
		return c, true
	}
	if s, ok := h.words.find(key); ok && s.key != "private" && s.key != "cpr" {
		c.sense = s
		return c, true
	}
	return c, false
}

// shortPersonKeys are further names of personKeys in a mapping: "person" alone is the name.
var shortPersonKeys = map[string]string{"": "name", "first": "first_name", "middle": "middle_name", "last": "last_name"}

// mappedRank goes before the rank of any heading.
const mappedRank = -1

// mapped looks the heading up in the caller's mapping, as it stands or folded.
func (h *columnFinder) mapped(heading string) (string, bool) { return mappedTo(h.opts.Map, heading) }

func mappedTo(mapping map[string]string, heading string) (string, bool) {
	if key, ok := mapping[strings.TrimSpace(heading)]; ok {
		return key, true
	}
	for name, key := range mapping {
		if fold(name) == fold(heading) {
			return key, true
		}
	}
	return "", false
}

// ParseMap reads "Firma=name,Postnr=postcode": headings of the file and the fields they mean; "-" or nothing after the
// sign leaves a column out. A comma inside a heading is written "\,".
func ParseMap(s string) (map[string]string, error) {
	const comma = "\x00"
	out := map[string]string{}
	for pair := range strings.SplitSeq(strings.ReplaceAll(s, `\,`, comma), ",") {
		pair = strings.ReplaceAll(pair, comma, ",")
		if strings.TrimSpace(pair) == "" {
			continue
		}
		at := strings.LastIndexByte(pair, '=')
		if at < 1 {
			return nil, model.NewError(model.Usage, "err.import.map", model.Args{"value": clip(pair)})
		}
		out[strings.TrimSpace(pair[:at])] = strings.TrimSpace(pair[at+1:])
	}
	return out, nil
}

// columnsOf maps every heading, and checks the caller's mapping against the file and the type.
func (h *columnFinder) columnsOf(header []string) ([]Column, error) {
	cols := make([]Column, len(header))
	for i, heading := range header {
		c, ok := h.find(heading)
		if !ok {
			if key, mapped := h.mapped(heading); mapped {
				return nil, model.NewError(model.Usage, "err.import.map.field",
					model.Args{"value": clip(key), "fields": strings.Join(h.keys(), ", ")})
			}
		}
		cols[i] = c
	}
	for name := range h.opts.Map {
		if !slices.ContainsFunc(header, func(s string) bool { return fold(s) == fold(name) }) {
			return nil, model.NewError(model.Usage, "err.import.map.column",
				model.Args{"value": clip(name), "columns": strings.Join(cleanHeadings(header), ", ")})
		}
	}
	h.assign(cols)
	return cols, nil
}

// assign gives every column its field, once all are known: what "Name" or "Phone" is of depends on the others.
func (h *columnFinder) assign(cols []Column) {
	if !h.goals {
		decideOwners(cols)
	}
	for i := range cols {
		h.assignOne(&cols[i])
	}
	for i := range cols {
		c := &cols[i]
		if c.part != partLabel {
			continue
		}
		for j := range cols {
			if o := &cols[j]; o.kept() && o.number == c.number && sameValue(o.sense.key, c.sense.key) {
				o.label = i + 1
			}
		}
	}
	h.dropOutranked(cols)
}

// sameValue reports whether a label of one key is about a column of another: all parts of an address have one label.
func sameValue(key, label string) bool {
	_, a, _ := strings.Cut(key, ".")
	_, b, _ := strings.Cut(label, ".")
	if b == "street" {
		return slices.Contains([]string{"street", "street2", "postcode", "town"}, a)
	}
	return strings.TrimPrefix(a, "work_") == strings.TrimPrefix(b, "work_")
}

func (h *columnFinder) assignOne(c *Column) {
	section, key, _ := strings.Cut(c.sense.key, ".")
	c.rank, c.number = c.sense.rank, c.sense.number
	switch {
	case c.sense.key == "":
	case section == "cpr":
		c.reason = note("unused.cpr", nil)
	case section == "private":
		c.reason = note("unused.private", nil)
	case c.sense.label:
		c.part, c.reason = partLabel, note("unused.consulted", nil)
	case section == "person":
		c.part, c.key, c.person = partPerson, key, max(0, c.sense.person-1)
		c.Field = "person"
		if key != "name" {
			c.Field = "person_" + key
		}
	default:
		if p, ok := partKeys[c.sense.key]; ok {
			c.part, c.Field = p, partFields[p]
			if p == partCountry || p == partKind {
				c.reason = note("unused.consulted", nil)
			}
			return
		}
		if f, ok := h.typ.Field(key); ok {
			c.field, c.Field = f, f.Key
		}
	}
}

// dropOutranked leaves out what the user's mapping and better columns replace: a mapped column is the only one of its
// field, and "Title" is how a person is addressed where another column is the job.
func (h *columnFinder) dropOutranked(cols []Column) {
	for i := range cols {
		c := &cols[i]
		if !c.kept() || c.rank != mappedRank && c.key != "title" {
			continue
		}
		for j := range cols {
			o := &cols[j]
			mapped := c.rank == mappedRank && o.rank != mappedRank && c.field != nil && o.field == c.field
			address := c.key == "title" && o.key == "honorific" && o.person == c.person
			if mapped || address {
				won := note("unused.won", model.Args{"other": c.Heading}).WithField(c.Field)
				*o = Column{Heading: o.Heading, reason: won}
			}
		}
	}
}

// decideOwners decides whose the columns are that a company and a contact person can both have.
func decideOwners(cols []Column) {
	has := map[string]bool{}
	for i := range cols {
		if s := cols[i].sense; !s.label {
			has[s.key] = true
		}
	}
	split := has["person.first_name"] || has["person.last_name"] || has["person.full_name"] ||
		has["any.name"] && has["company.name"]
	person := func(key string) bool {
		switch key {
		case "name":
			return has["company.name"]
		case "phone":
			return split && !has["person.phone"] && !has["person.work_phone"]
		case "mail":
			return split && !has["person.mail"]
		case "mobile":
			return split || has["person.name"] || has["company.name"] && (has["any.name"] || has["contact.name"])
		}
		return split
	}
	for i := range cols {
		s := &cols[i].sense
		section, key, _ := strings.Cut(s.key, ".")
		switch {
		case section == "contact" && (has["company.name"] || has["any.name"]):
			s.key = "person." + key
		case section == "contact":
			s.key = "company." + key
		case section != "any":
		case person(key):
			s.key = "person." + key
		case key == "mobile" && !has["any.phone"] && !has["company.phone"]:
			s.key = "company.phone"
		case key == "mobile":
			s.key = "company.other_phone"
		default:
			s.key = "company." + key
		}
	}
}

// keys lists the fields that a mapping can name.
func (h *columnFinder) keys() []string {
	var out []string
	for i := range h.typ.Fields {
		if !h.typ.Fields[i].Given {
			out = append(out, h.typ.Fields[i].Key)
		}
	}
	if h.goals {
		return append(out, "goal")
	}
	for _, key := range personKeys {
		switch key {
		case "name":
			out = append(out, "person")
		case "full_name", "honorific", "work_phone":
		default:
			out = append(out, "person_"+key)
		}
	}
	return out
}

// cleanHeading makes a heading safe to show: in a file without a header it may be personal data.
func cleanHeading(s string) string {
	if model.HasCPR(s) {
		return maskedCPR
	}
	return clip(strings.TrimSpace(s))
}

func cleanHeadings(list []string) []string {
	var out []string
	for _, s := range list {
		if s = cleanHeading(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// clip shortens a value of the file for a message and removes control characters.
func clip(s string) string { return clipTo(s, 40) }

func clipTo(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || (r >= 0x80 && r < 0xa0) || (r >= 0x202a && r <= 0x202e) ||
			(r >= 0x2066 && r <= 0x2069) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
