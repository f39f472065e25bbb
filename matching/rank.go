package matching

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Ranking is the answer to a Request: the best rows, and what became of the others.
type Ranking struct {
	Rows       []Row           // best first
	Total      int             // workplaces looked at: active, and let through by the filter
	Candidates int             // of those, the ones with something to do with the goal that nothing blocks
	Sections   map[Section]int // the candidates by section
	Blocked    map[string]int  // something to do with the goal, but blocked: by key of the first block
	Read       Read            // how the goals were understood
	Ask        []Missing       // what would be worth knowing about the citizen
	Seed       uint32
	Weights    Weights
}

// Row is a ranked workplace, or in a reverse match a citizen.
type Row struct {
	CompanyID string
	TaskID    string // the task that fits best, "" when only the industry speaks for it
	CitizenID string // in a reverse match
	Section   Section
	// Score decides the order within a section: Fit × (Base + 40 × Circumstances ÷ 100) ÷ (Base + 40), and
	// Circumstances alone where Base is 0. Each is 0 to 100 and rounded to the nearest.
	Score int
	// Fit is the percent of the reason "task", Source what it is known from. In the section AskFirst it is a guess.
	Fit    int
	Source FitSource
	// Circumstances is Points of Most in percent, what all other reasons count together.
	Circumstances, Points, Most int
	// Base is what the fit weighs, 60 unless the weight of "task" was changed.
	Base int
	// Low and High are the score when everything unknown turned out for the worst and for the best.
	Low, High int
	Reasons   []Reason
}

// Missing is something about the citizen that is not known and left a criterion out: the field of model.Citizen, and
// the question in words.
type Missing struct{ Field, Question string }

// missing lists what is not known of the citizen, in the order to ask.
func (q *query) missing() []Missing {
	var out []Missing
	if !q.named {
		return nil
	}
	for _, f := range []struct {
		field string
		lacks bool
	}{
		{"goal", q.noGoal && !q.unread}, {"goal_words", q.unread}, {"hours_now", q.hours == unknown},
		{"postcode", q.place == noPlace},
		{"transport", q.transport == 0}, {"max_minutes", q.limit == 0}, {"days", q.days == 0 || q.softDays},
		{"day_parts", q.dayParts == 0 || q.softTimes}, {"danish", q.danish == 0},
	} {
		if f.lacks {
			out = append(out, Missing{f.field, "match.citizen." + f.field})
		}
	}
	return out
}

// Match ranks workplaces. Equal scores stand in an order that the seed alone decides, so that the same ten workplaces
// are not always first: by FNV-1a (64 bits) over the four bytes of the seed, least first, and the company's ID,
// smallest first. It fails only when ctx ends.
func (s *Snapshot) Match(ctx context.Context, r Request) (*Ranking, error) {
	q := s.query(&r)
	t, err := q.scan(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("rank workplaces: %w", err)
	}
	out := &Ranking{Total: t.total, Candidates: t.candidates(), Sections: t.bySection(), Blocked: t.blockedBy(),
		Read: q.read, Ask: q.missing(), Seed: r.Seed, Weights: maps.Clone(r.Weights)}
	for _, p := range t.top {
		out.Rows = append(out.Rows, q.row(p.slot))
	}
	return out, nil
}

// row explains one workplace.
func (q *query) row(slot uint32) Row {
	ch, i := q.snap.at(slot)
	f := q.judgeCompany(new(scratch), ch, i, slot, 0)
	return q.explain(Row{CompanyID: ch.id(i)}, ch, &f.option)
}

// explain completes a row. Its numbers are made from its reasons.
func (q *query) explain(row Row, ch *chunk, o *option) Row {
	if o.t != nil {
		row.TaskID = ch.taskID(o.t)
	}
	row.Section, row.Source, row.Reasons = sections[o.section()], o.fit.Source, q.reasons(o)
	row.scored(q.base)
	return row
}

// position is the position of a workplace in the order.
type position struct {
	key  key
	tie  uint64
	slot uint32
}

// tally is what a scan found; those of several workers add up.
type tally struct {
	total, before int
	sections      [len(sections)]int // candidates
	blocked       [ruleCount + 1]int // the last is ceased
	top           []position
	least         key    // below which nothing can get on top any more
	leastTie      uint64 // and with just that key nothing that comes later than this
}

func (t *tally) candidates() (n int) {
	for _, in := range t.sections {
		n += in
	}
	return n
}

func (t *tally) bySection() map[Section]int {
	out := map[Section]int{}
	for i, n := range t.sections {
		if n > 0 {
			out[sections[i]] = n
		}
	}
	return out
}

