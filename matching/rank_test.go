package matching

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"jobspor/model"
)

// plain ranks without any of the ways that make Match fast: every company explained, everything sorted.
func plain(s *Snapshot, r Request) (order []string, candidates int, blocked map[string]int) {
	q := s.query(&r)
	type entry struct {
		id  string
		key key
		tie uint64
	}
	var all []entry
	blocked = map[string]int{}
	for n, ch := range s.chunks {
		for i := range ch.companies {
			slot := uint32(n*chunkSize + i)
			f := q.judgeCompany(new(scratch), ch, i, slot, 0)
			if f.block == noLink || f.block == isSkipped {
				continue
			}
			row := q.row(slot)
			key := ""
			if ch.companies[i].state == ceased {
				key = BlockCeased
			} else if at := slices.IndexFunc(row.Reasons, func(r Reason) bool { return r.Blocks }); at >= 0 {
				key = row.Reasons[at].Criterion
			}
			if key != "" {
				blocked[key]++
				continue
			}
			all = append(all, entry{ch.id(i), keyShown(row), tieOf(r.Seed, ch.id(i))})
		}
	}
	slices.SortFunc(all, func(a, b entry) int {
		switch {
		case a.key != b.key:
			return int(b.key - a.key)
		case a.tie != b.tie && a.tie < b.tie, a.tie == b.tie && a.id < b.id:
			return -1
		}
		return 1
	})
	for _, e := range all {
		order = append(order, e.id)
	}
	limit := r.Limit
	if limit == 0 {
		limit = defaultLimit
	}
	if limit > 0 {
		order = order[:min(limit, len(order))]
	}
	return order, len(all), blocked
}

// keyShown is the key of a row as it can be worked out from what is shown of it.
func keyShown(row Row) key {
	section := slices.Index(sections[:], row.Section)
	if row.Source == FitNoGoal {
		return keyOf(section, 0, 0, 0, 0)
	}
	return keyOf(section, row.Score, row.Fit, row.Points, row.Most)
}

func idsOf(r *Ranking) (out []string) {
	for _, row := range r.Rows {
		out = append(out, row.CompanyID)
	}
	return out
}

func TestFastIsPlain(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := build(t, anyRows(rt)...)
		r := anyRequest(rt)
		want, candidates, blocked := plain(s, r)
		got := match(t, s, r)
		if !slices.Equal(idsOf(got), want) || got.Candidates != candidates || !reflect.DeepEqual(got.Blocked, blocked) {
			rt.Fatalf("got %v of %d, blocked %v; want %v of %d, blocked %v", idsOf(got), got.Candidates, got.Blocked,
				want, candidates, blocked)
		}
	})
}

// What is shown is what counted: fit, circumstances and score can be worked out from the reasons alone, for
// workplaces and for citizens.
func TestScoreIsMadeOfReasons(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := anyRows(rt)
		r := anyRequest(rt)
		r.Limit = -1
		for _, row := range match(t, build(t, list...), r).Rows {
			addsUp(rt, row, r.Weights)
		}
		c := anyCitizen(rt)
		list = append(list, c)
		for _, g := range r.Goals {
			list = append(list, g)
		}
		got, err := build(t, list...).Reverse(context.Background(),
			ReverseRequest{CompanyID: "c0", Today: today, Weights: r.Weights, Limit: -1})
		if err != nil {
			rt.Fatal(err)
		}
		for _, row := range got.Rows {
			addsUp(rt, row, r.Weights)
		}
	})
}

