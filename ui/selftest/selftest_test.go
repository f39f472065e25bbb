package selftest

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jobspor/data/paths"
	"jobspor/ui/cli"
	"jobspor/ui/lang"
)

// trialIn makes a trial of this program in a folder of the test's own.
func trialIn(t *testing.T) *trial {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), paths.UnfinishedPrefix+"test")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return newTrial(exe, dir, 1)
}

// scale is how many times less than in a minute the tests run.
var scale = 6

func init() {
	if os.Getenv("JOBSPOR_SELFTEST_WHOLE") != "" {
		scale = 1
	}
}

// TestTrials runs each trial as it is, short: nothing goes wrong, and its folder is gone afterwards.
func TestTrials(t *testing.T) {
	for _, c := range checks {
		t.Run(c.name, func(t *testing.T) {
			c.short = (c.short + scale - 1) / scale
			dir := filepath.Join(trialIn(t).dir, c.name)
			w, err := c.try(context.Background(), trialIn(t).exe, dir, 1)
			if err != nil || w.Runs == 0 || len(w.Faults) > 0 {
				t.Errorf("%d runs, %v, %q", w.Runs, err, w.Faults)
			}
			if c.long == 1 && len(w.NotRun) == 0 { // it runs through tables of its own
				readmeSays(t, c.name, w.Runs)
			}
			t.Logf("%d runs, %v, not run %v, %v", w.Runs, w.Counts, w.NotRun, w.Took)
			if _, err := os.Stat(dir); err == nil {
				t.Error("its folder is still there")
			}
		})
	}
}

// readmeSays compares how many runs a trial makes with what README's table says, whose rows are in the order of checks.
// JOBSPOR_UPDATE=1 writes it anew.
func readmeSays(t *testing.T, name string, runs int) {
	t.Helper()
	const readme, head = "../../README.md", "| trial | runs | result |\n|---|---|---|\n"
	b, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(b), head)
	table, after, _ := strings.Cut(rest, "\n\n")
	rows := strings.Split(table, "\n")
	if len(rows) != len(checks) {
		t.Fatalf("README.md has a table of %d trials, want %d", len(rows), len(checks))
	}
	i := slices.IndexFunc(checks, func(c check) bool { return c.name == name })
	cells := strings.Split(rows[i], "|")
	said, want := strings.TrimSpace(cells[2]), lang.New(lang.English).Int(runs)
	if strings.ReplaceAll(said, ",", "") == strings.ReplaceAll(want, ",", "") {
		return
	}
	if os.Getenv("JOBSPOR_UPDATE") == "" {
		t.Errorf("%s: README.md says %s runs, the trial makes %s", name, said, want)
		return
	}
	rows[i] = strings.ReplaceAll(rows[i], said, want)
	text := before + head + strings.Join(rows, "\n") + "\n\n" + after
	if err := os.WriteFile(readme, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestReadmeSaysHowManyRuns: what README's table says of the longest trials is how many runs those make.
func TestReadmeSaysHowManyRuns(t *testing.T) {
	for _, c := range checks {
		switch runs := c.runs(longest); c.name {
		case "kill", "fault", "machine":
			readmeSays(t, c.name, runs)
		case "share":
			readmeSays(t, c.name, runs*programsAtOnce)
		}
	}
}

// TestRunsByMinutes: the long trial makes what is promised, a short one less, and none nothing.
func TestRunsByMinutes(t *testing.T) {
	c := check{short: 10, long: 100}
	for minutes, want := range map[int]int{1: 10, 5: 50, 10: 100, 20: 200} {
		if got := c.runs(minutes); got != want {
			t.Errorf("%d minutes: %d runs, want %d", minutes, got, want)
		}
	}
}

// TestNamesStandInHelp: the words of --only name all trials, in their order.
func TestNamesStandInHelp(t *testing.T) {
	var names []string
	for _, c := range checks {
		names = append(names, c.name)
	}
	for _, code := range []lang.Code{lang.Danish, lang.English} {
		if help := lang.New(code).T("cli.doctor.flag.only"); !strings.HasSuffix(help, strings.Join(names, ", ")) {
			t.Errorf("%s: %s", code, help)
		}
	}
}

// TestEndedTrialLeavesNothing: a trial that is ended in the middle tells no row and leaves no folder.
func TestEndedTrialLeavesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	x := trialIn(t)
	o := cli.SelfTestOptions{Dir: x.dir, Minutes: 1, Only: []string{"kill"}, Begin: func(string) { cancel() }}
	if err := Run(ctx, o, func(cli.SelfTestRow) { t.Error("a row") }); err == nil {
		t.Error("no error")
	}
	if found, _ := filepath.Glob(filepath.Join(x.dir, "*")); len(found) > 0 {
		t.Errorf("left behind: %v", found)
	}
}

// TestKilledSeesWhatIsWrong breaks what a killed program leaves in each way that the trial looks for.
func TestKilledSeesWhatIsWrong(t *testing.T) {
	ctx := context.Background()
	x := trialIn(t)
	all, err := x.rehearse(ctx)
	if err != nil {
		t.Fatal(err)
	}
	save := all[0]
	for _, c := range []struct {
		name, want string
		confirmed  int
		spoil      func(p *program) error
	}{
		{"nothing", "", 1, func(p *program) error {
			_, err := p.ran(save.command(ctx, p), execRun)
			return err
		}},
		{"lost", faultLost, 1, func(*program) error { return nil }},
		{"in part", faultTorn, 0, func(p *program) error {
			_, err := p.run(ctx, "company", "add", "--set", "name=Et andet")
			return err
		}},
		{"left", faultLeft, 0, func(p *program) error {
			return os.WriteFile(filepath.Join(p.dir, "home", paths.UnfinishedPrefix+"x.part"), nil, 0o600)
		}},
		{"broken", "does not open whole", 0, func(p *program) error {
			return os.Truncate(p.db(), 8192)
		}},
	} {
		p, err := save.world.copyTo(filepath.Join(x.dir, "run"))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.spoil(p); err != nil {
			t.Fatal(err)
		}
		if got := save.outcome(ctx, p, c.confirmed); !strings.HasPrefix(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if err := os.RemoveAll(p.dir); err != nil {
			t.Fatal(err)
		}
	}
}
