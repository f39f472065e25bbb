package programmes

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/ui/lang"
)

const smallFile = `[programme]
key = "proeve"
edition = "2026-1"
name.da = "Prøve"
name.en = "Trial"
target.da = "Alle"
target.en = "All"
aim.da = "Job"
aim.en = "Jobs"
source.da = "Os"
source.en = "Us"
length = "ask"
phases = "equal"
trial = true
progress = ["jobtro"]

[[triage]]
key = "1"
name.da = "Ind"
name.en = "In"

[[follow]]
key = "ind"
name.da = "Går ind"
name.en = "Joins"
group = "1"

[[element]]
key = "a"
name.da = "A"
name.en = "A"
group = ["1"]
evidence = ["placement.trial", "goal"]

[[element]]
key = "b"
name = { da = "B", en = "B" }
after = ["a"]
due = 30

[[phase]]
key = "1"
name.da = "Fase 1"
name.en = "Phase 1"

[[phase]]
key = "2"
name.da = "Fase 2"
name.en = "Phase 2"

[[phase]]
key = "3"
name.da = "Fase 3"
name.en = "Phase 3"

[[role]]
key = "r"
name.da = "Rolle"
name.en = "Role"
required = true

[[contact]]
key = "k"
name.da = "Kontakt"
name.en = "Contact"
every = 28

[[outcome]]
key = "job"
name.da = "Job"
name.en = "Job"
aim = true

[[outcome]]
key = "stop"
name.da = "Stoppet"
name.en = "Stopped"
`

