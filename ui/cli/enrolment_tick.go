package cli

import (
	"context"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/ui/service"
)

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
