package measure

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"unicode/utf8"
)

func TestCompanies(t *testing.T) {
	weights := []int{2, 7, 6, 5, 4, 3, 2, 1}
	seen := map[string]bool{}
	again := slices.Collect(Companies(20_000, 7))
	i := 0
	for c := range Companies(20_000, 7) {
		if !reflect.DeepEqual(c, again[i]) {
			t.Fatalf("company %d: got %+v, then %+v", i, c, again[i])
		}
		sum := 0
		for j, w := range weights {
			sum += w * int(c.CVR[j]-'0')
		}
		if len(c.CVR) != 8 || sum%11 != 0 || seen[c.CVR] {
			t.Fatalf("company %d: CVR %s is wrong or not new", i, c.CVR)
		}
		seen[c.CVR] = true
		if c.Name == "" || len(c.Postcode) != 4 || c.Town == "" || len(c.Division) != 2 || c.Industry == "" ||
			c.Employees < 0 {
			t.Fatalf("company %d is not whole: %+v", i, c)
		}
		i++
	}
}

func TestKeystrokes(t *testing.T) {
	companies := slices.Collect(Companies(100, 7))
	keys := Keystrokes(companies, 50, 7)
	if !slices.Equal(keys, Keystrokes(companies, 50, 7)) {
		t.Error("the same seed gives other keystrokes")
	}
	searches := 0
	for i, k := range keys {
		if n := utf8.RuneCountInString(k); n == 1 {
			searches++
		} else if i == 0 || n != utf8.RuneCountInString(keys[i-1])+1 {
			t.Fatalf("key %d: %q after %q is not one letter more", i, k, keys[max(i-1, 0)])
		}
	}
	if searches != 50 {
		t.Errorf("got %d searches, want 50", searches)
	}
}

// TestSearch shows that a report is of the index it says: every figure is there, and the line is printed.
func TestSearch(t *testing.T) {
	r, err := Search(t.Context(), 2000)
	if err != nil {
		t.Fatal(err)
	}
	if r.Companies != 2000 || r.Build <= 0 || r.Bytes < 50*2000 || r.Keys < 1000 || r.P50 <= 0 || r.P95 < r.P50 ||
		r.Worst < r.P95 || r.Patch <= 0 {
		t.Errorf("report is not whole: %+v", r)
	}
	var out bytes.Buffer
	if err := r.Print(&out); err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s\n%s", Header, out.String())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Search(ctx, 20_000); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v, want %v", err, context.Canceled)
	}
}

func BenchmarkSearch(b *testing.B) {
	for _, n := range Sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for range b.N {
				r, err := Search(b.Context(), n)
				if err != nil {
					b.Fatal(err)
				}
				var out bytes.Buffer
				if err := r.Print(&out); err != nil {
					b.Fatal(err)
				}
				b.Logf("\n%s\n%s", Header, out.String())
				b.ReportMetric(r.P50.Seconds()*1000, "p50-ms")
				b.ReportMetric(r.P95.Seconds()*1000, "p95-ms")
				b.ReportMetric(r.Build.Seconds()*1000, "build-ms")
				b.ReportMetric(0, "ns/op")
			}
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range Sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for range b.N {
				_, _, took, err := build(b.Context(), n)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(took.Seconds(), "s/build")
			}
		})
	}
}
