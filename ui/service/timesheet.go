package service

import (
	"cmp"
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/schema"
)

// TimeSheet (timeseddel) is what a workplace fills in for a month: a row for each placement and week. The weeks are
// those whose Thursday lies in the month, so that a week that reaches into two months is asked for once.
type TimeSheet struct {
	Company *model.Company
	Month   model.Date // its first day
	Rows    []HoursRow // by citizen, placement and week
	Across  []model.Date
	Missing []*model.Citizen // whose consent to share with the workplace is not there
}

// TimeSheetAction is the audit action of its export.
const TimeSheetAction = "export.timesheet"

// TimeSheet reads the sheet of a workplace and month. A week that two parts of a course share stands under the earlier.
func (d *Session) TimeSheet(ctx context.Context, companyID string, month model.Date) (*TimeSheet, error) {
	out := &TimeSheet{Month: month.NextMonth(0)}
	var err error
	if out.Company, err = One[model.Company](ctx, d.Store, "company", companyID); err != nil {
		return nil, err
	}
	placements, err := All[model.Placement](ctx, d.Store, "placement", schema.Query{Where: []schema.Cond{
		{Field: "company", Op: schema.Is, Text: companyID}, {Field: "state", Op: schema.In, In: gridStates},
	}})
	if err != nil {
		return nil, err
	}
	weeks, across := model.MonthWeeks(out.Month)
	out.Across = across
	for _, p := range placements {
		before := slices.IndexFunc(placements, func(o *model.Placement) bool { return o.ID == p.ContinuesID })
		for _, monday := range weeks {
			_, _, runs := p.InWeek(monday)
			if before >= 0 && runs {
				_, _, shared := placements[before].InWeek(monday)
				runs = !shared
			}
			if runs {
				out.Rows = append(out.Rows, HoursRow{Placement: p, Company: out.Company, Monday: monday})
			}
		}
	}
	return out, d.timeSheetCitizens(ctx, out)
}

// timeSheetCitizens reads who the rows are about, and whose consent is not there; it puts the rows in order.
func (d *Session) timeSheetCitizens(ctx context.Context, out *TimeSheet) error {
	citizens := map[string]*model.Citizen{}
	for i := range out.Rows {
		id := out.Rows[i].Placement.CitizenID
		if citizens[id] == nil {
			c, err := related[model.Citizen](ctx, d.Store, "citizen", id)
			if err != nil {
				return err
			}
			citizens[id] = c
			consents, err := All[model.Consent](ctx, d.Store, "consent", schema.Where("citizen", id))
			if err != nil {
				return err
			}
			if model.ConsentFor(consents, id, out.Company.ID, d.Today()) == nil {
				out.Missing = append(out.Missing, c)
			}
		}
		out.Rows[i].Citizen = citizens[id]
	}
	slices.SortStableFunc(out.Rows, func(a, b HoursRow) int {
		return cmp.Or(cmp.Compare(a.Citizen.Ref, b.Citizen.Ref), cmp.Compare(a.Placement.Ref, b.Placement.Ref),
			cmp.Compare(a.Monday, b.Monday))
	})
	return nil
}

// Citizens are the IDs of those whose rows stand on the sheet, for the log.
func (t *TimeSheet) Citizens() (ids []string) {
	for _, r := range t.Rows {
		ids = append(ids, r.Placement.CitizenID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
