package matching

import (
	"slices"

	"jobspor/model"
)

// Request asks for workplaces for a citizen's goals. With a citizen, goals and overrides come from the request when
// given, else from the snapshot. Without one (jobspor match --goal) only Words and From are known, and criteria about
// what the citizen can are left out.
type Request struct {
	Citizen   *model.Citizen
	Goals     []*model.Goal
	Words     string            // a goal in words; goes before Goals
	From      string            // postcode to travel from; goes before the citizen's
	Today     model.Date        // ages and pauses are seen from here
	Seed      uint32            // of the day; orders equals
	Weights   Weights           //
	Overrides []*model.Override // go before the snapshot's
	Limit     int               // rows wanted; 0 is 50, below 0 all
	Filter    Filter
}

// Filter narrows which workplaces are looked at. Empty fields let everything through.
type Filter struct {
	IDs       []string // of companies
	Divisions []string // two digits
	Relations []string // of model.Relations
	TaskBank  bool     // only those with an open task in their bank
}

// defaultLimit is the number of rows when none is said.
const defaultLimit = 50

// hopedMore is how many more hours growth is measured by when no hope was told, in quarters of an hour.
const hopedMore = 4 * 4

// query is a request made ready for a million companies: tables instead of texts.
type query struct {
	snap    *Snapshot
	goalFit *goalFit
	read    Read // of the aim, and of the citizen's wishes
	noGoal  bool // nothing to fit: no goal, or none that was understood; then all workplaces are candidates
	unread  bool // there are words, but none that were understood

	named     bool   // there is a citizen
	self      uint32 // the citizen in histories, 0 for nobody
	hours     uint8
	hoped     uint8
	days      uint8
	dayParts  uint8
	softDays  bool // days and times were only said in passing: they count but do not block
	softTimes bool
	danish    uint8
	licences  uint8
	transport uint8
	place     uint16
	limit     int
	needs     []uint8 // conditions
	seeks     []uint8 // loads that are wished for
	tried     *tried  // nil when nothing was

	today model.Date
	seed  uint32
	trips []trip // by place; nil when only a few are asked for

	items, max [ruleCount]int
	rest       [ruleCount - 1]int // the most that is left from each step of judging on
	total      int                // the most that circumstances can give
	base       int                // what the fit weighs beside the 40 of the circumstances
	over       map[uint32][]Overruled
	filter     filter
	limitRows  int
}

// query makes a request ready.
func (s *Snapshot) query(r *Request) *query {
	p := &person{place: noPlace, hoursNow: unknown, hoursHoped: unknown}
	if r.Citizen != nil {
		p = s.knowledge.person(r.Citizen)
		if known, ok := s.people.get(p.id); ok {
			p.goals, p.tried = known.goals, known.tried
		}
	}
	if r.Goals != nil {
		p.goals = nil
		for _, g := range r.Goals {
			p.goals = append(p.goals, goalOf(g))
		}
	}
	if r.Words != "" {
		p.goals = []goal{{words: r.Words}}
	}
	if r.From != "" {
		p.place = s.place(r.From)
	}
	q := s.queryOf(p, r.Citizen != nil)
	q.today, q.seed = r.Today, r.Seed
	if q.place != noPlace {
		q.trips = s.tripsFrom(q.place, q.transport)
	}
	q.setWeights(r.Weights)
	over, _ := s.overrules.get(p.id)
	if r.Overrides != nil {
		over = nil
		for _, o := range r.Overrides {
			over = append(over, overruled(o))
		}
	}
	q.overrule(over)
	q.filter = s.filter(&r.Filter)
	q.limitRows = r.Limit
	if r.Limit == 0 {
		q.limitRows = defaultLimit
	}
	return q
}

// queryOf takes over what a person can and wants.
func (s *Snapshot) queryOf(p *person, named bool) *query {
	q := &query{
		snap: s, goalFit: s.goalFit(p.goals), named: named,
		hours: p.hoursNow, hoped: p.hoursHoped, days: p.days, dayParts: p.dayParts, danish: p.danish,
		licences: p.licences, transport: p.transport, place: p.place, limit: int(p.maxMinutes),
	}
	if named {
		q.self = citizenHash(p.id)
	}
	if q.hoped == unknown && q.hours != unknown {
		q.hoped = min(q.hours+hopedMore, uint8(model.FullWeek))
	}
	q.setNeeds(p)
	q.tried = s.triedBy(p.tried)
	q.noGoal = !slices.ContainsFunc(q.goalFit.named, func(f uint8) bool { return f > 0 })
	q.unread = q.noGoal && slices.ContainsFunc(q.goalFit.read.Goals, func(g ReadGoal) bool { return g.Unread })
	return q
}

