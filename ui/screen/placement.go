package screen

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/placement"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// This file holds the forms about placements, which several screens open. Some begin by reading.

// AddPlacement is the binding that begins a placement.
const AddPlacement = "newplacement"

// PlacementBinding is the key for a new placement, the same on every page that knows a workplace or a citizen.
func PlacementBinding() keys.Binding {
	return keys.Binding{
		ID: AddPlacement, Keys: []string{"F"}, Label: "placement.new", Group: keys.GroupAct, Palette: true,
	}
}

// MadePlacement gives the ID of a placement that a form just made, for Returned. Trial visits are no reason to leave
// where they were planned.
func MadePlacement(m Returned) (id string, ok bool) {
	r, _ := m.Arg.(model.Receipt)
	for _, c := range r.Changes {
		if p, isOne := c.After.(*model.Placement); isOne && c.Before == nil && p.Kind != "trial" {
			return p.ID, true
		}
	}
	return "", false
}

var placementFields = []string{
	"kind", "task", "task_words", "start_on", "end_on", "goal", "target_group", "consultant", "note",
}

// NewPlacement opens the form for a new placement with every default filled; what is not known yet is asked first.
func (h *Host) NewPlacement(citizenID, companyID, taskID, goalID string) tea.Cmd {
	d := h.Service
	return h.openForm("newplacement", func(ctx context.Context) (EditArg, error) {
		p, err := d.NewPlacement(ctx, citizenID, companyID, taskID, goalID, "")
		if err != nil {
			return EditArg{}, err
		}
		fields := placementFields
		focus := "kind"
		for _, ask := range []struct{ field, id string }{{"company", companyID}, {"citizen", citizenID}} {
			if ask.id == "" {
				fields, focus = append([]string{ask.field}, fields...), ask.field
			}
		}
		return EditArg{Entity: p, Fields: fields, Focus: focus, Draft: "placement.new", Decide: decideNew(d)}, nil
	})
}

// decideNew fills what the typed citizen and workplace bring with them, and warns once when the hours are too many.
func decideNew(d *service.Session) func(context.Context, model.Entity) (model.ChangeSet, error) {
	warned := overlapOnce(d)
	return func(ctx context.Context, typed model.Entity) (model.ChangeSet, error) {
		p := typed.(*model.Placement)
		known, err := d.NewPlacement(ctx, p.CitizenID, p.CompanyID, p.TaskID, p.GoalID, p.Kind)
		if err != nil {
			return model.ChangeSet{}, err
		}
		for _, fill := range []struct{ to, from *string }{
			{&p.GoalID, &known.GoalID}, {&p.TargetGroup, &known.TargetGroup},
			{&p.Consultant, &known.Consultant}} {
			if *fill.to == "" {
				*fill.to = *fill.from
			}
		}
		if p.TaskWords == "" {
			p.TaskID, p.TaskWords = known.TaskID, known.TaskWords
		}
		if err := warned(ctx, p, nil); err != nil {
			return model.ChangeSet{}, err
		}
		return placement.Add(d.Actor(), p)
	}
}

// overlapOnce makes a check that says once that the hours of several placements are too many together; whoever saves
// the same days again has decided that it is to be so.
func overlapOnce(d *service.Session) func(context.Context, *model.Placement, []*model.Agreement) error {
	var said [2]model.Date
	return func(ctx context.Context, p *model.Placement, own []*model.Agreement) error {
		days := [2]model.Date{p.StartOn, p.EndOn}
		if days == said {
			return nil
		}
		err := d.Overlap(ctx, p, own)
		if model.CodeOf(err) == model.Invalid {
			said = days
		}
		return err
	}
}

// editFields are what is changed most first; what the steps write stands last, and how it continues another is not
// typed.
var editFields = slices.Concat(placementFields,
	[]string{"rep", "rep_asked_on", "rep_confirmed_on", "colleagues_on", "statement_on", "at_employer",
		"vacated", "net_expansion", "employer_reason", "contract_on", "applied_on", "extension_reason", "no_follow_up",
		"retention_closed", "liked", "learned",
		"next"}, placement.SatisfactionFields,
	[]string{"made_on", "contacted_on", "agreed_on"})

// closedFields can be corrected when a placement is over.
var closedFields = []string{"ended_on", "ended_by", "end_reason", "outcome"}

// PlacementFields are the fields of a placement that can be typed as it is.
func PlacementFields(p *model.Placement) []string {
	if p.Open() {
		return editFields
	}
	return slices.Concat(editFields, closedFields)
}

// EditPlacement opens the form of a placement.
func (h *Host) EditPlacement(v *service.PlacementView) tea.Cmd { return h.EditPlacementAt(v, "") }

