package bootstrap

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// BenchmarkGuard reads 20,000 citizens of 40 teams and their goals with and without the guard of a member of one team,
// and of one who has opened somebody with a reason.
func BenchmarkGuard(b *testing.B) {
	const citizens, teams = 20_000, 40
	ctx := context.Background()
	db, err := Open(ctx, filepath.Join(b.TempDir(), "town.db"),
		store.Options{Create: true, Demo: true, Now: Clock(accessDay)}, "", "")
	must(b, err)
	defer db.Close()
	var rows []model.Change
	var staff []*model.Consultant
	for i := range teams {
		c := &model.Consultant{Head: model.Head{ID: model.NewID()}, Name: "Konsulent", Initials: fmt.Sprint("K", i),
			Team: fmt.Sprint("Team ", i)}
		staff, rows = append(staff, c), append(rows, model.Add(c))
	}
	var last string
	for i := range citizens {
		c := &model.Citizen{Head: model.Head{ID: model.NewID()}, FirstName: fmt.Sprint("Nr ", i), Status: "active",
			Responsible: staff[i%teams].ID}
		g := &model.Goal{CitizenID: c.ID, Words: "lager", Status: "wish"}
		rows, last = append(rows, model.Add(c), model.Add(g)), c.ID
	}
	_, err = db.Store.Apply(ctx, model.ChangeSet{Action: "test", Changes: rows})
	must(b, err)
	session := func() *service.Session {
		d := db.Service.Another(staff[0], b.TempDir())
		d.Enforce()
		return d
	}
	opened := session()
	_, err = opened.OpenWithReason(ctx, "citizen", last, "afløser")
	must(b, err)
	for _, way := range []struct {
		name string
		r    service.Reader
	}{{"without", db.Store}, {"with", session().Store}, {"opened", opened.Store}} {
		for name, q := range map[string]schema.Query{"all": {}, "fields": {Fields: []string{"status"}}} {
			for _, typ := range []string{"citizen", "goal"} {
				b.Run(fmt.Sprintf("Each/%s/%s/%s", typ, name, way.name), func(b *testing.B) {
					n := 0
					for b.Loop() {
						n = 0
						must(b, way.r.Each(ctx, typ, q, func(model.Entity) error { n++; return nil }))
					}
					b.ReportMetric(float64(n), "rows")
				})
			}
		}
		for _, typ := range []string{"citizen", "goal"} {
			b.Run(fmt.Sprintf("Count/%s/%s", typ, way.name), func(b *testing.B) {
				for b.Loop() {
					_, err := way.r.Count(ctx, typ, schema.Query{})
					must(b, err)
				}
			})
		}
		b.Run("Get/goals of one/"+way.name, func(b *testing.B) {
			for b.Loop() {
				_, err := way.r.List(ctx, "goal", schema.Where("citizen", last))
				must(b, err)
			}
		})
	}
	b.Run("read the owners", func(b *testing.B) {
		for b.Loop() {
			db.Service.OnChange(model.Changed{Many: true})
			_, err := session().Store.Count(ctx, "consultant", schema.Query{})
			must(b, err)
		}
	})
}
