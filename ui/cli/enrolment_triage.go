package cli

import (
	"context"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/programme"
)

// triageOptions are the options of `programme triage`.
type triageOptions struct {
	on, why, next, file string
	dryRun              bool
}

func triageCommand() command {
	o := &triageOptions{}
	return command{
		name: "triage", args: between(0, -1), run: o.run,
		json: append(slices.Clone(receiptFields), "ref", "citizen", "was", "group", "next", "on", "why"),
		flags: []flag{
			option(&o.on, "on", "", "cli.flag.on"),
			option(&o.why, "why", "", "cli.programme.triage.flag.why"),
			option(&o.next, "next", "", "cli.programme.triage.flag.next"),
			option(&o.file, "file", "", "cli.programme.triage.flag.file"),
			option(&o.dryRun, "dry-run", false, "cli.flag.dry-run"),
		},
	}
}

// run triages those named before the group, or those of a file, as one change; --dry-run prints who goes where.
func (o *triageOptions) run(ctx context.Context, s *session, args []string) error {
	words, err := o.lines(ctx, s, args)
	if err != nil {
		return err
	}
	on, err := s.dayFor("enrolment", "triage_on", o.on)
	if err != nil {
		return withType(typeNamed("enrolment"), err)
	}
	var picks []programme.TriagePick
	for _, w := range words {
		v, err := s.enrolmentNamed(ctx, w.ref)
		if err != nil {
			return err
		}
		picks = append(picks, programme.TriagePick{Enrolment: v.Enrolment,
			TriageEntry: programme.TriageEntry{Group: w.group, Reason: w.why, Next: o.next, On: on}})
	}
	cs, err := s.Service.TriageMany(ctx, picks)
	if err != nil || !o.dryRun {
		if len(picks) == 1 && len(cs.Changes) == 1 {
			cs.Action, cs.Args = "enrolment.triage", nil
		}
		return s.applyDecided(ctx, "enrolment", cs, err)
	}
	return s.printTriage(ctx, cs)
}

// triageLine is one person of a triage as it was typed.
type triageLine struct{ ref, group, why string }

// lines are the people of the arguments, REF... GROUP, or those of a file: REF;GROUP;REASON, a line each, parted by a
// tab or a semicolon. A line without a reason takes that of --why.
func (o *triageOptions) lines(ctx context.Context, s *session, args []string) (out []triageLine, err error) {
	if o.file == "" {
		if len(args) < 2 {
			return nil, model.NewError(model.Usage, "err.cli.triage.args", nil)
		}
		group := args[len(args)-1]
		for _, ref := range args[:len(args)-1] {
			out = append(out, triageLine{ref, group, o.why})
		}
		return out, nil
	}
	if len(args) > 0 {
		return nil, model.NewError(model.Usage, "err.cli.triage.both", nil)
	}
	text, name, err := s.readText(ctx, o.file)
	if err != nil {
		return nil, err
	}
	n := 0
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		n++
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		sep := ";"
		if strings.Contains(line, "\t") {
			sep = "\t"
		}
		parts := append(strings.SplitN(line, sep, 3), "", "")
		one := triageLine{strings.TrimSpace(parts[0]), strings.TrimSpace(parts[1]), strings.TrimSpace(parts[2])}
		if one.ref == "" || one.group == "" {
			return nil, model.NewError(model.Invalid, "err.cli.triage.line", model.Args{"file": name, "line": n})
		}
		if one.why == "" {
			one.why = o.why
		}
		out = append(out, one)
	}
	if len(out) == 0 {
		return nil, model.NewError(model.Invalid, "err.cli.triage.empty", model.Args{"file": name})
	}
	return out, nil
}

// printTriage prints what a triage would do; nothing is written.
func (s *session) printTriage(ctx context.Context, cs model.ChangeSet) error {
	t := table{cols: []column{
		{"ref", s.T("type.enrolment"), false},
		{"citizen", s.T("enrolment.citizen"), false},
		{"was", s.T("cli.col.was"), false},
		{"group", s.T("enrolment.triage"), false},
		{"next", s.T("enrolment.triage_next"), false},
		{"on", s.T("enrolment.triage_on"), false},
		{"why", s.T("enrolment.triage_reason"), false},
	}}
	for _, c := range cs.Changes {
		before, after := c.Before.(*model.Enrolment), c.After.(*model.Enrolment)
		v, err := s.Service.Enrolment(ctx, after.ID)
		if err != nil {
			return err
		}
		said := func(kind, key string) cell {
			return cell{v.P.Word(kind, key, string(s.words.Code())), key, key}
		}
		t.rows = append(t.rows, []cell{
			text(after.Ref), text(v.Citizen.Ref), said("triage", before.Triage), said("triage", after.Triage),
			said("follow", after.TriageNext), text(after.TriageOn.String()), text(after.TriageReason),
		})
	}
	if err := s.out.table(t); err != nil {
		return err
	}
	s.note("cli.programme.triage.would", "n", len(t.rows))
	return nil
}
