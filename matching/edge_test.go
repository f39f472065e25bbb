package matching

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jobspor/model"
)

// inQuarters are hours a week in the unit they are kept in.
func inQuarters(n int) model.Opt[model.Hours] { return model.Some(model.Hours(n)) }

// edgeCases hold both sides of every bound that a criterion has: the last day, minute, hour or person that still
// counts, and the first that does not. The way from 2635 to 2665 takes 18 minutes by bike.
var edgeCases = []judgeCase{
	{"a third of the limit", "travel", func(s *scene) { s.way(54) }, 100, "match.travel.within", false},
	{"a minute more than a third", "travel", func(s *scene) { s.way(53) }, 25 + 75*35*3/106, "match.travel.within",
		false},
	{"exactly the limit", "travel", func(s *scene) { s.way(18) }, 25, "match.travel.within", false},
	{"a minute above the limit", "travel", func(s *scene) { s.way(17) }, 10, "match.travel.edge", false},
	{"the last minute of the slack", "travel", func(s *scene) { s.way(15) }, 10, "match.travel.edge", false},
	{"a minute beyond the slack", "travel", func(s *scene) { s.way(14) }, 0, "match.travel.far", true},

	{"pays no hours but would hire", "pays", func(s *scene) {
		s.company.PaysHours, s.company.OpenToHire = "no", model.Yes
	}, 0, "match.pays.no", false},
	{"perhaps, and would hire", "pays", func(s *scene) {
		s.company.PaysHours, s.company.OpenToHire = "maybe", model.Yes
	}, 65, "match.pays.maybe.hire", false},
	{"pays, and would hire", "pays", func(s *scene) { s.company.PaysHours, s.company.OpenToHire = "does", model.Yes },
		100, "match.pays.does", false},

	{"a quarter of an hour too many", "hours", func(s *scene) { s.task.MinHours = inQuarters(25) }, 0,
		"match.hours.toomany", true},
	{"the least is what the citizen can", "hours", func(s *scene) { s.task.MinHours = inQuarters(24) }, 100,
		"match.hours.fits", false},
	{"a quarter too few", "hours", func(s *scene) { s.task.MaxHours = inQuarters(23) }, 95, "match.hours.few", false},
	{"the most is what the citizen can", "hours", func(s *scene) {
		s.task.MinHours, s.task.MaxHours = inQuarters(0), inQuarters(24)
	}, 100, "match.hours.fits", false},

	{"a quarter less than hoped", "growth", func(s *scene) { s.task.MaxHours = inQuarters(79) }, 30 + 60*55/56,
		"match.growth.some", false},
	{"a quarter more than now", "growth", func(s *scene) { s.task.MaxHours = inQuarters(25) }, 31,
		"match.growth.some", false},
	{"no more than now", "growth", func(s *scene) { s.task.MaxHours = inQuarters(24) }, 10, "match.growth.no", false},
	{"less than now", "growth", func(s *scene) { s.task.MaxHours = inQuarters(20) }, 10, "match.growth.no", false},

	{"no Danish is asked for", "danish", func(s *scene) { s.company.Danish = "none" }, 100, "match.danish.enough",
		false},
	{"driving work that is free of driving", "licence", func(s *scene) {
		s.goal, s.task.Occupation, s.task.FreeOf = "chauffør", "chauffør", []string{"driving"}
	}, 100, "match.licence.none", false},
	{"a task with driving, licence not told", "licence", func(s *scene) { s.task.Loads = []string{"driving"} },
		Neutral, "match.licence.unknown", false},
	{"a task with driving for one who has a licence", "licence", func(s *scene) {
		s.task.Loads, s.citizen.Licences = []string{"driving"}, []string{"B"}
	}, 100, "match.licence.none", false},

	{"one time of day that is not there", "times", func(s *scene) {
		s.citizen.DayParts, s.company.DayParts = model.DayParts[:1], model.DayParts[1:]
	}, 0, "match.times.none", true},

	{"a contact", "relation", func(s *scene) { s.company.Relation = "contact" }, 50, "match.relation.contact", false},
	{"the work of a task that a word of the goal stands in, liked elsewhere", "tried", func(s *scene) {
		s.goal, s.task.Name, s.task.Occupation = "have", "passe skolens have", "chauffør"
		s.placed("d", "ann", "ended", model.Yes).TaskWords = "chauffør"
	}, likedElsewhere, "match.tried.such.liked", false},

	{"told 30 days ago", "places", func(s *scene) { s.open(1, 30) }, 100, "match.places.open", false},
	{"told 31 days ago", "places", func(s *scene) { s.open(1, 31) }, 75, "match.places.open", false},
	{"told 90 days ago", "places", func(s *scene) { s.open(1, 90) }, 75, "match.places.open", false},
	{"told 91 days ago", "places", func(s *scene) { s.open(1, 91) }, Neutral, "match.places.old", false},
	{"full, told 31 days ago", "places", func(s *scene) { s.open(0, 31) }, 0, "match.places.full", false},
	{"order 90 days ago", "order", func(s *scene) {
		s.task.OpenPlaces, s.task.OpenOn = model.Some(1), today.Add(-90)
	}, 100, "match.order.open", false},
	{"order 91 days ago", "order", func(s *scene) {
		s.task.OpenPlaces, s.task.OpenOn = model.Some(1), today.Add(-91)
	}, 0, "match.order.none", false},
	{"order for nobody", "order", func(s *scene) { s.task.OpenPlaces, s.task.OpenOn = model.Some(0), today }, 0,
		"match.order.none", false},
	{"order without a day", "order", func(s *scene) { s.task.OpenPlaces = model.Some(1) }, 0, "match.order.none",
		false},

	{"pause ended yesterday", "load", func(s *scene) { s.company.PausedUntil = today.Add(-1) }, 100,
		"match.load.quiet", false},
	{"asked today", "load", func(s *scene) { s.contacts(0, "p") }, 70, "match.load.asked", false},
	{"asked tomorrow", "load", func(s *scene) { s.contacts(-1, "p") }, 100, "match.load.quiet", false},
	{"asked 29 days ago", "load", func(s *scene) { s.contacts(29, "p") }, 70, "match.load.asked", false},
	{"asked 30 days ago", "load", func(s *scene) { s.contacts(30, "p") }, 70, "match.load.asked", false},
	{"asked 31 days ago", "load", func(s *scene) { s.contacts(31, "p") }, 100, "match.load.quiet", false},
	{"asked about three", "load", func(s *scene) { s.contacts(5, "p", "q", "r") }, 10, "match.load.asked", false},
	{"asked about four", "load", func(s *scene) { s.contacts(5, "p", "q", "r", "u") }, 10, "match.load.asked", false},
	{"one fewer than they like", "load", func(s *scene) {
		s.company.AskMost = model.Some(3)
		s.contacts(20, "p", "q")
	}, 40, "match.load.asked", false},
	{"spoken to today", "load", func(s *scene) { s.contacts(0, "") }, 70, "match.load.recent", false},
	{"spoken to six days ago", "load", func(s *scene) { s.contacts(6, "") }, 70, "match.load.recent", false},
	{"spoken to seven days ago", "load", func(s *scene) { s.contacts(7, "") }, 100, "match.load.quiet", false},
	{"spoken to eight days ago", "load", func(s *scene) { s.contacts(8, "") }, 100, "match.load.quiet", false},

	{"one hosted, pay not known", "record", func(s *scene) { s.company.Hosted = model.Some(1) }, Neutral,
		"match.record.unpaid", false},
	{"hosted without pay", "record", func(s *scene) {
		s.company.Hosted, s.company.HostedPaid = model.Some(1), model.Some(0)
	}, Neutral * 2 / 3, "match.record.paid", false},
	{"pay of the told not known, one was seen", "record", func(s *scene) {
		s.company.Hosted = model.Some(4)
		s.placed("c", "q", "ended", model.Unknown).Kind = "traineeship"
	}, Neutral * 2 / 3, "match.record.paid", false},
	{"none told, one was seen", "record", func(s *scene) {
		s.company.Hosted = model.Some(0)
		s.placed("c", "q", "ended", model.Unknown).Kind = "traineeship"
	}, Neutral * 2 / 3, "match.record.paid", false},
}

// way sets how many minutes the citizen travels at most to a workplace that is 18 minutes away.
func (s *scene) way(limit int) {
	s.company.Postcode, s.citizen.MaxMinutes = "2665", model.Some(limit)
}

// open says how many places the workplace told of, so many days ago.
func (s *scene) open(n, ago int) {
	s.company.OpenPlaces, s.company.OpenOn = model.Some(n), today.Add(-ago)
}

