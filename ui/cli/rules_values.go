package cli

import (
	"context"

	"jobspor/model"
	"jobspor/model/rules"
	"jobspor/ui/present"
)

// ruleValueFields are the fields of an uncertain value of the rules, in JSON and for a pipe.
var ruleValueFields = []string{"key", "value", "about", "confidence", "set", "told_by", "told_on", "source"}

// ruleValues prints the values that the rules are not sure of, with the municipality's own.
func ruleValues(ctx context.Context, s *session, _ []string) error {
	v, err := s.Service.RuleValues(ctx)
	if err != nil {
		return err
	}
	t := table{empty: s.T("rules.values.none"), cols: []column{
		{"key", s.T("rules.col.key"), false},
		{"value", s.T("cli.col.value"), false},
		{"about", s.T("cli.col.about"), false},
		{"confidence", s.T("rules.col.confidence"), false},
		{"set", s.T("rules.values.own"), false},
		{"told_by", s.T("setting.source"), false},
		{"told_on", s.T("setting.date"), false},
		{"source", s.T("rules.col.source"), false},
	}}
	yesNo := func(is bool) cell {
		return cell{s.T(map[bool]string{true: "value.yes", false: "value.no"}[is]),
			map[bool]string{true: "yes", false: "no"}[is], is}
	}
	for _, q := range v.Questions {
		a, told := q.Answer()
		raw := a.Value
		if n := q.Amount(); !told && n.Known {
			raw = q.Spec.Text(n.N)
		}
		confidence := text("")
		if !told {
			confidence = coded(s.T("opt.confidence.unsure"), "unsure")
		}
		value := cell{s.words.RuleAmount(q.Amount()), raw, raw}
		t.rows = append(t.rows, []cell{text(q.Key()), value,
			s.said(func(w present.Words) string { return w.RuleQuestion(v.Set, q, s.Service.Today()) }), confidence,
			yesNo(told),
			text(a.Source), s.dayCell(a.On), text(q.Rule.Source)})
	}
	if err := s.out.table(t); err != nil {
		return err
	}
	for _, a := range v.Unused {
		s.note("rules.values.unused", "key", a.Key, "value", a.Value)
	}
	if s.out.human() {
		s.note("rules.values.open", "n", v.Open)
		s.noteEdition(v.Set, 0)
	}
	return nil
}

// ruleSetOptions are the options of `rules set`.
type ruleSetOptions struct{ source, on string }

func ruleSetCommand() command {
	o := &ruleSetOptions{}
	return command{
		name: "set", args: exactly(2), json: receiptFields, run: o.run,
		flags: []flag{
			option(&o.source, "source", "", "cli.rules.set.flag.source"),
			option(&o.on, "on", "", "cli.rules.set.flag.on"),
		},
	}
}

// run makes an uncertain value the municipality's own; an empty value takes it away.
func (o *ruleSetOptions) run(ctx context.Context, s *session, args []string) error {
	on := s.Service.Today()
	if o.on != "" {
		day, err := s.day(o.on, model.Past.From(on))
		if err != nil {
			return err
		}
		on = day
	}
	cs, err := s.Service.SetRuleValue(ctx, rules.Answer{Key: args[0], Value: args[1], Source: o.source, On: on})
	if err != nil {
		return err
	}
	return s.apply(ctx, cs)
}
