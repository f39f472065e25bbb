package service

import (
	"context"
	"errors"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/model/schema"
)

// SnapshotCache holds the snapshot that search and matching read. It builds it on first use, applies every change to
// it, and rebuilds it when too much changed: first what ranking needs, then the search index, so that nobody who wants
// to rank waits for the index. It is safe for concurrent use.
//
// It promises: a caller gets a snapshot with every change reported before the call; nobody waits for a build longer
// than their own context lasts, and a build continues when its waiters leave; after a failed build the previous
// snapshot stays in use.
type SnapshotCache struct {
	source  matching.Source
	options func(context.Context) (matching.Options, error)
	ctx     context.Context // of the builds; Close ends it
	end     context.CancelFunc
	work    sync.WaitGroup

	live   atomic.Pointer[matching.Live] // nil before the first build
	phones atomic.Pointer[phoneIndex]    // set together with live

	mu      sync.Mutex        // protects the fields below, and the order in which changes are applied
	wanted  int               // number of changes that require a build
	ranking int               // wanted at the start of the build that the ranking is of
	index   int               // the same of the search index
	build   *build            // in progress, or nil
	pending []model.Change    // received since the build began to read what it is reading
	known   *matching.Options // as last read; nil when words changed since
	order   changeOrder

	rankOnly bool // builds make no search index and no telephone numbers
}

// build is a build in progress.
type build struct {
	wanted  int           // when it began
	ranking chan struct{} // closed when the ranking is ready, and at the end
	done    chan struct{} // closed at the end
	err     error         // set before either is closed
}

// NewSnapshotCache makes a cache over a source of rows. The options (postcodes, lexicon, local words) are read again
// whenever they changed.
func NewSnapshotCache(source matching.Source, options func(context.Context) (matching.Options, error)) *SnapshotCache {
	e := &SnapshotCache{source: source, options: options, wanted: 1}
	e.ctx, e.end = context.WithCancel(context.Background())
	return e
}

// Close cancels a running build and all background work, and waits for it. Snapshots already returned stay valid.
func (e *SnapshotCache) Close() {
	e.mu.Lock()
	e.end()
	e.mu.Unlock()
	e.work.Wait()
	if l := e.live.Load(); l != nil {
		l.Close()
	}
}

// Drop forgets what was read, as when the program is locked; the next caller has it built again.
func (e *SnapshotCache) Drop() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if l := e.live.Swap(nil); l != nil {
		l.Close()
	}
	e.phones.Store(nil)
	if n := len(e.order.recent); n > 0 {
		e.order.gone = max(e.order.gone, e.order.recent[n-1].Seq)
	}
	e.pending, e.order.recent = nil, nil
	e.ranking, e.index = 0, 0
	e.wanted++
}

// Ready returns the newest snapshot without waiting; it may be outdated.
func (e *SnapshotCache) Ready() (*matching.Snapshot, bool) {
	l := e.live.Load()
	if l == nil {
		return nil, false
	}
	return l.Snapshot(), true
}

// Snapshot returns a snapshot to rank with, with every change reported so far, building it first when there is none or
// when too much changed; its search index may be older, see searched. It fails when the build does, and when ctx ends
// first.
func (e *SnapshotCache) Snapshot(ctx context.Context) (*matching.Snapshot, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.await(ctx, &e.ranking, func(b *build) chan struct{} { return b.ranking }); err != nil {
		return nil, err
	}
	return e.live.Load().Snapshot(), nil
}

// searched returns a snapshot with its search index and the telephone numbers, with every change reported so far.
func (e *SnapshotCache) searched(ctx context.Context) (*matching.Snapshot, *phoneIndex, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.rankOnly = false
	if err := e.await(ctx, &e.index, func(b *build) chan struct{} { return b.done }); err != nil {
		return nil, nil, err
	}
	return e.live.Load().Snapshot(), e.phones.Load(), nil
}

// await waits until a part is of a build that began after the call, and begins one where none is in progress. The
// caller holds mu, which is free while it waits.
func (e *SnapshotCache) await(ctx context.Context, part *int, ready func(*build) chan struct{}) error {
	need := e.wanted
	for *part < need {
		if err := e.ctx.Err(); err != nil {
			return err
		}
		fresh := e.build == nil // a build that began earlier may fail although a new one would not
		if fresh {
			e.begin()
		}
		b := e.build
		until := ready(b)
		if b.wanted < need {
			until = b.done
		}
		e.mu.Unlock()
		select {
		case <-until:
		case <-ctx.Done():
		}
		e.mu.Lock()
		switch {
		case *part >= need:
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case fresh && b.err != nil:
			return b.err
		}
	}
	return nil
}

// RankOnly leaves the search index and the telephone numbers out until something is searched for: a command that ranks
// and ends needs neither. It does nothing once there is a snapshot.
func (e *SnapshotCache) RankOnly() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.rankOnly = e.rankOnly || e.wanted == 1 && e.build == nil && e.ranking == 0
}

