package kit

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"jobspor/ui/keys"
	"jobspor/ui/lang"
	"jobspor/ui/theme"
)

func testTheme() *Theme {
	return NewTheme(theme.New(theme.Options{Dark: true}), lang.New(lang.Danish))
}

// press makes the message of a keystroke written as Bubble Tea writes it.
func press(stroke string) tea.KeyPressMsg {
	named := map[string]rune{"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp,
		"down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
		"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete}
	var k tea.Key
	rest := stroke
	for {
		if after, ok := strings.CutPrefix(rest, "ctrl+"); ok && after != "" {
			k.Mod |= tea.ModCtrl
			rest = after
		} else if after, ok := strings.CutPrefix(rest, "shift+"); ok && after != "" {
			k.Mod |= tea.ModShift
			rest = after
		} else if after, ok := strings.CutPrefix(rest, "alt+"); ok && after != "" {
			k.Mod |= tea.ModAlt
			rest = after
		} else {
			break
		}
	}
	switch code, ok := named[rest]; {
	case ok:
		k.Code = code
	case rest == "space":
		k.Code, k.Text = tea.KeySpace, " "
	default:
		k.Code = []rune(rest)[0]
		if k.Mod == 0 {
			k.Text = rest
		}
	}
	return tea.KeyPressMsg(k)
}

// send types keystrokes into a part and returns the last answer. Strokes are
// separated by spaces; a stroke in quotes is typed letter by letter.
func send(t *testing.T, p Part, strokes string) Action {
	t.Helper()
	var a Action
	for i, s := range strings.Split(strokes, "'") {
		if i%2 == 1 {
			for _, r := range s {
				stroke := string(r)
				if r == ' ' {
					stroke = "space"
				}
				a = p.Update(press(stroke))
			}
			continue
		}
		for _, stroke := range strings.Fields(s) {
			if got := press(stroke).String(); got != stroke {
				t.Fatalf("test presses %q, Bubble Tea says %q", stroke, got)
			}
			a = p.Update(press(stroke))
		}
	}
	return a
}

// shoot checks the size of a view and compares its text with the golden file.
func shoot(t *testing.T, view string, w, h int) {
	t.Helper()
	if err := CheckFrame(view, w, h); err != nil {
		t.Error(err)
	}
	golden.RequireEqual(t, ansi.Strip(view)+"\n")
}

func click(x, y int) tea.Msg { return tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft} }

func matchTable(th *Theme) *Table {
	tb := NewTable(th, []Column{
		{Key: "nr", Title: "#", Min: 2, Right: true, Role: theme.Subtle},
		{Key: "name", Title: "Virksomhed", Min: 14, Flex: 2, Max: 40},
		{Key: "town", Title: "By", Min: 8, Flex: 1, Max: 14, HideBelow: 60},
		{Key: "way", Title: "Vej", Min: 7, Right: true, HideBelow: 50},
		{Key: "score", Title: "Passer", Min: 9, Right: true, Bar: 5},
		{Key: "ask", Title: "Spørg", Min: 5, Right: true},
	})
	names := []string{
		"Café Strandgården", "Plejecenter Torsbo", "Hotel Vestegnen", "Børnehuset Solsikken", "Kantinen, Ishøj Rådhus",
	}
	towns := []string{"Ishøj", "Ishøj", "Brøndby", "Vallensbæk", "Ishøj"}
	score := []int{84, 79, 71, 70, 66}
	tb.SetRows(Rows{Len: 5, ID: func(i int) string { return fmt.Sprint("C", i) }, Cells: func(i int, c []Cell) {
		c[0].Text = fmt.Sprint(i + 1)
		c[1] = Cell{Text: names[i], Hits: []Hit{{0, 4}}}
		c[2].Text = towns[i]
		c[3].Text = fmt.Sprint(8+i, " min")
		c[4] = Cell{Text: fmt.Sprint(score[i]), Share: float64(score[i]) / 100}
		c[5].Text = fmt.Sprint(i)
	}})
	tb.SetSort("score", true)
	return tb
}

func TestTableWide(t *testing.T) {
	tb := matchTable(testTheme())
	tb.SetSize(72, 8)
	send(t, tb, "space")
	shoot(t, tb.View(), 72, 8)
}

func TestTableNarrow(t *testing.T) {
	tb := matchTable(testTheme())
	tb.SetSize(40, 5)
	send(t, tb, "G")
	shoot(t, tb.View(), 40, 5)
}

