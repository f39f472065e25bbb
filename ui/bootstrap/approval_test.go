package bootstrap

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"jobspor/data/backup"
	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// asked reports that something was not done but asked for.
func asked(err error) bool { return strings.HasPrefix(keyOf(err), "err.approval.asked.") }

func keyOf(err error) string {
	var e *model.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}

// another adds one more member of a role to a team.
func (w *team) another(role, team string) *model.Consultant {
	id := model.NewID()
	c := &model.Consultant{Head: model.Head{ID: id}, Name: "Anden " + role, Initials: "A" + id[:4],
		Team: team, Role: role}
	w.apply(w.host.Service.Actor(), model.Add(c))
	return c
}

// answer answers the newest request that waits, as a consultant.
func (w *team) answer(c *model.Consultant, yes bool) error {
	ctx := context.Background()
	d := w.session(c)
	cs, err := d.Answer(w.newest(), yes)
	if err == nil {
		_, err = d.Store.Apply(ctx, cs)
	}
	return err
}

func (w *team) newest() *model.Approval {
	w.t.Helper()
	list, err := w.host.Service.Approvals(context.Background())
	must(w.t, err)
	if len(list) == 0 {
		w.t.Fatal("nothing was asked for")
	}
	return list[0]
}

// twos is everything that takes two: by whom it is done, and doing it, which says the same thing each time.
var twos = map[service.Right]struct {
	role string
	do   func(w *team, d *service.Session) error
	// other does another thing of the kind.
	other func(w *team, d *service.Session) error
}{
	service.ChangeRoles: {"admin", func(w *team, d *service.Session) error {
		return w.makes(d, "reader", "lead")
	}, func(w *team, d *service.Session) error {
		return w.makes(d, "reader", "admin")
	}},
	service.ExportMany: {"lead", func(w *team, d *service.Session) error {
		return w.lets(d, w.near[:service.ManyCitizens+1])
	}, func(w *team, d *service.Session) error {
		return w.lets(d, w.near[:service.ManyCitizens+2])
	}},
	service.EraseCitizens: {"lead", func(w *team, d *service.Session) error {
		return w.erases(d, w.closedOnes()[:1], "perioden er gået")
	}, func(w *team, d *service.Session) error {
		return w.erases(d, w.closedOnes()[1:2], "perioden er gået")
	}},
}

func (w *team) makes(d *service.Session, who, role string) error {
	before := fresh(w, w.members[who])
	after := *before
	after.Role = role
	_, err := d.Store.Apply(context.Background(), model.ChangeSet{Actor: d.Actor(), Action: "consultant.edit",
		Changes: []model.Change{model.Edit(before, &after)}})
	return err
}

func (w *team) lets(d *service.Session, list []*model.Citizen) error {
	var ids []string
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	return d.Leave(context.Background(), service.Out{Action: "export.match", Citizens: ids, To: service.ToOwnFile,
		Reason: "sagsbehandling"})
}

func (w *team) erases(d *service.Session, list []*model.Citizen, reason string) error {
	ctx := context.Background()
	plan, err := d.PlanErasure(ctx, []string{list[0].ID}, false)
	if err == nil {
		_, err = d.Erase(ctx, plan, reason)
	}
	return err
}

// closedOnes are two closed citizens of the first team; of them nothing is erased yet.
func (w *team) closedOnes() (out []*model.Citizen) {
	for _, c := range w.near {
		now, err := service.One[model.Citizen](context.Background(), w.host.Store, "citizen", c.ID)
		if err == nil && now.Status == "closed" {
			out = append(out, now)
		}
	}
	for _, c := range w.near {
		if len(out) >= 2 {
			break
		}
		now, err := service.One[model.Citizen](context.Background(), w.host.Store, "citizen", c.ID)
		if err == nil && now.Status != "closed" && strings.HasPrefix(now.FirstName, "Nr ") {
			after := *now
			after.Status, after.ClosedOn = "closed", accessDay
			w.apply(w.host.Service.Actor(), model.Edit(now, &after))
			out = append(out, fresh(w, now))
		}
	}
	return out
}

func newApprovalTeam(t *testing.T) *team {
	w := newTeam(t)
	w.host.Service.Eraser = eraser{w.host.Store, backup.For(w.path, t.TempDir()), w.host.Service.Actor}
	w.closedOnes()
	return w
}

