package bootstrap

import (
	"io"
	"sync"

	"jobspor/data/paths"
	"jobspor/data/reference/programmes"
	"jobspor/data/reference/ruleset"
	"jobspor/data/reference/tomlfile"
	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/rules"
	"jobspor/ui/service"
)

// ruleSource provides the rules; the built-in set is parsed once and never changed.
type ruleSource struct{ builtIn func() (*rules.Set, error) }

func newRuleSource() ruleSource { return ruleSource{sync.OnceValues(ruleset.Load)} }

func (b ruleSource) BuiltIn() (*rules.Set, error) { return b.builtIn() }
func (ruleSource) Text() string                   { return ruleset.Text() }
func (ruleSource) TOML(text string) string        { return ruleset.TOML(text) }
func (ruleSource) Parse(name, text string) (*rules.Set, error) {
	return ruleset.Parse(name, text)
}

// programmeSource provides the programme definitions and the progress items.
type programmeSource struct{}

func (programmeSource) BuiltIn() ([]*programme.Programme, error) { return programmes.All() }
func (programmeSource) Parse(file, text string) (*programme.Programme, error) {
	return programmes.Parse(file, text)
}
func (programmeSource) BuiltInItems() ([]programme.ProgressItem, error) { return programmes.Items() }
func (programmeSource) ParseItems(file, text string) ([]programme.ProgressItem, string, error) {
	return programmes.ParseItems(file, text)
}

// rulesIn returns the text of a file that looks like rules; a file that cannot be read does not.
func rulesIn(path string) (string, bool) { return textIn(path, ruleset.IsRules) }

// textIn returns the text of a file of a known look; a file that cannot be read has none.
func textIn(path string, looks func(text string) bool) (string, bool) {
	f, err := paths.OpenRegular(path)
	if err != nil {
		return "", false
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, tomlfile.MaxBytes+1))
	if err != nil || !looks(string(b)) {
		return "", false
	}
	return string(b), true
}

// rulesReference reads a file of rules as the row that puts them in force.
func rulesReference(text, name string, today model.Date) (*model.Reference, error) {
	set, err := ruleset.Parse(name, text)
	if err != nil {
		return nil, err
	}
	return service.RulesReference(set, ruleset.TOML(text), name, today), nil
}
