package app

import (
	"context"
	"sync"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
)

// Notices tell one program what was written, from a goroutine of its own: a program whose terminal stopped reading
// delays nobody who writes. They are bounded: what does not fit becomes one notice that much changed.
type Notices struct {
	send func(tea.Msg)
	wake chan struct{}

	mu      sync.Mutex
	waiting []model.Changed
}

// mostNotices is how many wait before they become one.
const mostNotices = 256

// NewNotices passes notices on with send until ctx ends.
func NewNotices(ctx context.Context, send func(tea.Msg)) *Notices {
	n := &Notices{send: send, wake: make(chan struct{}, 1)}
	go n.pass(ctx)
	return n
}

// Put takes a notice and returns at once.
func (n *Notices) Put(c model.Changed) {
	n.mu.Lock()
	if len(n.waiting) >= mostNotices {
		n.waiting = []model.Changed{{Seq: c.Seq, Many: true}}
	} else {
		n.waiting = append(n.waiting, c)
	}
	n.mu.Unlock()
	select {
	case n.wake <- struct{}{}:
	default: // it is awake already
	}
}

func (n *Notices) pass(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-n.wake:
		}
		n.mu.Lock()
		list := n.waiting
		n.waiting = nil
		n.mu.Unlock()
		for _, c := range list {
			n.send(c)
		}
	}
}
