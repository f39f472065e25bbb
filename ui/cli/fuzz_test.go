package cli_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/shlex"

	"jobspor/ui/cli"
)

// notFuzzed are commands that an input does not run: they make databases or lock them, which takes a second each, or
// measure; and those that end only with a person.
var notFuzzed = []string{"init", "demo", "bench", "passphrase", "dump", "load", "restore", "backup", "doctor",
	"serve"}

// FuzzArguments runs any command line on a demo database: the exit status is one that help documents, what went wrong
// is said, no word is missing, and --json answers with JSON.
func FuzzArguments(f *testing.F) {
	texts, _ := cli.HelpTexts("da")
	for _, c := range texts {
		for line := range strings.SplitSeq(c.Example, "\n") {
			if line, ok := strings.CutPrefix(line, "jobspor "); ok && !strings.ContainsAny(line, "|>$/") {
				f.Add(line)
			}
		}
	}
	for _, line := range []string{"--", "-", "--json", "citizen edit B-0001 --set =", "undo -1",
		"undo 99999999999999999999", "log --about B- --json", "match '' --goal ''", "help fields ''",
		"company list --limit -1", "\x00", "hours log F-0001 u99"} {
		f.Add(line)
	}
	dir := newDemoDatabase(f).dir
	f.Fuzz(func(t *testing.T, line string) {
		args, err := shlex.Split(line)
		if err != nil || len(args) == 0 || strings.ContainsAny(line, `/\~`) || strings.Contains(line, "..") ||
			slices.ContainsFunc(args, func(a string) bool { return slices.Contains(notFuzzed, a) }) {
			return
		}
		t.Chdir(dir)
		db := demoDatabase{t, dir}
		db.renew()
		out, stderr, code := db.run(0, "da", args...)
		switch {
		case !slices.Contains([]int{0, 1, 2, 3, 4, 5, 130}, code):
			t.Errorf("%q: exit %d", args, code)
		case code != 0 && stderr == "" && out == "":
			t.Errorf("%q: exit %d without a word", args, code)
		case strings.Contains(out+stderr, "⟨") || strings.Contains(out+stderr, "%!"):
			t.Errorf("%q lacks a word: %.300s %.300s", args, out, stderr)
		case code == 0 && slices.Contains(args, "--json") && strings.HasPrefix(out, "{") && !json.Valid([]byte(out)):
			t.Errorf("%q: no JSON: %.300s", args, out)
		}
	})
}
