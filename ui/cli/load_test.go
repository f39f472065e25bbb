package cli_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestKilledLoadLeavesTheDatabaseEmpty kills a load that has read most of a dump; the database it made can be filled
// afterwards, with all of it.
func TestKilledLoadLeavesTheDatabaseEmpty(t *testing.T) {
	dir := t.TempDir()
	run := func(db string, args ...string) *exec.Cmd {
		cmd := exec.Command(filepath.Join(builtIn(t), "jobspor"), args...)
		cmd.Env = append(os.Environ(), "JOBSPOR_DB="+filepath.Join(dir, db), "JOBSPOR_LANG=en", "HOME="+dir,
			"JOBSPOR_REASON=test")
		return cmd
	}
	if out, err := run("a.db", "init", "--demo").CombinedOutput(); err != nil {
		t.Fatalf("init: %v: %s", err, out)
	}
	text, err := run("a.db", "dump", "-", "--plain", "--yes").Output()
	if err != nil {
		t.Fatal(err)
	}
	cmd := run("b.db", "load", "-")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Write(text[:len(text)*3/4]); err != nil { // a pipe holds less: most of it was read
		t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if _, err := os.Stat(filepath.Join(dir, "b.db")); err != nil {
		t.Fatalf("the load was killed before it made a database: %v", err)
	}
	cmd = run("b.db", "load", "-")
	cmd.Stdin = bytes.NewReader(text)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("load after the kill: %v: %s", err, out)
	}
	got, err := run("b.db", "export", "companies").Output()
	if err != nil {
		t.Fatal(err)
	}
	want, err := run("a.db", "export", "companies").Output()
	if err != nil || len(want) == 0 || !bytes.Equal(got, want) {
		t.Errorf("the companies differ: %d bytes, want %d, %v", len(got), len(want), err)
	}
}

// TestLoadSaysWhatRowsAndLogDoNotTellTheSame: a dump in which somebody left out a company is refused unless that
// is accepted, and the answer names the company and the entry of the log that made it.
func TestLoadSaysWhatRowsAndLogDoNotTellTheSame(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "edited.jsonl")
	run := func(db string, args ...string) (out, talk string) {
		t.Helper()
		var o, e bytes.Buffer
		cmd := exec.Command(filepath.Join(builtIn(t), "jobspor"), args...)
		cmd.Env = append(os.Environ(), "JOBSPOR_DB="+filepath.Join(dir, db), "JOBSPOR_LANG=en", "HOME="+dir,
			"JOBSPOR_REASON=test")
		cmd.Stdout, cmd.Stderr = &o, &e
		refused := slices.Contains(args, file) && !slices.Contains(args, "--accept-differences")
		if err := cmd.Run(); (err != nil) != refused {
			t.Fatalf("%v: %v: %s", args, err, &e)
		}
		return o.String(), e.String()
	}
	run("a.db", "init", "--demo")
	run("a.db", "company", "add", "Overflødig")
	text, _ := run("a.db", "dump", "-", "--plain", "--yes")
	var lines []string
	companies := 0
	for line := range strings.Lines(text) {
		isCompany := strings.HasPrefix(line, `{"type":"company"`)
		if isCompany {
			companies++
		}
		if !(isCompany && strings.Contains(line, "Overflødig")) && !strings.HasPrefix(line, `{"type":"end"`) {
			lines = append(lines, line)
		}
	}
	lines[0] = strings.Replace(lines[0], fmt.Sprintf(`"company":%d`, companies),
		fmt.Sprintf(`"company":%d`, companies-1), 1)
	edited := strings.Join(lines, "")
	edited += fmt.Sprintf(`{"type":"end","lines":%d,"sha256":"%x"}`+"\n", len(lines), sha256.Sum256([]byte(edited)))
	if err := os.WriteFile(file, []byte(edited), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"load", file, "--dry-run"}, {"load", file}} {
		if _, talk := run("b.db", args...); !strings.Contains(talk, "is about a row (company)") ||
			!strings.Contains(talk, "Nothing was loaded") || !strings.Contains(talk, "--accept-differences") {
			t.Errorf("%v says %s", args, talk)
		}
	}
	for _, args := range [][]string{{"load", file, "--dry-run"}, {"load", file}} {
		if _, talk := run("b.db", append(args, "--accept-differences")...); !strings.Contains(talk,
			"is about a row (company)") ||
			!strings.Contains(talk, "Rows and log do not fit in 1 place") {
			t.Errorf("%v says %s", args, talk)
		}
	}
	if out, _ := run("b.db", "log", "--json", "--limit", "1"); !strings.Contains(out, `"differs":1`) ||
		!strings.Contains(out, `"action":"load.differs"`) {
		t.Errorf("the log says %s", out)
	}
	out, _ := run("c.db", "load", file, "--json", "--accept-differences")
	if !strings.Contains(out, `"differs":1,"different":[{"kind":"row.missing"`) {
		t.Errorf("the answer is %s", out)
	}
	if _, talk := run("d.db", "load", file, "--accept-differences"); rawID.MatchString(talk) {
		t.Errorf("an ID alone: %s", talk)
	}
}

// rawID is an ID of a row.
var rawID = regexp.MustCompile(`\b[0-9a-hjkmnp-tv-z]{12}\b`)
