package matching

import (
	"context"
	"fmt"
	"slices"

	"jobspor/model"
)

// Variation is one change to what the citizen can or needs, and how many candidates it would give.
type Variation struct {
	Key        string // "match.whatif.minutes"
	Args       model.Args
	Candidates int
	More       int // against the request as it is; below 0 when there would be fewer
}

// variant changes a query of its own.
type variant struct {
	key    string
	args   model.Args
	change func(*query)
}

// WhatIf tries one change at a time: more minutes on the way, two hours more or fewer, another way to travel, each
// condition left out, each further weekday and time of day, each licence, more Danish. Changes that give most come
// first. Nothing is kept. It fails only when ctx ends.
func (s *Snapshot) WhatIf(ctx context.Context, r Request) ([]Variation, error) {
	base := s.query(&r)
	base.limitRows = 1
	now, err := base.scan(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("count workplaces: %w", err)
	}
	var out []Variation
	for _, v := range base.variants() {
		q := *base
		v.change(&q)
		if q.place != noPlace && q.transport != base.transport {
			q.trips = s.tripsFrom(q.place, q.transport)
		}
		q.setWeights(r.Weights)
		t, err := q.scan(ctx, nil)
		if err != nil {
			return nil, fmt.Errorf("count workplaces: %w", err)
		}
		out = append(out,
			Variation{Key: v.key, Args: v.args, Candidates: t.candidates(), More: t.candidates() - now.candidates()})
	}
	slices.SortStableFunc(out, func(a, b Variation) int { return b.More - a.More })
	return out, nil
}

// twoHours in quarters.
const twoHours = 8

// variants lists what can be tried for this citizen.
func (q *query) variants() []variant {
	var out []variant
	add := func(key string, args model.Args, change func(*query)) {
		out = append(out, variant{"match.whatif." + key, args, change})
	}
	if q.limit > 0 && q.place != noPlace {
		for _, n := range []int{10, 20} {
			add("minutes", model.Args{"n": n}, func(q *query) { q.limit += n })
		}
		for i, m := range model.Transport {
			if i > 0 && q.transport != 0 && q.transport>>i&1 == 0 { // nobody has to be told to walk
				add("mode", model.Args{"mode": Word("match.mode." + m)}, func(q *query) { q.transport |= 1 << i })
			}
		}
	}
	if q.hours != unknown {
		if q.hours > twoHours {
			add("hours.fewer", model.Args{"n": 2}, func(q *query) { q.hours -= twoHours })
		}
		if int(q.hours)+twoHours <= int(model.FullWeek) {
			add("hours.more", model.Args{"n": 2}, func(q *query) {
				q.hours += twoHours
				q.hoped = max(q.hoped, q.hours)
			})
		}
	}
	for i, need := range q.needs {
		add("condition", model.Args{"condition": Word("match.condition." + conditionKeys[need])}, func(q *query) {
			q.needs = slices.Delete(slices.Clone(q.needs), i, i+1)
		})
	}
	for i, d := range model.Days {
		if q.days != 0 && q.days>>i&1 == 0 {
			add("day", model.Args{"day": Word("match.day." + d)}, func(q *query) { q.days |= 1 << i })
		}
	}
	for i, p := range model.DayParts {
		if q.dayParts != 0 && q.dayParts>>i&1 == 0 {
			add("part", model.Args{"part": Word("match.part." + p)}, func(q *query) { q.dayParts |= 1 << i })
		}
	}
	for i, l := range model.Licences {
		if q.named && q.licences>>i&1 == 0 {
			add("licence", model.Args{"licence": Word("match.licence.name." + l)},
				func(q *query) { q.licences |= 1 << i })
		}
	}
	if q.danish != 0 && int(q.danish) < len(model.DanishLevels) {
		add("danish", model.Args{"level": Word("match.level." + model.DanishLevels[q.danish])},
			func(q *query) { q.danish++ })
	}
	return out
}
