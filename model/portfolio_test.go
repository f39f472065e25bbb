package model

import "testing"

// TestHandOver: all or some go to another, with a note each, and what is not chosen stays.
func TestHandOver(t *testing.T) {
	head := func(id string) Head { return Head{ID: id, Version: 1} }
	all := Portfolio{
		Citizens:  []*Citizen{{Head: head("a"), Responsible: "mk", Note: "før"}, {Head: head("b"), Responsible: "mk"}},
		Companies: []*Company{{Head: head("c"), Responsible: "mk"}},
		Placements: []*Placement{{Head: head("p"), CitizenID: "a", Consultant: "mk"},
			{Head: head("q"), CitizenID: "b"}},
		Enrolments: []*Enrolment{{Head: head("e"), CitizenID: "b", Consultant: "mk"}},
		Promises:   []*Contact{{Head: head("k"), CitizenID: "a"}, {Head: head("l"), CompanyID: "c"}},
	}
	for _, c := range []struct {
		what string
		ids  map[string]bool
		want int
	}{{"one citizen", map[string]bool{"a": true}, 3}, {"the workplace", map[string]bool{"c": true}, 2},
		{"both citizens", map[string]bool{"a": true, "b": true}, 6}} {
		cs, err := all.Of(c.ids).HandOver("tl", "mk", "jp", nil)
		if err != nil || len(cs.Changes) != c.want {
			t.Errorf("%s: got %d changes, %v; want %d", c.what, len(cs.Changes), err, c.want)
		}
	}
	cs, err := all.HandOver("tl", "mk", "jp", map[string]string{"a": "overdraget", "b": "overdraget"})
	if err != nil || len(cs.Changes) != 8 {
		t.Fatalf("all of it: got %d changes, %v", len(cs.Changes), err)
	}
	a, b := cs.Changes[0].After.(*Citizen), cs.Changes[1].After.(*Citizen)
	if a.Responsible != "jp" || a.Note != "før\noverdraget" || b.Note != "overdraget" || all.Citizens[0].Note != "før" {
		t.Errorf("got %q, %q by %s; before %q", a.Note, b.Note, a.Responsible, all.Citizens[0].Note)
	}
	for _, to := range []string{"", "mk"} {
		if _, err := all.HandOver("tl", "mk", to, nil); err == nil {
			t.Errorf("to %q was taken", to)
		}
	}
	if _, err := (Portfolio{}).HandOver("tl", "mk", "jp", nil); CodeOf(err) != NotFound {
		t.Errorf("nothing: got %v", err)
	}
}
