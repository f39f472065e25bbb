package cli

import (
	"context"
	"fmt"
	"strings"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// callRoundOptions are the options of `callround`.
type callRoundOptions struct {
	fileOptions
	citizens []string
	calls    int
	seed     int
}

func callRoundCommand() command {
	o := &callRoundOptions{}
	return command{
		name: "callround", args: exactly(0), run: o.run,
		flags: append(o.fileOptions.flags(),
			option(&o.citizens, "for", nil, "cli.flag.round.for"),
			option(&o.calls, "calls", matching.DefaultCalls, "cli.flag.calls"),
			option(&o.seed, "seed", 0, "cli.flag.seed")),
		json: append([]string{
			"looked_at", "calls", "calls.rank", "calls.turn", "calls.company", "calls.company_id", "calls.town",
			"calls.contact", "calls.phone", "calls.for", "calls.for.citizen", "calls.for.citizen_id",
			"calls.for.citizen_ref", "calls.for.task", "calls.for.fit", "calls.for.circumstances", "calls.for.score",
			"calls.for.why", "calls.questions", "calls.questions.question", "calls.questions.field",
			"calls.questions.for", "no_call", "no_call.citizen", "no_call.citizen_id", "no_call.citizen_ref",
			"no_call.why", "seed",
		}, writtenFields...),
	}
}

// run prints which workplaces to call, or writes them to a file.
func (o *callRoundOptions) run(ctx context.Context, s *session, _ []string) error {
	if o.calls < 1 || o.calls > matching.MaxCalls {
		return model.NewError(model.Usage, "err.cli.calls", model.Args{"max": matching.MaxCalls})
	}
	s.Service.Snapshots.RankOnly()
	q := service.CallRoundQuery{Calls: o.calls, Seed: uint32(o.seed)}
	for word := range strings.FieldsFuncSeq(strings.Join(o.citizens, ","), func(c rune) bool { return c == ',' }) {
		e, err := s.find(ctx, "citizen", word)
		if err != nil {
			return err
		}
		q.CitizenIDs = append(q.CitizenIDs, e.Meta().ID)
	}
	r, err := s.Service.CallRound(ctx, q)
	if err != nil {
		return err
	}
	if o.format != "" || o.out != "" || o.excel { // the gate notes what leaves, and a refusal shows nobody
		doc := s.bilingual(o.name(), func(w present.Words) model.Document { return w.RoundDocument(r) })
		return s.export(ctx, doc, o.fileOptions, r.Out())
	}
	for _, c := range r.Citizens {
		s.look(c)
	}
	s.persons = s.persons || len(r.Calls) > 0 // whom to ask for, and where
	switch {
	case s.json:
		return s.out.json(s.roundObject(r))
	case s.out.human():
		s.printRound(r)
		return nil
	}
	t := documentTable(s.words.RoundDocument(r))
	t.empty = s.T("callround.empty")
	return s.out.table(t)
}

// printRound prints call by call: whom to ask for, for whom and why, and what to ask once for all.
func (s *session) printRound(r *service.CallRound) {
	s.out.line(s.words.RoundSum(r))
	if len(r.Calls) == 0 {
		s.out.line(s.T("callround.empty"))
	}
	for i, c := range r.Calls {
		name, phone := r.Ask(c.CompanyID)
		s.out.heading(strings.TrimSpace(fmt.Sprintf("%d. %s  %s  %s", i+1, r.Name(c), name, phone)))
		for _, row := range c.For {
			s.out.line("  " + r.Initials(row.CitizenID) + ": " + s.words.RoundReason(row))
		}
		for _, q := range c.Questions {
			said, about := s.words.RoundQuestion(r, c, q)
			if about != "" {
				said += " (" + about + ")"
			}
			s.out.line("  [ ] " + said)
		}
	}
	for _, line := range s.words.RoundWithout(r) {
		s.notef("%s", line)
	}
	s.note("callround.note")
}

// roundObject is a round for JSON.
func (s *session) roundObject(r *service.CallRound) object {
	citizen := func(id string) object {
		ref := ""
		if c := r.Citizens[id]; c != nil {
			ref = c.Ref
		}
		return object{{"citizen", r.Initials(id)}, {"citizen_id", id}, {"citizen_ref", ref}}
	}
	calls := []object{}
	for i, c := range r.Calls {
		town := ""
		if co := r.Companies[c.CompanyID]; co != nil {
			town = co.Town
		}
		name, phone := r.Ask(c.CompanyID)
		about, questions := []object{}, []object{}
		for _, row := range c.For {
			task := ""
			if t := r.Tasks[row.TaskID]; t != nil {
				task = t.Name
			}
			why := both(s.root, func(w present.Words) string { return w.RoundReason(row) })
			about = append(about, append(citizen(row.CitizenID), object{
				{"task", task}, {"fit", row.Fit}, {"circumstances", row.Circumstances}, {"score", row.Score},
				{"why", why},
			}...))
		}
		for _, q := range c.Questions {
			said := both(s.root, func(w present.Words) string { return w.Question(q.Key, q.Args) })
			questions = append(questions, object{
				{"question", said}, {"field", q.Answer.Type + "." + q.Answer.Field}, {"for", q.Citizens},
			})
		}
		calls = append(calls, object{
			{"rank", i + 1}, {"turn", c.Turn}, {"company", r.Name(c)}, {"company_id", c.CompanyID}, {"town", town},
			{"contact", name}, {"phone", phone}, {"for", about}, {"questions", questions},
		})
	}
	without := []object{}
	for _, n := range r.Without {
		why := labelled{n.Why, s.T("callround.without." + n.Why)}
		without = append(without, append(citizen(n.CitizenID), member{"why", why}))
	}
	return object{{"looked_at", r.Asked}, {"calls", calls}, {"no_call", without}, {"seed", r.Seed}}
}
