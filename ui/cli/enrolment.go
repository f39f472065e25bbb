package cli

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// This file is the enrolments of citizens in programmes: found, changed and ended. How they begin, are triaged and
// ticked off is in enrolment_begin.go, enrolment_triage.go and enrolment_tick.go; the definitions of programmes are in
// programme.go.

// enrolmentCommands are the commands of `programme` that change an enrolment.
func enrolmentCommands() []command {
	return []command{
		enrolCommand(), triageCommand(), sessionCommand(), prerequisiteCommand(), tickCommand(), planCommand(),
		enrolmentSetCommand(), enrolmentEndCommand(),
	}
}

// courseNamed is the course that a word means: an enrolment's, or that of a citizen in no programme.
func (s *session) courseNamed(ctx context.Context, word string) (*service.EnrolmentView, error) {
	v, err := s.enrolmentNamed(ctx, word)
	var e *model.Error
	if !errors.As(err, &e) || e.Key != "err.enrol.none" {
		return v, err
	}
	c, err := s.find(ctx, "citizen", word)
	if err != nil {
		return nil, err
	}
	return s.Service.CitizenCourse(ctx, c.Meta().ID)
}

// enrolmentNamed finds the enrolment that a word means: its number, or a citizen who is in one programme that runs.
func (s *session) enrolmentNamed(ctx context.Context, word string) (*service.EnrolmentView, error) {
	if refShape.MatchString(word) && strings.EqualFold(word[:1], "P") {
		e, err := s.find(ctx, "enrolment", word)
		if err != nil {
			return nil, err
		}
		return s.Service.Enrolment(ctx, e.Meta().ID)
	}
	c, err := s.find(ctx, "citizen", word)
	if err != nil {
		return nil, err
	}
	q := schema.Where("citizen", c.Meta().ID)
	q.Where = append(q.Where, schema.Cond{Field: "ended_on", Op: schema.IsNotSet})
	rows, err := service.All[model.Enrolment](ctx, s.Service.Store, "enrolment", q)
	if err != nil {
		return nil, err
	}
	ref := c.(*model.Citizen).Ref
	switch len(rows) {
	case 0:
		return nil, model.NewError(model.NotFound, "err.enrol.none", model.Args{"ref": ref})
	case 1:
		return s.Service.Enrolment(ctx, rows[0].ID)
	}
	var known []string
	for _, e := range rows {
		known = append(known, e.Ref+" "+e.Programme)
	}
	args := model.Args{"ref": ref, "known": strings.Join(known, ", ")}
	return nil, model.NewError(model.Invalid, "err.enrol.which", args)
}

// changeEnrolment is the work of a command that changes an enrolment, or a row of it; typ is the type that faults name.
func changeEnrolment(
	typ string, decide func(context.Context, *session, *service.EnrolmentView, []string) (model.ChangeSet, error),
) run {
	return change(typ, (*session).enrolmentNamed, decide)
}

// enrolmentSetOptions are the options of `programme set`.
type enrolmentSetOptions struct {
	length, role, due, rhythm, group, seed, exempt, from, until, why, answer string
}

func enrolmentSetCommand() command {
	o := &enrolmentSetOptions{}
	return command{
		name: "set", args: exactly(1), json: receiptFields,
		flags: []flag{
			option(&o.length, "length", "", "cli.programme.set.flag.length"),
			option(&o.role, "role", "", "cli.programme.set.flag.role"),
			option(&o.due, "due", "", "cli.programme.set.flag.due"),
			option(&o.rhythm, "rhythm", "", "cli.programme.set.flag.rhythm"),
			option(&o.group, "group", "", "cli.programme.set.flag.group"),
			option(&o.seed, "seed", "", "cli.programme.set.flag.seed"),
			option(&o.exempt, "exempt", "", "cli.programme.set.flag.exempt"),
			option(&o.from, "from", "", "cli.programme.set.flag.from"),
			option(&o.until, "until", "", "cli.programme.set.flag.until"),
			option(&o.why, "why", "", "cli.programme.set.flag.why"),
			option(&o.answer, "answer", "", "cli.programme.enrol.flag.answer"),
		},
		run: changeEnrolment("enrolment", o.set),
	}
}

