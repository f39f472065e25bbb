package matching

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

func TestWhyNot(t *testing.T) {
	closed := workplace("closed", "2635", "561100")
	closed.Status = "ceased"
	good := workplace("good", "2635", "561100")
	good.PaysHours = "does"
	s := build(t, good, workplace("plain", "2635", "561100"), workplace("far", "8000", "561100"),
		workplace("other", "2635", "461000"), closed)
	r := Request{Citizen: citizen(), Goals: goals("køkken"), Today: today, Limit: 1}
	for id, want := range map[string]struct {
		standing Standing
		block    string
		rank     int
	}{
		"good": {Shown, "", 1}, "plain": {Below, "", 2}, "far": {Blocked, "travel", 0},
		"other": {NoLink, BlockNoLink, 0}, "closed": {Blocked, BlockCeased, 0}, "nobody": {NotThere, "", 0},
	} {
		v, err := s.WhyNot(t.Context(), r, id)
		if err != nil || v.Standing != want.standing || v.Block != want.block || v.Rank != want.rank {
			t.Errorf("%s: got %s %q rank %d, %v; want %s %q rank %d", id, v.Standing, v.Block, v.Rank, err,
				want.standing, want.block, want.rank)
		}
		if id != "nobody" && len(v.Row.Reasons) == 0 {
			t.Errorf("%s: no reasons", id)
		}
	}
	v, _ := s.WhyNot(t.Context(), r, "plain")
	if v.Of != 2 || v.Needs < 1 || len(v.Lifts) == 0 || v.Lifts[0].Criterion != "task" {
		t.Errorf("below: got of %d, needs %d, first lift %+v; want 2, some, and the task, which has most left",
			v.Of, v.Needs, v.Lifts)
	}
	r.Filter.Divisions = []string{"46"}
	if v, _ := s.WhyNot(t.Context(), r, "good"); v.Standing != Filtered || len(v.Row.Reasons) == 0 {
		t.Errorf("filtered: got %s with %d reasons", v.Standing, len(v.Row.Reasons))
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.WhyNot(ctx, Request{Words: "køkken"}, "good"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
}

// The rank that WhyNot gives is the place in the whole list.
func TestWhyNotRanksAsMatchDoes(t *testing.T) {
	var list []model.Entity
	for i := range 40 {
		c := workplace("c"+strconv.Itoa(i), testPostcodes[i%3], "561100")
		c.PaysHours = model.PaysAnswers[i%4]
		list = append(list, c)
	}
	s := build(t, list...)
	r := Request{Citizen: citizen(), Goals: goals("køkken"), Today: today, Seed: 4, Limit: -1}
	all := idsOf(match(t, s, r))
	r.Limit = 5
	for i, id := range all {
		v, err := s.WhyNot(t.Context(), r, id)
		if err != nil || v.Rank != i+1 || v.Of != len(all) || (v.Standing == Shown) != (i < 5) {
			t.Fatalf("%s: got %s, %d of %d, %v; want %d of %d", id, v.Standing, v.Rank, v.Of, err, i+1, len(all))
		}
	}
}

func TestCompare(t *testing.T) {
	a, b := workplace("a", "2635", "561100"), workplace("b", "8000", "461000")
	s := build(t, a, b)
	rows, pairs, err := s.Compare(Request{Citizen: citizen(), Goals: goals("køkken"), Today: today}, "a", "b")
	if err != nil || rows[0].CompanyID != "a" || rows[1].CompanyID != "b" || len(pairs) != len(rows[0].Reasons) {
		t.Fatalf("got %v, %d pairs, %v", rows, len(pairs), err)
	}
	for _, p := range pairs {
		if p.A.Criterion != p.Criterion || p.B.Criterion != p.Criterion || p.A.Item != p.B.Item || p.A.Max != p.B.Max {
			t.Errorf("not the same thing side by side: %+v", p)
		}
	}
	if _, _, err := s.Compare(Request{}, "a", "nobody"); model.CodeOf(err) != model.NotFound {
		t.Errorf("got %v, want not found", err)
	}
}

func TestWhatIf(t *testing.T) {
	near, far, heavy, weekend := workplace("near", "2635", "561100"), workplace("far", "2605", "561100"),
		workplace("heavy", "2635", "561100"), workplace("weekend", "2635", "561100")
	heavy.CannotOffer = []string{"no_lifting"}
	weekend.Days = []string{"sat"}
	s := build(t, near, far, heavy, weekend)
	c := citizen()
	c.MaxMinutes, c.Conditions = model.Some(25), []string{"no_lifting"}
	got, err := s.WhatIf(t.Context(), Request{Citizen: c, Goals: goals("køkken"), Today: today})
	if err != nil {
		t.Fatal(err)
	}
	more := map[string]int{}
	for _, v := range got {
		key := v.Key
		if d, ok := v.Args["day"]; ok {
			key += "." + string(d.(Word))
		}
		if n, ok := v.Args["n"]; ok && v.Key == "match.whatif.minutes" {
			key += "." + strconv.Itoa(n.(int))
		}
		more[key] = v.More
	}
	for key, want := range map[string]int{"match.whatif.minutes.10": 1, "match.whatif.condition": 1,
		"match.whatif.day.match.day.sat": 1, "match.whatif.day.match.day.wed": 0} {
		if n, ok := more[key]; !ok || n != want {
			t.Errorf("%s: got %d more (%v), want %d", key, n, ok, want)
		}
	}
	if !slices.IsSortedFunc(got, func(a, b Variation) int { return b.More - a.More }) {
		t.Error("not in the order of what they give")
	}
	if got := match(t, s, Request{Citizen: c, Goals: goals("køkken")}); got.Candidates != 1 {
		t.Errorf("trying changed something: %d candidates, want 1", got.Candidates)
	}
}

func TestCallSheet(t *testing.T) {
	c := citizen()
	c.Conditions = []string{"no_lifting", "quiet"}
	s := build(t, workplace("a", "2635", "561100"), taskOf("a", "t", "køkkenhjælp"), workplace("b", "2635", "561100"))
	r := match(t, s, Request{Citizen: c, Goals: goals("køkken")})
	sheet := CallSheet(r, 1)
	var order []string
	for _, q := range sheet {
		if q.CompanyID != "a" {
			t.Errorf("asks %s, want only the first", q.CompanyID)
		}
		if (q.Answer.Type == "task") != (q.TaskID == "t") {
			t.Errorf("%s: task %q for an answer that goes to the %s", q.Key, q.TaskID, q.Answer.Type)
		}
		order = append(order, q.Criterion)
	}
	want := []string{"places", "hours", "days", "times", "conditions", "conditions", "danish", "record", "growth",
		"pays"}
	if !slices.Equal(order, want) {
		t.Errorf("got the order %v, want %v", order, want)
	}
	if n := len(CallSheet(r, 99)); n <= len(sheet) {
		t.Errorf("all rows give %d questions, one gives %d", n, len(sheet))
	}
	if len(CallSheet(r, -1)) != 0 || len(CallSheet(&Ranking{}, 3)) != 0 {
		t.Error("questions for nobody")
	}
}

// Every question's answer can be written, and then the question is not asked again.
func TestAnswersGoIntoTheProfile(t *testing.T) {
	company, task := workplace("c", "", "561100"), taskOf("c", "t", "chauffør")
	c := citizen()
	c.Conditions = []string{"no_lifting", "accessible"}
	r := Request{Citizen: c, Goals: goals("chauffør, gerne ude"), Today: today}
	row := match(t, build(t, company, task), r).Rows[0]
	questions := Questions(row)
	if len(questions) < 12 {
		t.Fatalf("got %d questions, want one for everything that is not known", len(questions))
	}
	typed := map[string]string{"min_hours": "4", "max_hours": "20", "open_places": "2", "hosted": "3",
		"hosted_paid": "1", "postcode": "2635"}
	for _, q := range questions {
		values := []string{typed[q.Answer.Field]}
		if len(q.Options) > 0 {
			values = nil
			for _, o := range q.Options {
				values = append(values, o.Value)
			}
		}
		for _, v := range values {
			var rows []model.Entity
			row := model.Entity(company)
			if q.Answer.Type == "task" {
				row = task
			}
			after, err := q.Fill(row, v, today)
			if err != nil {
				t.Errorf("%s = %q: %v", q.Key, v, err)
				continue
			}
			if schema.Equal(after, row) {
				t.Errorf("%s = %q changed nothing", q.Key, v)
			}
			rows = []model.Entity{after, task}
			if q.Answer.Type == "task" {
				rows = []model.Entity{company, after}
			}
			again, err := build(t, rows...).WhyNot(t.Context(), r, "c")
			if err != nil {
				t.Fatal(err)
			}
			if slices.ContainsFunc(Questions(again.Row), func(x Question) bool { return x.Key == q.Key }) {
				t.Errorf("%s = %q: asked again", q.Key, v)
			}
		}
	}
	if _, err := questions[0].Fill(&model.Citizen{}, "ja", today); model.CodeOf(err) != model.Invalid {
		t.Errorf("an answer written on a citizen: got %v, want refused", err)
	}
	if company.Offers != nil || task.FreeOf != nil {
		t.Error("Fill changed the row it was given")
	}
}

func TestReverse(t *testing.T) {
	person := func(id, postcode string) *model.Citizen {
		c := citizen()
		c.ID, c.Postcode = id, postcode
		return c
	}
	goal := func(id, words string) *model.Goal {
		return &model.Goal{Head: model.Head{ID: "g" + id}, CitizenID: id, Words: words}
	}
	gone := person("gone", "2635")
	gone.Status = "closed"
	company := workplace("c", "2635", "561100")
	s := build(t, company, taskOf("c", "t", "køkkenhjælp"), taskOf("c", "u", "lagermedarbejder"),
		person("near", "2635"), goal("near", "køkken"), person("far", "8000"), goal("far", "køkken"),
		person("store", "2635"), goal("store", "lager"),
		person("silent", "2635"), gone, goal("gone", "køkken"))
	got, err := s.Reverse(t.Context(), ReverseRequest{CompanyID: "c", TaskID: "t", Today: today})
	if err != nil || len(got.Rows) != 1 || got.Rows[0].CitizenID != "near" || got.Rows[0].TaskID != "t" ||
		got.Total != 3 || got.Blocked["travel"] != 1 {
		t.Fatalf("one task: got %+v, %v", got, err)
	}
	forward := match(t, s, Request{Citizen: person("near", "2635")})
	if a, b := got.Rows[0], forward.Rows[0]; a.Score != b.Score || len(a.Reasons) != len(b.Reasons) {
		t.Errorf("the same pair scores %d one way and %d the other", a.Score, b.Score)
	}
	got, err = s.Reverse(t.Context(), ReverseRequest{CompanyID: "c", Today: today, Limit: -1})
	if err != nil || len(got.Rows) != 2 {
		t.Errorf("the whole workplace: got %+v, %v; want kitchen and store", got, err)
	}
	for _, r := range []ReverseRequest{{CompanyID: "nobody"}, {CompanyID: "c", TaskID: "nothing"}} {
		if _, err := s.Reverse(t.Context(), r); model.CodeOf(err) != model.NotFound {
			t.Errorf("%+v: got %v, want not found", r, err)
		}
	}
}
