package selftest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"jobspor/data/backup"
	"jobspor/data/crypt"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
)

// hardDays are days on which calendars go wrong: leap days, the last days of years with 52 and 53 weeks, and the days
// on which summer time begins and ends.
var hardDays = []string{"2026-02-28", "2028-02-28", "2028-02-29", "2026-12-27", "2026-12-31",
	"2027-01-01", "2027-01-03", "2020-12-31", "2021-01-03", "2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2100-02-28"}

// zones are places whose day differs from UTC's.
var zones = []*time.Location{time.UTC, time.FixedZone("+14", 14*3600), time.FixedZone("-11", -11*3600),
	time.FixedZone("+5:45", 5*3600+45*60)}

// wrongClocks are what a computer's clock may show, one after the other.
var wrongClocks = []string{"2026-11-26T09:00:00Z", "1999-12-31T23:59:59Z", "2040-02-29T12:00:00Z",
	"2026-11-26T10:00:00Z", "2026-11-26T08:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z",
	"1970-01-01T00:00:01Z"}

// timing reads days as people write them on hard days and in other zones, and makes copies while the clock jumps.
func timing(ctx context.Context, t *trial) error {
	contact, _ := schema.TypeNamed("task")
	t.Counts = model.Args{"n": 0, "wrong": 0, "copies": 0}
	for i := range contact.Fields {
		if f := &contact.Fields[i]; f.Kind == schema.DateKind {
			t.days(f.ParseDay)
			break
		}
	}
	for day := model.NewDate(2024, 1, 1); day < model.NewDate(2032, 1, 1); day = day.Add(1) {
		at := day.Time()
		year, week := at.ISOWeek()
		y, w := day.Week()
		t.day(y == year && w == week && day.Weekday() == at.Weekday() && day.Monday().Weekday() == time.Monday,
			"%s: week %d of %d", day, w, y)
		for _, zone := range zones {
			late := time.Date(at.Year(), at.Month(), at.Day(), 23, 59, 59, 0, zone)
			t.day(model.DateOf(late) == day, "%s in %s: %s", day, zone, model.DateOf(late))
		}
	}
	if t.Counts["n"].(int) < 14_000 {
		t.fault("only %d dates were tried", t.Counts["n"])
	}
	return t.jumping(ctx)
}

// days reads relative days and weeks.
func (t *trial) days(parse func(string, model.Date) (model.Date, error)) {
	for _, text := range hardDays {
		at, _ := time.Parse(time.DateOnly, text)
		today := model.DateOf(at)
		for n := -400; n <= 400; n += 3 {
			want := model.DateOf(at.AddDate(0, 0, n))
			got, err := parse(fmt.Sprintf("%+d", n), today)
			t.day(err == nil && got == want, "%s %+d: %s, not %s, %v", text, n, got, want, err)
		}
		for n := 1; n <= 53; n++ {
			got, err := parse(fmt.Sprintf("uge %d", n), today)
			if err != nil && n == 53 {
				continue // not every year has one
			}
			_, week := got.Week()
			t.day(err == nil && week == n, "%s week %d: %s, %v", text, n, got, err)
		}
	}
}

// day counts one date that was tried.
func (t *trial) day(right bool, format string, args ...any) {
	t.count("n")
	t.Runs++
	if !right {
		t.count("wrong")
		t.fault(format, args...)
	}
}

// jumping makes copies while the clock jumps: each is made, and the newest by the log is the newest of the list.
func (t *trial) jumping(ctx context.Context) (err error) {
	now := testDay()
	path := filepath.Join(t.dir, "clock.db")
	s, err := store.Open(ctx, path, store.Options{Create: true, Passphrase: []byte(passphrase), Params: crypt.Cheap,
		Now: func() time.Time { return now }})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	dir := backup.For(path, filepath.Join(t.dir, "copies"))
	for _, text := range wrongClocks {
		if now, err = time.Parse(time.RFC3339, text); err != nil {
			return err
		}
		for range 200 {
			if _, err := s.Apply(ctx, model.ChangeSet{Actor: "k1", Action: "test",
				Changes: []model.Change{model.Add(&model.Company{Name: "Firma"})}}); err != nil {
				return err
			}
		}
		made, err := dir.Due(ctx, s)
		if err != nil {
			return err
		}
		list, err := dir.List()
		if err != nil {
			return err
		}
		t.Runs++
		if made == nil || len(list) == 0 || list[0].Path != made.Path {
			t.fault("no copy at %s, or another counts as the newest", text)
			continue
		}
		t.count("copies")
	}
	return nil
}
