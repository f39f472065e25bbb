package bootstrap

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"jobspor/matching/search"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// gives is what one way to read gives of a citizen: by each method of the store, and by what reads the shared snapshot.
var gives = map[string]func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) []any{
	"Get": func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) (out []any) {
		for _, row := range w.rowsOf(c) {
			e, err := d.Store.Get(ctx, row.Type, row.ID)
			out = append(out, e, err)
		}
		return out
	},
	"List": func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) (out []any) {
		for _, t := range schema.Types() {
			for _, q := range []schema.Query{{}, {Limit: 3}, {Offset: 2, Limit: 1000}} {
				list, err := d.Store.List(ctx, t.Name, q)
				out = append(out, list, err)
			}
		}
		list, err := d.Store.List(ctx, "goal", schema.Where("citizen", c.ID))
		return append(out, list, err)
	},
	"Each": func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) (out []any) {
		for _, t := range schema.Types() {
			err := d.Store.Each(ctx, t.Name, schema.Query{AnyOrder: true}, func(e model.Entity) error {
				out = append(out, e)
				return nil
			})
			out = append(out, err)
		}
		return out
	},
	"Log": func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) (out []any) {
		for _, q := range []schema.LogQuery{
			{}, {Rows: true}, {Limit: 5}, {Type: "citizen", ID: c.ID, Rows: true}, {Of: w.rowsOf(c), Rows: true},
			{Type: "citizen"}, {Actor: w.host.Service.Actor(), Rows: true},
		} {
			list, err := d.Store.Log(ctx, q)
			out = append(out, list, err)
		}
		return out
	},
	"EachLogRow": func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) (out []any) {
		err := d.Store.EachLogRow(ctx, typeNames(), func(e model.LogEntry, op string, r model.LogRow) error {
			out = append(out, e, op, r)
			return nil
		})
		return append(out, err)
	},
	"EachRemoved": func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) (out []any) {
		err := d.Store.EachRemoved(ctx, typeNames(), func(e model.Entity) error { out = append(out, e); return nil })
		return append(out, err)
	},
	"PreviewUndo": func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) (out []any) {
		list, err := w.host.Store.Log(ctx, schema.LogQuery{Of: w.rowsOf(c)})
		must(w.t, err)
		for _, e := range list {
			r, err := d.Store.PreviewUndo(ctx, d.Actor(), e.Seq)
			out = append(out, r, err, conflicts(err))
		}
		return out
	},
	"PreviewRedo": func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) []any {
		r, err := d.Store.PreviewRedo(ctx, d.Actor())
		return []any{r, err, conflicts(err)}
	},
	"Undo": func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) (out []any) {
		if slices.Contains(w.near, c) {
			return nil // it would be taken back
		}
		list, err := w.host.Store.Log(ctx, schema.LogQuery{Type: "citizen", ID: c.ID})
		must(w.t, err)
		for _, e := range list {
			r, err := d.Store.Undo(ctx, d.Actor(), e.Seq)
			out = append(out, r, err, conflicts(err))
		}
		return out
	},
	"Apply": func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) []any {
		after := *c
		after.Version--
		r, err := d.Store.Apply(ctx, model.ChangeSet{Actor: d.Actor(), Action: "test",
			Changes: []model.Change{model.Edit(&after, &after)}})
		return []any{r, err, conflicts(err)}
	},
	"Draft": func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) (out []any) {
		for _, row := range w.rowsOf(c) {
			for _, id := range []string{row.ID, "new:" + row.ID, "new"} {
				must(w.t, w.host.Store.PutDraft(ctx, d.Actor(), row.Type, id,
					map[string]string{"note": c.Name(), "about": row.ID}))
				v, err := d.Store.Draft(ctx, d.Actor(), row.Type, id)
				out = append(out, v, err)
				must(w.t, w.host.Store.DropDraft(ctx, d.Actor(), row.Type, id))
			}
		}
		return out
	},
	"Subscribe": func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) (out []any) {
		end := d.Store.Subscribe(func(c model.Changed) { out = append(out, c) })
		defer end()
		now := fresh(w, c)
		after := *now
		after.Note += "."
		w.apply(w.host.Service.Actor(), model.Edit(now, &after))
		return out
	},
	"search": func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) (out []any) {
		for _, text := range []string{ownMark, farMark, c.FirstName, c.Ref, c.Phone, c.CaseRef, "F-00"} {
			a, err := d.Search(ctx, text, search.Options{Limit: 1000})
			out = append(out, a, err)
		}
		return out
	},
	"match": func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) []any {
		m, err := d.Match(ctx, service.MatchQuery{CitizenID: c.ID})
		near, failed := d.NearCitizen(ctx, c.ID, nil)
		return []any{m, err, near, failed}
	},
	"reverse": func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) (out []any) {
		for _, task := range all[model.Task](w.t, w.host.Store, "task")[:20] {
			m, err := d.Match(ctx, service.MatchQuery{TaskID: task.ID, Limit: 1000})
			out = append(out, m, err)
			if m != nil {
				for _, row := range m.Rows {
					e, _ := w.host.Store.Get(ctx, "citizen", row.CitizenID)
					out = append(out, e)
				}
			}
		}
		return out
	},
	"callround": func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) (out []any) {
		for _, ids := range [][]string{nil, {c.ID}} {
			r, err := d.CallRound(ctx, service.CallRoundQuery{CitizenIDs: ids})
			out = append(out, r, err)
		}
		return out
	},
	"today": func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) []any {
		v, err := d.DueToday(ctx)
		since, failed := d.DueSince(ctx, d.Today().Add(-3))
		out := []any{v, err, since, failed}
		for _, due := range v.Due {
			e, _ := w.host.Store.Get(ctx, due.Type, due.ID)
			out = append(out, v.Who(due), e)
		}
		return out
	},
	"dossier": func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) []any {
		o, err := d.Dossier(ctx, c.ID)
		h, failed := d.History(ctx, model.RowRef{Type: "citizen", ID: c.ID})
		return []any{o, err, h, failed}
	},
	"figures": func(ctx context.Context, w *team, d *service.Session, c *model.Citizen) []any {
		names, err := d.NameOf(ctx, "citizen", c.ID)
		dup, failed := d.Duplicates(ctx, "citizen")
		return []any{names, err, dup, failed}
	},
}

