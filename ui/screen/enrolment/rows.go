package enrolment

import (
	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/ui/detailpage"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/theme"
)

// row is one line of the page.
type row struct {
	id      string // tells rows apart over reloads
	section string // its heading, in words
	sign    string
	text    string
	detail  string
	role    theme.Role
	tick    string       // the element or contact that it is about
	entity  model.Entity // what delete removes
	open    func() tea.Cmd
}

// build lists every row, section by section.
func (s *Screen) build() []row {
	var rows []row
	for _, part := range []func() []row{
		s.agendaRows, s.questionRows, s.elementRows, s.contactRows, s.lineRows, s.roleRows, s.exemptionRows,
		s.courseRows,
	} {
		rows = append(rows, part()...)
	}
	return rows
}

func (s *Screen) near(d model.Date) string {
	if d == 0 {
		return ""
	}
	return s.Words().Near(d.Time(), s.view.Today.Time())
}

// agendaRows are what is next and late; Enter does it.
func (s *Screen) agendaRows() []row {
	var rows []row
	g := s.Theme.Colours.Glyphs
	for _, a := range s.view.CourseItems(s.view.Enrolment) {
		r := row{
			id: "agenda:" + a.Kind + ":" + a.Key, section: s.T("enrolment.section.next"), sign: g.Arrow,
			text:   present.CourseItemText(s.view.CitizenEnrolments, s.Words(), s.view.Enrolment, a),
			detail: s.near(a.On),
		}
		if a.Late {
			r.sign, r.role = g.Alert, theme.Warn
			r.detail = s.T("enrolment.late", "day", r.detail)
		}
		r.open = s.agendaOpen(a)
		if a.Kind == "element" || a.Kind == "contact" {
			r.tick = a.Key
		}
		rows = append(rows, r)
	}
	return rows
}

// agendaOpen is what Enter does on something that is next.
func (s *Screen) agendaOpen(a programme.CourseItem) func() tea.Cmd {
	return map[string]func() tea.Cmd{
		"question": func() tea.Cmd { return s.askQuestion(a.Key) },
		"triage":   s.pickTriage, "length": func() tea.Cmd { return s.askLength(s.view.P, s.view.Enrolment) },
		"role":    func() tea.Cmd { return s.askRole(a.Key) },
		"element": func() tea.Cmd { return s.tick(a.Key) }, "contact": func() tea.Cmd { return s.tick(a.Key) },
		"rhythm": func() tea.Cmd { return s.askRhythm(a.Key) }, "attended": s.attended,
		"step":  func() tea.Cmd { return s.stepDone(a.Key) },
		"check": func() tea.Cmd { return s.Go(screen.Checks, s.view.Citizen.ID) }, "end": s.pickEnd,
	}[a.Kind]
}

// questionRows are what the programme asks about everybody, with the answers; one that does not fit stands out.
func (s *Screen) questionRows() []row {
	var rows []row
	g, e := s.Theme.Colours.Glyphs, s.view.Enrolment
	for i := range s.view.P.Questions {
		q := &s.view.P.Questions[i]
		r := row{
			id: "question:" + q.Key, section: s.T("enrolment.section.questions"), sign: g.Unknown,
			text: q.Name.In(s.code()), open: func() tea.Cmd { return s.askQuestion(q.Key) },
		}
		if !e.Open() {
			r.open = nil
		}
		if answer := model.KeyedLine(e.Answers, q.Key); answer != "" {
			r.sign, r.detail = g.Check, s.Words().Answer(q, e)
			if q.Kind == "condition" && answer == "no" {
				r.sign, r.role, r.text = g.Alert, theme.Warn, s.T("enrolment.unfit", "what", r.text)
			}
		}
		rows = append(rows, r)
	}
	return rows
}

// elementRows are the checklist: each element with the day it was done, or is to be.
func (s *Screen) elementRows() []row {
	e, p, code := s.view.Enrolment, s.view.P, s.code()
	g := s.Theme.Colours.Glyphs
	var rows []row
	for i, el := range p.ElementsFor(e) {
		section := s.T("enrolment.section.elements")
		if el.Part != "" {
			section = p.Word("part", el.Part, code)
		}
		r := row{
			id: "element:" + el.Key, section: section, sign: g.Box, text: el.Name.In(code), tick: el.Key,
			open: func() tea.Cmd { return s.tick(el.Key) },
		}
		if el.Part == "" && p.Order {
			r.text = s.Theme.Lang.Int(i+1) + " " + r.text
		}
		if !e.Open() {
			r.open = nil
		}
		if due := p.DueOf(e, &el); due != 0 {
			r.detail = s.T("enrolment.by", "day", s.near(due))
			if due < s.view.Today && e.Open() {
				r.role = theme.Warn
			}
		}
		if ticks := s.view.Ticked(el.Key); len(ticks) > 0 {
			last := ticks[len(ticks)-1]
			r.sign, r.role, r.entity, r.detail = g.Check, theme.OK, last, s.near(last.On)
			if len(ticks) > 1 {
				r.detail = s.T("enrolment.times", "n", len(ticks), "day", r.detail)
			}
		}
		rows = append(rows, r)
	}
	return rows
}

