package bootstrap

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"jobspor/data/demo"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// team is a demo database with two teams, a member of each role in the first, and what is planted in all texts about
// citizens: ownMark in those of the first team, farMark in those of the other.
type team struct {
	t       testing.TB
	host    *Database
	path    string
	members map[string]*model.Consultant // by role
	near    []*model.Citizen             // of the first team
	far     []*model.Citizen
	free    *model.Citizen // nobody's
	now     time.Time
}

const (
	ownMark, farMark = "Kragemærke", "Zwqdunkel"
	nearTeam         = "Team Strand"
)

var accessDay = model.NewDate(2026, time.November, 30)

func newTeam(t testing.TB) *team {
	t.Helper()
	ctx := context.Background()
	w := &team{t: t, path: filepath.Join(t.TempDir(), "team.db"), members: map[string]*model.Consultant{},
		now: Clock(accessDay)()}
	db, err := Open(ctx, w.path, store.Options{Create: true, Demo: true, Now: func() time.Time { return w.now }}, "", "")
	if err != nil {
		t.Fatal(err)
	}
	w.host = db
	t.Cleanup(func() { db.Close() })
	for _, cs := range demo.ChangeSets(accessDay) {
		if _, err := db.Store.Apply(ctx, cs); err != nil {
			t.Fatal(err)
		}
	}
	actor := demo.ID("consultant", demo.Mette)
	var add []model.Change
	for i, role := range model.ConsultantRoles {
		c := &model.Consultant{Head: model.Head{ID: model.NewID()}, Name: "Rolle " + role,
			Initials: fmt.Sprintf("R%d", i), Team: nearTeam, Role: role}
		w.members[role] = c
		add = append(add, model.Add(c))
	}
	for i := range service.ManyCitizens {
		add = append(add, model.Add(&model.Citizen{FirstName: fmt.Sprintf("Nr %d", i), Responsible: actor}))
	}
	w.apply(actor, add...)
	w.plant(actor)
	return w
}

func (w *team) apply(actor string, changes ...model.Change) {
	w.t.Helper()
	if _, err := w.host.Store.Apply(context.Background(),
		model.ChangeSet{Actor: actor, Action: "test", Changes: changes}); err != nil {
		w.t.Fatal(err)
	}
}

// plant marks the texts of all rows about citizens, and gives one citizen to nobody.
func (w *team) plant(actor string) {
	w.t.Helper()
	ctx := context.Background()
	teams := map[string]string{}
	for _, c := range all[model.Consultant](w.t, w.host.Store, "consultant") {
		teams[c.ID] = c.Team
	}
	mark := map[string]string{}
	for _, c := range all[model.Citizen](w.t, w.host.Store, "citizen") {
		mark[c.ID] = farMark
		if teams[c.Responsible] == nearTeam {
			mark[c.ID] = ownMark
		}
	}
	for _, t := range service.SubjectTypes(schema.Types()) {
		err := w.host.Store.Each(ctx, t.Name, schema.Query{}, func(e model.Entity) error {
			for _, id := range w.host.Service.CitizensOf(ctx, e, model.RowRef{Type: t.Name, ID: e.Meta().ID}) {
				w.mark(actor, t, e, mark[id])
			}
			return nil
		})
		if err != nil {
			w.t.Fatal(err)
		}
	}
	for _, c := range all[model.Citizen](w.t, w.host.Store, "citizen") {
		switch {
		case teams[c.Responsible] == nearTeam && w.free == nil && c.Status == "active":
			after := *c
			after.Responsible = ""
			w.apply(actor, model.Edit(c, &after))
			w.free = &after
		case teams[c.Responsible] == nearTeam:
			w.near = append(w.near, c)
		default:
			w.far = append(w.far, c)
		}
	}
	if len(w.near) < 5 || len(w.far) < 5 || w.free == nil {
		w.t.Fatalf("%d citizens of the team, %d of the other, free: %v", len(w.near), len(w.far), w.free)
	}
}