// Store methods that give nothing of a row but a number, or only write what is given.
var givesNothing = []string{"Count", "Redo", "Viewed", "Exported", "PutDraft", "DropDraft", "CountDrafts"}

// TestNothingOfACitizenOutOfSightIsGiven: whatever is asked, no byte of a name, a goal or a note of a citizen of another
// team comes out; and those of the own team do, for whoever sees any.
func TestNothingOfACitizenOutOfSightIsGiven(t *testing.T) {
	methods := reflect.TypeFor[service.Store]()
	for i := range methods.NumMethod() {
		name := methods.Method(i).Name
		if gives[name] == nil && !slices.Contains(givesNothing, name) {
			t.Errorf("nothing tries %s of the store", name)
		}
	}
	w := newTeam(t)
	w.removeOne()
	ctx := context.Background()
	seen := map[string]bool{}
	rapid.Check(t, func(rt *rapid.T) {
		role := rapid.SampledFrom(model.ConsultantRoles).Draw(rt, "role")
		way := rapid.SampledFrom(wayNames()).Draw(rt, "way")
		c := rapid.SampledFrom(append(slices.Clone(w.far), w.near[:3]...)).Draw(rt, "citizen")
		out := written(gives[way](ctx, w, w.as(role), c))
		if i := strings.Index(out, farMark); i >= 0 {
			rt.Fatalf("%s of %s gives %q", way, role, out[max(0, i-300):min(len(out), i+100)])
		}
		if strings.Contains(out, ownMark) {
			if role == "admin" {
				i := strings.Index(out, ownMark)
				rt.Fatalf("%s of an administrator gives %q", way, out[max(0, i-300):min(len(out), i+100)])
			}
			seen[way] = true
		}
	})
	for _, way := range wayNames() {
		if out := written(gives[way](ctx, w, w.as("lead"), w.near[0])); strings.Contains(out, ownMark) {
			seen[way] = true
		}
		if !seen[way] && !slices.Contains([]string{"PreviewRedo", "Apply", "Undo", "EachRemoved"}, way) {
			t.Errorf("%s gives nobody anything of the own team: this test could not fail", way)
		}
	}
}

// removeOne removes a citizen of the other team, so that the log holds one.
func (w *team) removeOne() {
	ctx := context.Background()
	last := w.far[len(w.far)-1]
	removal := w.host.Service.NewRemoval()
	must(w.t, removal.RemoveWithDependents(ctx, fresh(w, last)))
	w.apply(w.host.Service.Actor(), removal.Changes()...)
	w.far = w.far[:len(w.far)-1]
}

// rowsOf are the citizen, and what is about the citizen.
func (w *team) rowsOf(c *model.Citizen) []model.RowRef {
	rows, err := w.host.Service.History(context.Background(), model.RowRef{Type: "citizen", ID: c.ID})
	must(w.t, err)
	return rows
}

func wayNames() (out []string) {
	for name := range gives {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func typeNames() (out []string) {
	for _, t := range schema.Types() {
		out = append(out, t.Name)
	}
	return out
}

func conflicts(err error) any {
	if e, ok := err.(*model.Error); ok {
		if c, ok := e.Cause.(*model.ConflictError); ok {
			return c.Rows
		}
	}
	return nil
}

// written is all that values hold, in one text.
func written(values []any) string {
	var b bytes.Buffer
	for _, v := range values {
		if data, err := json.Marshal(v); err == nil {
			b.Write(data)
		}
		fmt.Fprintf(&b, "%+v\n", v)
	}
	return b.String()
}
