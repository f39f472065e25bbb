// Package screen is the contract between the app and its screens.
//
// A screen promises: it never blocks, reads or writes in Update or View; slow
// work goes through Run and comes back as a Result; everything that changes
// rows, opens another screen or asks something is a request that only the app
// carries out. It knows neither the router nor other screens: it names where it
// wants to go.
package screen

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
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

// SameLength is the invariant of lists: the table shows what was read.
func SameLength(shown, read int) error {
	if shown != read {
		return fmt.Errorf("the table shows %d of %d rows", shown, read)
	}
	return nil
}
