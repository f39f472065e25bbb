package figures

import (
	"jobspor/model"
	"jobspor/model/programme"
)

// Definition is one row of the table of figures. Its words are in the word files: "figure.<key>" is its name, and below
// that ".definition", ".denominator" and ".exclusions".
type Definition struct {
	Key     string
	Unit    string // one of the units
	Series  string // "month" or "week" when it can be followed over time
	Last    bool   // the value is that of the last whole month of the period, not of all of it
	Paid    bool   // about ordinary paid hours, so that weeks that left them blank are lacking
	Compare bool   // a share of people, which treatment and control can be compared by
	Parts   string // what kind of parts it falls into, besides teams and groups; "" for none
	Levels  []Level
	Of      string // the key that programmes name it by, where it is not Key

	how   howKind
	tally tallyFunc
}

// howKind is how a value is made of a tally.
type howKind uint8

const (
	howShare    howKind = iota // num of den
	howMedian                  // the middle of the values
	howCount                   // num
	howEach                    // num for each consultant
	howEachWeek                // num for each consultant and ISO week
)

// The two ways to follow a figure over time.
const (
	monthSeries = "month"
	weekSeries  = "week"
)

// Definitions lists the figures in the order they are shown.
func Definitions() []*Definition {
	return []*Definition{
		{
			Key: "touched", Unit: UnitShare, Paid: true, Series: monthSeries, Last: true, Compare: true,
			tally: each(inGroup(touchedByPay)),
		},
		{
			Key: "traineeship", Unit: UnitShare, Series: monthSeries, Compare: true,
			tally: each(inGroup(func(m *memberRow, a, b model.Date) bool { return m.during(a, b, "traineeship") })),
		},
		{Key: "traineeship13", Unit: UnitShare, Compare: true, tally: each(inGroup(traineeLong))},
		{
			Key: "company_directed", Unit: UnitShare, Series: monthSeries, Compare: true,
			tally: each(inGroup(func(m *memberRow, a, b model.Date) bool { return m.during(a, b) })),
		},
		{
			Key: "paid_hours", Unit: UnitHours, Paid: true, Series: monthSeries, how: howMedian,
			tally: eachValue(latestPaid),
		},
		{Key: "paid_growth", Unit: UnitHours, Paid: true, how: howMedian, tally: eachValue(paidGrowth)},
		{Key: "first_contact", Unit: UnitWeeks, how: howMedian, tally: eachValue(since(firstContact))},
		{Key: "first_trial", Unit: UnitWeeks, how: howMedian, tally: eachValue(since(firstTrial))},
		{Key: "first_paid", Unit: UnitWeeks, how: howMedian, tally: eachValue(since(firstPaid))},
		{Key: "retention4", Of: "retention", Unit: UnitShare, Paid: true, Compare: true, tally: each(keptPay(4))},
		{Key: "retention13", Of: "retention", Unit: UnitShare, Paid: true, Compare: true, tally: each(keptPay(13))},
		{Key: "retention26", Of: "retention", Unit: UnitShare, Paid: true, Compare: true, tally: each(keptPay(26))},
		{Key: "funnel", Unit: UnitShare, Paid: true, Parts: "step", tally: funnel},
		{Key: "company_paid", Unit: UnitShare, Paid: true, Parts: "company", tally: ledByWorkplace},
		{
			Key: "attendance", Unit: UnitShare, Series: monthSeries,
			tally: each(attendance(func(d attendanceRow) int { return d.met })),
		},
		{
			Key: "no_show", Unit: UnitShare, Series: monthSeries,
			tally: each(attendance(func(d attendanceRow) int { return d.noShow })),
		},
		{Key: "satisfaction", Unit: UnitShare, tally: each(bothPleased)},
		{Key: "outcomes", Unit: UnitNumber, Parts: "outcome", how: howCount, tally: howEnded(enrolmentOutcomes)},
		{
			Key: "placement_outcomes", Unit: UnitNumber, Parts: "placement_outcome", how: howCount,
			tally: howEnded(placementEnds(func(p *model.Placement) string { return p.Outcome })),
		},
		{
			Key: "ended_by", Unit: UnitNumber, Parts: "ended_by", how: howCount,
			tally: howEnded(placementEnds(func(p *model.Placement) string { return p.EndedBy })),
		},
		{Key: "on_time", Unit: UnitShare, tally: each(onTime)},
		{Key: "elements", Unit: UnitShare, Of: "on_time", tally: each(elementsDone)},
		{Key: "face_to_face", Unit: UnitNumber, Series: weekSeries, how: howEachWeek, tally: countVisits},
		{Key: "caseload", Unit: UnitNumber, Series: monthSeries, how: howEach, tally: countFollowed,
			Levels: []Level{
				{
					Value: 20,
					Name: programme.Bilingual{
						Da: "IPS: højst 20 pr. medarbejder", En: "IPS: at most 20 for each worker",
					}, Source: programme.Bilingual{
						Da: "IPS Fidelity Scale, Centre for Mental Health",
						En: "IPS Fidelity Scale, Centre for Mental Health",
					},
				},
			}},
	}
}

// DefinitionNamed finds a row of the table.
func DefinitionNamed(key string) (*Definition, bool) {
	for _, s := range Definitions() {
		if s.Key == key {
			return s, true
		}
	}
	return nil, false
}
