package cli

import (
	"context"
	"strings"

	"jobspor/model"
)

// timeSheetOptions are the options of `hours sheet`.
type timeSheetOptions struct {
	paperOptions
	month string
}

func hoursSheetCommand() command {
	o := &timeSheetOptions{}
	return command{
		name: "sheet", args: exactly(1), json: writtenFields, run: o.run,
		flags: append(o.paperOptions.flags(), option(&o.month, "month", "", "cli.hours.sheet.flag.month")),
	}
}

// run writes the time sheet that a workplace fills in. It goes to the workplace, so it needs the consent of everybody
// on it, or a reason, which the log stores.
func (o *timeSheetOptions) run(ctx context.Context, s *session, args []string) error {
	company, err := s.find(ctx, "company", args[0])
	if err != nil {
		return err
	}
	month := s.Service.Today().NextMonth(0)
	if o.month != "" {
		if month, err = model.ParseMonth(o.month, s.Service.Today()); err != nil {
			return err
		}
	}
	t, err := s.Service.TimeSheet(ctx, company.Meta().ID, month)
	if err != nil {
		return err
	}
	w, err := s.paperWords(o.language)
	if err != nil {
		return err
	}
	if len(t.Rows) == 0 {
		return model.NewError(model.NotFound, "err.timesheet.empty",
			model.Args{"company": t.Company.ShownName(), "month": month.String()[:7]})
	}
	out := w.TimeSheetPaper(t)
	out.Args["format"] = o.name()
	var missing []string
	for _, c := range t.Missing {
		missing = append(missing, c.Ref)
	}
	if err := o.requireConsents(s, missing, out.Args); err != nil {
		return err
	}
	return s.export(ctx, out.Doc, o.fileOptions, out.Action, out.Args, len(t.Rows))
}

// requireConsents refuses a paper for a workplace while the consent of somebody on it is missing, unless a reason is
// given; the log stores both.
func (o *paperOptions) requireConsents(s *session, missing []string, args model.Args) error {
	if len(missing) == 0 {
		return nil
	}
	for _, who := range missing {
		s.note("cli.consent.missing", "what", who)
	}
	reason := strings.TrimSpace(o.without)
	switch {
	case reason == "":
		return model.NewError(model.Forbidden, "err.cli.consent", model.Args{"n": len(missing)})
	case model.HasCPRBut(reason, s.Service.KnownPNumber):
		return withType(typeNamed("week"), model.NewError(model.Invalid, "err.cpr", nil))
	}
	args["missing"], args["reason"] = len(missing), reason
	return nil
}
