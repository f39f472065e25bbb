package figures

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/programme"
)

// The boundary tables: what each figure counts on the day before a period, on its first and last day, and on the day
// after. Days are plain numbers here: the period is from day 1100 to day 1200 unless a row says otherwise.

// memberWith is somebody followed since day 1000, with what a test adds.
func memberWith(add func(m *memberRow)) *memberRow {
	m := &memberRow{citizenRow: &citizenRow{row: &model.Citizen{Head: model.Head{ID: "z"}}}, start: 1000,
		spans: []dateSpan{{1000, forever}}}
	m.open = m.spans
	add(m)
	return m
}

// paidOn is a quarter of an hour paid in the week whose Thursday is the day.
func paidOn(days ...model.Date) (out []paidRow) {
	for _, d := range days {
		out = append(out, paidRow{monday: d - 3, day: d, hours: 1, row: &model.Placement{CompanyID: "v",
			StartOn: 900}})
	}
	return out
}

func placedOn(kind string, from, to model.Date) placementRow {
	p := &model.Placement{Kind: kind, CompanyID: "v", StartOn: from}
	return placementRow{dateSpan{from, to}, p, course{begins: true, ends: true, parts: []*model.Placement{p}}}
}

func (c memberCount) told() string {
	left := ""
	if c.left {
		left = " left"
	}
	value := ""
	if c.value != 0 {
		value = fmt.Sprintf(" %g", c.value)
	}
	return fmt.Sprintf("%d/%d%s%s", c.num, c.den, value, left)
}

// TestMeasuresByDay: what one member adds to a figure, by the day that something happened on.
func TestMeasuresByDay(t *testing.T) {
	traineeship := func(m *memberRow, a, b model.Date) bool { return m.during(a, b, "traineeship") }
	for _, c := range []struct {
		what    string
		measure measureFunc
		add     func(m *memberRow, d model.Date)
		want    map[model.Date]string
	}{
		{"paid in the week of that Thursday", inGroup(touchedByPay), func(m *memberRow,
			d model.Date) {
			m.paid = paidOn(d)
		},
			map[model.Date]string{1099: "0/1", 1100: "1/1", 1200: "1/1", 1201: "0/1"}},
		{"paid on a Monday that is its own day", inGroup(touchedByPay), func(m *memberRow,
			d model.Date) {
			m.paid = []paidRow{{monday: d, day: d, hours: 1}}
		},
			map[model.Date]string{1099: "0/1", 1100: "1/1", 1200: "1/1", 1201: "0/1"}},
		{"paid, followed from day 1150 to 1160", inGroup(touchedByPay), func(m *memberRow, d model.Date) {
			m.paid,
				m.spans = paidOn(d), []dateSpan{{1150, 1160}}
		},
			map[model.Date]string{1149: "0/1", 1150: "1/1", 1160: "1/1", 1161: "0/1"}},
		{"a traineeship of that day", inGroup(traineeship), func(m *memberRow,
			d model.Date) {
			m.placed = []placementRow{placedOn("traineeship", d, d)}
		},
			map[model.Date]string{1099: "0/1", 1100: "1/1", 1200: "1/1", 1201: "0/1"}},
		{"a traineeship of that day, followed from day 1150 to 1160", inGroup(traineeship), func(m *memberRow,
			d model.Date) {
			m.placed, m.spans = []placementRow{placedOn("traineeship", d, d)}, []dateSpan{{1150, 1160}}
		}, map[model.Date]string{1149: "0/1", 1150: "1/1", 1160: "1/1", 1161: "0/1"}},
		{"a flex job of that day", inGroup(traineeship), func(m *memberRow,
			d model.Date) {
			m.placed = []placementRow{placedOn("flex", d, d)}
		}, map[model.Date]string{1150: "0/1"}},
		{"a traineeship from that day to 1200", inGroup(traineeLong), func(m *memberRow,
			d model.Date) {
			m.placed = []placementRow{placedOn("traineeship", d, 1200)}
		},
			map[model.Date]string{1109: "1/1", 1110: "1/1", 1111: "0/1"}},
		{"90 days, and a traineeship from that day", inGroup(traineeLong), func(m *memberRow, d model.Date) {
			m.placed = []placementRow{placedOn("traineeship", 1110, 1199), placedOn("traineeship", d, d+50)}
		}, map[model.Date]string{1199: "1/1", 1200: "1/1", 1201: "0/1"}},
		{"two traineeships at a time, the second to that day", inGroup(traineeLong), func(m *memberRow,
			d model.Date) {
			m.placed = []placementRow{placedOn("traineeship", 1050, 1100), placedOn("traineeship", 1080, d)}
		}, map[model.Date]string{1139: "0/1", 1140: "1/1"}},
		{"exempt until that day", inGroup(touchedByPay), func(m *memberRow,
			d model.Date) {
			m.exempt = []dateSpan{{1100, d}}
		}, map[model.Date]string{1199: "0/1", 1200: "0/0 left"}},
		{"followed until that day", inGroup(touchedByPay), func(m *memberRow,
			d model.Date) {
			m.spans = []dateSpan{{1000, d}}
		}, map[model.Date]string{1099: "0/0", 1100: "0/1"}},
		{"the latest hours of that Thursday", latestPaid, func(m *memberRow,
			d model.Date) {
			m.paid = append(paidOn(1120), paidRow{monday: d - 3, day: d, hours: 8})
		},
			map[model.Date]string{1200: "1/1 2", 1201: "1/1 0.25"}},
		{"two workplaces in that week", latestPaid, func(m *memberRow, d model.Date) {
			m.paid = append(paidOn(d),
				paidOn(d)...)
		}, map[model.Date]string{1099: "0/0", 1100: "1/1 0.5", 1200: "1/1 0.5", 1201: "0/0"}},
		{"the latest hours, exempt until that day", latestPaid, func(m *memberRow, d model.Date) {
			m.paid,
				m.exempt = paidOn(1150), []dateSpan{{1000, d}}
		}, map[model.Date]string{1199: "1/1 0.25",
			1200: "0/0 left"}},
		{"growth to that Thursday", paidGrowth, func(m *memberRow, d model.Date) {
			m.paid = append(paidOn(1050),
				paidRow{monday: d - 3, day: d, hours: 8})
		},
			map[model.Date]string{1099: "0/0", 1100: "1/1 1.75", 1200: "1/1 1.75", 1201: "0/0"}},
		{"growth, exempt until that day", paidGrowth, func(m *memberRow, d model.Date) {
			m.paid,
				m.exempt = paidOn(1110, 1150), []dateSpan{{1000, d}}
		}, map[model.Date]string{1199: "1/1",
			1200: "0/0 left"}},
		{"growth of one week", paidGrowth, func(m *memberRow, d model.Date) { m.paid = paidOn(d) },
			map[model.Date]string{1150: "0/0"}},
		{"first contact, enrolled on that day", since(firstContact), func(m *memberRow, d model.Date) {
			m.start,
				m.contacts = d, []model.Date{d + 14}
		},
			map[model.Date]string{1099: "0/0", 1100: "1/1 2", 1186: "1/1 2", 1187: "0/1", 1200: "0/1", 1201: "0/0"}},
		{"first contact on that day", since(firstContact), func(m *memberRow, d model.Date) {
			m.start,
				m.contacts = 1107, []model.Date{1100, d}
		}, map[model.Date]string{1106: "0/1", 1107: "1/1",
			1200: "1/1 13.285714285714286", 1201: "0/1"}},
		{"first trial on that day", since(firstTrial), func(m *memberRow, d model.Date) {
			m.start, m.placed = 1107, []placementRow{placedOn("flex", 1107, 1107), placedOn("trial", d, d)}
		}, map[model.Date]string{1106: "0/1", 1107: "1/1", 1114: "1/1 1", 1200: "1/1 13.285714285714286",
			1201: "0/1"}},
		{"first paid hour in the week of that Thursday", since(firstPaid), func(m *memberRow, d model.Date) {
			m.start, m.spans, m.paid = 1107, []dateSpan{{1107, forever}}, paidOn(d)
		},
			map[model.Date]string{1106: "0/1", 1107: "1/1", 1117: "1/1 1", 1200: "1/1 12.857142857142858",
				1201: "0/1"}},
		{"four weeks after the first paid hour, that Thursday", keptPay(4), func(m *memberRow,
			d model.Date) {
			m.paid = append(paidOn(d-28), paidOn(d)...)
		},
			map[model.Date]string{1099: "0/0", 1100: "1/1", 1197: "1/1", 1198: "0/0", 1200: "0/0"}},
		{"four weeks later, also paid in the week of that Thursday", keptPay(4), func(m *memberRow,
			d model.Date) {
			m.paid = append(paidOn(1122), paidOn(d)...)
		},
			map[model.Date]string{1136: "0/1", 1143: "1/1", 1150: "1/1", 1157: "0/1"}},
		{"four weeks later, exempt on that day", keptPay(4), func(m *memberRow, d model.Date) {
			m.paid,
				m.exempt = paidOn(1122, 1150), []dateSpan{{d, d}}
		}, map[model.Date]string{1149: "1/1", 1150: "0/0 left",
			1151: "1/1"}},
		{"pleased with a placement begun on that day", pleased(jobCentreSetup, companySetup), func(m *memberRow,
			d model.Date) {
			p := placedOn("trial", d, d)
			p.row.JobCentreSetup, p.row.CompanySetup = "very_satisfied", "very_satisfied"
			m.placed = []placementRow{p}
		}, map[model.Date]string{1099: "0/0", 1100: "1/1", 1200: "1/1", 1201: "0/0"}},
		{"days agreed on that day", attendance(func(w attendanceRow) int { return w.met }), func(m *memberRow,
			d model.Date) {
			m.attended = []attendanceRow{{day: d, agreed: 3, met: 2, noShow: 1}}
		},
			map[model.Date]string{1099: "0/0", 1100: "2/3", 1200: "2/3", 1201: "0/0"}},
		{"days agreed on that day, followed from 1150 to 1160",
			attendance(func(w attendanceRow) int { return w.noShow }), func(m *memberRow, d model.Date) {
				m.attended, m.spans = []attendanceRow{{day: d, agreed: 3, met: 2, noShow: 1}}, []dateSpan{{1150, 1160}}
			}, map[model.Date]string{1149: "0/0", 1150: "1/3", 1160: "1/3", 1161: "0/0"}},
		{"a trial begun on that day, paid there at 1200", ledToPay, func(m *memberRow, d model.Date) {
			m.placed,
				m.paid = []placementRow{placedOn("trial", d, d)}, paidOn(1200)
		},
			map[model.Date]string{1099: "0/0", 1100: "1/1", 1200: "1/1", 1201: "0/0"}},
		{"a traineeship begun on day 1150, paid there in the week of that Thursday", ledToPay, func(m *memberRow,
			d model.Date) {
			m.placed, m.paid = []placementRow{placedOn("traineeship", 1150, 1180)}, paidOn(d)
		},
			map[model.Date]string{1146: "0/1", 1147: "1/1", 1200: "1/1", 1201: "0/1"}},
		{"a flex job begun on that day", ledToPay, func(m *memberRow,
			d model.Date) {
			m.placed = []placementRow{placedOn("flex", d, d)}
		}, map[model.Date]string{1150: "0/0"}},
	} {
		s := &computation{b: &Base{today: 1200}}
		for d, want := range c.want {
			m := memberWith(func(m *memberRow) { c.add(m, d) })
			if got := c.measure(s, m, 1100, 1200).told(); got != want {
				t.Errorf("%s, day %d: got %s, want %s", c.what, d, got, want)
			}
		}
	}
}

