package model

// FigureSpec is one row of the table of figures. Its words are in the word files: "figure.<key>" is its name, and below
// that ".definition", ".denominator" and ".exclusions".
type FigureSpec struct {
	Key     string
	Unit    string // one of the units
	Series  string // "month" or "week" when it can be followed over time
	Last    bool   // the value is that of the last whole month of the period, not of all of it
	Compare bool   // a share of people, which treatment and control can be compared by
	Parts   string // what kind of parts it falls into, besides teams and groups; "" for none
	Lines   []FigureLine

	how   figureHow
	tally figureTallying
}

// figureHow is how a value is made of a tally.
type figureHow uint8

const (
	howShare    figureHow = iota // num of den
	howMedian                    // the middle of the values
	howCount                     // num
	howEach                      // num for each consultant
	howEachWeek                  // num for each consultant and ISO week
)

// Sources of the lines (DOMAIN 1, 5.1, 5.4, 6).
const (
	sourceFSM2  = "Flere skal med 2, STAR: udbetalingsmodel og resultatkrav"
	sourceFSM   = "Flere skal med, projektets måltal"
	sourceCTI   = "Social støtte i overgang til og fastholdelse i job, slutevaluering 2021"
	sourceIPS   = "IPS fidelity scale, Centre for Mental Health"
	monthSeries = "month"
	weekSeries  = "week"
)

// FigureTable lists the figures in the order they are shown.
func FigureTable() []*FigureSpec {
	return []*FigureSpec{
		{Key: "touched", Unit: UnitShare, Series: monthSeries, Last: true, Compare: true, tally: each(inGroup(touchedByPay)),
			Lines: []FigureLine{{"touched", "target", 0.15, "figure.line.touched.15", sourceFSM2}, {"touched", "target", 0.20, "figure.line.touched.20", sourceFSM2}}},
		{Key: "traineeship", Unit: UnitShare, Series: monthSeries, Compare: true, tally: each(inGroup(func(m *figureMember, a, b Date) bool { return m.during(a, b, "traineeship") }))},
		{Key: "traineeship_13", Unit: UnitShare, Compare: true, tally: each(inGroup(traineeLong)),
			Lines: []FigureLine{{"traineeship_13", "target", 0.40, "figure.line.traineeship_13", sourceFSM}}},
		{Key: "company_directed", Unit: UnitShare, Series: monthSeries, Compare: true, tally: each(inGroup(func(m *figureMember, a, b Date) bool { return m.during(a, b) })),
			Lines: []FigureLine{{"company_directed", "reference", 0.80, "figure.line.company_directed.80", sourceCTI}, {"company_directed", "reference", 0.41, "figure.line.company_directed.41", sourceCTI}}},
		{Key: "paid_hours", Unit: UnitHours, Series: monthSeries, how: howMedian, tally: eachValue(latestPaid)},
		{Key: "paid_growth", Unit: UnitHours, how: howMedian, tally: eachValue(paidGrowth)},
		{Key: "to_contact", Unit: UnitWeeks, how: howMedian, tally: eachValue(since(firstContact))},
		{Key: "to_trial", Unit: UnitWeeks, how: howMedian, tally: eachValue(since(firstTrial))},
		{Key: "to_paid", Unit: UnitWeeks, how: howMedian, tally: eachValue(since(firstPaid))},
		{Key: "kept_4", Unit: UnitShare, Compare: true, tally: each(keptPay(4))},
		{Key: "kept_13", Unit: UnitShare, Compare: true, tally: each(keptPay(13))},
		{Key: "kept_26", Unit: UnitShare, Compare: true, tally: each(keptPay(26))},
		{Key: "funnel", Unit: UnitShare, Parts: "step", tally: funnel},
		{Key: "led_to_pay", Unit: UnitShare, Parts: "company", tally: led},
		{Key: "attendance", Unit: UnitShare, Series: monthSeries, tally: each(attendance(func(d figureDays) int { return d.met }))},
		{Key: "no_show", Unit: UnitShare, Series: monthSeries, tally: each(attendance(func(d figureDays) int { return d.noShow }))},
		{Key: "both_pleased", Unit: UnitShare, tally: each(bothPleased)},
		{Key: "outcomes", Unit: UnitNumber, Parts: "outcome", how: howCount, tally: ended(enrolmentOutcomes)},
		{Key: "placement_outcomes", Unit: UnitNumber, Parts: "placement_outcome", how: howCount, tally: ended(placementEnds(func(p *Placement) string { return p.Outcome }))},
		{Key: "ended_by", Unit: UnitNumber, Parts: "ended_by", how: howCount, tally: ended(placementEnds(func(p *Placement) string { return p.EndedBy }))},
		{Key: "on_time", Unit: UnitShare, tally: each(onTime)},
		{Key: "visits", Unit: UnitNumber, Series: weekSeries, how: howEachWeek, tally: visits},
		{Key: "caseload", Unit: UnitNumber, Series: monthSeries, how: howEach, tally: caseload,
			Lines: []FigureLine{{"caseload", "reference", 20, "figure.line.caseload", sourceIPS}}},
	}
}

// FigureNamed finds a row of the table.
func FigureNamed(key string) (*FigureSpec, bool) {
	for _, s := range FigureTable() {
		if s.Key == key {
			return s, true
		}
	}
	return nil, false
}
