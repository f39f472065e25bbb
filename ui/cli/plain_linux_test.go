package cli_test

import (
	"encoding/base64"
	"regexp"
	"strings"
	"testing"
)

// escapes are all sequences that a terminal acts on, but the one that sets its clipboard.
var (
	escapes   = regexp.MustCompile(`\x1b[^\]]`)
	clipboard = regexp.MustCompile(`\x1b\]52;c;([A-Za-z0-9+/=]*)\x07`)
)

// TestPlainModeAtATerminal: the main work of a day with a screen reader, in the built program at a real terminal.
// Single keys arrive, lines are appended, nothing moves the cursor, clears or switches the screen; a text that is
// copied goes to the terminal's clipboard, and the terminal is as it was afterwards.
func TestPlainModeAtATerminal(t *testing.T) {
	run, _ := sealedProgram(t, t.TempDir())
	x := atTerminal(t, run("demo", "--plain"))
	var all strings.Builder
	step := func(keys string, sees ...string) {
		t.Helper()
		x.types(keys)
		all.WriteString(x.sees(sees...))
	}
	step("", "Today", "Row 1 of")
	step("2", "Companies", "Row 1 of")
	step("j", "Row 2 of")
	step("4ke\r", "Match", "Row 1 of", ", Fit ") // Kenneth Lassen
	step("s", "trial visit", "First day")
	step("\x1b", "Match")
	step("7", "Figures")
	step("x", "Preview", "paid_growth")
	step("c", "sent to the terminal's clipboard")
	step("q", "")
	if err := x.cmd.Wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}
	wrote := all.String()
	if m := escapes.FindString(wrote); m != "" {
		t.Errorf("the terminal is told to do something: %q in\n%q", m, wrote)
	}
	m := clipboard.FindStringSubmatch(wrote)
	if m == nil {
		t.Fatalf("nothing went to the clipboard:\n%q", wrote)
	}
	if text, err := base64.StdEncoding.DecodeString(m[1]); err != nil || !strings.HasPrefix(string(text), "# Figures") {
		t.Errorf("the clipboard got %q, %v", text, err)
	}
	if strings.Contains(strings.ReplaceAll(wrote, "\r\n", ""), "\n") {
		t.Error("a line does not begin at the left")
	}
}
