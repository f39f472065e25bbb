package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// dayOrToday reads a day, today when none is named.
func (s *session) dayOrToday(word string) (model.Date, error) {
	if word == "" {
		return s.Service.Today(), nil
	}
	return model.ParseDate(word, s.Service.Today())
}

// decide writes what was decided about an enrolment; errors name its fields.
func (s *session) decide(ctx context.Context, typ string, cs model.ChangeSet, err error) error {
	if err != nil {
		return about(typeNamed(typ), err)
	}
	return s.apply(ctx, cs)
}

// enrolOptions is what `programme enrol` was told.
type enrolOptions struct {
	start, length, group, from, outcome, why, note string
	roles                                          []string
}

func (r *root) newEnrol() *cobra.Command {
	var o enrolOptions
	c := r.new("enrol", between(2, 2), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.enrol(ctx, args[0], args[1], o) })
	})
	for _, f := range []struct {
		name string
		to   *string
	}{{"start", &o.start}, {"length", &o.length}, {"group", &o.group}, {"from", &o.from}, {"outcome", &o.outcome}, {"why", &o.why}, {"note", &o.note}} {
		c.Flags().StringVar(f.to, f.name, "", "")
	}
	c.Flags().StringArrayVar(&o.roles, "role", nil, "")
	return saysReceipt(c)
}

// enrol begins a course; --from ends the one it follows in the same step.
func (s *session) enrol(ctx context.Context, who, what string, o enrolOptions) error {
	c, err := s.find(ctx, "citizen", who)
	if err != nil {
		return err
	}
	list, err := s.Service.Programmes(ctx)
	if err != nil {
		return err
	}
	p, err := service.ProgrammeNamed(list, what)
	if err != nil {
		return err
	}
	e := &model.Enrolment{CitizenID: c.Meta().ID, Group: o.group, Note: o.note}
	if o.group != "" {
		e.Drawn = "entered"
	}
	if e.StartOn, err = s.dayOrToday(o.start); err != nil {
		return err
	}
	if o.length != "" {
		n, err := programme.ParseLength(o.length, e.StartOn)
		if err != nil {
			return err
		}
		e.Days = model.Some(n)
	}
	for _, role := range o.roles {
		e.Roles = append(e.Roles, strings.Replace(role, "=", " ", 1))
	}
	others, err := service.All[model.Enrolment](ctx, s.Service.Store, "enrolment", schema.Where("citizen", e.CitizenID))
	if err != nil {
		return err
	}
	if o.from == "" {
		cs, err := programme.Enrol(s.Service.Actor(), p, e, others)
		return s.decide(ctx, "enrolment", cs, err)
	}
	old, err := s.enrolmentOf(ctx, o.from)
	if err != nil {
		return err
	}
	end := programme.EndEntry{On: min(e.StartOn, s.Service.Today()), Outcome: o.outcome, Reason: o.why}
	cs, err := programme.ChangeProgramme(s.Service.Actor(), old.Enrolment, old.P, end, p, e, others, s.Service.Today())
	return s.decide(ctx, "enrolment", cs, err)
}

func (r *root) newTriage() *cobra.Command {
	var on, why, next string
	c := r.new("triage", between(2, 2), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error {
			v, err := s.enrolmentOf(ctx, args[0])
			if err != nil {
				return err
			}
			day, err := s.dayOrToday(on)
			if err != nil {
				return err
			}
			cs, err := programme.Triage(s.Service.Actor(), v.P, v.Enrolment, programme.TriageEntry{Group: args[1], On: day, Reason: why, Next: next}, s.Service.Today())
			return s.decide(ctx, "enrolment", cs, err)
		})
	})
	c.Flags().StringVar(&on, "on", "", "")
	c.Flags().StringVar(&why, "why", "", "")
	c.Flags().StringVar(&next, "next", "", "")
	return saysReceipt(c)
}

// tickOptions is what `programme tick` was told.
type tickOptions struct{ on, note, evidence, next, nextOn string }

