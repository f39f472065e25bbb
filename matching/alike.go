package matching

// This file judges workplaces of which nothing is told but where they lie and what they do, which most of a register
// are: those with the same place and the same fit are alike, and judging one of them judges them all.

// scratch is what a goroutine that judges many workplaces keeps from one to the next. Criteria are called through a
// table, so an option made for each workplace would be garbage.
type scratch struct {
	option option    // the way that is being judged
	best   outcome   // of the workplace that was judged last
	alike  []verdict // by verdictAt; nil to judge every workplace by itself
}

// verdict is how a workplace was judged that all others like it share.
type verdict struct {
	key   key
	fit   Fit
	place uint16
	block int8
	known bool
}

// verdictBits bounds the verdicts that are kept; a newer one takes the place of an older one with the same number.
const verdictBits = 13

func verdictAt(place uint16, f Fit) uint32 {
	h := uint32(place)<<16 | uint32(f.Occupation)
	h ^= uint32(f.Percent)<<8 | uint32(f.Source)
	return h * 2654435769 >> (32 - verdictBits) // Fibonacci hashing (Knuth, TAOCP 6.4)
}

// newScratch is for judging all workplaces of a snapshot.
func newScratch() *scratch { return &scratch{alike: make([]verdict, 1<<verdictBits)} }

// toldNothing is a workplace of which nothing is told.
var toldNothing = company{hosted: noCount, hostedPaid: noCount, minHours: unknown, maxHours: unknown,
	openPlaces: unknown, askMost: unknown}

// isUntold reports whether nothing is told of a workplace but where it lies and what it does, tasks left aside. A field
// that a company gets later counts as told unless it is named here.
func (c *company) isUntold() bool {
	blank := toldNothing
	blank.place, blank.division, blank.trade, blank.nameTrade, blank.name =
		c.place, c.division, c.trade, c.nameTrade, c.name
	blank.taskAt, blank.tasks, blank.untold = c.taskAt, c.tasks, c.untold
	return *c == blank
}

// judgeAlike is judge for a workplace without a task that fits: how one was judged is remembered for those alike.
func (q *query) judgeAlike(s *scratch, least key) (key, int) {
	o := &s.option
	if s.alike == nil || !o.c.untold || q.acquainted(o.slot) {
		return q.judge(o, least)
	}
	v := &s.alike[verdictAt(o.c.place, o.fit)]
	if !v.known || v.place != o.c.place || v.fit != o.fit {
		*v = verdict{place: o.c.place, fit: o.fit, known: true}
		key, block := q.judge(o, 0)
		v.key, v.block = key, int8(block)
	}
	return v.key, int(v.block)
}

// acquainted reports whether there is something between the citizen and a workplace: a trial, or a decision.
func (q *query) acquainted(slot uint32) bool {
	if q.over[slot] != nil {
		return true
	}
	if q.tried == nil {
		return false
	}
	_, here := q.tried.here[slot]
	return here
}
