package bench

import (
	"context"
	"flag"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"jobspor/matching/search"
	"jobspor/matching/search/measure"
)

var sizes = flag.String("sizes", "10000,100000", "numbers of companies, with commas; 1000000 takes minutes")

const seed = 2635

// BenchmarkPeers prints, per size, the median and the 95th percentile of one keystroke for each peer and
// how many times as long it takes as jobspor. A slow peer is asked fewer of the same keystrokes, evenly
// spread; the ratio is over the keystrokes both were asked.
func BenchmarkPeers(b *testing.B) {
	for n := range numbers(b, *sizes) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for range b.N {
				compare(b, n)
			}
		})
	}
}

func compare(b *testing.B, n int) {
	ctx := context.Background()
	companies := make([]measure.Company, 0, n)
	docs := make([]search.Doc, 0, n)
	lines := make([]string, 0, n)
	for c := range measure.Companies(n, seed) {
		companies = append(companies, c)
		docs = append(docs, c.Doc())
		lines = append(lines, line(c.Doc()))
	}
	keys := measure.Keystrokes(companies, 200, seed)
	ix, err := search.Build(ctx, docs)
	if err != nil {
		b.Fatal(err)
	}
	own := peer{"jobspor", func(query string) ([]int, error) {
		got, err := ix.Search(ctx, query, search.Options{Limit: limit})
		return make([]int, len(got.Hits)), err
	}}
	fts5, closeFTS5, err := fts5Peer(ctx, lines, filepath.Join(b.TempDir(), "fts5.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer closeFTS5()

	ownTimes, _ := ask(b, own, keys, len(keys))
	b.Logf("%d companies, %d keystrokes", n, len(keys))
	b.Logf("%-14s %6s %10s %10s %10s %10s", "", "keys", "p50 ms", "p95 ms", "× p50", "× p95")
	show(b, own.name, ownTimes, ownTimes)
	for _, p := range []peer{fzfPeer(lines), fts5, fuzzyPeer(lines)} {
		times, asked := ask(b, p, keys, max(60, min(len(keys), 20_000_000/n)))
		same := make([]time.Duration, len(asked))
		for i, k := range asked {
			same[i] = ownTimes[k]
		}
		show(b, p.name, times, same)
	}
}

// ask types some of the keys and returns the time of each, and which they were.
func ask(b *testing.B, p peer, keys []string, some int) (times []time.Duration, asked []int) {
	for i := range some {
		k := i * len(keys) / some
		start := time.Now()
		if _, err := p.find(keys[k]); err != nil {
			b.Fatalf("%s: %v", p.name, err)
		}
		times, asked = append(times, time.Since(start)), append(asked, k)
	}
	return times, asked
}

func show(b *testing.B, name string, times, own []time.Duration) {
	times, own = append([]time.Duration(nil), times...), append([]time.Duration(nil), own...)
	p50, p95 := measure.Percentiles(times)
	own50, own95 := measure.Percentiles(own)
	b.Logf("%-14s %6d %10.3f %10.3f %10.1f %10.1f", name, len(times), ms(p50), ms(p95),
		float64(p50)/float64(own50), float64(p95)/float64(own95))
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// numbers reads a list of numbers with commas.
func numbers(b *testing.B, list string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for s := range strings.SplitSeq(list, ",") {
			n, err := strconv.Atoi(s)
			if err != nil || n < 100 {
				b.Fatalf("-sizes %s: %q is not a number of companies from 100", list, s)
			}
			if !yield(n) {
				return
			}
		}
	}
}

// TestPeersFind shows that every peer is asked rightly: a company's own name finds it.
func TestPeersFind(t *testing.T) {
	var lines []string
	var names []string
	for c := range measure.Companies(300, seed) {
		lines, names = append(lines, line(c.Doc())), append(names, c.Name)
	}
	fts5, closeFTS5, err := fts5Peer(t.Context(), lines, filepath.Join(t.TempDir(), "fts5.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer closeFTS5()
	for _, p := range []peer{fzfPeer(lines), fts5, fuzzyPeer(lines)} {
		found := 0
		for i, name := range names {
			got, err := p.find(name)
			if err != nil {
				t.Fatalf("%s: %v", p.name, err)
			}
			if slices.Contains(got, i) {
				found++
			}
		}
		if found < len(names)*9/10 {
			t.Errorf("%s: finds %d of %d companies by their names", p.name, found, len(names))
		}
	}
}
