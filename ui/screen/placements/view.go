package placements

import (
	"strings"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// wideFrom is the width from which the board's columns stand side by side.
const wideFrom = 100

func (s *Screen) columns() []kit.Column {
	t := s.T
	return []kit.Column{
		{Key: "ref", Title: t("placement.ref"), Min: 7, Role: theme.Subtle},
		{Key: "who", Title: t("placements.who"), Min: 8},
		{Key: "where", Title: t("placement.company"), Min: 18, Flex: 3},
		{Key: "kind", Title: t("placement.kind"), Min: 18, Max: 20, Flex: 1},
		{Key: "when", Title: t("placements.col.when"), Min: 17, Max: 30, Flex: 1},
		{Key: "state", Title: t("placement.state"), Min: 10, Max: 12, Flex: 1},
		{Key: "paid", Title: t("citizens.col.paid"), Min: screen.PaidCells, Right: true, HideBelow: 130},
		{Key: "owner", Title: t("placements.col.owner"), Min: 5, Role: theme.Subtle, HideBelow: 100},
	}
}

func (s *Screen) cells(r service.PlacementRow, cells []kit.Cell) {
	w, p := s.Words(), r.Placement
	cells[0].Text = p.Ref
	cells[1].Text = r.Who()
	cells[2].Text = r.Where()
	cells[3].Text = w.T("opt.placement_kind." + p.Kind)
	cells[4] = s.when(p)
	cells[5].Text = w.T("opt.placement_state." + p.State)
	cells[6] = s.PaidCell(r.Paid)
	if r.Owner != nil {
		cells[7].Text = r.Owner.Initials
	}
}

// second is the second line of a card: which week of how many, what is near, and the paid hours. A column too narrow
// for all goes without the paid hours, then says the day shorter, then goes without the week: no part is cut.
func (s *Screen) second(r service.PlacementRow, room int) string {
	p, today, week := r.Placement, s.Today(), ""
	if p.State == "running" && p.StartOn != 0 && p.EndOn >= p.StartOn {
		n := int(p.EndOn.Monday()-p.StartOn.Monday())/7 + 1
		week = s.T("placements.week", "k", min(max(int(today.Monday()-p.StartOn.Monday())/7+1, 1), n), "n", n)
	}
	paid := s.PaidCell(r.Paid[len(r.Paid)/2:]).Text
	when, short := s.near(p)
	return widest(room, service.JoinNonEmpty(" · ", week, when.Text, paid),
		service.JoinNonEmpty(" · ", week, when.Text), service.JoinNonEmpty(" · ", week, short), when.Text, short)
}

// widest is the first text that has room, else the last.
func widest(room int, texts ...string) string {
	for _, text := range texts {
		if kit.Width(text) <= room {
			return text
		}
	}
	return texts[len(texts)-1]
}

// card is a placement in a column of the board.
func (s *Screen) card(r service.PlacementRow, cells []kit.Cell) {
	when := s.when(r.Placement)
	cells[0] = kit.Cell{Text: r.Who() + " · " + r.Where(), Role: when.Role}
	if when.Role == theme.Danger || when.Role == theme.Warn {
		cells[0].Text = s.Theme.Colours.Glyphs.Alert + " " + cells[0].Text
	}
	if len(cells) > 1 {
		cells[1].Text = s.T("opt.placement_kind." + r.Placement.Kind)
		cells[2] = when
	}
}

// when says what is near: the end of what runs, the start of what is agreed; late days stand out.
func (s *Screen) when(p *model.Placement) kit.Cell {
	c, _ := s.near(p)
	return c
}

// near is what when says, and the same in the fewest letters.
func (s *Screen) near(p *model.Placement) (c kit.Cell, short string) {
	today, l := s.Today(), s.Theme.Lang
	say := func(key string, day model.Date, role theme.Role) (kit.Cell, string) {
		if day == 0 {
			return kit.Cell{}, ""
		}
		near := l.Near(day.Time(), today.Time())
		bare := near
		if day > today.Add(-365) && day < today.Add(365) { // no year is needed to know which
			bare = l.Date(day.Time())
		}
		if day >= today.Add(7) {
			near = bare
		}
		return kit.Cell{Text: s.T(key, "day", near), Role: role}, s.T(key+".short", "day", bare)
	}
	switch {
	case !p.Open():
		return say("placements.was", p.EndedOn, theme.Subtle)
	case s.next[p.ID] != nil:
		return say("placements.goeson", s.next[p.ID].StartOn, theme.Text)
	case p.EndOn != 0 && p.EndOn < today:
		return say("placements.overdue", p.EndOn, theme.Danger)
	case p.State == "running" && p.EndOn != 0 && p.EndOn <= today.Add(14):
		return say("placements.ends", p.EndOn, theme.Warn)
	case p.State == "running":
		return say("placements.ends", p.EndOn, theme.Text)
	case p.StartOn != 0 && p.StartOn < today:
		return say("placements.starts", p.StartOn, theme.Danger)
	case p.StartOn != 0:
		return say("placements.starts", p.StartOn, theme.Text)
	}
	if p.State == "contacted" && p.ContactedOn != 0 {
		return say("placements.contacted", p.ContactedOn, theme.Subtle)
	}
	return say("placements.waiting", p.MadeOn, theme.Subtle)
}

// onBoard counts the cards.
func (s *Screen) onBoard() (n int) {
	for _, c := range s.board {
		n += len(c)
	}
	return n
}

// nothing says why there is nothing to see: that no placement was written, or what the filter hides.
func (s *Screen) nothing(shown int) string {
	switch {
	case s.box.Query() != "":
		return s.T("kit.nothing", "query", s.box.Query())
	case shown == 0 && len(s.all) > 0:
		return s.T("placements.hidden", "filter", strings.Join(s.filtered(), " · "), "total", len(s.all))
	}
	return s.T("placements.empty")
}

// filtered says what is shown of the placements.
func (s *Screen) filtered() []string {
	t := s.T
	parts := []string{s.setup.Title()}
	if s.asList && s.closed && len(s.setup.Filter["state"]) == 0 {
		parts = append(parts, t("placements.closed"))
	}
	if s.weeks {
		parts = append(parts, t("placements.weeks"))
	}
	return parts
}

func (s *Screen) title() string {
	t := s.T
	parts := []string{t("tab.placements")}
	if n := len(s.marked()); n > 0 { // before what a narrow window cuts
		parts = append(parts, t("kit.marked", "n", n))
	}
	parts = append(parts, s.filtered()...)
	if q := s.box.Query(); q != "" {
		parts = append(parts, t("search.for", "query", q))
	}
	return strings.Join(parts, " · ")
}

// View draws the board or the list, under the search line when it is used.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.title()}
	if wide := size.W >= wideFrom; wide != s.wide {
		s.wide = wide
		if s.board != nil {
			s.show() // cards have two lines where there is room
		}
	}
	part := kit.Part(s.list)
	if !s.asList {
		part = &board{s: s}
	}
	list := func(size kit.Size) (body string) {
		body, f.Cursor = s.box.Over(part, size)
		return body
	}
	if s.asList {
		f.Body, f.Dividers = s.brief.Beside(size, list, s.aboutRow())
	} else {
		f.Body = list(size)
	}
	if !s.asList && s.wide && s.box.Height() == 0 {
		f.Dividers = s.walls(size.W)
	}
	if s.loaded {
		n := len(s.rows)
		if !s.asList {
			n = s.onBoard()
		}
		f.Note = s.Words().Counts("placement", len(s.all), n)
	}
	return f
}

// leastColumn is the width of a column of the board without cards.
const leastColumn = 15

// widths shares the width between the columns, one cell for each wall: each gets the least, and of the rest as much as
// its cards are wide beside those of the others.
func (s *Screen) widths(w int) []int {
	n := len(boardStates)
	out, wants, all := make([]int, n), make([]int, n), 0
	room := max(w-(n-1), 0)
	least := min(leastColumn, room/n)
	for i := range wants {
		if i < len(s.board) {
			for _, r := range s.board[i] {
				wants[i] = max(wants[i], kit.Width(r.Who()+r.Where())+8, kit.Width(s.second(r, w))+7)
			}
			if boardStates[i] == "running" { // where most is read
				wants[i] *= 2
			}
		}
		all += wants[i]
	}
	if all == 0 {
		least = room / n
	}
	left := room - least*n
	for i := range out {
		out[i] = least
		if all > 0 {
			share := left * wants[i] / all
			out[i] += share
			left, all = left-share, all-wants[i]
		}
	}
	out[n-1] += left
	return out
}

func (s *Screen) walls(w int) (out []int) {
	x := 0
	for _, c := range s.widths(w)[:len(boardStates)-1] {
		x += c
		out = append(out, x)
		x++
	}
	return out
}
