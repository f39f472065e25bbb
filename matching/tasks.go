package matching

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"jobspor/matching/words"
	"jobspor/model"
)

// This file reads what a task says of itself. The same words mean different work in different trades ("skifte ble" in a
// nursery and in a nursing home), so what the workplace usually does is weighed with what the words say: it is a prior
// and no filter.

// workText is what is known of a task's name and occupation.
type workText struct {
	links     [maxLinks]link
	stems     [maxStems]uint32
	confirmed bool // links come from an occupation that somebody wrote for the task
}

// Weights of reading a task, chosen on the tuning half of testdata/task_phrases.txt.
const (
	taskCover = 1.0  // the share of the words' information that an occupation's words cover
	taskLink  = 0.5  // the linker's score
	taskUsual = 0.6  // an occupation that the trade, or else the division, lives by
	taskPlace = 0.02 // taken off for each place further down among them
	taskOther = 0.5  // factor on what the words say of an occupation that is not usual there
	taskPart  = 0.7  // a compound's part beside the whole word
	taskLight = 0.4  // a word that says that something is done but hardly what
)

// Limits of reading a task: how many of the linker's results are looked at, and how much of an occupation the words
// themselves must say: without that, only the trade speaks, which is not the task's to say.
const (
	taskLinks = 40
	leastSaid = 0.05
	rareUses  = 3 // a word that nobody has tells as much as one that so many occupations have
)

// taskMemo has texts read during Build, because most titles of task banks repeat.
type taskMemo struct {
	mu    sync.Mutex
	texts map[string]workText
	said  map[string][]taskReading
}

// TaskReader knows which words speak of which occupations. It learns when it is first asked, because most banks say
// the occupation of a task; safe for concurrent use.
type TaskReader struct {
	learnt      sync.Once
	occupations []model.Occupation
	tasks       map[string][]string
	splitter    *words.Splitter

	terms map[uint32][]termUse
	worth map[uint32]float64 // how much a stem tells, by how few occupations have it
	rare  float64            // of a stem that no occupation has
	light map[uint32]bool    // stems of words that say that something is done but hardly what
}

// termUse is an occupation that a stem speaks of, and how clearly, 0 to 1.
type termUse struct {
	occupation uint16
	weight     float32
}

// NewTaskReader makes a reader of tasks for these occupations; tasks are what people do in them by their ID, beside what
// the occupations say themselves. The splitter is what NewSplitter learns from them.
func NewTaskReader(list []model.Occupation, tasks map[string][]string, splitter *words.Splitter) *TaskReader {
	return &TaskReader{occupations: numbered(list), tasks: tasks, splitter: splitter}
}

// learn reads the names and tasks of the occupations.
func (r *TaskReader) learn() {
	r.terms, r.worth, r.light = map[uint32][]termUse{}, map[uint32]float64{}, map[uint32]bool{}
	stems := map[string][]uint32{} // by word; most words come again
	for n := range r.occupations {
		occ := &r.occupations[n]
		for _, text := range slices.Concat([]string{occ.Label}, occ.Synonyms, occ.Tasks, r.tasks[occ.ID]) {
			for _, w := range words.Tokens(text) {
				list, known := stems[w]
				if !known {
					list = stemsOf(r.splitter, w)
					stems[w] = list
				}
				for i, stem := range list {
					weight := float32(1)
					if i > 0 {
						weight = taskPart
					} else if words.Light(w) {
						r.light[stem] = true
					}
					r.use(stem, termUse{uint16(n), weight})
				}
			}
		}
	}
	all := float64(len(r.occupations) + 1)
	for stem, list := range r.terms {
		r.worth[stem] = math.Log(all / float64(len(list)))
	}
	r.rare = math.Log(all / rareUses)
}

