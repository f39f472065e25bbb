package store

import (
	"context"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

// TestADamagedLogLineIsOneLine: values of the log that do not open are marked, and everything else of the log is read.
func TestADamagedLogLineIsOneLine(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		name, sql     string
		entries, rows int // that are marked
	}{
		{"arguments", `UPDATE "log" SET "args" = 'x' || "args" WHERE "seq" = 2`, 1, 0},
		{"an earlier value", `UPDATE "log_rows" SET "before" = zeroblob(80) WHERE "type" = 'citizen' AND "seq" = 2
			AND "op" = 'edit'`, 0, 2}, // the entry before it does not know what it made
		{"all earlier values", `UPDATE "log_rows" SET "before" = zeroblob(80) WHERE "before" IS NOT NULL`, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := everyType(t)
			whole, err := s.Log(ctx, schema.LogQuery{Rows: true})
			if err != nil {
				t.Fatal(err)
			}
			raw(t, s.address(), c.sql)
			log, err := s.Log(ctx, schema.LogQuery{Rows: true})
			if err != nil || len(log) != len(whole) {
				t.Fatalf("%d entries, %v, want %d", len(log), err, len(whole))
			}
			entries, rows := 0, 0
			for i, e := range log {
				if e.Damaged {
					entries++
				}
				if len(e.Rows) != len(whole[i].Rows) {
					t.Errorf("entry %d has %d rows, want %d", e.Seq, len(e.Rows), len(whole[i].Rows))
				}
				for _, r := range e.Rows {
					if r.Damaged {
						rows++
					}
				}
			}
			if entries != c.entries || c.rows > 0 && rows != c.rows || entries+rows == 0 {
				t.Errorf("%d entries and %d rows are marked, want %d and %d", entries, rows, c.entries, c.rows)
			}
			lines := 0
			err = s.EachLogRow(ctx, []string{"citizen"}, func(model.LogEntry, string, model.LogRow) error {
				lines++
				return nil
			})
			if err != nil || lines == 0 {
				t.Errorf("each row of the log: %d, %v", lines, err)
			}
			sink := &countingSink{}
			if err := s.Dump(ctx, func(Contents) error { return nil }, sink); err != nil {
				t.Errorf("dump: %v", err)
			}
			if sink.entries != len(whole) || sink.damaged == 0 {
				t.Errorf("the dump has %d entries, %d damaged", sink.entries, sink.damaged)
			}
		})
	}
}

// countingSink counts what a dump gives.
type countingSink struct{ entries, damaged int }

func (s *countingSink) Number(string, int64) error { return nil }
func (s *countingSink) Row(model.Entity) error     { return nil }
func (s *countingSink) Entry(e model.LogEntry) error {
	s.entries++
	s.count(e.Damaged)
	return nil
}

func (s *countingSink) Line(l LogLine) error {
	s.count(l.Damaged)
	return nil
}

func (s *countingSink) count(damaged bool) {
	if damaged {
		s.damaged++
	}
}
