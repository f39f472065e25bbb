package keys

import (
	"slices"
	"testing"
)

func TestChosenKeysComeFirstAndTakeNothingAway(t *testing.T) {
	list := []Binding{
		{ID: "search", Keys: []string{"/"}}, {ID: "weights", Keys: []string{"v"}}, {ID: "list", Keys: []string{"t"}},
	}
	c := Chosen{
		Everywhere: map[string][]string{"search": {"f3", "v"}},
		On:         map[string]map[string][]string{"match": {"weights": {"f6"}}, "today": {"list": {"f7"}}},
	}
	got := c.Apply("match", list)
	for i, want := range [][]string{{"f3", "/"}, {"f6", "v"}, {"t"}} {
		if !slices.Equal(got[i].Keys, want) {
			t.Errorf("%s: got %v, want %v", got[i].ID, got[i].Keys, want)
		}
	}
	if !slices.Equal(list[0].Keys, []string{"/"}) {
		t.Error("the list that was given changed")
	}
}

func TestChosenKeysCanBeMoved(t *testing.T) {
	list := []Binding{
		{ID: "search", Keys: []string{"/"}}, {ID: "weights", Keys: []string{"v", "w"}}, {ID: "fewer", Keys: []string{"-"}},
	}
	c := Chosen{
		Everywhere: map[string][]string{"search": {"v"}, "fewer": {"f9", "--"}},
		On:         map[string]map[string][]string{"match": {"weights": {"f6", "-v"}}},
	}
	for screen, want := range map[string][][]string{
		"match": {{"v", "/"}, {"f6", "w"}, {"f9"}},
		"today": {{"/"}, {"v", "w"}, {"f9"}}, // there the key is not free
	} {
		for i, b := range c.Apply(screen, list) {
			if !slices.Equal(b.Keys, want[i]) {
				t.Errorf("%s: %s: got %v, want %v", screen, b.ID, b.Keys, want[i])
			}
		}
	}
	if !slices.Equal(list[1].Keys, []string{"v", "w"}) {
		t.Error("the list that was given changed")
	}
	if _, away := Away("-"); away {
		t.Error("the minus itself is a key")
	}
}

func TestReservedKeys(t *testing.T) {
	for stroke, want := range map[string]string{
		"f3": "", "alt+v": "", "ctrl+g": "", "ø": "", "#": "", "+": "", "x": "",
		"": "err.interface.nokey", "F3": "err.interface.nokey", "ctrl+ø": "err.interface.nokey",
		"ctrl+m": "err.interface.nokey", "enter enter": "err.interface.nokey", "shift+a": "err.interface.nokey",
		"enter": "err.interface.field", "esc": "err.interface.field", "7": "err.interface.field",
		"ctrl+c": "err.interface.field", "ctrl+l": "err.interface.field", "ctrl+e": "err.interface.field",
		"j": "err.interface.field", "q": "err.interface.field",
	} {
		if got := Reserved(stroke); got != want {
			t.Errorf("%q: got %q, want %q", stroke, got, want)
		}
	}
}
