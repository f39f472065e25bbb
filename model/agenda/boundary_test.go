package agenda

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/programme"
)

// The boundary tables: each rule of Today on the day before it speaks, on the day, and on the day after.

// said lists what is due of one kind: the day, and the weeks where there are any.
func said(in Input, kind string) string {
	var out []string
	for _, d := range List(in) {
		if d.Kind == kind {
			s := d.On.String()
			if d.Weeks != 0 {
				s += fmt.Sprintf(" (%d weeks)", d.Weeks)
			}
			out = append(out, strings.Join(strings.Fields(d.ID+" "+s), " "))
		}
	}
	return strings.Join(out, ", ")
}

// quiet is a citizen and a workplace of which nothing is due.
func quiet() Input {
	return Input{Today: todayTest, Rhythm: DefaultRhythm(),
		Citizens:  []*model.Citizen{{Head: row("b"), Status: "active", StartedOn: todayTest, Responsible: "lis"}},
		Companies: []*model.Company{{Head: row("v"), Status: "active", Responsible: "tom"}},
		Goals:     []*model.Goal{{Head: row("g"), CitizenID: "b"}}}
}

// TestTodayOfWorkplacesAndCitizens: consents, pauses, silences, goals and places, each at the day it turns.
func TestTodayOfWorkplacesAndCitizens(t *testing.T) {
	company := func(change func(c *model.Company, n int)) func(*Input, int) {
		return func(in *Input, n int) { change(in.Companies[0], n) }
	}
	for _, c := range []struct {
		what, kind string
		set        func(in *Input, n int) // n days from today
		want       map[int]string
	}{
		{"a consent until that day", "consent_ends", func(in *Input, n int) {
			in.Consents = []*model.Consent{{Head: row("c"), CitizenID: "b", CompanyID: "v", Until: todayTest.Add(n)}}
		}, map[int]string{-1: "", 0: "c 2026-11-26", 1: "c 2026-11-27", 14: "c 2026-12-10", 15: ""}},
		{"a consent that was withdrawn", "consent_ends", func(in *Input, n int) {
			in.Consents = []*model.Consent{{Head: row("c"), CitizenID: "b", CompanyID: "v", Until: todayTest.Add(n),
				WithdrawnOn: todayTest}}
		}, map[int]string{0: "", 14: ""}},
		{"a pause until that day", "pause_ends", company(func(c *model.Company,
			n int) {
			c.PausedUntil = todayTest.Add(n)
		}),
			map[int]string{-1: "", 0: "", 1: "v 2026-11-27", 14: "v 2026-12-10", 15: ""}},
		{"a partner since that day", "silent_company", company(func(c *model.Company, n int) {
			c.Relation,
				c.PartnerOn = "partner", todayTest.Add(n)
		}),
			map[int]string{-55: "", -56: "", -57: "v (8 weeks)", -62: "v (8 weeks)", -63: "v (9 weeks)"}},
		{"a partner reached on that day", "silent_company", func(in *Input, n int) {
			in.Companies[0].Relation, in.Companies[0].PartnerOn = "partner", todayTest.Add(-500)
			in.Contacts = []*model.Contact{{Head: row("k"), CompanyID: "v", On: todayTest.Add(n)}}
		}, map[int]string{-56: "", -57: "v (8 weeks)"}},
		{"cooperation, reached on that day", "silent_company", func(in *Input, n int) {
			in.Companies[0].Relation = "cooperation"
			in.Contacts = []*model.Contact{{Head: row("k"), CompanyID: "v", On: todayTest.Add(n)}}
		}, map[int]string{-120: "", -121: "v (17 weeks)"}},
		{"a partner that never was reached, no day known", "silent_company", company(func(c *model.Company,
			n int) {
			c.Relation = "partner"
		}), map[int]string{0: ""}},
		{"a silent partner paused until that day", "silent_company", company(func(c *model.Company, n int) {
			c.Relation, c.PartnerOn, c.PausedUntil = "partner", todayTest.Add(-70), todayTest.Add(n)
		}), map[int]string{-1: "v (10 weeks)", 0: "v (10 weeks)", 1: ""}},
		{"a citizen since that day", "silent_citizen", func(in *Input,
			n int) {
			in.Citizens[0].StartedOn = todayTest.Add(n)
		},
			map[int]string{-27: "", -28: "", -29: "b (4 weeks)", -35: "b (5 weeks)"}},
		{"a citizen reached on that day", "silent_citizen", func(in *Input, n int) {
			in.Citizens[0].StartedOn = todayTest.Add(-500)
			in.Contacts = []*model.Contact{{Head: row("k"), CitizenID: "b", On: todayTest.Add(n)}}
		}, map[int]string{-28: "", -29: "b (4 weeks)"}},
		{"a paused citizen", "silent_citizen", func(in *Input, n int) {
			in.Citizens[0].StartedOn,
				in.Citizens[0].Status = todayTest.Add(n), "paused"
		}, map[int]string{-29: ""}},
		{"a citizen without a first day", "silent_citizen", func(in *Input, n int) { in.Citizens[0].StartedOn = 0 },
			map[int]string{0: ""}},
		{"a place told on that day", "old_places", company(func(c *model.Company, n int) {
			c.OpenPlaces,
				c.OpenOn = model.Some(1), todayTest.Add(n)
		}),
			map[int]string{-59: "", -60: "", -61: "v (8 weeks)", -63: "v (9 weeks)"}},
		{"no places told on that day", "old_places", company(func(c *model.Company, n int) {
			c.OpenPlaces,
				c.OpenOn = model.Some(0), todayTest.Add(n)
		}), map[int]string{-61: ""}},
		{"places told on no day", "old_places", company(func(c *model.Company,
			n int) {
			c.OpenPlaces = model.Some(2)
		}), map[int]string{0: ""}},
		{"a dropped goal", "no_goal", func(in *Input, n int) { in.Goals[0].Status = "dropped" },
			map[int]string{0: "b"}},
		{"a promise for that day", "promise", func(in *Input, n int) {
			in.Contacts = []*model.Contact{{Head: row("k"), CompanyID: "v", On: todayTest.Add(-40),
				NextOn: todayTest.Add(n)}}
		}, map[int]string{-1: "k 2026-11-25", 0: "k 2026-11-26", 14: "k 2026-12-10", 15: ""}},
		{"a promise, reached on that day", "promise", func(in *Input, n int) {
			in.Contacts = []*model.Contact{{Head: row("k"), CompanyID: "v", On: todayTest.Add(-40),
				NextOn: todayTest}, {Head: row("l"), CompanyID: "v", On: todayTest.Add(n)}}
		}, map[int]string{-41: "k 2026-11-26", -40: "k 2026-11-26", -39: ""}},
		{"a promise that was kept", "promise", func(in *Input, n int) {
			in.Contacts = []*model.Contact{{Head: row("k"), CompanyID: "v", On: todayTest.Add(-40), NextOn: todayTest,
				DoneOn: todayTest}}
		}, map[int]string{0: ""}},
	} {
		for n, want := range c.want {
			in := quiet()
			c.set(&in, n)
			if got := said(in, c.kind); got != want {
				t.Errorf("%s, %d days from today: got %q, want %q", c.what, n, got, want)
			}
		}
	}
}