// TestTwoPeople: nothing that takes two is done by one; only the yes of another with the right lets it be done, exactly
// that, by whoever asked, once, in time.
func TestTwoPeople(t *testing.T) {
	for right, two := range twos {
		t.Run(string(right), func(t *testing.T) {
			w := newApprovalTeam(t)
			me, other, third := w.members[two.role], w.another(two.role, nearTeam), w.another(two.role, nearTeam)
			refused := func(what string, err error, key string) {
				t.Helper()
				if got := keyOf(err); !strings.HasPrefix(got, key) {
					t.Errorf("%s: %q (%v), want %q", what, got, err, key)
				}
			}
			d := w.session(me)
			refused("alone", two.do(w, d), "err.approval.asked")
			refused("again before a yes", two.do(w, d), "err.approval.waits")
			refused("the yes of whoever asked", w.answer(me, true), "err.approval.self")
			for _, role := range model.ConsultantRoles {
				if role != two.role {
					refused("the yes of a "+role, w.answer(w.members[role], true), "err.access.")
				}
			}
			must(t, w.answer(other, true))
			refused("a second answer", w.answer(third, false), "err.approval.stands")
			refused("another thing", two.other(w, d), "err.approval.asked")
			refused("the same thing by another", two.do(w, w.session(third)), "err.approval.asked")
			if err := two.do(w, w.session(me)); err != nil { // in a session of later
				t.Fatalf("after the yes of another: %v", err)
			}
			log, err := w.host.Store.Log(context.Background(), schema.LogQuery{Actor: me.ID, Limit: 3})
			must(t, err)
			said := false
			for _, e := range log {
				said = said || e.Args["approved_by"] == other.ID && e.Args["approval"] != nil
			}
			if !said {
				t.Errorf("the log does not name both: %+v", log)
			}
		})
	}
}

// An approval is used once; one that was refused, withdrawn or is over lets nothing be done.
func TestAnApprovalIsUsedOnce(t *testing.T) {
	w := newApprovalTeam(t)
	lead, other := w.members["lead"], w.another("lead", nearTeam)
	d := w.session(lead)
	do := twos[service.ExportMany].do
	_ = do(w, d)
	must(t, w.answer(other, true))
	must(t, do(w, d))
	if err := do(w, d); !asked(err) {
		t.Errorf("a second time: %v", err)
	}
	must(t, w.answer(other, false))
	if err := do(w, d); keyOf(err) != "err.approval.refused.bulk" {
		t.Errorf("after a no: %v", err)
	}
	_ = twos[service.ExportMany].other(w, d)
	must(t, w.answer(lead, false)) // withdrawn
	if err := twos[service.ExportMany].other(w, d); keyOf(err) != "err.approval.refused.bulk" {
		t.Errorf("after it was withdrawn: %v", err)
	}
	w.now = w.now.AddDate(0, 0, service.ApprovalDays+1)
	if err := do(w, d); !asked(err) {
		t.Errorf("a no is over after %d days, and it is asked anew: %v", service.ApprovalDays, err)
	}
	must(t, w.answer(other, true))
	w.now = w.now.AddDate(0, 0, service.ApprovalDays)
	if err := do(w, w.session(lead)); err != nil {
		t.Errorf("on the last day: %v", err)
	}
	_ = do(w, d)
	w.now = w.now.AddDate(0, 0, service.ApprovalDays+1)
	if err := w.answer(other, true); keyOf(err) != "err.approval.over" {
		t.Errorf("a yes that comes late: %v", err)
	}
	_ = do(w, d)
	must(t, w.answer(other, true))
	w.now = w.now.AddDate(0, 0, service.ApprovalDays+1)
	if err := do(w, d); !asked(err) {
		t.Errorf("a yes that is over: %v", err)
	}
}

