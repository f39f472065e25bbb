package selftest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"jobspor/data/paths"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
)

// write is a kind of work that changes files; it is one run of the program.
type write struct {
	name string
	args []string // "%dir" is the folder of the run, "%copy" the copy that was made before
	from string   // the world that it begins with: "" is the usual one, "older", or "none"
	// many says that the program confirms change after change, each a new company "Gemt <n>", so that any number of the
	// first ones may be there, but no fewer than it confirmed.
	many bool
	// older says that a run which was disturbed may leave an older file in the place of the database, as it was to do,
	// and the next start says so.
	older bool
	// done finds fault with what an acknowledged run left, besides rows.
	done func(p *program) error
	// copied is the file of a copy at a place of its own, "" where there is none: it is whole, or not there.
	copied string
}

// writeKinds are all of them.
var writeKinds = []write{
	{name: "save", args: []string{"company", "add", "--set", "name=Nyt sted", "--set", "postcode=2635", "--json"}},
	{name: "saves", args: []string{"batch", "%dir/saves.txt", "--json"}, many: true},
	{name: "edit", args: []string{"citizen", "edit", "B-0002", "--set", "note=en anden note", "--json"}},
	{name: "batch", args: []string{"batch", "%dir/batch.txt", "--atomic", "--json"}},
	{name: "undo", args: []string{"undo", "2", "--json"}},
	{name: "import", args: []string{"import", "companies", "%dir/many.csv", "--json"}},
	{name: "migration", args: []string{"company", "list", "--json"}, from: "older"},
	{name: "backup", args: []string{"backup", "--json"}, done: func(p *program) error {
		return anyFile(filepath.Join(p.copies(), "*.db"), 2)
	}},
	{name: "copy elsewhere", args: []string{"backup", "--to", "%dir/else/copy.db", "--json"}, copied: "else/copy.db"},
	{name: "sealed copy", args: []string{"backup", "--to", "%dir/else/copy.age", "--dump-passphrase-file", "%dir/next",
		"--json"}, copied: "else/copy.age"},
	{name: "restore", args: []string{"restore", "%copy", "--yes", "--json"}, older: true},
	{name: "erase", args: []string{"citizen", "erase", "B-0003", "--yes", "--reason", "fristen er nået", "--json"}},
	{name: "new key", args: []string{"passphrase", "--new-key", "--new-file", "%dir/next", "--json"}},
	{name: "export", args: []string{"export", "citizens", "-o", "%dir/out.csv", "--json"},
		done: func(p *program) error {
			return anyFile(filepath.Join(p.dir, "out.csv"), 1)
		}},
	{name: "new database", args: []string{"init", "--name", "Lis Hansen", "--initials", "LH", "--json"}, from: "none"},
}

func anyFile(pattern string, n int) error {
	found, _ := filepath.Glob(pattern)
	if len(found) < n {
		return fmt.Errorf("%d files, want %d", len(found), n)
	}
	return nil
}

// mostSaves is how many changes a run of many makes.
const mostSaves = 40

// rehearsed is a write with what it does to a world when nothing goes wrong.
type rehearsed struct {
	write
	world         *program
	before, after string             // see stateOf
	took          time.Duration      // of the program
	calls         map[string]int     // by kind, where they can be watched
	earlier       map[int]*rehearsed // of a migration, by the schema that it begins at
}

