package store

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"jobspor/model"
	"jobspor/model/schema"
)

// A query gives the same rows whether a field is sealed or open: enrolments are asked by their programme, which is
// sealed, and pauses by what is open, against a plain reading of all rows.
func TestSealedFieldsAreAskedLikeOthers(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	c := &model.Citizen{FirstName: "Ada"}
	apply(t, s, model.Add(c))
	var all []*model.Enrolment
	for i := range 40 {
		e := &model.Enrolment{CitizenID: c.ID, Programme: []string{"jobfirst", "ågren", "ørsted", "abc"}[i%4],
			Triage: []string{"", "1", "2"}[i%3], StartOn: model.NewDate(2026, 1, 5) + model.Date(i/2)}
		apply(t, s, model.Add(e))
		all = append(all, e)
	}
	refs := func(list []*model.Enrolment) (out []string) {
		for _, e := range list {
			out = append(out, e.Ref)
		}
		return out
	}
	rapid.Check(t, func(r *rapid.T) {
		q := schema.Query{Limit: rapid.IntRange(0, 12).Draw(r, "limit"), Offset: rapid.IntRange(0, 5).Draw(r, "offset")}
		programme := rapid.SampledFrom([]string{"", "jobfirst", "ørsted", "none"}).Draw(r, "programme")
		if programme != "" {
			q.Where = append(q.Where, schema.Cond{Field: "programme", Op: schema.Is, Text: programme})
		}
		triaged := rapid.Bool().Draw(r, "triaged")
		if triaged {
			q.Where = append(q.Where, schema.Cond{Field: "triage", Op: schema.IsSet})
		}
		from := model.NewDate(2026, 1, rapid.IntRange(1, 25).Draw(r, "from"))
		q.Where = append(q.Where, schema.Cond{Field: "start_on", Op: schema.AtLeast, Text: from.String()})
		down := rapid.Bool().Draw(r, "down")
		q.Order = []schema.Order{{Field: "programme", Down: down}, {Field: "ref"}}
		if rapid.Bool().Draw(r, "some") {
			q.Fields = []string{"ref"}
		}
		want := slices.DeleteFunc(slices.Clone(all), func(e *model.Enrolment) bool {
			return programme != "" && e.Programme != programme || triaged && e.Triage == "" || e.StartOn < from
		})
		slices.SortStableFunc(want, func(a, b *model.Enrolment) int {
			if n := model.CompareDanish(a.Programme, b.Programme); n != 0 {
				return map[bool]int{false: n, true: -n}[down]
			}
			return model.CompareDanish(a.Ref, b.Ref)
		})
		n, err := s.Count(ctx, "enrolment", q)
		if err != nil || n != len(want) {
			r.Fatalf("count %d, %v; want %d", n, err, len(want))
		}
		want = want[min(q.Offset, len(want)):]
		if q.Limit > 0 {
			want = want[:min(q.Limit, len(want))]
		}
		got, err := All[model.Enrolment](ctx, s, q)
		if err != nil || fmt.Sprint(refs(got)) != fmt.Sprint(refs(want)) {
			r.Fatalf("%+v:\ngot  %v, %v\nwant %v", q, refs(got), err, refs(want))
		}
	})
	if _, err := s.List(ctx, "enrolment", schema.Query{Where: []schema.Cond{{Field: "programme", Op: schema.AtLeast,
		Text: "a"}}}); model.CodeOf(err) != model.Internal {
		t.Errorf("a comparison of sealed text: %v", err)
	}
}