// What changed since it was asked is asked for anew, and so is what was said yes to by somebody who may not any more.
func TestAnAlteredRequestIsRefused(t *testing.T) {
	w := newApprovalTeam(t)
	admin, other := w.members["admin"], w.another("admin", nearTeam)
	d := w.session(admin)
	_ = w.makes(d, "reader", "lead")
	must(t, w.answer(other, true))
	reader := fresh(w, w.members["reader"])
	after := *reader
	after.Name = "Et andet navn"
	w.apply(w.host.Service.Actor(), model.Edit(reader, &after))
	if err := w.makes(d, "reader", "lead"); !asked(err) {
		t.Errorf("the row is another since: %v", err)
	}
	must(t, w.answer(other, true))
	gone := *fresh(w, other)
	gone.Inactive = true
	w.apply(w.host.Service.Actor(), model.Edit(fresh(w, other), &gone))
	if err := w.makes(d, "reader", "lead"); !asked(err) {
		t.Errorf("whoever said yes is not here any more: %v", err)
	}
	ctx := context.Background()
	_, err := d.Store.Apply(ctx, model.ChangeSet{Actor: admin.ID, Action: "x", Changes: []model.Change{
		model.Add(&model.Approval{Asker: admin.ID, Right: "roles", On: accessDay, Until: accessDay.Add(7)})}})
	if keyOf(err) != "err.approval.stands" {
		t.Errorf("a request that a person writes: %v", err)
	}
	for what, alter := range map[string]func(a *model.Approval){
		"what was asked": func(a *model.Approval) { a.Digest = "x"; a.Answer = "yes" },
		"in the name of another": func(a *model.Approval) {
			a.Answer, a.AnsweredBy, a.AnsweredOn = "yes", other.ID, d.Today()
		},
		"as done": func(a *model.Approval) { a.DoneOn = d.Today() },
		"on another day": func(a *model.Approval) {
			a.Answer, a.AnsweredBy, a.AnsweredOn = "no", admin.ID, d.Today().Add(-1)
		},
		"to be removed": nil,
	} {
		before := w.newest()
		change := model.Remove(before)
		if alter != nil {
			mine := *before
			alter(&mine)
			change = model.Edit(before, &mine)
		}
		_, err := d.Store.Apply(ctx, model.ChangeSet{Actor: admin.ID, Action: "x", Changes: []model.Change{change}})
		if model.CodeOf(err) != model.Forbidden {
			t.Errorf("an answer is written %s: %v", what, err)
		}
	}
}

// What two agreed on is not taken back by one, by undo or redo, and a request is not either.
func TestWhatTwoAgreedOnIsNotUndone(t *testing.T) {
	w := newApprovalTeam(t)
	ctx := context.Background()
	admin, other := w.members["admin"], w.another("admin", nearTeam)
	d := w.session(admin)
	_ = w.makes(d, "reader", "lead")
	for range 2 {
		if _, err := d.Store.Undo(ctx, admin.ID, 0); model.CodeOf(err) != model.Forbidden {
			t.Errorf("undo: %v", err)
		}
		if err := w.answer(other, true); err != nil && keyOf(err) != "err.approval.stands" {
			t.Error(err)
		}
		_ = w.makes(d, "reader", "lead")
	}
	if got := fresh(w, w.members["reader"]).Role; got != "lead" {
		t.Errorf("the role is %q", got)
	}
	_ = w.makes(d, "reader", "consultant")
	must(t, w.answer(other, true))
	if _, err := w.session(other).Store.Undo(ctx, other.ID, 0); keyOf(err) != "err.approval.stands" {
		t.Errorf("undo of a yes: %v", err)
	}
}

