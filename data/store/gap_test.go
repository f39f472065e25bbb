package store

import (
	"context"
	"slices"
	"testing"

	"jobspor/model"
)

// kept is a Sink that keeps what it is given, to give it to another.
type kept struct{ all []func(Sink) error }

func (k *kept) keep(give func(Sink) error) error { k.all = append(k.all, give); return nil }

func (k *kept) Number(typ string, last int64) error {
	return k.keep(func(to Sink) error { return to.Number(typ, last) })
}
func (k *kept) Row(e model.Entity) error { return k.keep(func(to Sink) error { return to.Row(e) }) }
func (k *kept) Entry(e model.LogEntry) error {
	return k.keep(func(to Sink) error { return to.Entry(e) })
}
func (k *kept) Line(l LogLine) error { return k.keep(func(to Sink) error { return to.Line(l) }) }

// moved dumps a database and loads it into an empty one, and gives that and which entries the log lacks.
func moved(t *testing.T, s *Store) (*Store, []Difference) {
	t.Helper()
	var k kept
	if err := s.Dump(context.Background(), func(Contents) error { return nil }, &k); err != nil {
		t.Fatal(err)
	}
	to := fresh(t)
	var found []Difference
	how := Loaded{Entry: func() (string, model.Args) { return "load", nil }, Accept: true,
		Differs: func(d Difference) {
			if d.Kind == LogRemoved {
				found = append(found, d)
			}
		}}
	err := to.Load(context.Background(), how, func(sink Sink) error {
		for _, give := range k.all {
			if err := give(sink); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return to, found
}

// TestAGapIsToldFromACut: numbers that an earlier version never gave are no difference, because the links prove it,
// also in a database that was loaded from such a dump; entries that somebody removed are, and stay it.
func TestAGapIsToldFromACut(t *testing.T) {
	onlyFile(t)
	const skip = `UPDATE "sqlite_sequence" SET "seq" = "seq" + 4 WHERE "name" = 'log'`
	for _, c := range []struct {
		name          string
		early, middle string // by hand, before anything is written and after two entries
		end           string // and when all is written
		want          []Difference
	}{
		{name: "as it is written"},
		{name: "numbers left out", middle: skip},
		{name: "numbers left out at the start", early: `INSERT INTO "sqlite_sequence" VALUES ('log', 4)`},
		{name: "entries removed", end: `DELETE FROM "log_rows" WHERE "seq" = 2; DELETE FROM "log" WHERE "seq" = 2`,
			want: []Difference{{Kind: LogRemoved, Seq: 2, N: 1}}},
		{name: "the first entry removed",
			end:  `DELETE FROM "log_rows" WHERE "seq" = 1; DELETE FROM "log" WHERE "seq" = 1`,
			want: []Difference{{Kind: LogRemoved, Seq: 1, N: 1}}},
		{name: "an entry beside the numbers left out", middle: skip,
			end:  `DELETE FROM "log_rows" WHERE "seq" = 2; DELETE FROM "log" WHERE "seq" = 2`,
			want: []Difference{{Kind: LogRemoved, Seq: 2, N: 5}}},
	} {
		s := fresh(t)
		write := func() { apply(t, s, model.Add(&model.Company{Name: "A"})) }
		raw(t, s.address(), c.early)
		write()
		write()
		raw(t, s.address(), c.middle)
		write()
		raw(t, s.address(), c.end)
		to, found := moved(t, s)
		if !slices.Equal(found, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, found, c.want)
		}
		if got := verified(t, to); len(got) > 0 {
			t.Errorf("%s: where it was loaded: %q", c.name, got)
		}
		if _, found = moved(t, to); !slices.Equal(found, c.want) {
			t.Errorf("%s: moved again: %+v, want %+v", c.name, found, c.want)
		}
	}
}
