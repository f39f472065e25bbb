package present

import (
	"strconv"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// EvidenceText says a row that shows something: what kind it is, where, and when; never more than the page shows
// anyway.
func EvidenceText(v *service.EnrolmentView, w Words, row model.RowRef) string {
	say := func(what string, on model.Date, more string) string {
		return service.JoinNonEmpty(" · ", what, more, w.Near(on.Time(), v.Today.Time()))
	}
	switch row.Type {
	case "placement":
		if p := rowWith(v.Known.Placements, row.ID); p != nil {
			return say(p.Ref+" "+w.T("opt.placement_kind."+p.Kind), p.StartOn, v.Names[p.CompanyID])
		}
	case "agreement":
		if a := rowWith(v.Known.Agreements, row.ID); a != nil {
			if p := rowWith(v.Known.Placements, a.PlacementID); p != nil {
				return say(w.T("type.agreement")+" "+strconv.Itoa(a.Number.V), a.ValidFrom, v.Names[p.CompanyID])
			}
		}
	case "week":
		if k := rowWith(v.Known.Weeks, row.ID); k != nil {
			_, week := k.Monday.Week()
			return w.T("enrolment.week", "n", week, "h", lang.Quarters(k.Paid.V))
		}
	case "contact":
		if c := rowWith(v.Known.Contacts, row.ID); c != nil {
			return say(w.T("opt.how."+c.How), c.On, v.Names[c.CompanyID])
		}
	case "goal":
		if g := rowWith(v.Known.Goals, row.ID); g != nil {
			return say(w.T("type.goal"), g.SetOn, g.Words)
		}
	case "check":
		if c := rowWith(v.Known.Checks, row.ID); c != nil {
			return say(w.T("type.check"), c.On, "")
		}
	case "planline":
		for _, l := range v.Lines[v.Enrolment.ID] {
			if l.ID == row.ID {
				return say(w.T("opt.plan_kind."+l.Kind), max(l.On, l.DoneOn), l.Words)
			}
		}
	}
	return ""
}

// rowWith finds a row by its ID, nil when it is not there.
func rowWith[T any, P interface {
	*T
	model.Entity
}](list []P, id string) *T {
	for _, e := range list {
		if e.Meta().ID == id {
			return (*T)(e)
		}
	}
	return nil
}

// AgendaText says one thing that is next or late.
func CourseItemText(v *service.CitizenEnrolments, w Words, e *model.Enrolment, a programme.CourseItem) string {
	p, _ := v.Programme(e)
	code := string(w.Code())
	what := a.Key
	switch a.Kind {
	case "element", "contact", "rhythm", "attended":
		what = p.Word("element", a.Key, code)
	case "role", "phase":
		what = p.Word(a.Kind, a.Key, code)
	case "exempt":
		what = p.Word("exemption", a.Key, code)
	case "step":
		for _, l := range v.Lines[e.ID] {
			if l.ID == a.Key {
				what = l.Words
			}
		}
	}
	return w.T("agenda."+a.Kind, "what", what)
}
