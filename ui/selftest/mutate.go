package selftest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"jobspor/data/paths"
	"jobspor/model"
)

// errNoTerminal says that no terminal can be made here.
var errNoTerminal = errors.New("no terminal can be made here")

// noTerminal is the key of the words for it.
const noTerminal = "selftest.notrun.terminal"

// seeds are files that the program reads, and the command that reads each; "%rules" and "%mails" are what the program
// itself writes.
var seeds = []struct{ name, command, text string }{
	{"companies.csv", "import companies %f --dry-run",
		"navn;postnr;cvr;telefon\nCafé Æble;2635;00000001;00 00 11 22\n\"A \"\"B\"\"\";2640;;\n"},
	{"citizens.csv", "import citizens %f --dry-run",
		"fornavn,efternavn,postnr,note\nAnja,Holm,2635,\"glad for\nkøkken\"\n"},
	{"lines.jsonl", "import companies %f --dry-run",
		`{"navn":"Café","postnr":"2635"}` + "\n" + `{"navn":"Bager","postnr":2640}` + "\n"},
	{"list.json", "import companies %f --dry-run", `[{"name":"Café","address":{"postcode":"2635"}},{"name":"Bager"}]`},
	{"persons.vcf", "import persons %f --dry-run",
		"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ida Bo\r\nORG:Firma 3\r\nTEL:00001122\r\nEND:VCARD\r\n"},
	{"rules.toml", "rules load %f", "%rules"},
	{"mails.toml", "mail validate %f", "%mails"},
	{"programme.toml", "programme load %f", "%programme"},
	{"batch.txt", "batch %f --dry-run",
		"company add --set name=A\ncitizen edit B-0001 --set 'note=x y'\n{\"args\":[\"today\"]}\n"},
	{"dump.jsonl", "load %f --dry-run", "%dump"},
}

// vocabulary is what random command lines are made of.
var vocabulary = strings.Fields(`company citizen task goal contact add edit show list remove match today search export
	import rules mail hours placement agreement programme figures undo redo log config set B-0001 B-9999 F-0001 Firma 3
	--json --set --where --columns --limit --on --note --as LH name= note=x first_name=%s -1 0 99999999999999999999 +7
	uge 53 29/2 31/2 -- - "" ' \ \x00 æøå 🎉 = , ; --yes --dry-run -o /dev/null
	--format xlsx pdf --help a:b {"args":[]}`)

