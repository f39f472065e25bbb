// Package app is the terminal program itself: the only tea.Model, a row of tabs each with a stack of screens, and
// everything that only one may do: write rows, open screens and dialogs, say toasts.
//
// It promises: Update never blocks; work comes back addressed to the screen that asked, and only while it is wanted;
// what a screen asks to be saved is written whole or told about; nothing typed is lost when the program ends. It knows
// no rows and no fields: those are the screens' business.
package app

import (
	"context"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/keys"
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
	// Keys are keystrokes that the person gave to actions.
	Keys keys.Chosen
	// FixedColours keeps Theme as it is: the terminal's own answers about its background and colours are not asked for.
	FixedColours bool
	// Language reads the language and words from the settings again, after they changed.
	Language func(context.Context) (*lang.Lang, error)
	// Plain writes what changed as lines, for a screen reader, in place of drawing screens; nil draws.
	Plain func(lines []string)
	// NoClipboard says that there is no terminal with a clipboard: what is copied is written with the lines.
	NoClipboard bool
	// Palette reads which colours are chosen, after settings changed; nil keeps those of Theme.
	Palette func(context.Context) (string, error)
	// NoSuspend says that the program cannot be suspended: on Windows, and where a remote session may end meanwhile.
	NoSuspend bool
	// Send puts a message into the program's loop from another goroutine.
	Send func(tea.Msg)
	// Notify passes on what was written; nil is Send. Whoever wrote it waits meanwhile, so that a program whose terminal
	// may stop reading takes Notices.
	Notify func(model.Changed)
	// Start opens this instead of Today, or of Welcome when nobody is known yet.
	Start *screen.Go
	// Tour is what a demo does about the tour at its start: "" nothing, TourOffered says its key, TourBegun begins it.
	Tour string
	// After waits; nil is tea.Tick. Tests bring their own, so that nothing in them waits for a clock.
	After func(time.Duration, func(time.Time) tea.Msg) tea.Cmd
	// Poll asks the store for other programs' changes; nil never asks.
	Poll func(context.Context) error
}

// What Options.Tour can be.
const (
	TourOffered = "offered"
	TourBegun   = "begun"
)

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
	uses    uses // of the palette's actions
	restore bool // it ends for a copy to be restored
	drafts  map[int]draftState
	leaving bool
	pressed int     // keys so far
	rested  bool    // it ended because nobody used it
	losing  int     // the key that ends the program without what is half-typed, because the one before was told of it
	locked  *locked // nil when it is not
	lastUse time.Time
	unsub   func()
	written atomic.Int64     // the latest entry that was written, by whom ever; its notice may be on its way
	told    int64            // the latest entry whose notice came
	rules   *service.RuleSet // in force; nil before they are read
	unsaved error            // why the latest copy of the database could not be made

	tour   tour
	kept   map[screen.Name]map[string]string // how lists stood when the program was left, until they are opened
	jumps  jumps
	ahead  ahead
	beside []tea.Cmd // commands that no key waits for, until the end of this message

	looks     lookState
	lockAfter time.Duration // without use; 0 is never

	announced []kit.Announcement // what was heard last, in plain mode
	last      bool               // no more keys will come

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
	if o.Notify == nil {
		a.opt.Notify = func(c model.Changed) { a.opt.Send(c) }
	}
	if o.After == nil {
		a.opt.After = tea.Tick
	}
	a.unsub = a.service.Store.Subscribe(func(c model.Changed) {
		a.written.Store(max(c.Seq, a.written.Load()))
		a.opt.Notify(c)
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

// Rested reports whether the program ended because nobody used it, or to hide what it shows.
func (a *App) Rested() bool { return a.rested }

// Init opens the first screen and asks the terminal about itself.
func (a *App) Init() tea.Cmd {
	cmds := []tea.Cmd{a.warm(), a.poll(), a.backUp(), a.readEdition(), a.handOver(), a.tellApprovals(),
		a.readLockMinutes(), a.watchIdle(), a.countDrafts(), a.readUses()}
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
		cmds = append(cmds, a.led(a.readLeft()))
	}
	cmds = append(cmds, a.offerTour())
	if alarm := a.service.Alarm; alarm != nil {
		cmds = append(cmds, a.tell(alarm))
	}
	for _, n := range a.service.Notices {
		if n.Key == "notice.share" || n.Key == "cli.restored" { // others stand under the screens
			text := present.WordsIn(a.theme.Lang).Error(n)
			cmds = append(cmds, a.say(kit.Toast{Level: kit.Info, Text: text}))
		}
	}
	return tea.Batch(append(cmds, a.takeBeside()...)...)
}

// Update takes one message.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmds := []tea.Cmd{a.step(msg), a.goOn(), a.keepDrafts(), a.look(msg)}
	a.visited()
	a.watchTour(nil)
	a.readBehind()
	a.announce()
	if a.last && a.ahead.pending == 0 && len(a.ahead.keys) == 0 && !a.leaving {
		cmds = append(cmds, a.quit())
	}
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
		if a.opt.Plain != nil {
			m = plainSize
		}
		a.size = kit.Size{W: m.Width, H: m.Height}
		if a.front() != nil {
			_ = a.View() // a side that has room now is read at once: what is drawn tells the screen
		}
		return nil
	case tea.BackgroundColorMsg:
		return a.recolour(func(o *theme.Options) { o.Dark, o.Sure = m.IsDark(), true })
	case tea.ColorProfileMsg:
		return a.recolour(func(o *theme.Options) { o.Profile = m.Profile })
	case Leave:
		return a.quit()
	case EndOfKeys:
		a.last = true
		return nil
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
		a.told = max(a.told, m.Seq)
		a.aside(tea.Batch(a.editionChanged(m), a.lockChanged(m), a.approvalsChanged(m)))
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
		return tea.Batch(a.poll(), a.newDay())
	case handedOver:
		return a.handedOver(m)
	case approvalsRead:
		return a.approvalsTold(m)
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
	case press:
		return a.pressOn(m)
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
		return a.toClipboard(m)
	case screen.Restore:
		a.restore = true
		return a.quit()
	case screen.ThemeChanged:
		return a.readTheme()
	case themeRead:
		return a.themeRead(m)
	case screen.Drafted:
		a.drafts[m.Screen] = draftState{kept: m.Values}
	case leftRead:
		return a.leftFound(m)
	case usesRead:
		a.uses = m.uses
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
