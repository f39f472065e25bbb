package matching

import (
	"cmp"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// Question is one thing to ask a workplace on the phone. The answer goes into the field that Answer names; a question
// about the name of a task without TaskID asks for a new task.
type Question struct {
	CompanyID, TaskID string
	Criterion         string
	Key               string // the question in ui/lang
	Args              model.Args
	Answer            Answer
	// Options are what can be answered, as keys of ui/lang with the text to give to Fill; none for a free answer such
	// as hours or a number. Several may be chosen when Many is set.
	Options []Choice
	Many    bool
	Swing   int  // points of score that the answer can move, see Row.Swing
	Blocks  bool // an answer can keep the workplace off the list
}

// Choice is one possible answer.
type Choice struct {
	Word  Word   // what it is called
	Value string // what Fill takes
}

// CallSheet collects what is not known about the first n rows, workplace by workplace in the order of the ranking, and
// within one in the order of a natural talk: tasks and places first, then hours and days, conditions, and money last.
// Each question is asked once.
func CallSheet(r *Ranking, n int) []Question {
	var out []Question
	for _, row := range r.Rows[:min(max(n, 0), len(r.Rows))] {
		out = append(out, TalkOrder(Questions(row))...)
	}
	return out
}

// TalkOrder puts the questions to one workplace in the order of a natural talk.
func TalkOrder(list []Question) []Question {
	slices.SortStableFunc(list,
		func(a, b Question) int { return cmp.Compare(callOrder(a.Criterion), callOrder(b.Criterion)) })
	return list
}

// Questions are the questions of one row; the one whose answer could move the list most goes first.
func Questions(row Row) []Question {
	var out []Question
	for _, r := range row.Reasons {
		if r.Question == "" {
			continue
		}
		if slices.ContainsFunc(out, func(q Question) bool { return q.Key == r.Question && q.Answer == r.Answer }) {
			continue
		}
		q := Question{CompanyID: row.CompanyID, Criterion: r.Criterion, Key: r.Question, Args: r.Args, Answer: r.Answer,
			Swing: row.Swing(r), Blocks: r.Unknown && blocking[r.Criterion]}
		if r.Answer.Type == "task" {
			q.TaskID = row.TaskID
		}
		q.Options, q.Many = r.Answer.choices()
		out = append(out, q)
	}
	slices.SortStableFunc(out, func(a, b Question) int { return cmp.Compare(b.Swing, a.Swing) })
	return out
}

func callOrder(criterion string) int {
	for i := range criteria {
		if criteria[i].Key == criterion {
			return criteria[i].call
		}
	}
	return len(criteria)
}

// choices lists what can be answered.
func (a Answer) choices() (list []Choice, many bool) {
	if a.Value != "" {
		return yesNo, false
	}
	t, ok := schema.TypeNamed(a.Type)
	if !ok {
		return nil, false
	}
	f, ok := t.Field(a.Field)
	if !ok {
		return nil, false
	}
	if f.Kind == schema.TriKind {
		return yesNo, false
	}
	for _, o := range f.Options {
		list = append(list, Choice{Word(answerWords[a.Field] + o), o})
	}
	return list, f.Kind == schema.Choices
}

// answerWords is where the words of a field's options stand.
var answerWords = map[string]string{
	"days": "match.day.", "day_parts": "match.part.", "danish": "match.level.", "licences": "match.licence.name.",
	"pays_hours": "match.answer.pays.",
}

var yesNo = []Choice{{"match.answer.yes", "yes"}, {"match.answer.no", "no"}}

// Fill writes an answer into a copy of the company or task it belongs to, and gives the copy: value is a Choice's Value
// (several joined by commas), or what was typed. Counts of open places get today as their day. It fails as
// model.Field.SetText does, or with code Invalid when the row is of the wrong type.
func (q Question) Fill(row model.Entity, value string, today model.Date) (model.Entity, error) {
	t := schema.TypeOf(row)
	if t == nil || t.Name != q.Answer.Type {
		return nil, model.NewError(model.Invalid, "match.err.answer", nil)
	}
	out := schema.Clone(row)
	field, text := q.Answer.Field, value
	if q.Answer.Value != "" {
		yes, err := model.ParseTri(value)
		if err != nil {
			return nil, err
		}
		switch {
		case yes == model.Unknown:
			return out, nil
		case yes == model.No:
			field = q.Answer.NoField
		}
		f, _ := t.Field(field)
		text = strings.Trim(f.Text(out)+", "+q.Answer.Value, ", ")
	}
	f, ok := t.Field(field)
	if !ok {
		return nil, model.NewError(model.Invalid, "match.err.answer", nil)
	}
	if err := f.SetTextOn(out, text, today); err != nil {
		return nil, err
	}
	if day, ok := t.Field("open_on"); ok && field == "open_places" {
		if err := day.SetText(out, today.String()); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Say returns the sentence of a key with its arguments. The sentence comes from t, which is (*lang.Lang).T or the like;
// Say only makes arguments ready for it: Words are translated, lists are joined ("mandag, tirsdag og fredag"), hours
// become numbers and dates times, which t writes in the manner of its language.
func Say(t func(key string, args ...any) string, key string, args model.Args) string {
	pairs := make([]any, 0, 2*len(args))
	for name, v := range args {
		pairs = append(pairs, name, value(t, v))
	}
	return t(key, pairs...)
}

func value(t func(key string, args ...any) string, v any) any {
	switch v := v.(type) {
	case Word:
		return t(string(v))
	case []Word:
		said := make([]string, len(v))
		for i, w := range v {
			said[i] = t(string(w))
		}
		if n := len(said); n > 1 {
			return strings.Join(said[:n-1], ", ") + " " + t("match.and") + " " + said[n-1]
		}
		return strings.Join(said, "")
	case model.Hours:
		return float64(v) / 4
	case model.Date:
		return v.Time()
	}
	return v
}
