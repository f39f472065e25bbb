package importer

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"jobspor/model"
)

const manyRows = 100_000

// manyCompanies writes generated rows with the columns of a usual municipal list.
func manyCompanies(n int) string {
	var b strings.Builder
	b.WriteString("Navn;CVR-nr.;P-nr.;Adresse;Postnr;By;Telefon;E-mail;Branchekode;Branche tekst;Årsværk;Årsværk " +
		"dato;Ansatte;Vil ansætte;Ugedage;Note\r\n")
	for i := range n {
		fmt.Fprintf(&b, "Virksomhed nr. %d ApS;13748136;%010d;Strandvejen %d, "+
			"1. tv;%d;Ishøj;%08d;post%d@eksempel.dk;561110;Servering af mad;%d,5;31-12-2025;10-19;ja;man, "+
			"tirsdag, fre;Ringede i foråret og vil gerne høre mere\r\n",
			i, 2_000_000_000+i, i%200, 2600+i%90, 20_000_000+i, i, i%40)
	}
	return b.String()
}

// peak runs do and gives the highest heap seen meanwhile, in MB.
func peak(do func()) float64 {
	runtime.GC()
	done, out := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		var m runtime.MemStats
		for {
			select {
			case <-done:
				out <- most
				return
			case <-time.After(5 * time.Millisecond):
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapInuse)
			}
		}
	}()
	do()
	close(done)
	return float64(<-out) / (1 << 20)
}

func heapAfterGC() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

func benchmarkPlan(b *testing.B, data []byte, there Existing, want Verdict) *Plan {
	var p *Plan
	mb, before := 0.0, heapAfterGC()
	for b.Loop() {
		mb = max(mb, peak(func() {
			src, err := Read(context.Background(), bytes.NewReader(data), int64(len(data)), "liste")
			if err == nil {
				p, err = NewPlan(context.Background(), src, there, "company", options())
			}
			if err != nil {
				b.Fatal(err)
			}
			for range p.ChangeSet("anna00000000").All() {
			}
		}))
	}
	if p.Counts[want] != manyRows {
		b.Fatalf("got %v, want %d %s", p.Counts, manyRows, want)
	}
	b.ReportMetric(float64(manyRows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(mb, "peak-MB")
	b.ReportMetric((heapAfterGC()-before)/manyRows, "B/row")
	runtime.KeepAlive(p)
	return p
}

func BenchmarkPlan(b *testing.B) {
	data := []byte(manyCompanies(manyRows))
	there := memoryStore{}
	b.Run("new", func(b *testing.B) {
		p := benchmarkPlan(b, data, nil, New)
		there = memoryStore{}
		there.apply(p.ChangeSet(""))
	})
	b.Run("unchanged", func(b *testing.B) { benchmarkPlan(b, data, there, Unchanged) })
	b.Run("changed", func(b *testing.B) {
		benchmarkPlan(b, bytes.ReplaceAll(data, []byte("31-12-2025"), []byte("31-12-2026")), there, Changed)
	})
	b.Run("xlsx", func(b *testing.B) {
		var rows [][]any
		for line := range strings.Lines(string(data)) {
			var row []any
			for c := range strings.SplitSeq(strings.TrimSpace(line), ";") {
				row = append(row, c)
			}
			rows = append(rows, row)
		}
		book := workbook(b, map[string][][]any{"Data": rows})
		rows = nil
		benchmarkPlan(b, book, nil, New)
	})
	b.Run("register", func(b *testing.B) {
		one := strings.ReplaceAll(unitJSON, "\n", "")
		var text strings.Builder
		for i := range manyRows {
			text.WriteString(strings.Replace(one, "1003456789", fmt.Sprint(2_000_000_000+i), 1) + "\n")
		}
		benchmarkPlan(b, []byte(text.String()), nil, New)
	})
}

// TestUnchangedRowsAreNotHeld keeps the rows that are as they were from being held.
func TestUnchangedRowsAreNotHeld(t *testing.T) {
	text := manyCompanies(100)
	there := memoryStore{}
	there.apply(plan(t, there, "company", text, options()).ChangeSet(""))
	for _, r := range plan(t, there, "company", text, options()).All() {
		if r.Verdict != Unchanged || r.Change() != (model.Change{}) || r.Title == "" {
			t.Fatalf("got %+v, want an unchanged row with its title and nothing else", r)
		}
	}
}
