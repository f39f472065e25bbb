package placement

import (
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/rules"
	"jobspor/model/schema"
	"jobspor/ui/detailpage"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
	"jobspor/ui/theme"
)

// labelWidth is the room for the names of the parts, at the left.
const labelWidth = 12

// wideFrom is the width from which the first line has room for its longer words.
const wideFrom = 100

// View draws the page.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: lang.Capital(s.T("type.placement"))}
	s.text.SetSize(size.W, size.H)
	if s.view != nil {
		if s.laid != size.W {
			s.text.SetLines(s.lines(size.W))
			s.laid = size.W
		}
		f.Note = s.note(size.W < wideFrom)
		f.Title = s.title(size.W - kit.Width(f.Note) - titleMargin)
	}
	f.Body = s.text.View()
	return f
}

// titleMargin is what the line of the title has beside title and note, and least what is left of a workplace's name.
const titleMargin, least = 4, 6

// title says who is where, how far it has come, and with what. Where that is too long the workplace's name is cut, and
// the week goes: state and kind stay.
func (s *Screen) title(w int) string {
	v, words := s.view, s.Words()
	p := v.Placement
	state := words.T("opt.placement_state." + p.State)
	if p.Firm() && v.Pause(s.Today()) != nil {
		state = words.T("pause.state")
	}
	where, week := v.Company.ShownName(), s.weekOf()
	said := func() string {
		at := words.T("placement.title", "ref", p.Ref, "who", v.Citizen.Initials(), "where", where)
		return detailpage.Join(" · ", at, week, state, words.T("opt.placement_kind."+p.Kind))
	}
	if kit.Width(said()) > w {
		week = ""
	}
	if over := kit.Width(said()) - w; over > 0 {
		where = s.Theme.Cut(where, max(kit.Width(where)-over, least))
	}
	return said()
}

// weekOf is the week of the placement that this is, of all it has.
func (s *Screen) weekOf() string {
	p, today := s.view.Placement, s.Today()
	first, last := s.days()
	if p.State != "running" || first == 0 || first > today {
		return ""
	}
	at := int(today.Monday()-first.Monday())/7 + 1
	if last == 0 {
		return s.T("placement.week", "n", at)
	}
	return s.T("placement.weekof", "n", at, "all", int(last.Monday()-first.Monday())/7+1)
}

// days are the first and the last day of the whole course, 0 when there is none.
func (s *Screen) days() (first, last model.Date) {
	parts := s.view.Parts
	return parts[0].Placement.StartOn, parts[len(parts)-1].Placement.Last()
}

// note says which agreement counts and who has said yes to it; a narrow window has the short word for it.
func (s *Screen) note(narrow bool) string {
	key := map[bool]string{true: ".short"}[narrow]
	a := agreement.Latest(s.view.Agreements)
	if a == nil {
		return s.T("placement.noagreement" + key)
	}
	g := s.Theme.Colours.Glyphs
	said := ""
	for _, on := range []model.Date{a.CitizenOn, a.CompanyOn, a.RepOn} {
		if on != 0 {
			said += g.Check
		} else {
			said += g.Box
		}
	}
	return s.T("placement.agreement"+key, "n", a.Number.V, "said", said)
}

// lines lays the page out, part by part.
func (s *Screen) lines(w int) []kit.Line {
	s.stops.All = nil
	var out []kit.Line
	for _, part := range []func(int) []kit.Line{
		s.damaged, s.ladder, s.attendance, s.next, s.missing, s.rules, s.facts, s.log,
	} {
		before := len(s.stops.All)
		lines := part(w)
		if len(lines) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, kit.Plain(theme.Text, ""))
		}
		for i := before; i < len(s.stops.All); i++ {
			s.stops.All[i].Line += len(out)
		}
		out = append(out, lines...)
	}
	if at, ok := s.stops.Here(); ok && at.Key != "" {
		detailpage.PutCursor(s.Theme.Colours.Glyphs, out[at.Line])
	}
	return out
}

