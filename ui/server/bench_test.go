package server_test

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"jobspor/data/crypt"
	"jobspor/data/demo"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/ui/bootstrap"
)

// manyCompanies serves a sealed database with 20,000 companies.
func manyCompanies(b *testing.B) *team {
	dir := b.TempDir()
	x := &team{t: b, path: filepath.Join(dir, "team.db"), keys: map[string]gossh.Signer{},
		pass: filepath.Join(dir, "pass")}
	o := store.Options{Passphrase: []byte("blå cykel under broen"), Params: crypt.Cheap}
	must(b, writeFile(x.pass, string(o.Passphrase)))
	x.make(o)
	ctx := context.Background()
	db, err := bootstrap.Open(ctx, x.path, store.Options{Passphrase: o.Passphrase, Now: bootstrap.Clock(today)}, "", "")
	must(b, err)
	for at := 0; at < 20_000; at += 1000 {
		cs := model.ChangeSet{Actor: demo.ID("consultant", demo.Mette), Action: "company.add"}
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
	return x
}

// BenchmarkSessions prints how 50 sessions feel with 20,000 companies in a sealed database: from a key to the first
// bytes of an answer, while all type at once with a second between two keys, and the live memory of a session. Beside
// it one session alone.
func BenchmarkSessions(b *testing.B) {
	x := manyCompanies(b)
	for b.Loop() {
		for _, n := range []int{1, 50} {
			x.measure(b, n)
		}
	}
}

// BenchmarkSaveBesideStalled prints what a save takes alone, and while a terminal has not read the answers to 2,500 keys:
// at most 1.2 times as long, by its middle.
func BenchmarkSaveBesideStalled(b *testing.B) {
	x := manyCompanies(b)
	c := x.login("MK")
	saves := func() time.Duration {
		var all []time.Duration
		for i := range 100 {
			began := time.Now()
			if _, errs, status := x.run(c, "company add 'Nyt "+strconv.Itoa(i)+"'", ""); status != 0 {
				b.Fatal(errs)
			}
			all = append(all, time.Since(began))
		}
		slices.Sort(all)
		return all[len(all)/2]
	}
	saves()
	for b.Loop() {
		alone, beside := time.Hour, time.Hour // the best of three each: other work on the machine only delays
		for range 3 {
			alone = min(alone, saves())
			end := x.stall()
			beside = min(beside, saves())
			end()
		}
		fmt.Printf("a save: alone %.1f ms, beside a stalled session %.1f ms: %.2f times\n", ms(alone), ms(beside),
			float64(beside)/float64(alone))
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

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
