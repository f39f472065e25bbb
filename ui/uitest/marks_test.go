package uitest

import (
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

// TestMarksActOnAllOfThem: the count stands on line two, e changes one field of all and shows first what becomes
// different, l logs the same contact with all, one undo takes it back, and what works on one row says so.
func TestMarksActOnAllOfThem(t *testing.T) {
	firm := func(id, name, relation string) model.Change {
		return model.Add(&model.Company{Head: model.Head{ID: id}, Name: name, Status: "active", Relation: relation,
			Responsible: "k1"})
	}
	world := append(ladderWorld(), model.ChangeSet{Action: "init", Changes: []model.Change{
		firm("m1", "Abel Bageri", "cooperation"), firm("m2", "Acer Bageri", ""), firm("m3", "Adel Bageri", ""),
	}})
	for _, size := range [][2]int{{120, 36}, {80, 24}} {
		d := New(t, Options{World: world, W: size[0], H: size[1]})
		relation := func(id string) string {
			for _, c := range Rows[model.Company](d, "company", schema.Query{}) {
				if c.ID == id {
					return c.Relation
				}
			}
			return "gone"
		}
		d.Press("2", "space", "space", "space")
		d.Sees("3 markerede")
		d.Press("enter")
		d.Sees("én række ad gangen")
		d.Press("e")
		d.Sees("Hvad skal ændres på 3 rækker")
		d.Type("samarb")
		d.Press("enter")
		d.Sees("3 rækker: Abel Bageri; Acer", "Ændres: 2. Er sådan i forvejen: 1.")
		d.Press("right")
		d.Sees("Ændres: 3. Er sådan i forvejen: 0.")
		d.Press("left")
		d.Press("ctrl+s")
		for _, id := range []string{"m1", "m2", "m3"} {
			if got := relation(id); got != "cooperation" {
				t.Errorf("%s is %q", id, got)
			}
		}
		d.Press("u")
		if relation("m2") != "" || relation("m3") != "" || relation("m1") != "cooperation" {
			t.Error("one undo did not take back both")
		}

		d.Press("l")
		d.Type("ringet rundt")
		d.Sees("Kontakten skrives 3 gange")
		d.Press("ctrl+s")
		if n := len(Rows[model.Contact](d, "contact", schema.Query{})); n != 3 {
			t.Errorf("%d contacts, want 3\n%s", n, d.View())
		}
		d.Press("u")
		if n := len(Rows[model.Contact](d, "contact", schema.Query{})); n != 0 {
			t.Errorf("%d contacts after undo", n)
		}
	}
}

// TestMarksOnPlacementsAndLists: the count stands on line two and the last line says what works on all; e, l and + act
// on all that are marked after they have said what changes, and what works on one row says so.
func TestMarksOnPlacementsAndLists(t *testing.T) {
	for _, size := range [][2]int{{120, 36}, {80, 24}} {
		o := world()
		o.W, o.H = size[0], size[1]
		d := New(t, o)
		answers := func() (out string) {
			for _, p := range Rows[model.Pick](d, "pick", schema.Query{}) {
				out += p.Status + " "
			}
			return out
		}
		last := func() string { return d.View()[strings.LastIndex(d.View(), "\n")+1:] }

		d.Press("6", "b", "space", "space") // of the list of placements
		d.Sees("Forløb · 2 markerede")
		for _, want := range []string{"> næste skridt for alle", "l log på alle", "e ret alle"} {
			if !strings.Contains(last(), want) {
				t.Errorf("the last line lacks %q: %s", want, last())
			}
		}
		d.Press("enter")
		d.Sees("én række ad gangen")
		d.Press("e")
		d.Sees("Hvad skal ændres på 2 rækker")
		d.Type("målgr")
		d.Press("enter")
		d.Sees("Målgruppe · 2 rækker: F-00")
		d.Press("right")
		d.Sees("Ændres: ")
		d.Press("esc", "l")
		d.Type("ringet til begge")
		d.Sees("Kontakten skrives 2 gange")
		d.Press("esc", "+")
		d.Sees("2 rækker til en liste")
		d.Type("L-0001")
		d.Press("enter")
		d.Sees("Sæt på L-0001", "Nye på listen: ")
		d.Press("esc")

		d.Press("5")
		walkTo(d, "down", "L-0001")
		d.Press("enter", "space", "space")
		d.Sees("2 markerede · 4 rækker")
		for _, want := range []string{"e ret alle", "t næste status for alle", "l log på alle"} {
			if !strings.Contains(last(), want) {
				t.Errorf("the last line lacks %q: %s", want, last())
			}
		}
		d.Press("n")
		d.Sees("én række ad gangen")
		d.Press("e")
		d.Type("status")
		d.Press("enter", "right")
		d.Sees("Status · 2 rækker: ", "Ændres: ", " → ")
		before := answers()
		d.Press("ctrl+s")
		if got := answers(); got == before || got == "" {
			t.Errorf("the answers are %q, before %q\n%s", got, before, d.View())
		}
		d.Press("u")
		if got := answers(); got != before {
			t.Errorf("after undo the answers are %q, before %q", got, before)
		}
		d.Press("t")
		d.Sees("Næste status for alle", "Café Strandgården: interesseret → ja", "Det gælder 2 rækker")
		d.Press("enter") // the safe answer
		if got := answers(); got != before {
			t.Errorf("nothing was said yes to, and the answers are %q, before %q", got, before)
		}
		d.Press("t", "right", "enter")
		if got := answers(); got == before {
			t.Errorf("the answers stay %q", got)
		}
	}
}
