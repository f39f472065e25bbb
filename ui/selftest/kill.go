package selftest

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"jobspor/model"
)

// killed kills the program at random moments and, where its system calls can be watched, before chosen ones, in every
// kind of write. Every second kill is of the one sort.
func killed(ctx context.Context, t *trial) error {
	all, err := t.rehearse(ctx)
	if err != nil {
		return err
	}
	t.Counts = model.Args{"lost": 0, "torn": 0, "broken": 0, "left": 0, "acked": 0, "atcall": 0}
	for i := range t.n {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		r, err := t.turn(ctx, all[i%len(all)], i/len(all))
		if err != nil {
			return err
		}
		if err := t.killOnce(ctx, r, i/len(all)%2 == 0 && len(r.calls) > 0); err != nil {
			return err
		}
	}
	if t.Counts["atcall"] == 0 {
		t.NotRun = append(t.NotRun, notWatched)
	}
	return nil
}

// killOnce kills one run and looks at what it left.
func (t *trial) killOnce(ctx context.Context, r *rehearsed, atCall bool) error {
	p, err := r.world.copyTo(filepath.Join(t.dir, "run"))
	if err != nil {
		return err
	}
	defer os.RemoveAll(p.dir)
	cmd := r.command(ctx, p)
	var got said
	where := "at a moment"
	if atCall {
		kind, k := t.pick(r.calls)
		where = fmt.Sprintf("before %s %d of %d", kind, k, r.calls[kind])
		t.Counts["atcall"] = t.Counts["atcall"].(int) + 1
		n := 0
		got, err = p.ran(cmd, func(cmd *exec.Cmd) error {
			return p.watch(cmd, func(c call) answer {
				if c.kind() == kind {
					n++
				}
				return answer{kill: n == k && c.kind() == kind}
			})
		})
	} else {
		after := time.Duration(t.rand.Int64N(int64(r.took * 11 / 10)))
		got, err = p.ran(cmd, func(cmd *exec.Cmd) error {
			if err := cmd.Start(); err != nil {
				return err
			}
			defer time.AfterFunc(after, func() { _ = cmd.Process.Kill() }).Stop()
			return cmd.Wait()
		})
	}
	if err != nil {
		return fmt.Errorf("%s, killed %s: %w", r.name, where, err)
	}
	t.Runs++
	confirmed := r.confirmed(got)
	t.Counts["acked"] = t.Counts["acked"].(int) + confirmed
	if why := r.outcome(ctx, p, confirmed); why != "" && ctx.Err() == nil {
		t.count(countOf(why))
		t.fault("%s, killed %s: %s", r.name, where, why)
	}
	return nil
}

// pick draws a kind of call, and which of them.
func (t *trial) pick(calls map[string]int) (kind string, k int) {
	kinds := slices.Sorted(maps.Keys(calls))
	kind = kinds[t.rand.IntN(len(kinds))]
	return kind, 1 + t.rand.IntN(calls[kind])
}

func (t *trial) count(key string) {
	n, _ := t.Counts[key].(int)
	t.Counts[key] = n + 1
}

func (t *trial) fault(format string, args ...any) {
	t.Faults = append(t.Faults, fmt.Sprintf(format, args...))
}
