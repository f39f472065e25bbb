package figures

import (
	"jobspor/model"
)

// course says of a placement which part of a course it is: one that is not prolonged or renewed is both its first and
// its last.
type course struct {
	begins bool               // the course begins with it
	ends   bool               // nothing that is agreed follows it
	parts  []*model.Placement // of the whole course, in their order; only where it begins
}

// takeCourses tells the courses apart among the placements that have begun, and gives the first part of the course that
// a placement belongs to. A part that has not begun is none of the course yet, but what it continues has not ended.
func (b *Base) takeCourses(rows *Rows) func(*model.Placement) *model.Placement {
	byID := map[string]*model.Placement{}
	next := map[string][]*model.Placement{}
	for _, p := range rows.Placements {
		byID[p.ID] = p
		if p.ContinuesID != "" {
			next[p.ContinuesID] = append(next[p.ContinuesID], p)
		}
	}
	get := func(id string) *model.Placement { return byID[id] }
	after := func(id string) []*model.Placement { return next[id] }
	firsts := map[*model.Placement]*model.Placement{} // of the parts of courses that have several
	for i := range b.citizens {
		placed := b.citizens[i].placed
		for k := range placed {
			row := placed[k].row
			if row.ContinuesID == "" && len(next[row.ID]) == 0 {
				placed[k].course = course{begins: true, ends: true, parts: []*model.Placement{row}}
				continue
			}
			if firsts[row] != nil {
				continue
			}
			takeCourse(placed, model.Chain(row, get, after), firsts)
		}
	}
	return func(p *model.Placement) *model.Placement {
		if first := firsts[p]; first != nil {
			return first
		}
		return p
	}
}

// takeCourse marks the parts of one course among a citizen's placements.
func takeCourse(placed []placementRow, chain []*model.Placement, firsts map[*model.Placement]*model.Placement) {
	at := map[*model.Placement]int{}
	for i := range placed {
		at[placed[i].row] = i
	}
	var parts []*model.Placement
	for _, p := range chain {
		if _, begun := at[p]; begun && firsts[p] == nil {
			parts = append(parts, p)
		}
	}
	for _, p := range parts {
		firsts[p] = parts[0]
	}
	if len(parts) > 0 {
		placed[at[parts[0]]].course = course{begins: true, parts: parts}
		if last := parts[len(parts)-1]; last == chain[len(chain)-1] {
			placed[at[last]].course.ends = true
		}
	}
}

// answer is the earliest of the answers to one who asks about each part, "" when nobody has answered.
func (c course) answer(asker func(*model.Placement) string) string {
	for _, p := range c.parts {
		if said := asker(p); said != "" {
			return said
		}
	}
	return ""
}