// TestFilesThatAreRefused: what is wrong is told with its line, which is the changed one unless a whole is at fault.
func TestFilesThatAreRefused(t *testing.T) {
	if _, err := Parse("proeve.toml", smallFile); err != nil {
		t.Fatalf("the good file: %v", err)
	}
	for _, c := range []struct{ name, old, new, key string }{
		{"unknown key", "trial = true", "triel = true", "err.toml.key"},
		{"unknown section", "[[role]]", "[[rolle]]", "err.toml.section"},
		{"section not closed", "[[role]]", "[[role", "err.toml.syntax"},
		{"two elements of one id", `key = "b"`, `key = "a"`, "err.programme.twice"},
		{"contact and element", `key = "k"`, `key = "a"`, "err.programme.twice"},
		{"a key twice", "trial = true", `edition = "2026-2"`, "err.toml.twice"},
		{"two programmes", "[[role]]", "[programme]\n\n[[role]]", "err.toml.twice"},
		{"phases do not add up", `phases = "equal"`, `phases = "given"`, "err.programme.phases.days"},
		{"phases without length", "length = \"ask\"\n", "", "err.programme.phases.length"},
		{"equal phases with days", "key = \"2\"\nname.da = \"Fase 2\"", "key = \"2\"\ndays = 3\nname.da = \"Fase 2\"",
			"err.programme.phases.equal"},
		{"too short for phases", `length = "ask"`, "length = 2", "err.programme.phases.short"},
		{"no length", `length = "ask"`, `length = "spørg"`, "err.programme.number"},
		{"too long", `length = "ask"`, "length = 3661", "err.programme.number"},
		{"a group that is not", `group = "1"`, `group = "4"`, "err.programme.group"},
		{"element of no group", `group = ["1"]`, `group = ["7"]`, "err.programme.group"},
		{"a group twice", `group = ["1"]`, `group = ["1", "1"]`, "err.programme.repeat"},
		{"after nothing", `after = ["a"]`, `after = ["z"]`, "err.programme.ref"},
		{"waits for itself", `after = ["a"]`, `after = ["b"]`, "err.programme.circle"},
		{"one language", `name.en = "Role"`, "", "err.programme.both"},
		{"a name without languages", "name.da = \"Rolle\"\nname.en = \"Role\"", `name = "Rolle"`, "err.toml.both"},
		{"no name", "name.da = \"Rolle\"\nname.en = \"Role\"\n", "", "err.programme.missing"},
		{"no edition", "edition = \"2026-1\"\n", "", "err.programme.missing"},
		{"a bad edition", `edition = "2026-1"`, `edition = "ny"`, "err.programme.edition"},
		{"a key of capitals", `key = "r"`, `key = "R"`, "err.programme.id"},
		{"unknown evidence", `"placement.trial", "goal"`, `"diagnose"`, "err.programme.choice"},
		{"no number", "due = 30", `due = "snart"`, "err.toml.number"},
		{"no equals sign", "due = 30", "due 30", "err.toml.syntax"},
		{"unknown figure", "[[outcome]]\nkey = \"stop\"", "[[figure]]\nkey = \"held\"\n\n[[outcome]]\nkey = \"stop\"",
			"err.programme.figure"},
		{"a line that says nothing", "[[outcome]]\nkey = \"stop\"",
			"[[figure]]\nkey = \"touched\"\n\n[[figure.line]]\npercent = 15\n\n[[outcome]]\nkey = \"stop\"",
			"err.programme.targetline"},
		{"a CPR number", `target.da = "Alle"`, `target.da = "010190-1234"`, "err.programme.cpr"},
		{"a terminal escape", `target.da = "Alle"`, `target.da = "\u001b[31m"`, "err.programme.words"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(smallFile, c.old, c.new, 1)
			if text == smallFile {
				t.Fatalf("%q is not in the file", c.old)
			}
			p, err := Parse("egen.toml", text)
			var e *model.Error
			if p != nil || !errors.As(err, &e) {
				t.Fatalf("got %v, %v; want an error", p, err)
			}
			if e.Key != c.key || e.Args["file"] != "egen.toml" {
				t.Errorf("got %v, want %s with file and line", err, c.key)
			}
			line, _ := e.Args["line"].(int)
			first := 1 + strings.Count(text[:strings.Index(smallFile, c.old)], "\n")
			whole := strings.Contains(c.key, "missing") || strings.Contains(c.key, "phases") ||
				strings.Contains(c.key, "circle") || c.key == "err.programme.both"
			if last := first + strings.Count(c.new, "\n"); line < 1 || !whole && (line < first || line > last) {
				t.Errorf("line %d, want %d to %d: %v", line, first, last, err)
			}
			for _, code := range []lang.Code{lang.Danish, lang.English} {
				var args []any
				for k, v := range e.Args {
					args = append(args, k, v)
				}
				if said := lang.New(code).T(e.Key, args...); strings.ContainsAny(said, "⟨⟩") {
					t.Errorf("the sentence lacks something: %s", said)
				}
			}
		})
	}
}

func TestAFileWithoutAProgramme(t *testing.T) {
	_, err := Parse("egen.toml", smallFile[strings.Index(smallFile, "[[triage]]"):])
	if e, ok := err.(*model.Error); !ok || e.Key != "err.programme.head" || e.Args["file"] != "egen.toml" {
		t.Errorf("got %v, want err.programme.head", err)
	}
}

