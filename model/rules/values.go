package rules

import (
	"maps"
	"slices"
	"strings"

	"jobspor/model"
)

// Answer (egen indstilling) is what the municipality itself says that an uncertain value of the rules is: who said so,
// and when.
type Answer struct {
	Key    string // "<rule>.<value>", such as "ratio.2025.full_week"
	Value  string // as people write it, with comma or point; a list has commas
	Source string
	On     model.Date
}

// Question (usikker værdi) is a value of a row that is less sure than the row itself, or not known at all, so that the
// municipality is asked.
type Question struct {
	Rule *Rule
	Spec ValueSpec
}

// Key names the question, as Answer.Key does.
func (q Question) Key() string { return q.Rule.Key + "." + q.Spec.Name }

// Answer is what the municipality said, false when it has said nothing.
func (q Question) Answer() (Answer, bool) {
	a, ok := q.Rule.Own[q.Spec.Name]
	return a, ok
}

// Amount is the value that counts now: the municipality's own, else that of the rules.
func (q Question) Amount() Amount {
	n, ok := q.Rule.Value(q.Spec.Name)
	return Amount{q.Spec.Unit, n, ok, q.Rule.Own[q.Spec.Name].Value}
}

// Amount is a number in a unit of Units, to be shown; Known is false when nobody has said it. Text is a value that is
// no number.
type Amount struct {
	Unit  string
	N     int
	Known bool
	Text  string
}

// Phrase is a key of words inside another sentence.
type Phrase string

// Questions are the uncertain values of the rows that count on a day or later, in the order of the file.
func (r *Set) Questions(from model.Date) (out []Question) {
	for i := range r.rows() {
		row := &r.Rows[i]
		if row.To != 0 && row.To < from {
			continue
		}
		kind, _ := KindNamed(row.Kind)
		for _, name := range row.Unsure {
			if v, ok := kind.Value(name); ok {
				out = append(out, Question{row, v})
			}
		}
	}
	return out
}

// Open are the questions of the rows that count on a day that nobody has answered.
func (r *Set) Open(on model.Date) []Question {
	return slices.DeleteFunc(r.Questions(on), func(q Question) bool {
		_, told := q.Answer()
		return told || !q.Rule.InForce(on)
	})
}

// Question finds an uncertain value by its key.
func (r *Set) Question(key string) (Question, bool) {
	for _, q := range r.Questions(0) {
		if q.Key() == key {
			return q, true
		}
	}
	return Question{}, false
}

// With is the set with the municipality's own values in place of uncertain ones; each is of one row, so that the rows
// of another edition ask again. Rest are the answers that belong to no uncertain value of the set, or do not fit the
// row's other values; they change nothing. The set itself stays as it is.
func (r *Set) With(answers []Answer) (out *Set, rest []Answer) {
	byRow := map[string][]Answer{}
	for _, a := range answers {
		if q, ok := r.Question(a.Key); ok {
			byRow[q.Rule.Key] = append(byRow[q.Rule.Key], a)
		} else {
			rest = append(rest, a)
		}
	}
	if len(byRow) == 0 {
		return r, rest
	}
	set := *r
	set.Rows = slices.Clone(r.Rows)
	for i := range set.Rows {
		row := &set.Rows[i]
		told := byRow[row.Key]
		if len(told) == 0 {
			continue
		}
		if changed, err := row.with(told); err == nil {
			*row = *changed
		} else {
			rest = append(rest, told...)
		}
	}
	return &set, rest
}

// with is the row with its own values; a row of which nothing was known is known then.
func (r *Rule) with(answers []Answer) (*Rule, error) {
	row := *r
	row.Unknown, row.Values, row.Own = false, maps.Clone(r.Values), maps.Clone(r.Own)
	if row.Values == nil {
		row.Values = map[string]int{}
	}
	if row.Own == nil {
		row.Own = map[string]Answer{}
	}
	for _, a := range answers {
		name := strings.TrimPrefix(a.Key, r.Key+".")
		kind, _ := KindNamed(r.Kind)
		v, _ := kind.Value(name)
		row.Own[name] = a
		if v.Unit == "order" {
			if _, err := ParseOrder(a.Value); err != nil {
				return nil, err
			}
			continue
		}
		n, err := v.Parse(a.Value)
		if err != nil {
			return nil, err
		}
		row.Values[name] = n
	}
	return &row, Check(&row)
}