// EditPlacementAt opens the form of a placement at a field, "" at the first one.
func (h *Host) EditPlacementAt(v *service.PlacementView, focus string) tea.Cmd {
	return h.editPlacement(v, EditArg{Fields: PlacementFields(v.Placement), Focus: focus})
}

// EditPlacementFact edits one fact of a placement by itself.
func (h *Host) EditPlacementFact(v *service.PlacementView, key string) tea.Cmd {
	return h.editPlacement(v, EditArg{Fields: []string{key}, Focus: key, Draft: "placement." + key})
}

func (h *Host) editPlacement(v *service.PlacementView, arg EditArg) tea.Cmd {
	p, d := v.Placement, h.Service
	warned := overlapOnce(d)
	arg.Entity, arg.Decide = p, func(ctx context.Context, typed model.Entity) (model.ChangeSet, error) {
		after := typed.(*model.Placement)
		if after.StartOn != p.StartOn || after.EndOn != p.EndOn {
			if err := warned(ctx, after, v.Agreements); err != nil {
				return model.ChangeSet{}, err
			}
		}
		cs := model.ChangeSet{Actor: d.Actor(), Action: "placement.edit"}
		if !schema.Equal(p, after) {
			cs.Changes = []model.Change{model.Edit(p, after)}
		}
		return cs, nil
	}
	return h.Go(Edit, arg)
}

// ExtendPlacement opens the form for a new last day and the reason.
func (h *Host) ExtendPlacement(v *service.PlacementView) tea.Cmd {
	p, d := v.Placement, h.Service
	proposed := *p
	proposed.ExtensionReason = "" // of an earlier extension
	proposed.EndOn = placement.DefaultEnd(p.Kind, p.EndOn.Add(1), 4)
	_, tried := placement.Extend(d.Actor(), p, v.Agreements, v.ContinuedBy, proposed.EndOn, "-", d.Today())
	return h.OpenForm(
		EditArg{
			Entity: &proposed, Fields: []string{"end_on", "extension_reason"}, Focus: "end_on",
			Draft: "placement.extend",
			Title: h.T("placement.extend.title", "ref", p.Ref),
			Decide: func(_ context.Context, typed model.Entity) (model.ChangeSet, error) {
				t := typed.(*model.Placement)
				return placement.Extend(d.Actor(), p, v.Agreements, v.ContinuedBy, t.EndOn, t.ExtensionReason,
					d.Today())
			}}, tried)
}

var endFields = map[string][]string{
	"ended":     {"ended_by", "outcome", "end_reason", "ended_on"},
	"cancelled": {"ended_by", "end_reason", "ended_on"},
}

// PlacementNamed is what a placement is called among others: its number, and who is where.
func PlacementNamed(r service.PlacementRow) string {
	return r.Placement.Ref + " " + r.Who() + " · " + r.Where()
}

// EndPlacements opens the form that ends or cancels placements: who, what came after, why, and the day. The answers
// count for all of them. What cannot end for other reasons is said here, before anything is typed; of several, each
// stands below the form with what becomes of it.
func (h *Host) EndPlacements(views []*service.PlacementView, to string) tea.Cmd {
	d, today := h.Service, h.Service.Today()
	var ids, can, cannot []string
	var refused error
	words := present.WordsIn(h.Theme.Lang)
	answers := placement.MoveInput{EndedBy: "together", EndReason: "-", Outcome: "none"}
	for _, v := range views {
		named := PlacementNamed(service.PlacementRow{Placement: v.Placement, Citizen: v.Citizen, Company: v.Company})
		facts := v.Facts(today)
		facts.EndedBy, facts.EndReason, facts.Outcome = answers.EndedBy, answers.EndReason, answers.Outcome
		if err := placement.MoveNeeds(v.Placement, to, today, facts); err != nil {
			refused, cannot = err, append(cannot, named+": "+words.Error(err))
			continue
		}
		ids = append(ids, v.Placement.ID)
		can = append(can, named+": "+h.T("opt.placement_state."+v.Placement.State)+" "+
			h.Theme.Colours.Glyphs.Arrow+" "+h.T("opt.placement_state."+to))
	}
	if len(cannot) > 0 {
		cannot = append([]string{h.T("placements.step.cannot", "n", len(cannot))}, cannot...)
	}
	switch {
	case len(views) == 0:
		return nil
	case len(views) == 1 && refused != nil:
		return h.Fail(refused)
	case len(ids) == 0:
		return h.AskThen(kit.Choose(h.Theme, h.T("placement."+to+".many", "n", len(views)), strings.Join(cannot, "\n"),
			[]kit.Choice{{ID: "no", Label: h.T("kit.close")}}), nil)
	}
	views = slices.DeleteFunc(views, func(v *service.PlacementView) bool {
		return !slices.Contains(ids, v.Placement.ID)
	})
	form := *views[0].Placement
	form.EndedOn = today
	if to == "ended" && form.EndOn != 0 && form.EndOn < today {
		form.EndedOn = form.EndOn
	}
	title, about := h.T("placement."+to+".title", "ref", form.Ref), []string(nil)
	var says func(model.Entity) []string
	if len(ids)+len(cannot) > 1 {
		title, about = h.T("placement."+to+".many", "n", len(ids)), []string{}
		says = func(model.Entity) []string {
			return slices.Concat(cannot, []string{h.T("placements.step.can", "n", len(can))}, can)
		}
	}
	open := h.Go(Edit,
		EditArg{
			Entity: &form, Fields: endFields[to], Focus: "ended_by", Draft: "placement." + to, Title: title,
			About: about, Says: says,
			Decide: func(ctx context.Context, typed model.Entity) (model.ChangeSet, error) {
				t := typed.(*model.Placement)
				cs, refused, err := d.MovePlacements(ctx, ids, to, t.EndedOn, placement.MoveInput{
					EndedBy: t.EndedBy, EndReason: t.EndReason, Outcome: t.Outcome,
				})
				if err == nil && len(refused) > 0 {
					err = refused[0].Err
				}
				return cs, err
			}})
	if to == "ended" {
		return h.askUnwritten(views, open)
	}
	return open
}

