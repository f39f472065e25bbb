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

// Search builds an index of n companies and searches it after every key of a few hundred searches.
// It ends early with ctx's error.
func Search(ctx context.Context, n int) (Report, error) {
	companies := slices.Collect(Companies(n, seed))
	keys := Keystrokes(companies, 200, seed)
	r := Report{Companies: n, Keys: len(keys)}

	start := time.Now()
	b := search.NewBuilder(n)
	for i, c := range companies {
		if i%4096 == 0 && ctx.Err() != nil {
			return Report{}, fmt.Errorf("measure search: %w", ctx.Err())
		}
		b.Add(c.Doc())
	}
	ix, err := b.Build(ctx)
	if err != nil {
		return Report{}, fmt.Errorf("measure search: %w", err)
	}
	r.Build = time.Since(start)
	r.Bytes = ix.Bytes()

	changed := make([]Company, 0, 50)
	for i := range cap(changed) {
		changed = append(changed, companies[i*len(companies)/cap(changed)])
	}
	companies, b = nil, nil
	r.Heap = liveHeap()

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
	r.Patch, err = patches(ctx, ix, changed)
	return r, err
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
