package words

import (
	"iter"
	"math"
	"strings"
)

// Splitter takes Danish compounds apart ("rengøringsassistent" is rengøring + assistent). What counts
// as a part it learns from the vocabulary it is built from: words that stand alone there, and how
// often each begins or ends longer ones. It is immutable and safe for concurrent use.
type Splitter struct {
	free map[string]int   // word → times seen on its own
	uses map[string]*uses // by stem, so that inflected parts are known too
	// begins are the beginnings that every form of something known has, by their first letters; they spare most of the
	// look-ups.
	begins map[uint32][]string
}

// uses counts what is known of a stem.
type uses struct {
	seen        int  // times seen on its own
	front, back int  // words of the vocabulary that begin, or end, with it
	own         bool // a compound that does not speak through its parts
}

// A Splitter weighs readings of a word by their cost in bits, as if it had to be written down: letter
// by letter, or as references to known words, which cost less the more they are used. The cheapest
// reading wins. The figures were chosen on hand-split compounds (see the test).
const (
	minPart         = 3    // folded letters; "øl" folds to three, shorter parts are mostly chance
	maxSplit        = 64   // letters; a longer word is no word
	startLen        = 4    // letters looked at first
	longestEnding   = 16   // letters that Stem takes off at most
	longestStop     = 4    // function words of at most four letters are no parts; "over", "efter" lead compounds
	letterCost      = 2.2  // a letter of a word that is spelt out
	wholeCost       = 3.0  // spelling a whole word
	unknownPartCost = 6.0  // spelling an unknown part beside a known one ("blikkenslager|forretning")
	wordCost        = 14.0 // a word seen once and in no compound; falls by log₂ of its uses
	leastCost       = 4.0  // the most used word
	shortCost       = 4.0  // a part of three letters
	linkCost        = 1.0  // a joining s or e
	inflectedCost   = 1.5  // a modifier known only in another form; more than linkCost, so "s" is a join
)

// joins are the letters a Danish compound may have between its parts.
var joins = [...]string{"", "s", "e"}

// NewSplitter learns from texts, such as every label of an occupation list. Order does not matter.
func NewSplitter(texts iter.Seq[string]) *Splitter {
	const likely = 1 << 13 // words of a lexicon
	s := &Splitter{free: make(map[string]int, likely), uses: make(map[string]*uses, likely)}
	for text := range texts {
		for w := range strings.FieldsSeq(Fold(text)) {
			if len(w) >= minPart && !endings[w] && !(Stop(w) && len(w) <= longestStop) {
				s.free[w]++
			}
		}
	}
	for w, n := range s.free {
		s.of(Stem(w)).seen += n
	}
	for stem := range weakHeads {
		if s.uses[stem] == nil {
			s.of(stem).seen = 1
		}
	}
	for stem := range ownCompounds {
		s.of(stem).own = true
	}
	s.begins = make(map[uint32][]string, len(s.uses))
	for stem := range s.uses {
		s.begin(stem)
		if n := len(stem) - 1; n > 1 && stem[n] == 'l' {
			s.begin(stem[:n] + "el") // what Stem drops in the middle, see dropVowel
			s.begin(stem[:n] + stem[n-1:n] + "el")
		}
	}
	for w := range irregular {
		s.begin(w)
	}
	for w := range s.free {
		s.learn(w)
	}
	return s
}

// of gives the uses of a stem, to be counted up.
func (s *Splitter) of(stem string) *uses {
	u := s.uses[stem]
	if u == nil {
		u = new(uses)
		s.uses[stem] = u
	}
	return u
}

// begin notes what forms of something known begin with.
func (s *Splitter) begin(w string) {
	if len(w) >= minPart {
		key := start(w[:min(startLen, len(w))])
		s.begins[key] = append(s.begins[key], w)
	}
}

// start packs the first letters of a word into a number.
func start(w string) (key uint32) {
	for i := range len(w) {
		key = key<<8 | uint32(w[i])
	}
	return key
}

// learn counts what w begins and ends with.
func (s *Splitter) learn(w string) {
	if len(w) > maxSplit {
		return
	}
	within := s.reach(w)
	for i := minPart; i+minPart <= len(w); i++ {
		if !s.boundary(w, i) {
			continue
		}
		if u := s.find(w[i:]); u != nil {
			u.back++
		}
		if !within.holds(w[:i]) {
			continue
		}
		if u := s.reached(w[:i]); u != nil {
			u.front++
		}
	}
}

// boundary reports whether w may be cut before byte i: not inside a letter, folded or not.
func (s *Splitter) boundary(w string, i int) bool {
	if w[i]&0xc0 == 0x80 {
		return false
	}
	return !(letterLen(w, i-1) == 2 && s.find(w[i:]) == nil)
}

// find gives what is known of a word in any inflection, nil when it is no part.
func (s *Splitter) find(w string) *uses {
	within := s.reach(w)
	if !within.holds(w) {
		return nil
	}
	return s.reached(w)
}

