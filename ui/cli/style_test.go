package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/shlex"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"jobspor/model"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// quietRoot is a run that reads and writes nothing.
func quietRoot(language string) (*root, *bytes.Buffer, *bytes.Buffer) {
	var out, err bytes.Buffer
	r := newRoot(&Env{
		Args: []string{"--lang", language}, In: strings.NewReader(""), Out: &out, Err: &err,
		Getenv: func(string) string { return "" }, Terminal: Terminal{Width: 80},
	})
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
		r, _, _ := quietRoot(language)
		n := 0
		walk(r.tree(), func(c *cobra.Command) {
			n++
			place := language + ": jobspor " + strings.ReplaceAll(path(c), ".", " ")
			parts := map[string]string{"short": c.Short, "long": c.Long, "use": c.Use, "example": c.Example}
			for what, text := range parts {
				if strings.ContainsAny(text, "⟨⟩") {
					t.Errorf("%s: %s lacks words: %q", place, what, text)
				}
			}
			if c.Short == "" || len([]rune(c.Short)) > 76 {
				t.Errorf("%s: short is %d letters, want 1 to 76: %q", place, len([]rune(c.Short)), c.Short)
			}
			if c.HasParent() && strings.HasSuffix(c.Short, ".") {
				t.Errorf("%s: short ends in a full stop", place)
			}
			c.LocalFlags().VisitAll(func(f *pflag.Flag) {
				for _, fault := range flagFaults(f) {
					t.Errorf("%s: option --%s %s", place, f.Name, fault)
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

// flagFaults are what is wrong with the words of an option: every option names their key where it is declared, and the
// key has a text in both languages.
func flagFaults(f *pflag.Flag) (faults []string) {
	keys := f.Annotations[helpKey]
	if len(keys) != 1 {
		return []string{"names no key of its words"}
	}
	for _, code := range []lang.Code{lang.Danish, lang.English} {
		if !lang.New(code).Has(keys[0]) {
			faults = append(faults, fmt.Sprintf("has no words %q in %s", keys[0], code))
		}
	}
	if strings.ContainsAny(f.Usage, "⟨⟩") {
		faults = append(faults, fmt.Sprintf("lacks words: %q", f.Usage))
	}
	return faults
}

// TestFlagWithoutWordsIsFound declares an option as somebody might who forgot its words.
func TestFlagWithoutWordsIsFound(t *testing.T) {
	r, _, _ := quietRoot("en")
	value := ""
	flags := []flag{option(&value, "speed", "", "cli.try.flag.speed")}
	c := r.build(command{name: "try", args: exactly(0), flags: flags})
	c.Flags().String("bare", "", "")
	if got := flagFaults(c.Flags().Lookup("speed")); len(got) != 2 {
		t.Errorf("got %q for words that are missing, want a fault for each language", got)
	}
	if got := flagFaults(c.Flags().Lookup("bare")); len(got) != 1 {
		t.Errorf("got %q for an option that names no key, want one fault", got)
	}
}

// TestWordsOfCommandsAreUsed finds words of commands, of options and of what they take that nothing names any more.
func TestWordsOfCommandsAreUsed(t *testing.T) {
	r, _, _ := quietRoot("en")
	used := map[string]bool{
		"cli.flag.help": true, "cli.jobspor.flag.version": true, "cli.value.text": true, "cli.value.n": true,
	}
	walk(r.tree(), func(c *cobra.Command) {
		for _, place := range []string{path(c), "kind", "kind." + c.Name(), "jobspor"} {
			for _, part := range []string{".short", ".args", ".long", ".example"} {
				used["cli."+place+part] = true
			}
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			key := f.Annotations[helpKey][0]
			used[key], used["cli.value."+f.Name] = true, true
			used[strings.Replace(key, ".flag.", ".value.", 1)] = true
		})
	})
	shape := regexp.MustCompile(`^cli\.([a-z.]+\.)?((flag|value)\.[a-z0-9-]+|short|args|long|example)$`)
	for _, key := range lang.New(lang.Danish).Keys() {
		if shape.MatchString(key) && !used[key] {
			t.Errorf("nothing has the words %q", key)
		}
	}
}

// TestHelpOfEveryCommandFits prints every help page: nothing lacks words, and no line is wider than the terminal.
func TestHelpOfEveryCommandFits(t *testing.T) {
	for _, language := range []string{"da", "en"} {
		r, out, _ := quietRoot(language)
		walk(r.tree(), func(c *cobra.Command) {
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
	for _, k := range entities() {
		if !l.Has("err.cli.none." + k.typ) {
			t.Errorf("no words for err.cli.none.%s", k.typ)
		}
	}
	for _, s := range service.SettingSpecs() {
		if !l.Has("cli.setting." + s.Key) {
			t.Errorf("no words for cli.setting.%s", s.Key)
		}
	}
	if n < 100 {
		t.Errorf("found %d keys, want the whole package's", n)
	}
}

// TestEntitiesNameRealFields compares the table of entities with the field tables.
func TestEntitiesNameRealFields(t *testing.T) {
	for _, e := range entities() {
		typ := e.table()
		if typ == nil {
			t.Fatalf("%s is no type", e.typ)
		}
		keys := slices.Concat(e.owner, e.columns, e.arguments)
		for _, o := range e.options {
			keys = append(keys, o.field)
		}
		for _, o := range e.order {
			keys = append(keys, o.Field)
		}
		for _, key := range keys {
			if _, ok := typ.Field(key); !ok {
				t.Errorf("%s has no field %q", e.typ, key)
			}
		}
	}
}

func TestExitCodes(t *testing.T) {
	for code, want := range map[model.Code]int{
		model.Invalid: 1, model.Usage: 2, model.NotFound: 3, model.Conflict: 4, model.Busy: 5, model.Locked: 5,
		model.Cancelled: 130, model.Forbidden: 1, model.Unsupported: 1, model.Internal: 1} {
		r, _, _ := quietRoot("en")
		if got := r.exitStatus(context.Background(), model.NewError(code, "err.cancelled", nil)); got != want {
			t.Errorf("%s: exit status %d, want %d", code, got, want)
		}
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	r, _, stderr := quietRoot("en")
	got := r.exitStatus(ended, model.NewError(model.Internal, "err.store.io", nil))
	if got != 130 || !strings.Contains(stderr.String(), "Nothing has changed") {
		t.Errorf("interrupted: %d %q, want 130 and that nothing changed", got, stderr.String())
	}
}

func TestAnErrorWithoutWordsTellsNothing(t *testing.T) {
	r, _, stderr := quietRoot("en")
	if got := r.exitStatus(context.Background(), os.ErrPermission); got != 1 {
		t.Errorf("exit status %d, want 1", got)
	}
	if s := stderr.String(); strings.Contains(s, "permission") || !strings.HasPrefix(s, "jobspor: error: ") {
		t.Errorf("said %q, want a sentence without the inner text", s)
	}
}

// TestCompletionsNameRealCommands compares the tables of completion with the commands, options and types.
func TestCompletionsNameRealCommands(t *testing.T) {
	r, _, _ := quietRoot("en")
	places, flags := map[string]bool{}, map[string]bool{}
	walk(r.tree(), func(c *cobra.Command) {
		places[path(c)] = true
		c.LocalFlags().VisitAll(func(f *pflag.Flag) { flags[f.Name] = true })
	})
	for place, list := range completions {
		if !places[place] {
			t.Errorf("no command %q", place)
		}
		for what := range strings.SplitSeq(strings.Join(list, "|"), "|") {
			if what != "" && what[0] != '=' && typeNamed(what) == nil {
				t.Errorf("%s: no type %q", place, what)
			}
		}
	}
	for _, place := range fileArguments {
		if !places[place] {
			t.Errorf("no command %q", place)
		}
	}
	for name := range flagWords {
		if !flags[name] {
			t.Errorf("no option --%s", name)
		}
	}
	for _, name := range fileFlags {
		if !flags[name] {
			t.Errorf("no option --%s that names a file", name)
		}
	}
}

// TestExamplesFitWhatOptionsTake reads the examples of every help: where an option is said to take a day, its example
// is one, and where its example is a day, it is said to take one.
func TestExamplesFitWhatOptionsTake(t *testing.T) {
	day := regexp.MustCompile(
		`^(\+[0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}(/[0-9]{4})?|mon|tue|wed|thu|fri)$`)
	r, _, _ := quietRoot("en")
	checked := 0
	walk(r.tree(), func(c *cobra.Command) {
		for line := range strings.SplitSeq(c.Example, "\n") {
			words, err := shlex.Split(line)
			if err != nil {
				t.Errorf("%s: %v", path(c), err)
				continue
			}
			for i, w := range words {
				f := c.Flags().Lookup(strings.TrimPrefix(w, "--"))
				if f == nil || !strings.HasPrefix(w, "--") || i+1 == len(words) || f.Value.Type() == "bool" {
					continue
				}
				checked++
				if takes := r.flagValue(f); (takes == r.T("cli.value.on")) != day.MatchString(words[i+1]) {
					t.Errorf("%s: --%s is said to take %s, its example is %q", path(c), f.Name, takes, words[i+1])
				}
			}
		}
	})
	if checked < 30 {
		t.Errorf("only %d options of examples were looked at", checked)
	}
}
