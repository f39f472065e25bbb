package cli

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// agreementCommand is the work agreement of a placement, from the first draft to the document.
func agreementCommand() command {
	return command{name: "agreement", subs: []command{
		agreementNewCommand(), agreementShowCommand(), agreementEditCommand(),
		{name: "step", subs: []command{stepAddCommand(), stepRemoveCommand()}},
		agreementForceCommand(), agreementAckCommand(), agreementVersionsCommand(), agreementCompareCommand(),
		agreementExportCommand(),
	}}
}

// agreementView is a placement with one version of its agreement.
type agreementView struct {
	*service.PlacementView
	agreement *model.Agreement
}

// newestAgreement is the placement that a word means, with the newest version of its agreement.
func (s *session) newestAgreement(ctx context.Context, word string) (agreementView, error) {
	return s.agreementNumbered(ctx, word, 0)
}

// agreementNumbered is the placement that a word means, with a version of its agreement; 0 is the newest.
func (s *session) agreementNumbered(ctx context.Context, word string, number int) (agreementView, error) {
	v, err := s.placementView(ctx, word)
	if err != nil {
		return agreementView{}, err
	}
	a := agreement.Latest(v.Agreements)
	if bad := s.Service.DamagedLike("agreement", v.Placement); a == nil && len(bad) > 0 {
		return agreementView{}, service.DamagedError(bad[0])
	}
	if a == nil {
		return agreementView{}, model.NewError(model.NotFound, "err.agreement.none", model.Args{"ref": v.Placement.Ref})
	}
	if number > 0 {
		i := slices.IndexFunc(v.Agreements, func(a *model.Agreement) bool { return a.Number.V == number })
		if i < 0 {
			return agreementView{}, model.NewError(model.NotFound, "err.agreement.nosuch", model.Args{"n": number})
		}
		a = v.Agreements[i]
	}
	return agreementView{v, a}, nil
}

// agreementSet are the fields that --set gives.
type agreementSet struct{ set []string }

func (o *agreementSet) flags() []flag { return []flag{option(&o.set, "set", nil, "cli.flag.set")} }

func agreementNewCommand() command {
	o := &agreementSet{}
	return command{
		name: "new", args: exactly(1), flags: o.flags(), json: receiptFields,
		run: change("agreement", (*session).placementView, o.draft),
	}
}

// draft makes the first version with what is known.
func (o *agreementSet) draft(
	ctx context.Context, s *session, v *service.PlacementView, _ []string,
) (model.ChangeSet, error) {
	if len(v.Agreements) > 0 {
		return model.ChangeSet{}, model.NewError(model.Conflict, "err.agreement.there", nil)
	}
	a, err := present.PaperWords(s.words.Lang, false).NewAgreement(ctx, s.Service, v)
	if err != nil {
		return model.ChangeSet{}, err
	}
	if err := s.setAll(ctx, a, o.set); err != nil {
		return model.ChangeSet{}, err
	}
	if err := ladderFault(a, v); err != nil {
		return model.ChangeSet{}, err
	}
	s.noteOverlaps(a)
	return agreement.Change(s.Service.Actor(), a, a, nil, nil), nil
}

func (s *session) setAll(ctx context.Context, e model.Entity, set []string) error {
	list, err := assigns(set)
	if err != nil {
		return err
	}
	return s.set(ctx, e, list)
}

// ladderFault is the first thing that cannot be in the ladder, at its field.
func ladderFault(a *model.Agreement, v *service.PlacementView) error {
	if wrong := agreement.CheckLadder(a.Ladder(), v.Placement, v.OpenOfCitizen); len(wrong) > 0 {
		return withType(schema.AgreementType(), wrong[0])
	}
	return nil
}

// noteOverlaps prints what stands on both task lists.
func (s *session) noteOverlaps(a *model.Agreement) {
	for _, o := range agreement.OverlappingTasks(a.TrialTasks, a.PaidTasks) {
		s.note("agreement.overlap", "trial", o.Trial, "paid", o.Paid)
	}
}

func agreementEditCommand() command {
	o := &agreementSet{}
	return command{
		name: "edit", args: exactly(1), flags: o.flags(), json: receiptFields,
		check: func(*cobra.Command, []string) error {
			if len(o.set) == 0 {
				return model.NewError(model.Usage, "err.cli.edit.nothing", nil)
			}
			return nil
		},
		run: changeAgreement(func(ctx context.Context, s *session, v agreementView, _ []string) error {
			return s.setAll(ctx, v.agreement, o.set)
		}),
	}
}

// changeAgreement is the work of a command that edits the newest version, or makes the next one when a party has said
// yes to it. The view that edit gets has a copy to change.
func changeAgreement(edit func(ctx context.Context, s *session, v agreementView, args []string) error) run {
	return change("agreement", (*session).newestAgreement,
		func(ctx context.Context, s *session, v agreementView, args []string) (model.ChangeSet, error) {
			before, after := v.agreement, schema.Clone(v.agreement).(*model.Agreement)
			if err := edit(ctx, s, agreementView{v.PlacementView, after}, args); err != nil {
				return model.ChangeSet{}, err
			}
			if !slices.Equal(before.Steps, after.Steps) {
				if err := ladderFault(after, v.PlacementView); err != nil {
					return model.ChangeSet{}, err
				}
			}
			s.noteOverlaps(after)
			return agreement.Change(s.Service.Actor(), before, after, v.Agreements, v.FollowUps), nil
		})
}

func stepAddCommand() command {
	return command{name: "add", args: between(1, -1), json: receiptFields, run: changeAgreement(addStep)}
}

