package cli

import (
	"context"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/ui/service"
)

// triageOptions are the options of `programme triage`.
type triageOptions struct{ on, why, next string }

func triageCommand() command {
	o := &triageOptions{}
	return command{
		name: "triage", args: exactly(2), json: receiptFields,
		flags: []flag{
			option(&o.on, "on", "", "cli.flag.on"),
			option(&o.why, "why", "", "cli.programme.triage.flag.why"),
			option(&o.next, "next", "", "cli.programme.triage.flag.next"),
		},
		run: changeEnrolment("enrolment", o.triage),
	}
}

func (o *triageOptions) triage(
	_ context.Context, s *session, v *service.EnrolmentView, args []string,
) (model.ChangeSet, error) {
	day, err := s.dayFor("enrolment", "triage_on", o.on)
	if err != nil {
		return model.ChangeSet{}, err
	}
	entry := programme.TriageEntry{Group: args[0], On: day, Reason: o.why, Next: o.next}
	return programme.Triage(s.Service.Actor(), v.P, v.Enrolment, entry, s.Service.Today())
}
