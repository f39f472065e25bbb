package uitest

import (
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/screen"
)

// TestOpenPointsAreTickedOnThePlacement: the cursor walks through what is open, Enter asks by whom and when, and what
// is answered is gone from the list; undo brings it back.
func TestOpenPointsAreTickedOnThePlacement(t *testing.T) {
	world := append(ladderWorld(), model.ChangeSet{Action: "init", Changes: []model.Change{
		model.Add(&model.ContactPerson{CompanyID: "v1", Name: "Lis Bæk", Role: "representative"}),
	}})
	for _, size := range [][2]int{{120, 36}, {80, 24}} {
		d := New(t, Options{World: world, W: size[0], H: size[1], Start: &screen.Go{To: screen.Placement, Arg: "p1"}})
		under := func() string {
			for line := range strings.SplitSeq(d.View(), "\n") {
				if _, text, ok := strings.Cut(line, "▸ "); ok {
					return text
				}
			}
			t.Fatalf("no point is under the cursor\n%s", d.View())
			return ""
		}
		for range 30 { // to the last party, through what stands before it
			if strings.Contains(under(), "Medarbejderrepræsentanten har ikke accepteret") {
				break
			}
			d.Press("down")
		}
		if at := under(); !strings.Contains(at, "Medarbejderrepræsentanten har ikke accepteret") {
			t.Fatalf("the cursor is on %q\n%s", at, d.View())
		}
		d.Press("enter")
		d.Sees("Medarbejderrepræsentant", "Hvem accepterede, og hvilken dag", "Lis Bæk, 26/11")
		d.Press("ctrl+u")
		d.Type("Bo Friis, 24/11")
		d.Press("enter")
		a := agreement.Latest(Rows[model.Agreement](d, "agreement", schema.Where("placement", "p1")))
		if a.RepBy != "Bo Friis" || a.RepOn != model.NewDate(2026, 11, 24) {
			t.Fatalf("the agreement was written as %s, %v", a.RepBy, a.RepOn)
		}
		d.SeesNot("Medarbejderrepræsentanten har ikke")
		under()
		d.Press("u")
		d.Press("home")
		for range 30 {
			if strings.Contains(d.View(), "Medarbejderrepræsentanten har ikke accepteret") {
				break
			}
			d.Press("down")
		}
		d.Sees("Medarbejderrepræsentanten har ikke accepteret")
	}
}

// TestThePlacementsHeadKeepsKindAndState: a narrow window cuts the workplace's name, not what the placement is.
func TestThePlacementsHeadKeepsKindAndState(t *testing.T) {
	o := world()
	o.W, o.H = 80, 24
	o.Start = &screen.Go{
		To: screen.Placement, Arg: demo.ID("placement",
			demo.PlacementName("Anja Holm", "Café Strandgården", "traineeship")),
	}
	d := New(t, o)
	head := strings.Split(d.View(), "\n")[1]
	for _, want := range []string{"A.H. hos Café", "i gang", "virksomhedspraktik"} {
		if !strings.Contains(head, want) {
			t.Errorf("the head %q lacks %q", head, want)
		}
	}
}
