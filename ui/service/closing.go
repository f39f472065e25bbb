package service

import (
	"context"
	"strconv"
	"time"

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
	Candidates     int // candidacies for job orders that wait
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
	candidates, err := All[model.Candidate](ctx, d.Store, "candidate", mine)
	if err != nil {
		return out, err
	}
	for _, c := range candidates {
		if c.Waits() {
			out.Candidates++
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

// The settings of how long a closed case is held. The period is the municipality's own (none was established), so
// there is none until somebody writes it with its source.
const (
	KeepMonths = "closing.keep_months"
	KeepSource = "closing.keep_source"
)

// MostKeepMonths is the longest period that is taken: fifty years.
const MostKeepMonths = 600

// Erasure is when a closed case may be erased (sletningsdato). Months is 0 when the period is not known.
type Erasure struct {
	Months int
	Source string
	On     model.Date
}

// ErasureOf counts from the day a case is closed.
func (d *Session) ErasureOf(ctx context.Context, closed model.Date) (e Erasure, err error) {
	values, err := Settings(ctx, d.Store)
	if err != nil {
		return e, err
	}
	if s := values[KeepSource]; s != nil {
		e.Source = s.Value
	}
	if s := values[KeepMonths]; s != nil {
		e.Months, _ = strconv.Atoi(s.Value)
	}
	if e.Months > 0 {
		e.On = addMonths(closed, e.Months)
	}
	return e, nil
}

// addMonths gives the same day of the month so many months later, or the last one of a shorter month.
func addMonths(on model.Date, n int) model.Date {
	t := on.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return model.NewDate(first.Year(), first.Month(), min(t.Day(), last))
}

// Closing is a citizen who is about to be closed, and what still runs.
type Closing struct {
	Citizen *model.Citizen
	Runs    StillRuns
}

// Closings reads what still runs for citizens that are to be closed, in the order of the IDs; who is closed already is
// left out.
func (d *Session) Closings(ctx context.Context, ids []string) (out []Closing, err error) {
	list, err := InOrder[model.Citizen](ctx, d.Store, "citizen", ids)
	for _, c := range list {
		if err := requireRead(c); err != nil {
			return nil, err
		}
		if c.Status == "closed" {
			continue
		}
		runs, err := d.StillRuns(ctx, c.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, Closing{c, runs})
	}
	return out, err
}

// ImportClosings reads what still runs for citizens that an import would close.
func (d *Session) ImportClosings(ctx context.Context, p ImportPlan) ([]Closing, error) {
	var ids []string
	for i := range p.Len() {
		row := p.Row(i)
		if row.Type != "citizen" || row.Verdict != Changed || row.Change == nil {
			continue
		}
		before, _ := row.Change().Before.(*model.Citizen)
		if after, ok := row.Change().After.(*model.Citizen); ok && before != nil && after.Status == "closed" {
			ids = append(ids, after.ID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return d.Closings(ctx, ids)
}

// CloseCitizens decides that citizens are closed today, and whether their consents are withdrawn with it.
func (d *Session) CloseCitizens(ctx context.Context, list []Closing, withdraw bool) (model.ChangeSet, error) {
	cs := model.ChangeSet{Actor: d.Actor(), Action: "citizen.close"}
	if len(list) == 0 {
		return cs, model.NewError(model.NotFound, "err.closing.none", nil)
	}
	ids := map[string]bool{}
	for _, c := range list {
		after := *c.Citizen
		after.Status, after.ClosedOn = "closed", d.Today()
		ids[after.ID] = true
		cs.Changes = append(cs.Changes, model.Edit(c.Citizen, &after))
	}
	n := 0
	if withdraw {
		consents, err := All[model.Consent](ctx, d.Store, "consent", whereIn("citizen", ids, nil))
		if err != nil {
			return cs, err
		}
		for _, c := range consents {
			if c.Holds(d.Today()) {
				after := *c
				after.WithdrawnOn = d.Today()
				cs.Changes = append(cs.Changes, model.Edit(c, &after))
				n++
			}
		}
	}
	cs.Args = model.Args{"n": len(list), "consents": n}
	return cs, nil
}
