package agenda

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"jobspor/model"
	"jobspor/model/rules"
)

const todayTest = model.Date(739946) // 2026-11-26

// drawDay gives a day some weeks around the day of the test, or none.
func drawDay(t *rapid.T, label string) model.Date {
	if rapid.IntRange(0, 5).Draw(t, label+" known") == 0 {
		return 0
	}
	return todayTest.Add(rapid.IntRange(-220, 40).Draw(t, label))
}

func byID[T any, P interface {
	*T
	model.Entity
}](rows []*T) map[string]*T {
	m := make(map[string]*T, len(rows))
	for _, r := range rows {
		m[P(r).Meta().ID] = r
	}
	return m
}

// hearRules asks for hearing the employees of everybody but a firm of one.
func hearRules() *rules.Set {
	return &rules.Set{
		Rows: []rules.Rule{
			{
				Key: "representative", Kind: "representative", Instruments: []string{"traineeship", "subsidy"},
				Values: map[string]int{"alone": 1, "colleagues": 1},
			},
		},
	}
}

// drawToday gives a small world: two citizens and two workplaces, of which some are gone, and placements in every state
// with what belongs to them.
func drawToday(t *rapid.T) Input {
	in := Input{Today: todayTest, Rhythm: DefaultRhythm(), Rules: hearRules()}
	pick := func(label string, from ...string) string { return rapid.SampledFrom(from).Draw(t, label) }
	for i := range 2 {
		id := fmt.Sprint("b", i)
		in.Citizens = append(in.Citizens, &model.Citizen{
			Head: row(id), Status: pick(id, "active", "active", "paused", "closed"), StartedOn: drawDay(t, id),
		})
		id = fmt.Sprint("v", i)
		in.Companies = append(in.Companies, &model.Company{
			Head: row(id), Status: pick(id, "active", "active", "ceased"),
			Relation: pick(id+" relation", "", "partner"), PartnerOn: drawDay(t, id), FTE: model.Some(model.FTE(900)),
		})
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "placements") {
		id := fmt.Sprint("f", i)
		p := &model.Placement{
			Head: row(id), CitizenID: pick(id+" citizen", "b0", "b1", "gone"),
			CompanyID: pick(id+" company", "v0", "v1"), Kind: pick(id+" kind", model.PlacementKinds...),
			State: pick(id+" state", model.PlacementStates...), StartOn: drawDay(t, id+" start"),
			NoFollowUp: rapid.IntRange(0, 4).Draw(t, id+" quiet") == 0}
		if end := drawDay(t, id+" end"); end >= p.StartOn {
			p.EndOn = end
		}
		if !p.Open() {
			p.EndedOn, p.Outcome = drawDay(t, id+" ended"), pick(id+" outcome", model.Outcomes...)
		}
		if i > 0 {
			p.ContinuesID = pick(id+" continues", "", "", "f0")
		}
		in.Placements = append(in.Placements, p)
		a := &model.Agreement{
			Head: row("a" + id), PlacementID: id, Number: model.Some(1), ValidFrom: p.StartOn,
			FollowWeeks: model.Some(rapid.IntRange(0, 6).Draw(t, id+" weeks")),
		}
		if p.StartOn != 0 {
			a.SetLadder([]model.Step{
				{From: p.StartOn, Trial: 40}, {From: p.StartOn.Add(28), Trial: 40, Paid: 8},
				{From: p.StartOn.Add(56), Trial: 32, Paid: 16},
			})
			for m := p.StartOn.Monday(); m < todayTest; m += 7 {
				if k := rapid.IntRange(-1, 3).Draw(t, fmt.Sprint(id, m)); k >= 0 {
					in.Weeks = append(in.Weeks, &model.Week{
						Head: row(model.WeekID(id, m)), PlacementID: id, Monday: m, Trial: model.Some(model.Hours(40)),
						Paid: model.Some(model.Hours(k * 8)),
					})
				}
			}
		}
		in.Agreements = append(in.Agreements, a)
		in.FollowUps = append(in.FollowUps, &model.FollowUp{
			Head: row("o" + id), PlacementID: id, On: max(drawDay(t, id+" follow-up"), 1),
		})
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "contacts") {
		id := fmt.Sprint("k", i)
		c := &model.Contact{
			Head: row(id), CompanyID: pick(id+" company", "v0", "v1"), CitizenID: pick(id+" citizen", "", "b0", "b1"),
			On:      todayTest.Add(-rapid.IntRange(0, 200).Draw(t, id)),
			Outcome: pick(id+" outcome", "reached", "not_reached")}
		if rapid.Bool().Draw(t, id+" promise") {
			c.NextOn = c.On.Add(rapid.IntRange(0, 100).Draw(t, id+" next"))
		}
		in.Contacts = append(in.Contacts, c)
	}
	return in
}

