package cli

import (
	"context"

	"jobspor/model"
	"jobspor/model/placement"
	"jobspor/ui/service"
)

func placementPauseCommand() command {
	o := &placementFields{}
	return command{
		name: "pause", args: exactly(1), json: receiptFields,
		flags: []flag{
			o.fields.option("from", "from", "cli.placement.pause.flag.from"),
			o.fields.option("until", "until", "cli.placement.pause.flag.until"),
			o.fields.option("reason", "reason", "cli.placement.pause.flag.reason"),
			o.fields.option("counts", "counts", "cli.placement.pause.flag.counts"),
			o.fields.option("note", "note", "cli.placement.pause.flag.note"),
		},
		run: change("pause", (*session).placementView, o.pause),
	}
}

// pause lets a placement stand still, from today unless another day is named.
func (o *placementFields) pause(
	ctx context.Context, s *session, v *service.PlacementView, _ []string,
) (model.ChangeSet, error) {
	p := &model.Pause{From: max(s.Service.Today(), v.Placement.StartOn), Reason: "other"}
	if err := s.set(ctx, p, o.fields.assigns()); err != nil {
		return model.ChangeSet{}, err
	}
	return placement.Pause(s.Service.Actor(), v.Placement, p, v.Pauses)
}

func placementResumeCommand() command {
	o := &placementFields{}
	return command{
		name: "resume", args: exactly(1), json: receiptFields,
		flags: []flag{o.fields.option("on", "back_on", "cli.placement.resume.flag.on")},
		run:   change("pause", (*session).placementView, o.resume),
	}
}

// resume says that a placement goes on after a pause, from today unless an earlier day is named.
func (o *placementFields) resume(
	ctx context.Context, s *session, v *service.PlacementView, _ []string,
) (model.ChangeSet, error) {
	answer := &model.Pause{BackOn: s.Service.Today()}
	if err := s.set(ctx, answer, o.fields.assigns()); err != nil {
		return model.ChangeSet{}, err
	}
	return placement.Resume(s.Service.Actor(), v.Placement, v.Pause(s.Service.Today()), answer.BackOn,
		s.Service.Today())
}

// shiftOptions are the options of `placement shift`.
type shiftOptions struct{ weeks int }

func placementShiftCommand() command {
	o := &shiftOptions{}
	return command{
		name: "shift", args: exactly(1), json: receiptFields,
		flags: []flag{option(&o.weeks, "weeks", 0, "cli.placement.shift.flag.weeks")},
		run:   change("agreement", (*session).placementView, o.shift),
	}
}

// shift moves the later steps of the newest agreement; each is told before and after.
func (o *shiftOptions) shift(
	_ context.Context, s *session, v *service.PlacementView, _ []string,
) (model.ChangeSet, error) {
	today := s.Service.Today()
	from, weeks := today.Add(1), 1
	if last := v.LatestPause(); last != nil {
		from, weeks = last.From, max(placement.ShiftWeeks(last, today), 1)
	}
	if o.weeks != 0 {
		weeks = o.weeks
	}
	cs, moved, err := placement.Shift(s.Service.Actor(), v.Placement, v.Parts, from, weeks)
	if err != nil {
		return cs, err
	}
	for _, line := range s.words.ShiftText(moved) {
		s.notef("%s", line)
	}
	return cs, nil
}
