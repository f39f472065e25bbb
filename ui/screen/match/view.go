package match

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// longestName is the most cells that a name gets before the other columns.
const longestName = 34

// measure finds what the columns need for their contents, and between which fits the bars are drawn: the guesses of the
// rows to be asked have none.
func (s *Screen) measure() {
	s.least, s.most, s.names, s.ways = 100, 0, [2]int{}, s.list == nil
	for _, row := range s.rows() {
		s.names[0] = max(s.names[0], min(kit.Width(kit.Clean(s.rowName(row))), longestName))
		s.names[1] = max(s.names[1], kit.Width(kit.Clean(s.list.Place(row))))
		s.ways = s.ways || s.Words().Minutes(row) != ""
		if row.Section != matching.AskFirst {
			s.least, s.most = min(s.least, row.Fit), max(s.most, row.Fit)
		}
	}
}

// share is how much of its bar a fit fills: nothing above the worst of the list is all of it for the best.
func (s *Screen) share(fit int) float64 {
	if s.least >= s.most {
		return 1
	}
	const least = 1.0 / 16 // one eighth of a cell of two
	return least + (1-least)*float64(fit-s.least)/float64(s.most-s.least)
}

// The widths of the columns of a list; names come before towns, which the side shows whole, and before the bars.
const (
	rankCells, travelCells, fitCells, termsCells, askCells = 4, 3, 6, 6, 5
	leastName, leastTown                                   = 20, 6
)

func (s *Screen) columns() []kit.Column {
	t := s.T
	name := kit.Column{Key: "company", Title: t("match.col.company"), Min: leastName, Want: s.names[0], Flex: 3}
	place := kit.Column{Key: "town", Title: t("company.town"), Min: leastTown, Want: min(s.names[1], 16), Flex: 1,
		Max: 16}
	if s.reversed() {
		name.Title, place = t("pick.citizen"), kit.Column{Key: "goal", Title: t("match.col.goal"), Min: 14, Flex: 4}
	}
	list := []kit.Column{{Key: "rank", Title: "#", Min: rankCells, Right: true, Role: theme.Subtle}, name, place,
		{Key: "travel", Title: t("match.col.travel"), Min: travelCells, Right: true},
		{Key: "fit", Title: t("match.col.fit"), Min: fitCells, Right: true, Bar: 2},
		{Key: "circumstances", Title: t("match.col.terms"), Min: termsCells, Right: true},
		{Key: "ask", Title: t("match.col.ask"), Min: askCells, Right: true, Role: theme.Subtle},
	}
	if !s.ways {
		list[3].HideBelow = hidden
	}
	return list
}

// hidden is a width that no window has.
const hidden = 10_000

// rowName is what a row is called, with the sign of a workplace that said no before.
func (s *Screen) rowName(row matching.Row) string {
	name := s.list.Name(row)
	if _, _, ok := s.list.Refusal(row); ok {
		return s.T("refusal.row", "name", name)
	}
	return name
}

func (s *Screen) cells(i int, cells []kit.Cell) {
	row, w := s.list.Rows[i], s.Words()
	cells[0].Text = strconv.Itoa(i + 1)
	if id := s.list.RowID(row); s.listed.ids[id] || s.adder.has(id) {
		cells[0] = kit.Cell{Text: s.Theme.Colours.Glyphs.Check + fmt.Sprintf("%3d", i+1), Role: theme.OK}
	}
	cells[1].Text = s.rowName(row)
	cells[2].Text = s.list.Place(row)
	cells[3].Text = w.Minutes(row)
	cells[4] = kit.Cell{Text: w.Fit(row), Share: s.share(row.Fit)}
	if row.Section == matching.AskFirst {
		cells[4].Role, cells[4].Share = theme.Warn, -1
	}
	cells[5].Text = strconv.Itoa(row.Circumstances)
	if n := len(matching.Questions(row)); n > 0 {
		cells[6].Text = strconv.Itoa(n)
	}
}

// empty says why there are no rows, with the key that helps.
func (s *Screen) empty() string {
	switch {
	case s.err != nil:
		said := s.Words().Error(s.err)
		if s.query.CitizenID != "" {
			said += " " + s.T("match.screen.newgoal")
		}
		return said
	case s.list == nil:
		return s.T("match.screen.working")
	case s.filter > 0:
		return s.T("match.screen.nothing.filter")
	}
	return s.T("match.screen.nothing")
}