func TestTableASCII(t *testing.T) {
	tb := matchTable(NewTheme(theme.New(theme.Options{ASCII: true, NoColor: true}), lang.New(lang.English)))
	tb.SetSize(64, 7)
	send(t, tb, "space space")
	shoot(t, tb.View(), 64, 7)
}

func TestTableColours(t *testing.T) {
	tb := matchTable(testTheme())
	tb.SetSize(50, 4)
	golden.RequireEqual(t, tb.View())
}

func TestTableEmpty(t *testing.T) {
	tb := NewTable(testTheme(), []Column{{Title: "Mål", Min: 5, Flex: 1}})
	tb.SetEmpty("Ingen mål endnu: `n` skriver det første")
	tb.SetSize(46, 5)
	if a := send(t, tb, "enter"); a.Kind != Ignored {
		t.Errorf("got %v from Enter without rows, want Ignored", a)
	}
	shoot(t, tb.View(), 46, 5)
}

// testDates reads what the tests type, seen from Thursday 26 November 2026.
func testDates(l *lang.Lang) Dates {
	known := map[string]string{"fre": "2026-11-27", "+14": "2026-12-10", "i dag": "2026-11-26"}
	return Dates{
		Parse: func(s string) (string, bool) {
			if iso, ok := known[s]; ok {
				return iso, true
			}
			for _, layout := range []string{"2/1 2006", "2/1"} {
				if t, err := time.Parse(layout, s); err == nil {
					return time.Date(2026, t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).Format(time.DateOnly), true
				}
			}
			return "", false
		},
		Show: func(iso string) string {
			t, err := time.Parse(time.DateOnly, iso)
			if err != nil {
				return iso
			}
			return l.DayYear(t)
		},
	}
}

func contactForm(th *Theme) *Form {
	f := NewForm(th, []Field{
		{Key: "who", Label: "Talte med", Kind: KindText, Required: true, Section: "Samtalen"},
		{
			Key: "how", Label: "Hvordan", Kind: KindChoice,
			Options: []Option{
				{Key: "call", Label: "telefon"}, {Key: "visit", Label: "besøg"},
				{Key: "mail", Label: "mail", Why: "Der er ingen mailadresse."},
			},
		},
		{Key: "note", Label: "Hvad blev sagt", Kind: KindLong, Hint: "Skriv det, en kollega har brug for."},
		{Key: "next", Label: "Næste gang", Kind: KindDate, Section: "Aftalen"},
		{Key: "hours", Label: "Løntimer", Kind: KindHours, Unit: "t/uge", Validate: func(v string) string {
			if v == "99" {
				return "Der er højst 37 timer i en uge."
			}
			return ""
		}},
		{Key: "places", Label: "Pladser", Kind: KindNumber},
		{Key: "lift", Label: "Tunge løft", Kind: KindTristate},
		{Key: "partner", Label: "Partnerskab", Kind: KindBool},
		{
			Key: "days", Label: "Dage", Kind: KindMulti,
			Options: []Option{
				{Key: "mon", Label: "mandag"}, {Key: "tue", Label: "tirsdag"}, {Key: "wed", Label: "onsdag"},
			},
		},
		{Key: "job", Label: "Stilling", Kind: KindLookup, Lookup: func(q string) []Option {
			all := []Option{
				{Key: "9412", Label: "køkkenhjælper"}, {Key: "5120", Label: "kok"},
				{Key: "9112", Label: "rengøringsassistent"},
			}
			var out []Option
			for _, o := range all {
				if strings.HasPrefix(o.Label, q) {
					out = append(out, o)
				}
			}
			return out
		}, LabelOf: func(k string) string { return map[string]string{"5120": "kok"}[k] }},
		{
			Key: "cvr", Label: "CVR", Kind: KindText,
			Disabled: "CVR-nummeret kommer fra registret og kan ikke rettes her.",
		},
	}, testDates(th.Lang))
	f.SetInitial(map[string]string{"cvr": "13748136", "how": "call"})
	return f
}

func TestFormWide(t *testing.T) {
	f := contactForm(testTheme())
	f.SetSize(80, 18)
	send(t, f,
		"'Lis' enter right enter 'Ring igen, når disken er sat op.' enter 'Hun spørger sin chef om faste dage og om "+
			"der må gives plads til to.' tab 'fre'")
	shoot(t, f.View(), 80, 18)
}

