package service

import (
	"context"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
)

// StillRuns is what goes on for a citizen whose case is closed (det, der stadig kører): Today does not name it any
// more.
type StillRuns struct {
	Placements     int // that are not over
	Promises       int // that are not kept
	Unacknowledged int // agreements of these placements that citizen or workplace has not acknowledged
	Consents       int // that hold and can be withdrawn
	Enrolments     int // that are open
	FirstPaid      int // placements that ended in paid hours, whose retention is still followed
}

// Empty reports whether nothing goes on.
func (s StillRuns) Empty() bool { return s == StillRuns{} }

// StillRuns counts what goes on for a citizen.
func (d *Session) StillRuns(ctx context.Context, citizenID string) (out StillRuns, err error) {
	mine := schema.Where("citizen", citizenID)
	placements, err := All[model.Placement](ctx, d.Store, "placement", mine)
	if err != nil {
		return out, err
	}
	for _, p := range placements {
		switch {
		case p.LedToPay() && !p.RetentionClosed:
			out.FirstPaid++
		case p.Open():
			out.Placements++
			agreements, err := d.agreementsOf(ctx, p.ID)
			if err != nil {
				return out, err
			}
			if a := agreement.Latest(agreements); a != nil && (a.CitizenOn == 0 || a.CompanyOn == 0) {
				out.Unacknowledged++
			}
		}
	}
	contacts, err := All[model.Contact](ctx, d.Store, "contact", mine)
	if err != nil {
		return out, err
	}
	for _, c := range contacts {
		if c.NextOn != 0 && c.DoneOn == 0 {
			out.Promises++
		}
	}
	consents, err := All[model.Consent](ctx, d.Store, "consent", mine)
	if err != nil {
		return out, err
	}
	for _, c := range consents {
		if c.Holds(d.Today()) {
			out.Consents++
		}
	}
	enrolments, err := All[model.Enrolment](ctx, d.Store, "enrolment", mine)
	for _, e := range enrolments {
		if e.Open() {
			out.Enrolments++
		}
	}
	return out, err
}