// begin starts a build of what is older than wanted. The caller holds mu.
func (e *SnapshotCache) begin() {
	b := &build{wanted: e.wanted, ranking: make(chan struct{}), done: make(chan struct{})}
	e.build, e.pending = b, nil
	e.work.Go(func() {
		err := e.buildRanking(b.wanted)
		e.mu.Lock()
		index := err == nil && !e.rankOnly && e.index < b.wanted
		e.pending = nil // what came until now is in the rows that the index reads
		if b.err = err; index {
			close(b.ranking)
		}
		e.mu.Unlock()
		if index {
			err = e.buildIndex(b.wanted)
		}
		e.mu.Lock()
		defer e.mu.Unlock()
		e.build, e.pending = nil, nil
		if b.err = err; !index {
			close(b.ranking)
		}
		close(b.done)
	})
}

// buildRanking reads what ranking needs, unless it is as new as wanted, and installs it. Changes that arrived meanwhile
// are applied to it: applying a change twice gives the same result.
func (e *SnapshotCache) buildRanking(wanted int) error {
	e.mu.Lock()
	known, ready := e.known, e.ranking >= wanted
	e.mu.Unlock()
	if ready {
		return nil
	}
	if known == nil {
		o, err := e.options(e.ctx)
		if err != nil {
			return err
		}
		known = &o
	}
	s, err := matching.BuildRanking(e.ctx, e.source, *known)
	if err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.pending) > 0 {
		s = s.Patch(e.pending)
	}
	if l := e.live.Load(); l != nil {
		l.ReplaceRanking(s)
	} else {
		e.phones.Store(&phoneIndex{})
		e.live.Store(matching.NewLive(s))
	}
	e.ranking = wanted
	if wanted == e.wanted { // otherwise the words may have changed since
		e.known = known
	}
	return nil
}

// buildIndex reads what the search box finds rows by, and the telephone numbers, and installs them.
func (e *SnapshotCache) buildIndex(wanted int) error {
	source := newPhoneReader(e.source)
	index, err := matching.BuildIndex(e.ctx, source)
	if err != nil {
		return err
	}
	phones, err := source.index(e.ctx)
	if err != nil {
		return err
	}
	e.mu.Lock()
	l := e.live.Load()
	if l == nil { // dropped meanwhile
		e.mu.Unlock()
		return errDropped
	}
	l.ReplaceIndex(index, e.pending)
	e.phones.Store(phones.patch(e.pending))
	e.index = wanted
	e.mu.Unlock()
	// a build needs several times the memory of its result, and the next one is not expected before long
	debug.FreeOSMemory()
	return nil
}

var errDropped = errors.New("the snapshot was dropped while it was built")

// OnChange applies a committed change; it is passed to Store.Subscribe, and called with what Store.Poll finds.
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
		e.phones.Store(e.phones.Load().patch(changes))
		l.Patch(changes)
	}
}

// changesWords reports whether tables that the build's options depend on changed. The content of Many is unknown.
func changesWords(c model.Changed) bool {
	for _, r := range c.Rows {
		if r.Type == "word" || r.Type == "reference" {
			return true
		}
	}
	return c.Many
}

// changeOrder puts changes into the order of the log: the program's own changes arrive at once, those of other programs
// only when the store is polled, although they may be older. It is not safe for concurrent use.
type changeOrder struct {
	recent []model.Changed // entries received, by Seq: an older one may still arrive
	gone   int64           // the newest entry that was dropped, or did not list its changes
}

// recentEntries is the number of entries remembered. Other programs normally write fewer between two polls; if they
// write more, everything is read again.
const recentEntries = 256

// put returns the changes to apply for an entry that arrived: its own, followed again by those of all later entries,
// which may depend on it. It returns false when this entry or a later one did not list its changes.
func (o *changeOrder) put(c model.Changed) ([]model.Change, bool) {
	if c.Many || c.Seq < o.gone {
		o.gone = max(o.gone, c.Seq)
		return nil, false
	}
	c.Changes = ownCopies(c.Changes)
	at, _ := slices.BinarySearchFunc(o.recent, c.Seq, func(r model.Changed, seq int64) int { return int(r.Seq - seq) })
	o.recent = slices.Insert(o.recent, at, c)
	var out []model.Change
	for _, r := range o.recent[at:] {
		out = append(out, r.Changes...)
	}
	for len(o.recent) > recentEntries {
		o.gone = max(o.gone, o.recent[0].Seq)
		o.recent = slices.Delete(o.recent, 0, 1)
	}
	return out, true
}

// ownCopies copies the rows of changes, because the writer may go on using the originals.
func ownCopies(changes []model.Change) []model.Change {
	out := make([]model.Change, len(changes))
	for i, c := range changes {
		if c.Before != nil {
			out[i].Before = schema.Clone(c.Before)
		}
		if c.After != nil {
			out[i].After = schema.Clone(c.After)
		}
	}
	return out
}
