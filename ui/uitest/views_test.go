package uitest

import (
	"testing"

	"jobspor/ui/screen"
)

// filter narrows the list in front: the filter and its value as they are typed in the menu.
func (d *Driver) filter(name, value string) {
	d.T.Helper()
	d.Press("f")
	d.Type(name)
	d.Press("enter")
	d.Type(value)
	d.Press("enter")
}

// TestFiltersCombine: what is chosen in the menu holds together, stands in the second line with the count, and one key
// takes it away; an empty list says what hides the rest.
func TestFiltersCombine(t *testing.T) {
	o := world()
	o.W, o.H = 120, 36
	d := New(t, o)
	d.Press("2")
	d.Sees("Virksomheder · i drift", "425 af 425")
	d.filter("by", "ishøj")
	d.Sees("Virksomheder · Ishøj")
	d.SeesNot("425 af 425", "Taastrup")
	d.filter("samarb", "partner")
	d.Sees("Virksomheder · Ishøj · partnerskab")
	d.filter("ledig", "med")
	d.Sees("Virksomheder · Ishøj · partnerskab · med ledige pladser")
	d.Press("f")
	d.Sees("By", "Ishøj", "Samarbejde", "partnerskab")
	d.Press("esc")
	d.Press("F")
	d.Sees("Virksomheder · i drift", "425 af 425")

	// Several values of one filter, marked with space.
	d.Press("f")
	d.Type("by")
	d.Press("enter", "down", "space", "space", "enter")
	d.Sees("Virksomheder · Albertslund, Brøndby")
	d.filter("by", "alle")
	d.Sees("Virksomheder · i drift", "425 af 425")

	d.filter("status", "ophørte")
	d.filter("tilbyder", "ja")
	d.Sees("ophørte · Tilbyder løntimer: ja", "1 af 427")
	d.filter("ledig", "med")
	d.Sees("0 ophørte · Tilbyder løntimer: ja · med ledige pladser, 427 i alt: f viser")
}

// TestASavedView: a name for filters, order and columns is listed first in the menu, found in the palette, renamed and
// removed, and each of it is undone.
func TestASavedView(t *testing.T) {
	o := world()
	o.W, o.H = 120, 36
	d := New(t, o)
	d.Press("2")
	d.filter("by", "ishøj")
	d.Press("f")
	d.Type("gem som v")
	d.Press("enter")
	d.Type("Ringes op i Ishøj")
	d.Press("enter")
	d.Sees("Virksomheder · Ringes op i Ishøj · Ishøj")
	d.Press("F")
	d.Sees("Virksomheder · i drift")
	d.Press("f", "enter")
	d.Sees("Virksomheder · Ringes op i Ishøj · Ishøj")
	d.filter("samarb", "partner")
	d.Sees("Ringes op i Ishøj (ændret) · Ishøj · partnerskab")

	d.Press("f")
	d.Type("omdøb")
	d.Press("enter", "ctrl+u")
	d.Type("Ishøj partnere")
	d.Press("enter", "f")
	d.Sees("Visning: Ishøj partnere")
	d.Press("esc", "u", "f")
	d.Sees("Visning: Ringes op i Ishøj")
	d.Type("slet visn")
	d.Press("enter", "f")
	d.SeesNot("Visning:")
	d.Press("esc", "u", "f")
	d.Sees("Visning: Ringes op i Ishøj")
	d.Press("esc")

	d.Press("1", ":")
	d.Type("ringes op")
	d.Sees("Visning: Ringes op i Ishøj")
	d.Press("enter")
	d.Sees("Virksomheder · Ringes op i Ishøj · Ishøj")
}

// TestChosenColumnsStay: which columns a list shows and its order are kept until the next start, and undone.
func TestChosenColumnsStay(t *testing.T) {
	o := world()
	o.W, o.H = 120, 36
	o.Start = &screen.Go{To: screen.Companies}
	d := New(t, o)
	d.Sees("Årsværk")
	d.Press("f")
	d.Type("kolonner")
	d.Press("enter")
	d.Type("årsv")
	d.Press("space")
	d.Press("backspace", "backspace", "backspace", "backspace")
	d.Type("cvr")
	d.Press("space", "enter")
	d.SeesNot("Årsværk")
	d.Press("S")
	d.Type("by")
	d.Press("enter")
	d.Sees("efter by")

	facts, err := d.Session().Service.Database.Facts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	d.Session().Close()
	again := New(t, Options{Path: facts.Path, Start: o.Start, Who: "MK", W: 160, H: 36})
	again.Sees("efter by", "CVR")
	again.SeesNot("Årsværk")
}
