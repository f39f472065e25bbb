// Package calendar knows the days on which most Danish workplaces do not work: weekends, public holidays
// (helligdage), and days that are no public holidays although many are off.
//
// It promises: the same answer for a day always; store bededag is a holiday until 2023 alone, as the law has it.
package calendar

import (
	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/dk"

	"jobspor/model"
)

// Kind says why a day is off.
type Kind uint8

// The kinds.
const (
	Working Kind = iota
	Weekend      // a Saturday or Sunday
	Holiday      // a public holiday (helligdag)
	Custom       // no public holiday, but many are off: 1 May, Constitution Day, Christmas Eve, New Year's Eve
)

// Day is what a day is in the calendar; Key names it, as in "day.off.<key>", and is "" on a working day.
type Day struct {
	Kind Kind
	Key  string
}

// holidays are the public holidays that are no Sundays. The library counts Constitution Day among them, which it is
// not: shops close, and offices by agreement.
var holidays = []struct {
	key  string
	rule *cal.Holiday
}{
	{"newyear", dk.Nytaarsdag}, {"maundy", dk.Skaertorsdag}, {"goodfriday", dk.Langfredag},
	{"eastermonday", dk.AndenPaaskedag}, {"prayer", dk.StoreBededag}, {"ascension", dk.KristiHimmelfartsdag},
	{"whitmonday", dk.AndenPinsedag}, {"christmas", dk.Juledag}, {"boxing", dk.AndenJuledag},
}

// customs are by month and day.
var customs = map[[2]int]string{
	{5, 1}: "mayday", {6, 5}: "constitution", {12, 24}: "christmaseve", {12, 31}: "newyearseve",
}

// On tells what a day is. A holiday on a Saturday is a holiday; a custom on one is a weekend.
func On(d model.Date) Day {
	if d == 0 {
		return Day{}
	}
	year, month, day := d.Time().Date()
	for _, h := range holidays {
		if actual, _ := h.rule.Calc(year); !actual.IsZero() && model.DateOf(actual) == d {
			return Day{Holiday, h.key}
		}
	}
	switch d.Weekday() {
	case 6:
		return Day{Weekend, "saturday"}
	case 0:
		return Day{Weekend, "sunday"}
	}
	if key := customs[[2]int{int(month), day}]; key != "" {
		return Day{Custom, key}
	}
	return Day{}
}