// TestSlack: a tenth above the limit, at least three minutes; the same is what a way may take.
func TestSlack(t *testing.T) {
	for limit, want := range map[int]int{1: 3, 10: 3, 29: 3, 30: 3, 39: 3, 40: 4, 49: 4, 50: 5, 90: 9, 100: 10} {
		if got := slack(limit); got != want {
			t.Errorf("limit %d: got %d, want %d", limit, got, want)
		}
		q := &query{limit: limit}
		for minutes, want := range map[int]judgement{
			0: {share: 100}, limit / 3: {share: 100}, limit: {share: 25}, limit + 1: {share: 10},
			limit + want: {share: 10}, limit + want + 1: {blocks: true},
		} {
			if got := q.travelShare(minutes); got != want {
				t.Errorf("limit %d, %d minutes: got %+v, want %+v", limit, minutes, got, want)
			}
		}
	}
	unlimited := &query{}
	for minutes, want := range map[int]judgement{
		15: {share: 100}, 16: {share: 25 + 75*29*3/90}, 45: {share: 25}, 46: {share: 10}, 49: {share: 10}, 50: {},
		500: {},
	} {
		if got := unlimited.travelShare(minutes); got != want {
			t.Errorf("no limit, %d minutes: got %+v, want %+v", minutes, got, want)
		}
	}
}

// TestTripMinutes gives the figures of the rule of thumb to the minute.
func TestTripMinutes(t *testing.T) {
	for _, c := range []struct {
		km    float64
		modes uint8
		want  trip
	}{
		{0, 1, trip{24, 0}}, {1.5, 1, trip{24, 0}}, {2, 1, trip{32, 0}}, {0, 2, trip{10, 1}}, {10, 2, trip{54, 1}},
		{0, 4, trip{17, 2}}, {10, 4, trip{44, 2}},
		{0, 8, trip{8, 3}}, {10, 8, trip{23, 3}}, {10, 0, trip{44, 2}}, {0, 15, trip{8, 3}}, {10, 3, trip{54, 1}},
		{10, 7, trip{44, 2}},
		{4.8, 2, trip{27, 1}}, {4.8, 4, trip{27, 2}}, {4.8, 6, trip{27, 1}},
		// of two that take equally long, the first in the table
	} {
		got := tripOf(c.km, c.modes)
		if got != c.want {
			t.Errorf("%v km by %04b: got %+v, want %+v", c.km, c.modes, got, c.want)
		}
	}
}

// TestTripIsTheRankings: a trip by itself is the one that the ranking counts; between places that are not both known
// there is none.
func TestTripIsTheRankings(t *testing.T) {
	s, other := build(t), testPostcodes[2]
	a, b := s.place("2635"), s.place(other)
	if a == noPlace || b == noPlace || a == b {
		t.Fatalf("places %d and %d", a, b)
	}
	want := s.tripsFrom(a, 1<<1)[b]
	if n, mode, ok := s.Trip("2635", other, []string{"bike"}); n != int(want.minutes) || mode != "bike" || !ok {
		t.Errorf("got %d minutes by %s, %v; want %+v", n, mode, ok, want)
	}
	if _, mode, ok := s.Trip("2635", other, nil); mode != "bus" || !ok {
		t.Errorf("nobody has said how: by %s, %v", mode, ok)
	}
	for _, c := range [][2]string{{"", other}, {"2635", ""}, {"0999", other}, {"2635", "0999"}, {"", ""}} {
		if n, mode, ok := s.Trip(c[0], c[1], nil); ok || n != 0 || mode != "" {
			t.Errorf("from %q to %q: %d minutes by %q, %v; want none", c[0], c[1], n, mode, ok)
		}
		if s.KnowsPlace(c[0]) == (c[0] == "" || c[0] == "0999") {
			t.Errorf("%q is known: %v", c[0], s.KnowsPlace(c[0]))
		}
	}
}

// TestPlacesBeyondTheTable: a number that the table has no centre for is no place.
func TestPlacesBeyondTheTable(t *testing.T) {
	for _, c := range []struct{ at, lat, lon, want int }{
		{0, 1, 1, 0}, {1, 2, 2, 1}, {1, 1, 2, noPlace}, {1, 2, 1, noPlace}, {2, 2, 2, noPlace}, {3, 2, 2, noPlace},
		{0, 0, 0, noPlace},
	} {
		k := &knowledge{places: Places{Index: func(string) (uint16, bool) { return uint16(c.at), true },
			Lat: make([]float64, c.lat), Lon: make([]float64, c.lon)}}
		if got := k.place("2635"); got != uint16(c.want) {
			t.Errorf("place %d of %d and %d centres: got %d, want %d", c.at, c.lat, c.lon, got, c.want)
		}
	}
	if got := (&knowledge{}).place("2635"); got != noPlace {
		t.Errorf("without a table: got %d, want none", got)
	}
}

// TestLoadOfAHistory counts people, not touches, each at the last day that counts and the first that does not.
func TestLoadOfAHistory(t *testing.T) {
	const p, q, self = 7, 8, 9
	asked := func(who uint32, ago int) event { return event{citizen: who, on: today.Add(-ago)} }
	was := func(who uint32, ago, until int, is placementFlags) event {
		return event{citizen: who, on: today.Add(-ago), until: today.Add(-until), stay: isPlacement | is}
	}
	for name, c := range map[string]struct {
		history []event
		want    companyLoad
	}{
		"nothing": {nil, companyLoad{}},
		"today": {[]event{asked(p, 0)},
			companyLoad{month: 1, year: 1, busy: 1, last: today}},
		"tomorrow": {[]event{asked(p, -1)}, companyLoad{}},
		"day 29": {[]event{asked(p, 29)},
			companyLoad{month: 1, year: 1, busy: 1, last: today.Add(-29)}},
		"day 30": {[]event{asked(p, 30)},
			companyLoad{month: 1, year: 1, busy: 1, last: today.Add(-30)}},
		"day 31":                        {[]event{asked(p, 31)}, companyLoad{year: 1, last: today.Add(-31)}},
		"day 364":                       {[]event{asked(p, 364)}, companyLoad{year: 1, last: today.Add(-364)}},
		"day 365":                       {[]event{asked(p, 365)}, companyLoad{year: 1, last: today.Add(-365)}},
		"day 366":                       {[]event{asked(p, 366)}, companyLoad{last: today.Add(-366)}},
		"about nobody":                  {[]event{asked(0, 3)}, companyLoad{last: today.Add(-3)}},
		"about the citizen in question": {[]event{asked(self, 3)}, companyLoad{}},
		"one citizen twice": {[]event{asked(p, 3), asked(p, 40)},
			companyLoad{month: 1, year: 1, busy: 1, last: today.Add(-3)}},
		"the later one second": {[]event{asked(p, 40), asked(p, 3)},
			companyLoad{month: 1, year: 1, busy: 1, last: today.Add(-3)}},
		"twice on one day": {[]event{asked(p, 3), asked(p, 3)},
			companyLoad{month: 1, year: 1, busy: 1, last: today.Add(-3)}},
		"thrice, the middle one latest": {[]event{asked(p, 9), asked(p, 3), asked(p, 5)},
			companyLoad{month: 1, year: 1, busy: 1, last: today.Add(-3)}},
		"two citizens": {[]event{asked(p, 3), asked(q, 5)},
			companyLoad{month: 2, year: 2, busy: 2, last: today.Add(-3)}},
		"there now":           {[]event{was(p, 30, 0, ongoing)}, companyLoad{now: 1, stays: 1, busy: 1}},
		"there from today":    {[]event{was(p, 0, 0, ongoing)}, companyLoad{now: 1, stays: 1, busy: 1}},
		"there from tomorrow": {[]event{was(p, -1, 0, ongoing)}, companyLoad{}},
		"there now and asked about": {[]event{was(p, 30, 0, ongoing), asked(p, 3)},
			companyLoad{month: 1, year: 1, now: 1, stays: 1, busy: 1, last: today.Add(-3)}},
		"there twice": {[]event{was(p, 30, 0, ongoing), was(p, 20, 0, ongoing)},
			companyLoad{now: 1, stays: 1, busy: 1}},
		"was there, and asked about": {[]event{was(p, 30, 20, noPlacement), asked(p, 3)},
			companyLoad{month: 1, year: 1, stays: 1, busy: 1, last: today.Add(-3)}},
		"ended on day 364": {[]event{was(p, 400, 364, endedUnpaid)}, companyLoad{stays: 1}},
		"ended on day 365": {[]event{was(p, 400, 365, endedUnpaid)}, companyLoad{stays: 1}},
		"ended on day 366": {[]event{was(p, 400, 366, endedUnpaid)}, companyLoad{}},
		"there although it should have ended": {[]event{was(p, 500, 400, ongoing)},
			companyLoad{now: 1, stays: 1, busy: 1}},
		"ended twice": {[]event{was(p, 400, 300, endedUnpaid), was(p, 200, 100, endedUnpaid)},
			companyLoad{stays: 1}},
		"two were there": {[]event{was(p, 400, 300, endedUnpaid), was(q, 200, 100, endedUnpaid)},
			companyLoad{stays: 2}},
		"was there long ago and lately": {[]event{was(p, 800, 700, endedUnpaid), was(p, 200, 100, endedUnpaid)},
			companyLoad{stays: 1}},
	} {
		if got := loadOf(c.history, today, self); got != c.want {
			t.Errorf("%s: got %+v, want %+v", name, got, c.want)
		}
	}
	if got := loadOf([]event{asked(0, 3)}, today, 0); got.last != today.Add(-3) {
		t.Errorf("nobody asks about nobody: got %+v, want the last day", got)
	}
}

