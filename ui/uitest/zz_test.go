package uitest

import (
	"context"
	"os"
	"runtime"
	"testing"
	"time"

	"jobspor/data/store"
	"jobspor/matching"
	"jobspor/model"
	"jobspor/ui/wire"
)

func TestZZBuild(t *testing.T) {
	p := os.Getenv("ZZ_DB")
	if p == "" {
		t.Skip()
	}
	ctx := context.Background()
	s, err := wire.Open(ctx, p, store.Options{}, "", "")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for range 4 {
		start := time.Now()
		o, err := wire.Options(ctx, s.Store)
		if err != nil {
			t.Fatal(err)
		}
		opt := time.Since(start)
		start = time.Now()
		snap, err := matching.Build(ctx, s.Store, o)
		if err != nil {
			t.Fatal(err)
		}
		took := time.Since(start)
		start = time.Now()
		n := 0
		s.Store.Each(ctx, "company", model.Query{}, func(model.Entity) error { n++; return nil })
		each := time.Since(start)
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		t.Logf("options %v build %v each %v, %d companies, snapshot %d MB heap %d sys %d", opt, took, each, snap.Companies(), snap.Bytes()>>20, m.HeapAlloc>>20, m.Sys>>20)
		data, _ := os.ReadFile("/proc/self/status")
		for _, l := range splitLines(string(data)) {
			if len(l) > 5 && l[:5] == "VmHWM" {
				t.Log(l)
			}
		}
	}
}

func splitLines(s string) (out []string) {
	at := 0
	for i := range s {
		if s[i] == '\n' {
			out = append(out, s[at:i])
			at = i + 1
		}
	}
	return out
}
