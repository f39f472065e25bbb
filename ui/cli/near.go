package cli

import (
	"context"

	"jobspor/ui/service"
)

func nearCommand() command {
	var filter []string
	return command{
		name: "near", args: exactly(1),
		flags: []flag{option(&filter, "filter", nil, "cli.flag.filter")},
		json:  []string{"minutes", "ring", "transport", "name", "town", "unknown", "id"},
		run: func(ctx context.Context, s *session, args []string) error {
			return s.near(ctx, args[0], filter)
		},
	}
}

// near prints workplaces by the way from a citizen.
func (s *session) near(ctx context.Context, citizen string, filter []string) error {
	c, err := s.find(ctx, "citizen", citizen)
	if err != nil {
		return err
	}
	l := service.ListSpecOf("company")
	narrowing, err := s.filtersTyped(ctx, l, filter)
	if err != nil {
		return err
	}
	if len(narrowing) == 0 {
		narrowing = l.Usual()
	}
	where, err := s.Service.Conditions(ctx, l, narrowing)
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
		minutes, ring, mode, why := cell{"?", "", nil}, text(""), coded("", ""), ""
		if r.Why == "" {
			minutes = number(r.Minutes)
			minutes.shown = s.T("near.minutes", "n", r.Minutes)
			mode = coded(s.T("match.mode."+r.Mode), r.Mode)
		} else {
			why = s.T(r.Why)
		}
		if i := r.Ring(); i < len(service.Rings) {
			ring = number(service.Rings[i])
		} else {
			ring.val = nil
		}
		t.rows = append(t.rows, []cell{minutes, ring, mode, text(r.Company.ShownName()), text(r.Company.Town), text(why),
			text(r.Company.ID)})
	}
	if s.out.human() {
		t = dropColumns(t, "ring", "transport")
	}
	return s.out.table(t)
}
