package cli

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"jobspor/model"
)

// This file is the manual: a page for each command, in the language of the run, from the same words as its help.

func manCommand() command {
	return command{name: "man", args: between(0, 1), offline: printManual}
}

// printManual prints the page of the program, or writes the pages of all commands into a folder, where `man -M` and
// MANPATH find them under man1.
func printManual(_ context.Context, r *root, args []string) error {
	if len(args) == 0 {
		r.out.w.WriteString(r.manual(r.top))
		return nil
	}
	dir, n := filepath.Join(args[0], "man1"), 0
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return model.NewError(model.Forbidden, "err.cli.man.folder", model.Args{"path": dir}).WithCause(err)
	}
	var write func(c *cobra.Command) error
	write = func(c *cobra.Command) error {
		path := filepath.Join(dir, manName(c)+".1")
		if err := os.WriteFile(path, []byte(r.manual(c)), 0o644); err != nil {
			return model.NewError(model.Forbidden, "err.cli.man.folder", model.Args{"path": path}).WithCause(err)
		}
		n++
		for _, sub := range c.Commands() {
			if err := write(sub); err != nil {
				return err
			}
		}
		return nil
	}
	if err := write(r.top); err != nil {
		return err
	}
	r.note("cli.man.written", "n", n, "path", dir)
	return nil
}

// manName is the name of a command's page: "jobspor-citizen-add".
func manName(c *cobra.Command) string {
	return strings.TrimSuffix("jobspor-"+strings.ReplaceAll(path(c), ".", "-"), "-")
}

// manual is the page of a command in roff.
func (r *root) manual(c *cobra.Command) string {
	var m manPage
	m.macro(".TH", strings.ToUpper(manName(c)), "1", "", "jobspor "+r.env.Build.Version, r.T("cli.man.title"))
	m.section(r.T("cli.man.name"))
	m.text(manName(c) + " - " + strings.TrimSuffix(c.Short, "."))
	m.section(r.T("cli.help.usage"))
	m.text(r.usageLine(c))
	if long := strings.TrimPrefix(c.Long, c.Short+"\n\n"); long != c.Short {
		m.section(r.T("cli.man.about"))
		m.text(long)
	}
	if c.HasAvailableSubCommands() {
		m.section(r.T("cli.help.commands"))
		for _, sub := range c.Commands() {
			m.entry(sub.Name(), sub.Short)
		}
	}
	if rows := r.flagRows(c.LocalNonPersistentFlags()); len(rows) > 0 {
		m.section(r.T("cli.help.flags"))
		m.entries(rows)
	}
	if !c.HasParent() {
		m.section(r.T("cli.help.globals"))
		m.entries(r.flagRows(c.PersistentFlags()))
	}
	if rows := r.setRows(c); len(rows) > 0 {
		m.section(r.T("cli.help.set"))
		m.entries(rows)
	}
	if c.Example != "" {
		m.section(r.T("cli.help.examples"))
		m.b.WriteString(".nf\n")
		m.text(c.Example)
		m.b.WriteString(".fi\n")
	}
	if !c.HasParent() {
		m.section(r.T("cli.help.exit"))
		m.text(r.T("cli.help.exit.text"))
		return m.b.String()
	}
	m.section(r.T("cli.man.see"))
	m.text(manName(c.Parent()) + "(1)")
	return m.b.String()
}

// manPage writes roff; what it gets is plain text.
type manPage struct{ b strings.Builder }

// macro writes a macro with its arguments.
func (m *manPage) macro(name string, args ...string) {
	m.b.WriteString(name)
	for _, a := range args {
		m.b.WriteString(` "` + strings.ReplaceAll(roffText(a), `"`, `""`) + `"`)
	}
	m.b.WriteByte('\n')
}

func (m *manPage) section(title string) { m.macro(".SH", title) }

// text writes lines; an empty line begins a paragraph.
func (m *manPage) text(s string) {
	for l := range strings.SplitSeq(s, "\n") {
		if strings.TrimSpace(l) == "" {
			m.b.WriteString(".PP\n")
			continue
		}
		m.b.WriteString(roffLine(l) + "\n")
	}
}

// entry writes a name with its words.
func (m *manPage) entry(name, words string) {
	m.b.WriteString(".TP\n")
	m.macro(".B", name)
	m.text(words)
}

func (m *manPage) entries(rows [][2]string) {
	for _, row := range rows {
		m.entry(row[0], row[1])
	}
}

// roffText makes text harmless: a backslash begins an escape, and a hyphen may be set as another character that a
// shell does not know.
func roffText(s string) string { return strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(clean(s)) }

// roffLine also keeps a line from being read as a macro.
func roffLine(s string) string {
	s = roffText(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		return `\&` + s
	}
	return s
}

// usageLine is how a command is written.
func (r *root) usageLine(c *cobra.Command) string {
	use := strings.TrimSpace("jobspor " + strings.ReplaceAll(path(c), ".", " ") + strings.TrimPrefix(c.Use, c.Name()))
	if c.HasAvailableSubCommands() {
		use += " …"
	}
	return use + " [--…]"
}

// flagRows are options with what they take, and their words.
func (r *root) flagRows(flags *pflag.FlagSet) (rows [][2]string) {
	flags.VisitAll(func(f *pflag.Flag) {
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if f.Value.Type() != "bool" {
			name += " " + r.flagValue(f)
		}
		rows = append(rows, [2]string{name, f.Usage})
	})
	return rows
}

// setRows are the fields that --set takes, with their options or kind; none for a command without --set.
func (r *root) setRows(c *cobra.Command) (rows [][2]string) {
	typ := fieldsType(c)
	if typ == nil || c.Flags().Lookup("set") == nil {
		return nil
	}
	for i := range typ.Fields {
		f := &typ.Fields[i]
		if f.Given {
			continue
		}
		takes := strings.Join(f.Options, ", ")
		switch {
		case takes != "":
		case f.To != "":
			takes = r.T("type." + f.To)
		default:
			takes = r.T("cli.dictionary.kind." + f.Kind.String())
		}
		words := r.words.Field(typ, f) + ": " + takes
		if f.Required {
			words += " (" + r.T("cli.dictionary.required") + ")"
		}
		rows = append(rows, [2]string{f.Key, words})
	}
	return rows
}