// addStep adds the step that the arguments describe, else the one that would be next.
func addStep(_ context.Context, s *session, v agreementView, args []string) error {
	steps := v.agreement.Ladder()
	step := agreement.SuggestStep(steps, v.Placement, s.Service.Today())
	if len(args) > 0 {
		var err error
		if step, err = model.ParseStep(strings.Join(args, " "), s.stepAnchor(args[0], v.Placement)); err != nil {
			return atSteps(err)
		}
		s.tellDay(args[0], step.From)
	} else {
		s.note("cli.agreement.suggested")
	}
	if slices.ContainsFunc(steps, func(o model.Step) bool { return o.From == step.From }) {
		args := model.Args{"line": len(steps) + 1, "day": step.From}
		return model.NewError(model.Invalid, "err.step.same", args).WithField("steps")
	}
	v.agreement.SetLadder(append(steps, step))
	return nil
}

// stepAnchor is what the day of a step is read from: the placement's first day, but what counts, such as +4u, counts
// from today.
func (s *session) stepAnchor(day string, p *model.Placement) model.Anchor {
	if p.StartOn == 0 || model.CountedDate(day) {
		return model.Future.From(s.Service.Today())
	}
	return model.Future.From(p.StartOn)
}

func stepRemoveCommand() command {
	return command{name: "remove", args: exactly(2), json: receiptFields, run: changeAgreement(removeStep)}
}

func removeStep(_ context.Context, s *session, v agreementView, args []string) error {
	steps, today := v.agreement.Ladder(), s.Service.Today()
	day, err := model.ParseDate(args[0], model.Near.From(today))
	if err != nil {
		return err
	}
	i := slices.IndexFunc(steps, func(o model.Step) bool { return o.From == day })
	for _, toward := range []model.Direction{model.Future, model.Past} {
		if i < 0 { // a day without a year is that of the step there is
			d, _ := model.ParseDate(args[0], toward.From(today))
			i = slices.IndexFunc(steps, func(o model.Step) bool { return o.From == d })
		}
	}
	if i >= 0 {
		s.tellDay(args[0], steps[i].From)
	}
	if i < 0 {
		return model.NewError(model.NotFound, "err.step.none", model.Args{"day": day})
	}
	v.agreement.SetLadder(slices.Delete(steps, i, i+1))
	return nil
}

func agreementForceCommand() command {
	return command{
		name: "force", args: between(1, 2), json: receiptFields,
		run: change("agreement", (*session).newestAgreement, putInForce),
	}
}

func putInForce(_ context.Context, s *session, v agreementView, args []string) (model.ChangeSet, error) {
	day := agreement.StartsOn(v.agreement, s.Service.Today(), v.Agreements)
	if len(args) > 0 {
		var err error
		if day, err = s.dayFor("agreement", "valid_from", args[0]); err != nil {
			return model.ChangeSet{}, err
		}
	}
	if len(args) == 0 && v.agreement.ValidFrom != 0 {
		day = v.agreement.ValidFrom // in force already: an earlier day is one that somebody names
	}
	if over := agreement.Replaces(v.agreement, day, v.Agreements); over != nil {
		s.note("agreement.replaces", "n", over.Number.V, "day", s.words.DayYear(over.ValidFrom.Time()))
	}
	return agreement.PutInForce(s.Service.Actor(), v.agreement, day, v.Agreements, v.FollowUps)
}

// ackOptions are the options of `agreement ack`.
type ackOptions struct{ by, on string }

func agreementAckCommand() command {
	o := &ackOptions{}
	return command{
		name: "ack", args: exactly(2), json: receiptFields,
		flags: []flag{
			option(&o.by, "by", "", "cli.agreement.ack.flag.by"),
			option(&o.on, "on", "", "cli.flag.on"),
		},
		run: change("agreement", (*session).newestAgreement, o.acknowledge),
	}
}

// partyWords are the parties as people may call them.
var partyWords = map[string][]string{
	"citizen":        {"citizen", "participant", "borger", "borgeren", "deltager", "deltageren"},
	"company":        {"company", "virksomhed", "virksomheden"},
	"representative": {"representative", "rep", "repræsentant", "medarbejderrepræsentant", "tr"},
}

// partyNamed is the party that a word means, among those given.
func partyNamed(parties []string, word string) (party string, ok bool) {
	for _, p := range parties {
		if slices.Contains(partyWords[p], strings.ToLower(word)) {
			return p, true
		}
	}
	return "", false
}

// acknowledge notes a party's yes; the name is the known one when none is given.
func (o *ackOptions) acknowledge(
	_ context.Context, s *session, v agreementView, args []string,
) (model.ChangeSet, error) {
	party, ok := partyNamed(agreement.Parties, args[0])
	if !ok {
		args := model.Args{"value": args[0], "options": strings.Join(agreement.Parties, ", ")}
		return model.ChangeSet{}, model.NewError(model.Usage, "err.agreement.party", args)
	}
	today := s.Service.Today()
	day, err := s.dayFor("agreement", "citizen_on", o.on)
	if err != nil {
		return model.ChangeSet{}, err
	}
	by := o.by
	if by == "" {
		by = v.PartyName(v.agreement, party)
	}
	return agreement.Acknowledge(s.Service.Actor(), v.agreement, party, by, day, today, v.Agreements, v.FollowUps)
}

// atSteps puts an error of reading a step at the ladder.
func atSteps(err error) error {
	var e *model.Error
	if errors.As(err, &e) {
		return e.WithField("steps")
	}
	return err
}
