package selftest

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strings"
)

// tours are keys from the first screen of the program, to each tab and to what lies behind its rows.
var tours = []string{
	"1", "1 enter", "1 down down down enter", "1 end enter",
	"2", "2 enter", "2 enter e", "2 enter h", "2 enter tab tab enter", "2 D enter",
	"3", "3 enter", "3 enter e", "3 enter h", "3 enter tab tab tab enter", "3 m", "3 m enter", "3 x",
	"4", "4 enter", "4 tab enter",
	"5", "5 enter", "5 enter enter", "5 enter x",
	"6", "6 enter", "6 enter e", "6 enter a", "6 enter v", "6 b", "6 t", "6 enter h",
	"7", "7 enter", "7 b", "7 p", "7 d",
	"8", "8 enter", "8 u", "8 h",
	"9", "9 down enter", "9 end",
	"/ p w n", "/ p w n enter", "/ @ S U M", "n", "3 n", "5 n", "6 n", "?", "!",
	": p r o g", ": i m p", ": w o r", ": h i s enter",
}

// after are keys at the end of each tour, which scroll through what it led to, and lead back.
const after = "pgdown pgdown end esc esc esc esc esc"

// terminalKeys are the bytes of the keys that are no letters.
var terminalKeys = map[string]string{"enter": "\r", "esc": "\x1b", "tab": "\t", "down": "\x1b[B", "end": "\x1b[F",
	"pgdown": "\x1b[6~"}

// touring types all tours into the screens on a program's database and gives what they wrote, by tour.
func (p *program) touring(ctx context.Context, tours []string) (wrote map[string][]byte, err error) {
	at, err := p.sit(ctx)
	if err != nil {
		return nil, err
	}
	at.rests()
	wrote = map[string][]byte{}
	from := 0
	for _, tour := range tours {
		for key := range strings.FieldsSeq(tour + " " + after) {
			if ctx.Err() != nil {
				break
			}
			bytes, ok := terminalKeys[key]
			if !ok {
				bytes = key
			}
			if !at.types(bytes) {
				break
			}
			at.rests()
		}
		wrote[tour], from = at.wrote(from)
	}
	if status, late := at.leaves(); late || status != 0 && status != 130 {
		text, _ := at.wrote(0)
		return wrote, fmt.Errorf("the screens end with status %d: %s", status, lastLine(string(text)))
	}
	return wrote, ctx.Err()
}

// A terminal's program writes escape sequences of its own. Those that are planted are none that it ever writes: a title
// or a link with "pwn" in it, a mode 7777, a colour 71, 7, 17.
var (
	ownText  = regexp.MustCompile(`(?s)\x1b[\]PX^_][^\x07\x1b]*?pwn`)
	ownMode  = regexp.MustCompile(`\x1b\[\?7777`)
	ownStyle = regexp.MustCompile(`\x1b\[[0-9;:]*71[;:]7[;:]17`)
)

// rawOnScreen finds planted sequences, control characters beyond ASCII, and direction marks in what a program wrote to
// a terminal.
func rawOnScreen(data []byte) (out []string) {
	for name, own := range map[string]*regexp.Regexp{"a title, link or command": ownText, "a mode": ownMode,
		"a colour": ownStyle} {
		if own.Match(data) {
			out = append(out, "the escape sequence of "+name)
		}
	}
	beyond := bytes.Map(func(r rune) rune {
		if r < 0x80 {
			return -1
		}
		return r
	}, data)
	return append(out, rawIn(beyond)...)
}

// onScreens looks for planted texts in what the screens write on tours, and gives how many of these show any.
func (t *trial) onScreens(ctx context.Context, p *program, tours []string) (screens int, err error) {
	wrote, err := p.touring(ctx, tours)
	if err == errNoTerminal {
		t.NotRun = append(t.NotRun, noTerminal)
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	for _, tour := range tours {
		if bytes.Contains(wrote[tour], []byte("pwn")) {
			screens++
		}
		for _, why := range rawOnScreen(wrote[tour]) {
			t.fault("keys %s: %s", tour, why)
		}
	}
	if 3*screens < 2*len(tours) {
		t.fault("only %d of %d tours show any of the texts", screens, len(tours))
	}
	return screens, nil
}
