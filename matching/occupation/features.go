package occupation

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"jobspor/matching/words"
	"jobspor/model"
)

// features turn texts into what can be compared: letters in n-grams, and words with their stems,
// compound parts and thesaurus groups. What it knows of words and their rarity it learns once.
type features struct {
	w        linkWeights
	splitter *words.Splitter
	seen     map[string]*token // words of the vocabulary, taken apart once
	speller  *speller
	groups   map[string][]groupRef // stem, or stems of a phrase joined by a space → its groups
	opens    map[string]bool       // stems that a phrase in groups begins with
	phrase   int                   // words of the longest phrase in groups
	weak     map[string]bool       // stems
	grams    counter[gram]
	terms    counter[string]
	groupIDs []bool // number of a term → it is a thesaurus group
}

type groupRef struct {
	name string
	near bool
}

// counter numbers features and counts the texts that have each.
type counter[K comparable] struct {
	id   map[K]int32
	df   []int32   // texts
	last []int32   // the last text counted, so that a text counts once
	idf  []float32 // rarity; made by settle
	rare float32   // rarity of a feature nobody has
}

// newCounter makes a counter with room for n features.
func newCounter[K comparable](n int) counter[K] {
	return counter[K]{id: make(map[K]int32, n), df: make([]int32, 0, n)}
}

// learn numbers features; the answer is not settled yet.
func (c *counter[K]) learn(v []raw[K]) vector {
	out := make(vector, len(v))
	for i, r := range v {
		id, ok := c.id[r.name]
		if !ok {
			id = int32(len(c.df))
			c.id[r.name] = id
			c.df = append(c.df, 0)
		}
		out[i] = feature{id, r.weight}
	}
	return out
}

// begin ends numbering; counting begins.
func (c *counter[K]) begin() {
	c.last = make([]int32, len(c.df))
	for i := range c.last {
		c.last[i] = -1
	}
}

// find is learn without learning; lost is the square of the length of what nobody has.
func (c *counter[K]) find(v []raw[K]) (out vector, lost float32) {
	out = make(vector, 0, len(v))
	for _, r := range v {
		if id, ok := c.id[r.name]; ok {
			out = append(out, feature{id, r.weight})
		} else {
			w := r.weight * c.rare
			lost += w * w
		}
	}
	return out.normalize(), lost
}

// count notes the features of one text.
func (c *counter[K]) count(v vector, text int32) {
	for _, f := range v {
		if c.last[f.id] != text {
			c.last[f.id] = text
			c.df[f.id]++
		}
	}
}

// finish ends counting over n texts.
func (c *counter[K]) finish(n int32) {
	rarity := func(df int32) float32 { return float32(math.Log(float64(1+n)/float64(1+df)) + 1) }
	c.rare, c.last = rarity(0), nil
	c.idf = make([]float32, len(c.df))
	for i, df := range c.df {
		c.idf[i] = rarity(df)
	}
}

// weigh multiplies by rarity and scales to unit length. Features nobody has stay in the length: a
// query that is only half understood cannot reach a full score.
func (c *counter[K]) weigh(v vector, lost float32) vector {
	sum := lost
	for i := range v {
		v[i].weight *= c.idf[v[i].id]
		sum += v[i].weight * v[i].weight
	}
	if sum > 0 {
		scale := float32(1 / math.Sqrt(float64(sum)))
		for i := range v {
			v[i].weight *= scale
		}
	}
	return v
}

// raw is a feature by name, before it is weighed.
type raw[K comparable] struct {
	name   K
	weight float32
}

// gram is an n-gram: its bytes, the last one lowest.
type gram uint64

// vector is a bag of features in the order of their numbers. A weighed one is at most 1 long, and less
// when some features are unknown.
type vector []feature

type feature struct {
	id     int32
	weight float32
}

// normalize orders features and sums equal ones, in place.
func (v vector) normalize() vector {
	slices.SortFunc(v, func(a, b feature) int { return cmp.Compare(a.id, b.id) })
	n := 0
	for _, f := range v {
		if n > 0 && v[n-1].id == f.id {
			v[n-1].weight += f.weight
			continue
		}
		v[n] = f
		n++
	}
	return v[:n]
}

