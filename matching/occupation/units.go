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
	w := &l.words // occupations have many names, and words alone are far faster
	if group {
		w = &l.w
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
		l.units.search(s, w, &q)
		for _, h := range s.found.hits {
			s.units.raise(h)
		}
		if group {
			continue
		}
		l.lexicon.search(s, w, &q)
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
		comma := strings.HasSuffix(w, ",") && !strings.HasSuffix(w, "-,")
		if prepositions[w] || w == "-" || w == "—" || comma {
			break
		}
	}
	return false
}

// fieldsOfWork are ends of words that name work, or many who do it, where an occupation names one.
var fieldsOfWork = strings.Fields(`arbejde ledelse undervisning fremstilling opdræt udvikling planlægning
	formidling administration rengøring rensning fejning pudsning rådgivning
	dyrkning kontrol salg avl funktioner design ledere ejere
	førere chauffører udøvere håndværk installation montering indsamling tilberedning hjælp læsning udstedelse
	vedligeholdelse rangering fiskeri forskning formning smagning forarbejdning aflæsning systemer vask`)

var prepositions = map[string]bool{
	"af": true, "i": true, "med": true, "på": true, "ved": true, "til": true, "for": true,
}
