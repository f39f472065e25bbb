package model

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// The boundary tables: dates, weeks, numbers, identifiers and the small rules of rows, on both sides of every edge.

var firstDay = NewDate(2026, 11, 16) // a Monday, week 47

// TestWhatHoldsOnADay: consents, exemptions, snoozes and placements, from their first day to their last.
func TestWhatHoldsOnADay(t *testing.T) {
	consent := func(c Consent) func(Date) bool { return func(d Date) bool { return c.Holds(d) } }
	exemption := func(x Exemption) func(Date) bool { return func(d Date) bool { return x.Covers(d) } }
	snooze := func(a Snooze) func(Date) bool { return func(d Date) bool { return a.Hides(d) } }
	for _, c := range []struct {
		what  string
		holds func(Date) bool
		want  [5]bool // on the days 9, 10, 15, 20 and 21
	}{
		{"a consent", consent(Consent{GivenOn: 10, Until: 20}), [5]bool{false, true, true, true, false}},
		{"a consent without an end", consent(Consent{GivenOn: 10}), [5]bool{false, true, true, true, true}},
		{"a consent withdrawn on the 20th", consent(Consent{GivenOn: 10, WithdrawnOn: 20}), [5]bool{false, true, true,
			false, false}},
		{"a consent withdrawn after its end", consent(Consent{GivenOn: 10, Until: 15, WithdrawnOn: 20}),
			[5]bool{false, true, true, false, false}},
		{"a consent that nobody gave", consent(Consent{Until: 20}), [5]bool{}},
		{"an exemption", exemption(Exemption{From: 10, Until: 20}), [5]bool{false, true, true, true, false}},
		{"an exemption until further notice", exemption(Exemption{From: 10}), [5]bool{false, true, true, true, true}},
		{"put off until the 20th", snooze(Snooze{Until: 20}), [5]bool{true, true, true, false, false}},
		{"closed", snooze(Snooze{Closed: true}), [5]bool{true, true, true, true, true}},
	} {
		for i, day := range []Date{9, 10, 15, 20, 21} {
			if got := c.holds(day); got != c.want[i] {
				t.Errorf("%s on day %d: got %v, want %v", c.what, day, got, c.want[i])
			}
		}
	}
	consents := []*Consent{{CitizenID: "a", CompanyID: "x", GivenOn: 10, Until: 12}, {CitizenID: "a", CompanyID: "y",
		GivenOn: 10}, {CitizenID: "b", CompanyID: "x", GivenOn: 10}, {CitizenID: "a", CompanyID: "x", GivenOn: 11}}
	for _, c := range []struct {
		citizen, company string
		on               Date
		want             *Consent
	}{{"a", "x", 10, consents[0]}, {"a", "x", 13, consents[3]}, {"a", "y", 10, consents[1]}, {"b", "x", 10,
		consents[2]}, {"b", "y", 10, nil}, {"a", "x", 9, nil}} {
		if got := ConsentFor(consents, c.citizen, c.company, c.on); got != c.want {
			t.Errorf("%s at %s on day %d: got %v, want %v", c.citizen, c.company, c.on, got, c.want)
		}
	}
}

// TestPlacementInWeek: the days of a week on which a placement runs.
func TestPlacementInWeek(t *testing.T) {
	sunday := firstDay + 6
	for _, c := range []struct {
		what        string
		p           Placement
		first, last Date // 0 is none
	}{
		{"the whole week", Placement{StartOn: firstDay - 90, EndOn: firstDay + 90}, firstDay, sunday},
		{"ends the day before", Placement{StartOn: firstDay - 90, EndOn: firstDay - 1}, 0, 0},
		{"ends on the Monday", Placement{StartOn: firstDay - 90, EndOn: firstDay}, firstDay, firstDay},
		{"ends on the Saturday", Placement{StartOn: firstDay - 90, EndOn: sunday - 1}, firstDay, sunday - 1},
		{"begins on the Sunday", Placement{StartOn: sunday}, sunday, sunday},
		{"begins the day after", Placement{StartOn: sunday + 1}, 0, 0},
		{"without a last day", Placement{StartOn: firstDay}, firstDay, sunday},
		{"really ended on the Tuesday", Placement{StartOn: firstDay, EndOn: firstDay + 90, EndedOn: firstDay + 1},
			firstDay, firstDay + 1},
		{"without a first day", Placement{EndOn: sunday}, 0, 0},
		{"cancelled before it began", Placement{State: "cancelled", StartOn: firstDay}, 0, 0},
		{"cancelled on the Monday", Placement{State: "cancelled", StartOn: firstDay, EndedOn: firstDay}, firstDay,
			firstDay},
	} {
		first, last, ok := c.p.InWeek(firstDay)
		if ok != (c.first != 0) || ok && (first != c.first || last != c.last) {
			t.Errorf("%s: got %v to %v, %v; want %v to %v", c.what, first, last, ok, c.first, c.last)
		}
	}
	for _, c := range []struct {
		state, outcome string
		open, pay      bool
	}{{"suggested", "", true, false}, {"running", "job", true, false}, {"ended", "", false, false}, {"ended", "job",
		false, true}, {"ended", "paid_hours", false, true}, {"ended", "none", false, false}, {"cancelled", "job",
		false, false}} {
		p := Placement{State: c.state, Outcome: c.outcome}
		if p.Open() != c.open || p.LedToPay() != c.pay {
			t.Errorf("%s, %s: got open %v and paid %v", c.state, c.outcome, p.Open(), p.LedToPay())
		}
	}
	for kind, want := range map[string][2]bool{"trial": {true, true}, "traineeship": {true, true}, "subsidy": {false,
		true}, "flex": {false, true}, "ordinary": {false, false}} {
		if got := [2]bool{Unpaid(kind), HasInstrument(kind)}; got != want {
			t.Errorf("%s: got %v, want unpaid and with an instrument %v", kind, got, want)
		}
	}
}

