package desk

import (
	"context"
	"sync"
	"sync/atomic"

	"jobspor/matching"
	"jobspor/model"
)

// Engine holds the snapshot that search and matching read, swaps it whole when rows change, and builds it when it is
// first wanted. It is safe for concurrent use.
type Engine struct {
	source  matching.Source
	options func(context.Context) (matching.Options, error)

	now      atomic.Pointer[matching.Snapshot]
	building sync.Mutex // held while a snapshot is built
	patching sync.Mutex // guards pending and the swap
	pending  []model.Change
	stale    bool // so much changed that the next Snapshot is built anew
	busy     bool // a build reads the rows right now; changes wait in pending
}

// NewEngine makes an engine over a source of rows. The options (postcodes, lexicon, local words) are read at each build.
func NewEngine(source matching.Source, options func(context.Context) (matching.Options, error)) *Engine {
	return &Engine{source: source, options: options}
}

// Ready gives the snapshot when there is one, without waiting.
func (e *Engine) Ready() (*matching.Snapshot, bool) {
	s := e.now.Load()
	return s, s != nil
}

// Snapshot gives the snapshot, building it first when there is none or when too much changed.
func (e *Engine) Snapshot(ctx context.Context) (*matching.Snapshot, error) {
	if s := e.fresh(); s != nil {
		return s, nil
	}
	e.building.Lock()
	defer e.building.Unlock()
	if s := e.fresh(); s != nil {
		return s, nil
	}
	e.patching.Lock()
	e.busy, e.stale, e.pending = true, false, nil
	e.patching.Unlock()

	s, err := e.build(ctx)

	e.patching.Lock()
	defer e.patching.Unlock()
	e.busy = false
	if err != nil {
		e.stale = true
		return nil, err
	}
	// Rows that changed while the build read them are written over it: patching twice gives the same.
	if len(e.pending) > 0 {
		s = s.Patch(e.pending)
		e.pending = nil
	}
	e.now.Store(s)
	return s, nil
}

func (e *Engine) build(ctx context.Context) (*matching.Snapshot, error) {
	o, err := e.options(ctx)
	if err != nil {
		return nil, err
	}
	return matching.Build(ctx, e.source, o)
}

func (e *Engine) fresh() *matching.Snapshot {
	e.patching.Lock()
	defer e.patching.Unlock()
	if e.stale || e.busy {
		return nil
	}
	return e.now.Load()
}

// Heard takes in what was written; it is made to be given to Store.Subscribe.
func (e *Engine) Heard(c model.Changed) {
	e.patching.Lock()
	defer e.patching.Unlock()
	if c.Many || c.Changes == nil || changesWords(c) {
		e.stale = true
		return
	}
	if e.busy {
		e.pending = append(e.pending, c.Changes...)
		return
	}
	if s := e.now.Load(); s != nil {
		e.now.Store(s.Patch(c.Changes))
	}
}

// changesWords reports whether tables that the build's options come from changed.
func changesWords(c model.Changed) bool {
	for _, r := range c.Rows {
		if r.Type == "word" || r.Type == "reference" {
			return true
		}
	}
	return false
}
