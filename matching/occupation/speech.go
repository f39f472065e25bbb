package occupation

import (
	"slices"
	"strings"

	"jobspor/matching/words"
)

// Spoken is a word or phrase of dialect or everyday speech, and what it means in the words of the lexicon; Means is ""
// for what says nothing of work.
type Spoken struct{ Said, Means string }

// spokenPhrase is a Spoken made ready.
type spokenPhrase struct {
	keys  []string
	means []sentenceWord
}

func newSpoken(list []Spoken) map[string][]spokenPhrase {
	out := make(map[string][]spokenPhrase)
	for _, s := range list {
		if keys := words.Tokens(s.Said); len(keys) > 0 {
			out[keys[0]] = append(out[keys[0]], spokenPhrase{keys, scan(s.Means)})
		}
	}
	for _, phrases := range out {
		slices.SortStableFunc(phrases, func(a, b spokenPhrase) int { return len(b.keys) - len(a.keys) })
	}
	return out
}

// inPlainWords puts what a phrase means in its place, longest phrases first. The new words stand where the phrase
// stands. A sentence of which nothing would be left stays as it is.
func (g *goalReader) inPlainWords(w []sentenceWord) []sentenceWord {
	var out []sentenceWord
	split := false
	for i := 0; i < len(w); {
		p := g.spokenAt(w, i)
		if p == nil {
			w[i].split = w[i].split || split
			out, split = append(out, w[i]), false
			i++
			continue
		}
		split = split || w[i].split
		last := i + len(p.keys) - 1
		for _, x := range p.means {
			x.start, x.end, x.split, x.spoken, split = w[i].start, w[last].end, split, true, false
			out = append(out, x)
		}
		i = last + 1
	}
	if len(out) == 0 {
		return w
	}
	return out
}

// spokenAt finds the longest phrase that begins at word i.
func (g *goalReader) spokenAt(w []sentenceWord, i int) *spokenPhrase {
	list := g.spoken[w[i].key]
	for n := range list {
		p := &list[n]
		if len(p.keys) > len(w)-i {
			continue
		}
		same := func(j int, key string) bool { return w[i+j].key == key && (j == 0 || !w[i+j].split) }
		found := true
		for j, key := range p.keys {
			found = found && same(j, key)
		}
		if found {
			return p
		}
	}
	return nil
}

// plainText is a stretch of a sentence in plain words: as written, unless somebody's way of speaking was put in them.
func plainText(sentence string, w []sentenceWord) string {
	if !slices.ContainsFunc(w, func(x sentenceWord) bool { return x.spoken }) {
		return sentence[w[0].start:w[len(w)-1].end]
	}
	return strings.Join(texts(w), " ")
}
