package cli

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// newAgreement is the work agreement of a placement, from the first draft to the paper.
func (r *root) newAgreement() *cobra.Command {
	step := r.group("step", r.newStepAdd(), r.newStepRemove())
	return r.group("agreement", r.newAgreementNew(), r.newAgreementShow(), r.newAgreementEdit(), step, r.newAgreementForce(), r.newAgreementAck(),
		r.newAgreementVersions(), r.newAgreementCompare(), r.newAgreementExport())
}

// agreed is a placement with one version of its agreement.
func (s *session) agreed(ctx context.Context, word string, number int) (*service.PlacementView, *model.Agreement, error) {
	v, err := s.placementView(ctx, word)
	if err != nil {
		return nil, nil, err
	}
	a := agreement.Latest(v.Agreements)
	if a == nil {
		return nil, nil, model.NewError(model.NotFound, "err.agreement.none", model.Args{"ref": v.Placement.Ref})
	}
	if number > 0 {
		i := slices.IndexFunc(v.Agreements, func(a *model.Agreement) bool { return a.Number.V == number })
		if i < 0 {
			return nil, nil, model.NewError(model.NotFound, "err.agreement.nosuch", model.Args{"n": number})
		}
		a = v.Agreements[i]
	}
	return v, a, nil
}

func (r *root) newAgreementNew() *cobra.Command {
	var set []string
	c := r.new("new", between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.beginAgreement(ctx, args[0], set) })
	})
	c.Flags().StringArrayVar(&set, "set", nil, "")
	return saysReceipt(c)
}

// beginAgreement makes the first version with what is known.
func (s *session) beginAgreement(ctx context.Context, word string, set []string) error {
	v, err := s.placementView(ctx, word)
	if err != nil {
		return err
	}
	if len(v.Agreements) > 0 {
		return model.NewError(model.Conflict, "err.agreement.there", nil)
	}
	a, err := present.PaperWords(s.words.Lang, false).NewAgreement(ctx, s.Service, v)
	if err != nil {
		return err
	}
	if err := s.setAll(ctx, a, set); err != nil {
		return err
	}
	if err := s.ladderFault(a, v); err != nil {
		return err
	}
	return s.agreementWritten(ctx, a, v, agreement.Change(s.Service.Actor(), a, a, nil, nil))
}

func (s *session) setAll(ctx context.Context, e model.Entity, set []string) error {
	list, err := assigns(set)
	if err != nil {
		return err
	}
	return s.set(ctx, e, list)
}

// ladderFault is the first thing that cannot be in the ladder, at its field.
func (s *session) ladderFault(a *model.Agreement, v *service.PlacementView) error {
	if wrong := agreement.CheckLadder(a.Ladder(), v.Placement, v.OpenOfCitizen); len(wrong) > 0 {
		return about(schema.AgreementType(), wrong[0])
	}
	return nil
}

// agreementWritten writes and then says what stands on both task lists.
func (s *session) agreementWritten(ctx context.Context, a *model.Agreement, _ *service.PlacementView, cs model.ChangeSet) error {
	for _, o := range agreement.OverlappingTasks(a.TrialTasks, a.PaidTasks) {
		s.tell("agreement.overlap", "trial", o.Trial, "paid", o.Paid)
	}
	return s.apply(ctx, cs)
}

func (r *root) newAgreementEdit() *cobra.Command {
	var set []string
	c := r.new("edit", between(1, 1), func(ctx context.Context, args []string) error {
		if len(set) == 0 {
			return model.NewError(model.Usage, "err.cli.edit.nothing", nil)
		}
		return r.with(ctx, func(ctx context.Context, s *session) error {
			return s.changeAgreement(ctx, args[0], func(a *model.Agreement, _ *service.PlacementView) error { return s.setAll(ctx, a, set) })
		})
	})
	c.Flags().StringArrayVar(&set, "set", nil, "")
	return saysReceipt(c)
}

// changeAgreement changes the newest version, or makes the next one when somebody has said yes to it.
func (s *session) changeAgreement(ctx context.Context, word string, change func(*model.Agreement, *service.PlacementView) error) error {
	v, before, err := s.agreed(ctx, word, 0)
	if err != nil {
		return err
	}
	after := schema.Clone(before).(*model.Agreement)
	if err := change(after, v); err != nil {
		return err
	}
	if !slices.Equal(before.Steps, after.Steps) {
		if err := s.ladderFault(after, v); err != nil {
			return err
		}
	}
	return s.agreementWritten(ctx, after, v, agreement.Change(s.Service.Actor(), before, after, v.Agreements, v.FollowUps))
}