// TestSeveralFaultsAreTold: those that the model finds are told together, in the order of their lines.
func TestSeveralFaultsAreTold(t *testing.T) {
	text := strings.NewReplacer("due = 30", "due = 0", `group = "1"`, `group = "4"`, `"goal"`,
		`"gaol"`).Replace(smallFile)
	_, err := Parse("egen.toml", text)
	var e *model.Error
	if !errors.As(err, &e) || len(e.More) != 2 {
		t.Fatalf("got %v, want three faults", err)
	}
	got := []string{}
	for _, f := range append([]model.Error{*e}, e.More...) {
		got = append(got, fmt.Sprint(f.Key, " ", f.Args["line"]))
	}
	if want := []string{
		"err.programme.group 26", "err.programme.choice 33", "err.programme.number 39",
	}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestGivenPhases(t *testing.T) {
	text := strings.Replace(smallFile, "length = \"ask\"\nphases = \"equal\"", "phases = \"given\"\nlength = 60", 1)
	for i, d := range []string{"10", "20", "30"} {
		name := fmt.Sprintf("name.en = \"Phase %d\"", i+1)
		text = strings.Replace(text, name, name+"\ndays = "+d, 1)
	}
	p, err := Parse("given.toml", text)
	if err != nil {
		t.Fatal(err)
	}
	spans := p.Spans(model.NewDate(2026, 1, 1), 70)
	if got := int(spans[2].To-spans[2].From) + 1; got != 40 || spans[0].To != model.NewDate(2026, 1, 10) {
		t.Errorf("last phase %d days, first ends %v", got, spans[0].To)
	}
	_, err = Parse("given.toml", strings.Replace(text, "length = 60", "length = 61", 1))
	if e, ok := err.(*model.Error); !ok || e.Key != "err.programme.phases.sum" {
		t.Errorf("got %v, want a sum that does not fit", err)
	}
	p, err = Parse("given.toml", strings.Replace(text, "length = 60\n", "", 1))
	if err != nil || p.Length != model.Some(60) {
		t.Errorf("got %v %v, want the length of the phases", p, err)
	}
}

const smallItems = `[[item]]
key = "a"
who = "citizen"
words.da = "Jeg tror"
words.en = "I believe"
scale = "0-10"
low.da = "nej"
low.en = "no"
high.da = "ja"
high.en = "yes"
`

func TestItemsThatAreRefused(t *testing.T) {
	if items, _, err := ParseItems("egen.toml", smallItems); err != nil || len(items) != 1 || items[0].To != 10 {
		t.Fatalf("the good file: got %v %v, want one item of 0 to 10", items, err)
	}
	for name, c := range map[string]struct {
		old, new, key string
		line          any
	}{
		"nothing":            {smallItems, "# nothing\n", "err.progress.empty", 1},
		"a scale of its own": {"0-10", "0-7", "err.programme.choice", 6},
		"no scale":           {"scale = \"0-10\"\n", "", "err.programme.missing", 1},
		"nobody asked":       {"who = \"citizen\"\n", "", "err.programme.missing", 1},
		"somebody else":      {"citizen", "mayor", "err.programme.choice", 3},
		"one end":            {"high.da = \"ja\"\nhigh.en = \"yes\"\n", "", "err.programme.missing", 1},
		"another set":        {"who = ", "set = \"who6\"\nwho = ", "err.programme.choice", 3},
		"twice":              {smallItems, smallItems + smallItems, "err.programme.twice", 12},
	} {
		_, _, err := ParseItems("egen.toml", strings.Replace(smallItems, c.old, c.new, 1))
		var e *model.Error
		if !errors.As(err, &e) || e.Key != c.key || e.Args["line"] != c.line {
			t.Errorf("%s: got %v, want %s at line %v", name, err, c.key, c.line)
		}
	}
}

// FuzzParse: whatever the file, it is a whole programme that can be worked with, or an error; it never panics.
func FuzzParse(f *testing.F) {
	f.Add(smallFile)
	f.Add("[programme x]\nname = a | b\n  c\n[element\n= =\n[figure touched]\nline = 5 % target: a | b")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Parse("f", text)
		if (p == nil) == (err == nil) {
			t.Fatal("neither a programme nor an error")
		}
		if p == nil {
			if model.CodeOf(err) != model.Invalid {
				t.Fatalf("got %v, want an error of the file", err)
			}
			return
		}
		p.Spans(model.NewDate(2026, 1, 1), 100)
		programme.CourseItems(programme.CourseInput{Programme: p, Enrolment: &model.Enrolment{StartOn: 1}, Today: 50})
	})
}

// FuzzParseItems: no text breaks the reader of progress items.
func FuzzParseItems(f *testing.F) {
	f.Add("[[item]]\nkey = \"x\"\nquestion = { da = \"a\", en = \"b\" }\n")
	f.Fuzz(func(t *testing.T, text string) {
		_, _, err := ParseItems("f", text)
		if err != nil && model.CodeOf(err) != model.Invalid {
			t.Fatalf("got %v, want an error of the file", err)
		}
	})
}
