package uitest

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/data/demo"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
)

// A stream of so many keys takes less than a minute when it is typed calmly, so that no clock on a screen moves.
const (
	streamLength = 70
	calmPause    = 750 * time.Millisecond
)

// chunks are what streams are made of, beside single keys.
var chunks = []string{"/ k ø k enter", "f l a g esc", "f c a f enter", "x d esc u 5", "ctrl+k h j enter", "v down enter",
	"n esc", "e tab tab a ctrl+s", "m enter", "space down space", "4 a n j enter", "down down enter", "esc esc", "u U",
	"tab enter", "3 enter", "2 enter", "6 enter", "5 enter"}

// streamOf makes a stream of keys. The log is left out: it tells whom the screens showed, and of those that nobody had
// the time to look at it rightly does not.
func streamOf(seed uint64) (out []string) {
	r := rand.New(rand.NewPCG(seed, 5))
	for len(out) < streamLength {
		if r.IntN(5) == 0 {
			out = append(out, strings.Fields(chunks[r.IntN(len(chunks))])...)
		} else if k := pressable[r.IntN(len(pressable))]; k != "8" {
			out = append(out, k)
		}
	}
	return out[:streamLength]
}

// ending is what a stream of keys ends with.
type ending struct {
	view, said, rows, log, files, copied string
	quit, gaveUp                         bool
	dropped                              []int // which keys the program said that it did not use
}

// typeStream types keys into a new demo; pace numbers aheadPaces, and below 0 everything ends before the next key.
func typeStream(t *testing.T, keys []string, pace int, seed uint64) (end ending) {
	t.Helper()
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("jobspor-ahead-%d", os.Getpid())) // one name: screens show it
	files := filepath.Join(dir, "files")
	defer os.RemoveAll(dir)
	if err := os.MkdirAll(files, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Run("typed", func(t *testing.T) {
		path := filepath.Join(dir, "story.db")
		if err := os.WriteFile(path, filled(t, demo.ChangeSets(Today)), 0o600); err != nil {
			t.Fatal(err)
		}
		d := New(t, Options{Path: path, Who: "MK"})
		d.pace, d.order, d.Filling, d.session.Service.Folder = Calm, &order{}, true, files
		before, err := ContentOf(context.Background(), d.session.Store)
		if err != nil {
			t.Fatal(err)
		}
		sent, waited, dropped := 0, 0, 0
		d.watch = func() { // those that waited longest are dropped, or the one that was just typed
			for n := d.App.Dropped(); dropped < n; dropped++ {
				end.dropped = append(end.dropped, min(sent-waited, sent-1))
				waited--
			}
			waited = d.App.Waiting()
		}
		r := rand.New(rand.NewPCG(seed, 3))
		if pace >= 0 {
			d.order = aheadPaces[pace].order(r)
		}
		for _, k := range keys {
			if d.Quit {
				break
			}
			if sent++; pace < 0 {
				d.now = d.now.Add(calmPause)
				d.Press(k)
				continue
			}
			d.update(Key(k))
			aheadPaces[pace].between(d.order, r, d)
		}
		d.settle()
		end.said = d.App.Said()
		if d.now = d.now.Add(time.Second); !d.Quit {
			d.Send(tea.KeyPressMsg{Code: tea.KeyF20}) // means nothing; what was said goes
		}
		end.gaveUp = d.App.GaveUp() > 0
		end.quit, end.view, end.copied = d.Quit, d.View(), strings.Join(d.copied, "\n")
		d.readEnd(&end, before, files)
	})
	return end
}

// newID and seconds are what differs from run to run.
var (
	newID   = regexp.MustCompile(`\b[0-9a-hjkmnp-tv-z]{12}\b`)
	seconds = regexp.MustCompile(`([T ]\d\d:\d\d:)[\d.]+`)
)

