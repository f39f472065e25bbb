package uitest

import (
	"regexp"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// TestEverySettingIsOnTheScreen: what the command line can set has a line on the screen, whose label is whole in a
// terminal of 80 columns.
func TestEverySettingIsOnTheScreen(t *testing.T) {
	for _, code := range []lang.Code{lang.Danish, lang.English} {
		d := New(t, Options{World: oneConsultant(), W: 80, H: 120, Lang: code, Start: &screen.Go{To: screen.Settings}})
		view := d.View()
		for _, spec := range service.SettingSpecs() {
			label := lang.New(code).T("settings." + spec.Key)
			if line := regexp.MustCompile(`(?m) ` + regexp.QuoteMeta(label) + ` +\S`); !line.MatchString(view) {
				t.Errorf("%s: no line has %q of %s and its value", code, label, spec.Key)
			}
		}
		if strings.Contains(view, "… ") {
			t.Errorf("%s: something is cut before its value:\n%s", code, view)
		}
	}
}

// TestAPeriodIsSetAndWhatIsOlderErased: what is no period is refused with a sentence, and what is past it is erased
// after a preview and a reason.
func TestAPeriodIsSetAndWhatIsOlderErased(t *testing.T) {
	world := firmWorld(model.Add(&model.Contact{CompanyID: "c00000000001", On: Today - 400, How: "call",
		Note: "talte om Kim"}))
	d := New(t, Options{World: world, W: 120, H: 80, Start: &screen.Go{To: screen.Settings}})
	d.downTo("Noter om virksomheder")
	d.Press("X")
	d.Sees("Stå på en frist, der er fastsat")
	d.Press("enter")
	d.Type("0")
	d.Press("enter")
	d.Sees("Skriv et helt tal fra 1 til 600")
	d.Press("backspace")
	d.Type("12")
	d.Press("enter")
	d.Sees("12 måneder")
	d.Press("X")
	d.Sees("Slet for altid: noter om virksomheder (1)", "Bliver stående uden note: 1 kontakt")
	d.Type("fristen er nået")
	d.Press("enter")
	d.Sees("Slettekvittering", "noter om virksomheder", "Står uden note")
	d.SeesNot("Kim")
	for _, c := range Rows[model.Contact](d, "contact", schema.Query{}) {
		if c.Note != "" && c.CitizenID == "" {
			t.Errorf("contact %+v", c)
		}
	}
	d.Press("esc", "X")
	d.Sees("Intet er ældre end fristen")
}
