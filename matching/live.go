package matching

import (
	"sync"
	"sync/atomic"

	"jobspor/matching/search"
	"jobspor/model"
)

// Live holds the newest snapshot while rows change. Readers take the one that is current and keep it for as long as
// they like; they never wait for a change. The search index is put in order in the background when changes have piled
// up. Safe for concurrent use.
type Live struct {
	now   atomic.Pointer[Snapshot]
	mu    sync.Mutex // one writer at a time
	index *search.Live
}

// NewLive starts with a snapshot. Close ends what runs in the background.
func NewLive(s *Snapshot) *Live {
	l := &Live{index: search.NewLive(s.index)}
	l.now.Store(s)
	return l
}

// Snapshot is the current one.
func (l *Live) Snapshot() *Snapshot { return l.now.Load() }

// Patch writes changes and gives the snapshot that has them.
func (l *Live) Patch(changes []model.Change) *Snapshot {
	l.mu.Lock()
	defer l.mu.Unlock()
	next, p := l.now.Load().patch(changes)
	next.index = l.index.Patch(p.forSearch())
	l.now.Store(next)
	return next
}

// Replace puts a snapshot built anew in place of the current one, as after an import of many rows.
func (l *Live) Replace(s *Snapshot) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.index.Replace(s.index)
	l.now.Store(s)
}

// Close waits for the background work and ends it. The snapshots taken stay good.
func (l *Live) Close() { l.index.Close() }
