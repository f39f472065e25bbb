package matching

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestLeftOutIsTheRest: what is ranked and what is left out are together all workplaces, each once, and the counts are
// those of the ranking.
func TestLeftOutIsTheRest(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := build(t, anyRows(rt)...)
		r := anyRequest(rt)
		r.Limit = -1
		ranked := match(t, s, r)
		left, err := s.LeftOut(t.Context(), r)
		if err != nil {
			rt.Fatal(err)
		}
		ids := idsOf(ranked)
		for _, l := range left {
			if l.Block != BlockFilter && l.Block != BlockNoLink && ranked.Blocked[l.Block] != l.Count {
				rt.Fatalf("%s: %d left out, the ranking says %d", l.Block, l.Count, ranked.Blocked[l.Block])
			}
			if len(l.Rows) != l.Count {
				rt.Fatalf("%s: %d rows of %d", l.Block, len(l.Rows), l.Count)
			}
			for i, row := range l.Rows {
				ids = append(ids, row.CompanyID)
				if i > 0 && row.Fit > l.Rows[i-1].Fit {
					rt.Fatalf("%s: a fit of %d after one of %d", l.Block, row.Fit, l.Rows[i-1].Fit)
				}
				v, err := s.WhyNot(t.Context(), r, row.CompanyID)
				if err != nil || v.Block != l.Block {
					rt.Fatalf("%s is left out by %s, why not says %s, %v", row.CompanyID, l.Block, v.Block, err)
				}
			}
		}
		slices.Sort(ids)
		if all := len(ids); all != len(slices.Compact(ids)) {
			rt.Fatal("a workplace stands twice")
		}
		there := 0
		for _, ch := range s.chunks {
			for i := range ch.companies {
				if ch.companies[i].state != gone {
					there++
				}
			}
		}
		if len(ids) != there {
			rt.Fatalf("%d workplaces are ranked or left out, there are %d", len(ids), there)
		}
	})
}

// TestLeftOutIsCut: the limit holds for each reason, and the best fits are what is kept.
func TestLeftOutIsCut(t *testing.T) {
	q := build(t).query(&Request{Limit: 2})
	out := LeftOut{Rows: []Left{{"a", "", 10}, {"b", "", 90}, {"c", "", 50}}}
	q.cutLeft(&out)
	if len(out.Rows) != 2 || out.Rows[0].CompanyID != "b" || out.Rows[1].CompanyID != "c" {
		t.Errorf("got %+v, want b and c", out.Rows)
	}
}
