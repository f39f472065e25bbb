// Package screen is the contract between the app and its screens.
//
// A screen promises: it never blocks, reads or writes in Update or View; slow
// work goes through Run and comes back as a Result; everything that changes
// rows, opens another screen or asks something is a request that only the app
// carries out. It knows neither the router nor other screens: it names where it
// wants to go.
package screen

import (
	"context"
	"fmt"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// Screen is one page of the program. Screens embed Base, which answers what most have nothing to say to.
type Screen interface {
	Open(arg any) tea.Cmd       // called once, before anything else
	Update(msg tea.Msg) tea.Cmd // Saved, Failed, Answer, Changed, raw keys and mouse
	View(size kit.Size) kit.Frame
	Bindings() []Binding // what works here, now; the one list behind keys, footer, help and palette
	Typing() bool        // letters go to a field, not to bindings
	Dirty() bool         // something typed is not saved yet
	Shows() []any        // what it shows of citizens now; see service.Session.Look. The app notes it, no screen does
	Check() error        // invariants, called by tests after every message
}

// Taker is a screen on which keystrokes that mean something everywhere else, such as the digits of the tabs, are typed
// into what it shows.
type KeyTaker interface{ Takes(stroke string) bool }

// Behind is a screen that reads more about what it shows, such as the details of the row under the cursor. It is asked
// after every message, and no key waits for it; nil is nothing to read.
type Behind interface{ ReadBehind() tea.Cmd }

// Rowed is a screen with a cursor on a row: the row's identity, "" without one, and its number. PutAt, called after
// Open, puts the cursor there once the rows are read, if it is among them.
type Rowed interface {
	RowAt() (id string, number int)
	PutAt(id string, number int)
}

// Kept is a list with filters, an order or a layout that come back at the next start. Keep is called before Open.
type Kept interface {
	Kept() map[string]string // without what is as at first
	Keep(values map[string]string)
}

// RowIn is RowAt of a screen with one table.
func RowIn(t *kit.Table) (id string, number int) {
	if id, number, ok := t.Selected(); ok {
		return id, number
	}
	return "", 0
}

// Placed is a screen that is several places for the log of looks; "" is the screen's name.
type Placed interface{ Place() string }

// Parted is a screen with parts that open beside its list or over it: Part names the open one, "" is none.
type Parted interface{ Part() string }

// RuleUser is a screen that shows what the dated rules say, or values of them: the app says under it when their edition
// runs out. RulesFrom is the first day that is judged by them there; 0 is today.
type RuleUser interface{ RulesFrom() model.Date }

// Name is where a request wants to go.
type Name string

// The screens.
const (
	Today     Name = "today"
	Week      Name = "week" // what is planned in the next two weeks, by day
	Companies Name = "companies"
	Company   Name = "company"
	Near      Name = "near" // workplaces by the way from a citizen; the argument is the citizen's ID
	Citizens  Name = "citizens"
	Citizen   Name = "citizen"
	Match     Name = "match"
	Lists     Name = "lists"
	List      Name = "list"
	Log       Name = "log"
	History   Name = "history" // changes, and what undoing one would change; the argument is a HistoryArg, nil is all
	Settings  Name = "settings"
	Import    Name = "import"
	Edit      Name = "edit"
	Preview   Name = "preview"
	Find      Name = "find"
	Welcome   Name = "welcome"

	Placements Name = "placements" // the board and list of placements
	Placement  Name = "placement"  // one placement; the argument is its ID
	Hours      Name = "hours"      // the week grid; the argument is a HoursArg, nil is all that run
	Agreement  Name = "agreement"  // the work agreement of a placement; the argument is the placement's ID
	Vitas      Name = "vitas"      // the VITAS sheet of a placement; the argument is the placement's ID
	Enrolment  Name = "enrolment"  // one enrolment in a programme; the argument is its ID
	Checks     Name = "checks"     // a citizen's progress checks; the argument is the citizen's ID
	Figures    Name = "figures"    // the team's figures
	Duplicates Name = "duplicates" // rows that are probably there twice; the argument is their type, nil is companies
	Programme  Name = "programme"  // a programme and its team; the argument is its key, nil asks which
	Triage     Name = "triage"     // triage of many; the argument is a programme's key, nil is the first with a triage
	Session    Name = "session"    // a group session; the argument is a programme's key, nil is the first with sessions
	CallRound  Name = "callround"  // which workplaces to call; the argument is the IDs of citizens, nil is all unplaced
	Rules      Name = "rules"      // what changes when rows of the rules end
	RuleValues Name = "rulevalues" // uncertain values of the rules; the argument true is the first run
	Damaged    Name = "damaged"    // the damaged rows; the argument is the model.Damaged to begin with, or nil
	Merge      Name = "merge"      // two rows that become one; the argument is a MergeArg
)

// Requests to the app, sent as messages by commands that Host makes.
type (
	// Go opens a screen on top of this one; Replace puts it in its place.
	Go struct {
		To      Name
		Arg     any
		Replace bool
	}
	// Back leaves the screen, once what is half-typed there is kept. Arg, when not nil, is sent to the screen below as
	// Returned. SayKept says that a draft is there.
	Back struct {
		Arg     any
		SayKept bool
	}
	// Save applies a change set; the answer is Saved or Failed with the same tag. Then, when not nil, is called in
	// place of Saved.
	Save struct {
		Set   model.ChangeSet
		Tag   string
		Quiet bool // no toast: the screen says it itself
		From  int
		Then  func(model.Receipt) tea.Cmd

		FarMeant bool // a day years ahead is meant: it was asked
	}
	// Ask opens a dialog; the answer is Answer with the same tag. Then, when not nil, takes what was chosen in place of
	// Answer.
	Ask struct {
		Dialog *kit.Dialog
		Tag    string
		From   int
		Then   func(kit.Action) tea.Cmd
	}
	// Pick opens a picker; it is answered as Ask is. Search, when not nil, finds what the picker offers for what is
	// typed, outside the loop: it must not touch the screen's state. A newer letter cancels it.
	Pick struct {
		Options kit.PickerOptions
		Tag     string
		From    int
		Then    func(kit.Action) tea.Cmd
		Search  func(ctx context.Context, query string) ([]kit.Item, error)
	}
	// Say shows a toast.
	Say struct {
		Level kit.Level
		Text  string
	}
	// Undo reverts the actor's latest change, or the one named.
	Undo struct{ Seq int64 }
	// Copy puts text on the terminal's clipboard.
	Copy struct {
		Text string
		Said string // the sentence that tells it
	}
	// Drafted tells the app what the database holds as this screen's draft, after the screen has read it.
	Drafted struct {
		Screen int
		Values map[string]string
	}
	// Aside is work that no key waits for: what it gives only adds to what is shown, or it takes long and can be left.
	Aside struct{ Cmd tea.Cmd }
	// Restore leaves the screens, so that a copy can take the place of the database while nothing has it open.
	Restore struct{}
	// Relook tells the app that language, words, theme or person changed.
	ThemeChanged struct{}
)

// What a screen receives besides raw keys and mouse.
type (
	// Saved says that a Save was written.
	Saved struct {
		Tag     string
		Receipt model.Receipt
	}
	// Failed says that a Save was not written; the app has already told the person.
	Failed struct {
		Tag string
		Err error
	}
	// Answer is what a dialog or picker answered.
	Answer struct {
		Tag    string
		Action kit.Action
	}
	// Shown arrives when the tab of an open screen came to the front again.
	Shown struct{}
	// Returned arrives when the screen on top went Back.
	Returned struct{ Arg any }
	// Progress is a step of long work, from Host.Report.
	Progress struct {
		Screen, Gen int
		Tag         string
		Done, Total int64
	}
)

// Arguments that screens are opened with.
type (
	// EditArg opens the form for an entity; Entity without a version is new.
	EditArg struct {
		Entity model.Entity
		Fields []string // only these, in this order; empty is all that can be typed
		Focus  string   // the field that typing starts in; empty is the first
		Title  string   // what is done, over the form; empty says what is edited. The form adds about whom
		About  []string // the names of those it is about, where the row does not say it; nil are those of the row
		Action string   // change set action; empty is "<type>.add" or "<type>.edit"
		// the name that what is half-typed is kept under, so that one row can have several forms; empty is the type
		Draft string
		Quick []string // fields that one key answers and goes on from
		Asked []Asked  // what is asked besides the entity's own fields
		// Says are sentences below the form about what is typed, as it is now; nil says nothing. Nothing is kept from
		// being saved by them.
		Says func(typed model.Entity) []string
		// Choices are fields that are chosen from a list of this moment, such as the tracks of a programme, instead of
		// typed.
		Choices map[string][]kit.Option
		// Decide makes the change set of what was typed, when saving means more than writing the row. It is asked also
		// when nothing was typed, and its error stands at the fields that it names.
		Decide func(ctx context.Context, typed model.Entity) (model.ChangeSet, error)
		// Next says which screen comes after saving, in place of the form; false, like nil, goes back.
		Next func() (Go, bool)
	}
	// Asked is a field of a form that is no field of its entity: a question of a programme.
	Asked struct {
		Field kit.Field
		Set   func(e model.Entity, value string) error // puts a value on the entity; its error stands at the field
	}
	// MatchArg ranks companies for a citizen, or for free words from a postcode; with TaskID it ranks citizens.
	MatchArg struct {
		CitizenID, GoalID string
		Words, From       string
		TaskID            string
	}
	// PreviewArg shows exactly what leaves the house, before it does.
	PreviewArg struct {
		Title   string
		Doc     model.Document
		Name    string   // proposed file name without ending
		Notes   []string // what else to know before it is written
		Formats []string
		Out     service.Out // whose data leaves, to whom
	}
	// CompanyArg opens a workplace's page for a citizen: what is planned there is then for that citizen. An ID alone
	// opens it for nobody.
	CompanyArg struct{ ID, CitizenID, GoalID string }
	// HoursArg opens the week grid of one placement, or with none of all that run; Monday is the week; 0 is this
	// one, or of one placement the first that is not logged yet.
	HoursArg struct {
		PlacementID string
		Monday      model.Date
	}
	// EnrolArg opens the page of an enrolment that is about to begin: which programme is asked first.
	EnrolArg struct{ CitizenID string }
	// MergeArg sets two rows of a type side by side: A stays, B goes.
	MergeArg struct{ Type, A, B string }
	// HistoryArg opens the changes of one row and of what belongs to it, without a row all; Seq is the one to begin at,
	// with what undoing it would change.
	HistoryArg struct {
		Rows []model.RowRef
		Seq  int64
	}
	// FindArg opens the search over everything.
	FindArg struct{ Query string }
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
	send    func(tea.Msg)   // into the program's loop from other goroutines; nil in tests
}

// NewHost makes a host; ctx ends everything the screen started.
func NewHost(ctx context.Context, id int, look *kit.Theme, d *service.Session, send func(tea.Msg)) *Host {
	return &Host{ID: id, Theme: look, Service: d, ctx: ctx, timeout: 30 * time.Second, send: send,
		gens: map[string]int{}, cancels: map[string]context.CancelFunc{}, aside: map[string]bool{}}
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

// topFrame names the function that panicked, without values: they could be personal.
func topFrame(stack []byte) string {
	lines := 0
	start := 0
	for i, b := range stack {
		if b != '\n' {
			continue
		}
		lines++
		if line := string(stack[start:i]); lines > 7 && len(line) > 0 && line[0] != '\t' {
			for j := len(line) - 1; j > 0; j-- {
				if line[j] == '(' {
					return line[:j]
				}
			}
			return line
		}
		start = i + 1
	}
	return "?"
}

// Tell sends any request.
func (h *Host) Tell(m tea.Msg) tea.Cmd { return send(m) }

// SameLength is the invariant of lists: the table shows what was read.
func SameLength(shown, read int) error {
	if shown != read {
		return fmt.Errorf("the table shows %d of %d rows", shown, read)
	}
	return nil
}
