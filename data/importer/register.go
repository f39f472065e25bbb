package importer

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"jobspor/model"
)

// registerColumns are what every answer of the register is made into, by field key; "industry_from" is the day from
// which the industry code holds, which tells its code system.
var registerColumns = []string{
	"name", "daily_name", "cvr", "pnumber", "street", "postcode", "town", "phone", "mail", "web",
	"industry", "industry_from", "industry_text", "fte", "fte_on", "staff_band", "status", "ceased_on", "legal_unit",
}

// workplace is one row on its way into registerColumns.
type workplace struct {
	name, dailyName, cvr, pnumber, street, postcode, town, phone, mail, web string
	industry, industryFrom, industryText, fte, fteOn, staff, status, ceased string
	// "yes" for a legal unit, whose place of work may be elsewhere.
	legal string
}

func (w workplace) cells() []string {
	return []string{
		w.name, w.dailyName, w.cvr, w.pnumber, w.street, w.postcode, w.town, w.phone, w.mail, w.web,
		w.industry, w.industryFrom, w.industryText, w.fte, w.fteOn, w.staff, w.status, w.ceased, w.legal,
	}
}

// registerRows makes the workplaces of one record.
func registerRows(kind Kind, raw json.RawMessage) ([][]string, error) {
	var list []workplace
	var err error
	switch kind {
	case Register:
		list, err = fromRegister(raw)
	case CVRAPI:
		list, err = fromCVRAPI(raw)
	case OldXML:
		list, err = fromOldXML(raw)
	default:
		err = fmt.Errorf("record is of another kind")
	}
	var rows [][]string
	for _, w := range list {
		rows = append(rows, w.cells())
	}
	return rows, err
}

// period is when an entry of a history holds; an empty end is "still". Days are ISO text and compare as such.
type period struct {
	From jsonText `json:"gyldigFra"`
	Til  jsonText `json:"gyldigTil"`
}

// entry is a row of a history. Not every answer has the same members, so each takes what it knows.
type entry struct {
	Period  *period  `json:"periode"`
	Updated jsonText `json:"sidstOpdateret"`

	Name    jsonText `json:"navn"`
	Contact jsonText `json:"kontaktoplysning"`
	Secret  bool     `json:"hemmelig"`
	Code    jsonText `json:"branchekode"`
	Text    jsonText `json:"branchetekst"`
	PNumber jsonText `json:"pNummer"`
	CVR     jsonText `json:"cvrNummer"`
	Status  jsonText `json:"status"`
	address
}

// address is a Danish address in parts, as the register has it.
type address struct {
	Street   jsonText `json:"vejnavn"`
	From     jsonText `json:"husnummerFra"`
	To       jsonText `json:"husnummerTil"`
	LetterA  jsonText `json:"bogstavFra"`
	LetterB  jsonText `json:"bogstavTil"`
	Floor    jsonText `json:"etage"`
	Door     jsonText `json:"sidedoer"`
	Free     jsonText `json:"fritekst"`
	Postcode jsonText `json:"postnummer"`
	Town     jsonText `json:"postdistrikt"`
}

// line writes the street with its number: "Grønttorvet 8-20, 1. tv".
func (a address) line() string {
	return streetLine(string(a.Street), string(a.From), string(a.LetterA), string(a.To), string(a.LetterB),
		string(a.Floor), string(a.Door), string(a.Free))
}

func streetLine(street, from, letter, to, letterTo, floor, door, free string) string {
	if street == "" {
		return free
	}
	number := func(n, l string) string {
		if n = strings.TrimLeft(n, "0"); n == "" {
			return ""
		}
		return n + l
	}
	line := strings.TrimSpace(street + " " + number(from, letter))
	if end := number(to, letterTo); end != "" && end != number(from, letter) {
		line += "-" + end
	}
	if floor != "" && floor[len(floor)-1] >= '0' && floor[len(floor)-1] <= '9' {
		floor += "."
	}
	if inner := strings.TrimSpace(floor + " " + door); inner != "" {
		line += ", " + inner
	}
	return line
}

