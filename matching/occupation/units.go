package occupation

import (
	"cmp"
	"slices"
	"strings"

	"jobspor/model"
)

// Unit is a unit group of the classification (ISCO-08, four digits) with the words that lead to it.
type Unit struct {
	Code, Title string
	Words       []Term // Near: the word only points that way
}

// unitOccupations writes unit groups as occupations, so that they are indexed and searched like these: words that only
// point to a group count as its tasks.
func unitOccupations(units []Unit) []model.Occupation {
	out := make([]model.Occupation, len(units))
	for i, u := range units {
		out[i] = model.Occupation{ID: u.Code, Label: u.Title, ISCO: u.Code}
		for _, w := range u.Words {
			if w.Near {
				out[i].Tasks = append(out[i].Tasks, w.Word)
			} else {
				out[i].Synonyms = append(out[i].Synonyms, w.Word)
			}
		}
	}
	return out
}

// classes are the unit groups of targets, lexicon and unit words, numbered.
type classes struct {
	number  map[string]int32
	targets []int32   // target → its unit group, -1 without
	lexicon []int32   // the same of lexicon occupations
	units   []int32   // and of the entries of the unit index
	members [][]int32 // unit group → its occupations among the targets
	title   []int32   // unit group → the target that is the group's own title, -1 without
}

// classify numbers the unit groups. Label files without codes get theirs by what their names say.
func (l *Linker) classify() {
	c := &classes{number: make(map[string]int32)}
	of := func(x *index) []int32 {
		out := make([]int32, len(x.occ))
		for i := range x.occ {
			out[i] = -1
			if code := x.occ[i].ISCO; len(code) == unitDigits {
				n, ok := c.number[code]
				if !ok {
					n = int32(len(c.number))
					c.number[code] = n
				}
				out[i] = n
			}
		}
		return out
	}
	c.units, c.lexicon, c.targets = of(l.units), of(l.lexicon), of(l.targets)
	c.members, c.title = make([][]int32, len(c.number)), make([]int32, len(c.number))
	for i := range c.title {
		c.title[i] = -1
	}
	l.classes = c
	isTitle := make([]bool, len(c.targets))
	guesses := make([][]unitScore, len(c.targets))
	onTwoWorkers(len(c.targets), func(i int) {
		o := &l.targets.occ[i]
		if isTitle[i] = isGroup(o); o.ISCO == "" {
			guesses[i] = l.guessUnits(int32(i), isTitle[i])
		}
	})
	c.settleTitles(isTitle, guesses)
	for i, u := range c.targets {
		if u < 0 && len(guesses[i]) > 0 && !isTitle[i] {
			u = guesses[i][0].unit
			c.targets[i] = u
		}
		if u >= 0 && !isTitle[i] {
			c.members[u] = append(c.members[u], int32(i))
		}
	}
}

// settleTitles gives every unit group one title at most, the likeliest pairs first. Of two equal ones the later: lists
// name a group before its parts.
func (c *classes) settleTitles(isTitle []bool, guesses [][]unitScore) {
	type pair struct {
		target, unit int32
		score        float64
	}
	var pairs []pair
	for i, is := range isTitle {
		if u := c.targets[i]; is && u >= 0 {
			c.title[u] = int32(i)
		}
		for _, g := range guesses[i] {
			if is {
				pairs = append(pairs, pair{int32(i), g.unit, g.sum()})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.target, a.target))
	})
	for _, p := range pairs {
		if c.title[p.unit] < 0 && c.targets[p.target] < 0 {
			c.title[p.unit], c.targets[p.target] = p.target, p.unit
		}
	}
}

// guessUnits gives the unit groups that the names of a target lead to, likeliest first.
func (l *Linker) guessUnits(target int32, group bool) []unitScore {
	s := l.scratch.Get().(*scratch)
	defer l.scratch.Put(s)
	w := l.w
	if !group { // many names, and words alone are far faster
		w.term, w.gram = w.term+w.gram, 0
	}
	s.targets.reset(0)
	s.lexicon.reset(len(l.lexicon.occ))
	s.units.reset(len(l.units.occ))
	x := l.targets
	for i := x.first[target]; i < x.first[target+1]; i++ {
		d := &x.docs[i]
		q := text{key: d.key, bag: d.bag, terms: d.terms}
		if group {
			q = l.feat.read(d.key)
		}
		l.units.search(s, &w, &q)
		for _, h := range s.found.hits {
			s.units.raise(h)
		}
		if group {
			continue
		}
		l.lexicon.search(s, &w, &q)
		for _, h := range s.found.hits {
			s.lexicon.raise(h)
		}
	}
	list := l.unitScores(s)
	return slices.Clone(list[:min(maxUnits, len(list))])
}

// unitDigits is the length of a unit group's code.
const unitDigits = 4

// isGroup reports whether a target is the title of a group of the classification and no occupation: by its id, or by
// naming a field of work where an occupation names a person.
func isGroup(o *model.Occupation) bool {
	if o.ISCO != "" {
		return o.ID == o.ISCO || strings.HasSuffix(o.ID, "/C"+o.ISCO)
	}
	head, _, _ := strings.Cut(strings.ToLower(o.Label), " inden for ")
	for w := range strings.FieldsSeq(head) {
		bare := strings.Trim(w, ",()-")
		for _, end := range fieldsOfWork {
			if strings.HasSuffix(bare, end) {
				return true
			}
		}
		if prepositions[w] || w == "-" || w == "—" || strings.HasSuffix(w, ",") && !strings.HasSuffix(w, "-,") {
			break
		}
	}
	return false
}

