package agenda

import (
	"slices"

	"jobspor/model"
)

// Block is a heading of Today (afsnit i I dag). Its words are "today.block.<block>".
type Block string

// The blocks, in their order: Overdue (forsinket) had a day before today, AtStandstill (står stille) is what has not
// moved for weeks, ThisDay (i dag), ThisWeek (denne uge) until Sunday, Later, and Undated, what has no day.
const (
	Overdue      Block = "late"
	AtStandstill Block = "still"
	ThisDay      Block = "today"
	ThisWeek     Block = "week"
	Later        Block = "later"
	Undated      Block = "undated"
)

// Blocks in their order.
var Blocks = []Block{Overdue, AtStandstill, ThisDay, ThisWeek, Later, Undated}

// standstill are the kinds that tell that nothing has happened for weeks.
var standstill = []string{"stalled", "silent_citizen", "silent_company"}

// Block tells under which heading of Today something stands.
func (d Due) Block(today model.Date) Block {
	switch {
	case d.On == 0 && slices.Contains(standstill, d.Kind):
		return AtStandstill
	case d.On == 0:
		return Undated
	case d.On < today:
		return Overdue
	case d.On == today:
		return ThisDay
	case d.On < today.Monday().Add(7):
		return ThisWeek
	}
	return Later
}

// foldedFrom is from how many rows of a kind without a day one stands for all of them.
const foldedFrom = 3

// Fold combines rows that are done together: the missing hours of one consultant's citizens in one week, and rows of
// one kind that have no day, three or more. What stands still is not combined with others but by silence: each ladder
// that stalls is seen by itself.
func Fold(list []Due) []Due {
	type same struct {
		kind  string
		on    model.Date
		week  string
		owner string
	}
	of := func(d Due) (s same, folds bool) {
		switch {
		case d.Kind == "hours_missing":
			return same{d.Kind, d.On, d.Occasion, d.Owner}, true
		case d.On == 0 && d.Kind != "stalled":
			return same{kind: d.Kind}, true
		}
		return same{}, false
	}
	count := map[same]int{}
	for _, d := range list {
		if s, folds := of(d); folds {
			count[s]++
		}
	}
	at := map[same]int{}
	var out []Due
	for _, d := range list {
		s, folds := of(d)
		if n := count[s]; !folds || n == 1 || d.Kind != "hours_missing" && n < foldedFrom {
			out = append(out, d)
			continue
		}
		i, there := at[s]
		if !there {
			i = len(out)
			at[s] = i
			out = append(out, Due{Kind: d.Kind, On: d.On, ID: s.owner, Occasion: s.week, Owner: s.owner})
		}
		out[i].Parts = append(out[i].Parts, d)
	}
	return out
}