// TestKeptPayWaitsForTheWeek: a week is asked about once it is over.
func TestKeptPayWaitsForTheWeek(t *testing.T) {
	m := memberWith(func(m *memberRow) { m.paid = paidOn(1122, 1150) }) // the week from 1147 to 1153
	for today, want := range map[model.Date]string{1152: "0/0", 1153: "1/1", 1154: "1/1"} {
		if got := keptPay(4)(&computation{b: &Base{today: today}}, m, 1100, 1200).told(); got != want {
			t.Errorf("today is day %d: got %s, want %s", today, got, want)
		}
	}
	for b, want := range map[model.Date]string{1149: "0/0", 1150: "1/1"} {
		if got := keptPay(4)(&computation{b: &Base{today: 1300}}, m, 1100, b).told(); got != want {
			t.Errorf("the period ends on day %d: got %s, want %s", b, got, want)
		}
	}
}

func TestBothPleased(t *testing.T) {
	for _, c := range [][3]string{
		{"very_satisfied", "very_satisfied", "1/1"}, {"very_satisfied", "satisfied", "0/1"}, {"neither",
			"very_satisfied", "0/1"}, {"neither", "neither", "0/1"}, {"", "very_satisfied", "0/0 left"},
		{"very_satisfied", "", "0/0 left"}, {"", "", "0/0 left"},
	} {
		m := memberWith(func(m *memberRow) {
			p := placedOn("trial", 1150, 1150)
			p.row.JobCentreSetup, p.row.CompanySetup = c[0], c[1]
			m.placed = []placementRow{p}
		})
		if got := pleased(jobCentreSetup, companySetup)(nil, m, 1100, 1200).told(); got != c[2] {
			t.Errorf("%q and %q: got %s, want %s", c[0], c[1], got, c[2])
		}
	}
}

// TestElementsByDay: an element with a day is counted in the period of its day, done when ticked by then.
func TestElementsByDay(t *testing.T) {
	of := &programme.Programme{Key: "p", Elements: []programme.Element{{Named: programme.Named{Key: "e"},
		Due: model.Some(10)}, {Named: programme.Named{Key: "any"}}, {Named: programme.Named{Key: "other"},
		Groups: []string{"2"}, Due: model.Some(10)}}}
	for _, c := range []struct {
		what          string
		row           model.Enrolment
		ticked        model.Date
		add           func(m *memberRow)
		onTime, ended string // of the element's day, and of all elements
	}{
		{"due the day before", model.Enrolment{StartOn: 1089}, 1095, nil, "0/0", "1/2"}, {"due on the first day",
			model.Enrolment{StartOn: 1090}, 1095, nil, "1/1", "1/2"},
		{"due on the last day", model.Enrolment{StartOn: 1190}, 1195, nil, "1/1", "1/2"}, {"due the day after",
			model.Enrolment{StartOn: 1191}, 1195, nil, "0/0", "1/2"},
		{"ticked on the day", model.Enrolment{StartOn: 1110}, 1120, nil, "1/1", "1/2"}, {"ticked the day after",
			model.Enrolment{StartOn: 1110}, 1121, nil, "0/1", "1/2"},
		{"ticked on the period's last day", model.Enrolment{StartOn: 1110}, 1200, nil, "0/1", "1/2"},
		{"ticked the day after that", model.Enrolment{StartOn: 1110}, 1201, nil, "0/1", "0/2"}, {"not ticked",
			model.Enrolment{StartOn: 1110}, 0, nil, "0/1", "0/2"},
		{"ended on its day", model.Enrolment{StartOn: 1110, EndedOn: 1120}, 1115, nil, "1/1", "1/2"},
		{"ended the day before", model.Enrolment{StartOn: 1110, EndedOn: 1119}, 1115, nil, "0/0", "1/2"},
		{"ended on the period's first day", model.Enrolment{StartOn: 1050, EndedOn: 1100}, 1055, nil, "0/0", "1/2"},
		{"ended the day before that", model.Enrolment{StartOn: 1050, EndedOn: 1099}, 1055, nil, "0/0", "0/0"},
		{"begun on the last day", model.Enrolment{StartOn: 1200}, 0, nil, "0/0", "0/2"}, {"begun the day after",
			model.Enrolment{StartOn: 1201}, 0, nil, "0/0", "0/0"},
		{"of the group of more", model.Enrolment{StartOn: 1110, Triage: "2"}, 1115, nil, "1/2", "1/3"},
		{"exempt on its day", model.Enrolment{StartOn: 1110}, 1115, func(m *memberRow) {
			m.exempt = []dateSpan{{1120,
				1120}}
		}, "0/0 left", "1/2"},
		{"exempt all the time", model.Enrolment{StartOn: 1110}, 1115,
			func(m *memberRow) { m.exempt = []dateSpan{{1000, 1300}} }, "0/0 left", "0/0 left"},
		{"of another programme", model.Enrolment{StartOn: 1110, Programme: "x"}, 1115, nil, "0/0", "0/0"},
	} {
		if c.row.Programme == "" {
			c.row.Programme = "p"
		}
		m := memberWith(func(m *memberRow) {
			e := enrolmentRow{row: &c.row, of: of, ticked: map[string]model.Date{}}
			if c.ticked != 0 {
				e.ticked["e"] = c.ticked
			}
			m.enrolments = []enrolmentRow{{row: &model.Enrolment{StartOn: 1110, Programme: "p"}},
				e} // the edition of the first is gone
			if c.add != nil {
				c.add(m)
			}
		})
		s := &computation{b: &Base{today: 1300}, sel: Selection{Programme: "p"}}
		if got := [2]string{onTime(s, m, 1100, 1200).told(), elementsDone(s, m, 1100,
			1200).told()}; got != [2]string{c.onTime, c.ended} {
			t.Errorf("%s: got %q on time and %q done, want %q and %q", c.what, got[0], got[1], c.onTime, c.ended)
		}
		s.sel.Programme = ""
		if got := onTime(s, m, 1100, 1200).told(); c.row.Programme == "p" && got != c.onTime {
			t.Errorf("%s, without a programme: got %s, want %s", c.what, got, c.onTime)
		}
	}
}

