package matching

import (
	"slices"

	"jobspor/matching/occupation"
	"jobspor/matching/words"
	"jobspor/model"
)

// Linker finds occupations for words; *occupation.Linker is one. Its results name occupations of Options.Occupations.
type Linker interface {
	Link(query string, top int) []occupation.Result
	Goals(sentence string) []occupation.Goal
}

// knowledge is what a snapshot knows besides rows: where places lie and what words of work mean. It is shared by all
// snapshots that come from one Build.
type knowledge struct {
	places      Places
	linker      Linker
	occupations []model.Occupation
	number      map[string]uint16   // of an occupation by ID
	named       map[string]uint16   // of an occupation by folded label or synonym
	usual       [100][]usualWork    // by division
	families    map[uint16][]uint16 // related occupations by occupation
	loads       []uint16            // usual loads by occupation
	trades      *trades
	tasks       *TaskReader
	splitter    *words.Splitter
	goalCache   goalCache // goals read before
	memo        taskMemo
}

func newKnowledge(o Options) *knowledge {
	k := &knowledge{places: o.Places, linker: o.Linker, occupations: numbered(o.Occupations),
		number: map[string]uint16{}, named: map[string]uint16{}, families: map[uint16][]uint16{},
		memo: taskMemo{texts: map[string]workText{}, said: map[string][]taskReading{}}}
	k.loads = make([]uint16, len(k.occupations))
	for i := range k.occupations {
		occ, n := &k.occupations[i], uint16(i)
		if _, taken := k.number[occ.ID]; !taken {
			k.number[occ.ID] = n
		}
		for _, name := range append([]string{occ.Label}, occ.Synonyms...) {
			if f := words.Fold(name); f != "" {
				if _, taken := k.named[f]; !taken {
					k.named[f] = n
				}
			}
		}
		for _, l := range occ.Loads {
			k.loads[i] |= uint16(bit(slices.Index(model.Loads, l)))
		}
		for at, d := range occ.Divisions {
			if v := division(d); v != 0 && v < 100 {
				k.usual[v] = append(k.usual[v], usualWork{n, divisionShares[min(at, len(divisionShares)-1)]})
			}
		}
	}
	k.addFamilies(o.Kin)
	k.trades = newTrades(o.Trades, o.TradeTitle, k.number)
	if k.splitter = o.Splitter; k.splitter == nil {
		k.splitter = NewSplitter(k.occupations)
	}
	if k.tasks = o.Reader; k.tasks == nil {
		k.tasks = NewTaskReader(k.occupations, nil, k.splitter)
	}
	return k
}

// numbered are those occupations that a number is left for.
func numbered(list []model.Occupation) []model.Occupation { return list[:min(len(list), 0xffff)] }

// NewSplitter learns from the names and tasks of occupations where compounds are joined.
func NewSplitter(list []model.Occupation) *words.Splitter {
	list = numbered(list)
	return words.NewSplitter(func(yield func(string) bool) {
		for i := range list {
			for _, text := range slices.Concat([]string{list[i].Label}, list[i].Synonyms, list[i].Tasks) {
				if !yield(text) {
					return
				}
			}
		}
	})
}

// endBuild lets go of what only a build needs.
func (k *knowledge) endBuild() {
	k.memo.mu.Lock()
	k.memo.texts, k.memo.said = nil, nil
	k.memo.mu.Unlock()
	k.trades.endBuild()
}

// How a link's score becomes a share. Scores of the linker run from 0 to about 1.4; below leastScore the likeness is
// chance, and what is clearly behind the best is another kind of work.
const (
	leastScore  = 0.35
	besideScore = 0.65 // of the best one's score
	goalLinks   = 6    // occupations that a goal is read as, at most
)

// evidenceShare is how far each kind of evidence is trusted, in percent.
var evidenceShare = map[occupation.Evidence]int{
	occupation.Exact: 100, occupation.SameWords: 100, occupation.Synonym: 95, occupation.Spelling: 85,
	occupation.Part: 85, occupation.Neighbour: 60,
}

// linkedOccupation is an occupation that words were read as.
type linkedOccupation struct {
	link
	occupation.Result
}

// link reads words as occupations, best first, at most top. Nothing likely gives nothing.
func (k *knowledge) link(text string, top int) []linkedOccupation {
	if k.linker == nil {
		return nil
	}
	var out []linkedOccupation
	found := k.linker.Link(text, top)
	for _, r := range found {
		n, ok := k.number[r.ID]
		share := evidenceShare[r.Evidence]
		if !ok || share == 0 || r.Score < leastScore || r.Score < found[0].Score*besideScore {
			continue
		}
		sure := int(min(r.Score, 1) * float64(share))
		out = append(out, linkedOccupation{link{n, uint8(sure)}, r})
	}
	return out
}
