package uitest

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

// Hears fails unless plain mode wrote lines with these texts since it was asked last, and gives the lines.
func (d *Driver) Hears(texts ...string) []string {
	d.T.Helper()
	d.settle()
	lines := d.heard
	d.heard = nil
	all := strings.Join(lines, "\n")
	for _, text := range texts {
		if !strings.Contains(all, text) {
			d.T.Errorf("%q is not heard, but:\n%s", text, all)
		}
	}
	if m := drawn.FindString(all); m != "" {
		d.T.Errorf("%q is no text to hear:\n%s", m, all)
	}
	return lines
}

// drawn is what only draws: escape sequences, lines and blocks.
var drawn = regexp.MustCompile("[\x00-\x09\x0b-\x1f\u2500-\u259f]")

// TestPlainModeFromMatchToPlacement is the main work with a screen reader: every step is heard, and nothing twice.
func TestPlainModeFromMatchToPlacement(t *testing.T) {
	o := world()
	o.Plain = true
	d := New(t, o)
	before := len(Rows[model.Placement](d, "placement", schema.Query{}))
	d.Hears("I dag · tor 26/11", "Række 1 af ")
	d.Press("2")
	d.Hears("Virksomheder · i drift. ", "Række 1 af ")
	d.Press("down", "down")
	if lines := d.Hears("Række 3 af "); d.pace == Calm && len(lines) != 2 {
		t.Errorf("two steps down are the lines %q", lines)
	}
	d.Press("4", "k", "e")
	d.Hears("Kenneth Lassen", "Række 1 af ")
	d.Press("enter")
	d.Hears("Match · K.L. ", "Gode bud", "Række 1 af ", "Passer ", "Vilkår ")
	d.Press("F")
	d.Hears("Opret forløb", "virksomhedspraktik")
	d.Press("tab")
	d.Press("tab", "ctrl+u")
	d.Type("tørre borde af")
	d.Hears("Opgave", "tørre borde af")
	d.Press("tab", "ctrl+u")
	d.Type("snart")
	d.Press("ctrl+s")
	d.Hears("snart")
	d.Press("ctrl+u")
	d.Type("i dag")
	d.Press("ctrl+s")
	d.Hears("Forløb F-", "K.L. hos ")
	if p := made(d, kenneth); p.TaskWords != "tørre borde af" || p.StartOn != Today {
		t.Errorf("the placement is %+v", p)
	}
	d.Press("u")
	d.Hears("Match · K.L. ")
	if n := len(Rows[model.Placement](d, "placement", schema.Query{})); n != before {
		t.Errorf("%d placements after undo, want %d", n, before)
	}
}

// TestPlainModeSaysFieldsAndChoices: a form says the field with the focus, then only what is typed; a list of choices
// says the one that Enter takes.
func TestPlainModeSaysFieldsAndChoices(t *testing.T) {
	o := world()
	o.Plain = true
	d := New(t, o)
	d.Press("3", "n")
	d.Hears("Fornavn", "ikke udfyldt")
	d.Type("A")
	if lines := d.Hears("A"); d.pace == Calm && !slices.Contains(lines, "A") {
		t.Errorf("a letter is the lines %q", lines)
	}
	d.Press("esc", "9", "down", "down", "enter")
	d.Hears("Farver", "standard", "Række 1 af 3")
	d.Press("esc", ":")
	d.Hears("Række 1 af ")
	d.Press("esc", "?")
	d.Hears("Enter")
}
