package cli

import (
	"context"

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
// on it.
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
	return s.export(ctx, out.Doc, o.fileOptions, out.Out)
}
