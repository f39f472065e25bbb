package matching

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"jobspor/matching/occupation"
	"jobspor/matching/words"
	"jobspor/model"
)

// Read is how the goals were understood; screens show it so that a wrong reading is seen at once.
type Read struct {
	Goals []ReadGoal
	Avoid []model.Load // what the words want to be spared: counted as conditions
	Seek  []model.Load // what the words ask for: counted as wishes
	Time  []string     // wishes about time: counted where the citizen's days and times of day are not known
	Not   []string     // work that is ruled out, in the citizen's words
}

// ReadGoal is one goal with the occupations it was read as, best first.
type ReadGoal struct {
	Words       string
	Occupations []ReadOccupation
	Unread      bool             // there are words, and no occupation that they mean
	Holds       []string         // what an unread goal says of work, in plain words; nothing in "det er mig lige meget"
	Near        []ReadOccupation // of an unread goal: what its words come near, related at most, best first
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

// Scores of the linker for the pieces of a goal: what is far below the best piece is no kind of work, and a best
// reading that is clear counts as named even when little of its letters agree.
const (
	pieceScore = 0.5
	clearScore = 0.5
)

// namedShare is the share from which a reading is what the citizen named, not only something near.
const namedShare = 90

// besideShare is the share below which a reading beside a named one is related work at most: "vaske op" is read as the
// dishwasher's, and the painter washes too.
const besideShare = 67

// goalFit is the result of reading the goals.
type goalFit struct {
	named    []uint8 // by occupation, in percent: what the goals were read as
	kin      []uint8 // by occupation, in percent: what they are related to
	ruledOut []bool  // by occupation: what the goals say it must not be
	pieces   []piece
	stemBits [4]uint64 // which low bytes the stems of said have: most tasks are passed over by a glance at it
	read     Read

	industry      [100]placeFit // by division
	trades, names []placeFit    // by number of the trade: as the industry, and as the name says it
}

// goalCache caches how goals were read, because a reverse match reads the goals of all citizens, and a changed weight
// reads the same goals again.
type goalCache struct {
	mu  sync.Mutex
	all map[string]*goalFit
}

// maxGoalCache limits the cache; a full cache is emptied, and goals are read again.
const maxGoalCache = 4096

// goalFit reads goals, or finds how they were read before. What it gives is shared and must not be changed.
func (k *knowledge) goalFit(goals []goal) *goalFit {
	trades := k.trades.all()
	var key strings.Builder
	key.WriteString(strconv.Itoa(len(trades))) // a goal that was read when fewer were known says nothing of the others
	for _, g := range inOrder(goals) {
		key.WriteString(g.status + "\x00" + g.words + "\x00" + strings.Join(g.occupations, "\x01") + "\x02")
	}
	k.goalCache.mu.Lock()
	a := k.goalCache.all[key.String()]
	k.goalCache.mu.Unlock()
	if a != nil {
		return a
	}
	a = k.readGoals(goals, trades)
	k.goalCache.mu.Lock()
	defer k.goalCache.mu.Unlock()
	if k.goalCache.all == nil || len(k.goalCache.all) >= maxGoalCache {
		k.goalCache.all = map[string]*goalFit{}
	}
	k.goalCache.all[key.String()] = a
	return a
}

// readGoals reads goals: words become occupations, occupations become a share for every occupation of the lexicon.
func (k *knowledge) readGoals(goals []goal, trades [][]usualWork) *goalFit {
	a := &goalFit{named: make([]uint8, len(k.occupations)), kin: make([]uint8, len(k.occupations)),
		ruledOut: make([]bool, len(k.occupations))}
	for place, g := range inOrder(goals) {
		share := goalShares[min(place, len(goalShares)-1)]
		if g.status == "tried" {
			share = share * triedShare / 100
		}
		said := k.parseGoal(g.words)
		rg := k.readGoal(g, said)
		clear := slices.ContainsFunc(rg.Occupations, func(r ReadOccupation) bool { return r.Share >= namedShare })
		for _, r := range rg.Occupations {
			n, worth := k.number[r.ID], share*r.Share/100
			if clear && r.Share < besideShare {
				a.kin[n] = max(a.kin[n], uint8(worth))
				continue
			}
			a.named[n] = max(a.named[n], uint8(worth))
			if r.Evidence == Confirmed || r.Share >= namedShare {
				k.spreadToKin(a.kin, n, worth)
			}
		}
		for _, r := range rg.Near {
			n := k.number[r.ID]
			a.kin[n] = max(a.kin[n], uint8(share*r.Share/100))
		}
		for _, w := range said.work {
			if namesWork(w) {
				a.addPiece(piece{share, k.goalStems(w)})
			}
		}
		a.read.Goals = append(a.read.Goals, rg)
		a.read.Avoid = merge(a.read.Avoid, said.avoid)
		a.read.Seek = merge(a.read.Seek, said.seek)
		a.read.Time = merge(a.read.Time, said.times)
		a.read.Not = merge(a.read.Not, said.not)
	}
	k.ruleOut(a)
	k.usualFits(a, trades)
	return a
}

// ruleOut takes away what the words say it must not be, and what is nearly the same, unless another goal names it or
// something near.
func (k *knowledge) ruleOut(a *goalFit) {
	for _, text := range a.read.Not {
		kin := make([]uint8, len(k.occupations))
		for i, r := range k.link(text, goalLinks) {
			named := slices.ContainsFunc(a.read.Goals, func(g ReadGoal) bool {
				return slices.ContainsFunc(g.Occupations,
					func(o ReadOccupation) bool { return o.ID == r.ID && o.Share >= namedShare })
			})
			if named {
				continue
			}
			a.named[r.occupation], a.ruledOut[r.occupation] = 0, true
			if i == 0 {
				k.spreadToKin(kin, r.occupation, 100)
			}
		}
		for n, share := range kin {
			a.ruledOut[n] = a.ruledOut[n] || share >= sameUnit && a.named[n] == 0 && a.kin[n] == 0
		}
	}
	for n, out := range a.ruledOut {
		if out {
			a.kin[n] = 0
		}
	}
}

// inOrder gives the goals that stand, by rank and then by ID.
func inOrder(goals []goal) []goal {
	out := slices.DeleteFunc(slices.Clone(goals), func(g goal) bool { return g.status == "dropped" })
	slices.SortStableFunc(out,
		func(a, b goal) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.id, b.id)) })
	return out
}

