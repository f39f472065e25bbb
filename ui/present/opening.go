package present

import (
	"strings"

	"jobspor/model"
)

// OpeningDay is the day of an ad for people: of its publishing, else its deadline.
func (w Words) OpeningDay(o *model.Opening, today model.Date) string {
	if o.PublishedOn != 0 {
		return w.Near(o.PublishedOn.Time(), today.Time())
	}
	return w.T("opening.until", "day", w.Near(o.DeadlineOn.Time(), today.Time()))
}

// OpeningState says until when an ad counts, or since when it does no longer.
func (w Words) OpeningState(o *model.Opening, today model.Date) string {
	key := "opening.counts"
	switch {
	case !o.Current(today):
		key = "opening.over"
	case o.DeadlineOn != 0:
		key = "opening.until"
	}
	return w.T(key, "day", w.Near(o.Until().Time(), today.Time()))
}

// LooksFor says what a workplace looks for itself, by the ads that count today: "søger selv: køkkenmedhjælper, 12/11".
// It is "" without any.
func (w Words) LooksFor(list []*model.Opening, today model.Date) string {
	var ads []string
	for _, o := range list {
		if o.Current(today) {
			ads = append(ads, o.Wanted()+", "+w.OpeningDay(o, today))
		}
	}
	if len(ads) == 0 {
		return ""
	}
	return w.T("opening.looks", "what", strings.Join(ads, " · "))
}
