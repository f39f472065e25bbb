// Package occupation links what people say about work ("noget med køkken", "flaskedreng", a title
// from an old CV) to occupations, and tells why.
//
// A [Linker] is built once from lists of occupations and words, never changes, and may be used from many goroutines. It
// promises the same answer for the same query, and an answer for every query. It reads no files or clocks and uses no
// random numbers. It only gets words, never data about a person.
package occupation

import (
	"sync"

	"jobspor/model"
)

// Local is the Source of occupations a municipality wrote itself. An exact word of theirs wins over
// the same word elsewhere.
const Local = "local"

// Knowledge is what the linker knows about work before it sees any target labels.
type Knowledge struct {
	Lexicon    []model.Occupation // everyday words of each kind of work; local ones first, they win ties
	Groups     []Group            // thesaurus
	Units      []Unit             // unit groups of the classification; they only count with targets
	Relations  []Relation         // what a word can be read as
	WeakHeads  []string           // last parts that say little (medarbejder), besides those of words.Weak
	Negations  []string           // ikke, ingen, uden
	Affirmed   []string           // what only sounds like a negation: ikke noget imod
	Wishes     []string           // words that begin a new wish, also after a negation: men, gerne, hellere
	Spoken     []Spoken           // dialect and everyday speech
	Conditions []Condition        // what people say about conditions of work
}

// Group is a set of words, word parts or short phrases of near-equal meaning.
type Group []Term

// Term is one of a group. Near marks a word that is only related to the group's other words.
type Term struct {
	Word string
	Near bool
}

// Evidence is the kind of reason for a result, strongest first.
type Evidence string

// The kinds of evidence.
const (
	Exact     Evidence = "exact"     // the label or one of its other names, letter for letter
	SameWords Evidence = "words"     // the same words in another order or form
	Spelling  Evidence = "spelling"  // the same letters but for a few
	Part      Evidence = "part"      // a word or a compound's part in common
	Synonym   Evidence = "synonym"   // another word for the same, by lexicon or thesaurus
	Neighbour Evidence = "neighbour" // same unit group of the classification
	Nothing   Evidence = "nothing"   // no likeness but by accident; listed so that nobody faces an empty list
)

// Result is one occupation for a query.
type Result struct {
	ID, Label, ISCO string
	Score           float64 // 0 to about 2; only the order within one answer has a meaning
	Evidence        Evidence
	// By is what the evidence is about: the text that was equal or alike (a synonym, an English
	// name), the shared word, or the name of the lexicon occupation in between.
	By string
}

// Linker finds occupations for words.
type Linker struct {
	w       linkWeights
	words   linkWeights // the same for texts that are compared by words alone
	know    Knowledge
	feat    *features
	targets *index
	lexicon *index // nil when the lexicon itself is the target, or is not asked
	links   []link // one for each lexicon occupation
	units   *index // unit groups as occupations; nil like lexicon
	classes *classes
	other   paraphraser
	scratch sync.Pool
	goals   *goalReader
}

// link is what a lexicon occupation leads to among the targets; worked out when first asked for,
// because most are never asked.
type link struct {
	once sync.Once
	hits []hit
}

// Options choose the targets.
type Options struct {
	// Targets are the occupations to rank; when empty, the lexicon is ranked itself. Those that share an
	// id become one with all their names.
	Targets []model.Occupation
	// NoLexicon takes lexicon and thesaurus away, to show what spelling alone can find.
	NoLexicon bool
}

// New builds a linker. It keeps the slices it is given; the caller must not change them.
func New(k Knowledge, o Options) *Linker { return build(k, o, standard) }

func build(k Knowledge, o Options, w linkWeights) *Linker {
	l := &Linker{w: w, words: w, know: k}
	l.words.term, l.words.gram = w.term+w.gram, 0
	l.scratch.New = func() any { return new(scratch) }
	k.Lexicon = unique(k.Lexicon)
	targets := unique(o.Targets)
	if len(targets) == 0 {
		targets = k.Lexicon
	}
	bridged := !o.NoLexicon && len(o.Targets) > 0 && len(k.Lexicon) > 0
	var reading sync.WaitGroup
	said := k
	if o.NoLexicon {
		k = Knowledge{}
	}
	relations := k.Relations
	reading.Go(func() {
		l.goals = newGoalReader(said)
		l.other = newParaphraser(relations, w)
	})
	lists := [][]model.Occupation{targets}
	if bridged {
		lists = append(lists, k.Lexicon, unitOccupations(k.Units))
	}
	var texts [][]source
	l.feat, texts = newFeatures(k, w, lists...)
	l.targets = newIndex(l.feat, targets, texts[0])
	if bridged {
		l.lexicon = newIndex(l.feat, k.Lexicon, texts[1])
		l.links = make([]link, len(k.Lexicon))
		l.units = newIndex(l.feat, lists[2], texts[2])
		l.classify()
	}
	reading.Wait()
	return l
}