// TestFunnelByDay: how far somebody came whose first trial began in the period.
func TestFunnelByDay(t *testing.T) {
	for _, c := range []struct {
		what   string
		placed []placementRow
		paid   []paidRow
		want   int
	}{
		{"no trial", []placementRow{placedOn("traineeship", 1110, 1120)}, nil, 0}, {"a trial the day before",
			[]placementRow{placedOn("trial", 1099, 1099)}, nil, 0}, {"a trial on the first day",
			[]placementRow{placedOn("trial", 1100, 1100)}, nil, 1},
		{"a trial on the last day", []placementRow{placedOn("trial", 1200, 1200)}, nil, 1}, {"a trial the day after",
			[]placementRow{placedOn("trial", 1201, 1201)}, nil, 0}, {"two trials", []placementRow{placedOn("trial",
			1100, 1100), placedOn("trial", 1110, 1110)}, nil, 1},
		{"a traineeship on the trial's day", []placementRow{placedOn("trial", 1100, 1100), placedOn("traineeship",
			1100, 1110)}, nil, 2}, {"a traineeship on the last day", []placementRow{placedOn("trial", 1100, 1100),
			placedOn("traineeship", 1200, 1200)}, nil, 2},
		{"a traineeship the day after", []placementRow{placedOn("trial", 1100, 1100), placedOn("traineeship", 1201,
			1210)}, nil, 1}, {"a traineeship before the trial", []placementRow{placedOn("traineeship", 1100, 1110),
			placedOn("trial", 1120, 1120)}, nil, 1},
		{"paid in the trial's week, the trial on its Sunday", []placementRow{placedOn("trial", 1110, 1110)},
			paidOn(1107), 3}, {"paid in the week before", []placementRow{placedOn("trial", 1110, 1110)}, paidOn(1106),
			1},
		{"paid on the last day", []placementRow{placedOn("trial", 1110, 1110)}, paidOn(1200), 3},
		{"paid the day after", []placementRow{placedOn("trial", 1110, 1110)}, paidOn(1201), 1},
		{"paid 13 weeks later, the week just over", []placementRow{placedOn("trial", 1100, 1100)}, paidOn(1106, 1197),
			4}, {"paid 13 weeks later, a day of the week to come", []placementRow{placedOn("trial", 1100, 1100)},
			paidOn(1107, 1198), 3},
		{"paid 12 weeks later", []placementRow{placedOn("trial", 1100, 1100)}, paidOn(1106, 1190), 4},
		{"paid 11 weeks later", []placementRow{placedOn("trial", 1100, 1100)}, paidOn(1106, 1183), 3},
		{"paid 14 weeks later", []placementRow{placedOn("trial", 1098, 1098)}, paidOn(1099, 1197), 0},
	} {
		m := memberWith(func(m *memberRow) { m.placed, m.paid = c.placed, c.paid })
		if got := afterTrial(&computation{b: &Base{today: 1300}}, m, 1100, 1200); got != c.want {
			t.Errorf("%s: got step %d, want %d", c.what, got, c.want)
		}
	}
}

// TestDayOfAWeek: Thursday, or the placement's own day nearest to it.
func TestDayOfAWeek(t *testing.T) {
	monday := model.NewDate(2026, 11, 16)
	for _, c := range []struct {
		what              string
		start, end, ended model.Date
		want              model.Date
	}{
		{"the whole week", monday - 90, monday + 90, 0, monday + 3}, {"from Wednesday", monday + 2, 0, 0, monday + 3},
		{"from Thursday", monday + 3, 0, 0, monday + 3}, {"from Friday", monday + 4, 0, 0, monday + 4},
		{"from Sunday", monday + 6, 0, 0, monday + 6},
		{"from the next Monday", monday + 7, 0, 0, monday + 3}, {"to Monday", monday - 9, monday, 0, monday},
		{"to Wednesday", monday - 9, monday + 2, 0, monday + 2}, {"to Thursday", monday - 9, monday + 3, 0,
			monday + 3}, {"to the Sunday before", monday - 9, monday - 1, 0, monday + 3}, {"really ended on Tuesday",
			monday - 9, monday + 90, monday + 1, monday + 1},
		{"on Friday alone", monday + 4, monday + 4, 0, monday + 4},
	} {
		if got := weekDay(monday, &model.Placement{StartOn: c.start, EndOn: c.end, EndedOn: c.ended}); got != c.want {
			t.Errorf("%s: got %v, want %v", c.what, got, c.want)
		}
	}
}

// TestSpans: days put together, cut and counted.
func TestSpans(t *testing.T) {
	for _, c := range []struct{ in, want []dateSpan }{
		{nil, nil}, {[]dateSpan{{5, 4}}, nil}, {[]dateSpan{{5, 5}}, []dateSpan{{5, 5}}}, {[]dateSpan{{10, 20}, {1,
			9}}, []dateSpan{{1, 20}}}, {[]dateSpan{{10, 20}, {1, 8}}, []dateSpan{{1, 8}, {10, 20}}}, {[]dateSpan{{1,
			30}, {5, 10}, {30, 31}}, []dateSpan{{1, 31}}}, {[]dateSpan{{1, 2}, {9, 8}, {4, 5}}, []dateSpan{{1, 2}, {4,
			5}}},
	} {
		if got := merged(slices.Clone(c.in)); !slices.Equal(got, c.want) {
			t.Errorf("%v together: got %v, want %v", c.in, got, c.want)
		}
	}
	spans := []dateSpan{{10, 12}, {20, 20}}
	for d, want := range map[model.Date]bool{9: false, 10: true, 12: true, 13: false, 19: false, 20: true,
		21: false} {
		if got := covered(spans, d); got != want {
			t.Errorf("day %d: got %v, want %v", d, got, want)
		}
	}
	for _, c := range [][3]int{{1, 30, 4}, {10, 10, 1}, {12, 20, 2}, {13, 19, 0}, {12, 11, 0}, {20, 20, 1}, {21, 30,
		0}} {
		if got := spanDays(spans, model.Date(c[0]), model.Date(c[1])); got != c[2] {
			t.Errorf("%d to %d: got %d days, want %d", c[0], c[1], got, c[2])
		}
	}
	m := memberWith(func(m *memberRow) { m.spans, m.exempt = spans, []dateSpan{{10, 12}} })
	for _, c := range []struct {
		a, b     model.Date
		in, left bool
	}{{1, 9, false, false}, {10, 12, false, true}, {10, 20, true, false}, {13, 19, false, false}, {12, 19, false,
		true}, {20, 30, true, false}} {
		if in, left := m.counts(c.a, c.b); in != c.in || left != c.left {
			t.Errorf("%d to %d: got in %v, left %v; want %v, %v", c.a, c.b, in, left, c.in, c.left)
		}
	}
}

// TestPeriodsAreCut: months and ISO weeks of a period.
func TestPeriodsAreCut(t *testing.T) {
	tell := func(spans []dateSpan) string {
		var out []string
		for _, s := range spans {
			out = append(out, strings.TrimPrefix(s.from.String(), "2026-")+".."+strings.TrimPrefix(s.to.String(),
				"2026-"))
		}
		return strings.Join(out, " ")
	}
	at := func(s string) model.Date { return aDay("2026-" + s) }
	for _, c := range []struct{ from, to, months, last, weeks string }{
		{"04-01", "04-30", "04-01..04-30", "04-01..04-30",
			"04-01..04-05 04-06..04-12 04-13..04-19 04-20..04-26 04-27..04-30"},
		{"04-02", "05-01", "04-02..04-30 05-01..05-01", "05-01..05-01",
			"04-02..04-05 04-06..04-12 04-13..04-19 04-20..04-26 04-27..05-01"},
		{"04-03", "04-29", "04-03..04-29", "04-03..04-29", "04-06..04-12 04-13..04-19 04-20..04-26"},
		{"04-30", "05-31", "04-30..04-30 05-01..05-31", "05-01..05-31",
			"04-30..05-03 05-04..05-10 05-11..05-17 05-18..05-24 05-25..05-31"},
		{"04-01", "05-30", "04-01..04-30 05-01..05-30", "04-01..04-30",
			"04-01..04-05 04-06..04-12 04-13..04-19 04-20..04-26 04-27..05-03 05-04..05-10 05-11..05-17 " +
				"05-18..05-24 05-25..05-30"},
		{"04-30", "04-30", "04-30..04-30", "04-30..04-30", "04-30..04-30"}, {"04-29", "04-29", "04-29..04-29",
			"04-29..04-29", ""}, {"05-01", "05-01", "05-01..05-01", "05-01..05-01", ""},
	} {
		months := monthsWithin(at(c.from), at(c.to))
		if got := [3]string{tell(months), tell([]dateSpan{lastWhole(months)}), tell(weeksWithin(at(c.from),
			at(c.to)))}; got != [3]string{c.months, c.last, c.weeks} {
			t.Errorf("%s to %s: got\n\t%q\nwant\n\t%q", c.from, c.to, got, [3]string{c.months, c.last, c.weeks})
		}
	}
	if got := monthsWithin(at("05-02"), at("05-01")); got != nil {
		t.Errorf("a period turned round: got %v", got)
	}
	for days, want := range map[int]bool{3652: true, 3653: true, 3654: false} {
		if got := (Selection{From: 1000, To: model.Date(1000 + days)}).Check() == nil; got != want {
			t.Errorf("%d days on: got accepted %v, want %v", days, got, want)
		}
	}
}