// CheckAnswer refuses an answer that says no source or day, that no uncertain value of the set is about, or that cannot
// be read or does not fit. The error's Field is "value", "source" or "date".
func (r *Set) CheckAnswer(a Answer) error {
	q, ok := r.Question(a.Key)
	bad := func(field, key string, args model.Args) error {
		return model.NewError(model.Invalid, key, args).WithField(field)
	}
	switch {
	case !ok:
		return model.NewError(model.NotFound, "err.rules.value.none", model.Args{"value": model.Clip(a.Key)})
	case strings.TrimSpace(a.Value) == "":
		return bad("value", "err.rules.value.empty", nil)
	case strings.TrimSpace(a.Source) == "":
		return bad("source", "err.rules.value.source", nil)
	case a.On == 0:
		return bad("date", "err.rules.value.date", nil)
	}
	if q.Spec.Unit == "order" {
		_, err := ParseOrder(a.Value)
		return err
	}
	n, err := q.Spec.Parse(a.Value)
	switch {
	case err != nil:
		return bad("value", "err.rules.value."+q.Spec.Unit, model.Args{"value": model.Clip(a.Value)})
	case n < q.Spec.Min || n > q.Spec.Max:
		return bad("value", "err.rules.value.range", model.Args{"min": Amount{q.Spec.Unit, q.Spec.Min, true, ""},
			"max": Amount{q.Spec.Unit, q.Spec.Max, true, ""}})
	}
	if _, err := q.Rule.with([]Answer{a}); err != nil {
		return bad("value", "err.rules.value.fits", model.Args{"value": model.Clip(a.Value)})
	}
	return nil
}

// VitasFields are the fields of the national application VITAS in the order the program asks them.
var VitasFields = []string{"company", "cvr", "pnumber", "contact", "contact_mail", "contact_phone", "rep", "rep_mail",
	"rep_phone", "fte", "kind", "period", "hours", "working_time", "tasks", "purpose", "monthly_cost", "remark"}

// ParseOrder reads an order of VITAS' fields, with commas or spaces between; those not named come after, as usual.
func ParseOrder(s string) ([]string, error) {
	var out []string
	for _, name := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		if !slices.Contains(VitasFields, name) || slices.Contains(out, name) {
			return nil, model.NewError(model.Invalid, "err.rules.value.order",
				model.Args{"value": model.Clip(name), "known": strings.Join(VitasFields, ", ")}).WithField("value")
		}
		out = append(out, name)
	}
	for _, name := range VitasFields {
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out, nil
}

// Order is the order of VITAS' fields that counts on a day, and the row that says so, nil when none does.
func (r *Set) Order(on model.Date, instrument string) ([]string, *Rule) {
	row := r.Find("vitas", on, About{Instrument: instrument})
	if row == nil {
		return VitasFields, nil
	}
	if list, err := ParseOrder(row.Own["order"].Value); err == nil {
		return list, row
	}
	return VitasFields, row
}

// Asks reports whether a value of the row is uncertain and nobody has said what it is here.
func (r *Rule) Asks(name string) bool {
	if r == nil || !slices.Contains(r.Unsure, name) {
		return false
	}
	_, told := r.Own[name]
	return !told
}

// Note says of a value of the row that it is the municipality's own, or that it is uncertain; false of any other.
func (r *Rule) Note(name string) (Line, bool) {
	if r == nil {
		return Line{}, false
	}
	kind, _ := KindNamed(r.Kind)
	v, ok := kind.Value(name)
	q := Question{r, v}
	args := model.Args{"what": Phrase("rules.value." + r.Kind + "." + name), "amount": q.Amount(), "from": r.Source}
	a, told := q.Answer()
	switch {
	case ok && told:
		args["source"], args["on"] = a.Source, a.On
		return Line{"guard.value.own", args}, true
	case !ok || !r.Asks(name):
		return Line{}, false
	case q.Amount().Known || v.Unit == "order":
		return Line{"guard.value.unsure", args}, true
	}
	return Line{"guard.value.unknown", args}, true
}

// leansOn names the values that the guard has counted with and that are the municipality's own, and asks for those that
// are uncertain: with one of them no guard is ok.
func (g *Guard) leansOn(rule *Rule, names ...string) {
	for _, name := range names {
		line, ok := rule.Note(name)
		switch {
		case ok && rule.Asks(name):
			g.lacks(line.Text, line.Args)
		case ok:
			g.counts(line.Text, line.Args)
		}
	}
}