func (t *tally) blockedBy() map[string]int {
	out := map[string]int{}
	for i, n := range t.blocked {
		if n > 0 && i < len(criteria) {
			out[criteria[i].Key] = n
		} else if n > 0 {
			out[BlockCeased] = n
		}
	}
	return out
}

// order says which of two goes first.
func (q *query) order(a, b position) int {
	if c := cmp.Or(cmp.Compare(b.key, a.key), cmp.Compare(a.tie, b.tie)); c != 0 || a.slot == b.slot {
		return c
	}
	return cmp.Compare(q.id(a.slot), q.id(b.slot))
}

func (q *query) id(slot uint32) string {
	ch, i := q.snap.at(slot)
	return ch.id(i)
}

// tieOf is the documented shuffle.
func tieOf(seed uint32, id string) uint64 {
	h := uint64(14695981039346656037)
	for i := range 4 {
		h = (h ^ uint64(byte(seed>>(8*i)))) * 1099511628211
	}
	for i := range len(id) {
		h = (h ^ uint64(id[i])) * 1099511628211
	}
	return h
}

// scanChunks is the least number of chunks for which a second goroutine pays.
const scanChunks = 8

// worker is what one goroutine of a scan writes at every workplace. Workers stand one after another in memory, and
// cores that use the same cache line wait for each other whenever one of them writes: a ranking took a fourth longer
// when the tallies of two workers met in one line.
type worker struct {
	tally
	scratch
	_ [lineGap]byte
}

// lineGap separates what two cores write. Cache lines have 64 bytes and are fetched in pairs, or have 128.
const lineGap = 128

// scan looks at every company. With a target it also counts the candidates that go before it.
func (q *query) scan(ctx context.Context, target *position) (tally, error) {
	workers := 1
	if len(q.snap.chunks) >= scanChunks {
		workers = min(2, runtime.GOMAXPROCS(0))
	}
	parts := make([]worker, workers)
	var next atomic.Int64
	var wg sync.WaitGroup
	for w := range workers {
		parts[w].scratch, parts[w].leastTie = *newScratch(), math.MaxUint64
		wg.Go(func() {
			for n := int(next.Add(1)) - 1; n < len(q.snap.chunks) && ctx.Err() == nil; n = int(next.Add(1)) - 1 {
				q.scanChunk(n, &parts[w], target)
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return tally{}, err
	}
	return q.join(parts), nil
}

// scanChunk looks at the companies of one chunk.
func (q *query) scanChunk(n int, w *worker, target *position) {
	ch, t := q.snap.chunks[n], &w.tally
	for i := range ch.companies {
		slot := uint32(n*chunkSize + i)
		least := key(0)
		if target == nil {
			least = t.least
		}
		f := q.judgeCompany(&w.scratch, ch, i, slot, least)
		switch f.block {
		case isSkipped:
			continue
		case isCeased:
			t.blocked[len(criteria)]++
			continue
		}
		t.total++
		switch {
		case f.block >= 0:
			t.blocked[f.block]++
		case f.block == noBlock:
			t.sections[f.section()]++
			q.offer(t, position{key: f.key, slot: slot}, target)
		}
	}
}

// offer puts a candidate among the best when it is one of them. The list may grow to twice its length before it is cut,
// so that sorting is rare; what the last cut left sets the score below which nothing needs to be kept.
func (q *query) offer(t *tally, p position, target *position) {
	if target == nil && p.key < t.least {
		return
	}
	p.tie = tieOf(q.seed, q.id(p.slot))
	if target != nil && q.order(p, *target) < 0 {
		t.before++
	}
	if p.key < t.least || p.key == t.least && p.tie > t.leastTie {
		return
	}
	if t.top = append(t.top, p); q.limitRows > 0 && len(t.top) >= 2*q.limitRows {
		q.cut(t)
		last := t.top[len(t.top)-1]
		t.least, t.leastTie = last.key, last.tie
	}
}

// cut keeps the best of what was offered.
func (q *query) cut(t *tally) {
	slices.SortFunc(t.top, q.order)
	if q.limitRows > 0 {
		t.top = t.top[:min(len(t.top), q.limitRows)]
	}
}

// join adds up the workers' tallies. The order of workers plays no part.
func (q *query) join(parts []worker) tally {
	out := parts[0].tally
	for i := range parts[1:] {
		p := &parts[1+i].tally
		out.total += p.total
		out.before += p.before
		out.top = append(out.top, p.top...)
		for i, n := range p.blocked {
			out.blocked[i] += n
		}
		for i, n := range p.sections {
			out.sections[i] += n
		}
	}
	q.cut(&out)
	return out
}
