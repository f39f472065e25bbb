package service

import (
	"context"
	"encoding/json"
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
// alone; what could not be written stays here in its order, is counted, and is written first when that works again, by
// the next process when this one ends before.

// lookWindow is how long looking again at the same citizen in the same place is the same look.
const lookWindow = 15 * time.Minute

// lateLook is from how late an entry says when the look was.
const lateLook = 5 * time.Second

// Waiting keeps what the log cannot take until it can.
type Waiting interface {
	PutWaiting(ctx context.Context, record []byte) error
	// Waiting gives what was kept; lost counts what cannot be read any more.
	Waiting(ctx context.Context) (records [][]byte, lost int, err error)
	DropWaiting(ctx context.Context) error
}

// looks are those of one session.
type looks struct {
	write sync.Mutex // one writes at a time
	mu    sync.Mutex // guards the rest
	seen  map[lookKey]time.Time
	queue []look
	kept  int  // how many of the first of them Waiting has
	stuck bool // the latest try to write failed
}

type lookKey struct {
	actor, place string
	row          model.RowRef
}

// look is one entry of the log that waits to be written.
type look struct {
	Actor, Action string
	Args          model.Args `json:",omitempty"`
	At            time.Time
	Rows          []model.RowRef // citizens, or rows that are about one
}

// Look remembers that the consultant is shown what the values hold: citizens, rows about citizens, or what queries
// gave, see shownRows. Action names the place, args hold no personal data.
func (d *Session) Look(action string, args model.Args, shown ...any) {
	rows := shownRows(shown...)
	if len(rows) == 0 {
		return
	}
	l, actor, now := &d.looks, d.Actor(), d.clock()
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

// clock is the time by which the log is dated.
func (d *Session) clock() time.Time {
	if d.Clock != nil {
		return d.Clock()
	}
	return d.Now()
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
		args := next.Args
		if d.clock().Sub(next.At) > lateLook { // the entry says another time than when it happened
			args = maps.Clone(args)
			if args == nil {
				args = model.Args{}
			}
			args["looked_at"] = next.At.UTC().Format(time.RFC3339)
		}
		ctx := context.WithoutCancel(ctx)
		err := error(nil)
		if ids := d.citizensOf(ctx, next.Rows); len(ids) > 0 || len(next.Rows) == 0 {
			err = d.Store.Viewed(ctx, next.Actor, next.Action, args, "citizen", ids...)
		}
		l.mu.Lock()
		if l.stuck = err != nil; err == nil {
			l.queue = l.queue[next.of:]
		}
		l.mu.Unlock()
		if err != nil {
			return d.keepLooks(ctx, err)
		}
		if err := d.forgetKept(ctx, next.of); err != nil {
			return err
		}
	}
}

// LooksWaitError is the error of looks that the log cannot take, and that are kept until it can.
type LooksWaitError struct{ Cause error }

func (e *LooksWaitError) Error() string { return "looks wait: " + e.Cause.Error() }
func (e *LooksWaitError) Unwrap() error { return e.Cause }

// keepLooks keeps what could not be written, so that it outlives this process.
func (d *Session) keepLooks(ctx context.Context, cause error) error {
	if d.Waiting == nil {
		return cause
	}
	l := &d.looks
	l.mu.Lock()
	fresh := slices.Clone(l.queue[l.kept:])
	l.mu.Unlock()
	if len(fresh) > 0 {
		record, err := json.Marshal(fresh)
		if err == nil {
			err = d.Waiting.PutWaiting(ctx, record)
		}
		if err != nil {
			return cause
		}
	}
	l.mu.Lock()
	l.kept += len(fresh)
	l.mu.Unlock()
	return &LooksWaitError{cause}
}

// forgetKept forgets looks that are in the log now. One that is in both, because the process ended in between, is in
// the log twice.
func (d *Session) forgetKept(ctx context.Context, written int) error {
	l := &d.looks
	l.mu.Lock()
	had := l.kept > 0
	l.kept = max(l.kept-written, 0)
	done := had && l.kept == 0
	l.mu.Unlock()
	if !done || d.Waiting == nil {
		return nil
	}
	return d.Waiting.DropWaiting(ctx)
}

// RecallLooks takes up the looks that an earlier process could not write; they are the first to be written.
func (d *Session) RecallLooks(ctx context.Context) error {
	if d.Waiting == nil {
		return nil
	}
	records, lost, err := d.Waiting.Waiting(ctx)
	if err != nil {
		return err
	}
	if lost > 0 && d.Alarm == nil {
		d.Alarm = model.NewError(model.Internal, "err.looks.lost", model.Args{"n": lost})
	}
	var all []look
	for _, r := range records {
		var some []look
		if err := json.Unmarshal(r, &some); err != nil {
			return err
		}
		all = append(all, some...)
	}
	d.looks.mu.Lock()
	defer d.looks.mu.Unlock()
	d.looks.queue, d.looks.kept = append(all, d.looks.queue...), len(all)
	return nil
}

// joined is looks that become one entry.
type joined struct {
	look
	of int // how many
}

// joinLooks makes one entry of the first looks as far as they were in one place: a list that was scrolled through.
func joinLooks(queue []look) joined {
	out := joined{queue[0], 1}
	out.Rows = slices.Clone(out.Rows)
	for _, next := range queue[1:] {
		if next.Actor != out.Actor || next.Action != out.Action || !maps.Equal(next.Args, out.Args) ||
			next.At.Sub(out.At) > time.Minute {
			break
		}
		out.Rows, out.of = append(out.Rows, next.Rows...), out.of+1
	}
	return out
}

// ForgetLooks forgets what was not written yet, because in the end it was not shown.
func (d *Session) ForgetLooks() {
	l := &d.looks
	l.mu.Lock()
	defer l.mu.Unlock()
	l.queue = l.queue[:l.kept]
	clear(l.seen)
}

// LooksDue reports whether looks wait to be written.
func (d *Session) LooksDue() bool {
	d.looks.mu.Lock()
	defer d.looks.mu.Unlock()
	return len(d.looks.queue) > 0
}

// explainLooks gives the looks that are not written yet what is said of why they leave. Where there are none, as of
// contact persons, it notes one at no citizen.
func (d *Session) explainLooks(action string, args, said model.Args) {
	l := &d.looks
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.queue) == l.kept {
		l.queue = append(l.queue, look{d.Actor(), action, args, d.clock(), nil})
	}
	for i := l.kept; i < len(l.queue); i++ {
		args := maps.Clone(l.queue[i].Args)
		if args == nil {
			args = model.Args{}
		}
		maps.Copy(args, said)
		l.queue[i].Args = args
	}
}

// Looked are the citizens of looks of this session that are not written yet.
func (d *Session) Looked(ctx context.Context) []string {
	d.looks.mu.Lock()
	var rows []model.RowRef
	for _, l := range d.looks.queue[d.looks.kept:] {
		rows = append(rows, l.Rows...)
	}
	d.looks.mu.Unlock()
	return d.citizensOf(ctx, rows)
}

// LooksStuck is how many looks could not be written when that was last tried.
func (d *Session) LooksStuck() (n int) {
	d.looks.mu.Lock()
	defer d.looks.mu.Unlock()
	if !d.looks.stuck {
		return 0
	}
	for _, x := range d.looks.queue {
		n += len(x.Rows)
	}
	return n
}
