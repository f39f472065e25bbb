package placement

import (
	"slices"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
)

// This file holds what happens when a placement stands still for a time: the pause itself, its end, and the steps of
// the ladder that are moved because of it.

// Pause lets a placement that is agreed or runs stand still (sætter på pause). There are its other pauses; two never
// last at the same time.
func Pause(actor string, p *model.Placement, pause *model.Pause, there []*model.Pause) (model.ChangeSet, error) {
	one := *pause
	one.PlacementID = p.ID
	fault := func(key, field string, args model.Args) (model.ChangeSet, error) {
		return model.ChangeSet{}, model.NewError(model.Invalid, key, args).WithField(field)
	}
	switch {
	case !p.Firm():
		return fault("err.pause.state", "placement", nil)
	case one.Until != 0 && one.Until < one.From:
		return fault("err.pause.until", "until", nil)
	case one.From != 0 && p.EndOn != 0 && one.From > p.EndOn:
		return fault("err.pause.after", "from", model.Args{"day": p.EndOn})
	}
	for _, o := range there {
		if o.ID != one.ID && (o.BackOn == 0 || one.From < o.BackOn) && (one.Last() == 0 || o.From <= one.Last()) {
			return fault("err.pause.there", "from", model.Args{"day": o.From})
		}
	}
	if err := schema.Validate(&one); err != nil {
		return model.ChangeSet{}, err
	}
	return model.ChangeSet{Actor: actor, Action: "placement.pause", Args: model.Args{"ref": p.Ref},
		Changes: []model.Change{model.Add(&one)}}, nil
}

// Resume ends a pause: on is the day from which the placement goes on.
func Resume(actor string, p *model.Placement, pause *model.Pause, on, today model.Date) (model.ChangeSet, error) {
	fault := func(key string, args model.Args) (model.ChangeSet, error) {
		return model.ChangeSet{}, model.NewError(model.Invalid, key, args).WithField("back_on")
	}
	switch {
	case pause == nil || pause.BackOn != 0:
		return fault("err.pause.none", nil)
	case on == 0:
		return fault("err.required", nil)
	case on > today:
		return fault("err.pause.future", nil)
	case on < pause.From:
		return fault("err.pause.before", model.Args{"day": pause.From})
	}
	after := *pause
	after.BackOn = on
	return model.ChangeSet{Actor: actor, Action: "placement.resume", Args: model.Args{"ref": p.Ref},
		Changes: []model.Change{model.Edit(pause, &after)}}, nil
}

// MovedStep is a step of the ladder before and after it is moved.
type MovedStep struct {
	Before, After model.Step
	Ref           string // of the part the step is in afterwards; "" in a course of one part
}

// ShiftSteps moves the steps from a day on by whole weeks, which may be fewer than none; the first step stays where the
// placement begins. It gives every step that is moved, to be shown before it is done; none when there is none.
func ShiftSteps(steps []model.Step, from model.Date, weeks int) (moved []MovedStep, all []model.Step) {
	for i, s := range steps {
		after := s
		if i > 0 && s.From >= from && weeks != 0 {
			after.From = s.From.Add(7 * weeks)
			moved = append(moved, MovedStep{Before: s, After: after})
		}
		all = append(all, after)
	}
	return moved, all
}

// Shift moves the later steps of a placement's newest agreement (rykker trinene) by whole weeks. A placement that is
// extended has one ladder with its extensions: a step moves into the part that its new day lies in, and each extension
// begins with the step that counts on its first day. What somebody has acknowledged stays as it is, and the moved
// ladder is the next version. A step that would lie outside the course, or before a step that stays, is refused. Parts
// are those of the course that the placement belongs to (see model.Chain).
func Shift(actor string, p *model.Placement, parts []agreement.Part, from model.Date,
	weeks int) (model.ChangeSet, []MovedStep, error) {
	parts = extensions(p, parts)
	if len(parts) == 0 {
		return model.ChangeSet{}, nil, model.NewError(model.Invalid, "err.move.agreement", nil)
	}
	before := agreement.Whole(parts)
	moved, steps := ShiftSteps(before, from, weeks)
	if len(moved) == 0 {
		return model.ChangeSet{}, nil, model.NewError(model.Invalid, "err.shift.none", nil).WithField("steps")
	}
	whole := *parts[len(parts)-1].Placement
	whole.StartOn = parts[0].Placement.StartOn
	if wrong := agreement.CheckLadder(steps, &whole, nil); len(wrong) > 0 {
		return model.ChangeSet{}, nil, wrong[0]
	}
	cs := model.ChangeSet{Actor: actor, Action: "agreement.shift",
		Args: model.Args{"ref": p.Ref, "n": len(moved), "weeks": weeks}}
	for i, part := range parts {
		own := agreement.Own(steps, parts, i)
		for j := range moved {
			if len(parts) > 1 && slices.Contains(own, moved[j].After) {
				moved[j].Ref = part.Placement.Ref
			}
		}
		if slices.Equal(own, agreement.Own(before, parts, i)) {
			continue
		}
		old := agreement.Latest(part.Agreements)
		after := schema.Clone(old).(*model.Agreement)
		after.SetLadder(own)
		cs.Changes = append(cs.Changes, agreement.Change(actor, old, after, part.Agreements, part.FollowUps).Changes...)
	}
	return cs, moved, nil
}

// extensions are the parts of a course that share one agreement with a placement: it, what it extends and what extends
// it. A renewal has an agreement of its own. None when the placement has no agreement.
func extensions(p *model.Placement, parts []agreement.Part) []agreement.Part {
	lo := slices.IndexFunc(parts, func(part agreement.Part) bool { return part.Placement.ID == p.ID })
	if lo < 0 || len(parts[lo].Agreements) == 0 {
		return nil
	}
	hi := lo + 1
	for lo > 0 && parts[lo].Placement.ContinuesHow == "extension" && len(parts[lo-1].Agreements) > 0 {
		lo--
	}
	for hi < len(parts) && parts[hi].Placement.ContinuesHow == "extension" && len(parts[hi].Agreements) > 0 {
		hi++
	}
	return parts[lo:hi]
}

// ShiftWeeks is how far steps are proposed to be moved after a pause: its working weeks, rounded up.
func ShiftWeeks(pause *model.Pause, today model.Date) int {
	last := pause.Last()
	if last == 0 {
		last = today
	}
	if last < pause.From {
		return 0
	}
	return (int(last-pause.From) + 7) / 7
}
