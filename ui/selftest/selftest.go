// Package selftest puts the program to its own trials: it runs the program again and again on invented data below one
// folder, kills it, lets its disk fail, changes its files by hand, looks for what must not be there, and counts.
//
// It promises: nothing outside the folder is read or written, the program that it runs sees no other folder, and every
// trial can fail; tests of this package break what each looks at. What a system does not permit is said as not run.
package selftest

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"jobspor/data/store"
	"jobspor/model"
	"jobspor/ui/cli"
)

// check is one trial: one row of the table.
type check struct {
	name string
	run  func(ctx context.Context, t *trial) error
	// short and long are how many runs it makes in one minute and in longest minutes.
	short, long int
}

// longest is the number of minutes from which a trial makes all its runs.
const longest = 10

// checks are all trials, in the order of the table.
var checks = []check{
	{"kill", killed, 24, 330},
	{"fault", failing, 18, 120},
	{"share", sharing, 8, 200},
	{"machine", acting, 400, 10_000},
	{"tamper", tampered, 1, 1},
	{"secret", keeping, 1, 1},
	{"cpr", numbers, 1, 1},
	{"mutate", mutating, 20, 600},
	{"escape", escaping, 1, 1},
	{"clock", timing, 1, 1},
	{"memory", remembering, 1, 1},
	{"network", offline, 1, 1},
}

// trial is what a check has and what it finds.
type trial struct {
	cli.SelfTestRow
	exe  string // the program
	dir  string // its own folder
	n    int    // how many runs it shall make
	rand *rand.Rand
	// first is which earlier schema the first migration begins at, the newest at 0; by chance, so that short trials try
	// others each time.
	first int
}

// Run carries out the trials and tells each row.
func Run(ctx context.Context, o cli.SelfTestOptions, tell func(cli.SelfTestRow)) error {
	exe, err := os.Executable()
	if err != nil {
		return model.NewError(model.Internal, "err.cli.selftest.none", nil).WithCause(err)
	}
	var names []string
	for _, c := range checks {
		names = append(names, c.name)
	}
	for _, name := range o.Only {
		if !slices.Contains(names, name) {
			return model.NewError(model.Usage, "err.cli.selftest.only", model.Args{"value": name,
				"names": strings.Join(names, ", ")})
		}
	}
	for _, c := range checks {
		if len(o.Only) > 0 && !slices.Contains(o.Only, c.name) {
			continue
		}
		o.Begin(c.name)
		row, err := c.try(ctx, exe, filepath.Join(o.Dir, c.name), o.Minutes)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			return model.NewError(model.Internal, "err.selftest.broken", model.Args{"name": c.name, "why": err.Error()})
		}
		tell(row)
	}
	return nil
}

// try runs one trial in a folder of its own, which is removed.
func (c check) try(ctx context.Context, exe, dir string, minutes int) (cli.SelfTestRow, error) {
	began := time.Now()
	t := newTrial(exe, dir, c.runs(minutes))
	t.Name = c.name
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return t.SelfTestRow, err
	}
	defer os.RemoveAll(dir)
	err := c.run(ctx, t)
	t.Took = time.Since(began)
	return t.SelfTestRow, err
}

func newTrial(exe, dir string, n int) *trial {
	t := &trial{exe: exe, dir: dir, n: n, rand: rand.New(rand.NewPCG(rand.Uint64(), 1))}
	t.first = t.rand.IntN(store.Schema())
	t.Counts = model.Args{}
	return t
}

// runs is how many runs a trial makes in so many minutes.
func (c check) runs(minutes int) int {
	if minutes >= longest {
		return c.long * minutes / longest
	}
	return c.short + (c.long-c.short)*(minutes-1)/(longest-1)
}
