package uitest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/figures"
	"jobspor/ui/bootstrap"
)

// figureDatabase fills a database with 5,000 citizens, 20,000 placements and 500,000 rows of hours, 25 a placement, and
// gives its session.
func figureDatabase(b *testing.B) *bootstrap.Database {
	b.Helper()
	ctx := context.Background()
	s, err := bootstrap.Open(ctx, filepath.Join(b.TempDir(), "town.db"),
		store.Options{Create: true, Demo: true, Now: bootstrap.Clock(Today)}, "", "")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	r := rand.New(rand.NewPCG(5, 2026))
	var rows []model.Change
	put := func(id string, e model.Entity) {
		e.Meta().ID = id
		rows = append(rows, model.Add(e))
	}
	flush := func() {
		if _, err := s.Store.Apply(ctx, model.ChangeSet{Action: "import", Changes: rows}); err != nil {
			b.Fatal(err)
		}
		rows = rows[:0]
	}
	for i := range 60 {
		put(fmt.Sprintf("k%011d", i), &model.Consultant{
			Name: fmt.Sprint("K", i), Initials: fmt.Sprint("K", i), Team: fmt.Sprint("Hold ", i/10),
		})
	}
	for i := range 500 {
		put(fmt.Sprintf("v%011d", i), &model.Company{Name: fmt.Sprint("Virksomhed ", i), Status: "active"})
	}
	flush()
	for i := range 5000 {
		k := fmt.Sprintf("k%011d", r.IntN(60))
		z := &model.Citizen{
			FirstName: "Opdigtet", LastName: "Borger", Responsible: k, StartedOn: Today.Add(-r.IntN(900)),
			Status: "active",
		}
		put(fmt.Sprintf("z%011d", i), z)
		put(fmt.Sprintf("e%011d", i),
			&model.Enrolment{
				CitizenID: z.ID, Programme: []string{"jobfirst", "flere-skal-med"}[i%2], Edition: "2026-1",
				StartOn: z.StartedOn, Consultant: k,
				Group: []string{"treatment", "", "control", ""}[i%4]})
		for n := range 4 {
			p := &model.Placement{
				CitizenID: z.ID, CompanyID: fmt.Sprintf("v%011d", r.IntN(500)), Kind: model.PlacementKinds[r.IntN(5)],
				State: "running", Consultant: k, StartOn: z.StartedOn.Add(r.IntN(200)),
			}
			put(fmt.Sprintf("f%06d%05d", i, n), p)
			for w := range 25 {
				monday := p.StartOn.Monday().Add(7 * w)
				put(model.WeekID(p.ID, monday), &model.Week{
					PlacementID: p.ID, Monday: monday, Trial: model.Some(model.Hours(40)),
					Paid: model.Some(model.Hours(4 * r.IntN(5))), Agreed: model.Some(3), Met: model.Some(3),
				})
			}
		}
		if len(rows) > 40000 {
			flush()
		}
	}
	flush()
	return s
}

// BenchmarkFiguresOfAMunicipality reads the rows of a municipality and computes all figures of a year, apart.
func BenchmarkFiguresOfAMunicipality(b *testing.B) {
	s := figureDatabase(b)
	ctx := context.Background()
	var read, compute []time.Duration
	for b.Loop() {
		start := time.Now()
		v, err := s.Service.FigureBase(ctx, nil)
		if err != nil {
			b.Fatal(err)
		}
		read = append(read, time.Since(start))
		if v.Citizens != 5000 || v.Placements != 20000 || v.Weeks != 500000 {
			b.Fatalf("%d citizens, %d placements, %d weeks", v.Citizens, v.Placements, v.Weeks)
		}
		for _, programme := range []string{"", "jobfirst"} {
			sel := figures.Selection{
				From: model.NewDate(2025, 11, 1), To: model.NewDate(2026, 10, 31), Programme: programme,
			}
			start = time.Now()
			if _, err := v.Base.Compute(sel); err != nil {
				b.Fatal(err)
			}
			compute = append(compute, time.Since(start))
		}
	}
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(median(read)), "read-p50-ms")
	b.ReportMetric(ms(p95(read)), "read-p95-ms")
	b.ReportMetric(ms(median(compute)), "compute-p50-ms")
	b.ReportMetric(ms(p95(compute)), "compute-p95-ms")
}