// addsUp adds up the reasons of a row as a person would.
func addsUp(rt *rapid.T, row Row, w Weights) {
	who := row.CompanyID + row.CitizenID
	points, most, fit := 0, 0, 0
	for _, x := range row.Reasons {
		if x.Criterion == "task" {
			fit = x.Points
		} else {
			points, most = points+x.Points, most+x.Max
		}
		if x.Points < 0 || x.Points > x.Max || x.Blocks || x.Key == "" {
			rt.Fatalf("%s: impossible reason %+v", who, x)
		}
		if neutral := (Neutral*x.Max + 50) / 100; x.Unknown && x.Points != neutral {
			rt.Fatalf("%s: unknown gives %d of %d, want %d: %+v", who, x.Points, x.Max, neutral, x)
		}
		if x.Unknown && x.Question == "" && x.Criterion != "wishes" {
			rt.Fatalf("%s: unknown asks nothing: %+v", who, x)
		}
	}
	circumstances := 100
	if most > 0 {
		circumstances = int(float64(100*points)/float64(most) + 0.5)
	}
	want, base := circumstances, w.FitBase()
	if base > 0 {
		want = int(float64(fit)*(float64(base)+0.4*float64(circumstances))/float64(base+40) + 0.5 + 1e-9)
	}
	if row.Fit != fit || row.Circumstances != circumstances || row.Score != want || row.Points != points ||
		row.Most != most || row.Base != base {
		rt.Fatalf("%s: %+v, reasons give fit %d, circumstances %d of %d = %d, score %d", who, row, fit, points, most,
			circumstances, want)
	}
	if row.Low > row.Score || row.High < row.Score {
		rt.Fatalf("%s: score %d is not between %d and %d", who, row.Score, row.Low, row.High)
	}
	if row.Section == Good && fit < GoodFit {
		rt.Fatalf("%s: %s with a fit of %d", who, row.Section, fit)
	}
}

func TestManyChunksAndWorkers(t *testing.T) {
	var list []model.Entity
	for i := range 12 * chunkSize {
		c := workplace(fmt.Sprintf("c%06d", i), testPostcodes[i%5], []string{"561100", "461000", "991000"}[i%3])
		if i%7 == 0 {
			c.PaysHours = model.PaysAnswers[i/7%4]
		}
		list = append(list, c)
	}
	s := build(t, list...)
	r := Request{Citizen: citizen(), Goals: goals("køkken"), Today: today, Seed: 9, Limit: 40}
	want, candidates, _ := plain(s, r)
	for range 5 {
		got := match(t, s, r)
		if !slices.Equal(idsOf(got), want) || got.Candidates != candidates {
			t.Fatalf("got %v, want %v", idsOf(got), want)
		}
	}
}

func TestSeedOrdersEqualsOnly(t *testing.T) {
	var list []model.Entity
	for i := range 20 {
		list = append(list, workplace("c"+strconv.Itoa(i), "2635", "561100"))
	}
	list = append(list, taskOf("c7", "t", "køkkenhjælp"))
	s := build(t, list...)
	first := map[string]bool{}
	for seed := range uint32(8) {
		r := Request{Citizen: citizen(), Goals: goals("køkken"), Seed: seed}
		got, again := idsOf(match(t, s, r)), idsOf(match(t, s, r))
		if !slices.Equal(got, again) {
			t.Fatalf("seed %d: got %v, then %v", seed, got, again)
		}
		if got[0] != "c7" {
			t.Errorf("seed %d: got %s first, want the one that fits best", seed, got[0])
		}
		first[got[1]] = true
	}
	if len(first) < 4 {
		t.Errorf("got %d different workplaces first among equals in 8 days, want them to take turns", len(first))
	}
}

// The shuffle is a promise: a list of a past day can be made again on another machine.
func TestTieIsAsDocumented(t *testing.T) {
	if got, want := tieOf(0, ""), uint64(0x4d25767f9dce13f5); got != want {
		t.Errorf("tieOf(0, \"\") = %#x, want FNV-1a of four zero bytes %#x", got, want)
	}
	if tieOf(1, "a") == tieOf(2, "a") || tieOf(1, "a") == tieOf(1, "b") {
		t.Error("seed or ID plays no part")
	}
}

