package programme

import (
	"slices"
	"strings"

	"jobspor/model"
)

// Question (spørgsmål) is something that an effort asks about everybody enrolled in it: whether a condition of its
// target group holds, a day, a choice, a few words. It never keeps anybody out.
type Question struct {
	Named
	Kind    string  // one of QuestionKinds
	Options []Named // of a choice
	Limit   bool    // the day is a time limit: it becomes a step of the plan
}

// QuestionKinds are what can be answered: yes or no to a condition of the target group, a day, one of several, words.
var QuestionKinds = []string{"condition", "date", "choice", "text"}

// Question finds a question by its key, nil when there is none.
func (p *Programme) Question(key string) *Question {
	if i := slices.IndexFunc(p.Questions, func(q Question) bool { return q.Key == key }); i >= 0 {
		return &p.Questions[i]
	}
	return nil
}

// Unfit lists the conditions of the target group that were answered with no.
func (p *Programme) Unfit(e *model.Enrolment) []Question { return p.answered(e, "no") }

// Unasked lists the questions without an answer.
func (p *Programme) Unasked(e *model.Enrolment) []Question { return p.answered(e, "") }

func (p *Programme) answered(e *model.Enrolment, answer string) []Question {
	return slices.DeleteFunc(slices.Clone(p.Questions), func(q Question) bool {
		return model.KeyedLine(e.Answers, q.Key) != answer || answer == "no" && q.Kind != "condition"
	})
}

// Answer notes the answer to a question; "" takes it away. A day that is a time limit is put on the plan, or moved
// there: lines are those of the enrolment.
func Answer(actor string, p *Programme, e *model.Enrolment, lines []*model.PlanLine, key, value string,
	today model.Date) (model.ChangeSet, error) {
	if err := running(e); err != nil {
		return model.ChangeSet{}, err
	}
	q := p.Question(key)
	if q == nil {
		return refuse(model.Invalid, "err.answer.question", "answers",
			model.Args{"value": model.Clip(key), "known": p.keys("question")})
	}
	stored, on, err := q.read(value, today)
	if err != nil {
		return model.ChangeSet{}, err
	}
	cs := editEnrolment(actor, "enrolment.answer", e, func(a *model.Enrolment) {
		a.Answers = withKeyed(a.Answers, key, stored)
	})
	if !q.Limit || on == 0 || len(cs.Changes) == 0 {
		return cs, nil
	}
	was, _ := model.ParseDate(model.KeyedLine(e.Answers, key), 0)
	for _, l := range lines {
		if l.Kind == "step" && l.DoneOn == 0 && l.Words == q.Name.Da && l.On == was {
			after := *l
			after.On = on
			cs.Changes = append(cs.Changes, model.Edit(l, &after))
			return cs, nil
		}
	}
	last := 0
	for _, l := range lines {
		last = max(last, l.Position.V)
	}
	cs.Changes = append(cs.Changes, model.Add(&model.PlanLine{EnrolmentID: e.ID, Kind: "step", Words: q.Name.Da,
		Who: "together", On: on, Position: model.Some(last + 1)}))
	return cs, nil
}

// read reads an answer as it is stored; on is the day of a date.
func (q *Question) read(value string, today model.Date) (stored string, on model.Date, err error) {
	value = strings.Join(strings.Fields(value), " ")
	bad := func(known string) error {
		return model.NewError(model.Invalid, "err.answer.value",
			model.Args{"value": model.Clip(value), "known": known}).WithField("answers")
	}
	switch {
	case value == "":
		return "", 0, nil
	case model.HasCPR(value):
		return "", 0, model.NewError(model.Invalid, "err.cpr", nil).WithField("answers")
	case q.Kind == "condition":
		for answer, words := range map[string][]string{"yes": {"yes", "ja", "j", "y"}, "no": {"no", "nej", "n"}} {
			if slices.Contains(words, strings.ToLower(value)) {
				return answer, 0, nil
			}
		}
		return "", 0, bad("ja, nej")
	case q.Kind == "date":
		near := model.Past
		if q.Limit {
			near = model.Future
		}
		if on, err = model.ParseDate(value, near.From(today)); err != nil {
			return "", 0, err
		}
		if !q.Limit && on > today {
			return "", 0, model.NewError(model.Invalid, "err.enrol.future", model.Args{"day": on.Time()}).
				WithField("answers")
		}
		return on.String(), on, nil
	case q.Kind == "choice":
		var known []string
		for _, o := range q.Options {
			if strings.EqualFold(value, o.Key) {
				return o.Key, 0, nil
			}
			known = append(known, o.Key)
		}
		return "", 0, bad(strings.Join(known, ", "))
	}
	return value, 0, nil
}

// AnswerText is an answer in words: the option of a choice, a day or words as they are; a condition is "yes" or "no".
func (q *Question) AnswerText(e *model.Enrolment, code string) string {
	value := model.KeyedLine(e.Answers, q.Key)
	for _, o := range q.Options {
		if o.Key == value {
			return o.Name.In(code)
		}
	}
	return value
}
