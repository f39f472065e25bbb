package store

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
)

// TestHoursAreTakenBackExactly: whatever is logged, corrected, emptied, copied or refused, undo leads back step by step
// to exactly the weeks that stood before, and never are there more than 37 hours a week of one citizen.
func TestHoursAreTakenBackExactly(t *testing.T) {
	s := fresh(t)
	monday := model.NewDate(2026, 12, 21) // weeks 52, 53 and 1
	citizen, company := &model.Citizen{FirstName: "Anna"}, &model.Company{Name: "Café Æble"}
	apply(t, s, model.Add(citizen), model.Add(company))
	var ps []*model.Placement
	for range 2 {
		p := &model.Placement{CitizenID: citizen.ID, CompanyID: company.ID, Kind: "traineeship", State: "running",
			StartOn: monday}
		apply(t, s, model.Add(p))
		ps = append(ps, p)
	}
	rapid.Check(t, func(t *rapid.T) {
		states := [][]string{weeksNow(t, s)}
		for range rapid.IntRange(1, 6).Draw(t, "steps") {
			l := agreement.Ledger{Placements: ps, Weeks: weekRows(t, s)}
			entry := &model.Week{PlacementID: ps[rapid.IntRange(0, 1).Draw(t, "placement")].ID,
				Monday: monday.Add(7 * rapid.IntRange(0, 2).Draw(t, "week"))}
			if old := l.Week(entry.PlacementID, entry.Monday); old != nil {
				*entry = *old
			}
			entry.Trial = model.Opt[model.Hours]{V: model.Hours(rapid.IntRange(0, 90).Draw(t, "trial")), Known: true}
			entry.Paid, entry.Note = model.Opt[model.Hours]{}, ""
			if rapid.Bool().Draw(t, "empty") {
				entry.Trial = model.Opt[model.Hours]{}
			}
			cs, err := agreement.LogWeek("k1", l, entry)
			if rapid.Bool().Draw(t, "copy") {
				cs, err = agreement.CopyLastWeek("k1", l, []string{ps[0].ID, ps[1].ID}, entry.Monday)
			}
			if err != nil || len(cs.Changes) == 0 {
				continue
			}
			if _, err := s.Apply(context.Background(), cs); err != nil {
				t.Fatalf("apply: %v", err)
			}
			total := map[model.Date]model.Hours{}
			for _, w := range weekRows(t, s) {
				if total[w.Monday] += w.Total(); total[w.Monday] > model.FullWeek {
					t.Fatalf("%s hours in %s", total[w.Monday], model.WeekText(w.Monday))
				}
			}
			states = append(states, weeksNow(t, s))
		}
		for i := len(states) - 2; i >= 0; i-- {
			if _, err := s.Undo(context.Background(), "k1", 0); err != nil {
				t.Fatalf("undo: %v", err)
			}
			if got := weeksNow(t, s); !slices.Equal(got, states[i]) {
				t.Fatalf("after undo: got %v, want %v", got, states[i])
			}
		}
	})
}

func weekRows(t *rapid.T, s *Store) []*model.Week {
	rows, err := All[model.Week](context.Background(), s, schema.Query{})
	if err != nil {
		t.Fatalf("list: %v", err)
	}
	return rows
}

// weeksNow writes every field of every week, versions apart.
func weeksNow(t *rapid.T, s *Store) []string {
	out := []string{}
	typ := schema.WeekType()
	for _, w := range weekRows(t, s) {
		line := w.ID
		for i := range typ.Fields {
			line += fmt.Sprint("|", typ.Fields[i].Text(w))
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return out
}
