// Package postcodes knows where Danish postcodes lie: town and approximate centre.
//
// It promises an answer for every geographic postcode of Denmark, Bornholm and the small islands included, and says
// "unknown" for the rest: post-office boxes outside inner Copenhagen, the Faroe Islands and Greenland. Positions are
// towns, or the middle of the inhabited area, good to a few kilometres; they serve distances between postcodes, never
// addresses. The package asks nobody over the network and keeps no state: a Table is never changed once made.
package postcodes

import (
	_ "embed"
	"math"
	"strings"

	"jobspor/model"
)

//go:embed postcodes.tsv
var builtIn string

// Place is a postcode (postnummer) with its town and approximate centre.
type Place struct {
	Code string  // four digits
	Town string  // the postal town, such as "Ishøj" or "København K"
	Lat  float64 // degrees north, WGS 84
	Lon  float64 // degrees east, WGS 84
}

// Table is a list of postcodes. Tables come from Load or Parse; the zero Table knows no postcode.
type Table struct {
	Date   model.Date // the day the list was made, zero when the list does not say
	Source string     // who made the list, or the file's name

	rows []row
	at   []uint16 // row number plus one by postcode, 0 where unknown; nil or codes long
}

// row is one line of the list: the postcodes from first to last share a town and a centre.
type row struct {
	first, last int
	place       Place // Code is the first postcode
}

// codes is the number of four-digit postcodes.
const codes = 10000

// Load gives the built-in table. It reads the list anew each time (half a millisecond): call it once and keep the
// table.
func Load() (*Table, error) { return Parse(strings.NewReader(builtIn), "postcodes.tsv") }

// Find gives the place of a postcode; Code is the postcode asked for, also where streets share a row.
// It reports false for a postcode the table does not know.
func (t *Table) Find(code string) (Place, bool) {
	i, ok := t.Index(code)
	if !ok {
		return Place{}, false
	}
	p := t.rows[i].place
	p.Code = code
	return p, true
}

// Index gives the number of a postcode's row, from 0 to Len()-1. Postcodes with the same number lie in the same
// spot, so distances can be kept in a table of Len() by Len().
func (t *Table) Index(code string) (uint16, bool) {
	n, ok := number(code)
	if !ok || t.at == nil || t.at[n] == 0 {
		return 0, false
	}
	return t.at[n] - 1, true
}

// At gives the place of a row by the number that Index gave; Code is the first postcode of the row. A number the
// table does not have gives the zero Place.
func (t *Table) At(i uint16) Place {
	if int(i) >= len(t.rows) {
		return Place{}
	}
	return t.rows[i].place
}

// Len is the number of rows.
func (t *Table) Len() int { return len(t.rows) }

// All gives one place per row in postcode order; Code is the first postcode of the row.
func (t *Table) All() []Place {
	all := make([]Place, len(t.rows))
	for i, r := range t.rows {
		all[i] = r.place
	}
	return all
}

// Towns gives every town once, in the order of their first postcode.
func (t *Table) Towns() []string {
	var towns []string
	seen := make(map[string]bool, len(t.rows))
	for _, r := range t.rows {
		if !seen[r.place.Town] {
			seen[r.place.Town] = true
			towns = append(towns, r.place.Town)
		}
	}
	return towns
}

// InTown gives the rows of a town by its name, capitals and the choice between å and aa aside ("århus c" finds
// "Aarhus C"). It is empty for an unknown town.
func (t *Table) InTown(town string) []Place {
	var found []Place
	want := fold(town)
	for _, r := range t.rows {
		if fold(r.place.Town) == want {
			found = append(found, r.place)
		}
	}
	return found
}

// fold makes town names comparable: towns may choose between å and aa, and people do not remember which they chose.
func fold(s string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(s)), "å", "aa")
}

// KM is the distance between two places in kilometres as the crow flies (the haversine formula on a globe of radius
// 6371 km). Roads, bridges and ferries make the real way longer.
func KM(a, b Place) float64 {
	const radius, degree = 6371, math.Pi / 180
	lat := math.Sin((b.Lat - a.Lat) * degree / 2)
	lon := math.Sin((b.Lon - a.Lon) * degree / 2)
	h := lat*lat + math.Cos(a.Lat*degree)*math.Cos(b.Lat*degree)*lon*lon
	return 2 * radius * math.Asin(math.Sqrt(math.Min(1, h)))
}

// number reads a postcode: exactly four digits.
func number(code string) (int, bool) {
	if len(code) != 4 {
		return 0, false
	}
	n := 0
	for i := 0; i < len(code); i++ {
		d := code[i] - '0'
		if d > 9 {
			return 0, false
		}
		n = n*10 + int(d)
	}
	return n, true
}