func TestCancelledMatchGivesNoList(t *testing.T) {
	s := build(t, workplace("c", "2635", "561100"))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if r, err := s.Match(ctx, Request{Words: "køkken"}); !errors.Is(err, context.Canceled) || r != nil {
		t.Errorf("Match = %v, %v; want no list and the context's error", r, err)
	}
	if _, err := Build(ctx, sourceOf(workplace("c", "", "")), testOptions); !errors.Is(err, context.Canceled) {
		t.Errorf("Build = %v, want the context's error", err)
	}
}

func TestOddGoalsAreBorne(t *testing.T) {
	s := build(t, workplace("c", "2635", "561100"), taskOf("c", "t", "køkkenhjælp"))
	for _, w := range []string{"", " ", "x", "!!!", "😀", "\x00", "\xff\xfe", "\u202ekøkken",
		string(make([]byte, 10_000)), "ikke ikke ikke", "uden"} {
		if got := match(t, s, Request{Words: w, From: "2635"}); got.Total != 1 {
			t.Errorf("%q: looked at %d workplaces, want 1", w, got.Total)
		}
	}
	empty := build(t)
	if got := match(t, empty, Request{Words: "køkken"}); got.Total != 0 || len(got.Rows) != 0 {
		t.Errorf("empty database: got %+v", got)
	}
}

func TestGoalWithoutCitizen(t *testing.T) {
	s := build(t, workplace("near", "2635", "561100"), workplace("far", "8000", "561100"))
	got := match(t, s, Request{Words: "noget med køkken", From: "2635"})
	if !slices.Equal(idsOf(got), []string{"near", "far"}) {
		t.Errorf("got %v, want the near one first and the far one not blocked: nobody has said a limit", idsOf(got))
	}
	for _, key := range []string{"hours", "days", "danish", "licence"} {
		if slices.ContainsFunc(got.Rows[0].Reasons, func(r Reason) bool { return r.Criterion == key }) {
			t.Errorf("%s counted without a citizen", key)
		}
	}
	if len(got.Ask) > 0 {
		t.Errorf("asks %v about a citizen that is not there", got.Ask)
	}
}

func TestFilter(t *testing.T) {
	a, b, c := workplace("a", "2635", "561100"), workplace("b", "2635", "871000"), workplace("c", "2635", "561100")
	a.Relation, c.Relation = "partner", "contact"
	s := build(t, a, b, c, taskOf("b", "t", "køkkenhjælp"))
	for _, f := range []struct {
		filter Filter
		want   []string
	}{
		{Filter{IDs: []string{"a", "nobody"}}, []string{"a"}}, {Filter{IDs: []string{}}, nil},
		{Filter{Divisions: []string{"87"}}, []string{"b"}},
		{Filter{Relations: []string{"partner"}}, []string{"a"}}, {Filter{TaskBank: true}, []string{"b"}},
		{Filter{}, []string{"a", "b", "c"}},
	} {
		got := idsOf(match(t, s, Request{Words: "køkken", From: "2635", Filter: f.filter}))
		slices.Sort(got)
		if !slices.Equal(got, f.want) {
			t.Errorf("%+v: got %v, want %v", f.filter, got, f.want)
		}
	}
}

func TestWeightsRerank(t *testing.T) {
	near, pays := workplace("near", "2635", "561100"), workplace("pays", "2605", "561100")
	pays.PaysHours, near.PaysHours = "does", "maybe"
	s := build(t, near, pays)
	c := citizen()
	c.MaxMinutes = model.Some(40)
	first := func(w Weights) string {
		return match(t, s, Request{Citizen: c, Goals: goals("køkken"), Weights: w}).Rows[0].CompanyID
	}
	if got := first(Weights{"pays": 300, "travel": 0}); got != "pays" {
		t.Errorf("pay alone: got %s", got)
	}
	if got := first(Weights{"pays": 0, "travel": 300}); got != "near" {
		t.Errorf("the way alone: got %s", got)
	}
	row := match(t, s, Request{Citizen: c, Goals: goals("køkken"), Weights: Weights{"pays": 0}}).Rows[0]
	if r := reason(t, row, "pays"); r.Max != 0 || r.Points != 0 {
		t.Errorf("weight 0 still counts: %+v", r)
	}
}
