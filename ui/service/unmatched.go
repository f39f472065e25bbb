package service

import (
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
)

// unmatched lists the citizens for whom no workplace is looked for, each with the triage group that says so: that of an
// open enrolment whose programme has it so. It opens no encrypted field.
func (d *Session) unmatched(ctx context.Context, where ...schema.Cond) (map[string]programme.Bilingual, error) {
	editions, err := d.Editions(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]programme.Bilingual{}
	err = d.Store.Each(ctx, "enrolment", schema.Query{
		Fields: []string{"citizen", "programme", "edition", "triage"},
		Where: append(where, schema.Cond{Field: "ended_on", Op: schema.IsNotSet},
			schema.Cond{Field: "triage", Op: schema.IsSet}),
	}, func(row model.Entity) error {
		e := row.(*model.Enrolment)
		if p, _ := programme.ForEnrolment(editions, e); p != nil && slices.Contains(p.NoMatch, e.Triage) {
			out[e.CitizenID] = programme.Bilingual{
				Da: p.Word("triage", e.Triage, "da"), En: p.Word("triage", e.Triage, "en"),
			}
		}
		return nil
	})
	return out, err
}
