package match

import (
	"context"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// leftRows is how many workplaces are named of each reason.
const leftRows = 100

// leftOut is everything that is not on the list: the reasons with how many there are, of which each opens its
// workplaces. Beside it stands why the one under the cursor is left out.
type leftOut struct {
	besides
	s      *Screen
	list   *service.LeftOut
	lines  []leftLine
	opened map[string]bool // reasons whose workplaces are listed
	table  *kit.Table
	why    *whyNot // what is said about the workplace under the cursor, nil on a reason
	panel  *kit.TextView
	left   int  // width of the list, 0 when it stands alone
	read   bool // what stands beside the list has the keys
}

// leftLine is a reason, or a workplace under it.
type leftLine struct {
	reason matching.LeftOut
	row    *matching.Left // nil for the reason itself
}

func (l leftLine) id() string {
	if l.row == nil {
		return "reason:" + l.reason.Block
	}
	return l.row.CompanyID
}

func newLeftOut(s *Screen) *leftOut {
	l := &leftOut{s: s, opened: map[string]bool{}, panel: kit.NewTextView(s.Theme), table: kit.NewTable(s.Theme, []kit.Column{
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
	l.list, l.why = list, nil
	if len(list.Reasons) == 1 {
		l.opened[list.Reasons[0].Block] = true
	}
	l.show()
	return l.explain()
}

func (l *leftOut) show() {
	l.lines = nil
	for _, reason := range l.list.Reasons {
		l.lines = append(l.lines, leftLine{reason: reason})
		for i := range reason.Rows {
			if l.opened[reason.Block] {
				l.lines = append(l.lines, leftLine{reason, &reason.Rows[i]})
			}
		}
	}
	var headings []kit.Heading
	if l.list.Below > 0 {
		headings = append(headings, kit.Heading{Title: l.s.T("match.left.below", "n", l.list.Below,
			"shown", len(l.s.rows()))})
	}
	l.table.SetRows(kit.Rows{Len: len(l.lines), ID: func(i int) string { return l.lines[i].id() }, Cells: l.cells,
		Headings: headings})
	l.table.SetEmpty(l.s.T("match.left.nothing"))
}

func (l *leftOut) cells(i int, cells []kit.Cell) {
	line := l.lines[i]
	if line.row == nil {
		title, _ := l.s.Words().LeftHeading(line.reason)
		cells[0] = kit.Cell{Text: title, Role: theme.Title}
		return
	}
	cells[0].Text, cells[1].Text = "  "+l.list.Name(*line.row), l.list.Town(*line.row)
	if line.row.Fit > 0 && !l.s.list.Unread() {
		cells[2].Text = strconv.Itoa(line.row.Fit)
	}
}

// line is what is under the cursor.
func (l *leftOut) line() (leftLine, bool) {
	_, i, ok := l.table.Selected()
	if !ok || i >= len(l.lines) {
		return leftLine{}, false
	}
	return l.lines[i], true
}

// explain reads why the workplace under the cursor is left out.
func (l *leftOut) explain() tea.Cmd {
	id, ok := l.subject()
	switch {
	case !ok:
		l.why = nil
		return nil
	case l.why != nil && l.why.id == id:
		return nil
	}
	l.why = newWhyNot(l.s, id)
	return l.why.refresh()
}

// find puts the cursor on a workplace, under its reason, and reports whether it is named there.
func (l *leftOut) find(id string) bool {
	if l.list == nil {
		return false
	}
	for _, reason := range l.list.Reasons {
		if slices.ContainsFunc(reason.Rows, func(r matching.Left) bool { return r.CompanyID == id }) {
			l.opened[reason.Block] = true
			l.show()
			return l.table.Select(id)
		}
	}
	return false
}

// open opens or closes a reason; of a workplace it says why, and where that stands beside it goes to its page.
func (l *leftOut) open() tea.Cmd {
	line, ok := l.line()
	switch {
	case !ok:
		return nil
	case line.row == nil:
		l.opened[line.reason.Block] = !l.opened[line.reason.Block]
		l.show()
		return nil
	case l.left > 0:
		return l.s.Go(screen.Company, l.s.companyArg(line.row.CompanyID))
	}
	return l.s.inside(newWhyNot(l.s, line.row.CompanyID))
}

func (l *leftOut) update(msg tea.Msg) (tea.Cmd, bool) {
	if m, ok := msg.(tea.MouseMsg); ok {
		l.read = l.left > 0 && m.Mouse().X > l.left
	}
	if l.read {
		return nil, l.beside().Update(kit.Offset(msg, l.left+1, 0)).Kind != kit.Ignored
	}
	act := l.table.Update(msg)
	if act.Kind == kit.Opened {
		return l.open(), true
	}
	return l.explain(), act.Kind != kit.Ignored
}

// beside is the text that stands beside the list.
func (l *leftOut) beside() *kit.TextView {
	if l.why != nil {
		return l.why.panel
	}
	return l.panel
}

// swap gives the keys to the other side.
func (l *leftOut) swap() { l.read = l.left > 0 && !l.read }

// whole: the list takes the place of the ranking, and what it explains that of the reasons.
func (l *leftOut) whole() bool { return true }

func (l *leftOut) view(size kit.Size) string {
	left, right := l.s.panes(size.W)
	l.left = left
	if right == 0 {
		left, l.left = size.W, 0
	}
	l.read = l.read && right > 0
	l.table.SetFocus(!l.read)
	l.table.SetSize(left, size.H)
	switch line, ok := l.line(); {
	case l.list == nil:
		return kit.Block(nil, size.W, size.H)
	case right == 0:
		return l.table.View()
	case ok && line.row == nil:
		return l.with(l.s.scrolled(l.panel, l.about(line.reason, right-1), kit.Size{W: right, H: size.H}))
	case ok && l.why != nil:
		return l.with(l.why.view(kit.Size{W: right, H: size.H}))
	}
	return l.with(kit.Block(nil, right, size.H))
}

func (l *leftOut) with(beside string) string {
	return kit.Beside(kit.Divider(l.s.Theme), l.table.View(), beside)
}

// about says how many a reason leaves out, what Enter does, and names the first of them.
func (l *leftOut) about(reason matching.LeftOut, w int) []kit.Line {
	title, _ := l.s.Words().LeftHeading(reason)
	does := l.s.T("match.left.open", "n", reason.Count)
	switch {
	case l.opened[reason.Block]:
		does = l.s.T("match.left.fold")
	case len(reason.Rows) < reason.Count:
		does = l.s.T("match.left.open.some", "n", len(reason.Rows))
	}
	p := page{screen: l.s, w: w}
	p.text(theme.Title, title)
	p.text(theme.Subtle, does)
	p.add()
	for i := range reason.Rows {
		p.text(theme.Text, join(" · ", l.list.Name(reason.Rows[i]), l.list.Town(reason.Rows[i])))
	}
	return p.lines
}

func (l *leftOut) title() string { return l.s.T("match.side.leftout") }

func (l *leftOut) subject() (string, bool) {
	line, ok := l.line()
	if !ok || line.row == nil {
		return "", false
	}
	return line.row.CompanyID, true
}

// answer keeps the decision that what blocks the workplace does not.
func (l *leftOut) answer(m screen.Answer) tea.Cmd {
	if l.why == nil {
		return nil
	}
	return l.why.answer(m)
}

func (l *leftOut) bindings() []screen.Binding {
	row := func() (bool, string) {
		_, ok := l.subject()
		return ok, "list.nothing.selected"
	}
	some := func() (bool, string) { return len(l.lines) > 0, "match.left.nothing" }
	opens := "match.left.why"
	if line, ok := l.line(); ok && line.row == nil {
		opens = "match.left.rows"
	} else if l.left > 0 {
		opens = "keys.open"
	}
	return []screen.Binding{
		screen.Std(keys.Open, l.open).As(opens).When(some).At(1),
		screen.Own("overrule", "o", "match.overrule", 2, l.overrule).When(l.canOverrule),
		screen.Std(keys.Search, l.s.askWhyNot).As("match.left.find").At(3),
		screen.Std(keys.AddTo, l.s.addRows).When(row),
		l.s.logBinding().When(row).At(4), l.s.visitBinding().When(row),
		screen.Std(keys.Next, screen.Nothing(l.swap)).As("match.screen.swap"),
		l.s.closing("leftout", "w", 5), l.s.leaving(6),
	}
}

func (l *leftOut) canOverrule() (bool, string) {
	if l.why == nil || l.why.company == nil {
		return false, "list.nothing.selected"
	}
	return l.why.canOverrule()
}

// overrule asks about the workplace under the cursor; what is said about it stays when it is left out no more.
func (l *leftOut) overrule() tea.Cmd {
	y := l.why
	l.s.side, l.s.from = y, l
	return y.overrule()
}
