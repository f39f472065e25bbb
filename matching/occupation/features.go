package occupation

import (
	"math"
	"slices"
	"strings"

	"jobspor/matching/words"
	"jobspor/model"
)

// features turn texts into what can be compared: letters in n-grams, and words with their stems,
// compound parts and thesaurus groups.
type features struct {
	w        weights
	splitter *words.Splitter
	speller  *speller
	groups   map[string][]groupRef // stem, or stems of a phrase joined by a space → its groups
	phrases  int                   // words of the longest phrase in groups
	weak     map[string]bool       // stems
	docs     float64               // how many texts df was counted on
	gramDF   map[string]float64
	termDF   map[string]float64
}

type groupRef struct {
	name string
	near bool
}

// vector is a weighted bag of features of unit length.
type vector []feature

type feature struct {
	name   string
	weight float64
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
		f.addGroup("≈"+itoa(i), g)
	}
	f.speller = newSpeller(all)
	f.count(all)
	return f
}

// danish lists the Danish names of an occupation, preferred first.
func danish(o *model.Occupation) []string {
	return append([]string{o.Label}, o.Synonyms...)
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
		f.phrases = max(f.phrases, len(stems))
	}
}

// count learns in how many texts each feature occurs.
func (f *features) count(all []model.Occupation) {
	f.gramDF, f.termDF = make(map[string]float64), make(map[string]float64)
	for i := range all {
		for _, t := range danish(&all[i]) {
			key := words.Fold(t)
			f.docs++
			for _, g := range f.rawGrams(key) {
				f.gramDF[g.name]++
			}
			for _, g := range f.rawTerms(key) {
				f.termDF[g.name]++
			}
		}
	}
}

// idf is the weight of a feature that df of all texts have.
func (f *features) idf(df float64) float64 { return math.Log((1+f.docs)/(1+df)) + 1 }

// query reads a folded query; names reads the texts of an occupation the same way.
func (f *features) query(key string) text {
	terms := f.rawTerms(key)
	return text{key: key, grams: f.weigh(f.rawGrams(key), f.gramDF), bag: bag(terms), terms: f.weigh(terms, f.termDF)}
}

// weigh multiplies by idf and scales to unit length. Features nobody has stay in the length: a query
// that is only half understood cannot reach a full score.
func (f *features) weigh(v vector, df map[string]float64) vector {
	sum := 0.0
	for i := range v {
		v[i].weight *= f.idf(df[v[i].name])
		sum += v[i].weight * v[i].weight
	}
	if sum == 0 {
		return v
	}
	sum = math.Sqrt(sum)
	for i := range v {
		v[i].weight /= sum
	}
	return v
}

// rawGrams counts the n-grams inside each word of a key, edges marked by a space.
func (f *features) rawGrams(key string) vector {
	var v vector
	for w := range strings.FieldsSeq(key) {
		if words.Stop(w) {
			continue
		}
		w = " " + w + " "
		for n := minGram; n <= maxGram; n++ {
			for i := 0; i+n <= len(w); i++ {
				v = append(v, feature{w[i : i+n], 1})
			}
		}
	}
	return merge(v)
}

// merge sums equal features.
func merge(v vector) vector {
	slices.SortFunc(v, func(a, b feature) int { return strings.Compare(a.name, b.name) })
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
)

// rawTerms lists the words of a key: each whole, in parts, and by thesaurus group.
func (f *features) rawTerms(key string) vector {
	var v vector
	var stems []string
	for w := range strings.FieldsSeq(key) {
		if words.Stop(w) {
			continue
		}
		parts := f.splitter.Split(w)
		if len(parts) > 1 {
			v = append(v, feature{wholeMark + words.Stem(w), 1})
			v = f.addGroups(v, words.Stem(w), 1)
		}
		for _, p := range parts {
			stem := words.Stem(p)
			weight := 1.0
			if f.weak[stem] || words.Weak(p) {
				weight = f.w.weak
			}
			if len(parts) > 1 {
				weight *= f.w.part
			}
			v = append(v, feature{partMark + stem, weight})
			v = f.addGroups(v, stem, weight)
			stems = append(stems, stem)
		}
	}
	for n := 2; n <= f.phrases; n++ {
		for i := 0; i+n <= len(stems); i++ {
			v = f.addGroups(v, strings.Join(stems[i:i+n], " "), 1)
		}
	}
	return merge(v)
}

func (f *features) addGroups(v vector, stem string, weight float64) vector {
	for _, g := range f.groups[stem] {
		w := f.w.group
		if g.near {
			w = f.w.near
		}
		v = append(v, feature{g.name, weight * w})
	}
	return v
}

func bag(v vector) string {
	var b strings.Builder
	for _, f := range v {
		if strings.HasPrefix(f.name, partMark) {
			b.WriteString(f.name)
		}
	}
	return b.String()
}

func itoa(i int) string {
	const digits = "0123456789"
	s := ""
	for {
		s = string(digits[i%10]) + s
		if i /= 10; i == 0 {
			return s
		}
	}
}