// View draws the list, the choice of somebody, or that over the list.
func (s *Screen) View(size kit.Size) kit.Frame {
	if s.start == nil {
		return s.listFrame(size)
	}
	top := size
	if s.start.above {
		top.H = min(max(size.H/3, leastChoice), size.H)
	}
	body, cursor := s.start.view(top)
	f := kit.Frame{Title: s.T("match.start.title"), Note: s.start.note(), Body: body, Cursor: cursor}
	if top.H < size.H {
		below := s.listFrame(kit.Size{W: size.W, H: size.H - top.H - 1})
		f.Title = s.T("match.start.above", "title", below.Title)
		f.Body += "\n" + kit.Rule(s.Theme, size.W, below.Dividers...) + "\n" + below.Body
	}
	return f
}

// leastChoice is how many lines the choice of somebody has over a list.
const leastChoice = 6

// listFrame draws the list, and beside it what speaks for the row under the cursor.
func (s *Screen) listFrame(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.title(), Note: s.note(size.W)}
	if s.list != nil {
		if group := s.list.Unmatched.In(string(s.Theme.Lang.Code())); group != "" {
			f.Title += " · " + s.T("match.title.unmatched", "group", group)
		}
	}
	left, right := s.panes(size.W)
	changed := s.shape.left != left
	s.shape = shape{left: left, wide: right > 0}
	if changed && s.list != nil {
		s.show() // what stands over the sections wraps to the width
	}
	switch {
	case s.side != nil && (s.side.whole() || right == 0):
		f.Body = s.side.view(size)
		if l, ok := s.side.(*leftOut); ok && l.left > 0 {
			f.Dividers = []int{l.left}
		}
	case right == 0 && s.detail:
		f.Body = s.reasonsView(size)
	case right == 0:
		f.Body = s.listView(size)
	default:
		beside := kit.Size{W: right, H: size.H}
		pane := ""
		if s.side != nil {
			pane = s.side.view(beside)
		} else {
			pane = s.reasonsView(beside)
		}
		f.Body, f.Dividers = kit.Beside(kit.Divider(s.Theme), s.listView(kit.Size{W: left, H: size.H}), pane),
			[]int{left}
	}
	return f
}

// leastList is the width the list needs; what is left belongs to the reasons, which are read.
const leastList = 71

// sumCells is the room of the reasons in which how the order comes about stands on one line.
const sumCells = 47

// panes shares the width between the list and the reasons; right is 0 when there is no room for both. Names that are
// longer get their room as long as the reasons keep theirs.
func (s *Screen) panes(w int) (left, right int) {
	if left, right = kit.Panes(w); right == 0 {
		return left, right
	}
	const others = 3 + rankCells + travelCells + fitCells + termsCells + askCells + 6*2 + 1
	left = max(leastList, w/2, min(others+s.names[0]+s.names[1], w-sumCells-1))
	return left, w - left - 1
}

// listView is how the goal was read, the list, and what kept others off.
func (s *Screen) listView(size kit.Size) string {
	l := s.Theme
	role := theme.Subtle
	if s.list != nil && s.list.Unread() {
		role = theme.Warn
	}
	lines := []string{""}
	for i, line := range kit.Wrap(kit.Clean(s.reading()), max(size.W-2, 1)) {
		lines = append(lines[:i], " "+l.Paint(role, line))
	}
	s.shape.top = len(lines)
	var foot []string
	if off := s.keptOff(size.W - 2); off != "" {
		foot = l.Sentence(theme.Subtle, off, size.W)
	}
	h := size.H - s.shape.top - len(foot)
	s.table.SetFocus(!s.detail && (s.side == nil || s.shape.wide))
	s.table.SetSize(size.W, max(h, 0))
	lines = append(append(lines, kit.Lines(s.table.View())...), foot...)
	return kit.Block(lines, size.W, size.H)
}

func (s *Screen) reasonsView(size kit.Size) string {
	return s.scrolled(s.panel, s.reasons(size.W-1), size)
}

// scrolled draws lines in a text view.
func (s *Screen) scrolled(v *kit.TextView, lines []kit.Line, size kit.Size) string {
	v.SetLines(lines)
	v.SetSize(size.W, size.H)
	return v.View()
}

