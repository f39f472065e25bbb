package matching

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"jobspor/model"
)

// ReverseRequest asks for citizens for a workplace: for one of its tasks, or for whatever it has.
type ReverseRequest struct {
	CompanyID string
	TaskID    string // "" takes the best task for each citizen, and the industry where no task fits
	Today     model.Date
	Seed      uint32
	Weights   Weights
	Limit     int // rows wanted; 0 is 50, below 0 all
}

// Reverse ranks citizens for a workplace by the same criteria as Match; closed citizens are left out, and so are those
// without a goal that can be read. Rows name citizens, and nothing of it is kept. It fails with code NotFound when the
// workplace or the task is not there, and when ctx ends.
func (s *Snapshot) Reverse(ctx context.Context, r ReverseRequest) (*Ranking, error) {
	slot, ok := s.slot(r.CompanyID)
	if !ok {
		return nil, model.NewError(model.NotFound, "match.err.company", model.Args{"id": clip(r.CompanyID, 40)})
	}
	ch, i := s.at(slot)
	if r.TaskID != "" {
		if ch, ok = ch.only(i, r.TaskID); !ok {
			return nil, model.NewError(model.NotFound, "match.err.task", model.Args{"id": clip(r.TaskID, 40)})
		}
		i = 0
	}
	out := &Ranking{Blocked: map[string]int{}, Sections: map[Section]int{}, Seed: r.Seed,
		Weights: maps.Clone(r.Weights)}
	var found []citizenPosition
	for _, id := range s.people.ids() {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("rank citizens: %w", err)
		}
		p, ok := s.person(id)
		if !ok || p.closed {
			continue
		}
		q := s.queryFor(p, &r)
		if q.noGoal {
			continue
		}
		out.Total++
		f := q.judgeCompany(new(scratch), ch, i, slot, 0)
		switch {
		case f.block == noBlock:
			out.Candidates++
			out.Sections[sections[f.section()]]++
			found = append(found, citizenPosition{position{f.key, tieOf(r.Seed, id), 0}, id, q, *f})
		case f.block != noLink:
			out.Blocked[blockKey(f.block)]++
		}
	}
	slices.SortFunc(found, citizenPosition.order)
	limit := r.Limit
	if limit == 0 {
		limit = defaultLimit
	}
	if limit > 0 {
		found = found[:min(limit, len(found))]
	}
	for _, c := range found {
		row := Row{CompanyID: r.CompanyID, CitizenID: c.id}
		out.Rows = append(out.Rows, c.q.explain(row, ch, &c.f.option))
	}
	return out, nil
}

// citizenPosition is a citizen among the candidates.
type citizenPosition struct {
	position
	id string
	q  *query
	f  outcome
}

func (a citizenPosition) order(b citizenPosition) int {
	switch {
	case a.key != b.key:
		return int(b.key - a.key)
	case a.tie != b.tie && a.tie < b.tie, a.tie == b.tie && a.id < b.id:
		return -1
	}
	return 1
}

// queryFor makes the request that a citizen's consultant would make.
func (s *Snapshot) queryFor(p *person, r *ReverseRequest) *query {
	q := s.queryOf(p, true)
	q.today, q.seed = r.Today, r.Seed
	q.setWeights(r.Weights)
	over, _ := s.overrules.get(p.id)
	q.overrule(over)
	return q
}

// only gives a chunk with one company and one of its tasks.
func (c *chunk) only(i int, taskID string) (*chunk, bool) {
	for t := range c.tasksOf(i) {
		row := c.tasksOf(i)[t]
		if c.taskID(&row) != taskID || !row.offered() {
			continue
		}
		one := *c
		one.companies = []company{c.companies[i]}
		one.companies[0].taskAt, one.companies[0].tasks = 0, 1
		one.companies[0].division = 0 // the task alone is asked about
		one.tasks = []task{row}
		one.ids, one.idEnds = c.id(i), []uint32{uint32(len(c.id(i)))}
		return &one, true
	}
	return nil, false
}