// TestTrackRecord counts citizens whose placement ended, and those who went on.
func TestTrackRecord(t *testing.T) {
	end := func(who uint32, is placementFlags) event { return event{citizen: who, stay: isPlacement | is} }
	for name, c := range map[string]struct {
		history []event
		n, paid int
	}{
		"nothing":            {nil, 0, 0},
		"asked":              {[]event{{citizen: 1}}, 0, 0},
		"there":              {[]event{end(1, ongoing)}, 0, 0},
		"ended":              {[]event{end(1, endedUnpaid)}, 1, 0},
		"ended twice":        {[]event{end(1, endedUnpaid), end(1, endedUnpaid)}, 1, 0},
		"two ended":          {[]event{end(1, endedUnpaid), end(2, endedUnpaid)}, 2, 0},
		"led on":             {[]event{end(1, endedUnpaid|ledToPay)}, 1, 1},
		"led on by another":  {[]event{end(1, endedUnpaid), end(1, ledToPay)}, 1, 1},
		"another led on":     {[]event{end(1, endedUnpaid), end(2, ledToPay)}, 1, 0},
		"asked, then ended":  {[]event{{citizen: 1}, end(1, endedUnpaid)}, 1, 0},
		"ordinary only":      {[]event{end(1, ledToPay)}, 0, 0},
		"one of two led on":  {[]event{end(1, endedUnpaid), end(2, endedUnpaid|ledToPay)}, 2, 1},
		"there, then hosted": {[]event{end(1, ongoing), end(1, endedUnpaid)}, 1, 0},
	} {
		if n, paid := trackRecord(c.history); n != c.n || paid != c.paid {
			t.Errorf("%s: got %d and %d, want %d and %d", name, n, paid, c.n, c.paid)
		}
	}
}

// TestLimits: no limit said is 50 rows, below 0 all, else so many, in both directions.
func TestLimits(t *testing.T) {
	const all = defaultLimit + 3
	var places, people []model.Entity
	for i := range all {
		places = append(places, workplace("c"+strconv.Itoa(i), "2635", "561100"))
		c := citizen()
		c.ID = "p" + strconv.Itoa(i)
		g := goals("køkken")[0]
		g.ID, g.CitizenID = "g"+c.ID, c.ID
		people = append(people, c, g)
	}
	forward, back := build(t, places...), build(t, append(people, workplace("c", "2635", "561100"))...)
	for limit, want := range map[int]int{0: defaultLimit, 1: 1, 2: 2, all - 1: all - 1, all: all, all + 1: all,
		-1: all} {
		got := match(t, forward, Request{Citizen: citizen(), Goals: goals("køkken"), Limit: limit})
		if len(got.Rows) != want || got.Candidates != all || got.Total != all {
			t.Errorf("limit %d: got %d rows of %d of %d, want %d of %d", limit, len(got.Rows), got.Candidates,
				got.Total, want, all)
		}
		rev, err := back.Reverse(t.Context(), ReverseRequest{CompanyID: "c", Today: today, Limit: limit})
		if err != nil || len(rev.Rows) != want || rev.Candidates != all {
			t.Errorf("limit %d, citizens: got %d rows of %d, %v, want %d of %d", limit, len(rev.Rows), rev.Candidates,
				err, want, all)
		}
	}
}

// TestReverseOrder: the best first, equals by the seed, decisions of consultants and the day count as in Match.
func TestReverseOrder(t *testing.T) {
	person := func(id string, edit func(*model.Citizen)) []model.Entity {
		c := citizen()
		c.ID = id
		edit(c)
		g := goals("køkken")[0]
		g.ID, g.CitizenID = "g"+id, id
		return []model.Entity{c, g}
	}
	company := workplace("c", "2635", "561100")
	company.OpenPlaces, company.OpenOn, company.Danish = model.Some(1), today.Add(-100), "good"
	far := workplace("far", "8000", "561100")
	list := []model.Entity{company, far, &model.Override{Head: model.Head{ID: "o"}, CitizenID: "a", CompanyID: "far",
		Criterion: "travel", Reason: "bor der i ugen"}}
	for id, level := range map[string]string{"a": "good", "b": "fluent", "d": "everyday"} {
		list = append(list, person(id, func(c *model.Citizen) { c.Danish = level })...)
	}
	list = append(list, person("e", func(c *model.Citizen) { c.Danish, c.Days = "good", []string{"mon"} })...)
	s := build(t, list...)
	for seed := range uint32(4) {
		got, err := s.Reverse(t.Context(), ReverseRequest{CompanyID: "c", Today: today, Seed: seed})
		if err != nil || got.Blocked["danish"] != 1 || len(got.Rows) != 3 {
			t.Fatalf("got %+v, %v, want three rows and one that is blocked by Danish", got, err)
		}
		for i, row := range got.Rows[1:] {
			before := got.Rows[i]
			if before.Score < row.Score {
				t.Errorf("seed %d: %s with %d stands before %s with %d", seed, before.CitizenID, before.Score,
					row.CitizenID, row.Score)
			}
			if before.Score == row.Score && tieOf(seed, before.CitizenID) > tieOf(seed, row.CitizenID) {
				t.Errorf("seed %d: equals %s and %s stand in the wrong order", seed, before.CitizenID, row.CitizenID)
			}
		}
		if r := reason(t, got.Rows[0], "places"); r.Key != "match.places.old" {
			t.Errorf("got %s, want the places that were told a hundred days ago to be old", r.Key)
		}
	}
	got, err := s.Reverse(t.Context(), ReverseRequest{CompanyID: "far", Today: today})
	if err != nil || len(got.Rows) != 1 || got.Rows[0].CitizenID != "a" {
		t.Errorf("got %+v, %v, want the one whose way a consultant decided on", got, err)
	}
	if _, err := s.Reverse(t.Context(), ReverseRequest{CompanyID: "nobody"}); model.CodeOf(err) != model.NotFound {
		t.Errorf("got %v, want %s", err, model.NotFound)
	}
}

