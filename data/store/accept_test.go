package store

import (
	"context"
	"slices"
	"testing"

	"jobspor/model"
)

// TestWhatIsAcceptedIsNoFinding accepts what cannot be brought back: nothing is found any more, it is told by whom it
// was accepted, and a further change is found again.
func TestWhatIsAcceptedIsNoFinding(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		sql, want string
		work      bool // something is written before it is accepted
	}{
		{`UPDATE "log" SET "at" = '2020-01-01T00:00:00.000Z' WHERE "seq" = 1`, "log.altered 1", false},
		{`UPDATE "log" SET "at" = '2020-01-01T00:00:00.000Z' WHERE "seq" = 1`, "log.altered 1", true},
		{`DELETE FROM "log_rows" WHERE "seq" = 1; DELETE FROM "log" WHERE "seq" = 1`, "log.removed 1", true},
		{`PRAGMA foreign_keys = 0; DELETE FROM "log" WHERE "seq" = 1`, "log.orphan 1", false},
		{`DELETE FROM "log_rows" WHERE "seq" = 2; DELETE FROM "log" WHERE "seq" = 2`, "log.missing 2", false},
		{`UPDATE "log" SET "undone_by" = 2 WHERE "seq" = 1`, "log.undo 1", true},
		{`UPDATE "meta" SET "value" = 'x' WHERE "key" = 'head'`, "head.missing", false},
		{`UPDATE "meta" SET "value" = 'x' WHERE "key" = 'head'`, "head.missing", true},
		{`UPDATE "numbers" SET "last" = 0`, "numbers", false},
		{`DELETE FROM "companies"; DELETE FROM "log_rows" WHERE "type" = 'company'`, "rows.differ company", false},
	} {
		s := fresh(t)
		apply(t, s, model.Add(&model.Company{Name: "A"}))
		apply(t, s, model.Add(&model.Citizen{FirstName: "A", LastName: "A"}))
		raw(t, s.address(), c.sql)
		if c.work {
			apply(t, s, model.Add(&model.Company{Name: "B"}))
		}
		found := verified(t, s)
		if !slices.Contains(found, c.want) {
			t.Errorf("%s: found %q, not %q", c.sql, found, c.want)
		}
		if n, err := s.Accept(ctx, "k1"); err != nil || n != len(found) {
			t.Errorf("%s: accepted %d of %q: %v", c.sql, n, found, err)
		}
		if got := verified(t, s); len(got) > 0 {
			t.Errorf("%s: after it was accepted: %q", c.sql, got)
		}
		list, err := s.Accepted(ctx)
		if err != nil || len(list) == 0 || list[0].Actor != "k1" || list[0].At.IsZero() {
			t.Errorf("%s: accepted %v: %v", c.sql, list, err)
		}
		if n, err := s.Accept(ctx, "k1"); err != nil || n != 0 {
			t.Errorf("%s: accepted again %d: %v", c.sql, n, err)
		}
		apply(t, s, model.Add(&model.Company{Name: "C"}))
		if got := verified(t, s); len(got) > 0 {
			t.Errorf("%s: after more work: %q", c.sql, got)
		}
		raw(t, s.address(), `UPDATE "log" SET "at" = '2021-01-01T00:00:00.000Z'`)
		if got := verified(t, s); len(got) < 2 {
			t.Errorf("%s: changed again: %q", c.sql, got)
		}
	}
}

// TestALostHeadAccusesNoRows writes after the head was lost: that is one finding, and the log keeps its links.
func TestALostHeadAccusesNoRows(t *testing.T) {
	s := fresh(t)
	apply(t, s, model.Add(&model.Company{Name: "A"}), model.Add(&model.Citizen{FirstName: "A", LastName: "A"}))
	raw(t, s.address(), `UPDATE "log" SET "at" = '2020-01-01T00:00:00.000Z' WHERE "seq" = 1;
		UPDATE "meta" SET "value" = 'x' WHERE "key" = 'head'`)
	apply(t, s, model.Add(&model.Company{Name: "B"}))
	if got, want := verified(t, s), []string{"head.missing", "log.altered 1"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestRowsAreNotAccepted: a row that is missing stays a finding after the head was accepted, and comes back.
func TestRowsAreNotAccepted(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	c := &model.Company{Name: "A"}
	apply(t, s, model.Add(c), model.Add(&model.Company{Name: "B"}))
	raw(t, s.address(), `DELETE FROM "companies" WHERE "name" = 'A'; DELETE FROM "meta" WHERE "key" = 'head'`)
	if n, err := s.Accept(ctx, "k1"); err != nil || n != 1 {
		t.Fatalf("accepted %d: %v", n, err)
	}
	if got, want := verified(t, s), []string{"row.missing company " + c.ID}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if _, err := s.Repair(ctx, "k1", "company", c.ID, &model.RowSource{Row: c, At: s.Now()}); err != nil {
		t.Fatal(err)
	}
	if got := verified(t, s); len(got) > 0 {
		t.Errorf("after it came back: %q", got)
	}
}
