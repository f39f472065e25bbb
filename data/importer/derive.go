package importer

import (
	"regexp"
	"strings"

	"jobspor/data/reference/industries"
	"jobspor/model"
)

// derive fills fields from columns that hold part of one, or more than one.
func (c *converter) derive(cells []string, d *draft) {
	switch c.typ.Name {
	case "company":
		d.legal = cell(cells, first(c.parts[partLegal])) == "yes"
		c.deriveAddress(cells)
		c.deriveIndustry()
		c.deriveLife()
		if get := func(p part) string { return cell(cells, first(c.parts[p])) }; get(partPerson) == "" {
			setIfEmpty(c.slot("phone"), get(partPersonPhone))
			setIfEmpty(c.slot("mail"), get(partPersonMail))
		}
		if year := cell(cells, first(c.parts[partStaffYear])); *c.slot("fte") != "" && len(year) == 4 &&
			allDigits(year) {
			setIfEmpty(c.slot("fte_on"), year+"-12-31")
		}
	case "citizen":
		if !c.has("last_name") {
			name, last := c.slot("first_name"), c.slot("last_name")
			*name, *last = splitName(*name)
		}
		if !c.has("postcode") {
			if _, code, _, ok := splitAddress(cell(cells, first(c.parts[partAddress]))); ok {
				*c.slot("postcode") = code
			}
		}
		if m := codeTown.FindStringSubmatch(*c.slot("postcode")); m != nil {
			*c.slot("postcode") = m[1]
		}
	}
}

func setIfEmpty(p *string, s string) {
	if *p == "" {
		*p = s
	}
}

var codeTown = regexp.MustCompile(`^(?:DK-?)?(\d{4}),?\s+(\p{L}.*)$`)

// deriveAddress joins a street with its number, and takes a whole address apart where the file has no column of
// postcodes.
func (c *converter) deriveAddress(cells []string) {
	street, code, town := c.slot("street"), c.slot("postcode"), c.slot("town")
	if len(c.parts[partNumber]) > 0 {
		piece := func(p part) string { return cell(cells, first(c.parts[p])) }
		*street = streetLine(*street, piece(partNumber), piece(partLetter), piece(partNumberTo), piece(partLetterTo),
			piece(partFloor), piece(partDoor), "")
	}
	if !c.has("postcode") {
		if line, p, t, ok := splitAddress(*street); ok {
			*street, *code = line, p
			setIfEmpty(town, t)
		}
	}
	if m := codeTown.FindStringSubmatch(*code); m != nil {
		*code = m[1]
		setIfEmpty(town, m[2])
	}
}

var codeText = regexp.MustCompile(`^(\d[\d.]{1,7})[\s:–-]+(\p{L}.*)$`)

// deriveIndustry takes "561010 Restauranter" apart; words alone are the text of an industry, not its code.
func (c *converter) deriveIndustry() {
	code, text := c.slot("industry"), c.slot("industry_text")
	if m := codeText.FindStringSubmatch(*code); m != nil {
		*code = m[1]
		setIfEmpty(text, m[2])
	} else if *code != "" && strings.Trim(*code, "0123456789. ") != "" && !strings.ContainsAny(*code, "0123456789") {
		setIfEmpty(text, *code)
		*code = ""
	}
}

// deriveLife makes the last day and the status agree: a day that has come means ceased, one ahead does not.
func (c *converter) deriveLife() {
	ceased, status := c.slot("ceased_on"), c.slot("status")
	if ceasedWord(*status) {
		*status = "ceased"
	} else if f := fold(*status); f == "normal" || f == "aktiv" || strings.HasPrefix(f, "under") {
		*status = "active"
	}
	end, err := model.ParseDate(day(*ceased), 0)
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

// company settles what depends on several fields.
func (c *converter) company(e *model.Company, since string, d *draft) {
	if e.FTE.Known && e.FTESource == "" {
		e.FTESource = c.source()
	}
	if e.Industry == "" || e.IndustrySystem != "" {
		return
	}
	from, err := model.ParseDate(day(since), 0)
	if err != nil {
		from = 0
	}
	switch {
	case from != 0 && from < firstDB07:
		e.Industry = ""
		return
	case from != 0:
		e.IndustrySystem = systemOn(from)
		return
	}
	d.guessed = true
	e.IndustrySystem = systemOn(c.opts.Today)
	if s, ok := industries.SystemOf(e.Industry); ok {
		e.IndustrySystem = string(s)
	}
}

func systemOn(day model.Date) string {
	if day < firstDB25 {
		return string(model.DB07)
	}
	return string(model.DB25)
}

// source names who counted the employees: the register, or the file.
func (c *converter) source() string {
	if c.opts.register {
		return "CVR"
	}
	return clipTo(c.name, 150)
}
