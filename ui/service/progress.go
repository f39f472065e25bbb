package service

import (
	"context"

	"jobspor/model"
	"jobspor/model/programme"
)

// progressRow is the ID of the row that keeps a municipality's own progress items.
const progressRow = "progress.items"

// WHO5Setting turns the wellbeing index on; it is off.
const WHO5Setting = "progress.who5"

// ProgressItems gives the items that can be asked: the municipality's own file where it loaded one, else those that
// come with the program.
func (d *Session) ProgressItems(ctx context.Context) ([]programme.ProgressItem, error) {
	ref, err := One[model.Reference](ctx, d.Store, "reference", progressRow)
	switch {
	case err == nil:
		return programme.ParseProgressItems(ref.Source, ref.Data)
	case model.CodeOf(err) != model.NotFound:
		return nil, err
	case d.BuiltInProgressItems == nil:
		return nil, nil
	}
	return programme.ParseProgressItems("progress.txt", d.BuiltInProgressItems())
}

// WHO5 reports whether the wellbeing index is asked.
func (d *Session) WHO5(ctx context.Context) (bool, error) {
	set, err := One[model.Setting](ctx, d.Store, "setting", WHO5Setting)
	if model.CodeOf(err) == model.NotFound {
		return false, nil
	}
	return err == nil && set.Value == "on", err
}

// ChecksView is a citizen's progress: what is asked, what was answered, and what happened meanwhile.
type ChecksView struct {
	*EnrolmentView
	Course  *model.Enrolment         // the enrolment that checks belong to now, nil when none runs
	All     []programme.ProgressItem // every item there is
	Asked   []programme.ProgressItem // what is asked now
	ShowWHO bool
}

// Checks reads a citizen's progress checks with the hours and events beside them.
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
	if err := v.names(ctx, d.Store); err != nil {
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

// Progress is the answers over time. Answers to the wellbeing index are shown only while it is turned on.
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
