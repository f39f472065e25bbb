package service

import (
	"context"

	"jobspor/model"
	"jobspor/model/rules"
)

// RulesRow is the ID of the reference row that stores rules loaded from a file.
const RulesRow = "rules"

// RuleSource provides the built-in rules, and reads files of rules.
type RuleSource interface {
	BuiltIn() (*rules.Set, error)
	// Text is the built-in set as a file, with its remarks.
	Text() string
	// Parse reads a file; its error names file and line.
	Parse(name, text string) (*rules.Set, error)
	// TOML converts a file of the format before TOML, and returns any other text unchanged.
	TOML(text string) string
}

// RuleSet is a whole set of rules, for callers that only hand it on.
type RuleSet = rules.Set

// Rules returns the rules in force: those loaded from a file, else the built-in ones; with the municipality's own
// values in place of uncertain ones.
func (d *Session) Rules(ctx context.Context) (*rules.Set, error) {
	set, err := d.baseRules(ctx)
	if err != nil {
		return nil, err
	}
	return d.withOwnValues(ctx, set)
}

// baseRules are the rules in force as they are written.
func (d *Session) baseRules(ctx context.Context) (*rules.Set, error) {
	ref, err := d.RulesFile(ctx)
	switch {
	case err != nil:
		return nil, err
	case ref == nil:
		return d.RuleSource.BuiltIn()
	}
	return d.RuleSource.Parse(ref.Source, ref.Data)
}

// RulesFile is the row of the loaded rules, nil when the built-in ones are in force.
func (d *Session) RulesFile(ctx context.Context) (*model.Reference, error) {
	return optional[model.Reference](ctx, d.Store, "reference", RulesRow)
}

// RulesText is the file of the rules in force, in TOML, to be copied and changed.
func (d *Session) RulesText(ref *model.Reference) string {
	if ref == nil {
		return d.RuleSource.Text()
	}
	return d.RuleSource.TOML(ref.Data)
}

// LoadRules returns the change set that puts a file's rules in force. The text is stored in TOML, with its remarks.
// When the file cannot be read, the rules stay as they are.
func (d *Session) LoadRules(ctx context.Context, text, name string) (*rules.Set, model.ChangeSet, error) {
	rules, err := d.RuleSource.Parse(name, text)
	if err != nil {
		return nil, model.ChangeSet{}, err
	}
	before, err := d.RulesFile(ctx)
	if err != nil {
		return nil, model.ChangeSet{}, err
	}
	text = d.RuleSource.TOML(text)
	after := RulesReference(rules, text, name, d.Today())
	cs := model.ChangeSet{Action: "rules.load", Args: model.Args{"file": name, "n": len(rules.Rows)}}
	switch {
	case before == nil:
		cs.Changes = []model.Change{model.Add(after)}
	case before.Data != text || before.Source != name:
		after.Head = before.Head
		cs.Changes = []model.Change{model.Edit(before, after)}
	}
	return rules, cs, nil
}

// RulesReference is the row that stores a file's rules with its text, which is TOML.
func RulesReference(rules *rules.Set, text, name string, today model.Date) *model.Reference {
	row := &model.Reference{Source: name, Date: today, Rows: model.Some(len(rules.Rows)), Data: text}
	row.ID = RulesRow
	return row
}

// ResetRules returns the change set that puts the built-in rules in force again; it is empty when they already are.
func (d *Session) ResetRules(ctx context.Context) (model.ChangeSet, error) {
	before, err := d.RulesFile(ctx)
	cs := model.ChangeSet{Action: "rules.reset"}
	if before != nil {
		cs.Changes = []model.Change{model.Remove(before)}
	}
	return cs, err
}

// MissingKinds are the kinds of built-in rules that a set has no row of; nothing is judged by them.
func MissingKinds(source RuleSource, rules *rules.Set) ([]string, error) {
	usual, err := source.BuiltIn()
	if err != nil {
		return nil, err
	}
	has := map[string]bool{}
	for i := range rules.Rows {
		has[rules.Rows[i].Kind] = true
	}
	var out []string
	for i := range usual.Rows {
		if k := usual.Rows[i].Kind; !has[k] {
			out, has[k] = append(out, k), true
		}
	}
	return out, nil
}
