package service

import (
	"context"
	"io"
	"strings"

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
	Parse(r io.Reader, name string) (*rules.Set, error)
}

// Rules returns the rules in force: those loaded from a file, else the built-in ones.
func (d *Session) Rules(ctx context.Context) (*rules.Set, error) {
	ref, err := d.RulesFile(ctx)
	switch {
	case err != nil:
		return nil, err
	case ref == nil:
		return d.RuleSource.BuiltIn()
	}
	return d.RuleSource.Parse(strings.NewReader(ref.Data), ref.Source)
}

// RulesFile is the row of the loaded rules, nil when the built-in ones are in force.
func (d *Session) RulesFile(ctx context.Context) (*model.Reference, error) {
	return optional[model.Reference](ctx, d.Store, "reference", RulesRow)
}

// LoadRules returns the change set that puts a file's rules in force. The text is stored unchanged, with its remarks.
// When the file cannot be read, the rules stay as they are.
func (d *Session) LoadRules(ctx context.Context, text, name string) (*rules.Set, model.ChangeSet, error) {
	rules, err := d.RuleSource.Parse(strings.NewReader(text), name)
	if err != nil {
		return nil, model.ChangeSet{}, err
	}
	before, err := d.RulesFile(ctx)
	if err != nil {
		return nil, model.ChangeSet{}, err
	}
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

// RulesReference is the row that stores a file's rules with its text unchanged.
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
func MissingKinds(book RuleSource, rules *rules.Set) ([]string, error) {
	usual, err := book.BuiltIn()
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
