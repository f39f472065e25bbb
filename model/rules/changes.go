package rules

import (
	"slices"

	"jobspor/model"
)

// Ends is the last day that any dated row of the set counts, the day its edition runs out; no date when no row ends.
func (r *Set) Ends() (last model.Date) {
	for _, row := range r.rows() {
		last = max(last, row.To)
	}
	return last
}

// Ending gives the rows that end on a day or later, by their last day, in the order of the file.
func (r *Set) Ending(from model.Date) (out []*Rule) {
	for i := range r.rows() {
		if row := &r.Rows[i]; row.To != 0 && row.To >= from {
			out = append(out, row)
		}
	}
	slices.SortStableFunc(out, func(a, b *Rule) int { return int(a.To - b.To) })
	return out
}

// Next is the row that counts instead the day after a row ends; nil when nothing is said from then on.
func (r *Set) Next(row *Rule) *Rule {
	first := func(list []string) string {
		if len(list) == 0 {
			return ""
		}
		return list[0]
	}
	return r.Find(row.Kind, row.To.Add(1), About{first(row.Groups), first(row.Instruments), first(row.Rates),
		first(row.Sectors)})
}

// Group is the row that names a target group, the latest of several; nil when none does.
func (r *Set) Group(key string) (row *Rule) {
	for i := range r.rows() {
		if g := &r.Rows[i]; g.Kind == "group" && g.Groups[0] == key && (row == nil || g.From > row.From) {
			row = g
		}
	}
	return row
}

// Crossing is a placement that begins under one edition of the rules and goes on after rows of it have ended. It is
// judged by its own first day all the same; what continues it is judged by its own.
type Crossing struct {
	Placement *model.Placement
	On        model.Date // the first day after the rows ended
	Ended     []*Rule
}

// Crossings finds the open placements that go on over the day on which rows about them end, by that day.
func (r *Set) Crossings(placements []*model.Placement) (out []Crossing) {
	for _, p := range placements {
		if !p.Open() || p.StartOn == 0 || p.Last() == 0 {
			continue
		}
		about := About{Group: r.GroupKey(p.TargetGroup), Instrument: p.Kind}
		byDay := map[model.Date][]*Rule{}
		for i := range r.rows() {
			row := &r.Rows[i]
			if row.To != 0 && p.StartOn <= row.To && row.To < p.Last() && row.InForce(p.StartOn) &&
				row.Kind != "group" && row.fitsAnySector(about) {
				byDay[row.To.Add(1)] = append(byDay[row.To.Add(1)], row)
			}
		}
		for day, rows := range byDay {
			out = append(out, Crossing{p, day, rows})
		}
	}
	slices.SortStableFunc(out, func(a, b Crossing) int {
		if a.On != b.On {
			return int(a.On - b.On)
		}
		return int(a.Placement.StartOn - b.Placement.StartOn)
	})
	return out
}

// fitsAnySector is fits without asking whether the workplace is public or private.
func (r *Rule) fitsAnySector(about About) bool {
	row := *r
	row.Sectors = nil
	return row.fits(about) > 0
}

// GroupsEnding are the target groups that count on a day and no longer on the day after the set's dated rows of groups
// end, so that people in them need another name.
func (r *Set) GroupsEnding(from model.Date) (out []*Rule) {
	for _, row := range r.Ending(from) {
		if row.Kind == "group" && r.Next(row) == nil {
			out = append(out, row)
		}
	}
	return out
}

// decidedElsewhere says when it was decided to continue a placement under other rows than those of its own first day.
func (in *Input) decidedElsewhere(g *Guard, rule *Rule) {
	p := in.Placement
	on := p.AgreedOn
	if on == 0 {
		on = p.MadeOn
	}
	if p.ContinuesID == "" || on == 0 || p.StartOn == 0 {
		return
	}
	if in.Rules.Find("duration", on, in.about(p)) != rule {
		g.counts("guard.duration.sum.decided", model.Args{"on": on, "start": p.StartOn})
	}
}