// damaged names the damaged rows of the placement and those that it names.
func (s *Screen) damaged(w int) []kit.Line {
	var rows []kit.Line
	for _, bad := range s.Service.DamagedAround(s.view.Placement) {
		rows = append(rows, kit.Plain(theme.Danger, s.Words().DamagedLine(bad)))
	}
	return s.part("damaged.part", w, rows...)
}

// part puts a name before the first of some lines and indents the others; long ones wrap under themselves.
func (s *Screen) part(key string, w int, rows ...kit.Line) []kit.Line {
	var out []kit.Line
	for _, row := range rows {
		for _, line := range kit.WrapLine(row, max(w-labelWidth-2, 1)) {
			label := kit.Pad("", labelWidth)
			if len(out) == 0 && key != "" {
				label = kit.Pad(kit.Cut(s.T(key), labelWidth, ""), labelWidth)
			}
			out = append(out, append(kit.Line{{Text: " " + label, Role: theme.Title}}, line...))
		}
	}
	return out
}

// day says a day near today in short.
func (s *Screen) day(d model.Date) string {
	if d == 0 {
		return ""
	}
	return s.Theme.Lang.Near(d.Time(), s.Today().Time())
}

// toldWeeks is how many weeks with absence are told one by one.
const toldWeeks = 4

// attendance sums the days up and names the latest weeks in which somebody did not come as agreed.
func (s *Screen) attendance(w int) []kit.Line {
	words, weeks := s.Words(), agreement.Together(s.view.Parts, s.Today())
	said := words.AttendanceSummary(agreement.AttendanceOf(weeks))
	if said == "" {
		return nil
	}
	parts := []string{said}
	for i := len(weeks) - 1; i >= 0 && len(parts) <= toldWeeks; i-- {
		if missed := words.WeekAttendance(weeks[i], s.Today()); missed != "" {
			parts = append(parts, missed)
		}
	}
	return s.part("placement.part.attendance", w, kit.Plain(theme.Text, strings.Join(parts, " · ")))
}

// next is what comes: the state that can be taken, follow-ups, the last day.
func (s *Screen) next(w int) []kit.Line {
	p, today := s.view.Placement, s.Today()
	var rows []kit.Line
	for _, f := range s.view.FollowUps {
		if f.DoneOn != 0 || f.Closed != "" || !p.Open() {
			continue
		}
		role := theme.Text
		if f.On < today {
			role = theme.Danger
		}
		how := s.T("placement.followup")
		if f.How != "" {
			how = s.T("opt.follow_how." + f.How)
		}
		rows = append(rows, kit.Plain(role, detailpage.Join(" · ", s.day(f.On)+" "+how, f.What)))
	}
	switch {
	case s.view.GoesOn() != nil || s.view.ContinuedBy != nil && !p.Open():
		n := s.view.ContinuedBy
		rows = append(rows,
			kit.Plain(theme.Text,
				s.T("placement.goeson", "ref", n.Ref, "how", s.T("opt.continues."+n.ContinuesHow), "day",
					s.day(n.StartOn))))
	case p.State == "running" && p.EndOn != 0 && p.EndOn < today:
		rows = append(rows, kit.Plain(theme.Danger, s.T("placement.overdue", "day", s.day(p.EndOn))))
	case p.Open() && p.EndOn != 0:
		role := theme.Text
		if p.State == "running" && p.EndOn <= today.Add(14) {
			role = theme.Warn
		}
		rows = append(rows, kit.Plain(role, s.T("placement.ends", "day", s.day(p.EndOn))))
	}
	rows = append(rows, s.pauses()...)
	if c := s.view.ContinuedBy; c != nil && p.Open() && s.view.GoesOn() == nil {
		rows = append(rows, kit.Plain(theme.Subtle, s.T("placement.perhaps", "ref", c.Ref, "how",
			s.T("opt.continues."+c.ContinuesHow), "state", s.T("opt.placement_state."+c.State))))
	}
	if p.Next != "" {
		rows = append(rows, kit.Plain(theme.Text, s.T("opt.next_step."+p.Next)))
	}
	if parts := s.view.Parts; len(parts) > 1 {
		rows = append(rows, kit.Plain(theme.Subtle, s.Words().ChainText(s.view.Chain(), s.Today())))
	}
	return s.part("placement.part.next", w, rows...)
}

