package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
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
