package service

import (
	"strings"
	"testing"

	"jobspor/matching/search"
)

// TestAcquaintedFirst: whom one works with comes first among hits that the words fit equally well, and never before one
// that they fit better.
func TestAcquaintedFirst(t *testing.T) {
	hit := func(id string, matched, points int) search.Hit {
		return search.Hit{Doc: search.Doc{ID: id}, Matched: matched, Points: points}
	}
	known := Acquainted{"open": {open: true, last: 10}, "later": {open: true, last: 20}, "called": {last: 30}}
	for _, c := range []struct {
		name string
		hits []search.Hit
		want string
	}{
		{"nobody known", []search.Hit{hit("a", 1, 28), hit("b", 1, 27)}, "a b"},
		{"a later word of the name", []search.Hit{hit("a", 1, 28), hit("b", 1, 28), hit("open", 1, 27)}, "open a b"},
		{"a worse match stays", []search.Hit{hit("a", 1, 28), hit("open", 1, 25)}, "a open"},
		{"fewer words stay", []search.Hit{hit("a", 2, 55), hit("open", 1, 55)}, "a open"},
		{"a point a word", []search.Hit{hit("a", 2, 57), hit("open", 2, 55)}, "open a"},
		{"more than that", []search.Hit{hit("a", 2, 57), hit("open", 2, 54)}, "a open"},
		{"placements before contacts, the latest contact first",
			[]search.Hit{hit("a", 1, 28), hit("called", 1, 28), hit("open", 1, 28), hit("later", 1, 27)},
			"later open called a"},
		{"each group by itself",
			[]search.Hit{hit("a", 1, 28), hit("b", 1, 25), hit("open", 1, 25), hit("c", 1, 10)}, "a open b c"},
	} {
		known.First(c.hits)
		var got []string
		for _, h := range c.hits {
			got = append(got, h.ID)
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
