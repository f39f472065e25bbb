package merge

import (
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

func day(n int) model.Date { return model.NewDate(2026, 11, n) }

// TestUsualSides: which value is taken when nobody chooses.
func TestUsualSides(t *testing.T) {
	a := &model.Company{
		Head: model.Head{ID: "a", Version: 3}, Name: "Genbrugsen", CVR: "10103940", Phone: "43112233", Status: "ceased",
		CeasedOn: day(1), Note: "Ring før ti", Days: []string{"mon"}, Street: "Torvet 1", Postcode: "2635",
		FTE: model.Some(model.FTE(400)), FTEOn: day(1), Web: "a.example",
	}
	b := &model.Company{
		Head: model.Head{ID: "b", Version: 9}, Name: "Genbrugsen Anden Omgang", CVR: "10103940", Phone: "43998877",
		Status: "active", Note: "Spørg efter Lis", Days: []string{"fri", "mon"}, Street: "Vejlebrovej 4",
		Postcode: "2635", Town: "Ishøj", Mail: "b@example.dk", FTE: model.Some(model.FTE(600)), FTEOn: day(9),
		FTESource: "register",
	}
	m := New(a, b, A)
	for key, want := range map[string][3]string{ // side, reason, text
		"name":       {"b", "fuller", "Genbrugsen Anden Omgang"},
		"cvr":        {"a", "same", "10103940"},
		"phone":      {"a", "newer", "43112233"},
		"mail":       {"b", "only", "b@example.dk"},
		"web":        {"a", "only", "a.example"},
		"note":       {"both", "both", "Ring før ti\nSpørg efter Lis"},
		"days":       {"both", "both", "mon, fri, mon"},
		"street":     {"b", "fuller", "Vejlebrovej 4"},
		"postcode":   {"b", "fuller", "2635"},
		"town":       {"b", "fuller", "Ishøj"},
		"fte":        {"b", "newer", "6"},
		"fte_source": {"b", "newer", "register"},
		"status":     {"b", "active", "active"},
		"ceased_on":  {"b", "active", ""},
	} {
		f := m.field(key)
		if got := [3]string{string(f.Side), f.Reason, m.Text(f)}; got != want {
			t.Errorf("%s: got %q, want %q", key, got, want)
		}
	}
	left, err := m.Result()
	if err != nil {
		t.Fatal(err)
	}
	c := left.(*model.Company)
	if c.ID != "a" || c.Version != 3 || len(c.Days) != 2 || a.Name != "Genbrugsen" {
		t.Errorf("got %+v", c)
	}
	if got := New(a, b, "").field("phone"); got.Side != A || got.Reason != "stays" {
		t.Errorf("without an age: got %s, %s", got.Side, got.Reason)
	}
}

// TestTake: what is chosen is taken, with the rest of its group; what cannot be is refused.
func TestTake(t *testing.T) {
	a := &model.Citizen{
		Head: model.Head{ID: "a"}, Ref: "B-0001", FirstName: "Amina", LastName: "Hassan", Phone: "20304050",
	}
	b := &model.Citizen{Head: model.Head{ID: "b"}, Ref: "B-0007", FirstName: "Amina A.", LastName: "Hasan", Note: "x"}
	m := New(a, b, A)
	for _, c := range []struct {
		key  string
		side Side
		code model.Code
	}{
		{"first_name", B, ""}, {"note", Both, ""}, {"phone", B, ""}, {"ref", B, model.Usage}, {"x", A, model.Usage},
		{"phone", Both, model.Usage}, {"phone", "c", model.Usage},
	} {
		if got := model.CodeOf(m.Take(c.key, c.side)); got != c.code {
			t.Errorf("take %s=%s: got %q, want %q", c.key, c.side, got, c.code)
		}
	}
	left, err := m.Result()
	if err != nil {
		t.Fatal(err)
	}
	c := left.(*model.Citizen)
	if c.Ref != "B-0001" || c.FirstName != "Amina A." || c.LastName != "Hasan" || c.Phone != "" || c.Note != "x" {
		t.Errorf("got %+v", c)
	}
}

// TestGroupsNameRealFields, so that a field that gets another key does not leave its group.
func TestGroupsNameRealFields(t *testing.T) {
	for name, list := range groups {
		typ, ok := schema.TypeNamed(name)
		if !ok {
			t.Errorf("no type %s", name)
			continue
		}
		for _, g := range list {
			for _, key := range g {
				if _, ok := typ.Field(key); !ok {
					t.Errorf("%s has no field %s", name, key)
				}
			}
		}
	}
}