// Somebody's own team, and coming back, are as much as a role; leaving is at once, and a new consultant has no key yet.
func TestWhatCountsAsARole(t *testing.T) {
	w := newApprovalTeam(t)
	d := w.session(w.members["admin"])
	w.another("admin", nearTeam)
	edit := func(change func(c *model.Consultant)) model.Change {
		before := fresh(w, w.members["consultant"])
		after := *before
		change(&after)
		return model.Edit(before, &after)
	}
	for _, c := range []struct {
		what string
		do   model.Change
		want service.Extent
	}{
		{"a role", edit(func(c *model.Consultant) { c.Role = "lead" }), service.Two},
		{"a team", edit(func(c *model.Consultant) { c.Team = "Team Vest" }), service.Two},
		{"a name", edit(func(c *model.Consultant) { c.Name = "Ny" }), service.Yes},
		{"to leave", edit(func(c *model.Consultant) { c.Inactive = true }), service.Yes},
		{"to come back", edit(func(c *model.Consultant) { c.Inactive = false }), service.Two},
		{"a new one", model.Add(&model.Consultant{Name: "Ny", Initials: "NY"}), service.Yes},
		{"a new administrator", model.Add(&model.Consultant{Name: "Ny", Initials: "NZ", Role: "admin"}), service.Two},
	} {
		if b, ok := c.do.Before.(*model.Consultant); ok { // as it is by now
			a := *c.do.After.(*model.Consultant)
			a.Head, c.do.Before = fresh(w, b).Head, fresh(w, b)
			if c.what != "to come back" && c.what != "to leave" {
				a.Inactive = fresh(w, b).Inactive
			}
			c.do.After = &a
		}
		if got := writes(d, c.do); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// Many small exports of a day, and what a pipe gets, count together.
func TestManyOfADayAreMany(t *testing.T) {
	w := newApprovalTeam(t)
	ctx := context.Background()
	lead, consultant := w.session(w.members["lead"]), w.session(w.members["consultant"])
	pipe := func(d *service.Session, list []*model.Citizen) error {
		var ids []string
		for _, c := range list {
			d.Look("view.cli", nil, c)
			ids = append(ids, c.ID)
		}
		err := d.LeaveRead(ctx, service.Out{Action: "view.cli", Citizens: ids, To: service.ToOwnFile,
			Reason: "sagsbehandling"})
		if err == nil {
			err = d.WriteLooks(ctx)
		}
		return err
	}
	for _, d := range []*service.Session{lead, consultant} {
		for i := range service.ManyCitizens { // one at a time, by file and by pipe
			do := w.lets
			if i%2 == 1 {
				do = func(d *service.Session, list []*model.Citizen) error { return pipe(d, list) }
			}
			if err := do(d, w.near[i:i+1]); err != nil {
				t.Fatalf("citizen %d: %v", i, err)
			}
		}
		must(t, w.lets(d, w.near[:service.ManyCitizens])) // none of them is new
	}
	one := w.near[service.ManyCitizens:][:1]
	if err := w.lets(consultant, one); keyOf(err) != "err.access.day" {
		t.Errorf("one more of a consultant: %v", err)
	}
	if err := pipe(consultant, one); keyOf(err) != "err.access.day" {
		t.Errorf("one more of a consultant in a pipe: %v", err)
	}
	if err := w.lets(lead, one); !asked(err) {
		t.Errorf("one more of a lead: %v", err)
	}
	must(t, consultant.Leave(ctx, service.Out{Action: "export.match", Citizens: []string{one[0].ID},
		To: service.ToCitizen}))
	if err := pipe(w.session(w.members["lead"]), w.near[:service.ManyCitizens+1]); !asked(err) {
		t.Errorf("many in a pipe: %v", err)
	}
	w.now = w.now.Add(24 * time.Hour)
	must(t, w.lets(consultant, one))
}

// A request says nothing to those who do not see the citizens, and nothing of them once they are erased.
func TestRequestsTellNobodyElse(t *testing.T) {
	w := newApprovalTeam(t)
	ctx := context.Background()
	lead, other := w.members["lead"], w.another("lead", nearTeam)
	away := w.another("lead", "Team Vest")
	who := w.closedOnes()[:1]
	if err := w.erases(w.session(lead), who, ownMark+" flyttede"); !asked(err) {
		t.Fatal(err)
	}
	for _, c := range []struct {
		who   *model.Consultant
		n     int
		today int // on the Today of those who may answer
	}{{lead, 1, 0}, {other, 1, 1}, {away, 0, 0}, {w.members["consultant"], 0, 0}, {w.members["reader"], 0, 0},
		{w.members["admin"], 0, 0}} {
		d := w.session(c.who)
		if got := len(w.waitingOn(d)); got != c.today {
			t.Errorf("%s of %s has %d on Today, want %d", c.who.Role, c.who.Team, got, c.today)
		}
		list, err := d.Approvals(ctx)
		must(t, err)
		n, err := d.Store.Count(ctx, "approval", schema.Query{})
		must(t, err)
		some, err := d.Store.List(ctx, "approval", schema.Query{Fields: []string{"ref"}})
		must(t, err)
		if len(list) != c.n || n != c.n || len(some) != c.n {
			t.Errorf("%s of %s sees %d, %d, %d, want %d", c.who.Role, c.who.Team, len(list), n, len(some), c.n)
		}
		log, err := d.Store.Log(ctx, schema.LogQuery{Rows: true})
		must(t, err)
		if c.n == 0 && strings.Contains(written([]any{log}), "flyttede") {
			t.Errorf("the log of %s tells the reason", c.who.Role)
		}
	}
	must(t, w.answer(other, true))
	must(t, w.erases(w.session(lead), who, "en anden grund"))
	a := w.newest()
	if a.DoneOn == 0 || a.AnsweredBy != other.ID || a.Reason != "" || len(a.About) != 0 {
		t.Errorf("the request is %+v", a)
	}
	log, err := w.host.Store.Log(ctx, schema.LogQuery{Kind: "erase"})
	must(t, err)
	if log[0].Args["reason"] != ownMark+" flyttede" {
		t.Errorf("the log gives the reason %v, not the one that was agreed on", log[0].Args["reason"])
	}
	if _, err := w.host.Store.Get(ctx, "citizen", who[0].ID); model.CodeOf(err) != model.NotFound {
		t.Errorf("the citizen: %v", err)
	}
}

// waitingOn is what waits for an answer on somebody's Today.
func (w *team) waitingOn(d *service.Session) []agenda.Due {
	w.t.Helper()
	v, err := d.DueToday(context.Background())
	must(w.t, err)
	return slices.DeleteFunc(v.Due, func(due agenda.Due) bool { return due.Kind != "approval" })
}

// What waits for an answer stands on Today until its last day, with who asked and no citizen; it goes when it is
// answered, by whoever, and comes again with the next request. Nobody puts it away for the others.
func TestWhatWaitsStandsOnToday(t *testing.T) {
	w := newApprovalTeam(t)
	ctx := context.Background()
	lead, other, third := w.members["lead"], w.another("lead", nearTeam), w.another("lead", nearTeam)
	d := w.session(other)
	who := w.closedOnes()[:1]
	ask := func() { t.Helper(); _ = w.erases(w.session(lead), who, "perioden er gået") }
	ask()
	list := w.waitingOn(d)
	if len(list) != 1 || list[0].Asker != lead.ID || list[0].Of != "erase" || list[0].On != accessDay+7 ||
		list[0].CitizenID != "" || list[0].Text != "" || list[0].Owner != other.ID {
		t.Fatalf("on Today stands %+v", list)
	}
	for what, put := range map[string]func(agenda.Due) (model.ChangeSet, error){
		"put off": func(due agenda.Due) (model.ChangeSet, error) { return d.SnoozeDue(ctx, due, accessDay+1) },
		"closed":  func(due agenda.Due) (model.ChangeSet, error) { return d.CloseDue(ctx, due, "nej") },
	} {
		if _, err := put(list[0]); keyOf(err) != "err.due.answer" {
			t.Errorf("it is %s: %v", what, err)
		}
	}
	must(t, w.answer(third, false))
	if got := w.waitingOn(d); len(got) != 0 {
		t.Errorf("after the answer of another stands %+v", got)
	}
	w.now = w.now.AddDate(0, 0, service.ApprovalDays+1)
	ask()
	for day, want := range []int{1, 1, 1, 1, 1, 1, 1, 1, 0} {
		if got := len(w.waitingOn(d)); got != want {
			t.Errorf("%d days after it was asked for: %d, want %d", day, got, want)
		}
		w.now = w.now.AddDate(0, 0, 1)
	}
}

// The copies are opened, and those that do not open get their day or go, only as a part of an erasure that two agreed
// on.
func TestCopiesAreOpenedForAnErasureOnly(t *testing.T) {
	w := newApprovalTeam(t)
	ctx := context.Background()
	d := w.as("lead")
	try := func(when string) {
		t.Helper()
		_, _, err := d.Eraser.EachCopy(ctx, func(service.Erasable) error { return nil })
		if keyOf(err) != "err.access.erase" {
			t.Errorf("%s the copies open: %v", when, err)
		}
		if _, err := d.Eraser.Retire(ctx, nil, true); keyOf(err) != "err.access.erase" {
			t.Errorf("%s copies are removed: %v", when, err)
		}
	}
	try("before")
	who := w.closedOnes()[:1]
	_ = w.erases(d, who, "perioden er gået")
	try("before the yes")
	must(t, w.answer(w.another("lead", nearTeam), true))
	must(t, w.erases(d, who, "perioden er gået"))
	try("after")
}

// What an erasure adds in place of rows, and the day on which it is done, are no other thing on the day after; an erasure
// of no citizen is asked for, too.
func TestAnErasureIsTheSameTheDayAfter(t *testing.T) {
	w := newApprovalTeam(t)
	ctx := context.Background()
	lead, other := w.members["lead"], w.another("lead", nearTeam)
	who := w.closedOnes()[0]
	company := all[model.Company](t, w.host.Store, "company")[0]
	w.apply(w.host.Service.Actor(), // a contact stays, with the row in place of the citizen
		model.Add(&model.Contact{CitizenID: who.ID, CompanyID: company.ID, On: accessDay - 900, How: "call"}))
	anonymise := func() error {
		d := w.session(lead)
		plan, err := d.PlanErasure(ctx, []string{who.ID}, true)
		if err == nil {
			_, err = d.Erase(ctx, plan, "perioden er gået")
		}
		return err
	}
	if err := anonymise(); !asked(err) {
		t.Fatal(err)
	}
	must(t, w.answer(other, true))
	w.now = w.now.AddDate(0, 0, 1)
	must(t, anonymise())
	nobody := func() error {
		_, err := w.session(lead).Eraser.Erase(ctx, model.Erasure{Actor: lead.ID, Action: model.EraseDueAction + "person",
			Args: model.Args{"n": 0, "reason": "perioden er gået"}})
		return err
	}
	if err := nobody(); !asked(err) {
		t.Fatal(err)
	}
	must(t, w.answer(other, true))
	must(t, nobody())
}
