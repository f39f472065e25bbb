package calendar

import (
	"testing"

	"jobspor/model"
)

// TestDaysOff against the dates that were printed in Danish calendars, with the days before and after the change of the
// law about store bededag.
func TestDaysOff(t *testing.T) {
	for day, want := range map[string]Day{
		"2026-01-01": {Holiday, "newyear"}, "2026-01-02": {},
		"2026-04-01": {}, "2026-04-02": {Holiday, "maundy"}, "2026-04-03": {Holiday, "goodfriday"},
		"2026-04-04": {Weekend, "saturday"}, "2026-04-05": {Weekend, "sunday"}, "2026-04-06": {Holiday, "eastermonday"},
		"2026-04-07": {}, "2026-05-14": {Holiday, "ascension"}, "2026-05-15": {}, "2026-05-25": {Holiday, "whitmonday"},
		"2026-12-23": {}, "2026-12-24": {Custom, "christmaseve"}, "2026-12-25": {Holiday, "christmas"},
		"2026-12-26": {Holiday, "boxing"}, "2026-12-27": {Weekend, "sunday"}, "2026-12-28": {},
		"2026-12-31": {Custom, "newyearseve"}, "2026-06-05": {Custom, "constitution"},
		"2027-06-05": {Weekend, "saturday"},
		"2026-05-01": {Custom, "mayday"}, "2023-05-05": {Holiday, "prayer"}, "2024-04-26": {}, "2022-05-13": {Holiday,
			"prayer"}, "2025-05-16": {}, "2024-03-29": {Holiday, "goodfriday"}, "2025-04-21": {Holiday, "eastermonday"},
		"2025-06-09": {Holiday, "whitmonday"}, "2027-05-06": {Holiday, "ascension"},
	} {
		d, ok := model.ISODate(day)
		if got := On(d); !ok || got != want {
			t.Errorf("%s: got %v, want %v", day, got, want)
		}
	}
	if got := On(0); got != (Day{}) {
		t.Errorf("no day: got %v", got)
	}
}
