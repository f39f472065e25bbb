package uitest

import (
	"testing"

	"jobspor/ui/screen"
)

// TestDossierIsPreviewedAndWritten: the citizen's own copy is shown before it is written, and the log says so.
func TestDossierIsPreviewedAndWritten(t *testing.T) {
	d := New(t, Options{World: placed(), Start: &screen.Go{To: screen.Citizen, Arg: "anja"}})
	d.Sees("Anja Holm")
	d.Press("I")
	d.Sees("Alt, der er gemt om Anja Holm")
	d.Press("enter")
	if n := len(exported(d)); n != 1 {
		t.Fatalf("%d files, want one", n)
	}
	if e := exportEntry(d); e.Action != "export.dossier" || e.Args["citizen"] != "anja" {
		t.Errorf("the log says %s %v", e.Action, e.Args)
	}
}