func TestLastDayOfACourse(t *testing.T) {
	for days, want := range map[Opt[int]]Date{{}: 0, {V: 90}: 0, Some(0): 0, Some(1): firstDay,
		Some(90): firstDay + 89} {
		if got := (&Enrolment{StartOn: firstDay, Days: days}).LastDay(); got != want {
			t.Errorf("%v days: got %v, want %v", days, got, want)
		}
	}
	if !(&Enrolment{}).Open() || (&Enrolment{EndedOn: 1}).Open() {
		t.Error("an enrolment is open until it has an end")
	}
	e := &Enrolment{Roles: []string{"rather Tom", "r", "r  Lis  Hansen ", "r Eva"}}
	for key, want := range map[string]string{"r": "Lis  Hansen", "rather": "Tom", "x": ""} {
		if got := e.RoleName(key); got != want {
			t.Errorf("role %s: got %q, want %q", key, got, want)
		}
	}
	if got, want := fmt.Sprint((&ProgressCheck{Answers: []string{"a 3", "b x", "c", "d  4 "}}).Values()),
		"map[a:3 d:4]"; got != want {
		t.Errorf("answers: got %s, want %s", got, want)
	}
}

// TestTrackRecordDays: the last twelve months are 365 days, today's and the 365th day among them.
func TestTrackRecordDays(t *testing.T) {
	for days, want := range map[int]int{-1: 1, 0: 1, 364: 1, 365: 1, 366: 0} {
		ended := TrackRecordInput{Today: firstDay, Placements: []*Placement{{CitizenID: "a", Kind: "trial",
			State: "ended", EndedOn: firstDay.Add(-days)}}}
		if got := NewTrackRecord(ended).Year; got != want {
			t.Errorf("ended %d days ago: got %d, want %d", days, got, want)
		}
	}
	for days, want := range map[int]int{-1: 0, 0: 1, 1: 1, 364: 1, 365: 1, 366: 0} {
		asked := TrackRecordInput{Today: firstDay, Contacts: []*Contact{{On: firstDay.Add(-days), Outcome: "later"}}}
		if got := NewTrackRecord(asked); got.Asked != want || got.Answered != want {
			t.Errorf("asked %d days ago: got %d and %d, want %d", days, got.Asked, got.Answered, want)
		}
	}
	for _, c := range []struct {
		hosted, paid Opt[int]
		want         TrackRecord
	}{
		{Some(3), Some(2), TrackRecord{Hosted: 3, Paid: 2, Told: true}}, {Some(3), Some(4), TrackRecord{Hosted: 3,
			Paid: 3, Told: true}},
		{Some(3), Opt[int]{}, TrackRecord{}}, {Opt[int]{}, Some(2), TrackRecord{}},
	} {
		if got := NewTrackRecord(TrackRecordInput{Company: &Company{Hosted: c.hosted,
			HostedPaid: c.paid}}); got != c.want {
			t.Errorf("told %v and %v: got %+v", c.hosted, c.paid, got)
		}
	}
	if got := NewTrackRecord(TrackRecordInput{Picks: []*Pick{{}, {Status: "interested"},
		{Status: "yes"}}}); got.Asked != 2 || got.Answered != 2 {
		t.Errorf("shortlists: got %d asked, %d answered, want 2 and 2", got.Asked, got.Answered)
	}
}

// TestCountHostedOnce: a citizen counts once, and as paid by an outcome or by ordinary hours there.
func TestCountHostedOnce(t *testing.T) {
	for _, c := range []struct {
		what         string
		placements   []*Placement
		hosted, paid int
	}{
		{"a traineeship", []*Placement{{Kind: "traineeship", State: "ended"}}, 1, 0},
		{"a subsidy that led to a job", []*Placement{{Kind: "subsidy", State: "ended", Outcome: "job"}}, 1, 1},
		{"a traineeship, then ordinary hours", []*Placement{{Kind: "traineeship", State: "ended"}, {Kind: "ordinary",
			State: "running"}}, 1, 1},
		{"ordinary hours that are only agreed", []*Placement{{Kind: "traineeship", State: "ended"}, {Kind: "ordinary",
			State: "agreed"}}, 1, 0},
		{"ordinary hours alone", []*Placement{{Kind: "ordinary", State: "ended", Outcome: "job"}}, 0, 0},
		{"running", []*Placement{{Kind: "traineeship", State: "running"}}, 0, 0},
		{"a flex job", []*Placement{{Kind: "flex", State: "ended"}}, 0, 0},
		{"cancelled", []*Placement{{Kind: "traineeship", State: "cancelled", Outcome: "job"}}, 0, 0},
		{"another citizen's ordinary hours", []*Placement{{Kind: "traineeship", State: "ended"}, {CitizenID: "b",
			Kind: "ordinary", State: "running"}}, 1, 0},
	} {
		if hosted, paid := CountHosted(c.placements); hosted != c.hosted || paid != c.paid {
			t.Errorf("%s: got %d and %d, want %d and %d", c.what, hosted, paid, c.hosted, c.paid)
		}
	}
}