func (r *root) newStepAdd() *cobra.Command {
	c := r.new("add", between(1, -1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error {
			return s.changeAgreement(ctx, args[0], func(a *model.Agreement, v *service.PlacementView) error {
				steps := a.Ladder()
				step := agreement.SuggestStep(steps, v.Placement, s.Service.Today())
				if len(args) > 1 {
					var err error
					if step, err = model.ParseStep(strings.Join(args[1:], " "), s.Service.Today()); err != nil {
						return about(schema.AgreementType(), atSteps(err))
					}
				} else {
					s.tell("cli.agreement.suggested")
				}
				if slices.ContainsFunc(steps, func(o model.Step) bool { return o.From == step.From }) {
					return about(schema.AgreementType(), model.NewError(model.Invalid, "err.step.same", model.Args{"line": len(steps) + 1, "day": step.From}).WithField("steps"))
				}
				a.SetLadder(append(steps, step))
				return nil
			})
		})
	})
	return saysReceipt(c)
}

func (r *root) newStepRemove() *cobra.Command {
	c := r.new("remove", between(2, 2), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error {
			return s.changeAgreement(ctx, args[0], func(a *model.Agreement, _ *service.PlacementView) error {
				day, err := model.ParseDate(args[1], s.Service.Today())
				if err != nil {
					return err
				}
				steps := a.Ladder()
				i := slices.IndexFunc(steps, func(o model.Step) bool { return o.From == day })
				if i < 0 {
					return model.NewError(model.NotFound, "err.step.none", model.Args{"day": day})
				}
				a.SetLadder(slices.Delete(steps, i, i+1))
				return nil
			})
		})
	})
	return saysReceipt(c)
}

func (r *root) newAgreementForce() *cobra.Command {
	c := r.new("force", between(1, 2), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error {
			v, a, err := s.agreed(ctx, args[0], 0)
			if err != nil {
				return err
			}
			day := agreement.StartsOn(a, s.Service.Today(), v.Agreements)
			if len(args) > 1 {
				if day, err = model.ParseDate(args[1], s.Service.Today()); err != nil {
					return err
				}
			}
			cs, err := agreement.PutInForce(s.Service.Actor(), a, day, v.Agreements, v.FollowUps)
			if err != nil {
				return about(schema.AgreementType(), err)
			}
			return s.apply(ctx, cs)
		})
	})
	return saysReceipt(c)
}

func (r *root) newAgreementAck() *cobra.Command {
	var by, on string
	c := r.new("ack", between(2, 2), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.acknowledge(ctx, args[0], args[1], by, on) })
	})
	c.Flags().StringVar(&by, "by", "", "")
	c.Flags().StringVar(&on, "on", "", "")
	return saysReceipt(c)
}

// partyWords are the parties as people may call them.
var partyWords = map[string][]string{
	"citizen": {"citizen", "participant", "borger", "borgeren", "deltager", "deltageren"}, "company": {"company", "virksomhed", "virksomheden"},
	"representative": {"representative", "rep", "repræsentant", "medarbejderrepræsentant", "tr"},
}

// acknowledge notes a yes; the name is the known one when none is given.
func (s *session) acknowledge(ctx context.Context, word, party, by, on string) error {
	v, a, err := s.agreed(ctx, word, 0)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(agreement.Parties, func(p string) bool { return slices.Contains(partyWords[p], strings.ToLower(party)) })
	if i < 0 {
		return model.NewError(model.Usage, "err.agreement.party", model.Args{"value": party, "options": strings.Join(agreement.Parties, ", ")})
	}
	today := s.Service.Today()
	day := today
	if on != "" {
		if day, err = model.ParseDate(on, today.Add(-364)); err != nil {
			return err
		}
	}
	if by == "" {
		by = v.PartyName(a, agreement.Parties[i])
	}
	cs, err := agreement.Acknowledge(s.Service.Actor(), a, agreement.Parties[i], by, day, today, v.Agreements, v.FollowUps)
	if err != nil {
		return about(schema.AgreementType(), err)
	}
	return s.apply(ctx, cs)
}

func (r *root) newAgreementShow() *cobra.Command {
	number := 0
	c := r.new("show", between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.showAgreement(ctx, args[0], number) })
	})
	c.Flags().IntVar(&number, "number", 0, "")
	return fieldsOf(says(c, "ladder", "gaps", "overlaps", "faults"), "agreement")
}

