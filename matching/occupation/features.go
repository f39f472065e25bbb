package occupation

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"jobspor/matching/words"
	"jobspor/model"
)

// features turn texts into what can be compared: letters in n-grams, and words with their stems,
// compound parts and thesaurus groups. What it knows of words and their rarity it learns once.
type features struct {
	w        weights
	splitter *words.Splitter
	seen     map[string]token // words of the vocabulary, taken apart once
	speller  *speller
	groups   map[string][]groupRef // stem, or stems of a phrase joined by a space → its groups
	phrase   int                   // words of the longest phrase in groups
	weak     map[string]bool       // stems
	docs     int32                 // texts counted so far
	grams    counter
	terms    counter
}

type groupRef struct {
	name string
	near bool
}

// counter numbers features and counts the texts that have each.
type counter struct {
	id    map[string]int32
	df    []int32   // texts
	group []bool    // the feature is a thesaurus group
	last  []int32   // the last text counted, so that a text counts once
	idf   []float32 // rarity; made by settle
	rare  float32   // rarity of a feature nobody has
}

// count notes the features of one text.
func (c *counter) count(v []raw, text int32) {
	for _, r := range v {
		id, ok := c.id[r.name]
		if !ok {
			id = int32(len(c.df))
			c.id[strings.Clone(r.name)] = id
			c.df, c.last = append(c.df, 0), append(c.last, -1)
			c.group = append(c.group, strings.HasPrefix(r.name, groupMark))
		}
		if c.last[id] != text {
			c.last[id] = text
			c.df[id]++
		}
	}
}

// settle ends counting over n texts.
func (c *counter) settle(n int32) {
	rarity := func(df int32) float32 { return float32(math.Log(float64(1+n)/float64(1+df)) + 1) }
	c.rare, c.last = rarity(0), nil
	c.idf = make([]float32, len(c.df))
	for i, df := range c.df {
		c.idf[i] = rarity(df)
	}
}

// weigh multiplies by rarity, sums equal features and scales to unit length. Features nobody has stay
// in the length: a query that is only half understood cannot reach a full score.
func (c *counter) weigh(v []raw) vector {
	out := make(vector, 0, len(v))
	sum := float32(0)
	for _, r := range v {
		if id, ok := c.id[r.name]; ok {
			out = append(out, feature{id, float32(r.weight) * c.idf[id]})
		} else {
			w := float32(r.weight) * c.rare
			sum += w * w
		}
	}
	slices.SortFunc(out, func(a, b feature) int { return cmp.Compare(a.id, b.id) })
	n := 0
	for _, f := range out {
		if n > 0 && out[n-1].id == f.id {
			out[n-1].weight += f.weight
			continue
		}
		out[n] = f
		n++
	}
	out = out[:n]
	for _, f := range out {
		sum += f.weight * f.weight
	}
	if sum > 0 {
		scale := float32(1 / math.Sqrt(float64(sum)))
		for i := range out {
			out[i].weight *= scale
		}
	}
	return out
}

// raw is a feature by name, before it is weighed.
type raw struct {
	name   string
	weight float64
}

// vector is a weighted bag of features; its length is at most 1, and less when some are unknown.
type vector []feature

type feature struct {
	id     int32
	weight float32
}

// text is everything comparable about one text.
type text struct {
	key   string
	grams vector
	terms vector
	bag   string // what the text says, whatever its order and forms; equal bags say the same
}

