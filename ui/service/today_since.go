package service

import (
	"context"
	"maps"
	"slices"
	"time"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/schema"
)

// SinceView is what changed on Today since the beginning of a day.
type SinceView struct {
	*TodayView
	Since   model.Date
	Changes []agenda.Change
}

// logPage is the number of log entries read at a time.
const logPage = 200

// DueSince compares what is due now with what was due when a day began; the earlier state of the rows comes from the
// log.
func (d *Session) DueSince(ctx context.Context, since model.Date) (*SinceView, error) {
	seen, err := d.sightOfToday(ctx)
	if err != nil {
		return nil, err
	}
	before, err := d.rowsBefore(ctx, since)
	if err != nil {
		return nil, err
	}
	a := d.todayRows()
	a.mu.Lock()
	defer a.mu.Unlock()
	now, err := a.current(ctx, d)
	if err != nil {
		return nil, err
	}
	now.More = nil // the log of courses is not read
	then := now.clone()
	then.Today = since
	for _, c := range before { // first the rows as they are now, then their earlier state
		if p, ok := c.Row().(*model.Placement); ok && then.Placements.Get(p.ID) == nil {
			then.Placements.Put(p)
			then.incomplete = true
		}
	}
	if err := then.fill(ctx, d.whole()); err != nil {
		return nil, err
	}
	for _, c := range before {
		then.put(c)
	}
	changes := slices.DeleteFunc(agenda.Compare(then.State, now.State),
		func(c agenda.Change) bool { return !seen(c.Due.CitizenID) })
	due := make([]agenda.Due, len(changes))
	for i, c := range changes {
		due[i] = c.Due
	}
	maps.Copy(now.names, then.names)
	for c := range then.Companies.All() {
		if now.Companies.Get(c.ID) == nil {
			now.Companies.Put(c)
		}
	}
	v, err := now.view(ctx, d.whole(), due)
	if err == nil {
		v.Covers, err = d.CoversToday(ctx)
	}
	return &SinceView{TodayView: v, Since: since, Changes: changes}, err
}

// rowsBefore returns the changes that undo everything since the beginning of a day, newest first.
func (d *Session) rowsBefore(ctx context.Context, since model.Date) ([]model.Change, error) {
	t := since.Time()
	begin := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, d.Now().Location())
	var out []model.Change
	q := schema.LogQuery{Limit: logPage}
	for {
		entries, err := d.whole().Log(ctx, q)
		if err != nil {
			return nil, err
		}
		for i := range entries {
			e := &entries[i]
			if e.At.Before(begin) {
				return out, nil
			}
			if e.Kind == "view" || e.Kind == "export" {
				continue
			}
			if len(e.Rows) < e.Count { // the rows of long entries must be requested
				if e, err = d.wholeEntry(ctx, e.Seq); err != nil {
					return nil, err
				}
			}
			for i := len(e.Rows) - 1; i >= 0; i-- {
				if r := e.Rows[i]; r.Before != nil || r.After != nil {
					out = append(out, model.Change{Before: r.After, After: r.Before})
				}
			}
		}
		if len(entries) < logPage {
			return out, nil
		}
		q.Before = entries[len(entries)-1].Seq
	}
}

func (d *Session) wholeEntry(ctx context.Context, seq int64) (*model.LogEntry, error) {
	entries, err := d.whole().Log(ctx, schema.LogQuery{Before: seq + 1, Limit: 1, Rows: true})
	if err != nil || len(entries) == 0 {
		return &model.LogEntry{}, err
	}
	return &entries[0], nil
}

// clone returns a copy that can be changed independently.
func (t *todayRows) clone() *todayRows {
	c := *t
	c.State = t.State.Clone()
	c.names, c.filled, c.searched = maps.Clone(t.names), maps.Clone(t.filled), maps.Clone(t.searched)
	return &c
}
