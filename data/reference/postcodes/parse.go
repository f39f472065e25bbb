package postcodes

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"sort"
	"strconv"
	"strings"

	"jobspor/data/reference/tabular"
	"jobspor/model"
)

// The longest list read: the whole country with every column of DAWA takes 140 kB and 1,100 lines.
const (
	maxBytes = 4 << 20
	maxRows  = codes
)

// shape is a kind of list: the header names of the columns it must have, in jobspor's order, and of the one with the
// extent of an area, which it may have.
type shape struct{ from, to, town, lat, lon, extent string }

var (
	own  = shape{"from", "to", "town", "lat", "lon", ""}
	dawa = shape{"postnr", "postnr", "navn", "lat", "lon", "bbox_lonlat"}
)

// wanted names the headers Parse knows, for messages.
const wanted = "from, to, town, lat, lon / postnr, navn, lat, lon"

// Parse reads a list of postcodes: tab-separated UTF-8 with a header line, either jobspor's own columns (from, to,
// town, lat, lon; an empty "to" means one postcode) or those of an extract of DAWA, the Danish address register
// (postnr, navn, lat, lon, and bbox_lonlat when there is one). Further columns are passed over. Lines that begin with
// # are notes; "# date: 2026-11-22" and "# source: …" fill Date and Source. The file's name is for messages, and
// stands in for a missing source.
//
// DAWA's postcodes are areas that run out to sea: the centre of 6950 Ringkøbing lies 260 km west of the town. Therefore
// a postcode that the built-in table places inside such an area keeps the built-in position.
//
// Errors are model.Error with the file's name and, where there is one, the line.
func Parse(r io.Reader, file string) (*Table, error) {
	text, err := tabular.Read(r, file, tabular.Limits{Bytes: maxBytes, Rows: maxRows})
	if err != nil {
		return nil, err
	}
	t := &Table{Source: file}
	var (
		cols  *columns
		lines []int // the line of each row, for messages
		no    int
	)
	for line := range strings.Lines(text) {
		no++
		line = strings.TrimRight(line, "\r\n")
		switch {
		case strings.TrimSpace(line) == "":
		case line[0] == '#':
			tabular.Note(line[1:], &t.Date, &t.Source)
		case cols == nil:
			if cols, err = header(line); err != nil {
				return nil, tabular.Locate(err, file, no)
			}
		default:
			row, err := cols.row(line)
			if err != nil {
				return nil, tabular.Locate(err, file, no)
			}
			if len(lines) == maxRows {
				return nil, tabular.Locate(tabular.Fail("err.table.long", model.Args{"max": maxRows}), file, no)
			}
			t.rows, lines = append(t.rows, row), append(lines, no)
		}
	}
	if len(t.rows) == 0 {
		return nil, tabular.Locate(tabular.Fail("err.table.empty", model.Args{"want": wanted}), file, 0)
	}
	return t.index(file, lines)
}

// columns tells where the columns of a list stand.
type columns struct {
	shape
	tabular.Columns
	known *Table // the built-in table when the list gives areas, else nil
}

// header recognises the shape by its column names.
func header(line string) (*columns, error) {
	at := tabular.ColumnsOf(strings.Split(line, "\t"))
	for _, s := range []shape{own, dawa} {
		if !at.HasAll(s.from, s.to, s.town, s.lat, s.lon) {
			continue
		}
		c := &columns{shape: s, Columns: at}
		if s.extent == "" {
			return c, nil
		}
		var err error
		c.known, err = Load()
		return c, err
	}
	return nil, tabular.Fail("err.table.header", model.Args{"want": wanted})
}

// row reads one line.
func (c *columns) row(line string) (row, error) {
	cells := strings.Split(line, "\t")
	cell := func(name string) string { return c.Cell(cells, name) }
	from, to, town := cell(c.from), cell(c.to), cell(c.town)
	if to == "" {
		to = from
	}
	first, ok1 := number(from)
	last, ok2 := number(to)
	if !ok1 || !ok2 || last < first {
		return row{}, tabular.Fail("err.postcodes.code", model.Args{"value": model.Clip(from + "–" + to)})
	}
	if town == "" || !model.Printable(town) {
		return row{}, tabular.Fail("err.postcodes.town", model.Args{"value": model.Clip(town)})
	}
	lat, lon := degrees(cell(c.lat)), degrees(cell(c.lon))
	if !(lat >= 54 && lat <= 59 && lon >= 3 && lon <= 17) { // Danish land and waters; false for NaN, too
		return row{}, tabular.Fail("err.postcodes.position",
			model.Args{"value": model.Clip(cell(c.lat) + " " + cell(c.lon))})
	}
	place := Place{Code: from, Town: town, Lat: lat, Lon: lon}
	if c.known != nil {
		place = c.known.moveInto(place, cell(c.extent))
	}
	return row{first: first, last: last, place: place}, nil
}

// moveInto moves the centre of an area to where this table places the postcode, when that is inside the area.
// The extent is "west,south,east,north" in degrees; an unreadable one leaves the centre alone.
func (t *Table) moveInto(p Place, extent string) Place {
	town, ok := t.Find(p.Code)
	box := strings.Split(extent, ",")
	if !ok || len(box) != 4 {
		return p
	}
	west, south, east, north := degrees(box[0]), degrees(box[1]), degrees(box[2]), degrees(box[3])
	if west <= town.Lon && town.Lon <= east && south <= town.Lat && town.Lat <= north {
		p.Lat, p.Lon = town.Lat, town.Lon
	}
	return p
}

// index sorts the rows and makes the look-up by postcode; a postcode on two lines is an error that names both.
func (t *Table) index(file string, lines []int) (*Table, error) {
	t.at = make([]uint16, codes)
	for i, r := range t.rows {
		for code := r.first; code <= r.last; code++ {
			if other := t.at[code]; other != 0 {
				err := tabular.Fail("err.postcodes.twice",
					model.Args{"value": fmt.Sprintf("%04d", code), "other": lines[other-1]})
				return nil, tabular.Locate(err, file, lines[i])
			}
			t.at[code] = uint16(i + 1)
		}
	}
	sort.Slice(t.rows, func(i, j int) bool { return t.rows[i].first < t.rows[j].first })
	for i, r := range t.rows {
		for code := r.first; code <= r.last; code++ {
			t.at[code] = uint16(i + 1)
		}
	}
	return t, nil
}

// WriteTo writes the table in jobspor's own columns; Parse reads it back as the same table.
func (t *Table) WriteTo(w io.Writer) (int64, error) {
	var b bytes.Buffer
	b.WriteString(tabular.Notes(t.Date, t.Source))
	b.WriteString(strings.Join([]string{own.from, own.to, own.town, own.lat, own.lon}, "\t") + "\n")
	for _, r := range t.rows {
		fmt.Fprintf(&b, "%04d\t%04d\t%s\t%s\t%s\n", r.first, r.last, r.place.Town,
			strconv.FormatFloat(r.place.Lat, 'f', -1, 64), strconv.FormatFloat(r.place.Lon, 'f', -1, 64))
	}
	return b.WriteTo(w)
}

// degrees reads a number with decimal point or, from a Danish spreadsheet, comma; what is no number gives NaN.
func degrees(s string) float64 {
	f, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(s), ",", ".", 1), 64)
	if err != nil {
		return math.NaN()
	}
	return f
}
