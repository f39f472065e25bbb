package matching

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

// looks are what ranking takes from a row of each type, as something that can be compared.
var looks = map[string]func(k *knowledge, e model.Entity) []any{
	"company": func(k *knowledge, e model.Entity) []any {
		c := e.(*model.Company)
		uncoded := *c
		uncoded.Industry = ""
		return []any{k.company(c), k.company(&uncoded)}
	},
	"task": func(k *knowledge, e model.Entity) []any {
		t := e.(*model.Task)
		return []any{k.task(t, nil), t.CompanyID}
	},
	"opening": func(k *knowledge, e model.Entity) []any {
		o := e.(*model.Opening)
		undated, unnamed := *o, *o
		undated.DeadlineOn, unnamed.Occupation = 0, ""
		at := new(company)
		return []any{k.opening(o, at), k.opening(&undated, at), k.opening(&unnamed, at), o.CompanyID}
	},
	"citizen": func(k *knowledge, e model.Entity) []any {
		c := e.(*model.Citizen)
		return []any{*k.person(c)}
	},
	"goal": func(_ *knowledge, e model.Entity) []any {
		g := e.(*model.Goal)
		return []any{goalOf(g), g.CitizenID}
	},
	"contact": func(_ *knowledge, e model.Entity) []any {
		c := e.(*model.Contact)
		return []any{contactEvent(c), c.CompanyID}
	},
	"shortlist": func(_ *knowledge, e model.Entity) []any {
		l := e.(*model.Shortlist)
		return []any{l.CitizenID, l.MadeOn}
	},
	"pick": func(_ *knowledge, e model.Entity) []any {
		p := e.(*model.Pick)
		a, counts := askedFromPick(p)
		return []any{a, counts, p.ListID}
	},
	"override": func(_ *knowledge, e model.Entity) []any {
		o := e.(*model.Override)
		return []any{overruled(o), o.CitizenID}
	},
	"placement": func(k *knowledge, e model.Entity) []any {
		p := e.(*model.Placement)
		out := []any{k.trial(p), countsAsTried(p), p.CitizenID, p.CompanyID}
		for _, state := range []string{p.State, "running", "ended"} {
			for _, kind := range []string{p.Kind, "traineeship"} {
				as := *p
				if p.State != "" {
					as.State = state
				}
				if p.Kind != "" {
					as.Kind = kind
				}
				t, ok := placementEvent(&as)
				out = append(out, t, ok)
			}
		}
		for _, with := range []func(*model.Placement){func(p *model.Placement) { p.StartOn, p.EndedOn = 0, 0 },
			func(p *model.Placement) { p.MadeOn, p.EndOn = 0, 0 }} {
			as := *p
			with(&as)
			out = append(out, startDay(&as), as.Last())
		}
		if p.Outcome != "" {
			as := *p
			as.State, as.Kind, as.Outcome = "ended", "traineeship", "job"
			t, _ := placementEvent(&as)
			out = append(out, t)
		}
		if p.TaskWords != "" {
			as := *p
			as.TaskWords = testOccupations[0].Label
			out = append(out, k.trial(&as))
		}
		if p.Next != "" {
			as := *p
			as.Next = "again"
			out = append(out, k.trial(&as))
		}
		return out
	},
}

// Ranking and searching read the fields that they look at, no fewer (or the snapshot would differ from one that was
// patched) and no more (reading is most of the time that it takes, and a sealed field is opened for it).
func TestBuildReadsWhatItLooksAt(t *testing.T) {
	places := Places{Index: func(code string) (uint16, bool) { return uint16(len(code)), true },
		Lat: make([]float64, 20), Lon: make([]float64, 20)}
	k := newKnowledge(Options{Places: places, Occupations: testOccupations,
		Trades: []Trade{{Words: []string{"db25"}, Main: []string{"kitchen"}},
			{Words: []string{"industry"}, Main: []string{"store"}}},
		TradeTitle: func(system, _ string) string { return system }})
	t.Run("ranking", func(t *testing.T) {
		readsWhatItLooksAt(t, rankingReads, len(looks), func(typ string, e model.Entity) []any {
			return looks[typ](k, e)
		})
	})
	t.Run("search", func(t *testing.T) {
		readsWhatItLooksAt(t, searchReads, 6, func(_ string, e model.Entity) []any {
			out := []any{ownerNames{}.doc(e)}
			if p, ok := e.(*model.Placement); ok {
				out = append(out, p.CitizenID, p.CompanyID)
			}
			return out
		})
	})
}

func readsWhatItLooksAt(t *testing.T, reads []typeFields, types int, looks func(string, model.Entity) []any) {
	for _, r := range reads {
		typ, _ := schema.TypeNamed(r.typ)
		keys := strings.Fields(r.fields)
		whole := whole(typ)
		look := func(keys []string) []any {
			e := typ.New()
			*e.Meta() = *whole.Meta()
			for _, key := range keys {
				f, ok := typ.Field(key)
				if !ok {
					t.Fatalf("%s has no field %s", r.typ, key)
				}
				f.Copy(e, whole)
			}
			return looks(r.typ, e)
		}
		want := looks(r.typ, whole)
		if got := look(keys); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the fields read give %+v, the whole row %+v", r.typ, got, want)
		}
		for i, key := range keys {
			if reflect.DeepEqual(look(slices.Delete(slices.Clone(keys), i, i+1)), want) {
				t.Errorf("%s: %s is read and never looked at", r.typ, key)
			}
		}
	}
	if len(reads) != types {
		t.Errorf("%d types are read, %d looked at", len(reads), types)
	}
}

// whole gives every field of an entity a value of its own.
func whole(typ *schema.Type) model.Entity {
	e := typ.New()
	e.Meta().ID = "x"
	for i := range typ.Fields {
		f := &typ.Fields[i]
		v := any(f.Key)
		switch f.Kind {
		case schema.Number, schema.HoursKind, schema.FTEKind, schema.Flag, schema.TriKind:
			v = int64(1)
		case schema.DateKind:
			v = "2026-11-26"
		case schema.Choice:
			v = f.Options[len(f.Options)-1]
		case schema.Choices:
			v = f.Options[0]
		}
		if f.Key == "industry" {
			v = "561110"
		}
		_ = f.SetSQL(e, v)
	}
	return e
}
