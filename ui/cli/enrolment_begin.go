package cli

import (
	"context"
	"strings"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// enrolOptions are the options of `programme enrol`.
type enrolOptions struct {
	start, length, group, from, outcome, why, note string
	roles, answers                                 []string
}

func enrolCommand() command {
	o := &enrolOptions{}
	return command{
		name: "enrol", args: exactly(2), json: receiptFields,
		flags: []flag{
			option(&o.start, "start", "", "cli.programme.enrol.flag.start"),
			option(&o.length, "length", "", "cli.programme.enrol.flag.length"),
			option(&o.group, "group", "", "cli.programme.enrol.flag.group"),
			option(&o.from, "from", "", "cli.programme.enrol.flag.from"),
			option(&o.outcome, "outcome", "", "cli.programme.enrol.flag.outcome"),
			option(&o.why, "why", "", "cli.programme.enrol.flag.why"),
			option(&o.note, "note", "", "cli.flag.note"),
			option(&o.roles, "role", nil, "cli.programme.enrol.flag.role"),
			option(&o.answers, "answer", nil, "cli.programme.enrol.flag.answer"),
		},
		run: o.run,
	}
}

// run begins a course; --from ends the one it follows in the same change.
func (o *enrolOptions) run(ctx context.Context, s *session, args []string) error {
	c, err := s.find(ctx, "citizen", args[0])
	if err != nil {
		return err
	}
	p, err := s.programmeNamed(ctx, args[1])
	if err != nil {
		return err
	}
	e, err := o.enrolment(s, c.Meta().ID)
	if err != nil {
		return err
	}
	if err := o.answer(s, p, e); err != nil {
		return withType(typeNamed("enrolment"), err)
	}
	q := schema.Where("citizen", e.CitizenID)
	others, err := service.All[model.Enrolment](ctx, s.Service.Store, "enrolment", q)
	if err != nil {
		return err
	}
	if o.from == "" {
		cs, err := programme.Enrol(s.Service.Actor(), p, e, others)
		return s.applyDecided(ctx, "enrolment", cs, err)
	}
	old, err := s.enrolmentNamed(ctx, o.from)
	if err != nil {
		return err
	}
	today := s.Service.Today()
	end := programme.EndEntry{On: min(e.StartOn, today), Outcome: o.outcome, Reason: o.why}
	cs, err := programme.ChangeProgramme(s.Service.Actor(), old.Enrolment, old.P, end, p, e, others, today)
	return s.applyDecided(ctx, "enrolment", cs, err)
}

// answer puts the answers on the new row, and says which conditions of the target group do not hold or were not asked.
func (o *enrolOptions) answer(s *session, p *programme.Programme, e *model.Enrolment) error {
	for _, a := range o.answers {
		key, value, _ := strings.Cut(a, "=")
		cs, err := programme.Answer(s.Service.Actor(), p, e, nil, key, value, s.Service.Today())
		if err != nil {
			return err
		}
		for _, c := range cs.Changes {
			if after, ok := c.After.(*model.Enrolment); ok {
				e.Answers = after.Answers
			}
		}
	}
	for _, line := range s.words.TargetFit(p, e) {
		s.notef("%s", line)
	}
	return nil
}

// enrolment is the new row as the options describe it.
func (o *enrolOptions) enrolment(s *session, citizen string) (*model.Enrolment, error) {
	e := &model.Enrolment{CitizenID: citizen, Group: o.group, Note: o.note}
	if o.group != "" {
		e.Drawn = "entered"
	}
	var err error
	if e.StartOn, err = s.dayFor("enrolment", "start_on", o.start); err != nil {
		return nil, err
	}
	if o.length != "" {
		n, err := programme.ParseLength(o.length, e.StartOn)
		if err != nil {
			return nil, err
		}
		e.Days = model.Some(n)
	}
	for _, role := range o.roles {
		e.Roles = append(e.Roles, strings.Replace(role, "=", " ", 1))
	}
	return e, nil
}
