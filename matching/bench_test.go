package matching_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/model/schema"
)

// invented is a source of companies and tasks that makes them as it goes, the same ones every time: nothing of it is
// held in memory, so that what a snapshot costs can be seen.
type invented struct {
	companies int
	titles    []string // occupations that tasks are made of
	postcodes []string
	divisions []string
}

func inventedOf(n int, o matching.Options) invented {
	src := invented{companies: n}
	for i, occ := range o.Occupations {
		if i%3 == 0 {
			src.titles = append(src.titles, occ.Label)
		}
		if len(occ.Divisions) > 0 {
			src.divisions = append(src.divisions, occ.Divisions[0])
		}
	}
	for p := 1000; p < 10000; p++ {
		if _, ok := o.Places.Index(strconv.Itoa(p)); ok {
			src.postcodes = append(src.postcodes, strconv.Itoa(p))
		}
	}
	return src
}

func companyID(i int) string { return fmt.Sprintf("c%011d", i) }

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

func some(r *rand.Rand, list []string, one, of int) []string {
	var out []string
	for _, v := range list {
		if r.IntN(of) < one {
			out = append(out, v)
		}
	}
	return out
}

func (s invented) Each(ctx context.Context, typ string, _ schema.Query, fn func(model.Entity) error) error {
	r := rand.New(rand.NewPCG(uint64(s.companies), uint64(len(typ))))
	switch typ {
	case "company":
		for i := range s.companies {
			if err := fn(s.company(r, i)); err != nil {
				return err
			}
		}
	case "task":
		for i := range s.companies / 2 {
			if err := fn(s.task(r, i)); err != nil {
				return err
			}
		}
	case "contact":
		for i := range s.companies / 20 {
			c := &model.Contact{Head: model.Head{ID: fmt.Sprintf("k%011d", i)},
				CompanyID: companyID(r.IntN(s.companies)),
				CitizenID: strconv.Itoa(r.IntN(500)), On: goldenDay.Add(-r.IntN(400)), How: "call"}
			if err := fn(c); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// company is mostly what a register says; one in four has been talked to.
func (s invented) company(r *rand.Rand, i int) *model.Company {
	c := &model.Company{Head: model.Head{ID: companyID(i)}, Postcode: pick(r, s.postcodes),
		Industry:       pick(r, s.divisions) + "1000",
		IndustrySystem: string(model.DB25), Town: "Byen", Name: pick(r, []string{"Café", "Hotel", "Lager", "Butik",
			"Værksted", "Kontor", "Have"}) + " " + pick(r, s.titles) + " " + strconv.Itoa(i)}
	if r.IntN(4) > 0 {
		return c
	}
	c.MinHours, c.MaxHours = model.Some(model.Hours(8+r.IntN(40))), model.Some(model.Hours(60+r.IntN(88)))
	c.PaysHours, c.Danish, c.Relation = pick(r, model.PaysAnswers), pick(r, model.DanishLevels),
		pick(r, model.Relations)
	c.Days, c.DayParts = some(r, model.Days, 2, 3), some(r, model.DayParts, 1, 2)
	c.Offers, c.CannotOffer = some(r, model.ConditionKeys(), 1, 6), some(r, model.ConditionKeys(), 1, 30)
	c.OpenPlaces, c.OpenOn = model.Some(r.IntN(4)), goldenDay.Add(-r.IntN(200))
	c.Hosted = model.Some(r.IntN(9))
	c.HostedPaid = model.Some(r.IntN(c.Hosted.V + 1))
	return c
}

func (s invented) task(r *rand.Rand, i int) *model.Task {
	title := pick(r, s.titles)
	return &model.Task{Head: model.Head{ID: fmt.Sprintf("t%011d", i)}, CompanyID: companyID(r.IntN(s.companies)),
		Name:       "Hjælpe til: " + title,
		Occupation: title, Loads: some(r, loadNames, 1, 5), FreeOf: nil, Grows: model.Tri(r.IntN(3)),
		Paid: model.Tri(r.IntN(3))}
}

var loadNames = func() (out []string) {
	for _, l := range model.Loads {
		out = append(out, string(l))
	}
	return out
}()

func benchCitizen() (*model.Citizen, []*model.Goal) {
	c := &model.Citizen{Head: model.Head{ID: "x"}, FirstName: "x", Postcode: "2635",
		HoursNow: model.Some(model.Hours(24)), Transport: []string{"bike", "bus"},
		MaxMinutes: model.Some(60), Days: []string{"mon", "tue", "wed"}, DayParts: []string{"morning"},
		Danish: "everyday", Conditions: []string{"no_lifting", "own_pace"}}
	return c, []*model.Goal{{Words: "noget med køkken", Rank: model.Some(1)},
		{Words: "lager men ikke tungt", Rank: model.Some(2)}}
}

// BenchmarkMatch measures at 10,000, 100,000 and 1,000,000 companies; the largest takes seconds to build.
// build-ms leaves out what making up the rows takes.
func BenchmarkMatch(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) { benchSize(b, n) })
		runtime.GC()
	}
}