// plus appends the sum of two vectors to out.
func (v vector) plus(out, o vector) vector {
	for len(v) > 0 && len(o) > 0 {
		switch {
		case v[0].id < o[0].id:
			out, v = append(out, v[0]), v[1:]
		case v[0].id > o[0].id:
			out, o = append(out, o[0]), o[1:]
		default:
			out = append(out, feature{v[0].id, v[0].weight + o[0].weight})
			v, o = v[1:], o[1:]
		}
	}
	return append(append(out, v...), o...)
}

// text is everything comparable about one text.
type text struct {
	key   string
	grams vector
	terms vector
	bag   string // what the text says, whatever its order and forms; equal bags say the same
}

// newFeatures learns words, and how rare features are, from lists of occupations. It gives the texts
// of each list.
func newFeatures(k Knowledge, w linkWeights, lists ...[]model.Occupation) (*features, [][]source) {
	f := &features{w: w, groups: make(map[string][]groupRef), opens: make(map[string]bool), weak: make(map[string]bool)}
	for _, h := range k.WeakHeads {
		f.weak[words.Stem(words.Fold(h))] = true
	}
	var spelling sync.WaitGroup
	spelling.Go(func() { f.speller = newSpeller(lists) })
	f.splitter = words.NewSplitter(vocabulary(k, lists))
	for i, g := range k.Groups {
		f.addGroup(groupName(i), g)
	}
	out := make([][]source, len(lists))
	for i, list := range lists {
		out[i] = f.sources(list)
	}
	f.learn(out, len(k.Groups))
	spelling.Wait()
	return f, out
}

// vocabulary lists every Danish text that words are learnt from.
func vocabulary(k Knowledge, lists [][]model.Occupation) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, list := range lists {
			for i := range list {
				for _, t := range append(danish(&list[i]), list[i].Tasks...) {
					if !yield(t) {
						return
					}
				}
			}
		}
		for _, g := range k.Groups {
			for _, t := range g {
				if !yield(t.Word) {
					return
				}
			}
		}
	}
}

// danish lists the Danish names of an occupation, preferred first.
func danish(o *model.Occupation) []string {
	return append([]string{o.Label}, o.Synonyms...)
}

func groupName(i int) string { return groupMark + strconv.Itoa(i) }

func (f *features) addGroup(name string, g Group) {
	for _, t := range g {
		stems := stemsOf(t.Word)
		if len(stems) == 0 {
			continue
		}
		key := strings.Join(stems, " ")
		f.groups[key] = append(f.groups[key], groupRef{name, t.Near})
		if f.phrase = max(f.phrase, len(stems)); len(stems) > 1 {
			f.opens[stems[0]] = true
		}
	}
}

// read turns a folded text into its features.
func (f *features) read(key string) text { return f.readTokens(key, f.tokens(key)) }

func (f *features) readTokens(key string, tokens []*token) text {
	v, lost := sum(nil, tokens, func(t *token) (vector, float32) { return t.grams, t.lostGrams })
	return text{key: key, bag: bag(tokens), terms: f.termsOf(tokens), grams: f.grams.weigh(v, lost)}
}

// sum adds up what the tokens of a text have, and what is lost of each.
func sum(v vector, tokens []*token, of func(*token) (vector, float32)) (vector, float32) {
	var room [2][256]feature // most texts need no more
	var lost float32
	for i, t := range tokens {
		more, less := of(t)
		v, lost = v.plus(room[i%2][:0], more), lost+less
	}
	return slices.Clone(v), lost
}

// termsOf weighs the words of a text.
func (f *features) termsOf(tokens []*token) vector {
	v, lost := sum(f.phrases(tokens), tokens, func(t *token) (vector, float32) { return t.terms, t.lostTerms })
	return f.terms.weigh(v, lost)
}

// token is one meaningful word of a text.
type token struct {
	word, stem   string
	parts, stems []string // of a compound, else just the word
	weak         bool     // its last part says little
	factor       float64  // what it counts beside other words; less for light words
	grams, terms vector   // not weighed yet
	lostGrams    float32  // square of the length of what nobody has
	lostTerms    float32
}