// TestTodayNeverHoldsWhatIsOver looks at everything that is due for a placement, citizen or workplace that is gone.
func TestTodayNeverHoldsWhatIsOver(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawToday(t)
		placements, citizens, companies := byID(in.Placements), byID(in.Citizens), byID(in.Companies)
		for _, d := range List(in) {
			if p := placements[d.PlacementID]; p != nil {
				paid := p.State == "ended" && (p.Outcome == "paid_hours" || p.Outcome == "job")
				unwritten := d.Kind == "hours_missing" && p.EndedOn >= todayTest.Monday().Add(-28)
				if p.State == "cancelled" || p.State == "ended" && !(paid && d.Kind == "retention" || unwritten) {
					t.Fatalf("%s of a placement that is %s, outcome %q", d.Kind, p.State, p.Outcome)
				}
			}
			if z := citizens[d.CitizenID]; d.CitizenID != "" && (z == nil || z.Status == "closed") {
				t.Fatalf("%s about a citizen who is closed", d.Kind)
			}
			if c := companies[d.CompanyID]; c != nil && c.Status == "ceased" {
				t.Fatalf("%s about a workplace that has ceased", d.Kind)
			}
			if !slices.Contains(Kinds, d.Kind) {
				t.Fatalf("kind %q is not among Kinds", d.Kind)
			}
		}
	})
}

// TestTodayHoldsWhatIsDue asks of each row, by itself and in plain words, whether it must be on the list.
func TestTodayHoldsWhatIsDue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawToday(t)
		citizens, companies := byID(in.Citizens), byID(in.Companies)
		has := map[string]bool{}
		for _, d := range List(in) {
			has[d.Kind+" "+d.ID] = true
		}
		there := func(citizen, company string) bool {
			z, c := citizens[citizen], companies[company]
			return (citizen == "" || z != nil && z.Status != "closed") && c.Status != "ceased"
		}
		soon := func(d model.Date) bool { return d >= todayTest && d <= todayTest+14 }
		want := func(kind, id string) {
			if !has[kind+" "+id] {
				t.Fatalf("%s of %s is missing in %v", kind, id, has)
			}
		}
		placements := byID(in.Placements)
		for _, f := range in.FollowUps {
			if p := placements[f.PlacementID]; p.Open() && !p.NoFollowUp && f.On <= todayTest &&
				there(p.CitizenID, p.CompanyID) {
				want("followup", f.ID)
			}
		}
		for _, p := range in.Placements {
			if !there(p.CitizenID, p.CompanyID) {
				continue
			}
			goesOn := slices.ContainsFunc(in.Placements, func(o *model.Placement) bool {
				return o.ContinuesID == p.ID && o.CitizenID == p.CitizenID && (o.State == "agreed" ||
					o.State == "running")
			})
			if goesOn && p.Kind != "trial" {
				continue // it neither ends nor is it closed by hand
			}
			if p.State == "running" && soon(p.EndOn) && p.Kind != "trial" {
				want("ends", p.ID)
			}
			if p.State == "running" && p.EndOn != 0 && p.EndOn < todayTest {
				want(map[bool]string{true: "trial_over", false: "not_closed"}[p.Kind == "trial"], p.ID)
			}
			if p.State == "agreed" && soon(p.StartOn) {
				want("starts", p.ID)
			}
			// One that begins further ahead has time yet; what the part before it lacks as well is told of that one.
			if p.State == "running" && p.Kind == "subsidy" && p.StartOn <= todayTest+14 &&
				!has["rep_not_heard "+p.ContinuesID] {
				want("rep_not_heard", p.ID)
			}
		}
		for _, c := range in.Contacts {
			later := slices.ContainsFunc(in.Contacts, func(o *model.Contact) bool {
				return o.CompanyID == c.CompanyID && o.CitizenID == c.CitizenID && o.On > c.On && o.Outcome == "reached"
			})
			if c.NextOn != 0 && c.NextOn <= todayTest && !later && there(c.CitizenID, c.CompanyID) {
				want("promise", c.ID)
			}
		}
	})
}

// with gives the input after a change set was written.
func with(in Input, cs model.ChangeSet) Input {
	for i, c := range cs.Changes {
		if c.After.Meta().ID == "" {
			c.After.Meta().ID = fmt.Sprint("new", i)
		}
		switch e := c.After.(type) {
		case *model.Snooze:
			in.Snoozes = append(slices.DeleteFunc(slices.Clone(in.Snoozes), func(a *model.Snooze) bool {
				return a.ID == e.ID
			}), e)
		case *model.Contact:
			in.Contacts = append(slices.DeleteFunc(slices.Clone(in.Contacts), func(a *model.Contact) bool {
				return a.ID == e.ID
			}), e)
		case *model.FollowUp:
			in.FollowUps = append(slices.DeleteFunc(slices.Clone(in.FollowUps), func(a *model.FollowUp) bool {
				return a.ID == e.ID
			}), e)
		}
	}
	return in
}

