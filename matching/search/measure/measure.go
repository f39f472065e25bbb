package measure

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"time"

	"jobspor/matching/search"
)

// Report is how a search index did at one size. Times are wall times.
type Report struct {
	Companies int
	Build     time.Duration // all documents to an index
	Bytes     int           // what the index holds in memory
	Heap      uint64        // live heap of the program with only the index left
	Keys      int           // keystrokes searched
	P50, P95  time.Duration // one keystroke to the best 50
	Worst     time.Duration
	Patch     time.Duration // one changed company to an index that finds it, median
}

// Sizes are the numbers of companies that reports are made for.
var Sizes = []int{10_000, 100_000, 1_000_000}

const seed = 2635

// Search builds an index of n companies and searches it after every key of two hundred searches.
// It ends early with ctx's error.
func Search(ctx context.Context, n int) (Report, error) {
	ix, sample, took, err := build(ctx, n)
	if err != nil {
		return Report{}, fmt.Errorf("measure search: %w", err)
	}
	keys := Keystrokes(sample, 200, seed)
	r := Report{Companies: n, Keys: len(keys), Build: took, Bytes: ix.Bytes(), Heap: liveHeap()}

	times := make([]time.Duration, 0, len(keys))
	for _, key := range keys {
		start := time.Now()
		if _, err := ix.Search(ctx, key, search.Options{}); err != nil {
			return Report{}, fmt.Errorf("measure search: %w", err)
		}
		times = append(times, time.Since(start))
	}
	r.P50, r.P95 = Percentiles(times)
	r.Worst = slices.Max(times)
	r.Patch, err = patches(ctx, ix, sample[:min(50, len(sample))])
	return r, err
}

// block is how many companies are made between two looks at the watch, so that only the index's own
// work is timed and not all companies are in memory at once.
const block = 4096

// build indexes n companies and returns a few hundred of them, evenly spread.
func build(ctx context.Context, n int) (*search.Index, []Company, time.Duration, error) {
	var sample []Company
	var took time.Duration
	b := search.NewBuilder(n)
	docs := make([]search.Doc, 0, block)
	add := func() {
		start := time.Now()
		for _, d := range docs {
			b.Add(d)
		}
		took += time.Since(start)
		docs = docs[:0]
	}
	made := 0
	for c := range Companies(n, seed) {
		if made++; made%max(1, n/500) == 0 {
			sample = append(sample, c)
		}
		if docs = append(docs, c.Doc()); len(docs) == block {
			add()
			if ctx.Err() != nil {
				return nil, nil, 0, ctx.Err()
			}
		}
	}
	add()
	start := time.Now()
	ix, err := b.Build(ctx)
	return ix, sample, took + time.Since(start), err
}

// patches changes companies one after the other, each time until a search finds the change, and returns
// the median time.
func patches(ctx context.Context, ix *search.Index, companies []Company) (time.Duration, error) {
	var times []time.Duration
	for i, c := range companies {
		c.Name = fmt.Sprintf("Ændret%dnavn", i)
		start := time.Now()
		ix = ix.Patch([]search.Doc{c.Doc()}, nil)
		found, err := ix.Search(ctx, c.Name, search.Options{})
		if err != nil {
			return 0, fmt.Errorf("measure patch: %w", err)
		}
		if len(found.Hits) == 0 || found.Hits[0].ID != c.CVR {
			return 0, fmt.Errorf("measure patch: changed company %d not found", i)
		}
		times = append(times, time.Since(start))
	}
	p50, _ := Percentiles(times)
	return p50, nil
}

// Percentiles returns the median and the 95th percentile; it sorts times.
func Percentiles(times []time.Duration) (p50, p95 time.Duration) {
	if len(times) == 0 {
		return 0, 0
	}
	slices.Sort(times)
	return times[len(times)/2], times[len(times)*95/100]
}

func liveHeap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// Header is the first line of a table of reports.
const Header = "companies      build   index MB    heap MB    keys   p50 ms   p95 ms   max ms  change ms"

// Print writes the report as a line under Header.
func (r Report) Print(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%9d %8.2f s %10.1f %10.1f %7d %8.3f %8.3f %8.3f %10.3f\n", r.Companies, r.Build.Seconds(),
		float64(r.Bytes)/1e6, float64(r.Heap)/1e6, r.Keys, ms(r.P50), ms(r.P95), ms(r.Worst), ms(r.Patch))
	return err
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
