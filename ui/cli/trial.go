package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/placement"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// This file is the trial loop: visits are planned, listed and closed. What may be planned and closed is decided by package
// model, as on the screen.

func (r *root) newTrial() *cobra.Command {
	return r.group("trial", r.newTrialPlan(), r.newTrialList(), r.newTrialClose())
}

// trialPlanOptions is what `trial plan` was told.
type trialPlanOptions struct{ on, task, goal, words string }

func (r *root) newTrialPlan() *cobra.Command {
	var o trialPlanOptions
	c := r.new("plan", between(2, -1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.planTrials(ctx, args[0], args[1:], o) })
	})
	c.Flags().StringVar(&o.on, "on", "", "")
	c.Flags().StringVar(&o.task, "task", "", "")
	c.Flags().StringVar(&o.words, "words", "", "")
	c.Flags().StringVar(&o.goal, "goal", "", "")
	return saysReceipt(c)
}

// planTrials plans a visit at every workplace named, each on a day of its own, as one change.
func (s *session) planTrials(ctx context.Context, citizen string, companies []string, o trialPlanOptions) error {
	typ := typeNamed("placement")
	var visits []service.Visit
	var first model.Date
	for _, company := range companies {
		named := &model.Placement{Kind: "trial"}
		list := []assign{{"citizen", citizen}, {"company", company}}
		for _, a := range []assign{{"task", o.task}, {"goal", o.goal}, {"start_on", o.on}} {
			if a.value != "" {
				list = append(list, a)
			}
		}
		if err := s.set(ctx, named, list); err != nil {
			return err
		}
		first = named.StartOn
		visits = append(visits, service.Visit{CitizenID: named.CitizenID, CompanyID: named.CompanyID, TaskID: named.TaskID, GoalID: named.GoalID, Words: o.words})
	}
	drafts, err := s.Service.DraftTrials(ctx, visits, first)
	if err != nil {
		return err
	}
	cs, err := s.Service.PlanTrials(ctx, drafts)
	if err != nil {
		return about(typ, err)
	}
	return s.apply(ctx, cs)
}

// trialCloseOptions is what `trial close` was told.
type trialCloseOptions struct{ liked, learned, next string }

func (r *root) newTrialClose() *cobra.Command {
	var o trialCloseOptions
	c := r.new("close", between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.closeTrial(ctx, args[0], o) })
	})
	c.Flags().StringVar(&o.liked, "liked", "", "")
	c.Flags().StringVar(&o.learned, "learned", "", "")
	c.Flags().StringVar(&o.next, "step", "", "")
	return saysReceipt(c)
}

func (s *session) closeTrial(ctx context.Context, word string, o trialCloseOptions) error {
	p, err := s.placementNamed(ctx, word)
	if err != nil {
		return err
	}
	said := &model.Placement{}
	var list []assign
	for _, a := range []assign{{"liked", o.liked}, {"learned", o.learned}, {"next", o.next}} {
		if a.value != "" {
			list = append(list, a)
		}
	}
	if err := s.set(ctx, said, list); err != nil {
		return err
	}
	cs, err := s.Service.CloseTrial(ctx, p.ID, placement.TrialEnd{Liked: said.Liked, Learned: said.Learned, Next: said.Next})
	if err != nil {
		return about(typeNamed("placement"), err)
	}
	return s.apply(ctx, cs)
}

func (r *root) newTrialList() *cobra.Command {
	all := false
	c := r.new("list", between(0, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.listTrials(ctx, args, all) })
	})
	c.Flags().BoolVar(&all, "all", false, "")
	return says(c, "id", "ref", "citizen", "company", "trial_task", "trial_state", "trial_day", "liked", "next_step", "learned")
}

// listTrials shows visits that are not closed, or all, of everybody or of one citizen.
func (s *session) listTrials(ctx context.Context, args []string, all bool) error {
	q := schema.Where("kind", "trial")
	if len(args) > 0 {
		e, err := s.find(ctx, "citizen", args[0])
		if err != nil {
			return err
		}
		q.Where = append(q.Where, schema.Cond{Field: "citizen", Op: schema.Is, Text: e.Meta().ID})
	}
	list, err := service.All[model.Placement](ctx, s.Service.Store, "placement", q)
	if err != nil {
		return err
	}
	if !all {
		list = slices.DeleteFunc(list, func(p *model.Placement) bool { return !p.Open() })
	}
	typ, called := typeNamed("placement"), s.called(ctx)
	t := table{empty: s.T("cli.trial.empty")}
	for _, c := range []struct{ key, field string }{{"ref", "ref"}, {"citizen", "citizen"}, {"company", "company"}, {"trial_task", "task_words"}, {"trial_state", "state"},
		{"trial_day", "start_on"}, {"liked", "liked"}, {"next_step", "next"}, {"learned", "learned"}} {
		f, _ := typ.Field(c.field)
		t.cols = append(t.cols, column{c.key, s.words.Field(typ, f), false})
	}
	if s.json {
		t.cols = append([]column{{key: "id"}}, t.cols...)
	}
	for _, p := range list {
		row := []cell{text(p.Ref), text(called("citizen", p.CitizenID)), text(called("company", p.CompanyID))}
		for _, key := range []string{"task_words", "state", "start_on", "liked", "next", "learned"} {
			f, _ := typ.Field(key)
			row = append(row, cell{s.words.Value(f, p, nil), f.Text(p), f.Text(p)})
		}
		if s.json {
			row = append([]cell{text(p.ID)}, row...)
		}
		t.rows = append(t.rows, row)
	}
	return s.out.table(t)
}
