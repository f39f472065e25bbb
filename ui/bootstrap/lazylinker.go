package bootstrap

import (
	"jobspor/matching/occupation"
)

// lazyLinker is a linker that is made while others read the database: most of what a snapshot is built from does not need it.
type lazyLinker struct {
	made   chan struct{}
	linker *occupation.Linker // readable when made is closed
}

func newLazyLinker(know occupation.Knowledge) *lazyLinker {
	s := &lazyLinker{made: make(chan struct{})}
	go func() {
		defer close(s.made)
		s.linker = occupation.New(know, occupation.Options{})
	}()
	return s
}

// Link waits for the linker, then asks it.
func (s *lazyLinker) Link(query string, top int) []occupation.Result {
	<-s.made
	return s.linker.Link(query, top)
}

// Goals waits for the linker, then asks it.
func (s *lazyLinker) Goals(sentence string) []occupation.Goal {
	<-s.made
	return s.linker.Goals(sentence)
}
