// Package app is the terminal program itself: the only tea.Model, a row of tabs each with a stack of screens, and
// everything that only one may do: write rows, open screens and dialogs, say toasts.
//
// It promises: Update never blocks; work comes back addressed to the screen that asked, and only while it is wanted;
// what a screen asks to be saved is written whole or told about; nothing typed is lost when the program ends. It knows
// no rows and no fields: those are the screens' business.
package app

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Options are what a session is started with.
type Options struct {
	Service *service.Session
	Lang    *lang.Lang
	Theme   theme.Options
	// FixedColours keeps Theme as it is: the terminal's own answers about its background and colours are not asked for.
	FixedColours bool
	// Language reads the language and words from the settings again, after they changed.
	Language func(context.Context) (*lang.Lang, error)
	// NoSuspend says that the program cannot be suspended: on Windows, and where a remote session may end meanwhile.
	NoSuspend bool
	// Send puts a message into the program's loop from another goroutine.
	Send func(tea.Msg)
	// Start opens this instead of Today, or of Welcome when nobody is known yet.
	Start *screen.Go
	// After waits; nil is tea.Tick. Tests bring their own, so that nothing in them waits for a clock.
	After func(time.Duration, func(time.Time) tea.Msg) tea.Cmd
	// Poll asks the store for other programs' changes; nil never asks.
	Poll func(context.Context) error
}

// App is the program. Make it with New; it is used by one goroutine.
type App struct {
	opt     Options
	ctx     context.Context
	end     context.CancelFunc
	service *service.Session
	theme   *kit.Theme
	size    kit.Size

	tabs    []stack
	at      int // the tab in front
	nextID  int
	over    *overlay
	toast   *toast
	recent  []string // palette entries used, newest first
	restore bool     // it ends for a copy to be restored
	drafts  map[int]draftState
	leaving bool
	pressed int     // keys so far
	losing  int     // the key that ends the program without what is half-typed, because the one before was told of it
	locked  *locked // nil when it is not
	lastUse time.Time
	unsub   func()
	rules   *service.RuleSet // in force; nil before they are read
	unsaved error            // why the latest copy of the database could not be made

	jumps  jumps
	ahead  ahead
	beside []tea.Cmd // commands that no key waits for, until the end of this message

	looks     lookState
	lockAfter time.Duration // without use; 0 is never

	handedOn model.Date // the day that planned hand-overs were last looked for
}

// New makes the program. Close ends what it started.
func New(ctx context.Context, o Options) *App {
	ctx, end := context.WithCancel(ctx)
	a := &App{opt: o, ctx: ctx, end: end, service: o.Service, theme: kit.NewTheme(theme.New(o.Theme), o.Lang),
		tabs: make([]stack, len(tabs)), drafts: map[int]draftState{}}
	if o.Send == nil {
		a.opt.Send = func(tea.Msg) {}
	}
	if o.After == nil {
		a.opt.After = tea.Tick
	}
	a.unsub = a.service.Store.Subscribe(func(c model.Changed) {
		a.service.OnChange(c)
		a.opt.Send(c)
	})
	return a
}

// Close ends all work and stops listening.
func (a *App) Close() {
	a.unsub()
	a.end()
}

// Theme is what the screens are drawn with, for tests.
func (a *App) Theme() *kit.Theme { return a.theme }

// WantsRestore reports whether the program ended so that a copy can be restored.
func (a *App) WantsRestore() bool { return a.restore }

