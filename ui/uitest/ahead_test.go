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
)

// paces are the ways to type one stream of keys that must end as calm typing does.
var paces = []struct {
	name  string
	order func(seed uint64) *order
	hurry func(*order, *Driver) // between two keys
}{
	{"burst", func(uint64) *order { return &order{} }, func(*order, *Driver) {}},
	{"slow reads", func(uint64) *order { return &order{slow: true} }, func(o *order, d *Driver) {
		for d.drain() || o.step(d) {
		}
	}},
	{"slow reads, Esc gives up", func(seed uint64) *order { return &order{slow: true, rand: rand.New(rand.NewPCG(seed, 4))} },
		func(o *order, d *Driver) {
			for d.drain() || o.step(d) {
			}
			if o.rand.IntN(4) > 0 {
				return
			}
			for _, t := range d.expire(time.Second) {
				d.update(t.fire())
			}
			for d.drain() || o.step(d) {
			}
		}},
	{"mixed", func(seed uint64) *order { return &order{rand: rand.New(rand.NewPCG(seed, 3))} },
		func(o *order, d *Driver) {
			for range o.rand.IntN(5) {
				if d.drain(); !o.next(d) {
					return
				}
			}
		}},
}

// drain gives the program the notices that came meanwhile.
func (d *Driver) drain() bool {
	select {
	case m := <-d.queue:
		d.took(m)
		return true
	default:
		return false
	}
}

// streamLength keys typed calmly take less than a minute, so that the clock on a screen stands.
const (
	streamLength = 70
	calmPause    = 750 * time.Millisecond
)

// chunks are what streams are made of, beside single keys.
var chunks = []string{"/ k ø k enter", "f l a g esc", "f c a f enter", "x d esc u 5", "ctrl+k h j enter", "v down enter",
	"n esc", "e tab tab a ctrl+s", "m enter", "space down space", "4 a n j enter", "down down enter", "esc esc", "u U",
	"tab enter", "3 enter", "2 enter", "6 enter", "5 enter"}

// streamOf makes a stream of keys.
func streamOf(seed uint64) (out []string) {
	r := rand.New(rand.NewPCG(seed, 5))
	for len(out) < streamLength {
		if r.IntN(5) == 0 {
			out = append(out, strings.Fields(chunks[r.IntN(len(chunks))])...)
			continue
		}
		if k := pressable[r.IntN(len(pressable))]; k != "8" { // the log tells whom the screens showed, which differs
			out = append(out, k)
		}
	}
	return out[:streamLength]
}

// ending is what a stream of keys ends with.
type ending struct {
	view, rows, log, files, copied string
	said                           string
	quit                           bool
	dropped                        []int // which keys were told to be dropped
	failures                       []string
}

var (
	newID = regexp.MustCompile(`\b[0-9a-hjkmnp-tv-z]{12}\b`)
	clock = regexp.MustCompile(`([T ]\d\d:\d\d:)[\d.]+`)
)

// typeStream types keys into a new demo, each after the pause that hurry makes; nil is calm.
func typeStream(t *testing.T, keys []string, o *order, hurry func(*order, *Driver)) (end ending) {
	t.Helper()
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("jobspor-ahead-%d", os.Getpid()))
	defer os.RemoveAll(dir)
	if err := os.MkdirAll(filepath.Join(dir, "ud"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Run("", func(t *testing.T) {
		path := filepath.Join(dir, "story.db")
		if err := os.WriteFile(path, filled(t, demo.ChangeSets(Today)), 0o600); err != nil {
			t.Fatal(err)
		}
		d := New(t, Options{Path: path, Who: "MK"})
		d.pace, d.order, d.Filling = Calm, &order{}, true
		d.session.Service.Folder = filepath.Join(dir, "ud")
		before, err := ContentOf(context.Background(), d.session.Store)
		if err != nil {
			t.Fatal(err)
		}
		if o != nil {
			d.order = o
		}
		dropped := 0
		watch := func(sent, waited int) {
			if n := d.App.Dropped() - dropped; n > 0 {
				for i := range n {
					end.dropped = append(end.dropped, sent-waited+i)
				}
				dropped = d.App.Dropped()
			}
		}
		sent, waited := 0, 0
		d.watch = func() { watch(sent, waited); waited = d.App.Waiting() }
		for _, k := range keys {
			if d.Quit {
				break
			}
			sent++
			if o == nil {
				d.now = d.now.Add(calmPause)
				d.Press(k)
			} else {
				d.update(Key(k))
				hurry(o, d)
			}
		}
		d.settle()
		end.said = d.App.Said()
		d.now = d.now.Add(time.Second)
		if !d.Quit {
			d.Send(tea.KeyPressMsg{Code: tea.KeyF20})
		}
		end.quit, end.view = d.Quit, d.View()
		end.failures = d.Failures
		d.look(&end, before, dir)
	})
	return end
}

// look reads what the database and the folder have now.
func (d *Driver) look(end *ending, before Content, dir string) {
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
			return "·new·"
		})
		return clock.ReplaceAllString(s, "${1}··")
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
	}
	for ref := range before {
		if after[ref] == "" {
			rows = append(rows, "gone "+ref.Type+" "+ref.ID)
		}
	}
	slices.Sort(rows)
	end.rows = strings.Join(rows, "\n")
	entries, err := d.session.Store.Log(context.Background(), schema.LogQuery{})
	if err != nil {
		d.T.Fatal(err)
	}
	for _, e := range entries {
		if e.Kind != "view" {
			args, _ := json.Marshal(e.Args)
			end.log = masked(fmt.Sprintf("%s %s %s\n", e.Kind, e.Action, args)) + end.log
		}
	}
	end.view = masked(end.view)
	files, err := os.ReadDir(filepath.Join(dir, "ud"))
	if err != nil {
		d.T.Fatal(err)
	}
	for _, f := range files {
		end.files += f.Name() + "\n"
	}
	end.copied = masked(strings.Join(d.copied, "\n"))
}

