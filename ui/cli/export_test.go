package cli

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Documented lists the JSON fields that a command's help names; "" is no such command.
func Documented(args ...string) []string {
	none := func(string) string { return "" }
	r := newRoot(&Env{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard, Getenv: none})
	c, _, err := r.tree().Find(args)
	if err != nil {
		return nil
	}
	out := strings.Fields(c.Annotations["json"])
	if t := c.Annotations["type"]; t != "" {
		typ := typeNamed(t)
		out = append(out, "id", "version")
		for i := range typ.Fields {
			out = append(out, memberNames(&typ.Fields[i])...)
		}
	}
	return out
}

// Commands lists all commands that answer in JSON.
func Commands() (out [][]string) {
	none := func(string) string { return "" }
	r := newRoot(&Env{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard, Getenv: none})
	walk(r.tree(), func(c *cobra.Command) {
		if c.Annotations["json"] != "" || c.Annotations["type"] != "" {
			out = append(out, strings.Split(path(c), "."))
		}
	})
	return out
}

// HelpText is what the help of one command says.
type HelpText struct{ Path, Long, Example string }

// HelpTexts are those of all commands in a language, and the names of all options.
func HelpTexts(language string) (texts []HelpText, options map[string]bool) {
	r, _, _ := quietRoot(language)
	options = map[string]bool{}
	walk(r.tree(), func(c *cobra.Command) {
		texts = append(texts, HelpText{"jobspor " + strings.ReplaceAll(path(c), ".", " "), c.Long, c.Example})
		for _, flags := range []*pflag.FlagSet{c.LocalFlags(), c.PersistentFlags()} {
			flags.VisitAll(func(f *pflag.Flag) { options["--"+f.Name] = true })
		}
	})
	return texts, options
}

// WritingCommands are the commands that answer with what they wrote.
func WritingCommands() (out []string) {
	r, _, _ := quietRoot("da")
	walk(r.tree(), func(c *cobra.Command) {
		fields := strings.Fields(c.Annotations["json"])
		if slices.Contains(fields, "seq") && slices.Contains(fields, "rows.change") {
			out = append(out, "jobspor "+strings.ReplaceAll(path(c), ".", " "))
		}
	})
	return out
}
