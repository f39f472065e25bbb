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

// listTop is how many lines stand over the list: how the goal was read.
const listTop = 1

func (s *Screen) columns() []kit.Column {
	t := s.T
	name, place := kit.Column{Key: "company", Title: t("match.col.company"), Min: 20, Flex: 3},
		kit.Column{Key: "town", Title: t("company.town"), Min: 10, Flex: 1, Max: 16}
	if s.reversed() {
		name.Title, place = t("pick.citizen"), kit.Column{Key: "goal", Title: t("match.col.goal"), Min: 14, Flex: 4}
	}
	return []kit.Column{
		{Key: "rank", Title: "#", Min: 4, Right: true, Role: theme.Subtle}, name, place,
		{Key: "travel", Title: t("match.col.travel"), Min: 4, Right: true},
		{Key: "fit", Title: t("match.col.fit"), Min: 6, Right: true, Bar: 2},
		{Key: "circumstances", Title: t("match.col.terms"), Min: 6, Right: true},
		{Key: "ask", Title: t("match.col.ask"), Min: 5, Right: true, Role: theme.Subtle},
	}
}

func (s *Screen) cells(i int, cells []kit.Cell) {
	row, w := s.list.Rows[i], s.Words()
	cells[0].Text = strconv.Itoa(i + 1)
	if id := s.list.RowID(row); s.listed.ids[id] || s.adder.has(id) {
		cells[0] = kit.Cell{Text: s.Theme.Colours.Glyphs.Check + fmt.Sprintf("%3d", i+1), Role: theme.OK}
	}
	cells[1].Text = s.list.Name(row)
	if _, _, ok := s.list.Refusal(row); ok {
		cells[1].Text = s.T("refusal.row", "name", cells[1].Text)
	}
	cells[2].Text = s.list.Place(row)
	cells[3].Text = w.Minutes(row)
	cells[4] = kit.Cell{Text: w.Fit(row), Share: float64(row.Fit) / 100}
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
	left, right := panes(size.W)
	s.shape = shape{left: left, wide: right > 0}
	switch {
	case s.side != nil && (s.side.whole() || right == 0):
		f.Body = s.side.view(size)
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

// panes shares the width between the list and the reasons; right is 0 when there is no room for both.
func panes(w int) (left, right int) {
	if left, right = kit.Panes(w); right == 0 {
		return left, right
	}
	left = max(leastList, w/2)
	return left, w - left - 1
}

// listView is how the goal was read, the list, and what kept others off.
func (s *Screen) listView(size kit.Size) string {
	l := s.Theme
	role := theme.Subtle
	if s.list != nil && s.list.Unread() {
		role = theme.Warn
	}
	lines := []string{" " + l.Paint(role, l.Fit(s.reading(), max(size.W-2, 0)))}
	foot := s.keptOff()
	h := size.H - listTop
	if foot != "" {
		h--
	}
	s.table.SetFocus(!s.detail && (s.side == nil || s.shape.wide))
	s.table.SetSize(size.W, max(h, 0))
	lines = append(lines, kit.Lines(s.table.View())...)
	if foot != "" {
		lines = append(lines, " "+l.Paint(theme.Subtle, l.Fit(foot, max(size.W-2, 0))))
	}
	return kit.Block(lines, size.W, size.H)
}

func (s *Screen) reasonsView(size kit.Size) string {
	return s.scrolled(s.panel, s.reasons(size.W-1), size)
}

// scrolled draws lines in a text view, and says so when there are more below.
func (s *Screen) scrolled(v *kit.TextView, lines []kit.Line, size kit.Size) string {
	l := s.Theme
	v.SetLines(lines)
	v.SetSize(size.W, size.H)
	out := v.View()
	if _, below := v.More(); !below || size.H < 2 {
		return out
	}
	rows := kit.Lines(out)
	rows[len(rows)-1] = l.Paint(theme.Subtle,
		l.FitRight(l.Colours.Glyphs.Down+" "+s.T("match.screen.more"), size.W-1)) + " "
	return kit.Block(rows, size.W, size.H)
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
	parts := []string{s.Words().MatchCount(m)}
	if _, right := panes(w); right > 0 {
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

// keptOff says how many are left out, and of those that have something to do with the goal why, the most usual first.
func (s *Screen) keptOff() string {
	if s.list == nil || len(s.list.Blocked) == 0 {
		return ""
	}
	n := s.list.Total - s.list.Candidates + s.list.Blocked[matching.BlockCeased]
	blocks := slices.Sorted(maps.Keys(s.list.Blocked))
	slices.SortStableFunc(blocks, func(a, b string) int { return cmp.Compare(s.list.Blocked[b], s.list.Blocked[a]) })
	said := make([]string, len(blocks))
	for i, k := range blocks {
		said[i] = s.T("match.screen.block", "n", s.list.Blocked[k], "block", s.T("match.block."+k))
	}
	return s.T("match.screen.off", "n", n, "blocks", strings.Join(said, " · "))
}
