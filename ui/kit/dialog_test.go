package kit

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

func TestConfirmAnswers(t *testing.T) {
	for strokes, want := range map[string]ActionKind{
		"enter": Cancelled, "esc": Cancelled, "right enter": Chosen, "tab enter": Chosen,
		"right right enter": Cancelled, "x": Used, "left enter": Chosen} {
		d := Confirm(testTheme(), "Slet", "Sikker?", 3, "Slet", true)
		d.SetSize(60, 10)
		a := send(t, d, strokes)
		if a.Kind != want || want == Chosen && a.ID != "yes" {
			t.Errorf("%s: got %+v, want %v", strokes, a, want)
		}
	}
}

func TestChooseByKeyAndMouse(t *testing.T) {
	d := Choose(testTheme(), "Kladde", "Der er en kladde fra i går.", []Choice{
		{ID: "keep", Label: "fortsæt", Key: "f"}, {ID: "drop", Label: "kassér", Key: "k", Danger: true},
	})
	d.SetSize(60, 10)
	d.View()
	if a := send(t, d, "k"); a.Kind != Chosen || a.ID != "drop" {
		t.Errorf("got %+v, want the answer of the letter", a)
	}
	found := false
	for x := range 60 {
		if a := d.Update(click(x, 3)); a.Kind == Chosen && a.ID == "keep" {
			found = true
		}
	}
	if !found {
		t.Error("no cell of the first answer can be clicked")
	}
	narrow := Choose(testTheme(), "Kladde", "", []Choice{
		{ID: "a", Label: "en lang tekst om det ene"}, {ID: "b", Label: "en lang tekst om det andet"},
	})
	narrow.SetSize(34, 12)
	narrow.View()
	if a := narrow.Update(click(4, 3)); a.ID != "b" {
		t.Errorf("got %+v, want the answer below", a)
	}
}

// TestDialogScrolls: text that does not fit is not lost; it scrolls above the answers, and says that there is more.
func TestDialogScrolls(t *testing.T) {
	var text []string
	for i := range 30 {
		text = append(text, fmt.Sprintf("række %d.", i+1))
	}
	d := Confirm(testTheme(), "Næste skridt", strings.Join(text, "\n"), 0, "før frem", false)
	d.SetSize(50, 12)
	if v := d.View(); !strings.Contains(v, "række 1.") || !strings.Contains(v, "23 linjer mere") ||
		!strings.Contains(v, "før frem") {
		t.Errorf("the first page is\n%s", v)
	}
	seen := ""
	for range 6 {
		seen += d.View()
		send(t, d, "pgdown")
	}
	for _, l := range text {
		if !strings.Contains(seen, l) {
			t.Errorf("%q is on no page", l)
		}
	}
	if v := d.View(); strings.Contains(v, "linjer mere") || !strings.Contains(v, "række 30.") {
		t.Errorf("the last page is\n%s", v)
	}
	send(t, d, "pgup pgup pgup pgup pgup pgup")
	if v := d.View(); !strings.Contains(v, "række 1.") {
		t.Errorf("back at the first page is\n%s", v)
	}
}

func TestPromptValidates(t *testing.T) {
	d := Prompt(testTheme(), "Ny liste", "Hvad skal den hedde?", "Navn", "", func(s string) string {
		if s == "" {
			return "Skriv et navn."
		}
		return ""
	})
	d.SetSize(60, 12)
	if a := send(t, d, "enter"); a.Kind != Used || d.wrong == "" {
		t.Errorf("got %+v, want the sentence", a)
	}
	if a := send(t, d, "' kø ' enter"); a.Kind != Chosen || a.Text != "kø" {
		t.Errorf("got %+v, want the text", a)
	}
	d.View()
	if c := d.Cursor(); c == nil || c.Y != 4 || c.X != 2+4 {
		t.Errorf("got cursor %+v, want after the text", c)
	}
}