func (f *features) tokens(key string) []*token {
	var out []*token
	for w := range strings.FieldsSeq(key) {
		if words.Stop(w) {
			continue
		}
		t, ok := f.seen[w]
		if !ok {
			t = f.token(w)
			if !words.Ordinary(w) { // else it is spelt right, and words spelt like it are other words
				t.grams, t.lostGrams = f.grams.find(f.rawGrams(nil, t))
			}
			t.terms, t.lostTerms = f.terms.find(f.rawTerms(t))
		}
		out = append(out, t)
	}
	return out
}

// token takes a word apart.
func (f *features) token(w string) *token {
	t := &token{word: w, stem: words.Stem(w), parts: f.splitter.Split(w), factor: 1}
	if words.Light(w) {
		t.factor = f.w.light
	}
	for _, p := range t.parts {
		t.stems = append(t.stems, words.Stem(p))
	}
	last := len(t.parts) - 1
	t.weak = f.weak[t.stems[last]] || words.Weak(t.parts[last])
	return t
}

// rawGrams appends the n-grams inside a word, edges marked by a space. Those that lie in a weak head weigh less.
func (f *features) rawGrams(v []raw[gram], t *token) []raw[gram] {
	w := " " + t.word + " "
	weakFrom := len(w)
	if t.weak {
		weakFrom -= len(t.parts[len(t.parts)-1]) + 1
	}
	for i := range len(w) {
		weight := float32(t.factor)
		if i >= weakFrom {
			weight *= float32(f.w.weakGram)
		}
		g := gram(0)
		for n := 1; n <= maxGram && i+n <= len(w); n++ {
			if g = g<<8 | gram(w[i+n-1]); n >= minGram {
				v = append(v, raw[gram]{g, weight})
			}
		}
	}
	return v
}

// The first letter of a term's name tells what it is; only parts make up the bag.
const (
	wholeMark = "="
	partMark  = "+"
	groupMark = "~"
)

// usualTerms is room for the terms of most words.
const usualTerms = 6

// rawTerms lists what a word says: whole, in parts, and by thesaurus group.
func (f *features) rawTerms(t *token) []raw[string] {
	v := make([]raw[string], 0, usualTerms)
	if len(t.parts) > 1 {
		v = append(v, raw[string]{wholeMark + t.stem, float32(t.factor)})
		v = f.addGroups(v, t.stem, t.factor)
	}
	for i, stem := range t.stems {
		weight := t.factor
		if t.weak && i == len(t.parts)-1 {
			weight *= f.w.weak
		}
		if len(t.parts) > 1 {
			weight *= f.w.part
		}
		v = append(v, raw[string]{partMark + stem, float32(weight)})
		v = f.addGroups(v, stem, weight)
		if len(t.parts) == 1 {
			break
		}
		if inner := f.splitter.Split(t.parts[i]); len(inner) > 1 {
			for _, p := range inner { // "minkfarm" within minkfarmmedhjælper
				v = append(v, raw[string]{partMark + words.Stem(p), float32(weight * f.w.part)})
			}
		}
	}
	return v
}

// phrases lists the groups of a text's phrases.
func (f *features) phrases(tokens []*token) vector {
	opens := func(stem string) bool { return f.opens[stem] }
	if !slices.ContainsFunc(tokens, func(t *token) bool { return slices.ContainsFunc(t.stems, opens) }) {
		return nil
	}
	var stems []string
	for _, t := range tokens {
		stems = append(stems, t.stems...)
	}
	var v []raw[string]
	for i := range stems {
		for n := 2; f.opens[stems[i]] && n <= f.phrase && i+n <= len(stems); n++ {
			v = f.addGroups(v, strings.Join(stems[i:i+n], " "), 1)
		}
	}
	out, _ := f.terms.find(v)
	return out
}

func (f *features) addGroups(v []raw[string], stem string, weight float64) []raw[string] {
	for _, g := range f.groups[stem] {
		w := f.w.group
		if g.near {
			w = f.w.near
		}
		v = append(v, raw[string]{g.name, float32(weight * w)})
	}
	return v
}

// bag lists the words and parts of a text, each once and in one order.
func bag(tokens []*token) string {
	var stems []string
	for _, t := range tokens {
		stems = append(stems, t.stems...)
	}
	slices.Sort(stems)
	return strings.Join(slices.Compact(stems), "+")
}
