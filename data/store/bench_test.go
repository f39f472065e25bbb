package store

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// The figures of these benchmarks are printed, never asserted: go test -bench . -run '^$' ./data/store

const benchRows = 100_000

func manyCompanies(n int) []model.Change {
	changes := make([]model.Change, n)
	for i := range changes {
		changes[i] = manyCompany(i)
	}
	return changes
}

func manyCompany(i int) model.Change {
	towns := []string{"Ishøj", "Vallensbæk Strand", "Brøndby", "Taastrup"}
	return model.Add(&model.Company{
		Name: fmt.Sprintf("Køkken og Kantine nr. %d ApS", i), CVR: "13748136", PNumber: fmt.Sprintf("10%08d", i),
		Street: fmt.Sprintf("Industrivej %d", i%300), Postcode: "2635", Town: towns[i%len(towns)],
		Phone:    "43 53 12 12",
		Industry: "561110", IndustrySystem: "DB25", IndustryText: "Restauranter",
		FTE:   model.Some(model.FTE(i % 5000)),
		FTEOn: model.NewDate(2026, 10, 1), FTESource: "CVR", StaffBand: "10-19", Status: "active",
		Source: "cvr.csv",
	})
}

// filled makes a database with benchRows companies.
func filled(b *testing.B) *Store {
	b.Helper()
	s := openAt(b, filepath.Join(b.TempDir(), "b.db"), Options{Create: true, Passphrase: pass, Params: crypt.Cheap})
	if _, err := s.Apply(context.Background(),
		model.ChangeSet{Action: "import", Changes: manyCompanies(benchRows)}); err != nil {
		b.Fatal(err)
	}
	return s
}

func BenchmarkDurableSave(b *testing.B) {
	s := openAt(b, filepath.Join(b.TempDir(), "b.db"), Options{Create: true, Passphrase: pass, Params: crypt.Cheap})
	citizen := &model.Citizen{FirstName: "Anna", LastName: "Holm", Note: "note"}
	apply(b, s, model.Add(citizen))
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		after := schema.Clone(citizen).(*model.Citizen)
		after.Note = fmt.Sprint("note ", i)
		start := time.Now()
		apply(b, s, model.Edit(citizen, after))
		took = append(took, time.Since(start))
		citizen = after
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}

func BenchmarkImport(b *testing.B) {
	for b.Loop() {
		s := openAt(b, filepath.Join(b.TempDir(), "b.db"), Options{Create: true, Passphrase: pass, Params: crypt.Cheap})
		peak := watchHeap()
		start := time.Now()
		if _, err := s.Apply(context.Background(), streamOf(benchRows, manyCompany)); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(benchRows/time.Since(start).Seconds(), "rows/s")
		b.ReportMetric(peak(), "peak-heap-MB")
		start = time.Now()
		undo(b, s, "")
		b.ReportMetric(benchRows/time.Since(start).Seconds(), "undo-rows/s")
		s.Close()
	}
}

// watchHeap samples the heap until the answer is called, which gives the most there was, in MB.
func watchHeap() func() float64 {
	var most atomic.Uint64
	stop := make(chan struct{})
	done := make(chan struct{})
	go func() {
		defer close(done)
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			most.Store(max(most.Load(), m.HeapInuse))
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return func() float64 { close(stop); <-done; return float64(most.Load()) / (1 << 20) }
}

func BenchmarkOpen(b *testing.B) {
	path := filled(b).address()
	for b.Loop() {
		s, err := Open(context.Background(), path, Options{Passphrase: pass})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.List(context.Background(), "company", schema.Query{Limit: 50}); err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}

func BenchmarkEach(b *testing.B) {
	s := filled(b)
	for b.Loop() {
		n := 0
		start := time.Now()
		if err := s.Each(context.Background(), "company", schema.Query{},
			func(model.Entity) error { n++; return nil }); err != nil || n != benchRows {
			b.Fatal(n, err)
		}
		b.ReportMetric(float64(n)/time.Since(start).Seconds(), "rows/s")
	}
}

func BenchmarkPage(b *testing.B) {
	s := filled(b)
	for b.Loop() {
		if _, err := s.List(context.Background(), "company",
			schema.Query{Order: []schema.Order{{Field: "name"}}, Limit: 50, Offset: 1000}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLog reads the newest 200 entries of the log, each with one row and what it was before and after.
func BenchmarkLog(b *testing.B) {
	ctx, s := context.Background(), fresh(b)
	c := &model.Company{Name: "Café Æble"}
	apply(b, s, model.Add(c))
	for i := range 200 {
		next := *c
		next.Town = fmt.Sprint("By ", i)
		apply(b, s, model.Edit(c, &next))
		c = &next
	}
	for b.Loop() {
		if _, err := s.Log(ctx, schema.LogQuery{Limit: 200}); err != nil {
			b.Fatal(err)
		}
	}
}