// fieldsOfWork are ends of words that name work, or many who do it, where an occupation names one.
var fieldsOfWork = []string{"arbejde", "ledelse", "undervisning", "fremstilling", "opdræt", "udvikling", "planlægning",
	"formidling", "administration", "rengøring", "rensning", "fejning", "pudsning", "sprogning", "rådgivning", "dyrkning",
	"kontrol", "salg", "avl", "funktioner", "design", "ledere", "ejere", "førere", "chauffører", "udøvere", "håndværk",
	"installation", "montering", "indsamling", "tilberedning", "hjælp", "læsning", "udstedelse", "vedligeholdelse",
	"rangering", "fiskeri", "forskning", "formning", "smagning", "forarbejdning", "aflæsning", "læggelse", "systemer",
	"vask"}

var prepositions = map[string]bool{"af": true, "i": true, "med": true, "på": true, "ved": true, "til": true, "for": true}

// maxUnits is how many of the likeliest unit groups of a query send in targets that no word has found.
const maxUnits = 5

// unitScore is what speaks for a unit group: the best score of its targets, lexicon occupations and words.
type unitScore struct {
	unit                    int32
	target, lexicon, byWord float64
}

func (u *unitScore) sum() float64 { return u.target + 0.5*u.lexicon + u.byWord }

// unitScores gives what the three rankings of a query hold about each unit group, likeliest first.
func (l *Linker) unitScores(s *scratch) []unitScore {
	c := l.classes
	if len(s.unitAt) < len(c.number) {
		s.unitAt = make([]int32, len(c.number))
	}
	out := s.likely[:0]
	note := func(r *ranking, of []int32, add func(*unitScore, float64)) {
		for i := range r.hits {
			h := &r.hits[i]
			u := of[h.target]
			if u < 0 {
				continue
			}
			if s.unitAt[u] == 0 {
				out = append(out, unitScore{unit: u})
				s.unitAt[u] = int32(len(out))
			}
			add(&out[s.unitAt[u]-1], h.score)
		}
	}
	note(&s.targets, c.targets, func(u *unitScore, v float64) { u.target = max(u.target, v) })
	note(&s.lexicon, c.lexicon, func(u *unitScore, v float64) { u.lexicon = max(u.lexicon, v) })
	note(&s.units, c.units, func(u *unitScore, v float64) { u.byWord = max(u.byWord, v) })
	for i := range out {
		s.unitAt[out[i].unit] = 0
	}
	slices.SortFunc(out, func(a, b unitScore) int {
		return cmp.Or(cmp.Compare(b.sum(), a.sum()), cmp.Compare(a.unit, b.unit))
	})
	s.likely = out
	return out
}

// The features of a target that the final order is made of.
const (
	fScore = iota
	fVia
	fNamed
	fTarget
	fLexicon
	fWords
	fFirst
	fGroup
	fGroupTarget
	fGroupLexicon
	fGroupWords
	fGroupFirst
	fGroupNamed
	featureCount
)

type featureRow [featureCount]float64

func (f *featureRow) dot(w *featureRow) float64 {
	sum := 0.0
	for i := range f {
		sum += f[i] * w[i]
	}
	return sum
}

// byUnits searches the unit groups' words, lets the targets of the likeliest groups in and gives the features of all.
func (l *Linker) byUnits(s *scratch, q []reading) []featureRow {
	l.spelled(s, &s.units, l.units, q)
	r, c := &s.targets, l.classes
	list := l.unitScores(s)
	for i := range min(maxUnits, len(list)) {
		for _, t := range c.members[list[i].unit] {
			r.lift(hit{target: t, doc: -1, via: -1, why: Neighbour})
		}
		if t := c.title[list[i].unit]; t >= 0 {
			r.lift(hit{target: t, doc: -1, via: -1, why: Neighbour})
		}
	}
	if len(s.unitOf) < len(c.number) {
		s.unitOf = make([]unitScore, len(c.number))
	}
	for _, u := range list {
		s.unitOf[u.unit] = u
	}
	named := 0.0
	for i := range r.hits {
		named = max(named, r.hits[i].named)
	}
	rows := make([]featureRow, len(r.hits))
	for i := range r.hits {
		h := &r.hits[i]
		f := &rows[i]
		f[fScore], f[fNamed] = h.score, h.named
		if h.via >= 0 {
			f[fVia] = h.score
		}
		u := c.targets[h.target]
		if u < 0 {
			continue
		}
		e := &s.unitOf[u]
		f[fTarget], f[fLexicon], f[fWords] = e.target, e.lexicon, e.byWord
		if u == list[0].unit {
			f[fFirst] = 1
		}
		if c.title[u] == h.target {
			f[fGroup], f[fGroupTarget], f[fGroupLexicon], f[fGroupWords] = 1, e.target, e.lexicon, e.byWord
			f[fGroupFirst], f[fGroupNamed] = f[fFirst], named
		}
	}
	for _, u := range list {
		s.unitOf[u.unit] = unitScore{}
	}
	return rows
}

// raiseUnits lifts the targets of the likeliest unit groups, and puts the groups themselves among them.
func (l *Linker) raiseUnits(s *scratch, q []reading) {
	if l.classes == nil {
		return
	}
	for i, f := range l.byUnits(s, q) {
		s.targets.hits[i].score = max(0, f.dot(&l.w.order))
	}
}
