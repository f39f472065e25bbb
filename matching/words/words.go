// Package words turns Danish text into search keys, words, stems and compound parts.
//
// It promises: the same text always gives the same result; any input is accepted (broken UTF-8, control characters,
// megabytes of one letter); and the package holds no state: what depends on a vocabulary is built from one with
// [NewSplitter] and never changes afterwards. It knows nothing of occupations, companies or people.
//
// All functions but [Fold], [AppendFold], [FoldMap] and [Tokens] take folded words: lower case, with
// ae, oe and aa for æ, ø and å.
package words

import (
	_ "embed"
	"strings"
)

// Tokens folds s and returns its words in order, or nil when nothing but signs is left.
func Tokens(s string) []string {
	return strings.Fields(Fold(s))
}

// Stop reports whether a folded word carries no meaning of its own in a title or a goal
// ("og", "inden", "for", "noget").
func Stop(word string) bool {
	return stopWords[word]
}

// Weak reports whether a folded word, as the last part of a compound or as the head of a title, says
// little more than "somebody who works" (-medarbejder, -assistent, -hjælper, -mand, -dame). What
// stands before such a head carries the meaning.
func Weak(word string) bool {
	return weakHeads[Stem(word)]
}

// Light reports whether a folded word says that something is done, or how far somebody has come in
// doing it, but hardly what ("passe", "køre", "ting", "ufaglært", "elev"). What stands beside it carries
// the meaning.
func Light(word string) bool {
	return lightWords[word]
}

// Function reports whether a folded word says nothing of work, wherever it stands ("nok", "derfor", "ville").
func Function(word string) bool {
	return functionWords[word]
}

// Ordinary reports whether a folded word is one that everybody uses ("nok", "sidde", "onsdag"): it is never a mistyped
// name of work. The list stands in ordinary.txt.
func Ordinary(word string) bool {
	return ordinaryWords[word]
}

// set returns the words of a space-separated list, each passed through f.
func set(list string, f func(string) string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		m[f(Fold(w))] = true
	}
	return m
}

//go:embed ordinary.txt
var ordinaryText string

//go:embed compounds.txt
var compoundsText string

// everydaySection begins the second half of ordinary.txt: the first has the function words.
const everydaySection = "\n[hverdagsord]\n"

// ordinaryWords and functionWords are what Ordinary and Function know; ownCompounds are the stems of compounds that do
// not speak through their parts.
var (
	ordinaryWords = set(listed(ordinaryText), same)
	functionWords = set(listed(ordinaryText[:strings.Index(ordinaryText, everydaySection)]), same)
	ownCompounds  = set(listed(compoundsText), Stem)
)

func same(w string) string { return w }

// listed returns the words of a list, without remarks (lines that begin with "#") and names of sections ("[").
func listed(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if line[0] != '#' && line[0] != '[' {
			b.WriteString(line)
		}
	}
	return b.String()
}

// stopWords are function words, and the filler of goal sentences and official titles. They are kept
// short on purpose: a word that tells two occupations apart must not stand here.
var stopWords = set(`
	og i på af til med for om fra ved som en et den det de der at er var eller men samt hos under over
	efter mellem uden inden indenfor indeholder via per pr mv mm ml lign lignende mfl o l a el ol osv
	bl andet andre øvrige øvrigt anden diverse generel generelt
	jeg mig min mit mine vi os du han hun sig vil ville kan kunne skal skulle gerne godt måske
	noget nogen nogle være blive bliver har haft lave arbejde arbejder job stilling hvor hvad
	så også bare kun helst meget lidt mere alt alle hvis når ikke ingen
	the of and in for with to or an
`, func(s string) string { return s })

// lightWords are infinitives of speech, the particles and nouns that go with any of them, and ranks that
// every trade has.
var lightWords = set(`
	passe køre gøre hjælpe lave gå stå sidde tage sætte stille lægge holde hente bringe pakke ordne klare se komme
	prøve bruge give få sørge rende deltage udføre varetage
	specialarbejder specialarbejdere faglært ufaglært uddannet uuddannet autoriseret daglig senior junior erfaren
	elev lærling svend
	ting ud ind op ned sammen rundt plads hjem sted til frem væk
`, func(s string) string { return s })

// weakHeads are stems, see Weak.
var weakHeads = set(`
	medarbejder assistent hjælper medhjælper medhjælp hjælp mand mænd dame kvinde pige dreng fyr person
	arbejder ansat medarbejderske personale operatør funktionær betjent
	ansvarlig specialist konsulent tekniker leder fagmand aspirant elev lærling praktikant vikar trainee
	officer worker assistant employee specialist
`, Stem)
