package programme

import (
	"strconv"
	"strings"

	"jobspor/model"
)

// lengthUnits are how people write the unit of a course's length.
var lengthUnits = map[string]string{
	"": "day", "d": "day", "dag": "day", "dage": "day", "day": "day", "days": "day",
	"u": "week", "uge": "week", "uger": "week", "w": "week", "week": "week", "weeks": "week",
	"m": "month", "md": "month", "mdr": "month", "md.": "month", "mdr.": "month", "måned": "month",
	"måneder": "month", "month": "month", "months": "month",
}

// ParseLength reads the length of a course in days, weeks or months ("270", "39 u", "9 md") and gives days, 1..3660.
// Months are counted in the calendar from the start, so that nine months from 1 September end on 31 May.
func ParseLength(s string, start model.Date) (int, error) {
	bad := model.NewError(model.Invalid, "err.enrol.length", model.Args{"value": model.Clip(s)})
	t := strings.ToLower(strings.TrimSpace(s))
	digits := strings.TrimRight(t, "abcdefghijklmnopqrstuvwxyzåæø. ")
	n, err := strconv.Atoi(digits)
	unit, known := lengthUnits[strings.TrimSpace(t[len(digits):])]
	if err != nil || !known || n < 1 || n > 3660 {
		return 0, bad
	}
	days := n
	switch unit {
	case "week":
		days = 7 * n
	case "month":
		at := start.Time()
		month := model.NewDate(at.Year(), at.Month(), 1).Time().AddDate(0, n, 0)
		last := month.AddDate(0, 1, -1).Day() // 31 January and a month is the last day of February
		days = int(model.NewDate(month.Year(), month.Month(), min(at.Day(), last)) - start)
	}
	if days > 3660 {
		return 0, bad
	}
	return days, nil
}
