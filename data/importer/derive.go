package importer

import (
	"regexp"
	"strings"

	"jobspor/data/reference/industries"
	"jobspor/model"
)

// derive fills fields from columns that contain a part of a field or several fields.
func (c *converter) derive(rec record, d *converted) {
	cells := rec.cells
	switch c.typ.Name {
	case "company":
		d.legal = cell(cells, first(c.parts[partLegal])) == "yes"
		d.skipped = c.noWorkplace(rec)
		c.deriveAddress(rec, d)
		c.deriveIndustry(rec, d)
		c.deriveStaff()
		c.deriveProtection()
		c.deriveLife()
		if year := cell(cells, first(c.parts[partStaffYear])); *c.fieldText("fte") != "" && len(year) == 4 &&
			allDigits(year) {
			setIfEmpty(c.fieldText("fte_on"), year+"-12-31")
		}
	case "person":
		var words []string
		for _, key := range []string{"person.first_name", "person.middle_name", "person.last_name"} {
			for _, i := range c.parts[partLink] {
				if c.cols[i].key == key {
					words = append(words, strings.Fields(cell(cells, i))...)
				}
			}
		}
		if name := strings.Join(words, " "); name != "" {
			*c.fieldText("name") = name
		}
	case "citizen":
		if !c.has("last_name") {
			name, last := c.fieldText("first_name"), c.fieldText("last_name")
			*name, *last = splitName(*name)
		}
		if !c.has("postcode") {
			if _, code, _, ok := splitAddress(cell(cells, first(c.parts[partAddress]))); ok {
				*c.fieldText("postcode") = code
			}
		}
		if m := codeTown.FindStringSubmatch(*c.fieldText("postcode")); m != nil {
			*c.fieldText("postcode") = m[1]
		}
	}
}

func setIfEmpty(p *string, s string) {
	if *p == "" {
		*p = s
	}
}

var codeTown = regexp.MustCompile(`^(?:DK-?)?(\d{4}),?\s+(\p{L}.*)$`)

var (
	codeText = regexp.MustCompile(`^((?:[A-Za-z]{1,3}[. ])?\d[\d.]{1,9})(?:[\s:–-]+(\p{L}.*))?$`)
	textCode = regexp.MustCompile(`^(\p{L}.*\S)\s*\(?\b(\d{6}|\d\d\.\d\d\.\d\d)\)?$`)
	lettered = regexp.MustCompile(`^[A-Za-z]{1,3}[. ]\d`)
)

// deriveIndustry takes "561010 Restauranter" apart; words alone are the text of an industry, not its code. Codes that
// others have made by putting letters before them are read as far as they are the official ones: their first four
// digits.
func (c *converter) deriveIndustry(rec record, d *converted) {
	code, text := c.fieldText("industry"), c.fieldText("industry_text")
	found, said := "", ""
	at := -1
	for _, i := range c.columnsOf("industry") {
		s := cell(rec.cells, i)
		if s == "" || s == "?" || isNull(s) {
			continue
		}
		number, words := splitIndustry(s)
		if number != "" && found == "" {
			found, at = number, i
		}
		if words != "" && said == "" {
			said = words
		}
	}
	if at < 0 && said == "" {
		return // the file has no code, or derive has set it
	}
	*code = found
	setIfEmpty(text, said)
	if found == "" || found[0] <= '9' || !lettered.MatchString(found) {
		return
	}
	digits := model.NormalIndustry(strings.TrimLeft(found, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz. "))
	args := model.Args{"line": rec.line, "column": c.columnName(at), "value": clip(found)}
	if len(digits) < 4 || !allDigits(digits) {
		*code = ""
		d.notes = append(d.notes, *note("cell.industry.none", args).WithField("industry"))
		return
	}
	*code = digits[:4]
	args["code"] = *code
	d.notes = append(d.notes, *note("cell.industry", args).WithField("industry"))
}

// splitIndustry takes the code and the words of an industry apart.
func splitIndustry(s string) (code, words string) {
	if allDigits(s) {
		return s, ""
	}
	if m := codeText.FindStringSubmatch(s); m != nil {
		return m[1], m[2]
	}
	if m := textCode.FindStringSubmatch(s); m != nil {
		return m[2], strings.TrimRight(m[1], " (-–:,")
	}
	if !strings.ContainsAny(s, "0123456789") {
		return "", s
	}
	if strings.Trim(s, "0123456789. ") == "" {
		return s, ""
	}
	return "", s
}

var wholeThousands = regexp.MustCompile(`^\d{1,3}([.,]\d{3})+$`)

var staffWords = regexp.MustCompile(`(?i)\s*(ansatte|medarbejdere|employees|people|personer)\.?$`)

// deriveStaff takes the word from "2-4 ansatte", and the mark of thousands from "1.200".
func (c *converter) deriveStaff() {
	if p := c.fieldText("staff_band"); strings.Trim(*p, "0123456789-+ ") != "" {
		*p = staffWords.ReplaceAllString(*p, "")
		if wholeThousands.MatchString(*p) {
			*p = strings.NewReplacer(".", "", ",", "").Replace(*p)
		}
	}
}

// deriveProtection reads the word that some registers write in place of yes.
func (c *converter) deriveProtection() {
	p := c.fieldText("ad_protected")
	if len(*p) < 6 {
		return
	}
	switch squash(*p) {
	case "reklamebeskyttet", "beskyttet", "protected":
		*p = "yes"
	case "ikkereklamebeskyttet", "ikkebeskyttet", "notprotected":
		*p = "no"
	}
}

// deriveLife makes the last day and the status agree: a last day up to today means ceased, a later one does not.
func (c *converter) deriveLife() {
	ceased, status := c.fieldText("ceased_on"), c.fieldText("status")
	if ceasedWord(*status) {
		*status = "ceased"
	} else if f := fold(*status); f == "normal" || f == "aktiv" || f == "active" || strings.HasPrefix(f, "under") {
		*status = "active"
	}
	end, err := model.ParseDate(normalizeDate(*ceased), 0)
	switch {
	case err != nil || end == 0:
	case end <= c.opts.Today:
		*status = "ceased"
	case *status == "ceased":
		*status = "active"
	}
}

// The years in which the code systems of industries stood in the register; a code from before 2008 is of one that
// jobspor does not know (DB03 and older).
var (
	firstDB07 = model.NewDate(2008, 1, 1)
	firstDB25 = model.NewDate(2025, 1, 1)
)

// completeCompany sets fields that depend on several others.
func (c *converter) completeCompany(e *model.Company, since string, d *converted) {
	if e.FTE.Known && e.FTESource == "" {
		e.FTESource = c.staffSource()
	}
	if e.Industry == "" || e.IndustrySystem != "" {
		return
	}
	from, err := model.ParseDate(normalizeDate(since), 0)
	if err != nil {
		from = 0
	}
	switch {
	case from != 0 && from < firstDB07:
		e.Industry = ""
		return
	case from != 0:
		e.IndustrySystem = codeSystemOn(from)
		return
	}
	d.guessed = true
	e.IndustrySystem = codeSystemOn(c.opts.Today)
	if s, ok := industries.SystemOf(e.Industry); ok {
		e.IndustrySystem = string(s)
	}
}

func codeSystemOn(day model.Date) string {
	if day < firstDB25 {
		return string(model.DB07)
	}
	return string(model.DB25)
}

// staffSource names who counted the employees: the register, or the file.
func (c *converter) staffSource() string {
	if c.opts.register {
		return "CVR"
	}
	return clipTo(c.name, 150)
}
