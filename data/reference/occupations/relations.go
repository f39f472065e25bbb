package occupations

import (
	"io"
	"slices"
	"strings"

	"jobspor/model"
)

// RelationKind says how the words of a Relation hang together.
type RelationKind string

// The kinds of relations, by the names of their sections in relations.txt.
const (
	Abbreviation RelationKind = "forkortelse" // hr: personale
	EnglishOf    RelationKind = "engelsk"     // waiter: tjener
	LearnerOf    RelationKind = "elev"        // turnuslæge: læge
	RankOf       RelationKind = "grad"        // docent: lektor
	KindOf       RelationKind = "over"        // kirurg: speciallæge
	FieldOf      RelationKind = "fag"         // humaniora: historie, filosofi
	MakerOf      RelationKind = "laver"       // ost: ostemager
	DoerOf       RelationKind = "gør"         // svejse: svejser
	WorksAt      RelationKind = "sted"        // kantine: kantinemedarbejder
	WorksWith    RelationKind = "redskab"     // motorsav: skovarbejder
	LicensedFor  RelationKind = "bevis"       // truckcertifikat: truckfører
	SpokenFor    RelationKind = "talesprog"   // falckmand: ambulancebehandler
)

// RelationKinds lists every kind in the order of relations.txt.
var RelationKinds = []RelationKind{
	Abbreviation, EnglishOf, LearnerOf, RankOf, KindOf, FieldOf, MakerOf, DoerOf, WorksAt,
	WorksWith, LicensedFor, SpokenFor,
}

// Relation says what a word or short phrase can be read as. It holds in that direction only.
type Relation struct {
	Kind RelationKind
	From string
	To   []Term
}

// ParseRelations reads relations in the format of relations.txt, errors as for Parse. A section opens a kind; a line is
// a word, a colon and what it can be read as, the weaker ones after ~:
//
//	[over]
//	kirurg: speciallæge ~ læge
func ParseRelations(r io.Reader, name string) ([]Relation, error) {
	p := wordParser{problems: problems{file: name}}
	var out []Relation
	type key struct {
		kind RelationKind
		from string
	}
	lines := map[key]int{}
	err := p.eachLine(r, func(s string) {
		if strings.HasPrefix(s, "[") {
			p.section = strings.Trim(s, "[]")
			if !slices.Contains(RelationKinds, RelationKind(p.section)) {
				p.add("err.lexicon.kind", model.Args{"value": s, "known": kindNames()})
			}
			return
		}
		if p.section == "" {
			p.add("err.lexicon.kind", model.Args{"value": s, "known": kindNames()})
			p.full = true
			return
		}
		from, list, _ := strings.Cut(s, ":")
		rel := Relation{Kind: RelationKind(p.section), From: p.words(from)[0], To: p.group(list)}
		k := key{rel.Kind, rel.From}
		if first, taken := lines[k]; taken {
			p.add("err.lexicon.relation", model.Args{"value": rel.From, "first": first})
		}
		if slices.ContainsFunc(rel.To, func(t Term) bool { return t.Word == rel.From }) {
			p.add("err.lexicon.word", model.Args{"value": rel.From})
		}
		lines[k] = p.no
		out = append(out, rel)
	})
	if err == nil {
		err = p.err()
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

func kindNames() string {
	var names []string
	for _, k := range RelationKinds {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}
