package uitest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/screen"
)

// sizes are the windows that every screen is drawn in: the least, the common one, a large one, and a whole display.
var sizes = [][2]int{{60, 15}, {80, 24}, {120, 36}, {200, 60}}

// moreForms are long forms, and the sheets and pages with the least room.
var moreForms = []struct {
	screen string
	start  *screen.Go
	keys   []string
}{
	{screen: "edit company", keys: []string{"2", "e"}},
	{screen: "edit citizen", keys: []string{"3", "e"}},
	{screen: "edit placement", keys: []string{"6", "enter", "e"}},
	{screen: "settings form", keys: []string{"9", "n"}},
	{screen: "programme", start: &screen.Go{To: screen.Programme, Arg: "flere-skal-med"}},
}

// TestEveryScreenAtEverySize draws every screen in windows from the least to a whole display, walks down it and back:
// the title stands on line two and the keys on the last one, what has the keys is in sight, and the frame is as large
// as the window.
func TestEveryScreenAtEverySize(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("some hundred screens")
	}
	for _, way := range slices.Concat(ways, morePlaces, moreForms) {
		t.Run(fmt.Sprint(way.screen, way.keys), func(t *testing.T) {
			o := world()
			o.Start = way.start
			d := New(t, o)
			d.Press(way.keys...)
			// The text of a page goes on below the rows that the cursor stands on.
			d.drawAtEverySize(way.screen != "placement")
		})
	}
	t.Run("approval", func(t *testing.T) {
		d := askedByMette(t, Options{})
		d.Press("1", "enter")
		d.drawAtEverySize(true)
		d.Sees("Svar senere")
	})
}

// drawAtEverySize draws what is in front; where rows say so the cursor stays in sight.
func (d *Driver) drawAtEverySize(rows bool) {
	t := d.T
	t.Helper()
	for _, size := range sizes {
		d.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		where := fmt.Sprint(size)
		look := func(after string) {
			t.Helper()
			lines := strings.Split(d.View(), "\n")
			switch {
			case len(lines) != size[1]:
				t.Fatalf("%s after %s: %d lines", where, after, len(lines))
			case strings.TrimSpace(lines[1]) == "":
				t.Errorf("%s after %s: no title\n%s", where, after, d.View())
			case strings.TrimSpace(lines[len(lines)-1]) == "":
				t.Errorf("%s after %s: no keys\n%s", where, after, d.View())
			case strings.Contains(d.View(), "⟨"):
				t.Errorf("%s after %s: a word is missing\n%s", where, after, d.View())
			}
		}
		look("opening")
		had := rows && strings.Contains(d.View(), "▸")
		for i := range 5 {
			d.Press("down")
			look(fmt.Sprint("down ", i))
			if had && !strings.Contains(d.View(), "▸") {
				t.Errorf("%s: the cursor is out of sight after %d down\n%s", where, i+1, d.View())
				break
			}
		}
		if d.inForm() {
			for i := range 30 {
				d.Press("tab")
				if d.App.View().Cursor == nil && !strings.Contains(d.View(), "▸") {
					t.Errorf("%s: nothing has the keys after %d tab\n%s", where, i+1, d.View())
					break
				}
			}
		}
	}
}

// TestSettingsKeepTheirValues: in the least window the values stand beside the shortened labels, and what is cut off
// over the rows of a VITAS sheet ends in an ellipsis.
func TestSettingsKeepTheirValues(t *testing.T) {
	for _, size := range sizes {
		o := world()
		o.W, o.H = size[0], size[1]
		d := New(t, o)
		d.Press("9")
		if line := lineAt(d, "▸"); !strings.Contains(line, "mette krogh") {
			t.Errorf("%v: the row of oneself is %q", size, line)
		}
		d.Press("6", "enter", "v")
		d.Sees("Mangler 8", map[bool]string{true: "højst;…", false: "Mangler"}[size[1] == 15])
	}
}

// TestALargerWindowShowsWhatThereIsRoomFor: what stands beside a list and in the second line of a card is there as soon
// as the window is large enough, and not only after a key.
func TestALargerWindowShowsWhatThereIsRoomFor(t *testing.T) {
	for _, way := range [][]string{{"1"}, {"2"}, {"3"}, {"5"}, {"6"}, {"6", "b"}} {
		o := world()
		o.W, o.H = 80, 24
		d := New(t, o)
		d.Press(way...)
		d.Send(tea.WindowSizeMsg{Width: 120, Height: 36})
		got := d.View()
		d.Press("down", "up")
		if want := d.View(); got != want {
			t.Errorf("%v: a key shows what was not there\n%s\nwant\n%s", way, got, want)
		}
	}
}

// TestAPageWithRoomShowsDetailsWhole: beside the facts a row of a page has a second line where one would cut something;
// where there is no room for that the rows stay, each on its line, and so does the cursor.
func TestAPageWithRoomShowsDetailsWhole(t *testing.T) {
	o := world()
	o.W, o.H = 120, 36
	d := New(t, o)
	d.Press("/", "s", "t", "r", "a", "n", "d", "g", "enter", "down")
	d.Sees("Køkkenhjælp: anretning og opvask", "løntimer, kan vokse, op til 12 t",
		"i gang · 28/9 til 25/12 · 10 + 4 t/uge")
	for _, size := range []tea.WindowSizeMsg{
		{Width: 120, Height: 20}, {Width: 80, Height: 24}, {Width: 120, Height: 36},
	} {
		d.Send(size)
		d.Sees("Køkkenhjælp", "Lis Vestergaard")
	}
	d.Press("enter")
	d.Sees("Køkkenhjælp: anretning")
	d.SeesNot("Lis Vestergaard")
}