// title says what is shown, and whom it is about, in the citizen's own words.
func (s *Screen) title() string {
	parts := []string{s.T("tab.match")}
	if s.side != nil {
		parts = append(parts, s.side.title())
	}
	if s.list != nil {
		if s.list.Citizen != nil {
			parts = append(parts, service.NameIn(s.list.Citizen))
		}
		if s.reversed() {
			parts = append(parts, s.list.Task.Name)
			if c := s.list.Companies[s.list.Task.CompanyID]; c != nil {
				parts = append(parts, c.ShownName())
			}
		} else {
			parts = append(parts, s.T("match.screen.quoted", "words", s.list.GoalWords()))
		}
	}
	if s.query.From != "" {
		parts = append(parts, s.T("match.start.from", "postcode", s.query.From))
	}
	return strings.Join(parts, " · ")
}

// note says how many there are, by section where there is room, and what made the list so: filter, weights, seed.
func (s *Screen) note(w int) string {
	if s.list == nil {
		return ""
	}
	m := s.list
	parts := []string{s.T("count.fit", "n", m.Candidates)} // for whom and what stands before it, and needs the room
	if _, right := s.panes(w); right > 0 {
		parts = nil
		for _, part := range m.Sections() {
			parts = append(parts, s.T("match.screen.n."+string(part.Key), "n", part.Count))
		}
	}
	if len(m.Rows) < m.Candidates {
		parts = append([]string{s.T("match.screen.best", "n", len(m.Rows))}, parts...)
	}
	if s.filter > 0 {
		parts = append(parts, s.T("match.filter."+filters[s.filter].key))
	}
	if s.weighted() {
		parts = append(parts, s.T("match.screen.weighted"))
	}
	return strings.Join(append(parts, s.T("match.screen.seed", "seed", fmt.Sprint(m.Seed))), " · ")
}

// readingsShown is how many occupations are named for one goal.
const readingsShown = 3

// reading says how the goal was understood, so that a wrong reading is seen at once.
func (s *Screen) reading() string {
	if s.list == nil || s.reversed() {
		return ""
	}
	if s.list.Unread() {
		return s.Words().Unread(s.list)
	}
	var read []string
	for _, g := range s.list.Read.Goals {
		for i, o := range g.Occupations {
			if i < readingsShown && !slices.Contains(read, o.Label) {
				read = append(read, o.Label)
			}
		}
	}
	out := s.T("match.screen.read", "as", strings.Join(read, ", "))
	var avoid []string
	for _, l := range s.list.Read.Avoid {
		if c := conditionOf(l); c != "" {
			avoid = append(avoid, s.T("match.condition."+c))
		}
	}
	if len(avoid) > 0 {
		out += " · " + strings.Join(avoid, ", ")
	}
	if len(s.list.Read.Not) > 0 {
		out += " · " + s.T("match.screen.not", "what", strings.Join(s.list.Read.Not, ", "))
	}
	return out
}

// conditionOf is the work condition that spares a load.
func conditionOf(l model.Load) string {
	for _, c := range model.WorkConditions {
		if c.Avoid == l {
			return string(c.Key)
		}
	}
	return ""
}

// keptOff says how many are left out and why, the most usual reason first, and last those that have nothing to do with
// the goal: as many reasons as there is room for, and the key that opens all of them.
func (s *Screen) keptOff(w int) string {
	if s.list == nil || len(s.list.Blocked) == 0 {
		return ""
	}
	n := s.list.Total - s.list.Candidates + s.list.Blocked[matching.BlockCeased]
	blocks := slices.Sorted(maps.Keys(s.list.Blocked))
	slices.SortStableFunc(blocks, func(a, b string) int { return cmp.Compare(s.list.Blocked[b], s.list.Blocked[a]) })
	said := make([]string, len(blocks))
	rest := n
	for i, k := range blocks {
		said[i] = s.T("match.screen.block", "n", s.list.Blocked[k], "block", s.T("match.block."+k))
		rest -= s.list.Blocked[k]
	}
	if rest > 0 && s.list.Blocked[matching.BlockNoLink] == 0 {
		said = append(said, s.T("match.screen.block", "n", rest, "block", s.T("match.block."+matching.BlockNoLink)))
	}
	line := s.T("match.screen.off", "n", n, "blocks", strings.Join(said, " · "))
	for shown := len(said) - 1; shown > 0 && kit.Width(line) > w; shown-- {
		more := s.T("match.screen.off.more", "n", len(said)-shown)
		line = s.T("match.screen.off", "n", n, "blocks", strings.Join(append(slices.Clone(said[:shown]), more), " · "))
	}
	return line
}
