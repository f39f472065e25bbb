package importer

import (
	"regexp"
	"strings"

	"jobspor/data/reference/industries"
	"jobspor/model"
)

// derive fills fields from columns that contain a part of a field or several fields.
func (c *converter) derive(cells []string, d *converted) {
	switch c.typ.Name {
	case "company":
		d.legal = cell(cells, first(c.parts[partLegal])) == "yes"
		c.deriveAddress(cells)
		c.deriveIndustry()
		c.deriveLife()
		if get := func(p part) string { return cell(cells, first(c.parts[p])) }; get(partPerson) == "" {
			setIfEmpty(c.fieldText("phone"), get(partPersonPhone))
			setIfEmpty(c.fieldText("mail"), get(partPersonMail))
		}
		if year := cell(cells, first(c.parts[partStaffYear])); *c.fieldText("fte") != "" && len(year) == 4 &&
			allDigits(year) {
			setIfEmpty(c.fieldText("fte_on"), year+"-12-31")
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

// deriveAddress joins a street with its number, and splits a whole address where the file has no column of postcodes.
func (c *converter) deriveAddress(cells []string) {
	street, code, town := c.fieldText("street"), c.fieldText("postcode"), c.fieldText("town")
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
	code, text := c.fieldText("industry"), c.fieldText("industry_text")
	if m := codeText.FindStringSubmatch(*code); m != nil {
		*code = m[1]
		setIfEmpty(text, m[2])
	} else if *code != "" && strings.Trim(*code, "0123456789. ") != "" && !strings.ContainsAny(*code, "0123456789") {
		setIfEmpty(text, *code)
		*code = ""
	}
}

// deriveLife makes the last day and the status agree: a last day up to today means ceased, a later one does not.
func (c *converter) deriveLife() {
	ceased, status := c.fieldText("ceased_on"), c.fieldText("status")
	if ceasedWord(*status) {
		*status = "ceased"
	} else if f := fold(*status); f == "normal" || f == "aktiv" || strings.HasPrefix(f, "under") {
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