// differs says in what two endings are not the same, "" when they are.
func (e ending) differs(other ending) string {
	for _, part := range []struct{ name, a, b string }{
		{"the rows", e.rows, other.rows}, {"the log", e.log, other.log}, {"the screen", e.view, other.view},
		{"the files", e.files, other.files}, {"the clipboard", e.copied, other.copied},
		{"the end", fmt.Sprint(e.quit), fmt.Sprint(other.quit)},
	} {
		if part.a != part.b {
			return fmt.Sprintf("%s:\n%s\n--- typed ahead:\n%s", part.name, part.a, part.b)
		}
	}
	if len(e.dropped)+len(other.dropped) == 0 && e.said != other.said {
		return fmt.Sprintf("what is said:\n%s\n--- typed ahead:\n%s", e.said, other.said)
	}
	return ""
}

// without are the keys that were not dropped.
func without(keys []string, dropped []int) (out []string) {
	for i, k := range keys {
		if !slices.Contains(dropped, i) {
			out = append(out, k)
		}
	}
	return out
}

// differsAhead types a stream at every pace and says which ends differently than calm typing of the keys that were not
// dropped.
func differsAhead(t *testing.T, keys []string, seed uint64, only string) (pace, how string) {
	t.Helper()
	calm := typeStream(t, keys, nil, nil)
	if len(calm.dropped) > 0 {
		return "calm", fmt.Sprintf("dropped %v", calm.dropped)
	}
	for _, p := range paces {
		if only != "" && p.name != only {
			continue
		}
		end := typeStream(t, keys, p.order(seed), p.hurry)
		want := calm
		if len(end.dropped) > 0 {
			want = typeStream(t, without(keys, end.dropped), nil, nil)
		}
		if how := want.differs(end); how != "" {
			return p.name, fmt.Sprintf("dropped %v\n%s", end.dropped, how)
		}
	}
	return "", ""
}

// shrunk is a stream with as few keys as still end differently.
func shrunk(t *testing.T, keys []string, seed uint64, pace string) []string {
	t.Helper()
	for size := len(keys) / 2; size >= 1; {
		smaller := false
		for i := 0; i+size <= len(keys); {
			less := slices.Concat(keys[:i], keys[i+size:])
			if _, how := differsAhead(t, less, seed, pace); how != "" {
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

func TestTypedAheadEndsAsCalm(t *testing.T) {
	from, n := 300, 6
	if s := os.Getenv("JOBSPOR_TEST_STREAMS"); s != "" {
		if _, err := fmt.Sscanf(s, "%d+%d", &from, &n); err != nil {
			t.Fatal(err)
		}
	}
	for seed := uint64(from); seed < uint64(from+n); seed++ {
		keys := streamOf(seed)
		pace, how := differsAhead(t, keys, seed, "")
		if how == "" {
			continue
		}
		small := shrunk(t, keys, seed, pace)
		_, how = differsAhead(t, small, seed, pace)
		t.Errorf("seed %d, %s: %q ends differently\n%s", seed, pace, strings.Join(small, " "), how)
	}
}


func TestDebugStream(t *testing.T) {
	s := os.Getenv("STREAM")
	if s == "" {
		t.Skip()
	}
	keys := strings.Fields(s)
	for i := range keys {
		e := typeStream(t, keys[:i+1], nil, nil)
		fmt.Printf("=====calm %q said %q\n%s\n", keys[i], e.said, e.view)
	}
	pace, how := differsAhead(t, keys, 1, "")
	fmt.Println(pace, how)
}