// validOn reports whether the entry counts on the day (ISO text).
func (e entry) validOn(on string) bool {
	if e.Period == nil {
		return true
	}
	return string(e.Period.From) <= on && (e.Period.Til == "" || string(e.Period.Til) >= on)
}

func (e entry) order() string {
	if e.Period == nil {
		return "|" + string(e.Updated)
	}
	return string(e.Period.From) + "|" + string(e.Updated)
}

// current picks the entry that holds on the day, the newest when several do; failing that, if any will do, the newest
// of all. Secret entries never count.
func current(list []entry, on string, any bool) (entry, bool) {
	open := slices.DeleteFunc(slices.Clone(list), func(e entry) bool { return e.Secret })
	now := slices.DeleteFunc(slices.Clone(open), func(e entry) bool { return !e.validOn(on) })
	if len(now) == 0 {
		if !any || len(open) == 0 {
			return entry{}, false
		}
		now = open
	}
	// The first of equals wins where a history has two entries alike but for their end: the open one is newer.
	return slices.MaxFunc(now, func(a, b entry) int {
		return cmp.Or(cmp.Compare(openEnd(a), openEnd(b)), cmp.Compare(a.order(), b.order()))
	}), true
}

func openEnd(e entry) int {
	if e.Period == nil || e.Period.Til == "" {
		return 1
	}
	return 0
}

// staff is a count of employees for a month, a quarter or a year.
type staff struct {
	Year     int      `json:"aar"`
	Month    int      `json:"maaned"`
	Quarter  int      `json:"kvartal"`
	FTE      *float64 `json:"antalAarsvaerk"`
	People   *int     `json:"antalAnsatte"`
	Interval string   `json:"intervalKodeAntalAnsatte"`
}

// until is the last day of what is counted.
func (s staff) until() model.Date {
	month := 12
	switch {
	case s.Month > 0:
		month = s.Month
	case s.Quarter > 0:
		month = s.Quarter * 3
	}
	return model.NewDate(s.Year, time.Month(month+1), 0)
}

// unit is a legal unit (Vrvirksomhed) or a production unit (VrproduktionsEnhed).
type unit struct {
	CVR       jsonText `json:"cvrNummer"`
	PNumber   jsonText `json:"pNummer"`
	Names     []entry  `json:"navne"`
	ByNames   []entry  `json:"binavne"`
	Addresses []entry  `json:"beliggenhedsadresse"`
	Phones    []entry  `json:"telefonNummer"`
	Phones2   []entry  `json:"sekundaertTelefonNummer"`
	Mails     []entry  `json:"elektroniskPost"`
	Webs      []entry  `json:"hjemmeside"`
	Life      []entry  `json:"livsforloeb"`
	Industry  []entry  `json:"hovedbranche"`
	Units     []entry  `json:"penheder"`
	Owners    []entry  `json:"virksomhedsrelation"`
	States    []entry  `json:"virksomhedsstatus"`
	Months    []staff  `json:"erstMaanedsbeskaeftigelse"`
	MonthsOld []staff  `json:"maanedsbeskaeftigelse"`
	Quarters  []staff  `json:"kvartalsbeskaeftigelse"`
	Years     []staff  `json:"aarsbeskaeftigelse"`
	Meta      meta     `json:"virksomhedMetadata"`
	UnitMeta  meta     `json:"produktionsEnhedMetadata"`
	Updated   jsonText `json:"sidstOpdateret"`
}

type meta struct {
	Status jsonText `json:"sammensatStatus"`
	CVR    jsonText `json:"nyesteCvrNummerRelation"`
}

// wrappedUnit is what an answer wraps: a legal unit or a production unit.
type wrappedUnit struct {
	Legal *unit `json:"Vrvirksomhed"`
	Unit  *unit `json:"VrproduktionsEnhed"`
}

