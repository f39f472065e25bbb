package service

import (
	"context"
	"slices"

	"jobspor/model"
)

// WeeksShown is how many days the view of the next weeks has (ugevisning).
const WeeksShown = 14

// NextWeeks is what is planned in the next two weeks for a consultant's placements, or everybody's with owner "". A
// trial visit that has begun stands on today.
func (d *Session) NextWeeks(ctx context.Context, owner string) (*Calendar, error) {
	from := d.Today()
	c, err := d.planned(ctx, owner, from)
	if err != nil {
		return nil, err
	}
	c.Entries = slices.DeleteFunc(c.Entries, func(e CalendarEntry) bool {
		return e.Cancelled || e.On >= from.Add(WeeksShown)
	})
	return c, nil
}

// Day is the day an entry stands on: its own, and today where it has begun before.
func (e *CalendarEntry) Day(today model.Date) model.Date { return max(e.On, today) }

// Row is the page that an entry is about: its placement's, else that of the citizen or workplace.
func (e *CalendarEntry) Row() model.RowRef {
	for _, r := range []model.RowRef{{Type: "placement", ID: e.PlacementID}, {Type: "citizen", ID: e.CitizenID}} {
		if r.ID != "" {
			return r
		}
	}
	return model.RowRef{Type: "company", ID: e.CompanyID}
}
