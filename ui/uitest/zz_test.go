package uitest

import (
	"context"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"jobspor/data/store"

	"jobspor/ui/wire"
)

func rss() (hwm, now string) {
	data, _ := os.ReadFile("/proc/self/status")
	for l := range strings.Lines(string(data)) {
		f := strings.Fields(l)
		switch f[0] {
		case "VmHWM:":
			hwm = f[1]
		case "VmRSS:":
			now = f[1]
		}
	}
	return
}

func cpu() time.Duration {
	var r syscall.Rusage
	syscall.Getrusage(0, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func TestZZBuild(t *testing.T) {
	p := os.Getenv("ZZ_DB")
	if p == "" {
		t.Skip()
	}
	if v, err := strconv.Atoi(os.Getenv("ZZ_GC")); err == nil {
		debug.SetGCPercent(v)
	}
	say := func(what string) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		h, n := rss()
		t.Logf("%-10s heap %d MB, sys %d, rss %s, peak %s, gcs %d, total %d MB", what, m.HeapAlloc>>20, m.Sys>>20, n, h, m.NumGC, m.TotalAlloc>>20)
	}
	ctx := context.Background()
	say("start")
	s, err := wire.Open(ctx, p, store.Options{}, "", "")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	say("open")
	start, c := time.Now(), cpu()
	o, err := wire.Options(ctx, s.Store)
	if err != nil {
		t.Fatal(err)
	}
	t.Log("options", time.Since(start), cpu()-c)
	say("options")
	runtime.GC()
	say("options+gc")
	start, c = time.Now(), cpu()
	_ = o
	snap, err := s.Desk.Engine.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Log("build", time.Since(start), "cpu", cpu()-c, "snapshot", snap.Bytes()>>20)
	say("build")
	runtime.GC()
	say("build+gc")
	debug.FreeOSMemory()
	say("freed")
	_ = snap
	runtime.KeepAlive(o)
}
