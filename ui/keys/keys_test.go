package keys

import (
	"slices"
	"strings"
	"testing"
)

func word(key string, args ...any) string { return "<" + key + ">" }

func TestStandardHasNoConflicts(t *testing.T) {
	for _, c := range Conflicts(Standard()) {
		t.Error(c)
	}
}

func TestConflicts(t *testing.T) {
	ok := Binding{ID: "a", Keys: []string{"w"}, Label: "l"}
	for _, tt := range []struct {
		name string
		list []Binding
		want string
	}{
		{"none", []Binding{ok}, ""},
		{"same key", []Binding{ok, {ID: "b", Keys: []string{"w"}, Label: "l"}}, "does both"},
		{"same action", []Binding{ok, {ID: "a", Keys: []string{"v"}, Label: "l"}}, "declared twice"},
		{"no keys", []Binding{{ID: "b", Label: "l"}}, "lacks"},
		{"grammar", []Binding{{ID: "b", Keys: []string{"u"}, Label: "l"}}, `means "undo" everywhere`},
		{"grammar kept", []Binding{Std(Undo)}, ""},
		{"blank", []Binding{{ID: "b", Keys: []string{" "}, Label: "l"}}, "space is"},
		{"order", []Binding{{ID: "b", Keys: []string{"shift+ctrl+left"}, Label: "l"}}, "in this order"},
		{"twice", []Binding{{ID: "b", Keys: []string{"ctrl+ctrl+a"}, Label: "l"}}, "in this order"},
		{"capital", []Binding{{ID: "b", Keys: []string{"shift+w"}, Label: "l"}}, "capital"},
		{"kitty", []Binding{{ID: "b", Keys: []string{"ctrl+i"}, Label: "l"}}, "is Tab"},
		{"ctrl sign", []Binding{{ID: "b", Keys: []string{"ctrl+,"}, Label: "l"}}, "special terminal"},
		{"name", []Binding{{ID: "b", Keys: []string{"escape"}, Label: "l"}}, "not the name"},
		{"danish letter", []Binding{{ID: "b", Keys: []string{"ø"}, Label: "l"}}, ""},
		{"function key", []Binding{{ID: "b", Keys: []string{"f5"}, Label: "l"}}, ""},
	} {
		got := strings.Join(Conflicts(tt.list), "; ")
		if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestFooterIsByImportanceAndDimsWhatIsOff(t *testing.T) {
	list := []Binding{
		Std(Help), Std(Mark), Std(Up),
		Std(New).At(1).As("x.new").When(func() (bool, string) { return false, "x.why" }),
	}
	got := Footer(list, word, Names{Space: "␣"})
	want := []Hint{
		{ID: New, Key: "n", Label: "<x.new>", Off: true},
		{ID: Mark, Key: "␣", Label: "<keys.mark>"},
		{ID: Help, Key: "?", Label: "<keys.help>"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestSectionsAndRows(t *testing.T) {
	list := []Binding{Std(Up), {ID: "w", Keys: []string{"w"}, Label: "x.why", Palette: true,
		Enabled: func() (bool, string) { return false, "x.reason" }}, Std(Down)}
	s := Sections(list, word, Names{Up: "↑"})
	if len(s) != 2 || s[0].Title != "<keys.group.move>" || len(s[0].Lines) != 2 || s[0].Lines[0].Key != "↑ k" ||
		s[1].Title != "<keys.group.screen>" || !s[1].Lines[0].Off {
		t.Errorf("got %+v", s)
	}
	r := Rows(list, word, Names{})
	if len(r) != 1 || r[0].Why != "<x.reason>" || r[0].ID != "w" || r[0].Keys != "w" {
		t.Errorf("got %+v", r)
	}
}

func TestFindAndPick(t *testing.T) {
	list := Pick(Search, "nonsense", Mark)
	if len(list) != 2 {
		t.Fatalf("got %d bindings, want 2", len(list))
	}
	if b, ok := Find(list, "space"); !ok || b.ID != Mark {
		t.Errorf("got %v %v, want the mark action", b.ID, ok)
	}
	if _, ok := Find(list, "w"); ok {
		t.Error("got an action for a key without one")
	}
	if b := Std("nonsense"); len(b.Keys) != 0 {
		t.Errorf("got keys %v for an unknown action", b.Keys)
	}
}

func TestShow(t *testing.T) {
	for in, want := range map[string]string{"ctrl+k": "ctrl+k", "enter": "Enter", "+": "+", "shift+tab": "shift+Tab",
		"space": "Space", "å": "å", "alt+up": "alt+Up", "pgdown": "PgDn"} {
		if got := (Names{}).Show(in); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestMarkdown(t *testing.T) {
	got := Markdown([]Binding{Std(Palette), {ID: "p", Keys: []string{"|"}, Label: "x"}, Std(Tab)}, word)
	want := "| <keys.column.key> | <keys.column.does> |\n|---|---|\n" +
		"| `:` `ctrl+k` | <keys.palette> |\n| `\\|` | <x> |\n| `1-9` | <keys.tab> |\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