func (r *root) newTick() *cobra.Command {
	var o tickOptions
	c := r.new("tick", between(2, 2), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.tick(ctx, args[0], args[1], o) })
	})
	c.Flags().StringVar(&o.on, "on", "", "")
	c.Flags().StringVar(&o.note, "note", "", "")
	c.Flags().StringVar(&o.evidence, "evidence", "", "")
	c.Flags().StringVar(&o.next, "next", "", "")
	c.Flags().StringVar(&o.nextOn, "next-on", "", "")
	return saysReceipt(c)
}

// tick ticks an element; --evidence names a row, or auto takes the first that the program offers.
func (s *session) tick(ctx context.Context, who, element string, o tickOptions) error {
	v, err := s.enrolmentOf(ctx, who)
	if err != nil {
		return err
	}
	typed := programme.TickEntry{Element: element, Note: o.note, NextWords: o.next}
	if typed.On, err = s.dayOrToday(o.on); err != nil {
		return err
	}
	if o.nextOn != "" {
		if typed.NextOn, err = s.dayOrToday(o.nextOn); err != nil {
			return err
		}
	}
	if el := v.P.Element(element); el != nil && o.evidence != "" {
		offers := v.Offer(el)
		i := slices.IndexFunc(offers, func(ev programme.Evidence) bool {
			return o.evidence == "auto" || o.evidence == ev.Row.ID || o.evidence == ev.Row.Type+":"+ev.Row.ID || s.refOf(v, ev.Row) == strings.ToUpper(o.evidence)
		})
		if i < 0 {
			return model.NewError(model.NotFound, "err.tick.evidence", model.Args{"value": o.evidence})
		}
		typed.Evidence = offers[i].Row
	}
	cs, err := programme.TickElement(s.Service.Actor(), v.P, v.Enrolment, v.Ticks[v.Enrolment.ID], typed, s.Service.Today())
	return s.decide(ctx, "tick", cs, err)
}

// refOf is the number of a row that has one.
func (s *session) refOf(v *service.EnrolmentView, row model.RowRef) string {
	for _, p := range v.Known.Placements {
		if row.Type == "placement" && p.ID == row.ID {
			return p.Ref
		}
	}
	return row.ID
}

// planFlags are the options of `programme plan` and the fields they fill.
var planFlags = []string{"kind", "track", "who", "on", "company", "days"}

func (r *root) newPlan() *cobra.Command {
	values := map[string]*string{}
	c := r.new("plan", between(1, 2), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.plan(ctx, args, values) })
	})
	for _, f := range planFlags {
		values[f] = c.Flags().String(f, "", "")
	}
	return saysReceipt(c)
}

// plan writes a line on the plan, in the citizen's words.
func (s *session) plan(ctx context.Context, args []string, values map[string]*string) error {
	v, err := s.enrolmentOf(ctx, args[0])
	if err != nil {
		return err
	}
	t := typeNamed("planline")
	l := &model.PlanLine{EnrolmentID: v.Enrolment.ID, Kind: "goal"}
	if len(args) > 1 {
		l.Words = args[1]
	}
	for _, name := range planFlags {
		said := *values[name]
		if said == "" {
			continue
		}
		if name == "company" {
			e, err := s.find(ctx, "company", said)
			if err != nil {
				return err
			}
			said = e.Meta().ID
		}
		f, _ := t.Field(name)
		if key, ok := s.words.Key(f, said); ok && len(f.Options) > 0 {
			said = key
		}
		if err := f.SetTextOn(l, said, s.Service.Today()); err != nil {
			return about(t, err)
		}
	}
	cs, err := programme.AddPlanLine(s.Service.Actor(), v.P, v.Enrolment, v.Lines[v.Enrolment.ID], l, s.Service.Today())
	return s.decide(ctx, "planline", cs, err)
}

// setOptions is what `programme set` was told.
type setOptions struct {
	length, role, due, rhythm, group, seed, exempt, from, until, why string
}

