package legacy_test

import (
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"

	"jobspor/data/reference/legacy"
	"jobspor/data/reference/programmes"
	"jobspor/data/reference/ruleset"
	"jobspor/model"
)

// old is a built-in file as it was before TOML.
func old(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestOldFilesSayTheSame: the built-in files of the old format, as a municipality may have loaded them, are read as
// what the files in TOML say.
func TestOldFilesSayTheSame(t *testing.T) {
	rules, err := ruleset.Parse("", old(t, "lab.txt"))
	if err != nil {
		t.Fatal(err)
	}
	// The built-in files went on since; the TOML here is what they were when the format changed.
	if want, err := ruleset.Parse("", old(t, "lab.toml")); err != nil || len(want.Rows) != 44 ||
		!reflect.DeepEqual(rules, want) {
		t.Errorf("the rules differ: got %d rows, want %d (%v)", len(rules.Rows), len(want.Rows), err)
	}
	items, text, err := programmes.ParseItems("progress.txt", old(t, "progress.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if want, _, err := programmes.ParseItems("progress.toml", old(t, "progress.toml")); err != nil ||
		len(want) != 18 || !reflect.DeepEqual(items, want) {
		t.Errorf("the items differ: got %v, want %v (%v)", items, want, err)
	}
	if again, _, err := programmes.ParseItems("progress.toml", text); err != nil || !reflect.DeepEqual(again, items) {
		t.Errorf("the items' text in TOML: got %v %v, want the same items", again, err)
	}
	for _, key := range []string{"flere-skal-med", "social-stoette"} {
		got, err := programmes.Parse(key+".txt", old(t, key+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		again, err := programmes.Parse(key+".toml", got.Text)
		if err != nil || !reflect.DeepEqual(again, got) {
			t.Errorf("%s: its text in TOML says something else: %v", key, err)
		}
		want, err := programmes.Parse(key+".toml", old(t, key+".toml"))
		if err != nil {
			t.Fatal(err)
		}
		want.Text = got.Text
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s differs", key)
		}
	}
}

// TestNothingIsLost: every remark stays, and every line has the number of the one that it came from.
func TestNothingIsLost(t *testing.T) {
	for _, name := range []string{"lab.txt", "progress.txt", "flere-skal-med.txt", "social-stoette.txt"} {
		text := old(t, name)
		toml, lines := legacy.Convert(text)
		got := strings.Split(strings.TrimSuffix(toml, "\n"), "\n")
		if len(got) != len(lines) {
			t.Fatalf("%s: %d lines with %d numbers", name, len(got), len(lines))
		}
		from := strings.Split(text, "\n")
		remarks := 0
		for i, l := range got {
			if strings.HasPrefix(l, "#") {
				remarks++
				if want := from[lines[i]-1]; l != want {
					t.Errorf("%s: got %q from line %d, want %q", name, l, lines[i], want)
				}
			}
		}
		if want := strings.Count("\n"+text, "\n#"); remarks != want {
			t.Errorf("%s: got %d remarks, want %d", name, remarks, want)
		}
		if again, lines := legacy.Convert(toml); again != toml || lines != nil {
			t.Errorf("%s: what is TOML was converted again", name)
		}
	}
}

// TestFaultsNameTheOldLine: whoever loads an old file corrects that one.
func TestFaultsNameTheOldLine(t *testing.T) {
	rules, programme := old(t, "lab.txt"), old(t, "social-stoette.txt")
	lineOf := func(text, part string) int { return 1 + strings.Count(text[:strings.Index(text, part)], "\n") }
	for name, c := range map[string]struct {
		text, old, new, key string
		read                func(text string) error
	}{
		"a number":    {rules, "first_weeks: 4", "first_weeks: fire", "err.rule.value.weeks", readRules},
		"a date":      {rules, "valid_to: 2024-12-31", "valid_to: 31.2.2024", "err.rule.value.date", readRules},
		"no colon":    {rules, "confidence: unsure", "confidence unsure", "err.toml.syntax", readRules},
		"a name":      {rules, "up_to: 50", "op_to: 50", "err.rule.field", readRules},
		"a key twice": {rules, "[ratio.2025]", "[ratio.2020]", "err.rule.key.twice", readRules},
		"a word": {programme, "evidence = planline", "evidence = plan", "err.programme.choice",
			readProgramme},
		"one language":    {programme, "name = Fase 1 | Phase 1", "name = Fase 1", "err.toml.both", readProgramme},
		"an unknown part": {programme, "part = opstart", "part = slut", "err.programme.ref", readProgramme},
		"an unknown kind": {programme, "[track job]", "[spor job]", "err.toml.section", readProgramme},
		"a figure's line": {programme, "line = 80 % reference:", "line = mange reference:", "err.toml.syntax",
			readProgramme},
		"a missing source": {programme, "aim = Udsatte", "aims = Udsatte", "err.toml.key", readProgramme},
	} {
		err := c.read(strings.Replace(c.text, c.old, c.new, 1))
		var e *model.Error
		if want := lineOf(c.text, c.old); !errors.As(err, &e) || e.Key != c.key || e.Args["line"] != want {
			t.Errorf("%s: got %v, want %s at line %d", name, err, c.key, want)
		}
	}
}

func readRules(text string) error {
	_, err := ruleset.Parse("f.txt", text)
	return err
}

func readProgramme(text string) error {
	_, err := programmes.Parse("f.txt", text)
	return err
}

// TestConvertValues: what the old formats allowed in a value, and what is left alone.
func TestConvertValues(t *testing.T) {
	for text, want := range map[string]string{
		"[a]\nfree_hour: 28,66\nknown: nej\nvalid_to: 1.2.2026\n": "[[rule]]\nkey = \"a\"\nfree_hour = 28.66\n" +
			"known = false\nvalid_to = 2026-02-01\n",
		"edition: \"Byen\" \\ 2\r\n": "edition = \"\\\"Byen\\\" \\\\ 2\"\n",
		"[a]\nlink: https://x.dk/a#b\ngroup: x, y\n": "[[rule]]\nkey = \"a\"\n" +
			"link = \"https://x.dk/a#b\"\ngroup = [\"x\", \"y\"]\n",
		"[role r]\nname = A |\n  B\nmust = ja\n": "[[role]]\nkey = \"r\"\nname.da = \"A\"\n" +
			"name.en = \"B\"\nrequired = true\n",
		"[follow f]\ngroup = 1\n": "[[follow]]\nkey = \"f\"\ngroup = \"1\"\n",
		"[figure f]\nline = 15% target: a | b\nname = c | d\n": "[[figure]]\nkey = \"f\"\nname.da = \"c\"\n" +
			"name.en = \"d\"\n[[figure.line]]\npercent = 15\nkind = \"target\"\nname.da = \"a\"\nname.en = \"b\"\n\n",
		"[[rule]]\nkind: x\n":         "[[rule]]\nkind: x\n",
		"[programme]\nname = \"a\"\n": "[programme]\nname = \"a\"\n",
		"from;to\n1;2\n":              "from;to\n1;2\n",
		"# remark\n\nedition = \"a\"\n[[rule]]\nnote = \"kind: x\"": "# remark\n\nedition = \"a\"\n[[rule]]\n" +
			"note = \"kind: x\"",
	} {
		if got, _ := legacy.Convert(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
