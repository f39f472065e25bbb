package bootstrap

import (
	"io"
	"os"
	"strings"
	"sync"

	"jobspor/data/reference/ruleset"
	"jobspor/model"
	"jobspor/model/rules"
	"jobspor/ui/service"
)

// ruleSource gives the rules; the built-in set is parsed once and never changed.
type ruleSource struct{ builtIn func() (*rules.Set, error) }

func newRuleSource() ruleSource { return ruleSource{sync.OnceValues(ruleset.Load)} }

func (b ruleSource) BuiltIn() (*rules.Set, error) { return b.builtIn() }
func (ruleSource) Text() string                   { return ruleset.Text() }
func (ruleSource) Parse(r io.Reader, name string) (*rules.Set, error) {
	return ruleset.Parse(r, name)
}

// rulesIn gives the text of a file that looks like rules; what cannot be read is none.
func rulesIn(path string) (string, bool) {
	f, err := os.Open(path)
	if err != nil {
		return "", false
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, ruleset.MaxBytes+1))
	if err != nil || !ruleset.Looks(string(b)) {
		return "", false
	}
	return string(b), true
}

// rulesReference reads a file of rules as the row that puts them in force.
func rulesReference(text, name string, today model.Date) (*model.Reference, error) {
	set, err := ruleset.Parse(strings.NewReader(text), name)
	if err != nil {
		return nil, err
	}
	return service.RulesReference(set, text, name, today), nil
}
