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
	speller  *speller
	groups   map[string][]groupRef // stem, or stems of a phrase joined by a space → its groups
	phrase   int                   // words of the longest phrase in groups
	weak     map[string]bool       // stems
	docs     float64               // how many texts were counted
	grams    counter
	terms    counter
}

type groupRef struct {
	name string
	near bool
}

// counter numbers features and counts the texts that have each.
type counter struct {
	id map[string]int32
	df []float64
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
			for _, t := range danish(&all[i]) {
				if !yield(t) {
					return
				}
			}
		}
	})
	for i, g := range k.Groups {
		f.addGroup(groupMark+strconv.Itoa(i), g)
	}
	f.speller = newSpeller(all)
	for i := range all {
		for _, t := range names(&all[i]) {
			f.count(words.Fold(t))
		}
	}
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
	f.docs++
	tokens := f.tokens(key)
	for _, g := range f.rawGrams(tokens) {
		f.grams.count(g.name)
	}
	for _, g := range f.rawTerms(tokens) {
		f.terms.count(g.name)
	}
}

func (c *counter) count(name string) {
	id, ok := c.id[name]
	if !ok {
		id = int32(len(c.df))
		c.id[strings.Clone(name)] = id
		c.df = append(c.df, 0)
	}
	c.df[id]++
}

// read turns a folded text into its features.
func (f *features) read(key string) text {
	tokens := f.tokens(key)
	terms := f.rawTerms(tokens)
	return text{key: key, grams: f.weigh(f.rawGrams(tokens), &f.grams), bag: bag(terms), terms: f.weigh(terms, &f.terms)}
}

// weigh multiplies by rarity and scales to unit length. Features nobody has stay in the length: a
// query that is only half understood cannot reach a full score.
func (f *features) weigh(v []raw, c *counter) vector {
	sum := 0.0
	out := make(vector, 0, len(v))
	for _, r := range v {
		df := 0.0
		id, ok := c.id[r.name]
		if ok {
			df = c.df[id]
		}
		w := r.weight * (math.Log((1+f.docs)/(1+df)) + 1)
		sum += w * w
		if ok {
			out = append(out, feature{id, float32(w)})
		}
	}
	if sum > 0 {
		scale := float32(1 / math.Sqrt(sum))
		for i := range out {
			out[i].weight *= scale
		}
	}
	return out
}

// token is one meaningful word of a text.
type token struct {
	word  string
	parts []string // of a compound, else just the word
	weak  bool     // its last part says little
}

func (f *features) tokens(key string) []token {
	var out []token
	for w := range strings.FieldsSeq(key) {
		if words.Stop(w) {
			continue
		}
		parts := f.splitter.Split(w)
		last := parts[len(parts)-1]
		out = append(out, token{w, parts, f.weak[words.Stem(last)] || words.Weak(last)})
	}
	return out
}

// rawGrams counts the n-grams inside each word, edges marked by a space. Those that lie in a weak
// head weigh less.
func (f *features) rawGrams(tokens []token) []raw {
	var v []raw
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
	return merge(v)
}

// merge sums equal features.
func merge(v []raw) []raw {
	slices.SortFunc(v, func(a, b raw) int { return cmp.Compare(a.name, b.name) })
	out := v[:0]
	for _, f := range v {
		if n := len(out); n > 0 && out[n-1].name == f.name {
			out[n-1].weight += f.weight
		} else {
			out = append(out, f)
		}
	}
	return out
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
			v = append(v, raw{wholeMark + words.Stem(t.word), 1})
			v = f.addGroups(v, words.Stem(t.word), 1)
		}
		for i, p := range t.parts {
			stem := words.Stem(p)
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
	return merge(v)
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

func bag(v []raw) string {
	var b strings.Builder
	for _, f := range v {
		if strings.HasPrefix(f.name, partMark) {
			b.WriteString(f.name)
		}
	}
	return b.String()
}
