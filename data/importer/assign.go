package importer

import (
	"slices"
	"strings"

	"jobspor/model"
)

// assign gives every column its field, once all are known: what "Name" or "Phone" is of depends on the others.
func (h *columnFinder) assign(cols []Column) {
	if IsLinked(h.typ.Name) {
		h.assignLinked(cols)
		return
	}
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
	case section == "coordinates":
		c.reason = note("unused.place", nil)
	case c.sense.label:
		c.part, c.reason = partLabel, note("unused.consulted", nil)
	case section == "person":
		c.part, c.key, c.person = partPerson, key, max(0, c.sense.person-1)
		c.Field = "person_" + key
		if shown, ok := personFields[key]; ok {
			c.Field = shown
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
