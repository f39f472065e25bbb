package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

// loadOptions are the options of `load`.
type loadOptions struct {
	phrase   dumpPhrase
	identity string
	LoadOptions
}

func loadCommand() command {
	o := &loadOptions{}
	return command{
		name: "load", args: exactly(1), batch: noBatch, offline: o.run,
		json: []string{
			"path", "dry_run", "protection", "made_at", "demo", "rows", "log", "lines", "digest", "counts", "unfit",
			"differs", "different", "different.kind", "different.type", "different.id", "different.name",
			"different.line", "different.seq", "different.n",
		},
		flags: []flag{
			option(&o.identity, "identity", "", "cli.flag.identity"),
			o.phrase.flag(),
			option(&o.DryRun, "dry-run", false, "cli.load.flag.dry-run"),
			option(&o.Accept, "accept-differences", false, "cli.load.flag.accept-differences"),
		},
	}
}

// run fills an empty database, or makes one. What can be told without a passphrase is told before one is asked for.
func (o *loadOptions) run(ctx context.Context, r *root, args []string) error {
	in, err := r.openStream(ctx, args[0])
	if err != nil {
		return err
	}
	defer in.Close()
	path, err := r.env.Databases.Path(r.db)
	if err != nil {
		return err
	}
	state, err := r.env.Databases.Inspect(ctx, path)
	if err != nil {
		return err
	}
	if err := r.env.Databases.CheckEmpty(ctx, path); state.Exists && err != nil {
		return err
	}
	keys, err := o.keys(ctx, r)
	if err != nil {
		return err
	}
	file, err := r.env.Databases.OpenDump(in, keys)
	if err != nil {
		return noDump(err, args[0])
	}
	how, err := o.target(ctx, r, state, file.Info())
	if err != nil {
		return err
	}
	info, err := file.Load(ctx, path, how, o.LoadOptions)
	if err != nil {
		r.sayRows(info)
		return err
	}
	return o.loaded(r, path, info)
}

// noDump names a file that is no dump.
func noDump(err error, name string) error {
	var e *model.Error
	if !errors.As(err, &e) || e.Key != "err.load.format" || name == standardInput {
		return err
	}
	key, size := "err.load.file", int64(-1)
	if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() {
		size = info.Size()
	}
	if size == 0 {
		key = "err.load.empty"
	}
	return model.NewError(e.Code, key, model.Args{"file": model.ShownPath(name)}).WithCause(err)
}

// openStream opens a file, or standard input, to be read once and from the start: a dump may be larger than memory.
func (r *root) openStream(ctx context.Context, name string) (io.ReadCloser, error) {
	if name == standardInput {
		from, err := r.input.take("err.cli.input.twice")
		return io.NopCloser(r.env.Databases.Await(ctx, from)), err
	}
	return r.openFile(ctx, name)
}

// keys are how the dump is opened: from files, else the passphrase is asked for.
func (o *loadOptions) keys(ctx context.Context, r *root) (DumpKeys, error) {
	keys := DumpKeys{Passphrase: func() ([]byte, error) {
		phrase, err := o.phrase.fromFile(ctx, r)
		if err != nil || phrase != nil || !r.canAsk() {
			return phrase, err
		}
		return r.env.Terminal.Secret(ctx, r.T("cli.ask.load.passphrase")+" ")
	}}
	if o.identity == "" {
		return keys, nil
	}
	text, err := r.passphraseFile(ctx, o.identity)
	keys.Identities = string(text)
	return keys, err
}

// target says how the database is opened or made. A demo and a real database are not filled from each other.
func (o *loadOptions) target(ctx context.Context, r *root, state State, info DumpInfo) (OpenOptions, error) {
	how, err := r.openOptions()
	if err != nil {
		return how, err
	}
	how.Create, how.Demo = !state.Exists, info.Demo
	switch {
	case state.Exists && state.Demo != info.Demo:
		key := map[bool]string{true: "err.load.demo", false: "err.load.real"}[info.Demo]
		return how, model.NewError(model.Conflict, key, nil)
	case o.DryRun || info.Demo:
	case state.Exists:
		how.Passphrase, err = r.passphrase(ctx, "cli.ask.passphrase")
	default:
		how.Passphrase, err = r.newPassphrase(ctx)
	}
	return how, err
}

// moment words the time in the head of a dump; what is no time stays as it is.
func (r *root) moment(iso string) string {
	at, err := time.Parse(time.RFC3339, iso)
	if err != nil {
		return iso
	}
	return r.words.DayYear(at) + " " + r.words.Clock(at) + " UTC"
}

// sayRows says which rows the file and its log do not tell the same of, and where they stand.
func (r *root) sayRows(info DumpInfo) {
	for _, d := range info.Different {
		key := "cli.load." + d.Kind
		if d.Kind == "row.added" && d.Seq > 0 {
			key = "cli.load.row.removed"
		}
		typ, name := "", withoutID(d.ID, d.Name)
		if d.Type != "" {
			typ = r.T("type." + d.Type)
			if name == "" {
				key += ".unnamed"
			}
		}
		r.note(key, "line", d.Line, "type", typ, "id", name, "seq", d.Seq, "n", d.N)
	}
	if more := info.Differs - len(info.Different); more > 0 {
		r.note("cli.dump.unfit.more", "n", more)
	}
}

// sayDifferent says of a loaded file what the person accepted, and what nobody can compare.
func (r *root) sayDifferent(info DumpInfo) {
	r.sayRows(info)
	if info.Differs > 0 {
		r.note("cli.load.differs", "n", info.Differs)
	}
	if info.Entries == 0 && info.Rows > 0 {
		r.note("cli.load.nolog")
	}
}

// loaded says what was read.
func (o *loadOptions) loaded(r *root, path string, info DumpInfo) error {
	if r.json {
		list := []object{}
		for _, d := range info.Different {
			list = append(list, object{{"kind", d.Kind}, {"type", d.Type}, {"id", d.ID}, {"name", d.Name},
				{"line", d.Line}, {"seq", d.Seq}, {"n", d.N}})
		}
		return r.out.json(append(append(object{{"path", path}, {"dry_run", o.DryRun}},
			info.members(info.Protection)...), member{"differs", info.Differs}, member{"different", list}))
	}
	key := map[bool]string{true: "cli.load.checked", false: "cli.load.done"}[o.DryRun]
	r.note(key, "n", info.Rows, "log", info.Entries, "path", path, "at", r.moment(info.MadeAt))
	r.sayDifferent(info)
	if info.Demo {
		r.note("cli.dump.demo")
	}
	var facts []fact
	for _, t := range schema.Types() {
		if n := info.Counts[t.Name]; n > 0 {
			facts = append(facts, fact{t.Name, r.T("type." + t.Name + ".pl"), number(n)})
		}
	}
	return r.out.facts(append(facts, fact{"log", r.T("cli.load.log"), number(info.Entries)}))
}
