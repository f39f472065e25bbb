package uitest

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
)

// twice is a world with one workplace, and what belongs to it.
func twice() []model.ChangeSet {
	cafe := &model.Company{
		Head: model.Head{ID: "cafe00000001"}, Name: "Café Strandgården ApS", DailyName: "Café Strandgården",
		Street: "Strandsvinget 14", Postcode: "2635", Town: "Ishøj", Phone: "43998877", PNumber: "1003999999",
		Note: "Ring før ti", Status: "active",
	}
	return []model.ChangeSet{{Action: "init", Changes: []model.Change{
		model.Add(&model.Consultant{Name: "Mette Krogh", Initials: "MK"}),
		model.Add(cafe),
		model.Add(&model.ContactPerson{CompanyID: cafe.ID, Name: "Vibeke Toft", Phone: "20304050"}),
	}}}
}

// TestALookAlikeIsShownWhileTyping, opened with one key, and what is typed is not lost by that; then the two become one
// and two again.
func TestALookAlikeIsShownWhileTyping(t *testing.T) {
	for _, c := range []struct {
		w, h  int
		lang  lang.Code
		words map[string]string
	}{
		{80, 24, lang.Danish, map[string]string{
			"like":  "Ligner Café Strandgården, Ishøj (samme telefon)",
			"taken": "hører allerede til Café Strandgården ApS",
			"level": "sandsynlig", "moved": "Følger med: 1 kontaktperson", "stays": "Bliver: Café Strandgården",
			"none": "Ingen ser ud til at være der to gange", "pairs": "1 par",
		}},
		{120, 36, lang.English, map[string]string{
			"like":  "Looks like Café Strandgården, Ishøj (same phone)",
			"taken": "already belongs to Café Strandgården ApS",
			"level": "likely", "moved": "Goes along: 1 contact person", "stays": "Stays: Café Strandgården",
			"none": "Nothing seems to be there twice", "pairs": "1 pair",
		}},
	} {
		t.Run(string(c.lang), func(t *testing.T) {
			d := New(t, Options{W: c.w, H: c.h, Lang: c.lang, World: twice(), Start: &screen.Go{To: screen.Companies}})
			d.Press("n")
			d.Type("Kaffe Svinget")
			d.SeesNot(c.words["like"])
			for range 7 {
				d.Press("tab")
			}
			d.Type("+45 43 99 88 77")
			d.Sees(c.words["like"])
			t.Log("\n" + d.View())
			d.Press("ctrl+o")
			d.Sees("Café Strandgården", "Vibeke Toft")
			d.Press("esc")
			d.Sees("Kaffe Svinget", c.words["like"])

			// It never keeps one from saving; a P-number that is another's does.
			for range 4 {
				d.Press("shift+tab")
			}
			d.Type("1003999999")
			d.Press("ctrl+s")
			d.Sees(c.words["taken"])
			for range 10 {
				d.Press("backspace")
			}
			d.Press("ctrl+s")
			d.Press("D")
			d.Sees(c.words["level"], c.words["pairs"], "Kaffe Svinget")
			t.Log("\n" + d.View())

			// Not the same is remembered, and undone.
			d.Press("d")
			d.Sees(c.words["none"])
			d.Press("u")
			d.Sees(c.words["pairs"])

			d.Press("enter")
			if !strings.Contains(d.View(), c.words["stays"]) { // the one with the lower ID stays, which is drawn
				d.Press("v")
			}
			d.Sees(c.words["stays"], "Kaffe Svinget")
			d.Press("b") // the name of the other
			t.Log("\n" + d.View())
			d.Press("a")
			d.Press("ctrl+s")
			d.Sees(c.words["none"])
			left := Rows[model.Company](d, "company", schema.Query{})
			if len(left) != 1 || left[0].ID != "cafe00000001" || left[0].Name != "Café Strandgården ApS" {
				t.Fatalf("got %d companies, first %+v", len(left), left[0])
			}
			d.Press("u")
			d.Press("home")
			d.Sees(c.words["pairs"])
		})
	}
}

// TestACitizenIsMergedWithAnotherThatIsSearchedFor, and a screen that shows the one that goes shows the one that stays.
func TestACitizenIsMergedWithAnotherThatIsSearchedFor(t *testing.T) {
	var world []model.Change
	for _, c := range []*model.Citizen{
		{FirstName: "Amina", LastName: "Hassan", CaseRef: "S-77", Status: "active"},
		{FirstName: "Amina", LastName: "Hasan", CaseRef: "s 77", Wishes: "Noget med køkken", Status: "active"},
	} {
		world = append(world, model.Add(c))
	}
	world = append(world, model.Add(&model.Consultant{Name: "Mette Krogh", Initials: "MK"}))
	d := New(t, Options{
		W: 80, H: 24, Start: &screen.Go{To: screen.Citizens},
		World: []model.ChangeSet{{Action: "init", Changes: world}},
	})
	d.Press("D")
	d.Sees("sikker", "samme sagsnummer", "A.H. (B-0001)", "A.H. (B-0002)")
	d.Press("f")
	d.Sees("Ingen ser ud til at være der to gange")
	d.Press("f", "a", "M")
	d.Type("hasan")
	d.Press("enter")
	d.Sees("Bliver: A.H. (B-0001)", "Går ind i den: A.H. (B-0002)", "Noget med køkken")
	d.PressAtEverySize("down", "b", "a", "up")
	d.Send(tea.WindowSizeMsg{Width: 80, Height: 24})
	d.Press("ctrl+s")
	d.Sees("B-0001", "lagt sammen")
	if n := len(Rows[model.Citizen](d, "citizen", schema.Query{})); n != 1 {
		t.Fatalf("got %d citizens, want 1", n)
	}
	gone := Rows[model.Merged](d, "merged", schema.Where("row_type", "citizen"))
	if len(gone) != 1 || gone[0].Ref != "B-0002" {
		t.Fatalf("got %+v", gone)
	}
	e, err := d.Session().Store.Get(t.Context(), "citizen", gone[0].ID)
	if err != nil || e.(*model.Citizen).Ref != "B-0001" {
		t.Errorf("the ID that is gone leads to %v, %v", e, err)
	}
	d.Press("u")
	if n := len(Rows[model.Citizen](d, "citizen", schema.Query{})); n != 2 {
		t.Errorf("after undo: got %d citizens, want 2", n)
	}
}
