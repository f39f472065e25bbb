package cli_test

import (
	"os"
	"strings"
	"testing"

	"jobspor/ui/keys"
	"jobspor/ui/lang"
)

const readme = "../../README.md"

// TestReadmeKeysAreTrue: README's table of keys is the shared grammar as it is declared. JOBSPOR_UPDATE=1 writes it
// anew.
func TestReadmeKeysAreTrue(t *testing.T) {
	b, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	const open, end = "<!-- keys -->\n", "<!-- /keys -->"
	text := strings.ReplaceAll(string(b), "\r\n", "\n")
	before, rest, ok := strings.Cut(text, open)
	table, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatal("README.md has no place for the keys")
	}
	want := "\n" + keys.Markdown(keys.Standard(), lang.New(lang.English).T) + "\n"
	if table == want {
		return
	}
	if os.Getenv("JOBSPOR_UPDATE") != "" {
		if err := os.WriteFile(readme, []byte(before+open+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("README's keys differ from the program's; got\n%s\nwant\n%s", table, want)
}