// TestProposedText: the first letter replaces what is proposed, a key that moves or erases changes it, and a whole path
// wins over the folder before it.
func TestProposedText(t *testing.T) {
	home := "/home/mette/"
	for _, tt := range []struct {
		name, proposed string
		path           bool
		keys, paste    string // keys before the paste
		want           string
	}{
		{"accepted", "+7", false, "", "", "+7"},
		{"replaced", "+7", false, "'fre'", "", "fre"},
		{"erased at the end", "+7", false, "backspace '14'", "", "+14"},
		{"gone on with", "+7", false, "right '0'", "", "+70"},
		{"at the beginning", "+7", false, "home '1'", "", "1+7"},
		{"pasted", "+7", false, "", "fre", "fre"},
		{"pasted after moving", "+7", false, "right", "0", "+70"},
		{"nothing proposed", "", false, "'kø'", "", "kø"},
		{"a path pasted", home, true, "", "/tmp/a b.csv", "/tmp/a b.csv"},
		{"a path pasted after moving", home, true, "end", "/tmp/a.csv", "/tmp/a.csv"},
		{"a path pasted in quotes", home, true, "end", "'/tmp/a.csv'", "'/tmp/a.csv'"},
		{"a path typed at the end", home, true, "end '/tmp/a.csv'", "", "/tmp/a.csv"},
		{"a home typed at the end", home, true, "end '~/a.csv'", "", "~/a.csv"},
		{"a drive typed at the end", `C:\Users\m\`, true, "end 'D:/a.csv'", "", "D:/a.csv"},
		{"a share", home, true, "end", `\\nas\a.csv`, `\\nas\a.csv`},
		{"a file in the folder", home, true, "end 'a.csv'", "", home + "a.csv"},
		{"no path", home, false, "end '/tmp'", "", home + "/tmp"},
	} {
		d := Prompt(testTheme(), "", "", "", tt.proposed, nil)
		if tt.path {
			d.WithPath()
		}
		d.SetSize(60, 12)
		send(t, d, tt.keys)
		if tt.paste != "" {
			d.Update(tea.PasteMsg{Content: tt.paste})
		}
		if a := send(t, d, "enter"); a.Kind != Chosen || a.Text != tt.want {
			t.Errorf("%s: got %+v, want %q", tt.name, a, tt.want)
		}
	}
}

// TestALongPathScrolls: the cursor stays in the box, and the end of what is typed is shown.
func TestALongPathScrolls(t *testing.T) {
	d := Prompt(testTheme(), "Fil", "", "", "", nil).WithPath().
		WithTyped("/" + strings.Repeat("mappe/", 40) + "slut.csv")
	for _, w := range []int{40, 60, 80, 200} {
		d.SetSize(w, 12)
		view := d.View()
		if c := d.Cursor(); !strings.Contains(view, "slut.csv") || c == nil || c.X > w-2 {
			t.Errorf("at %d cells the cursor is %+v:\n%s", w, c, view)
		}
	}
}

func TestSolveConflict(t *testing.T) {
	rows := []Conflict{
		{Key: "a", Label: "A", Mine: "1", Theirs: "2"}, {Key: "b", Label: "B", Mine: "3", Theirs: "4", KeepMine: true},
	}
	d := ResolveConflicts(testTheme(), "Ændret", "", rows)
	d.SetSize(80, 20)
	if a := send(t, d, "left down right up space space enter"); a.Kind != Chosen {
		t.Errorf("got %+v, want Chosen", a)
	}
	if got, want := d.Kept(), map[string]bool{"a": true, "b": false}; !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if rows[1].KeepMine != true {
		t.Error("the caller's rows were changed")
	}
}

func TestDialogThatOpensByItselfWaits(t *testing.T) {
	now := time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	d := Choose(testTheme(), "Ændret", "", []Choice{{ID: "a", Label: "a", Key: "a"}}).WithGrace(func() time.Time {
		return now
	})
	d.SetSize(60, 10)
	for range 5 {
		now = now.Add(300 * time.Millisecond)
		if a := send(t, d, "a"); a.Kind != Early {
			t.Fatalf("got %v in the middle of typing, want the key not used", a)
		}
	}
	if a := send(t, d, "esc"); a.Kind != Cancelled {
		t.Errorf("got %v, want Esc to close it at once", a)
	}
	now = now.Add(800 * time.Millisecond)
	if a := send(t, d, "a"); a.Kind != Chosen {
		t.Errorf("got %v after a pause, want the answer", a)
	}
	now = now.Add(time.Millisecond)
	if a := send(t, d, "a"); a.Kind != Chosen {
		t.Errorf("got %v, want no new waiting", a)
	}
}

func TestPickerAnswers(t *testing.T) {
	items := []Item{
		{ID: "1", Label: "mandag"}, {ID: "2", Label: "tirsdag", Why: "Der er lukket."}, {ID: "3", Label: "onsdag"},
	}
	open := func(multi bool) *Picker {
		p := NewPicker(testTheme(), PickerOptions{
			Title: "Dag", Multi: multi, Selected: "3", Items: func(q string) []Item { return FilterItems(items, q) },
		})
		p.SetSize(40, 10)
		return p
	}
	if a := send(t, open(false), "enter"); a.Kind != Chosen || a.ID != "3" || a.Text != "onsdag" {
		t.Errorf("got %+v, want the selected item", a)
	}
	if a := send(t, open(false), "up enter"); a.Kind != Refused || a.Text != "Der er lukket." {
		t.Errorf("got %+v, want why not", a)
	}
	if a := send(t, open(false), "'xyz' enter"); a.Kind != Used {
		t.Errorf("got %+v with nothing found, want nothing", a)
	}
	if a := send(t, open(false), "esc"); a.Kind != Cancelled {
		t.Errorf("got %+v, want Cancelled", a)
	}
	p := open(true)
	send(t, p, "'man' space backspace backspace backspace enter")
	if got := p.Marked(); len(got) != 1 || got[0] != "1" {
		t.Errorf("got %v marked, want mandag, kept while searching on", got)
	}
	p = open(true)
	send(t, p, "space up space enter")
	if got := p.Marked(); len(got) != 1 || got[0] != "3" {
		t.Errorf("got %v marked, want only what can be chosen", got)
	}
	p = open(false)
	if a := p.Update(click(4, 2)); a.Kind != Chosen || a.ID != "1" {
		t.Errorf("got %+v by mouse, want mandag", a)
	}
	p.Update(tea.PasteMsg{Content: "ons\n"})
	if it, _ := p.Selected(); it.ID != "3" {
		t.Errorf("got %+v after pasting, want onsdag", it)
	}
}

func TestFilterItems(t *testing.T) {
	items := []Item{
		{ID: "1", Label: "Café på Åen", Detail: "Ishøj"}, {ID: "2", Label: "Åens café"},
		{ID: "3", Label: "İstanbul Grill"},
	}
	for query, want := range map[string]string{
		"": "123", "å": "21", "åen caf": "12", "ishøj": "1", "ishøj café": "1", "grill": "3", "zz": "",
	} {
		got := ""
		for _, it := range FilterItems(items, query) {
			got += it.ID
			for _, h := range it.Hits {
				if h.From < 0 || h.To > len(it.Label) {
					t.Errorf("%q: hit %v outside %q", query, h, it.Label)
				}
			}
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", query, got, want)
		}
	}
}

func TestConflictWithManyFieldsFollowsTheCursor(t *testing.T) {
	var rows []Conflict
	for i := range 30 {
		rows = append(rows, Conflict{Key: fmt.Sprint(i), Label: fmt.Sprint("Felt nr. ", i)})
	}
	d := ResolveConflicts(testTheme(), "Ændret", "Vælg.", rows)
	d.SetSize(80, 12)
	for i := range 30 {
		if v := ansi.Strip(d.View()); !strings.Contains(v, "▸ "+rows[i].Label+" ") ||
			!strings.Contains(v, "Enter gemmer") {
			t.Fatalf("field %d: the cursor or the keys are out of sight:\n%s", i, v)
		}
		send(t, d, "down")
	}
}

func TestASecretIsNeverDrawn(t *testing.T) {
	d := Secret(testTheme(), "Passphrase", "", "Old one", nil)
	d.SetSize(60, 10)
	for _, r := range " red ox" {
		d.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	if v := d.View(); strings.Contains(v, "ox") || strings.Count(v, "●") != 7 {
		t.Errorf("the dialog shows:\n%s", v)
	}
	if c := d.Cursor(); c == nil || c.X != 9 {
		t.Errorf("cursor %v, want it behind seven dots", c)
	}
	if got := d.Update(tea.KeyPressMsg{Code: tea.KeyEnter}); got.Text != " red ox" {
		t.Errorf("answer %q, want what was typed", got.Text)
	}
}
