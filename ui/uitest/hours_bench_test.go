package uitest

import (
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/screen"
)

// gridWorld is 200 placements that run, of as many citizens, each with a ladder and sixteen weeks logged.
func gridWorld() []model.ChangeSet {
	sets := oneConsultant()
	sets[0].Changes[0].After.(*model.Consultant).ID = "k1"
	start := model.NewDate(2026, 8, 3)
	cs := model.ChangeSet{Actor: "k1", Action: "demo"}
	for i := range 200 {
		id := fmt.Sprintf("%03d", i)
		cs.Changes = append(cs.Changes,
			model.Add(&model.Citizen{
				Head: model.Head{ID: "c" + id}, FirstName: string(rune('A'+i%26)) + "nja",
				LastName: string(rune('A'+i/26)) + "olm", Status: "active",
			}),
			model.Add(&model.Company{Head: model.Head{ID: "v" + id}, Name: "Virksomhed " + id, Status: "active"}),
			model.Add(&model.Placement{
				Head: model.Head{ID: "p" + id}, CitizenID: "c" + id, CompanyID: "v" + id, Consultant: "k1",
				Kind: "traineeship", State: "running", StartOn: start,
			}),
			model.Add(&model.Agreement{
				Head: model.Head{ID: "a" + id}, PlacementID: "p" + id, Number: model.Some(1), ValidFrom: start,
				Steps: []string{
					"2026-08-03 12 0", "2026-09-07 12 2", "2026-10-05 10 4", "2026-11-02 8 6", "2026-12-07 6 8",
				}}))
		for w := range 16 {
			cs.Changes = append(cs.Changes,
				model.Add(&model.Week{
					PlacementID: "p" + id, Monday: start.Add(7 * w), Trial: model.Some(model.Hours(40)),
					Paid: model.Some(model.Hours(w)),
				}))
		}
	}
	return append(sets, cs)
}

// BenchmarkWeekGrid measures a grid of 200 placements: from a key in it (moving, typing, going on to the next cell) to
// the frame, from the key that shows another week to its rows on the screen, and from the key that saves a row to the
// frame that has it. Aim: p95 of a key 16 ms.
func BenchmarkWeekGrid(b *testing.B) {
	d := New(b, Options{World: gridWorld(), W: 120, H: 40, Start: &screen.Go{To: screen.Hours}})
	d.Sees("200")
	var typed, weeks, saves []time.Duration
	timed := func(to *[]time.Duration, key string, settle bool) {
		start, cmd := time.Now(), tea.Cmd(nil)
		if settle {
			d.Send(Key(key))
		} else {
			_, cmd = d.App.Update(Key(key))
		}
		_ = d.App.View()
		*to = append(*to, time.Since(start))
		d.run(cmd)
		d.settle()
	}
	for b.Loop() {
		for _, k := range []string{"down", "pgdown", "9", ",", "5", "tab", "2", "tab", "up", "end", "home"} {
			timed(&typed, k, false)
		}
		timed(&typed, "7", false)
		timed(&saves, "enter", true)
		timed(&weeks, "<", true)
		timed(&weeks, ">", true)
	}
	for name, list := range map[string][]time.Duration{"key": typed, "week": weeks, "save": saves} {
		b.ReportMetric(float64(median(list).Microseconds())/1000, "ms-"+name+"-p50")
		b.ReportMetric(float64(p95(list).Microseconds())/1000, "ms-"+name+"-p95")
	}
}
