package cli

import (
	"context"
	"os"
	"slices"
	"strconv"
	"time"

	"jobspor/model"
)

// SelfTest puts the program to its own trials: each on invented data below a folder of its own, none on the user's
// files. It ends early with ctx.
type SelfTest func(ctx context.Context, o SelfTestOptions, tell func(SelfTestRow)) error

// SelfTestOptions say how much is tried.
type SelfTestOptions struct {
	Dir     string // private; whoever asks removes it
	Minutes int    // about so long
	Only    []string
	Begin   func(name string) // is told which trial begins
}

// SelfTestRow is the result of one trial. Its words are "selftest.<name>", ".result" and ".must".
type SelfTestRow struct {
	Name   string
	Runs   int
	Counts model.Args // of the words of the result
	Faults []string   // what went wrong, in the terms of the trial
	NotRun []string   // keys of the words for what could not be tried here
	Took   time.Duration
}

// verdict is the end of the key of its word.
func (w SelfTestRow) verdict() string {
	switch {
	case len(w.Faults) > 0:
		return "fails"
	case w.Runs == 0:
		return "notrun"
	case len(w.NotRun) > 0:
		return "partly"
	}
	return "passes"
}

// doctorOptions are the options of `doctor`.
type doctorOptions struct {
	selfTest bool
	minutes  int
	only     []string
}

// mostMinutes is the longest trial that can be asked for.
const mostMinutes = 24 * 60

// faultsShown is how many faults of a trial are printed.
const faultsShown = 20

// run checks the database, or with --selftest the program.
func (o *doctorOptions) run(ctx context.Context, r *root, _ []string) error {
	if !o.selfTest {
		return r.withSession(ctx, func(ctx context.Context, s *session) error { return examine(ctx, s, nil) })
	}
	if o.minutes < 1 || o.minutes > mostMinutes {
		return model.NewError(model.Usage, "err.cli.selftest.minutes", model.Args{"n": mostMinutes})
	}
	if r.env.SelfTest == nil {
		return model.NewError(model.Unsupported, "err.cli.selftest.none", nil)
	}
	dir, err := r.env.Databases.Scratch()
	if err != nil {
		return model.NewError(model.Internal, "err.cli.temp", nil).WithCause(err)
	}
	defer os.RemoveAll(dir)
	begun := func(string) {}
	if r.env.Terminal.Err {
		begun = func(name string) { r.note("cli.selftest.running", "what", r.T("selftest."+name)) }
	}
	var rows []SelfTestRow
	opt := SelfTestOptions{Dir: dir, Minutes: o.minutes, Only: o.only, Begin: begun}
	if err := r.env.SelfTest(ctx, opt, func(w SelfTestRow) { rows = append(rows, w) }); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return r.selfTested(rows)
}

// selfTested prints the table, what went wrong and what could not be tried.
func (r *root) selfTested(rows []SelfTestRow) error {
	t := table{cols: []column{
		{"selftest", r.T("cli.selftest.col.test"), false}, {"runs", r.T("cli.selftest.col.runs"), true},
		{"measured", r.T("cli.selftest.col.result"), false}, {"must", r.T("cli.selftest.col.must"), false},
		{"passed", r.T("cli.selftest.col.verdict"), false},
	}, allColumns: true}
	t.object = func(i int) object {
		w := rows[i]
		return object{{"selftest", w.Name}, {"runs", w.Runs}, {"passed", w.verdict()},
			{"measured", r.T("selftest."+w.Name+".result", inOrder(w.Counts)...)},
			{"went_wrong", append([]string{}, w.Faults...)}, {"not_run", r.notRun(w)},
			{"seconds", round(w.Took.Seconds())}}
	}
	failed := 0
	for _, w := range rows {
		verdict := w.verdict()
		if verdict == "fails" {
			failed++
		}
		result := ""
		if w.Runs > 0 {
			result = r.T("selftest."+w.Name+".result", inOrder(w.Counts)...)
		}
		t.rows = append(t.rows, []cell{text(r.T("selftest." + w.Name)),
			{r.words.Int(w.Runs), strconv.Itoa(w.Runs), w.Runs}, text(result),
			text(r.T("selftest." + w.Name + ".must")), {r.T("cli.selftest." + verdict), verdict, verdict}})
	}
	if r.json || !r.env.Terminal.Out {
		if err := r.out.table(t); err != nil {
			return err
		}
	} else {
		r.printSelfTest(t)
	}
	for _, w := range rows {
		for _, f := range w.Faults[:min(len(w.Faults), faultsShown)] {
			r.notef("%s: %s", r.T("selftest."+w.Name), f)
		}
		if more := len(w.Faults) - faultsShown; more > 0 {
			r.note("cli.selftest.more", "n", more, "what", r.T("selftest."+w.Name))
		}
		for _, why := range r.notRun(w) {
			r.note("cli.selftest.why", "what", r.T("selftest."+w.Name), "why", why)
		}
	}
	if failed > 0 {
		return model.NewError(model.Internal, "err.cli.selftest", model.Args{"n": failed})
	}
	r.note("cli.selftest.done", "n", len(rows))
	return nil
}

// printSelfTest gives a person each trial in two lines: a table of such sentences would not fit the width.
func (r *root) printSelfTest(t table) {
	for _, row := range t.rows {
		r.out.line(row[4].shown + "  " + row[0].shown + " · " + r.T("cli.selftest.runs", "n", row[1].shown))
		if row[2].shown != "" {
			r.out.wrapIndented("    ", row[2].shown)
		}
		r.out.wrapIndented("    ", t.cols[3].title+": "+row[3].shown)
	}
}

func (r *root) notRun(w SelfTestRow) []string {
	out := []string{}
	for _, key := range w.NotRun {
		out = append(out, r.T(key))
	}
	return out
}

// inOrder are arguments as the words take them, ordered.
func inOrder(args model.Args) []any {
	var out []any
	keys := make([]string, 0, len(args))
	for k := range args {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		out = append(out, k, args[k])
	}
	return out
}
