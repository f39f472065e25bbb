package occupation

import (
	"cmp"
	"slices"
)

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

// The features that the final order is made of. The last ones count for the titles of groups alone: an occupation that
// bears the query's very name stands above its group.
const (
	byScore       = iota // of the target itself
	byName               // 1 when the query is its label
	unitByTarget         // best score of a target of its unit group
	unitByLexicon        // best score of a lexicon occupation of the group
	unitByWords          // best score of the group's words
	unitFirst            // 1 when the group is the likeliest
	isTitle              // 1 for the title of a group
	titleByTarget        // the same as for all, once more
	titleByLexicon
	titleByWords
	titleFirst
	titleNamed // 1 when the query is the label of an occupation
	featureCount
)

// featureRow holds the features of one target, or what each of them counts.
type featureRow [featureCount]float64

func (f *featureRow) dot(w *featureRow) float64 {
	sum := 0.0
	for i := range f {
		sum += f[i] * w[i]
	}
	return sum
}

// byUnits searches the unit groups' words, lets the targets of the likeliest groups in and gives the features of all,
// valid until the next query.
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
	rows := slices.Grow(s.rows[:0], len(r.hits))[:len(r.hits)]
	s.rows = rows
	for i := range r.hits {
		h := &r.hits[i]
		f := &rows[i]
		*f = featureRow{}
		f[byScore], f[byName] = h.score, h.named
		u := c.targets[h.target]
		if u < 0 {
			continue
		}
		e := &s.unitOf[u]
		f[unitByTarget], f[unitByLexicon], f[unitByWords] = e.target, e.lexicon, e.byWord
		if u == list[0].unit {
			f[unitFirst] = 1
		}
		if c.title[u] == h.target {
			f[isTitle], f[titleByTarget], f[titleByLexicon], f[titleByWords] = 1, e.target, e.lexicon, e.byWord
			f[titleFirst], f[titleNamed] = f[unitFirst], named
		}
	}
	for _, u := range list {
		s.unitOf[u.unit] = unitScore{}
	}
	return rows
}

// orderByUnits gives every target its final score: a group's title stands beside the group's best occupations.
func (l *Linker) orderByUnits(s *scratch, q []reading) {
	for i, f := range l.byUnits(s, q) {
		s.targets.hits[i].score = max(0, f.dot(&l.w.order))
	}
}
