package uitest

import (
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

// phoneWorld has a workplace with a contact person, and a citizen, who all have a telephone number.
func phoneWorld() []model.ChangeSet {
	c := &model.Company{Name: "Havnens Prøvevaskeri", Town: "Ishøj", Phone: "+45 43 11 22 33", Status: "active"}
	c.ID = "0123456789ab"
	p := &model.ContactPerson{CompanyID: c.ID, Name: "Ida Prøve", Phone: "99 88 77 66", Mobile: "22 33 44 55"}
	b := &model.Citizen{FirstName: "Ravn", LastName: "Testesen", Phone: "61 62 63 64", Status: "active"}
	return append(oneConsultant(), model.ChangeSet{
		Action: "init", Changes: []model.Change{model.Add(c), model.Add(p), model.Add(b)},
	})
}

// TestAnUnknownCallerIsFoundByNumber: ten keys from any list to the page of who calls, ready to log the call.
func TestAnUnknownCallerIsFoundByNumber(t *testing.T) {
	for _, tt := range []struct{ typed, sees string }{
		{"43112233", "Havnens Prøvevaskeri"},
		{"22334455", "Havnens Prøvevaskeri"},
		{"61626364", "Ravn Testesen"},
	} {
		d := New(t, Options{World: phoneWorld()})
		keys := append(append([]string{"/"}, strings.Split(tt.typed, "")...), "enter")
		if len(keys) > 10 {
			t.Fatalf("got %d keys, want at most 10", len(keys))
		}
		d.Press(keys...)
		d.Sees(tt.sees)
		if tt.sees != "Havnens Prøvevaskeri" {
			continue // a contact is with a workplace
		}
		d.Press("l")
		d.Type("Ringede om en plads")
		d.Press("ctrl+s")
		rows := Rows[model.Contact](d, "contact", schema.Query{})
		if len(rows) != 1 || rows[0].Note != "Ringede om en plads" {
			t.Errorf("%s: got the contacts %+v, want the one that was typed:\n%s", tt.typed, rows, d.View())
		}
	}
}

// TestNumbersAreFoundHoweverTheyAreWritten: with country code, spaces, and from the sixth digit on.
func TestNumbersAreFoundHoweverTheyAreWritten(t *testing.T) {
	d := New(t, Options{World: phoneWorld()})
	for _, typed := range []string{
		"+45 22334455", "0045 22 33 44 55", "4522334455", "22-33-44-55", "223344", "22 33 44",
	} {
		d.Press("/")
		d.Type(typed)
		d.Sees("Ida Prøve", "Havnens Prøvevaskeri", "22 33 44 55")
		d.Press("esc")
	}
	d.Press("/")
	d.Type("22334456")
	d.SeesNot("Ida Prøve")
}