func fromRegister(raw json.RawMessage) ([]workplace, error) {
	var hit struct {
		wrappedUnit
		Source wrappedUnit `json:"_source"`
	}
	if err := json.Unmarshal(raw, &hit); err != nil {
		return nil, err
	}
	if legal := cmp.Or(hit.Source.Legal, hit.Legal); legal != nil {
		w := legal.workplace()
		w.legal = "yes"
		return []workplace{w}, nil
	}
	if u := cmp.Or(hit.Source.Unit, hit.Unit); u != nil {
		return []workplace{u.workplace()}, nil
	}
	return nil, fmt.Errorf("hit without a unit")
}

// forever is the day on which what still holds is looked for: entries without an end hold on it.
const forever = "9999-12-31"

// workplace takes what counts now: on the day the unit ended, or for good.
func (u *unit) workplace() workplace {
	w := workplace{cvr: string(u.CVR), pnumber: string(u.PNumber), status: "active"}
	on := forever
	if life, ok := current(u.Life, forever, true); ok && life.Period != nil && life.Period.Til != "" {
		on = string(life.Period.Til)
		w.status, w.ceased = "ceased", on
	} else if u.closed() {
		w.status = "ceased"
	}
	pick := func(list []entry, any bool) entry {
		e, _ := current(list, on, any)
		return e
	}
	w.name = string(pick(u.Names, true).Name)
	w.dailyName = string(pick(u.ByNames, false).Name)
	a := pick(u.Addresses, true)
	w.street, w.postcode, w.town = a.line(), string(a.Postcode), string(a.Town)
	w.phone = string(cmp.Or(pick(u.Phones, false).Contact, pick(u.Phones2, false).Contact))
	w.mail, w.web = string(pick(u.Mails, false).Contact), string(pick(u.Webs, false).Contact)
	industry := pick(u.Industry, true)
	w.industry, w.industryText = string(industry.Code), string(industry.Text)
	if industry.Period != nil {
		w.industryFrom = string(industry.Period.From)
	}
	if w.cvr == "" {
		w.cvr = string(cmp.Or(pick(u.Owners, true).CVR, u.UnitMeta.CVR))
	}
	if w.pnumber == "" {
		w.pnumber = u.onlyUnit(on)
	}
	u.staff(&w)
	return w
}

// closed reads the status words that mean the end, for answers without a course of life.
func (u *unit) closed() bool {
	s, _ := current(u.States, forever, true)
	return ceasedWord(string(cmp.Or(u.Meta.Status, u.UnitMeta.Status, s.Status)))
}

// ceasedWord knows the register's words for a unit that is no more. "UNDER KONKURS" and its like still exist.
func ceasedWord(s string) bool {
	f := fold(s)
	for _, p := range []string{"ophoert", "oploest", "tvangsoploest", "slettet"} {
		if strings.HasPrefix(f, p) {
			return true
		}
	}
	return false
}

// onlyUnit is the number of a legal unit's production unit when it has exactly one: then the two are one workplace.
func (u *unit) onlyUnit(on string) string {
	found := ""
	for _, e := range u.Units {
		if !e.validOn(on) || string(e.PNumber) == found {
			continue
		}
		if found != "" {
			return ""
		}
		found = string(e.PNumber)
	}
	return found
}

// staff takes the newest count; a month is newer than the quarter and the year it ends.
func (u *unit) staff(w *workplace) {
	var newest, newestFTE *staff
	for _, list := range [][]staff{u.Years, u.Quarters, u.MonthsOld, u.Months} {
		for i := range list {
			s := &list[i]
			if s.Year < 1900 || s.Year > 9999 {
				continue
			}
			if (s.Interval != "" || s.People != nil) && (newest == nil || s.until() >= newest.until()) {
				newest = s
			}
			if s.FTE != nil && (newestFTE == nil || s.until() >= newestFTE.until()) {
				newestFTE = s
			}
		}
	}
	if newest != nil {
		w.staff = newest.Interval
		if w.staff == "" {
			w.staff = fmt.Sprint(*newest.People)
		}
	}
	if newestFTE != nil {
		w.fte, w.fteOn = fmt.Sprintf("%.2f", *newestFTE.FTE), newestFTE.until().String()
	}
}
