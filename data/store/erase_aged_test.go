package store

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// TestErasureOfOldDraftsAndLooks: what is from before the time goes, what is from the time on stays, and the log is
// whole afterwards. Of a look its place stays, but not at whom it was.
func TestErasureOfOldDraftsAndLooks(t *testing.T) {
	for _, demo := range []bool{false, true} {
		t.Run(fmt.Sprint("demo=", demo), func(t *testing.T) {
			ctx := context.Background()
			limit := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
			now := limit.Add(-time.Millisecond)
			s := openAt(t, filepath.Join(t.TempDir(), "a.db"), Options{Create: true, Demo: demo, Passphrase: pass,
				Params: crypt.Cheap, Now: func() time.Time { return now }})
			a, b := &model.Citizen{FirstName: "Ada"}, &model.Citizen{FirstName: "Bo"}
			apply(t, s, model.Add(a), model.Add(b))
			look := func(ids ...string) {
				t.Helper()
				if err := s.Viewed(ctx, "k1", "view.list", model.Args{"place": secret}, "citizen", ids...); err != nil {
					t.Fatal(err)
				}
			}
			draft := func(form string) {
				t.Helper()
				if err := s.PutDraft(ctx, "k1", form, "", map[string]string{"note": secret}); err != nil {
					t.Fatal(err)
				}
			}
			look(a.ID, b.ID)
			draft("contact")
			draft(".own") // what the program keeps of itself is no draft: it has no age
			now = limit
			look(a.ID)
			draft("goal")
			for what, want := range map[string]int{"look": 1, "draft": 1} {
				if n, oldest, err := s.Aged(ctx, what, limit); n != want || !oldest.Before(limit) || err != nil {
					t.Errorf("before: %s is %d since %v, %v; want %d", what, n, oldest, err, want)
				}
			}
			got, err := s.Erase(ctx, model.Erasure{Actor: "k1", Action: "due.erase.look", LooksBefore: limit,
				DraftsBefore: limit})
			if err != nil || got.Looks != 1 || got.Drafts != 1 || !got.Emptied || len(got.Rows) > 0 {
				t.Fatalf("erased %+v, %v; want 1 look and 1 draft", got, err)
			}
			for _, what := range []string{"look", "draft"} {
				if n, _, err := s.Aged(ctx, what, limit); n != 0 || err != nil {
					t.Errorf("after: %s is %d, %v; want none", what, n, err)
				}
			}
			if list, err := s.Drafts(ctx, "k1"); err != nil || len(list) != 1 || list[0].Form != "goal" {
				t.Errorf("drafts %v, %v; want the later one", list, err)
			}
			if n, err := s.CountDrafts(ctx, "k1"); n != 1 || err != nil {
				t.Errorf("%d drafts, %v; want the later one", n, err)
			}
			if own, err := s.Draft(ctx, "k1", ".own", ""); own["note"] != secret || err != nil {
				t.Errorf("what the program keeps of itself is %v, %v", own, err)
			}
			log, err := s.Log(ctx, schema.LogQuery{Kind: "view", Rows: true})
			if err != nil || len(log) != 2 {
				t.Fatalf("%d looks in the log, %v; want both places", len(log), err)
			}
			later, old := log[0], log[1]
			if later.Erased || later.Args["place"] != secret || later.Rows[0].ID != a.ID {
				t.Errorf("the later look is %+v", later)
			}
			if !old.Erased || len(old.Args) > 0 || len(old.Rows) != 2 || old.Rows[0].ID != "" || old.Count != 2 {
				t.Errorf("the old look is %+v, want its place only", old)
			}
			var seen []string
			err = s.EachLogRow(ctx, []string{"citizen"}, func(e model.LogEntry, op string, r model.LogRow) error {
				if op == "view" {
					seen = append(seen, r.ID)
				}
				return nil
			})
			if want := []string{a.ID}; err != nil || !slices.Equal(seen, want) {
				t.Errorf("looks at %v, %v; want %v", seen, err, want)
			}
			if found := verified(t, s); len(found) > 0 {
				t.Errorf("verify: %v", found)
			}
			if bad, err := s.Check(ctx); err != nil || len(bad) > 0 {
				t.Errorf("check: %v, %v", bad, err)
			}
		})
	}
}