// TestIntervals of shares, against values worked out by hand and by the published formula.
func TestIntervals(t *testing.T) {
	for _, c := range []struct {
		num, den         int
		share, low, high float64
	}{{0, 0, 0, 0, 0}, {0, 1, 0, 0, 0.793450}, {1, 1, 1, 0.206549, 1}, {0, 10, 0, 0, 0.277533}, {10, 10, 1, 0.722467,
		1}, {5, 10, 0.5, 0.236593, 0.763407}, {81, 263, 0.307985, 0.255289, 0.366210}} {
		got := Wilson(c.num, c.den)
		if math.Abs(got.Value-c.share) > 1e-6 || math.Abs(got.Low-c.low) > 1e-5 || math.Abs(got.High-c.high) > 1e-5 ||
			got.Num != c.num || got.Den != c.den {
			t.Errorf("%d of %d: got %+v", c.num, c.den, got)
		}
		if c.num == 0 && got.Low != 0 || c.num == c.den && c.den > 0 && got.High != 1 {
			t.Errorf("%d of %d: got %v to %v, want exactly 0 or 1", c.num, c.den, got.Low, got.High)
		}
	}
	for n := 1; n < 2000; n++ { // nearly is not enough
		if none, all := Wilson(0, n), Wilson(n, n); none.Low != 0 || all.High != 1 {
			t.Fatalf("%d: got %v and %v", n, none.Low, all.High)
		}
	}
	if got := compareShares(Wilson(1, 1), Wilson(0, 0)); got != nil {
		t.Errorf("against nobody: got %v", got)
	}
	if got := compareShares(Wilson(0, 0), Wilson(1, 1)); got != nil {
		t.Errorf("of nobody: got %v", got)
	}
	for _, c := range []struct{ freedom, want float64 }{{1, 12.706205}, {2, 4.302653}, {4, 2.776445}, {6, 2.446912},
		{10, 2.228139}, {30, 2.042272}, {1000, 1.962339}} { // the printed table
		if got := tQuantile(c.freedom); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("Student with %g: got %f, want %f", c.freedom, got, c.want)
		}
	}
	if compareMeans([]float64{1}, []float64{1, 2}) != nil || compareMeans([]float64{1, 2}, nil) != nil {
		t.Error("the mean of one value has no interval")
	}
	if got := compareMeans([]float64{0, 0}, []float64{0, 0}); got == nil || got.Low != 0 || got.High != 0 {
		t.Errorf("two groups without hours: got %+v", got)
	}
	got := compareShares(Wilson(56, 70), Wilson(48, 80)) // Newcombe 1998, table II, method 10
	if got == nil || math.Abs(got.Diff-0.2) > 1e-9 || math.Abs(got.Low-0.0524) > 1e-4 ||
		math.Abs(got.High-0.3339) > 1e-4 {
		t.Errorf("56 of 70 and 48 of 80: got %+v", got)
	}
	if got := compareShares(Wilson(1, 1), Wilson(1, 1)); got == nil || got.Diff != 0 {
		t.Errorf("one of one each: got %v", got)
	}
	for _, c := range []struct {
		values []float64
		q      float64
		want   float64
	}{{nil, 0.5, 0}, {[]float64{7}, 0.25, 7}, {[]float64{4, 2}, 0.5, 3}, {[]float64{1, 2, 3, 4}, 0.25, 1.75},
		{[]float64{1, 2, 3}, 1, 3}, {[]float64{3, 1, 2}, 0, 1}} {
		if got := Quantile(slices.Clone(c.values), c.q); got != c.want {
			t.Errorf("%g of %v: got %g, want %g", c.q, c.values, got, c.want)
		}
	}
}

// TestLeftIsToldWhenEnough: one to four people who were left out are told as few.
func TestLeftIsToldWhenEnough(t *testing.T) {
	for n, want := range map[int]int{0: 0, 1: FewLeft, 4: FewLeft, 5: 5, 6: 6} {
		if got := left(&tallyTable{left: []int{n, 100}}, []int{0}); got != want {
			t.Errorf("%d left out: got %d, want %d", n, got, want)
		}
	}
}

// crowd is n citizens of one kind at the workplace v, followed by the consultant k of the team t, and their programme.
func crowd(n int, each func(i int, id string, rows *Rows)) *Rows {
	rows := &Rows{Consultants: []*model.Consultant{{Head: model.Head{ID: "k"}, Team: "t"}, {Head: model.Head{ID: "l"},
		Team: "u"}},
		Programmes: []*programme.Programme{{Key: "p", Edition: "2026-1", Name: programme.Bilingual{Da: "Indsats",
			En: "Effort"}, Figures: []programme.FigureLine{{Key: "touched",
			Lines: []programme.TargetLine{{Percent: 15, Targeted: true}}}, {Key: "retention",
			Lines: []programme.TargetLine{{Percent: 50}, {Percent: 60}}}}},
			{Key: "stays", Edition: "2026-1", CountsAfterEnd: true,
				Outcomes: []programme.Outcome{{Named: programme.Named{Key: "job"}},
					{Named: programme.Named{Key: "moved"}, Leaves: true}}}}}
	for i := range n {
		id := fmt.Sprint("z", i)
		rows.Citizens = append(rows.Citizens, &model.Citizen{Head: model.Head{ID: id}, Status: "active",
			StartedOn: aDay("2025-01-01"), Responsible: "k"})
		each(i, id, rows)
	}
	return rows
}

// addWeek takes a week of a placement that was added after the first week.
func addWeek(rows *Rows, w *model.Week) {
	rows.placeAt = nil
	rows.AddWeek(w)
}

// year2026 is the first four months of 2026, Thursday to Thursday.
var year2026 = Selection{From: aDay("2026-01-01"), To: aDay("2026-04-30")}

func computed(t *testing.T, rows *Rows, sel Selection, key string) Figure {
	t.Helper()
	list, err := Compute(rows, aDay("2026-11-26"), sel)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if f.Spec.Key == key {
			return f
		}
	}
	t.Fatalf("no figure %s", key)
	return Figure{}
}

func (v Result) told() string {
	if v.State != StateShown {
		return v.State
	}
	return fmt.Sprintf("%d/%d", v.Num, v.Den)
}

// TestWhoIsFollowed: from the first day to the last one, and in a programme as it says.
func TestWhoIsFollowed(t *testing.T) {
	last, first := year2026.To, year2026.From
	for _, c := range []struct {
		what      string
		add       func(z *model.Citizen, e *model.Enrolment)
		all, prog string // caseload on the last day, and traineeship (of nobody) in the period, of the programme
	}{
		{"enrolled long ago", func(z *model.Citizen, e *model.Enrolment) {}, "5/1", "0/5"},
		{"followed from the last day", func(z *model.Citizen, e *model.Enrolment) { z.StartedOn = last }, "5/1",
			"0/5"}, {"followed from the day after", func(z *model.Citizen,
			e *model.Enrolment) {
			z.StartedOn = last + 1
		}, "empty", "0/5"},
		{"closed on the last day", func(z *model.Citizen, e *model.Enrolment) {
			z.Status, z.ClosedOn = "closed",
				last
		}, "5/1", "0/5"}, {"closed the day before", func(z *model.Citizen, e *model.Enrolment) {
			z.Status,
				z.ClosedOn = "closed", last-1
		}, "empty", "0/5"},
		{"closed on the first day", func(z *model.Citizen, e *model.Enrolment) {
			z.Status, z.ClosedOn = "closed",
				first
		}, "empty", "0/5"}, {"closed before the period", func(z *model.Citizen,
			e *model.Enrolment) {
			z.Status, z.ClosedOn = "closed", first-1
		}, "empty", "empty"},
		{"closed without a day", func(z *model.Citizen, e *model.Enrolment) { z.Status = "closed" }, "5/1", "0/5"},
		{"active with an old closing day", func(z *model.Citizen, e *model.Enrolment) { z.ClosedOn = first - 1 },
			"5/1", "0/5"},
		{"closed on the first day followed", func(z *model.Citizen, e *model.Enrolment) {
			z.Status, z.StartedOn,
				z.ClosedOn = "closed", last, last
		}, "5/1", "0/5"},
		{"first day unknown", func(z *model.Citizen, e *model.Enrolment) { z.StartedOn = 0 }, "5/1", "0/5"},
		{"first day unknown, enrolled the day after", func(z *model.Citizen, e *model.Enrolment) {
			z.StartedOn,
				e.StartOn = 0, last+1
		}, "empty", "empty"},
		{"enrolled on the last day", func(z *model.Citizen, e *model.Enrolment) { e.StartOn = last }, "5/1", "0/5"},
		{"enrolled the day after", func(z *model.Citizen, e *model.Enrolment) { e.StartOn = last + 1 }, "5/1",
			"empty"},
		{"enrolled without a day", func(z *model.Citizen, e *model.Enrolment) { e.StartOn = 0 }, "5/1", "empty"},
		{"ended on the first day", func(z *model.Citizen, e *model.Enrolment) { e.EndedOn = first }, "5/1", "0/5"},
		{"ended the day before", func(z *model.Citizen, e *model.Enrolment) { e.EndedOn = first - 1 }, "5/1",
			"empty"},
		{"stays after the end", func(z *model.Citizen, e *model.Enrolment) {
			e.Programme, e.EndedOn,
				e.Outcome = "stays", first-1, "job"
		}, "5/1", "0/5"}, {"leaves for good", func(z *model.Citizen,
			e *model.Enrolment) {
			e.Programme, e.EndedOn, e.Outcome = "stays", first-1, "moved"
		}, "5/1", "empty"},
	} {
		prog := "p"
		rows := crowd(5, func(i int, id string, rows *Rows) {
			e := &model.Enrolment{Head: model.Head{ID: "e" + id}, CitizenID: id, Programme: "p", Edition: "2026-1",
				StartOn: aDay("2025-02-01")}
			c.add(rows.Citizens[i], e)
			prog = e.Programme
			rows.Enrolments = append(rows.Enrolments, e)
		})
		if got := computed(t, rows, year2026, "caseload").told(); got != c.all {
			t.Errorf("%s: got %s followed, want %s", c.what, got, c.all)
		}
		sel := year2026
		sel.Programme = prog
		if got := computed(t, rows, sel, "traineeship").told(); got != c.prog {
			t.Errorf("%s: got %s in the programme, want %s", c.what, got, c.prog)
		}
	}
	rows := crowd(5, func(i int, id string, rows *Rows) { rows.Citizens[i].StartedOn = 0 })
	if got := computed(t, rows, year2026, "caseload").told(); got != "empty" {
		t.Errorf("no first day and no enrolment: got %s", got)
	}
}