// rehearse makes the worlds and lets every kind of write run once undisturbed.
func (t *trial) rehearse(ctx context.Context) ([]*rehearsed, error) {
	usual, err := t.world(ctx, "usual")
	if err != nil {
		return nil, err
	}
	older, err := t.olderWorld(ctx, store.Schema()-1)
	if err != nil {
		return nil, err
	}
	worlds := map[string]*program{"": usual, "older": older, "none": {exe: t.exe, dir: filepath.Join(t.dir, "none")}}
	for _, p := range worlds {
		if err := errors.Join(p.make(), os.MkdirAll(filepath.Join(p.dir, "else"), 0o700)); err != nil {
			return nil, err
		}
		var lines, rows, saves strings.Builder
		rows.WriteString("navn;postnr\n")
		for i := range 20 {
			fmt.Fprintf(&lines, "company add --set 'name=Samlet %d'\ncitizen edit B-%04d --set note=samlet\n", i, i+5)
		}
		for i := range mostSaves {
			fmt.Fprintf(&saves, "company add --set 'name=Gemt %d'\n", i)
		}
		for i := range 300 {
			fmt.Fprintf(&rows, "Indlæst %d;2635\n", i)
		}
		for name, text := range map[string]string{"batch.txt": lines.String(), "many.csv": rows.String(),
			"saves.txt": saves.String(), "next": nextPassphrase} {
			if err := paths.WriteFile(filepath.Join(p.dir, name), true, writes(text)); err != nil {
				return nil, err
			}
		}
	}
	// A copy to restore, and a change after it.
	for _, args := range [][]string{{"backup"}, {"company", "add", "--set", "name=Efter kopien"}} {
		if got, err := usual.run(ctx, args...); err != nil || got.status != 0 {
			return nil, fmt.Errorf("%v: %w %s", args, err, got.err)
		}
	}
	var out []*rehearsed
	for _, w := range writeKinds {
		r := &rehearsed{write: w, world: worlds[w.from], calls: map[string]int{}}
		if w.from == "" {
			if r.before, err = r.world.state(ctx); err != nil {
				return nil, err
			}
		}
		if err := t.undisturbed(ctx, r); err != nil {
			return nil, fmt.Errorf("%s: %w", w.name, err)
		}
		if w.from == "older" { // nothing is confirmed before it is over, and the next start goes on with it
			r.before, r.earlier = r.after, map[int]*rehearsed{store.Schema() - 1: r}
		}
		out = append(out, r)
	}
	return out, nil
}

// olderWorld makes a program with a database of an earlier schema: the rows of the usual world.
func (t *trial) olderWorld(ctx context.Context, number int) (*program, error) {
	p := &program{exe: t.exe, dir: filepath.Join(t.dir, fmt.Sprint("schema", number))}
	if err := p.make(); err != nil {
		return nil, err
	}
	var rows []model.Entity
	for _, changes := range worldRows() {
		for _, c := range changes {
			if c.After.Meta().ID == "" {
				c.After.Meta().ID = model.NewID()
			}
			rows = append(rows, c.After)
		}
	}
	return p, store.CreateOlder(ctx, p.db(), []byte(passphrase), number, rows)
}

// turn is a write as it is tried for the n-th time: a migration begins at another schema each time, and ends with the
// same rows whichever it was.
func (t *trial) turn(ctx context.Context, r *rehearsed, n int) (*rehearsed, error) {
	if r.earlier == nil {
		return r, nil
	}
	number := store.Schema() - 1 - (n+t.first)%(store.Schema()-1)
	if r.earlier[number] == nil {
		world, err := t.olderWorld(ctx, number)
		if err != nil {
			return nil, err
		}
		from := &rehearsed{write: r.write, world: world, calls: map[string]int{}}
		from.name = fmt.Sprintf("%s from schema %d", r.name, number)
		if err := t.undisturbed(ctx, from); err != nil {
			return nil, fmt.Errorf("%s: %w", from.name, err)
		}
		if from.after != r.after {
			t.fault("%s: other rows than from schema %d", from.name, store.Schema()-1)
		}
		from.before, r.earlier[number] = from.after, from
	}
	return r.earlier[number], nil
}

// execRun is an undisturbed run.
func execRun(cmd *exec.Cmd) error { return cmd.Run() }

// undisturbed lets a write run and counts its calls.
func (t *trial) undisturbed(ctx context.Context, r *rehearsed) error {
	p, err := r.world.copyTo(filepath.Join(t.dir, "rehearsal"))
	if err != nil {
		return err
	}
	defer os.RemoveAll(p.dir)
	began := time.Now()
	got, err := p.ran(r.command(ctx, p), func(cmd *exec.Cmd) error {
		return p.watch(cmd, func(c call) answer {
			r.calls[c.kind()]++
			return answer{}
		})
	})
	for _, other := range []string{"", "local", "socket"} { // no files
		delete(r.calls, other)
	}
	if err == errNotPermitted {
		began = time.Now()
		got, err = p.ran(r.command(ctx, p), execRun)
	}
	r.took = time.Since(began)
	if err != nil || got.status != 0 {
		return fmt.Errorf("undisturbed: status %d, %w: %s", got.status, err, got.err)
	}
	if r.done != nil {
		if err := r.done(p); err != nil {
			return err
		}
	}
	if r.copied != "" {
		if err := wholeCopy(ctx, filepath.Join(p.dir, r.copied)); err != nil {
			return err
		}
	}
	r.after, err = p.state(ctx)
	return err
}