// rules is what the dated rules have to say, as guidance: a line each, with all that was counted when that is asked
// for.
func (s *Screen) rules(w int) []kit.Line {
	words := s.Words()
	var rows []kit.Line
	for _, g := range s.guards {
		if s.counted {
			rows = append(rows, detailpage.GuardLines(s.Theme.Colours.Glyphs, words, g)...)
			continue
		}
		rows = append(rows, detailpage.GuardLine(s.Theme.Colours.Glyphs, words, g))
		if g.Level != rules.LevelOK {
			for _, ask := range words.GuardMissing(g) {
				rows = append(rows, kit.Plain(theme.Subtle, "  "+s.Theme.Colours.Glyphs.Box+" "+ask))
			}
		}
	}
	return s.part("placement.part.rules", w, rows...)
}

// unrated are the sides that have not been asked how satisfied they are, when it is time to ask.
func (s *Screen) unrated() (keys []string) {
	p := s.view.Placement
	first := s.view.Parts[0].Placement // an extension is set up as what it extends
	if p.State == "running" && p.CitizenSetup+p.CompanySetup+first.CitizenSetup+first.CompanySetup+
		p.JobCentreSetup+first.JobCentreSetup == "" {
		keys = append(keys, "setup")
	}
	if p.State == "ended" && p.CitizenEnd+p.CompanyEnd == "" && s.view.ContinuedBy == nil {
		keys = append(keys, "end")
	}
	return keys
}

// facts are the filled fields that are not said above.
func (s *Screen) facts(w int) []kit.Line {
	v, words := s.view, s.Words()
	known := *v.Placement
	p := &known
	p.RepAskedOn, p.RepConfirmedOn = v.Consulted()
	names := map[string]string{p.Consultant: v.Names[p.Consultant]}
	if v.Task != nil {
		names[v.Task.ID] = v.Task.Name
	}
	if v.Goal != nil {
		names[v.Goal.ID] = v.Goal.Words
	}
	if v.Continues != nil {
		names[v.Continues.ID] = v.Continues.Ref
	}
	for _, person := range v.People {
		names[person.ID] = person.Name
	}
	leaveOut := toldAbove
	if v.Task != nil && v.Task.Name == p.TaskWords {
		leaveOut = append(slices.Clone(leaveOut), "task_words")
	}
	facts := detailpage.FactsOf(words, p, func(f *schema.Field) string {
		if f.Key == "rep" {
			return v.RepresentativeName()
		}
		return words.Value(f, p, func(_, id string) string { return names[id] })
	}, leaveOut...)
	for i := range facts {
		if !slices.Contains(screen.PlacementFields(p), facts[i].Key) {
			facts[i].Key = "" // only a step writes it
		}
	}
	facts = append(facts, detailpage.UnfilledFact(words, p, screen.PlacementFields(p), toldAbove...)...)
	lines, stops := detailpage.Lay(facts, []kit.Line{kit.Plain(theme.Title, " "+s.T("placement.part.facts"))}, w, 0)
	s.stops.All = append(s.stops.All, stops...)
	return lines
}

// toldAbove are the fields that the other parts tell.
var toldAbove = []string{"ref", "citizen", "company", "kind", "state", "no_follow_up", "retention_closed", "next"}

// logged is how many contacts the page shows.
const logged = 6

// log is the latest contact about this citizen with this workplace.
func (s *Screen) log(w int) []kit.Line {
	var rows []kit.Line
	for _, c := range s.view.Contacts[:min(len(s.view.Contacts), logged)] {
		first, _, _ := strings.Cut(c.Note, "\n")
		text := detailpage.Join(" · ", s.day(c.On), s.T("opt.how."+c.How), first)
		if c.NextOn != 0 && c.DoneOn == 0 {
			text = detailpage.Join(" · ", text, s.T("company.next", "day", s.day(c.NextOn)), c.NextWhat)
		}
		rows = append(rows, kit.Plain(theme.Text, text))
	}
	if len(rows) == 0 {
		rows = append(rows, kit.Plain(theme.Subtle, s.T("placement.nolog")))
	}
	return s.part("placement.part.log", w, rows...)
}
