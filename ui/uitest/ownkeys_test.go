package uitest

import (
	"testing"

	"jobspor/data/demo"
	"jobspor/ui/keys"
)

// TestOwnKeys: keys of a person's own file work beside the usual ones, and stand where keys are told: in the last line,
// the help and the palette.
func TestOwnKeys(t *testing.T) {
	d := New(t, Options{W: 120, H: 36, World: demo.ChangeSets(Today), Who: "MK", Chosen: keys.Chosen{
		Everywhere: map[string][]string{"search": {"f3"}, "log": {"alt+l"}, "palette": {"f1"}},
		On:         map[string]map[string][]string{"companies": {"duplicates": {"f6"}}, "citizens": {"erase": {"f7"}}},
	}})
	d.Press("2")
	d.Sees("f3 søg", "alt+l log")
	d.Press("f3")
	d.Type("strand")
	d.Sees("Café Strandgården")
	d.SeesNot("Hotel Vestegnen")
	d.Press("esc", "alt+l")
	d.Sees("Ringet til virksomheden")
	d.Press("f3") // in a form only what types nothing and goes nowhere
	d.Sees("Ringet til virksomheden")
	d.Press("esc", "f6")
	d.Sees("Dubletter · virksomheder")
	d.Press("esc", "l")
	d.Sees("Ringet til virksomheden")
	d.Press("esc", "f7") // belongs to another screen
	d.Sees("Virksomheder")
	d.Press("?")
	d.Sees("f3 /", "f6 D", "f1 : ctrl+k")
	d.Press("esc", "f1")
	d.Type("dubletter")
	d.Ready()
	d.Sees("f6 D")
}

// TestMovedKeys: a key that was taken from an action is told with the new one, and can be another action's; the last
// line, the help and the palette show where the action is now. On other screens all is as usual.
func TestMovedKeys(t *testing.T) {
	d := New(t, Options{W: 120, H: 36, World: demo.ChangeSets(Today), Who: "MK", Chosen: keys.Chosen{
		Everywhere: map[string][]string{"palette": {"f1", "-ctrl+k"}},
		On: map[string]map[string][]string{
			"companies": {"log": {"f6", "-l"}, "import": {"l"}, "handover": {"f7", "-O"}},
		},
	}})
	d.Press("2")
	d.Sees("f6 log", "l indlæs fil")
	d.Press("f6")
	d.Sees("Ringet til virksomheden")
	d.Press("esc", "O")
	d.Sees("O er flyttet: f7", "Virksomheder · i drift")
	d.Press("f7")
	d.Sees("Hvem tager over")
	d.Press("esc", "l")
	d.Sees("Indlæs")
	d.Press("esc", "ctrl+k")
	d.Sees("ctrl+k er flyttet: f1")
	d.Press("?")
	d.Sees("f7", "f1 :")
	d.SeesNot("f7 O", "ctrl+k")
	d.Press("esc", "3", "l")
	d.SeesNot("er flyttet")
}
