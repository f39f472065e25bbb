package uitest

import (
	"fmt"
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// again leaves the program and opens the same database.
func (d *Driver) again() *Driver {
	d.T.Helper()
	d.Press("q")
	if d.Ready(); !d.Quit {
		d.T.Fatalf("q does not leave:\n%s", d.View())
	}
	return New(d.T, Options{W: 120, H: 36, Path: d.Session().Store.Path(), Who: "MK"})
}

// cursor is the line under the cursor of a list.
func (d *Driver) cursor() string {
	for _, l := range strings.Split(d.View(), "\n") {
		for _, part := range strings.Split(l, "│") {
			if strings.Contains(part, "▸") {
				return strings.TrimSpace(part)
			}
		}
	}
	return ""
}

// TestListsStandAsTheyWereLeft: filters, the view, the order and the layout of every list that was opened come back,
// say what they hide, and are cleared by the same key; what is as at first stays so.
func TestListsStandAsTheyWereLeft(t *testing.T) {
	d := New(t, Options{W: 120, H: 36, World: demo.ChangeSets(Today), Who: "MK"})
	title := func() string { return strings.Join(strings.Fields(strings.Split(d.View(), "\n")[1]), " ") }
	d.Press("1", "a", "i")
	said := map[string]string{"1": title()}
	d.Press("2")
	d.filter("samarb", "partner")
	d.Press("f")
	d.Type("gem som v")
	d.Press("enter")
	d.Type("Gode venner")
	d.Press("enter")
	d.filter("by", "ishøj")
	said["2"] = title()
	d.Press("6", "b", "i")
	d.filter("type", "snusepraktik")
	said["6"] = title()
	if !strings.Contains(said["2"], "Gode venner") || !strings.Contains(said["2"], "Ishøj") {
		t.Fatalf("the list says %q", said["2"])
	}
	for range 2 { // what is not opened in between stands as it did, too
		d = d.again()
		d.Press("3")
		d.Sees("Borgere · mine")
	}
	for _, tab := range []string{"6", "2", "1"} {
		if d.Press(tab); title() != said[tab] {
			t.Errorf("it says %q, want %q\n%s", title(), said[tab], d.View())
		}
	}
	d.Press("2", "F")
	d = d.again()
	d.Press("2")
	if strings.Contains(title(), "Gode venner") || !strings.Contains(title(), "427 virksomheder, 425 passer") {
		t.Errorf("a cleared list says %q", title())
	}
}

// TestOpensWhereItWasLeft: the tab with its row, and the page of a row, come back after a restart; with the setting off
// it is Today, and nothing stays of where it was.
func TestOpensWhereItWasLeft(t *testing.T) {
	d := New(t, Options{W: 120, H: 36, World: demo.ChangeSets(Today), Who: "MK"})
	for _, keys := range [][]string{{"1", "down", "down", "down"}, {"2", "down", "down", "down", "down"},
		{"3", "down"}, {"5", "down"}, {"6", "right", "down"}, {"7", "down", "down"}, {"9", "down", "down"}} {
		d.Press(keys...)
		title, want := strings.Split(d.View(), "\n")[1], d.cursor()
		if d = d.again(); d.cursor() != want || want == "" {
			t.Errorf("%s: the cursor is on %q, want %q", title, d.cursor(), want)
		}
		if now := strings.Split(d.View(), "\n")[1]; now != title {
			t.Errorf("it opens at %q, want %q", now, title)
		}
	}
	d.Press("3", "down", "down", "enter")
	d.Sees("B-0004", "Startet")
	d = d.again()
	d.Sees("B-0004", "Startet")
	d.Press("esc")
	d.Sees("Borgere · mine")
	if at := d.cursor(); !strings.Contains(at, "B-0004") {
		t.Errorf("under the page the cursor is on %q", at)
	}
	d.Press("4", "down", "down")
	at := strings.TrimLeft(d.cursor(), "▸ ")
	d.Press("enter")
	d.SeesNot("hvem gælder det")
	if d = d.again(); !strings.HasPrefix(strings.TrimLeft(d.cursor(), "▸ "), at) {
		t.Errorf("the cursor is on %q, want %q: nobody is ranked by itself", d.cursor(), at)
	}
	d.Sees("Match · hvem gælder det?")
	s := d.Session()
	if _, err := s.Store.Apply(t.Context(), service.Set(nil, service.StartSetting, "off")); err != nil {
		t.Fatal(err)
	}
	d.Press("esc", "2", "down")
	d = d.again()
	d.Sees("I dag · torsdag")
	s = d.Session()
	if kept, err := s.Store.Draft(t.Context(), s.Service.Actor(), ".left", ""); kept != nil || err != nil {
		t.Errorf("with the setting off %v is kept, %v", kept, err)
	}
}

// TestOpensWhereItWasLeftFarDown: also a row beyond those that are read at first.
func TestOpensWhereItWasLeftFarDown(t *testing.T) {
	many := model.ChangeSet{Action: "test"}
	for i := range 700 {
		many.Changes = append(many.Changes, model.Add(&model.Company{Name: fmt.Sprintf("Åsted %03d", i),
			Status: "active"}))
	}
	d := New(t, Options{W: 120, H: 36, World: append(demo.ChangeSets(Today), many), Who: "MK"})
	d.Press("2", "end", "up", "up")
	want := d.cursor()
	if !strings.Contains(want, "Åsted 697") {
		t.Fatalf("the cursor is on %q", want)
	}
	if d = d.again(); d.cursor() != want {
		t.Errorf("the cursor is on %q, want %q", d.cursor(), want)
	}
}

// TestOpensWhereItWasLeftOfARowThatIsGone: its list is opened, which is said; no draft waits.
func TestOpensWhereItWasLeftOfARowThatIsGone(t *testing.T) {
	lonely := &model.Company{Name: "Alene ApS", Status: "active"}
	d := New(t, Options{W: 120, H: 36, World: append(demo.ChangeSets(Today),
		model.ChangeSet{Action: "test", Changes: []model.Change{model.Add(lonely)}}), Who: "MK"})
	d.Press("/")
	d.Type("Alene ApS")
	d.Press("enter")
	d.Sees("Alene ApS")
	s := d.Session()
	if n, err := s.Store.CountDrafts(t.Context(), s.Service.Actor()); n != 0 || err != nil {
		t.Errorf("%d drafts, %v", n, err)
	}
	d.Press("ctrl+c")
	for _, c := range Rows[model.Company](d, "company", schema.Query{}) {
		if c.Name == lonely.Name {
			if _, err := s.Store.Apply(t.Context(), model.ChangeSet{Action: "test",
				Changes: []model.Change{model.Remove(c)}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	d = New(t, Options{W: 120, H: 36, Path: s.Store.Path(), Who: "MK"})
	d.Sees("Virksomheder · i drift", "findes ikke længere. Her er listen")
	d.SeesNot("kladde")
}