// Link returns the top best occupations for a query, best first, each once. It returns fewer only
// when there are fewer targets, and nothing only when there are none or top is below one.
func (l *Linker) Link(query string, top int) []Result {
	if top < 1 || len(l.targets.occ) == 0 {
		return nil
	}
	s := l.scratch.Get().(*scratch)
	defer l.scratch.Put(s)
	asked := l.rank(s, query)
	out := make([]Result, 0, min(top, len(l.targets.occ)))
	for _, i := range s.targets.best(top) {
		h := &s.targets.hits[i]
		o := &l.targets.occ[h.target]
		why, by := l.evidence(h, asked)
		out = append(out, Result{ID: o.ID, Label: o.Label, ISCO: o.ISCO, Score: h.score, Evidence: why, By: by})
	}
	return l.fill(out, top)
}

// fill adds targets without any likeness until there are top of them: a person who faces a list can
// say "none of these"; a person who faces nothing thinks that the program is broken.
func (l *Linker) fill(out []Result, top int) []Result {
	have := make(map[string]bool, len(out))
	for _, r := range out {
		have[r.ID] = true
	}
	for i := 0; len(out) < top && i < len(l.targets.occ); i++ {
		o := &l.targets.occ[i]
		if !have[o.ID] {
			have[o.ID] = true
			out = append(out, Result{ID: o.ID, Label: o.Label, ISCO: o.ISCO, Evidence: Nothing})
		}
	}
	return out
}

// evidence tells why a hit was made. That texts are equal the search has seen; for the rest the
// strongest feature in common decides.
func (l *Linker) evidence(h *hit, asked vector) (Evidence, string) {
	switch {
	case h.doc < 0 && h.via < 0:
		return h.why, ""
	case h.doc < 0:
		return h.why, l.lexicon.occ[h.via].Label
	}
	doc := &l.targets.docs[h.doc]
	if h.why != "" {
		return h.why, doc.text
	}
	why := l.feat.shared(asked, doc.terms)
	if why == Spelling && h.score < chance {
		return Nothing, ""
	}
	return why, doc.text
}

// shared names the kind of the strongest term that two vectors have in common.
func (f *features) shared(a, b vector) Evidence {
	why, most := Spelling, float32(0)
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].id < b[0].id:
			a = a[1:]
		case a[0].id > b[0].id:
			b = b[1:]
		default:
			if both := a[0].weight * b[0].weight; both > most {
				why, most = Part, both
				if f.groupIDs[a[0].id] {
					why = Synonym
				}
			}
			a, b = a[1:], b[1:]
		}
	}
	return why
}

// reading is one way to read a query.
type reading struct {
	text
	factor float64  // what a hit is worth
	why    Evidence // of every hit, "" to leave it to the hit
}

// readings are the ways to read a query, as written first.
func (l *Linker) readings(query string) []reading {
	key := l.feat.fold(l.wanted(query))
	if len(key) > maxQuery {
		key = cut(key, maxQuery)
	}
	q := []reading{{l.feat.read(key), 1, ""}}
	if joined, ok := l.feat.join(key); ok {
		q = append(q, reading{l.feat.read(joined), l.w.joined, SameWords})
	}
	if trade, ok := l.feat.withoutTraineeSuffix(key); ok {
		q = append(q, reading{l.feat.read(trade), l.w.trade, Part})
	}
	factor := l.w.fixed
	meant := key
	for i, fixed := range l.feat.correct(key) {
		q = append(q, reading{l.feat.read(fixed), factor, Spelling})
		if i == 0 {
			meant = fixed
			if trade, ok := l.feat.withoutTraineeSuffix(fixed); ok {
				q = append(q, reading{l.feat.read(trade), factor * l.w.trade, Spelling})
			}
		}
		factor *= l.w.fixed
	}
	for _, p := range l.other.of(l.feat, meant) {
		t := l.feat.read(p.text)
		t.grams = nil // by words alone, which is far faster
		q = append(q, reading{t, p.factor, Synonym})
	}
	return q
}

// rank scores every target that has anything in common with the query, in s.targets, and gives the
// terms of the query as written.
func (l *Linker) rank(s *scratch, query string) vector {
	q := l.readings(query)
	l.spelled(s, &s.targets, l.targets, q)
	l.addViaLexicon(s, q)
	if l.classes != nil {
		l.orderByUnits(s, q)
	} else {
		l.neighbours(&s.targets)
	}
	return q[0].terms
}

// spelled searches an index for every reading of the query and keeps the best hits.
func (l *Linker) spelled(s *scratch, r *ranking, x *index, q []reading) {
	r.reset(len(x.occ))
	for i := range q {
		w := &l.w
		if q[i].grams == nil {
			w = &l.words
		}
		x.search(s, w, &q[i].text)
		if i == 0 {
			*r, s.found = s.found, *r
			continue
		}
		for _, h := range s.found.hits {
			h.score *= q[i].factor
			if q[i].grams == nil && h.named == 0 {
				h.score *= l.w.loose
			}
			h.named *= q[i].factor
			h.why = q[i].why
			r.raise(h)
		}
	}
}

// cut shortens a key to n bytes at most, between letters.
func cut(key string, n int) string {
	for n > 0 && key[n]&0xc0 == 0x80 {
		n--
	}
	return key[:n]
}
