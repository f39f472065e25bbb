package uitest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// drawEdit changes one row in some way that Today may care about, or takes it away.
func drawEdit(t *rapid.T, e model.Entity) model.Change {
	day := func(label string) model.Date { return Today.Add(rapid.IntRange(-200, 60).Draw(t, label)) }
	after := schema.Clone(e)
	switch r := after.(type) {
	case *model.Contact:
		r.On = min(day("on"), Today)
		r.Outcome = rapid.SampledFrom([]string{"reached", "not_reached"}).Draw(t, "outcome")
		r.NextOn, r.NextWhat, r.DoneOn = max(r.On, day("next")), "høre nærmere", 0
	case *model.Company:
		r.Status = rapid.SampledFrom([]string{"active", "active", "ceased"}).Draw(t, "status")
		r.Relation = rapid.SampledFrom([]string{"", "cooperation", "partner"}).Draw(t, "relation")
		r.PausedUntil = day("paused")
	case *model.Citizen:
		r.Status = rapid.SampledFrom([]string{"active", "paused", "closed"}).Draw(t, "status")
		r.FirstName = rapid.SampledFrom([]string{"Anja", "Bo"}).Draw(t, "name")
	case *model.Goal:
		r.Status = rapid.SampledFrom([]string{"wish", "dropped"}).Draw(t, "status")
	case *model.Consent:
		r.Until = max(day("until"), r.GivenOn)
	case *model.Placement:
		r.State = rapid.SampledFrom([]string{"agreed", "running", "ended", "cancelled"}).Draw(t, "state")
		r.StartOn = day("start")
		r.EndOn, r.EndedOn, r.Outcome = r.StartOn.Add(90), 0, ""
		if r.State == "ended" {
			r.EndedOn, r.EndedBy, r.Outcome = r.StartOn.Add(30), "together",
				rapid.SampledFrom([]string{"none", "paid_hours"}).Draw(t, "outcome")
		}
	case *model.Agreement:
		r.ValidFrom = day("valid")
		r.SetLadder([]model.Step{{From: r.ValidFrom, Trial: 40}, {From: r.ValidFrom.Add(28), Trial: 32, Paid: 8}})
	case *model.Week:
		r.Paid = model.Some(model.Hours(rapid.IntRange(0, 20).Draw(t, "paid")))
	case *model.FollowUp:
		r.On, r.DoneOn = day("on"), 0
	}
	gone := slices.Contains([]string{"contact", "week", "followup"}, schema.TypeOf(e).Name) &&
		rapid.IntRange(0, 2).Draw(t, "gone") == 0
	if gone {
		return model.Change{Before: e}
	}
	return model.Edit(e, after)
}

// TestTodayInMemoryIsWhatAFreshReadingGives writes random changes to the demo world and takes them back. Each time the
// list kept in memory is the one that is read anew.
func TestTodayInMemoryIsWhatAFreshReadingGives(t *testing.T) {
	ctx := context.Background()
	d := New(t, Options{World: demo.ChangeSets(Today), Who: "MK"})
	st, kept := d.Session().Store, d.Session().Service
	list := func(d *service.Session) string {
		v, err := d.DueToday(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, x := range v.Due {
			fmt.Fprintf(&b, "%s %v %d %v>%v %q %s · %s\n", x.Key(), x.On, x.Weeks, x.From, x.To, x.Owner, v.Who(x),
				v.Ref(x))
		}
		return b.String()
	}
	same := func(t *rapid.T, when string) {
		fresh := &service.Session{
			Store: st, Now: kept.Now, RuleSource: kept.RuleSource, ProgrammeSource: kept.ProgrammeSource,
		}
		if got, want := list(kept), list(fresh); got != want {
			t.Fatalf("%s: in memory\n%s\nread anew\n%s", when, got, want)
		}
	}
	written := 0
	rapid.Check(t, func(t *rapid.T) {
		var cs model.ChangeSet
		seen := map[string]bool{}
		for range rapid.IntRange(1, 4).Draw(t, "changes") {
			typ := rapid.SampledFrom([]string{
				"contact", "company", "citizen", "goal", "consent", "placement", "agreement", "week", "followup",
			}).Draw(t, "type")
			rows, err := st.List(ctx, typ, schema.Query{})
			if err != nil || len(rows) == 0 {
				t.Fatalf("%s: %d rows, %v", typ, len(rows), err)
			}
			row := rapid.SampledFrom(rows).Draw(t, "row")
			if !seen[row.Meta().ID] {
				seen[row.Meta().ID] = true
				cs.Changes = append(cs.Changes, drawEdit(t, row))
			}
		}
		cs.Actor, cs.Action = kept.Actor(), "import"
		r, err := st.Apply(ctx, cs)
		if err != nil || r.Seq == 0 {
			return // the rows themselves forbid it
		}
		written++
		same(t, "written")
		if _, err := st.Undo(ctx, kept.Actor(), r.Seq); err != nil {
			t.Fatal(err)
		}
		same(t, "taken back")
	})
	if written < 20 {
		t.Errorf("only %d change sets were written", written)
	}
}
