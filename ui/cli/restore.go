package cli

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

// restoreOptions are the options of `restore`.
type restoreOptions struct {
	dryRun     bool
	eraseAgain bool
	done       bool        // a copy took the place of the database
	sealed     loadOptions // what opens a copy that is sealed with age
}

func restoreCommand() command {
	o := &restoreOptions{}
	return command{
		name: "restore", args: exactly(1), batch: noBatch, offline: o.run,
		json: []string{
			"path", "kept", "dry_run", "seq", "seq_now", "at", "at_now", "changes", "changes.type", "changes.now",
			"changes.then", "erased_since", "erased_again", "opens", "lost",
		},
		flags: []flag{
			option(&o.dryRun, "dry-run", false, "cli.restore.flag.dry-run"),
			option(&o.eraseAgain, "erase-again", false, "cli.restore.flag.erase-again"),
			option(&o.sealed.identity, "identity", "", "cli.flag.identity"),
			o.sealed.phrase.flag(),
		},
	}
}

// run puts a backup in the place of the database, after it showed what differs and was told to.
func (o *restoreOptions) run(ctx context.Context, r *root, args []string) error {
	if args[0] == standardInput {
		return model.NewError(model.Usage, "err.cli.restore.input", nil)
	}
	path, err := r.env.Databases.Path(r.db)
	if err != nil {
		return err
	}
	now, err := r.clock()
	if err != nil {
		return err
	}
	keys, err := o.sealed.keys(ctx, r)
	if err != nil {
		return err
	}
	named, err := r.copyNamed(ctx, args[0], path)
	if err != nil {
		return err
	}
	from, done, err := r.env.Databases.OpenSealedCopy(ctx, named, path, keys)
	if err != nil {
		return err
	}
	defer done()
	return o.restore(ctx, r, from, named, path, now())
}

// copyNamed is the path of a copy: as it is written, else that of the copy that has the name.
func (r *root) copyNamed(ctx context.Context, name, path string) (string, error) {
	if _, err := os.Lstat(name); err == nil || filepath.Base(name) != name {
		return name, nil
	}
	copies, err := r.env.Databases.Copies(ctx, path)
	for _, c := range copies {
		if filepath.Base(c.Path) == name {
			return c.Path, nil
		}
	}
	return name, err
}

// restore shows what a copy differs in from the database at path, and puts it in its place when it was told to; named
// is where it came from, when it was sealed.
func (o *restoreOptions) restore(ctx context.Context, r *root, from, named, path string, now time.Time) error {
	then, current, err := r.env.Databases.CompareCopy(ctx, from, path)
	if err != nil {
		return copyError(err, named)
	}
	r.sayDifferences(then, current)
	result := restoreResult{path: path, dryRun: o.dryRun, then: then, now: current}
	again, err := r.erasedSince(ctx, from, path, current, o.eraseAgain)
	if err != nil {
		return err
	}
	result.erased = peopleIn(again)
	if o.dryRun {
		return r.restored(result)
	}
	there := current.Fault == nil || current.Fault.Code != model.NotFound
	result.former, result.again, err = r.replaceBy(ctx, from, path, restoreAnswer{!there, o.eraseAgain}, again,
		r.restoredAs(named, then, now))
	if errors.Is(err, errNotRestored) {
		r.note("cli.restore.not")
		return nil
	}
	if err != nil {
		return err
	}
	o.done = true
	if !r.json {
		r.note("cli.restored", "path", path)
		if result.former != "" {
			r.note("cli.restored.kept", "path", result.former)
		}
		r.sayOpens(then)
		if result.again {
			r.note("cli.restored.again", "n", result.erased)
		}
	}
	return r.restored(result)
}

// copyFaults are the sentences about a copy for those about a database.
var copyFaults = map[string]string{
	"err.store.missing": "err.cli.restore.empty", // an empty file; none at all is said before
	"err.store.notdb":   "err.cli.restore.notcopy",
	"err.store.corrupt": "err.cli.restore.damaged",
}

