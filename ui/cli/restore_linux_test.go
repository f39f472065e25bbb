package cli_test

import (
	"strings"
	"testing"
)

// TestRestoreFromTheSettings: the built program at a terminal leaves its screens for a restore, lists the copies, shows
// what would differ, takes a no, and after a yes opens again with what was restored.
func TestRestoreFromTheSettings(t *testing.T) {
	dir := t.TempDir()
	run, file := sealedProgram(t, dir)
	does := func(args ...string) string {
		t.Helper()
		out, err := run(append(args, "--as", "LH", "--passphrase-file", file)...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v: %s", args, err, out)
		}
		return string(out)
	}
	does("init", "--name", "Lis Hansen", "--initials", "LH")
	does("company", "add", "Foer Kopien")
	does("backup")
	does("company", "add", "Efter Kopien")

	x := atTerminal(t, run("--as", "LH"))
	x.sees("assphrase")
	x.types(phrase + "\r")
	x.sees("Today")
	leave := func() {
		t.Helper()
		x.types("2") // what is shown already is not written again
		x.sees("Foer Kopien")
		x.types("9")
		x.sees("Settings")
		x.types("Gk\r") // the row above the passphrase
		x.sees("answered yes")
		x.types("\x1b[C\r")
		x.sees("1: ", "Which copy shall be the database?")
	}
	leave()
	x.types("\r")
	x.sees("Nothing has changed", "assphrase")
	x.types(phrase + "\r")
	x.sees("Today")
	leave()
	x.types("99\r")
	x.sees("99 is none of the copies", "Which copy shall be the database?")
	x.types("1\r")
	x.sees("companies: 2 now, 1 in the copy", "[y/N]")
	x.types("y\r")
	x.sees("The old database is kept as", "assphrase")
	x.types(phrase + "\r")
	x.sees("Today", "The copy is now")
	x.types("q")
	if err := x.cmd.Wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}
	if got := does("company", "list"); !strings.Contains(got, "Foer") || strings.Contains(got, "Efter") {
		t.Errorf("after the restore: %s", got)
	}
}