// readEnd reads what the database and the folder have at the end.
func (d *Driver) readEnd(end *ending, before Content, folder string) {
	d.T.Helper()
	old := map[string]bool{}
	for ref := range before {
		old[ref.ID] = true
	}
	masked := func(s string) string {
		s = newID.ReplaceAllStringFunc(s, func(id string) string {
			if old[id] {
				return id
			}
			return "new"
		})
		return seconds.ReplaceAllString(s, "$1")
	}
	after, err := ContentOf(context.Background(), d.session.Store)
	if err != nil {
		d.T.Fatal(err)
	}
	var rows []string
	for ref, text := range after {
		if before[ref] != text {
			rows = append(rows, masked(ref.Type+" "+ref.ID+" "+text))
		}
		delete(before, ref)
	}
	for ref := range before {
		rows = append(rows, "gone: "+ref.Type+" "+ref.ID)
	}
	slices.Sort(rows)
	entries, err := d.session.Store.Log(context.Background(), schema.LogQuery{})
	if err != nil {
		d.T.Fatal(err)
	}
	for _, e := range entries {
		if e.Kind != "view" {
			args, _ := json.Marshal(e.Args)
			end.log += masked(fmt.Sprintf("%s %s %s\n", e.Kind, e.Action, args))
		}
	}
	list, err := os.ReadDir(folder)
	if err != nil {
		d.T.Fatal(err)
	}
	for _, f := range list {
		end.files += f.Name() + "\n"
	}
	end.rows, end.view, end.copied = strings.Join(rows, "\n"), masked(end.view), masked(end.copied)
}

// differs says in what two endings are not the same, "" when they are. What was said last is compared where no key was
// dropped, which is said too.
func (e ending) differs(other ending) string {
	parts := []struct{ name, calm, ahead string }{
		{"the rows", e.rows, other.rows}, {"the log", e.log, other.log}, {"the screen", e.view, other.view},
		{"the files", e.files, other.files}, {"the clipboard", e.copied, other.copied},
		{"whether it ended", fmt.Sprint(e.quit), fmt.Sprint(other.quit)},
	}
	if len(e.dropped)+len(other.dropped) == 0 {
		parts = append(parts, struct{ name, calm, ahead string }{"what was said", e.said, other.said})
	}
	for _, p := range parts {
		if p.calm != p.ahead {
			return fmt.Sprintf("%s:\n%s\n--- typed ahead:\n%s", p.name, p.calm, p.ahead)
		}
	}
	return ""
}

// calmEnds are the endings of streams that were typed calmly.
var calmEnds = map[string]ending{}

// aheadDiffers types keys at a pace and says how that ends differently than typing them calmly without those that were
// told to be dropped.
func aheadDiffers(t *testing.T, keys []string, pace int, seed uint64) string {
	t.Helper()
	end := typeStream(t, keys, pace, seed)
	if end.gaveUp { // a search that was given up left the cursor elsewhere, as was said
		t.Logf("%s: a search was given up: not compared", strings.Join(keys, " "))
		return ""
	}
	var used []string
	for i, k := range keys {
		if !slices.Contains(end.dropped, i) {
			used = append(used, k)
		}
	}
	typed := strings.Join(used, " ")
	calm, known := calmEnds[typed]
	if !known {
		calm = typeStream(t, used, -1, seed)
		calmEnds[typed] = calm
	}
	if how := calm.differs(end); how != "" {
		return fmt.Sprintf("%d keys dropped, and %s", len(end.dropped), how)
	}
	return ""
}

// shrunk is a stream with as few keys as still end differently.
func shrunk(t *testing.T, keys []string, pace int, seed uint64) []string {
	t.Helper()
	for size := len(keys) / 2; size >= 1; {
		smaller := false
		for i := 0; i+size <= len(keys); {
			less := slices.Concat(keys[:i], keys[i+size:])
			if aheadDiffers(t, less, pace, seed) != "" {
				keys, smaller = less, true
			} else {
				i += size
			}
		}
		if !smaller {
			size /= 2
		}
	}
	return keys
}

