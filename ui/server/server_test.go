package server_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

func writeFile(path, text string) error { return os.WriteFile(path, []byte(text), 0o600) }

// Only a key that is bound to the consultant of the user name gets in.
func TestWhoIsLetIn(t *testing.T) {
	x := newTeam(t)
	password := &gossh.ClientConfig{User: "MK", HostKeyCallback: gossh.InsecureIgnoreHostKey(),
		Auth: []gossh.AuthMethod{gossh.Password("hemmelig"), gossh.KeyboardInteractive(
			func(string, string, []string, []bool) ([]string, error) { return nil, nil })}}
	for _, c := range []struct {
		name string
		with *gossh.ClientConfig
		in   bool
	}{
		{"the key of the user", config("MK", x.keys["MK"]), true},
		{"the initials in small letters", config("mk", x.keys["MK"]), true},
		{"another's user name", config("JB", x.keys["MK"]), false},
		{"nobody's user name", config("root", x.keys["MK"]), false},
		{"no user name", config("", x.keys["MK"]), false},
		{"a key that nobody has", config("MK", newKey(t)), false},
		{"a consultant without a key", config("SD", x.keys["MK"]), false},
		{"a consultant who is shut out", config("PF", x.keys["PF"]), false},
		{"a password", password, false},
	} {
		client, err := gossh.Dial("tcp", x.addr, c.with)
		if err == nil {
			if out, errs, status := x.run(client, "version", ""); status != 0 {
				t.Errorf("%s: version gives %d, %s %s", c.name, status, out, errs)
			}
			client.Close()
		}
		if got := err == nil; got != c.in {
			t.Errorf("%s: let in %v, want %v (%v)", c.name, got, c.in, err)
		}
	}
	x.stop() // what was counted is written at the end
	said := map[string]int{}
	y := newReader(t, x.path)
	entries, err := y.Log(context.Background(), schema.LogQuery{})
	must(t, err)
	for _, e := range entries {
		if e.Kind == "admin" {
			said[e.Action]++
			if e.Args["from"] != "127.0.0.1" || !strings.HasPrefix(e.Args["key"].(string), "SHA256:") {
				t.Errorf("the log says %v of %s", e.Args, e.Action)
			}
			if e.Action == "admin.login" && e.Actor != demo.ID("consultant", demo.Mette) {
				t.Errorf("the login is %q's", e.Actor)
			}
		}
	}
	if said["admin.login"] != 2 || said["admin.refused"] != 2 { // the first, and the other five together
		t.Errorf("the log has %v", said)
	}
}

// A session asks for nothing but a terminal, a command or files.
func TestNothingIsForwarded(t *testing.T) {
	x := newTeam(t)
	c := x.login("MK")
	if conn, err := c.Dial("tcp", "127.0.0.1:22"); err == nil {
		conn.Close()
		t.Error("a port is forwarded (-L, -W)")
	}
	if l, err := c.Listen("tcp", "127.0.0.1:0"); err == nil {
		l.Close()
		t.Error("a port is forwarded back (-R)")
	}
	s, err := c.NewSession()
	must(t, err)
	defer s.Close()
	for _, request := range []string{"auth-agent-req@openssh.com", "x11-req", "nonsense"} {
		if ok, err := s.SendRequest(request, true, nil); ok || err != nil {
			t.Errorf("%s is answered %v, %v", request, ok, err)
		}
	}
	for name, may := range map[string]bool{"LANG": true, "LC_CTYPE": true, "COLORTERM": true, "NO_COLOR": true,
		"JOBSPOR_LANG": true, "JOBSPOR_DB": false, "TZ": false, "JOBSPOR_TODAY": false,
		"JOBSPOR_PASSPHRASE_FILE": false, "LD_PRELOAD": false, "HOME": false} {
		if got := s.Setenv(name, "x") == nil; got != may {
			t.Errorf("%s may be set: %v, want %v", name, got, may)
		}
	}
}

