package importer

import (
	"strings"

	"jobspor/model"
)

// skip says why a row is none of the list: a sum, or a line that a program writes below its list.
func (c *converter) skip(rec record) *model.Error {
	filled, at := 0, -1
	for i := range rec.cells {
		if s := rec.cells[i]; s != "" && strings.TrimSpace(s) != "" {
			if filled++; at < 0 {
				at = i
			}
		}
	}
	if at < 0 {
		return nil
	}
	text := cell(rec.cells, at)
	args := model.Args{"line": rec.line}
	loneText := c.cellCount > 2 && len(rec.cells) == 1
	switch {
	case filled == 1 && (loneText || at == 0 && len(c.cols) > 2 && c.isFoot(text)):
		return fileError("err.import.foot", args)
	case c.isTotal(rec.cells, at):
		return fileError("err.import.total", args)
	}
	return nil
}

// isTotal reports whether a row is a sum: its first word says so, and the rest are numbers or nothing.
func (c *converter) isTotal(cells []string, at int) bool {
	text := cell(cells, at)
	if len(text) > 60 {
		return false
	}
	for i := at + 1; i < len(cells); i++ {
		s := cell(cells, i)
		if s == "" {
			continue
		}
		if strings.Trim(s, "0123456789.,- %kr()") != "" {
			return false
		}
		if i < len(c.cols) && c.cols[i].field != nil {
			switch c.cols[i].field.Key {
			case "cvr", "pnumber", "phone":
				return false
			case "postcode":
				if model.CheckPostcode(s) == nil {
					return false
				}
			}
		}
	}
	label := strings.TrimRight(strings.TrimSpace(strings.TrimRight(text, "0123456789., ")), ": ")
	return c.words.is("row.total", label) || c.words.is("row.total", text)
}

// isFoot reports whether a lone text begins as notes below a list do: "Kilde: …", "Udtrukket 1/11".
func (c *converter) isFoot(text string) bool {
	if strings.Trim(text, "-–—=_*. ") == "" || strings.HasPrefix(text, "©") || strings.HasPrefix(text, "*") {
		return true
	}
	head := text
	if at := strings.IndexAny(text, ":0123456789"); at > 0 {
		head = text[:at]
	}
	if head != text && c.words.is("row.foot", head) {
		return true
	}
	words := strings.Fields(head)
	for n := min(2, len(words)); n > 0; n-- {
		if len(words) > n && c.words.is("row.foot", strings.Join(words[:n], " ")) && head != text {
			return true
		}
	}
	return c.words.is("row.foot", text)
}

// noWorkplace says why a row of a list of companies is none: it is a private person, or somebody without a workplace.
func (c *converter) noWorkplace(rec record) *model.Error {
	kind := cell(rec.cells, first(c.parts[partKind]))
	if kind != "" && c.words.is("kind.person", kind) && *c.fieldText("cvr") == "" {
		return fileError("err.import.private", model.Args{"line": rec.line,
			"column": c.columnName(first(c.parts[partKind]))})
	}
	if *c.fieldText("name") == "" && *c.fieldText("cvr") == "" && *c.fieldText("pnumber") == "" && c.hasPerson(rec) {
		return fileError("err.import.noworkplace", model.Args{"line": rec.line, "column": c.heading("name")})
	}
	return nil
}

// hasPerson reports whether a row names a contact person.
func (c *converter) hasPerson(rec record) bool {
	for _, columns := range c.persons {
		for _, i := range columns {
			if strings.HasSuffix(c.cols[i].key, "name") && cell(rec.cells, i) != "" {
				return true
			}
		}
	}
	return false
}
