package screen

import (
	"context"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// Host is what the app gives to one screen instance.
type Host struct {
	ID      int
	Theme   *kit.Theme
	Service *service.Session

	ctx     context.Context
	timeout time.Duration
	mu      sync.Mutex // guards gens, which Report reads from other goroutines
	gens    map[string]int
	cancels map[string]context.CancelFunc
	aside   map[string]bool // the tags of work that no key waits for
	opens   map[string]bool // the tags of work that reads what a form begins with, and then opens it
	send    func(tea.Msg)   // into the program's loop from other goroutines; nil in tests
}

// NewHost makes a host; ctx ends everything the screen started.
func NewHost(ctx context.Context, id int, look *kit.Theme, d *service.Session, send func(tea.Msg)) *Host {
	return &Host{ID: id, Theme: look, Service: d, ctx: ctx, timeout: 30 * time.Second, send: send,
		gens: map[string]int{}, cancels: map[string]context.CancelFunc{}, aside: map[string]bool{},
		opens: map[string]bool{}}
}

// T says a word.
func (h *Host) T(key string, args ...any) string { return h.Theme.T(key, args...) }

// deadline gives the context of some work. Exactly one is made: one that nobody cancels would stay with the screen's
// own until the screen closes.
func (h *Host) deadline(limit time.Duration) (context.Context, context.CancelFunc) {
	if limit > 0 {
		return context.WithTimeout(h.ctx, limit)
	}
	return context.WithCancel(h.ctx)
}

// Report tells of progress from inside work that runs; it may be called from any goroutine.
func (h *Host) Report(tag string, done, total int64) {
	if h.send != nil {
		h.send(Progress{Screen: h.ID, Gen: h.gen(tag), Tag: tag, Done: done, Total: total})
	}
}

// Cancel ends the work with this tag and drops its result.
func (h *Host) Cancel(tag string) {
	h.mu.Lock()
	h.gens[tag]++
	h.mu.Unlock()
	if c := h.cancels[tag]; c != nil {
		c()
		delete(h.cancels, tag)
	}
}

// Close ends everything.
func (h *Host) Close() {
	for tag := range h.cancels {
		h.Cancel(tag)
	}
}

// Fresh reports whether a result is still wanted.
func (h *Host) Fresh(a Address) bool { return a.Screen == h.ID && a.Gen == h.gen(a.Tag) }

// gen is the number of the latest work with this tag.
func (h *Host) gen(tag string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.gens[tag]
}

// Working reports whether work with this tag is under way.
func (h *Host) Working(tag string) bool { return h.cancels[tag] != nil }

// shows are the tags of work that only reads what the screen shows, or what fits the letters typed so far: a letter
// that comes meanwhile replaces it, and leaving the screen ends it.
var shows = map[string]bool{"load": true, "search": true, "find": true, "lookup": true, "rank": true, "plan": true}

// Reading counts the work under way that only reads what is shown.
func (h *Host) Reading() (n int) {
	for tag := range h.cancels {
		if shows[tag] && !h.aside[tag] {
			n++
		}
	}
	return n
}

// GiveUp ends the work that was about to open a form, and reports whether there was any.
func (h *Host) GiveUp() (any bool) {
	for tag := range h.opens {
		any = any || h.Working(tag)
		h.Cancel(tag)
	}
	return any
}

// Aside lets no key wait for the work with this tag.
func (h *Host) Aside(tag string, work tea.Cmd) tea.Cmd {
	h.aside[tag] = true
	return send(Aside{work})
}

// Finish forgets the work of a result that was delivered.
func (h *Host) Finish(a Address) { delete(h.cancels, a.Tag) }

// Go, Back, Save, Ask, Pick and Say make the commands that send requests. A form whose step would be refused whatever
// is typed is not opened: why is said.
func (h *Host) Go(to Name, arg any) tea.Cmd {
	if form, ok := arg.(EditArg); ok && form.Decide != nil {
		return h.tryForm(form)
	}
	return send(Go{To: to, Arg: arg})
}

// Replace opens a screen in place of this one.
func (h *Host) Replace(to Name, arg any) tea.Cmd { return send(Go{To: to, Arg: arg, Replace: true}) }

// Back leaves the screen.
func (h *Host) Back() tea.Cmd { return send(Back{}) }

// BackFromDraft leaves the screen and says that what is half-typed is kept.
func (h *Host) BackFromDraft() tea.Cmd { return send(Back{SayKept: true}) }

// BackWith leaves the screen and hands the one below something.
func (h *Host) BackWith(arg any) tea.Cmd { return send(Back{Arg: arg}) }

// Save writes a change set; one without changes is answered Saved at once.
func (h *Host) Save(tag string, set model.ChangeSet) tea.Cmd {
	return send(Save{Set: set, Tag: tag, From: h.ID})
}

// Ask opens a dialog.
func (h *Host) Ask(tag string, d *kit.Dialog) tea.Cmd {
	return send(Ask{Dialog: d, Tag: tag, From: h.ID})
}

// Pick opens a picker.
func (h *Host) Pick(tag string, o kit.PickerOptions) tea.Cmd {
	return send(Pick{Options: o, Tag: tag, From: h.ID})
}

// Say shows a toast in the person's words.
func (h *Host) Say(level kit.Level, key string, args ...any) tea.Cmd {
	return send(Say{Level: level, Text: h.T(key, args...)})
}

// Fail shows an error as a toast.
func (h *Host) Fail(err error) tea.Cmd {
	return send(Say{Level: kit.Failure, Text: present.WordsIn(h.Theme.Lang).Error(err)})
}

func send(m tea.Msg) tea.Cmd { return func() tea.Msg { return m } }

// Tell sends any request.
func (h *Host) Tell(m tea.Msg) tea.Cmd { return send(m) }
