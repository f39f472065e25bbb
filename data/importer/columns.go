package importer

import (
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// part is what a column contains when it is not a whole field: a part of an address, a full name, or the date of
// another column.
type part uint8

const (
	noPart           part = iota
	partNumber            // house number
	partNumberTo          //
	partLetter            //
	partLetterTo          //
	partFloor             //
	partDoor              //
	partIndustryFrom      // the day from which the industry code holds
	partStaffYear         // the year of the number of employees
	partGoal              // a job goal
	partAddress           // a citizen's whole address, of which only the postcode is kept
	partPerson            // a contact person's name
	partPersonTitle       //
	partPersonPhone       //
	partPersonMail        //
	partLegal             // whether an answer of the register is about a legal unit
	parts
)

// partHeadings are the headings of the parts, folded. Those of the register's flat deliveries stand without their
// prefixes.
var partHeadings = map[string]part{
	"husnummerfra": partNumber, "husnr": partNumber, "husnummer": partNumber, "hus nr": partNumber,
	"house number": partNumber, "vejnummer": partNumber,
	"husnummertil": partNumberTo, "bogstavfra": partLetter, "bogstav": partLetter, "bogstavtil": partLetterTo,
	"etage": partFloor, "floor": partFloor, "sidedoer": partDoor, "doer": partDoor,
	"industry from": partIndustryFrom, "hovedbranche gyldigfra": partIndustryFrom,
	"aarsbeskaeftigelse aar": partStaffYear, "legal unit": partLegal,
	"person": partPerson, "kontaktperson": partPerson, "kontakt": partPerson, "kontaktnavn": partPerson,
	"kontaktperson navn": partPerson, "contact": partPerson, "contact person": partPerson,
	"person title": partPersonTitle, "kontaktperson titel": partPersonTitle, "kontaktperson stilling": partPersonTitle,
	"contact title": partPersonTitle,
	"person phone":  partPersonPhone, "kontaktperson telefon": partPersonPhone, "kontaktperson tlf": partPersonPhone,
	"kontaktperson mobil": partPersonPhone, "kontakttelefon": partPersonPhone, "contact phone": partPersonPhone,
	"person mail": partPersonMail, "kontaktperson mail": partPersonMail, "kontaktperson e mail": partPersonMail,
	"kontaktperson email": partPersonMail, "kontaktmail": partPersonMail, "contact mail": partPersonMail,
	"contact email": partPersonMail,
	"adresse":       partAddress, "address": partAddress, "bopael": partAddress, "bopaelsadresse": partAddress,
	"job goal": partGoal, "jobgoal": partGoal, "goals": partGoal, "job goals": partGoal, "jobmaal i egne ord": partGoal,
	"oensket job": partGoal,
}

// personParts are the fields of a contact person that columns give.
var personParts = map[part]string{partPerson: "name", partPersonTitle: "title", partPersonPhone: "phone",
	partPersonMail: "mail"}

// citizenParts are the parts that citizens have; the others are companies'.
var citizenParts = map[part]bool{partGoal: true, partAddress: true}

// fieldHeadings are headings of the register's flat deliveries that need a rank: several of them give the same field,
// and the newest count wins.
var fieldHeadings = map[string]struct {
	field string
	rank  int
}{
	"maanedsbeskaeftigelse antalansatteinterval":  {"staff_band", 1},
	"kvartalsbeskaeftigelse antalansatteinterval": {"staff_band", 2},
	"aarsbes antansatteinterval":                  {"staff_band", 3},
	"maanedsbeskaeftigelse antalansatte":          {"staff_band", 4},
	"kvartalsbeskaeftigelse antalansatte":         {"staff_band", 5},
	"aarsbes antalansatte":                        {"staff_band", 6},
	"postdistrikt":                                {"town", 1},
	"bynavn":                                      {"town", 30},
}

// addressPrefixes stand before the headings of the workplace's own address in flat deliveries.
var addressPrefixes = []string{"beliggenhedsadresse ", "belig adresse "}

// headings knows the columns of one type of entity.
type headings struct {
	typ   *schema.Type
	known map[string]*schema.Field
	goals bool
	opts  *Options
}

func newHeadings(typ *schema.Type, opts *Options) *headings {
	h := &headings{typ: typ, known: map[string]*schema.Field{}, goals: typ.Name == "citizen", opts: opts}
	for i := range typ.Fields {
		f := &typ.Fields[i]
		if f.Given && f.Key != "ref" {
			continue
		}
		for _, name := range append(slices.Clone(f.Import), f.Key) {
			if _, taken := h.known[fold(name)]; !taken {
				h.known[fold(name)] = f
			}
		}
	}
	return h
}

// Column is a column of the file and the field it is imported into.
type Column struct {
	Heading string
	// Field is the key of the field; "goal" for a job goal, "person", "person_phone" and so on for a contact person,
	// "street" for a part of the address; "" when the column is not imported.
	Field string

	field  *schema.Field
	part   part
	rank   int
	reason *model.Error // why nothing is taken from it, when that is known
}

// find returns the meaning of a heading: first by the caller's mapping, then by the names of fields, then by their
// labels in the user's language.
func (h *headings) find(heading string) (Column, bool) {
	c := Column{Heading: cleanHeading(heading)}
	if key, mapped := h.mapped(heading); mapped {
		if key == "" || key == "-" {
			c.reason = note("unused.map", nil)
			return c, true
		}
		return h.toKey(c, key)
	}
	name := fold(heading)
	if name == "" {
		return c, false
	}
	for _, p := range addressPrefixes {
		name = strings.TrimPrefix(name, p)
	}
	if alias, ok := fieldHeadings[name]; ok {
		if f, ok := h.typ.Field(alias.field); ok {
			c.field, c.Field, c.rank = f, f.Key, alias.rank
			return c, true
		}
	}
	if f, ok := h.known[name]; ok {
		c.field, c.Field, c.rank = f, f.Key, 10
		return c, true
	}
	if p, ok := h.partOf(name); ok {
		c.part, c.Field = p, partField(p)
		return c, true
	}
	if h.opts.Heading != nil {
		if key, ok := h.opts.Heading(h.typ.Name, c.Heading); ok {
			return h.toKey(c, key)
		}
	}
	return c, false
}

// toKey assigns a column to a field by its key.
func (h *headings) toKey(c Column, key string) (Column, bool) {
	if f, ok := h.typ.Field(key); ok && (!f.Given || f.Key == "ref") {
		c.field, c.Field = f, f.Key
		return c, true
	}
	if p, ok := h.partOf(fold(key)); ok {
		c.part, c.Field = p, partField(p)
		return c, true
	}
	return c, false
}

// mapped looks the heading up in the caller's mapping, as it stands or folded.
func (h *headings) mapped(heading string) (string, bool) { return mappedTo(h.opts.Map, heading) }

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

// partOf finds a part by its folded heading; goals may be numbered.
func (h *headings) partOf(name string) (part, bool) {
	if p, ok := partHeadings[name]; ok {
		return p, citizenParts[p] == h.goals
	}
	if !h.goals {
		return noPart, false
	}
	name = strings.TrimRight(name, " 0123456789")
	if partHeadings[name] == partGoal {
		return partGoal, true
	}
	words, _ := schema.GoalType().Field("words")
	return partGoal, name == "goal" || slices.Contains(words.Import, name)
}

func partField(p part) string {
	switch p {
	case partGoal:
		return "goal"
	case partIndustryFrom:
		return "industry_system"
	case partStaffYear:
		return "fte_on"
	case partAddress:
		return "postcode"
	case partLegal:
		return ""
	case partPerson:
		return "person"
	case partPersonTitle, partPersonPhone, partPersonMail:
		return "person_" + personParts[p]
	}
	return "street"
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
func (h *headings) columnsOf(header []string) ([]Column, error) {
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
	// A mapped column is the only one of its field.
	for i := range cols {
		if _, mapped := h.mapped(header[i]); !mapped || cols[i].field == nil {
			continue
		}
		for j := range cols {
			if _, also := h.mapped(header[j]); !also && cols[j].field == cols[i].field {
				won := note("unused.won", model.Args{"other": cols[i].Heading}).WithField(cols[i].field.Key)
				cols[j] = Column{Heading: cols[j].Heading, reason: won}
			}
		}
	}
	return cols, nil
}

// keys lists the fields that a mapping can name.
func (h *headings) keys() []string {
	var out []string
	for i := range h.typ.Fields {
		if !h.typ.Fields[i].Given {
			out = append(out, h.typ.Fields[i].Key)
		}
	}
	if h.goals {
		return append(out, "goal")
	}
	return append(out, "person", "person_title", "person_phone", "person_mail")
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