// TestGroupsOfFive: a figure of four people is hidden, one of five is shown.
func TestGroupsOfFive(t *testing.T) {
	for n, want := range map[int]string{0: "empty", 1: "hidden", 4: "hidden", 5: "0/5", 6: "0/6"} {
		rows := crowd(n, func(int, string, *Rows) {})
		f := computed(t, rows, year2026, "traineeship")
		if got := f.told(); got != want {
			t.Errorf("%d people: got %s, want %s", n, got, want)
		}
		if want != "hidden" && len(f.Behind) != n {
			t.Errorf("%d people: got %d behind it", n, len(f.Behind))
		}
	}
}

// TestWhatRowsAdd: placements, hours, contacts and ends by the day they are of, in the first four months of 2026.
func TestWhatRowsAdd(t *testing.T) {
	first, last := year2026.From, year2026.To
	placement := func(kind string, state string, from, to model.Date) func(string, *Rows) *model.Placement {
		return func(id string, rows *Rows) *model.Placement {
			p := &model.Placement{Head: model.Head{ID: "f" + id}, CitizenID: id, CompanyID: "v", Kind: kind,
				State: state, StartOn: from, EndOn: to, Outcome: "job", EndedBy: "citizen"}
			if state == "ended" {
				p.EndedOn = to
			}
			rows.Placements = append(rows.Placements, p)
			return p
		}
	}
	for _, c := range []struct {
		what, key string
		add       func(id string, rows *Rows)
		want      string
	}{
		{"ended on the first day", "placement_outcomes", func(id string, rows *Rows) {
			placement("flex", "ended",
				first-30, first)(id, rows)
		}, "5/5"},
		{"ended the day before", "placement_outcomes", func(id string, rows *Rows) {
			placement("flex", "ended",
				first-30, first-1)(id, rows)
		}, "empty"},
		{"ended on the last day", "ended_by", func(id string, rows *Rows) {
			placement("flex", "ended", first-30,
				last)(id, rows)
		}, "5/5"},
		{"ended the day after", "ended_by", func(id string, rows *Rows) {
			placement("flex", "ended", first-30,
				last+1)(id, rows)
		}, "empty"},
		{"running", "ended_by", func(id string, rows *Rows) {
			placement("flex", "running", first-30, first)(id,
				rows).EndedOn = first
		}, "empty"},
		{"runs until the first day", "company_directed", func(id string, rows *Rows) {
			placement("flex", "running",
				first-30, first)(id, rows)
		}, "5/5"},
		{"ran until the day before", "company_directed", func(id string, rows *Rows) {
			placement("flex", "running",
				first-30, first-1)(id, rows)
		}, "0/5"},
		{"begun without a last day", "company_directed", func(id string, rows *Rows) {
			placement("flex", "running",
				first-30, 0)(id, rows)
		}, "5/5"},
		{"agreed", "company_directed", func(id string, rows *Rows) {
			placement("flex", "agreed", first-30, 0)(id,
				rows)
		}, "0/5"},
		{"without a first day", "company_directed", func(id string, rows *Rows) {
			placement("flex", "running", 0,
				0)(id, rows)
		}, "0/5"},
		{"another citizen's", "company_directed", func(id string, rows *Rows) {
			placement("flex", "running", first,
				0)(id, rows).CitizenID = "x"
		}, "0/5"},
		{"begun on the last day", "company_directed", func(id string, rows *Rows) {
			placement("flex", "running", last,
				0)(id, rows)
		}, "5/5"},
		{"a trial that led to a quarter of an hour there", "company_paid", func(id string, rows *Rows) {
			placement("trial", "running", first, 0)(id, rows)
			addWeek(rows, &model.Week{PlacementID: "f" + id, Monday: first - 3, Paid: model.Some(model.Hours(1))})
		}, "5/5"},
		{"hours of a subsidy are none", "touched", func(id string, rows *Rows) {
			placement("subsidy", "running", first, 0)(id, rows)
			addWeek(rows, &model.Week{PlacementID: "f" + id, Monday: last - 3, Paid: model.Some(model.Hours(4))})
		}, "0/5"},
		{"paid in the last week", "touched", func(id string, rows *Rows) {
			placement("ordinary", "running", first, 0)(id, rows)
			addWeek(rows, &model.Week{PlacementID: "f" + id, Monday: last - 3, Paid: model.Some(model.Hours(1))})
		}, "5/5"},
		{"paid in the week after", "touched", func(id string, rows *Rows) {
			placement("ordinary", "running", first, 0)(id, rows)
			addWeek(rows, &model.Week{PlacementID: "f" + id, Monday: last + 4, Paid: model.Some(model.Hours(1))})
		}, "0/5"},
		{"a week without a Monday, and one of nobody", "attendance", func(id string, rows *Rows) {
			placement("ordinary", "running", first, 0)(id, rows)
			addWeek(rows, &model.Week{PlacementID: "f" + id, Agreed: model.Some(3), Met: model.Some(1)})
			addWeek(rows, &model.Week{PlacementID: "x", Monday: first + 4, Agreed: model.Some(3), Met: model.Some(1)})
		}, "empty"},
		{"one day agreed and met", "attendance", func(id string, rows *Rows) {
			placement("ordinary", "running", first, 0)(id, rows)
			addWeek(rows, &model.Week{PlacementID: "f" + id, Monday: first + 4, Agreed: model.Some(1),
				Met: model.Some(1)})
		}, "5/5"},
		{"no day agreed", "attendance", func(id string, rows *Rows) {
			placement("ordinary", "running", first, 0)(id, rows)
			addWeek(rows, &model.Week{PlacementID: "f" + id, Monday: first + 4, Agreed: model.Some(0),
				Met: model.Some(1)})
			addWeek(rows, &model.Week{PlacementID: "f" + id, Monday: first + 11, Agreed: model.Some(2)})
			addWeek(rows, &model.Week{PlacementID: "f" + id, Monday: first + 18, Met: model.Some(2)})
		}, "empty"},
		{"no-shows", "no_show", func(id string, rows *Rows) {
			placement("ordinary", "running", first, 0)(id, rows)
			addWeek(rows, &model.Week{PlacementID: "f" + id, Monday: first + 4, Agreed: model.Some(3),
				Met: model.Some(1), NoShow: model.Some(2)})
		}, "10/15"},
		{"an enrolment ended on the first day", "outcomes", func(id string, rows *Rows) {
			rows.Enrolments = append(rows.Enrolments, &model.Enrolment{Head: model.Head{ID: "e" + id}, CitizenID: id,
				Programme: "p", StartOn: first - 30, EndedOn: first, Outcome: "job"})
		}, "5/5"},
		{"an enrolment ended the day before", "outcomes", func(id string, rows *Rows) {
			rows.Enrolments = append(rows.Enrolments, &model.Enrolment{Head: model.Head{ID: "e" + id}, CitizenID: id,
				Programme: "p", StartOn: first - 30, EndedOn: first - 1, Outcome: "job"})
		}, "empty"},
		{"an enrolment ended on the last day", "outcomes", func(id string, rows *Rows) {
			rows.Enrolments = append(rows.Enrolments, &model.Enrolment{Head: model.Head{ID: "e" + id}, CitizenID: id,
				Programme: "p", StartOn: first - 30, EndedOn: last, Outcome: "job"})
		}, "5/5"},
		{"an enrolment ended the day after", "outcomes", func(id string, rows *Rows) {
			rows.Enrolments = append(rows.Enrolments, &model.Enrolment{Head: model.Head{ID: "e" + id}, CitizenID: id,
				Programme: "p", StartOn: first - 30, EndedOn: last + 1, Outcome: "job"})
		}, "empty"},
		{"visited on the first day", "face_to_face", func(id string, rows *Rows) {
			rows.Contacts = append(rows.Contacts, &model.Contact{CitizenID: id, CompanyID: "v", Consultant: "k",
				How: "visit", On: first})
		}, "5/36"},
		{"visited the day before", "face_to_face", func(id string, rows *Rows) {
			rows.Contacts = append(rows.Contacts, &model.Contact{CitizenID: id, CompanyID: "v", Consultant: "k",
				How: "visit", On: first - 1})
		}, "0/36"},
		{"visited on the last day", "face_to_face", func(id string, rows *Rows) {
			rows.Contacts = append(rows.Contacts, &model.Contact{CompanyID: "v", Consultant: "k", How: "visit",
				On: last})
		}, "5/36"},
		{"visited the day after", "face_to_face", func(id string, rows *Rows) {
			rows.Contacts = append(rows.Contacts, &model.Contact{CitizenID: id, CompanyID: "v", Consultant: "k",
				How: "visit", On: last + 1})
		}, "0/36"},
		{"called", "face_to_face", func(id string, rows *Rows) {
			rows.Contacts = append(rows.Contacts, &model.Contact{CitizenID: id, CompanyID: "v", Consultant: "k",
				How: "call", On: last}, &model.Contact{CitizenID: id, Consultant: "k", How: "visit", On: last})
		}, "0/36"},
	} {
		rows := crowd(5, func(i int, id string, rows *Rows) { c.add(id, rows) })
		if got := computed(t, rows, year2026, c.key).told(); got != c.want {
			t.Errorf("%s, %s: got %s, want %s", c.key, c.what, got, c.want)
		}
	}
}

