package enrolment

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
)

// lineFields are what is typed of each kind of line.
var lineFields = map[string][]string{
	"goal": {"words", "track", "who"}, "step": {"words", "track", "who", "on"},
	"choice": {"words", "track", "who", "on"},
	"talk":   {"words", "track", "on"}, "met": {"company", "words", "on"}, "works": {"words"},
	"attended": {"days", "on", "words"}, "session": {"presence", "on", "words"},
}

// pickLine begins a line of the plan: those that the programme's plan sheet has come first.
func (s *Screen) pickLine() tea.Cmd {
	var items []kit.Item
	seen := map[string]bool{}
	for _, kinds := range [][]string{s.view.P.PlanKinds, model.PlanKinds} {
		for _, k := range kinds {
			if !seen[k] {
				seen[k] = true
				items = append(items, kit.Item{
					ID: k, Label: s.T("opt.plan_kind." + k), Detail: s.T("enrolment.line." + k),
				})
			}
		}
	}
	return s.Choose(s.T("enrolment.pick.line"), items, s.newLine)
}

// trackOptions are the tracks, and for talks the required contacts that a talk can be.
func (s *Screen) trackOptions(kind string) []kit.Option {
	var out []kit.Option
	for _, t := range s.view.P.Tracks {
		out = append(out, kit.Option{Key: t.Key, Label: t.Name.In(s.code())})
	}
	for _, c := range s.view.P.Contacts {
		if kind == "talk" && !c.Days.Known {
			out = append(out, kit.Option{Key: c.Key, Label: c.Name.In(s.code())})
		}
	}
	return out
}

// lineForm opens the form of a line; a line with a version is changed.
func (s *Screen) lineForm(l *model.PlanLine) tea.Cmd {
	v, d := s.view, s.Service
	tracks := s.trackOptions(l.Kind)
	var fields []string
	for _, f := range lineFields[l.Kind] {
		if f != "track" || len(tracks) > 0 {
			fields = append(fields, f)
		}
	}
	if l.Version > 0 && l.Kind == "step" {
		fields = append(fields, "done_on")
	}
	return s.Go(screen.Edit,
		screen.EditArg{
			Entity: l, Fields: fields, Draft: "planline." + l.Kind,
			Title:   s.T("enrolment.line.title", "what", s.T("opt.plan_kind."+l.Kind)),
			Choices: map[string][]kit.Option{"track": tracks},
			Decide: func(_ context.Context, typed model.Entity) (model.ChangeSet, error) {
				after := typed.(*model.PlanLine)
				if l.Version > 0 {
					return programme.EditPlanLine(d.Actor(), v.P, v.Enrolment, l, after, v.Today)
				}
				return programme.AddPlanLine(d.Actor(), v.P, v.Enrolment, v.Lines[v.Enrolment.ID], after, v.Today)
			}})
}

func (s *Screen) newLine(kind string) tea.Cmd {
	l := &model.PlanLine{EnrolmentID: s.view.Enrolment.ID, Kind: kind}
	switch kind {
	case "talk", "met", "choice":
		l.On = s.view.Today
	case "attended":
		l.On = s.view.Today.Monday()
	}
	if s.view.P.Voluntary && (kind == "step" || kind == "choice") || kind == "goal" {
		l.Who = "citizen"
	}
	return s.lineForm(l)
}

func (s *Screen) editLine(l *model.PlanLine) tea.Cmd {
	if !s.view.Enrolment.Open() {
		return s.Say(kit.Info, "enrolment.not.open")
	}
	return s.lineForm(l)
}

// attended asks for the staff days of the week that passed, or of this one while that is the first.
func (s *Screen) attended() tea.Cmd {
	week := max(s.view.Today.Monday().Add(-7), s.view.Enrolment.StartOn.Monday())
	l := &model.PlanLine{EnrolmentID: s.view.Enrolment.ID, Kind: "attended", On: week}
	for _, c := range s.view.P.Contacts {
		if c.Days.Known {
			l.Days = c.Days
		}
	}
	return s.lineForm(l)
}

// stepDone notes today as the day of a step of the plan.
func (s *Screen) stepDone(id string) tea.Cmd {
	for _, l := range s.view.Lines[s.view.Enrolment.ID] {
		if l.ID == id {
			cs, err := programme.CompleteStep(s.actor(), s.view.Enrolment, l, s.view.Today, s.view.Today)
			return s.SaveOr("step", cs, err)
		}
	}
	return nil
}
