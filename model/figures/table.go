package figures

import (
	"slices"
	"strconv"
	"strings"

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
	Compare bool   // a share or mean of people, which treatment and control can be compared by
	Parts   string // what kind of parts it falls into, besides teams and groups; "" for none
	Levels  []Level
	Of      string // the key that programmes name it by, where it is not Key
	Weeks   int    // for retention: how many weeks after the first with paid hours

	how   howKind
	tally tallyFunc
}

// Mean reports whether the value is a mean of all who are counted, zeros included.
func (d *Definition) Mean() bool { return d.how == howMean }

// howKind is how a value is made of a tally.
type howKind uint8

const (
	howShare    howKind = iota // num of den
	howMedian                  // the middle of the values
	howMean                    // the mean of the values, zeros included
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
			Key: "paid_mean", Unit: UnitHours, Paid: true, Series: monthSeries, Compare: true, how: howMean,
			tally: eachMean(paidPerWeek),
		},
		{
			Key: "paid_hours", Unit: UnitHours, Paid: true, Series: monthSeries, how: howMedian,
			tally: eachValue(latestPaid),
		},
		{Key: "paid_growth", Unit: UnitHours, Paid: true, how: howMedian, tally: eachValue(paidGrowth)},
		{Key: "first_contact", Unit: UnitWeeks, how: howMedian, tally: eachValue(since(firstContact))},
		{Key: "first_trial", Unit: UnitWeeks, how: howMedian, tally: eachValue(since(firstTrial))},
		{Key: "first_paid", Unit: UnitWeeks, how: howMedian, tally: eachValue(since(firstPaid))},
		retention(4), retention(13), retention(26),
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
		{Key: "satisfaction", Unit: UnitShare, tally: each(pleased(jobCentreSetup, companySetup))},
		{Key: "satisfaction_jobcentre", Of: "satisfaction", Unit: UnitShare, tally: each(pleased(jobCentreSetup))},
		{Key: "satisfaction_company", Of: "satisfaction", Unit: UnitShare, tally: each(pleased(companySetup))},
		{Key: "satisfaction_citizen", Of: "satisfaction", Unit: UnitShare, tally: each(pleased(citizenSetup))},
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
		{Key: "sessions", Unit: UnitShare, Series: monthSeries, tally: each(sessionsMet)},
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

// retention is the share that has paid hours so many weeks after the first.
func retention(weeks int) *Definition {
	return &Definition{Key: "retention" + strconv.Itoa(weeks), Of: "retention", Unit: UnitShare, Paid: true,
		Compare: true, Weeks: weeks, tally: each(keptPay(weeks))}
}

// DefinitionsFor lists the figures with the weeks of retention that a programme names; nil is no programme.
func DefinitionsFor(p *programme.Programme) []*Definition {
	table := Definitions()
	if p == nil {
		return table
	}
	for _, line := range p.Figures {
		if line.Key != "retention" || len(line.Weeks) == 0 {
			continue
		}
		at := slices.IndexFunc(table, func(d *Definition) bool { return d.Weeks > 0 })
		table = slices.DeleteFunc(table, func(d *Definition) bool { return d.Weeks > 0 })
		for i, weeks := range line.Weeks {
			table = slices.Insert(table, at+i, retention(weeks))
		}
	}
	return table
}

// DefinitionNamed finds a row of the table, also one of retention after another number of weeks.
func DefinitionNamed(key string) (*Definition, bool) {
	for _, s := range Definitions() {
		if s.Key == key {
			return s, true
		}
	}
	after, ok := strings.CutPrefix(key, "retention")
	if weeks, err := strconv.Atoi(after); ok && err == nil && weeks > 0 && weeks <= programme.MaxRetention {
		return retention(weeks), true
	}
	return nil, false
}

// levels are the selected programme's lines for a figure, else those of the table. A line of another programme is never
// among them: a target is for the people that it was set for.
func (s *computation) levels(spec *Definition) []Level {
	if p := s.b.programmeNamed(s.sel.Programme); p != nil {
		if out := levelsOf(spec, p); len(out) > 0 {
			return out
		}
	}
	return spec.Levels
}

func levelsOf(spec *Definition, p *programme.Programme) (out []Level) {
	for _, f := range p.Figures {
		if f.Key != spec.Key && f.Key != spec.Of {
			continue
		}
		for _, l := range f.Lines {
			out = append(out, Level{Target: l.Targeted, Value: float64(l.Percent) / 100, Name: l.Name,
				Source: p.Source})
		}
	}
	return out
}
