package cli

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"jobspor/model"
	"jobspor/model/schema"
)

// broken are the errors of a database that only a copy brings back.
var broken = []string{"err.store.corrupt", "err.store.notdb", "err.store.planted", "err.store.schema",
	"err.passphrase.key"}

// offered is how many copies are offered at once; backup --list has all.
const offered = 9

// offerRestore shows why a database cannot be opened, lists its proven copies, and asks which shall take its place;
// what differs is shown before the second question. It reports whether one does.
func (r *root) offerRestore(ctx context.Context, why error) (restored bool, err error) {
	var e *model.Error
	if !errors.As(why, &e) || !slices.Contains(broken, e.Key) {
		return false, nil
	}
	path, err := r.env.Databases.Path(r.db)
	if err != nil {
		return false, err
	}
	all, err := r.env.Databases.Copies(ctx, path)
	if err != nil {
		return false, nil // why it does not open matters more
	}
	copies := slices.DeleteFunc(all, func(c Copy) bool { return !c.Proven })
	if len(copies) == 0 {
		return false, nil
	}
	status := r.exitStatus(ctx, why) // says why
	copies = copies[:min(len(copies), offered)]
	chosen, err := r.chooseCopy(ctx, copies)
	if err != nil {
		return false, err
	}
	if chosen < 0 {
		return false, r.notRestored(status)
	}
	r.sayOlder(copies[chosen], copies[0])
	again, err := r.erasedSince(ctx, copies[chosen].Path, copies[0].Path, copies[0])
	if err != nil {
		return false, err
	}
	r.note("cli.restore.erased.newest")
	now, err := r.clock()
	if err != nil {
		return false, err
	}
	former, _, err := r.replaceBy(ctx, copies[chosen].Path, path, now(), restoreAnswer{}, again)
	if errors.Is(err, errNotRestored) {
		return false, r.notRestored(status)
	}
	if err == nil {
		r.note("cli.restored.kept", "path", former)
		r.sayOpens(copies[chosen])
	}
	return err == nil, err
}

// notRestored says that nothing has changed; why the database does not open was said before.
func (r *root) notRestored(status int) error {
	r.note("cli.restore.not")
	return &saidError{status: status}
}

// chooseCopy lists copies and asks for one; -1 is none of them.
func (r *root) chooseCopy(ctx context.Context, copies []Copy) (int, error) {
	r.note("cli.restore.offer")
	for i, c := range copies {
		r.note("cli.restore.offer.copy", "n", i+1, "at", r.timeCell(c.At).shown, "seq", c.Seq,
			"what", r.words.RowsByType(map[string]int{"citizen": c.Rows["citizen"], "company": c.Rows["company"],
				"placement": c.Rows["placement"]}))
	}
	answer, err := r.askLine(ctx, r.T("cli.restore.choose", "n", len(copies)))
	if err != nil {
		return -1, err
	}
	n, err := strconv.Atoi(answer)
	if err != nil || n < 1 || n > len(copies) {
		return -1, nil
	}
	return n - 1, nil
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
