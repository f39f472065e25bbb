package figures

import (
	"cmp"
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/figures"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// people is the citizens behind a figure.
type people struct {
	figure *figures.Figure
	rows   []figures.Person
	names  map[string]string
	counts int
	table  *kit.Table
}

// openPeople reads who is behind the selected figure.
func (s *Screen) openPeople() tea.Cmd {
	f, ok := s.selected()
	if !ok || f.State == figures.StateHidden {
		return nil
	}
	one, d := *f, s.Service
	return screen.Run(s.Host, "people", func(ctx context.Context) (*people, error) {
		p := &people{figure: &one, rows: slices.Clone(one.Behind), names: map[string]string{}}
		want := service.RefSet{}
		for _, r := range p.rows {
			want.Add("citizen", r.CitizenID)
			if r.Counts {
				p.counts++
			}
		}
		err := service.Names(ctx, d.Store, want, p.names)
		slices.SortStableFunc(p.rows, func(a, b figures.Person) int {
			return cmp.Or(-cmp.Compare(number(a.Counts), number(b.Counts)),
				model.CompareDanish(p.names[a.CitizenID], p.names[b.CitizenID]))
		})
		return p, err
	}, func(p *people) tea.Cmd {
		s.people = p
		p.rebuild(s)
		return nil
	})
}

func number(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// rebuild makes the table in the words of now.
func (p *people) rebuild(s *Screen) {
	t := s.T
	cols := []kit.Column{
		{Key: "who", Title: t("figures.col.citizen"), Min: 20, Flex: 1},
		{Key: "counts", Title: t("figures.col.counts"), Min: 7},
		{Key: "value", Title: t("figures.col.number"), Min: 12, Right: true, Role: theme.Subtle}}
	if p.table == nil {
		p.table = kit.NewTable(s.Theme, cols)
		p.table.SetMarks(false)
	}
	p.table.SetColumns(cols)
	w := s.Words()
	p.table.SetRows(kit.Rows{
		Len: len(p.rows), ID: func(i int) string { return p.rows[i].CitizenID }, Cells: func(i int, cells []kit.Cell) {
			r := p.rows[i]
			cells[0].Text = p.names[r.CitizenID]
			if r.Counts {
				cells[1].Text = s.Theme.Colours.Glyphs.Check
			}
			if r.HasValue {
				cells[2].Text = w.FigureNumber(p.figure.Spec, r.Value)
			}
		}})
	p.table.SetEmpty(t("figures.people.empty"))
}

func (p *people) draw(s *Screen, size kit.Size) kit.Frame {
	f := kit.Frame{
		Title: s.T("figures.people.title", "name", s.Words().FigureName(p.figure.Spec)) + " · " +
			s.Words().FigureSelection(s.view, s.sel),
		Note: s.T("figures.people.note", "n", len(p.rows), "counts", p.counts)}
	note := s.Theme.Sentence(theme.Subtle, s.T("figures.people.inside"), size.W)
	p.table.SetSize(size.W, max(size.H-len(note), 0))
	f.Body = kit.Block(append(kit.Lines(p.table.View()), note...), size.W, size.H)
	return f
}

func (s *Screen) peopleUpdate(msg tea.Msg) tea.Cmd {
	if act := s.people.table.Update(msg); act.Kind == kit.Opened {
		return s.openPerson()
	}
	return nil
}

func (s *Screen) openPerson() tea.Cmd {
	if id, _, ok := s.people.table.Selected(); ok {
		return s.Go(screen.Citizen, id)
	}
	return nil
}

func (s *Screen) peopleBindings() []screen.Binding {
	some := func() (bool, string) { return len(s.people.rows) > 0, "figures.people.empty" }
	return []screen.Binding{
		screen.Std(keys.Open, s.openPerson).When(some).At(1),
		screen.Std(keys.Back, screen.Nothing(func() { s.people = nil })).At(2),
	}
}
