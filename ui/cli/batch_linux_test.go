package cli_test

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestABatchThatIsInterruptedSaysWhatIsDone ends a batch from outside after its first line: that one is written, and
// nobody is told that nothing has changed.
func TestABatchThatIsInterruptedSaysWhatIsDone(t *testing.T) {
	db := filepath.Join(t.TempDir(), "a.db")
	program := func(args ...string) *exec.Cmd {
		cmd := exec.Command(filepath.Join(builtIn(t), "jobspor"), args...)
		cmd.Env = append(os.Environ(), "JOBSPOR_DB="+db, "JOBSPOR_LANG=en", "HOME="+filepath.Dir(db))
		return cmd
	}
	if out, err := program("init", "--demo").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	cmd := program("batch", "-")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(in, "company add Prøvefirma\n"); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewReader(out)
	if first, err := said.ReadString('\n'); err != nil || !strings.Contains(first, "company saved") {
		t.Fatalf("%q, %v", first, err)
	}
	_ = cmd.Process.Signal(syscall.SIGTERM)
	rest, _ := io.ReadAll(said)
	_ = cmd.Wait()
	want := "Interrupted. 1 command before that is done and stands"
	if text := string(rest); cmd.ProcessState.ExitCode() != 130 || !strings.Contains(text, want) ||
		strings.Contains(text, "Nothing has changed") {
		t.Errorf("status %d, says %s", cmd.ProcessState.ExitCode(), text)
	}
}
