package uitest

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
)

// TestSuspendedAndBack: the shell has the terminal with what is half-typed written; back, the same screen stands there
// with what others wrote meanwhile.
func TestSuspendedAndBack(t *testing.T) {
	d := New(t, world())
	d.Press("2", "n")
	d.Type("Halvskrevet")
	before := d.View()
	d.Press("ctrl+z")
	d.Ready()
	if d.Suspended != 1 || d.Quit {
		t.Fatalf("suspended %d times, ended: %v", d.Suspended, d.Quit)
	}
	again := New(t, Options{Path: d.Session().Store.Path(), Who: "MK"}) // as if it never came back
	again.Press("2", "n")
	again.Sees("Halvskrevet", "Kladden fra sidst er hentet frem")
	d.Send(tea.ResumeMsg{})
	if d.View() != before {
		t.Errorf("it comes back as\n%s\nwant\n%s", d.View(), before)
	}
	d.Press("esc", "1")
	d.Press("ctrl+z")
	d.Send(tea.ResumeMsg{})
	d.Send(tea.FocusMsg{})
	d.Send(tea.BlurMsg{})
	d.Sees("I dag ·")
	if title := d.App.View().WindowTitle; title != "jobspor" {
		t.Errorf("the title of the window is %q", title)
	}
}

// TestWhereNothingIsSuspended says so, and goes on.
func TestWhereNothingIsSuspended(t *testing.T) {
	o := world()
	o.NoSuspend = true
	d := New(t, o)
	d.Press("ctrl+z")
	d.Sees("Ctrl-Z sætter ikke jobspor på pause her")
	d.Press("2")
	d.Sees("Virksomheder · i drift")
	if d.Suspended != 0 {
		t.Error("it was suspended")
	}
}

// TestAPastedBlockOfLines stays lines in a note; in a field of one line they become spaces, and that is said.
func TestAPastedBlockOfLines(t *testing.T) {
	d := New(t, world())
	block := "Køkken\r\nikke tunge løft\nkan møde kl. 8"
	company := Rows[model.Company](d, "company", schema.Where("id", demo.ID("company", demo.Strandgaarden)))[0]
	d.Press("/", "s", "t", "r", "a", "n", "d", "g", "enter", "l")
	d.Send(tea.PasteMsg{Content: block})
	d.SeesNot("blev til mellemrum")
	d.Press("ctrl+s")
	found := false
	for _, c := range Rows[model.Contact](d, "contact", schema.Where("company", company.ID)) {
		found = found || c.Note == "Køkken\nikke tunge løft\nkan møde kl. 8"
	}
	if !found {
		t.Errorf("the note does not stand in its lines:\n%s", d.View())
	}
	d.Press("esc", "esc", "esc", "esc", "2", "n")
	d.Send(tea.PasteMsg{Content: block})
	d.Sees("Køkken ikke tunge løft kan møde kl. 8", "2 linjeskift blev til mellemrum")
}