// Commands have streams and exit statuses as at a terminal, and those of the server are refused.
func TestCommands(t *testing.T) {
	x := newTeam(t)
	c := x.login("MK")
	for _, k := range []struct {
		command, input string
		status         int
		out, errs      string
	}{
		{"version", "", 0, "version", ""},
		{"company list", "", 0, "Café Strandgården", ""},
		{"match B-0001 --json --reason sagsbehandling", "", 0, `"rank":1`, ""},
		{"citizen list", "", 1, "", "begrundelse"},
		{"company add 'Nyt Sted ApS'", "", 0, "", "Nyt Sted ApS"},
		{"company show 'Nyt Sted ApS' --reason sagsbehandling", "", 0, "Nyt Sted ApS", ""},
		{"batch -", "company add Første\ncompany add Anden\n", 0, "", "Anden"},
		{"company show Tredje", "", 3, "", "Der er ingen"},
		{"version; id", "", 2, "", "version;"},
		{"sh", "", 2, "", `"sh"`},
		{"company list 'x", "", 2, "", "anførselstegn"},
		{"backup", "", 1, "", "over SSH"},
		{"restore x.db", "", 1, "", "over SSH"},
		{"passphrase", "", 1, "", "over SSH"},
		{"init", "", 1, "", "over SSH"},
		{"serve", "", 1, "", "over SSH"},
		{"member disable JB", "", 1, "", "over SSH"},
		{"__complete company ''", "", 1, "", "over SSH"},
		{"batch -", "backup\n", 1, "", "over SSH"},
		{"company list --as JB", "", 1, "", "--as"},
		{"company list --db " + x.path, "", 1, "", "--db"},
		{"company list --passphrase-file /etc/passwd", "", 1, "", "--passphrase-file"},
		{"import companies /etc/passwd", "", 1, "", "uden for din mappe"},
		{"export companies -o /tmp/x.csv", "", 1, "", "uden for din mappe"},
		{"export companies -o ../x.csv", "", 1, "", "uden for din mappe"},
	} {
		out, errs, status := x.run(c, k.command, k.input)
		if status != k.status || !strings.Contains(out, k.out) || !strings.Contains(errs, k.errs) {
			t.Errorf("%s: status %d, want %d\n%.300s\n%s", k.command, status, k.status, out, errs)
		}
		if strings.Contains(out+errs, "root:") {
			t.Errorf("%s shows a file of the server", k.command)
		}
	}
	rows, err := service.All[model.Company](context.Background(), x.store(), "company",
		schema.Where("name", "Nyt Sted ApS"))
	if err != nil || len(rows) != 1 || rows[0].Responsible != demo.ID("consultant", demo.Mette) {
		t.Errorf("the company is %+v, %v", rows, err)
	}
}

// A thousand commands leave no subscriber and no session behind.
func TestCommandsLeaveNothing(t *testing.T) {
	n := 1000
	if testing.Short() {
		n = 50
	}
	x := newTeam(t)
	before := x.store().Subscribers()
	c := x.login("MK")
	for range n {
		if _, errs, status := x.run(c, "config list", ""); status != 0 {
			t.Fatal(errs)
		}
	}
	eventually(t, "the subscriptions end", func() bool { return x.store().Subscribers() == before })
}

// What one session saves the other shows at once.
func TestTwoSessionsSeeEachOther(t *testing.T) {
	x := newTeam(t)
	a, b := x.open(x.login("MK")), x.open(x.login("JB"))
	a.sees("at gøre")
	b.sees("at gøre")
	b.press("2")
	b.sees("427 virksomheder")
	a.press("2")
	a.sees("Administrationshuset")
	a.press("n")
	a.sees("Opret virksomhed")
	a.press("Abes Café\x13")
	a.sees("Oprettet: virksomhed")
	b.sees("428 virksomheder")
	b.press("q")
	if err := b.s.Wait(); err != nil {
		t.Errorf("q ends the session with %v", err)
	}
}

// stall opens a session that reads nothing of what 2,500 keys and many sizes of its window have drawn.
func (x *team) stall() (end func()) {
	x.t.Helper()
	c := x.login("JB")
	s, err := c.NewSession()
	must(x.t, err)
	p := &screen{t: x.t, s: s}
	_, err = s.StdoutPipe() // nobody reads it
	must(x.t, err)
	p.begin()
	p.press("2")
	go func() { // writing them may stop, too
		for range 2500 {
			if _, err := io.WriteString(p.in, "j"); err != nil {
				return
			}
		}
	}()
	for i := range 500 { // each draws the whole window, until more than 2 MB wait, which is what SSH lets wait
		must(x.t, s.WindowChange(150, 200-i%2))
		time.Sleep(20 * time.Millisecond)
	}
	return func() { c.Close() }
}

// A terminal that stopped reading delays nobody who saves.
func TestStalledSessionDelaysNobody(t *testing.T) {
	x := newTeam(t)
	x.stall()
	c := x.login("MK")
	for i := range 100 {
		if _, errs, status := x.run(c, "company add 'Sted "+string(rune('A'+i%26))+"'", ""); status != 0 {
			t.Fatalf("save %d: %s", i, errs)
		}
	}
}

// An import of one does not set the collector of the process that is everybody's.
func TestImportLeavesTheCollector(t *testing.T) {
	x := newTeam(t)
	was := debug.SetGCPercent(77)
	defer debug.SetGCPercent(was)
	var file strings.Builder
	file.WriteString("navn;by\n")
	for i := range 2000 {
		fmt.Fprintf(&file, "Sted %d;Ishøj\n", i)
	}
	must(t, put(x.sftp(x.login("MK")), "ind.csv", []byte(file.String())))
	ctx, end := context.WithCancel(context.Background())
	others := make(chan int, 1)
	go func() {
		sample, n := []metrics.Sample{{Name: "/gc/gogc:percent"}}, 0
		for ctx.Err() == nil {
			if metrics.Read(sample); sample[0].Value.Uint64() != 77 {
				n++
			}
			time.Sleep(time.Millisecond)
		}
		others <- n
	}()
	_, errs, status := x.run(x.login("MK"), "import companies ind.csv --yes", "")
	end()
	if n := <-others; n > 0 || status != 0 {
		t.Errorf("it was another %d times; the import ends with %d %s", n, status, errs)
	}
}

