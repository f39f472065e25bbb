package cli

import (
	"context"
	"slices"
	"strconv"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/present"
)

// This file prints the versions of a work agreement: one, all of them, and what differs between two.

func agreementShowCommand() command {
	number := 0
	return command{
		name: "show", args: exactly(1), rows: "agreement",
		json:  []string{"ladder", "gaps", "overlaps", "faults", "off"},
		flags: []flag{option(&number, "number", 0, "cli.flag.number")},
		run: func(ctx context.Context, s *session, args []string) error {
			return s.showAgreement(ctx, args[0], number)
		},
	}
}

// showAgreement prints a version: for a person the document, for a pipe its fields, as JSON with its ladder and what is
// missing or cannot be.
func (s *session) showAgreement(ctx context.Context, word string, number int) error {
	v, err := s.agreementNumbered(ctx, word, number)
	if err != nil {
		return err
	}
	s.look(v.Citizen)
	if err := s.noteRules(ctx, v.Placement.StartOn); err != nil {
		return err
	}
	overlaps := both(s.root, func(w present.Words) []string {
		out := []string{}
		for _, o := range agreement.OverlappingTasks(v.agreement.TrialTasks, v.agreement.PaidTasks) {
			out = append(out, w.T("agreement.overlap", "trial", o.Trial, "paid", o.Paid))
		}
		return out
	})
	faults := both(s.root, func(w present.Words) []string {
		out := []string{}
		for _, e := range agreement.CheckLadder(v.agreement.Ladder(), v.Placement, v.OpenOfCitizen) {
			out = append(out, w.Error(e))
		}
		if err := agreement.CheckPattern(v.agreement, s.Service.Today()); err != nil {
			out = append(out, w.Error(err))
		}
		return out
	})
	off := both(s.root, func(w present.Words) []string {
		out := []string{}
		for _, st := range v.agreement.Ladder() {
			if what := w.DayOff(st.From); what != "" {
				out = append(out, w.T("agreement.step.off", "day", w.DayMiddle(st.From.Time()), "what", what))
			}
		}
		return out
	})
	if s.json {
		gaps := notNull(agreement.Gaps(v.agreement, v.Placement.Kind))
		return s.out.json(append(s.rowObject(ctx, v.agreement), object{
			{"ladder", stepObjects(v.agreement.Ladder())}, {"gaps", gaps}, {"overlaps", overlaps}, {"faults", faults},
			{"off", off},
		}...))
	}
	if !s.out.human() {
		t := schema.AgreementType()
		var facts []fact
		for i := range t.Fields {
			f := &t.Fields[i]
			facts = append(facts, fact{f.Key, "", fieldCell(s.words, f, v.agreement, s.nameOf(ctx))})
		}
		return s.out.facts(facts)
	}
	data, err := s.Service.Inside(s.words.AgreementPaper(v.PlacementView, v.agreement, present.Own), "txt")
	if err != nil {
		return err
	}
	s.out.w.Write(data)
	look := slices.Concat(overlaps.label.([]string), faults.label.([]string), off.label.([]string))
	for _, text := range look {
		s.note("cli.agreement.look", "text", text)
	}
	return nil
}

func stepObjects(steps []model.Step) []object {
	out := []object{}
	for _, st := range steps {
		out = append(out, object{
			{"from", st.From.String()}, {"trial", float64(st.Trial) / 4}, {"paid", float64(st.Paid) / 4},
			{"trigger", st.Trigger},
		})
	}
	return out
}

func agreementVersionsCommand() command {
	return command{
		name: "versions", args: exactly(1), run: listVersions,
		json: []string{"number", "valid_from", "citizen_on", "company_on", "rep_on", "steps", "id"},
	}
}

// listVersions prints the versions of an agreement.
func listVersions(ctx context.Context, s *session, args []string) error {
	v, err := s.newestAgreement(ctx, args[0])
	if err != nil {
		return err
	}
	var rows []model.Entity
	for _, a := range v.Agreements {
		rows = append(rows, a)
	}
	columns := []string{"number", "valid_from", "citizen_on", "company_on", "rep_on"}
	t := s.tableOf(ctx, entity{typ: "agreement"}, columns, rows)
	t.cols = append(t.cols, column{"steps", s.T("cli.agreement.steps"), true}, column{"id", "ID", false})
	for i, a := range v.Agreements {
		t.rows[i] = append(t.rows[i], number(len(a.Steps)), text(a.ID))
	}
	return s.out.table(t)
}

func agreementCompareCommand() command {
	return command{
		name: "compare", args: between(1, 3), run: compareVersions,
		json: []string{"field", "change", "before", "after"},
	}
}

// compareVersions prints what differs: of the two newest versions, or of those named.
func compareVersions(ctx context.Context, s *session, args []string) error {
	v, err := s.newestAgreement(ctx, args[0])
	if err != nil {
		return err
	}
	if len(v.Agreements) < 2 {
		return model.NewError(model.NotFound, "err.agreement.two", nil)
	}
	numbers := []int{v.agreement.Number.V - 1, v.agreement.Number.V}
	for i, word := range args[1:] {
		if numbers[i], err = strconv.Atoi(word); err != nil {
			return model.NewError(model.Usage, "err.cli.number", model.Args{"value": word})
		}
	}
	a, err := s.agreementNumbered(ctx, args[0], numbers[0])
	if err != nil {
		return err
	}
	b, err := s.agreementNumbered(ctx, args[0], numbers[1])
	if err != nil {
		return err
	}
	t := table{empty: s.T("agreement.same"), cols: []column{
		{"field", s.T("vitas.col.field"), false},
		{"change", s.T("cli.agreement.change"), false},
		{"before", s.T("cli.agreement.before"), false},
		{"after", s.T("cli.agreement.after"), false},
	}}
	danish := s.inDanish().AgreementChanges(a.agreement, b.agreement, v.PlacementView)
	for i, d := range s.words.AgreementChanges(a.agreement, b.agreement, v.PlacementView) {
		t.rows = append(t.rows, []cell{
			coded(d.Label, d.Field), coded(s.T("cli.agreement."+d.Change), d.Change),
			{d.Before, d.Before, labelled{danish[i].Before, d.Before}},
			{d.After, d.After, labelled{danish[i].After, d.After}},
		})
	}
	return s.out.table(t)
}