func benchSize(b *testing.B, n int) {
	o := realOptions(b)
	src := inventedOf(n, o)
	start := time.Now()
	for _, typ := range []string{"company", "task", "contact"} {
		if err := src.Each(b.Context(), typ, schema.Query{}, func(model.Entity) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
	reading := time.Since(start)
	start = time.Now()
	s, err := matching.Build(b.Context(), src, o)
	if err != nil {
		b.Fatal(err)
	}
	built := time.Since(start) - reading
	c, goals := benchCitizen()
	for _, v := range []struct {
		name  string
		goals []*model.Goal
	}{{"goal", goals}, {"nogoal", nil}} {
		b.Run(v.name, func(b *testing.B) {
			spread(b, func() {
				r, err := s.Match(b.Context(),
					matching.Request{Citizen: c, Goals: v.goals, Today: goldenDay, Seed: 1, Limit: 50})
				if err != nil || len(r.Rows) != 50 {
					b.Fatal(err)
				}
			})
			b.ReportMetric(float64(s.Bytes())/1e6, "MB")
			b.ReportMetric(ms(built), "build-ms")
		})
	}
	b.Run("patch", func(b *testing.B) {
		r := rand.New(rand.NewPCG(3, 3))
		after := src.company(r, r.IntN(n))
		spread(b, func() { s.Patch([]model.Change{{Before: after, After: after}}) })
	})
}

// spread runs f and reports the median and the 95th percentile instead of the mean.
func spread(b *testing.B, f func()) {
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		f()
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
	b.ReportMetric(ms(took[len(took)*95/100]), "p95-ms")
	b.ReportMetric(0, "ns/op")
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// BenchmarkReverse ranks 2,000 citizens for one workplace: the first time with all goals unread, and then again.
func BenchmarkReverse(b *testing.B) {
	o := realOptions(b)
	m := memory{}
	m.add(&model.Company{Head: model.Head{ID: "c"}, Postcode: "2635", Industry: "561100",
		IndustrySystem: string(model.DB25)})
	m.add(&model.Task{Head: model.Head{ID: "t"}, CompanyID: "c", Name: "opvask", Occupation: "køkkenhjælp"})
	for i := range 2000 {
		c, _ := benchCitizen()
		c.ID = "p" + strconv.Itoa(i)
		m.add(c)
		m.add(&model.Goal{Head: model.Head{ID: "g" + c.ID}, CitizenID: c.ID,
			Words: o.Occupations[i%len(o.Occupations)].Label + " eller " + o.Occupations[i*7%len(o.Occupations)].Label})
	}
	for _, again := range []bool{false, true} {
		b.Run(map[bool]string{false: "first", true: "again"}[again], func(b *testing.B) {
			s, err := matching.Build(b.Context(), m, o)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if !again {
					b.StopTimer()
					if s, err = matching.Build(b.Context(), m, o); err != nil {
						b.Fatal(err)
					}
					b.StartTimer()
				}
				if r, err := s.Reverse(b.Context(),
					matching.ReverseRequest{CompanyID: "c", Today: goldenDay}); err != nil || r.Total != 2000 {
					b.Fatal(r.Total, err)
				}
			}
		})
	}
}
