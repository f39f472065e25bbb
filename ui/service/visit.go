package service

import (
	"context"

	"jobspor/model"
	"jobspor/model/schema"
)

// VisitAction is the audit action of printing the visit sheet.
const VisitAction = "export.visit"

// VisitView is a workplace before a visit: what is known of it, and so what is not.
type VisitView struct {
	Company  *model.Company
	People   []*model.ContactPerson
	Tasks    []*model.Task
	Openings []*model.Opening
	Last     *model.Contact // the newest contact, nil without one
}

// VisitTexts are the words that a visit leaves in the profile; package present writes them.
type VisitTexts struct {
	Note  string                         // of the contact: what was answered
	About func(model.VisitAnswer) string // of a task: where it is known from
}

// CompanyBefore reads a workplace for a visit.
func (d *Session) CompanyBefore(ctx context.Context, company string) (*VisitView, error) {
	v := &VisitView{}
	var err error
	if v.Company, err = One[model.Company](ctx, d.Store, "company", company); err != nil {
		return nil, err
	}
	if v.People, err = All[model.ContactPerson](ctx, d.Store, "person", schema.Where("company", company)); err != nil {
		return nil, err
	}
	if v.Tasks, err = All[model.Task](ctx, d.Store, "task", schema.Where("company", company)); err != nil {
		return nil, err
	}
	if v.Openings, err = d.Openings(ctx, company); err != nil {
		return nil, err
	}
	q := schema.Where("company", company)
	q.Order, q.Limit = []schema.Order{{Field: "on", Down: true}}, 1
	contacts, err := All[model.Contact](ctx, d.Store, "contact", q)
	if len(contacts) > 0 {
		v.Last = contacts[0]
	}
	return v, err
}

// CompanyVisit makes one change set of a visit: the logged contact with the promises that it keeps, and the tasks that
// were named. known are the tasks that the bank had already. Errors are those of LogContact, and "err.visit.empty" when
// nothing was answered.
func (d *Session) CompanyVisit(
	ctx context.Context, v *model.CompanyVisit, texts VisitTexts,
) (cs model.ChangeSet, known []string, err error) {
	if err := schema.ValidateKnowing(v, d.KnownPNumber); err != nil {
		return cs, nil, err
	}
	bank, err := All[model.Task](ctx, d.Store, "task", schema.Where("company", v.CompanyID))
	if err != nil {
		return cs, nil, err
	}
	cs, err = d.LogContact(ctx, &model.Contact{
		CompanyID: v.CompanyID, PersonID: v.PersonID, Consultant: d.Actor(), On: d.Today(), How: "visit",
		Outcome: "reached", Note: texts.Note, NextOn: v.NextOn, NextWhat: v.NextWhat,
	})
	if err != nil {
		return cs, nil, err
	}
	tasks, known := model.VisitTasks(v, bank, texts.About)
	cs.Action, cs.Args = "company.visit", model.Args{"n": len(v.Answers()) - len(known), "known": len(known)}
	cs.Changes = append(cs.Changes, tasks...)
	return cs, known, nil
}
