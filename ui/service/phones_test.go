package service

import (
	"slices"
	"testing"

	"jobspor/model"
)

func TestPhoneDigits(t *testing.T) {
	for query, want := range map[string]string{
		"22334455": "22334455", "+45 22 33 44 55": "22334455", "0045-22334455": "22334455", "4522334455": "22334455",
		"(22) 33.44/55": "22334455", "223344": "223344", "22334": "", "2635": "", "22334455a": "", "": "",
		"+4670123456789": "23456789", "45223344": "45223344", "1003388394": "03388394",
	} {
		if got := phoneDigits(query); got != want {
			t.Errorf("%q: got %q, want %q", query, got, want)
		}
	}
}

func TestPhoneIndexFollowsChanges(t *testing.T) {
	row := func(id, phone string) *model.Company {
		c := &model.Company{Phone: phone}
		c.ID = id
		return c
	}
	x := &phoneIndex{}
	a, b, moved := row("a", "22334455"), row("b", "+45 22334466"), row("a", "99887766")
	x = x.patch([]model.Change{model.Add(a), model.Add(b), model.Add(row("c", ""))})
	find := func(digits string) (ids []string) {
		for _, r := range x.find(digits) {
			ids = append(ids, r.rowID())
		}
		return ids
	}
	for _, tt := range []struct {
		after  []model.Change
		digits string
		want   []string
	}{
		{nil, "223344", []string{"a", "b"}},
		{nil, "22334466", []string{"b"}},
		{[]model.Change{model.Edit(a, moved)}, "223344", []string{"b"}},
		{nil, "9988776", []string{"a"}},
		{[]model.Change{model.Edit(a, moved)}, "9988776", []string{"a"}}, // a change may arrive twice
		{[]model.Change{model.Add(row("d", "11111111")), model.Remove(row("d", "11111111"))}, "111111", nil},
		{[]model.Change{model.Remove(moved), model.Remove(b)}, "223344", nil},
	} {
		if tt.after != nil {
			x = x.patch(tt.after)
		}
		if got := find(tt.digits); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.digits, got, tt.want)
		}
	}
	if len(x.rows) != 0 {
		t.Errorf("got %v left, want nothing", x.rows)
	}
}