// copyError is why a copy cannot be read: it is no database that could be restored from a copy.
func copyError(err error, path string) error {
	var e *model.Error
	if !errors.As(err, &e) || copyFaults[e.Key] == "" {
		return err
	}
	return model.NewError(e.Code, copyFaults[e.Key], model.Args{"path": model.ShownPath(path)}).WithCause(err)
}

// restoredAs is what the log tells of a restore.
func (r *root) restoredAs(named string, c Copy, at time.Time) Restored {
	return Restored{Who: r.as, Login: r.env.Login, At: at, File: filepath.Base(named), Seq: c.Seq, Lost: c.Lost}
}

// sayOpens says what opens the database after a restore, where that is another passphrase than before.
func (r *root) sayOpens(c Copy) {
	if c.Opens == "key" || c.Opens == "passphrase" {
		r.note("cli.restored.opens", "at", r.timeCell(c.At).shown)
	}
}

// errNotRestored says that a person did not want a copy to take the place of the database.
var errNotRestored = errors.New("not restored")

// replaceBy puts a copy in the place of the database when a person says so, erased people erased again where that is
// wanted, and gives where the database went that was there. What told says needs no answer.
func (r *root) replaceBy(
	ctx context.Context, from, path string, told restoreAnswer, again []Erasure, as Restored,
) (former string, erased bool, err error) {
	yes, err := r.confirmRestore(ctx, path, told, again)
	if err != nil {
		return "", false, err
	}
	if !yes.restore {
		return "", false, errNotRestored
	}
	if erased = yes.again && len(again) > 0; erased {
		clean, done, err := r.eraseAgain(ctx, from, path, as.File, again)
		if err != nil {
			return "", false, err
		}
		defer done()
		from = clean
	}
	former, err = r.env.Databases.Restore(ctx, from, path, as)
	return former, erased, err
}

// restoreResult is what a restore did, or would do.
type restoreResult struct {
	path, former string
	dryRun       bool
	then, now    Copy
	erased       int  // people whom the copy holds and the database has erased
	again        bool // they were erased again
}

// restored is the answer in JSON.
func (r *root) restored(result restoreResult) error {
	if !r.json {
		return nil
	}
	then, now := result.then, result.now
	changes := []object{}
	for _, t := range schema.Types() {
		if a, b := now.Rows[t.Name], then.Rows[t.Name]; a != b {
			changes = append(changes, object{{"type", t.Name}, {"now", a}, {"then", b}})
		}
	}
	o := object{{"path", result.path}, {"kept", result.former}, {"dry_run", result.dryRun}, {"seq", then.Seq},
		{"at", r.timeCell(then.At).val}}
	if now.Fault == nil {
		o = append(o, member{"seq_now", now.Seq}, member{"at_now", r.timeCell(now.At).val},
			member{"erased_since", result.erased}, member{"erased_again", result.again}, member{"opens", then.Opens},
			member{"lost", then.Lost})
	}
	return r.out.json(append(o, member{"changes", changes}))
}

// sayDifferences says in what the database would differ: its place in the log, the day, and the rows by type.
func (r *root) sayDifferences(then, now Copy) {
	if r.json {
		return
	}
	if now.Fault != nil {
		r.note("cli.restore.unreadable", "why", r.words.Error(now.Fault))
	} else {
		r.note("cli.restore.now", "at", r.timeCell(now.At).shown, "seq", now.Seq)
	}
	r.note("cli.restore.then", "at", r.timeCell(then.At).shown, "seq", then.Seq)
	if now.Fault != nil {
		return
	}
	r.note(map[bool]string{true: "cli.restore.lost", false: "cli.restore.lost.none"}[then.Lost > 0], "n", then.Lost)
	for _, t := range schema.Types() {
		if a, b := now.Rows[t.Name], then.Rows[t.Name]; a != b {
			r.note("cli.restore.rows", "what", r.T("type."+t.Name+".pl"), "now", a, "then", b)
		}
	}
	if then.Opens != "same" {
		r.note("cli.restore.opens." + then.Opens)
	}
}

