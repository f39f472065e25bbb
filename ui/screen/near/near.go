// Package near is the workplaces around a citizen, in rings of the estimated way, narrowed as the list of workplaces
// is.
package near

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Screen is the list.
type Screen struct {
	screen.ListScreen[service.NearRow]
	id   string
	near *service.Near // nil before it is read
}

// New makes the list.
func New(h *screen.Host) screen.Screen {
	s := &Screen{}
	s.Begin(h, screen.ListOptions[service.NearRow]{
		Title: "near.title", List: "companies", Ordered: true, NoMarks: true, Types: []string{"company", "citizen"},
		Damaged: "company", Faults: 1,
		ID:      func(r service.NearRow) string { return r.Company.ID },
		Columns: func() []kit.Column { return columns(h) }, Cells: s.cells,
		Headings: s.headings, Load: s.load, Open: s.On(s.open),
		About: func(r service.NearRow) service.BriefOf { return service.BriefOf{Company: r.Company.ID} },
	})
	return s
}

func columns(h *screen.Host) []kit.Column {
	t := h.T
	return []kit.Column{
		{Key: "way", Title: t("near.way"), Min: 11, Right: true},
		{Key: "name", Title: t("company.name"), Min: 22, Flex: 3},
		{Key: "town", Title: t("company.town"), Min: 12, Flex: 1, Max: 22},
		{Key: "pays", Title: t("companies.col.pays"), Min: 12, Max: 20, Flex: 1},
		{Key: "relation", Title: t("company.relation"), Min: 11, Role: theme.Subtle},
	}
}

// Open takes the citizen's ID.
func (s *Screen) Open(arg any) tea.Cmd {
	s.id, _ = arg.(string)
	return s.Setup.Begin(nil)
}

// read is what load reads.
type read struct {
	near     *service.Near
	narrowed service.Narrowed
}

func (s *Screen) load() tea.Cmd {
	d, id, narrow := s.Service, s.id, s.Setup.Narrow()
	return screen.Read(s.Host, func(ctx context.Context) (r read, err error) {
		if r.narrowed, err = narrow(ctx); err == nil {
			r.near, err = d.NearCitizen(ctx, id, r.narrowed.Where)
		}
		return r, err
	}, func(r read) tea.Cmd {
		s.near, s.Loaded, s.Setup.Narrowed, s.All = r.near, true, r.narrowed, r.near.All
		s.Show(r.near.Rows, "companies.empty")
		return nil
	})
}

func (s *Screen) cells(r service.NearRow, cells []kit.Cell) {
	w, c := s.Words(), r.Company
	value := func(key string) string {
		f, _ := schema.TypeOf(c).Field(key)
		return w.Value(f, c, nil)
	}
	cells[0] = kit.Cell{Text: "?", Role: theme.Warn}
	if r.Why == "" {
		cells[0] = kit.Cell{Text: s.T("near.minutes", "n", r.Minutes)}
	}
	cells[1].Text, cells[2].Text, cells[3].Text = c.ShownName(), c.Town, value("pays_hours")
	cells[4].Text = value("relation")
	if c.AdProtected == model.Yes {
		cells[4].Text = service.JoinNonEmpty(" · ", cells[4].Text, s.T("companies.adprotected"))
	}
}

// headings name the rings with how many are in them; those whose way is not known come by the reason.
func (s *Screen) headings(rows []service.NearRow) []kit.Heading {
	out := kit.HeadingsOf(len(rows), func(i int) string { return s.ring(rows[i]) })
	for i := range out {
		end := len(rows)
		if i+1 < len(out) {
			end = out[i+1].At
		}
		out[i].Title += " · " + s.Theme.Lang.Int(end-out[i].At)
	}
	return out
}

// ring names the ring of a row, or says why it is in none.
func (s *Screen) ring(r service.NearRow) string {
	switch ring := r.Ring(); {
	case r.Why != "":
		return s.T(r.Why)
	case ring < len(service.Rings):
		return s.T("near.ring", "n", service.Rings[ring])
	}
	return s.T("near.ring.over", "n", service.Rings[len(service.Rings)-1])
}

// open shows the workplace for the citizen.
func (s *Screen) open(r service.NearRow) tea.Cmd {
	return s.Go(screen.Company, screen.CompanyArg{ID: r.Company.ID, CitizenID: s.id})
}

// Shows gives whom the list is about.
func (s *Screen) Shows() []any {
	return append(s.ListScreen.Shows(), model.RowRef{Type: "citizen", ID: s.id})
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	return append([]screen.Binding{
		screen.Std(keys.Open, s.On(s.open)).When(s.Some),
		screen.Std(keys.Match, s.Opens(screen.Match, screen.MatchArg{CitizenID: s.id})),
		screen.Std(keys.Back, s.Back),
	}, s.Setup.Bindings(56)...)
}

// View draws the list.
func (s *Screen) View(size kit.Size) kit.Frame {
	if s.near == nil {
		return s.Frame(size, "")
	}
	note := s.Words().Counts("company", s.All, len(s.Rows))
	if s.near.Assumed && s.near.Placed {
		note += " · " + s.T("near.assumed")
	}
	f := s.Frame(size, note)
	f.Title = s.T("near.of", "who", s.near.Citizen.Initials()+" ("+s.near.Citizen.Ref+")", "what", f.Title)
	return f
}
