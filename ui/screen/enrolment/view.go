package enrolment

import (
	"strings"

	"jobspor/model"
	"jobspor/ui/detailpage"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/present"
	"jobspor/ui/theme"
)

// View draws the page: the rows, and beside them what the course is and what the selected row means.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: lang.Capital(s.T("type.enrolment"))}
	if s.view == nil {
		f.Body = kit.Block([]string{" " + s.T("enrolment.reading")}, size.W, size.H)
		return f
	}
	e, p := s.view.Enrolment, s.view.P
	f.Title = detailpage.Join(" · ", e.Ref, detailpage.Join(" ", s.view.Citizen.Initials(), "("+s.view.Citizen.Ref+")"),
		p.ShortName(s.code()))
	f.Note = s.note()
	s.table.SetFocus(!s.left)
	left, right := kit.Panes(size.W)
	if right == 0 {
		s.wall = 0
		if s.left {
			s.lay(size.W, size.H)
			f.Body = s.side.View()
			return f
		}
		s.table.SetSize(size.W, size.H)
		f.Body = s.table.View()
		return f
	}
	s.wall = left + 1
	s.lay(right, size.H)
	s.table.SetSize(left, size.H)
	f.Body, f.Dividers = kit.Beside(kit.Divider(s.Theme), s.table.View(), s.side.View()), []int{left}
	return f
}

// note says how far the course is: its day, or its end.
func (s *Screen) note() string {
	e := s.view.Enrolment
	group := ""
	if e.Group != "" {
		group = s.T("opt.enrolment_group." + e.Group)
	}
	if !e.Open() {
		return detailpage.Join(" · ", group, s.T("enrolment.note.ended", "day", e.EndedOn.Time()),
			s.view.P.Word("outcome", e.Outcome, s.code()))
	}
	day := int(s.view.Today-e.StartOn) + 1
	switch {
	case day < 1:
		return detailpage.Join(" · ", group, s.T("enrolment.note.begins", "day", e.StartOn.Time()))
	case e.Days.Known:
		return detailpage.Join(" · ", group, s.T("enrolment.note.of", "n", day, "all", e.Days.V))
	}
	return detailpage.Join(" · ", group, s.T("enrolment.note.since", "day", e.StartOn.Time()))
}

// lay lays out the side for a width.
func (s *Screen) lay(w, h int) {
	if s.drawn != w {
		s.stops.All = nil
		var lines []kit.Line
		for _, part := range []func(int) []kit.Line{
			s.phaseLines, s.factLines, s.detailLines, s.shownLines, s.timeLines, s.definitionLines,
		} {
			before := len(s.stops.All)
			got := part(w)
			if len(lines) > 0 && len(got) > 0 {
				lines = append(lines, kit.Plain(theme.Text, ""))
			}
			for i := before; i < len(s.stops.All); i++ {
				s.stops.All[i].Line += len(lines)
			}
			lines = append(lines, got...)
		}
		if at, ok := s.stops.Here(); ok && s.left {
			detailpage.PutCursor(s.Theme.Colours.Glyphs, lines[at.Line])
		}
		s.side.SetLines(lines)
		s.drawn = w
	}
	s.side.SetSize(w, h)
}

func heading(text string) kit.Line { return kit.Plain(theme.Title, " "+text) }

func wrapped(role theme.Role, text string, w int) []kit.Line {
	var out []kit.Line
	for _, l := range kit.Wrap(kit.CleanLines(text), max(w-2, 10)) {
		out = append(out, kit.Plain(role, " "+l))
	}
	return out
}

// phaseLines are the phases with their days and a bar of how much has passed.
func (s *Screen) phaseLines(w int) []kit.Line {
	e := s.view.Enrolment
	spans := s.view.P.Spans(e.StartOn, e.Days.V)
	if len(spans) == 0 {
		return nil
	}
	lines := []kit.Line{heading(s.T("enrolment.phases"))}
	for _, sp := range spans {
		days := int(sp.To-sp.From) + 1
		gone := min(max(int(s.view.Today-sp.From)+1, 0), days)
		role, mark := theme.Text, " "
		if gone > 0 && gone < days {
			role, mark = theme.Accent, s.Theme.Colours.Glyphs.Cursor
		}
		lang := s.Theme.Lang
		text := " " + mark + " " + kit.Pad(kit.Cut(sp.Phase.Name.In(s.code()), 12, ""), 13) +
			kit.Pad(lang.Date(sp.From.Time())+"–"+lang.Date(sp.To.Time()), 13)
		lines = append(lines,
			kit.Line{
				{Text: text, Role: role}, {Text: s.barText(gone, days, min(max(w-43, 4), 14)), Role: theme.BarFill},
				{Text: " " + s.T("enrolment.phase.days", "n", gone, "all", days), Role: theme.Subtle}})
	}
	return lines
}