// keyWords are the keys of random streams; letters and digits come beside them.
var keyWords = []string{"\r", "\x1b", "\t", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[H",
	"\x1b[F", "\x13", "\x01", "\x0b", "\x7f", "/", "?", ":", "+", "!", " ", "\x1b[200~indsat\ntekst\x1b[201~", "æ",
	"\x00", "\x1b[Z", "\x1b[1;5C", "\x1b[99999;99999H", "🎉"}

// mutating feeds the program with broken files, random command lines and random keys.
func mutating(ctx context.Context, t *trial) error {
	p, err := t.world(ctx, "mutated")
	if err != nil {
		return err
	}
	t.Counts = model.Args{"files": 0, "lines": 0, "keys": 0, "wrong": 0}
	texts, err := p.seedTexts(ctx)
	if err != nil {
		return err
	}
	for i := 0; i < t.n && ctx.Err() == nil; i++ {
		seed := seeds[i%len(seeds)]
		path := filepath.Join(p.dir, "m-"+seed.name)
		if err := paths.WriteFile(path, true, writes(t.broken(texts[seed.name]))); err != nil {
			return err
		}
		args := strings.Fields(seed.command)
		for j := range args {
			args[j] = strings.ReplaceAll(args[j], "%f", path)
		}
		if err := t.survives(ctx, p, "files", args); err != nil {
			return err
		}
		args = nil
		for range 1 + t.rand.IntN(7) {
			args = append(args, strings.ReplaceAll(vocabulary[t.rand.IntN(len(vocabulary))], `\x00`, "\x01"))
		}
		if err := t.survives(ctx, p, "lines", args); err != nil {
			return err
		}
	}
	for range (t.n + 29) / 30 {
		if err := t.typing(ctx, p); err == errNoTerminal {
			t.NotRun = append(t.NotRun, noTerminal)
			break
		} else if err != nil {
			return err
		}
	}
	return nil
}

// seedTexts are the files as they are before anything is broken.
func (p *program) seedTexts(ctx context.Context) (map[string]string, error) {
	made := map[string][]string{"%rules": {"rules", "show", "--file"}, "%mails": {"mail", "show", "--file"},
		"%programme": {"programme", "export", "flere-skal-med"}, "%dump": {"dump", "-", "--plain", "--yes"}}
	out := map[string]string{}
	for _, s := range seeds {
		out[s.name] = s.text
		if args, ok := made[s.text]; ok {
			got, err := p.run(ctx, args...)
			if err != nil || got.status != 0 || got.out == "" {
				return nil, fmt.Errorf("%v: status %d, %w %s", args, got.status, err, lastLine(got.err))
			}
			out[s.name] = got.out
		}
	}
	return out, nil
}

// broken is a text with a few random faults.
func (t *trial) broken(text string) string {
	b := []byte(text)
	for range 1 + t.rand.IntN(4) {
		at := t.rand.IntN(len(b) + 1)
		end := min(len(b), at+1+t.rand.IntN(12))
		switch t.rand.IntN(6) {
		case 0: // cut off
			b = b[:at]
		case 1: // a piece is missing
			b = append(b[:at:at], b[end:]...)
		case 2: // a piece comes twice
			b = append(b[:end:end], b[at:]...)
		case 3: // a bit is turned
			if at < len(b) {
				b[at] ^= 1 << t.rand.IntN(8)
			}
		case 4: // signs that mean something
			signs := []string{"\x00", "\"", "\n", ";", "\xff\xfe", "\x1b[2J", "{{{{", "[[", "=",
				"999999999999999999999", "\u202e"}
			b = append(b[:at:at], append([]byte(signs[t.rand.IntN(len(signs))]), b[at:]...)...)
		case 5: // a long piece
			b = append(b[:at:at], append([]byte(strings.Repeat("x", 1<<t.rand.IntN(17))), b[at:]...)...)
		}
	}
	return string(b)
}

// survives runs the program once: it may refuse, with a sentence.
func (t *trial) survives(ctx context.Context, p *program, count string, args []string) error {
	got, err := p.run(ctx, args...)
	if err != nil {
		return err
	}
	t.Runs++
	t.count(count)
	t.refused(got, strings.Join(args, " "))
	return nil
}

// refused notes what is no sentence.
func (t *trial) refused(got said, what string) {
	if got.status < 0 || panicked(got.out+got.err) || got.status > 0 && (got.err == "" || wordless(got.err)) {
		t.count("wrong")
		t.fault("%q: status %d, %s", what, got.status, lastLine(got.err))
	}
}

func panicked(text string) bool {
	return strings.Contains(text, "goroutine ") || strings.Contains(text, "panic:") ||
		strings.Contains(text, "fatal error:")
}

func wordless(text string) bool {
	return strings.Contains(text, "has no words for") || strings.Contains(text, "SQLITE_") ||
		strings.Contains(text, "disk I/O error") ||
		strings.Contains(text, "⟨") || strings.Contains(text, "%!")
}

// keysInAStream is how many keys are typed before the program is asked to leave.
const keysInAStream = 300

// typing types random keys into the screens on the invented world and leaves.
func (t *trial) typing(ctx context.Context, p *program) error {
	at, err := p.sit(ctx, "demo", "--as", "MK")
	if err != nil {
		return err
	}
	typed := 0
	letters := []rune("abcdefghijklmnopqrstuvwxyzABDFGLMNRSUVXZæøå0123456789")
	for range keysInAStream {
		key := string(letters[t.rand.IntN(len(letters))])
		if t.rand.IntN(3) == 0 {
			key = keyWords[t.rand.IntN(len(keyWords))]
		}
		if key == "q" {
			continue
		}
		if !at.types(key) {
			break // it has ended
		}
		typed++
		time.Sleep(2 * time.Millisecond)
	}
	status, late := at.leaves()
	if late {
		t.fault("the screens do not end when they are asked to")
	}
	t.Runs++
	t.Counts["keys"] = t.Counts["keys"].(int) + typed
	screen, _ := at.wrote(0)
	if text := string(screen); panicked(text) || status != 0 && status != 130 {
		t.count("wrong")
		t.fault("keys: status %d, %s", status, lastLine(text[max(0, len(text)-400):]))
	}
	return nil
}
