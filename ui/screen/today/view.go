package today

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching/words"
	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/theme"
)

// A grouping says what the lines are grouped by; words are "today.group.<key>".
type grouping struct {
	key  string
	of   func(s *Screen, w present.Words, d agenda.Due) string // nil leaves the list as it is, by day
	fold bool
}

var groupings = []grouping{
	{"day", nil, true},
	{"kind", func(_ *Screen, w present.Words, d agenda.Due) string { return w.T("due.kind." + d.Kind) }, true},
	{
		"workplace", func(s *Screen, w present.Words, d agenda.Due) string { return orNone(w, s.view.Workplace(d)) },
		false,
	},
	{"citizen", func(s *Screen, w present.Words, d agenda.Due) string { return orNone(w, s.view.Citizen(d)) }, false},
	{"consultant", func(s *Screen, w present.Words, d agenda.Due) string { return orNone(w, s.view.Owner(d)) }, true},
}

func orNone(w present.Words, name string) string {
	if name == "" {
		return w.T("today.group.none")
	}
	return name
}

// grouped brings the lines of a group together. Groups follow their most pressing line.
func (s *Screen) grouped() {
	of := groupings[s.group].of
	if of == nil {
		return
	}
	w := s.Words()
	first := map[string]int{}
	name := make([]string, len(s.rows))
	for i := range s.rows {
		name[i] = of(s, w, s.rows[i].Due)
		if _, there := first[name[i]]; !there {
			first[name[i]] = i
		}
		s.rows[i].group = name[i]
	}
	slices.SortStableFunc(s.rows, func(a, b line) int { return first[a.group] - first[b.group] })
	last := ""
	for i := range s.rows {
		if g := s.rows[i].group; i > 0 && g == last {
			s.rows[i].group = ""
		} else {
			last = g
		}
	}
}

// lateShown is how many late rows stand before the others of a list; the rest is opened with Enter, so that what stands
// still and what is due today are in sight.
const lateShown = 10

// inBlocks brings the lines under the headings of Today, opens what is opened, and gives the headings.
func (s *Screen) inBlocks() (out []kit.Heading) {
	if s.since != nil {
		return nil
	}
	byDay, today := groupings[s.group].of == nil, s.Today()
	block := func(r line) int { return slices.Index(agenda.Blocks, r.Block(today)) }
	if byDay {
		slices.SortStableFunc(s.rows, func(a, b line) int { return block(a) - block(b) })
		s.shorten()
	}
	var rows []line
	for _, r := range s.rows {
		rows = append(rows, r)
		if s.opened[r.id()] {
			for _, part := range r.Parts {
				rows = append(rows, line{Due: part, under: true})
			}
		}
	}
	s.rows = rows
	for i, r := range s.rows {
		if !byDay || i > 0 && block(s.rows[i-1]) == block(r) {
			continue
		}
		n := 0
		for _, d := range s.due {
			if d.Block(today) == r.Block(today) {
				n++
			}
		}
		out = append(out, kit.Heading{At: i, Title: s.T("today.block." + string(r.Block(today))),
			Note: s.Theme.Lang.Int(n)})
	}
	return out
}

// shorten puts one row in the place of the late ones after the first, unless they are opened.
func (s *Screen) shorten() {
	late := 0
	for _, r := range s.rows {
		if r.Block(s.Today()) == agenda.Overdue {
			late++
		}
	}
	if s.opened[moreID] || late <= lateShown+1 || s.box.Query() != "" {
		return
	}
	more := line{Due: agenda.Due{On: s.rows[lateShown].On}, rest: late - lateShown}
	s.rows = slices.Concat(s.rows[:lateShown], []line{more}, s.rows[late:])
}