// TestTodayOfDates: the first and the last day of a placement, each at the day it turns.
func TestTodayOfDates(t *testing.T) {
	for _, c := range []struct {
		what, kind string
		set        func(p *model.Placement, a *model.Agreement, day model.Date)
		want       map[int]string
	}{
		{"agreed, begins on that day", "starts", func(p *model.Placement, _ *model.Agreement,
			day model.Date) {
			p.State, p.StartOn = "agreed", day
		},
			map[int]string{-1: "", 0: "f 2026-11-26", 1: "f 2026-11-27", 14: "f 2026-12-10", 15: ""}},
		{"agreed, was to begin on that day", "not_started", func(p *model.Placement, _ *model.Agreement,
			day model.Date) {
			p.State, p.StartOn = "agreed", day
		},
			map[int]string{-1: "f 2026-11-25", 0: "", 1: ""}},
		{"suggested, begins on that day", "starts", func(p *model.Placement, _ *model.Agreement,
			day model.Date) {
			p.State, p.StartOn = "suggested", day
		}, map[int]string{0: ""}},
		{"suggested, was to begin on that day", "not_started", func(p *model.Placement, _ *model.Agreement,
			day model.Date) {
			p.State, p.StartOn = "suggested", day
		},
			map[int]string{-1: "f 2026-11-25", 0: ""}},
		{"no first day", "not_started", func(p *model.Placement, _ *model.Agreement, day model.Date) {
			p.State,
				p.StartOn = "agreed", 0
		}, map[int]string{0: ""}},
		{"runs, ends on that day", "ends", func(p *model.Placement, _ *model.Agreement,
			day model.Date) {
			p.EndOn = day
		},
			map[int]string{-1: "", 0: "f 2026-11-26", 1: "f 2026-11-27", 14: "f 2026-12-10", 15: ""}},
		{"runs, ended on that day", "not_closed", func(p *model.Placement, _ *model.Agreement,
			day model.Date) {
			p.EndOn = day
		}, map[int]string{-1: "f 2026-11-25", 0: ""}},
		{"agreed, ends on that day", "ends", func(p *model.Placement, _ *model.Agreement, day model.Date) {
			p.State,
				p.EndOn = "agreed", day
		}, map[int]string{0: "f 2026-11-26"}},
		{"contacted, ends on that day", "ends", func(p *model.Placement, _ *model.Agreement,
			day model.Date) {
			p.State, p.EndOn = "contacted", day
		}, map[int]string{0: ""}},
		{"agreed, was to end on that day", "not_closed", func(p *model.Placement, _ *model.Agreement,
			day model.Date) {
			p.State, p.EndOn = "agreed", day
		}, map[int]string{-1: ""}},
		{"without a last day", "ends", func(p *model.Placement, _ *model.Agreement, day model.Date) { p.EndOn = 0 },
			map[int]string{0: ""}},
		{"a visit of that day", "trial_over", func(p *model.Placement, _ *model.Agreement, day model.Date) {
			p.Kind,
				p.StartOn, p.EndOn = "trial", day, day
		},
			map[int]string{-1: "f 2026-11-25", 0: "f 2026-11-26", 1: ""}},
		{"a visit without a last day", "trial_over", func(p *model.Placement, _ *model.Agreement,
			day model.Date) {
			p.Kind, p.StartOn, p.EndOn = "trial", day, 0
		},
			map[int]string{-1: "f 2026-11-25", 0: "f 2026-11-26", 1: ""}},
		{"a visit without any day", "trial_over", func(p *model.Placement, _ *model.Agreement,
			day model.Date) {
			p.Kind, p.StartOn, p.EndOn = "trial", 0, 0
		}, map[int]string{0: ""}},
		{"a suggested visit", "trial_over", func(p *model.Placement, _ *model.Agreement, day model.Date) {
			p.Kind, p.State, p.StartOn, p.EndOn = "trial", "suggested", day, day
		}, map[int]string{-1: ""}},
		{"an agreed visit that was", "not_started", func(p *model.Placement, _ *model.Agreement, day model.Date) {
			p.Kind, p.State, p.StartOn, p.EndOn = "trial", "agreed", day, day
		}, map[int]string{-1: ""}},
		{"a visit of some days, began yesterday", "ends", func(p *model.Placement, _ *model.Agreement,
			day model.Date) {
			p.Kind, p.StartOn, p.EndOn = "trial", todayTest-1, day
		}, map[int]string{0: "", 1: "f 2026-11-27"}},
		{"a visit of some days, begins today", "ends", func(p *model.Placement, _ *model.Agreement, day model.Date) {
			p.Kind, p.StartOn, p.EndOn = "trial", todayTest, day
		}, map[int]string{1: ""}},
		{"a traineeship that begins today, ends on that day", "ends", func(p *model.Placement, _ *model.Agreement,
			day model.Date) {
			p.StartOn, p.EndOn = todayTest, day
		},
			map[int]string{1: "f 2026-11-27"}},
		{"not acknowledged, began on that day", "not_acknowledged", func(p *model.Placement, a *model.Agreement,
			day model.Date) {
			p.StartOn, a.ValidFrom, a.CitizenOn = day, day, 0
		},
			map[int]string{-6: "", -7: "f 2026-11-26", -8: "f 2026-11-25"}},
		{"not acknowledged, in force on that day", "not_acknowledged", func(p *model.Placement, a *model.Agreement,
			day model.Date) {
			a.ValidFrom, a.CompanyOn = day, 0
		},
			map[int]string{-6: "", -7: "f 2026-11-26"}},
		{"acknowledged by both", "not_acknowledged", func(p *model.Placement, a *model.Agreement,
			day model.Date) {
			a.ValidFrom = day
		}, map[int]string{-9: ""}},
		{"not acknowledged, not running", "not_acknowledged", func(p *model.Placement, a *model.Agreement,
			day model.Date) {
			p.State, a.CitizenOn = "agreed", 0
		}, map[int]string{-9: ""}},
		{"a draft without any day", "not_acknowledged", func(p *model.Placement, a *model.Agreement,
			day model.Date) {
			p.StartOn, a.ValidFrom, a.CitizenOn = 0, 0, 0
		}, map[int]string{0: ""}},
		{"not heard, begins on that day", "rep_not_heard", func(p *model.Placement, _ *model.Agreement,
			day model.Date) {
			p.State, p.StartOn, p.RepAskedOn = "agreed", day, 0
		}, map[int]string{-1: "f", 0: "f 2026-11-26", 14: "f 2026-12-10", 15: ""}},
		{"not heard, only suggested", "rep_not_heard", func(p *model.Placement, _ *model.Agreement, day model.Date) {
			p.State, p.StartOn, p.RepAskedOn = "suggested", day, 0
		}, map[int]string{0: ""}},
		{"not heard, runs since that day", "rep_not_heard", func(p *model.Placement, _ *model.Agreement,
			day model.Date) {
			p.StartOn, p.RepAskedOn = day, 0
		}, map[int]string{-1: "f", 0: "f 2026-11-26"}},
	} {
		for n, want := range c.want {
			in := runningWell()
			c.set(in.Placements[0], in.Agreements[0], todayTest.Add(n))
			if got := said(in, c.kind); got != want {
				t.Errorf("%s, %d days from today: got %q, want %q", c.what, n, got, want)
			}
		}
	}
	in := runningWell()
	in.Placements[0].RepAskedOn, in.Rules = 0, nil
	if got := said(in, "rep_not_heard"); got != "" {
		t.Errorf("without rules: got %q", got)
	}
}

