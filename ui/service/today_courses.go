package service

import (
	"context"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/programme"
	"jobspor/model/schema"
)

// coursesDue lists what is due on open enrolments. It opens no encrypted field.
func (d *Session) coursesDue(ctx context.Context, today model.Date, rhythm agenda.Rhythm) ([]agenda.Due, error) {
	open := schema.Query{
		Fields: []string{
			"citizen", "programme", "edition", "start_on", "days", "consultant", "group", "due", "rhythm", "triage",
		},
		Where: []schema.Cond{{Field: "ended_on", Op: schema.IsNotSet}}}
	enrolments, err := All[model.Enrolment](ctx, d.Store, "enrolment", open)
	if err != nil || len(enrolments) == 0 {
		return nil, err
	}
	editions, err := d.Editions(ctx)
	if err != nil {
		return nil, err
	}
	runs, checks := map[string]*programme.CourseInput{}, map[string][]*model.ProgressCheck{}
	for _, e := range enrolments {
		p, _ := programme.ForEnrolment(editions, e)
		runs[e.ID] = &programme.CourseInput{
			Today: today, Programme: p, Enrolment: e, CheckEvery: rhythm.Check, Ahead: 0,
		}
	}
	err = parallel(
		func() error {
			return each(ctx, d.Store, "tick", []string{"enrolment", "element", "on"}, func(t *model.Tick) {
				if in := runs[t.EnrolmentID]; in != nil {
					in.Ticks = append(in.Ticks, t)
				}
			})
		},
		func() error {
			return each(ctx, d.Store, "check", []string{"citizen", "on"}, func(c *model.ProgressCheck) {
				checks[c.CitizenID] = append(checks[c.CitizenID], c)
			})
		})
	if err != nil {
		return nil, err
	}
	if err := each(ctx, d.Store, "planline", []string{"enrolment", "kind", "track", "on", "done_on", "days"},
		func(l *model.PlanLine) {
			if in := runs[l.EnrolmentID]; in != nil {
				in.Lines = append(in.Lines, l)
			}
		}); err != nil {
		return nil, err
	}
	if err := each(ctx, d.Store, "exemption", []string{"enrolment", "code", "from", "until"}, func(x *model.Exemption) {
		if in := runs[x.EnrolmentID]; in != nil {
			in.Exemptions = append(in.Exemptions, x)
		}
	}); err != nil {
		return nil, err
	}
	var out []agenda.Due
	for _, e := range enrolments {
		in := runs[e.ID]
		in.Checks = checks[e.CitizenID]
		out = append(out, agenda.CourseDue(*in)...)
	}
	return out, nil
}
