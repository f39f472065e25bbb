package checks

import (
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/ui/detailpage"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/present"
	"jobspor/ui/theme"
)

// View draws the items to answer, or the lines over time.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.T("checks.title")}
	if s.view == nil {
		f.Body = kit.Block([]string{" " + s.T("enrolment.reading")}, size.W, size.H)
		return f
	}
	c := s.view.Citizen
	f.Title = detailpage.Join(" · ", s.T("checks.title"), c.Initials()+" ("+c.Ref+")",
		s.view.P.ShortName(string(s.Theme.Lang.Code())))
	if s.asking {
		f.Note = s.T("checks.note.asking", "n", len(s.values), "all", len(s.view.Asked))
		f.Body = s.askView(size)
		return f
	}
	f.Note = s.note()
	if s.drawn != size.W {
		s.text.SetLines(s.overview(size.W))
		s.drawn = size.W
	}
	s.text.SetSize(size.W, size.H)
	f.Body = s.text.View()
	return f
}

// note says when the next check is due.
func (s *Screen) note() string {
	n := len(s.view.Checks)
	if n == 0 {
		return s.T("checks.note.none")
	}
	due := s.view.Checks[n-1].On.Add(s.view.CheckEvery)
	return s.T("checks.note.due", "n", n, "day", s.Theme.Lang.Near(due.Time(), s.view.Today.Time()))
}

// askView is the items: what was answered, and under the one that is asked what the ends of its scale mean.
func (s *Screen) askView(size kit.Size) string {
	code, g := string(s.Theme.Lang.Code()), s.Theme.Colours.Glyphs
	var lines []kit.Line
	who, cursor := "", 0
	for i, it := range s.view.Asked {
		if it.Who != who {
			who = it.Who
			if i > 0 {
				lines = append(lines, kit.Plain(theme.Text, ""))
			}
			lines = append(lines, kit.Plain(theme.Title, " "+s.T("checks.who."+who)))
		}
		answer, role := g.Box, theme.Text
		if v, ok := s.values[it.Key]; ok {
			answer, role = strconv.Itoa(v), theme.OK
		}
		sign := " "
		if i == s.at {
			sign, role, cursor = g.Cursor, theme.Accent, len(lines)
		}
		lines = append(lines, kit.Line{
			{Text: " " + sign + " " + kit.PadLeft(answer, 2) + "  ", Role: role}, {Text: it.Words.In(code), Role: role},
		})
		if i == s.at {
			keys := strconv.Itoa(it.From) + "–" + strconv.Itoa(min(it.To, 9))
			if it.To == 10 {
				keys += ", " + s.T("checks.ten")
			}
			ends := strconv.Itoa(it.From) + " " + it.Low.In(code) + " " + g.Arrow + " " + strconv.Itoa(it.To) + " " +
				it.High.In(code)
			lines = append(lines, kit.Line{
				{Text: "        " + ends, Role: theme.Subtle}, {Text: "   " + keys, Role: theme.Accent},
			})
		}
	}
	lines = append(lines, kit.Plain(theme.Text, ""), kit.Line{
		{Text: " " + s.T("check.next_step") + ": ", Role: theme.Subtle}, {Text: s.next},
	})
	first := 0
	if cursor+3 > size.H {
		first = cursor + 3 - size.H
	}
	var out []string
	for _, l := range lines[min(first, len(lines)):] {
		out = append(out, s.Theme.Line(l, size.W))
	}
	return kit.Block(out[:min(len(out), size.H)], size.W, size.H)
}

// shownChecks are how many of the latest checks have a column of their own.
const shownChecks = 6

// overview is each item as a small line over time, the hours beside it, and what happened in between.
func (s *Screen) overview(w int) []kit.Line {
	if len(s.view.Checks) == 0 {
		return []kit.Line{kit.Plain(theme.Text, ""), kit.Plain(theme.Subtle, " "+s.T("checks.empty"))}
	}
	shown := s.view.Checks[max(len(s.view.Checks)-min(shownChecks, max((w-52)/7, 2)), 0):]
	unit := 2 + max(kit.Width(s.T("checks.hours.unit")), len("0-100")) // what stands after the numbers
	label := max(min(w-14-7*len(shown)-unit, 56), 16)
	lines := []kit.Line{s.heads(shown, label)}
	who := ""
	who5 := false
	for _, l := range s.view.Progress() {
		if l.Item.Set == programme.WHO5 {
			who5 = true
			continue
		}
		if l.Item.Who != who && l.Item.Who != "" {
			who = l.Item.Who
			lines = append(lines, kit.Plain(theme.Title, " "+s.T("checks.who."+who)))
		}
		lines = append(lines, s.itemLine(l, shown, label))
	}
	if who5 {
		lines = append(lines, s.who5Line(shown, label))
	}
	lines = append(lines, kit.Plain(theme.Text, ""), s.hoursLine(shown, label), kit.Plain(theme.Text, ""),
		kit.Plain(theme.Title, " "+s.T("checks.between")))
	events := present.Events(s.view, s.Words())
	for i := len(events) - 1; i >= 0; i-- {
		e := events[i]
		role := theme.Text
		if e.Mark {
			role = theme.Accent
		}
		lines = append(lines, kit.Line{
			{Text: " " + kit.Pad(s.Theme.Lang.Near(e.On.Time(), s.view.Today.Time()), 14), Role: theme.Subtle},
			{Text: e.Text, Role: role},
		})
	}
	return lines
}

