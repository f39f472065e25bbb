package selftest

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/cli"
)

// TestFailingSeesWhatIsWrong: what is said without a sentence, and what is said to be done and is not.
func TestFailingSeesWhatIsWrong(t *testing.T) {
	ctx, x := context.Background(), trialIn(t)
	p, err := x.world(ctx, "w")
	if err != nil {
		t.Fatal(err)
	}
	state, err := p.state(ctx)
	if err != nil {
		t.Fatal(err)
	}
	r := &rehearsed{before: state, after: "another"}
	for _, c := range []struct {
		got   said
		count string // that goes up
	}{
		{said{err: "jobspor: error: The disk is full.", status: 1}, "said"},
		{said{err: "disk I/O error", status: 1}, "wordless"},
		{said{err: "jobspor: error: panic: x", status: 2}, "wordless"},
		{said{err: "jobspor: error: Something went wrong that the program has no words for.", status: 1}, "wordless"},
		{said{out: "{}", status: 0}, "lost"},
	} {
		x.Counts, x.Faults = model.Args{}, nil
		x.judge(ctx, r, p, c.got, "test")
		if n, _ := x.Counts[c.count].(int); n != 1 || (len(x.Faults) > 0) == (c.count == "said") {
			t.Errorf("%+v: %v, %q", c.got, x.Counts, x.Faults)
		}
	}
}

// TestACopyElsewhereIsWhole: one that is cut off or changed is told, as is one that was said to be made and is missing.
func TestACopyElsewhereIsWhole(t *testing.T) {
	ctx, x := context.Background(), trialIn(t)
	p, err := x.world(ctx, "w")
	if err != nil {
		t.Fatal(err)
	}
	phrase := filepath.Join(p.dir, "phrase")
	if err := os.WriteFile(phrase, []byte(nextPassphrase), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"copy.db", "copy.age"} {
		w := write{copied: name}
		if why := w.copyFault(ctx, p, false); why != "" {
			t.Errorf("%s, which is not there: %s", name, why)
		}
		if why := w.copyFault(ctx, p, true); why != faultLost {
			t.Errorf("%s, which was said to be made: %q", name, why)
		}
		args := []string{"backup", "--to", filepath.Join(p.dir, name)}
		if name == "copy.age" {
			args = append(args, "--dump-passphrase-file", phrase)
		}
		if got, err := p.run(ctx, args...); err != nil || got.status != 0 {
			t.Fatalf("%v, %s", err, got.err)
		}
		if why := w.copyFault(ctx, p, true); why != "" {
			t.Errorf("%s, which is whole: %s", name, why)
		}
		whole, err := os.ReadFile(filepath.Join(p.dir, name))
		if err != nil {
			t.Fatal(err)
		}
		changed := bytes.Clone(whole)
		changed[len(changed)-20] ^= 1
		for what, data := range map[string][]byte{
			"cut off": whole[:len(whole)-4096], "changed": changed, "empty": nil,
		} {
			if name == "copy.db" && what == "changed" {
				continue // a byte that nobody uses
			}
			if err := os.WriteFile(filepath.Join(p.dir, name), data, 0o600); err != nil {
				t.Fatal(err)
			}
			if why := w.copyFault(ctx, p, false); !strings.HasPrefix(why, faultTorn) {
				t.Errorf("%s, %s: %q", name, what, why)
			}
		}
	}
}

// TestSharingSeesWhatIsLost counts one write too few, one that failed, and no copy.
func TestSharingSeesWhatIsLost(t *testing.T) {
	for _, c := range []struct {
		there, failed, copies int
		faults                int
	}{{16, 0, 3, 0}, {15, 0, 3, 1}, {16, 1, 3, 1}, {16, 0, 0, 1}} {
		x := trialIn(t)
		x.Runs = 16
		if x.sum(c.there, c.failed, c.copies); len(x.Faults) != c.faults {
			t.Errorf("%+v: %q", c, x.Faults)
		}
	}
}

// TestMachineSeesADifference changes the database beside the model, and the model beside the database.
func TestMachineSeesADifference(t *testing.T) {
	ctx := context.Background()
	for name, spoil := range map[string]func(*machine) error{
		"a row more": func(m *machine) error {
			_, err := m.s.Apply(ctx, model.ChangeSet{Changes: []model.Change{model.Add(&model.Company{Name: "B"})}})
			return err
		},
		"a row less": func(m *machine) error { m.rows["x"] = &model.Company{Name: "X"}; return nil },
		"another value": func(m *machine) error {
			for id, e := range m.rows {
				other := schema.Clone(e)
				other.(*model.Company).Name = "C"
				m.rows[id] = other
			}
			return nil
		},
	} {
		x := trialIn(t)
		m := &machine{t: x, path: filepath.Join(x.dir, "m.db"), rows: map[string]model.Entity{}}
		var err error
		if m.s, err = m.open(ctx, true); err != nil {
			t.Fatal(err)
		}
		c := &model.Company{Head: model.Head{ID: model.NewID()}, Name: "A"}
		_, err = m.s.Apply(ctx, model.ChangeSet{Changes: []model.Change{model.Add(c)}})
		m.rows[c.ID] = c
		if err := errors.Join(err, m.compare(ctx, "nothing")); err != nil || len(x.Faults) > 0 {
			t.Fatal(err, x.Faults)
		}
		if err := errors.Join(spoil(m), m.compare(ctx, name), m.s.Close()); err != nil || len(x.Faults) == 0 {
			t.Errorf("%s: %v, %q", name, err, x.Faults)
		}
	}
}

