package uitest

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite"

	"jobspor/data/backup"
	"jobspor/model"
	"jobspor/model/schema"
)

// spoil changes a byte of what is sealed in a row of a database that is open.
func spoil(t *testing.T, path, table, id string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var blob []byte
	if err := db.QueryRow(`SELECT "sealed" FROM "`+table+`" WHERE "id" = ?`, id).Scan(&blob); err != nil {
		t.Fatal(err)
	}
	blob[10] ^= 1
	if _, err := db.Exec(`UPDATE "`+table+`" SET "sealed" = ? WHERE "id" = ?`, blob, id); err != nil {
		t.Fatal(err)
	}
}

// TestADamagedRowByKeys: a damaged citizen stands in the list, is shown with what is known, and comes back with one
// key.
func TestADamagedRowByKeys(t *testing.T) {
	anna := &model.Citizen{Head: model.Head{ID: "aaaaaaaaaaaa"}, FirstName: "Anna", LastName: "Holm", Status: "active"}
	bo := &model.Citizen{Head: model.Head{ID: "bbbbbbbbbbbb"}, FirstName: "Bo", LastName: "Lund", Status: "active"}
	me := &model.Consultant{Name: "Mette Sand", Initials: "MS"}
	first := New(t, Options{Passphrase: "hest på altan her", World: []model.ChangeSet{
		{Action: "init", Changes: []model.Change{model.Add(me), model.Add(anna), model.Add(bo)}},
	}})
	path := first.Session().Store.Path()
	dir := backup.For(path, filepath.Join(filepath.Dir(path), "backup"))
	if _, err := dir.Backup(context.Background(), first.Session().Store, ""); err != nil {
		t.Fatal(err)
	}
	first.Session().Close()
	spoil(t, path, "citizens", anna.ID)

	d := New(t, Options{Path: path, Passphrase: "hest på altan her", Who: "MS"})
	d.Sees("1 beskadiget eller manglende række. Tryk !")
	d.Press("3")
	d.Sees("B-0001", "beskadiget", "B.L.")
	d.Press("g", "enter")
	d.Sees("Beskadigede rækker", "B-0001", anna.ID, "har rækken, som den sidst blev gemt", "de låste felter")
	d.Press("enter")
	d.Sees("B-0001 er bragt tilbage", "Ingen rækker er beskadiget")
	d.Press("esc")
	d.Sees("A.H.", "B.L.")
	d.SeesNot("beskadiget")
	if found, err := d.Session().Store.Verify(context.Background()); err != nil || len(found) > 0 {
		t.Errorf("verify: %v, %v", found, err)
	}
}

// TestADamagedPlacementIsListed: the list of placements has the damaged one under the others, and Enter shows it.
func TestADamagedPlacementIsListed(t *testing.T) {
	first := New(t, Options{Passphrase: "hest på altan her", World: placed()})
	path := first.Session().Store.Path()
	list := Rows[model.Placement](first, "placement", schema.Query{})
	first.Session().Close()
	spoil(t, path, "placements", list[0].ID)
	d := New(t, Options{Path: path, Passphrase: "hest på altan her"})
	d.Press("6", "b")
	d.Sees(list[0].Ref, "beskadiget")
	d.Press("G", "enter")
	d.Sees("Beskadigede rækker", list[0].ID, "Hverken en kopi eller loggen har rækken")
	d.Press("enter")
	d.Sees("findes hverken i en kopi eller i loggen")
}

// TestADamagedConsultantIsNoFirstStart: where the row of the person who starts the program is damaged, the start says
// so, and brings it back by keys; nobody is made new.
func TestADamagedConsultantIsNoFirstStart(t *testing.T) {
	me := &model.Consultant{Name: "Mette Sand", Initials: "MS", Login: "mette"}
	other := &model.Consultant{Name: "Bo Lund", Initials: "BL"}
	for i, c := range []struct {
		world []model.Change
		sees  []string
	}{
		{[]model.Change{model.Add(me)}, []string{"1 konsulent i databasen er beskadiget", "Jeg er ny her"}},
		{[]model.Change{model.Add(me), model.Add(other)}, []string{"1 konsulent i databasen er beskadiget", "Bo Lund"}},
	} {
		first := New(t, Options{Passphrase: damagePass, World: []model.ChangeSet{{Action: "init", Changes: c.world}}})
		path := first.Session().Store.Path()
		dir := backup.For(path, filepath.Join(filepath.Dir(path), "backup"))
		if _, err := dir.Backup(context.Background(), first.Session().Store, ""); err != nil {
			t.Fatal(err)
		}
		bad := Rows[model.Consultant](first, "consultant", schema.Where("initials", "MS"))[0].ID
		first.Session().Close()
		spoilWhere(t, path, "consultants", `"id" = ?`, bad)
		d := New(t, Options{Path: path, Passphrase: damagePass, Login: "mette"})
		d.Sees(c.sees...)
		d.Sees("! "+bad, "beskadiget")
		d.SeesNot("Dansk eller engelsk")
		d.Press("enter", "enter")
		d.Sees("er bragt tilbage")
		d.Press("esc")
		if got := d.Session().Service.Consultant(); got == nil || got.ID != bad {
			t.Errorf("%d: the program does not know who it is: %v\n%s", i, got, d.View())
		}
		if n := len(Rows[model.Consultant](d, "consultant", schema.Query{})); n != len(c.world) {
			t.Errorf("%d: %d consultants, want %d", i, n, len(c.world))
		}
	}
}

// TestADamagedConsultantThatNothingBringsBack: the start says what is left, and nobody is stuck: whoever is new here
// goes on, and the others are there.
func TestADamagedConsultantThatNothingBringsBack(t *testing.T) {
	me := &model.Consultant{Name: "Mette Sand", Initials: "MS", Login: "mette"}
	first := New(t, Options{Passphrase: damagePass, World: []model.ChangeSet{{Action: "init",
		Changes: []model.Change{model.Add(me)}}}})
	path := first.Session().Store.Path()
	bad := Rows[model.Consultant](first, "consultant", schema.Query{})[0].ID
	first.Session().Close()
	spoilWhere(t, path, "consultants", `"id" = ?`, bad)
	d := New(t, Options{Path: path, Passphrase: damagePass, Login: "mette"})
	d.Sees("1 konsulent i databasen er beskadiget", "! "+bad, "beskadiget", "Jeg er ny her")
	d.SeesNot("fra kopi")
	d.SeesNot("fra en kopi")
	d.Press("enter")
	d.Sees("Hverken en kopi eller loggen har rækken", "jobspor repair consultant")
	d.Press("enter")
	d.Sees("findes hverken i en kopi eller i loggen")
	d.Press("esc")
	d.Sees("Jeg er ny her")
	d.Press("down", "enter")
	d.Type("Mette Sand")
	d.Press("tab")
	d.Type("MS2")
	d.Press("ctrl+s")
	if got := d.Session().Service.Consultant(); got == nil || got.ID == bad {
		t.Errorf("nobody sits here: %v\n%s", got, d.View())
	}
}