// askUnwritten asks whether the weeks that nobody has written are written before placements end, and opens end at once
// where there are none. Those of the last weeks stay on Today until they are. Of several placements each is named.
func (h *Host) askUnwritten(views []*service.PlacementView, end tea.Cmd) tea.Cmd {
	words, today := present.WordsIn(h.Theme.Lang), h.Service.Today()
	var lines []string
	var first model.Date
	for _, v := range views {
		missing := v.Unwritten(today)
		if len(missing) == 0 {
			continue
		}
		line := h.T("placement.unwritten", "n", len(missing), "weeks", words.WeekList(missing, today))
		if len(views) > 1 {
			line = v.Placement.Ref + " " + v.Citizen.Initials() + ": " + line
		}
		lines = append(lines, line)
		if first == 0 || missing[0] < first {
			first = missing[0]
		}
	}
	if len(lines) == 0 {
		return end
	}
	ask := kit.Choose(h.Theme, h.T("placement.unwritten.title"), strings.Join(lines, "\n"),
		[]kit.Choice{{ID: "hours", Label: h.T("placement.unwritten.write"), Key: "t"},
			{ID: "end", Label: h.T("placement.unwritten.end"), Key: "a"}})
	return h.AskThen(ask, func(a kit.Action) tea.Cmd {
		switch {
		case a.ID != "hours":
			return end
		case len(views) == 1:
			return h.Go(Hours, HoursArg{PlacementID: views[0].Placement.ID})
		}
		return h.Go(Hours, HoursArg{Monday: first})
	})
}

// NewFollowUp opens the form for a follow-up that is agreed.
func (h *Host) NewFollowUp(v *service.PlacementView) tea.Cmd {
	f := &model.FollowUp{PlacementID: v.Placement.ID, On: h.Service.Today().Add(14), How: "visit"}
	if a := agreement.Latest(v.Agreements); a != nil && a.FollowHow != "" {
		f.How = a.FollowHow
	}
	return h.Go(Edit, EditArg{
		Entity: f, Fields: []string{"on", "at", "how", "what"}, Focus: "on", Title: h.T("placement.followup.title"),
	})
}

// rateSteps are the answers to how satisfied somebody is, with the digit that gives each.
func (h *Host) rateSteps() []kit.Choice {
	out := make([]kit.Choice, 0, len(model.Satisfaction)+1)
	for i, key := range model.Satisfaction {
		out = append(out, kit.Choice{ID: key, Label: h.T("opt.satisfaction." + key), Key: string(rune('1' + i))})
	}
	return append(out, kit.Choice{ID: "skip", Label: h.T("placement.rate.skip"), Key: "0"})
}

// AskSatisfaction asks how satisfied one side is, in five steps, and hands the step or "skip" to then.
func (h *Host) AskSatisfaction(field string, then func(kit.Action) tea.Cmd) tea.Cmd {
	ask := kit.Choose(h.Theme, h.T("placement.rate.title"), h.T("placement.rate."+field), h.rateSteps())
	return h.AskThen(ask, then)
}
