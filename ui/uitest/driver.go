// Package uitest drives the program in process, on a real database file: keys in, screens out. What takes time is run
// to its end after every key, so a test reads like a person's work and never waits for a clock.
package uitest

import (
	"context"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"jobspor/model"
	"jobspor/ui/app"
	"jobspor/ui/bootstrap"
	"jobspor/ui/keys"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Today is the current day of all tests: a Thursday.
var Today = model.NewDate(2026, 11, 26)

// Options set up a test.
type Options struct {
	W, H  int // 0 is 120×36
	Lang  lang.Code
	World []model.ChangeSet // the first content of the database
	Start *screen.Go
	Theme theme.Options
	Path  string     // an existing database; "" makes a new demo database in a temporary folder
	Who   string     // initials; "" is the first consultant
	Login string     // the operating system's name of the user
	Day   model.Date // the current day; 0 is Today
	// Passphrase seals a new database, or opens an existing one; "" makes a demo database.
	Passphrase string
	// AsksWhy leaves it to the test to give reasons for what leaves; else one was given in this session before.
	AsksWhy bool
	// NoSuspend is a terminal that there is no way back to.
	NoSuspend bool
	// Chosen are a person's own keys.
	Chosen keys.Chosen
	// Plain is the plain mode; see Driver.Hears.
	Plain bool
	Tour  string // see app.Options
	// Served answers Who as far as the role lets it, as a server does; Beside is the program of a colleague, whose
	// database and clock this one shares.
	Served bool
	Beside *Driver
}

// Driver is a running program.
type Driver struct {
	T    testing.TB
	App  *app.App
	Keys int // pressed so far
	Quit bool
	// Suspended counts how often the terminal was given back to the shell.
	Suspended int
	// Failures are the sentences of what could not be done.
	Failures []string
	Filling  bool // demo data is put in, which are many changes

	heard   []string // the lines of plain mode since Hears looked
	session *bootstrap.Database
	host    *bootstrap.Database // that serves the session; nil when nothing does
	copied  []string
	pace    Pace
	order   *order // what ends when; nil leaves it to goroutines
	watch   func() // after every message
	now     time.Time
	queue   chan tea.Msg
	timers  []timer
	busy    int

	changes sync.Mutex
	changed []int64 // entries that were written since keyChanges
}

// linkers is shared by all tests.
var linkers bootstrap.Linkers

// New starts a program.
func New(t testing.TB, o Options) *Driver {
	t.Helper()
	ctx := context.Background()
	d := &Driver{T: t, pace: pace, now: bootstrap.Clock(max(o.Day, Today))(), queue: make(chan tea.Msg, 4096)}
	if o.Beside != nil {
		d.host = o.Beside.host
	} else {
		d.open(o)
	}
	if d.host != nil {
		d.serve(o.Who)
	}
	d.countChanges()
	s := d.session
	s.Service.Folder = t.TempDir()
	for _, to := range service.Receivers {
		if to.NeedsReason() && !o.AsksWhy {
			s.Service.RememberReason(to, "sagsbehandling")
		}
	}
	if o.W == 0 {
		o.W, o.H = 120, 36
	}
	if o.Lang == "" {
		o.Lang = lang.Danish
	}
	var plain func([]string)
	if o.Plain {
		o.Theme = app.PlainColours()
		plain = func(lines []string) { d.heard = append(d.heard, lines...) }
	}
	d.App = app.New(ctx,
		app.Options{
			NoSuspend: o.NoSuspend, Plain: plain, Tour: o.Tour, Keys: o.Chosen,
			Poll: func(ctx context.Context) error {
				return s.Poll(ctx, func(c model.Changed) { d.queue <- c })
			},
			Service: s.Service, Lang: lang.New(o.Lang), Theme: o.Theme, FixedColours: true, Start: o.Start,
			After: d.after,
			Send:  func(m tea.Msg) { d.queue <- m },
			Palette: func(ctx context.Context) (string, error) {
				set, err := service.One[model.Setting](ctx, s.Store, "setting", service.ThemeSetting)
				if service.IsAbsent(err) {
					return string(theme.Standard), nil
				}
				if err != nil {
					return "", err
				}
				return set.Value, nil
			},
			Language: func(ctx context.Context) (*lang.Lang, error) { return bootstrap.Language(ctx, s.Store, o.Lang) },
		})
	t.Cleanup(d.App.Close)
	d.run(d.App.Init())
	d.update(tea.WindowSizeMsg{Width: o.W, Height: o.H})
	d.settle()
	return d
}

// after collects timers until Wait; nothing in a test waits by itself.
func (d *Driver) after(wait time.Duration, fn func(time.Time) tea.Msg) tea.Cmd {
	d.timers = append(d.timers, timer{wait, func() tea.Msg { return fn(time.Now()) }})
	return nil
}

// timer is something that the program does later.
type timer struct {
	wait time.Duration
	fire func() tea.Msg
}

// expire takes the timers that wait at most so long.
func (d *Driver) expire(most time.Duration) (due []timer) {
	d.timers = slices.DeleteFunc(d.timers, func(t timer) bool {
		if t.wait <= most {
			due = append(due, t)
		}
		return t.wait <= most
	})
	return due
}

// Wait lets some seconds pass: timers expire, drafts are written, toasts disappear, dialogs accept keys.
func (d *Driver) Wait() {
	d.settle()
	d.now = d.now.Add(10 * time.Second)
	for _, t := range d.expire(math.MaxInt64) {
		d.Send(t.fire())
	}
}

// Press presses keys by name: "enter", "esc", "ctrl+s", "+", "m". A name of several letters that is no key is typed.
func (d *Driver) Press(names ...string) {
	d.T.Helper()
	for _, n := range names {
		d.Keys++
		d.hit(Key(n))
	}
}

// took gives the program what came out of its queue.
func (d *Driver) took(m tea.Msg) {
	if r, ok := m.(ran); ok {
		d.busy--
		m = r.msg
	}
	d.update(m)
}

// PressAtEverySize presses keys and draws what follows from each in a common, a large and the least window; which of
// them a key is pressed in goes round. It fails where a frame is not as large as its window or a word is missing.
func (d *Driver) PressAtEverySize(names ...string) {
	d.T.Helper()
	sizes := [][2]int{{80, 24}, {120, 36}, {60, 15}}
	for i, n := range names {
		d.Press(n)
		for j := range sizes {
			size := sizes[(i+j)%len(sizes)]
			d.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			if strings.Contains(d.View(), "⟨") {
				d.T.Errorf("after %q at %v a word is missing:\n%s", n, size, d.View())
			}
		}
	}
}

// Type types text letter by letter. Its letters do not count as keys: they are the person's own words.
func (d *Driver) Type(text string) {
	d.T.Helper()
	for _, r := range text {
		d.hit(Key(string(r)))
	}
}

// Send gives the program a message and runs what follows from it to its end.
func (d *Driver) Send(msg tea.Msg) {
	d.T.Helper()
	d.settle()
	d.keyChanges()
	d.update(msg)
	d.settle()
	if made := d.keyChanges(); len(made) > 1 && !d.Filling {
		d.T.Errorf("%T made the changes %v: one undo does not take it back\n%s", msg, made, d.View())
	}
}

func (d *Driver) update(msg tea.Msg) {
	d.T.Helper()
	switch m := msg.(type) {
	case nil:
		return
	case tea.QuitMsg:
		d.Quit = true
		return
	case tea.SuspendMsg:
		d.Suspended++
		return
	case tea.BatchMsg:
		for _, c := range m {
			d.run(c)
		}
		return
	}
	if strings.HasSuffix(fmt.Sprintf("%T", msg), ".sequenceMsg") {
		d.runInTurn(msg)
		return
	}
	if strings.Contains(fmt.Sprintf("%T", msg), "setClipboardMsg") {
		d.copied = append(d.copied, fmt.Sprint(msg))
		return
	}
	before := d.App.Failure()
	_, cmd := d.App.Update(msg)
	if d.watch != nil {
		d.watch()
	}
	if said := d.App.Failure(); said != "" && said != before {
		d.Failures = append(d.Failures, said)
	}
	d.run(cmd)
	if err := d.App.Check(); err != nil {
		d.T.Fatalf("after %T: %v\n%s", msg, err, ansi.Strip(d.App.View().Content))
	}
}

func (d *Driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	if d.order != nil {
		d.order.begin(cmd)
		return
	}
	d.busy++
	go func() { d.queue <- ran{cmd()} }()
}

// runInTurn runs commands that the library runs one after another.
func (d *Driver) runInTurn(msg tea.Msg) {
	list := reflect.ValueOf(msg)
	var cmds []tea.Cmd
	for i := range list.Len() {
		cmds = append(cmds, list.Index(i).Interface().(tea.Cmd))
	}
	if d.order != nil {
		d.order.begin(cmds...)
		return
	}
	d.busy += len(cmds)
	go func() {
		for _, cmd := range cmds {
			d.queue <- ran{cmd()}
		}
	}()
}

// ran is the result of a command.
type ran struct{ msg tea.Msg }

// settleLimit is how long work may take before a test fails; it is not an expectation of speed.
const settleLimit = 60 * time.Second

func (d *Driver) settle() {
	d.T.Helper()
	deadline := time.After(settleLimit)
	for {
		select {
		case m := <-d.queue:
			d.took(m)
			continue
		default:
		}
		if d.order != nil && d.order.next(d) {
			continue
		}
		if d.busy == 0 {
			return
		}
		select {
		case m := <-d.queue:
			d.took(m)
		case <-deadline:
			d.T.Fatalf("the program is still working after %v\n%s", settleLimit, ansi.Strip(d.App.View().Content))
		}
	}
}

// Poll asks the store what other programs wrote, as the program does every few seconds.
func (d *Driver) Poll() {
	d.T.Helper()
	if err := d.session.Poll(context.Background(), func(c model.Changed) { d.queue <- c }); err != nil {
		d.T.Fatal(err)
	}
	d.settle()
}
