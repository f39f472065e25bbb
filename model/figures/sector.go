package figures

import (
	"slices"

	"jobspor/model"
)

// sectorOf is the sector that the selected programme says a figure is about, "" for every workplace.
func (s *computation) sectorOf(spec *Definition) string {
	p := s.b.programmeNamed(s.sel.Programme)
	if p == nil {
		return ""
	}
	for _, f := range p.Figures {
		if f.Key == spec.Key || f.Key == spec.Of {
			return f.Sector
		}
	}
	return ""
}

// onlyAt is the computation with nothing but the placements at workplaces of a sector, with their hours and attendance.
// Who has none stays in the group.
func (s *computation) onlyAt(sector string) *computation {
	at := func(p *model.Placement) bool { return s.b.sectors[p.CompanyID] == sector }
	out := *s
	out.members = slices.Clone(s.members)
	for i := range out.members {
		m := &out.members[i]
		c := *m.citizenRow
		c.placed, c.paid, c.attended = nil, nil, nil
		for _, p := range m.placed {
			if at(p.row) {
				c.placed = append(c.placed, p)
			}
		}
		for _, p := range m.paid {
			if at(p.row) {
				c.paid = append(c.paid, p)
			}
		}
		for _, w := range m.attended {
			if at(w.row) {
				c.attended = append(c.attended, w)
			}
		}
		m.citizenRow = &c
	}
	return &out
}

// unknownSector counts the placements of a period at workplaces that nobody has said the sector of; FewLeft where they
// are those of few people.
func (s *computation) unknownSector(leaves []int, a, b model.Date) int {
	placements, people := 0, 0
	for i := range s.members {
		m, n := &s.members[i], 0
		if !slices.Contains(leaves, leafOf(m.owner, m.group)) {
			continue
		}
		for _, p := range m.placed {
			if c := p.cut(a, b); !c.empty() && spanDays(m.spans, c.from, c.to) > 0 &&
				s.b.sectors[p.row.CompanyID] == "" {
				n++
			}
		}
		if placements += n; n > 0 {
			people++
		}
	}
	if people > 0 && people < LeastGroup {
		return FewLeft
	}
	return placements
}
