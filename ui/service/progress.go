package service

import (
	"context"

	"jobspor/model"
	"jobspor/model/programme"
)

// progressRow is the ID of the row that stores a municipality's own progress items.
const progressRow = "progress.items"

// WHO5Setting is the setting that turns the wellbeing index on; the default is off.
const WHO5Setting = "progress.who5"

// ProgressItems returns the progress items: the municipality's own file when it loaded one, else the built-in ones.
func (d *Session) ProgressItems(ctx context.Context) ([]programme.ProgressItem, error) {
	ref, err := One[model.Reference](ctx, d.Store, "reference", progressRow)
	switch {
	case err == nil:
		items, _, err := d.ProgrammeSource.ParseItems(ref.Source, ref.Data)
		return items, err
	case !IsAbsent(err):
		return nil, err
	}
	return d.ProgrammeSource.BuiltInItems()
}

// WHO5 reports whether the wellbeing index is part of progress checks.
func (d *Session) WHO5(ctx context.Context) (bool, error) {
	set, err := One[model.Setting](ctx, d.Store, "setting", WHO5Setting)
	if IsAbsent(err) {
		return false, nil
	}
	return err == nil && set.Value == "on", err
}

// ChecksView is a citizen's progress: the items, the answers, and the events between checks.
type ChecksView struct {
	*EnrolmentView
	Course  *model.Enrolment         // the enrolment that checks belong to now, nil without an open one
	All     []programme.ProgressItem // all items
	Asked   []programme.ProgressItem // the items of the next check
	ShowWHO bool
}

// Checks reads a citizen's progress checks with hours and events.
func (d *Session) Checks(ctx context.Context, citizenID string) (*ChecksView, error) {
	courses, err := d.CitizenEnrolments(ctx, citizenID)
	if err != nil {
		return nil, err
	}
	v := &ChecksView{
		EnrolmentView: &EnrolmentView{
			CitizenEnrolments: courses, Enrolment: &model.Enrolment{CitizenID: citizenID}, P: &programme.Programme{},
			Names: map[string]string{}, Companies: map[string]*model.Company{}, Today: d.Today()}}
	for _, e := range courses.Enrolments {
		if e.Open() {
			v.Course, v.Enrolment = e, e
			v.P, v.Exact = courses.Programme(e)
			break
		}
	}
	if err := v.known(ctx, d.Store); err != nil {
		return nil, err
	}
	if err := v.names(ctx, d); err != nil {
		return nil, err
	}
	if v.All, err = d.ProgressItems(ctx); err != nil {
		return nil, err
	}
	if v.ShowWHO, err = d.WHO5(ctx); err != nil {
		return nil, err
	}
	v.Asked = programme.ItemsFor(v.P, v.All, v.ShowWHO)
	return v, nil
}

// Progress is the answers over time. Answers to the wellbeing index are included only while it is turned on.
func (v *ChecksView) Progress() []programme.ProgressLine {
	items := v.Asked
	for _, it := range v.All {
		if it.Set == programme.WHO5 && !v.ShowWHO {
			continue
		}
		if !hasItem(items, it.Key) {
			items = append(items, it)
		}
	}
	var out []programme.ProgressLine
	for _, l := range programme.ProgressLines(items, v.Checks) {
		if hasItem(items, l.Item.Key) || !hasItem(v.All, l.Item.Key) {
			out = append(out, l)
		}
	}
	return out
}

func hasItem(items []programme.ProgressItem, key string) bool {
	for _, it := range items {
		if it.Key == key {
			return true
		}
	}
	return false
}

// PaidPerWeek is the average of ordinary paid hours a week from one day to another, the last one excluded; weeks
// without a record count as 0. Weeks whose record leaves the paid hours blank are not reported and left out; blank says
// how many, and the average is unknown when there is no other.
func (v *ChecksView) PaidPerWeek(from, to model.Date) (average model.Opt[model.Hours], blank int) {
	weeks, sum := max(int(to-from)/7, 1), model.Hours(0)
	reported := map[model.Date]bool{} // of several placements in a week, one report is enough
	for _, k := range v.Known.Weeks {
		if k.Monday >= from.Monday() && k.Monday < to.Monday() {
			reported[k.Monday] = reported[k.Monday] || k.Paid.Known
			sum += k.Paid.V
		}
	}
	for _, known := range reported {
		if !known {
			blank++
		}
	}
	if blank >= weeks {
		return model.Opt[model.Hours]{}, blank
	}
	of := model.Hours(weeks - blank)
	return model.Some((sum + of/2) / of), blank
}