// TestWhatIfTries lists what is tried for a citizen: each thing that could be different, and nothing else.
func TestWhatIfTries(t *testing.T) {
	s := build(t, workplace("c", "2635", "561100"))
	for _, c := range []struct {
		name string
		edit func(*model.Citizen)
		want map[string]int
	}{
		{"as he is", func(*model.Citizen) {}, map[string]int{"minutes": 2, "mode": 2, "hours.fewer": 1,
			"hours.more": 1, "day": 5, "part": len(model.DayParts) - 1, "licence": len(model.Licences), "danish": 1}},
		{"no limit", func(c *model.Citizen) { c.MaxMinutes = model.Opt[int]{} },
			map[string]int{"minutes": 0, "mode": 0}},
		{"no postcode", func(c *model.Citizen) { c.Postcode = "" }, map[string]int{"minutes": 0, "mode": 0}},
		{"limit of one minute", func(c *model.Citizen) { c.MaxMinutes = model.Some(1) }, map[string]int{"minutes": 2}},
		{"on foot", func(c *model.Citizen) { c.Transport = []string{"foot"} }, map[string]int{"mode": 3}},
		{"by car, not known to walk", func(c *model.Citizen) { c.Transport = []string{"car"} },
			map[string]int{"mode": 2}},
		{"way of travelling not known", func(c *model.Citizen) { c.Transport = nil },
			map[string]int{"minutes": 2, "mode": 0}},
		{"hours not known", func(c *model.Citizen) { c.HoursNow = model.Opt[model.Hours]{} },
			map[string]int{"hours.fewer": 0, "hours.more": 0}},
		{"two hours", func(c *model.Citizen) { c.HoursNow = hours(2) },
			map[string]int{"hours.fewer": 0, "hours.more": 1}},
		{"a quarter more than two hours", func(c *model.Citizen) { c.HoursNow = inQuarters(9) },
			map[string]int{"hours.fewer": 1, "hours.more": 1}},
		{"two hours below a full week", func(c *model.Citizen) {
			c.HoursNow, c.HoursHoped = model.Some(model.FullWeek-twoHours), model.Some(model.FullWeek)
		}, map[string]int{"hours.fewer": 1, "hours.more": 1}},
		{"a quarter less than two hours below a full week", func(c *model.Citizen) {
			c.HoursNow, c.HoursHoped = model.Some(model.FullWeek-twoHours+1), model.Some(model.FullWeek)
		}, map[string]int{"hours.more": 0}},
		{"days and times not known", func(c *model.Citizen) { c.Days, c.DayParts = nil, nil },
			map[string]int{"day": 0, "part": 0}},
		{"one time of day", func(c *model.Citizen) { c.DayParts = model.DayParts[:1] },
			map[string]int{"part": len(model.DayParts) - 1}},
		{"all but one time of day", func(c *model.Citizen) { c.DayParts = model.DayParts[1:] },
			map[string]int{"part": 1}},
		{"two conditions", func(c *model.Citizen) { c.Conditions = model.ConditionKeys()[:2] },
			map[string]int{"condition": 2}},
		{"has licences", func(c *model.Citizen) { c.Licences = model.Licences[:2] },
			map[string]int{"licence": len(model.Licences) - 2}},
		{"best Danish", func(c *model.Citizen) { c.Danish = model.DanishLevels[len(model.DanishLevels)-1] },
			map[string]int{"danish": 0}},
		{"Danish not known", func(c *model.Citizen) { c.Danish = "" }, map[string]int{"danish": 0}},
	} {
		who := citizen()
		c.edit(who)
		list, err := s.WhatIf(t.Context(), Request{Citizen: who, Goals: goals("køkken"), Today: today})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]int{}
		for _, v := range list {
			got[v.Key]++
		}
		for key, want := range c.want {
			if got["match.whatif."+key] != want {
				t.Errorf("%s: %s is tried %d times, want %d", c.name, key, got["match.whatif."+key], want)
			}
		}
	}
}

// TestWhatIfGives tells how many more workplaces each change gives.
func TestWhatIfGives(t *testing.T) {
	driver, forklift, night := workplace("b", "2635", ""), workplace("f", "2635", ""), workplace("n", "2635", "561100")
	night.DayParts = []string{model.DayParts[len(model.DayParts)-1]}
	sunday, far := workplace("s", "2635", "561100"), workplace("w", "4000", "561100")
	sunday.Days = []string{"sun"}
	long := workplace("l", "2635", "561100")
	long.MinHours = hours(8)
	b, f := taskOf("b", "tb", "køkkenhjælp"), taskOf("f", "tf", "køkkenhjælp")
	b.Licences, f.Licences = []string{"B"}, []string{"forklift"}
	s := build(t, workplace("plain", "2635", "561100"), driver, forklift, night, sunday, long, far, b, f)
	who := citizen()
	who.MaxMinutes = model.Some(35) // to 4000 by car, not by bus
	list, err := s.WhatIf(t.Context(), Request{Citizen: who, Goals: goals("køkken"), Today: today})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, v := range list {
		got[fmt.Sprint(v.Key, v.Args)] = v.More
		if v.Candidates-v.More != 1 {
			t.Errorf("%s: %d candidates, %d more, want one as it is", v.Key, v.Candidates, v.More)
		}
	}
	for key, want := range map[string]int{
		"match.whatif.licencemap[licence:match.licence.name.B]":           1,
		"match.whatif.licencemap[licence:match.licence.name.forklift]":    1,
		"match.whatif.partmap[part:match.part." + night.DayParts[0] + "]": 1,
		"match.whatif.daymap[day:match.day.sun]":                          1,
		"match.whatif.daymap[day:match.day.sat]":                          0,
		"match.whatif.hours.moremap[n:2]":                                 1,
		"match.whatif.hours.fewermap[n:2]":                                0,
		"match.whatif.modemap[mode:match.mode.car]":                       1,
		"match.whatif.modemap[mode:match.mode.bus]":                       0,
		"match.whatif.minutesmap[n:10]":                                   0,
	} {
		if more, ok := got[key]; !ok || more != want {
			t.Errorf("%s: got %d, %v, want %d", key, more, ok, want)
		}
	}
}

// TestMissingAboutTheCitizen: each field that is not known is asked for, and nothing that is.
func TestMissingAboutTheCitizen(t *testing.T) {
	s := build(t, workplace("c", "2635", "561100"))
	fields := func(words string, edit func(*model.Citizen)) []string {
		who := citizen()
		edit(who)
		r := Request{Citizen: who, Today: today, Goals: []*model.Goal{}}
		if words != "" {
			r.Goals = goals(words)
		}
		var out []string
		for _, m := range match(t, s, r).Ask {
			out = append(out, m.Field)
		}
		return out
	}
	none := func(*model.Citizen) {}
	for _, c := range []struct {
		words string
		edit  func(*model.Citizen)
		want  []string
	}{
		{"køkken", none, nil},
		{"", none, []string{"goal"}},
		{"qwzx", none, []string{"goal_words"}},
		{"køkken", func(c *model.Citizen) { c.HoursNow = model.Opt[model.Hours]{} }, []string{"hours_now"}},
		{"køkken", func(c *model.Citizen) { c.Postcode = "" }, []string{"postcode"}},
		{"køkken", func(c *model.Citizen) { c.Transport = nil }, []string{"transport"}},
		{"køkken", func(c *model.Citizen) { c.MaxMinutes = model.Opt[int]{} }, []string{"max_minutes"}},
		{"køkken", func(c *model.Citizen) { c.Days = nil }, []string{"days"}},
		{"køkken", func(c *model.Citizen) { c.DayParts = nil }, []string{"day_parts"}},
		{"køkken om formiddagen", func(c *model.Citizen) { c.DayParts = nil }, []string{"day_parts"}},
		{"køkken om formiddagen", none, nil},
		{"køkken", func(c *model.Citizen) { c.Danish = "" }, []string{"danish"}},
	} {
		if got := fields(c.words, c.edit); !slices.Equal(got, c.want) {
			t.Errorf("%q: got %v, want %v", c.words, got, c.want)
		}
	}
}

// TestQuestionsOfARow: each is asked once, with what can be answered, and with what hangs on it.
func TestQuestionsOfARow(t *testing.T) {
	s := build(t, workplace("c", "2635", "561100"))
	got := match(t, s, Request{Citizen: citizen(), Goals: goals("køkken"), Today: today})
	list := Questions(got.Rows[0])
	seen := map[string]bool{}
	asked := 0
	for _, r := range got.Rows[0].Reasons {
		if r.Question != "" {
			asked++
		}
	}
	for n, q := range list {
		k := fmt.Sprint(q.Key, q.Answer)
		if seen[k] {
			t.Errorf("%s is asked twice", q.Key)
		}
		seen[k] = true
		if n > 0 && q.Swing > list[n-1].Swing {
			t.Errorf("%s moves %d points and is asked after one that moves %d", q.Key, q.Swing, list[n-1].Swing)
		}
	}
	if len(list) < 5 || len(list) > asked {
		t.Errorf("got %d questions of %d", len(list), asked)
	}
	for n, want := range map[int]int{-1: 0, 0: 0, 1: len(list), 2: len(list)} {
		if got := len(CallSheet(got, n)); got != want {
			t.Errorf("the first %d rows: got %d questions, want %d", n, got, want)
		}
	}
	for _, c := range []struct {
		answer Answer
		n      int
		many   bool
	}{
		{Answer{Type: "task", Field: "loads", Value: "outdoor"}, 2, false},
		{Answer{Type: "task", Field: "grows"}, 2, false},
		{Answer{Type: "company", Field: "danish"}, len(model.DanishLevels), false},
		{Answer{Type: "company", Field: "days"}, len(model.Days), true},
		{Answer{Type: "company", Field: "min_hours"}, 0, false}, {Answer{Type: "nothing", Field: "days"}, 0, false},
		{Answer{Type: "company", Field: "nothing"}, 0, false},
	} {
		if list, many := c.answer.choices(); len(list) != c.n || many != c.many {
			t.Errorf("%+v: got %d choices, many %v, want %d, %v", c.answer, len(list), many, c.n, c.many)
		}
	}
}

