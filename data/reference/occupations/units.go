package occupations

import (
	"io"
	"strings"

	"jobspor/model"
)

// Unit is a unit group of the classification (ISCO-08, four digits) with the words that lead to it. The words are our
// own, not the classification's titles.
type Unit struct {
	Code  string // four digits
	Title string // the work in a few words
	Terms []Term // Same: the word belongs to the group; Near: the word points that way
}

// ParseUnits reads unit groups in the format of units.txt, errors as for Parse. A line is a code, a title, a colon and
// words; the words after ~ only point that way:
//
//	9412 køkkenhjælp: køkkenmedhjælper, opvasker ~ køkken, kantine
func ParseUnits(r io.Reader, name string) ([]Unit, error) {
	p := wordParser{problems: problems{file: name}}
	var out []Unit
	lines := map[string]int{}
	err := p.eachLine(r, func(s string) {
		head, list, _ := strings.Cut(s, ":")
		code, title, _ := strings.Cut(head, " ")
		if !digits(code, 4) {
			p.add("err.lexicon.isco", model.Args{"value": code})
		} else if first, taken := lines[code]; taken {
			p.add("err.lexicon.id", model.Args{"value": code, "first": first})
		}
		lines[code] = p.no
		out = append(out, Unit{Code: code, Title: strings.Join(p.words(title), ", "), Terms: p.group(list)})
	})
	if err == nil {
		err = p.err()
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}
