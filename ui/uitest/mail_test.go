package uitest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/ui/screen"
)

// TestAMailIsShownBeforeItIsWritten: m offers the templates; the mail is shown with what is not known, and then written
// as a draft.
func TestAMailIsShownBeforeItIsWritten(t *testing.T) {
	o := world()
	o.Start = &screen.Go{
		To:  screen.Placement,
		Arg: demo.ID("placement", demo.PlacementName("Anja Holm", "Café Strandgården", "traineeship")),
	}
	d := New(t, o)
	d.Press("m")
	d.Sees("Hvilken mail?", "Arbejdsaftale til virksomheden", "Din første dag")
	d.Press("enter") // its sentences are not true of a work placement
	d.Sees("kun til snusepraktik")
	d.Press("down", "enter")
	d.Sees("Lis Vestergaard", "Hej Lis Vestergaard", "arbejdsaftale-virksomhed.pdf", "tom linje i mailen")
	if files := exported(d); len(files) != 0 {
		t.Errorf("files %v before anybody said so", files)
	}
	d.Press("enter")
	files := exported(d)
	if len(files) != 1 || !strings.HasSuffix(files[0], ".eml") {
		t.Fatalf("files %v, want one draft", files)
	}
	b, err := os.ReadFile(filepath.Join(d.Session().Service.Folder, filepath.Base(files[0])))
	if err != nil || !strings.HasPrefix(string(b), "X-Unsent: 1\r\n") {
		t.Errorf("the draft begins with %.40q (%v), want X-Unsent", b, err)
	}
}