// contactRows are the required contacts with their rhythm and when they were last had.
func (s *Screen) contactRows() []row {
	var rows []row
	e := s.view.Enrolment
	for i := range s.view.P.Contacts {
		c := &s.view.P.Contacts[i]
		r := row{
			id: "contact:" + c.Key, section: s.T("enrolment.section.contacts"), sign: s.Theme.Colours.Glyphs.Dot,
			text: c.Name.In(s.code()), tick: c.Key,
		}
		every := programme.RhythmOf(e, c)
		switch {
		case c.Days.Known:
			r.text = s.T("enrolment.perweek", "what", r.text, "n", c.Days.V)
			r.tick, r.open = "", s.attended
		case every == 0:
			r.text = s.T("enrolment.norhythm", "what", r.text)
			r.open = func() tea.Cmd { return s.askRhythm(c.Key) }
		default:
			r.text = s.T("enrolment.every", "what", r.text, "n", every)
			r.open = func() tea.Cmd { return s.askRhythm(c.Key) }
		}
		if ticks := s.view.Ticked(c.Key); len(ticks) > 0 {
			last := ticks[len(ticks)-1]
			r.entity, r.detail = last, s.T("enrolment.times", "n", len(ticks), "day", s.near(last.On))
		}
		if !e.Open() {
			r.open = nil
		}
		rows = append(rows, r)
	}
	return rows
}

// lineRows are the plan in the citizen's words, by track.
func (s *Screen) lineRows() []row {
	var rows []row
	g, w := s.Theme.Colours.Glyphs, s.Words()
	for _, l := range s.view.Lines[s.view.Enrolment.ID] {
		section := s.T("enrolment.section.plan")
		if l.Track != "" {
			if section = s.view.P.Word("track", l.Track, s.code()); section == l.Track {
				section = s.view.P.Word("contact", l.Track, s.code())
			}
		}
		r := row{
			id: "line:" + l.ID, section: section, sign: g.Dot,
			text: detailpage.Join(" ", w.T("opt.plan_kind."+l.Kind)+":", s.lineWords(l)), entity: l,
			open: func() tea.Cmd { return s.editLine(l) }}
		who := ""
		if l.Who != "" {
			who = w.T("opt.decider." + l.Who)
		}
		r.detail = detailpage.Join(" · ", who, s.near(l.On))
		if l.Kind == "step" {
			r.sign = g.Box
			if l.DoneOn != 0 {
				r.sign, r.role = g.Check, theme.OK
			}
		}
		rows = append(rows, r)
	}
	return rows
}

// lineWords is what a line says; staff days and employers met have their own.
func (s *Screen) lineWords(l *model.PlanLine) string {
	switch l.Kind {
	case "attended":
		_, week := l.On.Week()
		return detailpage.Join(" · ", s.T("enrolment.attended", "n", l.Days.V, "week", week), l.Words)
	case "met":
		return detailpage.Join(" · ", s.view.Names[l.CompanyID], l.Words)
	}
	return l.Words
}

func (s *Screen) roleRows() []row {
	var rows []row
	for _, role := range s.view.P.Roles {
		r := row{
			id: "role:" + role.Key, section: s.T("enrolment.section.roles"), sign: s.Theme.Colours.Glyphs.Dot,
			text:   role.Name.In(s.code()),
			detail: s.view.Enrolment.RoleName(role.Key), open: func() tea.Cmd { return s.askRole(role.Key) }}
		if r.detail == "" {
			r.detail = s.T("enrolment.nobody")
			if role.Must {
				r.sign = s.Theme.Colours.Glyphs.Unknown
			}
		}
		if !s.view.Enrolment.Open() {
			r.open = nil
		}
		rows = append(rows, r)
	}
	return rows
}

func (s *Screen) exemptionRows() []row {
	var rows []row
	for _, x := range s.view.Exemptions[s.view.Enrolment.ID] {
		until := s.T("enrolment.exempt.open")
		if x.Until != 0 {
			until = s.near(x.Until)
		}
		r := row{
			id: "exemption:" + x.ID, section: s.T("enrolment.section.exemptions"), sign: s.Theme.Colours.Glyphs.Dot,
			text:   s.view.P.Word("exemption", x.Code, s.code()),
			detail: s.T("enrolment.span", "from", s.near(x.From), "to", until), entity: x,
			open: func() tea.Cmd {
				return s.Go(screen.Edit, screen.EditArg{
					Entity: x, Fields: []string{"from", "until", "reason"}, Draft: "exemption.edit",
				})
			}}
		if x.Covers(s.view.Today) {
			r.role = theme.Accent
		}
		rows = append(rows, r)
	}
	return rows
}

// courseRows are the citizen's other enrolments.
func (s *Screen) courseRows() []row {
	var rows []row
	for _, e := range s.view.Enrolments {
		if e.ID == s.view.Enrolment.ID {
			continue
		}
		p, _ := s.view.Programme(e)
		rows = append(rows,
			row{id: "course:" + e.ID, section: s.T("enrolment.section.courses"), sign: s.Theme.Colours.Glyphs.Dot,
				text: detailpage.Join(" ", e.Ref, p.ShortName(s.code())), detail: s.courseWhen(e, p),
				open: func() tea.Cmd { return s.Go(screen.Enrolment, e.ID) }})
	}
	return rows
}

func (s *Screen) courseWhen(e *model.Enrolment, p *programme.Programme) string {
	to := s.T("enrolment.running")
	if !e.Open() {
		to = detailpage.Join(" · ", s.near(e.EndedOn), p.Word("outcome", e.Outcome, s.code()))
	}
	return s.T("enrolment.span", "from", s.near(e.StartOn), "to", to)
}
