package cli

import (
	"context"
	"strings"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// This file is what is written about a programme as a whole: who came to a group session, and how far the team is with
// what the programme presupposes.

// sessionOptions are the options of `programme session`.
type sessionOptions struct {
	on, words, rest       string
	met, excused, absence []string
}

func sessionCommand() command {
	o := &sessionOptions{}
	return command{
		name: "session", args: exactly(1), json: receiptFields, run: o.run,
		flags: []flag{
			option(&o.on, "on", "", "cli.flag.on"),
			option(&o.met, "met", nil, "cli.programme.session.flag.met"),
			option(&o.excused, "excused", nil, "cli.programme.session.flag.excused"),
			option(&o.absence, "no-show", nil, "cli.programme.session.flag.no-show"),
			option(&o.rest, "rest", "", "cli.programme.session.flag.rest"),
			option(&o.words, "words", "", "cli.programme.session.flag.words"),
		},
	}
}

// run writes who came to a session as one change; --rest says what those were who are not named.
func (o *sessionOptions) run(ctx context.Context, s *session, args []string) error {
	p, err := s.programmeNamed(ctx, args[0])
	if err != nil {
		return err
	}
	v, err := s.Service.ProgrammeView(ctx, p.Key)
	if err != nil {
		return err
	}
	on, err := s.dayFor("planline", "on", o.on)
	if err != nil {
		return err
	}
	presence := map[string]string{}
	for _, list := range []struct {
		key  string
		refs []string
	}{{"met", o.met}, {"excused", o.excused}, {"no_show", o.absence}} {
		for _, ref := range list.refs {
			e, err := s.enrolledIn(ctx, v, ref)
			if err != nil {
				return err
			}
			if was := presence[e.ID]; was != "" && was != list.key {
				return model.NewError(model.Usage, "err.session.two", model.Args{"ref": e.Ref})
			}
			presence[e.ID] = list.key
		}
	}
	rest := ""
	if o.rest != "" {
		f, _ := typeNamed("planline").Field("presence")
		var ok bool
		if rest, ok = s.words.Key(f, o.rest); !ok {
			return model.NewError(model.Usage, "err.session.rest",
				model.Args{"value": o.rest, "known": strings.Join(model.Presences, ", ")})
		}
	}
	var who []programme.Attendance
	unmarked := 0
	for _, e := range v.Enrolments {
		a := programme.Attendance{Enrolment: e, Lines: v.Lines[e.ID], Presence: presence[e.ID]}
		if a.Presence == "" && e.StartOn <= on {
			a.Presence = rest
		}
		if a.Presence == "" {
			unmarked++
		}
		who = append(who, a)
	}
	cs, err := programme.Session(s.Service.Actor(), v.P, on, o.words, who, s.Service.Today())
	if err == nil && unmarked > 0 {
		s.note("cli.programme.session.unmarked", "n", unmarked)
	}
	return s.applyDecided(ctx, "planline", cs, err)
}

// enrolledIn finds one of a programme's open enrolments by its number or its citizen's.
func (s *session) enrolledIn(ctx context.Context, v *service.ProgrammeView, word string) (*model.Enrolment, error) {
	typ := "citizen"
	if refShape.MatchString(word) && strings.EqualFold(word[:1], "P") {
		typ = "enrolment"
	}
	row, err := s.find(ctx, typ, word)
	if err != nil {
		return nil, err
	}
	for _, e := range v.Enrolments {
		if e.ID == row.Meta().ID || e.CitizenID == row.Meta().ID {
			return e, nil
		}
	}
	return nil, model.NewError(model.NotFound, "err.session.who", model.Args{"value": word, "programme": v.P.Key})
}

// prerequisiteOptions are the options of `programme prerequisite`.
type prerequisiteOptions struct{ fields fieldOptions }

func prerequisiteCommand() command {
	o := &prerequisiteOptions{}
	return command{
		name: "prerequisite", args: exactly(2), json: receiptFields, run: o.run,
		flags: []flag{
			o.fields.option("state", "state", "cli.programme.prerequisite.flag.state"),
			o.fields.option("on", "on", "cli.flag.on"),
			o.fields.option("who", "who", "cli.programme.prerequisite.flag.who"),
			o.fields.option("note", "note", "cli.flag.note"),
		},
	}
}

// run writes how far the team is with one of a programme's prerequisites; what is not named stays, the day is today.
func (o *prerequisiteOptions) run(ctx context.Context, s *session, args []string) error {
	p, err := s.programmeNamed(ctx, args[0])
	if err != nil {
		return err
	}
	rows, err := service.All[model.Prerequisite](ctx, s.Service.Store, "prerequisite", schema.Where("programme", p.Key))
	if err != nil {
		return err
	}
	before := p.Prerequisite(rows, args[1])
	after := schema.Clone(before).(*model.Prerequisite)
	after.On = s.Service.Today()
	for _, a := range o.fields.assigns() {
		if a.value == "" {
			continue
		}
		f, _ := typeNamed("prerequisite").Field(a.name)
		if err := s.setField(ctx, after, f, a.value); err != nil {
			return withType(typeNamed("prerequisite"), err)
		}
	}
	cs, err := programme.SetPrerequisite(s.Service.Actor(), p, before, after, s.Service.Today())
	return s.applyDecided(ctx, "prerequisite", cs, err)
}

// prerequisiteObjects are a programme's prerequisites with how far the team is, for JSON and in words.
func (s *session) prerequisiteObjects(ctx context.Context, p *programme.Programme) ([]object, []string, error) {
	rows, err := service.All[model.Prerequisite](ctx, s.Service.Store, "prerequisite", schema.Where("programme", p.Key))
	if err != nil {
		return nil, nil, err
	}
	out, lines := []object{}, []string{}
	for _, n := range p.Prerequisites {
		r := p.Prerequisite(rows, n.Key)
		out = append(out, object{{"key", n.Key}, {"da", n.Name.Da}, {"en", n.Name.En}, {"state", r.State},
			{"on", dayOrNull(r.On)}, {"who", r.Who}, {"note", r.Note}})
		lines = append(lines, n.Key+"  "+n.Name.In(string(s.words.Code()))+"  "+s.words.PrerequisiteState(r))
	}
	return out, lines, nil
}
