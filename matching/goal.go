package matching

import (
	"cmp"
	"slices"

	"jobspor/model"
)

// Read is how the goals were understood; screens show it so that a wrong reading is seen at once.
type Read struct {
	Goals []ReadGoal
	Avoid []model.Load // what the words want to be spared: counted as conditions
	Seek  []model.Load // what the words ask for: counted as wishes
}

// ReadGoal is one goal with the occupations it was read as, best first. None means that the words were not understood.
type ReadGoal struct {
	Words       string
	Occupations []ReadOccupation
}

// ReadOccupation is one reading.
type ReadOccupation struct {
	ID, Label string
	Share     int    // 1 to 100: how much a task of this occupation counts
	Evidence  string // confirmed, exact, words, spelling, part, synonym, neighbour
	By        string // what the evidence is about
}

// Confirmed is the evidence of an occupation that a consultant has chosen for the goal.
const Confirmed = "confirmed"

const lastRank = 100 // of a goal without a rank

// goalShares is what goals count by their place on the citizen's list; triedShare what is left of a goal that has been
// tried, which a citizen may want again but need not.
var goalShares = [...]int{100, 92, 86, 80}

const triedShare = 70

// Kinship of occupations in percent: the same, in one unit group of ISCO-08 (four digits), in one minor group (three).
const (
	sameUnit  = 75
	sameMinor = 45
	nameShare = 85 // a word of the goal stands in the task's name, without an occupation in common
)

// aim is what the goals come down to.
type aim struct {
	fit   []uint8 // by occupation, in percent
	stems []uint32
	read  Read
}

// aimOf reads goals: words become occupations, occupations become a share for every occupation of the lexicon.
func (k *knowledge) aimOf(goals []goal) aim {
	a := aim{fit: make([]uint8, len(k.occupations))}
	for place, g := range inOrder(goals) {
		share := goalShares[min(place, len(goalShares)-1)]
		if g.status == "tried" {
			share = share * triedShare / 100
		}
		said := k.said(g.words)
		rg := ReadGoal{Words: g.words}
		for _, r := range k.readGoal(g, said.work) {
			rg.Occupations = append(rg.Occupations, r)
			k.spread(a.fit, k.number[r.ID], share*r.Share/100)
		}
		for _, w := range said.work {
			a.stems = append(a.stems, k.stems(w, maxStems)...)
		}
		a.read.Goals = append(a.read.Goals, rg)
		a.read.Avoid = merge(a.read.Avoid, said.avoid)
		a.read.Seek = merge(a.read.Seek, said.seek)
	}
	return a
}

// inOrder gives the goals that stand, by rank and then by ID.
func inOrder(goals []goal) []goal {
	out := slices.DeleteFunc(slices.Clone(goals), func(g goal) bool { return g.status == "dropped" })
	slices.SortStableFunc(out, func(a, b goal) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.id, b.id)) })
	return out
}

// readGoal gives the occupations of one goal. What a consultant has confirmed replaces what words alone would give.
func (k *knowledge) readGoal(g goal, work []string) []ReadOccupation {
	var out []ReadOccupation
	for _, id := range g.occupations {
		if n, ok := k.number[id]; ok {
			out = append(out, ReadOccupation{ID: id, Label: k.occupations[n].Label, Share: 100, Evidence: Confirmed})
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, w := range work {
		for i, r := range k.link(w, goalLinks) {
			o := ReadOccupation{ID: r.ID, Label: r.Label, Share: int(r.sure), Evidence: string(r.Evidence), By: r.By}
			if i == 0 {
				o.Share = max(o.Share, 90) // the best reading is what the citizen most likely means
			}
			if j := slices.IndexFunc(out, func(x ReadOccupation) bool { return x.ID == o.ID }); j >= 0 {
				out[j].Share = max(out[j].Share, o.Share)
				continue
			}
			out = append(out, o)
		}
	}
	return out
}

// spread gives an occupation its share, and its kin what kinship leaves of it.
func (k *knowledge) spread(fit []uint8, n uint16, share int) {
	raise := func(i int, v int) { fit[i] = max(fit[i], uint8(min(v, 100))) }
	raise(int(n), share)
	unit := k.occupations[n].ISCO
	if len(unit) != 4 {
		return
	}
	for i := range k.occupations {
		switch o := k.occupations[i].ISCO; {
		case o == unit:
			raise(i, share*sameUnit/100)
		case len(o) == 4 && o[:3] == unit[:3]:
			raise(i, share*sameMinor/100)
		}
	}
}

func merge(list, more []model.Load) []model.Load {
	for _, l := range more {
		if !slices.Contains(list, l) {
			list = append(list, l)
		}
	}
	return list
}

// saying is a goal's words taken apart.
type saying struct {
	work        []string // what kinds of work
	avoid, seek []model.Load
}

// said takes words apart.
func (k *knowledge) said(text string) saying {
	if text == "" {
		return saying{}
	}
	return saying{work: []string{text}}
}
