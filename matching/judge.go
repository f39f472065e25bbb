package matching

import (
	"slices"
)

// outcome is the result for one workplace.
type outcome struct {
	option
	key   key
	block int // index of the first criterion that blocks, noBlock, or one of the states below
}

const (
	noBlock   = -1
	noLink    = -2 // nothing to do with the goal
	isCeased  = -3
	isSkipped = -4 // removed, or filtered out
)

// judgeCompany finds the best way to work at a workplace, and whether something blocks it. Tasks of the bank go first;
// the industry only speaks where no task has to do with the goal. Points may be left uncounted once they cannot come to
// least, and in ways that are blocked.
func (q *query) judgeCompany(s *scratch, ch *chunk, i int, slot uint32, least key) *outcome {
	c, best, o := &ch.companies[i], &s.best, &s.option
	best.block = isSkipped
	if c.state == gone || q.filter.on && !q.filter.passes(ch, i, slot) {
		return best
	}
	o.chunk, o.c, o.slot = ch, c, slot
	best.chunk, best.c, best.slot, best.t, best.fit, best.block = ch, c, slot, nil, noFit, noLink
	tasks, banked, ruledOut := ch.tasksOf(i), false, true
	for t := range tasks {
		if !tasks[t].offered() {
			continue
		}
		banked, ruledOut = true, ruledOut && q.goalFit.rulesOut(&tasks[t])
		if o.t, o.fit = &tasks[t], q.fitTaskAt(c, &tasks[t]); o.fit.Percent >= leastFit {
			key, block := q.judge(o, least)
			best.keepBetter(o, key, block)
		}
	}
	if best.block == noLink && !(banked && ruledOut) {
		if o.t, o.fit = nil, q.fitCompany(c, banked); o.fit.Percent >= leastFit {
			best.t, best.fit = nil, o.fit
			best.key, best.block = q.judgeAlike(s, least)
		}
	}
	if c.state == ceased && best.block != noLink {
		best.block = isCeased
	}
	return best
}

// keepBetter keeps the better of two ways: one that nothing blocks, then the one of the better section, with the higher
// score, and with the better fit.
func (best *outcome) keepBetter(o *option, key key, block int) {
	better := best.block == noLink
	switch was := best.block == noBlock; {
	case better:
	case block != noBlock:
		better = !was && o.fit.Percent > best.fit.Percent
	default:
		better = !was || key > best.key || key == best.key && o.fit.Percent > best.fit.Percent
	}
	if better {
		best.t, best.fit, best.key, best.block = o.t, o.fit, key, block
	}
}

// key orders options by what is shown of them: the section, then the score, and where that is the same the fit and the
// points of the circumstances out of the most there are, in tenths of a percent. Each has its place in the number.
type key int

// The places are parted by more than any percent, and than any tenth of a percent.
const keyStep, finestStep = 101, 1001

func keyOf(section, score, fit, points, most int) key {
	finest := 0
	if most > 0 {
		finest = 1000 * points / most
	}
	return key(((section*keyStep+score)*keyStep+fit)*finestStep + finest)
}

func (k key) section() int { return int(k) / (keyStep * keyStep * finestStep) }
func (k key) score() int   { return int(k) / (keyStep * finestStep) % keyStep }

// judge gives the key of one way and its first block. A key below least may be given too low: points are left uncounted
// once they cannot come to it.
func (q *query) judge(o *option, least key) (key, int) {
	section, fit, need := o.section(), int(o.fit.Percent), 0
	switch {
	case section < least.section():
		need = q.total + 1
	case section == least.section():
		need = q.leastSum(fit, least.score())
	}
	sum, block := q.sum(o, need)
	if o.fit.Source == FitNoGoal {
		// Nothing was asked for that could be weighed: the day's shuffle orders.
		return keyOf(section, 0, 0, 0, 0), block
	}
	return keyOf(section, order(fit, percent(sum, q.total), q.base), fit, sum, q.total), block
}

// judging is the order in which circumstances are judged: whatever can block, in the order of the table, then the
// others, heaviest first, so that hopeless ways are left early. The task, first in the table, is no circumstance.
var judging, lastBlock = func() (order [ruleCount - 1]uint8, last int) {
	n := 0
	for _, blocks := range []bool{true, false} {
		for i := 1; i < len(criteria); i++ {
			if criteria[i].Blocks == blocks {
				order[n] = uint8(i)
				n++
			}
		}
		if blocks {
			last = n - 1
		}
	}
	rest := order[last+1:]
	slices.SortStableFunc(rest, func(a, b uint8) int { return criteria[b].Weight - criteria[a].Weight })
	return order, last
}()

// sum adds up the points of the circumstances of one way and finds the first block. With a block, or once least is out
// of reach, it leaves the rest uncounted.
func (q *query) sum(o *option, least int) (sum, block int) {
	for n, i := range judging {
		if n > lastBlock && sum+q.rest[n] < least {
			return sum, noBlock
		}
		judge, most := criteria[i].judge, q.max[i]
		for item := range q.items[i] {
			m := judge(q, o, item, nil)
			sum += points(m.share, most)
			if !m.blocks {
				continue
			}
			if _, yes := q.overruledBy(o.slot, criteria[i].Key); !yes {
				return sum, int(i)
			}
		}
	}
	return sum, noBlock
}

// points is a share of the most points, rounded to the nearest.
func points(share, most int) int { return (share*most + 50) / 100 }

// reasons says what counted. The points are those that sum adds up: each criterion is one function for both.
func (q *query) reasons(o *option) []Reason {
	var out []Reason
	for i := range criteria {
		for item := range q.items[i] {
			r := Reason{Criterion: criteria[i].Key, Item: item, Max: q.mostOf(i)}
			m := criteria[i].judge(q, o, item, &r)
			r.Points, r.Blocks = points(m.share, r.Max), m.blocks
			if v, yes := q.overruledBy(o.slot, r.Criterion); yes && r.Blocks {
				r.Blocks, r.Overruled = false, v.Reason
			}
			out = append(out, r)
		}
	}
	return out
}

// mostOf is the most that a reason of a criterion can have: of the task its percent, of a circumstance its points.
func (q *query) mostOf(i int) int {
	if i == 0 {
		return 100
	}
	return q.max[i]
}

// blockKey names a block.
func blockKey(block int) string {
	switch block {
	case noLink:
		return BlockNoLink
	case isCeased:
		return BlockCeased
	case isSkipped:
		return BlockFilter
	}
	return criteria[block].Key
}
