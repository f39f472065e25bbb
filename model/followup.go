package model

// FollowUp (opfølgning) is a day agreed for looking at how a placement goes.
type FollowUp struct {
	Head
	PlacementID string
	On          Date
	At          string // time of day, "10:30"; "" is not agreed
	How         string // one of FollowWays
	What        string // what it is about, in words
	DoneOn      Date   // held, or closed without being held
	Closed      string // why it was closed without being held
}

// Snooze (lagt til side) is a consultant's decision that Today shall not show one thing, until a day or for good, with
// the reason. It names the occasion, so that the next one of the same kind is shown again.
type Snooze struct {
	Head
	Kind     string // of the Due, see Kinds
	RowType  string // the Due's row
	RowID    string
	Occasion string // what tells this time from the next, such as the day it was due
	Until    Date   // shown again from this day; 0 with Closed is never
	Closed   bool
	Reason   string
	By       string
	On       Date
}

// Hides reports whether Today leaves the occasion out on a day.
func (a *Snooze) Hides(on Date) bool { return a.Closed || on < a.Until }
