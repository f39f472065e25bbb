package server_test

import (
	"cmp"
	"context"
	"encoding/base64"
	"io"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/pkg/sftp"
	gossh "golang.org/x/crypto/ssh"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// member is a consultant by initials.
func (x *team) member(initials string) *model.Consultant {
	x.t.Helper()
	list, err := service.All[model.Consultant](context.Background(), x.store(), "consultant",
		schema.Where("initials", initials))
	must(x.t, err)
	return list[0]
}

// as gives a consultant a role, of another team where one is named.
func (x *team) as(initials, role, team string) {
	x.t.Helper()
	before := x.member(initials)
	after := *before
	after.Role, after.Team = role, cmp.Or(team, before.Team)
	x.apply(model.Edit(before, &after))
}

// apply writes rows on the server.
func (x *team) apply(changes ...model.Change) {
	x.t.Helper()
	_, err := x.store().Apply(context.Background(), model.ChangeSet{Actor: demo.ID("consultant", demo.Mette),
		Action: "test", Changes: changes})
	must(x.t, err)
}

func (x *team) sftp(c *gossh.Client) *sftp.Client {
	x.t.Helper()
	f, err := sftp.NewClient(c)
	must(x.t, err)
	x.t.Cleanup(func() { f.Close() })
	return f
}

func put(f *sftp.Client, path string, content []byte) error {
	w, err := f.Create(path)
	if err != nil {
		return err
	}
	_, err = w.Write(content)
	if closed := w.Close(); err == nil {
		err = closed
	}
	return err
}

func get(f *sftp.Client, path string) (string, error) {
	r, err := f.Open(path)
	if err != nil {
		return "", err
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	return string(b), err
}

// Every role has its own folder and nothing else: no path and no link leads out of it.
func TestFilesOfEveryRole(t *testing.T) {
	x := newTeam(t)
	mk := x.sftp(x.login("MK"))
	must(t, put(mk, "hemmelig.txt", []byte("MKs fil")))
	others := x.shared.MemberFolder(demo.ID("consultant", demo.Mette))
	for _, role := range model.ConsultantRoles {
		x.as("JB", role, "")
		f := x.sftp(x.login("JB"))
		must(t, put(f, "egen.txt", []byte("JBs fil")))
		if got, err := get(f, "/egen.txt"); err != nil || got != "JBs fil" {
			t.Errorf("%s reads %q, %v", role, got, err)
		}
		if got, err := get(f, "../../egen.txt"); err != nil || got != "JBs fil" {
			t.Errorf("%s: a path that goes up ends in the folder: %q, %v", role, got, err)
		}
		for _, path := range []string{"hemmelig.txt", "../" + filepath.Base(others) + "/hemmelig.txt",
			others + "/hemmelig.txt", "../../team.db", x.path, "/etc/passwd"} {
			if got, err := get(f, path); err == nil {
				t.Errorf("%s reads %s: %q", role, path, got)
			}
		}
		if err := f.Symlink("/etc/passwd", "vej"); err == nil {
			t.Errorf("%s makes a link", role)
		}
		if err := f.Link("egen.txt", "vej"); err == nil {
			t.Errorf("%s makes a hard link", role)
		}
		list, err := f.ReadDir("/")
		if err != nil || len(list) != 1 || list[0].Name() != "egen.txt" {
			t.Errorf("%s lists %v, %v", role, list, err)
		}
		must(t, f.Rename("egen.txt", "andet.txt"))
		must(t, f.Remove("andet.txt"))
	}
	folder := x.shared.MemberFolder(x.member("JB").ID)
	must(t, os.Symlink(others, filepath.Join(folder, "ud"))) // somebody made it on the server
	if got, err := get(x.sftp(x.login("JB")), "ud/hemmelig.txt"); err == nil {
		t.Errorf("a link leads to %q", got)
	}
}

// What a folder holds stays below its quota, whether it comes by sftp or by an export.
func TestQuotaOfAFolder(t *testing.T) {
	x := newTeam(t, "folder_megabytes = 1")
	c := x.login("MK")
	f := x.sftp(c)
	if err := put(f, "stor.bin", make([]byte, 1<<20+1)); err == nil {
		t.Error("a file larger than the folder")
	}
	must(t, f.Remove("stor.bin"))
	must(t, put(f, "lille.bin", make([]byte, 1<<20-1000)))
	if err := put(f, "mere.bin", make([]byte, 2000)); err == nil {
		t.Error("a second file that does not fit")
	}
	const export = "export companies -o liste.csv --reason sagsbehandling"
	before := exports(t, x)
	if _, errs, status := x.run(c, export, ""); status != 1 || !strings.Contains(errs, "ikke plads") {
		t.Errorf("an export into a full folder: %d %s", status, errs)
	}
	if got := exports(t, x); got != before {
		t.Errorf("the log has %d exports, %d before: nothing left", got, before)
	}
	must(t, f.Remove("lille.bin"))
	must(t, f.Remove("mere.bin"))
	for range 2 { // what it takes the place of is no longer counted
		if _, errs, status := x.run(c, export+" --force", ""); status != 0 {
			t.Errorf("with room again: %d %s", status, errs)
		}
	}
}

func exports(t *testing.T, x *team) int {
	list, err := x.store().Log(context.Background(), schema.LogQuery{Kind: "export"})
	must(t, err)
	return len(list)
}

// Who does nothing for the minutes of the lock is out, and so is who asks for it; what is half-typed waits.
func TestWhoRestsIsOut(t *testing.T) {
	for _, how := range []string{"idle", "ctrl+l"} {
		t.Run(how, func(t *testing.T) {
			x := newTeam(t)
			x.stop()
			x.days = true
			x.serve()
			p := x.open(x.login("MK"))
			p.sees("I dag")
			p.press("2")
			p.sees("Administrationshuset")
			p.press("n")
			p.sees("Opret virksomhed")
			p.press("Halvt navn")
			p.sees("Halvt navn")
			if how == "idle" {
				x.ahead.Store(int64(11 * time.Minute))
				p.press("\x1b[I") // the window has the focus again
			} else {
				p.press("\x0c")
			}
			p.sees("Afsluttet, så ingen andre ser din skærm")
			if err := p.s.Wait(); err != nil {
				t.Errorf("the session ends with %v", err)
			}
			if got := draftOf(t, x); got != "Halvt navn" {
				t.Errorf("the draft is %q", got)
			}
		})
	}
}

// Whose other end does not answer any more is let go.
func TestSilentClientIsLetGo(t *testing.T) {
	x := newTeam(t, "keep_alive_seconds = 1")
	raw, err := net.Dial("tcp", x.addr)
	must(t, err)
	defer raw.Close()
	conn, chans, _, err := gossh.NewClientConn(raw, x.addr, config("MK", x.keys["MK"]))
	must(t, err)
	ch, requests, err := conn.OpenChannel("session", nil) // the key is proven; requests of the server stay unanswered
	must(t, err)
	defer ch.Close()
	go gossh.DiscardRequests(requests)
	go func() {
		for range chans {
		}
	}()
	ended := make(chan struct{})
	go func() { _ = conn.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(patience):
		t.Error("the connection stays")
	}
	c := x.login("JB") // who answers stays: two of its intervals
	p := x.open(c)
	p.sees("at gøre")
	time.Sleep(2500 * time.Millisecond)
	if out, errs, status := x.run(c, "version", ""); status != 0 {
		t.Errorf("who answers: %d %s%s", status, out, errs)
	}
}

// An address makes so many handshakes in a minute, whoever it is.
func TestHandshakesOfAnAddress(t *testing.T) {
	x := newTeam(t, "logins_per_minute = 3")
	var in []bool
	for range 5 {
		c, err := gossh.Dial("tcp", x.addr, config("MK", x.keys["MK"]))
		if in = append(in, err == nil); err == nil {
			c.Close()
		}
	}
	if !slices.Equal(in, []bool{true, true, true, false, false}) {
		t.Errorf("let in: %v", in)
	}
}

// The clipboard is the person's own terminal's, which is asked over the connection.
func TestClipboardOverSSH(t *testing.T) {
	x := newTeam(t)
	p := x.open(x.login("MK"))
	p.sees("at gøre")
	p.press("2")
	p.sees("Administrationshuset")
	p.press("x")
	p.sees("Enter")
	p.press("c")
	p.press("\r") // a reason that is offered
	set := regexp.MustCompile("\x1b\\]52;c;([A-Za-z0-9+/=]+)")
	var text []byte
	eventually(t, "the terminal is asked to take the text", func() bool {
		m := set.FindStringSubmatch(p.out.String())
		if m != nil {
			text, _ = base64.StdEncoding.DecodeString(m[1])
		}
		return m != nil
	})
	if !strings.Contains(string(text), "Administrationshuset") {
		t.Errorf("it gets %.200q", text)
	}
}

// A hand-over to another team does not happen by itself: who hands over hears so, and nobody else hears of a fault.
func TestHandOverToAnotherTeam(t *testing.T) {
	x := newTeam(t)
	ctx := context.Background()
	mk := x.member("MK")
	x.as("JB", "reader", mk.Team)
	x.as("PF", "", "Team Langt Væk")
	list, err := service.All[model.Citizen](ctx, x.store(), "citizen", schema.Where("responsible", mk.ID))
	must(t, err)
	x.apply(model.Add(&model.Handover{FromID: mk.ID, ToID: x.member("PF").ID, On: today, CitizenID: list[0].ID}))
	p := x.open(x.login("MK"))
	p.sees("hører til et andet team")
	q, all := x.openKept(x.login("JB"))
	q.sees("at gøre")
	q.press("3")
	q.sees("Borgere")
	if said := ansi.Strip(all.String()); strings.Contains(said, "Intet er ændret") || strings.Contains(said, "andet team") {
		t.Errorf("JB hears of it:\n%s", said)
	}
	if now, err := service.One[model.Citizen](ctx, x.store(), "citizen", list[0].ID); err != nil ||
		now.Responsible != mk.ID {
		t.Errorf("the citizen is %v's, %v", now, err)
	}
	if _, errs, status := x.run(x.login("MK"), "consultant handover MK PF --on 7/12 --yes", ""); status != 1 ||
		!strings.Contains(errs, "et andet team") {
		t.Errorf("one is planned over SSH: %d %s", status, errs)
	}
}
