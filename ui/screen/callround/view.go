package callround

import (
	"fmt"
	"strconv"

	"jobspor/ui/kit"
	"jobspor/ui/theme"
)

func (s *Screen) columns() []kit.Column {
	t := s.T
	return []kit.Column{
		{Key: "rank", Title: "#", Min: 4, Right: true, Role: theme.Subtle},
		{Key: "company", Title: t("match.col.company"), Min: 20, Flex: 3},
		{Key: "for", Title: t("callround.for"), Min: 12, Flex: 2, Max: 24, Role: theme.Accent},
		{Key: "contact", Title: t("callround.contact"), Min: 14, Flex: 1, Max: 22, HideBelow: 84},
		{Key: "phone", Title: t("company.phone"), Min: 12},
	}
}

func (s *Screen) show() {
	s.table.SetColumns(s.columns())
	empty := s.T("callround.empty")
	if s.round != nil && s.round.Asked == 0 {
		empty = s.T("callround.nobody")
	}
	s.table.SetEmpty(empty)
	s.table.SetRows(kit.Rows{Len: len(s.rows), ID: func(i int) string { return s.rows[i].CompanyID }, Cells: s.cells})
}

func (s *Screen) cells(i int, cells []kit.Cell) {
	r := s.rows[i]
	cells[0].Text = strconv.Itoa(i + 1)
	if r.called {
		cells[0] = kit.Cell{Text: s.Theme.Colours.Glyphs.Check + fmt.Sprintf("%3d", i+1), Role: theme.OK}
	}
	cells[1].Text = r.from.Name(r.Call)
	cells[2].Text = s.Words().RoundFor(r.from, r.Call)
	cells[3].Text, cells[4].Text = r.from.Ask(r.CompanyID)
	if r.called {
		cells[1].Role, cells[2].Role = theme.Subtle, theme.Subtle
	}
}

// View draws the calls, and beside them what the one under the cursor is about.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.title(), Note: s.noteLine()}
	if s.sheet != nil {
		f.Body = s.sheet.View(size)
		return f
	}
	left, right := kit.Panes(size.W)
	if right == 0 {
		h := size.H / 2
		s.panel.SetLines(s.about(size.W - 1))
		s.panel.SetSize(size.W, size.H-h-1)
		rows := append(kit.Lines(s.list(kit.Size{W: size.W, H: h})), kit.Rule(s.Theme, size.W))
		f.Body = kit.Block(append(rows, kit.Lines(s.panel.View())...), size.W, size.H)
		return f
	}
	left = max(left, size.W*6/10)
	right = size.W - left - 1
	s.panel.SetLines(s.about(right - 1))
	s.panel.SetSize(right, size.H)
	f.Body = kit.Beside(kit.Divider(s.Theme), s.list(kit.Size{W: left, H: size.H}), s.panel.View())
	f.Dividers = []int{left}
	return f
}

// noteLine says how much of the round is done.
func (s *Screen) noteLine() string {
	if len(s.called) == 0 {
		return ""
	}
	return fmt.Sprintf("%d %s", len(s.called), s.T("callround.called"))
}

func (s *Screen) list(size kit.Size) string {
	sum := ""
	if s.round != nil {
		sum = s.Words().RoundSum(s.round)
	}
	lines := s.Theme.Sentence(theme.Subtle, sum, size.W)
	s.top = len(lines)
	s.table.SetSize(size.W, max(size.H-s.top, 0))
	return kit.Block(append(lines, kit.Lines(s.table.View())...), size.W, size.H)
}

// about is the call under the cursor: for whom and why, and what to ask once for all of them; and who has no call.
func (s *Screen) about(w int) []kit.Line {
	var out []kit.Line
	text := func(role theme.Role, lead, said string) {
		for i, line := range kit.Wrap(kit.Clean(said), max(w-3, 8)) {
			if i > 0 {
				lead = "  "
			}
			out = append(out, kit.Line{{Text: lead + line, Role: role}})
		}
	}
	words, g := s.Words(), s.Theme.Colours.Glyphs
	if r, ok := s.selected(); ok {
		name, phone := r.from.Ask(r.CompanyID)
		text(theme.Title, " ", r.from.Name(r.Call))
		if who := join(name, phone); who != "" {
			text(theme.Subtle, " ", who)
		}
		if r.Turn > 1 {
			text(theme.Subtle, " ", s.T("callround.second", "n", r.Turn))
		}
		for _, who := range r.For {
			out = append(out, kit.Line{})
			text(theme.Accent, " ", r.from.Initials(who.CitizenID))
			text(theme.Text, "  ", words.RoundReason(who))
		}
		if len(r.Questions) > 0 {
			out = append(out, kit.Line{}, kit.Line{{Text: " " + s.T("callround.ask"), Role: theme.Title}})
		}
		for _, q := range r.Questions {
			said, about := words.RoundQuestion(r.from, r.Call, q)
			if about != "" {
				said += " (" + about + ")"
			}
			text(theme.Text, " "+g.Box+" ", said)
		}
	}
	if s.round != nil && len(s.round.Without) > 0 {
		out = append(out, kit.Line{}, kit.Line{{Text: " " + s.T("callround.without"), Role: theme.Title}})
		for _, line := range words.RoundWithout(s.round) {
			text(theme.Subtle, " ", line)
		}
	}
	return out
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}
