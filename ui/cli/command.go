package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"jobspor/model"
	"jobspor/model/schema"
)

// command declares one command: what it is called, takes, prints and runs. Its words are those of "cli.<path>.short",
// ".args", ".long" and ".example"; a test fails when a command, an option or a JSON member has none.
//
// The function that returns a command parses its options into a value of its own; the method of that value, or a
// function of its file, that the command runs does the work.
type command struct {
	name    string
	aliases []string
	args    cobra.PositionalArgs // nil is a command that only holds others
	valid   []string             // arguments that the shell may complete
	flags   []flag
	json    []string // members of the --json answer; the words of each are "json.<member>"
	rows    string   // type whose fields are members of the --json answer, too
	subs    []command
	batch   batchRule // whether it may stand in a batch

	// reads are the files that the command reads: one that is not there is said before a passphrase is asked for.
	reads   func(args []string) []string
	check   func(cmd *cobra.Command, args []string) error // refuses wrong use before a database is opened
	run     run                                           // with an open database
	offline func(ctx context.Context, r *root, args []string) error
}

// run is the work of a command that needs a database.
type run func(ctx context.Context, s *session, args []string) error

// receiptFields are the JSON members of a command that writes.
var receiptFields = []string{"seq", "count", "rows", "rows.type", "rows.id", "rows.ref", "rows.change",
	"resolved", "resolved.word", "resolved.type", "resolved.id", "resolved.ref", "resolved.name", "resolved.exact",
	"dates", "dates.text", "dates.date", "warnings", "warnings.code", "warnings.text"}

// build makes the command that cobra parses.
func (r *root) build(d command) *cobra.Command {
	c := &cobra.Command{
		Use: d.name, Aliases: d.aliases, Args: d.args, ValidArgs: d.valid, Annotations: map[string]string{},
	}
	if len(d.json) > 0 {
		c.Annotations["json"] = strings.Join(d.json, " ")
	}
	if d.rows != "" {
		c.Annotations["type"] = d.rows
	}
	if d.args == nil {
		c.Args = cobra.ArbitraryArgs
	}
	c.RunE = func(cmd *cobra.Command, args []string) error {
		r.running = strings.ReplaceAll(path(cmd), ".", " ")
		if r.batch != nil {
			if err := r.batch.allowed(cmd, d); err != nil {
				return err
			}
		}
		if err := r.servedMay(cmd); err != nil {
			return err
		}
		if d.check != nil {
			if err := d.check(cmd, args); err != nil {
				return err
			}
		}
		if d.reads != nil {
			if err := r.readable(d.reads(args)); err != nil {
				return err
			}
		}
		switch {
		case d.run != nil:
			return r.withSession(cmd.Context(), func(ctx context.Context, s *session) error {
				if err := s.Service.CheckReason(r.reason); err != nil { // also where nothing asks for one
					return err
				}
				return d.run(ctx, s, args)
			})
		case d.offline != nil:
			return d.offline(cmd.Context(), r, args)
		case len(args) == 0:
			return cmd.Help()
		}
		return unknownCommand(cmd, args[0])
	}
	help, version := false, false // cobra looks for them itself
	shortOption(&help, "help", "h", false, "cli.flag.help").add(c.Flags())
	if d.name == "jobspor" {
		option(&version, "version", false, "cli.jobspor.flag.version").add(c.Flags())
	}
	for _, f := range d.flags {
		f.add(c.Flags())
	}
	for _, sub := range d.subs {
		c.AddCommand(r.build(sub))
	}
	return c
}

// flag declares one option of a command.
type flag struct {
	name     string
	help     string // key of its words; what it takes has the same key with "value" for "flag", or "cli.value.<name>"
	register func(*pflag.FlagSet)
}

// helpKey is the annotation of a flag that holds the key of its words.
const helpKey = "words"

func newFlag(name, help string, register func(*pflag.FlagSet)) flag {
	return flag{name, help, register}
}

func (f flag) add(set *pflag.FlagSet) {
	f.register(set)
	set.Lookup(f.name).Annotations = map[string][]string{helpKey: {f.help}}
}

// option is an option that fills a variable; usual is its value when it is not typed.
func option[T string | bool | int | int64 | []string](to *T, name string, usual T, help string) flag {
	return shortOption(to, name, "", usual, help)
}

