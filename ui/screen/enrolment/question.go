package enrolment

import (
	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/ui/kit"
)

// askQuestion asks one of the programme's questions: yes or no, one of several, a day or words.
func (s *Screen) askQuestion(key string) tea.Cmd {
	q := s.view.P.Question(key)
	if q == nil {
		return nil
	}
	name := q.Name.In(s.code())
	var items []kit.Item
	for _, o := range q.Options {
		items = append(items, kit.Item{ID: o.Key, Label: o.Name.In(s.code()), Detail: o.What.In(s.code())})
	}
	switch q.Kind {
	case "condition":
		for _, answer := range []string{"yes", "no"} {
			items = append(items, kit.Item{ID: answer, Label: s.T("enrolment.answer." + answer)})
		}
		fallthrough
	case "choice":
		if model.KeyedLine(s.view.Enrolment.Answers, key) != "" {
			items = append(items, kit.Item{ID: "clear", Label: s.T("enrolment.answer.clear")})
		}
		return s.Choose(name, items, func(id string) tea.Cmd {
			if id == "clear" {
				id = ""
			}
			cs, err := s.answer(key, id)
			return s.SaveOr("answer", cs, err)
		})
	}
	was := model.KeyedLine(s.view.Enrolment.Answers, key)
	return s.askFor("answer", name, q.What.In(s.code()), s.T("enrolment.answer.label"), was,
		func(text string) (model.ChangeSet, error) { return s.answer(key, text) })
}

func (s *Screen) answer(key, value string) (model.ChangeSet, error) {
	v := s.view
	return programme.Answer(s.actor(), v.P, v.Enrolment, v.Lines[v.Enrolment.ID], key, value, v.Today)
}
