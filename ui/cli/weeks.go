package cli

import (
	"context"

	"jobspor/ui/service"
)

func weeksCommand() command {
	mine := false
	return command{
		name: "weeks", args: exactly(0),
		flags: []flag{option(&mine, "mine", false, "cli.flag.mine")},
		json:  []string{"day", "last", "week", "at", "kind", "what", "who", "type", "id"},
		run: func(ctx context.Context, s *session, _ []string) error {
			owner := ""
			if mine {
				owner = s.Service.Actor()
			}
			return s.weeks(ctx, owner)
		},
	}
}

// weeks prints what is planned in the next two weeks.
func (s *session) weeks(ctx context.Context, owner string) error {
	c, err := s.Service.NextWeeks(ctx, owner)
	if err != nil {
		return err
	}
	t := table{empty: s.T("week.empty"), cols: []column{
		{"day", s.T("cli.col.when"), false}, {"last", "", false}, {"week", "", true}, {"at", s.T("week.at"), false},
		{"kind", "", false}, {"what", s.T("cli.col.what"), false}, {"who", s.T("cli.col.who"), false},
		{"type", "", false}, {"id", "", false},
	}}
	s.look(c.Entries)
	for i := range c.Entries {
		e := &c.Entries[i]
		day := e.Day(s.Service.Today())
		_, week := day.Week()
		last := text("")
		if e.Last != 0 {
			last = text(e.Last.String())
		}
		row := e.Row()
		who := service.JoinNonEmpty(" · ", c.Names[e.CitizenID], c.Names[e.CompanyID])
		t.rows = append(t.rows, []cell{
			{s.words.Day(day.Time()), day.String(), day.String()}, last, number(week), text(e.At),
			coded(s.T("calendar.kind."+e.Kind),
				e.Kind), text(s.words.PlannedText(e)), text(who), text(row.Type), text(row.ID),
		})
	}
	if s.out.human() {
		t = dropColumns(t, "last", "week", "kind", "type", "id")
	}
	return s.out.table(t)
}
