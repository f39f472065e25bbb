package model

import (
	"crypto/sha256"
	"time"
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
	Note        string
}

// WeekID is the ID of the row of a placement and week, always the same, so that a week cannot be written twice: whoever
// comes second meets a conflict and chooses.
func WeekID(placementID string, monday Date) string {
	sum := sha256.Sum256([]byte(placementID + " " + monday.String()))
	return idCoding.EncodeToString(sum[:10])[:12]
}

// Total is all hours of the week.
func (w *Week) Total() Hours { return w.Trial.V + w.Paid.V }

// WeekType is the field table of Week.
func WeekType() *Type {
	type c = Week
	return &Type{Name: "week", Table: "weeks", New: func() Entity { return &c{} }, Personal: true, Check: checkWeek, Fields: []Field{
		field("placement", Ref, func(e *c) any { return &e.PlacementID }, to("placement"), required),
		field("monday", DateKind, func(e *c) any { return &e.Monday }, required, alsoCalled("uge", "week")),
		field("trial", HoursKind, func(e *c) any { return &e.Trial }, alsoCalled("praktik", "praktiktimer")),
		field("paid", HoursKind, func(e *c) any { return &e.Paid }, alsoCalled("loentimer", "ordinaere timer")),
		field("agreed", Number, func(e *c) any { return &e.Agreed }, most(7), alsoCalled("aftalt", "aftalte dage")),
		field("met", Number, func(e *c) any { return &e.Met }, most(7), alsoCalled("moedt", "moedte dage")),
		field("excused", Number, func(e *c) any { return &e.Excused }, most(7), alsoCalled("afbud")),
		field("no_show", Number, func(e *c) any { return &e.NoShow }, most(7), alsoCalled("udeblivelse", "udeblevet")),
		field("note", LongText, func(e *c) any { return &e.Note }, sealed, alsoCalled("note")),
	}}
}

func checkWeek(e Entity) error {
	w := e.(*Week)
	switch {
	case w.Monday.Weekday() != time.Monday:
		return Fail(Invalid, "err.week.monday", nil).At("monday")
	case w.Total() > FullWeek:
		return Fail(Invalid, "err.hours.week", nil).At(map[bool]string{true: "paid", false: "trial"}[w.Paid.V > 0])
	case w.Agreed.Known && w.Met.V+w.Excused.V+w.NoShow.V > w.Agreed.V:
		return Fail(Invalid, "err.week.days", nil).At("agreed")
	}
	return nil
}
