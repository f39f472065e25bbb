package service

import (
	"context"
	"strings"

	"jobspor/model"
	"jobspor/model/rules"
	"jobspor/model/schema"
)

// ruleSetting begins the ID of the setting that holds the municipality's own value of the rules.
const ruleSetting = "rules."

// IsRuleSetting reports whether a setting holds the municipality's own value of the rules.
func IsRuleSetting(s *model.Setting) bool { return strings.HasPrefix(s.ID, ruleSetting) }

// ruleAnswer reads the municipality's own value from its setting.
func ruleAnswer(s *model.Setting) rules.Answer {
	return rules.Answer{Key: strings.TrimPrefix(s.ID, ruleSetting), Value: s.Value, Source: s.Source, On: s.Date}
}

// withOwnValues is the set with the municipality's own values.
func (d *Session) withOwnValues(ctx context.Context, set *rules.Set) (*rules.Set, error) {
	ids := map[string]bool{}
	for _, q := range set.Questions(0) {
		ids[ruleSetting+q.Key()] = true
	}
	if len(ids) == 0 {
		return set, nil
	}
	list, err := All[model.Setting](ctx, d.Store, "setting", whereIn("id", ids, nil))
	if err != nil || len(list) == 0 {
		return set, err
	}
	var answers []rules.Answer
	for _, s := range list {
		answers = append(answers, ruleAnswer(s))
	}
	set, _ = set.With(answers)
	return set, nil
}

// RuleValues is what the municipality is asked about the rules, and what it has said.
type RuleValues struct {
	Set       *rules.Set
	Questions []rules.Question // of the rows that count today or later
	Open      int              // those of today's rows that nobody has answered
	Unused    []rules.Answer   // own values that belong to no uncertain value of the rules in force
}

// RuleValues reads the uncertain values of the rules in force and the municipality's own.
func (d *Session) RuleValues(ctx context.Context) (*RuleValues, error) {
	set, err := d.baseRules(ctx)
	if err != nil {
		return nil, err
	}
	list, err := All[model.Setting](ctx, d.Store, "setting", schema.Query{})
	if err != nil {
		return nil, err
	}
	var answers []rules.Answer
	for _, s := range list {
		if IsRuleSetting(s) {
			answers = append(answers, ruleAnswer(s))
		}
	}
	out := &RuleValues{}
	out.Set, out.Unused = set.With(answers)
	out.Questions, out.Open = out.Set.Questions(d.Today()), len(out.Set.Open(d.Today()))
	return out, nil
}

// SetRuleValue returns the change set that makes an uncertain value of the rules the municipality's own; one without a
// value is taken away again.
func (d *Session) SetRuleValue(ctx context.Context, a rules.Answer) (model.ChangeSet, error) {
	cs := model.ChangeSet{Action: "rules.value", Args: model.Args{"key": a.Key, "value": a.Value}}
	set, err := d.Rules(ctx)
	if err != nil {
		return cs, err
	}
	before, err := optional[model.Setting](ctx, d.Store, "setting", ruleSetting+a.Key)
	if err != nil {
		return cs, err
	}
	if strings.TrimSpace(a.Value) == "" && before != nil {
		cs.Action, cs.Changes = "rules.value.remove", []model.Change{model.Remove(before)}
		return cs, nil
	}
	if err := set.CheckAnswer(a); err != nil {
		return cs, err
	}
	after := &model.Setting{Value: strings.TrimSpace(a.Value), Source: strings.TrimSpace(a.Source), Date: a.On}
	after.ID = ruleSetting + a.Key
	change := model.Add(after)
	if before != nil {
		after.Head = before.Head
		change = model.Edit(before, after)
	}
	cs.Changes = []model.Change{change}
	return cs, nil
}

// RuleSetting is the setting to be edited for an uncertain value: the municipality's own, else a new one with the
// value of the rules and today.
func (d *Session) RuleSetting(ctx context.Context, q rules.Question) (*model.Setting, error) {
	set, err := optional[model.Setting](ctx, d.Store, "setting", ruleSetting+q.Key())
	if err != nil || set != nil {
		return set, err
	}
	set = &model.Setting{Date: d.Today()}
	set.ID = ruleSetting + q.Key()
	if n := q.Amount(); n.Known {
		set.Value = q.Spec.Text(n.N)
	}
	return set, nil
}