func TestFormNarrowWithErrors(t *testing.T) {
	f := contactForm(testTheme())
	f.SetSize(44, 30)
	f.SetFocus("hours")
	send(t, f, "'sytten' tab '1.5' tab j down down space down space enter")
	if a := send(t, f, "ctrl+s"); a.Kind != Refused || a.ID != "who" {
		t.Errorf("got %+v, want a refusal at the first fault", a)
	}
	shoot(t, f.View(), 44, 30)
}

func TestFormScrolls(t *testing.T) {
	f := contactForm(testTheme())
	f.SetSize(60, 7)
	f.SetFocus("partner")
	shoot(t, f.View(), 60, 7)
}

func TestFormColours(t *testing.T) {
	f := contactForm(testTheme())
	f.SetSize(60, 5)
	send(t, f, "'Lis'")
	golden.RequireEqual(t, f.View())
}

func TestPickerPalette(t *testing.T) {
	p := NewPicker(testTheme(), PickerOptions{Title: "Handling", Recent: []string{"x"}, Items: func(q string) []Item {
		return FilterItems([]Item{
			{ID: "n", Label: "ny virksomhed", Detail: "Virksomheder", Keys: "n"},
			{ID: "x", Label: "eksport af listen", Detail: "Lister", Keys: "x"},
			{ID: "m", Label: "match borger", Detail: "Borgere", Keys: "m", Why: "Borgeren har intet mål endnu."},
			{ID: "u", Label: "fortryd", Detail: "Overalt", Keys: "u U"},
		}, q)
	}})
	p.SetSize(60, 8)
	send(t, p, "down down")
	shoot(t, p.View(), 60, 8)
}

func TestPickerFinds(t *testing.T) {
	p := NewPicker(testTheme(), PickerOptions{Title: "Gå til", Items: func(q string) []Item {
		return FilterItems([]Item{
			{ID: "1", Label: "Ågården"}, {ID: "2", Label: "Café på Åen"}, {ID: "3", Label: "Ishøj"},
		}, q)
	}})
	p.SetSize(40, 7)
	send(t, p, "'åg'")
	if it, ok := p.Selected(); !ok || it.ID != "1" {
		t.Errorf("got %+v, want Ågården", it)
	}
	send(t, p, "backspace")
	shoot(t, p.View(), 40, 7)
}

func over(t *testing.T, d *Dialog) string {
	t.Helper()
	base := Block(strings.Split(strings.Repeat("Café Strandgården · Ishøj · ", 80), "·"), 80, 16)
	d.SetSize(80, 16)
	view, _, _ := Place(base, Size{80, 16}, d.View())
	return view
}

func TestDialogConfirm(t *testing.T) {
	d := Confirm(testTheme(), "Slet kontakter", "Kontakterne forsvinder fra virksomhedens log.", 12, "Slet", true)
	shoot(t, over(t, d), 80, 16)
}

func TestDialogPrompt(t *testing.T) {
	d := Prompt(testTheme(), "Ny liste", "", "Navn", "Køkken", func(s string) string {
		return "Der er allerede en liste med det navn. Vælg et andet."
	})
	d.SetSize(80, 16)
	send(t, d, "enter")
	shoot(t, over(t, d), 80, 16)
}

func TestDialogConflict(t *testing.T) {
	d := ResolveConflicts(testTheme(), "Ændret af en anden",
		"Mette K. har gemt virksomheden, mens du rettede den. Vælg, hvad der skal stå.", []Conflict{
			{Key: "phone", Label: "Telefon", Mine: "43 73 00 01", Theirs: "43 73 00 02"},
			{Key: "note", Label: "Note", Mine: "Spørg efter Lis", Theirs: "", KeepMine: true},
		})
	send(t, d, "down")
	shoot(t, over(t, d), 80, 16)
}

func TestHelpTwoColumns(t *testing.T) {
	th := testTheme()
	h := NewHelp(th, keys.Sections(keys.Standard(), th.T, th.Names()))
	h.SetSize(76, 26)
	shoot(t, h.View(), 76, 26)
}

func TestHelpFilter(t *testing.T) {
	th := testTheme()
	h := NewHelp(th, keys.Sections(keys.Standard(), th.T, th.Names()))
	h.SetSize(40, 8)
	send(t, h, "'søg'")
	shoot(t, h.View(), 40, 8)
}