func (r *root) newProgrammeSet() *cobra.Command {
	var o setOptions
	c := r.new("set", between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.programmeSet(ctx, args[0], o) })
	})
	for _, f := range []struct {
		name string
		to   *string
	}{{"length", &o.length}, {"role", &o.role}, {"due", &o.due}, {"rhythm", &o.rhythm}, {"group", &o.group}, {"seed", &o.seed}, {"exempt", &o.exempt},
		{"from", &o.from}, {"until", &o.until}, {"why", &o.why}} {
		c.Flags().StringVar(f.to, f.name, "", "")
	}
	return saysReceipt(c)
}

// programmeSet changes one thing of a course.
func (s *session) programmeSet(ctx context.Context, who string, o setOptions) error {
	v, err := s.enrolmentOf(ctx, who)
	if err != nil {
		return err
	}
	p, e, actor := v.P, v.Enrolment, s.Service.Actor()
	var cs model.ChangeSet
	typ := "enrolment"
	switch {
	case o.length != "":
		var n int
		if n, err = programme.ParseLength(o.length, e.StartOn); err == nil {
			cs, err = programme.SetLength(actor, p, e, n)
		}
	case o.role != "":
		key, name, _ := strings.Cut(o.role, "=")
		cs, err = programme.SetRole(actor, p, e, key, name)
	case o.due != "":
		key, on, _ := strings.Cut(o.due, "=")
		var d model.Date
		if d, err = model.ParseDate(on, s.Service.Today()); err == nil {
			cs, err = programme.SetDue(actor, p, e, key, d)
		}
	case o.rhythm != "":
		key, days, _ := strings.Cut(o.rhythm, "=")
		n, wrong := strconv.Atoi(days)
		if wrong != nil {
			return model.NewError(model.Invalid, "err.number", model.Args{"value": days, "max": 366})
		}
		cs, err = programme.SetRhythm(actor, p, e, key, n)
	case o.group != "":
		cs, err = programme.EnterGroup(actor, p, e, o.group)
	case o.seed != "":
		all, wrong := service.All[model.Enrolment](ctx, s.Service.Store, "enrolment", schema.Where("programme", p.Key))
		if wrong != nil {
			return wrong
		}
		cs, err = programme.DrawGroup(actor, p, e, all, o.seed)
	case o.exempt != "":
		typ = "exemption"
		cs, err = s.exempt(v, o)
	default:
		return model.NewError(model.Usage, "err.cli.programme.set", nil)
	}
	return s.decide(ctx, typ, cs, err)
}

func (s *session) exempt(v *service.EnrolmentView, o setOptions) (model.ChangeSet, error) {
	x := &model.Exemption{Code: o.exempt, Reason: o.why}
	var err error
	if x.From, err = s.dayOrToday(o.from); err != nil {
		return model.ChangeSet{}, err
	}
	if o.until != "" {
		if x.Until, err = s.dayOrToday(o.until); err != nil {
			return model.ChangeSet{}, err
		}
	}
	return programme.Exempt(s.Service.Actor(), v.P, v.Enrolment, x, v.Exemptions[v.Enrolment.ID])
}

func (r *root) newProgrammeEnd() *cobra.Command {
	var on, outcome, why string
	c := r.new("end", between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error {
			v, err := s.enrolmentOf(ctx, args[0])
			if err != nil {
				return err
			}
			day, err := s.dayOrToday(on)
			if err != nil {
				return err
			}
			cs, err := programme.End(s.Service.Actor(), v.P, v.Enrolment, programme.EndEntry{On: day, Outcome: outcome, Reason: why}, s.Service.Today())
			return s.decide(ctx, "enrolment", cs, err)
		})
	})
	c.Flags().StringVar(&on, "on", "", "")
	c.Flags().StringVar(&outcome, "outcome", "", "")
	c.Flags().StringVar(&why, "why", "", "")
	return saysReceipt(c)
}