// Init opens the first screen and asks the terminal about itself.
func (a *App) Init() tea.Cmd {
	cmds := []tea.Cmd{a.warm(), a.poll(), a.backUp(), a.readEdition(), a.handOver(),
		a.readLockMinutes(), a.watchIdle(), a.countDrafts()}
	a.used()
	if !a.opt.FixedColours {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	switch {
	case a.opt.Start != nil:
		cmds = append(cmds, a.led(a.open(a.opt.Start.To, a.opt.Start.Arg)))
	case a.service.Consultant() == nil:
		cmds = append(cmds, a.led(a.open(screen.Welcome, nil)))
	default:
		cmds = append(cmds, a.led(a.show(0)))
	}
	if alarm := a.service.Alarm; alarm != nil {
		cmds = append(cmds, a.tell(alarm))
	}
	for _, n := range a.service.Notices {
		if n.Key == "notice.share" || n.Key == "cli.restored" { // a day that is set stands under the screens
			text := present.WordsIn(a.theme.Lang).Error(n)
			cmds = append(cmds, a.say(kit.Toast{Level: kit.Info, Text: text}))
		}
	}
	return tea.Batch(append(cmds, a.takeBeside()...)...)
}

// warmed says that the snapshot stands ready; screens that wait for it look again.
type warmed struct{ err error }

// warm builds the snapshot while the first frame is already there.
func (a *App) warm() tea.Cmd {
	ctx, engine := a.ctx, a.service.Snapshots
	return func() tea.Msg {
		_, err := engine.Snapshot(ctx)
		return warmed{err}
	}
}

type scanned struct{ err error }

// scan looks for damaged rows once the snapshot is there; the store tells of what it finds.
func (a *App) scan() tea.Cmd {
	if a.service.Damages == nil {
		return nil
	}
	ctx, damages := a.ctx, a.service.Damages
	return func() tea.Msg { return scanned{damages.Scan(ctx)} }
}

type backedUp struct{ err error }

// backUpEvery is how often is looked whether a copy is due.
const backUpEvery = time.Minute

// backUp makes a copy when one is due, beside the work, one at a time; a demo has nothing to lose.
func (a *App) backUp() tea.Cmd {
	if a.service.Demo || a.service.Backups == nil {
		return nil
	}
	ctx, backups := a.ctx, a.service.Backups
	return func() tea.Msg {
		_, err := backups.Due(ctx)
		return backedUp{err}
	}
}

// backUpLater looks again after a while.
func (a *App) backUpLater() tea.Cmd {
	return a.after(backUpEvery, func(time.Time) tea.Msg { return backUpDue{} })
}

type backUpDue struct{}

// backUpTold tells of a failure once; while it lasts, a line under every screen says so.
func (a *App) backUpTold(err error) tea.Cmd {
	was := a.unsaved
	a.unsaved = err
	if err == nil || was != nil || a.ctx.Err() != nil {
		return nil
	}
	return a.tell(err)
}

type polled struct{ err error }

// pollEvery is how often other programs' changes are asked for. The question is one PRAGMA.
const pollEvery = 2 * time.Second

func (a *App) poll() tea.Cmd {
	if a.opt.Poll == nil {
		return nil
	}
	ctx, ask := a.ctx, a.opt.Poll
	return a.after(pollEvery, func(time.Time) tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, pollEvery)
		defer cancel()
		return polled{ask(ctx)}
	})
}

// pollNow asks once more, beside what is asked every few seconds.
func (a *App) pollNow() tea.Cmd {
	if a.opt.Poll == nil || a.locked != nil {
		return nil
	}
	ctx, ask := a.ctx, a.opt.Poll
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, pollEvery)
		defer cancel()
		_ = ask(ctx) // asked again soon
		return nil
	}
}

// Update takes one message.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmds := []tea.Cmd{a.step(msg), a.goOn(), a.keepDrafts(), a.look(msg)}
	a.visited()
	a.readBehind()
	return a, tea.Batch(append(cmds, a.takeBeside()...)...)
}

// readBehind lets the screen in front read more about what it shows.
func (a *App) readBehind() {
	if r := a.front(); r != nil && a.locked == nil && !a.leaving {
		if s, ok := r.s.(screen.Behind); ok {
			a.aside(s.ReadBehind())
		}
	}
}

// takeBeside gives the commands that no key waits for.
func (a *App) takeBeside() []tea.Cmd {
	cmds := a.beside
	a.beside = nil
	return cmds
}

// step takes one message, as what a key led to or not.
func (a *App) step(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case ended:
		return a.result(m)
	case escapeDue:
		return a.escapeLate(m)
	case tea.ResumeMsg, tea.FocusMsg: // somebody is back: what others wrote meanwhile is shown at once
		if a.locked == nil && a.idle() {
			return a.lock()
		}
		a.aside(a.pollNow())
		return nil
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseClickMsg, tea.MouseWheelMsg:
		if a.locked == nil {
			return a.typed(m)
		}
	}
	return a.take(msg)
}

