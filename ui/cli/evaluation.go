package cli

import (
	"context"
	"strings"

	"jobspor/model"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// evaluationOptions are the options of `programme export-data`.
type evaluationOptions struct {
	fileOptions
	evaluator, without string
}

func evaluationCommand() command {
	o := &evaluationOptions{}
	return command{
		name: "export-data", args: exactly(1), json: writtenFields, run: o.run,
		flags: append(o.fileOptions.flags(),
			option(&o.evaluator, "for", "", "cli.programme.export-data.flag.for"),
			option(&o.without, "without-consent", "", "cli.flag.without-consent")),
	}
}

// run writes the pseudonymous rows of a programme for an evaluator. Only those who have consented to the evaluator are
// in it; all of them with a reason, which the log stores.
func (o *evaluationOptions) run(ctx context.Context, s *session, args []string) error {
	p, err := s.programmeNamed(ctx, args[0])
	if err != nil {
		return err
	}
	evaluator := ""
	if o.evaluator != "" {
		c, err := s.find(ctx, "company", o.evaluator)
		if err != nil {
			return err
		}
		evaluator = c.Meta().ID
	}
	v, err := s.Service.Evaluation(ctx, p, evaluator)
	if err != nil {
		return err
	}
	log := model.Args{"programme": p.Key, "format": o.name()}
	if err := o.requireConsent(s, v, log); err != nil {
		return err
	}
	log["n"] = len(v.Rows)
	out := service.Out{Action: "export.evaluation", Args: log, Rows: len(v.Rows), To: service.ToEvaluator,
		Citizens: v.Citizens, Reason: o.without}
	for _, id := range v.Citizens {
		if evaluator == "" {
			break // nobody's consent can be to nobody: it takes the reason
		}
		out.Shares = append(out.Shares, service.Share{CitizenID: id, CompanyID: evaluator})
	}
	doc := s.bilingual(o.name(), func(w present.Words) model.Document { return w.EvaluationDocument(v) })
	return s.export(ctx, doc, o.fileOptions, out)
}

// requireConsent leaves out those who have not consented, unless a reason is given to take them along.
func (o *evaluationOptions) requireConsent(s *session, v *service.Evaluation, log model.Args) error {
	reason := strings.TrimSpace(o.without)
	switch {
	case v.Missing == 0:
		return nil
	case reason == "" && v.Missing == len(v.Rows):
		return model.NewError(model.Forbidden, "err.cli.consent", model.Args{"n": v.Missing})
	case reason == "":
		s.note("cli.evaluation.left", "n", v.Missing)
		log["left"] = v.Missing
		v.Consented()
		return nil
	case model.HasCPRBut(reason, s.Service.KnownPNumber):
		return withType(typeNamed("consent"), model.NewError(model.Invalid, "err.cpr", nil))
	}
	log["missing"] = v.Missing
	return nil
}
