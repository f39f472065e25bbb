package programme

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
)

// ProgressItem (spørgsmål) is one thing that is asked in a progress check, in the municipality's own words, with a
// scale whose ends are described. Items are data, read from a file; see CheckItems.
type ProgressItem struct {
	Key       string
	Who       string // who answers: one of ProgressAskers
	Words     Bilingual
	Low, High Bilingual // what the ends of the scale mean
	From, To  int       // the scale: 1..5, 0..10 or 0..5
	About     string
	Usual     bool   // asked of everybody whose programme names no items
	Set       string // "who5" for the five items of the wellbeing index, which are off until a setting turns them on
}

// ProgressAskers are who answers an item.
var ProgressAskers = []string{"citizen", "consultant"}

// ProgressAbouts group items for reading; they are no measure of their own.
var ProgressAbouts = []string{"belief", "next", "readiness", "coping", "wellbeing", "choice", "attendance",
	"personal", "social", "practical", "conditions"}

// WHO5 is the set of the wellbeing index.
const WHO5 = "who5"

// ItemsFor chooses what is asked of a citizen: the items of the programme, or the usual ones without one, the citizen's
// before the consultant's; the wellbeing index only where a setting has turned it on.
func ItemsFor(p *Programme, items []ProgressItem, who5 bool) []ProgressItem {
	var out []ProgressItem
	for _, it := range items {
		switch {
		case it.Set == WHO5:
			if who5 {
				out = append(out, it)
			}
		case p != nil && len(p.Progress) > 0:
			if slices.Contains(p.Progress, it.Key) {
				out = append(out, it)
			}
		case it.Usual:
			out = append(out, it)
		}
	}
	order := func(it ProgressItem) int {
		at := slices.Index(ProgressAskers, it.Who) * 1000
		if it.Set == WHO5 {
			return at + 500
		}
		if p != nil {
			if i := slices.Index(p.Progress, it.Key); i >= 0 {
				return at + i
			}
		}
		return at + 400
	}
	slices.SortStableFunc(out, func(a, b ProgressItem) int { return cmp.Compare(order(a), order(b)) })
	return out
}

// MissingItems lists keys that a programme names and the items lack.
func MissingItems(p *Programme, items []ProgressItem) []string {
	return slices.DeleteFunc(slices.Clone(p.Progress), func(k string) bool {
		return slices.ContainsFunc(items, func(it ProgressItem) bool { return it.Key == k })
	})
}

// SetValues writes answers in the order of the items; items without one are left out.
func SetValues(c *model.ProgressCheck, items []ProgressItem, values map[string]int) {
	c.Answers = nil
	for _, it := range items {
		if v, ok := values[it.Key]; ok {
			c.Answers = append(c.Answers, it.Key+" "+strconv.Itoa(v))
		}
	}
}

// WHO5Score is the wellbeing index of a check: five answers of 0..5 times four, 0..100; unknown when any is missing.
// It is no diagnosis, and nothing else is read from it.
func WHO5Score(c *model.ProgressCheck, items []ProgressItem) model.Opt[int] {
	sum, n := 0, 0
	values := c.Values()
	for _, it := range items {
		if it.Set == WHO5 {
			if v, ok := values[it.Key]; ok {
				sum, n = sum+v, n+1
			}
		}
	}
	if n != 5 {
		return model.Opt[int]{}
	}
	return model.Some(sum * 4)
}

// AddCheck writes a progress check. Every answer must lie on its item's scale, at least one must be there, and the day
// neither ahead nor before the enrolment. A second one on the same day replaces the answers of the first.
func AddCheck(actor string, items []ProgressItem, e *model.Enrolment, c *model.ProgressCheck,
	before []*model.ProgressCheck, today model.Date) (model.ChangeSet, error) {
	switch {
	case c.On == 0:
		return refuse(model.Invalid, "err.required", "on", nil)
	case c.On > today:
		return refuse(model.Invalid, "err.enrol.future", "on", model.Args{"day": c.On.Time()})
	case e != nil && c.On < e.StartOn:
		return refuse(model.Invalid, "err.enrol.before", "on", model.Args{"day": e.StartOn.Time()})
	case len(c.Answers) == 0:
		return refuse(model.Invalid, "err.progress.none", "answers", nil)
	}
	for key, v := range c.Values() {
		i := slices.IndexFunc(items, func(it ProgressItem) bool { return it.Key == key })
		if i < 0 {
			var known []string
			for _, it := range items {
				known = append(known, it.Key)
			}
			return refuse(model.Invalid, "err.progress.item", "answers",
				model.Args{"value": model.Clip(key), "known": strings.Join(known, ", ")})
		}
		if it := items[i]; v < it.From || v > it.To {
			return refuse(model.Invalid, "err.progress.scale", "answers",
				model.Args{"item": key, "from": it.From, "to": it.To})
		}
	}
	if len(c.Values()) != len(c.Answers) {
		return refuse(model.Invalid, "err.progress.answers", "answers", nil)
	}
	n := *c
	if n.By == "" {
		n.By = actor
	}
	if e != nil {
		n.EnrolmentID, n.CitizenID = e.ID, e.CitizenID
	}
	for _, o := range before {
		if o.On == n.On && o.CitizenID == n.CitizenID && o.ID != n.ID {
			n.Head = o.Head
			return model.ChangeSet{Actor: actor, Action: "check.edit", Changes: []model.Change{model.Edit(o, &n)}}, nil
		}
	}
	return model.ChangeSet{Actor: actor, Action: "check.add", Changes: []model.Change{model.Add(&n)}}, nil
}

// ProgressLine is the answers to one item over time.
type ProgressLine struct {
	Item   ProgressItem
	Days   []model.Date
	Values []int
}

// ProgressLines gives each item that was ever answered its line, the oldest answer first. Items that are not asked any
// more come last, with their key as words.
func ProgressLines(items []ProgressItem, checks []*model.ProgressCheck) []ProgressLine {
	byDay := slices.Clone(checks)
	slices.SortStableFunc(byDay, func(a, b *model.ProgressCheck) int { return cmp.Compare(a.On, b.On) })
	at := map[string]int{}
	var out []ProgressLine
	for _, it := range items {
		at[it.Key] = len(out)
		out = append(out, ProgressLine{Item: it})
	}
	for _, c := range byDay {
		values := c.Values()
		for _, a := range c.Answers {
			k, _, _ := strings.Cut(a, " ")
			v, ok := values[k]
			if !ok {
				continue
			}
			if _, known := at[k]; !known {
				at[k] = len(out)
				out = append(out, ProgressLine{Item: ProgressItem{Key: k, Words: Bilingual{k, k}, To: 10}})
			}
			l := &out[at[k]]
			l.Days, l.Values = append(l.Days, c.On), append(l.Values, v)
		}
	}
	return slices.DeleteFunc(out, func(l ProgressLine) bool { return len(l.Values) == 0 })
}
