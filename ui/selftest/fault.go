package selftest

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"jobspor/model"
)

// diskFault is a way in which a disk fails while the program writes.
type diskFault struct {
	name  string
	errno syscall.Errno
	kinds []string // of calls that fail
	every bool     // from the chosen call on, else only that one
	first bool     // from the first call on
	gone  bool     // the folder vanishes before the chosen call, and comes back when the program has ended
}

var diskFaults = []diskFault{
	{name: "a write fails (EIO)", errno: syscall.EIO, kinds: []string{"write"}},
	{name: "a sync fails (EIO)", errno: syscall.EIO, kinds: []string{"sync"}},
	{name: "a truncation fails (EIO)", errno: syscall.EIO, kinds: []string{"truncate"}},
	{name: "a write finds no room (ENOSPC)", errno: syscall.ENOSPC, kinds: []string{"write"}},
	{name: "the disk is full (ENOSPC)", errno: syscall.ENOSPC,
		kinds: []string{"write", "truncate", "folder"}, every: true},
	{name: "a file cannot be renamed or removed (EIO)", errno: syscall.EIO, kinds: []string{"rename", "remove"}},
	{name: "a file cannot be opened for writing (EIO)", errno: syscall.EIO, kinds: []string{"open"}},
	{name: "the folder vanishes", kinds: []string{"open", "write", "sync"}, gone: true},
	{name: "the disk is read-only (EROFS)", errno: syscall.EROFS,
		kinds: []string{"open", "folder", "rename", "remove"}, every: true, first: true},
}

// failing lets system calls of the program fail in every kind of write.
func failing(ctx context.Context, t *trial) error {
	all, err := t.rehearse(ctx)
	if err != nil {
		return err
	}
	t.Counts = model.Args{"lost": 0, "torn": 0, "broken": 0, "left": 0, "wordless": 0, "said": 0, "done": 0}
	if len(all[0].calls) == 0 {
		t.NotRun = append(t.NotRun, notWatched)
		return nil
	}
	for i := 0; t.Runs < t.n; i++ {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		// Neither length divides the other's turns: in the end each fault meets each kind of write.
		r, err := t.turn(ctx, all[(i+i/len(diskFaults))%len(all)], i/len(all))
		if err != nil {
			return err
		}
		if err := t.failOnce(ctx, r, diskFaults[i%len(diskFaults)]); err != nil {
			return err
		}
	}
	return nil
}

// failOnce lets one run meet a fault and looks at what it says and leaves. A kind of write that makes no such call is
// no run.
func (t *trial) failOnce(ctx context.Context, r *rehearsed, f diskFault) error {
	calls := map[string]int{}
	for _, kind := range f.kinds {
		if n := r.calls[kind]; n > 0 {
			calls[kind] = n
		}
	}
	if len(calls) == 0 {
		return nil
	}
	p, err := r.world.copyTo(filepath.Join(t.dir, "run"))
	if err != nil {
		return err
	}
	defer os.RemoveAll(p.dir)
	kind, k := t.pick(calls)
	if f.first {
		kind, k = slices.Sorted(maps.Keys(calls))[0], 1
	}
	data, gone := filepath.Join(p.dir, "data"), filepath.Join(p.dir, "gone")
	n, met := 0, false
	got, err := p.ran(r.command(ctx, p), func(cmd *exec.Cmd) error {
		return p.watch(cmd, func(c call) answer {
			is := c.kind()
			if is == kind {
				n++
			}
			now := is == kind && n == k
			if met = met || now || f.first; !met || !(now || f.every) || !slices.Contains(f.kinds, is) {
				return answer{}
			}
			if f.gone {
				_ = os.Rename(data, gone)
			}
			return answer{fails: f.errno}
		})
	})
	if err != nil {
		return fmt.Errorf("%s, %s: %w", r.name, f.name, err)
	}
	if f.gone && exists(gone) {
		if err := os.RemoveAll(data); err != nil { // what the program made in its place
			return err
		}
		if err := os.Rename(gone, data); err != nil {
			return err
		}
	}
	t.Runs++
	t.judge(ctx, r, p, got, fmt.Sprintf("%s, %s at %s %d of %d", r.name, f.name, kind, k, r.calls[kind]))
	return nil
}

// judge looks at what a run said and left.
func (t *trial) judge(ctx context.Context, r *rehearsed, p *program, got said, where string) {
	confirmed := r.confirmed(got)
	if got.status == 0 {
		t.count("done")
	} else {
		t.count("said")
	}
	if got.status != 0 && (!strings.Contains(got.err, "error:") || panicked(got.err) || wordless(got.err)) {
		t.count("wordless")
		t.fault("%s: no sentence: %s", where, lastLine(got.err))
	}
	if why := r.outcome(ctx, p, confirmed); why != "" && ctx.Err() == nil {
		t.count(countOf(why))
		t.fault("%s: %s (%s)", where, why, lastLine(got.err))
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-2):], " / ")
}