// TestAnswersOfTheWrongType are refused, and counts of places get their day.
func TestAnswersOfTheWrongType(t *testing.T) {
	q := Question{Answer: Answer{Type: "company", Field: "open_places"}}
	for _, row := range []model.Entity{taskOf("c", "t", ""), citizen()} {
		if got, err := q.Fill(row, "2", today); model.CodeOf(err) != model.Invalid {
			t.Errorf("%T: got %v, %v, want %s", row, got, err, model.Invalid)
		}
	}
	before := workplace("c", "2635", "")
	before.OpenOn = today.Add(-100)
	got, err := q.Fill(before, "2", today)
	if c, ok := got.(*model.Company); err != nil || !ok || c.OpenPlaces != model.Some(2) || c.OpenOn != today ||
		before.OpenPlaces.Known {
		t.Errorf("got %+v, %v, want two places told today, and the row itself as it was", got, err)
	}
	q.Answer.Field = "max_hours"
	got, err = q.Fill(before, "12", today)
	if c, ok := got.(*model.Company); err != nil || !ok || c.MaxHours != hours(12) || c.OpenOn != before.OpenOn {
		t.Errorf("got %+v, %v, want twelve hours, and the day of the places as it was", got, err)
	}
	q.Answer.Field = "nothing"
	if got, err := q.Fill(before, "2", today); model.CodeOf(err) != model.Invalid {
		t.Errorf("got %v, %v, want %s", got, err, model.Invalid)
	}
}

// TestLiftsStandByWhatTheyGive: the reasons that would lift the score most come first, those with nothing left to give
// are left out.
func TestLiftsStandByWhatTheyGive(t *testing.T) {
	list := []Reason{{Criterion: "task", Points: 50, Max: 100}, {Criterion: "a", Points: 1, Max: 5},
		{Criterion: "b", Points: 8, Max: 8}, {Criterion: "c", Points: 9, Max: 20}, {Criterion: "d", Points: 0, Max: 3},
		{Criterion: "e", Points: 18, Max: 20}}
	for range 2 {
		row := Row{Reasons: list}
		row.scored(fitWeight)
		var keys []string
		for _, r := range lifts(row) {
			keys = append(keys, r.Criterion)
		}
		if got := strings.Join(keys, " "); got != "task c e d a" && got != "task c a d e" {
			t.Errorf("got %s, want task and c first", got)
		}
		slices.Reverse(list)
	}
}

// TestNeedsToBeOnTheList: a workplace below the list says by how many points it is below the last one on it.
func TestNeedsToBeOnTheList(t *testing.T) {
	good, bad := workplace("good", "2635", "561100"), workplace("bad", "2635", "561100")
	good.PaysHours, bad.PaysHours = "does", "no"
	s := build(t, good, bad)
	r := Request{Citizen: citizen(), Goals: goals("køkken"), Today: today, Limit: 1}
	v, err := s.WhyNot(t.Context(), r, "bad")
	if err != nil || v.Standing != Below {
		t.Fatalf("got %+v, %v, want it below the list", v, err)
	}
	top, _ := s.WhyNot(t.Context(), r, "good")
	if want := top.Row.Score - v.Row.Score; v.Needs != want || want < 1 {
		t.Errorf("got %d, want %d", v.Needs, want)
	}
	// The filter narrows the list, but two that are set side by side are looked at all the same.
	r.Filter.IDs = []string{"good"}
	rows, pairs, err := s.Compare(r, "good", "bad")
	if err != nil || len(pairs) == 0 || rows[0].Score <= rows[1].Score || rows[1].Score != v.Row.Score {
		t.Errorf("got %d and %d points, %v, want %d and %d", rows[0].Score, rows[1].Score, err, top.Row.Score,
			v.Row.Score)
	}
}

// TestTheBetterTaskStandsForAWorkplace: one that nothing blocks goes first, then points, then fit; of equals the first.
func TestTheBetterTaskStandsForAWorkplace(t *testing.T) {
	plain := func(id string) *model.Task { return taskOf("c", id, "køkkenhjælp") }
	grows := func(id string) *model.Task { x := plain(id); x.Grows = model.Yes; return x }
	blocked := func(id string) *model.Task { x := plain(id); x.MinHours = hours(30); return x }
	kin := func(id string) *model.Task { x := blocked(id); x.Occupation = "opvasker"; return x }
	for name, c := range map[string]struct {
		a, b *model.Task
		want string
	}{
		"equal":                          {plain("a"), plain("b"), "a"},
		"more points second":             {plain("a"), grows("b"), "b"},
		"more points first":              {grows("a"), plain("b"), "a"},
		"blocked first":                  {blocked("a"), plain("b"), "b"},
		"blocked second":                 {plain("a"), blocked("b"), "a"},
		"both blocked, equal":            {blocked("a"), blocked("b"), "a"},
		"both blocked, second fits more": {kin("a"), blocked("b"), "b"},
		"both blocked, first fits more":  {blocked("a"), kin("b"), "a"},
		"blocked with points, plain kin": {blocked("a"), taskOf("c", "b", "opvasker"), "b"},
		"plain kin, blocked with points": {taskOf("c", "a", "opvasker"), blocked("b"), "a"},
		"closed and open": {func() *model.Task { x := grows("a"); x.Status = "closed"; return x }(),
			plain("b"), "b"},
		"neither tried nor paid, and one": {func() *model.Task {
			x := plain("a")
			x.Trial, x.Paid = model.No,
				model.No
			return x
		}(), plain("b"), "b"},
	} {
		s := build(t, workplace("c", "2635", "561100"), c.a, c.b)
		v, err := s.WhyNot(t.Context(), Request{Citizen: citizen(), Goals: goals("køkken"), Today: today}, "c")
		if err != nil || v.Row.TaskID != c.want {
			t.Errorf("%s: got %q, %v, want %q", name, v.Row.TaskID, err, c.want)
		}
	}
}

// TestLeastFit: what fits by 24 percent has nothing to do with the goal, by 25 it has; a bank of other tasks halves
// what the industry says.
func TestLeastFit(t *testing.T) {
	s := build(t, workplace("task", "2635", ""), taskOf("task", "t", "køkkenhjælp"),
		workplace("industry", "2635", "561100"))
	consider := func(id string, edit func(q *query, ch *chunk, i int)) outcome {
		slot, _ := s.slot(id)
		ch, i := s.at(slot)
		q := s.query(&Request{Citizen: citizen(), Goals: goals("køkken"), Today: today})
		aim, own := *q.goalFit, *ch
		aim.pieces = nil
		q.goalFit = &aim
		own.tasks = slices.Clone(ch.tasks)
		edit(q, &own, i)
		return *q.judgeCompany(new(scratch), &own, i, slot, 0)
	}
	for share, want := range map[uint8]bool{0: false, leastFit - 1: false, leastFit: true, leastFit + 1: true} {
		task := consider("task", func(_ *query, ch *chunk, _ int) {
			ch.tasks[0].links = [maxLinks]link{{ch.tasks[0].links[0].occupation, share}}
		})
		if got := task.block != noLink; got != want {
			t.Errorf("a task that fits by %d: got %v, want %v", share, got, want)
		}
		industry := consider("industry", func(q *query, ch *chunk,
			i int) {
			q.goalFit.industry[ch.companies[i].division] = industryFit(share)
		})
		if got := industry.block != noLink; got != want {
			t.Errorf("an industry that fits by %d: got %v, want %v", share, got, want)
		}
	}
	banked := consider("industry", func(q *query, ch *chunk,
		i int) {
		q.goalFit.industry[ch.companies[i].division] = industryFit(100)
	})
	if got := banked.option.fit.Percent; int(got) != FitIndustry.Most() {
		t.Errorf("an industry alone: got %d, want its most, %d", got, FitIndustry.Most())
	}
	c := banked.option.c
	q := s.query(&Request{Citizen: citizen(), Goals: goals("køkken"), Today: today})
	aim := *q.goalFit
	aim.industry[c.division], q.goalFit = industryFit(100), &aim
	if got := q.fitCompany(c, true).Percent; got != bankedShare {
		t.Errorf("an industry beside a bank: got %d, want %d", got, bankedShare)
	}
}

// industryFit is a division in which work that the goal names is so usual.
func industryFit(share uint8) placeFit {
	u := usualFit{named: usualWork{occupation: 1, share: share}}
	return placeFit{alone: u.from(FitIndustry, 100), banked: u.from(FitIndustry, bankedShare)}
}