// erasedSince says whom a copy would bring back although the database has erased them: how many and when, never who.
// gone says that they are erased again.
func (r *root) erasedSince(ctx context.Context, from, path string, current Copy, gone bool) ([]Erasure, error) {
	if current.Fault != nil {
		if !r.json && current.Fault.Code != model.NotFound {
			r.note("cli.restore.erased.unknown")
		}
		return nil, nil
	}
	again, err := r.env.Databases.ErasedSince(ctx, from, path)
	if err != nil || len(again) == 0 || r.json {
		return again, err
	}
	var days []string
	for _, e := range again {
		days = append(days, r.timeCell(e.At).shown)
	}
	key := map[bool]string{true: "cli.restore.erased.again", false: "cli.restore.erased"}[gone]
	r.note(key, "n", peopleIn(again), "days", strings.Join(days, ", "))
	return again, nil
}

// peopleIn counts the citizens of erasures.
func peopleIn(list []Erasure) int {
	ids := map[string]bool{}
	for _, e := range list {
		for _, id := range e.Citizens {
			ids[id] = true
		}
	}
	return len(ids)
}

// restoreAnswer is what a person wants.
type restoreAnswer struct{ restore, again bool }

// confirmRestore asks, at a terminal, whether who was erased shall be erased again, and whether the copy shall be
// brought back. Elsewhere nobody can answer: that a database is replaced needs --yes, and that erased people come back
// too, or --erase-again.
func (r *root) confirmRestore(
	ctx context.Context, path string, told restoreAnswer, again []Erasure,
) (out restoreAnswer, err error) {
	if out = told; r.yes {
		out.restore = true
		return out, nil
	}
	asks := r.env.Terminal.In && r.env.Terminal.Err && !r.json
	if len(again) > 0 && !out.again {
		if !asks {
			return out, model.NewError(model.Usage, "err.cli.restore.erased", model.Args{"n": peopleIn(again)})
		}
		if out.again, err = r.confirm(ctx, r.T("cli.restore.again", "n", peopleIn(again))); err != nil {
			return out, err
		}
	}
	if !asks {
		if !out.restore {
			err = model.NewError(model.Usage, "err.cli.restore.yes", nil)
		}
		return out, err
	}
	question := r.T("cli.restore.ask", "path", path)
	if len(again) > 0 && !out.again {
		question = r.T("cli.restore.ask.erased", "n", peopleIn(again), "path", path)
	}
	out.restore, err = r.confirm(ctx, question)
	return out, err
}

// eraseAgain gives a copy of the copy without who was erased since.
func (r *root) eraseAgain(
	ctx context.Context, from, path, file string, again []Erasure,
) (clean string, done func(), err error) {
	opt, err := r.openOptions()
	if err != nil {
		return "", nil, err
	}
	defer func() { clear(opt.Passphrase) }()
	state, err := r.env.Databases.Inspect(ctx, from)
	if err != nil {
		return "", nil, err
	}
	if state.Sealed {
		if opt.Passphrase, err = r.passphrase(ctx, "cli.ask.passphrase.copy"); err != nil {
			return "", nil, err
		}
	}
	clean, done, err = r.env.Databases.EraseAgain(ctx, from, path, opt, again, r.T("cli.restore.again.reason"))
	if hasKey(err, "err.passphrase.wrong") { // it is that of the copy
		key := "err.cli.restore.passphrase"
		used := cmp.Or(r.passFile, r.env.Getenv("JOBSPOR_PASSPHRASE_FILE"))
		if used != "" {
			key = "err.cli.restore.passphrase.file"
		}
		err = model.NewError(model.Locked, key, model.Args{"file": file, "path": used}).WithCause(err)
	}
	return clean, done, err
}