// use notes that a stem speaks of an occupation.
func (r *TaskReader) use(stem uint32, u termUse) {
	list := r.terms[stem]
	if n := len(list); n > 0 && list[n-1].occupation == u.occupation {
		list[n-1].weight = max(list[n-1].weight, u.weight)
		return
	}
	r.terms[stem] = append(list, u)
}

// taskReading is an occupation that a text may speak of.
type taskReading struct {
	occupation uint16
	said       float64 // what the words say
	score      float64 // that, and how usual the occupation is at the workplace
}

// covers gives the occupations that a text speaks of, by the share of its information that their words cover, 0 to 1.
func (r *TaskReader) covers(list [][]uint32) map[uint16]float64 {
	r.learnt.Do(r.learn)
	out := map[uint16]float64{}
	whole := 0.0
	for _, stems := range list {
		most, best := 0.0, map[uint16]float64{}
		for i, stem := range stems {
			worth := r.worth[stem]
			if i > 0 {
				worth *= taskPart
			}
			most = max(most, worth)
			for _, u := range r.terms[stem] {
				best[u.occupation] = max(best[u.occupation], worth*float64(u.weight))
			}
		}
		if most == 0 {
			most = r.rare
		}
		weight := 1.0
		if r.light[stems[0]] {
			weight = taskLight
		}
		whole += most * weight
		for o, v := range best {
			out[o] += v * weight
		}
	}
	for o := range out {
		out[o] /= whole
	}
	return out
}

// said gives the occupations that a text speaks of wherever it stands, in the order of the lexicon.
func (k *knowledge) said(text string) []taskReading {
	k.memo.mu.Lock()
	out, ok := k.memo.said[text]
	k.memo.mu.Unlock()
	if ok {
		return out
	}
	said := k.tasks.covers(k.wordStems(text))
	for o := range said {
		said[o] *= taskCover
	}
	if k.linker != nil {
		for _, r := range k.linker.Link(text, taskLinks) {
			if n, ok := k.number[r.ID]; ok {
				said[n] += taskLink * min(r.Score, 1) * float64(evidenceShare[r.Evidence]) / 100
			}
		}
	}
	for o, s := range said {
		if s >= leastSaid {
			out = append(out, taskReading{occupation: o, said: s})
		}
	}
	slices.SortFunc(out, func(a, b taskReading) int { return cmp.Compare(a.occupation, b.occupation) })
	k.memo.mu.Lock()
	defer k.memo.mu.Unlock()
	if k.memo.said != nil {
		k.memo.said[text] = out
	}
	return out
}

// readTask reads a text as occupations in the light of what is usual at the workplace, best first.
func (k *knowledge) readTask(text string, usual []usualWork) []taskReading {
	out := slices.Clone(k.said(text))
	for i := range out {
		r := &out[i]
		r.score = r.said
		if len(usual) > 0 && !slices.ContainsFunc(usual, func(u usualWork) bool { return u.occupation == r.occupation }) {
			r.score *= taskOther
		}
	}
	for place, u := range usual {
		i := slices.IndexFunc(out, func(r taskReading) bool { return r.occupation == u.occupation })
		if i < 0 {
			i = len(out)
			out = append(out, taskReading{occupation: u.occupation})
		}
		out[i].score += taskUsual*float64(u.share)/tradeShare - taskPlace*float64(place)
	}
	slices.SortStableFunc(out, func(a, b taskReading) int { return cmp.Compare(b.score, a.score) })
	return out
}

// usualAt is what is usual at a workplace: in its trade, else by its name, else in its division.
func (k *knowledge) usualAt(c *company) []usualWork {
	known := k.trades.all()
	switch {
	case c.trade != 0:
		return known[c.trade]
	case c.nameTrade != 0:
		return known[c.nameTrade]
	}
	return k.usual[c.division%100]
}