// found reports whether every word searched for begins a word of what a line says.
func (s *Screen) found(d agenda.Due) bool {
	query := words.Fold(s.box.Query())
	if query == "" {
		return true
	}
	w := s.Words()
	text := words.Fold(strings.Join([]string{
		present.DueText(s.view, d, w), w.DueKind(d), s.view.Who(d), present.DueDetail(s.view, d, w, s.Service.Actor()),
	}, " "))
	for word := range strings.FieldsSeq(query) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

func (s *Screen) cells(i int, cells []kit.Cell) {
	d, w, today := s.rows[i], s.Words(), s.Today()
	g := s.Theme.Colours.Glyphs
	if d.rest > 0 {
		cells[0] = kit.Cell{Text: g.Alert + " " + g.More, Role: theme.Danger}
		cells[1].Text = s.T("today.more", "n", d.rest)
		return
	}
	sign, role := " ", theme.Subtle
	switch {
	case d.how == "done" || d.how == "moved":
	case d.Late(today):
		sign, role = g.Alert, theme.Danger
	case d.On == today:
		role = theme.Accent
	}
	when := w.DueWhen(d.Due, today)
	if d.how != "" {
		when = w.T("today.how." + d.how)
	}
	if groupings[s.group].of != nil {
		cells[0].Text, cells = d.group, cells[1:]
	}
	cells[0] = kit.Cell{Text: sign + " " + when, Role: role}
	cells[1].Text = present.DueText(s.view, d.Due, w)
	if d.under {
		cells[1].Text = "  " + cells[1].Text
	}
	cells[2].Text = s.view.Who(d.Due)
	cells[3].Text = present.DueDetail(s.view, d.Due, w, s.Service.Actor())
}

// shortDay is the width below which the day in the title is short.
const shortDay = 100

// View draws the list.
func (s *Screen) View(size kit.Size) kit.Frame {
	var cursor *tea.Cursor
	body, dividers := s.brief.Beside(size, func(size kit.Size) string {
		if s.loaded && len(s.view.First) > 0 && s.since == nil && !s.box.Typing() {
			return s.first(size)
		}
		var list string
		list, cursor = s.box.Over(s.table, size)
		return list
	}, s.aboutRow(), s.leads()...)
	today, l := s.Today(), s.Theme.Lang
	_, week := today.Week()
	day := l.DayLong(today.Time())
	if size.W < shortDay {
		day = l.Day(today.Time())
	}
	f := kit.Frame{
		Title: s.T("today.title", "day", day, "week", l.Week(week)), Body: body, Cursor: cursor,
		Dividers: dividers,
	}
	if s.since != nil {
		f.Title = s.T("today.since.title", "day", l.DayLong(s.since.Since.Time()))
	}
	if s.loaded {
		f.Note = s.note(today)
	}
	return f
}

// leads says where Enter goes from the row under the cursor.
func (s *Screen) leads() []kit.Line {
	r, ok := s.row()
	if !ok || s.since != nil {
		return nil
	}
	return []kit.Line{{}, kit.Plain(theme.Subtle, " "+s.T("today.leads."+s.way(r).to))}
}

// shows says whose things are shown, of which kind and in which groups, or names the saved view that says so.
func (s *Screen) shows() (parts []string) {
	if v := s.viewed().View; v != nil {
		return []string{s.T("view.title", "name", kit.Clean(v.Name))}
	}
	switch {
	case s.whose == everybody:
		parts = append(parts, s.T("today.everybody.on"))
	case s.whose != mine:
		for _, c := range s.view.Consultants {
			if c.ID == s.whose {
				parts = append(parts, c.Initials)
			}
		}
	}
	if s.kind != "" {
		parts = append(parts, s.T("today.kind.on", "kind", s.kindWord(s.kind)))
	}
	if g := groupings[s.group]; g.of != nil {
		parts = append(parts, s.T("today.group.on", "by", s.T("today.group."+g.key)))
	}
	return parts
}

// note says how much is shown, and which filter made it so.
func (s *Screen) note(today model.Date) string {
	parts := append(s.shows(), s.covers()...)
	if s.since != nil {
		return strings.Join(append(parts, s.T("today.since.note", "n", len(s.rows))), " · ")
	}
	late, still := 0, 0
	for _, d := range s.due {
		switch d.Block(today) {
		case agenda.Overdue:
			late++
		case agenda.AtStandstill:
			still++
		}
	}
	said := s.T("today.note", "n", len(s.due), "late", late)
	if still > 0 {
		said += ", " + s.T("today.note.still", "n", still)
	}
	if hidden := len(s.view.Due) - len(s.due); hidden > 0 && len(s.due) == 0 {
		said += ", " + s.T("today.note.all", "n", len(s.view.Due))
	}
	return strings.Join(append(parts, said), " · ")
}

// covers says whose work is looked after until when, by the one whose Today is shown or for them.
func (s *Screen) covers() (out []string) {
	who := s.whose
	if who == mine {
		who = s.Service.Actor()
	}
	for _, c := range s.view.Covers {
		if c.ByID == who || c.AwayID == who || who == everybody {
			out = append(out, s.Words().Cover(s.view, c, who))
		}
	}
	return out
}