// mark puts a word into each text of a row that takes it.
func (w *team) mark(actor string, t *schema.Type, e model.Entity, word string) {
	w.t.Helper()
	after := schema.Clone(e)
	for i := range t.Fields {
		f := &t.Fields[i]
		if !f.Sealed || f.Given || f.Check != nil || f.Phone || f.Kind != schema.Text && f.Kind != schema.LongText ||
			slices.Contains([]string{"programme", "criterion", "triage", "triage_next", "outcome", "track", "element",
				"code"}, f.Key) {
			continue
		}
		if err := f.SetText(after, strings.TrimSpace(f.Text(e)+" "+word)); err != nil {
			w.t.Fatalf("%s.%s: %v", t.Name, f.Key, err)
		}
	}
	if schema.Equal(e, after) || t.CheckEdit != nil && t.CheckEdit(e, schema.Differences(e, after)) != nil {
		return
	}
	if _, err := w.host.Store.Apply(context.Background(), model.ChangeSet{Actor: actor, Action: "test",
		Args: model.Args{"reason": word}, Changes: []model.Change{model.Edit(e, after)}}); err != nil {
		w.t.Fatalf("%s: %v", t.Name, err)
	}
}

func all[T any](t testing.TB, r service.Reader, typ string) []*T {
	t.Helper()
	out, err := service.All[T](context.Background(), r, typ, schema.Query{})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// as is an enforced session of a member.
func (w *team) as(role string) *service.Session { return w.session(w.members[role]) }

func (w *team) session(c *model.Consultant) *service.Session {
	d := w.host.Service.Another(c, w.t.TempDir())
	d.Eraser, d.Database = w.host.Service.Eraser, w.host.Service.Database
	d.Enforce()
	return d
}

// probes find out by trying how far a right reaches. A test fails for a right without one.
var probes = map[service.Right]func(w *team, d *service.Session) service.Extent{
	service.ReadCitizens: func(w *team, d *service.Session) service.Extent {
		seen := map[string]bool{}
		list, err := service.All[model.Citizen](context.Background(), d.Store, "citizen", schema.Query{})
		must(w.t, err)
		for _, c := range list {
			seen[c.ID] = true
		}
		near, far := count(seen, w.near), count(seen, w.far)
		switch {
		case near == 0 && far == 0:
			return service.Not
		case near == len(w.near) && far == 0:
			return service.Team
		case near == len(w.near) && far == len(w.far):
			return service.Yes
		}
		return service.Extent(fmt.Sprintf("%d of %d, and %d of %d", near, len(w.near), far, len(w.far)))
	},
	service.ReadFree: func(w *team, d *service.Session) service.Extent { return gets(d, w.free.ID) },
	service.ReadOthers: func(w *team, d *service.Session) service.Extent {
		if e := gets(d, w.far[0].ID); e != service.Not {
			return e
		}
		if _, err := d.OpenWithReason(context.Background(), "citizen", w.far[0].ID, "x"); err == nil {
			return "yes, without a reason"
		}
		_, err := d.OpenWithReason(context.Background(), "citizen", w.far[0].ID, "afløser ved sygdom")
		if err != nil || gets(d, w.far[0].ID) != service.Yes {
			return service.Not
		}
		return service.Reason
	},
	service.WriteCitizens: func(w *team, d *service.Session) service.Extent {
		before := fresh(w, w.near[1])
		after := *before
		after.Note += " ny"
		return writes(d, model.Edit(before, &after))
	},
	service.ReadCompanies: func(w *team, d *service.Session) service.Extent {
		n, err := d.Store.Count(context.Background(), "company", schema.Query{})
		return yes(err == nil && n > 0)
	},
	service.WriteCompanies: func(w *team, d *service.Session) service.Extent {
		return writes(d, model.Add(&model.Company{Name: "Nyt Værksted ApS"}))
	},
	service.ManageMembers: func(w *team, d *service.Session) service.Extent {
		return writes(d, model.Add(&model.Consultant{Name: "Ny", Initials: "N" + model.NewID()[:4]}))
	},
	service.ChangeRoles: func(w *team, d *service.Session) service.Extent {
		before := fresh(w, w.members["reader"])
		after := *before
		after.Role = "lead"
		return writes(d, model.Edit(before, &after))
	},
	service.ManageSettings: func(w *team, d *service.Session) service.Extent {
		return writes(d, model.Add(&model.Setting{Head: model.Head{ID: "rhythm.check"}, Value: "7"}))
	},
	service.ReadLog: func(w *team, d *service.Session) service.Extent {
		list, err := d.Store.Log(context.Background(), schema.LogQuery{})
		must(w.t, err)
		mine, team, others := 0, 0, 0
		for _, e := range list {
			switch c := member(w, e.Actor); {
			case e.Actor == d.Actor():
				mine++
			case c != nil && c.Team == nearTeam:
				team++
			default:
				others++
			}
		}
		switch {
		case others > 0:
			return service.Yes
		case team > 0:
			return service.Team
		case mine > 0:
			return service.Own
		}
		return service.Not
	},
	service.Export: func(w *team, d *service.Session) service.Extent {
		return leaves(d, w.near[:1])
	},
	service.ExportMany: func(w *team, d *service.Session) service.Extent {
		return leaves(d, w.near[:service.ManyCitizens+1])
	},
	service.EraseCitizens: func(w *team, d *service.Session) service.Extent {
		_, err := d.Eraser.Erase(context.Background(), model.Erasure{Actor: d.Actor(), Action: model.EraseAction})
		return extentOf(err)
	},
	service.Maintain: func(w *team, d *service.Session) service.Extent {
		_, err := d.Database.Check(context.Background())
		return yes(err == nil)
	},
	service.ExportWhole: func(w *team, d *service.Session) service.Extent {
		err := d.Database.Rekey(context.Background(), nil, []byte("en ny lang adgangssætning"))
		return yes(model.CodeOf(err) != model.Forbidden)
	},
}

// TestRolesDoExactlyWhatTheirTableSays: every right of every role, tried on a database with two teams.
func TestRolesDoExactlyWhatTheirTableSays(t *testing.T) {
	w := newTeam(t)
	for _, role := range model.ConsultantRoles {
		d := w.as(role)
		d.Look("view.citizen", nil, w.near[0])
		must(t, d.WriteLooks(context.Background())) // each has something in the log
	}
	for at, role := range model.ConsultantRoles {
		for _, a := range service.Accesses {
			probe := probes[a.Right]
			if probe == nil {
				t.Fatalf("nothing tries the right %q", a.Right)
			}
			if got := probe(w, w.as(role)); got != a.By[at] {
				t.Errorf("%s, %s: it is %q, the table says %q", role, a.Right, got, a.By[at])
			}
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func yes(ok bool) service.Extent {
	if ok {
		return service.Yes
	}
	return service.Not
}

func count(seen map[string]bool, list []*model.Citizen) (n int) {
	for _, c := range list {
		if seen[c.ID] {
			n++
		}
	}
	return n
}

func gets(d *service.Session, id string) service.Extent {
	_, err := d.Store.Get(context.Background(), "citizen", id)
	return yes(err == nil)
}

func writes(d *service.Session, changes ...model.Change) service.Extent {
	_, err := d.Store.Apply(context.Background(), model.ChangeSet{Actor: d.Actor(), Action: "test", Changes: changes})
	return extentOf(err)
}

// extentOf tells from what came of it how far a right reaches.
func extentOf(err error) service.Extent {
	switch {
	case err == nil:
		return service.Yes
	case asked(err):
		return service.Two
	case model.CodeOf(err) == model.Forbidden:
		return service.Not
	}
	return service.Extent(err.Error())
}

func leaves(d *service.Session, list []*model.Citizen) service.Extent {
	var ids []string
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	err := d.Leave(context.Background(), service.Out{Action: "export.match", Citizens: ids, To: service.ToOwnFile,
		Reason: "sagsbehandling"})
	return extentOf(err)
}

// fresh is a row as it is now.
func fresh[T any, E interface {
	*T
	model.Entity
}](w *team, e E) E {
	now, err := w.host.Store.Get(context.Background(), schema.TypeOf(e).Name, e.Meta().ID)
	must(w.t, err)
	return now.(E)
}

func member(w *team, id string) *model.Consultant {
	c, err := service.One[model.Consultant](context.Background(), w.host.Store, "consultant", id)
	if err != nil {
		return nil
	}
	return c
}
