package hours

import (
	"fmt"
	"math"
	"strings"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Widths in cells from which the selected placement's chart stands beside the grid of all, how wide it is, and from
// which citizens are named with their number; and the lines below the grid.
const (
	sideFrom  = 118
	plansFrom = 78 // from which plan and sum stand beside the cells, which are never left out
	daysFrom  = 84 // from which the days of a week stand beside its number
	sideWidth = 37
	wideFrom  = 92
	footLines = 3 // at least, so that the grid does not jump with every row
)

// columns are those of the grid: what a row is, then plan and cell side by side.
func (s *Screen) columns() []kit.Column {
	t := func(key string) string { return s.T("hours.col." + key) }
	var first []kit.Column
	if s.one == "" {
		first = []kit.Column{
			{Key: "who", Title: t("who"), Min: 6}, {Key: "where", Title: t("where"), Min: 9, Max: 30, Flex: 3},
		}
		if s.wide {
			first[0].Min = 14
		}
	} else {
		first = []kit.Column{
			{Key: "week", Title: t("week"), Min: 8, Max: 14, Flex: 1},
			{Key: "days", Title: t("days"), Min: 12, Max: 14, Role: theme.Subtle, HideBelow: daysFrom},
		}
	}
	first = append(first,
		kit.Column{Key: "trial", Title: t("trial"), Min: 5, Right: true},
		kit.Column{Key: "plan_trial", Title: t("plan"), Min: 5, Role: theme.Subtle, HideBelow: plansFrom},
		kit.Column{Key: "paid", Title: t("paid"), Min: 5, Right: true},
		kit.Column{Key: "plan_paid", Title: t("plan"), Min: 5, Role: theme.Subtle, HideBelow: plansFrom},
		kit.Column{Key: "sum", Title: t("sum"), Min: 5, Right: true, Role: theme.Subtle, HideBelow: plansFrom})
	for _, key := range cellFields[2:] {
		first = append(first, kit.Column{Key: key, Title: t(key), Min: 4, Right: true})
	}
	if s.one != "" {
		first = append(first, kit.Column{Key: "source", Title: t("source"), Min: 12, Max: 12, HideBelow: 92},
			kit.Column{Key: "note", Title: t("note"), Min: 10, Flex: 4, HideBelow: 96})
	}
	return first
}

// cells fills one row.
func (s *Screen) cells(i int, cells []kit.Cell) {
	r := s.rows[i]
	id := r.ID()
	today := s.Today()
	for j, c := range s.columns() {
		switch c.Key {
		case "who":
			cells[j].Text = s.who(r)
		case "where":
			cells[j].Text = r.Where()
		case "week":
			cells[j].Text = s.Words().WeekOf(r.Monday, today)
			if r.Monday == today.Monday() {
				cells[j].Role = theme.Accent
			}
		case "days":
			l := s.Theme.Lang
			cells[j].Text = l.Date(r.Monday.Time()) + "-" + l.Date(r.Monday.Add(6).Time())
		case "plan_trial":
			cells[j].Text = s.planned(r, r.Plan.Trial)
		case "plan_paid":
			cells[j].Text = s.planned(r, r.Plan.Paid)
		case "sum":
			if w := s.weeks[id]; w != nil && (w.Trial.Known || w.Paid.Known) {
				cells[j].Text = s.Words().HoursOf(w.Total())
			}
		case "source", "note":
			if w := s.weeks[id]; w != nil {
				cells[j].Text = s.Words().Value(weekField(c.Key), w, nil)
			}
		default:
			cells[j] = s.cellOf(id, c.Key)
		}
	}
}

func (s *Screen) planned(r service.HoursRow, h model.Hours) string {
	if !r.Planned {
		return ""
	}
	said := s.Words().HoursOf(h)
	switch room := 5 - len(said); room { // cells of the column
	case 0:
		return said
	case 1:
		return "/" + said
	}
	return "/ " + said
}

// who is the citizen's initials, with the number where there is room; the line below always has it.
func (s *Screen) who(r service.HoursRow) string {
	if s.wide || r.Citizen == nil {
		return r.Who()
	}
	return r.Citizen.Initials()
}

// cellOf is a cell as it stands: what is typed before what is logged.
func (s *Screen) cellOf(id, field string) kit.Cell {
	c := kit.Cell{}
	text, typed := s.unsaved.typed[id][field]
	if typed {
		c.Text, c.Role = text, theme.Input
		if c.Text == "" {
			c.Text = s.Theme.Colours.Glyphs.Dot
		}
	} else {
		c.Text = s.saidBefore(id, field)
	}
	if s.unsaved.wrong[id][field] != "" {
		c.Role = theme.Danger
	}
	return c
}

// title says what is looked at.
func (s *Screen) title() string {
	if s.one == "" {
		l := s.Theme.Lang
		return s.T("hours.title.all", "week", s.Words().WeekOf(s.monday, s.Today()), "from", l.Date(s.monday.Time()),
			"to", l.Date(s.monday.Add(6).Time()))
	}
	if len(s.rows) == 0 {
		return s.T("hours.title")
	}
	r := s.rows[0]
	return s.T("hours.title.one", "ref", r.Placement.Ref, "who", r.Who(), "where", r.Where())
}

// note says how much is logged.
func (s *Screen) note() string {
	if s.view == nil {
		return ""
	}
	logged, of := 0, 0
	today := s.Today()
	for _, r := range s.rows {
		if r.Monday <= today {
			of++
			if s.weeks[r.ID()] != nil {
				logged++
			}
		}
	}
	out := s.T("hours.note", "n", logged, "of", of)
	if s.one == "" && s.all {
		out = s.T("hours.everybody.on") + " · " + out
	}
	if n := len(s.unsaved.typed); n > 0 {
		out = s.T("hours.unsaved", "n", n) + " · " + out
	}
	return out
}

// View draws the grid with the chart and the lines of the row under the cursor.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.title(), Note: s.note()}
	if s.view == nil {
		f.Body = kit.Block(nil, size.W, size.H)
		return f
	}
	l := s.Theme
	w := size.W
	if s.one == "" && w >= sideFrom && len(s.rows) > 0 {
		w -= sideWidth + 1
		f.Dividers = []int{w}
	}
	if wide := w >= wideFrom; wide != s.wide {
		s.wide = wide
		s.table.SetColumns(s.columns())
		s.point()
	}
	foot := s.foot(w, size.H/3)
	head := s.head(kit.Size{W: w, H: size.H})
	s.top = len(head)
	s.table.SetSize(w, max(size.H-len(foot)-len(head), 0))
	lines := append(append(head, kit.Lines(s.table.View())...), foot...)
	f.Body = kit.Block(lines, w, size.H)
	if len(f.Dividers) > 0 {
		wall := strings.TrimSuffix(strings.Repeat(l.Paint(theme.Border, l.Colours.Glyphs.Divider)+"\n", size.H), "\n")
		f.Body = kit.Beside("", f.Body, wall, s.side(kit.Size{W: sideWidth, H: size.H}))
	}
	f.Cursor = kit.MoveCursor(s.table.Cursor(), 0, s.top)
	return f
}