// shortOption is an option that has a letter, too.
func shortOption[T string | bool | int | int64 | []string](to *T, name, letter string, usual T, help string) flag {
	return newFlag(name, help, func(set *pflag.FlagSet) {
		switch p := any(to).(type) {
		case *string:
			set.StringVarP(p, name, letter, any(usual).(string), "")
		case *bool:
			set.BoolVarP(p, name, letter, any(usual).(bool), "")
		case *int:
			set.IntVarP(p, name, letter, any(usual).(int), "")
		case *int64:
			set.Int64VarP(p, name, letter, any(usual).(int64), "")
		case *[]string:
			set.StringArrayVarP(p, name, letter, any(usual).([]string), "")
		}
	})
}

// fieldOptions are options whose values go into fields of a row, in the order they are declared.
type fieldOptions []*fieldOption

// fieldOption is what pflag fills for one of them.
type fieldOption struct {
	field, value string
	typed        bool
}

// option declares one.
func (o *fieldOptions) option(name, field, help string) flag {
	return newFlag(name, help, func(set *pflag.FlagSet) {
		v := &fieldOption{field: field}
		*o = append(*o, v)
		set.Var(v, name, "")
	})
}

// assigns are the fields of those that were typed: an empty value clears a field, one that is not typed leaves it.
func (o fieldOptions) assigns() []assign {
	var out []assign
	for _, v := range o {
		if v.typed {
			out = append(out, assign{v.field, v.value})
		}
	}
	return out
}

// Set takes what was typed; the field's own reader judges it later.
func (v *fieldOption) Set(value string) error {
	v.value, v.typed = value, true
	return nil
}

// String is the usual value, which is none.
func (v *fieldOption) String() string { return "" }

// Type is what pflag calls a text.
func (v *fieldOption) Type() string { return "string" }

// between accepts so many arguments; most below 0 is any number.
func between(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case cmd.HasSubCommands() && len(args) > 0:
			return unknownCommand(cmd, args[0])
		case len(args) < least:
			return usage(cmd, "err.cli.args.few", model.Args{"least": least, "given": len(args)})
		case most == 0 && len(args) > 0:
			return usage(cmd, "err.cli.args.none", model.Args{"value": model.Clip(args[0])})
		case most >= 0 && len(args) > most:
			return usage(cmd, "err.cli.args.many", model.Args{"n": most})
		}
		return nil
	}
}

// exactly accepts so many arguments.
func exactly(n int) cobra.PositionalArgs { return between(n, n) }

// change is the work of a command that finds the row its first argument names, decides what changes, writes that and
// prints the receipt. Faults name the fields of the type.
func change[T any](typ string, find func(*session, context.Context, string) (T, error),
	decide func(ctx context.Context, s *session, row T, args []string) (model.ChangeSet, error)) run {
	return func(ctx context.Context, s *session, args []string) error {
		row, err := find(s, ctx, args[0])
		if err != nil {
			return err
		}
		cs, err := decide(ctx, s, row, args[1:])
		return s.applyDecided(ctx, typ, cs, err)
	}
}

// applyDecided writes a change set; a fault names the fields of the type.
func (s *session) applyDecided(ctx context.Context, typ string, cs model.ChangeSet, err error) error {
	if err != nil {
		return withType(typeNamed(typ), err)
	}
	return s.apply(ctx, cs)
}

// loadFiles is the work of a command that reads files of definitions and puts them into use, all or none: one with an
// error changes nothing.
func loadFiles(load func(ctx context.Context, s *session, text, name string) (model.ChangeSet, error)) run {
	return func(ctx context.Context, s *session, paths []string) error {
		var all model.ChangeSet
		for i, path := range paths {
			text, name, err := s.readText(ctx, path)
			if err != nil {
				return err
			}
			cs, err := load(ctx, s, text, name)
			if err != nil {
				return err
			}
			if i == 0 {
				all = cs
			} else {
				all.Changes = append(all.Changes, cs.Changes...)
			}
		}
		return s.apply(ctx, all)
	}
}

// typeNamed finds a type that this package names itself.
func typeNamed(name string) *schema.Type {
	t, _ := schema.TypeNamed(name)
	return t
}
