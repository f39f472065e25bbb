package bootstrap

import (
	"fmt"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/ui/app"
	"jobspor/ui/lang"
	"jobspor/ui/present"
)

func TestInterfaceFileIsTakenWholeOrNotAtAll(t *testing.T) {
	for _, tt := range []struct{ name, text, fault string }{ // fault: line and key, "" is taken
		{"empty", "", ""},
		{"everywhere", "[keys]\nsearch = \"f3\"\n", ""},
		{"several", "[keys]\nsearch = [\"f3\", \"alt+s\"]\n", ""},
		{"one screen", "[keys.match]\nweights = \"f6\"\n", ""},
		{"the same key on two screens", "[keys.match]\nweights = \"f6\"\n[keys.today]\nsnooze = \"f6\"\n", ""},
		{"a screen and everywhere", "[keys]\nexport = \"f6\"\n[keys.match]\nweights = \"f6\"\n",
			"4 err.interface.twice"},
		{"twice everywhere", "[keys]\nlog = \"f6\"\nexport = \"f6\"\n", "2 err.interface.twice"},
		{"taken on one of its screens", "[keys]\nsearch = \"z\"\n", "2 err.interface.taken"},
		{"taken by what works everywhere", "[keys.match]\nweights = \"?\"\n", "2 err.interface.taken"},
		{"unknown action", "[keys]\nfly = \"f6\"\n", "2 err.interface.action"},
		{"unknown action of a screen", "[keys.match]\n\nsnooze = \"f6\"\n", "3 err.interface.action.screen"},
		{"unknown screen", "[keys.moon]\nlog = \"f6\"\n", "1 err.interface.screen"},
		{"fixed action", "[keys]\nback = \"f6\"\n", "2 err.interface.fixed"},
		{"no keystroke", "[keys]\nsearch = \"ctrl+enter+x\"\n", "2 err.interface.nokey"},
		{"a digit", "[keys]\nsearch = \"4\"\n", "2 err.interface.field"},
		{"moved", "[keys.match]\nweights = [\"f6\", \"-v\"]\n", ""},
		{"one of two taken away", "[keys]\npalette = \"-ctrl+k\"\n", ""},
		{"moved, and given to another", "[keys.match]\nweights = [\"f6\", \"-v\"]\ncompare = \"v\"\n", ""},
		{"given to another, not moved", "[keys.match]\nweights = \"f6\"\ncompare = \"v\"\n", "3 err.interface.taken"},
		{"moved on another screen", "[keys.today]\nsnooze = [\"f6\", \"-z\"]\n[keys.week]\nlist = \"z\"\n",
			"4 err.interface.action.screen"},
		{"the key is another's", "[keys.match]\nweights = [\"f6\", \"-w\"]\n", "2 err.interface.nothad"},
		{"no key is left", "[keys.match]\nweights = \"-v\"\n", "2 err.interface.nothing"},
		{"no key is left on a screen", "[keys]\nexport = \"-x\"\n[keys.match]\nexport = \"f6\"\n",
			"2 err.interface.nothing"},
		{"taken away twice", "[keys.match]\nweights = [\"f6\", \"-v\", \"-v\"]\n", "2 err.interface.nothad"},
		{"taken from a fixed one", "[keys]\nback = \"-esc\"\n", "2 err.interface.fixed"},
		{"taken from nothing", "[keys]\nfly = \"-f\"\n", "2 err.interface.action"},
		{"a number", "[keys]\nsearch = 4\n", "2 err.interface.strokes"},
		{"a table too deep", "[keys.match.weights]\na = \"f6\"\n", "1 err.interface.strokes"},
		{"colours", "[colours.dark]\naccent = \"#7cc4ff\"\n", ""},
		{"no colour", "[colours.dark]\naccent = \"blue\"\n", "2 err.interface.colour"},
		{"no such colour", "[colours.light]\npurple = \"#7cc4ff\"\n", "2 err.interface.colour.name"},
		{"too faint", "[colours.light]\nok = \"#7cc4ff\"\n", "2 err.interface.contrast"},
		{"a wrong section", "[theme]\ndark = true\n", "1 err.toml.section"},
		{"a wrong section of colours", "[colours.grey]\nok = \"#7cc4ff\"\n", "1 err.toml.key"},
		{"no TOML", "[keys\n", "1 err.toml.syntax"},
		{"one right, one wrong", "[keys]\nsearch = \"f3\"\nlog = \"4\"\n", "3 err.interface.field"},
	} {
		c, err := interfaceSource{}.Parse("interface.toml", tt.text)
		got := ""
		if err != nil {
			e := err.(*model.Error)
			got = fmt.Sprintf("%v %s", e.Args["line"], e.Key)
			if keys, colours := c.Count(); keys+colours > 0 {
				t.Errorf("%s: %d keys and %d colours of a wrong file", tt.name, keys, colours)
			}
			for _, code := range []lang.Code{lang.Danish, lang.English} {
				if said := present.WordsIn(lang.New(code)).Error(err); strings.ContainsAny(said, "{}") {
					t.Errorf("%s: the sentence lacks something: %s", tt.name, said)
				}
			}
		} else if keys, colours := c.Count(); tt.text != "" && keys+colours == 0 {
			t.Errorf("%s: nothing is chosen", tt.name)
		}
		if got != tt.fault {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.fault)
		}
	}
}

// What the file offers can be chosen: every action with a key that is free, all colours together.
func TestTheOfferedFileCanBeUsed(t *testing.T) {
	for _, code := range []lang.Code{lang.Danish, lang.English} {
		text := app.InterfaceText(lang.New(code))
		if c, err := (interfaceSource{}).Parse("interface.toml", text); err != nil {
			t.Fatal(err)
		} else if keys, colours := c.Count(); keys+colours != 0 {
			t.Errorf("%d keys and %d colours are chosen by remarks", keys, colours)
		}
		colours, section, actions := "", "", 0
		for line := range strings.SplitSeq(text, "\n") {
			name, _, isValue := strings.Cut(strings.TrimPrefix(line, "# "), " = \"")
			isValue = isValue && !strings.Contains(name, " ")
			switch {
			case strings.HasPrefix(line, "["):
				section = line
				colours += line + "\n"
			case isValue && strings.HasPrefix(section, "[colours"):
				colours += strings.TrimPrefix(line, "# ") + "\n"
			case isValue:
				actions++
				one := section + "\n" + name + " = \"f12\"\n"
				if _, err := (interfaceSource{}).Parse("interface.toml", one); err != nil {
					t.Errorf("%s%s: %v", section, name, err)
				}
			}
		}
		if actions < 150 {
			t.Errorf("only %d actions are offered", actions)
		}
		if c, err := (interfaceSource{}).Parse("interface.toml", colours); err != nil {
			t.Error(err)
		} else if _, n := c.Count(); n != 2*17 {
			t.Errorf("%d colours are offered", n)
		}
	}
}

func FuzzInterfaceFile(f *testing.F) {
	f.Add(app.InterfaceText(lang.New(lang.English)))
	f.Add("[keys]\nsearch = [\"-/\", \"f3\", \"--\", \"-\"]\n")
	f.Add("[keys]\nsearch = [\"f3\", \"\"]\n[keys.match]\nweights = \"f6\"\n[colours.dark]\nok = \"#00ff00\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := interfaceSource{}.Parse("interface.toml", text)
		keys, colours := c.Count()
		if err != nil && keys+colours > 0 {
			t.Error("something of a wrong file is taken")
		}
	})
}
