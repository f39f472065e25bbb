package occupation

import (
	"slices"
	"strings"

	"jobspor/matching/words"
	"jobspor/model"
)

// Condition is something people say about the work they can take. One of Avoid, Seek and Time is set.
type Condition struct {
	Phrase string     // lower-case words separated by one blank, as "ikke tungt"
	Bare   bool       // Phrase only names a load ("tungt"): it counts as Avoid after a negation, else not
	Avoid  model.Load // the work should not ask for this
	Seek   model.Load // the work may well ask for this
	Time   string     // a wish about time, by the name the data file gives it ("mornings", "part-time")
}

// Goal is one kind of work out of a sentence about work.
type Goal struct {
	Text  string // the words that name the work, as written; "" when the sentence names only conditions
	Plain string // the same in the words of the lexicon: "passe børnene" for "passe ungerne"
	Start int    // where Text begins in the sentence, in bytes
	Terms
}

// Terms are the conditions of a sentence. They hold for every goal in it, because a sentence such as
// "lager eller butik, ikke tungt" means both. Each list is in the order of the sentence, without repeats.
type Terms struct {
	Avoid []model.Load
	Seek  []model.Load
	Time  []string
	Not   []string // work that is ruled out, in the words of the lexicon: "alt andet end", "ikke rengøring"
}

// Goals splits what a person wants to do into single goals and conditions: "lager eller noget med
// dyr, men ikke tungt" is two goals without lifting. It gives nothing only for a text without words.
func (l *Linker) Goals(sentence string) []Goal {
	if len(sentence) > maxSentence {
		sentence = strings.ToValidUTF8(sentence[:maxSentence], "")
	}
	return l.goals.read(sentence, l.feat.speller.count)
}

// maxSentence is how much of a text is read, in bytes: a long paragraph.
const maxSentence = 8 << 10

// goalReader knows the phrases of conditions.
type goalReader struct {
	phrases   map[string][]phrase // first stem → phrases, longest first
	negations phraseSet
	affirmed  phraseSet // what only sounds like a negation
	wishes    phraseSet // words that begin a new wish
	spoken    map[string][]spokenPhrase
	times     map[string]bool // the wishes about time that conditions can name
	names     map[string]bool // the lexicon's names without fillers, as stems: what sounds like a condition may be one
	pairs     map[string]bool // "x y" for every "x og y" in the lexicon: such an og does not part goals
}

type phrase struct {
	stems []string
	cond  Condition
}

func newGoalReader(k Knowledge) *goalReader {
	g := &goalReader{phrases: make(map[string][]phrase), times: make(map[string]bool), names: make(map[string]bool),
		pairs:     make(map[string]bool),
		negations: newPhraseSet(append([]string{"ikke", "ingen", "uden", "undtagen", "andet end"}, k.Negations...)),
		affirmed:  newPhraseSet(k.Affirmed), wishes: newPhraseSet(append([]string{"men"}, k.Wishes...)),
		spoken: newSpoken(k.Spoken)}
	for _, c := range k.Conditions {
		g.times[c.Time] = true
		if s := stemsOf(c.Phrase); len(s) > 0 {
			g.phrases[s[0]] = append(g.phrases[s[0]], phrase{s, c})
		}
	}
	for _, list := range g.phrases {
		slices.SortStableFunc(list, func(a, b phrase) int { return len(b.stems) - len(a.stems) })
	}
	for i := range k.Lexicon {
		for _, name := range danish(&k.Lexicon[i]) {
			if m := meaning(scan(name)); m != "" {
				g.names[m] = true
			}
		}
		for _, name := range append(danish(&k.Lexicon[i]), k.Lexicon[i].Tasks...) {
			t := words.Tokens(name)
			for j := 1; j+1 < len(t); j++ {
				if t[j] == "og" {
					g.pairs[t[j-1]+" "+t[j+1]] = true
				}
			}
		}
	}
	return g
}

func stemsOf(s string) []string {
	t := words.Tokens(s)
	for i := range t {
		t[i] = words.Stem(t[i])
	}
	return t
}

// meaning joins the stems of all words but fillers, "" when there are no others.
func meaning(w []sentenceWord) string {
	var out []string
	for i := range w {
		if !filler(w[i].key) {
			out = append(out, w[i].stem)
		}
	}
	return strings.Join(out, " ")
}