func testHeader() Header {
	return Header{Name: "jobspor", Badge: "DEMO", User: "Mette K.", Short: "MK", Tabs: []Tab{
		{Key: "1", Label: "I dag"}, {Key: "2", Label: "Virksomheder", Short: "Virks."}, {Key: "3", Label: "Borgere"},
		{Key: "4", Label: "Match", Active: true}, {Key: "5", Label: "Lister"}, {Key: "6", Label: "Forløb"},
		{Key: "7", Label: "Tal"}}}
}

func TestLinesOfAScreen(t *testing.T) {
	th := testTheme()
	var all []string
	hints := keys.Footer(append(keys.Pick(keys.Mark, keys.AddTo, keys.Trial, keys.Log, keys.Export, keys.Search,
		keys.Help),
		keys.Std(keys.Edit).When(func() (bool, string) { return false, "kit.empty" })), th.T, th.Names())
	for _, w := range []int{120, 80, 60, 40} {
		lines := []string{
			testHeader().Draw(th, w),
			TitleLine(th, `Match · A.H. (B-0132) · "noget med køkken, helst om formiddagen"`,
				"57 af 412 · blanding 0322", w),
			Rule(th, w, w/2),
			Toast{Level: Done, Text: "3 virksomheder er lagt på listen Køkken", Undo: "u"}.Draw(th, w, 1)[0],
			Toast{Level: Failure, Text: "Filen findes allerede. Vælg et andet navn."}.Draw(th, w, 1)[0],
			Progress(th, "Læser virksomheder", 12345, 100000, w), Footer(th, hints, w)}
		for i, l := range lines {
			if Width(l) != w {
				t.Errorf("line %d at %d: got %d cells", i, w, Width(l))
			}
			all = append(all, ansi.Strip(l)+"|")
		}
	}
	all = append(all, Lines(TooSmall(th, 40, 6, 80, 24))...)
	golden.RequireEqual(t, strings.Join(all, "\n")+"\n")
}

func TestTextView(t *testing.T) {
	v := NewTextView(testTheme())
	lines := []Line{Plain(theme.Title, "Det ved vi ikke: spørg"),
		{
			{Text: " □ ", Role: theme.Warn},
			{Text: "Er der løft over 5 kg ved opvasken, og er der nogen, som kan tage dem?"},
		}, {}}
	lines = append(lines,
		Pairs([]Pair{
			{Label: "Adresse", Value: "Strandgården 4, 2635 Ishøj"}, {Label: "Tomt"},
			{Label: "Kontakt", Value: "Lis, 43 73 00 01, træffes bedst efter klokken ti om formiddagen"},
		}, 40)...)
	v.SetLines(lines)
	v.SetSize(40, 10)
	shoot(t, v.View(), 40, 10)
}

func TestPageWithTwoPanes(t *testing.T) {
	th := testTheme()
	size := Size{120, 16}
	body := BodySize(size)
	left, right := Panes(body.W)
	tb := matchTable(th)
	tb.SetSize(left, body.H)
	v := NewTextView(th)
	v.SetSize(right, body.H)
	v.SetLines([]Line{
		Plain(theme.Title, " Café Strandgården · Ishøj Strand"),
		{{Text: " 6 ansatte (årsværk 4,5 · 1/10)", Role: theme.Subtle}}, {},
		Plain(theme.Title, " Det ved vi ikke: spørg"),
		{{Text: " □ ", Role: theme.Warn}, {Text: "Er der løft over 5 kg ved opvasken?"}}})
	page := Page{
		Header: testHeader(),
		Hints: keys.Footer(keys.Pick(keys.Mark, keys.AddTo, keys.Trial, keys.Export, keys.Search, keys.Help), th.T,
			th.Names()),
		Frame: Frame{
			Title: "Match · A.H. (B-0132)", Note: "57 af 412", Body: Beside(Divider(th), tb.View(), v.View()),
			Dividers: []int{left},
		}}
	view, _ := page.Draw(th, size)
	shoot(t, view, 120, 16)
}

func TestBar(t *testing.T) {
	th := NewTheme(theme.New(theme.Options{NoColor: true}), lang.New(lang.Danish))
	for share, want := range map[float64]string{
		0: "    ", -1: "    ", 0.001: "▏   ", 0.5: "██  ", 0.53: "██▏ ", 1: "████", 7: "████", math.NaN(): "    ",
	} {
		if got := Bar(th, share, 4); got != want {
			t.Errorf("%v: got %q, want %q", share, got, want)
		}
	}
	if got := Sparkline(th, []float64{1, 9, 0, math.NaN(), 4.5, 9}, 5); got != "█▁ ▅█" {
		t.Errorf("got %q, want the last five values", got)
	}
}
