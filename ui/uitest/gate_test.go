package uitest

import (
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// TestTheReasonIsAskedOnceAndCanBeOwnWords: the first file takes a reason, the next begins with it; one in own words is
// refused when it looks like a CPR number; the log has reason, receiver and whose data left.
func TestTheReasonIsAskedOnceAndCanBeOwnWords(t *testing.T) {
	o := world()
	o.AsksWhy = true
	d := New(t, o)
	d.Press("5", "enter", "x")
	d.Sees("Modtager: egen fil", "begrundelse: ikke valgt endnu")
	d.Press("c") // copying leaves too
	d.Sees("Hvorfor?")
	d.Type("andet")
	d.Press("enter")
	d.Type("om 010190-1234")
	d.Press("enter")
	d.Sees("ligner et CPR-nummer")
	if len(d.Copied()) != 0 {
		t.Fatal("it was copied with a CPR number as reason")
	}
	d.Press("esc", "c")
	d.Type("andet")
	d.Press("enter")
	d.Type("møde om målet")
	d.Press("enter")
	if len(d.Copied()) != 1 {
		t.Fatalf("copied %d times, want once\n%s", len(d.Copied()), d.View())
	}
	e := exportEntry(d)
	if e.Args["reason"] != "møde om målet" || e.Args["receiver"] != "own" || len(e.Rows) != 1 {
		t.Errorf("the log says %v of %d citizens", e.Args, len(e.Rows))
	}
	d.Press("esc", "x")
	d.Sees("begrundelse: møde om målet")
	d.Press("enter") // not asked again
	d.Sees("Skrevet:")
	if n := len(exported(d)); n != 1 {
		t.Errorf("%d files, want 1", n)
	}
}

// TestAReasonIsTypedAmongTheUsualOnes: what fits none of them is offered as the reason, when it has a word.
func TestAReasonIsTypedAmongTheUsualOnes(t *testing.T) {
	o := world()
	o.AsksWhy = true
	d := New(t, o)
	d.Press("5", "enter", "x", "c")
	d.Type("xq")
	d.Press("enter")
	if d.Sees("xq", "mindst et ord på tre bogstaver"); len(d.Copied()) != 0 {
		t.Fatal("it was copied with two letters as the reason")
	}
	d.Press("esc", "c")
	d.Type("xylofonkoncert")
	d.Sees("»xylofonkoncert«")
	d.Press("enter")
	if len(d.Copied()) != 1 {
		t.Fatalf("copied %d times, want once\n%s", len(d.Copied()), d.View())
	}
	if e := exportEntry(d); e.Args["reason"] != "xylofonkoncert" {
		t.Errorf("the log says %v", e.Args)
	}
}

// TestTheCitizensPageSaysWhoSawAndPrintsConsents: V is the page that the citizen may ask for, with what left before; d
// on a consent is the form to sign.
func TestTheCitizensPageSaysWhoSawAndPrintsConsents(t *testing.T) {
	d := New(t, Options{World: world().World, Start: &screen.Go{To: screen.Citizen,
		Arg: demo.ID("citizen", demo.Anja)}})
	d.Press("V")
	d.Sees("Hvem har set, hvem har modtaget: Anja Holm (B-0001)", "Modtager: borgeren", "Så en borger", "Ingen.")
	d.Press("f", "f", "f", "enter") // text
	text := exportText(d)
	if !strings.Contains(text, "Mette Krogh") || !strings.Contains(text, "Så en borger") {
		t.Errorf("the file says\n%s", text)
	}
	d.Press("V")
	d.Sees("Siden »Hvem har set, hvem har modtaget« eksporteret", "borgeren")
	d.Press("esc")
	for range 40 { // to the first consent
		if strings.Contains(d.View(), "▸ Samtykker") || strings.Contains(d.View(), "▸  Samtykker") {
			break
		}
		d.Press("down")
	}
	d.Press("d")
	if !strings.Contains(d.View(), "samtykkeerklæring") {
		t.Fatalf("the cursor is not on a consent:\n%s", d.View())
	}
	d.Press("enter")
	c := Rows[model.Consent](d, "consent", schema.Where("citizen", demo.ID("citizen", demo.Anja)))[0]
	d.Sees("Samtykke til deling af oplysninger", "Sådan trækkes samtykket tilbage", c.Purpose, "Borgerens underskrift")
}

// TestTheListOfCitizensLeavesThroughTheGate: x shows what leaves of those who are marked, and asks why.
func TestTheListOfCitizensLeavesThroughTheGate(t *testing.T) {
	o := world()
	o.AsksWhy = true
	d := New(t, o)
	d.Press("3", "space", "x")
	d.Sees("Modtager: egen fil", "begrundelse: ikke valgt endnu")
	d.Press("c")
	d.Sees("Hvorfor?")
	d.Press("enter")
	if e := exportEntry(d); e.Action != "export.citizens" || len(e.Rows) != 1 {
		t.Errorf("the log says %s of %d citizens", e.Action, len(e.Rows))
	}
}

// TestAConsentThatDoesNotReachIsChangedFromThePreview: what it does not cover is named, nothing leaves, C opens it at
// its topics, and with those it leaves.
func TestAConsentThatDoesNotReachIsChangedFromThePreview(t *testing.T) {
	d := atAgreement(t, Options{World: []model.ChangeSet{{Changes: []model.Change{model.Add(&model.Consent{
		CitizenID: "anja", CompanyID: "cafe", GivenOn: Today, Purpose: "praktik", Covers: []string{"name", "goal"}})}}}})
	d.Press("n", "x")
	d.Type("virksomhed")
	d.Press("enter")
	d.Sees("omfatter ikke:", "forløbets art, periode", "C samtykke")
	d.Press("enter")
	if n := len(exported(d)); n != 0 {
		t.Fatalf("%d files left beyond the consent", n)
	}
	d.Press("C")
	d.Sees("Må deles", "fornavn, jobmål")
	d.Press("space", "down", "down")
	for range model.ConsentTopics[2:] {
		d.Press("space") // and on to the next
	}
	d.Press("enter", "ctrl+s")
	held := Rows[model.Consent](d, "consent", schema.Query{})
	if len(held) != 1 || len(held[0].Covers) != len(model.ConsentTopics) {
		t.Fatalf("the consents are %d, the first covers %v", len(held), held[0].Covers)
	}
	d.Sees("Samtykket omfatter: fornavn")
	d.Press("enter")
	if n := len(exported(d)); n != 1 {
		t.Errorf("%d files left with the consent, want 1\n%s", n, d.View())
	}
}

// TestTheSettingsOfferOnlyWhatWorksOnTheRow: X stands in the footer of a period that is set, Del in that of what can be
// removed, and of no other row.
func TestTheSettingsOfferOnlyWhatWorksOnTheRow(t *testing.T) {
	o := world()
	o.World = append(o.World, model.ChangeSet{Changes: service.Set(nil, "keep.person_months", "12").Changes})
	d := New(t, o)
	d.Press("9")
	offered, was := 0, ""
	for view := d.View(); view != was; view = d.View() {
		if strings.Contains(view, "X slet, hvad der er over fristen") {
			if offered++; !strings.Contains(view, "▸ ") || !strings.Contains(view, "12 måneder") {
				t.Errorf("X is offered on\n%s", view)
			}
		}
		was = view
		d.Press("down")
	}
	if offered != 1 {
		t.Errorf("X was offered on %d rows, want 1", offered)
	}
}
