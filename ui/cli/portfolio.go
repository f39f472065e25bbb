package cli

import (
	"context"
	"strings"

	"jobspor/model"
)

// warnCitizen warns of look-alikes, and of what still runs for a citizen who is closed.
func warnCitizen(ctx context.Context, s *session, e model.Entity) error {
	c := e.(*model.Citizen)
	if c.Status == "closed" && c.ID != "" {
		runs, err := s.Service.StillRuns(ctx, c.ID)
		if err != nil {
			return err
		}
		if what := s.words.StillRuns(runs); what != "" {
			s.warn("still_runs", s.T("still.warn", "what", what))
		}
	}
	return warnLookAlike(ctx, s, e)
}

// handOverOptions are the options of `consultant handover`.
type handOverOptions struct {
	citizens, companies []string
	note                string
}

func consultantHandOverCommand() command {
	o := &handOverOptions{}
	return command{
		name: "handover", args: exactly(2), json: receiptFields, run: o.run,
		flags: []flag{
			option(&o.citizens, "citizen", nil, "cli.consultant.handover.flag.citizen"),
			option(&o.companies, "company", nil, "cli.consultant.handover.flag.company"),
			option(&o.note, "note", "", "cli.consultant.handover.flag.note"),
		},
	}
}

// run gives one consultant's portfolio, or the citizens and workplaces named, to another as one change.
func (o *handOverOptions) run(ctx context.Context, s *session, args []string) error {
	from, err := s.find(ctx, "consultant", args[0])
	if err != nil {
		return err
	}
	to, err := s.find(ctx, "consultant", args[1])
	if err != nil {
		return err
	}
	var ids []string
	for typ, words := range map[string][]string{"citizen": o.citizens, "company": o.companies} {
		for _, word := range words {
			e, err := s.find(ctx, typ, word)
			if err != nil {
				return err
			}
			ids = append(ids, e.Meta().ID)
		}
	}
	a, b := from.(*model.Consultant), to.(*model.Consultant)
	line := s.T("portfolio.line", "day", s.words.DayYear(s.Service.Today().Time()), "from", a.Name, "to", b.Name)
	if note := strings.TrimSpace(o.note); note != "" {
		line += ": " + note
	}
	cs, err := s.Service.HandOver(ctx, a.ID, b.ID, ids, line)
	return s.applyDecided(ctx, "citizen", cs, err)
}
