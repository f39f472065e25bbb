package bootstrap

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/ui/service"
)

// A request is answered on its last day, and says its reason in one place only.
func TestARequestOnItsLastDay(t *testing.T) {
	w := newApprovalTeam(t)
	lead, other := w.members["lead"], w.another("lead", nearTeam)
	_ = w.erases(w.session(lead), w.closedOnes()[:1], "perioden er gået")
	if a := w.newest(); a.Reason != "perioden er gået" || strings.Contains(a.Args, "gået") {
		t.Errorf("the reason is %q, and the words of the action have %s", a.Reason, a.Args)
	}
	w.now = w.now.AddDate(0, 0, service.ApprovalDays)
	must(t, w.answer(other, true))
	must(t, w.erases(w.session(lead), w.closedOnes()[:1], "perioden er gået"))
}

// A request about roles shows up to a hundred fields; more, or a list too long to be held, is done in parts.
func TestHowMuchARequestShows(t *testing.T) {
	w := newApprovalTeam(t)
	w.another("admin", nearTeam)
	d := w.session(w.members["admin"])
	admins := func(n int) (out []model.Change) {
		for i := range n { // name, initials and role
			out = append(out, model.Add(&model.Consultant{Name: "Ny", Initials: fmt.Sprintf("N%d", i), Role: "admin"}))
		}
		return out
	}
	reader := fresh(w, w.members["reader"])
	role, both := *reader, *reader
	role.Role = "lead"
	both.Role, both.Team = "lead", "Team Vest"
	stream := &model.Stream{N: 1, All: slices.Values(admins(1))}
	const requested, alone = "err.approval.asked.roles", "err.approval.alone"
	for what, c := range map[string]struct {
		cs   model.ChangeSet
		want string
	}{
		"99 and 1":  {model.ChangeSet{Changes: append(admins(33), model.Edit(reader, &role))}, requested},
		"99 and 2":  {model.ChangeSet{Changes: append(admins(33), model.Edit(reader, &both))}, alone},
		"a stream":  {model.ChangeSet{Stream: stream}, alone},
		"one alone": {model.ChangeSet{Changes: admins(1)}, requested},
	} {
		c.cs.Actor, c.cs.Action = d.Actor(), "consultant.add"
		if _, err := d.Store.Apply(context.Background(), c.cs); keyOf(err) != c.want {
			t.Errorf("%s: %v, want %s", what, err, c.want)
		}
	}
}

// Of a consultant, who may not let many out, what is too many at once is told from what is too many in a day; what left
// counts however much the log has of that day.
func TestTooManyAtOnceOrInADay(t *testing.T) {
	w := newApprovalTeam(t)
	ctx := context.Background()
	d := w.session(w.members["consultant"])
	must(t, w.lets(d, w.near[:1]))
	if err := w.lets(d, w.near[1:service.ManyCitizens+1]); keyOf(err) != "err.access.day" {
		t.Errorf("25 more in a day: %v", err)
	}
	if err := w.lets(d, w.near[:service.ManyCitizens+1]); keyOf(err) != "err.access.bulk" {
		t.Errorf("26 at once: %v", err)
	}
	for range 500 { // more than is read of the log at a time
		must(t, w.host.Store.Viewed(ctx, d.Actor(), "view.citizen", nil, "citizen", w.near[0].ID))
	}
	must(t, w.lets(d, w.near[1:service.ManyCitizens]))
	if err := w.lets(d, w.near[1:service.ManyCitizens+1]); keyOf(err) != "err.access.day" {
		t.Errorf("one more after many entries: %v", err)
	}
}
