package uitest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"jobspor/data/crypt"
	"jobspor/data/demo"
	"jobspor/data/store"
	"jobspor/data/store/postgres/pgtest"
	"jobspor/matching/search"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/bootstrap"
	"jobspor/ui/service"
)

// largeTown is a sealed database of a large municipality: 300,000 workplaces, 100 consultants in 10 teams and 20,000
// citizens with a goal each. It is a file, or, where the environment asks for PostgreSQL, on a server.
func largeTown(b *testing.B) (*bootstrap.Database, []*model.Consultant, []*model.Citizen) {
	b.Helper()
	ctx, path := b.Context(), filepath.Join(b.TempDir(), "town.db")
	if os.Getenv(pgtest.Variable) != "" {
		server, err := pgtest.Start(true)
		must(b, err)
		b.Cleanup(func() { server.Close() })
		path = pgtest.Address("postgres", server)
	}
	db, err := bootstrap.Open(ctx, path, store.Options{Create: true, Passphrase: []byte("blå cykel under broen"),
		Params: crypt.Cheap, Now: bootstrap.Clock(Today)}, "", "")
	must(b, err)
	b.Cleanup(func() { db.Close() })
	for _, cs := range demo.ChangeSets(Today) {
		_, err := db.Store.Apply(ctx, cs)
		must(b, err)
	}
	heads := []string{
		"Bageriet", "Lageret", "Plejehjemmet", "Værkstedet", "Hotel", "Børnehuset", "Kantinen", "Gartneriet",
	}
	const workplaces = 300_000
	began := time.Now()
	_, err = db.Store.Apply(ctx, model.ChangeSet{Action: "import.companies", Stream: &model.Stream{N: workplaces,
		All: func(yield func(model.Change) bool) {
			for i := range workplaces {
				if !yield(model.Add(&model.Company{Name: fmt.Sprintf("%s %c%c%d", heads[i%8], 'A'+i%26, 'a'+i/26%26, i),
					Postcode: fmt.Sprint(2600 + i%90), Town: "Ishøj",
					Industry: []string{"561110", "521000", "871010"}[i%3], IndustrySystem: "DB25", Status: "active"})) {
					return
				}
			}
		}}})
	must(b, err)
	fmt.Printf("%d workplaces written in one change: %.0f a second\n", workplaces,
		workplaces/time.Since(began).Seconds())
	var staff []*model.Consultant
	var citizens []*model.Citizen
	var rows []model.Change
	for i := range 100 {
		c := &model.Consultant{Head: model.Head{ID: model.NewID()}, Name: "Konsulent", Initials: fmt.Sprint("Q", i),
			Team: fmt.Sprint("Team ", i%10)}
		staff, rows = append(staff, c), append(rows, model.Add(c))
	}
	for i := range 20_000 {
		c := &model.Citizen{Head: model.Head{ID: model.NewID()}, FirstName: fmt.Sprint("Nr ", i), Status: "active",
			Postcode: fmt.Sprint(2600 + i%90), Responsible: staff[i%len(staff)].ID}
		g := &model.Goal{CitizenID: c.ID, Words: []string{"lager", "bageri", "køkken"}[i%3], Status: "wish"}
		citizens, rows = append(citizens, c), append(rows, model.Add(c), model.Add(g))
	}
	_, err = db.Store.Apply(ctx, model.ChangeSet{Action: "test", Changes: rows})
	must(b, err)
	return db, staff, citizens
}

func must(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkConsultants prints how long a search, a match and a save take with 100 consultants at work in one process,
// each thinking 5 seconds between two things on average, and beside it with one alone who does not think.
func BenchmarkConsultants(b *testing.B) {
	db, staff, citizens := largeTown(b)
	ctx := b.Context()
	d := db.Service.Another(staff[0], b.TempDir())
	_, err := d.Match(ctx, service.MatchQuery{CitizenID: citizens[0].ID}) // the snapshot is read once
	must(b, err)
	_, err = d.Search(ctx, "bageriet", search.Options{Limit: 30})
	must(b, err)
	places, err := store.All[model.Company](ctx, db.Store, schema.Query{Limit: 1})
	must(b, err)
	for b.Loop() {
		for _, n := range []int{1, 100} {
			took := map[string][]time.Duration{}
			var mu sync.Mutex
			var work sync.WaitGroup
			until := time.Now().Add(30 * time.Second)
			for i := range n {
				work.Go(func() {
					s := db.Service.Another(staff[i], b.TempDir())
					s.Enforce()
					r := rand.New(rand.NewPCG(uint64(i), 7))
					for k := 0; time.Now().Before(until) && (n > 1 || k < 400); k++ {
						if n > 1 {
							time.Sleep(time.Duration(r.ExpFloat64() * 5 * float64(time.Second)))
						}
						name, do := consultantDoes(s, r, citizens[i+len(staff)*r.IntN(len(citizens)/len(staff))],
							places[0].ID)
						began := time.Now()
						err := do(ctx)
						mu.Lock()
						took[name] = append(took[name], time.Since(began))
						mu.Unlock()
						if err != nil {
							b.Error(name, err)
							return
						}
					}
				})
			}
			work.Wait()
			for _, name := range []string{"search", "match", "save"} {
				if all := took[name]; len(all) > 0 {
					fmt.Printf("%3d consultants: %-6s %4d times, median %6.1f ms, p95 %6.1f ms\n", n, name, len(all),
						float64(median(all).Microseconds())/1000, float64(p95(all).Microseconds())/1000)
				}
			}
			fmt.Printf("%3d consultants: %.0f MB held\n", n, memory("VmRSS:"))
		}
	}
}

// consultantDoes is one thing that a consultant does: half of the time a search of two letters more, else a match or a
// contact that is saved.
func consultantDoes(
	s *service.Session, r *rand.Rand, c *model.Citizen, at string,
) (name string, do func(context.Context) error) {
	switch r.IntN(4) {
	case 0:
		return "match", func(ctx context.Context) error {
			_, err := s.Match(ctx, service.MatchQuery{CitizenID: c.ID})
			return err
		}
	case 1:
		return "save", func(ctx context.Context) error {
			contact := &model.Contact{CompanyID: at, CitizenID: c.ID, Consultant: s.Actor(), On: Today, How: "call",
				Outcome: "reached", Note: "Ringet."}
			_, err := s.Store.Apply(ctx, model.ChangeSet{Actor: s.Actor(), Action: "contact.add",
				Changes: []model.Change{model.Add(contact)}})
			return err
		}
	}
	return "search", func(ctx context.Context) error {
		_, err := s.Search(ctx, fmt.Sprintf("lager %c%c", 'a'+r.IntN(26), 'a'+r.IntN(26)), search.Options{Limit: 30})
		return err
	}
}
