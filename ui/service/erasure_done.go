package service

import (
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/schema"
)

// ErasureCertificate says what was erased, and names nobody.
type ErasureCertificate struct {
	Kind       string // one of Retentions
	On         model.Date
	By         string // name of the consultant, "" when not known
	Reason     string
	Anonymised bool
	N          int // how many of the kind
	Erased     model.Erased
	Figures    map[string]int
	Cleared    map[string]int
	Copies     int        // that were changed as well
	Left       []LeftCopy // those that were not
	Elsewhere  CopiesElsewhere
	Mentions   int
	Exports    int
}

// Erase erases what was planned, in the database and in its copies. What stands in the way of the copies does not undo
// the rest: it is in the certificate.
func (d *Session) Erase(ctx context.Context, p *ErasePlan, reason string) (*ErasureCertificate, error) {
	if !Explains(reason) {
		return nil, model.NewError(model.Invalid, "err.erase.reason", nil)
	}
	if err := d.CheckReason(reason); err != nil {
		return nil, err
	}
	p.erasure.Args["reason"] = reason
	erased, err := d.Eraser.Erase(ctx, p.erasure)
	if err != nil {
		return nil, err
	}
	reason, _ = p.erasure.Args["reason"].(string) // the one that was agreed on, where it takes two
	out := &ErasureCertificate{Kind: p.Kind, On: d.Today(), Reason: reason, Anonymised: p.Anonymise, N: p.N,
		Erased: erased, Figures: p.Figures, Cleared: p.Cleared, Mentions: len(p.Mentions), Exports: p.Exports,
		Elsewhere: p.Elsewhere}
	if c := d.Consultant(); c != nil {
		out.By = c.Name
	}
	out.Copies, out.Left, err = d.Eraser.EachCopy(ctx, func(copied Erasable) error {
		erasure, err := p.again(ctx, copied)
		if err != nil {
			return err
		}
		erasure.Traces = append(erasure.Traces, p.erasure.Traces...)
		erasure.Args["reason"] = reason
		_, err = copied.Erase(ctx, erasure)
		return err
	})
	if err == nil {
		out.Left, err = d.Eraser.Retire(ctx, out.Left, p.RemoveLeft)
	}
	return out, err
}

// EraseAgain erases citizens who were erased before, from a state of the database that still has them.
func (d *Session) EraseAgain(ctx context.Context, ids []string, anonymise bool, reason string) error {
	p, err := d.planErasure(ctx, d.Store, ids, anonymise)
	if err != nil {
		return err
	}
	p.erasure.Args["reason"] = reason
	_, err = d.Eraser.Erase(ctx, p.erasure)
	return err
}

// DueCase is a closed case that may be erased, or will be.
type DueCase struct {
	Citizen *model.Citizen
	Erasure Erasure
}

// DueForErasure lists the closed cases whose period has run out by a day, the longest overdue first; those that were
// anonymised are done. Without a period there are none, and Erasure.Months is 0.
func (d *Session) DueForErasure(ctx context.Context, by model.Date) (due []DueCase, e Erasure, err error) {
	if e, err = d.ErasureOf(ctx, by); err != nil || e.Months == 0 {
		return nil, e, err
	}
	closed, err := All[model.Citizen](ctx, d.Store, "citizen", schema.Where("status", "closed"))
	for _, c := range closed {
		one := e
		if one.On = addMonths(c.ClosedOn, e.Months); c.ClosedOn == 0 || c.AnonymisedOn != 0 || one.On > by {
			continue
		}
		due = append(due, DueCase{c, one})
	}
	slices.SortStableFunc(due, func(a, b DueCase) int { return int(a.Erasure.On - b.Erasure.On) })
	return due, e, err
}
