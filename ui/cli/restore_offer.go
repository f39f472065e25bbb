package cli

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strconv"

	"jobspor/model"
	"jobspor/model/schema"
)

// broken are the errors of a database that only a copy brings back.
var broken = []string{"err.store.corrupt", "err.store.notdb", "err.store.planted", "err.store.schema",
	"err.passphrase.key"}

// madeCopy is the Kind of a Copy that the program made.
const madeCopy = "made"

// offered is how many copies are offered at once; backup --list has all.
const offered = 9

// offerRestore shows why a database cannot be opened, lists its copies that can be read, and asks which shall take its
// place; those that the program made are offered as long as they are proven. What differs is shown before the second
// question. It reports whether one takes it.
func (r *root) offerRestore(ctx context.Context, why error) (restored bool, err error) {
	var e *model.Error
	if !errors.As(why, &e) || !slices.Contains(broken, e.Key) {
		return false, nil
	}
	path, copies, err := r.offeredCopies(ctx)
	if err != nil || len(copies) == 0 {
		return false, nil // why it does not open matters more
	}
	status := r.exitStatus(ctx, why) // says why
	chosen, err := r.chooseCopy(ctx, copies)
	if err != nil {
		return false, err
	}
	if chosen < 0 {
		return false, r.notRestored(status)
	}
	r.sayOlder(copies[chosen], copies[0])
	again, err := r.erasedSince(ctx, copies[chosen].Path, copies[0].Path, copies[0], false)
	if err != nil {
		return false, err
	}
	r.note("cli.restore.erased.newest")
	now, err := r.clock()
	if err != nil {
		return false, err
	}
	copies[chosen].Lost = -1 // the database does not read
	former, _, err := r.replaceBy(ctx, copies[chosen].Path, path, restoreAnswer{}, again,
		r.restoredAs(copies[chosen].Path, copies[chosen], now()))
	if errors.Is(err, errNotRestored) {
		return false, r.notRestored(status)
	}
	if err == nil {
		r.note("cli.restored.kept", "path", former)
		r.sayOpens(copies[chosen])
	}
	return err == nil, err
}

// offeredCopies are the path of the database and its newest copies that can be restored.
func (r *root) offeredCopies(ctx context.Context) (path string, list []Copy, err error) {
	if path, err = r.env.Databases.Path(r.db); err != nil {
		return "", nil, err
	}
	list, err = r.env.Databases.Copies(ctx, path)
	list = slices.DeleteFunc(list, func(c Copy) bool { return c.Fault != nil || c.Kind == madeCopy && !c.Proven })
	return path, list[:min(len(list), offered)], err
}

// restoreBetween restores a copy after the screens were left for that; the database is closed. It gives the path of the
// database where a copy took its place.
func (r *root) restoreBetween(ctx context.Context) (restored string, err error) {
	path, copies, err := r.offeredCopies(ctx)
	if err != nil {
		return "", err
	}
	if len(copies) == 0 {
		r.note("cli.backup.none")
		return "", nil
	}
	now, err := r.clock()
	if err != nil {
		return "", err
	}
	chosen, err := r.chooseCopy(ctx, copies)
	if err != nil {
		return "", err
	}
	if chosen < 0 {
		r.note("cli.restore.not")
		return "", nil
	}
	o := &restoreOptions{}
	err = o.restore(ctx, r, copies[chosen].Path, copies[chosen].Path, path, now())
	if o.done {
		restored = path
	}
	return restored, err
}

// notRestored says that nothing has changed; why the database does not open was said before.
func (r *root) notRestored(status int) error {
	r.note("cli.restore.not")
	return &saidError{status: status}
}

// chooseCopy lists copies and asks for one; -1 is none of them.
func (r *root) chooseCopy(ctx context.Context, copies []Copy) (int, error) {
	if drop := r.env.Terminal.DiscardTyped; drop != nil { // typed while the copies were read, before anything asked
		if n := drop(); n > 0 {
			r.note("cli.restore.typed")
		}
	}
	r.note("cli.restore.offer")
	for i, c := range copies {
		key := "cli.restore.offer.copy"
		if c.Kind != madeCopy {
			key += "." + c.Kind
		}
		r.note(key, "n", i+1, "at", r.timeCell(c.At).shown, "seq", c.Seq, "file", filepath.Base(c.Path),
			"what", r.words.RowsByType(map[string]int{"citizen": c.Rows["citizen"], "company": c.Rows["company"],
				"placement": c.Rows["placement"]}))
	}
	for {
		answer, err := r.askLine(ctx, r.T("cli.restore.choose", "n", len(copies)))
		if err != nil || answer == "" {
			return -1, err
		}
		if n, err := strconv.Atoi(answer); err == nil && n >= 1 && n <= len(copies) {
			return n - 1, nil
		}
		r.note("cli.restore.choose.wrong", "value", answer, "n", len(copies))
	}
}

// sayOlder says what a copy holds less or more than the newest one.
func (r *root) sayOlder(chosen, newest Copy) {
	r.note("cli.restore.then", "at", r.timeCell(chosen.At).shown, "seq", chosen.Seq)
	if chosen.Path == newest.Path {
		r.note("cli.restore.newest")
		return
	}
	same := true
	for _, t := range schema.Types() {
		if a, b := newest.Rows[t.Name], chosen.Rows[t.Name]; a != b {
			r.note("cli.restore.rows.newest", "what", r.T("type."+t.Name+".pl"), "now", a, "then", b)
			same = false
		}
	}
	if same {
		r.note("cli.restore.same")
	}
}
