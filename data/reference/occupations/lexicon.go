// Package occupations holds the words of working life that the program knows by itself: kinds of work
// with their everyday names, a thesaurus of word parts, and what people say about the conditions of work.
//
// Everything is plain text next to this file, made to be read and edited by people: lexicon/*.txt has one
// block per occupation, words.txt groups of words of near-equal meaning, conditions.txt phrases such as
// "ikke tungt", speech.txt how people say what they want. The package promises the same order on every load, never
// writes, and never looks at the network. It knows nothing about matching; matching/ decides what the words are worth.
//
// The content is general knowledge of the Danish labour market. Unit groups are those of ISCO-08; DISCO-08
// shares nearly all of them, but splits a few of its own off (2343 and 2357 for pædagogisk arbejde). Divisions are
// those of NACE: the same two digits in DB07 and DB25, except 45, motor trade and repair, which only DB07 has and
// which is always written together with what took its place (46, 47 or 95).
package occupations

import (
	"embed"
	"fmt"
	"io/fs"

	"jobspor/model"
)

//go:embed lexicon/*.txt words.txt speech.txt conditions.txt trades.txt tasks.txt kin.txt units.txt relations.txt
var files embed.FS

// Source is the Occupation.Source of every built-in occupation.
const Source = "jobspor"

// Load gives the built-in occupations, ordered by file name and then as written. An error means that the
// program was built from a damaged copy; the tests of this package rule that out.
func Load() ([]model.Occupation, error) {
	names, err := fs.Glob(files, "lexicon/*.txt")
	if err != nil {
		return nil, fmt.Errorf("list lexicon: %w", err)
	}
	var all []model.Occupation
	for _, name := range names {
		part, err := load(name, Parse)
		if err != nil {
			return nil, err
		}
		all = append(all, part...)
	}
	for i := range all {
		all[i].Source = Source
	}
	return all, nil
}

// LoadUnits gives the built-in unit groups, as written in units.txt.
func LoadUnits() ([]Unit, error) { return load("units.txt", ParseUnits) }

// LoadThesaurus gives the built-in words, relations and conditions, as written in words.txt, speech.txt, relations.txt
// and conditions.txt.
func LoadThesaurus() (Thesaurus, error) {
	t, err := load("words.txt", ParseWords)
	if err != nil {
		return Thesaurus{}, err
	}
	if t.Relations, err = load("relations.txt", ParseRelations); err != nil {
		return Thesaurus{}, err
	}
	speech, err := load("speech.txt", ParseWords)
	if err != nil {
		return Thesaurus{}, err
	}
	t.Affirmed, t.Wishes, t.Spoken = speech.Affirmed, speech.Wishes, speech.Spoken
	if t.Conditions, err = load("conditions.txt", ParseConditions); err != nil {
		return Thesaurus{}, err
	}
	return t, nil
}