// read does the work of Goals; known counts the words that name work.
func (g *goalReader) read(sentence string, known map[string]int) []Goal {
	w := g.inPlainWords(scan(sentence))
	var t Terms
	g.affirm(w)
	g.conditions(w, &t, known)
	g.exclude(w, &t)
	var out []Goal
	for i := 0; i < len(w); {
		j := i + 1
		for j < len(w) && !g.between(w, j) {
			j++
		}
		if from, to := trim(w, i, j); from < to {
			text := sentence[w[from].start:w[to-1].end]
			if !slices.ContainsFunc(out, func(o Goal) bool { return equalText(o.Text, text) }) {
				out = append(out, Goal{Text: text, Plain: plainText(sentence, w[from:to]), Start: w[from].start})
			}
		}
		i = j
	}
	if len(out) == 0 && len(w) > 0 {
		out = []Goal{{}}
		if len(t.Avoid)+len(t.Seek)+len(t.Time)+len(t.Not) == 0 || g.names[meaning(w)] && !g.anyNegated(w) {
			out[0].Text, out[0].Start = sentence[w[0].start:w[len(w)-1].end], w[0].start
			out[0].Plain = plainText(sentence, w)
		}
	}
	for i := range out {
		out[i].Terms = t
	}
	return out
}

func (g *goalReader) anyNegated(w []sentenceWord) bool {
	for i := range w {
		if g.negated(w, i) > 0 {
			return true
		}
	}
	return false
}

// between reports whether word j begins a new stretch.
func (g *goalReader) between(w []sentenceWord, j int) bool {
	if w[j].split || w[j].role != w[j-1].role {
		return true
	}
	if !separators[w[j].key] {
		return separators[w[j-1].key] && !g.together(w, j-1)
	}
	return !g.together(w, j)
}

// together reports whether the parting word j does not part: the lexicon knows the pair, or the words
// on both sides share a verb and its particle ("køre pakker eller mad ud").
func (g *goalReader) together(w []sentenceWord, j int) bool {
	if g.paired(w, j) {
		return true
	}
	plainWord := func(i int) bool { return i >= 0 && i < len(w) && w[i].role == plain && !separators[w[i].key] }
	from, to := j, j
	for plainWord(from-1) && !w[from].split {
		from--
	}
	for plainWord(to+1) && !w[to+1].split {
		to++
	}
	for from < j && filler(w[from].key) {
		from++
	}
	return from+1 < j && to > j+1 && words.Light(w[from].key) && !particles[w[j-1].key] && particles[w[to].key] &&
		!words.Light(w[j+1].key)
}

// paired reports whether word j is an "og" within one name of work.
func (g *goalReader) paired(w []sentenceWord, j int) bool {
	if w[j].key != "og" || j == 0 || j+1 >= len(w) {
		return false
	}
	return g.pairs[w[j-1].key+" "+w[j+1].key]
}

// trim cuts words without a meaning of their own off both ends of a stretch; a stretch that is no
// goal comes back empty.
func trim(w []sentenceWord, from, to int) (int, int) {
	if w[from].role != plain {
		return from, from
	}
	for from < to && filler(w[from].key) {
		from++
	}
	verb := from < to && words.Light(w[from].key)
	for from < to && filler(w[to-1].key) && !(verb && from+1 < to && particles[w[to-1].key]) {
		to--
	}
	return from, to
}

// wanted gives what a query asks for when it also says what it does not: the goals' words without
// conditions and exclusions. A query without such is its own answer.
func (l *Linker) wanted(query string) string {
	if len(query) > maxSentence {
		query = strings.ToValidUTF8(query[:maxSentence], "")
	}
	w := scan(query)
	var t Terms
	l.goals.affirm(w)
	l.goals.conditions(w, &t, l.feat.speller.count)
	l.goals.exclude(w, &t)
	if len(t.Avoid)+len(t.Not)+len(t.Time) == 0 {
		return query
	}
	var b strings.Builder
	left := false
	for i := range w {
		if w[i].role == plain {
			left = left || !filler(w[i].key)
			b.WriteString(query[w[i].start:w[i].end])
			b.WriteByte(' ')
		}
	}
	if !left {
		return query
	}
	return b.String()
}