// TestVisitsInAProgramme: those about its citizens, by who follows the citizen.
func TestVisitsInAProgramme(t *testing.T) {
	first, last := year2026.From, year2026.To
	for on, want := range map[model.Date]string{first - 1: "0/18", first: "6/18", last: "6/18", last + 1: "0/18"} {
		rows := crowd(7, func(i int, id string, rows *Rows) {
			if i < 6 {
				rows.Enrolments = append(rows.Enrolments, &model.Enrolment{Head: model.Head{ID: "e" + id},
					CitizenID: id, Programme: "p", Edition: "2026-1", StartOn: first - 90})
			}
			rows.Contacts = append(rows.Contacts, &model.Contact{CitizenID: id, CompanyID: "v", Consultant: "l",
				How: "meeting", On: on})
		})
		sel := year2026
		sel.Programme = "p"
		if got := computed(t, rows, sel, "face_to_face").told(); got != want {
			t.Errorf("on %v: got %s, want %s", on, got, want)
		}
	}
}

// TestWorkplacesOfAFigure: what came of placements by workplace, with hours, the most first; few citizens are not told.
func TestWorkplacesOfAFigure(t *testing.T) {
	first, last := year2026.From, year2026.To
	rows := crowd(18, func(i int, id string, rows *Rows) {
		company := map[bool]string{true: "a", false: "b"}[i < 7]
		if i >= 13 {
			company = "c"
		}
		p := &model.Placement{Head: model.Head{ID: "f" + id}, CitizenID: id, CompanyID: company, Kind: "traineeship",
			State: "running", StartOn: first + 9}
		rows.Placements = append(rows.Placements, p)
		if company == "a" {
			for _, monday := range []model.Date{first - 10, last - 3, last + 4, first + 11} {
				addWeek(rows, &model.Week{PlacementID: p.ID, Monday: monday, Paid: model.Some(model.Hours(6))})
			}
		}
	})
	f := computed(t, rows, year2026, "company_paid")
	var got []string
	for _, p := range f.Parts {
		if p.Kind == "company" {
			got = append(got, fmt.Sprintf("%s %d/%d %.2f %g", p.Key, p.Num, p.Den, p.Value, p.Hours))
		}
	}
	if want := []string{"a 7/7 1.00 21", "b 0/6 0.00 0", "c 0/5 0.00 0"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	team := year2026
	team.Team = "t"
	for _, p := range computed(t, rows, team, "company_paid").Parts {
		if p.Kind == "company" {
			t.Errorf("a team's workplace is told: %+v", p)
		}
	}
	rows.Citizens, rows.Placements = rows.Citizens[:17], rows.Placements[:17] // four at the last
	for _, p := range computed(t, rows, year2026, "company_paid").Parts {
		if p.Kind == "company" && p.Key != "a" {
			t.Errorf("four citizens, and what they could be found by: got %+v", p)
		}
	}
}

// TestStepsOfTheFunnel are shares of those who had a trial.
func TestStepsOfTheFunnel(t *testing.T) {
	rows := crowd(8, func(i int, id string, rows *Rows) {
		rows.Placements = append(rows.Placements, &model.Placement{Head: model.Head{ID: "f" + id}, CitizenID: id,
			CompanyID: "v", Kind: "trial", State: "ended", StartOn: year2026.From, EndedOn: year2026.From})
		if i < 2 {
			rows.Placements = append(rows.Placements, &model.Placement{Head: model.Head{ID: "g" + id}, CitizenID: id,
				CompanyID: "v", Kind: "ordinary", State: "running", StartOn: year2026.From + 30})
			addWeek(rows, &model.Week{PlacementID: "g" + id, Monday: year2026.From + 32,
				Paid: model.Some(model.Hours(4))})
		}
	})
	f := computed(t, rows, year2026, "funnel")
	var got []string
	for _, p := range f.Parts {
		if p.Kind == "step" {
			got = append(got, fmt.Sprintf("%s %d/%d %g", p.Key, p.Num, p.Den, p.Value))
		}
	}
	if want := []string{"trial 8/8 1", "further 2/8 0.25", "paid 2/8 0.25", "kept 0/8 0"}; !slices.Equal(got, want) ||
		f.told() != "2/8" || f.People != 8 {
		t.Errorf("got %s of %d and %q, want %q", f.told(), f.People, got, want)
	}
}

// TestHowThingsEnded: the most first; a kind of few is hidden, and one more with it.
func TestHowThingsEnded(t *testing.T) {
	for _, c := range []struct {
		n    [3]int // how many ended in a, b and c
		want string
	}{{[3]int{5, 7, 6}, "b 7, c 6, a 5"}, {[3]int{5, 7, 4}, "b 7, a hidden, c hidden"}, {[3]int{18, 0, 0}, "a 18"},
		{[3]int{14, 4, 0}, "a hidden, b hidden"}} {
		rows := crowd(c.n[0]+c.n[1]+c.n[2], func(i int, id string, rows *Rows) {
			outcome := "a"
			if i >= c.n[0] {
				outcome = "b"
			}
			if i >= c.n[0]+c.n[1] {
				outcome = "c"
			}
			rows.Enrolments = append(rows.Enrolments, &model.Enrolment{Head: model.Head{ID: "e" + id}, CitizenID: id,
				Programme: "p", StartOn: year2026.From - 30, EndedOn: year2026.To, Outcome: outcome})
		})
		f := computed(t, rows, year2026, "outcomes")
		var got []string
		for _, p := range f.Parts {
			if p.Kind != "outcome" {
				continue
			}
			if p.State == StateHidden {
				got = append(got, p.Key+" hidden")
			} else {
				got = append(got, fmt.Sprintf("%s %g", p.Key, p.Value))
			}
		}
		if s := strings.Join(got, ", "); s != c.want || f.Value != float64(f.Num) {
			t.Errorf("%v: got %q of %g, want %q", c.n, s, f.Value, c.want)
		}
	}
}

// TestWhomAFigureIsOf: teams, consultants and groups, and who is not there.
func TestWhomAFigureIsOf(t *testing.T) {
	rows := crowd(20, func(i int, id string, rows *Rows) {
		e := &model.Enrolment{Head: model.Head{ID: "e" + id}, CitizenID: id, Programme: "p", Edition: "2026-1",
			StartOn: year2026.From - 30, Group: model.EnrolmentGroups[i%2]}
		if i >= 10 {
			rows.Citizens[i].Responsible = "l"
		}
		rows.Enrolments = append(rows.Enrolments, e)
	})
	for _, c := range []struct {
		sel  Selection
		want string
	}{
		{Selection{}, "0/20"}, {Selection{Team: "t"}, "0/10"}, {Selection{Team: "u"}, "0/10"}, {Selection{Team: "x"},
			"empty"}, {Selection{Consultant: "k"}, "0/10"}, {Selection{Consultant: "k", Team: "t"}, "0/10"},
		{Selection{Consultant: "k", Team: "u"}, "empty"}, {Selection{Consultant: "x"}, "empty"},
		{Selection{Programme: "p", Group: "control"}, "0/10"}, {Selection{Programme: "p", Group: "treatment",
			Team: "t"}, "0/5"}, {Selection{Programme: "stays", Group: "control"}, "empty"},
	} {
		c.sel.From, c.sel.To = year2026.From, year2026.To
		f := computed(t, rows, c.sel, "traineeship")
		if got := f.told(); got != c.want {
			t.Errorf("%+v: got %s, want %s", c.sel, got, c.want)
		}
	}
	sel := year2026
	sel.Programme = "p"
	f := computed(t, rows, sel, "traineeship")
	var parts []string
	for _, p := range f.Parts {
		parts = append(parts, p.Kind+" "+p.Key+" "+p.told())
	}
	if want := []string{"team t 0/10", "team u 0/10", "group treatment 0/10",
		"group control 0/10"}; !slices.Equal(parts, want) || f.Compare == nil || f.Compare.Control.Den != 10 {
		t.Errorf("got %q and %+v, want %q", parts, f.Compare, want)
	}
	sel.Team = "t"
	parts = nil
	for _, p := range computed(t, rows, sel, "traineeship").Parts {
		parts = append(parts, p.Kind+" "+p.Key)
	}
	if want := []string{"consultant k", "group treatment", "group control"}; !slices.Equal(parts, want) {
		t.Errorf("of a team: got %q, want %q", parts, want)
	}
	if got := computed(t, rows, sel, "paid_hours").Compare; got != nil {
		t.Errorf("a figure that groups cannot be compared by: got %+v", got)
	}
}

// TestLinesBesideAFigure: those of the programme alone, else those of the figure.
func TestLinesBesideAFigure(t *testing.T) {
	rows := crowd(5, func(int, string, *Rows) {})
	for _, c := range []struct{ programme, key, want string }{
		{"p", "touched", "true 0.15 "}, {"p", "retention13", "false 0.5 , false 0.6 "}, {"", "touched",
			""}, {"stays", "retention4", ""}, {"p", "traineeship", ""},
		{"p", "caseload", "false 20 IPS: højst 20 pr. medarbejder"},
	} {
		sel := year2026
		sel.Programme = c.programme
		var got []string
		for _, l := range computed(t, rows, sel, c.key).Levels {
			got = append(got, fmt.Sprintf("%v %g %s", l.Target, l.Value, l.Name.Da))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s of %q: got %q, want %q", c.key, c.programme, s, c.want)
		}
	}
	later := Selection{From: aDay("2027-01-01"), To: aDay("2027-01-31")}
	if got := computed(t, rows, later, "touched").told(); got != "empty" {
		t.Errorf("a period to come: got %s", got)
	}
	if s, ok := DefinitionNamed("touched"); !ok || s.Key != "touched" {
		t.Errorf("named: got %v, %v", s, ok)
	}
	if s, ok := DefinitionNamed("x"); ok || s != nil {
		t.Errorf("named x: got %v, %v", s, ok)
	}
}

// TestWhoIsBehind: each citizen once, in order, with who was left out told when they are enough.
func TestWhoIsBehind(t *testing.T) {
	rows := crowd(12, func(i int, id string, rows *Rows) {
		rows.Enrolments = append(rows.Enrolments, &model.Enrolment{Head: model.Head{ID: "e" + id}, CitizenID: id,
			Programme: "p", Edition: "2026-1", StartOn: year2026.From - 30})
		if i < 5 {
			rows.Exemptions = append(rows.Exemptions, &model.Exemption{EnrolmentID: "e" + id,
				From: year2026.From - 9})
		}
		if i == 11 {
			rows.Placements = append(rows.Placements, &model.Placement{Head: model.Head{ID: "f"}, CitizenID: id,
				CompanyID: "v", Kind: "traineeship", State: "running", StartOn: year2026.To})
		}
	})
	slices.Reverse(rows.Citizens)
	f := computed(t, rows, year2026, "traineeship")
	var got []string
	for _, p := range f.Behind {
		got = append(got, fmt.Sprint(p.CitizenID, " ", p.Counts, " ", p.HasValue))
	}
	want := []string{"z10 false false", "z11 true false", "z5 false false", "z6 false false", "z7 false false",
		"z8 false false", "z9 false false"}
	if !reflect.DeepEqual(got, want) || f.Left != 5 || f.told() != "1/7" {
		t.Errorf("got %s, left %d, behind %q", f.told(), f.Left, got)
	}
	visits := crowd(2, func(i int, id string, rows *Rows) {
		for range 3 {
			rows.Contacts = append(rows.Contacts, &model.Contact{CitizenID: id, CompanyID: "v", Consultant: "k",
				How: "visit", On: year2026.From})
		}
	})
	if got := computed(t, visits, year2026, "face_to_face").Behind; len(got) != 2 || got[0].CitizenID != "z0" {
		t.Errorf("visits: got %v", got)
	}
}

// TestRowsInAnyOrder: figures do not depend on the order in which rows were read.
func TestRowsInAnyOrder(t *testing.T) {
	r := readRegister(t)
	back := Rows{Consultants: slices.Clone(r.rows.Consultants), Citizens: slices.Clone(r.rows.Citizens),
		Enrolments: slices.Clone(r.rows.Enrolments),
		Exemptions: slices.Clone(r.rows.Exemptions), Ticks: slices.Clone(r.rows.Ticks),
		Sessions:   slices.Clone(r.rows.Sessions),
		Placements: slices.Clone(r.rows.Placements),
		Contacts:   slices.Clone(r.rows.Contacts), Programmes: slices.Clone(r.rows.Programmes)}
	slices.Reverse(back.Consultants)
	slices.Reverse(back.Citizens)
	slices.Reverse(back.Enrolments)
	slices.Reverse(back.Ticks)
	slices.Reverse(back.Sessions)
	slices.Reverse(back.Exemptions)
	slices.Reverse(back.Placements)
	slices.Reverse(back.Contacts)
	slices.Reverse(back.Programmes)
	weeks := slices.Clone(r.weeks)
	slices.Reverse(weeks)
	for _, w := range weeks {
		back.AddWeek(w)
	}
	periods := []Selection{{From: aDay("2025-01-01"), To: aDay("2025-12-31")}, {From: aDay("2026-01-01"),
		To: aDay("2026-03-15")}, {From: aDay("2025-06-10"), To: aDay("2025-06-20")}}
	for _, sel := range periods {
		for _, key := range []string{"", "fsm", "jf"} {
			sel.Programme = key
			forth, err := Compute(&r.rows, r.today, sel)
			if err != nil {
				t.Fatal(err)
			}
			again, err := Compute(&back, r.today, sel)
			if err != nil {
				t.Fatal(err)
			}
			for i := range forth {
				a, b := forth[i], again[i]
				a.Spec, b.Spec = nil, nil
				byKey := func(x, y Part) int { return strings.Compare(x.Kind+x.Key, y.Kind+y.Key) }
				slices.SortFunc(a.Parts,
					byKey) // consultants of a team and groups of one size keep the order of the rows
				slices.SortFunc(b.Parts, byKey)
				if !reflect.DeepEqual(a, b) {
					t.Errorf("%s of %q from %v: got\n%+v, want\n%+v", forth[i].Spec.Key, key, sel.From, b, a)
				}
			}
		}
	}
}

// TestNothingAfterTodayCounts: what is of today counts, what is of tomorrow does not.
func TestNothingAfterTodayCounts(t *testing.T) {
	today := aDay("2026-04-16") // a Thursday
	for _, c := range []struct {
		what, key string
		add       func(id string, rows *Rows, day model.Date)
		now, next string
	}{
		{"enrolled", "traineeship", func(id string, rows *Rows, day model.Date) {
			rows.Enrolments = append(rows.Enrolments, &model.Enrolment{Head: model.Head{ID: "e" + id}, CitizenID: id,
				Programme: "p", StartOn: day})
		}, "0/5", "empty"},
		{"a placement begun", "company_directed", func(id string, rows *Rows, day model.Date) {
			rows.Enrolments = append(rows.Enrolments, &model.Enrolment{Head: model.Head{ID: "e" + id}, CitizenID: id,
				Programme: "p", StartOn: day - 90})
			rows.Placements = append(rows.Placements, &model.Placement{Head: model.Head{ID: "f" + id}, CitizenID: id,
				CompanyID: "v", Kind: "flex", State: "running", StartOn: day})
		}, "5/5", "0/5"},
		{"a visit", "face_to_face", func(id string, rows *Rows, day model.Date) {
			rows.Enrolments = append(rows.Enrolments, &model.Enrolment{Head: model.Head{ID: "e" + id}, CitizenID: id,
				Programme: "p", StartOn: day - 90})
			rows.Contacts = append(rows.Contacts, &model.Contact{CitizenID: id, CompanyID: "v", How: "visit",
				On: day}, &model.Contact{CompanyID: "v", How: "visit", On: day}, &model.Contact{CitizenID: id,
				CompanyID: "v", How: "visit"})
		}, "5/16", "0/16"},
	} {
		for days, want := range map[int]string{0: c.now, 1: c.next} {
			rows := crowd(5, func(i int, id string, rows *Rows) { c.add(id, rows, today.Add(days)) })
			list, err := Compute(rows, today, Selection{From: year2026.From, To: year2026.To, Programme: "p"})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range list {
				if f.Spec.Key == c.key && f.told() != want {
					t.Errorf("%s, %d days after today: got %s, want %s", c.what, days, f.told(), want)
				}
			}
		}
	}
}

// TestRetentionOfEachLength: four, thirteen and twenty-six weeks after the first paid hour.
func TestRetentionOfEachLength(t *testing.T) {
	first := aDay("2025-06-02")
	for _, weeks := range []int{4, 13, 26} {
		for off, want := range map[int]string{-2: "0/5", -1: "5/5", 0: "5/5",
			1: "0/5"} { // that week or the one before it
			rows := crowd(5, func(i int, id string, rows *Rows) {
				rows.Placements = append(rows.Placements, &model.Placement{Head: model.Head{ID: "f" + id},
					CitizenID: id, CompanyID: "v", Kind: "ordinary", State: "running", StartOn: first})
				addWeek(rows, &model.Week{PlacementID: "f" + id, Monday: first, Paid: model.Some(model.Hours(4))})
				addWeek(rows, &model.Week{PlacementID: "f" + id, Monday: first.Add(7 * (weeks + off)),
					Paid: model.Some(model.Hours(4))})
			})
			sel := Selection{From: first.Add(7 * weeks), To: first.Add(7*weeks + 6)}
			if got := computed(t, rows, sel, fmt.Sprint("retention", weeks)).told(); got != want {
				t.Errorf("%d weeks, paid again %d weeks from then: got %s, want %s", weeks, off, got, want)
			}
		}
	}
}

// TestBlankWeeksAreMissingAnswers: who left the paid hours of the asked weeks blank is left out of the retention,
// who wrote 0 is not, and every figure about paid hours says how many weeks it lacks.
func TestBlankWeeksAreMissingAnswers(t *testing.T) {
	first := aDay("2025-06-02")
	for _, c := range []struct {
		what  string
		paid  model.Opt[model.Hours]
		told  string
		left  int
		blank int
	}{
		{"0 typed", model.Some(model.Hours(0)), "0/5", 0, 0},
		{"left blank", model.Opt[model.Hours]{}, StateEmpty, 5, 5},
		{"paid", model.Some(model.Hours(4)), "5/5", 0, 0},
	} {
		rows := crowd(5, func(i int, id string, rows *Rows) {
			rows.Placements = append(rows.Placements, &model.Placement{Head: model.Head{ID: "f" + id},
				CitizenID: id, CompanyID: "v", Kind: "ordinary", State: "running", StartOn: first})
			addWeek(rows, &model.Week{PlacementID: "f" + id, Monday: first.Add(-7), Trial: model.Some(model.Hours(4))})
			addWeek(rows, &model.Week{PlacementID: "f" + id, Monday: first, Paid: model.Some(model.Hours(4))})
			addWeek(rows, &model.Week{PlacementID: "f" + id, Monday: first.Add(28), Paid: c.paid,
				Trial: model.Some(model.Hours(4))})
		})
		sel := Selection{From: first.Add(28), To: first.Add(34)}
		f := computed(t, rows, sel, "retention4")
		if f.told() != c.told || f.Left != c.left || f.Blank != c.blank {
			t.Errorf("%s: got %s, %d left, %d blank; want %s, %d, %d", c.what, f.told(), f.Left, f.Blank, c.told,
				c.left, c.blank)
		}
		if f := computed(t, rows, sel, "attendance"); f.Blank != 0 {
			t.Errorf("%s: attendance lacks %d weeks of paid hours", c.what, f.Blank)
		}
	}
}

// TestKindsOfATeam: how things ended in a team, and that nothing is told of who can be found by subtraction.
func TestKindsOfATeam(t *testing.T) {
	for _, c := range []struct {
		mine, theirs [2]int // how many ended in a and b, of the team t and of the team u
		sel          Selection
		want         string
	}{
		{[2]int{6, 7}, [2]int{8, 9}, Selection{}, "b 16, a 14"}, {[2]int{6, 7}, [2]int{8, 9}, Selection{Team: "t"},
			"b 7, a 6"}, {[2]int{6, 7}, [2]int{8, 9}, Selection{Team: "u"}, "b 9, a 8"},
		{[2]int{6, 7}, [2]int{8, 9}, Selection{Consultant: "k"}, ""}, {[2]int{3, 7}, [2]int{8, 9},
			Selection{Team: "t"}, "a hidden, b hidden"}, {[2]int{3, 7}, [2]int{8, 9}, Selection{Team: "u"},
			"a hidden, b hidden"},
	} {
		n := c.mine[0] + c.mine[1] + c.theirs[0] + c.theirs[1]
		rows := crowd(n, func(i int, id string, rows *Rows) {
			outcome := "a"
			switch {
			case i >= n-c.theirs[1], i >= c.mine[0] && i < c.mine[0]+c.mine[1]:
				outcome = "b"
			}
			if i >= c.mine[0]+c.mine[1] {
				rows.Citizens[i].Responsible = "l"
			}
			rows.Enrolments = append(rows.Enrolments, &model.Enrolment{Head: model.Head{ID: "e" + id}, CitizenID: id,
				Programme: "p", StartOn: year2026.From - 30, EndedOn: year2026.To, Outcome: outcome})
		})
		c.sel.From, c.sel.To = year2026.From, year2026.To
		var got []string
		for _, p := range computed(t, rows, c.sel, "outcomes").Parts {
			if p.Kind != "outcome" {
				continue
			}
			if p.State == StateHidden {
				got = append(got, p.Key+" hidden")
			} else {
				got = append(got, fmt.Sprint(p.Key, " ", p.Num))
			}
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%v and %v, %+v: got %q, want %q", c.mine, c.theirs, c.sel, s, c.want)
		}
	}
}

// TestSumsThatTell: when two sums together tell of a group, one more is hidden; what is in no sum with it is not.
func TestSumsThatTell(t *testing.T) {
	small := func(counts []int) []bool {
		out := make([]bool, len(counts))
		for i, n := range counts {
			out[i] = n < LeastGroup
		}
		return out
	}
	for _, c := range []struct {
		what   string
		counts []int
		sums   []Total
		want   string
	}{
		{"one small of three", []int{20, 3, 8, 9}, []Total{{0, []int{1, 2, 3}}}, "1 2"}, {"two small, five together",
			[]int{20, 3, 2, 15}, []Total{{0, []int{1, 2, 3}}}, "1 2"}, {"two small, four together", []int{20, 2, 2,
			16}, []Total{{0, []int{1, 2, 3}}}, "1 2 3"},
		{"one small beside nobody", []int{10, 3, 0, 7}, []Total{{0, []int{1, 2, 3}}}, "1 3"},
		{"the smallest whole of one", []int{4, 4}, []Total{{0, []int{1}}}, "0 1"}, {"none is small", []int{20, 5,
			15}, []Total{{0, []int{1, 2}}}, ""},
		{"equals: the first is hidden", []int{19, 3, 8, 8}, []Total{{0, []int{1, 2, 3}}}, "1 2"}, {"nothing adds up",
			[]int{3, 8}, nil, "0"},
	} {
		var got []string
		for i, hid := range Suppress(c.counts, small(c.counts), c.sums) {
			if hid {
				got = append(got, fmt.Sprint(i))
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %q hidden, want %q", c.what, s, c.want)
		}
	}
	for v := int64(1); v < 50; v++ {
		if got := inverse(v) * v % prime; got != 1 {
			t.Errorf("the inverse of %d gives %d with it, want 1", v, got)
		}
	}
	for _, c := range []struct {
		rows [][]int64
		want []int
	}{
		{nil, nil}, {[][]int64{{1}}, []int{0}}, {[][]int64{{1, 1}}, nil}, {[][]int64{{1, 1}, {1, prime - 1}}, []int{0,
			1}}, {[][]int64{{0, 1, 1}, {0, 2, 2}}, nil}, {[][]int64{{0, 3, 0}, {1, 0, 1}}, []int{1}}, {[][]int64{{1,
			1, 0}, {0, 1, 1}, {1, 0, 1}}, []int{0, 1, 2}},
	} {
		if got := fixed(c.rows); !slices.Equal(got, c.want) {
			t.Errorf("%v: got %v fixed, want %v", c.rows, got, c.want)
		}
	}
}
