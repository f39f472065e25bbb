package matching

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"jobspor/model"
)

// CallRoundRequest asks for a call round (ringerunde): which few workplaces to call so that most citizens get a real
// chance.
type CallRoundRequest struct {
	Citizens []string // IDs; closed ones are left out
	Calls    int      // workplaces to call at most, up to MaxCalls; 0 is DefaultCalls
	Skip     []string // workplaces that are not to be called: called already, or not wanted
	Today    model.Date
	Seed     uint32 // of the day; orders equals
	Weights  Weights
}

// DefaultCalls is how many calls a round has when none is said: what one consultant makes in a week beside the rest.
const DefaultCalls = 10

// MaxCalls is the most calls that can be asked for.
const MaxCalls = 100

// callAbout is how many citizens one call is about at most where the workplace has not said how many places it has or
// how many it wants to be asked about: with three a month its rotation is down to the last tenth.
const callAbout = 3

// CallRound is the answer to a CallRoundRequest. Nothing of it is kept, and no score stands on a person.
type CallRound struct {
	Calls   []Call
	Without []NoCall // citizens whom no call is about, in the order of the request
	Asked   int      // citizens that were looked at
	Seed    uint32
}

// Call is one workplace to call.
type Call struct {
	CompanyID string
	Turn      int              // 1 when it gives citizens their first chance in this round, 2 a second one, …
	For       []Row            // one for each citizen it is about, best first
	Questions []SharedQuestion // what to ask once for all of them, in the order of a talk
}

// SharedQuestion is a question with the citizens whom its answer concerns. Its Swing is the sum of theirs.
type SharedQuestion struct {
	Question
	Citizens []string
}

// NoCall says why no call is about a citizen.
type NoCall struct {
	CitizenID string
	Why       string // in words "callround.without.<Why>"
}

// Why no call is about a citizen.
const (
	NoCitizen  = "gone"   // there is no such citizen, or the case is closed
	NoGoal     = "goal"   // no goal, or none that was understood
	NoChance   = "chance" // no workplace gives a real chance
	NoneLeft   = "left"   // only workplaces that the request leaves out
	NoRoom     = "room"   // there are such workplaces, but they have no room for one more
	NoCallLeft = "calls"  // there are such workplaces, but not within so many calls
)