func dueKeys(list []Due) map[string]bool {
	m := map[string]bool{}
	for _, d := range list {
		m[d.Key()] = true
	}
	return m
}

// TestAnApprovalIsNotPutAway: it waits for an answer, also where it is marked together with something else.
func TestAnApprovalIsNotPutAway(t *testing.T) {
	asked := Due{Kind: "approval", Type: "approval", ID: "g", On: 10}
	stalled := Due{Kind: "stalled", Type: "placement", ID: "f"}
	for _, c := range []struct {
		due  Due
		want model.Code
	}{{asked, model.Invalid}, {Together([]Due{stalled, asked}), model.Invalid}, {stalled, ""}} {
		_, snoozed := Snooze("mk", c.due, Rows{}, 3, 4)
		_, closed := Close("mk", c.due, Rows{}, 3, "nej")
		if model.CodeOf(snoozed) != c.want || model.CodeOf(closed) != c.want || c.due.CanPutAway() != (c.want == "") {
			t.Errorf("%+v: %v, %v, want %q", c.due, snoozed, closed, c.want)
		}
	}
}

// TestSnoozedComesBackOnItsDay puts one thing off: it is gone, nothing else is, and on its day everything is as if
// nobody had touched it. What has a day of its own gets the new one.
func TestSnoozedComesBackOnItsDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawToday(t)
		list := List(in)
		if len(list) == 0 {
			return
		}
		d := list[rapid.IntRange(0, len(list)-1).Draw(t, "which")]
		until := todayTest.Add(rapid.IntRange(1, 30).Draw(t, "days"))
		cs, err := Snooze("mk", d, Rows{in.Contacts, in.FollowUps, in.Snoozes}, in.Today, until)
		if err != nil {
			t.Fatal(err)
		}
		after := with(in, cs)
		if d.CanMarkDone() {
			after.Today = until
			for _, x := range List(after) {
				if x.ID == d.ID && x.On == until {
					return
				}
			}
			t.Fatalf("%s moved to %v is not due on that day", d.Kind, until)
		}
		now := List(after)
		if len(now) != len(list)-1 || dueKeys(now)[d.Key()] {
			t.Fatalf("%d things after putting %s off, had %d", len(now), d.Key(), len(list))
		}
		for _, day := range []model.Date{until - 1, until} {
			in.Today, after.Today = day, day
			then, free := dueKeys(List(after)), dueKeys(List(in))
			if day < until && then[d.Key()] {
				t.Fatalf("%s is back before its day", d.Key())
			}
			if day == until && fmt.Sprint(then) != fmt.Sprint(free) {
				t.Fatalf("on the day: %v, without having been put off: %v", then, free)
			}
		}
	})
}

// TestClosedStaysAwayThisTime closes one thing with a reason: this occasion never comes back, whatever the day.
func TestClosedStaysAwayThisTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawToday(t)
		list := List(in)
		if len(list) == 0 {
			return
		}
		d := list[rapid.IntRange(0, len(list)-1).Draw(t, "which")]
		rows := Rows{in.Contacts, in.FollowUps, in.Snoozes}
		if _, err := Close("mk", d, rows, in.Today, "  "); model.CodeOf(err) != model.Invalid {
			t.Fatalf("closing without a reason: %v", err)
		}
		cs, err := Close("mk", d, rows, in.Today, "aftalt med lederen")
		if err != nil {
			t.Fatal(err)
		}
		after := with(in, cs)
		for _, days := range []int{0, 1, 40} {
			after.Today = todayTest.Add(days)
			if dueKeys(List(after))[d.Key()] {
				t.Fatalf("%s is back after %d days", d.Key(), days)
			}
		}
	})
}

// TestTodayIsInOrderAndTwiceTheSame: the order of rows read does not matter, and no key stands twice.
func TestTodayIsInOrderAndTwiceTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawToday(t)
		list := List(in)
		if len(dueKeys(list)) != len(list) {
			t.Fatalf("a key stands twice: %v", list)
		}
		for i := 1; i < len(list); i++ {
			if a, b := list[i-1], list[i]; a.On == 0 && b.On != 0 || a.On > b.On && b.On != 0 {
				t.Fatalf("%v before %v", a, b)
			}
		}
		slices.Reverse(in.Contacts)
		slices.Reverse(in.Placements)
		slices.Reverse(in.Weeks)
		if again := List(in); fmt.Sprint(again) != fmt.Sprint(list) {
			t.Fatalf("read the other way round: %v, want %v", again, list)
		}
		folded := 0
		for _, d := range Fold(list) {
			folded += len(d.Each())
		}
		if folded != len(list) {
			t.Fatalf("folding has %d of %d things", folded, len(list))
		}
	})
}