// draftOf is what is half-typed of a new company.
func draftOf(t *testing.T, x *team) string {
	list, err := x.store().Drafts(context.Background(), demo.ID("consultant", demo.Mette))
	must(t, err)
	if len(list) == 0 {
		return ""
	}
	return list[0].Values["name"]
}

// A client that is killed loses nothing that was on its screen, and finds it at the next login.
func TestDeathOfTheClient(t *testing.T) {
	x := newTeam(t)
	for _, pause := range []time.Duration{0, 100, 300, 500} {
		c, raw := x.dial("MK")
		p := x.open(c)
		p.press("2")
		p.sees("Administrationshuset")
		p.press("n")
		p.sees("Opret virksomhed")
		text := "Halv" + pause.String()
		p.press("\x15" + text) // ctrl+u empties the field
		p.sees(text)
		time.Sleep(pause * time.Millisecond)
		raw.Close()
		eventually(t, "the draft is kept after "+pause.String(), func() bool { return draftOf(t, x) == text })
	}
	p := x.open(x.login("MK"))
	p.sees("kladde venter")
}

// SIGTERM tells the sessions, keeps what is half-typed and ends; afterwards everybody is where they were.
func TestEndOfTheServer(t *testing.T) {
	x := newTeam(t)
	p := x.open(x.login("MK"))
	p.sees("at gøre")
	p.press("2")
	p.sees("Administrationshuset")
	p.press("n")
	p.sees("Opret virksomhed")
	p.press("Halvt navn")
	p.sees("Halvt navn")
	q := x.open(x.login("JB"))
	q.sees("at gøre")
	q.press("3")
	q.sees("Borgere")
	x.end()
	p.sees("Serveren lukker")
	if err := p.s.Wait(); err != nil {
		t.Errorf("the session ends with %v", err)
	}
	if status := <-x.ended; status != 0 {
		t.Errorf("the program ends with %d\n%s", status, x.err.String())
	}
	x.ended <- 0
	x.serve()
	if got := draftOf(t, x); got != "Halvt navn" {
		t.Errorf("the draft is %q", got)
	}
	p = x.open(x.login("MK"))
	p.sees("Administrationshuset") // the tab it was left on
	q = x.open(x.login("JB"))
	q.sees("Borgere")
}

// Whoever is shut out is out at once.
func TestDisabledMemberIsOut(t *testing.T) {
	x := newTeam(t)
	p := x.open(x.login("JB"))
	p.sees("at gøre")
	ctx := context.Background()
	list, err := service.All[model.Consultant](ctx, x.store(), "consultant", schema.Where("initials", "JB"))
	must(t, err)
	_, err = x.store().Apply(ctx, service.Let(list[0], false))
	must(t, err)
	p.sees("ikke længere adgang")
	if c, err := gossh.Dial("tcp", x.addr, config("JB", x.keys["JB"])); err == nil {
		c.Close()
		t.Error("JB gets in again")
	}
}

// The limits of a person and of the server are told in a sentence.
func TestLimits(t *testing.T) {
	x := newTeam(t, `sessions = 3`, `sessions_per_person = 2`)
	c := x.login("MK")
	x.open(c).sees("at gøre")
	x.open(c).sees("at gøre")
	if _, errs, status := x.run(c, "version", ""); status != 1 || !strings.Contains(errs, "2 vinduer") {
		t.Errorf("a third of one person: %d %s", status, errs)
	}
	other := x.login("JB")
	x.open(other).sees("at gøre")
	if _, errs, status := x.run(other, "version", ""); status != 1 || !strings.Contains(errs, "plads til 3") {
		t.Errorf("a fourth of all: %d %s", status, errs)
	}
}

// Files come and go in the member's own folder: an export is fetched, an import is brought.
func TestExportsLandInTheOwnFolder(t *testing.T) {
	x := newTeam(t)
	c := x.login("MK")
	if _, errs, status := x.run(c, "export companies -o liste.csv --reason sagsbehandling", ""); status != 0 {
		t.Fatal(errs)
	}
	folder := x.shared.MemberFolder(demo.ID("consultant", demo.Mette))
	if _, err := os.Stat(filepath.Join(folder, "liste.csv")); err != nil {
		t.Error(err)
	}
	if _, errs, status := x.run(c, "import companies liste.csv --dry-run", ""); status != 0 {
		t.Error(errs)
	}
	if _, errs, status := x.run(x.login("JB"), "import companies liste.csv --dry-run", ""); status != 3 {
		t.Errorf("another's file: %d %s", status, errs)
	}
}
