package service

import (
	"cmp"
	"context"
	"slices"

	"jobspor/matching/search"
	"jobspor/model"
	"jobspor/model/schema"
)

// acquaintedDays is how many days back a contact counts as one's work of now.
const acquaintedDays = 90

// Acquainted is whom the consultant works with now: how closely, by the ID of a workplace, a citizen or a placement.
type Acquainted map[string]closeness

// closeness orders the places one works with: an open placement of one's own first, then the latest contact.
type closeness struct {
	open bool
	last model.Date // of one's own contacts
}

func (a closeness) compare(b closeness) int {
	if a.open != b.open {
		return map[bool]int{true: -1, false: 1}[a.open]
	}
	return cmp.Compare(b.last, a.last)
}

// Acquainted reads whom the consultant works with.
func (d *Session) Acquainted(ctx context.Context) (Acquainted, error) {
	out, me := Acquainted{}, d.Actor()
	placements, err := All[model.Placement](ctx, d.Store, "placement", schema.Query{Where: []schema.Cond{
		{Field: "consultant", Op: schema.Is, Text: me}, {Field: "state", Op: schema.In, In: model.OpenStates}}})
	if err != nil {
		return nil, err
	}
	for _, p := range placements {
		for _, id := range []string{p.ID, p.CompanyID, p.CitizenID} {
			out[id] = closeness{open: true}
		}
	}
	contacts, err := All[model.Contact](ctx, d.Store, "contact", schema.Query{Where: []schema.Cond{
		{Field: "consultant", Op: schema.Is, Text: me},
		{Field: "on", Op: schema.AtLeast, Text: d.Today().Add(-acquaintedDays).String()}}})
	for _, c := range contacts {
		for _, id := range []string{c.CompanyID, c.CitizenID} {
			if id != "" {
				out[id] = closeness{out[id].open, max(out[id].last, c.On)}
			}
		}
	}
	return out, err
}

// First puts those one works with before strangers among hits that the words fit equally well: as many words, and at
// most the point a word apart that tells the first word of a name from a later one. What fits better stays before them.
func (a Acquainted) First(hits []search.Hit) {
	for from := 0; from < len(hits); {
		best, to := hits[from], from+1
		for to < len(hits) && hits[to].Matched == best.Matched && best.Points-hits[to].Points <= best.Matched {
			to++
		}
		slices.SortStableFunc(hits[from:to], func(x, y search.Hit) int { return a[x.ID].compare(a[y.ID]) })
		from = to
	}
}
