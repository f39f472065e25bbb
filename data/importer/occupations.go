package importer

import (
	"strings"

	"jobspor/model"
)

// Occupations are kept in a model.Reference as tab-separated UTF-8 of this shape:
//
//	# source: esco
//	id	label	synonyms	isco	english
//	http://data.europa.eu/esco/occupation/5f	køkkenmedhjælper	køkkenassistent|opvasker	9412	kitchen help
//
// Notes begin with #; "source" fills Occupation.Source. Synonyms are joined by "|". isco is the four digits of an
// ISCO-08 unit group or empty, and so may be synonyms and english. No cell holds a tab, a line end, or "|" of its own.
const occupationHeader = "id\tlabel\tsynonyms\tisco\tenglish"

// maxOccupations bounds a list; ESCO has 3,000 with 20,000 labels.
const maxOccupations = 200_000

// ParseOccupations reads the Data of a reference whose ID begins with "occupations". Loads, tasks and divisions stay
// empty: vocabularies do not have them. Errors are model.Error with the line.
func ParseOccupations(data string) ([]model.Occupation, error) {
	var out []model.Occupation
	source, line, header := "", 0, false
	for text := range strings.SplitSeq(data, "\n") {
		line++
		text = strings.TrimRight(text, "\r")
		switch {
		case strings.TrimSpace(text) == "":
			continue
		case text[0] == '#':
			if key, value, _ := strings.Cut(text[1:], ":"); strings.TrimSpace(key) == "source" {
				source = strings.TrimSpace(value)
			}
			continue
		case !header:
			if header = text == occupationHeader; !header {
				return nil, fileError("err.occupations.header",
					model.Args{"line": line, "want": strings.ReplaceAll(occupationHeader, "\t", ", ")})
			}
			continue
		case len(out) == maxOccupations:
			return nil, fileError("err.occupations.many", model.Args{"max": maxOccupations})
		}
		cells := strings.Split(text, "\t")
		if len(cells) != 5 || cells[0] == "" || cells[1] == "" {
			return nil, fileError("err.occupations.line", model.Args{"line": line})
		}
		if cells[3] != "" && (len(cells[3]) != 4 || !allDigits(cells[3])) {
			return nil, fileError("err.occupations.isco", model.Args{"line": line, "value": clip(cells[3])})
		}
		o := model.Occupation{ID: cells[0], Label: cells[1], ISCO: cells[3], English: cells[4], Source: source}
		if cells[2] != "" {
			o.Synonyms = strings.Split(cells[2], "|")
		}
		out = append(out, o)
	}
	return out, nil
}

// formatOccupations writes what ParseOccupations reads.
func formatOccupations(source string, list []model.Occupation) string {
	var b strings.Builder
	b.WriteString("# source: " + source + "\n" + occupationHeader + "\n")
	for _, o := range list {
		b.WriteString(strings.Join([]string{o.ID, o.Label, strings.Join(o.Synonyms, "|"), o.ISCO, o.English}, "\t") +
			"\n")
	}
	return b.String()
}

// cleanLabel makes a label fit for the table: one line, no control characters, no "|".
func cleanLabel(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || r == '|' || r == 0x7f || (r >= 0x80 && r < 0xa0) || (r >= 0x202a && r <= 0x202e) ||
			(r >= 0x2066 && r <= 0x2069) || r == 0xfffd {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, " "))), " ")
}
