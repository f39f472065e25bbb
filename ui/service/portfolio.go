package service

import (
	"context"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/schema"
)

// Portfolio reads what a consultant is responsible for.
func (d *Session) Portfolio(ctx context.Context, consultantID string) (p model.Portfolio, err error) {
	is := func(field string) schema.Cond { return schema.Cond{Field: field, Op: schema.Is, Text: consultantID} }
	if p.Citizens, err = All[model.Citizen](ctx, d.Store, "citizen", schema.Query{Where: []schema.Cond{
		is("responsible"), {Field: "status", Op: schema.IsNot, Text: "closed"}}}); err != nil {
		return p, err
	}
	if p.Companies, err = All[model.Company](ctx, d.Store, "company", schema.Query{Where: []schema.Cond{
		is("responsible")}}); err != nil {
		return p, err
	}
	if p.Placements, err = All[model.Placement](ctx, d.Store, "placement", schema.Query{Where: []schema.Cond{
		is("consultant"), {Field: "state", Op: schema.In, In: model.OpenStates}}}); err != nil {
		return p, err
	}
	if p.Enrolments, err = All[model.Enrolment](ctx, d.Store, "enrolment", schema.Query{Where: []schema.Cond{
		is("consultant"), {Field: "ended_on", Op: schema.IsNotSet}}}); err != nil {
		return p, err
	}
	p.Promises, err = All[model.Contact](ctx, d.Store, "contact", schema.Query{Where: []schema.Cond{
		is("consultant"), {Field: "next_on", Op: schema.IsSet}, {Field: "done_on", Op: schema.IsNotSet}}})
	if err != nil {
		return p, err
	}
	p.Orders, err = All[model.Opening](ctx, d.Store, "opening", schema.Query{Where: []schema.Cond{
		is("consultant"), {Field: "closed_on", Op: schema.IsNotSet}}})
	return p, err
}

// HandOver decides that another consultant takes over a portfolio, or of it what belongs to the citizens and workplaces
// named. line begins the note that each of them gets, "" for none; notes add to it, by ID.
func (d *Session) HandOver(ctx context.Context, from, to string, ids []string, line string,
	notes map[string]string) (model.ChangeSet, error) {
	p, err := d.Portfolio(ctx, from)
	if err != nil {
		return model.ChangeSet{}, err
	}
	if len(ids) > 0 {
		some := map[string]bool{}
		for _, id := range ids {
			some[id] = true
		}
		p = p.Of(some)
	}
	return p.HandOver(d.Actor(), from, to, p.Lines(line, notes))
}

// leftBehind is what stands with consultants who have stopped: one thing for each, for everybody, until somebody else
// has taken over.
func (t *todayRows) leftBehind() (out []agenda.Due) {
	count := map[string]int{}
	for c := range t.Citizens.All() {
		if c.Status != "closed" {
			count[c.Responsible]++
		}
	}
	for c := range t.consultants.All() {
		if c.Inactive && count[c.ID] > 0 {
			out = append(out, agenda.Due{Kind: "left_behind", Type: "consultant", ID: c.ID, Weeks: count[c.ID],
				Text: c.Name})
		}
	}
	return out
}
