package bootstrap

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jobspor/data/paths"
	"jobspor/ui/cli"
)

// typed is what a person types, a line for each question.
type typed []string

func (t *typed) Read(p []byte) (int, error) {
	if len(*t) == 0 {
		return 0, io.EOF
	}
	n := copy(p, (*t)[0]+"\n")
	*t = (*t)[1:]
	return n, nil
}

// TestTheStartOfADamagedFileOffersItsCopies: the start says why once, lists the proven copies, and takes the chosen one
// after it showed what differs and was told to.
func TestTheStartOfADamagedFileOffersItsCopies(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.db")
	waiting := 0
	run := func(lines typed, args ...string) (talk string, status int) {
		t.Helper()
		var o, e bytes.Buffer
		env := map[string]string{"JOBSPOR_TODAY": "2026-11-26", "JOBSPOR_LANG": "en", "XDG_STATE_HOME": dir,
			"JOBSPOR_DB": path}
		get := func(key string) string { return env[key] }
		interactive := len(args) == 0
		status = cli.Run(context.Background(), &cli.Env{Args: args, In: &lines, Out: &o, Err: &e, Getenv: get,
			Now: time.Now, Databases: Deps{Places: paths.New(get, "linux", dir)},
			Terminal: cli.Terminal{In: interactive, Out: interactive, Err: interactive,
				DiscardTyped: func() int { return waiting }}})
		return e.String(), status
	}
	const unused = "What you typed before anything was asked was not used."
	for _, line := range []string{"init --demo", "backup", "company add Ny", "backup"} {
		if talk, status := run(nil, strings.Fields(line)...); status != 0 {
			t.Fatal(line, talk)
		}
	}
	junk := bytes.Repeat([]byte("This was a database once. "), 500)
	if err := os.WriteFile(path, junk, 0o600); err != nil {
		t.Fatal(err)
	}
	_ = os.Remove(path + "-wal")
	for waiting = range 2 { // keys that were typed too early
		if talk, _ := run(typed{""}); strings.Contains(talk, unused) != (waiting > 0) {
			t.Errorf("with %d keys it says\n%s", waiting, talk)
		}
	}
	waiting = 0
	for _, c := range []struct {
		name  string
		types typed
		sees  []string
	}{
		{"none", typed{""}, []string{"1: Thu", "428 companies, 36 citizens", "2: Thu", "427 companies, 36 citizens"}},
		{"no such number", typed{"3"}, nil},
		{"the newest, and no", typed{"1", "n"}, []string{"It is the newest copy."}},
		{"an older, and no", typed{"2", "n"}, []string{"companies: 428 in the newest copy, 427 in this one",
			"see the certificates of erasure"}},
	} {
		talk, status := run(c.types)
		for _, s := range append(c.sees, "Copies, the newest first (proven where nothing", "Nothing has changed") {
			if !strings.Contains(talk, s) {
				t.Errorf("%s: it does not say %q:\n%s", c.name, s, talk)
			}
		}
		if n := strings.Count(talk, "damaged"); n != 1 || status != 1 {
			t.Errorf("%s: status %d, it says %d times that the file is damaged:\n%s", c.name, status, n, talk)
		}
		if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, junk) {
			t.Errorf("%s: the file was changed, %v", c.name, err)
		}
	}
}
