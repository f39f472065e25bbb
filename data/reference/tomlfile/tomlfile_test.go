package tomlfile

import (
	"errors"
	"strings"
	"testing"

	"jobspor/model"
)

type said struct{ Da, En string }

type sample struct {
	Edition string `toml:"edition"`
	Head    *struct {
		Name  said `toml:"name"`
		Trial bool `toml:"trial"`
		Days  *int `toml:"days"`
	} `toml:"head"`
	Steps []struct {
		Key   string   `toml:"key"`
		After []string `toml:"after"`
		Due   *int     `toml:"due"`
		Lines []struct {
			Percent int `toml:"percent"`
		} `toml:"line"`
	} `toml:"step"`
}

const good = `# remark
edition = "1"

[head]
name.da = "Navn"
name.en = "Name"
trial = true

[[step]]
key = "a"
after = [
  "b", # a remark
  "c",
]

[[step]]
key = "b"
due = 30

[[step.line]]
percent = 15

[[step.line]]
percent = 20
`

func TestReadKnowsTheLineOfEveryKey(t *testing.T) {
	windows := "\ufeff" + strings.ReplaceAll(good, "\n", "\r\n")
	for name, text := range map[string]string{"plain": good, "Windows": windows} {
		var s sample
		f := Read(name, text, &s)
		if err := f.Err(); err != nil {
			t.Fatal(err)
		}
		if s.Head.Name != (said{"Navn", "Name"}) || len(s.Steps) != 2 || *s.Steps[1].Due != 30 ||
			s.Steps[1].Lines[1].Percent != 20 {
			t.Errorf("%s: got %+v", name, s)
		}
		for path, want := range map[string]int{"edition": 2, "head": 4, "head.name": 5, "head.name.en": 6,
			"step.0": 9, "step.0.after": 11,
			"step.1.due": 18, "step.1.line.0": 20, "step.1.line.1.percent": 24, "step.1.none": 16, "none": 1, "": 1} {
			if got := f.Line(path); got != want {
				t.Errorf("%s: line of %q: got %d, want %d", name, path, got, want)
			}
		}
	}
}

// TestReadRefuses: what is wrong is told with its line and what would be right.
func TestReadRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		old, new, key string
		line          any
	}{
		"no equals sign":         {"due = 30", "due 30", "err.toml.syntax", 18},
		"no quotation marks":     {`key = "b"`, `key = b`, "err.toml.syntax", 17},
		"a heading left open":    {"[head]", "[head", "err.toml.syntax", 4},
		"a key twice":            {"trial = true", "trial = true\ntrial = false", "err.toml.twice", 8},
		"a table twice":          {"[[step]]\nkey = \"a\"", "[head]\n\n[[step]]\nkey = \"a\"", "err.toml.twice", 9},
		"an unknown key":         {"due = 30", "dua = 30", "err.toml.key", 18},
		"an unknown table":       {"[[step.line]]\npercent = 15", "[[steps]]\npercent = 15", "err.toml.section", 20},
		"an unknown top key":     {`edition = "1"`, `edition = "1"` + "\nedit = 1", "err.toml.section", 3},
		"no number":              {"due = 30", `due = "snart"`, "err.toml.number", 18},
		"half a number":          {"due = 30", "due = 3.5", "err.toml.number", 18},
		"neither true nor false": {"trial = true", `trial = "ja"`, "err.toml.yesno", 7},
		"a number for text":      {`edition = "1"`, "edition = 1", "err.toml.text", 2},
		"one text for a list":    {"after = [\n  \"b\", # a remark\n  \"c\",\n]", `after = "b"`, "err.toml.list", 11},
		"one language":           {"name.da = \"Navn\"\nname.en = \"Name\"", `name = "Navn"`, "err.toml.both", 5},
		"a value for a table": {"[head]\nname.da = \"Navn\"\nname.en = \"Name\"\ntrial = true\n", "head = 1\n",
			"err.toml.table", 4},
		"a day that is not": {"due = 30", "due = 2026-02-30", "err.toml.value", 18},
		"not text":          {"remark", "\xff\xfe", "err.toml.control", nil},
		"a terminal escape": {"remark", "\x1b[31m", "err.toml.control", nil},
		"too long":          {"remark", strings.Repeat("x", MaxBytes), "err.toml.large", nil},
	} {
		text := strings.Replace(good, c.old, c.new, 1)
		if text == good {
			t.Fatalf("%s: %q is not in the file", name, c.old)
		}
		var s sample
		err := Read("f.toml", text, &s).Err()
		var e *model.Error
		if !errors.As(err, &e) || e.Key != c.key || e.Args["line"] != c.line || e.Args["file"] != "f.toml" ||
			e.Code != model.Invalid {
			t.Errorf("%s: got %v, want %s at line %v", name, err, c.key, c.line)
		}
	}
}

// TestReadTellsSeveralFaults: unknown names and wrong forms are told together, in the order of their lines.
func TestReadTellsSeveralFaults(t *testing.T) {
	text := strings.NewReplacer("due = 30", `due = "snart"`, "percent = 15", "procent = 15", "percent = 20",
		`percent = "20"`, "trial = true", "trial = 1").Replace(good)
	var s sample
	var e *model.Error
	if err := Read("f.toml", text, &s).Err(); !errors.As(err, &e) {
		t.Fatalf("got %v, want an error", err)
	}
	var got []any
	for _, f := range append([]model.Error{*e}, e.More...) {
		got = append(got, f.Key, f.Args["line"])
	}
	want := []any{"err.toml.yesno", 7, "err.toml.number", 18, "err.toml.key", 21, "err.toml.number", 24}
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %v, want %v", got, want)
			break
		}
	}
	if e.More[1].Args["known"] != "percent" || e.More[1].Args["section"] != "line" ||
		e.More[0].Args["value"] != "snart" {
		t.Errorf("got %v, want what is known and what stands there", e.More)
	}
}

// FuzzRead: no text breaks the reader, and what is wrong lies inside the file.
func FuzzRead(f *testing.F) {
	f.Add(good)
	f.Add("a = {b = [{c = 1}, {c = 2}]}\n[[x]]\n[x.y]\nz.'q r' = 1979-05-27T07:32:00Z\n")
	f.Add("[programme x]\nname = a | b\n  c\n[figure touched]\nline = 5 % target: a | b\n")
	f.Fuzz(func(t *testing.T, text string) {
		var s sample
		err := Read("f", text, &s).Err()
		if err == nil {
			return
		}
		var e *model.Error
		if !errors.As(err, &e) || e.Code != model.Invalid {
			t.Fatalf("got %v, want an error of the file", err)
		}
		if line, ok := e.Args["line"].(int); ok && (line < 1 || line > 1+strings.Count(text, "\n")) {
			t.Fatalf("line %d of %d", line, 1+strings.Count(text, "\n"))
		}
	})
}
