package app

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/theme"
)

// locked is the program while nobody may see anything: after minutes without a key, after the computer slept, or on
// request. The screens stay as they are and are not drawn; what comes for them waits. The database is closed and its
// key wiped, so that nothing can be read before the passphrase came.
type locked struct {
	typed   []byte // the passphrase, in one buffer that is wiped
	letters int
	at      time.Time // since when
	ready   bool      // the database is closed
	trying  bool
	wrong   int       // attempts that failed
	until   time.Time // no attempt before
	said    string    // what is wrong
	waiting []tea.Msg // for the screens
	dropped int       // keys that waited when it was locked
}

const (
	// idleEvery is how often it is looked whether the time is up.
	idleEvery = 5 * time.Second
	// lockGrace is how long keys are dropped: they were typed before the person could see that it is locked.
	lockGrace = 300 * time.Millisecond
	// longestPassphrase is in bytes.
	longestPassphrase = 1024
	// longestDelay bounds the delay after a wrong passphrase, which doubles from one second.
	longestDelay = 30 * time.Second
)

type (
	idleTick    struct{}
	lockMinutes struct {
		n   int
		err error
	}
	closedNow struct{ err error }
	unlocked  struct{ err error }
	delayOver struct{}
)

// readLockMinutes reads after how many minutes the program locks itself.
func (a *App) readLockMinutes() tea.Cmd {
	ctx, d := a.ctx, a.service
	return func() tea.Msg {
		n, err := d.LockMinutes(ctx)
		return lockMinutes{n, err}
	}
}

func (a *App) takeLockMinutes(m lockMinutes) tea.Cmd {
	if m.err != nil {
		return a.tell(m.err)
	}
	a.lockAfter = time.Duration(m.n) * time.Minute
	return nil
}

// lockChanged reads the minutes again when settings changed.
func (a *App) lockChanged(msg tea.Msg) tea.Cmd {
	c, ok := msg.(model.Changed)
	if ok && (c.Many || slices.ContainsFunc(c.Rows, func(r model.RowRef) bool { return r.Type == "setting" })) {
		return a.readLockMinutes()
	}
	return nil
}

// wasLocked reports whether something could not be read because the program is locked.
func wasLocked(err error) bool {
	var e *model.Error
	return errors.As(err, &e) && e.Key == "err.store.locked"
}

func (a *App) watchIdle() tea.Cmd {
	return a.after(idleEvery, func(time.Time) tea.Msg { return idleTick{} })
}

// used notes that the person did something. Without the monotonic part, which stands still while the computer sleeps.
func (a *App) used() { a.lastUse = a.service.Now().Round(0) }

// idle reports whether nobody did anything for too long.
func (a *App) idle() bool {
	return a.lockAfter > 0 && !a.lastUse.IsZero() && a.service.Now().Round(0).Sub(a.lastUse) >= a.lockAfter
}

// lock hides everything at once and closes the database.
func (a *App) lock() tea.Cmd {
	if a.locked != nil || a.leaving {
		return nil
	}
	if a.service.Served { // the database is everybody's: the session ends, and goes on with the next login
		a.rested = true
		return a.quit()
	}
	a.keepLeft()
	_ = a.flushDrafts() // the screens keep what could not be written
	if a.over != nil && a.over.secret() {
		_ = a.over.act(kit.Action{Kind: kit.Cancelled})
		a.over = nil
	}
	a.toast = nil
	a.locked = &locked{at: a.service.Now(), typed: make([]byte, 0, longestPassphrase), dropped: a.Waiting()}
	a.forget()
	ctx, locker := a.ctx, a.service.Locker
	return tea.Batch(tea.ClearScreen, func() tea.Msg {
		a.writeLooks(ctx)
		return closedNow{locker.Lock(ctx)}
	})
}

// secret reports whether the overlay asks for something that must not stay.
func (o *overlay) secret() bool {
	d, ok := o.part.(*kit.Dialog)
	return ok && d.IsSecret()
}

// whileLocked takes a message while the program is locked; what it does not need itself waits for the screens.
func (a *App) whileLocked(msg tea.Msg) tea.Cmd {
	l := a.locked
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		return a.lockedKey(m)
	case tea.PasteMsg:
		if a.service.Now().Sub(l.at) >= lockGrace {
			l.write(m.Content)
		}
	case tea.MouseClickMsg, tea.MouseWheelMsg, tea.MouseMotionMsg, tea.MouseReleaseMsg, delayOver:
	case idleTick:
		return a.watchIdle()
	case closedNow:
		l.ready = true
		if m.err != nil {
			l.said = present.WordsIn(a.theme.Lang).Error(m.err)
		}
	case unlocked:
		return a.opened(m.err)
	default:
		l.waiting = append(l.waiting, msg)
	}
	return nil
}

