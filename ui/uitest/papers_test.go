package uitest

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// TestALetterheadIsSet: name, address and logo are settings, and taking one away or back is one key.
func TestALetterheadIsSet(t *testing.T) {
	o := world()
	d := New(t, o)
	logo := filepath.Join(d.Session().Service.Folder, "logo.png")
	f, err := os.Create(logo)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, image.NewNRGBA(image.Rect(0, 0, 90, 30))); err != nil {
		t.Fatal(err)
	}
	f.Close()
	set := func(key string) string {
		for _, s := range Rows[model.Setting](d, "setting", schema.Query{}) {
			if s.ID == key {
				return s.Value
			}
		}
		return ""
	}
	to := func(hint string) {
		t.Helper()
		d.Press("9", "g", "g")
		for range 60 {
			if strings.Contains(d.View(), hint) {
				return
			}
			d.Press("down")
		}
		t.Fatalf("no line says %q", hint)
	}
	to("Står øverst på dokumenter, der skrives som")
	d.Press("enter")
	d.Type("010203-1234")
	d.Press("enter")
	d.Sees("ligner et CPR-nummer")
	for range "010203-1234" {
		d.Press("backspace")
	}
	d.Type("Strandby Kommune")
	d.Press("enter", "down", "enter")
	d.Type("Store Torv 1; 2635 Strandby")
	d.Press("enter", "down", "enter")
	d.Type(logo + "x")
	d.Press("enter")
	d.Sees("logo.pngx kan ikke læses")
	d.Press("enter")
	d.Type(logo)
	d.Press("enter")
	d.Sees("Strandby Kommune", "Store Torv 1; 2635 Strandby", "PNG, 90 × 30 punkter")
	if got := service.LogoOf(set(service.LetterheadLogo)); len(got) == 0 {
		t.Error("no logo is stored")
	}

	to("Står øverst til højre")
	d.Press("delete")
	if got := set(service.LetterheadLogo); got != "" {
		t.Errorf("logo is %d letters after it was removed, want none", len(got))
	}
	d.Press("u")
	if got := set(service.LetterheadLogo); got == "" {
		t.Error("no logo after undo, want it back")
	}
}

// TestThePreviewSaysWhatCannotBePrinted before the file is written, for the format that loses it and for no other; what
// was written is told by its pages. It shows the letterhead of the formats that have one.
func TestThePreviewSaysWhatCannotBePrinted(t *testing.T) {
	for _, l := range []lang.Code{lang.Danish, lang.English} {
		o := world()
		o.Lang = l
		o.Start = &screen.Go{
			To:  screen.Placement,
			Arg: demo.ID("placement", demo.PlacementName("Anja Holm", "Café Strandgården", "traineeship")),
		}
		renamed := 0
		for _, cs := range o.World {
			for _, change := range cs.Changes {
				if c, ok := change.After.(*model.Citizen); ok && c.FirstName == "Anja" && c.LastName == "Holm" {
					c.FirstName = "Nguyễn 李 🙂"
					renamed++
				}
			}
		}
		if renamed == 0 {
			t.Fatal("nobody was renamed")
		}
		for key, value := range map[string]string{
			service.LetterheadName: "Strandby Kommune", service.LetterheadAddress: "Store Torv 1; 2635 Strandby",
		} {
			o.World = append(o.World, service.Set(nil, key, value))
		}
		d := New(t, o)
		d.Press("d")
		d.Sees("Strandby Kommune", "Store Torv 1", "2635 Strandby")
		said := "2 tegn i Borger kan ikke trykkes rigtigt: 李 🙂"
		if l == lang.English { // the paper itself is Danish
			said = "2 characters in Borger cannot be printed properly: 李 🙂"
		}
		d.Sees(said)
		d.Press("f")
		d.SeesNot(strings.SplitN(said, ":", 2)[0])
		d.Press("f")
		d.SeesNot("Strandby Kommune") // Markdown has no letterhead
		d.Press("f", "f")
		d.Sees(said)
		d.Press("enter")
		d.Sees(map[lang.Code]string{lang.Danish: "(1 side)", lang.English: "(1 page)"}[l])
	}
}