// TestTypedAheadEndsAsCalm: random streams of keys end the same however fast they are typed and however slow the
// database is. JOBSPOR_TEST_STREAMS=from+number tries others, and shrinks those that do not.
func TestTypedAheadEndsAsCalm(t *testing.T) {
	if testing.Short() {
		t.Skip("streams of keys, each several times")
	}
	from, n := uint64(300), uint64(2)
	asked := os.Getenv("JOBSPOR_TEST_STREAMS")
	if _, err := fmt.Sscanf(asked, "%d+%d", &from, &n); asked != "" && err != nil {
		t.Fatalf("JOBSPOR_TEST_STREAMS: %v", err)
	}
	for seed := from; seed < from+n; seed++ {
		for pace, p := range aheadPaces {
			keys := streamOf(seed)
			how := aheadDiffers(t, keys, pace, seed)
			if how != "" && asked != "" {
				keys = shrunk(t, keys, pace, seed)
				how = aheadDiffers(t, keys, pace, seed)
			}
			if how != "" {
				t.Errorf("seed %d, %s: %q: %s", seed, p.name, strings.Join(keys, " "), how)
			}
		}
	}
}

// onceDiffered are streams that once ended differently, shrunk, with the cause.
var onceDiffered = []struct {
	keys, cause string
	seed        uint64
}{
	{"enter down", "how far a page scrolls was known only when it was drawn", 305},
	{"5 t j", "the next key came before the notice of what the key before it wrote", 312},
	{": ø k enter delete down", "the same, on a page with items", 305},
	{"3 / n esc", "a search that was left still showed what it found", 330},
	{"l 2 esc U", "the form that Esc gave up opened under the next key", 307},
	{"x d esc u 5", "an error says that it drops what was typed ahead", 319},
	{"esc : e enter +", "an action of the palette came after the keys that were typed after it", 313},
}

func TestWhatOnceDifferedTypedAhead(t *testing.T) {
	for _, s := range onceDiffered {
		for pace, p := range aheadPaces {
			if how := aheadDiffers(t, strings.Fields(s.keys), pace, s.seed); how != "" {
				t.Errorf("%s, %s (%s): %s", s.keys, p.name, s.cause, how)
			}
		}
	}
}

// TestWhatIsDroppedIsSaid: keys that were typed ahead of an error, or of a question that nobody could foresee, are not
// used, and that stands on the screen in both languages.
func TestWhatIsDroppedIsSaid(t *testing.T) {
	for code, said := range map[lang.Code]string{lang.Danish: " taster efter det blev ikke brugt.",
		lang.English: " keys typed after it were not used."} {
		for _, size := range [][2]int{{60, 15}, {120, 36}} {
			sees := func(d *Driver, n int) {
				t.Helper()
				shown := strings.Join(strings.Fields(d.View()), " ") // a narrow window wraps it
				if !strings.Contains(shown, fmt.Sprint(n)+said) || d.App.Dropped() != n {
					t.Errorf("%d keys dropped, want %d and that it is said:\n%s", d.App.Dropped(), n, d.View())
				}
			}
			d := New(t, Options{World: world().World, Lang: code, W: size[0], H: size[1]})
			d.pace = Burst
			d.Press("u", "5", "down")
			sees(d, 2)
			d = New(t, Options{World: ladderWorld(), Lang: code, W: size[0], H: size[1]})
			p := placementOf(d, "p1")
			d.Send(screen.Go{To: screen.Edit, Arg: screen.EditArg{Entity: p, Fields: []string{"end_on"}}})
			d.Press("ctrl+u")
			d.Type("7/2 2072")
			d.pace = Burst
			d.Press("ctrl+s", "right", "enter")
			sees(d, 2)
			d.Press("right") // too early: nobody could have read it yet
			sees(d, 3)
			d.Press("esc")
			d.Ready()
			if got := placementOf(d, "p1").EndOn; got != p.EndOn {
				t.Errorf("got %v, want it unchanged", got)
			}
		}
	}
}