// head is the chart over the weeks of one placement, where there is room for both.
func (s *Screen) head(size kit.Size) []string {
	if s.one == "" || len(s.rows) == 0 || size.H < 18 {
		return nil
	}
	c, h := s.chartOf(s.rows[0]), min(size.H*2/5, 11)
	if c.Flat() {
		h = 2 // its title and the sentence
	}
	return append(kit.Lines(kit.Columns(s.Theme, c, size.W, h)), kit.Rule(s.Theme, size.W))
}

// side is the selected placement's chart and where it stands.
func (s *Screen) side(size kit.Size) string {
	r, ok := s.selected()
	if !ok {
		return kit.Block(nil, size.W, size.H)
	}
	l, w, today := s.Theme, s.Words(), s.Today()
	v := s.view.Ladder(r.Placement.ID)
	lines := []string{
		l.Paint(theme.Title,
			l.Cut(" "+r.Placement.Ref+" · "+w.Option(placementField("kind"), r.Placement.Kind), size.W)), "",
	}
	lines = append(lines, kit.Lines(kit.Columns(l, s.chartOf(r), size.W, min(11, size.H/2)))...)
	lines = append(lines, "")
	for _, says := range []struct {
		text string
		role theme.Role
	}{
		{w.Stalled(v), theme.Warn}, {w.Ahead(v), theme.Text}, {w.NextStep(v, today), theme.Text},
		{w.TowardsGoal(v, hoped(r)), theme.Text}, {w.AttendanceSummary(v.Attendance), theme.Text},
	} {
		for _, row := range kit.Wrap(kit.Clean(says.text), size.W-2) {
			lines = append(lines, " "+l.Paint(says.role, row))
		}
	}
	return kit.Block(lines, size.W, size.H)
}

func placementField(key string) *schema.Field {
	t, _ := schema.TypeNamed("placement")
	f, _ := t.Field(key)
	return f
}

func hoped(r service.HoursRow) model.Opt[model.Hours] {
	if r.Citizen == nil {
		return model.Opt[model.Hours]{}
	}
	return r.Citizen.HoursHoped
}

// measure is what the chart counts.
type measure struct {
	key  string
	plan func(agreement.WeekPlan) model.Hours
	week func(*model.Week, agreement.WeekPlan) model.Opt[model.Hours]
}

var measures = []measure{
	{
		"paid", func(p agreement.WeekPlan) model.Hours { return p.Paid },
		func(w *model.Week, _ agreement.WeekPlan) model.Opt[model.Hours] { return w.Paid },
	},
	{
		"trial", func(p agreement.WeekPlan) model.Hours { return p.Trial },
		func(w *model.Week, _ agreement.WeekPlan) model.Opt[model.Hours] { return w.Trial },
	},
	{"both", agreement.WeekPlan.Total, func(w *model.Week, p agreement.WeekPlan) model.Opt[model.Hours] {
		// What was planned and not reported makes the sum unknown, not small.
		missing := !w.Trial.Known && p.Trial > 0 || !w.Paid.Known && p.Paid > 0
		return model.Opt[model.Hours]{V: w.Total(), Known: (w.Trial.Known || w.Paid.Known) && !missing}
	}},
}

