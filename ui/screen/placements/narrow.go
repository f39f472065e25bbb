package placements

import (
	"math"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/service"
)

// This file narrows what is shown to one consultant's, and puts it under the weeks in which it ends.

// whose is the filter by consultant.
const whose = "consultant"

// mineOrAll goes from one's own placements to everybody's and back.
func (s *Screen) mineOrAll() tea.Cmd {
	if slices.Equal(s.setup.Filter[whose], []string{service.Me}) {
		return s.setup.Set(whose)
	}
	return s.setup.Set(whose, service.Me)
}

// layouts are what is switched on the screen, by what it is called where it is kept.
func (s *Screen) layouts() map[string]*bool {
	return map[string]*bool{"list": &s.asList, "weeks": &s.weeks, "closed": &s.closed}
}

// Kept is how board and list stand.
func (s *Screen) Kept() map[string]string {
	out := s.setup.Kept()
	for key, on := range s.layouts() {
		if *on {
			if out == nil {
				out = map[string]string{}
			}
			out[key] = "on"
		}
	}
	return out
}

// Keep lets them stand as they did.
func (s *Screen) Keep(values map[string]string) {
	s.setup.Keep(values)
	for key, on := range s.layouts() {
		*on = values[key] == "on"
	}
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
