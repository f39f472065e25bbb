package wire

import (
	"io"
	"sync"

	"jobspor/data/reference/rules"
	"jobspor/model"
)

// rulebook gives the desk the rules; the built-in set is parsed once and never changed.
type rulebook struct{ builtIn func() (*model.Rules, error) }

func newRulebook() rulebook { return rulebook{sync.OnceValues(rules.Load)} }

func (b rulebook) BuiltIn() (*model.Rules, error) { return b.builtIn() }
func (rulebook) Text() string                     { return rules.Text() }
func (rulebook) Parse(r io.Reader, name string) (*model.Rules, error) {
	return rules.Parse(r, name)
}