func (a *App) lockedKey(m tea.KeyPressMsg) tea.Cmd {
	l, now := a.locked, a.service.Now()
	stroke := m.String()
	switch {
	case stroke == "ctrl+c":
		return a.quit()
	case now.Sub(l.at) < lockGrace || l.trying:
		return nil
	case stroke == "enter":
		return a.unlock(now)
	case stroke == "backspace":
		l.erase()
	case stroke == "ctrl+u", stroke == "esc":
		l.wipe()
	default:
		l.write(kit.TypedText(m))
	}
	l.said = ""
	return nil
}

// write adds what was typed, as far as it fits: the buffer never moves.
func (l *locked) write(text string) {
	if len(l.typed)+len(text) <= cap(l.typed) {
		l.typed = append(l.typed, text...)
		l.letters = utf8.RuneCount(l.typed)
	}
}

// erase takes the last letter back.
func (l *locked) erase() {
	_, size := utf8.DecodeLastRune(l.typed)
	end := len(l.typed) - size
	clear(l.typed[end:])
	l.typed, l.letters = l.typed[:end], utf8.RuneCount(l.typed[:end])
}

func (l *locked) wipe() {
	clear(l.typed[:cap(l.typed)])
	l.typed, l.letters = l.typed[:0], 0
}

// unlock tries what was typed.
func (a *App) unlock(now time.Time) tea.Cmd {
	l := a.locked
	if !l.ready {
		l.said = a.theme.T("lock.writing")
		return nil
	}
	if wait := l.until.Sub(now); wait > 0 {
		l.said = a.theme.T("lock.wait", "n", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
		return nil
	}
	if len(l.typed) == 0 && !a.service.Demo {
		return nil
	}
	l.trying, l.said = true, ""
	ctx, locker, typed := a.ctx, a.service.Locker, l.typed
	return func() tea.Msg { return unlocked{locker.Unlock(ctx, typed)} }
}

// opened goes on where the program was, or says that the passphrase was wrong.
func (a *App) opened(err error) tea.Cmd {
	l := a.locked
	l.wipe()
	l.trying = false
	if model.CodeOf(err) == model.Locked {
		l.wrong++
		delay := min(time.Second<<min(l.wrong-1, 5), longestDelay)
		l.until = a.service.Now().Add(delay)
		l.said = present.WordsIn(a.theme.Lang).Error(err)
		return a.after(delay, func(time.Time) tea.Msg { return delayOver{} })
	}
	if err != nil {
		l.said = present.WordsIn(a.theme.Lang).Error(err)
		return nil
	}
	a.locked = nil
	a.used()
	var cmds []tea.Cmd
	for _, msg := range l.waiting {
		cmds = append(cmds, a.step(msg))
	}
	cmds = append(cmds, a.toAll(model.Changed{Many: true}), a.warm())
	if l.dropped > 0 {
		text := a.theme.T("lock.dropped", "n", l.dropped)
		cmds = append(cmds, a.say(kit.Toast{Level: kit.Warning, Text: text}))
	}
	if l.wrong > 0 {
		text := a.theme.T("lock.attempts", "n", l.wrong)
		cmds = append(cmds, a.say(kit.Toast{Level: kit.Warning, Text: text}))
	}
	return tea.Batch(cmds...)
}

// drawLocked draws nothing but that the program is locked, and where the passphrase goes.
func (a *App) drawLocked() (string, *tea.Cursor) {
	l, t := a.locked, a.theme
	w := min(a.size.W, 64)
	text := t.T("lock.text")
	if a.service.Demo {
		text = t.T("lock.demo")
	}
	said := kit.Wrap(l.said, w-4)
	lines := append(kit.Wrap(text, w-4), "")
	if room := a.size.H - 4 - len(said); len(lines) > room && !a.service.Demo {
		lines = nil // in a small window the passphrase goes before what says so
	}
	field := len(lines)
	lines = append(lines, t.T("lock.passphrase")+" "+dots(t, l.letters, w-6-kit.Width(t.T("lock.passphrase"))), "")
	if a.service.Demo {
		lines = lines[:len(lines)-2]
	}
	for _, line := range said {
		lines = append(lines, t.Paint(theme.Danger, line))
	}
	view, x, y := kit.Place(kit.Block(nil, a.size.W, a.size.H), a.size,
		kit.Box(t, t.T("lock.title"), lines, w, min(len(lines)+2, a.size.H)))
	if a.service.Demo {
		return view, nil
	}
	return view, tea.NewCursor(x+2+kit.Width(lines[field]), y+1+field)
}

// dots are as many as letters were typed, as far as they fit.
func dots(t *kit.Theme, n, most int) string {
	return strings.Repeat(t.Colours.Glyphs.Dot, max(min(n, most), 0))
}
