package bootstrap

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/figures"
	"jobspor/model/programme"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// What FigureBase reads is enough: figures of whole rows are the same.
func TestFiguresReadAllTheyNeed(t *testing.T) {
	ctx := context.Background()
	_, st := dossierWorld(t)
	d := (*Linkers)(nil).session(st, "")
	placements, err := service.All[model.Placement](ctx, st, "placement", schema.Query{})
	if err != nil {
		t.Fatal(err)
	}
	chained := 0
	for _, p := range placements {
		if p.ContinuesID != "" {
			chained++
		}
	}
	if chained == 0 {
		t.Fatal("the invented world has no placement that continues another")
	}
	v, err := d.FigureBase(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	editions, err := d.Editions(ctx)
	if err != nil {
		t.Fatal(err)
	}
	rows := &figures.Rows{Programmes: editions, Placements: placements, Sectors: map[string]string{}}
	for typ, take := range map[string]func(model.Entity){
		"consultant": func(e model.Entity) { rows.Consultants = append(rows.Consultants, e.(*model.Consultant)) },
		"citizen":    func(e model.Entity) { rows.Citizens = append(rows.Citizens, e.(*model.Citizen)) },
		"enrolment":  func(e model.Entity) { rows.Enrolments = append(rows.Enrolments, e.(*model.Enrolment)) },
		"exemption":  func(e model.Entity) { rows.Exemptions = append(rows.Exemptions, e.(*model.Exemption)) },
		"tick":       func(e model.Entity) { rows.Ticks = append(rows.Ticks, e.(*model.Tick)) },
		"contact":    func(e model.Entity) { rows.Contacts = append(rows.Contacts, e.(*model.Contact)) },
		"week":       func(e model.Entity) { rows.AddWeek(e.(*model.Week)) },
		"company": func(e model.Entity) {
			rows.Sectors[e.Meta().ID] = e.(*model.Company).Sector
		},
		"planline": func(e model.Entity) {
			if l := e.(*model.PlanLine); l.Kind == "session" {
				rows.Sessions = append(rows.Sessions, l)
			}
		},
	} {
		if err := st.Each(ctx, typ, schema.Query{}, func(e model.Entity) error { take(e); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	whole := figures.NewBase(rows, d.Today())
	for _, key := range append([]string{""}, programmesOf(editions)...) {
		sel := figures.Selection{From: model.NewDate(2024, 1, 1), To: d.Today(), Programme: key}
		if got, want := figuresIn(t, v.Base, sel), figuresIn(t, whole, sel); got != want {
			t.Errorf("%q: figures of what was read:\n%s\nof whole rows:\n%s", key, got, want)
		}
	}
}

func programmesOf(editions []*programme.Programme) (keys []string) {
	for _, p := range editions {
		keys = append(keys, p.Key)
	}
	return keys
}

func figuresIn(t *testing.T, b *figures.Base, sel figures.Selection) string {
	t.Helper()
	list, err := b.Compute(sel)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, f := range list {
		fmt.Fprintln(&out, f.Spec.Key, f.Result, f.Left, f.Blank)
	}
	return out.String()
}
