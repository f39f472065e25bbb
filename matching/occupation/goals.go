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
	Start int    // where Text begins in the sentence, in bytes
	Terms
}

// Terms are the conditions of a sentence. They hold for every goal in it, because a sentence such as
// "lager eller butik, ikke tungt" means both. Each list is in the order of the sentence, without repeats.
type Terms struct {
	Avoid []model.Load
	Seek  []model.Load
	Time  []string
	Not   []string // work that is ruled out, as written: "alt andet end", "ikke rengøring"
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
	negations map[string][][]string
	times     map[string]bool // the wishes about time that conditions can name
	names     map[string]bool // the lexicon's names without fillers, as stems: what sounds like a condition may be one
	pairs     map[string]bool // "x y" for every "x og y" in the lexicon: such an og does not part goals
}

type phrase struct {
	stems []string
	cond  Condition
}

func newGoalReader(k Knowledge) *goalReader {
	g := &goalReader{phrases: make(map[string][]phrase), negations: make(map[string][][]string),
		times: make(map[string]bool), names: make(map[string]bool), pairs: make(map[string]bool)}
	for _, c := range k.Conditions {
		g.times[c.Time] = true
		if s := stemsOf(c.Phrase); len(s) > 0 {
			g.phrases[s[0]] = append(g.phrases[s[0]], phrase{s, c})
		}
	}
	for _, list := range g.phrases {
		slices.SortStableFunc(list, func(a, b phrase) int { return len(b.stems) - len(a.stems) })
	}
	for _, n := range append([]string{"ikke", "ingen", "uden", "undtagen", "andet end"}, k.Negations...) {
		if s := stemsOf(n); len(s) > 0 {
			g.negations[s[0]] = append(g.negations[s[0]], s)
		}
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
	w := scan(sentence)
	var t Terms
	g.conditions(w, &t, known)
	g.exclude(sentence, w, &t)
	var out []Goal
	for i := 0; i < len(w); {
		j := i + 1
		for j < len(w) && !g.between(w, j) {
			j++
		}
		if from, to := trim(w, i, j); from < to {
			text := sentence[w[from].start:w[to-1].end]
			if !slices.ContainsFunc(out, func(o Goal) bool { return equalText(o.Text, text) }) {
				out = append(out, Goal{Text: text, Start: w[from].start})
			}
		}
		i = j
	}
	if len(out) == 0 && len(w) > 0 {
		out = []Goal{{}}
		if len(t.Avoid)+len(t.Seek)+len(t.Time)+len(t.Not) == 0 || g.names[meaning(w)] {
			out[0].Text, out[0].Start = sentence[w[0].start:w[len(w)-1].end], w[0].start
		}
	}
	for i := range out {
		out[i].Terms = t
	}
	return out
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

// negationReach is how many words a negation may stand before what it denies ("ikke alt for tungt").
const negationReach = 4

// conditions finds phrases and marks their words.
func (g *goalReader) conditions(w []sentenceWord, t *Terms, known map[string]int) {
	denied := false // the condition just before was a denied one; "eller støvet" goes on with it
	for i := 0; i < len(w); {
		p, n := g.phraseAt(w, i)
		if n == 0 {
			if w[i].key != "eller" && w[i].key != "og" && !filler(w[i].key) || w[i].key == "men" {
				denied = false
			}
			i++
			continue
		}
		from := i
		if p.Bare {
			not := g.negation(w, i)
			if not < 0 && !denied {
				i++
				continue
			}
			if not >= 0 {
				from = not
			}
			t.Avoid, denied = once(t.Avoid, p.Avoid), true
		} else {
			denied = p.Avoid != "" && g.negated(w, i) > 0
			if not := g.negation(w, i); not >= 0 {
				p, from = g.opposite(p), not
			}
			t.note(p)
		}
		if p.Seek == "" || !namesWork(w[i:i+n], known) {
			for j := from; j < i+n; j++ {
				w[j].role = inCondition
			}
			for n += i; n < len(w) && !w[n].split && fillers[w[n].key] && g.negated(w, n) == 0; n++ {
				w[n].role = inCondition // the tail of what was said: "ikke stå op hele dagen"
			}
			i = n
			continue
		}
		i += n
	}
}

// opposite turns a condition round: who will not work outdoors avoids it, and who cannot work in the
// evening wishes no evenings.
func (g *goalReader) opposite(c Condition) Condition {
	c.Avoid, c.Seek = c.Seek, c.Avoid
	if c.Time != "" {
		if c.Time = "no-" + c.Time; !g.times[c.Time] {
			c.Time = ""
		}
	}
	return c
}

func (t *Terms) note(c Condition) {
	switch {
	case c.Avoid != "":
		t.Avoid = once(t.Avoid, c.Avoid)
	case c.Seek != "":
		t.Seek = once(t.Seek, c.Seek)
	case c.Time != "":
		t.Time = once(t.Time, c.Time)
	}
}

func once[T comparable](list []T, x T) []T {
	if slices.Contains(list, x) {
		return list
	}
	return append(list, x)
}

// namesWork reports whether a wish also says what to do ("kontorarbejde"), and so stays in the goal.
func namesWork(w []sentenceWord, known map[string]int) bool {
	return slices.ContainsFunc(w, func(x sentenceWord) bool { return known[x.key] > 0 && !filler(x.key) })
}

// phraseAt finds the longest phrase that begins at word i. A denied bare phrase is found by its own
// words; when a longer phrase begins at the negation it has been taken already.
func (g *goalReader) phraseAt(w []sentenceWord, i int) (Condition, int) {
	var bare Condition
	bareLen := 0
	for _, p := range g.phrases[w[i].stem] {
		if !matches(w, i, p.stems) {
			continue
		}
		if !p.cond.Bare && bareLen == 0 {
			return p.cond, len(p.stems)
		}
		if p.cond.Bare && bareLen == 0 &&
			(g.negation(w, i) >= 0 || i > 0 && (w[i-1].key == "eller" || w[i-1].key == "og")) {
			bare, bareLen = p.cond, len(p.stems)
		}
	}
	return bare, bareLen
}

func matches(w []sentenceWord, i int, stems []string) bool {
	if i+len(stems) > len(w) {
		return false
	}
	for j, s := range stems {
		if w[i+j].stem != s || j > 0 && w[i+j].split {
			return false
		}
	}
	return true
}

// negated gives the number of words of a negation that begins at word i, 0 for none.
func (g *goalReader) negated(w []sentenceWord, i int) int {
	n := 0
	for _, s := range g.negations[w[i].stem] {
		if len(s) > n && matches(w, i, s) {
			n = len(s)
		}
	}
	return n
}

// negation finds the negation that denies word i: not past a sign, a parting word or another meaning.
func (g *goalReader) negation(w []sentenceWord, i int) int {
	for j := i; j > 0 && i-j < negationReach && !w[j].split; {
		j--
		if g.negated(w, j) > 0 {
			return j
		}
		if separators[w[j].key] || w[j].role != inCondition && !filler(w[j].key) {
			break
		}
	}
	return -1
}

// exclude marks work that a negation rules out: from the negation to the next sign or "men".
func (g *goalReader) exclude(sentence string, w []sentenceWord, t *Terms) {
	for i := 0; i < len(w); i++ {
		n := 0
		if w[i].role == plain {
			n = g.negated(w, i)
		}
		if n == 0 {
			continue
		}
		from, to := i+n, i+n
		for to < len(w) && w[to].role == plain && !w[to].split && w[to].key != "men" {
			to++
		}
		for j := i; j < to; j++ {
			w[j].role = excluded
		}
		for from < to && filler(w[from].key) {
			from++
		}
		if from < to {
			t.Not = once(t.Not, sentence[w[from].start:w[to-1].end])
		}
		i = to - 1
	}
}

// wanted gives what a query asks for when it also says what it does not: the goals' words without
// conditions and exclusions. A query without such is its own answer.
func (l *Linker) wanted(query string) string {
	if len(query) > maxSentence {
		query = strings.ToValidUTF8(query[:maxSentence], "")
	}
	w := scan(query)
	var t Terms
	l.goals.conditions(w, &t, l.feat.speller.count)
	l.goals.exclude(query, w, &t)
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
