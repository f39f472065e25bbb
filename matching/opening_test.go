package matching

import (
	"testing"

	"jobspor/model"
)

func adOf(company, id, title string, published, deadline model.Date) *model.Opening {
	return &model.Opening{Head: model.Head{ID: id}, CompanyID: company, Title: title, PublishedOn: published,
		DeadlineOn: deadline}
}

// orderOf is what the criterion says of company a for somebody who wants to work in a kitchen.
func orderOf(t *testing.T, rows ...model.Entity) Reason {
	t.Helper()
	s := build(t, append(rows, workplace("a", "2635", "561100"))...)
	got := match(t, s, Request{Citizen: citizen(), Goals: goals("køkken")})
	if len(got.Rows) != 1 {
		t.Fatalf("got %d rows, want company a", len(got.Rows))
	}
	return reason(t, got.Rows[0], "order")
}

// TestAdsAgeOut: the day before, on and after the last day.
func TestAdsAgeOut(t *testing.T) {
	for _, c := range []struct {
		published, deadline model.Date
		counts              bool
	}{
		{today.Add(-10), today.Add(1), true},
		{today.Add(-10), today, true},
		{today.Add(-10), today.Add(-1), false},
		{today.Add(1 - model.OpeningDays), 0, true},
		{today.Add(-model.OpeningDays), 0, true},
		{today.Add(-1 - model.OpeningDays), 0, false},
		{0, today, true},
		{0, today.Add(-1), false},
		{today.Add(-200), today.Add(5), true}, // a deadline goes before the age
	} {
		r := orderOf(t, adOf("a", "ad", "køkkenhjælp", c.published, c.deadline))
		if got := r.Key == "match.order.ad" && r.Points > 0; got != c.counts || !got && r.Key != "match.order.none" {
			t.Errorf("published %s, deadline %s: got %s with %d points, want it to count %v", c.published, c.deadline,
				r.Key, r.Points, c.counts)
		}
	}
}

// TestTheNearestAdCounts: of several the one that is nearest to the goal, then the newer; other work is said and counts
// nothing.
func TestTheNearestAdCounts(t *testing.T) {
	near, other := adOf("a", "near", "køkkenhjælp", today.Add(-20), 0), adOf("a", "other", "chauffør", today, 0)
	r := orderOf(t, other, near)
	if r.Key != "match.order.ad" || r.Args["what"] != "køkkenhjælp" || r.Args["on"] != today.Add(-20) ||
		r.Points < r.Max*8/10 {
		t.Errorf("got %+v, want the ad for kitchen work with most of the points", r)
	}
	if r = orderOf(t, other); r.Key != "match.order.other" || r.Points != 0 || r.Args["what"] != "chauffør" {
		t.Errorf("got %+v, want that they look for other work, for nothing", r)
	}
	newer := adOf("a", "a", "køkkenhjælp", today.Add(-3), 0)
	if r = orderOf(t, near, newer); r.Args["on"] != today.Add(-3) {
		t.Errorf("got the ad of %v, want the newer one", r.Args["on"])
	}
	named := adOf("a", "n", "Vil du være en del af holdet?", today, 0)
	named.Occupation = "opvasker"
	if r = orderOf(t, named); r.Key != "match.order.ad" || r.Args["what"] != "opvasker" {
		t.Errorf("got %+v, want the occupation that the job board named", r)
	}
	if r = orderOf(t, adOf("b", "b", "køkkenhjælp", today, 0)); r.Key != "match.order.none" {
		t.Errorf("got %+v for another workplace's ad, want none", r)
	}
}

// TestAnAdIsADoorToPaidHours: only where the workplace has not said what it thinks of paid hours, and only when the job
// is like the goal and paid.
func TestAnAdIsADoorToPaidHours(t *testing.T) {
	for _, c := range []struct {
		pays, title, terms string
		want               int
		key                string
	}{
		{"", "køkkenhjælp", "", adPays, "match.pays.ad"},
		{"maybe", "køkkenhjælp", "ordinary", adPays, "match.pays.ad"},
		{"", "køkkenhjælp", "flex", adPays, "match.pays.ad"},
		{"", "køkkenhjælp", "internship", Neutral, "match.pays.unknown"},
		{"", "køkkenhjælp", "subsidy", Neutral, "match.pays.unknown"},
		{"", "chauffør", "", Neutral, "match.pays.unknown"},
		{"no", "køkkenhjælp", "", 0, "match.pays.no"},
		{"yes", "køkkenhjælp", "", 85, "match.pays.yes"},
		{"does", "køkkenhjælp", "", 100, "match.pays.does"},
	} {
		company, ad := workplace("a", "2635", "561100"), adOf("a", "ad", c.title, today, 0)
		company.PaysHours, ad.Terms = c.pays, c.terms
		got := match(t, build(t, company, ad), Request{Citizen: citizen(), Goals: goals("køkken")})
		r := reason(t, got.Rows[0], "pays")
		if r.Key != c.key || r.Points != points(c.want, r.Max) {
			t.Errorf("pays %q, ad %q %q: got %s with %d of %d, want %s with %d percent", c.pays, c.title, c.terms,
				r.Key, r.Points, r.Max, c.key, c.want)
		}
		if c.key == "match.pays.ad" && r.Question != "match.ask.pays" {
			t.Errorf("got the question %q, want that they are asked all the same", r.Question)
		}
	}
}