// TestEveryWayOfWritingAWeek: with and without a year, and only weeks that a year has.
func TestEveryWayOfWritingAWeek(t *testing.T) {
	for _, c := range [][2]string{
		{"47", "2026-W47"}, {"u47", "2026-W47"}, {"uge 1", "2027-W01"}, {"week 30", "2026-W30"}, {"2026-W53",
			"2026-W53"}, {"2026u53", "2026-W53"}, {"2026-1", "2026-W01"}, {"47/2025", "2025-W47"}, {"uge 47 2025",
			"2025-W47"},
		{"16/11 2026", "2026-W47"}, {"i dag", "2026-W47"}, {"1900-W01", "1900-W01"}, {"9998-W01", "9998-W01"},
		{"53/2020", "2020-W53"}, {"+1u", "2026-W48"},
		{"0", "err.week"}, {"54", "err.week"}, {"1/1899", "err.week"}, {"1/9999", "err.week"}, {"2025-W53",
			"err.week.none"}, {"2026-W54", "err.week"}, {"2026-W0", "err.week"}, {"-1", "err.week"}, {"x",
			"err.week"}, {"", "err.week"}, {"2026-W471", "err.week"},
		{"2026-471", "err.week"}, {"123", "err.week"}, {"uge x", "err.week"},
	} {
		got, err := ParseWeek(c[0], firstDay)
		text := WeekText(got)
		var e *Error
		if errors.As(err, &e) {
			text = e.Key
		}
		if text != c[1] {
			t.Errorf("%q: got %s, want %s", c[0], text, c[1])
		}
	}
	if _, err := ParseWeek("47", 0); err == nil {
		t.Error("a week without a year was read without a today")
	}
	for year, want := range map[int]int{2015: 53, 2019: 52, 2020: 53, 2025: 52, 2026: 53, 2027: 52} {
		if got := WeeksIn(year); got != want {
			t.Errorf("%d: got %d weeks, want %d", year, got, want)
		}
	}
	for _, c := range []struct { // the nearest within half a year, of two as near the earlier
		today Date
		week  string
		want  string
	}{
		{NewDate(2027, 1, 6), "27", "2027-W27"}, {NewDate(2027, 1, 6), "28", "2026-W28"}, {NewDate(2027, 1, 6), "26",
			"2027-W26"}, {NewDate(2026, 1, 6), "28", "2025-W28"}, {NewDate(2026, 1, 6), "27", "2026-W27"},
		{NewDate(2026, 7, 1), "53", "2026-W53"},
		{NewDate(2025, 6, 30), "53", "err.week.none"}, {NewDate(2021, 1, 3), "1", "2021-W01"},
	} {
		got, err := ParseWeek(c.week, c.today)
		text := WeekText(got)
		var e *Error
		if errors.As(err, &e) {
			text = e.Key
		}
		if text != c.want {
			t.Errorf("week %s on %v: got %s, want %s", c.week, c.today, text, c.want)
		}
	}
}