// chartOf draws a placement's weeks.
func (s *Screen) chartOf(r service.HoursRow) kit.Chart {
	m, today := measures[s.chart], s.Today()
	c := kit.Chart{Title: " " + s.T("hours.chart."+m.key), Empty: s.T("hours.chart.empty." + m.key)}
	actual, plan := kit.Series{Name: s.T("hours.chart.actual")}, kit.Series{Name: s.T("hours.chart.plan")}
	for i, week := range agreement.CourseWeeks(s.view.Parts(r.Placement), today) {
		c.Labels = append(c.Labels, weekLabel(week.Monday))
		if week.Monday == today.Monday() {
			c.Now = i + 1
		}
		p, done := math.NaN(), math.NaN()
		if week.Agreed {
			p = float64(m.plan(week.Plan)) / 4
		}
		if week.Week != nil {
			if h := m.week(week.Week, week.Plan); h.Known {
				done = float64(h.V) / 4
			}
		}
		plan.Values, actual.Values = append(plan.Values, p), append(actual.Values, done)
	}
	c.Series = []kit.Series{actual, plan}
	return c
}

// weekLabel is the number of a week in two digits, as the axis has room for.
func weekLabel(monday model.Date) string {
	_, n := monday.Week()
	return fmt.Sprintf("%02d", n)
}

// foot says what is wrong with the row under the cursor, or where its placement stands, in at most h lines.
func (s *Screen) foot(w, h int) []string {
	r, ok := s.selected()
	if !ok {
		return nil
	}
	l, words := s.Theme, s.Words()
	lines, limit := []string{kit.Rule(l, w)}, max(h, footLines)
	add := func(role theme.Role, text string) {
		wrap := func(text string) []string { return kit.Wrap(kit.Clean(text), max(w-2, 1)) }
		rows := wrap(text)
		for len(rows) > limit-len(lines) && strings.Contains(text, " · ") { // the last of what it says goes, whole
			text = text[:strings.LastIndex(text, " · ")]
			rows = wrap(text)
		}
		if room := limit - len(lines); room < len(rows) && room > 0 {
			rows = append(rows[:room-1], l.Cut(strings.Join(rows[room-1:], " "), max(w-2, 1)))
		}
		for _, row := range rows[:min(len(rows), limit-len(lines))] {
			lines = append(lines, " "+l.Paint(role, row))
		}
	}
	wrong := s.unsaved.wrong[r.ID()]
	for i := range cellFields {
		if text := wrong[cellFields[(max(s.cell, 0)+i)%len(cellFields)]]; text != "" {
			add(theme.Danger, l.Colours.Glyphs.Alert+" "+text)
		}
	}
	if text := s.replacing(r); text != "" {
		add(theme.Warn, text)
	}
	v := s.view.Ladder(r.Placement.ID)
	if s.one == "" {
		add(theme.Text, s.sum(r))
	}
	role := theme.Text
	if words.NeedsAttention(v) {
		role = theme.Warn
	}
	add(role, words.LadderSummary(v, s.Today()))
	if text := s.pattern(r); text != "" {
		add(theme.Warn, text)
	}
	if s.one != "" {
		add(theme.Text, words.TowardsGoal(v, hoped(r)))
		add(theme.Text, words.AttendanceSummary(v.Attendance))
	}
	for len(lines) < footLines {
		lines = append(lines, "")
	}
	return lines
}

// pattern says how the weekly pattern of a placement differs from its ladder, "" where it does not.
func (s *Screen) pattern(r service.HoursRow) string {
	p := r.Placement
	if err := agreement.PatternNow(p, s.view.Agreements(p.ID), s.Today()); err != nil {
		return s.Words().Error(err)
	}
	return ""
}

// sum says who the row is about, the citizen's hours of the week over all placements, and who the row's are from.
func (s *Screen) sum(r service.HoursRow) string {
	total, known := model.Hours(0), false
	for _, p := range s.view.Ledger.Placements {
		if p.CitizenID != r.Placement.CitizenID {
			continue
		}
		if w := s.weeks[model.WeekID(p.ID, r.Monday)]; w != nil {
			total += w.Total()
			known = known || w.Trial.Known || w.Paid.Known
		}
	}
	key := "hours.sum"
	if !known {
		key = "hours.sum.unknown"
	}
	said := s.T(key, "who", r.Who(), "where", r.Where(), "ref", r.Placement.Ref, "hours", s.Words().HoursOf(total))
	if w := s.weeks[r.ID()]; w != nil && w.Source != "" {
		said += " · " + s.T("hours.source", "who", s.Words().Value(weekField("source"), w, nil))
	}
	return said
}