// TestTalliesAddUp: what several workers counted is one count.
func TestTalliesAddUp(t *testing.T) {
	q := build(t).query(&Request{Limit: 1})
	got := q.join([]worker{
		{tally: tally{total: 1, sections: [3]int{2}, before: 3, blocked: [ruleCount + 1]int{4}}},
		{tally: tally{total: 10, sections: [3]int{10, 10}, before: 30, blocked: [ruleCount + 1]int{40, 5}}},
		{tally: tally{total: 100, sections: [3]int{0, 100, 100}, before: 300}},
	})
	if got.total != 111 || got.candidates() != 222 || got.before != 333 || got.blocked[0] != 44 || got.blocked[1] != 5 {
		t.Errorf("got %+v, want 111, 222, 333 and 44 and 5 blocked", got)
	}
}

// TestLikingIsSharedByTheUnitGroup from a link that is sure enough on, and the latest word stands.
func TestLikingIsSharedByTheUnitGroup(t *testing.T) {
	k := build(t).knowledge
	for sure, want := range map[uint8]bool{leastSure - 1: false, leastSure: true, leastSure + 1: true, 100: true} {
		mark, other := make([]bool, len(k.occupations)), slices.Repeat([]bool{true}, len(k.occupations))
		k.markRelated(link{k.number["kitchen"], sure}, mark, other)
		for id, kin := range map[string]bool{"kitchen": true, "wash": true, "store": false, "driver": false} {
			n := k.number[id]
			if mark[n] != (want && kin) || other[n] == (want && kin) {
				t.Errorf("sure by %d, %s: got %v and %v, want %v", sure, id, mark[n], other[n], want && kin)
			}
		}
	}
}

// TestTimeWishes: what the citizen has said of days and times stands, wishes narrow what was not said, one that leaves
// nothing is not followed.
func TestTimeWishes(t *testing.T) {
	for _, c := range []struct {
		have                     query
		wishes                   []string
		days, parts              uint8
		softDays, softTimes, met bool
	}{
		{query{}, nil, 0, 0, false, false, false},
		{query{}, []string{"weekends"}, weekend, 0, true, false, false},
		{query{}, []string{"no-weekends"}, weekdays, 0, true, false, false},
		{query{}, []string{"no-weekends", "weekends"}, weekdays, 0, true, false, false},
		{query{}, []string{"early-start"}, 0, early | morning, false, true, false},
		{query{}, []string{"daytime", "late-start"}, 0, morning | afternoon, false, true, false},
		{query{}, []string{"nights", "mornings"}, 0, night, false, true, false},
		{query{}, []string{"breaks"}, 0, 0, false, false, true},
		{query{}, []string{"part-time"}, 0, 0, false, false, false},
		{query{days: 1}, []string{"weekends"}, 1, 0, false, false, false},
		{query{dayParts: 1}, []string{"nights"}, 0, 1, false, false, false},
		{query{days: 1, dayParts: 1}, []string{"weekends", "nights", "breaks"}, 1, 1, false, false, true},
	} {
		q := c.have
		need := q.setTimeWishes(c.wishes)
		if q.days != c.days || q.dayParts != c.parts || q.softDays != c.softDays || q.softTimes != c.softTimes ||
			(need != 0) != c.met {
			t.Errorf("%v: got days %b %v, times %b %v, a condition %v; want %b %v, %b %v, %v", c.wishes, q.days,
				q.softDays, q.dayParts, q.softTimes, need != 0, c.days, c.softDays, c.parts, c.softTimes, c.met)
		}
	}
}

// TestGrowthNeedsAHope: who hopes for no more hours, or whose hours are not known, is not judged by growth.
func TestGrowthNeedsAHope(t *testing.T) {
	s := build(t, workplace("c", "2635", "561100"))
	for _, c := range []struct {
		now, hoped model.Opt[model.Hours]
		want       bool
	}{
		{hours(6), hours(6), false}, {hours(6), inQuarters(25), true}, {hours(6), inQuarters(23), false},
		{hours(6), model.Opt[model.Hours]{}, true},
		{model.Opt[model.Hours]{}, hours(20), false}, {model.Some(model.FullWeek), model.Opt[model.Hours]{}, false},
	} {
		who := citizen()
		who.HoursNow, who.HoursHoped = c.now, c.hoped
		row := match(t, s, Request{Citizen: who, Goals: goals("køkken")}).Rows[0]
		if got := slices.ContainsFunc(row.Reasons,
			func(r Reason) bool { return r.Criterion == "growth" }); got != c.want {
			t.Errorf("%v, hoped %v: got %v, want %v", c.now, c.hoped, got, c.want)
		}
	}
}

// TestOrderAndReasonsAgree: what is counted for the order is what the reasons say, also for the least Danish.
func TestOrderAndReasonsAgree(t *testing.T) {
	told, silent := workplace("told", "2635", "561100"), workplace("silent", "2635", "561100")
	told.Danish = "none"
	s := build(t, told, silent)
	for seed := range uint32(16) {
		got := match(t, s, Request{Citizen: citizen(), Goals: goals("køkken"), Seed: seed})
		if len(got.Rows) != 2 || got.Rows[0].CompanyID != "told" || got.Rows[0].Score <= got.Rows[1].Score {
			t.Errorf("seed %d: got %+v, want the one that asks for no Danish first", seed, got.Rows)
		}
	}
}

// TestQuestionsGoWhereTheAnswerBelongs: to the task when there is one, else to the workplace.
func TestQuestionsGoWhereTheAnswerBelongs(t *testing.T) {
	with := build(t, workplace("c", "2635", "561100"), taskOf("c", "t", "køkkenhjælp"))
	without := build(t, workplace("c", "2635", "561100"))
	for _, criterion := range []string{"hours", "days", "times"} {
		for want, s := range map[string]*Snapshot{"task": with, "company": without} {
			row := match(t, s, Request{Citizen: citizen(), Goals: goals("køkken")}).Rows[0]
			if got := reason(t, row, criterion).Answer.Type; got != want {
				t.Errorf("%s: got %s, want %s", criterion, got, want)
			}
		}
	}
	row := match(t, without, Request{Citizen: citizen(), Goals: goals("køkken")}).Rows[0]
	if got := reason(t, row, "task").Question; got != "match.ask.task" {
		t.Errorf("only the industry speaks: got %q, want match.ask.task", got)
	}
	named := workplace("n", "2635", "")
	named.Name = "Byens køkken"
	row = match(t, build(t, named), Request{Citizen: citizen(), Goals: goals("køkken")}).Rows[0]
	if got := reason(t, row, "task"); got.Question != "match.ask.tasks" || got.Key != "match.task.name" {
		t.Errorf("only the name speaks: got %s with question %q, want match.task.name with match.ask.tasks", got.Key,
			got.Question)
	}
	a, b := Answer{Type: "task", Field: "days"}, Answer{Type: "task", Field: "day_parts"}
	list := Questions(Row{CompanyID: "c", TaskID: "t", Reasons: []Reason{{Question: "q", Answer: a},
		{Question: "q", Answer: a}, {Question: "q", Answer: b}, {Question: "q", Answer: b},
		{Question: "r", Answer: a}, {}}})
	if len(list) != 3 {
		t.Errorf("got %d questions, want 3: two stand there twice", len(list))
	}
}

// TestClip cuts between letters.
func TestClip(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{{"abc", 3, "abc"}, {"abc", 2, "ab"}, {"abc", 0, ""}, {"aæ", 3, "aæ"}, {"aæ", 2, "a"}, {"æ", 1, ""},
		{"\x80\x80", 1, ""}} {
		if got := clip(c.text, c.n); got != c.want {
			t.Errorf("%q to %d: got %q, want %q", c.text, c.n, got, c.want)
		}
	}
}

// TestStems: short words and such that say nothing are left out, and a task has room for so many and no more.
func TestStems(t *testing.T) {
	k := build(t).knowledge
	for text, want := range map[string]int{"": 0, "x": 0, "xy": 0, "xyz": 1, "og": 0, "ikke": 0, "xyz xy xyw": 2} {
		if got := k.wordStems(text); len(got) != want {
			t.Errorf("%q: got %d words, want %d", text, len(got), want)
		}
	}
	for n, want := range map[int]int{1: 1, maxStems - 1: maxStems - 1, maxStems: maxStems, maxStems + 1: maxStems} {
		text := ""
		for i := range n {
			text += " qwz" + string(rune('b'+i)) + "k"
		}
		got := 0
		for _, h := range k.stems(text) {
			if h != 0 {
				got++
			}
		}
		if got != want {
			t.Errorf("%d words: got %d stems, want %d", n, got, want)
		}
	}
}

