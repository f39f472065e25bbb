package search

import (
	"context"
	"sync"
	"sync/atomic"
)

// Live holds the newest Index while documents change. Readers never wait: they take the index that is
// current and keep it for as long as they like. Safe for concurrent use.
type Live struct {
	now  atomic.Pointer[Index]
	ctx  context.Context
	stop context.CancelFunc

	mu         sync.Mutex // one writer at a time
	compacting *Index     // what a goroutine is compacting, or nil
	late       []change   // patches made since, to be made again on its result
	compaction sync.WaitGroup
}

type change struct {
	upserts []Doc
	deletes []Key
}

// NewLive starts with ix. Call Close when the index is no longer needed.
func NewLive(ix *Index) *Live {
	l := &Live{}
	l.ctx, l.stop = context.WithCancel(context.Background())
	l.now.Store(ix)
	return l
}

// Index is the current index.
func (l *Live) Index() *Index { return l.now.Load() }

// Patch makes the change visible before it returns. After enough changes it starts one goroutine that compacts in the
// background. The slices must not be changed afterwards.
func (l *Live) Patch(upserts []Doc, deletes []Key) *Index {
	l.mu.Lock()
	defer l.mu.Unlock()
	next := l.now.Load().Patch(upserts, deletes)
	l.now.Store(next)
	switch {
	case l.compacting != nil:
		l.late = append(l.late, change{upserts, deletes})
	case next.NeedsCompaction() && l.ctx.Err() == nil:
		l.compacting = next
		l.compaction.Go(func() { l.compact(next) })
	}
	return next
}

// Replace makes another index the current one, such as after everything was read anew.
func (l *Live) Replace(ix *Index) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.now.Store(ix)
	l.compacting, l.late = nil, nil // what is being compacted is no longer wanted
}

// Close ends compacting that is under way and waits for it. The index can still be searched and patched.
func (l *Live) Close() {
	l.stop()
	l.compaction.Wait()
}

func (l *Live) compact(ix *Index) {
	next, err := ix.Compact(l.ctx)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.compacting != ix {
		return // replaced meanwhile
	}
	late := l.late
	l.compacting, l.late = nil, nil
	if err != nil {
		return // closed; the patched index stays as good as it was
	}
	for _, c := range late {
		next = next.Patch(c.upserts, c.deletes)
	}
	l.now.Store(next)
}
