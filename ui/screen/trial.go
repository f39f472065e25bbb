package screen

import (
	"cmp"
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/placement"
	"jobspor/ui/keys"
	"jobspor/ui/service"
)

// This file holds the two forms of the trial loop: one that plans visits with every default filled, so that Enter twice
// is enough, and one that closes a visit with a key for what it was like, the words, and a key for what comes next.

// TrialBinding is the key for a trial visit: it plans one, or closes the one under the cursor.
func TrialBinding(closes bool) keys.Binding {
	if closes {
		return keys.Std(keys.Trial).As("trial.close")
	}
	return keys.Std(keys.Trial).As("trial.plan")
}

// PlanTrials opens the form for visits. One asks for its day and task, and first for whom or where it is when that is
// not known; several ask for the first day, and each gets a day of its own from there.
func (h *Host) PlanTrials(visits []service.Visit) tea.Cmd {
	if len(visits) == 0 {
		return nil
	}
	d := h.Service
	return h.openForm("plantrials", func(ctx context.Context) (EditArg, error) {
		drafts, err := d.DraftTrials(ctx, visits, 0)
		if err != nil {
			return EditArg{}, err
		}
		if len(drafts) > 1 {
			about, err := h.sharedNames(ctx, drafts)
			return h.manyTrials(visits, drafts[0], about), err
		}
		return h.oneTrial(visits[0], drafts[0]), nil
	})
}

// sharedNames are the names of the citizen and the workplace that placements have in common.
func (h *Host) sharedNames(ctx context.Context, list []*model.Placement) ([]string, error) {
	out := []string{}
	for _, of := range []struct {
		typ string
		id  func(*model.Placement) string
	}{{"citizen", func(p *model.Placement) string { return p.CitizenID }},
		{"company", func(p *model.Placement) string { return p.CompanyID }}} {
		id := of.id(list[0])
		if slices.ContainsFunc(list, func(p *model.Placement) bool { return of.id(p) != id }) {
			continue
		}
		name, err := h.Service.NameOf(ctx, of.typ, id)
		if err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	return out, nil
}

func (h *Host) manyTrials(visits []service.Visit, first *model.Placement, about []string) EditArg {
	d := h.Service
	return EditArg{
		Entity: first, Fields: []string{"start_on"}, Focus: "start_on", Draft: "trial.many",
		Title: h.T("trial.plan.many", "n", len(visits)), About: about,
		Decide: func(ctx context.Context, typed model.Entity) (model.ChangeSet, error) {
			drafts, err := d.DraftTrials(ctx, visits, typed.(*model.Placement).StartOn)
			if err != nil {
				return model.ChangeSet{}, err
			}
			return d.PlanTrials(ctx, drafts)
		}}
}

func (h *Host) oneTrial(v service.Visit, p *model.Placement) EditArg {
	arg := EditArg{Entity: p, Focus: "start_on", Draft: "trial.plan", Title: h.T("trial.plan.new")}
	what := "task_words"
	if p.TaskID != "" {
		what = "task"
	}
	arg.Fields = []string{"start_on", what}
	for _, ask := range []struct{ field, id string }{{"company", v.CompanyID}, {"citizen", v.CitizenID}} {
		if ask.id == "" {
			arg.Fields, arg.Focus = append([]string{ask.field}, arg.Fields...), ask.field
		}
	}
	if v.CompanyID == "" {
		arg.Fields = []string{"company", "start_on", "task_words"}
	}
	arg.Decide = h.decideTrial(v, *p)
	return arg
}

// decideTrial makes the visit of what was typed. What was not known when the form opened is filled in now: the days of
// whom it is for, the task of where it is.
func (h *Host) decideTrial(v service.Visit, draft model.Placement) func(context.Context,
	model.Entity) (model.ChangeSet, error) {
	d := h.Service
	return func(ctx context.Context, typed model.Entity) (model.ChangeSet, error) {
		p := typed.(*model.Placement)
		switch {
		case p.CitizenID == "":
			return model.ChangeSet{}, model.NewError(model.Invalid, "err.trial.citizen", nil).WithField("citizen")
		case p.CompanyID == "":
			return model.ChangeSet{}, model.NewError(model.Invalid, "err.required", nil).WithField("company")
		}
		known, err := d.DraftTrials(ctx,
			[]service.Visit{
				{CitizenID: p.CitizenID, CompanyID: p.CompanyID, TaskID: p.TaskID, GoalID: v.GoalID, Words: v.Words},
			}, 0)
		if err != nil {
			return model.ChangeSet{}, err
		}
		made := known[0]
		if p.StartOn != draft.StartOn || v.CitizenID != "" && v.CompanyID != "" {
			made.StartOn = p.StartOn
		}
		made.EndOn = made.StartOn
		if p.TaskWords != draft.TaskWords {
			made.TaskID, made.TaskWords = "", p.TaskWords
		}
		return d.PlanTrials(ctx, []*model.Placement{made})
	}
}

// CloseTrial opens the form that closes a visit. When a placement comes next, the form for it opens with all that is
// known.
func (h *Host) CloseTrial(id string) tea.Cmd {
	d := h.Service
	return h.openForm("closetrial", func(ctx context.Context) (EditArg, error) {
		p, err := service.One[model.Placement](ctx, d.Store, "placement", id)
		if err != nil {
			return EditArg{}, err
		}
		answers := []string{"liked", "learned", "next"}
		var after *model.Placement // written by Decide, read when it is saved
		return EditArg{Entity: p, Fields: answers, Quick: answers, Focus: "liked", Draft: "trial.close",
			Title: h.T("trial.close.title"),
			Decide: func(ctx context.Context, typed model.Entity) (model.ChangeSet, error) {
				t := typed.(*model.Placement)
				cs, err := d.CloseTrial(ctx, id, placement.TrialEnd{Liked: t.Liked, Learned: t.Learned, Next: t.Next})
				if after = nil; err == nil && t.Next == "placement" {
					after, err = d.AfterTrial(ctx, t)
				}
				return cs, err
			},
			Next: func() (Go, bool) {
				if after == nil {
					return Go{}, false
				}
				return Go{
					To: Edit,
					Arg: EditArg{
						Entity: after, Fields: placementFields, Focus: "kind", Draft: "placement.new",
						Decide: decideNew(d),
					},
				}, true
			}}, nil
	})
}

// TrialIn finds the trial visit that is still to be closed in a row, nil when it is none.
func TrialIn(e model.Entity) *model.Placement {
	if p, ok := e.(*model.Placement); ok && p.Kind == "trial" && p.Open() {
		return p
	}
	return nil
}

// VisitAt is a visit at a row of a page: its task, goal, workplace or citizen is the one that it is about.
func VisitAt(v service.Visit, e model.Entity) service.Visit {
	switch r := e.(type) {
	case *model.Task:
		v.TaskID, v.CompanyID = r.ID, r.CompanyID
	case *model.Goal:
		v.GoalID, v.CitizenID = r.ID, r.CitizenID
	case *model.Contact:
		v.CitizenID, v.CompanyID = cmp.Or(v.CitizenID, r.CitizenID), cmp.Or(v.CompanyID, r.CompanyID)
	case *model.Consent:
		v.CompanyID = cmp.Or(v.CompanyID, r.CompanyID)
	case *model.Placement:
		v.CitizenID, v.CompanyID, v.TaskID, v.GoalID = r.CitizenID, r.CompanyID, r.TaskID, r.GoalID
	}
	return v
}