// command is the write's run of the program in a world.
func (w write) command(ctx context.Context, p *program) *exec.Cmd {
	args := make([]string, len(w.args))
	for i, a := range w.args {
		args[i] = strings.ReplaceAll(a, "%dir", p.dir)
		if a == "%copy" {
			if found, _ := filepath.Glob(filepath.Join(p.copies(), "*.db")); len(found) > 0 {
				args[i] = found[0]
			}
		}
	}
	return p.command(ctx, args...)
}

// state opens the database with whichever passphrase it has, checks it, and gives its state.
func (p *program) state(ctx context.Context) (string, error) {
	db, err := p.open(ctx, passphrase)
	if model.CodeOf(err) == model.Locked {
		db, err = p.open(ctx, nextPassphrase)
	}
	if err != nil {
		return "", err
	}
	defer db.Close()
	found, err := db.Verify(ctx)
	if err != nil || len(found) > 0 {
		return "", fmt.Errorf("verify: %v %v", found, err)
	}
	faults, err := db.Check(ctx)
	faults = slices.DeleteFunc(faults, func(e *model.Error) bool { return e.Key == "err.passphrase.cheap" }) // it is
	if err != nil || len(faults) > 0 {
		return "", fmt.Errorf("check: %v %v", faults, err)
	}
	return stateOf(ctx, db)
}

// confirmed counts the changes that a run said it had made.
func (r *rehearsed) confirmed(got said) int {
	if r.many {
		return strings.Count(got.out, `"status":0`)
	}
	// A run that was killed has answered when its JSON is whole; a refusal is JSON, too.
	if got.status == 0 || strings.Contains(got.out, "}") && !strings.Contains(got.out, `"error":{`) {
		return 1
	}
	return 0
}

// outcome says what is wrong with what a disturbed run left; "" is nothing. confirmed is how many changes it said it
// had made.
func (r *rehearsed) outcome(ctx context.Context, p *program, confirmed int) string {
	acknowledged := confirmed > 0
	if r.older && !acknowledged {
		p.acceptOlder(ctx)
	}
	state, err := p.state(ctx)
	if r.from == "none" && !acknowledged && model.CodeOf(err) == model.NotFound {
		// There is no database yet: the next start makes it.
		if got, failed := p.ran(r.command(ctx, p), execRun); failed != nil || got.status != 0 {
			return "cannot be made afterwards: " + lastLine(got.err)
		}
		state, err = p.state(ctx)
	}
	switch {
	case err == nil && r.many:
		if n, err := p.saved(ctx); err != nil || n < confirmed {
			return faultLost
		}
	case err != nil:
		return "does not open whole: " + err.Error()
	case acknowledged && state != r.after:
		return faultLost
	case state != r.before && state != r.after && r.from != "none":
		return faultTorn
	case acknowledged && r.done != nil && r.done(p) != nil:
		return faultLost
	}
	if why := r.copyFault(ctx, p, acknowledged); why != "" {
		return why
	}
	if left := p.leftovers(); len(left) > 0 {
		return faultLeft + ": " + strings.Join(left, ", ")
	}
	return ""
}

// acceptOlder accepts an older file in the place of the database, as a person does who began to restore it.
func (p *program) acceptOlder(ctx context.Context) {
	db, err := p.open(ctx, passphrase)
	if err != nil {
		return // the state says so
	}
	defer db.Close()
	if found, err := db.Verify(ctx); err == nil && len(found) == 1 && found[0].Kind == "file.older" {
		_, _ = db.Accept(ctx, "")
	}
}

// saved counts the companies "Gemt <n>": the first ones, without a gap.
func (p *program) saved(ctx context.Context) (n int, err error) {
	db, err := p.open(ctx, passphrase)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	there := map[string]bool{}
	err = db.Service.Store.Each(ctx, "company", schema.Query{}, func(e model.Entity) error {
		there[e.(*model.Company).Name] = true
		return nil
	})
	for there[fmt.Sprintf("Gemt %d", n)] {
		n++
	}
	for i := n; i < mostSaves; i++ {
		if there[fmt.Sprintf("Gemt %d", i)] {
			return 0, errors.New("a change before the last is missing")
		}
	}
	return n, err
}

// What can be wrong with what a disturbed run left.
const (
	faultLost = "an acknowledged change is lost"
	faultTorn = "a change is there in part"
	faultLeft = "something is left behind"
)

// countOf is what a fault is counted as.
func countOf(fault string) string {
	switch {
	case fault == faultLost:
		return "lost"
	case fault == faultTorn:
		return "torn"
	case strings.HasPrefix(fault, faultLeft):
		return "left"
	}
	return "broken"
}
