// Package week is what is planned in the next two weeks, by day: visits, first and last days, steps, follow-ups and
// promises, as the calendar file has them.
package week

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Screen is the list.
type Screen struct {
	screen.ListScreen[service.CalendarEntry]
	names map[string]string
}

// New makes the list.
func New(h *screen.Host) screen.Screen {
	s := &Screen{}
	s.Begin(h, screen.ListOptions[service.CalendarEntry]{
		Title: "week.title", NoMarks: true, Filters: []string{"week.mine", "week.everybody"},
		Types: []string{"placement", "agreement", "followup", "contact", "citizen", "company"},
		ID:    func(e service.CalendarEntry) string { return e.ID },
		Columns: func() []kit.Column {
			return []kit.Column{
				{Key: "at", Title: h.T("week.at"), Min: 5, Role: theme.Subtle},
				{Key: "kind", Title: h.T("week.kind"), Min: 22, Flex: 1},
				{Key: "who", Title: h.T("week.who"), Min: 18, Flex: 1},
			}
		}, Cells: s.cells, Headings: s.headings, Load: s.load, Open: s.On(s.open),
	})
	return s
}

func (s *Screen) load() tea.Cmd {
	d, owner := s.Service, ""
	if s.Filter == 0 {
		owner = s.Actor()
	}
	return screen.Read(s.Host, func(ctx context.Context) (*service.Calendar, error) { return d.NextWeeks(ctx, owner) },
		func(c *service.Calendar) tea.Cmd {
			s.Loaded, s.names = true, c.Names
			s.Show(c.Entries, "week.empty")
			return nil
		})
}

func (s *Screen) cells(e service.CalendarEntry, cells []kit.Cell) {
	w, today := s.Words(), s.Today()
	what := w.PlannedText(&e)
	if e.Last > e.Day(today) {
		what += " · " + w.T("week.until", "day", w.Near(e.Last.Time(), today.Time()))
	}
	cells[0].Text, cells[1].Text = e.At, what
	cells[2].Text = service.JoinNonEmpty(" · ", s.names[e.CitizenID], s.names[e.CompanyID])
}

// headings name every day of the two weeks; a weekend on which nothing is planned is left out.
func (s *Screen) headings(rows []service.CalendarEntry) (out []kit.Heading) {
	w, today, at := s.Words(), s.Today(), 0
	for day := today; day < today.Add(service.WeeksShown); day++ {
		first := at
		for at < len(rows) && rows[at].Day(today) == day {
			at++
		}
		wd := day.Weekday()
		if first == at && (wd == time.Saturday || wd == time.Sunday) {
			continue
		}
		h := kit.Heading{At: first, Title: w.Day(day.Time())}
		if _, week := day.Week(); day == today || wd == time.Monday {
			h.Title += " · " + w.T("week.no", "n", week)
		}
		if first == at {
			h.Note = w.T("week.nothing")
		}
		out = append(out, h)
	}
	return out
}

func (s *Screen) open(e service.CalendarEntry) tea.Cmd {
	row := e.Row()
	return s.Go(screen.Name(row.Type), row.ID)
}

func (s *Screen) everybody() tea.Cmd {
	s.NextFilter()
	return s.load()
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	return []screen.Binding{
		screen.Std(keys.Open, s.On(s.open)).When(s.Some),
		screen.Own("everybody", "a", "today.everybody", 56, s.everybody),
		screen.Std(keys.Back, s.Back),
	}
}

// View draws the list.
func (s *Screen) View(size kit.Size) kit.Frame {
	w, today := s.Words(), s.Today()
	return s.Frame(size, s.T("weeks.note", "n", len(s.Rows), "from", w.Day(today.Time()),
		"to", w.Day(today.Add(service.WeeksShown-1).Time())))
}
