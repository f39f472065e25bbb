// Package duplicates finds rows that are probably about the same workplace or the same person (dubletter), and says by
// what. Evidence is a table: each kind has a level and a weight, and its words stand under "duplicate.<key>".
//
// It promises: the same rows always give the same pairs in the same order; comparing is symmetric; a value that many
// rows share (a chain's switchboard) is no evidence; nothing it returns about citizens holds their data, only which
// kinds of data agree.
package duplicates

import (
	"strings"

	"jobspor/matching/words"
	"jobspor/model"
)

// Level is how sure it is that two rows are the same.
type Level uint8

// The levels, from weak to strong.
const (
	Possible Level = iota + 1
	Likely
	Certain
)

// String is the key of a level: "certain", "likely" or "possible".
func (l Level) String() string { return [...]string{"", "possible", "likely", "certain"}[l] }

// Levels lists the levels from strong to weak.
var Levels = []Level{Certain, Likely, Possible}

// Kind is a kind of evidence.
type Kind struct {
	Key    string // "pnumber"
	Level  Level
	Weight int // orders pairs of one level; the weights of a pair's evidence are added
}

// The evidence that two workplaces are the same.
var (
	SamePNumber      = Kind{"pnumber", Certain, 100}
	SameCVRAddress   = Kind{"cvr_address", Likely, 60}
	SamePhone        = Kind{"phone", Likely, 45}
	NearNamePostcode = Kind{"name_postcode", Likely, 40}
	SameCVRNearName  = Kind{"cvr_name", Possible, 25}
	SameMail         = Kind{"mail", Possible, 20}
)

// The evidence that two citizens are the same. A telephone or a mail address alone may be shared by a household.
var (
	SameCaseRef      = Kind{"case_ref", Certain, 100}
	SameNamePhone    = Kind{"name_phone", Likely, 60}
	SameNameMail     = Kind{"name_mail", Likely, 60}
	SameNamePostcode = Kind{"same_name_postcode", Likely, 40}
	NearPersonName   = Kind{"near_name_postcode", Possible, 20}
	SharedPhone      = Kind{"shared_phone", Possible, 15}
	SharedMail       = Kind{"shared_mail", Possible, 15}
)

// Kinds lists the kinds of evidence of a type, strongest first.
var Kinds = map[string][]Kind{
	"company": {SamePNumber, SameCVRAddress, SamePhone, NearNamePostcode, SameCVRNearName, SameMail},
	"citizen": {
		SameCaseRef, SameNamePhone, SameNameMail, SameNamePostcode, NearPersonName, SharedPhone, SharedMail,
	},
}

// Match is what two rows have in common.
type Match struct {
	Level    Level
	Weight   int
	Evidence []Kind
}

// add takes evidence at its own level, or one lower when something else speaks against it.
func (m *Match) add(k Kind, doubt bool) {
	if doubt {
		k.Level = max(k.Level-1, Possible)
	}
	m.Evidence = append(m.Evidence, k)
	m.Level, m.Weight = max(m.Level, k.Level), m.Weight+k.Weight
}

// Found reports whether there is any evidence.
func (m *Match) Found() bool { return len(m.Evidence) > 0 }

// part is something that is compared of a row.
type part uint8

// The parts of a row. A row has up to two names in use, each in two forms; see name.
const (
	postcode part = iota
	phone         // its last eight digits
	mail
	cvr     // of workplaces, as the next two
	pnumber //
	street
	caseRef // of citizens
	joined1
	words1
	joined2
	words2
	parts
)

// maxPart is how many bytes of a part are compared; no valid row has more.
const maxPart = 4096

// record is what is compared of a row, prepared once. Its parts stand in one text, because all rows have one.
type record struct {
	text string
	ends [parts]uint16 // where each part ends
}

func newRecord(list [parts]string) (r record) {
	at := 0
	for i, s := range list {
		list[i] = s[:min(len(s), maxPart)]
		at += len(list[i])
		r.ends[i] = uint16(at)
	}
	r.text = strings.Join(list[:], "")
	return r
}

func (r *record) get(p part) string {
	from := uint16(0)
	if p > 0 {
		from = r.ends[p-1]
	}
	return r.text[from:r.ends[p]]
}

// name is the first or the second name; empty when there is none.
func (r *record) name(i int) name {
	p := joined1 + part(2*i)
	return name{joined: r.get(p), words: r.get(p + 1)}
}

// compareCompanies says what two workplaces have in common. Two P-numbers that differ are two workplaces as the
// register sees them (two shops in one building), so that everything else is taken one level lower, and a shared
// telephone or name in two places is only a chain.
func compareCompanies(a, b *record) (m Match) {
	twoUnits, twoOwners := differ(a, b, pnumber), differ(a, b, cvr)
	elsewhere := differ(a, b, postcode) || differ(a, b, street)
	if same(a, b, pnumber) {
		m.add(SamePNumber, false)
	}
	if twoUnits && elsewhere {
		return m
	}
	near := nearAny(a, b)
	if same(a, b, cvr) && same(a, b, street) && same(a, b, postcode) {
		m.add(SameCVRAddress, twoUnits)
	}
	if same(a, b, phone) {
		m.add(SamePhone, twoUnits || twoOwners || elsewhere && !near)
	}
	if near && same(a, b, postcode) {
		m.add(NearNamePostcode, twoUnits || twoOwners || differ(a, b, street))
	}
	if near && same(a, b, cvr) && !elsewhere {
		m.add(SameCVRNearName, false)
	}
	if same(a, b, mail) && !elsewhere {
		m.add(SameMail, false)
	}
	return m
}

// compareCitizens says what two citizens have in common.
func compareCitizens(a, b *record) (m Match) {
	if same(a, b, caseRef) {
		m.add(SameCaseRef, false)
	}
	twoCases := differ(a, b, caseRef)
	sameName, samePhone, sameMail := same(a, b, joined1), same(a, b, phone), same(a, b, mail)
	switch {
	case sameName && samePhone:
		m.add(SameNamePhone, twoCases)
	case samePhone:
		m.add(SharedPhone, false)
	}
	switch {
	case sameName && sameMail:
		m.add(SameNameMail, twoCases)
	case sameMail:
		m.add(SharedMail, false)
	}
	switch {
	case !same(a, b, postcode):
	case sameName:
		m.add(SameNamePostcode, twoCases)
	case near(a.name(0), b.name(0)):
		m.add(NearPersonName, false)
	}
	return m
}

// same reports whether two rows have a part in common, differ whether both have it and not the same.
func same(a, b *record, p part) bool { return a.get(p) != "" && a.get(p) == b.get(p) }
func differ(a, b *record, p part) bool {
	return a.get(p) != "" && b.get(p) != "" && a.get(p) != b.get(p)
}

func companyRecord(c *model.Company) record {
	list := [parts]string{
		cvr: c.CVR, pnumber: c.PNumber, street: streetKey(c.Street), postcode: c.Postcode,
		phone: model.PhoneKey(c.Phone), mail: mailKey(c.Mail),
	}
	at := joined1
	for _, text := range []string{c.DailyName, c.Name} {
		if n := companyName(text, c.Town); n.joined != "" && n.joined != list[joined1] {
			list[at], list[at+1] = n.joined, n.words
			at += 2
		}
	}
	return newRecord(list)
}

func citizenRecord(c *model.Citizen) record {
	n := nameOf(words.Tokens(c.Name()))
	return newRecord([parts]string{
		joined1: n.joined, words1: n.words, postcode: c.Postcode, phone: model.PhoneKey(c.Phone),
		mail: mailKey(c.Mail), caseRef: caseKey(c.CaseRef),
	})
}
