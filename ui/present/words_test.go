package present

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/figures"
	"jobspor/model/rules"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// lacking are the keys that have no text in one of the languages.
func lacking(keys ...string) (out []string) {
	for _, code := range []lang.Code{lang.Danish, lang.English} {
		for _, key := range keys {
			if l := lang.New(code); !l.Has(key) || strings.TrimSpace(l.T(key)) == "" {
				out = append(out, string(code)+" "+key)
			}
		}
	}
	return out
}

func wantWords(t *testing.T, keys ...string) {
	t.Helper()
	for _, key := range lacking(keys...) {
		t.Errorf("no words for %s", key)
	}
}

func TestLackingFindsWhatIsMissing(t *testing.T) {
	got, want := lacking("type.company", "type.nothing"), []string{"da type.nothing", "en type.nothing"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestFieldsHaveWords: a type needs its name in the singular and plural, a field its label, an option its word.
func TestFieldsHaveWords(t *testing.T) {
	for _, typ := range schema.Types() {
		wantWords(t, "type."+typ.Name, "type."+typ.Name+".pl")
		for i := range typ.Fields {
			f := &typ.Fields[i]
			wantWords(t, typ.Name+"."+f.Key)
			for _, o := range f.Options {
				wantWords(t, "opt."+f.List+"."+o)
			}
		}
	}
	wantWords(t, "value.yes", "value.no", "value.unknown")
}

// keysIn finds the keys of sentences in the Go source of a folder: what begins with one of the prefixes. Those that end
// in a dot are beginnings.
func keysIn(t *testing.T, dir string, prefixes ...string) (whole, beginnings []string) {
	t.Helper()
	shape := regexp.MustCompile(`"((?:` + strings.Join(prefixes, "|") + `)\.[a-z0-9_.]+)"`)
	comment := regexp.MustCompile(`(?m)^\s*//.*$`)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		src, err := os.ReadFile(path)
		for _, m := range shape.FindAllSubmatch(comment.ReplaceAll(src, nil), -1) {
			if key := string(m[1]); strings.HasSuffix(key, ".") {
				beginnings = append(beginnings, key)
			} else {
				whole = append(whole, key)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return whole, beginnings
}

// TestRulesHaveWords: a guard needs its title, a level and a confidence their words, and every sentence that package
// rules gives a text.
func TestRulesHaveWords(t *testing.T) {
	for _, key := range rules.GuardKeys {
		wantWords(t, "guard.title."+key)
	}
	for _, level := range rules.Levels {
		wantWords(t, "guard.level."+level)
	}
	for _, c := range rules.Confidences {
		wantWords(t, "opt.confidence."+c)
	}
	whole, beginnings := keysIn(t, "../../model/rules", "guard")
	if len(whole) < 70 {
		t.Fatalf("found %d sentences of guards, want all of them", len(whole))
	}
	wantWords(t, whole...)
	keys := lang.New(lang.Danish).Keys()
	for _, b := range beginnings {
		if !slices.ContainsFunc(keys, func(key string) bool { return strings.HasPrefix(key, b) }) {
			t.Errorf("no words begin with %s", b)
		}
	}
}

// TestFiguresHaveWords: a figure needs its name and its definition, denominator and exclusions; its unit, state and
// parts theirs.
func TestFiguresHaveWords(t *testing.T) {
	parts := []string{"team", "consultant", "group"}
	for _, f := range figures.Definitions() {
		key := "figure." + f.Key
		wantWords(t, key, key+".definition", key+".denominator", key+".exclusions", "figure.unit."+f.Unit)
		if f.Parts != "" {
			parts = append(parts, f.Parts)
		}
	}
	for _, p := range parts {
		wantWords(t, "figure.part."+p)
	}
	for _, state := range []string{figures.StateEmpty, figures.StateHidden} {
		wantWords(t, "figure.state."+state, "figure.state."+state+".long")
	}
}

// TestCriteriaHaveWords: a criterion needs its name, and one that can block the reason.
func TestCriteriaHaveWords(t *testing.T) {
	for _, c := range matching.Criteria() {
		wantWords(t, "match.criterion."+c.Key)
		if c.Blocks {
			wantWords(t, "match.block."+c.Key)
		}
	}
}

// TestDuesHaveWords: what may be due needs the word of its kind.
func TestDuesHaveWords(t *testing.T) {
	for _, kind := range agenda.Kinds {
		wantWords(t, "due.kind."+kind)
	}
	for _, right := range model.ApprovalRights {
		wantWords(t, "due.approval."+right)
	}
	for _, news := range service.ApprovalNews {
		wantWords(t, "approvals.told."+news)
	}
}

// TestErrorsHaveWords finds the errors that the model, matching and the data packages give.
func TestErrorsHaveWords(t *testing.T) {
	for _, dir := range []string{"../../model", "../../matching", "../../data"} {
		whole, _ := keysIn(t, dir, "err")
		if len(whole) < 5 {
			t.Errorf("%s: found %d errors, want all of them", dir, len(whole))
		}
		wantWords(t, whole...)
	}
}

// TestAnErrorRepeatsNoCPRNumber: what was typed is repeated in an error, a civil registration number in it is not; a
// path and a P-number are.
func TestAnErrorRepeatsNoCPRNumber(t *testing.T) {
	w := Words{lang.New(lang.English)}
	for _, c := range []struct{ value, want string }{
		{"Anna", "Anna"}, {"010190-1234", "[CPR]"}, {"om 0101901234", "[CPR]"}, {"22334455", "22334455"},
	} {
		got := w.Error(model.NewError(model.Usage, "err.cli.inexact", model.Args{"value": c.value}))
		if !strings.Contains(got, c.want) || c.want != c.value && strings.Contains(got, c.value) {
			t.Errorf("%q: %s", c.value, got)
		}
	}
	got := w.Error(model.NewError(model.NotFound, "err.store.missing", model.Args{"path": "/x/010190-1234.db"}))
	if !strings.Contains(got, "/x/010190-1234.db") {
		t.Error(got)
	}
}
