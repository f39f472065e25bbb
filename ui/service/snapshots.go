package service

import (
	"context"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"jobspor/matching"
	"jobspor/model"
)

// SnapshotCache holds the snapshot that search and matching read. It builds it when it is first wanted, writes every
// change into it as it is heard of, and builds it anew when too much changed. It is safe for concurrent use.
//
// It promises: who asks for a snapshot gets one that has everything that was heard of before; nobody waits for a build
// longer than their own context lasts, and a build goes on when those who wait for it leave; a build that fails leaves
// the snapshot that was there.
type SnapshotCache struct {
	source  matching.Source
	options func(context.Context) (matching.Options, error)
	ctx     context.Context // of the builds; Close ends it
	end     context.CancelFunc
	work    sync.WaitGroup

	live atomic.Pointer[matching.Live] // nil before the first build

	mu      sync.Mutex        // guards what follows, and the order in which changes are written
	wanted  int               // how often so much changed that only a build will do
	built   int               // wanted as it stood when the last good build began
	build   *build            // the one under way, or nil
	pending []model.Change    // heard of during the build
	known   *matching.Options // as last read; nil when words changed since
	order   changeOrder
}

// build is one that is under way.
type build struct {
	done chan struct{} // closed at the end
	err  error         // readable then
}

// NewEngine makes an engine over a source of rows. The options (postcodes, lexicon, local words) are read again
// whenever they changed.
func NewSnapshotCache(source matching.Source, options func(context.Context) (matching.Options, error)) *SnapshotCache {
	e := &SnapshotCache{source: source, options: options, wanted: 1}
	e.ctx, e.end = context.WithCancel(context.Background())
	return e
}

// Close ends a build that is under way and everything else in the background, and waits for it. Snapshots stay good.
func (e *SnapshotCache) Close() {
	e.mu.Lock()
	e.end()
	e.mu.Unlock()
	e.work.Wait()
	if l := e.live.Load(); l != nil {
		l.Close()
	}
}

// Ready gives the newest snapshot there is without waiting; a build may be due.
func (e *SnapshotCache) Ready() (*matching.Snapshot, bool) {
	l := e.live.Load()
	if l == nil {
		return nil, false
	}
	return l.Snapshot(), true
}

// Snapshot gives a snapshot with everything that was heard of so far, building it first when there is none or when too
// much changed. It fails when the build does, and when ctx ends first.
func (e *SnapshotCache) Snapshot(ctx context.Context) (*matching.Snapshot, error) {
	e.mu.Lock()
	need := e.wanted
	for e.built < need {
		if err := e.ctx.Err(); err != nil {
			e.mu.Unlock()
			return nil, err
		}
		fresh := e.build == nil // one that began earlier may fail without meaning that ours does
		if fresh {
			e.begin()
		}
		b := e.build
		e.mu.Unlock()
		select {
		case <-b.done:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
		if b.err != nil && fresh {
			return nil, b.err
		}
		e.mu.Lock()
	}
	defer e.mu.Unlock()
	return e.live.Load().Snapshot(), nil
}

// begin starts a build. The caller holds mu.
func (e *SnapshotCache) begin() {
	b := &build{done: make(chan struct{})}
	e.build, e.pending = b, nil
	began, known := e.wanted, e.known
	e.work.Go(func() {
		s, o, err := e.read(known)
		e.mu.Lock()
		defer e.mu.Unlock()
		defer close(b.done)
		if b.err = err; err == nil {
			e.take(s, began, o)
		}
		e.build, e.pending = nil, nil
	})
}

// read builds a snapshot of the rows as they are.
func (e *SnapshotCache) read(known *matching.Options) (*matching.Snapshot, *matching.Options, error) {
	if known == nil {
		o, err := e.options(e.ctx)
		if err != nil {
			return nil, nil, err
		}
		known = &o
	}
	s, err := matching.Build(e.ctx, e.source, *known)
	debug.FreeOSMemory() // a build takes several times the memory of what it makes, and the next is far
	return s, known, err
}

// take puts a new snapshot in place. Rows that changed while the build read them are written over it: writing a change
// twice gives the same. The caller holds mu.
func (e *SnapshotCache) take(s *matching.Snapshot, began int, o *matching.Options) {
	if len(e.pending) > 0 {
		s = s.Patch(e.pending)
	}
	if l := e.live.Load(); l != nil {
		l.Replace(s)
	} else {
		e.live.Store(matching.NewLive(s))
	}
	e.built = began
	if began == e.wanted { // else the words may have changed since
		e.known = o
	}
}

// OnChange takes in what was written; it is made to be given to Store.Subscribe, and what Store.Poll finds.
func (e *SnapshotCache) OnChange(c model.Changed) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if changesWords(c) {
		e.known = nil
		e.wanted++
	}
	changes, ok := e.order.put(c)
	if !ok {
		e.wanted++
		return
	}
	if e.build != nil {
		e.pending = append(e.pending, changes...)
	}
	if l := e.live.Load(); l != nil && len(changes) > 0 {
		l.Patch(changes)
	}
}

// changesWords reports whether tables that the build's options come from changed. Nobody knows of what Many holds.
func changesWords(c model.Changed) bool {
	for _, r := range c.Rows {
		if r.Type == "word" || r.Type == "reference" {
			return true
		}
	}
	return c.Many
}