// TestTodayOfRhythm: contact every so many weeks, counted from the last contact, else from the start.
func TestTodayOfRhythm(t *testing.T) {
	for _, c := range []struct {
		what string
		set  func(in *Input, p *model.Placement, a *model.Agreement)
		want string
	}{
		{"every week, reached six days ago", func(in *Input, p *model.Placement,
			a *model.Agreement) {
			a.FollowWeeks.V, in.Contacts[0].On = 1, todayTest-6
		}, "f 2026-11-27"},
		{"every week, reached eight days ago", func(in *Input, p *model.Placement,
			a *model.Agreement) {
			a.FollowWeeks.V, in.Contacts[0].On = 1, todayTest-8
		}, "f 2026-11-25 (1 weeks)"},
		{"in 14 days", func(in *Input, p *model.Placement, a *model.Agreement) { in.Contacts[0].On = todayTest - 14 },
			"f 2026-12-10 (2 weeks)"},
		{"in 15 days", func(in *Input, p *model.Placement, a *model.Agreement) { in.Contacts[0].On = todayTest - 13 },
			""},
		{"from the start", func(in *Input, p *model.Placement,
			a *model.Agreement) {
			in.Contacts = nil
			p.StartOn = todayTest - 20
		}, "f 2026-12-04 (2 weeks)"},
		{"it begins next week", func(in *Input, p *model.Placement, a *model.Agreement) {
			a.FollowWeeks.V, a.ValidFrom, p.StartOn = 1, todayTest, todayTest+7
		}, "f 2026-12-10"},
		{"no rhythm", func(in *Input, p *model.Placement, a *model.Agreement) {
			a.FollowWeeks.V, in.Contacts = 0,
				nil
		}, ""},
		{"not running", func(in *Input, p *model.Placement, a *model.Agreement) {
			p.State, in.Contacts = "agreed",
				nil
		}, ""},
		{"nobody shall be reminded", func(in *Input, p *model.Placement, a *model.Agreement) {
			p.NoFollowUp,
				in.Contacts = true, nil
		}, ""},
		{"a follow-up in 14 days in its place", func(in *Input, p *model.Placement, a *model.Agreement) {
			in.Contacts = nil
			in.FollowUps = []*model.FollowUp{{Head: row("o"), PlacementID: "f", On: todayTest + 14}}
		}, ""},
		{"a follow-up in 15 days", func(in *Input, p *model.Placement, a *model.Agreement) {
			in.Contacts = nil
			in.FollowUps = []*model.FollowUp{{Head: row("o"), PlacementID: "f", On: todayTest + 15}}
		}, "f 2026-10-12 (10 weeks)"},
	} {
		in := runningWell()
		c.set(&in, in.Placements[0], in.Agreements[0])
		if got := said(in, "rhythm"); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
}

// TestTodayOfRetention: a checkpoint is asked about from 14 days before it until 13 weeks after it, until somebody has
// been in contact on its day or later.
func TestTodayOfRetention(t *testing.T) {
	paid := func(in *Input,
		weeks int) model.Date { // the first paid hour so many weeks before the Monday of this week
		monday := todayTest.Monday().Add(-7 * weeks)
		in.Weeks = []*model.Week{{Head: row("w"), PlacementID: "f", Monday: monday, Paid: model.Some(model.Hours(1))}}
		return monday
	}
	for _, c := range []struct {
		what  string
		weeks int // since the first paid hour
		met   int // days after the first paid hour at which somebody was last reached
		check []int
		want  string
	}{
		{"in 3 weeks", 1, 0, nil, ""},
		{"in 11 days", 2, 0, nil, "f 2026-12-07 (4 weeks)"},
		{"this week", 4, 0, nil, "f 2026-11-23 (4 weeks)"},
		{"reached the day before", 4, 27, nil, "f 2026-11-23 (4 weeks)"},
		{"reached on the day", 4, 28, nil, ""},
		{"the next in 11 days, this one not held", 11, 0, nil, "f 2026-10-05 (4 weeks)"},
		{"the next in 11 days, this one held", 11, 28, nil, "f 2026-12-07 (13 weeks)"},
		{"the next this week, this one not held", 13, 0, nil, "f 2026-11-23 (13 weeks)"},
		{"12 weeks after the last one", 16, 0, []int{4}, "f 2026-08-31 (4 weeks)"},
		{"13 weeks and 3 days after the last one", 17, 0, []int{4}, ""},
		{"none wanted", 4, 0, []int{}, ""},
	} {
		in := runningWell()
		first := paid(&in, c.weeks)
		in.Contacts[0].On = first.Add(c.met)
		if c.check != nil {
			in.Rhythm.Retention = c.check
		}
		if got := said(in, "retention"); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
	in := runningWell()
	paid(&in, 17)
	in.Contacts, in.Rhythm.Retention, in.Today = nil, []int{4}, todayTest.Monday()
	if got, want := said(in, "retention"), "f 2026-08-24 (4 weeks)"; got != want {
		t.Errorf("13 weeks after it to the day: got %q, want %q", got, want)
	}
	for days, want := range map[int]string{14: "f 2026-12-07 (4 weeks)", 15: ""} {
		in := runningWell()
		paid(&in, 2)
		in.Today = model.NewDate(2026, 12, 7).Add(-days)
		in.Contacts = nil
		if got := said(in, "retention"); got != want {
			t.Errorf("%d days before it: got %q, want %q", days, got, want)
		}
	}
}

// TestPaidHoursOfACourse: the first paid hour is the earliest of the placement and of those it continues, up to 50.
func TestPaidHoursOfACourse(t *testing.T) {
	in := runningWell()
	monday := todayTest.Monday().Add(-28)
	in.Contacts = nil
	in.Weeks = nil
	for i, before := range []string{"old", "older"} {
		in.Placements = append(in.Placements, &model.Placement{Head: row(before), CitizenID: "b", CompanyID: "v",
			State: "ended", Outcome: "placement", EndedOn: monday})
		in.Placements[i].ContinuesID = before
		in.Weeks = append(in.Weeks, &model.Week{Head: row("w" + before), PlacementID: before,
			Monday: monday.Add(-7 * i), Paid: model.Some(model.Hours(4))},
			&model.Week{Head: row("x" + before), PlacementID: before, Monday: monday.Add(-70 - i),
				Paid: model.Some(model.Hours(0))})
	}
	if got, want := said(in, "retention"), "f 2026-11-16 (4 weeks)"; got != want {
		t.Errorf("paid since five weeks: got %q, want %q", got, want)
	}
	for n, want := range map[int]string{50: "f 2026-11-23 (4 weeks)", 51: ""} {
		in := runningWell()
		in.Contacts = nil
		in.Placements[0].ContinuesID = "2"
		for i := 2; i <= n; i++ {
			in.Placements = append(in.Placements, &model.Placement{Head: row(fmt.Sprint(i)), CitizenID: "b",
				CompanyID: "v", State: "ended", ContinuesID: fmt.Sprint(i + 1)})
		}
		in.Weeks = []*model.Week{{Head: row("w"), PlacementID: fmt.Sprint(n), Monday: todayTest.Monday().Add(-28),
			Paid: model.Some(model.Hours(4))}}
		if got := said(in, "retention"); got != want {
			t.Errorf("paid in number %d of a course: got %q, want %q", n, got, want)
		}
	}
}

// TestTodayOfMissingHours: whole weeks of the last four, from the first week to the last one.
func TestTodayOfMissingHours(t *testing.T) {
	for _, c := range []struct {
		what string
		set  func(p *model.Placement, a *model.Agreement)
		want []string
	}{
		{"runs since long", func(*model.Placement, *model.Agreement) {}, []string{"2026-10-26", "2026-11-02",
			"2026-11-09", "2026-11-16"}},
		{"began on the Sunday of two weeks ago", func(p *model.Placement,
			_ *model.Agreement) {
			p.StartOn = model.NewDate(2026, 11, 15)
		}, []string{"2026-11-09", "2026-11-16"}},
		{"began on the Monday of last week", func(p *model.Placement,
			_ *model.Agreement) {
			p.StartOn = model.NewDate(2026, 11, 16)
		}, []string{"2026-11-16"}},
		{"began this week", func(p *model.Placement, _ *model.Agreement) { p.StartOn = model.NewDate(2026, 11, 23) },
			nil},
		{"ended on the Sunday of two weeks ago", func(p *model.Placement,
			_ *model.Agreement) {
			p.EndOn = model.NewDate(2026, 11, 15)
		}, []string{"2026-10-26", "2026-11-02",
			"2026-11-09"}},
		{"ended on the Monday of last week", func(p *model.Placement,
			_ *model.Agreement) {
			p.EndOn = model.NewDate(2026, 11, 16)
		}, []string{"2026-10-26", "2026-11-02",
			"2026-11-09", "2026-11-16"}},
		{"without a last day", func(p *model.Placement, _ *model.Agreement) { p.EndOn = 0 }, []string{"2026-10-26",
			"2026-11-02", "2026-11-09", "2026-11-16"}},
		{"not running", func(p *model.Placement, _ *model.Agreement) { p.State = "agreed" }, nil},
		{"without a first day", func(p *model.Placement, _ *model.Agreement) { p.StartOn = 0 }, nil},
	} {
		in := runningWell()
		in.Weeks = nil
		c.set(in.Placements[0], in.Agreements[0])
		var got []string
		for _, d := range List(in) {
			if d.Kind == "hours_missing" {
				if monday, _ := model.ParseDate(d.Occasion, 0); d.On != monday.Add(9) {
					t.Errorf("%s: the week of %s is due on %v, want the Wednesday after", c.what, d.Occasion, d.On)
				}
				got = append(got, d.Occasion)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.what, got, c.want)
		}
	}
}

// paidWeeks is runningWell with these paid hours week by week, the last of them last week, and a plan of so many.
func paidWeeks(plan model.Hours, paid ...model.Hours) Input {
	in := runningWell()
	in.Weeks = nil
	for i, h := range paid {
		monday := todayTest.Monday().Add(7 * (i - len(paid)))
		in.Weeks = append(in.Weeks, &model.Week{Head: row(model.WeekID("f", monday)), PlacementID: "f",
			Monday: monday, Paid: model.Some(h)})
	}
	in.Agreements[0].SetLadder([]model.Step{{From: in.Placements[0].StartOn, Paid: plan}})
	return in
}

// TestTodayOfStalls: paid hours that stand still for four weeks below the plan.
func TestTodayOfStalls(t *testing.T) {
	for _, c := range []struct {
		what string
		in   func() Input
		want string
	}{
		{"three weeks", func() Input { return paidWeeks(16, 8, 8, 8) }, ""},
		{"four weeks", func() Input { return paidWeeks(16, 8, 8, 8, 8) }, "f (4 weeks) 2026-10-26"},
		{"five weeks", func() Input { return paidWeeks(16, 8, 8, 8, 8, 8) }, "f (5 weeks) 2026-10-19"},
		{"a quarter below the plan", func() Input { return paidWeeks(9, 8, 8, 8, 8) }, "f (4 weeks) 2026-10-26"},
		{"as planned", func() Input { return paidWeeks(8, 8, 8, 8, 8) }, ""},
		{"never risen", func() Input {
			in := paidWeeks(16, 0, 0, 0, 0)
			in.Placements[0].StartOn = todayTest.Monday().Add(-28)
			return in
		}, "f (4 weeks)"},
		{"a dip", func() Input { return paidWeeks(16, 8, 4, 8, 8) }, "f (4 weeks) 2026-10-26"},
		{"risen three weeks ago", func() Input { return paidWeeks(16, 4, 8, 8, 8) }, ""},
		{"not running", func() Input {
			in := paidWeeks(16, 8, 8, 8,
				8)
			in.Placements[0].State = "agreed"
			return in
		}, ""},
		{"not asked for", func() Input { in := paidWeeks(16, 8, 8, 8, 8); in.Rhythm.Stalled = 0; return in }, ""},
		{"one week is asked for", func() Input { in := paidWeeks(16, 8); in.Rhythm.Stalled = 1; return in },
			"f (1 weeks) 2026-11-16"},
		{"one week is asked for, risen this week", func() Input {
			in := paidWeeks(16, 4, 8)
			in.Rhythm.Stalled = 1
			in.Weeks = append(in.Weeks, &model.Week{Head: row("now"), PlacementID: "f", Monday: todayTest.Monday(),
				Paid: model.Some(model.Hours(9))})
			return in
		}, ""},
		{"the latest week is as planned", func() Input {
			in := paidWeeks(8, 8, 8, 8, 8)
			in.Agreements[0].Steps = append(in.Agreements[0].Steps, todayTest.Add(30).String()+" 0 4")
			return in
		}, ""},
		{"a later week of unknown hours", func() Input {
			in := paidWeeks(16, 8, 8, 8, 8)
			in.Weeks = append(in.Weeks, &model.Week{Head: row("now"), PlacementID: "f", Monday: todayTest.Monday(),
				Trial: model.Some(model.Hours(9))})
			return in
		}, "f (4 weeks) 2026-10-26"},
		{"a week to come", func() Input {
			in := paidWeeks(16, 8, 8, 8, 8)
			in.Weeks = append(in.Weeks, &model.Week{Head: row("next"), PlacementID: "f",
				Monday: todayTest.Monday().Add(7), Paid: model.Some(model.Hours(2))})
			return in
		}, "f (4 weeks) 2026-10-26"},
		{"a week that begins today", func() Input {
			in := paidWeeks(16, 8, 8, 8, 8)
			in.Today = todayTest.Monday()
			in.Weeks = append(in.Weeks, &model.Week{Head: row("now"), PlacementID: "f", Monday: in.Today,
				Paid: model.Some(model.Hours(16))})
			return in
		}, ""},
	} {
		for range 3 { // whichever way the rows are read
			in := c.in()
			slices.Reverse(in.Weeks)
			got := ""
			for _, d := range List(in) {
				if d.Kind == "stalled" {
					got = strings.TrimSpace(fmt.Sprintf("%s (%d weeks) %s", d.ID, d.Weeks, d.Occasion))
				}
			}
			if got != c.want {
				t.Errorf("%s: got %q, want %q", c.what, got, c.want)
			}
		}
	}
}

// TestTodayOfSteps: the next step of the ladder, until its paid hours are reached or the next one takes its place.
func TestTodayOfSteps(t *testing.T) {
	start := todayTest.Monday().Add(-70)
	step := func(days int, trial, paid model.Hours) model.Step {
		return model.Step{From: todayTest.Add(days), Trial: trial, Paid: paid, Trigger: fmt.Sprint("after ", days)}
	}
	begin := model.Step{From: start, Trial: 48}
	for _, c := range []struct {
		what  string
		steps []model.Step
		paid  map[model.Date]model.Hours
		state string
		want  string
	}{
		{"only where it begins", []model.Step{{From: start, Trial: 48, Paid: 8}}, nil, "running", ""},
		{"yesterday", []model.Step{begin, step(-1, 40, 8)}, nil, "running", "2026-11-25 0 to 2 after -1"},
		{"today", []model.Step{begin, step(0, 40, 8)}, nil, "running", "2026-11-26 0 to 2 after 0"},
		{"in 14 days", []model.Step{begin, step(14, 40, 8)}, nil, "running", "2026-12-10 0 to 2 after 14"},
		{"in 15 days", []model.Step{begin, step(15, 40, 8)}, nil, "running", ""},
		{"agreed", []model.Step{begin, step(14, 40, 8)}, nil, "agreed", "2026-12-10 0 to 2 after 14"},
		{"only contacted", []model.Step{begin, step(14, 40, 8)}, nil, "contacted", ""},
		{"two within 14 days: the first", []model.Step{begin, step(3, 40, 8), step(10, 40, 16)}, nil, "running",
			"2026-11-29 0 to 2 after 3"},
		{"one that has come goes first", []model.Step{begin, step(-3, 40, 8), step(10, 40, 16)}, nil, "running",
			"2026-11-23 0 to 2 after -3"},
		{"the one that has come is reached", []model.Step{begin, step(-3, 40, 8), step(10, 40, 16)},
			map[model.Date]model.Hours{todayTest.Monday(): 8}, "running", "2026-12-06 2 to 4 after 10"},
		{"a quarter below it", []model.Step{begin, step(-3, 40, 8)},
			map[model.Date]model.Hours{todayTest.Monday(): 7}, "running", "2026-11-23 0 to 2 after -3"},
		{"reached in its own week", []model.Step{begin, step(-1, 40, 8)},
			map[model.Date]model.Hours{todayTest.Monday(): 8}, "running", ""},
		{"reached the week before only", []model.Step{begin, step(-1, 40, 8)},
			map[model.Date]model.Hours{todayTest.Monday().Add(-7): 8}, "running", "2026-11-25 0 to 2 after -1"},
		{"the one after it has come", []model.Step{begin, step(-9, 40, 8), step(-2, 32, 16)}, nil, "running",
			"2026-11-24 2 to 4 after -2"},
		{"as many paid hours, has come", []model.Step{{From: start, Trial: 48, Paid: 8}, step(-1, 40, 8)}, nil,
			"running", ""},
		{"as many paid hours, comes", []model.Step{{From: start, Trial: 48, Paid: 8}, step(1, 40, 8)}, nil, "running",
			""},
		{"fewer paid hours, comes", []model.Step{{From: start, Trial: 48, Paid: 8}, step(1, 40, 4)}, nil, "running",
			"2026-11-27 2 to 1 after 1"},
		{"where it begins is not reached, the next comes",
			[]model.Step{{From: start, Trial: 48, Paid: 8}, step(3, 40, 16)},
			map[model.Date]model.Hours{todayTest.Monday().Add(-7): 7}, "running", "2026-11-29 2 to 4 after 3"},
		{"fewer paid hours, has come", []model.Step{{From: start, Trial: 48, Paid: 8}, step(-1, 40, 4)}, nil,
			"running", ""},
		{"the first step has come and is not reached", []model.Step{{From: start, Trial: 48, Paid: 8}, step(30, 40,
			16)}, nil, "running", ""},
	} {
		in := runningWell()
		in.Weeks = nil
		for monday, h := range c.paid {
			in.Weeks = append(in.Weeks, &model.Week{Head: row("w" + monday.String()), PlacementID: "f",
				Monday: monday, Paid: model.Some(h)})
		}
		in.Placements[0].State = c.state
		in.Agreements[0].SetLadder(c.steps)
		got := ""
		for _, d := range List(in) {
			if d.Kind == "step" {
				got += fmt.Sprintf("%s %s to %s %s", d.On, d.From, d.To, d.Text)
			}
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
	for days, want := range map[int]string{-1: "f 2026-11-25", 0: "", 1: ""} { // where it begins is no step
		in := runningWell()
		in.Placements[0].State, in.Placements[0].StartOn = "agreed", todayTest.Add(days-1)
		in.Agreements[0].SetLadder([]model.Step{
			{From: todayTest.Add(-40), Paid: 4}, {From: todayTest.Add(-1), Paid: 8},
		})
		if got := said(in, "step"); got != want {
			t.Errorf("it begins %d days from the step: got %q, want %q", days, got, want)
		}
	}
	soon := runningWell()
	soon.Placements[0].State, soon.Placements[0].StartOn = "agreed", todayTest.Add(3)
	soon.Agreements[0].SetLadder([]model.Step{{From: todayTest.Add(3), Paid: 4}, {From: todayTest.Add(10), Paid: 8}})
	soon.Agreements[0].ValidFrom = todayTest.Add(-9)
	if got, want := said(soon, "step"), "f 2026-12-06"; got != want {
		t.Errorf("it begins in three days: got %q, want %q", got, want)
	}
	in := paidWeeks(16, 8, 8, 8, 8)
	in.Agreements[0].SetLadder([]model.Step{{From: start, Paid: 8}, {From: todayTest.Add(-40), Paid: 16}})
	if got := said(in, "step"); got != "" {
		t.Errorf("paid hours stand still: got the step %q as well", got)
	}
}

// TestWhatChangedSince: new, come, moved or done between two days.
func TestWhatChangedSince(t *testing.T) {
	promise := func(id string, days int) *model.Contact {
		return &model.Contact{Head: row(id), CompanyID: "v" + id, On: todayTest.Add(-50), NextOn: todayTest.Add(days)}
	}
	follow := func(days int) Input {
		in := runningWell()
		in.FollowUps = []*model.FollowUp{{Head: row("o"), PlacementID: "f", On: todayTest.Add(days)}}
		return in
	}
	with := func(list ...*model.Contact) Input {
		in := quiet()
		in.Contacts = list
		for _, c := range list {
			in.Companies = append(in.Companies, &model.Company{Head: row(c.CompanyID)})
		}
		return in
	}
	gone := with(promise("a", 40))
	gone.Companies[1].Status = "ceased"
	done := promise("a", 40)
	done.DoneOn = todayTest
	held := follow(40)
	held.FollowUps[0].DoneOn = todayTest
	for _, c := range []struct {
		what      string
		then, now Input
		from, to  int // the two days, from today
		want      string
	}{
		{"nothing changed", with(promise("a", 3)), with(promise("a", 3)), -1, 0, ""},
		{"its day is the day before", with(promise("a", -1)), with(promise("a", -1)), -1, 0, ""},
		{"its day is today", with(promise("a", 0)), with(promise("a", 0)), -1, 0, "came a"},
		{"its day is tomorrow", with(promise("a", 1)), with(promise("a", 1)), -1, 0, ""},
		{"it comes into view", with(promise("a", 14)), with(promise("a", 14)), -1, 0, "new a"},
		{"put off out of view", with(promise("a", 3)), with(promise("a", 40)), -1, 0, "moved a"},
		{"brought forward into view", with(promise("a", 40)), with(promise("a", 3)), -1, 0, "new a"},
		{"done", with(promise("a", 3)), with(done), -1, 0, "done a"},
		{"the row is gone", with(promise("a", 3)), with(), -1, 0, "done a"},
		{"the workplace has ceased", with(promise("a", 3)), gone, -1, 0, "done a"},
		{"a follow-up put off", follow(3), follow(40), -1, 0, "moved o"},
		{"a follow-up held", follow(3), held, -1, 0, "done o"},
		{"a follow-up whose row is gone", follow(3), runningWell(), -1, 0, "done o"},
	} {
		c.then.Today, c.now.Today = todayTest.Add(c.from), todayTest.Add(c.to)
		var got []string
		for _, ch := range Since(c.then, c.now) {
			if ch.Kind == "promise" || ch.Kind == "followup" {
				got = append(got, ch.How+" "+ch.ID)
			}
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: got %q, want %q", c.what, s, c.want)
		}
	}
	state := NewState(with(promise("a", 3)))
	for what, d := range map[string]Due{"another kind": {Type: "company", ID: "va"},
		"an earlier day": {Type: "contact", ID: "a", On: todayTest.Add(4)}, "the same day": {Type: "contact", ID: "a",
			On: todayTest.Add(3)}} {
		if state.moved(&d) {
			t.Errorf("%s: got moved", what)
		}
	}
	state = NewState(follow(3))
	if d := (Due{Type: "followup", ID: "o", On: todayTest.Add(3), PlacementID: "f"}); state.moved(&d) {
		t.Error("a follow-up of the same day: got moved")
	}
}

// TestPutOffAndClosed: what is written for a promise, a follow-up, and what has no row of its own.
func TestPutOffAndClosed(t *testing.T) {
	rows := Rows{Contacts: []*model.Contact{{Head: row("k")}}, FollowUps: []*model.FollowUp{{Head: row("o")},
		{Head: row("k")}},
		Snoozes: []*model.Snooze{{Head: row("x"), Kind: "stalled", RowType: "placement", RowID: "f", Occasion: "1"},
			{Head: row("y"), Kind: "stalled", RowType: "placement", RowID: "f", Occasion: "2"}}}
	promise, follow := Due{Kind: "promise", Type: "contact", ID: "k"}, Due{Kind: "followup", Type: "followup",
		ID: "o"}
	stall := Due{Kind: "stalled", Type: "placement", ID: "f", Occasion: "2"}
	odd, lost := Due{Kind: "silent", Type: "company", ID: "k"}, Due{Kind: "promise", Type: "contact", ID: "gone"}
	odder := Due{Kind: "silent", Type: "company", ID: "o"}
	tell := func(cs model.ChangeSet, err error) string {
		out := cs.Action
		if err != nil {
			return err.(*model.Error).Key
		}
		for _, c := range cs.Changes {
			how := map[bool]string{true: " +", false: " "}[c.Before == nil]
			switch e := c.After.(type) {
			case *model.Contact:
				out += fmt.Sprint(how, "contact ", e.NextOn, "/", e.DoneOn)
			case *model.FollowUp:
				out += fmt.Sprint(how, "followup ", e.On, "/", e.DoneOn, "/", e.Closed)
			case *model.Snooze:
				out += fmt.Sprint(how, "snooze ", e.ID, " ", e.Kind, " ", e.Until, "/", e.Closed, " ", e.By)
			}
		}
		return out
	}
	day := todayTest + 1
	for _, c := range []struct {
		what string
		got  string
		want string
	}{
		{"until today", tell(Snooze("mk", promise, rows, todayTest, todayTest)), "err.snooze.later"},
		{"a promise until tomorrow", tell(Snooze("mk", promise, rows, todayTest, day)),
			"contact.snooze contact 2026-11-27/"},
		{"a follow-up", tell(Snooze("mk", follow, rows, todayTest, day)), "followup.snooze followup 2026-11-27//"},
		{"a stall that was put off before", tell(Snooze("mk", stall, rows, todayTest, day)),
			"today.snooze snooze y stalled 2026-11-27/false mk"},
		{"a workplace with a contact's ID", tell(Snooze("mk", odd, rows, todayTest, day)),
			"today.snooze +snooze  silent 2026-11-27/false mk"},
		{"a workplace with a follow-up's ID", tell(Snooze("mk", odder, rows, todayTest, day)),
			"today.snooze +snooze  silent 2026-11-27/false mk"},
		{"a promise that is gone", tell(Snooze("mk", lost, rows, todayTest, day)),
			"today.snooze +snooze  promise 2026-11-27/false mk"},
		{"a promise closed", tell(Close("mk", promise, rows, todayTest, "x")),
			"today.close contact /2026-11-26 +snooze  promise /true mk"},
		{"a follow-up closed", tell(Close("mk", follow, rows, todayTest, " x ")),
			"today.close followup /2026-11-26/x"},
		{"a stall closed", tell(Close("mk", stall, rows, todayTest, "x")), "today.close snooze y stalled /true mk"},
		{"a workplace closed", tell(Close("mk", odd, rows, todayTest, "x")), "today.close +snooze  silent /true mk"},
		{"a workplace with a follow-up's ID closed", tell(Close("mk", odder, rows, todayTest, "x")),
			"today.close +snooze  silent /true mk"},
		{"a promise that is gone, closed", tell(Close("mk", lost, rows, todayTest, "x")),
			"today.close +snooze  promise /true mk"},
		{"a promise kept", tell(MarkDone("mk", promise, rows, todayTest)), "contact.done contact /2026-11-26"},
		{"a follow-up held", tell(MarkDone("mk", follow, rows, todayTest)), "followup.held followup /2026-11-26/"},
		{"a stall done", tell(MarkDone("mk", stall, rows, todayTest)), "err.due.keep"},
		{"a workplace done", tell(MarkDone("mk", odd, rows, todayTest)), "err.due.keep"},
		{"a workplace with a follow-up's ID done", tell(MarkDone("mk", odder, rows, todayTest)), "err.due.keep"},
		{"a promise that is gone, done", tell(MarkDone("mk", lost, rows, todayTest)), "err.due.keep"},
		{"a follow-up that is gone, done", tell(MarkDone("mk", Due{Type: "followup", ID: "gone"}, rows, todayTest)),
			"err.due.keep"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, c.got, c.want)
		}
	}
}

// TestTodayOfCourses: of each course the earliest that has a day, and the check that is due beside it.
func TestTodayOfCourses(t *testing.T) {
	p := &programme.Programme{Key: "p", Progress: []string{"x"}, Elements: []programme.Element{
		{Named: programme.Named{Key: "b"}, Due: model.Some(20)},
		{Named: programme.Named{Key: "a", Name: programme.Bilingual{Da: "samtale", En: "talk"}}, Due: model.Some(10)},
		{Named: programme.Named{Key: "c"}, Due: model.Some(10)},
		{Named: programme.Named{Key: "d"}}},
		Phases: []programme.Phase{{Named: programme.Named{Key: "1"}}, {Named: programme.Named{Key: "2"}}},
		Equal:  true}
	e := &model.Enrolment{Head: row("e"), CitizenID: "b", Consultant: "mk", StartOn: todayTest.Add(-15),
		Days: model.Some(40)}
	in := programme.CourseInput{Today: todayTest, Programme: p, Enrolment: e, Ahead: 14, CheckEvery: 91}
	tell := func() string {
		var out []string
		for _, d := range CourseDue(in) {
			if d.Type != "enrolment" || d.ID != "e" || d.CitizenID != "b" || d.Owner != "mk" {
				t.Errorf("got %+v", d)
			}
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", d.Kind, d.On, d.Occasion, d.Element.En)))
		}
		return strings.Join(out, ", ")
	}
	if got, want := tell(),
		"course 2026-11-21 element a 2026-11-21 talk, check 2026-11-11 check  2026-11-11"; got != want {
		t.Errorf("both: got %q, want %q", got, want)
	}
	in.CheckEvery = 0
	if got, want := tell(), "course 2026-11-21 element a 2026-11-21 talk"; got != want {
		t.Errorf("no check: got %q, want %q", got, want)
	}
	p.Elements = p.Elements[3:]
	if got := tell(); got != "" {
		t.Errorf("only a phase and what has no day: got %q", got)
	}
}

// TestOwnerOfWhatIsDue: who follows the placement, else who is responsible for the citizen.
func TestOwnerOfWhatIsDue(t *testing.T) {
	for consultant, want := range map[string]string{"mk": "mk", "": "lis"} {
		in := runningWell()
		in.Citizens[0].Responsible = "lis"
		in.Placements[0].Consultant, in.Placements[0].EndOn = consultant, todayTest
		for _, d := range List(in) {
			if d.Owner != want || d.Of != "traineeship" {
				t.Errorf("followed by %q: got owner %q of %s, want %q", consultant, d.Owner, d.Of, want)
			}
		}
	}
}

func TestLate(t *testing.T) {
	for on, want := range map[model.Date]bool{0: false, todayTest - 1: true, todayTest: false, todayTest + 1: false} {
		if got := (Due{On: on}).Late(todayTest); got != want {
			t.Errorf("on %v: got %v, want %v", on, got, want)
		}
	}
	if got := (Due{ID: "f", Parts: []Due{{ID: "a"}}}).Each(); len(got) != 1 || got[0].ID != "a" {
		t.Errorf("one part: got %v", got)
	}
}

// TestCheckpointBounds: one to six numbers up to 260, each later than the one before.
func TestCheckpointBounds(t *testing.T) {
	for in, want := range map[string]bool{"1, 2, 3, 4, 5, 6": true, "1, 2, 3, 4, 5, 6, 7": false, "260": true,
		"261": false, "0": false, "1": true, "4, 4": false, "4, 5": true, "": false} {
		got, err := ParseCheckpoints(in)
		if (err == nil) != want {
			t.Errorf("%q: got %v, %v", in, got, err)
		}
	}
	for _, c := range []struct {
		weeks []int
		want  int
	}{{nil, 0}, {[]int{4}, 4}, {[]int{4, 26, 13}, 26}} {
		if got := (Rhythm{Retention: c.weeks}).LastRetention(); got != c.want {
			t.Errorf("%v: got %d, want %d", c.weeks, got, c.want)
		}
	}
}

// TestIndex: rows are put in place of their older selves, and a copy keeps what it had.
func TestIndex(t *testing.T) {
	var s Index[model.Goal, *model.Goal]
	s.Put(&model.Goal{Head: row("a"), CitizenID: "b"})
	if s.Get("a") == nil || len(s.Of("b")) != 0 {
		t.Error("an index without groups: the row is not there, or in a group")
	}
	s.Drop("a")
	s.Drop("a")
	if s.Get("a") != nil || len(s.Rows()) != 0 {
		t.Error("the row is still there")
	}
	s = Index[model.Goal, *model.Goal]{by: func(g *model.Goal) [3]string { return [3]string{g.CitizenID} }}
	s.fill([]*model.Goal{{Head: row("a"), CitizenID: "b"}, {Head: row("c"), CitizenID: "b"}, {Head: row("d")}})
	copied := s.clone()
	s.Put(&model.Goal{Head: row("a"), CitizenID: "e"})
	s.Put(&model.Goal{Head: row("f"), CitizenID: "b"})
	ids := func(s *Index[model.Goal, *model.Goal], group string) string {
		var out []string
		for _, g := range s.Of(group) {
			out = append(out, g.ID)
		}
		slices.Sort(out)
		return strings.Join(out, " ")
	}
	if got := [3]string{ids(&s, "b"), ids(&s, "e"), ids(&s, "")}; got != [3]string{"c f", "a", ""} {
		t.Errorf("after the change: got %q", got)
	}
	if got := [2]string{ids(&copied, "b"), ids(&copied, "e")}; got != [2]string{"a c", ""} ||
		copied.Get("a").CitizenID != "b" {
		t.Errorf("the copy: got %q", got)
	}
	s.Drop("c")
	s.Drop("f")
	if _, there := s.groups["b"]; there {
		t.Error("an empty group is left")
	}
	s.Drop("a")
	if len(s.groups) != 0 || len(s.rows) != 1 {
		t.Errorf("got %d groups and %d rows, want 0 and 1", len(s.groups), len(s.rows))
	}
}

// TestStateIsCloned: a changed copy leaves the state as it was, ladder and all, and a state can be asked again.
func TestStateIsCloned(t *testing.T) {
	in := runningWell()
	in.Placements[0].EndOn = todayTest
	w := NewState(in)
	before := fmt.Sprint(w.Due())
	c := w.Clone()
	c.Placements.Drop("f")
	c.Contacts.Drop("k")
	a := *in.Agreements[0]
	a.Steps = nil
	c.Agreements.Put(&a)
	_ = c.Due()
	if again := fmt.Sprint(w.Due()); again != before || len(w.Due()) == 0 {
		t.Errorf("got %s, want %s", again, before)
	}
	if got := c.ladder(&a); len(got) != 0 {
		t.Errorf("the changed ladder: got %v", got)
	}
	if first, again := w.ladder(in.Agreements[0]), w.ladder(in.Agreements[0]); &first[0] != &again[0] {
		t.Error("the ladder was read twice")
	}
}