// set changes one thing of a course.
func (o *enrolmentSetOptions) set(
	ctx context.Context, s *session, v *service.EnrolmentView, _ []string,
) (model.ChangeSet, error) {
	p, e, actor := v.P, v.Enrolment, s.Service.Actor()
	switch {
	case o.length != "":
		n, err := programme.ParseLength(o.length, e.StartOn)
		if err != nil {
			return model.ChangeSet{}, err
		}
		return programme.SetLength(actor, p, e, n)
	case o.role != "":
		key, name, _ := strings.Cut(o.role, "=")
		return programme.SetRole(actor, p, e, key, name)
	case o.due != "":
		key, on, _ := strings.Cut(o.due, "=")
		d, err := s.day(on, model.Future.From(s.Service.Today()).WeekEnd())
		if err != nil {
			return model.ChangeSet{}, err
		}
		return programme.SetDue(actor, p, e, key, d)
	case o.rhythm != "":
		key, days, _ := strings.Cut(o.rhythm, "=")
		n, err := strconv.Atoi(days)
		if err != nil {
			return model.ChangeSet{}, model.NewError(model.Invalid, "err.number", model.Args{"value": days, "max": 366})
		}
		return programme.SetRhythm(actor, p, e, key, n)
	case o.answer != "":
		key, value, _ := strings.Cut(o.answer, "=")
		return programme.Answer(actor, p, e, v.Lines[e.ID], key, value, s.Service.Today())
	case o.group != "":
		return programme.EnterGroup(actor, p, e, o.group, o.why, s.Service.Today())
	case o.seed != "":
		all, err := service.All[model.Enrolment](ctx, s.Service.Store, "enrolment", schema.Where("programme", p.Key))
		if err != nil {
			return model.ChangeSet{}, err
		}
		return programme.DrawGroup(actor, p, e, all, o.seed, o.why, s.Service.Today())
	case o.exempt != "":
		cs, err := o.exemption(s, v)
		return cs, withType(typeNamed("exemption"), err)
	}
	return model.ChangeSet{}, model.NewError(model.Usage, "err.cli.programme.set", nil)
}

func (o *enrolmentSetOptions) exemption(s *session, v *service.EnrolmentView) (model.ChangeSet, error) {
	x := &model.Exemption{Code: o.exempt, Reason: o.why}
	var err error
	if x.From, err = s.dayFor("exemption", "from", o.from); err != nil {
		return model.ChangeSet{}, err
	}
	if o.until != "" {
		if x.Until, err = s.dayFor("exemption", "until", o.until); err != nil {
			return model.ChangeSet{}, err
		}
	}
	return programme.Exempt(s.Service.Actor(), v.P, v.Enrolment, x, v.Exemptions[v.Enrolment.ID])
}

// enrolmentEndOptions are the options of `programme end`.
type enrolmentEndOptions struct{ on, outcome, why string }

func enrolmentEndCommand() command {
	o := &enrolmentEndOptions{}
	return command{
		name: "end", args: exactly(1), json: receiptFields,
		flags: []flag{
			option(&o.on, "on", "", "cli.flag.on"),
			option(&o.outcome, "outcome", "", "cli.programme.end.flag.outcome"),
			option(&o.why, "why", "", "cli.programme.end.flag.why"),
		},
		run: changeEnrolment("enrolment", o.end),
	}
}

func (o *enrolmentEndOptions) end(
	_ context.Context, s *session, v *service.EnrolmentView, _ []string,
) (model.ChangeSet, error) {
	day, err := s.dayFor("enrolment", "ended_on", o.on)
	if err != nil {
		return model.ChangeSet{}, err
	}
	entry := programme.EndEntry{On: day, Outcome: o.outcome, Reason: o.why}
	return programme.End(s.Service.Actor(), v.P, v.Enrolment, entry, s.Service.Today())
}
