package uitest

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/app"
	"jobspor/ui/lang"
)

const lockPass = "blå cykel på Strandvej"

// lockWorld is a sealed database with a citizen whose page is open.
func lockWorld(t *testing.T) *Driver {
	t.Helper()
	d := New(t, Options{Passphrase: lockPass, World: []model.ChangeSet{{Action: "init", Changes: []model.Change{
		model.Add(&model.Consultant{Name: "Mette Krogh", Initials: "MK"}),
		model.Add(&model.Citizen{FirstName: "Anja", LastName: "Holm"}),
		model.Add(&model.Citizen{FirstName: "Bo", LastName: "Vestergaard"}),
	}}}})
	d.Press("3")
	d.Sees("A.H.", "B.V.")
	return d
}

// TestLockedByKey: nothing is seen or read until the passphrase came; then the same screen is there with the same row.
func TestLockedByKey(t *testing.T) {
	d := lockWorld(t)
	d.Press("down", "enter")
	d.Sees("Bo Vestergaard")
	before := d.View()
	d.Press("ctrl+l")
	d.Sees("Låst", "Adgangssætning:")
	d.SeesNot("Bo", "Vestergaard", "Mette", "Krogh", "B-000", "Borgere")
	if lines := strings.Fields(d.View()); len(lines) > 40 {
		t.Errorf("the locked screen shows more than it needs:\n%s", d.View())
	}
	if _, err := d.Session().Store.Get(t.Context(), "citizen", "x"); model.CodeOf(err) != model.Locked {
		t.Errorf("read while locked: %v", err)
	}
	for _, key := range []string{"3", "esc", "ctrl+k", "?", "tab", "/"} {
		d.Press(key)
		d.Sees("Låst")
		d.SeesNot("Vestergaard")
	}
	d.Wait()
	d.Press("ctrl+u")
	d.Type("forkert")
	d.SeesNot("forkert")
	d.Press("enter")
	d.Sees("passer ikke")
	d.Type(lockPass)
	d.Press("enter")
	d.Sees("Vent 1 sekund")
	d.Wait()
	d.Press("enter")
	if d.View() != before {
		d.Sees("forkert adgangssætning 1 gang") // and below it what was there
	}
	d.Sees("Bo Vestergaard")
	d.Wait()
	if d.View() != before {
		t.Errorf("another screen than before:\n%s\nwant\n%s", d.View(), before)
	}
	d.Press("esc")
	d.Sees("A.H.", "B.V.")
}

// TestHalfTypedFormComesBack: what stands in a form is in the database before the key goes, and on the screen after.
func TestHalfTypedFormComesBack(t *testing.T) {
	d := lockWorld(t)
	d.Press("n")
	d.Type("Halvtastet")
	d.Ready() // what still waits when it is locked is dropped
	d.Press("ctrl+l")
	d.SeesNot("Halvtastet")
	d.Wait()
	d.Type(lockPass)
	d.Press("enter")
	d.Sees("Halvtastet")
	d.Type("e")
	d.Press("ctrl+s")
	all := Rows[model.Citizen](d, "citizen", schema.Query{})
	if !slices.ContainsFunc(all, func(c *model.Citizen) bool { return c.FirstName == "Halvtastete" }) {
		t.Errorf("the form was not saved\n%s", d.View())
	}
}

// TestLockedAfterMinutes: the setting counts, keys begin the time anew, and a sleeping computer counts as unused.
func TestLockedAfterMinutes(t *testing.T) {
	d := lockWorld(t)
	unlock := func() {
		t.Helper()
		d.Wait()
		d.Type(lockPass)
		d.Press("enter")
		d.Sees("A.H.")
	}
	pass := func(n time.Duration) { d.now = d.now.Add(n - 10*time.Second); d.Wait() }
	pass(9 * time.Minute)
	d.Sees("A.H.")
	pass(59 * time.Second)
	d.Sees("A.H.")
	pass(11 * time.Second)
	d.Sees("Låst")
	unlock()
	pass(9 * time.Minute)
	d.Press("down") // somebody is there
	pass(9 * time.Minute)
	d.Sees("A.H.")
	d.now = d.now.Add(8 * time.Hour) // the lid was closed; the first key comes before the clock is looked at
	d.Press("enter")
	d.Sees("Låst")
	unlock()

	d.Press("9", "end", "up", "up", "up", "up", "up", "up")
	d.Sees("efter 10 minutter")
	d.Press("enter")
	d.Press("backspace", "backspace")
	d.Type("1x")
	d.Press("enter")
	d.Sees("helt tal fra 0 til 480")
	d.Press("backspace", "enter")
	d.Sees("efter 1 minut")
	pass(time.Minute)
	d.Sees("Låst")
	d.Wait()
	d.Type(lockPass)
	d.Press("enter")
	d.Ready() // keys do not wait for the passphrase to be right
	d.Press("enter", "backspace")
	d.Type("0")
	d.Press("enter")
	d.Sees("aldrig")
	pass(100 * time.Hour)
	d.SeesNot("Låst")
}

