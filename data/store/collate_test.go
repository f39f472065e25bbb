package store

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

// TestTextsStandInDanishOrder: both engines give texts in the order in which the program sorts them itself.
func TestTextsStandInDanishOrder(t *testing.T) {
	s := fresh(t)
	letters := []rune("aAbBcCdDeEéEzZæÆøØåÅäöüw vWV-.,&'1290/")
	r := rand.New(rand.NewPCG(1, 2))
	var changes []model.Change
	var names []string
	for range 400 {
		var b strings.Builder
		for range 1 + r.IntN(6) {
			b.WriteRune(letters[r.IntN(len(letters))])
		}
		name := strings.TrimSpace(b.String())
		if name == "" || slices.Contains(names, name) {
			continue
		}
		names = append(names, name)
		changes = append(changes, model.Add(&model.Company{Name: "x", Town: name}))
	}
	apply(t, s, changes...)
	slices.SortStableFunc(names, model.CompareDanish)
	for i, c := range all[model.Company](t, s, schema.Query{Order: []schema.Order{{Field: "town"}}}) {
		if c.Town != names[i] && model.CompareDanish(c.Town, names[i]) != 0 {
			t.Fatalf("%d: %q, want %q", i, c.Town, names[i])
		}
	}
}
