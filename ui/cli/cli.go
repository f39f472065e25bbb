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
	"jobspor/ui/service"
)

// root is one run of the program: its environment, the options of every command, and its output.
type root struct {
	env   *Env
	words present.Words
	out   *printer
	top   *cobra.Command // the tree of commands
	input *input
	batch *batchPlace // of a line of a batch; nil otherwise

	running string // the command that runs, without the program: "citizen show"

	db, as, lang, passFile string
	reason                 string // why personal data leaves, for the log
	json, yes              bool
	plain                  bool   // the screens as lines
	moving                 bool   // the clock of JOBSPOR_TODAY goes on
	tour                   string // what a demo does about the tour, see app.Options
}

// Run carries out one command line and gives the exit status.
func Run(ctx context.Context, env *Env) int {
	r := newRoot(env)
	if err := env.Served.known(env.Args); err != nil {
		return r.exitStatus(ctx, err)
	}
	cmd := r.tree()
	cmd.SetArgs(append([]string{}, env.Args...)) // of nil cobra would take those of the process
	err := cmd.ExecuteContext(ctx)
	if err == nil {
		err = r.out.flush()
	} else {
		_ = r.out.flush() // what was printed before the error stays printed
	}
	return r.exitStatus(ctx, err)
}

func newRoot(env *Env) *root {
	r := &root{env: env, input: &input{from: env.In}}
	r.setLanguage(lang.New(wantedLanguage(env.Args, env.Getenv)))
	r.out = newPrinter(r)
	return r
}

// setLanguage sets the language of all output; opening a database may change it.
func (r *root) setLanguage(l *lang.Lang) { r.words = present.Words{Lang: l} }

// T gives a text of the word files.
func (r *root) T(key string, args ...any) string { return r.words.T(key, args...) }

// wantedLanguage finds the language before the command line is parsed, so that help and usage errors are written in it:
// --lang, then the environment, else Danish.
func wantedLanguage(args []string, getenv func(string) string) lang.Code {
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

// tree builds the tree of commands.
func (r *root) tree() *cobra.Command {
	c := r.build(command{name: "jobspor", args: exactly(0), offline: runInterface, batch: noBatch, subs: commands(r),
		flags: []flag{r.plainFlag()}})
	r.top = c
	c.Version = r.env.Build.Version
	c.SetIn(r.env.In)
	c.SetOut(r.env.Out)
	c.SetErr(r.env.Err)
	c.SetHelpFunc(r.help)
	c.SetUsageFunc(func(*cobra.Command) error { return nil })
	c.SetFlagErrorFunc(r.flagError)
	c.CompletionOptions.DisableDefaultCmd = true
	help := r.build(helpCommand())
	c.AddCommand(help)
	c.SetHelpCommand(help)
	for _, f := range r.globalFlags() {
		f.add(c.PersistentFlags())
	}
	c.PersistentPreRunE = func(*cobra.Command, []string) error { return r.checkGlobals() }
	c.SilenceErrors, c.SilenceUsage = true, true
	if r.batch == nil { // a line of a batch needs them only when it asks for help
		r.describe(c)
	}
	if completing(r.env.Args) {
		r.completeAll(c)
	}
	return c
}

// globalFlags are the options of every command.
func (r *root) globalFlags() []flag {
	return []flag{
		option(&r.db, "db", "", "cli.flag.db"),
		option(&r.as, "as", "", "cli.flag.as"),
		option(&r.lang, "lang", "", "cli.flag.lang"),
		option(&r.passFile, "passphrase-file", "", "cli.flag.passphrase-file"),
		option(&r.json, "json", false, "cli.flag.json"),
		option(&r.yes, "yes", r.yes, "cli.flag.yes"),
		option(&r.reason, "reason", r.reason, "cli.flag.reason"),
	}
}

// commands are all commands.
func commands(r *root) []command {
	list := []command{demoCommand(r), initCommand(), importCommand(), todayCommand(), calendarCommand(), mailCommand()}
	for _, e := range entities() {
		list = append(list, e.command())
	}
	return append(list, viewCommand(), orderCommand(),
		matchCommand(), callRoundCommand(), searchCommand(), occupationCommand(), trialCommand(),
		agreementCommand(), vitasCommand(),
		hoursCommand(), programmeCommand(), progressCommand(), planSheetCommand(), handOverCommand(), caseNoteCommand(),
		caseFileCommand(), figuresCommand(), committeeCommand(), exportCommand(),
		batchCommand(), undoCommand(), redoCommand(), logCommand(), backupCommand(), repairCommand(), restoreCommand(),
		serveCommand(), memberCommand(), approvalCommand(),
		dumpCommand(), loadCommand(), passphraseCommand(), doctorCommand(), dueCommand(),
		auditCommand(), configCommand(), interfaceCommand(),
		rulesCommand(),
		benchCommand(),
		completionCommand(), manCommand(),
		versionCommand())
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

func unknownCommand(cmd *cobra.Command, name string) error {
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(name); len(near) > 0 {
		args := model.Args{"value": name, "near": strings.Join(near, ", ")}
		return model.NewError(model.Usage, "err.cli.command.near", args)
	}
	return model.NewError(model.Usage, "err.cli.command", model.Args{"value": name})
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

// flagError puts what pflag found into words.
func (r *root) flagError(cmd *cobra.Command, err error) error {
	switch e := err.(type) {
	case *pflag.NotExistError:
		if name := e.GetSpecifiedName(); name != "" && name[0] >= '0' && name[0] <= '9' {
			return r.negative(cmd, "-"+name)
		}
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

// negative refuses a number below zero where there are options and words: for a setting with what it can be.
func (r *root) negative(cmd *cobra.Command, value string) error {
	if path(cmd) == "config.set" {
		for _, key := range r.env.Args {
			if _, ok := service.SettingNamed(key); !ok {
				continue
			}
			if _, err := (&service.Session{}).ReadSetting(key, value); err != nil {
				return err
			}
		}
	}
	return usage(cmd, "err.cli.negative", model.Args{"value": value})
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
