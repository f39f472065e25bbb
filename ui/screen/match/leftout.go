package match

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// leftRows is how many workplaces are named of each reason.
const leftRows = 100

// leftOut lists everything that is not on the list, by reason.
type leftOut struct {
	besides
	s     *Screen
	list  *service.LeftOut
	rows  []matching.Left
	table *kit.Table
}

func newLeftOut(s *Screen) *leftOut {
	l := &leftOut{s: s, table: kit.NewTable(s.Theme, []kit.Column{
		{Key: "company", Title: s.T("match.col.company"), Min: 18, Flex: 3},
		{Key: "town", Title: s.T("company.town"), Min: 10, Flex: 1, Max: 20},
		{Key: "fit", Title: s.T("match.col.fit"), Min: 6, Right: true},
	})}
	l.table.SetMarks(false)
	return l
}

func (l *leftOut) refresh() tea.Cmd {
	if l.s.list == nil {
		return nil
	}
	d, m := l.s.Service, l.s.list
	return screen.Run(l.s.Host, "side", func(ctx context.Context) (*service.LeftOut, error) {
		return d.LeftOut(ctx, m, leftRows)
	}, l.took)
}

func (l *leftOut) took(list *service.LeftOut) tea.Cmd {
	l.list, l.rows = list, nil
	var headings []kit.Heading
	t := l.s.T
	if list.Below > 0 {
		headings = append(headings, kit.Heading{Title: t("match.left.below", "n", list.Below,
			"shown", len(l.s.rows()))})
	}
	for _, reason := range list.Reasons {
		title, note := l.s.Words().LeftHeading(reason)
		headings = append(headings, kit.Heading{At: len(l.rows), Title: title, Note: note})
		l.rows = append(l.rows, reason.Rows...)
	}
	l.table.SetRows(kit.Rows{Len: len(l.rows), ID: func(i int) string { return l.rows[i].CompanyID },
		Cells: l.cells, Headings: headings})
	l.table.SetEmpty(t("match.left.nothing"))
	return nil
}

func (l *leftOut) cells(i int, cells []kit.Cell) {
	row := l.rows[i]
	cells[0].Text, cells[1].Text = l.list.Name(row), l.list.Town(row)
	if row.Fit > 0 && !l.s.list.Unread() {
		cells[2].Text = strconv.Itoa(row.Fit)
	}
}

// open says why the workplace under the cursor is not on the list.
func (l *leftOut) open() tea.Cmd {
	if id, ok := l.subject(); ok {
		return l.s.inside(newWhyNot(l.s, id))
	}
	return nil
}

func (l *leftOut) update(msg tea.Msg) (tea.Cmd, bool) {
	if m, ok := msg.(tea.MouseMsg); ok && m.Mouse().X < 0 {
		return nil, false
	}
	act := l.table.Update(msg)
	if act.Kind == kit.Opened {
		return l.open(), true
	}
	return nil, act.Kind != kit.Ignored
}

func (l *leftOut) view(size kit.Size) string {
	l.table.SetSize(size.W, size.H)
	if l.list == nil {
		return kit.Block(nil, size.W, size.H)
	}
	return l.table.View()
}

func (l *leftOut) title() string { return l.s.T("match.side.leftout") }

func (l *leftOut) subject() (string, bool) {
	id, _, ok := l.table.Selected()
	return id, ok
}

func (l *leftOut) bindings() []screen.Binding {
	row := func() (bool, string) {
		_, ok := l.subject()
		return ok, "list.nothing.selected"
	}
	return []screen.Binding{
		screen.Std(keys.Open, l.open).As("match.left.why").When(row).At(1),
		screen.Std(keys.Search, l.s.askWhyNot).As("match.left.find").At(2),
		l.s.logBinding().When(row).At(3), l.s.visitBinding().When(row),
		l.s.closing("leftout", "w", 4), l.s.leaving(5),
	}
}