func (a *App) take(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		a.size = kit.Size{W: m.Width, H: m.Height}
		return nil
	case tea.BackgroundColorMsg:
		return a.recolour(func(o *theme.Options) { o.Dark = m.IsDark() })
	case tea.ColorProfileMsg:
		return a.recolour(func(o *theme.Options) { o.Profile = m.Profile })
	case Leave:
		return a.quit()
	}
	if a.locked != nil {
		return a.whileLocked(msg)
	}
	switch m := msg.(type) {
	case screen.Aside:
		a.aside(m.Cmd)
		return nil
	case idleTick:
		if a.idle() {
			return tea.Batch(a.lock(), a.watchIdle())
		}
		return a.watchIdle()
	case lockMinutes:
		return a.takeLockMinutes(m)
	case warmed:
		a.aside(a.scan())
		return a.toAll(a.news(m))
	case model.Changed:
		a.aside(tea.Batch(a.editionChanged(m), a.lockChanged(m)))
		return a.toAll(a.news(m))
	case scanned:
		if m.err != nil {
			return a.tell(m.err)
		}
		return nil
	case recentRead:
		return a.offerRecent(m)
	case editionRead:
		if m.err != nil {
			return a.tell(m.err)
		}
		a.rules = m.set
		return nil
	case polled:
		return tea.Batch(a.poll(), a.handOverAnew())
	case handedOver:
		return a.handedOver(m)
	case backUpDue:
		return a.backUp()
	case looksWritten:
		return a.looksWritten(m)
	case lookPauseOver:
		a.looks.busy = false
		return nil
	case backedUp:
		return tea.Batch(a.backUpTold(m.err), a.backUpLater())
	}
	return a.request(msg)
}

// input takes what the person did.
func (a *App) input(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		return a.key(m)
	case tea.PasteMsg:
		return a.paste(m)
	}
	return a.mouse(msg)
}

// Leave ends the program and keeps what is half-typed, as when its terminal is closed.
type Leave struct{}

// request carries out what screens ask for, and delivers what they asked earlier.
func (a *App) request(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Go:
		return a.goTo(m)
	case screen.Back:
		return a.back(m)
	case screen.Save:
		return a.save(m)
	case applied:
		return a.applied(m)
	case screen.Undo:
		return a.undo(m.Seq)
	case screen.Ask:
		return a.ask(m)
	case screen.Pick:
		return a.pick(m)
	case screen.Say:
		if m.Level == kit.Failure {
			return a.fail(m.Text)
		}
		return a.say(kit.Toast{Level: m.Level, Text: m.Text})
	case foundItems:
		a.found(m)
	case toastOver:
		a.endToast(m)
	case screen.Copy:
		return tea.SetClipboard(m.Text)
	case screen.Restore:
		a.restore = true
		return a.quit()
	case screen.ThemeChanged:
		return a.readTheme()
	case themeRead:
		return a.themeRead(m)
	case screen.Drafted:
		a.drafts[m.Screen] = draftState{kept: m.Values}
	case draftsWait:
		return a.draftsFound(m)
	case draftDue:
		return a.writeDraft(m.screen)
	case draftKept:
		return a.draftKept(m)
	case screen.Delivery:
		return a.deliver(m)
	case screen.Progress:
		if r := a.openScreen(m.Screen); r != nil {
			return r.s.Update(m)
		}
	}
	return nil
}

// news turns what the store and the engine tell into what screens get.
func (a *App) news(msg tea.Msg) tea.Msg {
	if w, ok := msg.(warmed); ok && w.err == nil {
		return model.Changed{Many: true}
	}
	return msg
}

func (a *App) recolour(set func(*theme.Options)) tea.Cmd {
	if a.opt.FixedColours {
		return nil
	}
	o := a.theme.Colours.Options()
	set(&o)
	a.theme.Colours = theme.New(o)
	return nil
}

type themeRead struct {
	l   *lang.Lang
	err error
}

// readTheme reads the settings that change how everything looks.
func (a *App) readTheme() tea.Cmd {
	if a.opt.Language == nil {
		return nil
	}
	ctx, read := a.ctx, a.opt.Language
	return func() tea.Msg {
		l, err := read(ctx)
		return themeRead{l, err}
	}
}

func (a *App) themeRead(m themeRead) tea.Cmd {
	if m.err != nil {
		return a.tell(m.err)
	}
	a.theme.Lang = m.l
	if a.toast != nil && a.toast.words != nil {
		a.toast.Text = a.toast.words(present.WordsIn(m.l))
	}
	return a.toAll(model.Changed{Many: true})
}

// Colours says what a terminal shows, for callers that know it beforehand.
func Colours(dark bool, profile colorprofile.Profile, noColour, ascii bool) theme.Options {
	return theme.Options{Dark: dark, Profile: profile, NoColor: noColour, ASCII: ascii}
}