// TestEveryWayOfWritingADay, around a Monday of week 47.
func TestEveryWayOfWritingADay(t *testing.T) {
	for _, c := range [][2]string{
		{"16/11", "2026-11-16"}, {"15/11", "2027-11-15"}, {"17/11", "2026-11-17"}, {"29/2", ""}, {"30/2",
			""}, {"man", "2026-11-16"}, {"tir", "2026-11-17"}, {"søn", "2026-11-22"}, {"mon", "2026-11-16"},
		{"+0", "2026-11-16"}, {"+5000", "2040-07-25"}, {"+5001", ""}, {"+-1", ""}, {"+1w", "2026-11-23"}, {"+ 2 u",
			"2026-11-30"}, {"i går", "2026-11-15"},
		{"uge 47", "2026-11-16"}, {"uge 46", "2027-11-15"}, {"week 53", "2026-12-28"}, {"u0", ""}, {"u54", ""},
		{"uge -1", ""},
		{"16.11.26", "2026-11-16"}, {"16-11-2026", "2026-11-16"}, {"2026/11/16", "2026-11-16"}, {"16.11.126", ""},
		{"001/11", ""}, {"1/001", ""}, {"12345-1-1", ""}, {"1-1-12345", ""}, {"-1/1", ""}, {"1", ""},
		{"1/1/1/1", ""},
		{"2026-11-30", "2026-11-30"}, {"2026-11-31", ""}, {"2026-00-10", ""}, {"2026-01-00", ""}, {"2026-12-31",
			"2026-12-31"}, {"2026-13-01", ""}, {"2026-01-31", "2026-01-31"}, {"2026-01-32", ""}, {"0001-01-01",
			""}, {"0000-01-01", ""}, {"9999-12-31", "9999-12-31"},
		{"2026x11-16", ""}, {"2026-11x16", ""}, {"2026-1a-16", ""}, {"2026-:1-16", ""},
		{"2026-11-1", "2026-11-01"},
	} {
		got, err := ParseDate(c[0], Future.From(firstDay))
		if got.String() != c[1] || (err == nil) != (c[1] != "") {
			t.Errorf("%q: got %v, %v; want %q", c[0], got, err, c[1])
		}
	}
	sunday := NewDate(2026, 11, 22)
	if got, err := ParseDate("uge 47", Future.From(sunday)); got != firstDay || err != nil {
		t.Errorf("week 47 on its Sunday: got %v, %v", got, err)
	}
	if got, err := ParseDate("uge 47", Future.From(sunday+1)); got != NewDate(2027, 11, 22) || err != nil {
		t.Errorf("week 47 the day after: got %v, %v", got, err)
	}
	if got, err := ParseDate("29/2", Future.From(NewDate(2096, 3, 1))); errorKey(err) != "err.date.none" {
		t.Errorf("29 February of 2097: got %v, %v", got, err)
	}
	if _, err := ParseDate("16/11", 0); err == nil {
		t.Error("a day without a year was read without a today")
	}
	for d, want := range map[Date][2]Date{firstDay - 1: {firstDay, firstDay - 3}, firstDay: {firstDay + 7, firstDay},
		firstDay + 4: {firstDay + 7, firstDay + 4}, firstDay + 5: {firstDay + 7, firstDay + 4},
		firstDay + 6: {firstDay + 7, firstDay + 4}} {
		if got := [2]Date{NextMonday(d), FridayBefore(d)}; got != want {
			t.Errorf("after and before %v: got %v, want %v", d, got, want)
		}
	}
	var d Date
	if !d.IsZero() || Date(1).IsZero() || d.Add(5) != 0 || Date(1).Add(5) != 6 || d.Monday() != 0 ||
		d.String() != "" {
		t.Error("no date is not kept apart from the first one")
	}
	if err := d.UnmarshalText([]byte("2026-11-16")); err != nil || d != firstDay {
		t.Errorf("read as text: got %v, %v", d, err)
	}
	if d.Weekday() != time.Monday {
		t.Errorf("got %v", d.Weekday())
	}
}

func TestNumbers(t *testing.T) {
	for h, want := range map[Hours]string{0: "0", 1: "0.25", 3: "0.75", 4: "1", -1: "-0.25", -6: "-1.5"} {
		if got := h.String(); got != want {
			t.Errorf("%d quarters: got %s, want %s", int(h), got, want)
		}
	}
	for text, want := range map[string]int{"10000": 40000, "10001": -1, "0,00": 0, "t": -1, "7 h": 28, "+1": -1,
		"-1": -1, "1,50": 6} {
		got, err := ParseHours(text)
		if err == nil && int(got) != want || err != nil && want >= 0 {
			t.Errorf("%q hours: got %d, %v; want %d", text, int(got), err, want)
		}
	}
	for text, want := range map[string]int{"4,5": 450, "4.05": 405, "0": 0, "1000000": 100_000_000, "1000001": -1,
		"-1": -1, "+1": -1, "4,555": -1, "4,": 400, "4,x": -1, "": -1, "4,-1": -1, "4,99": 499} {
		got, err := ParseFTE(text)
		if err == nil && int(got) != want || err != nil && want >= 0 {
			t.Errorf("%q full-time equivalents: got %d, %v; want %d", text, int(got), err, want)
		}
	}
	for f, want := range map[FTE]string{0: "0", 5: "0.05", 10: "0.1", 100: "1", 1000: "10", 450: "4.5"} {
		if got := f.String(); got != want {
			t.Errorf("%d hundredths: got %s, want %s", int(f), got, want)
		}
	}
	for _, c := range []struct {
		text string
		most int
		want int
	}{{"0", 10, 0}, {"10", 10, 10}, {"11", 10, -1}, {"-1", 10, -1}, {"+1", 10, -1}, {"1 000 000", 0, 1_000_000},
		{"1000001", 0, -1}, {"1\u00a0000", 0, 1000}, {"x", 0, -1}, {"", 0, -1}, {"1000001", 2_000_000, 1_000_001},
		{"1", 1, 1}, {"2", 1, -1}} {
		got, err := ParseNumber(c.text, c.most)
		if err == nil && got != c.want || err != nil && c.want >= 0 {
			t.Errorf("%q up to %d: got %d, %v; want %d", c.text, c.most, got, err, c.want)
		}
	}
}

