package cli

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// This file is the enrolments of citizens in programmes: begun, shown, planned, ticked off and ended. The definitions
// of programmes are in programme.go.

// enrolmentCommands are the commands of `programme` that change an enrolment.
func enrolmentCommands() []command {
	return []command{
		enrolCommand(), triageCommand(), tickCommand(), planCommand(), enrolmentSetCommand(), enrolmentEndCommand(),
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

// triageOptions are the options of `programme triage`.
type triageOptions struct{ on, why, next string }

func triageCommand() command {
	o := &triageOptions{}
	return command{
		name: "triage", args: exactly(2), json: receiptFields,
		flags: []flag{
			option(&o.on, "on", "", "cli.flag.on"),
			option(&o.why, "why", "", "cli.programme.triage.flag.why"),
			option(&o.next, "next", "", "cli.programme.triage.flag.next"),
		},
		run: changeEnrolment("enrolment", o.triage),
	}
}

func (o *triageOptions) triage(
	_ context.Context, s *session, v *service.EnrolmentView, args []string,
) (model.ChangeSet, error) {
	day, err := s.dayFor("enrolment", "triage_on", o.on)
	if err != nil {
		return model.ChangeSet{}, err
	}
	entry := programme.TriageEntry{Group: args[0], On: day, Reason: o.why, Next: o.next}
	return programme.Triage(s.Service.Actor(), v.P, v.Enrolment, entry, s.Service.Today())
}

// tickOptions are the options of `programme tick`.
type tickOptions struct{ on, note, evidence, next, nextOn string }

func tickCommand() command {
	o := &tickOptions{}
	return command{
		name: "tick", args: exactly(2), json: receiptFields,
		flags: []flag{
			option(&o.on, "on", "", "cli.flag.on"),
			option(&o.note, "note", "", "cli.flag.note"),
			option(&o.evidence, "evidence", "", "cli.programme.tick.flag.evidence"),
			option(&o.next, "next", "", "cli.programme.tick.flag.next"),
			option(&o.nextOn, "next-on", "", "cli.programme.tick.flag.next-on"),
		},
		run: changeEnrolment("tick", o.tick),
	}
}

// tick ticks an element; --evidence names a row, or auto takes the first that the program offers.
func (o *tickOptions) tick(
	_ context.Context, s *session, v *service.EnrolmentView, args []string,
) (model.ChangeSet, error) {
	entry := programme.TickEntry{Element: args[0], Note: o.note, NextWords: o.next}
	var err error
	if entry.On, err = s.dayFor("tick", "on", o.on); err != nil {
		return model.ChangeSet{}, err
	}
	if o.nextOn != "" {
		if entry.NextOn, err = s.dayFor("tick", "next_on", o.nextOn); err != nil {
			return model.ChangeSet{}, err
		}
	}
	if el := v.P.Element(entry.Element); el != nil && o.evidence != "" {
		offers := v.Offer(el)
		i := slices.IndexFunc(offers, func(ev programme.Evidence) bool { return o.isEvidence(v, ev.Row) })
		if i < 0 {
			args := model.Args{"value": o.evidence}
			return model.ChangeSet{}, model.NewError(model.NotFound, "err.tick.evidence", args)
		}
		entry.Evidence = offers[i].Row
	}
	ticks := v.Ticks[v.Enrolment.ID]
	return programme.TickElement(s.Service.Actor(), v.P, v.Enrolment, ticks, entry, s.Service.Today())
}

// isEvidence reports whether --evidence means the row: any with auto, else by its ID, type and ID, or number.
func (o *tickOptions) isEvidence(v *service.EnrolmentView, row model.RowRef) bool {
	switch o.evidence {
	case "auto", row.ID, row.Type + ":" + row.ID:
		return true
	}
	for _, p := range v.Known.Placements {
		if row.Type == "placement" && p.ID == row.ID {
			return p.Ref == strings.ToUpper(o.evidence)
		}
	}
	return row.ID == strings.ToUpper(o.evidence)
}

// planOptions are the options of `programme plan`; those that are empty leave their field.
type planOptions struct{ fields fieldOptions }

func planCommand() command {
	o := &planOptions{}
	return command{
		name: "plan", args: between(1, 2), json: receiptFields,
		flags: []flag{
			o.fields.option("kind", "kind", "cli.programme.plan.flag.kind"),
			o.fields.option("track", "track", "cli.programme.plan.flag.track"),
			o.fields.option("who", "who", "cli.programme.plan.flag.who"),
			o.fields.option("on", "on", "cli.flag.on"),
			o.fields.option("company", "company", "cli.programme.plan.flag.company"),
			o.fields.option("days", "days", "cli.programme.plan.flag.days"),
			o.fields.option("presence", "presence", "cli.programme.plan.flag.presence"),
		},
		run: changeEnrolment("planline", o.plan),
	}
}

// plan writes a line on the plan, in the citizen's words.
func (o *planOptions) plan(
	ctx context.Context, s *session, v *service.EnrolmentView, args []string,
) (model.ChangeSet, error) {
	l := &model.PlanLine{EnrolmentID: v.Enrolment.ID, Kind: "goal", Words: strings.Join(args, "")}
	for _, a := range o.fields.assigns() {
		if a.value == "" {
			continue
		}
		f, _ := typeNamed("planline").Field(a.name)
		if err := s.setField(ctx, l, f, a.value); err != nil {
			return model.ChangeSet{}, err
		}
	}
	lines := v.Lines[v.Enrolment.ID]
	return programme.AddPlanLine(s.Service.Actor(), v.P, v.Enrolment, lines, l, s.Service.Today())
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
