package cli

import (
	"context"
	"strings"

	"jobspor/model"
	"jobspor/model/placement"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// placementNamed is the placement that a word means.
func (s *session) placementNamed(ctx context.Context, word string) (*model.Placement, error) {
	e, err := s.find(ctx, "placement", word)
	if err != nil {
		return nil, err
	}
	return e.(*model.Placement), nil
}

// placementView is the placement that a word means, with what belongs to it.
func (s *session) placementView(ctx context.Context, word string) (*service.PlacementView, error) {
	p, err := s.placementNamed(ctx, word)
	if err != nil {
		return nil, err
	}
	return s.Service.Placement(ctx, p.ID)
}

// placementNewCommand makes `placement new`: citizen and workplace are named, every default is filled, options change
// them.
func placementNewCommand(e entity) command {
	o := &fieldsTyped{}
	return command{
		name: "new", aliases: []string{"add"}, args: exactly(2), flags: o.flags(e), json: receiptFields,
		run: func(ctx context.Context, s *session, args []string) error {
			return s.newPlacement(ctx, o, args[0], args[1])
		},
	}
}

func (s *session) newPlacement(ctx context.Context, o *fieldsTyped, citizen, company string) error {
	list, err := o.assigns()
	if err != nil {
		return err
	}
	named := &model.Placement{Kind: "traineeship"}
	if err := s.set(ctx, named, append([]assign{{"citizen", citizen}, {"company", company}}, list...)); err != nil {
		return err
	}
	p, err := s.Service.NewPlacement(ctx, named.CitizenID, named.CompanyID, named.TaskID, named.GoalID, named.Kind)
	if err != nil {
		return err
	}
	usualStart := p.StartOn
	if err := s.set(ctx, p, list); err != nil {
		return err
	}
	if p.StartOn != usualStart && named.EndOn == 0 {
		if err := s.Service.ProposeEnd(ctx, p); err != nil {
			return err
		}
	}
	if err := warnOverlap(ctx, s, p); err != nil {
		return err
	}
	cs, err := placement.Add(s.Service.Actor(), p)
	return s.applyDecided(ctx, "placement", cs, err)
}

// warnOverlap prints a note when the hours of a citizen's placements are too many together; it stops nothing.
func warnOverlap(ctx context.Context, s *session, e model.Entity) error {
	p := e.(*model.Placement)
	var own []*model.Agreement
	if p.ID != "" {
		var err error
		q := schema.Where("placement", p.ID)
		if own, err = service.All[model.Agreement](ctx, s.Service.Store, "agreement", q); err != nil {
			return err
		}
	}
	err := s.Service.Overlap(ctx, p, own)
	if model.CodeOf(err) != model.Invalid {
		return err
	}
	s.notef("%s", s.words.Error(err))
	return nil
}

// placementCommands are the commands of `placement` beside the usual ones for rows.
func placementCommands() []command {
	return []command{
		stepCommand("contact", "contacted"), stepCommand("agree", "agreed"), stepCommand("start", "running"),
		stepCommand("end", "ended"), stepCommand("cancel", "cancelled"),
		placementExtendCommand(), placementRenewCommand(), placementSatisfactionCommand(),
		placementPauseCommand(), placementResumeCommand(), placementShiftCommand(),
	}
}

// stepOptions are the options of a step of placements to a state.
type stepOptions struct {
	to     string
	fields fieldOptions
}

// stepCommand makes a command that takes placements to a state.
func stepCommand(name, to string) command {
	o := &stepOptions{to: to}
	flags := []flag{o.fields.option("on", "ended_on", "cli.placement.contact.flag.on")}
	if to == "ended" || to == "cancelled" {
		flags = append(flags,
			o.fields.option("by", "ended_by", "cli.placement.end.flag.by"),
			o.fields.option("why", "end_reason", "cli.placement.end.flag.why"))
	}
	if to == "ended" {
		flags = append(flags, o.fields.option("outcome", "outcome", "cli.placement.end.flag.outcome"))
	}
	return command{name: name, args: between(1, -1), flags: flags, json: receiptFields, run: o.run}
}

// run moves placements as one change: all of them, or none when one cannot be moved.
func (o *stepOptions) run(ctx context.Context, s *session, args []string) error {
	answers := &model.Placement{}
	if err := s.set(ctx, answers, o.fields.assigns()); err != nil {
		return err
	}
	on := answers.EndedOn
	if on == 0 {
		on = s.Service.Today()
	}
	var ids []string
	for _, word := range args {
		p, err := s.placementNamed(ctx, word)
		if err != nil {
			return err
		}
		ids = append(ids, p.ID)
	}
	crowded, err := s.Service.OverlapsAt(ctx, ids, o.to)
	if err != nil {
		return err
	}
	in := placement.MoveInput{EndedBy: answers.EndedBy, EndReason: answers.EndReason, Outcome: answers.Outcome}
	cs, refused, err := s.Service.MovePlacements(ctx, ids, o.to, on, in)
	if err != nil {
		return err
	}
	if len(refused) > 0 {
		if len(args) > 1 {
			s.note("cli.placement.refused", "ref", refused[0].Ref)
		}
		return withType(typeNamed("placement"), refused[0].Err)
	}
	for _, over := range crowded {
		s.warn("overlap", s.words.Error(over))
	}
	if o.to == "ended" {
		if err := s.warnUnwritten(ctx, ids); err != nil {
			return err
		}
	}
	return s.apply(ctx, cs)
}

// warnUnwritten tells the weeks of placements that nobody has written, before they end.
func (s *session) warnUnwritten(ctx context.Context, ids []string) error {
	for _, id := range ids {
		v, err := s.Service.Placement(ctx, id)
		if err != nil {
			return err
		}
		if missing := v.Unwritten(s.Service.Today()); len(missing) > 0 {
			s.warn("unwritten", s.words.T("placement.unwritten", "n", len(missing), "weeks",
				s.words.WeekList(missing, s.Service.Today())))
		}
	}
	return nil
}

// placementFields are options that fill fields of a placement.
type placementFields struct{ fields fieldOptions }

func placementExtendCommand() command {
	o := &placementFields{}
	return command{
		name: "extend", args: exactly(1), json: receiptFields,
		flags: []flag{
			o.fields.option("to", "end_on", "cli.placement.extend.flag.to"),
			o.fields.option("reason", "extension_reason", "cli.placement.extend.flag.reason"),
		},
		run: change("placement", (*session).placementView, o.extend),
	}
}

// extend gives a placement a later last day, with the reason.
func (o *placementFields) extend(
	ctx context.Context, s *session, v *service.PlacementView, _ []string,
) (model.ChangeSet, error) {
	answers := &model.Placement{}
	if err := s.set(ctx, answers, o.fields.assigns()); err != nil {
		return model.ChangeSet{}, err
	}
	return placement.Extend(s.Service.Actor(), v.Placement, v.Agreements, v.ContinuedBy, answers.EndOn,
		answers.ExtensionReason, s.Service.Today())
}

func placementRenewCommand() command {
	o := &placementFields{}
	return command{
		name: "renew", args: exactly(1), json: receiptFields,
		flags: []flag{o.fields.option("kind", "kind", "cli.placement.renew.flag.kind")},
		run:   change("placement", (*session).placementView, o.renew),
	}
}

// renew begins the placement that continues one, of the same kind unless another is named.
func (o *placementFields) renew(
	ctx context.Context, s *session, v *service.PlacementView, _ []string,
) (model.ChangeSet, error) {
	next := schema.Clone(v.Placement).(*model.Placement)
	if err := s.set(ctx, next, o.fields.assigns()); err != nil {
		return model.ChangeSet{}, err
	}
	return placement.Renew(s.Service.Actor(), v.Placement, v.Agreements, v.ContinuedBy, next.Kind, 0, s.Service.Today())
}

func placementSatisfactionCommand() command {
	o := &placementFields{}
	c := command{
		name: "satisfaction", args: exactly(1), json: receiptFields,
		run: change("placement", (*session).placementView, o.rate),
	}
	for _, key := range placement.SatisfactionFields {
		name := strings.ReplaceAll(key, "_", "-")
		c.flags = append(c.flags, o.fields.option(name, key, "cli.placement.satisfaction.flag."+name))
	}
	return c
}

// rate writes how satisfied citizen and company were.
func (o *placementFields) rate(
	ctx context.Context, s *session, v *service.PlacementView, _ []string,
) (model.ChangeSet, error) {
	answers := &model.Placement{}
	if err := s.set(ctx, answers, o.fields.assigns()); err != nil {
		return model.ChangeSet{}, err
	}
	given := map[string]string{}
	for _, key := range placement.SatisfactionFields {
		f, _ := typeNamed("placement").Field(key)
		given[key] = f.Text(answers)
	}
	return placement.Rate(s.Service.Actor(), v.Placement, given)
}
