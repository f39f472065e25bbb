package cli

import (
	"context"
	"strings"

	"jobspor/ui/service"
)

func nearCommand() command {
	var filter []string
	var view string
	return command{
		name: "near", args: exactly(1),
		flags: []flag{option(&filter, "filter", nil, "cli.flag.filter"), option(&view, "view", "", "cli.flag.view")},
		json:  []string{"minutes", "ring", "transport", "name", "town", "unknown", "id"},
		run: func(ctx context.Context, s *session, args []string) error {
			return s.near(ctx, args[0], view, filter)
		},
	}
}

// near prints workplaces by the way from a citizen.
func (s *session) near(ctx context.Context, citizen, view string, filter []string) error {
	c, err := s.find(ctx, "citizen", citizen)
	if err != nil {
		return err
	}
	l := service.ListSpecOf("company")
	setup, err := s.setupTyped(ctx, l, view, filter)
	if err != nil {
		return err
	}
	for key, usual := range l.Usual() { // a workplace that has ceased is near nobody, unless it is asked for
		if view == "" && len(setup.Filter[key]) == 0 {
			setup.Filter[key] = usual
		}
	}
	where, err := s.Service.Conditions(ctx, l, setup.Filter)
	if err != nil {
		return err
	}
	n, err := s.Service.NearCitizen(ctx, c.Meta().ID, where)
	if err != nil {
		return err
	}
	t := table{empty: s.T("cli.list.empty", "what", s.T("type.company.pl")), cols: []column{
		{"minutes", s.T("near.way"), true}, {"ring", "", true}, {"transport", "", false},
		{"name", s.T("company.name"), false}, {"town", s.T("company.town"), false}, {"unknown", "", false},
		{"id", "ID", false},
	}}
	s.look(n.Citizen)
	for _, r := range n.Rows {
		minutes, ring, mode, why := cell{"?", "", nil}, text(""), coded("", ""), coded("", "")
		if r.Why == "" {
			minutes = number(r.Minutes)
			minutes.shown = s.T("near.minutes", "n", r.Minutes)
			mode = coded(s.T("match.mode."+r.Mode), r.Mode)
		} else {
			why = coded(s.T(r.Why), strings.TrimPrefix(r.Why, "near.why."))
		}
		if i := r.Ring(); i < len(service.Rings) {
			ring = number(service.Rings[i])
		} else {
			ring.val = nil
		}
		t.rows = append(t.rows, []cell{minutes, ring, mode, text(r.Company.ShownName()), text(r.Company.Town), why,
			text(r.Company.ID)})
	}
	if s.out.human() {
		t = dropColumns(t, "ring", "transport")
	}
	s.noteNear(n)
	return s.out.table(t)
}

// noteNear says on standard error what the minutes are, or why there are none.
func (s *session) noteNear(n *service.Near) {
	if !n.Placed {
		s.note("near.why.citizen")
		return
	}
	s.note("near.about", "how", s.nearBy(n))
}

// nearBy is how the citizen travels.
func (s *session) nearBy(n *service.Near) string {
	if n.Assumed {
		return s.T("near.assumed")
	}
	how := make([]string, len(n.Citizen.Transport))
	for i, mode := range n.Citizen.Transport {
		how[i] = s.T("match.mode." + mode)
	}
	return strings.Join(how, ", ")
}