// reached is find for a word within reach.
func (s *Splitter) reached(w string) *uses {
	u := s.uses[Stem(w)]
	if u == nil || endings[w] || len(w) <= minPart && s.free[w] == 0 {
		return nil
	}
	return u
}

// reach tells which beginnings of a word may be a form of something known: those that Stem makes this long.
type reach struct {
	lengths [8]int
	n       int
	all     bool // there are more lengths than that
}

// reach looks up what is known that w begins with.
func (s *Splitter) reach(w string) (r reach) {
	if len(w) >= minPart && len(s.begins[start(w[:minPart])]) > 0 {
		r.lengths[0], r.n = minPart, 1
	}
	if len(w) < startLen {
		return r
	}
	for _, b := range s.begins[start(w[:startLen])] {
		if !strings.HasPrefix(w, b) {
			continue
		}
		if r.all = r.n == len(r.lengths); r.all {
			break
		}
		r.lengths[r.n] = len(b)
		r.n++
	}
	return r
}

// holds reports whether p, a beginning of the word, is one of the lengths or what Stem takes off comes after it: that
// begins with few letters, or with the one before it twice.
func (r *reach) holds(p string) bool {
	for _, n := range r.lengths[:r.n] {
		if len(p) == n {
			return true
		}
		if len(p) > n && len(p) <= n+longestEnding && (p[n] == p[n-1] || strings.IndexByte("ehstdil", p[n]) >= 0) {
			return true
		}
	}
	return r.all
}

// endings make words of words; cut off by themselves they only look like parts.
var endings = set(`
	ing ings inge inger ning nings ninger ring rings ringer ling lings linger ting ation ations ationer
	else elser elses elsen tion tions tioner hed heds heder skab skaber isk iske ist ister isten ment ments menter
	eri erier tor torer ede ende erne ene ens ers ere eren lig lige som sam bar bare tet teter ør ører
	ent ents enter enten inde inder ner nere ser sere ter tere ger gere ker kere der dere ler lere ste stet sten
`, func(w string) string { return w })

// Known reports whether the vocabulary has the folded word, in any inflection.
func (s *Splitter) Known(word string) bool { return s.find(word) != nil }

// Split returns the parts of a folded compound in order, joining letters dropped, or just the word
// when it is none, or one that is a thing of its own (børnehave is no have). The last part is the head: what the thing
// is; those before it say which kind.
func (s *Splitter) Split(word string) []string {
	if len(word) < 2*minPart || len(word) > maxSplit || ownCompounds[Stem(word)] {
		return []string{word}
	}
	// best[i] is the cheapest way to read word[:i]; from and end tell the part that ends there.
	type step struct {
		cost      float64
		from, end int
	}
	var steps [maxSplit + 1]step
	n := len(word)
	for i := 1; i <= n; i++ {
		steps[i].cost = math.Inf(1)
	}
	for from := 0; from+minPart <= n; from++ {
		if math.IsInf(steps[from].cost, 1) {
			continue
		}
		within := s.reach(word[from:])
		for end := from + minPart; end <= n; end++ {
			if from == 0 && end == n || end < n && !s.boundary(word, end) {
				continue
			}
			var part float64
			if p := word[from:end]; within.holds(p) {
				part = s.partCost(p, end == n)
			} else {
				part = spellingCost(p)
			}
			cost := steps[from].cost + part
			for _, join := range joins {
				next := end + len(join)
				if join != "" {
					if next > n-minPart || word[end:next] != join {
						continue
					}
					cost += linkCost
				}
				if cost < steps[next].cost {
					steps[next] = step{cost, from, end}
				}
				if join != "" {
					cost -= linkCost
				}
			}
		}
	}
	if steps[n].cost >= wholeCost+letterCost*float64(n) {
		return []string{word}
	}
	var parts []string
	for i := n; i > 0; i = steps[i].from {
		parts = append([]string{word[steps[i].from:steps[i].end]}, parts...)
	}
	return parts
}

// spellingCost is the price of an unknown part. An ending is none: two words that share one have nothing in common
// (rengør-ing and engineer-ing).
func spellingCost(p string) float64 {
	if endings[p] {
		return math.Inf(1)
	}
	return unknownPartCost + letterCost*float64(len(p))
}

// partCost is the price of reading p, which is within reach, as a part.
func (s *Splitter) partCost(p string, last bool) float64 {
	u := s.reached(p)
	if u == nil {
		return spellingCost(p)
	}
	if u.own {
		return leastCost
	}
	compounds := u.front
	if last {
		compounds = u.back
	}
	cost := max(leastCost, wordCost-math.Log2(float64(u.seen+2*compounds)))
	if len(p) == minPart {
		cost += shortCost
	}
	if !last && s.free[p] == 0 {
		cost += inflectedCost
	}
	return cost
}

// Join returns the compounds of modifier and head that the vocabulary has ("lager" and
// "medarbejder" give "lagermedarbejder"), with any joining letter.
func (s *Splitter) Join(modifier, head string) []string {
	var out []string
	for _, join := range joins {
		if w := modifier + join + head; s.free[w] > 0 {
			out = append(out, w)
		}
	}
	return out
}
