package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"jobspor/model"
	"jobspor/ui/lang"
)

// mute is a run that reads and writes nothing.
func mute(language string) (*root, *bytes.Buffer, *bytes.Buffer) {
	var out, err bytes.Buffer
	r := newRoot(&Env{Args: []string{"--lang", language}, In: strings.NewReader(""), Out: &out, Err: &err, Getenv: func(string) string { return "" }, Terminal: Terminal{Width: 80}})
	return r, &out, &err
}

// walk calls fn for a command and all below it.
func walk(c *cobra.Command, fn func(*cobra.Command)) {
	fn(c)
	for _, sub := range c.Commands() {
		walk(sub, fn)
	}
}

// noJSON are the commands whose answer is a text of its own kind, or a screen.
var noJSON = map[string]bool{"": true, "man": true, "completion": true, "help": true}

// TestEveryCommandKeepsTheStyle walks all commands in both languages: words for the command, its options and its JSON
// fields, a line that fits, no full stop, and JSON documented.
func TestEveryCommandKeepsTheStyle(t *testing.T) {
	for _, language := range []string{"da", "en"} {
		r, _, _ := mute(language)
		n := 0
		walk(r.command(), func(c *cobra.Command) {
			n++
			place := language + ": jobspor " + strings.ReplaceAll(path(c), ".", " ")
			for what, said := range map[string]string{"short": c.Short, "long": c.Long, "use": c.Use, "example": c.Example} {
				if strings.ContainsAny(said, "⟨⟩") {
					t.Errorf("%s: %s lacks words: %q", place, what, said)
				}
			}
			if c.Short == "" || len([]rune(c.Short)) > 76 {
				t.Errorf("%s: short is %d letters, want 1 to 76: %q", place, len([]rune(c.Short)), c.Short)
			}
			if c.HasParent() && strings.HasSuffix(c.Short, ".") {
				t.Errorf("%s: short ends in a full stop", place)
			}
			c.LocalFlags().VisitAll(func(f *pflag.Flag) {
				if f.Usage == "" || strings.ContainsAny(f.Usage, "⟨⟩") {
					t.Errorf("%s: option --%s lacks words: %q", place, f.Name, f.Usage)
				}
			})
			if !c.HasSubCommands() && !noJSON[path(c)] && c.Annotations["json"] == "" && c.Annotations["type"] == "" {
				t.Errorf("%s: the fields of --json are not documented", place)
			}
			for f := range strings.FieldsSeq(c.Annotations["json"]) {
				if !r.words.Has("json." + f) {
					t.Errorf("%s: the JSON field %q lacks words", place, f)
				}
			}
		})
		if n < 80 {
			t.Errorf("walked %d commands, want all of them", n)
		}
	}
}

// TestHelpOfEveryCommandFits prints every help page: nothing lacks words, and no line is wider than the terminal.
func TestHelpOfEveryCommandFits(t *testing.T) {
	for _, language := range []string{"da", "en"} {
		r, out, _ := mute(language)
		walk(r.command(), func(c *cobra.Command) {
			out.Reset()
			r.help(c, nil)
			_ = r.out.flush()
			page := out.String()
			if strings.ContainsAny(page, "⟨⟩`") || strings.Contains(page, "%!") {
				t.Errorf("%s: help of %q lacks something:\n%s", language, path(c), page)
			}
			for l := range strings.SplitSeq(page, "\n") {
				if len([]rune(l)) > 96 && !strings.Contains(l, "jobspor") {
					t.Errorf("%s: help of %q has a wide line: %s", language, path(c), l)
				}
			}
		})
	}
}

// TestEverySentenceOfAnErrorHasWords finds the keys that this package fails with, and looks for their words.
func TestEverySentenceOfAnErrorHasWords(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	l := lang.New(lang.Danish)
	key := regexp.MustCompile(`"((?:err|cli|hint)\.[a-z_.]+[a-z])"`)
	n := 0
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range key.FindAllStringSubmatch(string(src), -1) {
			if n++; !l.Has(m[1]) && m[1] != "cli.jobspor" && m[1] != "cli.kind" {
				t.Errorf("%s: no words for %q", f, m[1])
			}
		}
	}
	for _, k := range kinds {
		if !l.Has("err.cli.none." + k.typ) {
			t.Errorf("no words for err.cli.none.%s", k.typ)
		}
	}
	for _, s := range settings {
		if !l.Has("cli.setting." + s.key) {
			t.Errorf("no words for cli.setting.%s", s.key)
		}
	}
	if n < 100 {
		t.Errorf("found %d keys, want the whole package's", n)
	}
}

// TestKindsNameRealFields holds the table of kinds against the field tables.
func TestKindsNameRealFields(t *testing.T) {
	for _, k := range kinds {
		typ := k.t()
		if typ == nil {
			t.Fatalf("%s is no type", k.typ)
		}
		var keys []string
		keys = append(append(append(keys, k.owner...), k.columns...), k.takes...)
		for _, f := range k.flags {
			keys = append(keys, f)
		}
		for _, o := range k.order {
			keys = append(keys, o.Field)
			if f, ok := typ.Field(o.Field); ok && f.Sealed {
				t.Errorf("%s is ordered by %s, which the store cannot see", k.typ, o.Field)
			}
		}
		for _, key := range keys {
			if _, ok := typ.Field(key); !ok {
				t.Errorf("%s has no field %q", k.typ, key)
			}
		}
	}
}

func TestExitCodes(t *testing.T) {
	for code, want := range map[model.Code]int{model.Invalid: 1, model.Usage: 2, model.NotFound: 3, model.Conflict: 4, model.Busy: 5, model.Locked: 5,
		model.Cancelled: 130, model.Forbidden: 1, model.Unsupported: 1, model.Internal: 1} {
		r, _, _ := mute("en")
		if got := r.finish(context.Background(), model.NewError(code, "err.cancelled", nil)); got != want {
			t.Errorf("%s: exit status %d, want %d", code, got, want)
		}
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	r, _, talk := mute("en")
	if got := r.finish(ended, model.NewError(model.Internal, "err.store.io", nil)); got != 130 || !strings.Contains(talk.String(), "Nothing has changed") {
		t.Errorf("interrupted: %d %q, want 130 and that nothing changed", got, talk.String())
	}
}

func TestAnErrorWithoutWordsTellsNothing(t *testing.T) {
	r, _, talk := mute("en")
	if got := r.finish(context.Background(), os.ErrPermission); got != 1 {
		t.Errorf("exit status %d, want 1", got)
	}
	if s := talk.String(); strings.Contains(s, "permission") || !strings.HasPrefix(s, "jobspor: error: ") {
		t.Errorf("said %q, want a sentence without the inner text", s)
	}
}
