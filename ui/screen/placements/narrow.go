package placements

import (
	"math"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
)

// This file narrows what is shown to one consultant's, and puts it under the weeks in which it ends.

// everybody is what is chosen for the placements of all consultants.
const everybody = "*"

// pickConsultant asks whose placements are shown.
func (s *Screen) pickConsultant() tea.Cmd {
	count, order := map[string]int{}, []string(nil)
	for _, r := range s.all {
		id := r.Placement.Consultant
		if id != "" && count[id] == 0 {
			order = append(order, id)
		}
		count[id]++
	}
	items := []kit.Item{{ID: everybody, Label: s.T("today.whose.all"),
		Detail: s.T("placements.whose.n", "n", len(s.all))}}
	for _, id := range order {
		items = append(items, kit.Item{ID: id, Label: s.ownerName(id),
			Detail: s.T("placements.whose.n", "n", count[id])})
	}
	return s.Choose(s.T("today.whose.title"), items, func(id string) tea.Cmd {
		s.whose, s.mine = strings.TrimPrefix(id, everybody), false
		s.show()
		return nil
	})
}

// ownerName is a consultant's name with initials.
func (s *Screen) ownerName(id string) string {
	for _, r := range s.all {
		if r.Placement.Consultant == id && r.Owner != nil {
			return r.Owner.Name + " (" + r.Owner.Initials + ")"
		}
	}
	return s.T("placements.owner.gone")
}

// endWeek is the Monday of the week in which a placement ends or ended; what has no last day comes last.
func endWeek(p *model.Placement) model.Date {
	day := p.EndOn
	if !p.Open() {
		day = p.EndedOn
	}
	if day == 0 {
		return math.MaxInt32
	}
	return day.Monday()
}

// weekOf names the week in which a placement ends.
func (s *Screen) weekOf(p *model.Placement) string {
	monday := endWeek(p)
	if monday == math.MaxInt32 {
		return s.T("placements.weeks.none")
	}
	key := "placements.weeks.of"
	if !p.Open() {
		key = "placements.weeks.was"
	}
	return s.T(key, "week", s.Words().WeekOf(monday, s.Today()))
}
