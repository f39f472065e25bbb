package cli

import (
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/placement"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// This file is the trial visits (snusepraktik): they are planned, listed and closed. What may be planned and closed is
// decided by package placement, as on the screen.

func trialCommand() command {
	return command{name: "trial", subs: []command{trialPlanCommand(), trialListCommand(), trialCloseCommand()}}
}

// trialPlanOptions are the options of `trial plan`.
type trialPlanOptions struct{ on, task, goal, words string }

func trialPlanCommand() command {
	o := &trialPlanOptions{}
	return command{
		name: "plan", args: between(2, -1), json: receiptFields, run: o.run,
		flags: []flag{
			option(&o.on, "on", "", "cli.trial.plan.flag.on"),
			option(&o.task, "task", "", "cli.trial.plan.flag.task"),
			option(&o.words, "words", "", "cli.trial.plan.flag.words"),
			option(&o.goal, "goal", "", "cli.trial.plan.flag.goal"),
		},
	}
}

// run plans a visit at every workplace named, each on a day of its own, as one change.
func (o *trialPlanOptions) run(ctx context.Context, s *session, args []string) error {
	var visits []service.Visit
	var first model.Date
	for _, company := range args[1:] {
		p := &model.Placement{Kind: "trial"}
		list := append([]assign{{"citizen", args[0]}, {"company", company}},
			notEmpty(assign{"task", o.task}, assign{"goal", o.goal}, assign{"start_on", o.on})...)
		if err := s.set(ctx, p, list); err != nil {
			return err
		}
		first = p.StartOn
		visits = append(visits, service.Visit{
			CitizenID: p.CitizenID, CompanyID: p.CompanyID, TaskID: p.TaskID, GoalID: p.GoalID, Words: o.words,
		})
	}
	drafts, err := s.Service.DraftTrials(ctx, visits, first)
	if err != nil {
		return err
	}
	cs, err := s.Service.PlanTrials(ctx, drafts)
	return s.applyDecided(ctx, "placement", cs, err)
}

// notEmpty leaves those that have a value.
func notEmpty(list ...assign) []assign {
	return slices.DeleteFunc(list, func(a assign) bool { return a.value == "" })
}

// trialCloseOptions are the options of `trial close`.
type trialCloseOptions struct{ liked, learned, next string }

func trialCloseCommand() command {
	o := &trialCloseOptions{}
	return command{
		name: "close", args: exactly(1), json: receiptFields,
		flags: []flag{
			option(&o.liked, "liked", "", "cli.trial.close.flag.liked"),
			option(&o.learned, "learned", "", "cli.trial.close.flag.learned"),
			option(&o.next, "step", "", "cli.trial.close.flag.step"),
		},
		run: change("placement", (*session).placementNamed, o.close),
	}
}

// close writes what the visit taught, and the next step.
func (o *trialCloseOptions) close(
	ctx context.Context, s *session, p *model.Placement, _ []string,
) (model.ChangeSet, error) {
	answers := &model.Placement{}
	list := notEmpty(assign{"liked", o.liked}, assign{"learned", o.learned}, assign{"next", o.next})
	if err := s.set(ctx, answers, list); err != nil {
		return model.ChangeSet{}, err
	}
	end := placement.TrialEnd{Liked: answers.Liked, Learned: answers.Learned, Next: answers.Next}
	return s.Service.CloseTrial(ctx, p.ID, end)
}

// trialListOptions are the options of `trial list`.
type trialListOptions struct{ all bool }

func trialListCommand() command {
	o := &trialListOptions{}
	return command{
		name: "list", args: between(0, 1), run: o.run,
		flags: []flag{option(&o.all, "all", false, "cli.trial.list.flag.all")},
		json: []string{
			"id", "ref", "citizen", "company", "trial_task", "trial_state", "trial_day", "liked", "next_step",
			"learned", "citizen_ref",
		},
	}
}

// trialColumns are the columns of `trial list` and the fields of placements that they show.
var trialColumns = []struct{ key, field string }{
	{"ref", "ref"}, {"citizen", "citizen"}, {"company", "company"}, {"trial_task", "task_words"},
	{"trial_state", "state"}, {"trial_day", "start_on"}, {"liked", "liked"}, {"next_step", "next"},
	{"learned", "learned"},
}

// run lists visits that are not closed, or all, of everybody or of one citizen.
func (o *trialListOptions) run(ctx context.Context, s *session, args []string) error {
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
	if !o.all {
		list = slices.DeleteFunc(list, func(p *model.Placement) bool { return !p.Open() })
	}
	typ, name := typeNamed("placement"), s.nameOf(ctx)
	t := table{empty: s.T("cli.trial.empty")}
	if s.json {
		t.cols = append(t.cols, column{key: "id"}, column{key: "citizen_ref"})
	}
	for _, c := range trialColumns {
		f, _ := typ.Field(c.field)
		t.cols = append(t.cols, column{c.key, s.words.Field(typ, f), false})
	}
	for _, p := range list {
		var row []cell
		if s.json {
			row = append(row, text(p.ID), cell{val: s.handle(ctx, "citizen", p.CitizenID)})
		}
		for _, c := range trialColumns {
			f, _ := typ.Field(c.field)
			if f.Kind == schema.Ref {
				row = append(row, text(name(f.To, f.Text(p))))
			} else {
				c := cell{s.words.Value(f, p, nil), f.Text(p), f.Text(p)}
				if f.Kind == schema.Choice {
					c = coded(c.shown, c.raw)
				}
				row = append(row, c)
			}
		}
		t.rows = append(t.rows, row)
	}
	return s.out.table(t)
}
