package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"jobspor/model"
	"jobspor/ui/lang"
	"jobspor/ui/present"
)

// root is one run: the environment, what was said on every command, and how it talks.
type root struct {
	env   *Env
	words present.Words
	out   *printer

	db, as, lang, passFile string
	json                   bool
}

// Run carries out one command line and gives the exit status.
func Run(ctx context.Context, env *Env) int {
	r := newRoot(env)
	cmd := r.command()
	cmd.SetArgs(env.Args)
	err := cmd.ExecuteContext(ctx)
	if err == nil {
		err = r.out.flush()
	} else {
		_ = r.out.flush() // what was printed before the error stays printed
	}
	return r.finish(ctx, err)
}

func newRoot(env *Env) *root {
	r := &root{env: env}
	r.speak(lang.New(spoken(env.Args, env.Getenv)))
	r.out = newPrinter(r)
	return r
}

// speak sets the language; it is known only in part before a database is open.
func (r *root) speak(l *lang.Lang) { r.words = present.Words{Lang: l} }

// T says a word.
func (r *root) T(key string, args ...any) string { return r.words.T(key, args...) }

// spoken finds the language before anything is parsed, so that help and usage errors speak it, too: --lang, then the
// environment. Danish is spoken where nothing is said.
func spoken(args []string, getenv func(string) string) lang.Code {
	for i, a := range args {
		if a == "--" {
			break
		}
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			if c, ok := lang.ParseCode(v); ok {
				return c
			}
		}
		if a == "--lang" && i+1 < len(args) {
			if c, ok := lang.ParseCode(args[i+1]); ok {
				return c
			}
		}
	}
	if c, ok := lang.ParseCode(getenv("JOBSPOR_LANG")); ok {
		return c
	}
	return locale(getenv)
}

// locale is the language of the terminal, in the order POSIX names.
func locale(getenv func(string) string) lang.Code {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := getenv(name); v != "" {
			c, _ := lang.ParseCode(v)
			return c
		}
	}
	return lang.Danish
}

// command builds the tree of commands.
func (r *root) command() *cobra.Command {
	c := r.new("jobspor", between(0, 0), r.runInterface)
	c.Use = "jobspor"
	c.Version = r.env.Build.Version
	c.SilenceErrors, c.SilenceUsage = true, true
	c.SetIn(r.env.In)
	c.SetOut(r.env.Out)
	c.SetErr(r.env.Err)
	c.SetHelpFunc(r.help)
	c.SetUsageFunc(func(*cobra.Command) error { return nil })
	c.SetFlagErrorFunc(r.flagError)
	c.CompletionOptions.DisableDefaultCmd = true
	c.SetHelpCommand(r.newHelp())
	p := c.PersistentFlags()
	p.StringVar(&r.db, "db", "", "")
	p.StringVar(&r.as, "as", "", "")
	p.StringVar(&r.lang, "lang", "", "")
	p.StringVar(&r.passFile, "passphrase-file", "", "")
	p.BoolVar(&r.json, "json", false, "")
	c.PersistentPreRunE = func(*cobra.Command, []string) error { return r.checkGlobals() }
	c.AddCommand(r.newStart()...)
	for _, k := range kinds {
		c.AddCommand(r.newKind(k))
	}
	c.AddCommand(r.newWork()...)
	c.AddCommand(r.newCare()...)
	r.describe(c, "")
	return c
}

// newStart, newWork and newCare are the commands in the order help lists them.
func (r *root) newStart() []*cobra.Command {
	return []*cobra.Command{r.newDemo(), r.newInit(), r.newImport(), r.newToday()}
}

func (r *root) newWork() []*cobra.Command {
	return []*cobra.Command{r.newMatch(), r.newSearch(), r.newOccupation(), r.newTrial(), r.newAgreement(), r.newVitas(), r.newHours(), r.newProgramme(), r.newProgress(),
		r.newCoursePaper("plansheet", present.PlanSheet), r.newCoursePaper("handover", present.HandOver), r.newCoursePaper("casenote", present.CaseNote), r.newFigures(), r.newExport()}
}

func (r *root) newCare() []*cobra.Command {
	return []*cobra.Command{r.newUndo(), r.newRedo(), r.newLog(), r.newBackup(), r.newRestore(), r.newPassphraseCommand(), r.newDoctor(), r.newConfig(), r.newRules(),
		r.newBench(), r.newCompletion(), r.newMan(), r.newVersion()}
}

func (r *root) checkGlobals() error {
	if r.lang != "" {
		if _, ok := lang.ParseCode(r.lang); !ok {
			return model.NewError(model.Usage, "err.cli.lang", model.Args{"value": r.lang})
		}
	}
	_, err := r.clock()
	return err
}

// new makes a command with the words that describe adds later.
func (r *root) new(name string, args cobra.PositionalArgs, run func(context.Context, []string) error) *cobra.Command {
	c := &cobra.Command{Use: name, Args: args}
	c.RunE = func(cmd *cobra.Command, args []string) error { return run(cmd.Context(), args) }
	return c
}

// group makes a command that only holds others; called bare it shows its help, called wrongly it says what there is.
func (r *root) group(name string, subs ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{Use: name, Args: cobra.ArbitraryArgs}
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		return unknownCommand(cmd, args[0])
	}
	c.AddCommand(subs...)
	return c
}

func unknownCommand(cmd *cobra.Command, name string) error {
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(name); len(near) > 0 {
		return model.NewError(model.Usage, "err.cli.command.near", model.Args{"value": name, "near": strings.Join(near, ", ")})
	}
	return model.NewError(model.Usage, "err.cli.command", model.Args{"value": name})
}

// between accepts so many arguments; most below 0 is any number.
func between(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case cmd.HasSubCommands() && len(args) > 0:
			return unknownCommand(cmd, args[0])
		case len(args) < least:
			return &usageError{cmd, model.NewError(model.Usage, "err.cli.args.few", model.Args{"n": least})}
		case most >= 0 && len(args) > most:
			return &usageError{cmd, model.NewError(model.Usage, "err.cli.args.many", model.Args{"n": most})}
		}
		return nil
	}
}

// usageError carries the command whose help has the answer.
type usageError struct {
	cmd *cobra.Command
	err *model.Error
}

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

func usage(cmd *cobra.Command, key string, args model.Args) error {
	return &usageError{cmd, model.NewError(model.Usage, key, args)}
}

// flagError says in words what pflag found.
func (r *root) flagError(cmd *cobra.Command, err error) error {
	switch e := err.(type) {
	case *pflag.NotExistError:
		return usage(cmd, "err.cli.flag", model.Args{"value": flagName(e.GetSpecifiedName())})
	case *pflag.ValueRequiredError:
		return usage(cmd, "err.cli.flag.value", model.Args{"value": flagName(e.GetSpecifiedName())})
	case *pflag.InvalidValueError:
		return usage(cmd, "err.cli.flag.bad", model.Args{"flag": flagName(e.GetFlag().Name), "value": e.GetValue()})
	case *pflag.InvalidSyntaxError:
		return usage(cmd, "err.cli.flag", model.Args{"value": e.GetSpecifiedFlag()})
	}
	return usage(cmd, "err.cli.flag", model.Args{"value": "?"})
}

func flagName(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// path is a command's place in the tree without the program: "shortlist.export".
func path(c *cobra.Command) string {
	var parts []string
	for ; c.HasParent(); c = c.Parent() {
		parts = append(parts, c.Name())
	}
	slices.Reverse(parts)
	return strings.Join(parts, ".")
}
