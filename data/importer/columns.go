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
	partLink              // whom a row of another list belongs to, and the parts of a contact person's name
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

// personFields are what columns of a contact person are shown as, where that is not "person_" with their key.
var personFields = map[string]string{"name": "person", "full_name": "person", "honorific": "person_title",
	"work_phone": "person_phone"}

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
	case "cpr", "private", "coordinates":
		return name == ""
	case "any":
		return slices.Contains([]string{"name", "phone", "mobile", "mail", "note"}, name)
	case "contact", "task", "goal", "opening":
		return key == "contact.name" || linkedSense(section, key) == key
	case "person":
		return slices.Contains(personKeys, name)
	case "before":
		return slices.Contains([]string{"company", "person", "work", "private"}, name)
	case "behind":
		return slices.Contains([]string{"value", "label"}, name)
	case "row":
		return slices.Contains([]string{"total", "foot"}, name)
	case "how":
		return slices.Contains(model.ContactWays, name)
	case "outcome":
		return slices.Contains(model.ContactOutcomes, name)
	case "work_time", "duration", "terms":
		f, _ := schema.OpeningType().Field(section)
		return slices.Contains(f.Options, name)
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
	if key == "citizen.name" || key == "citizen.ref" {
		return true
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
	if IsLinked(h.typ.Name) {
		s, ok := linkedTarget(h.typ, key)
		c.sense = sense{key: s, rank: mappedRank}
		return c, ok
	}
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
	if s, ok := h.words.find(key); ok && s.key != "private" && s.key != "cpr" &&
		s.key != "coordinates" {
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

// keys lists the fields that a mapping can name.
func (h *columnFinder) keys() []string {
	if IsLinked(h.typ.Name) {
		return linkedKeys(h.typ)
	}
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
	s = strings.TrimSpace(s)
	if r := []rune(s); len(r) > maxShown && strings.Contains(s, ".") && !strings.Contains(s, " ") {
		return "…" + clip(string(r[len(r)-maxShown:])) // a member of an object in an object: its end tells it apart
	}
	return clip(s)
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

// maxShown is how many characters of a value or heading of the file are shown.
const maxShown = 40

// clip shortens a value of the file for a message and removes control characters.
func clip(s string) string { return clipTo(s, maxShown) }

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
