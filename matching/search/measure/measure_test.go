package measure

import (
	"bytes"
	"fmt"
	"testing"
)

func TestMeasure(t *testing.T) {
	r, err := Search(t.Context(), 2000)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := r.Print(&out); err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s\n%s", Header, out.String())
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