// known is what a task's name and occupation say at a workplace where such work is usual. The occupation was written by
// a consultant to say just that; the name is only read where it is missing or means nothing.
func (k *knowledge) known(name, occ string, usual []usualWork) workText {
	key := name + "\x00" + occ
	k.memo.mu.Lock()
	w, ok := k.memo.texts[key]
	k.memo.mu.Unlock()
	if !ok {
		w.stems = k.stems(name + " " + occ)
		w.links = k.linksOf(occ)
		w.confirmed = w.links[0].sure > 0
		k.memo.mu.Lock()
		if k.memo.texts != nil {
			k.memo.texts[key] = w
		}
		k.memo.mu.Unlock()
	}
	if !w.confirmed {
		w.links = k.taskLinks(name, usual)
	}
	return w
}

// taskLinks reads a task's name. A second reading counts by how near it is to the first.
func (k *knowledge) taskLinks(name string, usual []usualWork) (links [maxLinks]link) {
	if n, ok := k.named[words.Fold(name)]; ok {
		links[0] = link{n, 100}
		return links
	}
	list := k.readTask(name, usual)
	for i := range min(len(list), maxLinks) {
		share := list[i].score / list[0].score
		links[i] = link{list[i].occupation, uint8(float64(list[i].sure(usual)) * share * share)}
	}
	return links
}

// How sure a reading is, in percent: one that only the trade speaks for, and the least of one that the trade and the
// words speak for; it grows until the words cover clearSaid.
const (
	tradeAlone   = 40
	tradeAndSaid = 50
	clearSaid    = 0.6
)

// sure is how sure the reading is, in percent, at a workplace where such work is usual.
func (r *taskReading) sure(usual []usualWork) int {
	inTrade := slices.ContainsFunc(usual, func(u usualWork) bool { return u.occupation == r.occupation })
	switch {
	case !inTrade:
		return int(100 * min(r.said, 1))
	case r.said < leastSaid:
		return tradeAlone
	}
	return tradeAndSaid + int((100-tradeAndSaid)*min(r.said/clearSaid, 1))
}

// readAgain reads the tasks of a workplace whose industry or name has changed.
func (k *knowledge) readAgain(tasks []taskRow, c *company) {
	for i := range tasks {
		if t := &tasks[i]; !t.confirmed {
			t.links = k.taskLinks(t.name, k.usualAt(c))
		}
	}
}

// linksOf reads one text. Most are the very name of an occupation, which needs no search.
func (k *knowledge) linksOf(text string) (links [maxLinks]link) {
	if text == "" {
		return links
	}
	if n, ok := k.named[words.Fold(text)]; ok {
		links[0] = link{n, 100}
		return links
	}
	for i, r := range k.link(text, maxLinks) {
		links[i] = r.link
	}
	return links
}

// wordStems gives for every word of a text that carries meaning the hashes of its stem and those of its parts.
func (k *knowledge) wordStems(text string) [][]uint32 {
	var out [][]uint32
	for _, w := range words.Tokens(text) {
		if stems := stemsOf(k.splitter, w); len(stems) > 0 {
			out = append(out, stems)
		}
	}
	return out
}

// stemsOf gives the hashes of a folded word's stem and those of its parts, as far as they carry meaning.
func stemsOf(splitter *words.Splitter, word string) (stems []uint32) {
	for _, part := range append([]string{word}, splitter.Split(word)...) {
		if len(part) < 3 || words.Stop(part) || words.Weak(part) {
			continue
		}
		if h := hash(words.Stem(part)); h != 0 && !slices.Contains(stems, h) {
			stems = append(stems, h)
		}
	}
	return stems
}

// stems are those of a task: the words themselves first, then their parts, as many as there is room for.
func (k *knowledge) stems(text string) (out [maxStems]uint32) {
	n := 0
	list := k.wordStems(text)
	for depth := range maxStems {
		for _, w := range list {
			if depth < len(w) && n < maxStems && !slices.Contains(out[:], w[depth]) {
				out[n] = w[depth]
				n++
			}
		}
	}
	return out
}