// TestPicksAreAskingInAPatchToo: a row of somebody else's list that has gone beyond "new" counts as asking, whether it
// was there at first, was changed, or went.
func TestPicksAreAskingInAPatchToo(t *testing.T) {
	w := &world{rows: map[string]model.Entity{}}
	w.write(workplace("c0", "2635", "561100"))
	w.write(workplace("c1", "2635", "561100"))
	w.write(citizen())
	w.write(&model.Citizen{Head: model.Head{ID: "bo"}, FirstName: "Bo"})
	s := build(t, w.list()...)
	list := func(citizen string, ago int) *model.Shortlist {
		return &model.Shortlist{Head: model.Head{ID: "l0"}, CitizenID: citizen, MadeOn: today.Add(-ago)}
	}
	pick := func(company, status string) *model.Pick {
		return &model.Pick{Head: model.Head{ID: "p0"}, ListID: "l0", CompanyID: company, Status: status}
	}
	quiet, asked := "match.load.quiet", "match.load.asked"
	for i, step := range []struct {
		change func() model.Change
		c0, c1 string
	}{
		{func() model.Change { return w.write(list("bo", 3)) }, quiet, quiet},
		{func() model.Change { return w.write(pick("c0", "")) }, quiet, quiet},
		{func() model.Change { return w.write(pick("c0", "new")) }, quiet, quiet},
		{func() model.Change { return w.write(pick("c0", "interested")) }, asked, quiet},
		{func() model.Change { return w.write(pick("c0", "yes")) }, asked, quiet},
		{func() model.Change { return w.write(pick("c1", "yes")) }, quiet, asked},
		{func() model.Change { return w.write(pick("c1", "new")) }, quiet, quiet},
		{func() model.Change { return w.write(pick("c1", "no")) }, quiet, asked},
		{func() model.Change { return w.write(list("bo", 31)) }, quiet, quiet},
		{func() model.Change { return w.write(list("bo", 30)) }, quiet, asked},
		{func() model.Change { return w.write(list("ann", 3)) }, quiet, quiet},
		{func() model.Change { return w.write(list("", 3)) }, quiet, quiet},
		{func() model.Change { return w.write(list("bo", 3)) }, quiet, asked},
		{func() model.Change { return w.remove(w.rows["pick/p0"]) }, quiet, quiet},
		{func() model.Change { return w.write(list("bo", 2)) }, quiet, quiet},
	} {
		c := step.change()
		s = s.Patch([]model.Change{c})
		for name, snap := range map[string]*Snapshot{"patched": s, "built": build(t, w.list()...)} {
			for id, want := range map[string]string{"c0": step.c0, "c1": step.c1} {
				v, err := snap.WhyNot(t.Context(), Request{Citizen: citizen(), Goals: goals("køkken"), Today: today},
					id)
				if err != nil {
					t.Fatal(err)
				}
				if got := reason(t, v.Row, "load").Key; got != want {
					t.Errorf("step %d, %s, %s: got %s, want %s", i, name, id, got, want)
				}
			}
		}
	}
}

// TestPlacementsAreFoundByTheNamesOfTheirOwners as these are now, and not at all once they are gone.
func TestPlacementsAreFoundByTheNamesOfTheirOwners(t *testing.T) {
	w := &world{rows: map[string]model.Entity{}}
	company := func(name string) *model.Company {
		c := workplace("c0", "2635", "561100")
		c.Name = name
		return c
	}
	person := func(name string) *model.Citizen {
		return &model.Citizen{Head: model.Head{ID: "bo"}, FirstName: name, Status: "active"}
	}
	placement := func(id, citizen, company string) *model.Placement {
		return &model.Placement{Head: model.Head{ID: id}, Ref: "F-000" + id[1:], CompanyID: company,
			CitizenID: citizen, Kind: "trial", State: "running", StartOn: today}
	}
	w.write(company("Hestestalden"))
	w.write(workplace("c1", "2635", "561100"))
	w.write(person("Bodil"))
	w.write(citizen())
	s := build(t, w.list()...)
	for i, change := range []func() model.Change{
		func() model.Change { return w.write(placement("f1", "bo", "c0")) },
		func() model.Change { return w.write(placement("f2", "bo", "c0")) },
		func() model.Change { return w.write(company("Kostalden")) },
		func() model.Change { return w.write(person("Margit")) },
		func() model.Change { return w.write(placement("f1", "ann", "c1")) },
		func() model.Change { return w.write(company("Grisestalden")) },
		func() model.Change { return w.write(person("Sofie")) },
		func() model.Change { return w.remove(w.rows["placement/f2"]) },
		func() model.Change { return w.write(company("Hestestalden")) },
		func() model.Change { return w.write(person("Bodil")) },
	} {
		s = s.Patch([]model.Change{change()})
		fresh := build(t, w.list()...)
		for _, words := range []string{"Hestestalden", "Kostalden", "Grisestalden", "Bodil", "Margit", "Sofie",
			"F-0001", "F-0002", "Firma c1"} {
			if got, want := hitsOf(t, s, words), hitsOf(t, fresh, words); !slices.Equal(got, want) {
				t.Errorf("step %d, %q:\n got %v\nwant %v", i, words, got, want)
			}
		}
	}
	// The company and its placement in one change set: the placement has the name that the company gets there.
	both := s.Patch([]model.Change{w.write(placement("f3", "bo", "c0")), w.write(company("Andegården")),
		w.write(person("Ellen"))})
	fresh := build(t, w.list()...)
	for _, words := range []string{"Andegården", "Ellen", "F-0003"} {
		if got, want := hitsOf(t, both, words), hitsOf(t, fresh, words); !slices.Equal(got, want) || len(got) == 0 {
			t.Errorf("at once, %q:\n got %v\nwant %v", words, got, want)
		}
	}
}

// TestBytesGrowWithTheRows: about so many for each row, text of IDs and touches included.
func TestBytesGrowWithTheRows(t *testing.T) {
	const n = 100
	size := func(add func(i int) []model.Entity) int {
		var list []model.Entity
		for i := range n {
			list = append(list, workplace(fmt.Sprintf("c%03d", i), "2635", ""))
			list = append(list, add(i)...)
		}
		s := build(t, list...)
		return s.Bytes() - s.Search().Bytes()
	}
	id := func(i int) string { return fmt.Sprintf("c%03d", i) }
	base := size(func(int) []model.Entity { return nil })
	for name, c := range map[string]struct {
		add         func(i int) []model.Entity
		least, most int // bytes for each
	}{
		"workplaces": {func(i int) []model.Entity { return []model.Entity{workplace("d"+id(i), "2635", "")} },
			companyBytes, companyBytes + 60},
		"with long IDs": {func(i int) []model.Entity {
			return []model.Entity{workplace(fmt.Sprintf("d%0200d", i),
				"2635", "")}
		}, companyBytes + 200, companyBytes + 260},
		"tasks": {func(i int) []model.Entity { return []model.Entity{taskOf(id(i), "t"+id(i), "")} },
			taskBytes, taskBytes + 60},
		"citizens": {func(i int) []model.Entity {
			return []model.Entity{&model.Citizen{Head: model.Head{ID: "p" + id(i)}}}
		}, 400, 400},
		"first contacts": {func(i int) []model.Entity {
			return []model.Entity{&model.Contact{Head: model.Head{ID: "k" + id(i)}, CompanyID: id(i), On: today}}
		}, 24 + eventBytes, 24 + eventBytes},
	} {
		if got := size(c.add) - base; got < n*c.least || got > n*c.most {
			t.Errorf("%d %s: got %d bytes more, want %d to %d", n, name, got, n*c.least, n*c.most)
		}
	}
}

// TestPatchOfAnEmptySnapshot: the first rows, in any order of one change set.
func TestPatchOfAnEmptySnapshot(t *testing.T) {
	empty := build(t)
	if v, err := empty.WhyNot(t.Context(), Request{Words: "køkken", Today: today}, "c"); err != nil ||
		v.Standing != NotThere {
		t.Errorf("got %+v, %v, want nobody there", v, err)
	}
	task, company := model.Add(taskOf("c", "t", "køkkenhjælp")), model.Add(workplace("c", "2635", "561100"))
	person, goal := model.Add(citizen()), model.Add(goals("køkken")[0])
	for name, list := range map[string][]model.Change{"parents first": {company, task, person, goal},
		"parents last": {task, goal, company, person}} {
		s := empty.Patch(list)
		if got := match(t, s, Request{Citizen: citizen()}); len(got.Rows) != 1 || got.Rows[0].TaskID != "t" {
			t.Errorf("%s: got %+v, want the task of the workplace", name, got.Rows)
		}
		gone := s.Patch([]model.Change{model.Remove(goal.After), model.Remove(person.After)})
		if hits := hitsOf(t, gone, "Ann"); len(hits) != 0 || gone.Citizens() != 0 {
			t.Errorf("%s: got %v and %d citizens after the only one was removed", name, hits, gone.Citizens())
		}
		if s.Citizens() != 1 {
			t.Errorf("%s: the snapshot before has %d citizens, want 1", name, s.Citizens())
		}
	}
}

