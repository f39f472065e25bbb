//go:build unix

package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

// TestKilledProgramsLoseNothing kills a saving program 20 times at random moments. Every change set that it
// acknowledged is there whole, every other is there whole or not at all, and the file is sound.
func TestKilledProgramsLoseNothing(t *testing.T) {
	onlyFile(t)
	t.Run("disk", killedProgramsLoseNothing)
	t.Run("share", func(t *testing.T) {
		onAShare(t, "nfs")
		killedProgramsLoseNothing(t)
	})
}

func killedProgramsLoseNothing(t *testing.T) {
	s := fresh(t)
	path := s.address()
	s.Close()
	acked := map[int64]string{}
	for range 20 {
		cmd := child(t, "ack", path)
		cmd.Stderr = nil
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		kill := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
		for lines := bufio.NewScanner(out); lines.Scan(); {
			var seq int64
			var id string
			if _, err := fmt.Sscanf(lines.Text(), "ack %d %s", &seq, &id); err != nil {
				break // a line that was cut
			}
			if acked[seq] = id; kill.Stop() { // the first: from here on any moment will do
				time.AfterFunc(time.Duration(rand.IntN(40_000))*time.Microsecond, func() { _ = cmd.Process.Kill() })
			}
		}
		_ = cmd.Wait()
	}
	if len(acked) < 20 {
		t.Fatalf("only %d change sets were acknowledged", len(acked))
	}
	s = openAt(t, path, Options{Passphrase: pass})
	ctx := context.Background()
	if found, err := s.Check(ctx); err != nil || len(found) > 0 {
		t.Errorf("check: %v %v", found, err)
	}
	log, err := s.Log(ctx, schema.LogQuery{})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d change sets acknowledged, %d found", len(acked), len(log))
	counts := map[int64]int{}
	for _, e := range log {
		counts[e.Seq] = e.Count
	}
	for seq, id := range acked {
		c := get[model.Company](t, s, id)
		if c == nil || counts[seq] != c.Hosted.V+1 {
			t.Errorf("acknowledged change set %d is gone or not whole", seq)
		}
	}
	companies, err := All[model.Company](ctx, s, schema.Query{})
	if err != nil || len(companies) != len(log) {
		t.Errorf("%d companies for %d entries, %v", len(companies), len(log), err)
	}
	for _, c := range companies {
		if n, err := s.Count(ctx, "person", schema.Where("company", c.ID)); err != nil || n != c.Hosted.V {
			t.Errorf("a company has %d persons, want %d: %v", n, c.Hosted.V, err)
		}
	}
}
