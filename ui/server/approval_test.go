package server_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/ui/service"
)

// leads makes team leads of one team of MK and JB, which has many citizens.
func (x *team) leads() {
	x.t.Helper()
	for _, initials := range []string{"MK", "JB"} {
		x.as(initials, "lead", "Team Strand")
		for range service.ManyCitizens {
			x.apply(model.Add(&model.Citizen{FirstName: "Ny", Responsible: x.member(initials).ID}))
		}
	}
}

// An export of many waits for the yes of another person: not for that of another key of the same. The other is told on
// the screen, answers there, and then the same command does it, once.
func TestTwoPeopleOverSSH(t *testing.T) {
	x := newTeam(t)
	x.leads()
	second := newKey(t)
	ctx := context.Background()
	cs, err := x.shared.Service.AddKeys(ctx, x.member("MK"), []string{authorized(second)})
	must(t, err)
	_, err = x.store().Apply(ctx, cs)
	must(t, err)

	const export = "export citizens -o alle.csv --reason sagsbehandling"
	mk := x.login("MK")
	p := x.open(x.login("JB"))
	p.sees("at gøre")
	if _, errs, status := x.run(mk, export, ""); status != 1 || !strings.Contains(errs, "G-0001") {
		t.Fatalf("alone: %d %s", status, errs)
	}
	file := filepath.Join(x.shared.MemberFolder(x.member("MK").ID), "alle.csv")
	if _, err := os.Stat(file); err == nil {
		t.Error("the file is there although nobody said yes")
	}
	p.sees("G-0001 venter på dit svar")
	p.sees("Ja eller nej til udtræk om mange")
	for who, has := range map[string]bool{"MK": false, "JB": true} {
		if out, errs, status := x.run(x.login(who), "today --kind approval --json", ""); status != 0 ||
			strings.Contains(out, `"text":"G-0001"`) != has {
			t.Errorf("on the Today of %s: %d %s %s", who, status, out, errs)
		}
	}
	x.keys["MK"], second = second, x.keys["MK"]
	defer func() { x.keys["MK"] = second }()
	if _, errs, status := x.run(x.login("MK"), "approval yes G-0001", ""); status != 1 ||
		!strings.Contains(errs, "du har selv bedt om G-0001") {
		t.Errorf("another key of the same: %d %s", status, errs)
	}
	q := x.open(mk)
	q.sees("at gøre")
	p.press("\x0b")
	p.press("svar på det der kræver to\r")
	p.sees("Begrundelse: sagsbehandling")
	p.press("\x1b[C\r")
	p.sees("Ja til G-0001")
	q.sees("Svaret på G-0001 er ja")
	if out, errs, status := x.run(x.login("JB"), "approval list --json --reason kontrol", ""); status != 0 ||
		!strings.Contains(out, `"approval_state":"yes"`) {
		t.Errorf("the list: %d %s %s", status, out, errs)
	}
	if _, errs, status := x.run(mk, export, ""); status != 0 {
		t.Errorf("after the yes: %d %s", status, errs)
	}
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
	if _, errs, status := x.run(mk, export+" --force", ""); status != 1 || !strings.Contains(errs, "G-0002") {
		t.Errorf("once more: %d %s", status, errs)
	}
	x.as("JB", "lead", "Team Vest") // of another team: only after a reason for all citizens in it
	jb := x.login("JB")
	if _, errs, status := x.run(jb, "approval yes G-0002", ""); status != 3 || !strings.Contains(errs, "--reason") {
		t.Errorf("of another team: %d %s", status, errs)
	}
	if _, errs, status := x.run(jb, "approval yes G-0002 --reason 'eneste leder til stede'", ""); status != 0 {
		t.Errorf("after a reason: %d %s", status, errs)
	}
}
