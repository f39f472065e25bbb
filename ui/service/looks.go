package service

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"jobspor/model"
)

// This file notes who is looked at (opslag): a citizen whose name, number, goal or note a screen or a command shows.
//
// It promises: a look is remembered here at once and written into the log later, so that showing somebody never waits
// for the disk; a citizen is noted once for a consultant, a place and a quarter of an hour, counted in this process
// alone; what could not be written stays here in its order, is counted, and is written first when that works again.

// lookWindow is how long looking again at the same citizen in the same place is the same look.
const lookWindow = 15 * time.Minute

// lateLook is from how late an entry says when the look was.
const lateLook = 5 * time.Second

// looks are those of one session.
type looks struct {
	write sync.Mutex // one writes at a time
	mu    sync.Mutex // guards the rest
	seen  map[lookKey]time.Time
	queue []look
	stuck bool // the latest try to write failed
}

type lookKey struct {
	actor, place string
	row          model.RowRef
}

// look is one entry of the log that waits to be written.
type look struct {
	actor, action string
	args          model.Args
	at            time.Time
	rows          []model.RowRef // citizens, or rows that are about one
}

// Look remembers that the consultant is shown what the values hold: citizens, rows about citizens, or what queries
// gave, see shownRows. Action names the place, args hold no personal data.
func (d *Session) Look(action string, args model.Args, shown ...any) {
	rows := shownRows(shown...)
	if len(rows) == 0 {
		return
	}
	l, actor, now := &d.looks, d.Actor(), d.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.seen == nil {
		l.seen = map[lookKey]time.Time{}
	}
	fresh := rows[:0]
	for _, row := range rows {
		key := lookKey{actor, action, row}
		if at, ok := l.seen[key]; ok && now.Sub(at) < lookWindow && !now.Before(at) {
			continue
		}
		l.seen[key] = now
		fresh = append(fresh, row)
	}
	if len(fresh) > 0 {
		l.queue = append(l.queue, look{actor, action, args, now, slices.Clone(fresh)})
	}
}

// WriteLooks writes what was looked at into the log, the oldest first. After an error the rest waits.
func (d *Session) WriteLooks(ctx context.Context) error {
	l := &d.looks
	l.write.Lock()
	defer l.write.Unlock()
	for {
		l.mu.Lock()
		if len(l.queue) == 0 {
			l.stuck = false
			l.mu.Unlock()
			return nil
		}
		next := joinLooks(l.queue)
		l.mu.Unlock()
		args := next.args
		if d.Now().Sub(next.at) > lateLook { // the entry says another time than when it happened
			args = maps.Clone(args)
			if args == nil {
				args = model.Args{}
			}
			args["looked_at"] = next.at.UTC().Format(time.RFC3339)
		}
		ctx := context.WithoutCancel(ctx)
		err := error(nil)
		if ids := d.citizensOf(ctx, next.rows); len(ids) > 0 {
			err = d.Store.Viewed(ctx, next.actor, next.action, args, "citizen", ids...)
		}
		l.mu.Lock()
		if l.stuck = err != nil; err == nil {
			l.queue = l.queue[next.of:]
		}
		l.mu.Unlock()
		if err != nil {
			return err
		}
	}
}

// joined is looks that become one entry.
type joined struct {
	look
	of int // how many
}

// joinLooks makes one entry of the first looks as far as they were in one place: a list that was scrolled through.
func joinLooks(queue []look) joined {
	out := joined{queue[0], 1}
	out.rows = slices.Clone(out.rows)
	for _, next := range queue[1:] {
		if next.actor != out.actor || next.action != out.action || !maps.Equal(next.args, out.args) ||
			next.at.Sub(out.at) > time.Minute {
			break
		}
		out.rows, out.of = append(out.rows, next.rows...), out.of+1
	}
	return out
}

// LooksDue reports whether looks wait to be written.
func (d *Session) LooksDue() bool {
	d.looks.mu.Lock()
	defer d.looks.mu.Unlock()
	return len(d.looks.queue) > 0
}

// LooksStuck is how many looks could not be written when that was last tried.
func (d *Session) LooksStuck() (n int) {
	d.looks.mu.Lock()
	defer d.looks.mu.Unlock()
	if !d.looks.stuck {
		return 0
	}
	for _, x := range d.looks.queue {
		n += len(x.rows)
	}
	return n
}
