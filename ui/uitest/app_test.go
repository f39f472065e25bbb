package uitest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/keys"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
	"jobspor/ui/theme"
)

// pressable are the keys that random tests press.
var pressable = strings.Fields("1 2 3 4 5 6 7 8 9 / enter enter esc esc tab up down down pgdown end home space n e " +
	"l L m + - x X t p c d z a f w v i r g o h s u U ? : j k J K delete ctrl+s ctrl+r ctrl+k left right A b 9 F S")

// TestAnyKeysKeepTheFrame presses random keys at random sizes: after every message each screen's invariants hold, the
// frame is exactly as large as the window, and nothing panics.
func TestAnyKeysKeepTheFrame(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 7))
			o := world()
			o.Lang = []lang.Code{lang.Danish, lang.English}[seed%2]
			o.Theme = theme.Options{Dark: seed%2 == 0, NoColor: seed == 2, ASCII: seed == 3}
			d := New(t, o)
			var trail []string
			for i := range 350 {
				k := pressable[r.IntN(len(pressable))]
				trail = append(trail, k)
				switch {
				case i%60 == 59:
					d.Send(tea.WindowSizeMsg{Width: 60 + r.IntN(120), Height: 16 + r.IntN(40)})
				case r.IntN(12) == 0:
					d.Type([]string{"køkken", "æøå", "12", "Lis\t", "漢字"}[r.IntN(5)])
				case r.IntN(20) == 0:
					d.Send(tea.MouseClickMsg{X: r.IntN(120), Y: r.IntN(36), Button: tea.MouseLeft})
				default:
					d.Press(k)
				}
				if d.Quit {
					return
				}
				if t.Failed() {
					t.Fatalf("after %v", trail[max(0, len(trail)-12):])
				}
			}
		})
	}
}

// TestKeysAreDeclaredOnce: on every screen no key means two things, every action has words in both languages, and every
// action that cannot be done now says why.
func TestKeysAreDeclaredOnce(t *testing.T) {
	da, en := lang.New(lang.Danish), lang.New(lang.English)
	d := New(t, world())
	opened := map[string][]string{}
	for _, open := range [][]string{
		{"1"}, {"2"}, {"2", "enter"}, {"2", "n"}, {"3"}, {"3", "enter"}, {"3", "m"}, {"4"}, {"5"}, {"5", "enter"},
		{"6"}, {"8"}, {"9"}, {"2", "i"}, {"2", "x"}, {"/"},
	} {
		t.Run(strings.Join(open, " "), func(t *testing.T) {
			d.Press("esc", "esc", "esc", "1")
			d.Press(open...)
			if same, seen := opened[d.View()]; seen {
				t.Fatalf("shows what %q shows:\n%s", same, d.View())
			}
			opened[d.View()] = open
			list := d.App.Bindings()
			for _, c := range keys.Conflicts(list) {
				t.Errorf("%v", c)
			}
			for _, b := range list {
				if !da.Has(b.Label) || !en.Has(b.Label) {
					t.Errorf("%s: no words for %q", b.ID, b.Label)
				}
				if ok, why := b.OK(); !ok && (why == "" || !da.Has(why)) {
					t.Errorf("%s is off without a sentence that says why", b.ID)
				}
			}
		})
	}
}

// TestEveryScreenAnswersHelpAndPalette: ? and ctrl+k work everywhere, also while typing for the palette.
func TestEveryScreenAnswersHelpAndPalette(t *testing.T) {
	d := New(t, world())
	for _, tab := range []string{"1", "2", "3", "5", "6", "8", "9"} {
		d.Press(tab, "?")
		d.Sees("Hjælp")
		d.Press("esc", "ctrl+k")
		d.Sees("Alle handlinger")
		d.Type("gå til")
		if n := strings.Count(d.View(), "gå til"); n < 4 { // once in what was typed
			t.Errorf("on tab %s the palette leads to %d screens:\n%s", tab, n-1, d.View())
		}
		d.Press("esc")
	}
	d.Press("ctrl+k")
	d.Type("virksomheder")
	d.Press("enter")
	d.Sees("Virksomheder · i drift")
}

// TestThePaletteFindsRows: what the search box finds can be opened from the palette.
func TestThePaletteFindsRows(t *testing.T) {
	d := New(t, world())
	d.Press("ctrl+k")
	d.Type("strandgaarden")
	d.Press("enter")
	d.Sees("Café Strandgården · 2635 Ishøj")
}

// TestNothingIsDrawnRaw: a terminal escape that came into the database by another way than this program's checks does
// not reach the screen as such.
func TestNothingIsDrawnRaw(t *testing.T) {
	d := New(t, Options{
		World: world().World,
		Start: &screen.Go{To: screen.Find, Arg: screen.FindArg{Query: "\x1b]0;titel\a\x1b[31mrød"}},
	})
	if s := d.Coloured(); strings.Contains(s, "\x1b]0;") || strings.Contains(s, "\a") {
		t.Errorf("a raw escape reached the screen: %q", s)
	}
}

// TestColourIsNeverTheOnlyCarrier: without colours and with ASCII signs the same words are on the screen.
func TestColourIsNeverTheOnlyCarrier(t *testing.T) {
	plain := New(t, Options{World: world().World, Theme: theme.Options{NoColor: true, ASCII: true}})
	plain.Sees("! ", "> !")
	for _, open := range [][]string{
		{"1"}, {"2", "enter"}, {"3", "enter"}, {"6"}, {"6", "enter"}, {"6", "enter", "t"},
		{"6", "down", "down", "enter", "a"}, {"7"}, {"8"}, {"9"}, {"?"}, {"ctrl+k"},
	} {
		plain.Press("esc", "esc", "esc")
		plain.Press(open...)
		for _, line := range strings.Split(plain.View(), "\n") {
			for _, r := range line {
				if r > 0x7e && !unicode.IsLetter(r) {
					t.Errorf("after %v a sign outside ASCII: %q in %q", open, r, line)
				}
			}
		}
	}
	if s := plain.Coloured(); strings.Contains(s, "\x1b[38;") {
		t.Error("a colour is drawn although colours are off")
	}
}
