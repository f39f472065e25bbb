package importer

import (
	"regexp"
	"slices"
	"strings"

	"jobspor/model"
)

var (
	codeAndTown = regexp.MustCompile(`^(?:(?i:DK)[- ]?)?(\d{4})[ ,.]+(\p{L}[\p{L} .'/()-]*)$`)
	townInLine  = regexp.MustCompile(`^(.*\S)\s+(?:(?i:DK)[- ]?)?(\d{4})\s+(\p{L}[\p{L} .'/()-]*)$`)
	codeAlone   = regexp.MustCompile(`^(?:(?i:DK)[- ]?)?(\d{4})$`)
)

// addressParts is an address in its parts. rest is what stands behind the town and is no country.
type addressParts struct{ street, code, town, rest string }

// splitLines takes an address apart at line ends, dots in the middle, bars and semicolons.
func splitLines(s string) []string {
	var out []string
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune("\n\r\t\v·|;•", r) }) {
		if part = strings.Trim(strings.Join(strings.Fields(part), " "), ", "); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// parseAddress takes "Vej 4, 2635 Ishøj, Danmark" and its like apart, in one line or several. Without a postcode in it
// everything is the street. A first line that repeats the workplace's name is no street.
func parseAddress(s, name string, isDenmark func(string) bool) addressParts {
	lines := splitLines(s)
	if len(lines) > 1 && name != "" && fold(lines[0]) == fold(name) {
		lines = lines[1:]
	}
	var pieces []string
	for _, line := range lines {
		for piece := range strings.SplitSeq(line, ",") {
			if piece = strings.TrimSpace(piece); piece != "" {
				pieces = append(pieces, piece)
			}
		}
	}
	if n := len(pieces); n > 1 && isDenmark(pieces[n-1]) {
		pieces = pieces[:n-1]
	}
	for i := len(pieces) - 1; i >= 0; i-- {
		a := addressParts{}
		before, after := pieces[:i], pieces[i+1:]
		if m := codeAndTown.FindStringSubmatch(pieces[i]); m != nil {
			a.code, a.town = m[1], m[2]
		} else if m := townInLine.FindStringSubmatch(pieces[i]); m != nil {
			a.code, a.town, before = m[2], m[3], append(slices.Clone(before), m[1])
		} else if m := codeAlone.FindStringSubmatch(pieces[i]); m != nil && i > 0 {
			a.code = m[1]
			switch {
			case len(after) > 0 && !strings.ContainsAny(after[0], "0123456789"):
				a.town, after = after[0], after[1:]
			case i > 1 && !strings.ContainsAny(before[i-1], "0123456789"):
				a.town, before = before[i-1], before[:i-1]
			}
		}
		if a.code == "" || model.CheckPostcode(a.code) != nil {
			continue
		}
		a.town = strings.TrimRight(a.town, " .,")
		if rest, ok := cutCountry(a.town, isDenmark); ok {
			a.town = rest
		}
		a.street, a.rest = strings.Join(before, ", "), strings.Join(after, ", ")
		return a
	}
	return addressParts{street: strings.Join(pieces, ", ")}
}

// cutCountry takes the country from the end of "Ishøj Danmark" and "Ishøj (DK)".
func cutCountry(town string, isDenmark func(string) bool) (string, bool) {
	at := strings.LastIndexAny(town, " (")
	if at < 1 || !isDenmark(town[at:]) {
		return town, false
	}
	return strings.TrimRight(town[:at], " (-"), true
}

// hasFourDigits reports whether a text may hold a postcode. Most have none, and patterns are slow.
func hasFourDigits(s string) bool {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			n = 0
		} else if n++; n == 4 {
			return true
		}
	}
	return false
}

// deriveAddress joins a street with its number and second line, and splits combined cells.
func (c *converter) deriveAddress(rec record, d *converted) {
	cells := rec.cells
	street, code, town := c.fieldText("street"), c.fieldText("postcode"), c.fieldText("town")
	piece := func(p part) string { return cell(cells, first(c.parts[p])) }
	joined := func() {
		no := piece(partNumber)
		if len(c.parts[partNumber]) > 0 && !slices.Contains(strings.Fields(fold(*street)), fold(no)) {
			*street = streetLine(*street, no, piece(partLetter), piece(partNumberTo), piece(partLetterTo),
				piece(partFloor), piece(partDoor), "")
		}
	}
	if private := c.addressIsPrivate(cells); private >= 0 {
		*street, *code, *town = "", "", ""
		d.notes = append(d.notes, *note("cell.private", model.Args{"line": rec.line, "column": c.columnName(private)}))
		return
	}
	if c.ownExport {
		joined()
		return // its cells are whole, whatever signs are in them
	}
	if hasFourDigits(*street) || strings.ContainsAny(*street, "\n\r\t·|;•") {
		c.splitStreet(rec, d)
	}
	joined()
	*street, *town = strings.Trim(*street, ", "), strings.Trim(*town, ", ")
	if second := strings.Join(splitLines(piece(partStreet2)), ", "); second != "" &&
		!strings.Contains(fold(*street), fold(second)) {
		*street = strings.TrimPrefix(*street+", "+second, ", ")
	}
	if *code != "" && !allDigits(*code) {
		if a := parseAddress(*code, "", c.isDenmark); a.code != "" && a.street == "" {
			*code = a.code
			setIfEmpty(town, a.town)
		}
	}
	if hasFourDigits(*town) {
		if m := codeAndTown.FindStringSubmatch(*town); m != nil && (*code == "" || *code == m[1]) {
			*code, *town = m[1], m[2]
		}
	}
	if country := piece(partCountry); *code != "" && country != "" && !c.isDenmark(country) {
		args := model.Args{"line": rec.line, "column": c.heading("postcode"), "value": clip(*code),
			"country": clip(country)}
		d.notes = append(d.notes, *note("cell.abroad", args).WithField("postcode"))
		*code = ""
	}
}

// splitStreet takes postcode and town out of the street where they are not known otherwise or are the same.
func (c *converter) splitStreet(rec record, d *converted) {
	street, code, town := c.fieldText("street"), c.fieldText("postcode"), c.fieldText("town")
	a := parseAddress(*street, *c.fieldText("name"), c.isDenmark)
	if a.code != "" && *code != "" && !strings.Contains(*code, a.code) {
		a = addressParts{street: strings.Join(splitLines(*street), ", ")}
	}
	*street = a.street
	setIfEmpty(code, a.code)
	setIfEmpty(town, a.town)
	if a.rest != "" {
		args := model.Args{"line": rec.line, "column": c.heading("street"), "value": clip(a.rest)}
		d.notes = append(d.notes, *note("cell.rest", args).WithField("street"))
	}
}

// addressIsPrivate finds the column of an address that its label says is a home, -1 when none is.
func (c *converter) addressIsPrivate(cells []string) int {
	if !c.labels {
		return -1
	}
	for _, key := range []string{"street", "postcode", "town"} {
		for _, i := range c.columnsOf(key) {
			if at := c.cols[i].label; at > 0 && cell(cells, i) != "" && c.words.is("label.private", cell(cells, at-1)) {
				return i
			}
		}
	}
	return -1
}

// isDenmark reports whether a text is a name or code of Denmark.
func (c *converter) isDenmark(s string) bool { return c.words.is("country.denmark", s) }