// readGoal gives the occupations of one goal. What a consultant has confirmed replaces what words alone would give.
func (k *knowledge) readGoal(g goal, said parsedGoal) ReadGoal {
	out := ReadGoal{Words: g.words}
	for _, id := range g.occupations {
		if n, ok := k.number[id]; ok {
			out.Occupations = append(out.Occupations,
				ReadOccupation{ID: id, Label: k.occupations[n].Label, Share: 100, Evidence: Confirmed})
		}
	}
	if len(out.Occupations) > 0 {
		return out
	}
	var read [][]linkedOccupation
	best := 0.0
	for _, w := range said.work {
		named := namesWork(w)
		found := slices.DeleteFunc(k.link(w, goalLinks), func(r linkedOccupation) bool {
			return !named && r.Evidence != occupation.Exact || r.Evidence == occupation.Spelling && r.Score < clearScore
		})
		if len(found) > 0 {
			read, best = append(read, found), max(best, found[0].Score)
		}
	}
	for _, found := range read {
		if found[0].Score < best*pieceScore {
			continue // "mad, men ikke stå op hele dagen": the day is no kind of work
		}
		for i, r := range found {
			o := ReadOccupation{ID: r.ID, Label: r.Label, Share: int(r.sure), Evidence: string(r.Evidence), By: r.By}
			if i == 0 && r.Score >= clearScore {
				o.Share = max(o.Share, namedShare) // most likely what the citizen means
			}
			if j := slices.IndexFunc(out.Occupations, func(x ReadOccupation) bool { return x.ID == o.ID }); j >= 0 {
				out.Occupations[j].Share = max(out.Occupations[j].Share, o.Share)
				continue
			}
			out.Occupations = append(out.Occupations, o)
		}
	}
	if out.Unread = len(out.Occupations) == 0 && g.words != "" && (len(said.work) > 0 || !said.terms()); out.Unread {
		out.Holds = slices.DeleteFunc(slices.Clone(said.work), func(w string) bool { return !namesWork(w) })
		out.Near = k.near(out.Holds)
	}
	return out
}

