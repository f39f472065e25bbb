package present

import (
	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// AgreementChange is one difference between two versions in words; a missing side is empty.
type AgreementChange struct {
	Field, Change string // as agreement.Compare gives them
	Label         string
	Before, After string
}

// AgreementChanges lists the differences between two versions, field by field and line by line.
func (w Words) AgreementChanges(a, b *model.Agreement, v *service.PlacementView) []AgreementChange {
	t := schema.AgreementType()
	name := func(_, id string) string {
		if c := v.Person(id); c != nil {
			return c.Name
		}
		return ""
	}
	var out []AgreementChange
	for _, d := range agreement.Compare(a, b) {
		f, _ := t.Field(d.Field)
		c := AgreementChange{Field: d.Field, Change: d.Change, Label: w.Field(t, f)}
		switch {
		case d.Field == "steps":
			c.Before, c.After = w.Step(d.Old), w.Step(d.New)
		case d.Field == "follow_dates":
			c.Before, c.After = w.Days([]string{d.Before}), w.Days([]string{d.After})
		case d.Field == "pattern":
			c.Before, c.After = w.patternLine(d.Before), w.patternLine(d.After)
		case f.Kind == schema.Choices:
			c.Before, c.After = w.Option(f, d.Before), w.Option(f, d.After)
		case f.Kind == schema.Lines:
			c.Before, c.After = d.Before, d.After
		default:
			c.Before, c.After = w.Value(f, a, name), w.Value(f, b, name)
		}
		out = append(out, c)
	}
	return out
}

func (w Words) patternLine(line string) string {
	t, err := model.ParseWorkTime(line)
	if err != nil {
		return line
	}
	return w.WorkTime(t)
}

// Step formats a step in one line: its day, both hours, its trigger; "" for none.
func (w Words) Step(s model.Step) string {
	if s.From == 0 {
		return ""
	}
	return joinFilled(" · ", w.DayYear(s.From.Time()),
		w.T("agreement.step", "trial", lang.Quarters(s.Trial), "paid", lang.Quarters(s.Paid)), s.Trigger)
}
