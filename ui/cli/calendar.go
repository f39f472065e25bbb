package cli

import (
	"context"
)

// calendarOptions are the options of `calendar`.
type calendarOptions struct {
	fileOptions
	mine       bool
	consultant string
}

func calendarCommand() command {
	o := &calendarOptions{}
	return command{
		name: "calendar", args: exactly(0), json: []string{"file", "format", "rows"}, run: o.run,
		flags: append(o.fileOptions.flags(),
			option(&o.mine, "mine", false, "cli.flag.mine"),
			option(&o.consultant, "consultant", "", "cli.today.flag.consultant")),
	}
}

// run writes what is planned: a calendar file, or the same as a table.
func (o *calendarOptions) run(ctx context.Context, s *session, _ []string) error {
	owner := ""
	if o.mine {
		owner = s.Service.Actor()
	}
	if o.consultant != "" {
		c, err := s.find(ctx, "consultant", o.consultant)
		if err != nil {
			return err
		}
		owner = c.Meta().ID
	}
	c, err := s.Service.Calendar(ctx, owner)
	if err != nil {
		return err
	}
	return s.export(ctx, s.words.CalendarDocument(c), o.fileOptions, c.Out())
}