// What words come near is scored below leastScore, and at least nearScore; it is worth nearShare at most.
const (
	nearScore = 0.2
	nearShare = 55
)

// near gives the occupations that words of an unread goal come near: they have a word in common or one of near meaning,
// and not only letters.
func (k *knowledge) near(work []string) (out []ReadOccupation) {
	for _, w := range work {
		for _, r := range k.linker.Link(w, goalLinks) {
			if _, ok := k.number[r.ID]; !ok || r.Score < nearScore || r.Evidence == occupation.Spelling ||
				r.Evidence == occupation.Nothing {
				continue
			}
			out = append(out, ReadOccupation{ID: r.ID, Label: r.Label,
				Share:    int(nearShare * min(r.Score/leastScore, 1)),
				Evidence: string(r.Evidence), By: r.By})
		}
	}
	slices.SortStableFunc(out, func(a, b ReadOccupation) int { return cmp.Compare(b.Share, a.Share) })
	return out
}

func merge[T comparable](list, more []T) []T {
	for _, l := range more {
		if !slices.Contains(list, l) {
			list = append(list, l)
		}
	}
	return list
}

// parsedGoal is a goal's words taken apart.
type parsedGoal struct {
	work        []string // what kinds of work, in plain words
	not         []string // what kinds of work it must not be
	avoid, seek []model.Load
	times       []string // wishes about time, as occupation.Terms names them
}

// terms reports whether the words say anything about the conditions of work, or rule out some.
func (p *parsedGoal) terms() bool { return len(p.not)+len(p.avoid)+len(p.seek)+len(p.times) > 0 }

// descriptiveWords are words that say how something is, not what: "gerne de små" is no evidence for "Pakke småordrer".
var descriptiveWords = foldedSet("små lille store stor nye ny gode god fine fin lette let rolige rolig hyggelige " +
	"hyggelig flinke flink søde sød pæne pæn sjove sjov")

func foldedSet(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[words.Fold(w)] = true
	}
	return m
}

// namesWork reports whether a piece of a goal has a word that says what the work is.
func namesWork(text string) bool {
	return slices.ContainsFunc(words.Tokens(text), func(w string) bool {
		return !words.Stop(w) && !words.Function(w) && !words.Light(w) && !words.Weak(w) && !descriptiveWords[w]
	})
}

// parseGoal takes words apart.
func (k *knowledge) parseGoal(text string) parsedGoal {
	if k.linker == nil || text == "" {
		return parsedGoal{}
	}
	var out parsedGoal
	for _, g := range k.linker.Goals(text) {
		if g.Text != "" {
			out.work = append(out.work, g.Plain)
		}
		out.not, out.avoid, out.seek, out.times = g.Not, g.Avoid, g.Seek, g.Time // the same for all goals of a text
	}
	return out
}

// timeWish is what a wish about time comes down to: days and times of day that suit, or a work condition.
type timeWish struct {
	days, dayParts uint8
	condition      model.Condition
}

// Bits of model.DayParts and model.Days.
const (
	early, morning, afternoon, evening, night = 1, 2, 4, 8, 16
	weekdays, weekend                         = 31, 96
)

// timeWishes says what becomes of each wish; those that are missing ("part-time", "few-days") are already said better
// by the hours and days of the citizen.
var timeWishes = map[string]timeWish{
	"late-start":  {dayParts: morning | afternoon | evening | night},
	"early-start": {dayParts: early | morning},
	"mornings":    {dayParts: early | morning},
	"afternoons":  {dayParts: afternoon},
	"evenings":    {dayParts: evening},
	"nights":      {dayParts: night},
	"no-evenings": {dayParts: early | morning | afternoon},
	"no-nights":   {dayParts: early | morning | afternoon | evening},
	"daytime":     {dayParts: early | morning | afternoon},
	"weekends":    {days: weekend},
	"no-weekends": {days: weekdays},
	"fixed-hours": {condition: "fixed_times"},
	"flex-hours":  {condition: "flexible_start"},
	"breaks":      {condition: "extra_breaks"},
}
