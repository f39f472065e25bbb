package demo

import (
	"slices"
	"testing"
	"time"

	"jobspor/model"
	"jobspor/model/agenda"
)

func TestAnjaComesFirst(t *testing.T) {
	all := rows(today)
	anja := of[*model.Citizen](all, "citizen")[0]
	if got, want := anja.Initials()+" "+anja.Postcode, "A.H. 2635"; got != want || anja.ID != ID("citizen", Anja) {
		t.Errorf("first citizen: got %s, want %s", got, want)
	}
	if got, want := anja.MaxMinutes, model.Some(30); got != want || !slices.Contains(anja.Transport, "bike") {
		t.Errorf("her way: got %v by %v, want 30 minutes by bike", got, anja.Transport)
	}
	goal := named[*model.Goal](t, all, "goal", Anja+" 1")
	if got, want := goal.Words, "noget med køkken, helst om formiddagen, ikke tunge løft"; got != want {
		t.Errorf("her goal: got %q, want %q", got, want)
	}
	café := named[*model.Company](t, all, "company", Strandgaarden)
	if café.Town != "Ishøj" || café.FTE != model.Some(model.FTE(450)) || café.Hosted != model.Some(3) ||
		café.HostedPaid != model.Some(2) || café.PaysHours != "does" {
		t.Errorf("the café is not as the stories tell it: %+v", café)
	}
	if c := named[*model.Company](t, all, "company", Blocked); c.Active() &&
		!slices.Equal(c.DayParts, []string{"evening"}) {
		t.Errorf("%s: got %v, want evenings only", Blocked, c.DayParts)
	}
	if named[*model.Company](t, all, "company", Ceased).Active() {
		t.Errorf("%s is open", Ceased)
	}
}

func todayOf(day model.Date) []agenda.Due {
	all := rows(day)
	return agenda.List(agenda.Input{
		Today: day, Rhythm: agenda.DefaultRhythm(), Contacts: of[*model.Contact](all, "contact"),
		Companies: of[*model.Company](all, "company"),
		Citizens:  of[*model.Citizen](all, "citizen"), Goals: of[*model.Goal](all, "goal"),
		Consents: of[*model.Consent](all, "consent"),
	})
}

func TestTodayAlwaysHasWork(t *testing.T) {
	for n := range 9 {
		day := today.Add(n * 15)
		overdue, now, kinds := 0, 0, map[string]int{}
		due := todayOf(day)
		for _, d := range due {
			kinds[d.Kind]++
			switch {
			case d.On != 0 && d.On < day:
				overdue++
			case d.On == day:
				now++
			}
		}
		if overdue < 3 || overdue > 8 || now < 3 || now > 9 {
			t.Errorf("%v: got %d overdue and %d for the day, want a handful of each", day, overdue, now)
		}
		for _, kind := range []string{"promise", "consent_ends", "pause_ends", "silent_company", "silent_citizen",
			"old_places"} {
			if kinds[kind] == 0 {
				t.Errorf("%v: nothing of kind %s", day, kind)
			}
		}
		if kinds["silent_company"] > 4 || kinds["silent_citizen"] > 6 || kinds["old_places"] > 6 || len(due) > 70 {
			t.Errorf("%v: too much is due: %v", day, kinds)
		}
	}
}

func TestContactsLieInThePastOnWorkingDays(t *testing.T) {
	for _, c := range of[*model.Contact](rows(today), "contact") {
		if c.On >= today || c.On < today.Add(-366) || c.On.Weekday() == time.Saturday || c.On.Weekday() == time.Sunday {
			t.Errorf("contact %s on %v %v", c.ID, c.On.Weekday(), c.On)
		}
		if c.DoneOn > today {
			t.Errorf("contact %s kept on %v, which is to come", c.ID, c.DoneOn)
		}
	}
}

func TestConsentsStandInAllStates(t *testing.T) {
	states := map[string]int{}
	for _, c := range of[*model.Consent](rows(today), "consent") {
		switch {
		case c.WithdrawnOn != 0:
			states["withdrawn"]++
		case !c.Holds(today):
			states["ended"]++
		case c.Until != 0 && c.Until <= today.Add(14):
			states["ends soon"]++
		default:
			states["holds"]++
		}
	}
	for state, want := range map[string]int{"withdrawn": 1, "ended": 2, "ends soon": 1, "holds": 12} {
		if states[state] != want {
			t.Errorf("%s: got %d, want %d", state, states[state], want)
		}
	}
}
