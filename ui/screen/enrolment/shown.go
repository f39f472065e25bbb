package enrolment

import (
	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/programme"
	"jobspor/ui/detailpage"
	"jobspor/ui/kit"
	"jobspor/ui/theme"
)

// shownLines are what the programme's file asks to see of the placements during the course, each with its workplace.
func (s *Screen) shownLines(w int) []kit.Line {
	asked := s.view.P.ExtraSections
	if len(asked) == 0 {
		return nil
	}
	lines := []kit.Line{heading(s.T("enrolment.shown"))}
	list := programme.PlacedDuring(s.view.Enrolment, s.view.Known.Placements, s.view.Today)
	if len(list) == 0 {
		return append(lines, wrapped(theme.Subtle, s.T("enrolment.shown.none"), w)...)
	}
	says := map[string]func(*model.Placement) string{"satisfaction": s.setUpText, "attendance": s.attendanceText}
	for _, p := range list {
		lines = append(lines,
			wrapped(theme.Accent,
				detailpage.Join(" · ", p.Ref+" "+s.T("opt.placement_kind."+p.Kind), s.view.Names[p.CompanyID]), w)...)
		for _, key := range asked {
			lines = append(lines, wrapped(theme.Text, says[key](p), w)...)
		}
	}
	return lines
}

// setUpText says how satisfied all three are with how the placement was set up.
func (s *Screen) setUpText(p *model.Placement) string {
	side := func(v string) string {
		if v == "" {
			return s.T("enrolment.shown.unasked")
		}
		return s.T("opt.satisfaction." + v)
	}
	return s.T("enrolment.shown.setup", "jobcentre", side(p.JobCentreSetup), "company", side(p.CompanySetup),
		"citizen", side(p.CitizenSetup))
}

// attendanceText sums the days of the weeks in the course.
func (s *Screen) attendanceText(p *model.Placement) string {
	a := agreement.AttendanceOf(programme.WeeksDuring(s.view.Enrolment, p.ID, s.view.Known.Weeks))
	if a.Agreed == 0 {
		return s.T("enrolment.shown.nodays")
	}
	return s.T("enrolment.shown.attendance", "met", a.Met, "agreed", a.Agreed, "excused", a.Excused, "missed", a.NoShow)
}