// CallRound proposes a call round. A workplace is a real chance for a citizen when its fit is GoodFit or more, nothing
// blocks, it is not known to be full, and nobody has asked it about this citizen within the last week or has one of the
// citizen's placements there open. A call is about no more citizens than the workplace has places, of the task where it
// says so, and wants to be asked about in a month. See cover for how workplaces are chosen. The same rows, day and seed
// always give the same round. It fails only when ctx ends.
func (s *Snapshot) CallRound(ctx context.Context, r CallRoundRequest) (*CallRound, error) {
	b := &roundBuilder{snap: s, sites: map[uint32]*site{}, taskAt: map[uint32]map[string]int{}}
	out := &CallRound{Seed: r.Seed}
	ids := slices.Compact(slices.Sorted(slices.Values(r.Citizens)))
	found := make([][]chance, len(ids))
	var wg sync.WaitGroup
	limit := make(chan struct{}, 2)
	for i, id := range ids {
		p, ok := s.person(id)
		if !ok || p.closed {
			b.queries = append(b.queries, nil)
			out.Without = append(out.Without, NoCall{id, NoCitizen})
			continue
		}
		q := s.queryFor(p, &ReverseRequest{Today: r.Today, Seed: r.Seed, Weights: r.Weights})
		b.queries = append(b.queries, q)
		if q.noGoal {
			out.Without = append(out.Without, NoCall{id, NoGoal})
			continue
		}
		wg.Go(func() {
			limit <- struct{}{}
			defer func() { <-limit }()
			if q.place != noPlace {
				q.trips = s.tripsFrom(q.place, q.transport)
			}
			found[i] = q.chances(ctx)
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("plan the calls: %w", err)
	}
	skip := map[uint32]bool{}
	for _, id := range r.Skip {
		if slot, ok := s.slot(id); ok {
			skip[slot] = true
		}
	}
	open := make([]bool, len(ids))
	for i := range found {
		for _, c := range found[i] {
			if !skip[c.slot] {
				b.add(i, c, r)
				open[i] = true
			}
		}
	}
	calls := min(r.Calls, MaxCalls)
	if calls <= 0 {
		calls = DefaultCalls
	}
	slots := slices.Sorted(maps.Keys(b.sites))
	sites := make([]site, len(slots))
	for i, slot := range slots {
		sites[i] = *b.sites[slot]
	}
	called := make([]bool, len(ids))
	for _, p := range cover(sites, len(ids), calls) {
		call := Call{CompanyID: b.id(slots[p.site]), Turn: p.turn}
		for _, o := range p.by {
			row := b.queries[o.citizen].row(slots[p.site])
			row.CitizenID, called[o.citizen] = ids[o.citizen], true
			call.For = append(call.For, row)
		}
		call.Questions = sharedQuestions(call.For)
		out.Calls = append(out.Calls, call)
	}
	room := reachable(sites, called)
	for i, id := range ids {
		switch {
		case b.queries[i] == nil || b.queries[i].noGoal || called[i]:
		case len(found[i]) == 0:
			out.Without = append(out.Without, NoCall{id, NoChance})
		case !open[i]:
			out.Without = append(out.Without, NoCall{id, NoneLeft})
		case !room[i]:
			out.Without = append(out.Without, NoCall{id, NoRoom})
		default:
			out.Without = append(out.Without, NoCall{id, NoCallLeft})
		}
	}
	out.Asked = len(ids)
	slices.SortStableFunc(out.Without, func(a, b NoCall) int {
		return cmp.Compare(slices.Index(r.Citizens, a.CitizenID), slices.Index(r.Citizens, b.CitizenID))
	})
	return out, nil
}

// chance is a workplace that is a real chance for a citizen.
type chance struct {
	slot  uint32
	task  string // its ID, "" for the workplace as a whole
	room  int    // of the task
	score int
}

// chances lists the workplaces that are a real chance.
func (q *query) chances(ctx context.Context) []chance {
	var out []chance
	s := newScratch()
	least := keyOf(good, 0, 0, 0, 0)
	for n, ch := range q.snap.chunks {
		if ctx.Err() != nil {
			return nil
		}
		for i := range ch.companies {
			slot := uint32(n*chunkSize + i)
			f := q.judgeCompany(s, ch, i, slot, least)
			if f.block != noBlock || f.section() != good || q.askedLately(ch, i, slot) {
				continue
			}
			c := chance{slot: slot, room: callAbout, score: f.key.score()}
			if f.t != nil {
				c.task = ch.taskID(f.t)
			}
			switch places, known := q.places(&f.option); {
			case known && places == 0:
				continue
			case known && f.t != nil && f.t.openPlaces != unknown:
				c.room = places
			}
			out = append(out, c)
		}
	}
	return out
}

// askedLately reports whether a workplace was asked about this citizen within the last week, or something is already
// under way between them.
func (q *query) askedLately(ch *chunk, i int, slot uint32) bool {
	if q.tried != nil && q.tried.here[slot].open {
		return true
	}
	return slices.ContainsFunc(ch.histories[ch.companies[i].history], func(t event) bool {
		return t.citizen == q.self && t.stay == noPlacement && t.on <= q.today && int(q.today-t.on) < restDays
	})
}

// roundBuilder collects the workplaces of a round.
type roundBuilder struct {
	snap    *Snapshot
	queries []*query
	sites   map[uint32]*site
	taskAt  map[uint32]map[string]int
}

func (b *roundBuilder) id(slot uint32) string {
	ch, i := b.snap.at(slot)
	return ch.id(i)
}

func (b *roundBuilder) add(citizen int, c chance, r CallRoundRequest) {
	at := b.sites[c.slot]
	if at == nil {
		at = &site{room: b.room(c.slot, r.Today), tie: tieOf(r.Seed, b.id(c.slot))}
		b.sites[c.slot], b.taskAt[c.slot] = at, map[string]int{}
	}
	task, ok := b.taskAt[c.slot][c.task]
	if !ok {
		task = len(at.taskRoom)
		b.taskAt[c.slot][c.task] = task
		at.taskRoom = append(at.taskRoom, c.room)
	}
	at.offers = append(at.offers, offer{citizen: citizen, task: task, score: c.score})
}

// room is how many citizens one call to a workplace can be about.
func (b *roundBuilder) room(slot uint32, today model.Date) int {
	ch, i := b.snap.at(slot)
	c, room := &ch.companies[i], callAbout
	o := option{c: c}
	if n, known := (&query{today: today}).places(&o); known && n > 0 {
		room = n
	}
	if c.askMost != unknown {
		room = min(room, int(c.askMost)-loadOf(ch.histories[c.history], today, 0).month)
	}
	return max(room, 0)
}

// sharedQuestions joins the questions of several rows about one workplace: each is asked once, with those whom it
// concerns. Of the hours one can start with, the fewest are asked for: a workplace that can do with these can do with
// the others.
func sharedQuestions(rows []Row) []SharedQuestion {
	var list []Question
	about := map[string]*SharedQuestion{}
	key := func(q Question) string { return q.Key + "\x00" + q.TaskID + "\x00" + q.Answer.Field + q.Answer.Value }
	for _, row := range rows {
		for _, q := range Questions(row) {
			c := about[key(q)]
			if c == nil {
				c = &SharedQuestion{Question: q}
				c.Swing = 0
				about[key(q)] = c
				list = append(list, q)
			}
			c.Swing += q.Swing
			c.Citizens = append(c.Citizens, row.CitizenID)
			if was, ok := c.Args["hours"].(model.Hours); ok {
				if h, ok := q.Args["hours"].(model.Hours); ok && h < was {
					c.Args = q.Args
				}
			}
		}
	}
	var out []SharedQuestion
	for _, q := range TalkOrder(list) {
		out = append(out, *about[key(q)])
	}
	return out
}
