package store

import (
	"context"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"jobspor/model"
	"jobspor/model/schema"
)

func TestDanishOrder(t *testing.T) {
	want := strings.Fields("1900 42 aben Andersen André Andrea ANDREAS bager Café Cafeen Müller Myre " +
		"Nguyen Nguyễn Nguyz Şahin Sam Žagar zebra " +
		"Æble ærø Øl ørred Aabenraa Ådal Aarhus århus")
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, model.CompareDanish)
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	s := fresh(t)
	for _, name := range want {
		apply(t, s, model.Add(&model.Company{Name: name}))
	}
	list, err := All[model.Company](context.Background(), s, schema.Query{Order: []schema.Order{{Field: "name"}}})
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range list {
		if c.Name != want[i] {
			t.Errorf("row %d is %s, want %s", i, c.Name, want[i])
		}
	}
}

// SQLite trusts a collation to be an order; one that is not would lose rows.
func TestDanishIsAnOrder(t *testing.T) {
	text := rapid.StringOfN(rapid.SampledFrom([]rune("aAåÅæøzZ{e é\xff1")), 0, 5, -1)
	sign := func(n int) int { return max(-1, min(1, n)) }
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := text.Draw(t, "a"), text.Draw(t, "b"), text.Draw(t, "c")
		if sign(model.CompareDanish(a, b)) != -sign(model.CompareDanish(b, a)) {
			t.Fatalf("%q and %q have no order", a, b)
		}
		if (model.CompareDanish(a, b) == 0) != (a == b) {
			t.Fatalf("%q and %q compare equal", a, b)
		}
		x, y := model.OrderKey(a), model.OrderKey(b)
		if x != y && sign(strings.Compare(x, y)) != sign(model.CompareDanish(a, b)) {
			t.Fatalf("the keys of %q and %q stand in another order", a, b)
		}
		if model.CompareDanish(a, b) <= 0 && model.CompareDanish(b, c) <= 0 && model.CompareDanish(a, c) > 0 {
			t.Fatalf("%q ≤ %q ≤ %q, but not %q ≤ %q", a, b, c, a, c)
		}
	})
}

// TestLongListsComeFromAnIndex looks at how SQLite answers the queries that people wait for: none may read or sort a
// whole register.
func TestLongListsComeFromAnIndex(t *testing.T) {
	onlyFile(t)
	s := fresh(t)
	tab := s.tables["company"]
	active := []schema.Cond{{Field: "status", Op: schema.IsNot, Text: "ceased"}}
	for name, q := range map[string]schema.Query{
		"page":      {Where: active, Order: []schema.Order{{Field: "name"}}, Limit: 300, Offset: 600},
		"page down": {Where: active, Order: []schema.Order{{Field: "name", Down: true}}, Limit: 300},
		"paused":    {Where: []schema.Cond{{Field: "paused_until", Op: schema.IsSet}}},
		"places":    {Where: []schema.Cond{{Field: "open_places", Op: schema.AtLeast, Text: "1"}}},
		"partners":  {Where: []schema.Cond{{Field: "relation", Op: schema.In, In: []string{"partner", "cooperation"}}}},
		"count":     {Where: active},
	} {
		rest, args, err := tab.clauses(q)
		if err != nil {
			t.Fatal(err)
		}
		query := tab.all.query + rest
		if name == "count" {
			query = `SELECT count(*) FROM "companies"` + strings.TrimSuffix(rest, ` ORDER BY +"id"`)
		}
		rows, err := s.readers.Query("EXPLAIN QUERY PLAN "+query, args...)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var a, b, c int
			var step string
			if err := rows.Scan(&a, &b, &c, &step); err != nil {
				t.Fatal(err)
			}
			whole := strings.Contains(step, "companies") && !strings.Contains(step, "INDEX companies.")
			sorted := strings.HasPrefix(step, "USE TEMP B-TREE FOR ORDER BY") && len(q.Order) > 0
			if whole || sorted {
				t.Errorf("%s: %s", name, step)
			}
		}
		rows.Close()
	}
}