// barText is a bar of whole cells, so that it can be one piece of a line.
func (s *Screen) barText(part, whole, w int) string {
	g := s.Theme.Colours.Glyphs
	full := part * w / max(whole, 1)
	return strings.Repeat(g.Eighths[8], full) + strings.Repeat(g.BarTrack, w-full)
}

// detailLines explain the selected row: what an element means, its other name, and when and by what it was done.
func (s *Screen) detailLines(w int) []kit.Line {
	r, ok := s.selected()
	if !ok || r.tick == "" {
		return nil
	}
	lines := []kit.Line{heading(s.view.P.Word("element", r.tick, s.code()))}
	if el := s.view.P.Element(r.tick); el != nil {
		lines = append(lines, wrapped(theme.Text, el.What.In(s.code()), w)...)
		if also := el.Also.In(s.code()); also != "" {
			lines = append(lines, wrapped(theme.Subtle, s.T("enrolment.also", "name", also), w)...)
		}
	} else if c := s.view.P.Contact(r.tick); c != nil {
		lines = append(lines, wrapped(theme.Text, c.What.In(s.code()), w)...)
	}
	for _, t := range s.view.Ticked(r.tick) {
		shown := present.EvidenceText(s.view, s.Words(), model.RowRef{Type: t.EvidenceType, ID: t.EvidenceID})
		lines = append(lines,
			wrapped(theme.OK,
				detailpage.Join(" ", s.Theme.Colours.Glyphs.Check,
					detailpage.Join(" · ", s.near(t.On), s.view.Names[t.By], shown)), w)...)
		lines = append(lines, wrapped(theme.Text, t.Note, w)...)
		if t.Next != "" {
			lines = append(lines,
				wrapped(theme.Text, s.T("enrolment.tick.then", "what", t.Next, "day", s.near(t.NextOn)), w)...)
		}
	}
	return lines
}

// timeLines draw the citizen's courses and placements beside each other over time, one bar each.
func (s *Screen) timeLines(w int) []kit.Line {
	type bar struct {
		name     string
		from, to model.Date
		mine     bool
	}
	var bars []bar
	first, last := s.view.Today, s.view.Today
	put := func(b bar) {
		if b.to == 0 {
			b.to = max(s.view.Today, b.from)
		}
		first, last = min(first, b.from), max(last, b.to)
		bars = append(bars, b)
	}
	for _, e := range s.view.Enrolments {
		p, _ := s.view.Programme(e)
		put(bar{detailpage.Join(" ", e.Ref, p.ShortName(s.code())), e.StartOn, e.EndedOn, e.ID == s.view.Enrolment.ID})
	}
	for _, p := range s.view.Known.Placements {
		if p.StartOn != 0 && p.State != "cancelled" && p.StartOn <= s.view.Today {
			put(bar{
				detailpage.Join(" ", p.Ref, s.T("opt.placement_kind."+p.Kind)), p.StartOn, min(p.Last(), s.view.Today),
				false,
			})
		}
	}
	if len(bars) < 2 {
		return nil
	}
	label := min(24, w/2)
	cells := max(w-label-3, 4)
	at := func(d model.Date) int { return int(d-first) * (cells - 1) / max(int(last-first), 1) }
	lines := []kit.Line{heading(s.T("enrolment.time", "from", first.Time(), "to", last.Time()))}
	g := s.Theme.Colours.Glyphs
	for _, b := range bars {
		role := theme.Text
		if b.mine {
			role = theme.Accent
		}
		from, to := at(b.from), at(b.to)
		lines = append(lines,
			kit.Line{{Text: " " + kit.Pad(kit.Cut(kit.Clean(b.name), label-1, g.More), label), Role: role},
				{
					Text: strings.Repeat(g.Rule, from) + strings.Repeat(g.Eighths[8], to-from+1) +
						strings.Repeat(g.Rule, cells-to-1), Role: role,
				}})
	}
	return lines
}

// definitionLines say what the programme is, for whom, and where that is from.
func (s *Screen) definitionLines(w int) []kit.Line {
	p := s.view.P
	lines := []kit.Line{heading(p.Name.In(s.code()))}
	if !s.view.Exact {
		lines = append(lines,
			wrapped(theme.Warn, s.T("enrolment.edition.gone", "edition", s.view.Enrolment.Edition, "shown", p.Edition),
				w)...)
	}
	return append(lines, kit.PairsFrom(s.definitionPairs(), w, s.label)...)
}

func (s *Screen) definitionPairs() []kit.Pair {
	p := s.view.P
	return []kit.Pair{
		{Label: s.T("programme.target"), Value: p.Target.In(s.code())},
		{Label: s.T("programme.aim"), Value: p.Aim.In(s.code())},
		{Label: s.T("programme.method"), Value: p.Method.In(s.code())},
		{Label: s.T("programme.note"), Value: p.Note.In(s.code())},
		{
			Label: s.T("programme.source"), Value: detailpage.Join(" · ", p.Source.In(s.code()), p.Edition),
			Role: theme.Subtle,
		},
	}
}