// newFeatures learns words and how rare features are from the targets and the lexicon.
func newFeatures(k Knowledge, w weights, targets []model.Occupation) *features {
	f := &features{w: w, groups: make(map[string][]groupRef), weak: make(map[string]bool)}
	f.grams.id, f.terms.id = make(map[string]int32), make(map[string]int32)
	for _, h := range k.WeakHeads {
		f.weak[words.Stem(words.Fold(h))] = true
	}
	all := slices.Concat(targets, k.Lexicon)
	f.splitter = words.NewSplitter(func(yield func(string) bool) {
		for i := range all {
			for _, t := range append(danish(&all[i]), all[i].Tasks...) {
				if !yield(t) {
					return
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
	})
	for i, g := range k.Groups {
		f.addGroup(groupMark+strconv.Itoa(i), g)
	}
	f.speller = newSpeller(all)
	f.seen = make(map[string]token, len(f.speller.count))
	for w := range f.speller.count {
		f.seen[w] = f.token(w)
	}
	for i := range all {
		for _, t := range names(&all[i]) {
			f.count(f.fold(t))
		}
	}
	f.grams.settle(f.docs)
	f.terms.settle(f.docs)
	return f
}

// danish lists the Danish names of an occupation, preferred first.
func danish(o *model.Occupation) []string {
	return append([]string{o.Label}, o.Synonyms...)
}

// names lists every name of an occupation.
func names(o *model.Occupation) []string {
	if o.English == "" {
		return danish(o)
	}
	return append(danish(o), o.English)
}

func (f *features) addGroup(name string, g Group) {
	for _, t := range g {
		stems := words.Tokens(t.Word)
		for i := range stems {
			stems[i] = words.Stem(stems[i])
		}
		if len(stems) == 0 {
			continue
		}
		key := strings.Join(stems, " ")
		f.groups[key] = append(f.groups[key], groupRef{name, t.Near})
		f.phrase = max(f.phrase, len(stems))
	}
}

// count learns the features of a folded text.
func (f *features) count(key string) {
	tokens := f.tokens(key)
	f.grams.count(f.rawGrams(tokens), f.docs)
	f.terms.count(f.rawTerms(tokens), f.docs)
	f.docs++
}

// read turns a folded text into its features.
func (f *features) read(key string) text {
	t := f.readTerms(key)
	t.grams = f.grams.weigh(f.rawGrams(f.tokens(key)))
	return t
}

// readTerms is read without the letters.
func (f *features) readTerms(key string) text {
	terms := f.rawTerms(f.tokens(key))
	return text{key: key, bag: bag(terms), terms: f.terms.weigh(terms)}
}

// token is one meaningful word of a text.
type token struct {
	word, stem   string
	parts, stems []string // of a compound, else just the word
	weak         bool     // its last part says little
}

func (f *features) tokens(key string) []token {
	var out []token
	for w := range strings.FieldsSeq(key) {
		if words.Stop(w) {
			continue
		}
		t, ok := f.seen[w]
		if !ok {
			t = f.token(w)
		}
		out = append(out, t)
	}
	return out
}

func (f *features) token(w string) token {
	t := token{word: w, stem: words.Stem(w), parts: f.splitter.Split(w)}
	for _, p := range t.parts {
		t.stems = append(t.stems, words.Stem(p))
	}
	last := len(t.parts) - 1
	t.weak = f.weak[t.stems[last]] || words.Weak(t.parts[last])
	return t
}

// rawGrams counts the n-grams inside each word, edges marked by a space. Those that lie in a weak
// head weigh less.
func (f *features) rawGrams(tokens []token) []raw {
	v := make([]raw, 0, 128)
	for _, t := range tokens {
		w := " " + t.word + " "
		weakFrom := len(w)
		if t.weak {
			weakFrom -= len(t.parts[len(t.parts)-1]) + 1
		}
		for n := minGram; n <= maxGram; n++ {
			for i := 0; i+n <= len(w); i++ {
				weight := 1.0
				if i >= weakFrom {
					weight = f.w.weakGram
				}
				v = append(v, raw{w[i : i+n], weight})
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

// rawTerms lists the words of a text: each whole, in parts, and by thesaurus group.
func (f *features) rawTerms(tokens []token) []raw {
	var v []raw
	var stems []string
	for _, t := range tokens {
		if len(t.parts) > 1 {
			v = append(v, raw{wholeMark + t.stem, 1})
			v = f.addGroups(v, t.stem, 1)
		}
		for i, stem := range t.stems {
			weight := 1.0
			if t.weak && i == len(t.parts)-1 {
				weight = f.w.weak
			}
			if len(t.parts) > 1 {
				weight *= f.w.part
			}
			v = append(v, raw{partMark + stem, weight})
			v = f.addGroups(v, stem, weight)
			stems = append(stems, stem)
		}
	}
	for n := 2; n <= f.phrase; n++ {
		for i := 0; i+n <= len(stems); i++ {
			v = f.addGroups(v, strings.Join(stems[i:i+n], " "), 1)
		}
	}
	return v
}

func (f *features) addGroups(v []raw, stem string, weight float64) []raw {
	for _, g := range f.groups[stem] {
		w := f.w.group
		if g.near {
			w = f.w.near
		}
		v = append(v, raw{g.name, weight * w})
	}
	return v
}

// bag lists the words and parts that v names, each once and in one order.
func bag(v []raw) string {
	var parts []string
	for _, r := range v {
		if strings.HasPrefix(r.name, partMark) {
			parts = append(parts, r.name)
		}
	}
	slices.Sort(parts)
	return strings.Join(slices.Compact(parts), "")
}