func (s *Screen) heads(shown []*model.ProgressCheck, label int) kit.Line {
	head := " " + kit.Spaces(label) + kit.Pad("", 12)
	for _, c := range shown {
		head += kit.PadLeft(s.Theme.Lang.Date(c.On.Time()), 7)
	}
	return kit.Plain(theme.Subtle, head)
}

// itemLine is one item: its words, a line of all answers on its own scale, the latest answers as numbers.
func (s *Screen) itemLine(l programme.ProgressLine, shown []*model.ProgressCheck, label int) kit.Line {
	g := s.Theme.Colours.Glyphs
	var spark strings.Builder
	for _, v := range l.Values[max(len(l.Values)-11, 0):] {
		spark.WriteString(g.Sparks[min(max((v-l.Item.From)*7/max(l.Item.To-l.Item.From, 1), 0), 7)])
	}
	out := kit.Line{
		{Text: " " + s.Theme.Fit(l.Item.Words.In(string(s.Theme.Lang.Code())), label)},
		{Text: " " + kit.Pad(spark.String(), 11), Role: theme.BarFill},
	}
	numbers := ""
	for _, c := range shown {
		value := ""
		if v, ok := c.Values()[l.Item.Key]; ok {
			value = strconv.Itoa(v)
		}
		numbers += kit.PadLeft(value, 7)
	}
	return append(out, kit.Span{Text: numbers}, kit.Span{
		Text: "  " + strconv.Itoa(l.Item.From) + "–" + strconv.Itoa(l.Item.To), Role: theme.Subtle,
	})
}

func (s *Screen) who5Line(shown []*model.ProgressCheck, label int) kit.Line {
	numbers := ""
	for _, c := range shown {
		value := ""
		if score := programme.WHO5Score(c, s.view.All); score.Known {
			value = strconv.Itoa(score.V)
		}
		numbers += kit.PadLeft(value, 7)
	}
	return kit.Line{
		{Text: " " + s.Theme.Fit(s.T("checks.who5"), label)}, {Text: kit.Spaces(12)}, {Text: numbers},
		{Text: "  0–100", Role: theme.Subtle},
	}
}

// hoursLine is the ordinary paid hours a week up to each check.
func (s *Screen) hoursLine(shown []*model.ProgressCheck, label int) kit.Line {
	g, numbers := s.Theme.Colours.Glyphs, ""
	var spark strings.Builder
	for _, c := range s.view.Checks {
		h, _ := s.view.PaidPerWeek(c.On.Add(-s.view.CheckEvery), c.On)
		if !h.Known {
			spark.WriteString(" ")
			continue
		}
		spark.WriteString(g.Sparks[min(int(h.V)*7/int(model.FullWeek), 7)])
	}
	blank := 0
	for _, c := range shown {
		h, n := s.view.PaidPerWeek(c.On.Add(-s.view.CheckEvery), c.On)
		blank += n
		value := g.Unknown
		if h.Known {
			value = s.Theme.Lang.Value(lang.Quarters(h.V))
		}
		numbers += kit.PadLeft(value, 7)
	}
	unit := "  " + s.T("checks.hours.unit")
	if blank > 0 {
		unit += " · " + s.T("hours.unreported", "n", blank)
	}
	line := []rune(spark.String())
	return kit.Line{
		{Text: " " + s.Theme.Fit(s.T("checks.hours"), label), Role: theme.Accent},
		{Text: " " + kit.Pad(string(line[max(len(line)-11, 0):]), 11), Role: theme.BarFill},
		{Text: numbers, Role: theme.Accent}, {Text: unit, Role: theme.Subtle}}
}
