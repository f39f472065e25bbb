package store

import (
	"context"
	"maps"
	"slices"
	"time"

	"jobspor/model"
)

// Subscribe calls fn after each commit of this Store, in the goroutine that wrote, and for each entry that Watch finds.
// Who wrote waits for fn, so that it must neither write nor wait for anything: what a slow reader wants goes through a
// queue of its own. The returned function ends the subscription.
func (s *Store) Subscribe(fn func(model.Changed)) (cancel func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.nextID
	s.nextID++
	s.subscribers[id] = fn
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.subscribers, id)
	}
}

// Subscribers is how many subscriptions have not ended.
func (s *Store) Subscribers() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.subscribers)
}

func (s *Store) notify(c model.Changed) {
	s.mu.Lock()
	var fns []func(model.Changed)
	for _, id := range slices.Sorted(maps.Keys(s.subscribers)) { // the oldest hears first
		fns = append(fns, s.subscribers[id])
	}
	s.mu.Unlock()
	for _, fn := range fns {
		fn(c)
	}
}

// markOwn records an entry of this Store, so that Poll does not report it again.
func (s *Store) markOwn(seq int64, committing bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if committing {
		s.own[seq] = true
	} else {
		delete(s.own, seq)
	}
}

// Poll returns what other programs wrote since the last Poll (or since the database was opened). It does not call
// subscribers.
func (s *Store) Poll(ctx context.Context) ([]model.Changed, error) {
	if err := s.WriteAgain(ctx); err != nil {
		return nil, err
	}
	s.mu.Lock()
	from := s.seen
	s.mu.Unlock()
	// Views and exports change nothing, however many rows they count.
	rows, err := s.readers.QueryContext(ctx, `SELECT "seq", CASE WHEN "kind" IN ('view', 'export') THEN 0
		ELSE "count" END FROM "log" WHERE "seq" > ? ORDER BY "seq"`, from)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var found []model.Changed
	var counts []int
	for rows.Next() {
		var c model.Changed
		var n int
		if err := rows.Scan(&c.Seq, &n); err != nil {
			return nil, s.explain(err)
		}
		found, counts = append(found, c), append(counts, n)
	}
	if err := rows.Err(); err != nil {
		return nil, s.explain(err)
	}
	return s.entriesOfOthers(ctx, found, counts)
}

// entriesOfOthers leaves out this Store's own entries, reads the rows of the rest, and advances s.seen.
func (s *Store) entriesOfOthers(
	ctx context.Context, found []model.Changed, counts []int,
) (out []model.Changed, err error) {
	for i, c := range found {
		s.mu.Lock()
		own := s.own[c.Seq]
		s.mu.Unlock()
		if !own {
			if c.Many = counts[i] > manyRows; !c.Many {
				if err = s.changesOf(ctx, &c); err != nil {
					return nil, err
				}
			}
			if c.Many || len(c.Rows) > 0 {
				out = append(out, c)
			}
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range found {
		delete(s.own, c.Seq)
		s.seen = max(s.seen, c.Seq)
	}
	return out, nil
}

// changesOf reads the changes of an entry of another program. Rows that were changed again meanwhile have the state
// after this entry; the later entry is reported after it.
func (s *Store) changesOf(ctx context.Context, c *model.Changed) error {
	rows, err := s.entryRows(ctx, s.readers, c.Seq)
	if err != nil {
		return s.explain(err)
	}
	for _, r := range rows {
		if r.Before == nil && r.After == nil {
			continue // a view changes nothing
		}
		c.Rows = append(c.Rows, model.RowRef{Type: r.Type, ID: r.ID, Gone: r.After == nil})
		c.Changes = append(c.Changes, model.Change{Before: r.Before, After: r.After})
	}
	return nil
}

// Watch looks and calls the subscribers until ctx ends: at intervals, and where the database is on a server at once
// when somebody wrote. What one look missed, because the connection was lost, the next finds.
func (s *Store) Watch(ctx context.Context, every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	told := make(chan struct{}, 1)
	go s.engine.listen(ctx, func() {
		select {
		case told <- struct{}{}:
		default: // one look finds all
		}
	})
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-told:
		}
		found, err := s.Poll(ctx)
		if err != nil {
			continue
		}
		for _, c := range found {
			s.notify(c)
		}
	}
}
