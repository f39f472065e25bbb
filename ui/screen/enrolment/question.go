package enrolment

import (
	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
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

// asked are the programme's questions as fields of the form that begins an enrolment. None of them must be answered.
func (s *Screen) asked(p *programme.Programme) (out []screen.Asked) {
	today, actor := s.Today(), s.actor()
	for i := range p.Questions {
		q := &p.Questions[i]
		set := func(e model.Entity, value string) error {
			n := e.(*model.Enrolment)
			cs, err := programme.Answer(actor, p, n, nil, q.Key, value, today)
			for _, c := range cs.Changes {
				if after, ok := c.After.(*model.Enrolment); ok {
					n.Answers = after.Answers
				}
			}
			return err
		}
		f := kit.Field{Key: "question." + q.Key, Label: q.Name.In(s.code()), Hint: q.What.In(s.code()),
			Section: s.T("enrolment.section.asked"), Kind: kit.KindText}
		switch q.Kind {
		case "condition":
			f.Kind, f.Quick = kit.KindChoice, true
			for _, answer := range []string{"yes", "no"} {
				f.Options = append(f.Options, kit.Option{Key: answer, Label: s.T("enrolment.answer." + answer)})
			}
		case "choice":
			f.Kind = kit.KindChoice
			for _, o := range q.Options {
				f.Options = append(f.Options, kit.Option{Key: o.Key, Label: o.Name.In(s.code())})
			}
		default:
			f.Validate = func(value string) string {
				if err := set(&model.Enrolment{}, value); err != nil {
					return s.Words().Error(err)
				}
				return ""
			}
			if q.Kind == "text" {
				f.Caution = s.Words().Caution
			}
		}
		out = append(out, screen.Asked{Field: f, Set: set})
	}
	return out
}
