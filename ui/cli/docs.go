package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	mango "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"jobspor/model"
	"jobspor/model/schema"
)

// describe gives every command its words: "cli.<path>.short", ".args", ".long", ".example"; commands for rows share
// theirs under "cli.kind.<verb>".
func (r *root) describe(c *cobra.Command, place string) {
	args := []any{}
	key := "cli." + path(c)
	if !c.HasParent() {
		key = "cli.jobspor"
	}
	if typ := rowType(c); typ != "" && !r.words.Has(key+".short") {
		if key = "cli.kind"; c.Parent().HasParent() {
			key += "." + c.Name()
		}
		args = []any{"what", r.T("type." + typ), "whats", r.T("type." + typ + ".pl")}
	}
	c.Short = r.T(key+".short", args...)
	c.Long = c.Short
	if r.words.Has(key + ".long") {
		c.Long = c.Short + "\n\n" + r.T(key+".long", args...)
	}
	if r.words.Has(key + ".example") {
		c.Example = r.T(key+".example", append(args, "cmd", strings.ReplaceAll(path(c), ".", " "))...)
	}
	if own := "cli." + path(c) + ".args"; r.words.Has(own) {
		c.Use = c.Name() + " " + r.T(own)
	} else if r.words.Has(key + ".args") {
		c.Use = c.Name() + " " + r.T(key+".args", args...)
	}
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		f.Usage = r.flagWords(c, f.Name)
		if f.Value.Type() != "bool" {
			f.Usage = "`" + r.flagValue(c, f) + "` " + f.Usage
		}
	})
	c.DisableFlagsInUseLine = true
	c.SilenceErrors, c.SilenceUsage = true, true
	for _, sub := range c.Commands() {
		r.describe(sub, place+" "+sub.Name())
	}
}

// rowType is the type whose rows a command is about, "" for other commands.
func rowType(c *cobra.Command) string {
	for ; c.HasParent(); c = c.Parent() {
		if !c.Parent().HasParent() {
			if slices.ContainsFunc(kinds, func(k kind) bool { return k.typ == c.Name() }) {
				return c.Name()
			}
		}
	}
	return ""
}

// flagWords says what an option does: its own words on this command, or the ones it has everywhere.
func (r *root) flagWords(c *cobra.Command, name string) string {
	if name == "help" {
		return r.T("cli.flag.help")
	}
	if own := "cli." + path(c) + ".flag." + name; r.words.Has(own) {
		return r.T(own)
	}
	return r.T("cli.flag." + name)
}

// flagValue names what an option takes: on this command, or everywhere.
func (r *root) flagValue(c *cobra.Command, f *pflag.Flag) string {
	if own := "cli." + path(c) + ".value." + f.Name; r.words.Has(own) {
		return r.T(own)
	}
	if key := "cli.value." + f.Name; r.words.Has(key) {
		return r.T(key)
	}
	return r.T("cli.value." + map[bool]string{true: "n", false: "text"}[strings.HasPrefix(f.Value.Type(), "int")])
}

// help prints what a command does, takes and gives.
func (r *root) help(c *cobra.Command, _ []string) {
	r.out.lines(r.out.wrapLines(c.Long))
	r.section("cli.help.usage")
	use := strings.TrimSpace("jobspor " + strings.ReplaceAll(path(c), ".", " ") + strings.TrimPrefix(c.Use, c.Name()))
	if c.HasAvailableSubCommands() {
		use += " …"
	}
	r.out.line("  " + use + " [--…]")
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
	var rows [][2]string
	flags.VisitAll(func(f *pflag.Flag) {
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		value, words := pflag.UnquoteUsage(f)
		if f.Value.Type() != "bool" {
			name += " " + value
			words = strings.TrimPrefix(words, value+" ")
		}
		rows = append(rows, [2]string{name, words})
	})
	if len(rows) > 0 {
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
			rows = append(rows, [2]string{t.Fields[i].Key, r.words.Field(t, &t.Fields[i]) + r.optionsOf(&t.Fields[i])})
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

func (r *root) optionsOf(f *schema.Field) string {
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

func (p *printer) wrapLines(s string) string {
	var out []string
	for l := range strings.SplitSeq(s, "\n") {
		out = append(out, p.wrap(l, 0))
	}
	return strings.Join(out, "\n")
}

// newHelp is `jobspor help COMMAND`.
func (r *root) newHelp() *cobra.Command {
	c := &cobra.Command{Use: "help", Args: cobra.ArbitraryArgs}
	c.RunE = func(cmd *cobra.Command, args []string) error {
		at, rest, err := cmd.Root().Find(args)
		if err != nil || len(rest) > 0 {
			return unknownCommand(cmd.Root(), strings.Join(args, " "))
		}
		return at.Help()
	}
	return c
}

// newMan prints the manual page.
func (r *root) newMan() *cobra.Command {
	var cmd *cobra.Command
	cmd = r.new("man", between(0, 0), func(context.Context, []string) error {
		page, err := mango.NewManPage(1, cmd.Root())
		if err != nil {
			return fmt.Errorf("make manual page: %w", err)
		}
		r.out.w.WriteString(page.Build(roff.NewDocument()))
		return nil
	})
	return cmd
}

// shells are the ones that completion is written for.
var shells = []string{"bash", "zsh", "fish", "powershell"}

func (r *root) newCompletion() *cobra.Command {
	var cmd *cobra.Command
	cmd = r.new("completion", between(1, 1), func(_ context.Context, args []string) error {
		root := cmd.Root()
		switch args[0] {
		case "bash":
			return root.GenBashCompletionV2(r.out.w, true)
		case "zsh":
			return root.GenZshCompletion(r.out.w)
		case "fish":
			return root.GenFishCompletion(r.out.w, true)
		case "powershell":
			return root.GenPowerShellCompletionWithDesc(r.out.w)
		}
		return usage(cmd, "err.cli.shell", model.Args{"value": args[0], "shells": strings.Join(shells, ", ")})
	})
	cmd.ValidArgs = shells
	return cmd
}
