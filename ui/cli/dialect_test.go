package cli_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"jobspor/ui/cli"
)

// answers are commands that answer in JSON, over the demo; they change nothing.
func answers(t testing.TB) [][]string {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	list := slices.Clone(reads)
	for _, what := range []string{
		"companies", "citizens", "tasks", "persons", "goals", "contacts", "consents", "consultants", "words",
	} {
		list = append(list, []string{"export", what, "--format", "json"})
	}
	return append(list, [][]string{
		{"help", "json"}, {"person", "show", "Lone Juhl"}, {"task", "show", "Pakke gaver ind"},
		{"goal", "show", "pakke eller sortere, gerne på fabrik"},
		{"placement", "list"}, {"placement", "show", "F-0001"}, {"override", "list"},
		{"consultant", "show", "MK"}, {"today", "--since", "1/11-2026"}, {"search", "B-0001"},
		{"search", "smed", "--kind", "company"}, {"config", "get", "language"}, {"trial", "list", "--all"},
		{"agreement", "show", "F-0001"}, {"agreement", "versions", "F-0001"}, {"agreement", "compare", "F-0001"},
		{"agreement", "export", "F-0001", "--format", "json"}, {"vitas", "F-0001"}, {"vitas", "F-0001", "--field", "1"},
		{"hours", "list"}, {"hours", "list", "2026-W46"}, {"hours", "show", "F-0001"},
		{"hours", "export", "F-0001", "--format", "json"},
		{"programme", "list"}, {"programme", "show", "P-0001"}, {"programme", "show", "jobfirst"},
		{"programme", "export", "jobfirst"}, {"progress", "items"}, {"progress", "list", "B-0001"},
		{"plansheet", "P-0001"}, {"handover", "P-0001"}, {"casenote", "P-0001"},
		{"figures"}, {"figures", "--format", "json"}, {"rules", "list"}, {"rules", "show"}, {"rules", "show", "--file"},
		{"rules", "check", "F-0001"}, {"rules", "changes"}, {"shortlist", "export", "L-0001", "--format", "json"},
		{"shortlist", "export", "L-0001", "--format", "json", "--for", "company", "--company",
			"Café Strandgården"},
		{"batch", file("lines.txt", "company list --limit 1\ngoal add B-9999 pedel\n"), "--keep-going"},
	}...)
}

// decode reads all values of an answer.
func decode(t testing.TB, name, out string) (all []any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(out))
	for d.More() {
		var v any
		if err := d.Decode(&v); err != nil {
			t.Fatalf("%s: %v: %.200s", name, err, out)
		}
		all = append(all, v)
	}
	return all
}

// mayFail are commands whose answer tells of a failure.
func mayFail(args []string) bool { return args[0] == "batch" }

// TestJSONIsTheSameInBothLanguages: only members with "_label" follow --lang, and they do follow it.
func TestJSONIsTheSameInBothLanguages(t *testing.T) {
	t.Parallel()
	danish, english := newDemoDatabase(t), newDemoDatabase(t)
	labels := 0
	for _, args := range answers(t) {
		name := strings.Join(args, " ")
		args = append(slices.Clone(args), "--json")
		da, stderr, code := danish.run(0, "da", args...)
		if code != 0 && !mayFail(args) {
			t.Fatalf("%s: exit %d: %s", name, code, stderr)
		}
		en, _, _ := english.run(0, "en", args...)
		a, b := decode(t, name, da), decode(t, name, en)
		if len(a) != len(b) {
			t.Fatalf("%s: %d values in Danish, %d in English", name, len(a), len(b))
		}
		for i := range a {
			compare(t, name, a[i], b[i], &labels)
		}
	}
	if labels < 100 {
		t.Errorf("%d labels differ between the languages, want those of all codes", labels)
	}
}

// ownOfRun are members that differ from one run to the next.
var ownOfRun = []string{"at", "path"}

// compare reports members that differ, except labels, which it counts.
func compare(t *testing.T, place string, a, b any, labels *int) {
	t.Helper()
	switch x := a.(type) {
	case map[string]any:
		y, _ := b.(map[string]any)
		if !slices.Equal(slices.Sorted(maps.Keys(x)), slices.Sorted(maps.Keys(y))) {
			t.Errorf("%s: the members differ", place)
		}
		for k, v := range x {
			switch {
			case strings.HasSuffix(k, "_label"):
				if !reflect.DeepEqual(v, y[k]) {
					*labels++
				}
			case !slices.Contains(ownOfRun, k):
				compare(t, place+"."+k, v, y[k], labels)
			}
		}
	case []any:
		y, _ := b.([]any)
		if len(x) != len(y) {
			t.Errorf("%s: %d and %d elements", place, len(x), len(y))
			return
		}
		for i := range x {
			compare(t, place, x[i], y[i], labels)
		}
	default:
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%s follows --lang: got %v in Danish and %v in English", place, a, b)
		}
	}
}

// openMembers hold members whose names depend on the content.
var openMembers = []string{"args", "values", "counts"}

// memberPaths lists the members of a value, those of members with a point between.
func memberPaths(v any, under string, into map[string]bool) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			memberPaths(e, under, into)
		}
	case map[string]any:
		for k, e := range v {
			into[under+k] = true
			if !slices.Contains(openMembers, k) {
				memberPaths(e, under+k+".", into)
			}
		}
	}
}

const fieldsGolden = "testdata/json_fields.txt"

// TestJSONFieldsAreKept compares the members of every answer with a list that is kept: scripts rely on them. One that
// is gone or renamed is a new version of the dialect; a new one is added to the list with JOBSPOR_UPDATE=1.
func TestJSONFieldsAreKept(t *testing.T) {
	t.Parallel()
	got := map[string][]string{}
	for _, c := range cli.Commands() {
		got["declared "+strings.Join(c, " ")] = slices.Sorted(slices.Values(cli.Documented(c...)))
	}
	db := newDemoDatabase(t)
	for _, args := range answers(t) {
		shown := slices.DeleteFunc(slices.Clone(args), func(a string) bool { return filepath.IsAbs(a) })
		out, _, _ := db.run(0, "da", append(slices.Clone(args), "--json")...)
		members := map[string]bool{}
		for _, v := range decode(t, args[0], out) {
			memberPaths(v, "", members)
		}
		got["answered "+strings.Join(shown, " ")] = slices.Sorted(maps.Keys(members))
	}
	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(got)) {
		text.WriteString(name + "\n")
		for _, m := range got[name] {
			text.WriteString("\t" + m + "\n")
		}
	}
	kept, err := os.ReadFile(fieldsGolden)
	if os.Getenv("JOBSPOR_UPDATE") != "" {
		if err := os.WriteFile(fieldsGolden, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	want, name := map[string][]string{}, ""
	for l := range strings.Lines(strings.ReplaceAll(string(kept), "\r\n", "\n")) {
		if member, ok := strings.CutPrefix(strings.TrimSuffix(l, "\n"), "\t"); ok {
			want[name] = append(want[name], member)
		} else {
			name = strings.TrimSuffix(l, "\n")
			want[name] = nil
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		for _, m := range want[name] {
			if !slices.Contains(got[name], m) {
				t.Errorf("%s: the JSON field %q is gone; scripts rely on it", name, m)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		for _, m := range got[name] {
			if !slices.Contains(want[name], m) {
				t.Errorf("%s: the JSON field %q is new; add it to %s with JOBSPOR_UPDATE=1", name, m, fieldsGolden)
			}
		}
	}
}
