package model

// Pause (pause i forløbet) is a time in which a placement stands still: nobody works, so no hours are planned or asked
// for. It changes neither the placement's days nor its ladder; what is moved because of it is a decision of its own.
type Pause struct {
	Head
	PlacementID string
	From        Date   // first day
	Until       Date   // last day as expected; 0 is not known
	BackOn      Date   // the day it really went on, 0 while it has not
	Reason      string // one of PauseReasons
	Counts      Tri    // whether the time counts in the length of the placement (tæller med i varigheden)
	Note        string
}

// PauseReasons says why: the citizen is reported ill (no more is asked), holidays, a closed workplace, or something
// else.
var PauseReasons = []string{"ill", "holiday", "closed", "other"}

// Last is the last day of the pause as far as it is known, 0 when it is not.
func (p *Pause) Last() Date {
	if p.BackOn != 0 {
		return p.BackOn.Add(-1)
	}
	return p.Until
}

// Lasts reports whether the placement stands still on a day. A pause goes on until somebody says that it is over.
func (p *Pause) Lasts(on Date) bool { return p.From <= on && (p.BackOn == 0 || on < p.BackOn) }

// PausedOn finds the pause that lasts on a day, nil when none does.
func PausedOn(pauses []*Pause, on Date) *Pause {
	for _, p := range pauses {
		if p.Lasts(on) {
			return p
		}
	}
	return nil
}

// PausedWeek reports whether pauses cover every weekday, Monday to Friday, between two days of one week; on a pause
// that is not over, its expected last day is taken for the last.
func PausedWeek(pauses []*Pause, first, last Date) bool {
	last = min(last, first.Monday().Add(4))
	for on := first; on <= last; on++ {
		covered := false
		for _, p := range pauses {
			covered = covered || p.From <= on && (p.Last() == 0 || on <= p.Last())
		}
		if !covered {
			return false
		}
	}
	return first <= last
}
