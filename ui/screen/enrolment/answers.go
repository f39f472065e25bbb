package enrolment

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
)

// answered takes what a picker or dialog answered.
func (s *Screen) answered(m screen.Answer) tea.Cmd {
	if m.Action.Kind != kit.Chosen {
		if s.id == "" {
			return s.Back() // nothing was begun
		}
		return nil
	}
	id, text := m.Action.ID, strings.TrimSpace(m.Action.Text)
	if m.Tag == "programme" {
		return s.enrol(id)
	}
	if s.view == nil {
		return nil
	}
	v := s.view
	switch m.Tag {
	case "evidence":
		return s.evidence(id)
	case "triage":
		return s.triageForm(id)
	case "line":
		return s.newLine(id)
	case "end":
		return s.endForm(id)
	case "change":
		return s.change(id)
	case "why":
		s.end.Reason = text
		return s.pickProgramme(v.CitizenEnrolments)
	case "group":
		return s.group(id)
	case "seed":
		return s.draw(text)
	case "length", "role", "rhythm", "due":
		cs, err := s.typed(m.Tag, text)
		return s.decided(m.Tag, cs, err)
	}
	return nil
}

// typed makes the change set of a line that was asked for.
func (s *Screen) typed(tag, text string) (model.ChangeSet, error) {
	p, e := s.view.P, s.view.Enrolment
	switch tag {
	case "length":
		n, err := programme.ParseLength(text, e.StartOn)
		if err != nil {
			return model.ChangeSet{}, err
		}
		return programme.SetLength(s.actor(), p, e, n)
	case "role":
		return programme.SetRole(s.actor(), p, e, s.asking, text)
	case "rhythm":
		n, err := strconv.Atoi(text)
		if err != nil {
			return model.ChangeSet{}, model.NewError(model.Invalid, "err.number", model.Args{"value": "", "max": 366})
		}
		return programme.SetRhythm(s.actor(), p, e, s.asking, n)
	}
	on, err := model.ParseDate(text, s.view.Today)
	if err != nil {
		return model.ChangeSet{}, err
	}
	return programme.SetDue(s.actor(), p, e, s.asking, on)
}

func (s *Screen) evidence(id string) tea.Cmd {
	if el := s.view.P.Element(s.element); el != nil {
		for _, ev := range s.view.Offer(el) {
			if ev.Row.Type+":"+ev.Row.ID == id {
				return s.tickForm(ev)
			}
		}
	}
	return s.tickForm(programme.Evidence{})
}

// change goes from how the course ends to which programme follows; what is not the aim is explained first.
func (s *Screen) change(outcome string) tea.Cmd {
	s.end = programme.EndEntry{Outcome: outcome}
	if o := s.view.P.Outcome(outcome); o == nil || o.Aim {
		return s.pickProgramme(s.view.CitizenEnrolments)
	}
	return s.ask("why", "", s.view.P.Word("outcome", outcome, s.code()), s.T("enrolment.end_reason"), "", func(v string) error {
		if v == "" {
			return model.NewError(model.Invalid, "err.enrol.reason", nil)
		}
		return nil
	})
}