// TestAPatchLeavesNamesOfBefore: the snapshot that was patched still finds by the old name, and a placement that goes
// in the same change set as its workplace's name does not come back.
func TestAPatchLeavesNamesOfBefore(t *testing.T) {
	old, renamed := workplace("c0", "2635", ""), workplace("c0", "2635", "")
	old.Name, renamed.Name = "Hestestalden", "Kostalden"
	p := &model.Placement{Head: model.Head{ID: "f1"}, Ref: "F-0001", CompanyID: "c0", CitizenID: "ann", Kind: "trial",
		State: "running", StartOn: today}
	s := build(t, old, citizen(), p)
	before := hitsOf(t, s, "Hestestalden")
	if !slices.Contains(before, "f1") {
		t.Fatalf("got %v, want the placement among them", before)
	}
	next := s.Patch([]model.Change{model.Edit(old, renamed)})
	if got := hitsOf(t, s, "Hestestalden"); !slices.Equal(got, before) {
		t.Errorf("got %v, want %v as before the patch", got, before)
	}
	if got := hitsOf(t, next, "Kostalden"); !slices.Contains(got, "f1") {
		t.Errorf("got %v, want the placement by the new name", got)
	}
	gone := s.Patch([]model.Change{model.Remove(p), model.Edit(old, renamed)})
	for _, words := range []string{"Kostalden", "F-0001"} {
		if got := hitsOf(t, gone, words); slices.Contains(got, "f1") {
			t.Errorf("%q: got %v, want no placement", words, got)
		}
	}
}

// TestWhatReasonsName: the words that a sentence is filled with.
func TestWhatReasonsName(t *testing.T) {
	company := workplace("c", "2635", "561100")
	company.Days = []string{"tue", "fri"}
	elsewhere := &model.Placement{Head: model.Head{ID: "f"}, CompanyID: "d", CitizenID: "ann", Kind: "trial",
		State: "ended", TaskWords: "køkkenhjælp",
		Liked: model.Yes, StartOn: today.Add(-30), EndedOn: today.Add(-20)}
	s := build(t, company, workplace("d", "2635", "561100"), citizen(), elsewhere)
	row := func(id string) Row {
		v, err := s.WhyNot(t.Context(), Request{Citizen: citizen(), Goals: goals("køkken"), Today: today}, id)
		if err != nil {
			t.Fatal(err)
		}
		return v.Row
	}
	if got := fmt.Sprint(reason(t, row("c"), "days").Args["common"]); got != "[match.day.tue]" {
		t.Errorf("days in common: got %s, want tue", got)
	}
	if got := reason(t, row("c"), "tried").Args; got["on"] != nil || got["occupation"] != "køkkenhjælp" {
		t.Errorf("tried elsewhere: got %v, want the work and no day", got)
	}
	if got := reason(t, row("d"), "tried").Args; got["on"] != today.Add(-30) {
		t.Errorf("tried here: got %v, want the day", got)
	}
	garden := build(t, workplace("g", "2635", "813000"), taskOf("g", "t", "gartnermedhjælper"))
	outside := match(t, garden, Request{Citizen: citizen(), Goals: goals("have, gerne ude")}).Rows[0]
	if got := reason(t, outside, "wishes").Args["occupation"]; got != "gartnermedhjælper" {
		t.Errorf("a wish that the work brings: got %v, want the work", got)
	}
	if got := filled("a", "", "b", ""); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("got %q, want a and b", got)
	}
}

// TestSharesOfGoals: a goal that was tried counts its share, kin in the unit and minor group theirs.
func TestSharesOfGoals(t *testing.T) {
	k := build(t).knowledge
	for status, want := range map[string]uint8{"": 100, "tried": triedShare} {
		if got := k.readGoals([]goal{{status: status,
			occupations: []string{"store"}}}, nil).named[k.number["store"]]; got != want {
			t.Errorf("%q: got %d, want %d", status, got, want)
		}
	}
	own := &knowledge{occupations: []model.Occupation{{ISCO: "9412"}, {ISCO: "9412"}, {ISCO: "9411"}, {ISCO: "9333"},
		{ISCO: "94"}, {}}}
	for share, want := range map[int][]uint8{
		100: {0, sameUnit, sameMinor, 0, 0, 0}, 50: {0, sameUnit / 2, sameMinor / 2, 0, 0, 0}, 0: {0, 0, 0, 0, 0, 0},
	} {
		fit := make([]uint8, len(own.occupations))
		if own.spreadToKin(fit, 0, share); !slices.Equal(fit, want) {
			t.Errorf("%d: got %v, want %v", share, fit, want)
		}
	}
	fit := make([]uint8, len(own.occupations))
	if own.spreadToKin(fit, 4, 100); slices.Max(fit) > 0 {
		t.Errorf("an occupation of no unit group: got %v, want no kin", fit)
	}
	if got := k.linksOf("lagermedarbejder"); got[0] != (link{k.number["store"], 100}) || got[1].sure != 0 {
		t.Errorf("the name of an occupation: got %v, want it alone", got)
	}
	for _, text := range []string{"", "qwzx"} {
		if got := k.linksOf(text); got[0].sure != 0 {
			t.Errorf("%q: got %v, want nothing", text, got)
		}
	}
}

// TestPointsAreTheReasons: for every scene of the tables, what the order is made from is what the reasons add up to.
func TestPointsAreTheReasons(t *testing.T) {
	judged := 0
	for _, c := range slices.Concat(judgeCases, edgeCases) {
		s := &scene{citizen: citizen(), company: workplace("c", "2635", "561100"),
			task: taskOf("c", "t", "køkkenhjælp"), goal: "køkken"}
		if c.edit != nil {
			c.edit(s)
		}
		list := append(s.more, s.company, s.citizen, workplace("d", "2635", "561100"))
		if s.task != nil {
			list = append(list, s.task)
		}
		snap := build(t, list...)
		q := snap.query(&Request{Citizen: s.citizen, Goals: goals(s.goal), Today: today})
		slot, _ := snap.slot("c")
		ch, i := snap.at(slot)
		f := q.judgeCompany(new(scratch), ch, i, slot, 0)
		if f.block != noBlock {
			continue
		}
		judged++
		row := q.row(slot)
		if want := keyShown(row); f.key != want {
			t.Errorf("%s/%s: got %d, want the %d of the reasons", c.criterion, c.name, f.key, want)
		}
	}
	if judged < 50 {
		t.Errorf("only %d scenes were judged", judged)
	}
}

// TestCriteriaThatAreLeftOut: whoever can every day and at every time is not judged by them.
func TestCriteriaThatAreLeftOut(t *testing.T) {
	s := build(t, workplace("c", "2635", "561100"))
	for _, c := range []struct {
		days, parts []string
		want        string
	}{
		{model.Days, model.DayParts, ""}, {model.Days[1:], model.DayParts, "days"},
		{model.Days, model.DayParts[1:], "times"},
		{nil, nil, ""},
	} {
		who := citizen()
		who.Days, who.DayParts = c.days, c.parts
		got := ""
		for _, r := range match(t, s, Request{Citizen: who, Goals: goals("køkken")}).Rows[0].Reasons {
			if r.Criterion == "days" || r.Criterion == "times" {
				got += r.Criterion
			}
		}
		if got != c.want {
			t.Errorf("%v, %v: got %q, want %q", c.days, c.parts, got, c.want)
		}
	}
}

// TestDecisionsOfTheRequestReplaceThoseOfTheDatabase, also when there are none.
func TestDecisionsOfTheRequestReplaceThoseOfTheDatabase(t *testing.T) {
	over := &model.Override{Head: model.Head{ID: "o"}, CitizenID: "ann", CompanyID: "far", Criterion: "travel",
		Reason: "r"}
	s := build(t, workplace("far", "8000", "561100"), over)
	for name, c := range map[string]struct {
		list []*model.Override
		want int
	}{"not given": {nil, 1}, "none": {[]*model.Override{}, 0}, "the same": {[]*model.Override{over}, 1}} {
		if got := match(t,
			s, Request{Citizen: citizen(), Goals: goals("køkken"), Overrides: c.list}); len(got.Rows) != c.want {
			t.Errorf("%s: got %d rows, want %d", name, len(got.Rows), c.want)
		}
	}
}

// TestDivisions: two digits are a division, less is none.
func TestDivisions(t *testing.T) {
	for code, want := range map[string]uint8{"": 0, "5": 0, "56": 56, "561100": 56, "01": 1, "00": 0} {
		if got := division(code); got != want {
			t.Errorf("%q: got %d, want %d", code, got, want)
		}
	}
}
