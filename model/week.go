package model

import (
	"crypto/sha256"
)

// Week is one row of the hours ledger (ugeseddel): what was worked at a placement in one ISO week. Hours are what was
// really done; what was planned comes from the agreement's ladder. A placement has one row a week: its ID is WeekID.
type Week struct {
	Head
	PlacementID string
	Monday      Date       // the ISO week's first day
	Trial       Opt[Hours] // hours of the instrument: unpaid in trial visit and traineeship, subsidised else
	Paid        Opt[Hours] // ordinary paid hours (ordinære løntimer)
	Agreed      Opt[int]   // days agreed
	Met         Opt[int]   // days met
	Excused     Opt[int]   // days excused (afbud)
	NoShow      Opt[int]   // days not met and not excused (udeblivelse)
	Source      string     // who the hours are from, one of WeekSources; "" is not known
	Note        string
}

// WeekSources says who a week's hours are from: the workplace (virksomheden), the citizen (borgeren), a payslip
// (lønseddel), or something else, such as what was seen on a visit.
var WeekSources = []string{"company", "citizen", "payslip", "other"}

// WeekID is the ID of the row of a placement and week, always the same, so that a week cannot be written twice: whoever
// comes second meets a conflict and chooses.
func WeekID(placementID string, monday Date) string {
	sum := sha256.Sum256([]byte(placementID + " " + monday.String()))
	return idCoding.EncodeToString(sum[:10])[:12]
}

// Total is all hours of the week.
func (w *Week) Total() Hours { return w.Trial.V + w.Paid.V }

// Empty reports whether nothing is known of the week: such a row is not stored. Who hours are from is nothing without
// them.
func (w *Week) Empty() bool {
	return !w.Trial.Known && !w.Paid.Known && !w.Agreed.Known && !w.Met.Known && !w.Excused.Known && !w.NoShow.Known &&
		w.Note == ""
}