// TestKeysBeforeTheLockAreDropped: they were meant for what was there.
func TestKeysBeforeTheLockAreDropped(t *testing.T) {
	d := lockWorld(t)
	d.Press("ctrl+l")
	d.Type("hemmeligt")
	d.Send(tea.PasteMsg{Content: "hemmeligt"})
	if strings.Contains(d.View(), "•") || strings.Contains(d.View(), "·") {
		t.Errorf("keys of before are in the field:\n%s", d.View())
	}
	d.Wait()
	d.Send(tea.PasteMsg{Content: lockPass})
	d.Press("enter")
	d.Sees("A.H.")
}

// TestLockedPassphraseDialog: what was typed of a passphrase is not kept.
func TestLockedPassphraseDialog(t *testing.T) {
	d := lockWorld(t)
	d.Press("9", "end", "enter")
	d.Type("blå cykel")
	d.Ready()
	d.Press("ctrl+l")
	d.Wait()
	d.Type(lockPass)
	d.Press("enter")
	d.Ready()
	d.SeesNot("•••")
	d.Press("enter")
	d.Sees("Adgangssætningen nu")
	if strings.Contains(d.View(), "•••") {
		t.Errorf("the dialog still has it:\n%s", d.View())
	}
}

// TestDelayGrows with every wrong passphrase, to half a minute.
func TestDelayGrows(t *testing.T) {
	d := lockWorld(t)
	d.Press("ctrl+l")
	d.Wait()
	for _, want := range []string{"1", "2", "4", "8", "16", "30", "30"} {
		d.Type("forkert")
		d.Press("enter")
		d.Ready()
		d.Type("x")
		d.Press("enter")
		d.Sees("Vent " + want + " sekunder")
		d.now = d.now.Add(31 * time.Second)
		d.Press("ctrl+u")
	}
	d.Type(lockPass)
	d.Press("enter")
	d.Sees("A.H.")
}

// TestLockedDemoOpensWithEnter and says that it is one.
func TestLockedDemoOpensWithEnter(t *testing.T) {
	for _, l := range []lang.Code{lang.Danish, lang.English} {
		d := New(t, Options{World: oneConsultant(), Lang: l})
		d.Press("2", "ctrl+l")
		d.Sees(map[lang.Code]string{lang.Danish: "Demoen har ingen", lang.English: "The demo has no"}[l], "Enter")
		d.SeesNot("Mette")
		d.Wait()
		d.Press("enter")
		d.SeesNot("Enter for at fortsætte", "Press Enter to go on")
		d.Sees("MK")
	}
}

// TestLockFitsEveryWindow, in both languages, also with a sentence in it.
func TestLockFitsEveryWindow(t *testing.T) {
	d := lockWorld(t)
	d.Press("ctrl+l")
	d.Wait()
	d.Type(strings.Repeat("x", 200))
	d.Press("enter")
	for _, size := range [][2]int{{80, 24}, {120, 36}, {40, 12}, {20, 6}, {10, 3}} {
		d.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1]}) // Check looks at the frame
	}
}

// TestLeavingWritesWhatIsHalfTyped, as when the terminal is closed.
func TestLeavingWritesWhatIsHalfTyped(t *testing.T) {
	d := lockWorld(t)
	d.Press("n")
	d.Type("Halvtastet")
	d.Send(app.Leave{})
	if !d.Quit {
		t.Error("the program goes on")
	}
	drafts, err := d.Session().Store.Drafts(t.Context(), d.Session().Service.Actor())
	if err != nil || len(drafts) != 1 || drafts[0].Values["first_name"] != "Halvtastet" {
		t.Errorf("drafts %v, %v", drafts, err)
	}
}

// reopen opens the screens of a demo that have locked while the clock moved.
func (d *Driver) reopen() {
	d.Press("enter")
	d.Ready()
	d.now = d.now.Add(time.Second) // keys of the first moment were meant for what was there before
	d.Press("enter")
	d.Ready()
}

// TestLockingSaysWhatWasNotUsed: keys that still wait when the program locks are dropped, and that is said afterwards.
func TestLockingSaysWhatWasNotUsed(t *testing.T) {
	d := lockWorld(t)
	d.pace = Burst
	d.Press("3", "enter", "e", "ctrl+l")
	d.pace = Calm
	d.Ready()
	d.Wait()
	d.Type(lockPass)
	d.Press("enter")
	d.Sees("der ventede, da der blev låst, er ikke brugt")
}

// TestLockedInASmallWindow: where the passphrase goes is seen however small the window is.
func TestLockedInASmallWindow(t *testing.T) {
	d := New(t, Options{Passphrase: "blå cykel under broen", Who: "MK"})
	d.Press("ctrl+l")
	for _, size := range [][2]int{{120, 36}, {60, 15}, {40, 10}, {24, 5}, {24, 4}} {
		d.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		d.Sees("Adgangssætning")
	}
}
