package bootstrap

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// duePlants make what counts from a day, with a name in its texts; of what is no row there is none.
var duePlants = map[string]func(d model.Date, company, citizen, name string) []model.Entity{
	"case": func(on model.Date, _, _, name string) []model.Entity {
		return []model.Entity{&model.Citizen{FirstName: "Lis", LastName: name, Status: "closed", ClosedOn: on}}
	},
	"order": func(on model.Date, company, _, name string) []model.Entity {
		return []model.Entity{&model.Opening{CompanyID: company, Title: "Køkken", Kind: "order", ClosedOn: on,
			Note: "Lis " + name}}
	},
	"person": func(on model.Date, company, _, name string) []model.Entity {
		p := &model.ContactPerson{Head: model.Head{ID: model.NewID()}, CompanyID: company, Name: "Lis " + name}
		return []model.Entity{p, &model.Contact{CompanyID: company, PersonID: p.ID, On: on, How: "call"}}
	},
	"consent": func(on model.Date, company, citizen, name string) []model.Entity {
		return []model.Entity{&model.Consent{CitizenID: citizen, CompanyID: company, GivenOn: on - 30,
			Purpose: "praktik", WithdrawnOn: on, Scope: "Lis " + name}}
	},
	"contact": func(on model.Date, company, _, name string) []model.Entity {
		return []model.Entity{&model.Contact{CompanyID: company, On: on, How: "call", Note: "Lis " + name}}
	},
	"draft": nil,
	"look":  nil,
}

// TestWhatIsPastItsPeriodIsErasedEverywhere: of every kind that has a period, what is older goes from rows, log, drafts
// and copies by one way, what is younger stays, and nothing is due afterwards.
func TestWhatIsPastItsPeriodIsErasedEverywhere(t *testing.T) {
	for _, k := range service.Retentions {
		if k.Setting != "" {
			t.Run(k.Key, func(t *testing.T) { eraseDue(t, k) })
		}
	}
}

func eraseDue(t *testing.T, k service.Retention) {
	const gone, stays = "Kattegatstorm", "Skagensfyr"
	ctx := context.Background()
	d, st, path := erasureWorld(t, true)
	apply := func(name string, changes ...model.Change) {
		t.Helper()
		cs := model.ChangeSet{Actor: d.Actor(), Action: "test", Args: model.Args{"name": "Lis " + name},
			Changes: changes}
		if _, err := st.Apply(ctx, cs); err != nil {
			t.Fatal(err)
		}
	}
	first := func(typ string) string {
		t.Helper()
		list, err := st.List(ctx, typ, schema.Query{Limit: 1})
		if err != nil || len(list) == 0 {
			t.Fatal(typ, err)
		}
		return list[0].Meta().ID
	}
	company, citizen := first("company"), first("citizen")
	plant, ok := duePlants[k.Key]
	if !ok {
		t.Fatal("nothing is planted for it")
	}
	if _, err := d.PlanDue(ctx, k.Key); model.CodeOf(err) != model.Invalid {
		t.Errorf("without a period: %v", err)
	}
	apply("", service.Set(nil, k.Setting, "12").Changes...)
	limit := d.Today().Time().AddDate(-1, 0, 0)
	for name, on := range map[string]model.Date{gone: model.DateOf(limit), stays: model.DateOf(limit) + 1} {
		if plant == nil {
			break
		}
		for _, e := range plant(on, company, citizen, name) {
			apply(name, model.Add(e))
			for _, key := range []string{"note", "scope"} { // what stood before
				if f, ok := schema.TypeOf(e).Field(key); ok && f.Text(e) != "" {
					again := schema.Clone(e)
					_ = f.SetText(again, name+" igen")
					apply(name, model.Edit(e, again))
				}
			}
		}
	}
	if plant == nil {
		if err := st.PutDraft(ctx, d.Actor(), "contact", "", map[string]string{"note": gone}); err != nil {
			t.Fatal(err)
		}
		if err := st.Viewed(ctx, d.Actor(), "view.list", model.Args{"n": gone}, "citizen", citizen); err != nil {
			t.Fatal(err)
		}
		now := d.Now()
		d.Now = func() time.Time { return now.AddDate(1, 0, 1) }
	}
	if _, err := d.Backups.Backup(ctx); err != nil {
		t.Fatal(err)
	}
	plan, err := d.PlanDue(ctx, k.Key)
	if err != nil {
		t.Fatal(err)
	}
	if plan.Kind != k.Key || plan.N == 0 {
		t.Errorf("plan of %d %s", plan.N, plan.Kind)
	}
	if _, err := d.Erase(ctx, plan, "."); model.CodeOf(err) != model.Invalid {
		t.Errorf("without a reason: %v", err)
	}
	got, err := d.Erase(ctx, plan, "frist")
	if err != nil || got.Copies != 1 || len(got.Left) > 0 || !got.Erased.Emptied {
		t.Fatalf("certificate %+v, %v", got, err)
	}
	if out := present.ErasureOut(got); got.N != plan.N || out.Rows != plan.N {
		t.Errorf("the certificate counts %d, its export %d, planned were %d", got.N, out.Rows, plan.N)
	}
	if _, err := d.PlanDue(ctx, k.Key); model.CodeOf(err) != model.NotFound {
		t.Errorf("afterwards: %v, want nothing due", err)
	}
	if _, err := st.Undo(ctx, d.Actor(), got.Erased.Seq); err == nil {
		t.Error("undo took it back")
	}
	st.Close()
	copies, err := filepath.Glob(filepath.Join(filepath.Dir(path), "copies", "*.db"))
	if err != nil || len(copies) != 1 {
		t.Fatalf("copies %v, %v", copies, err)
	}
	for _, file := range append(copies, path) {
		left, err := store.Open(ctx, file, store.Options{Passphrase: erasurePass})
		if err != nil {
			t.Fatal(err)
		}
		defer left.Close()
		text := dumpText(t, left)
		if k.Key != "draft" && strings.Contains(text, gone) || plant != nil && !strings.Contains(text, stays) {
			t.Errorf("%s: still tells what was due, or no more what was not", filepath.Base(file))
		}
		if drafts, err := left.Drafts(ctx, d.Actor()); err != nil || k.Key == "draft" && len(drafts) > 0 {
			t.Errorf("%s: drafts %v, %v", filepath.Base(file), drafts, err)
		}
		if bad, err := left.Check(ctx); err != nil || len(bad) > 0 {
			t.Errorf("check of %s: %v, %v", filepath.Base(file), bad, err)
		}
	}
}
