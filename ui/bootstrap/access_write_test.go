package bootstrap

import (
	"context"
	"slices"
	"testing"
	"time"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// edits is the change of a row as it is now.
func edits[T any, E interface {
	*T
	model.Entity
}](w *team, row E, change func(e E)) model.Change {
	before := fresh(w, row)
	after := *before
	change(&after)
	return model.Edit(before, E(&after))
}

// tries writes as somebody and gives the key of the error, "" when it was written or only asked for.
func (w *team) tries(c *model.Consultant, changes ...model.Change) string {
	d := w.session(c)
	_, err := d.Store.Apply(context.Background(),
		model.ChangeSet{Actor: d.Actor(), Action: "test", Changes: changes})
	if err != nil && !asked(err) && keyOf(err) == "" {
		return err.Error()
	}
	if asked(err) {
		return ""
	}
	return keyOf(err)
}

// Everybody changes how their own name is written, administrators all else of consultants, and never the last of them
// away.
func TestWhoChangesConsultants(t *testing.T) {
	w := newTeam(t)
	admin, consultant, reader := w.members["admin"], w.members["consultant"], w.members["reader"]
	name := func(c *model.Consultant) { c.Name += " ny" }
	gone := func(c *model.Consultant) { c.Inactive = true }
	plain := func(c *model.Consultant) { c.Role = "" }
	const members, last = "err.access.members", "err.access.last"
	for _, c := range []struct {
		what string
		who  *model.Consultant
		do   model.Change
		want string
	}{
		{"the own name", reader, edits(w, reader, name), ""},
		{"another's name", consultant, edits(w, reader, name), members},
		{"the own login", consultant, edits(w, consultant, func(c *model.Consultant) { c.Login = "x" }), members},
		{"the own role", consultant, edits(w, consultant, func(c *model.Consultant) { c.Role = "admin" }), members},
		{"a new one", consultant, model.Add(&model.Consultant{Name: "Ny", Initials: "NY"}), members},
		{"themselves away", consultant, model.Remove(fresh(w, consultant)), members},
		{"the last administrator's role", admin, edits(w, admin, plain), last},
		{"the last administrator away", admin, edits(w, admin, gone), last},
		{"the last administrator's row", admin, model.Remove(fresh(w, admin)), last},
		{"the last administrator's name", admin, edits(w, admin, name), ""},
	} {
		if got := w.tries(c.who, c.do); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
	second := w.another("admin", nearTeam)
	if got := w.tries(admin, edits(w, admin, gone), edits(w, second, gone)); got != last {
		t.Errorf("both administrators away: %q", got)
	}
	if got := w.tries(admin, edits(w, second, gone)); got != "" {
		t.Errorf("one of two away: %q", got)
	}
}

// Where there is no administrator, the consultant who was entered first makes one, and does nothing else with it.
func TestTheFirstAdministrator(t *testing.T) {
	w := newTeam(t)
	w.apply(w.host.Service.Actor(), edits(w, w.members["admin"], func(c *model.Consultant) { c.Inactive = true }))
	first, err := service.One[model.Consultant](context.Background(), w.host.Store, "consultant",
		demo.ID("consultant", demo.Mette))
	must(t, err)
	other := w.members["consultant"]
	admin := func(c *model.Consultant) { c.Role = "admin" }
	const members = "err.access.members"
	for _, c := range []struct {
		what string
		who  *model.Consultant
		do   model.Change
		want string
	}{
		{"another makes one", other, edits(w, other, admin), members},
		{"one who left", w.members["admin"], edits(w, first, admin), "err.access.nobody"},
		{"with another name", first, edits(w, first, func(c *model.Consultant) { c.Role, c.Login = "admin", "x" }),
			members},
		{"a lead", first, edits(w, other, func(c *model.Consultant) { c.Role = "lead" }), members},
		{"about a citizen, without any", other, edits(w, w.near[0], func(c *model.Citizen) { c.Note += "." }), ""},
		{"the first", first, edits(w, first, admin), ""},
		{"once there is one", other, edits(w, other, admin), members},
	} {
		if got := w.tries(c.who, c.do); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
	if got := fresh(w, first).Role; got != "admin" {
		t.Errorf("the first has the role %q", got)
	}
}

// What is written is about citizens in sight before and after, and stays there.
func TestWhatIsWrittenStaysInSight(t *testing.T) {
	w := newTeam(t)
	ctx := context.Background()
	lead, reader, admin := w.members["lead"], w.members["reader"], w.members["admin"]
	near, far, east := w.near[0], w.far[0], w.far[0].Responsible
	to := func(id string) func(*model.Citizen) { return func(c *model.Citizen) { c.Responsible = id } }
	note := func(c *model.Citizen) { c.Note += " ny" }
	goal := func(id string) *model.Goal {
		return &model.Goal{CitizenID: id, Rank: model.Some(9), Words: "noget", Status: "wish"}
	}
	handover := func(citizen, company, to string, done model.Date) model.Change {
		return model.Add(&model.Handover{FromID: near.Responsible, ToID: to, On: accessDay + 7, CitizenID: citizen,
			CompanyID: company, DoneOn: done})
	}
	company := all[model.Company](t, w.host.Store, "company")[0]
	mine := goal(near.ID)
	mine.ID = model.NewID()
	w.apply(w.host.Service.Actor(), model.Add(mine))
	fresher := &model.Citizen{Head: model.Head{ID: model.NewID()}, FirstName: "Ny", Responsible: lead.ID}
	const move, other, write = "err.access.move", "err.access.other", "err.access.write"
	for _, c := range []struct {
		what string
		who  *model.Consultant
		do   []model.Change
		want string
	}{
		{"a citizen of the team", lead, []model.Change{edits(w, near, note)}, ""},
		{"to a colleague", lead, []model.Change{edits(w, w.near[2], to(lead.ID))}, ""},
		{"to nobody", lead, []model.Change{edits(w, w.near[1], to(""))}, ""},
		{"to another team", lead, []model.Change{edits(w, near, to(east))}, move},
		{"a new one", lead, []model.Change{model.Add(fresher), model.Add(goal(fresher.ID))}, ""},
		{"a new one of another team", lead, []model.Change{model.Add(&model.Citizen{FirstName: "Ny",
			Responsible: east})}, move},
		{"another team's", lead, []model.Change{edits(w, far, note)}, other},
		{"another team's to oneself", lead, []model.Change{edits(w, far, to(lead.ID))}, other},
		{"a goal of another team's", lead, []model.Change{model.Add(goal(far.ID))}, other},
		{"a goal to another team's", lead, []model.Change{edits(w, mine, func(g *model.Goal) { g.CitizenID = far.ID })},
			other},
		{"a contact with a company", lead, []model.Change{model.Add(&model.Contact{CompanyID: company.ID,
			On: accessDay, How: "call"})}, ""},
		{"a reader", reader, []model.Change{edits(w, near, note)}, write},
		{"a reader, of another team", reader, []model.Change{edits(w, far, note)}, write},
		{"a reader, a new one", reader, []model.Change{model.Add(&model.Citizen{FirstName: "Ny"})}, write},
		{"a reader, a goal", reader, []model.Change{model.Add(goal(near.ID))}, write},
		{"a reader, a company", reader, []model.Change{edits(w, company, func(c *model.Company) { c.Note = "x" })},
			"err.access.company_write"},
		{"an administrator, a setting", admin, []model.Change{model.Add(&model.Setting{
			Head: model.Head{ID: "rhythm.check"}, Value: "9"})}, ""},
		{"a lead, a setting", lead, []model.Change{model.Add(&model.Setting{Head: model.Head{ID: "rhythm.ahead"},
			Value: "9"})}, "err.access.settings"},
		{"a hand-over in the team", lead, []model.Change{handover(near.ID, "", lead.ID, 0)}, ""},
		{"a hand-over to another team", lead, []model.Change{handover(near.ID, "", east, 0)}, move},
		{"a company's hand-over to another team", lead, []model.Change{handover("", company.ID, east, 0)}, ""},
		{"a hand-over to another team that is done", lead, []model.Change{handover(near.ID, "", east, accessDay)}, ""},
	} {
		if got := w.tries(c.who, c.do...); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
	d := w.session(lead)
	_, err := d.OpenWithReason(ctx, "citizen", far.ID, "afløser ved sygdom")
	must(t, err)
	third := w.another("consultant", "Team Vest")
	for _, c := range []struct {
		what string
		do   func(*model.Citizen)
		want string
	}{{"stays whose it is", note, ""}, {"to a third consultant", to(third.ID), move}} {
		if _, err := d.Store.Apply(ctx, model.ChangeSet{Actor: d.Actor(), Action: "test",
			Changes: []model.Change{edits(w, far, c.do)}}); keyOf(err) != c.want {
			t.Errorf("one opened with a reason %s: %v, want %q", c.what, err, c.want)
		}
	}
}

// What a session reaches beside its store goes by the same table.
func TestWhatIsReachedBesideTheStore(t *testing.T) {
	w := newApprovalTeam(t)
	ctx := context.Background()
	lead, admin := w.as("lead"), w.as("admin")
	early := time.Now().AddDate(-9, 0, 0)
	far := fresh(w, w.far[0])
	for what, c := range map[string]struct {
		e    model.Erasure
		want string
	}{
		"in another's name":  {model.Erasure{Actor: admin.Actor()}, "err.access.actor"},
		"everybody's drafts": {model.Erasure{Actor: lead.Actor(), DraftsBefore: early}, "err.access.maintain"},
		"everybody's looks":  {model.Erasure{Actor: lead.Actor(), LooksBefore: early}, "err.access.maintain"},
		"another team's case": {model.Erasure{Actor: lead.Actor(), Changes: []model.Change{model.Remove(far)}},
			"err.access.other"},
	} {
		if _, err := lead.Eraser.Erase(ctx, c.e); keyOf(err) != c.want {
			t.Errorf("an erasure of %s: %v, want %s", what, err, c.want)
		}
	}
	for _, c := range []struct {
		d      *service.Session
		whole  bool // facts, checks and copies
		what   string
		backup string
	}{{lead, false, "a lead", "err.access.maintain"}, {admin, true, "an administrator", ""}} {
		f, err := c.d.Database.Facts(ctx)
		if err != nil || (f.Path != "") != c.whole || (len(f.Rows) > 0) != c.whole || f.Schema == 0 {
			t.Errorf("%s is told %+v, %v", c.what, f, err)
		}
		if _, err := c.d.Database.Check(ctx); (err == nil) != c.whole {
			t.Errorf("%s checks: %v", c.what, err)
		}
		if _, err := c.d.Backups.Backup(ctx); keyOf(err) != c.backup {
			t.Errorf("%s copies: %v", c.what, err)
		}
		if err := c.d.Database.Rekey(ctx, nil, []byte("en ny lang adgangssætning")); keyOf(err) != "err.access.whole" {
			t.Errorf("%s changes the passphrase: %v", c.what, err)
		}
	}
}

// broken are damaged rows with their sound states.
type broken struct {
	service.Damages
	rows []model.Entity
	done *[]string
}

func (b broken) Damaged() (out []model.Damaged) {
	for _, e := range b.rows {
		out = append(out, model.Damaged{Type: schema.TypeOf(e).Name, ID: e.Meta().ID})
	}
	return out
}

func (b broken) DamagedOf(context.Context, string) ([]model.Damaged, error) { return b.Damaged(), nil }

func (b broken) Source(_ context.Context, _, id string) (*model.RowSource, error) {
	for _, e := range b.rows {
		if e.Meta().ID == id {
			return &model.RowSource{Row: e}, nil
		}
	}
	return nil, nil
}

func (b broken) Remains(_ context.Context, _, id string) (model.Entity, error) {
	from, err := b.Source(context.Background(), "", id)
	return from.Row, err
}

func (b broken) Repair(_ context.Context, _ string, row model.Damaged) (model.Receipt, error) {
	*b.done = append(*b.done, row.ID)
	return model.Receipt{}, nil
}

func (b broken) WriteAnew(_ context.Context, _ string, e model.Entity) (model.Receipt, error) {
	*b.done = append(*b.done, e.Meta().ID)
	return model.Receipt{}, nil
}

// Damaged rows are seen and mended as far as sound ones are read and written; who somebody is, is mended on the server.
func TestDamagedRowsOfATeam(t *testing.T) {
	w := newTeam(t)
	ctx := context.Background()
	near, far, member := fresh(w, w.near[0]), fresh(w, w.far[0]), fresh(w, w.members["reader"])
	for _, c := range []struct {
		role string
		sees []string
		may  []string
	}{
		{"lead", []string{near.ID, member.ID}, []string{near.ID}},
		{"reader", []string{near.ID, member.ID}, nil},
		{"admin", []string{member.ID}, nil},
	} {
		var done []string
		d := w.host.Service.Another(w.members[c.role], t.TempDir())
		d.Damages = broken{rows: []model.Entity{near, far, member}, done: &done}
		d.Enforce()
		list, err := d.Damages.DamagedOf(ctx, "citizen")
		must(t, err)
		for what, list := range map[string][]model.Damaged{"all": d.Damages.Damaged(), "of a type": list} {
			var ids []string
			for _, bad := range list {
				ids = append(ids, bad.ID)
			}
			if !slices.Equal(ids, c.sees) {
				t.Errorf("%s sees %d damaged rows, %s, want %d", c.role, len(ids), what, len(c.sees))
			}
		}
		for _, e := range []model.Entity{near, far, member} {
			typ, id := schema.TypeOf(e).Name, e.Meta().ID
			from, err := d.Damages.Source(ctx, typ, id)
			left, failed := d.Damages.Remains(ctx, typ, id)
			sees := slices.Contains(c.sees, id)
			if (err == nil && from != nil) != sees || (failed == nil && left != nil) != sees {
				t.Errorf("%s, a %s: the source is %v, %v and what remains %v, %v", c.role, typ, from, err, left, failed)
			}
			_, err = d.Damages.Repair(ctx, d.Actor(), model.Damaged{Type: typ, ID: id})
			_, failed = d.Damages.WriteAnew(ctx, d.Actor(), e)
			may := slices.Contains(c.may, id)
			if (err == nil) != may || (failed == nil) != may {
				t.Errorf("%s mends a %s: %v, %v, want %v", c.role, typ, err, failed, may)
			}
		}
		if from, err := d.Damages.Source(ctx, "consultant", w.members["lead"].ID); from != nil || err != nil {
			t.Errorf("%s, a row without a source: %v, %v", c.role, from, err)
		}
		want := 2 * len(c.may)
		if len(done) != want {
			t.Errorf("%s mended %d times, want %d", c.role, len(done), want)
		}
		if _, err := d.Damages.WriteAnew(ctx, "another", near); model.CodeOf(err) != model.Forbidden {
			t.Errorf("%s mends in the name of another: %v", c.role, err)
		}
	}
	gone := w.another("lead", nearTeam)
	w.apply(w.host.Service.Actor(), edits(w, gone, func(c *model.Consultant) { c.Inactive = true }))
	d := w.host.Service.Another(gone, t.TempDir())
	d.Damages = broken{rows: []model.Entity{near, member}}
	d.Enforce()
	if list := d.Damages.Damaged(); len(list) > 0 {
		t.Errorf("one who left sees %d damaged rows", len(list))
	}
}
