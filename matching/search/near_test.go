package search_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"jobspor/matching/search"
	"jobspor/matching/search/measure"
)

// TestNearIsFound types the names of companies with one slip of the finger. The answer may never be
// empty, and nearly always holds the company; the rest are slips that make another company's name.
func TestNearIsFound(t *testing.T) {
	companies := slices.Collect(measure.Companies(3000, 1))
	b := search.NewBuilder(len(companies))
	for _, c := range companies {
		b.Add(c.Doc())
	}
	ix, err := b.Build(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 6))
	tried, found := 0, 0
	for _, c := range companies[:1000] {
		words := strings.Fields(strings.ToLower(c.Name))
		i := r.IntN(len(words))
		letters := []rune(words[i])
		if len(letters) < 4 {
			continue
		}
		at := r.IntN(len(letters) - 1)
		switch r.IntN(3) {
		case 0:
			letters[at] = 'q'
		case 1:
			letters = slices.Delete(letters, at, at+1)
		default:
			letters[at], letters[at+1] = letters[at+1], letters[at]
		}
		words[i] = string(letters)
		query := strings.Join(words, " ")
		got, err := ix.Search(t.Context(), query, search.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got.Total == 0 {
			t.Errorf("query %q for %q: nothing found", query, c.Name)
		}
		tried++
		if slices.ContainsFunc(got.Hits, func(h search.Hit) bool { return h.ID == c.CVR }) {
			found++
		}
	}
	t.Logf("found %d of %d companies typed with a slip", found, tried)
	if found*100 < tried*97 {
		t.Errorf("found %d of %d companies typed with a slip, want 97 of 100", found, tried)
	}
}
