package citizen

import (
	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/detailpage"
	"jobspor/ui/present"
	"jobspor/ui/theme"
)

// courseItems are the citizen's enrolments, each with what is next or late on it, and the latest progress check.
func (s *Screen) courseItems(w present.Words) []detailpage.Item {
	c := s.Data.enrolled
	if c == nil {
		return nil
	}
	today, code := s.Today(), string(w.Code())
	var items []detailpage.Item
	for _, e := range c.Enrolments {
		p, _ := c.Programme(e)
		it := detailpage.Item{
			Section: "citizen.section.courses", Entity: e, Text: detailpage.Join(" ", e.Ref, p.ShortName(code)),
		}
		switch agenda := c.CourseItems(e); {
		case !e.Open():
			it.Role, it.Detail = theme.Disabled,
				detailpage.Join(" · ", w.Near(e.EndedOn.Time(), today.Time()), p.Word("outcome", e.Outcome, code))
		case len(agenda) > 0:
			it.Detail = present.CourseItemText(c, w, e, agenda[0])
			if agenda[0].Late {
				it.Role, it.Detail = theme.Warn, w.T("citizen.course.late", "what", it.Detail)
			}
		default:
			it.Detail = w.T("enrolment.note.since", "day", e.StartOn.Time())
		}
		items = append(items, it)
	}
	if n := len(c.Checks); n > 0 {
		last := c.Checks[n-1]
		items = append(items, detailpage.Item{
			Section: "citizen.section.checks", Entity: last,
			Text:   detailpage.Join("  ", w.Near(last.On.Time(), today.Time()), last.NextStep),
			Detail: w.T("citizen.checks", "n", n),
		})
	}
	return items
}

// orderItems are the job orders that the citizen is or was a candidate for.
func (s *Screen) orderItems(w present.Words) (items []detailpage.Item) {
	for _, o := range s.Data.orders {
		it := detailpage.Item{Section: "citizen.section.orders", Entity: o.Candidate,
			Text:   detailpage.Join(" · ", o.Opening.Title, o.Company),
			Detail: w.Candidate(o.Candidate, s.Today())}
		switch {
		case o.Candidate.Outcome == "hired":
			it.Role = theme.OK
		case !o.Candidate.Waits():
			it.Role = theme.Subtle
		}
		items = append(items, it)
	}
	return items
}

// openCandidacy opens the form of a candidate, whose outcome may close the order.
func (s *Screen) openCandidacy(it detailpage.Item) (tea.Cmd, bool) {
	c, ok := it.Entity.(*model.Candidate)
	if !ok {
		return nil, false
	}
	title := ""
	for _, o := range s.Data.orders {
		if o.Candidate.ID == c.ID {
			title = o.Opening.Title
		}
	}
	return s.DecideCandidate(c, title), true
}
