package cli

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// longestPage is how many lines a page may have: one that is longer is not read.
const longestPage = 240

// TestManualPagesRender writes the pages of all commands in both languages, and has groff set them without a warning.
func TestManualPagesRender(t *testing.T) {
	groff, err := exec.LookPath("groff")
	if err != nil && os.Getenv("CI") != "" {
		t.Fatal("groff is not installed; .ci/run installs it")
	}
	for _, language := range []string{"da", "en"} {
		r, _, stderr := quietRoot(language)
		r.tree()
		dir := t.TempDir()
		if err := printManual(context.Background(), r, []string{dir}); err != nil {
			t.Fatal(err)
		}
		_ = r.out.flush()
		if !strings.Contains(stderr.String(), dir) {
			t.Errorf("%s: said %q, want where the pages are", language, stderr.String())
		}
		var pages []string
		walk(r.top, func(c *cobra.Command) {
			path := filepath.Join(dir, "man1", manName(c)+".1")
			pages = append(pages, path)
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			page := string(b)
			if strings.ContainsAny(page, "`⟨⟩") || strings.Contains(page, "%!") {
				t.Errorf("%s: the page of %s has backquotes or lacks words", language, manName(c))
			}
			if n := strings.Count(page, "\n"); n > longestPage {
				t.Errorf("%s: the page of %s has %d lines, want at most %d", language, manName(c), n, longestPage)
			}
		})
		if groff == "" {
			continue
		}
		args := append([]string{"-K", "utf8", "-ww", "-man", "-Tutf8", "-z"}, pages...)
		if out, err := exec.Command(groff, args...).CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: groff: %v: %.500s", language, err, out)
		}
	}
}

func TestRoffIsHarmless(t *testing.T) {
	for in, want := range map[string]string{
		".TH x": `\&.TH x`, "'nr": `\&'nr`, `a\b`: `a\eb`, "--set": `\-\-set`, "a\x1bb": "a b",
	} {
		if got := roffLine(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
