package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/placement"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// newPlacementNew makes `placement new`: citizen and workplace are named, every default is filled, options change them.
func (r *root) newPlacementNew(k kind) *cobra.Command {
	var o writeOptions
	c := r.new("new", between(2, 2), func(ctx context.Context, args []string) error {
		o.args = args
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.newPlacement(ctx, k, o) })
	})
	c.Aliases = []string{"add"}
	k.fieldFlags(c, &o)
	return saysReceipt(c)
}

func (s *session) newPlacement(ctx context.Context, k kind, o writeOptions) error {
	list, err := o.assigns(k)
	if err != nil {
		return err
	}
	named := &model.Placement{Kind: "traineeship"}
	who := []assign{{"citizen", o.args[0]}, {"company", o.args[1]}}
	if err := s.set(ctx, named, append(who, list...)); err != nil {
		return err
	}
	p, err := s.Service.NewPlacement(ctx, named.CitizenID, named.CompanyID, named.TaskID, named.GoalID, named.Kind)
	if err != nil {
		return err
	}
	begin := p.StartOn
	if err := s.set(ctx, p, list); err != nil {
		return err
	}
	if p.StartOn != begin && named.EndOn == 0 {
		if err := s.Service.ProposeEnd(ctx, p); err != nil {
			return err
		}
	}
	if err := warnOverlap(ctx, s, p); err != nil {
		return err
	}
	cs, err := placement.Add(s.Service.Actor(), p)
	if err != nil {
		return about(k.t(), err)
	}
	return s.apply(ctx, cs)
}

// warnOverlap says when the hours of a citizen's placements are too many together; it stops nothing.
func warnOverlap(ctx context.Context, s *session, e model.Entity) error {
	p := e.(*model.Placement)
	var own []*model.Agreement
	if p.ID != "" {
		var err error
		if own, err = service.All[model.Agreement](ctx, s.Service.Store, "agreement", schema.Where("placement", p.ID)); err != nil {
			return err
		}
	}
	err := s.Service.Overlap(ctx, p, own)
	if model.CodeOf(err) != model.Invalid {
		return err
	}
	s.say("%s", s.words.Error(err))
	return nil
}

// placementSteps are the commands that take a placement to a state.
var placementSteps = []struct{ name, to string }{
	{"contact", "contacted"}, {"agree", "agreed"}, {"start", "running"}, {"end", "ended"}, {"cancel", "cancelled"},
}

// stepOptions is what a step was told.
type stepOptions struct {
	on, by, why, outcome string
}

func (r *root) newPlacementSteps() []*cobra.Command {
	var out []*cobra.Command
	for _, step := range placementSteps {
		out = append(out, r.newPlacementStep(step.name, step.to))
	}
	return append(out, r.newPlacementExtend(), r.newPlacementRenew(), r.newPlacementSatisfaction())
}

func (r *root) newPlacementStep(name, to string) *cobra.Command {
	var o stepOptions
	c := r.new(name, between(1, -1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.step(ctx, args, to, o) })
	})
	c.Flags().StringVar(&o.on, "on", "", "")
	if to == "ended" || to == "cancelled" {
		c.Flags().StringVar(&o.by, "by", "", "")
		c.Flags().StringVar(&o.why, "why", "", "")
	}
	if to == "ended" {
		c.Flags().StringVar(&o.outcome, "outcome", "", "")
	}
	return saysReceipt(c)
}

// step moves placements as one change: all of them, or none when one cannot go.
func (s *session) step(ctx context.Context, args []string, to string, o stepOptions) error {
	answers := &model.Placement{}
	if err := s.set(ctx, answers, []assign{{"ended_on", o.on}, {"ended_by", o.by}, {"outcome", o.outcome}, {"end_reason", o.why}}); err != nil {
		return err
	}
	on := answers.EndedOn
	if on == 0 {
		on = s.Service.Today()
	}
	var ids []string
	for _, word := range args {
		e, err := s.find(ctx, "placement", word)
		if err != nil {
			return err
		}
		ids = append(ids, e.Meta().ID)
	}
	cs, refused, err := s.Service.MovePlacements(ctx, ids, to, on, placement.MoveInput{EndedBy: answers.EndedBy, EndReason: answers.EndReason, Outcome: answers.Outcome})
	if err != nil {
		return err
	}
	if len(refused) > 0 {
		if len(args) > 1 {
			s.tell("cli.placement.refused", "ref", refused[0].Ref)
		}
		return about(typeNamed("placement"), refused[0].Err)
	}
	return s.apply(ctx, cs)
}

func (r *root) newPlacementExtend() *cobra.Command {
	var until, reason string
	c := r.new("extend", between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.extend(ctx, args[0], until, reason) })
	})
	c.Flags().StringVar(&until, "to", "", "")
	c.Flags().StringVar(&reason, "reason", "", "")
	return saysReceipt(c)
}

func (s *session) placementView(ctx context.Context, word string) (*service.PlacementView, error) {
	e, err := s.find(ctx, "placement", word)
	if err != nil {
		return nil, err
	}
	return s.Service.Placement(ctx, e.Meta().ID)
}

func (s *session) extend(ctx context.Context, word, until, reason string) error {
	v, err := s.placementView(ctx, word)
	if err != nil {
		return err
	}
	said := &model.Placement{}
	if err := s.set(ctx, said, []assign{{"end_on", until}, {"extension_reason", reason}}); err != nil {
		return err
	}
	cs, err := placement.Extend(s.Service.Actor(), v.Placement, v.Agreements, v.ContinuedBy, said.EndOn, said.ExtensionReason, s.Service.Today())
	if err != nil {
		return about(typeNamed("placement"), err)
	}
	return s.apply(ctx, cs)
}

func (r *root) newPlacementRenew() *cobra.Command {
	var word string
	c := r.new("renew", between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error {
			v, err := s.placementView(ctx, args[0])
			if err != nil {
				return err
			}
			as := schema.Clone(v.Placement).(*model.Placement)
			if word != "" {
				if err := s.set(ctx, as, []assign{{"kind", word}}); err != nil {
					return err
				}
			}
			cs, err := placement.Renew(s.Service.Actor(), v.Placement, v.Agreements, v.ContinuedBy, as.Kind, 0, s.Service.Today())
			if err != nil {
				return about(typeNamed("placement"), err)
			}
			return s.apply(ctx, cs)
		})
	})
	c.Flags().StringVar(&word, "kind", "", "")
	return saysReceipt(c)
}

func (r *root) newPlacementSatisfaction() *cobra.Command {
	said := map[string]*string{}
	c := r.new("satisfaction", between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error {
			v, err := s.placementView(ctx, args[0])
			if err != nil {
				return err
			}
			answers := &model.Placement{}
			var list []assign
			for _, key := range placement.SatisfactionFields {
				list = append(list, assign{key, *said[key]})
			}
			if err := s.set(ctx, answers, list); err != nil {
				return err
			}
			t, given := typeNamed("placement"), map[string]string{}
			for _, key := range placement.SatisfactionFields {
				f, _ := t.Field(key)
				given[key] = f.Text(answers)
			}
			cs, err := placement.Rate(s.Service.Actor(), v.Placement, given)
			if err != nil {
				return about(t, err)
			}
			return s.apply(ctx, cs)
		})
	})
	for _, key := range placement.SatisfactionFields {
		said[key] = c.Flags().String(strings.ReplaceAll(key, "_", "-"), "", "")
	}
	return saysReceipt(c)
}