// TestIdentifiers: what is accepted at each end, and what is not.
func TestIdentifiers(t *testing.T) {
	for _, c := range []struct {
		what    string
		check   func(string) error
		yes, no []string
	}{
		{"P-number", CheckPNumber, []string{"1012345678", "0000000000"}, []string{"", "101234567", "10123456789",
			"101234567x", "1012345 78"}},
		{"postcode", CheckPostcode, []string{"0800", "8000", "9990"}, []string{"", "0799", "9991", "800", "80000",
			"80x0", "9999"}},
		{"phone", CheckPhone, []string{"12345678", "12 34 56 78", "12-34.56\u00a078", "+4512345678", "+1234567",
			"+123456789012345"}, []string{"", "1234567", "123456789", "+123456", "+1234567890123456", "1234567x", "+",
			"12/345678"}},
		{"mail", CheckMail, []string{"a@b.dk", "a.b@c.d.dk", "a@b@c.dk"}, []string{"", "@b.dk", "a@b", "a b@c.dk",
			"a@b.dk.", "a@.dk", "a@b.dk,c", "ab.dk", "a@b.dk;c@d.dk"}},
		{"industry", CheckIndustry, []string{"56", "561110"}, []string{"", "5", "5611100", "56.1", "x6"}},
		{"clock", CheckClock, []string{"00:00", "8", "08.30", "23:59", "24:00", " 9 "}, []string{"", "24:01", "25",
			"8:60", "8:5", "8:005", "123:00", ":30", "008:00", "8:/9", "/9:00", "x:00", "8:x0", "-1:00"}},
	} {
		for _, s := range c.yes {
			if err := c.check(s); err != nil {
				t.Errorf("%s %q: got %v, want accepted", c.what, s, err)
			}
		}
		for _, s := range c.no {
			if err := c.check(s); CodeOf(err) != Invalid {
				t.Errorf("%s %q: got %v, want refused", c.what, s, err)
			}
		}
	}
	for s, want := range map[string]int{"8": 480, "8:05": 485, "13.59": 839, "0:00": 0, "24": 1440} {
		if got, ok := ClockMinutes(s); got != want || !ok {
			t.Errorf("%q: got %d, %v; want %d", s, got, ok, want)
		}
	}
	for s, want := range map[string]bool{"0123456789ab": true, "0123456789a": false, "0123456789abc": false,
		"0123456789aB": false, "0123456789ai": false, "zyxwvtsrqpnm": true} {
		if got := IsID(s); got != want {
			t.Errorf("%q: got %v, want %v", s, got, want)
		}
	}
	if id := NewID(); !IsID(id) || id == NewID() {
		t.Errorf("%q is no ID, or is drawn twice", id)
	}
	if id := WeekID("p", firstDay); !IsID(id) || id != WeekID("p", firstDay) || id == WeekID("q", firstDay) ||
		id == WeekID("p", firstDay+7) {
		t.Errorf("the ID of a week is %q", id)
	}
	for s, want := range map[string]bool{
		"010101-1234": true, "311299-1234": true, "0101011234": true, "000101-1234": false, "010001-1234": false,
		"011201-1234": true, "011301-1234": false, "290200-1234": true, "290201-1234": false, "300400-1234": true,
		"310400-1234": false,
		"010101 1234": true, "010101--1234": true, "010101- 1234": true, "0101-011234": true, "01010-11234": false,
		"010101-123": false, "010101-12345": false, "1010101-1234": false, "٠١٠١٠١١٢٣٤": true,
		"９９０１０１１２３４": false, "०१०१०१-१२३४": true,
		"010101\u2212" + "1234": true, "010101\u00a01234": true, "x010101-1234x": true,
		"010101-1234 010101-1234": true, "99 010101-1234": true, "99x010101-1234": true, "123456789 ": false,
		"010101  1234": true, "٣١٠٩٩٩-١٢٣٤": false,
		"𝟘𝟙𝟘𝟙𝟘𝟙-𝟙𝟚𝟛𝟜": true, "𝟗𝟗𝟎𝟏𝟎𝟏-𝟏𝟐𝟑𝟒": false,
	} {
		if got := HasCPR(s); got != want {
			t.Errorf("CPR number in %q: got %v, want %v", s, got, want)
		}
	}
}

