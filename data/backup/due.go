package backup

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"jobspor/data/paths"
	"jobspor/data/store"
	"jobspor/model"
)

// Copies are made by themselves when so much was changed since the newest one.
const (
	dueChanges = 200
	dueAfter   = 30 * time.Minute
)

// Retention says how many copies are retained: the newest of each hour, day, week and month, for the last so many that
// have one, and the last ones that were made before something risky. Of the copies of one period a proven one is
// preferred.
type Retention struct{ Hours, Days, Weeks, Months, Before int }

// Default retains hourly copies for half a day, daily copies for a week, weekly ones for a month, and monthly ones for
// a year.
var Default = Retention{Hours: 12, Days: 7, Weeks: 4, Months: 12, Before: 5}

// Due makes a copy when the changes since the newest ask for one: 200 of them, or the first is half an hour old. It
// then thins the copies out. It returns nil when none was made: nothing is due, or another program is making one.
func (s Dir) Due(ctx context.Context, db *store.Store) (*Copy, error) {
	if due, err := s.due(ctx, db); err != nil || !due {
		return nil, err
	}
	free, err := s.lock()
	if err != nil || free == nil {
		return nil, err
	}
	defer free()
	if due, err := s.due(ctx, db); err != nil || !due {
		return nil, err // another program made it meanwhile
	}
	c, err := s.Backup(ctx, db, "")
	if err != nil {
		return nil, err
	}
	return &c, s.thin(db.Now().Location())
}

// Before makes a copy before something risky, named by an English word such as "import". The last ones are retained
// besides those of the hours and days.
func (s Dir) Before(ctx context.Context, db *store.Store, reason string) (*Copy, error) {
	c, err := s.Backup(ctx, db, reason)
	if err != nil {
		return nil, err
	}
	return &c, s.thin(db.Now().Location())
}

// due tells whether a copy is to be made. Copies that go on differently than the database, such as those made after the
// state that was restored, do not count. A clock that went back makes one due.
func (s Dir) due(ctx context.Context, db *store.Store) (bool, error) {
	list, err := s.List()
	if err != nil {
		return false, err
	}
	var newest int64
	for _, c := range list {
		if ours, err := db.SameHistory(ctx, c.Path); err == nil && ours {
			newest = c.Seq
			break
		}
	}
	since, err := db.Unsaved(ctx, newest)
	if err != nil || since.Changes == 0 {
		return false, err
	}
	age := db.Clock().Sub(since.Since)
	return since.Changes >= dueChanges || age >= dueAfter || age < -dueAfter, nil
}

// lockName is the folder that exists while a program makes a copy; staleLock is how long one that was killed is waited
// for.
const (
	lockName  = ".jobspor-lock"
	staleLock = 10 * time.Minute
)

// lock makes this program the one that makes a copy; nil when another is. What programs that were killed left behind is
// removed.
func (s Dir) lock() (free func(), err error) {
	if err := paths.MakePrivate(s.Path); err != nil {
		return nil, folderError(filepath.Join(s.Path, lockName), err)
	}
	path := filepath.Join(s.Path, lockName)
	err = os.Mkdir(path, 0o700)
	if errors.Is(err, fs.ErrExist) {
		if info, err := os.Stat(path); err != nil || time.Since(info.ModTime()) < staleLock {
			return nil, nil
		}
		_ = os.Remove(path)
		if os.Mkdir(path, 0o700) != nil {
			return nil, nil
		}
	} else if err != nil {
		return nil, folderError(path, err)
	}
	paths.RemoveAbandoned(s.Path, time.Now())
	stop := make(chan struct{})
	go func() { // a copy of a large file on a slow disk takes longer than staleLock
		tick := time.NewTicker(staleLock / 10)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case now := <-tick.C:
				_ = os.Chtimes(path, now, now)
			}
		}
	}()
	return func() {
		close(stop)
		_ = os.Remove(path)
	}, nil
}

// thin removes the copies that Retention does not retain.
func (s Dir) thin(zone *time.Location) error {
	list, err := s.List()
	if err != nil {
		return err
	}
	for _, c := range s.retention().surplus(list, zone) {
		if c.beingProven() {
			continue // goes the next time
		}
		if err := Remove(c.Path); err != nil {
			return err
		}
	}
	return nil
}

// proving is how long after a copy was made another program may still be proving it.
const proving = 10 * time.Minute

// beingProven reports whether a copy is so new that whoever made it may still read it.
func (c Copy) beingProven() bool {
	info, err := os.Stat(c.Path)
	return !c.proof && err == nil && time.Since(info.ModTime()) < proving
}

func (s Dir) retention() Retention {
	if s.Retention == (Retention{}) {
		return Default
	}
	return s.Retention
}

// surplus returns the copies that are not retained, from a list that is newest first. The newest is always retained,
// and the newest that is proven.
func (r Retention) surplus(list []Copy, zone *time.Location) []Copy {
	stays := map[string]bool{}
	keep := func(n int, period func(Copy) any) {
		chosen := map[any]Copy{}
		for _, c := range list {
			p := period(c)
			have, known := chosen[p]
			if p != nil && (known || len(chosen) < n) && (!known || c.proof && !have.proof) {
				chosen[p] = c
			}
		}
		for _, c := range chosen {
			stays[c.Path] = true
		}
	}
	day := func(c Copy) model.Date { return model.DateOf(c.At.In(zone)) }
	keep(1, func(c Copy) any { return c.Path })
	keep(1, func(c Copy) any {
		if !c.proof {
			return nil
		}
		return c.Path
	})
	keep(r.Before, func(c Copy) any {
		if c.Reason == "" {
			return nil
		}
		return c.Path
	})
	keep(r.Hours, func(c Copy) any { return c.At.In(zone).Format("2006010215") })
	keep(r.Days, func(c Copy) any { return day(c) })
	keep(r.Weeks, func(c Copy) any { return day(c).Monday() })
	keep(r.Months, func(c Copy) any { return day(c).Time().Format("200601") })
	return slices.DeleteFunc(slices.Clone(list), func(c Copy) bool { return stays[c.Path] })
}
