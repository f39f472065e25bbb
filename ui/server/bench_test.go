package server_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"jobspor/data/store"
	"jobspor/model"
	"jobspor/ui/bootstrap"
)

// BenchmarkSessions prints how 50 sessions feel with 20,000 companies: from a key to the first bytes of an answer, while
// all type at once with a second between two keys, and the live memory of a session. Beside it one session alone.
func BenchmarkSessions(b *testing.B) {
	x := newTeam(b, "sessions_per_person = 100")
	x.stop()
	ctx := context.Background()
	db, err := bootstrap.Open(ctx, x.path, store.Options{Now: bootstrap.Clock(today)}, "", "")
	must(b, err)
	for at := 0; at < 20_000; at += 1000 {
		cs := model.ChangeSet{Action: "company.add"}
		for i := range 1000 {
			n := strconv.Itoa(at + i)
			cs.Changes = append(cs.Changes, model.Add(&model.Company{Name: "Sted " + n, Town: "Ishøj", Status: "active",
				Source: "typed"}))
		}
		_, err := db.Store.Apply(ctx, cs)
		must(b, err)
	}
	must(b, db.Close())
	x.serve("sessions_per_person = 100")
	for b.Loop() {
		for _, n := range []int{1, 50} {
			x.measure(b, n)
		}
	}
}

// measure types in n sessions at once.
func (x *team) measure(b *testing.B, n int) {
	before := liveHeap()
	var sessions []*screen
	for i := range n {
		p := x.open(x.login([]string{"MK", "JB"}[i%2]))
		p.press("2")
		p.sees("virksomheder")
		sessions = append(sessions, p)
	}
	heap := liveHeap()
	var mu sync.Mutex
	var all []time.Duration
	var work sync.WaitGroup
	for i, p := range sessions {
		work.Go(func() {
			time.Sleep(time.Duration(i) * time.Second / time.Duration(n))
			for range 20 {
				p.out.Reset()
				began := time.Now()
				p.press("j")
				for p.out.String() == "" && time.Since(began) < patience {
					time.Sleep(200 * time.Microsecond)
				}
				took := time.Since(began)
				mu.Lock()
				all = append(all, took)
				mu.Unlock()
				time.Sleep(time.Second)
			}
		})
	}
	work.Wait()
	slices.Sort(all)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	fmt.Printf("%d sessions: key to first bytes p50 %.1f ms, p95 %.1f ms; live heap per session %.2f MB, "+
		"the client's side in it\n",
		n, ms(all[len(all)/2]), ms(all[len(all)*95/100]), float64(heap-before)/float64(n)/1e6)
	for _, p := range sessions {
		p.press("q")
		_ = p.s.Wait()
	}
}

func liveHeap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