// TestKeepingSeesASecret: in a file, in small letters and as UTF-16; and in a row that is said to be erased.
func TestKeepingSeesASecret(t *testing.T) {
	ctx, x := context.Background(), trialIn(t)
	typ, _ := schema.TypeNamed("citizen")
	one := planted{&model.Citizen{}, &typ.Fields[0], "QvzÆblegrød"}
	for _, text := range []string{"..QvzÆblegrød..", "qvzæblegrød",
		"Q\x00v\x00z\x00\xc6\x00b\x00l\x00e\x00g\x00r\x00\xf8\x00d\x00", ""} {
		if err := os.WriteFile(filepath.Join(x.dir, "f"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := found(x.dir, []planted{one}); (len(got) > 0) != (text != "") {
			t.Errorf("%q: %q", text, got)
		}
	}
	p, err := x.world(ctx, "w")
	if err != nil {
		t.Fatal(err)
	}
	one.text = "Fornavn7"
	if left, err := p.afterErasure(ctx, []planted{one}); err != nil || len(left) == 0 {
		t.Errorf("%v %q", err, left)
	}
}

// TestRemembering: what is found after the lock, or not found before, is a fault.
func TestRemembering(t *testing.T) {
	for out, faults := range map[string]int{"1 2 400 0 0 3 0 0 3": 0, "1 2 400 1 0 3 0 0 3": 1,
		"1 2 400 0 0 3 0 1 3": 1,
		"0 0 0 0 0 0 0 0 0":   1} {
		x := trialIn(t)
		if err := x.remembered(said{out: out}); err != nil || len(x.Faults) != faults {
			t.Errorf("%s: %v %q", out, err, x.Faults)
		}
	}
	if trialIn(t).remembered(said{err: "x"}) == nil {
		t.Error("nothing was found out, and nobody says so")
	}
}

// TestOfflineSeesASocket asks a register that is set up.
func TestOfflineSeesASocket(t *testing.T) {
	ctx, x := context.Background(), trialIn(t)
	p, err := x.world(ctx, "w")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := p.run(ctx, "config", "set", "register.url", "http://127.0.0.1:9/"); err != nil || got.status != 0 {
		t.Fatal(err, got.err)
	}
	n, got, err := p.sockets(ctx, "company", "lookup", "13748136")
	if errors.Is(err, errNotPermitted) {
		t.Skip(err)
	}
	if err != nil || n == 0 || got.status == 0 {
		t.Errorf("%d sockets, %v, status %d %s", n, err, got.status, got.err)
	}
}

// TestHarm: whatever does something to its reader is named.
func TestHarm(t *testing.T) {
	archive := func(text string) string {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.Create("xl/sheet.xml")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(text))
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for _, c := range []struct{ file, text, want string }{
		{"", "pwn", ""}, {"", "\x1b]0;pwn\x07", "U+001B"}, {"", "a\u202eb", "U+202E"}, {"a.json", `"\u001b"`, ""},
		{"a.csv", "a,'=pwn\r\n", ""}, {"a.csv", "a,=pwn\r\n", "computed"}, {"a.tsv", "a\t@SUM(pwn)\n", "computed"},
		{"b-excel.csv", "a;+1+pwn\r\n", "computed"}, {"a.xlsx", archive("<c><v>pwn</v></c>"), ""},
		{"a.xlsx", archive("<c><f>pwn</f></c>"), "formula"}, {"a.docx", archive("</w:t>pwn"), "markup"},
		{"a.docx", archive("\u202e"), "U+202E"}, {"a.xlsx", "no archive", "zip"},
		{"a.ics", "SUMMARY:pwn\r\nBEGIN:VEVENT", "event"},
		{"a.eml", "Subject: x\r\nBcc: pwn@pwn.example\r\n", "receiver"},
	} {
		got := strings.Join(harm(c.file, []byte(c.text)), "; ")
		if !strings.Contains(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("%s %q: %q, want %q", c.file, c.text, got, c.want)
		}
	}
}

// TestScreensSeeWhatIsRaw: what a terminal would obey is named, what the program writes itself is not; a program that
// shows what it is given is caught at a terminal, and one that shows nothing.
func TestScreensSeeWhatIsRaw(t *testing.T) {
	for text, want := range map[string]string{
		"\x1b[2J\x1b[1;1H\x1b[38;2;1;2;3mpwn\x1b[0m \x1b]2;jobspor\x07 æ│▸": "", "\x1b[12;3Hpwn": "",
		"\x1b]0;pwn\x07": "title", "\x1b]8;;http://pwn.example\x07": "title", "\x1bPpwn\x1b\\": "title",
		"\x1b[?7777hpwn": "mode", "\x1b[0;38;2;71;7;17mpwn": "colour", "a\u202eb": "U+202E", "\u009b31m": "U+009B",
	} {
		got := strings.Join(rawOnScreen([]byte(text)), "; ")
		if !strings.Contains(got, want) || (got == "") != (want == "") {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for says, want := range map[string]string{`pwn \033]0;pwn\007`: "title", `pwn \342\200\256`: "U+202E", "pwn": "",
		"nothing": "only 0 of 1"} {
		x := trialIn(t)
		p := &program{exe: filepath.Join(x.dir, "fake"), dir: x.dir}
		script := "#!/bin/sh\ntrap 'exit 0' INT\nhead -c 5000 /dev/zero | tr '\\0' ' '\n" +
			"while read line; do printf '" + says + "'; done\n"
		if err := os.WriteFile(p.exe, []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
		_, err := x.onScreens(context.Background(), p, []string{"1 enter"})
		if len(x.NotRun) > 0 {
			t.Skip(x.NotRun)
		}
		got := strings.Join(x.Faults, "; ")
		if err != nil || !strings.Contains(got, want) || (got == "") != (want == "") {
			t.Errorf("a program that says %q: %v, %q, want %q", says, err, got, want)
		}
	}
}

// TestTimingSeesAWrongDay reads every day a day too late.
func TestTimingSeesAWrongDay(t *testing.T) {
	typ, _ := schema.TypeNamed("task")
	var f *schema.Field
	for i := range typ.Fields {
		if typ.Fields[i].Kind == schema.DateKind {
			f = &typ.Fields[i]
		}
	}
	x := trialIn(t)
	x.days(func(s string, today model.Date) (model.Date, error) {
		day, err := f.ParseDay(s, today)
		return day.Add(1), err
	})
	if len(x.Faults) < 1000 {
		t.Errorf("%d faults", len(x.Faults))
	}
}

// TestMutatingSeesACrash: a panic, a killed program, and an error without words.
func TestMutatingSeesACrash(t *testing.T) {
	for _, c := range []struct {
		got  said
		well bool
	}{
		{said{status: 2, err: "jobspor: error: There is no command \"x\"."}, true}, {said{}, true},
		{said{status: 2, err: "panic: x\n\ngoroutine 1 [running]:"}, false}, {said{status: -1}, false},
		{said{status: 1}, false}, {said{status: 1, err: "SQLITE_BUSY"}, false},
		{said{status: 1, err: "Something went wrong that the program has no words for."}, false},
	} {
		x := trialIn(t)
		if x.refused(c.got, "test"); (len(x.Faults) == 0) != c.well {
			t.Errorf("%+v: %q", c.got, x.Faults)
		}
	}
	// Something is broken nearly always.
	x, same := trialIn(t), 0
	for range 200 {
		if x.broken("navn;postnr\nCafé;2635\n") == "navn;postnr\nCafé;2635\n" {
			same++
		}
	}
	if same > 20 {
		t.Errorf("%d of 200 were not broken", same)
	}
}

// TestObeyOnlyInATrial: the program is no trial's where anything it writes lies outside the trial's folder.
func TestObeyOnlyInATrial(t *testing.T) {
	x := trialIn(t)
	p := &program{exe: x.exe, dir: x.dir}
	env := map[string]string{}
	for _, v := range append(p.environment(), p.is("memory")...) {
		name, value, _ := strings.Cut(v, "=")
		env[name] = value
	}
	getenv := func(name string) string { return env[name] }
	for _, name := range append([]string{dirVariable, roleVariable}, places...) {
		was := env[name]
		for _, value := range []string{"", "/tmp/other/x", filepath.Join(x.dir, "..", "outside")} {
			env[name] = value
			if _, over := Obey(getenv); over {
				t.Errorf("%s=%q: the run is a trial's", name, value)
			}
		}
		env[name] = was
	}
}

// TestUnknownTrialIsRefused: it is not passed over.
func TestUnknownTrialIsRefused(t *testing.T) {
	o := cli.SelfTestOptions{Dir: t.TempDir(), Minutes: 1, Only: []string{"cpr", "kil"}, Begin: func(string) {}}
	err := Run(context.Background(), o, func(cli.SelfTestRow) { t.Error("a row") })
	if model.CodeOf(err) != model.Usage {
		t.Error(err)
	}
}
