package selftest

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"jobspor/data/paths"
	"jobspor/model"
	"jobspor/model/schema"
)

// programsAtOnce is how many programs write into one database at the same time.
const programsAtOnce = 16

// sharing lets several programs save into one database, each so many times, while copies are made beside.
func sharing(ctx context.Context, t *trial) error {
	p, err := t.world(ctx, "shared")
	if err != nil {
		return err
	}
	before, err := p.companies(ctx)
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	failed, copies := 0, 0
	var broken error
	note := func(fn func()) {
		mu.Lock()
		defer mu.Unlock()
		fn()
	}
	for i := range programsAtOnce {
		var lines strings.Builder
		for j := range t.n {
			fmt.Fprintf(&lines, "company add --set 'name=Firma %d %d'\n", i, j)
		}
		path := filepath.Join(p.dir, fmt.Sprintf("batch%d.txt", i))
		if err := paths.WriteFile(path, true, writes(lines.String())); err != nil {
			return err
		}
		wg.Go(func() {
			got, err := p.run(ctx, "batch", path, "--keep-going", "--json")
			note(func() {
				failed += strings.Count(got.out, `"error":{`)
				if broken == nil {
					broken = err
				}
				if got.status != 0 {
					t.fault("a program ended with status %d: %s", got.status, lastLine(got.err))
				}
			})
		})
	}
	stop, beside := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(beside)
		for {
			got, err := p.ran(p.command(ctx, "backup"), (*exec.Cmd).Run)
			note(func() {
				if err == nil && got.status == 0 {
					copies++
				} else if ctx.Err() == nil {
					t.fault("a copy failed: %s", lastLine(got.err))
				}
			})
			select {
			case <-stop:
				return
			case <-ctx.Done():
				return
			default:
			}
		}
	}()
	wg.Wait()
	close(stop)
	<-beside
	if broken != nil || ctx.Err() != nil {
		return broken
	}
	after, err := p.companies(ctx)
	if err != nil {
		return err
	}
	t.Runs = programsAtOnce * t.n
	t.sum(after-before, failed, copies)
	return nil
}

// sum judges what is there.
func (t *trial) sum(there, failed, copies int) {
	lost := t.Runs - there
	t.Counts = model.Args{"programs": programsAtOnce, "each": t.n, "lost": lost, "failed": failed, "copies": copies}
	if lost != 0 || failed != 0 || copies == 0 {
		t.fault("%d writes are there of %d, %d failed, %d copies", there, t.Runs, failed, copies)
	}
}

// companies opens and checks the database and counts.
func (p *program) companies(ctx context.Context) (n int, err error) {
	if _, err := p.state(ctx); err != nil {
		return 0, err
	}
	db, err := p.open(ctx, passphrase)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	return db.Service.Store.Count(ctx, "company", schema.Query{})
}