func TestTexts(t *testing.T) {
	for _, c := range [][2]string{{strings.Repeat("ø", 24), strings.Repeat("ø", 24)}, {strings.Repeat("ø", 25),
		strings.Repeat("ø", 24) + "…"}, {"a\x1b\nb", "ab"}, {"", ""}} {
		if got := Clip(c[0]); got != c[1] {
			t.Errorf("%q clipped: got %q, want %q", c[0], got, c[1])
		}
	}
	if !Printable("æ ø") || Printable("a\x1b") {
		t.Error("what can steer a terminal is not told apart")
	}
	if got, want := SplitList(" a, b;c\n\nd ,,"), []string{"a", "b", "c", "d"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for s, want := range map[string][2]bool{ // in one line, and in several
		"plain æøå": {}, " ": {}, "a\nb": {true, false}, "a\tb": {true, false}, "\x1f": {true, true}, "\r": {true,
			true}, "~": {}, "\x7f": {true, true}, "\u0080": {true, true}, "\u009f": {true, true}, "\u00a0": {},
		"\u2029": {},
		"\u202a": {true, true}, "\u202e": {true, true}, "\u202f": {}, "\u2065": {}, "\u2066": {true, true},
		"\u2069": {true, true}, "\u206a": {}, "\ufffd": {true, true}, "\ufffc": {},
	} {
		if got := [2]bool{HasControl(s, false), HasControl(s, true)}; got != want {
			t.Errorf("%q: got %v, want %v", s, got, want)
		}
	}
}

// TestSteps: what a step of the ladder and a working time can be.
func TestSteps(t *testing.T) {
	for _, c := range []struct {
		line string
		want string
	}{
		{"2026-11-16 12 2", "2026-11-16 12 2 "}, {"2026-11-16 12 2 når disken går", "2026-11-16 12 2 når disken går"},
		{"16/11 30 7", "2026-11-16 30 7 "}, {"u48 0 37", "2026-11-23 0 37 "}, {"16/11 30 7.25", ""},
		{"16/11 37.25 0", ""},
		{"16/11 12", ""}, {"x 12 2", ""}, {"16/11 x 2", ""}, {"16/11 12 x", ""}, {"", ""},
	} {
		s, err := ParseStep(c.line, Future.From(firstDay))
		got := ""
		if err == nil {
			got = fmt.Sprintf("%s %s %s %s", s.From, s.Trial, s.Paid, s.Trigger)
		}
		if got != c.want {
			t.Errorf("%q: got %q, %v; want %q", c.line, got, err, c.want)
		}
	}
	a := &Agreement{Triggers: []string{"2020-01-01 x"}}
	steps := []Step{{From: firstDay + 7, Trial: 40, Paid: 8, Trigger: "to ord"}, {From: firstDay, Trial: 48}}
	a.SetLadder(steps)
	if got, want := a.Ladder(), []Step{steps[1], steps[0]}; !slices.Equal(got, want) || steps[0].From != firstDay+7 ||
		len(a.Triggers) != 1 {
		t.Errorf("got %v, want %v", got, want)
	}
	a.Steps = append(a.Steps, "x")
	if got := a.Ladder(); len(got) != 2 || got[1].Total() != 48 {
		t.Errorf("a line that is no step: got %v", got)
	}
	if a.SetLadder(nil); a.Steps != nil || a.Triggers != nil {
		t.Errorf("emptied: got %v, %v", a.Steps, a.Triggers)
	}
	for line, want := range map[string]string{
		"man 9-12.30 30": "mon 09:00-12:30 30", "fri 8:05-8:06": "fri 08:05-08:06",
		"LØR 00:00-24:00": "sat 00:00-24:00", "mon 9-12 0": "mon 09:00-12:00",
		"mon 9-9:30 29": "mon 09:00-09:30 29", "mon 9-9:30 30": "", "mon 9-9": "", "mon 12-9": "",
		"mon 9-12 601": "", "mon 0-24 600": "mon 00:00-24:00 600",
		"xyz 9-12": "", "mon": "", "mon 9-12 1 2": "", "mon x-12": "", "mon 9-x": "", "mon 9": "", "mon 9-12 x": "",
	} {
		s, err := ParseWorkTime(line)
		got := ""
		if err == nil {
			got = s.String()
		}
		if got != want {
			t.Errorf("%q: got %q, %v; want %q", line, got, err, want)
		}
	}
	if got := (&Agreement{Pattern: []string{"mon 9-12", "x", "wed 9-12"}}).Week(); len(got) != 2 ||
		got[1].Day != "wed" || got[0].Length() != 180 {
		t.Errorf("the weekly pattern: got %v", got)
	}
	for _, a := range []*Agreement{{CitizenOn: 1}, {CompanyOn: 1}, {RepOn: 1}} {
		if !a.Acknowledged() {
			t.Errorf("%+v is not acknowledged", a)
		}
	}
	if (&Agreement{ValidFrom: 1}).Acknowledged() {
		t.Error("acknowledged by nobody")
	}
}

// TestEmptyWeek: each value alone makes a row.
func TestEmptyWeek(t *testing.T) {
	if w := (&Week{Head: Head{ID: "x"}, PlacementID: "p", Monday: firstDay}); !w.Empty() || w.Total() != 0 {
		t.Error("a week of nothing is a row")
	}
	zero, none := Some(Hours(0)), Some(0)
	for i, w := range []*Week{{Trial: zero}, {Paid: zero}, {Agreed: none}, {Met: none}, {Excused: none},
		{NoShow: none}, {Note: "x"}} {
		if w.Empty() {
			t.Errorf("value %d alone is no row", i)
		}
	}
	if got := (&Week{Trial: Some(Hours(40)), Paid: Some(Hours(8))}).Total(); got != 48 {
		t.Errorf("total: got %s, want 12", got)
	}
}

// TestLogContactCloses: what contact does to promises and follow-ups of the same two.
func TestLogContactCloses(t *testing.T) {
	for _, c := range []struct {
		what  string
		spoil func(c, o *Contact, f *FollowUp)
		want  string
	}{
		{"reached", func(c, o *Contact, f *FollowUp) {}, "promise followup"},
		{"not reached", func(c, o *Contact, f *FollowUp) { c.Outcome = "not_reached" }, ""},
		{"not reached, with a new promise", func(c, o *Contact, f *FollowUp) {
			c.Outcome, c.NextOn = "not_reached",
				firstDay+7
		}, "promise"},
		{"a promise of the same day", func(c, o *Contact, f *FollowUp) { o.On = firstDay }, "promise followup"},
		{"a promise of the day after", func(c, o *Contact, f *FollowUp) { o.On = firstDay + 1 }, "followup"},
		{"another citizen", func(c, o *Contact, f *FollowUp) { o.CitizenID = "x" }, "followup"},
		{"another workplace", func(c, o *Contact, f *FollowUp) { o.CompanyID = "x" }, "followup"},
		{"the contact itself", func(c, o *Contact, f *FollowUp) { o.ID, c.ID = "same", "same" }, "followup"},
		{"no promise", func(c, o *Contact, f *FollowUp) { o.NextOn = 0 }, "followup"},
		{"a promise that was kept", func(c, o *Contact, f *FollowUp) { o.DoneOn = firstDay - 3 }, "followup"},
		{"a follow-up of the day after", func(c, o *Contact, f *FollowUp) { f.On = firstDay + 1 }, "promise"},
		{"a follow-up that was held", func(c, o *Contact, f *FollowUp) { f.DoneOn = firstDay }, "promise"},
	} {
		contact := &Contact{Head: Head{ID: "new"}, CompanyID: "v", CitizenID: "b", On: firstDay, Outcome: "reached"}
		open := &Contact{Head: Head{ID: "old"}, CompanyID: "v", CitizenID: "b", On: firstDay - 9,
			NextOn: firstDay + 3}
		follow := &FollowUp{On: firstDay}
		c.spoil(contact, open, follow)
		cs := LogContact(contact, []*Contact{open}, follow)
		var got []string
		for _, ch := range cs.Changes[1:] {
			switch e := ch.After.(type) {
			case *Contact:
				got = append(got, "promise")
				if e.DoneOn != firstDay {
					t.Errorf("%s: the promise is kept on %v", c.what, e.DoneOn)
				}
			case *FollowUp:
				got = append(got, "followup")
				if e.DoneOn != firstDay {
					t.Errorf("%s: the follow-up is held on %v", c.what, e.DoneOn)
				}
			}
		}
		if s := strings.Join(got, " "); s != c.want || cs.Changes[0].After != Entity(contact) ||
			cs.Action != "contact.add" {
			t.Errorf("%s: got %q, want %q", c.what, s, c.want)
		}
	}
	c := &Contact{NextOn: firstDay}
	if got := FulfilPromise("mk", c, firstDay).Changes[0].After.(*Contact); got.DoneOn != firstDay || c.DoneOn != 0 {
		t.Errorf("kept: got %+v", got)
	}
	if got := PostponePromise("mk", c, firstDay+1).Changes[0].After.(*Contact); got.NextOn != firstDay+1 ||
		c.NextOn != firstDay {
		t.Errorf("put off: got %+v", got)
	}
	for how, want := range map[string]bool{"visit": true, "meeting": true, "call": false} {
		if got := (&Contact{How: how}).FaceToFace(); got != want {
			t.Errorf("%s face to face: got %v", how, got)
		}
	}
}

// TestShortlists: what is added once, at the end, and moved within the list.
func TestShortlists(t *testing.T) {
	ids := func(cs ChangeSet) string {
		var out []string
		for _, c := range cs.Changes {
			if p, ok := c.After.(*Pick); ok {
				out = append(out, fmt.Sprint(p.CompanyID, p.CitizenID, p.Position.V, p.Status))
			} else {
				out = append(out, "list")
			}
		}
		return strings.Join(out, " ")
	}
	for _, c := range []struct {
		what  string
		list  Shortlist
		picks []*Pick
		add   []string
		want  string
	}{
		{"a new list", Shortlist{CitizenID: "b"}, nil, []string{"v", "w", "v"}, "list v1new w2new"},
		{"a new list of nothing", Shortlist{CitizenID: "b"}, nil, nil, ""},
		{"the end of a list", Shortlist{Head: Head{ID: "l"}}, []*Pick{{CompanyID: "v", Position: Some(4)},
			{CompanyID: "w", Position: Some(2)}}, []string{"w", "x"}, "x5new"},
		{"citizens for a task", Shortlist{Head: Head{ID: "l"}, TaskID: "t"}, []*Pick{{CitizenID: "a",
			Position: Some(1)}}, []string{"a", "b"}, "b2new"},
	} {
		cs := AddToList("mk", &c.list, c.picks, c.add)
		if got := ids(cs); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
		for _, ch := range cs.Changes {
			if p, ok := ch.After.(*Pick); ok && (p.ListID != c.list.ID || p.ListID == "" || c.list.TaskID != "" &&
				p.CompanyID != "" || c.list.TaskID == "" && p.CitizenID != "") {
				t.Errorf("%s: got %+v", c.what, p)
			}
		}
	}
	picks := []*Pick{{Head: Head{ID: "c"}, Position: Some(3)}, {Head: Head{ID: "a"}, Position: Some(1)},
		{Head: Head{ID: "b"}, Position: Some(2)}}
	for _, c := range []struct {
		id   string
		by   int
		want string
	}{{"a", 1, "b1 a2"}, {"c", -1, "c2 b3"}, {"a", -1, ""}, {"c", 1, ""}, {"a", 9, "b1 c2 a3"}, {"c", -9, "c1 a2 b3"},
		{"z", 1, ""}, {"b", 0, ""}} {
		var got []string
		for _, ch := range MovePick("mk", picks, c.id, c.by).Changes {
			got = append(got, fmt.Sprint(ch.After.Meta().ID, ch.After.(*Pick).Position.V))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s by %d: got %q, want %q", c.id, c.by, s, c.want)
		}
	}
	goals := []*Goal{{Head: Head{ID: "5"}, SetOn: 2}, {Head: Head{ID: "4"}, SetOn: 1}, {Head: Head{ID: "2"},
		Rank: Some(2)}, {Head: Head{ID: "3"}, Rank: Some(2), SetOn: 9}, {Head: Head{ID: "1"}, Rank: Some(1),
		SetOn: 9}}
	SortGoals(goals)
	var order string
	for _, g := range goals {
		order += g.ID
	}
	if order != "12345" {
		t.Errorf("goals: got %s, want 12345", order)
	}
}

func TestErrorsForLogs(t *testing.T) {
	cause := errors.New("disk full")
	e := NewError(Invalid, "err.x", Args{"b": 2, "a": 1}).WithField("name").WithCause(cause)
	if got, want := e.Error(), "err.x at name a=1 b=2: disk full"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := NewError(Invalid, "err.x", nil).Error(); got != "err.x" {
		t.Errorf("got %q", got)
	}
	if !errors.Is(e, cause) || CodeOf(fmt.Errorf("save: %w", e)) != Invalid || CodeOf(cause) != Internal ||
		CodeOf(nil) != "" {
		t.Error("cause or code are not found")
	}
}

func TestNamesAndChoices(t *testing.T) {
	for _, c := range []struct {
		first, last, want string
	}{
		{"Anna", "Holm", "Anna"}, {"Anna", "", "Anna"}, {"Anna Holm", "", "Anna"}, {"Ann Marie", "Ølgaard", "Ann Marie"},
		{"Ann Marie Ølgaard", " ", "Ann Marie"}, {"", "Holm", "H."}, {"", "", ""},
	} {
		if got := (&Citizen{FirstName: c.first, LastName: c.last}).GivenName(); got != c.want {
			t.Errorf("%q %q is called %q, not %q", c.first, c.last, got, c.want)
		}
	}
	for _, c := range []struct{ first, last, wantFirst, wantLast string }{
		{"Anna", "", "", ""}, {"Anna Holm", "Ølgaard", "", ""}, {"", "", "", ""}, {"Anna Holm", "", "Anna", "Holm"},
		{" Ib  Erik Storkemand ", " ", "Ib Erik", "Storkemand"},
	} {
		first, last, whole := (&Citizen{FirstName: c.first, LastName: c.last}).SplitName()
		if first != c.wantFirst || last != c.wantLast || whole != (c.wantLast != "") {
			t.Errorf("%q %q: %q, %q, %v", c.first, c.last, first, last, whole)
		}
	}
	if got := (&Citizen{FirstName: "ann marie", LastName: "Ølgaard"}).Initials(); got != "A.M.Ø." {
		t.Errorf("initials: got %q", got)
	}
	if got := [2]string{(&Company{Name: "ApS", DailyName: "Café"}).ShownName(),
		(&Company{Name: "ApS"}).ShownName()}; got != [2]string{"Café", "ApS"} {
		t.Errorf("names: got %q", got)
	}
	if !(&Company{}).Active() || (&Company{Status: "ceased"}).Active() {
		t.Error("a workplace is active until it has ceased")
	}
	keys := ConditionKeys()
	if len(keys) != len(WorkConditions) || keys[0] != "no_lifting" {
		t.Errorf("conditions: got %v", keys)
	}
	for key, want := range map[string]Load{
		"no_lifting": Lifting, "little_reading": Reading, "fixed_times": "", "x": "",
	} {
		if got, ok := AvoidedLoad(key); got != want || ok != (want != "") {
			t.Errorf("what %s avoids: got %q, %v; want %q", key, got, ok, want)
		}
	}
	goal := &Goal{}
	if Add(goal).Row() != Entity(goal) || Remove(goal).Row() != Entity(goal) {
		t.Error("the row of a change is on neither side")
	}
}
