package placement

import (
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
type MovedStep struct{ Before, After model.Step }

// ShiftSteps moves the steps from a day on by whole weeks, which may be fewer than none; the first step stays where the
// placement begins. It gives every step that is moved, to be shown before it is done; none when there is none.
func ShiftSteps(steps []model.Step, from model.Date, weeks int) (moved []MovedStep, all []model.Step) {
	for i, s := range steps {
		after := s
		if i > 0 && s.From >= from && weeks != 0 {
			after.From = s.From.Add(7 * weeks)
			moved = append(moved, MovedStep{s, after})
		}
		all = append(all, after)
	}
	return moved, all
}

// Shift moves the later steps of a placement's newest agreement (rykker trinene) by whole weeks. What somebody has
// acknowledged stays as it is, and the moved ladder is the next version. A step that would lie outside the placement,
// or before a step that stays, is refused.
func Shift(actor string, p *model.Placement, agreements []*model.Agreement, held []*model.FollowUp, from model.Date,
	weeks int) (model.ChangeSet, error) {
	before := agreement.Latest(agreements)
	if before == nil {
		return model.ChangeSet{}, model.NewError(model.Invalid, "err.move.agreement", nil)
	}
	moved, steps := ShiftSteps(before.Ladder(), from, weeks)
	if len(moved) == 0 {
		return model.ChangeSet{}, model.NewError(model.Invalid, "err.shift.none", nil).WithField("steps")
	}
	if wrong := agreement.CheckLadder(steps, p, nil); len(wrong) > 0 {
		return model.ChangeSet{}, wrong[0]
	}
	after := schema.Clone(before).(*model.Agreement)
	after.SetLadder(steps)
	cs := agreement.Change(actor, before, after, agreements, held)
	cs.Action, cs.Args = "agreement.shift", model.Args{"ref": p.Ref, "n": len(moved), "weeks": weeks}
	return cs, nil
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
