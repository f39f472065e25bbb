package placement

import (
	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// weekWidth is the room for one week of the ladder, and rowLabel that for what a row says.
const weekWidth, rowLabel = 5, 9

// ladder shows the hours planned and worked week by week, around this week, and how it stands.
func (s *Screen) ladder(w int) []kit.Line {
	v, today := s.view, s.Today()
	p := v.Placement
	planAt := agreement.PlanOf(v.Parts, (*model.Agreement).Ladder)
	if len(v.Agreements) == 0 {
		return s.part("placement.part.ladder", w, kit.Plain(theme.Subtle, s.T("placement.ladder.none")))
	}
	mondays := s.weeks(w)
	if len(mondays) == 0 {
		return s.part("placement.part.ladder", w, kit.Plain(theme.Subtle, s.T("placement.ladder.nodays")))
	}
	actual := map[model.Date]*model.Week{}
	for _, k := range agreement.Together(v.Parts, today) {
		actual[k.Monday] = k
	}
	trial := "placement.trial"
	if !model.Unpaid(p.Kind) {
		trial = "placement.instrument"
	}
	rows := []kit.Line{s.head(mondays)}
	for _, column := range []struct {
		label string
		plan  func(agreement.WeekPlan) model.Hours
		done  func(*model.Week) model.Opt[model.Hours]
	}{
		{
			trial, func(x agreement.WeekPlan) model.Hours { return x.Trial },
			func(k *model.Week) model.Opt[model.Hours] { return k.Trial },
		},
		{
			"placement.paid", func(x agreement.WeekPlan) model.Hours { return x.Paid },
			func(k *model.Week) model.Opt[model.Hours] { return k.Paid },
		},
	} {
		plan := kit.Line{
			{Text: kit.Pad(s.T(column.label), rowLabel), Role: theme.Accent},
			{Text: kit.Pad(s.T("placement.plan"), 7), Role: theme.Subtle},
		}
		done := kit.Line{{Text: kit.Pad("", rowLabel)}, {Text: kit.Pad(s.T("placement.actual"), 7), Role: theme.Subtle}}
		for _, m := range mondays {
			planned, ok := planAt(m)
			plan = append(plan, s.cell(model.Opt[model.Hours]{V: column.plan(planned), Known: ok}, theme.Subtle))
			worked := model.Opt[model.Hours]{}
			if k := actual[m]; k != nil {
				worked = column.done(k)
			}
			role := theme.Text
			if worked.Known && worked.V < column.plan(planned) {
				role = theme.Warn
			}
			done = append(done, s.worked(worked, m, today, role))
		}
		rows = append(rows, plan, done)
	}
	out := s.part("placement.part.ladder", 1<<12, rows...)
	return append(out, s.part("", w, s.standing()...)...)
}

// head names the weeks; this one stands out.
func (s *Screen) head(mondays []model.Date) kit.Line {
	line := kit.Line{{Text: kit.Pad("", rowLabel)}, {Text: kit.Pad(s.T("placement.weeks"), 7), Role: theme.Subtle}}
	this := s.Today().Monday()
	for _, m := range mondays {
		_, week := m.Week()
		role := theme.Subtle
		if m == this {
			role = theme.Title
		}
		line = append(line, kit.Span{Text: kit.PadLeft(twoDigits(week), weekWidth), Role: role})
	}
	return line
}

func twoDigits(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }

func (s *Screen) cell(h model.Opt[model.Hours], role theme.Role) kit.Span {
	text := s.Theme.Colours.Glyphs.Dot
	if h.Known {
		text = s.Theme.Lang.Hours(lang.Quarters(h.V))
	}
	return kit.Span{Text: kit.PadLeft(text, weekWidth), Role: role}
}

// worked is what was worked in a week: empty for weeks that have not come, a dot for one that nobody has logged.
func (s *Screen) worked(h model.Opt[model.Hours], monday, today model.Date, role theme.Role) kit.Span {
	if !h.Known && monday > today {
		return kit.Span{Text: kit.Spaces(weekWidth)}
	}
	return s.cell(h, role)
}

// weeks are the Mondays that fit: all of the placement, else those around today, two thirds of them before.
func (s *Screen) weeks(w int) []model.Date {
	today := s.Today()
	begins, ends := s.days()
	if begins == 0 {
		return nil
	}
	room := max((w-labelWidth-rowLabel-7-2)/weekWidth, 1)
	first, last := begins.Monday(), ends.Monday()
	if ends == 0 {
		last = max(today.Monday(), first).Add(7 * (room / 3))
	}
	all := int(last-first)/7 + 1
	if all > room {
		first = max(first, min(today.Monday().Add(-7*(room*2/3)), last.Add(-7*(room-1))))
		all = room
	}
	var out []model.Date
	for i := range all {
		out = append(out, first.Add(7*i))
	}
	return out
}

// standing says how the placement stands on its ladder.
func (s *Screen) standing() []kit.Line {
	v, w, today := s.view, s.Words(), s.Today()
	at := agreement.LadderOf(v.Parts, today, (*model.Agreement).Ladder)
	if !v.Placement.Open() {
		at.Next, at.Stalled = nil, 0
	}
	var lines []kit.Line
	role := theme.Text
	if at.Stalled > 1 || at.Ahead < 0 {
		role = theme.Warn
	}
	for _, one := range []kit.Line{
		kit.Plain(role, w.LadderSummary(at, today)), kit.Plain(theme.Subtle, w.TowardsGoal(at, v.Citizen.HoursHoped)),
	} {
		if one[0].Text != "" {
			lines = append(lines, one)
		}
	}
	if len(lines) == 0 {
		lines = append(lines, kit.Plain(theme.Subtle, s.T("placement.ladder.nohours")))
	}
	return lines
}

// overlap says whether the citizen's placements are too many hours together.
func (s *Screen) overlap() error {
	return service.OverlapError(s.view.Placement, s.view.Agreements, s.view.OpenOfCitizen)
}
