package cli

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/present"
)

// describe gives every command its words: "cli.<path>.short", ".args", ".long", ".example"; commands for rows share
// theirs under "cli.kind.<verb>". The words of an option stand at its declaration.
func (r *root) describe(c *cobra.Command) {
	key, args := wordsOf(r.words, c)
	c.Short = r.T(key+".short", args...)
	c.Long = c.Short
	if r.words.Has(key + ".long") {
		c.Long = c.Short + "\n\n" + r.T(key+".long", args...)
	}
	if r.words.Has(key + ".example") {
		c.Example = r.T(key+".example", append(args, "cmd", strings.ReplaceAll(path(c), ".", " "))...)
	}
	if takes := takes(r.words, c); takes != "" {
		c.Use = c.Name() + " " + takes
	}
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		f.Usage = r.T(f.Annotations[helpKey][0])
	})
	c.DisableFlagsInUseLine = true
	for _, sub := range c.Commands() {
		r.describe(sub)
	}
}

// wordsOf is the key of a command's words, and what they take.
func wordsOf(w present.Words, c *cobra.Command) (key string, args []any) {
	if key = "cli." + path(c); !c.HasParent() {
		key = "cli.jobspor"
	}
	if typ := rowType(c); typ != "" && !w.Has(key+".short") {
		if key = "cli.kind"; c.Parent().HasParent() {
			key += "." + c.Name()
		}
		args = []any{"what", w.T("type." + typ), "whats", w.T("type." + typ + ".pl")}
	}
	return key, args
}

// takes are the arguments of a command in words: "BORGER MED-EGNE-ORD".
func takes(w present.Words, c *cobra.Command) string {
	if own := "cli." + path(c) + ".args"; w.Has(own) {
		return w.T(own)
	}
	key, args := wordsOf(w, c)
	if !w.Has(key + ".args") {
		return ""
	}
	return w.T(key+".args", args...)
}

// rowType is the type whose rows a command is about, "" for other commands.
func rowType(c *cobra.Command) string {
	for ; c.HasParent(); c = c.Parent() {
		if !c.Parent().HasParent() {
			if slices.Contains(entityTypes(), c.Name()) {
				return c.Name()
			}
		}
	}
	return ""
}

// entityTypes are the names of the types with commands for their rows.
var entityTypes = sync.OnceValue(func() (names []string) {
	for _, e := range entities() {
		names = append(names, e.typ)
	}
	return names
})

// flagValue names what an option takes: beside its own words, for its name everywhere, or by its type.
func (r *root) flagValue(f *pflag.Flag) string {
	own := strings.Replace(f.Annotations[helpKey][0], ".flag.", ".value.", 1)
	for _, key := range []string{own, "cli.value." + f.Name} {
		if r.words.Has(key) {
			return r.T(key)
		}
	}
	if strings.HasPrefix(f.Value.Type(), "int") {
		return r.T("cli.value.n")
	}
	return r.T("cli.value.text")
}

// help prints what a command does, takes and gives.
func (r *root) help(c *cobra.Command, _ []string) {
	if c.Short == "" {
		r.describe(c.Root())
	}
	r.out.lines(r.out.wrapLines(c.Long))
	r.section("cli.help.usage")
	r.out.line("  " + r.usageLine(c))
	if c.Example != "" {
		r.section("cli.help.examples")
		for l := range strings.SplitSeq(c.Example, "\n") {
			r.out.line("  " + l)
		}
	}
	if c.HasAvailableSubCommands() {
		r.section("cli.help.commands")
		var rows [][2]string
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() {
				rows = append(rows, [2]string{sub.Name(), sub.Short})
			}
		}
		r.glossary(rows)
	}
	r.flagSection("cli.help.flags", c.LocalNonPersistentFlags())
	if rows := r.setRows(c); len(rows) > 0 {
		r.section("cli.help.set")
		r.glossary(rows)
	}
	r.flagSection("cli.help.globals", c.Root().PersistentFlags())
	r.jsonSection(c)
	if !c.HasParent() {
		r.section("cli.help.exit")
		r.out.lines(r.out.wrapLines(r.T("cli.help.exit.text")))
	}
}

func (r *root) section(key string) {
	r.out.line("")
	title := r.T(key)
	if r.env.Terminal.Out && r.env.Getenv("NO_COLOR") == "" {
		r.out.w.WriteString("\x1b[1m" + title + "\x1b[m\n") // the one style of the command line: bold headings of help
		return
	}
	r.out.line(title)
}

func (r *root) flagSection(key string, flags *pflag.FlagSet) {
	if rows := r.flagRows(flags); len(rows) > 0 {
		r.section(key)
		r.glossary(rows)
	}
}

// jsonSection documents the fields of --json.
func (r *root) jsonSection(c *cobra.Command) {
	var rows [][2]string
	if name := c.Annotations["type"]; name != "" {
		rows = append(rows, [2]string{"id", "ID"}, [2]string{"version", r.T("json.version")})
		t := typeNamed(name)
		for i := range t.Fields {
			f := &t.Fields[i]
			name, beside := f.Key, memberNames(f)[1:]
			if len(beside) > 0 {
				name += " (" + strings.TrimPrefix(beside[0], f.Key) + ")"
			}
			rows = append(rows, [2]string{name, r.words.Field(t, f) + optionList(f)})
		}
	}
	for f := range strings.FieldsSeq(c.Annotations["json"]) {
		rows = append(rows, [2]string{f, r.T("json." + f)})
	}
	if len(rows) > 0 {
		r.section("cli.help.json")
		r.glossary(rows)
	}
}

func optionList(f *schema.Field) string {
	if len(f.Options) == 0 {
		return ""
	}
	return " (" + strings.Join(f.Options, ", ") + ")"
}

// glossary prints names beside their words.
func (r *root) glossary(rows [][2]string) {
	wide := 0
	for _, row := range rows {
		wide = max(wide, min(ansi.StringWidth(row[0]), 28))
	}
	for _, row := range rows {
		lead := "  " + row[0] + strings.Repeat(" ", max(wide-ansi.StringWidth(row[0]), 0)+gap)
		for l := range strings.SplitSeq(r.out.wrap(row[1], wide+2+gap), "\n") {
			r.out.line(lead + l)
			lead = strings.Repeat(" ", wide+2+gap)
		}
	}
}

// helpCommand is `jobspor help COMMAND`.
func helpCommand() command {
	return command{
		name: "help", args: cobra.ArbitraryArgs,
		subs: []command{helpFieldsCommand(), helpJSONCommand(), helpDumpCommand(), helpRolesCommand()},
		offline: func(_ context.Context, r *root, args []string) error {
			at, rest, err := r.top.Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(r.top, strings.Join(args, " "))
			}
			return at.Help()
		},
	}
}

// shells are the ones that completion is written for.
var shells = []string{"bash", "zsh", "fish", "powershell"}

func completionCommand() command {
	return command{name: "completion", args: exactly(1), valid: shells, check: knownShell, offline: printCompletion}
}

func knownShell(cmd *cobra.Command, args []string) error {
	if slices.Contains(shells, args[0]) {
		return nil
	}
	return usage(cmd, "err.cli.shell", model.Args{"value": args[0], "shells": strings.Join(shells, ", ")})
}

func printCompletion(_ context.Context, r *root, args []string) error {
	switch args[0] {
	case "zsh":
		return r.top.GenZshCompletion(r.out.w)
	case "fish":
		return r.top.GenFishCompletion(r.out.w, true)
	case "powershell":
		return r.top.GenPowerShellCompletionWithDesc(r.out.w)
	}
	return r.top.GenBashCompletionV2(r.out.w, true)
}
