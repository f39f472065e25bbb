// Package duplicates finds rows that are probably about the same workplace or the same person (dubletter), and says by
// what. Evidence is a table: each kind has a level and a weight, and its words stand under "duplicate.<key>".
//
// It promises: the same rows always give the same pairs in the same order; comparing is symmetric; a value that many
// rows share (a chain's switchboard) is no evidence; nothing it returns about citizens holds their data, only which
// kinds of data agree.
package duplicates

import "jobspor/model"

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

// record is what is compared of a row, prepared once.
type record struct {
	id       string
	names    []name // the names in use, without legal form
	postcode string
	phone    string // its last eight digits
	mail     string

	cvr, pnumber, street string // workplaces
	caseRef              string // citizens
}

// compareCompanies says what two workplaces have in common. Two P-numbers that differ are two workplaces as the
// register sees them (two shops in one building), so that everything else is taken one level lower, and a shared
// telephone or name in two places is only a chain.
func compareCompanies(a, b *record) (m Match) {
	twoUnits := a.pnumber != "" && b.pnumber != "" && a.pnumber != b.pnumber
	twoOwners := a.cvr != "" && b.cvr != "" && a.cvr != b.cvr
	elsewhere := differ(a.postcode, b.postcode) || differ(a.street, b.street)
	if same(a.pnumber, b.pnumber) {
		m.add(SamePNumber, false)
	}
	if twoUnits && elsewhere {
		return m
	}
	near := nearAny(a.names, b.names)
	if same(a.cvr, b.cvr) && same(a.street, b.street) && same(a.postcode, b.postcode) {
		m.add(SameCVRAddress, twoUnits)
	}
	if same(a.phone, b.phone) {
		m.add(SamePhone, twoUnits || twoOwners || elsewhere && !near)
	}
	if near && same(a.postcode, b.postcode) {
		m.add(NearNamePostcode, twoUnits || twoOwners || differ(a.street, b.street))
	}
	if near && same(a.cvr, b.cvr) && !elsewhere {
		m.add(SameCVRNearName, false)
	}
	if same(a.mail, b.mail) && !elsewhere {
		m.add(SameMail, false)
	}
	return m
}

// compareCitizens says what two citizens have in common.
func compareCitizens(a, b *record) (m Match) {
	if same(a.caseRef, b.caseRef) {
		m.add(SameCaseRef, false)
	}
	twoCases := differ(a.caseRef, b.caseRef)
	sameName := a.names[0].joined != "" && a.names[0].joined == b.names[0].joined
	phone, mail := same(a.phone, b.phone), same(a.mail, b.mail)
	switch {
	case sameName && phone:
		m.add(SameNamePhone, twoCases)
	case phone:
		m.add(SharedPhone, false)
	}
	switch {
	case sameName && mail:
		m.add(SameNameMail, twoCases)
	case mail:
		m.add(SharedMail, false)
	}
	switch {
	case !same(a.postcode, b.postcode):
	case sameName:
		m.add(SameNamePostcode, twoCases)
	case near(a.names[0], b.names[0]):
		m.add(NearPersonName, false)
	}
	return m
}

func same(a, b string) bool   { return a != "" && a == b }
func differ(a, b string) bool { return a != "" && b != "" && a != b }

func companyRecord(c *model.Company) record {
	r := record{
		id: c.ID, cvr: c.CVR, pnumber: c.PNumber, street: streetKey(c.Street), postcode: c.Postcode,
		phone: model.PhoneKey(c.Phone), mail: mailKey(c.Mail),
	}
	for _, n := range []string{c.DailyName, c.Name} {
		if key := companyName(n, c.Town); key.joined != "" && (len(r.names) == 0 || r.names[0].joined != key.joined) {
			r.names = append(r.names, key)
		}
	}
	return r
}

func citizenRecord(c *model.Citizen) record {
	return record{
		id: c.ID, names: []name{personName(c.Name())}, postcode: c.Postcode, phone: model.PhoneKey(c.Phone),
		mail: mailKey(c.Mail), caseRef: caseKey(c.CaseRef),
	}
}