// setNeeds turns conditions and what was said in the goals and wishes into needs and wishes.
func (q *query) setNeeds(p *person) {
	said := q.snap.parseGoal(p.wishes)
	q.read = q.goalFit.read
	read := &q.read
	read.Avoid, read.Seek = merge(slices.Clone(read.Avoid), said.avoid), merge(slices.Clone(read.Seek), said.seek)
	read.Time = merge(slices.Clone(read.Time), said.times)
	need := p.conditions | q.setTimeWishes(read.Time)
	for _, l := range read.Avoid {
		need |= bit(loadCondition(l))
	}
	for i := range model.WorkConditions {
		if need.has(i) {
			q.needs = append(q.needs, uint8(i))
		}
	}
	for i, l := range model.Loads {
		if slices.Contains(read.Seek, l) {
			q.seeks = append(q.seeks, uint8(i))
		}
	}
}

// setTimeWishes takes over wishes about time where the citizen has not said days and times of day, and gives the
// conditions among them. Wishes never block.
func (q *query) setTimeWishes(wishes []string) (need bitset) {
	days, dayParts := uint8(allDays), uint8(allParts)
	for _, w := range wishes {
		t := timeWishes[w]
		if t.days != 0 && days&t.days != 0 {
			days &= t.days
		}
		if t.dayParts != 0 && dayParts&t.dayParts != 0 {
			dayParts &= t.dayParts
		}
		if t.condition != "" {
			need |= keySet(conditionKeys, []string{string(t.condition)})
		}
	}
	if q.days == 0 && days != allDays {
		q.days, q.softDays = days, true
	}
	if q.dayParts == 0 && dayParts != allParts {
		q.dayParts, q.softTimes = dayParts, true
	}
	return need
}

// setWeights sets what every criterion can give.
func (q *query) setWeights(w Weights) {
	for i := range criteria {
		q.max[i] = w.points(criteria[i].Criterion)
		q.items[i] = criteria[i].items(q)
	}
	q.base = q.max[0]
	left := 0
	for n := len(judging) - 1; n >= 0; n-- {
		i := judging[n]
		left += q.max[i] * q.items[i]
		q.rest[n] = left
	}
	q.total = left
}

func (q *query) overrule(list []Overruled) {
	for _, o := range list {
		if slot, ok := q.snap.slot(o.CompanyID); ok {
			if q.over == nil {
				q.over = map[uint32][]Overruled{}
			}
			q.over[slot] = append(q.over[slot], o)
		}
	}
}

// overruledBy gives the decision that takes a block of a criterion away.
func (q *query) overruledBy(slot uint32, criterion string) (Overruled, bool) {
	for _, o := range q.over[slot] {
		if o.Criterion == criterion {
			return o, true
		}
	}
	return Overruled{}, false
}

// trip is the way to a place.
func (q *query) trip(place uint16) trip {
	if q.trips != nil {
		return q.trips[place]
	}
	return tripOf(q.snap.places.km(q.place, place), q.transport)
}

// filter is a Filter made ready.
type filter struct {
	on        bool
	slots     map[uint32]bool
	divisions [100]bool
	anyDiv    bool
	relations bitset
	taskBank  bool
}

func (s *Snapshot) filter(f *Filter) filter {
	out := filter{anyDiv: len(f.Divisions) == 0, taskBank: f.TaskBank}
	if f.IDs != nil {
		out.slots = map[uint32]bool{}
		for _, id := range f.IDs {
			if n, ok := s.slot(id); ok {
				out.slots[n] = true
			}
		}
	}
	for _, d := range f.Divisions {
		if v := division(d); v < 100 {
			out.divisions[v] = true
		}
	}
	for _, r := range f.Relations {
		out.relations |= bit(int(levelOf(model.Relations, r)))
	}
	out.on = out.slots != nil || !out.anyDiv || out.relations != 0 || out.taskBank
	return out
}

func (f *filter) passes(ch *chunk, i int, slot uint32) bool {
	c := &ch.companies[i]
	return !f.on || (f.slots == nil || f.slots[slot]) && (f.anyDiv || f.divisions[c.division]) &&
		(f.relations == 0 || f.relations.has(int(c.relation))) &&
		(!f.taskBank || slices.ContainsFunc(ch.tasksOf(i), func(t task) bool { return t.offered() }))
}