// showAgreement prints a version: to a person as the paper, to a pipe its fields, as JSON with its ladder and what is
// missing or cannot be.
func (s *session) showAgreement(ctx context.Context, word string, number int) error {
	v, a, err := s.agreed(ctx, word, number)
	if err != nil {
		return err
	}
	if err := s.viewed(ctx, v.Citizen); err != nil {
		return err
	}
	overlaps, faults := []string{}, []string{}
	for _, o := range agreement.OverlappingTasks(a.TrialTasks, a.PaidTasks) {
		overlaps = append(overlaps, s.T("agreement.overlap", "trial", o.Trial, "paid", o.Paid))
	}
	for _, e := range agreement.CheckLadder(a.Ladder(), v.Placement, v.OpenOfCitizen) {
		faults = append(faults, s.words.Error(e))
	}
	if s.json {
		return s.out.json(append(rowObject(a), member{"ladder", stepObjects(a.Ladder())}, member{"gaps", some(agreement.Gaps(a, v.Placement.Kind))}, member{"overlaps", overlaps}, member{"faults", faults}))
	}
	if !s.out.human() {
		t := schema.AgreementType()
		var facts []fact
		for i := range t.Fields {
			facts = append(facts, fact{t.Fields[i].Key, "", fieldCell(s.words, &t.Fields[i], a, s.called(ctx))})
		}
		return s.out.facts(facts)
	}
	data, err := s.Service.Files.Render(s.words.AgreementPaper(v, a, present.Own), "txt")
	if err != nil {
		return err
	}
	s.out.w.Write(data)
	for _, said := range append(overlaps, faults...) {
		s.tell("cli.agreement.look", "text", said)
	}
	return nil
}

func stepObjects(steps []model.Step) []object {
	out := []object{}
	for _, st := range steps {
		out = append(out, object{{"from", st.From.String()}, {"trial", float64(st.Trial) / 4}, {"paid", float64(st.Paid) / 4}, {"trigger", st.Trigger}})
	}
	return out
}

func (r *root) newAgreementVersions() *cobra.Command {
	c := r.new("versions", between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.agreementVersions(ctx, args[0]) })
	})
	return says(c, "number", "valid_from", "citizen_on", "company_on", "rep_on", "steps", "id")
}

func (s *session) agreementVersions(ctx context.Context, word string) error {
	v, _, err := s.agreed(ctx, word, 0)
	if err != nil {
		return err
	}
	t := table{}
	typ := schema.AgreementType()
	keys := []string{"number", "valid_from", "citizen_on", "company_on", "rep_on"}
	for _, k := range keys {
		f, _ := typ.Field(k)
		t.cols = append(t.cols, column{k, s.words.Field(typ, f), f.Numeric()})
	}
	t.cols = append(t.cols, column{"steps", s.T("cli.agreement.steps"), true}, column{"id", "ID", false})
	for _, a := range v.Agreements {
		var row []cell
		for _, k := range keys {
			f, _ := typ.Field(k)
			row = append(row, fieldCell(s.words, f, a, nil))
		}
		t.rows = append(t.rows, append(row, number(len(a.Steps)), text(a.ID)))
	}
	return s.out.table(t)
}

func (r *root) newAgreementCompare() *cobra.Command {
	c := r.new("compare", between(1, 3), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.compareAgreements(ctx, args) })
	})
	return says(c, "field", "change", "before", "after")
}

// compareAgreements prints what differs: of the two newest versions, or of those named.
func (s *session) compareAgreements(ctx context.Context, args []string) error {
	v, newest, err := s.agreed(ctx, args[0], 0)
	if err != nil {
		return err
	}
	if len(v.Agreements) < 2 {
		return model.NewError(model.NotFound, "err.agreement.two", nil)
	}
	pair := []int{newest.Number.V - 1, newest.Number.V}
	for i, word := range args[1:] {
		if pair[i], err = strconv.Atoi(word); err != nil {
			return model.NewError(model.Usage, "err.cli.number", model.Args{"value": word})
		}
	}
	_, a, err := s.agreed(ctx, args[0], pair[0])
	if err != nil {
		return err
	}
	_, b, err := s.agreed(ctx, args[0], pair[1])
	if err != nil {
		return err
	}
	t := table{empty: s.T("agreement.same"), cols: []column{{"field", s.T("vitas.col.field"), false}, {"change", s.T("cli.agreement.change"), false},
		{"before", s.T("cli.agreement.before"), false}, {"after", s.T("cli.agreement.after"), false}}}
	for _, d := range s.words.AgreementChanges(a, b, v) {
		t.rows = append(t.rows, []cell{{d.Label, d.Field, d.Field}, {s.T("cli.agreement." + d.Change), d.Change, d.Change}, text(d.Before), text(d.After)})
	}
	return s.out.table(t)
}

// atSteps puts an error of reading a step at the ladder.
func atSteps(err error) error {
	var e *model.Error
	if errors.As(err, &e) {
		return e.WithField("steps")
	}
	return err
}
