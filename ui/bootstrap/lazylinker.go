package bootstrap

import (
	"sync"

	"jobspor/matching"
	"jobspor/matching/occupation"
	"jobspor/matching/words"
)

// lazyLinker is a linker that is made while others read the database: most of what a snapshot is built from does not
// need it.
type lazyLinker struct {
	made   chan struct{}
	linker *occupation.Linker // readable when made is closed

	splitter *words.Splitter // of the same lexicon, made at once: a snapshot is built from it
}

// Linkers makes one linker for all databases that are opened with it and have the same words, because a linker never
// changes and costs more than everything else that opening does. Every linker stays in memory: whoever opens one
// database has no use for it.
type Linkers struct {
	mu    sync.Mutex
	known map[string]*lazyLinker // by the words that a municipality added
}

// of gives the linker for what is known. It is shared where only says that this is the built-in lexicon with these
// local words and nothing else.
func (l *Linkers) of(know occupation.Knowledge, local string, only bool) *lazyLinker {
	if l == nil || !only {
		return newLazyLinker(know)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.known == nil {
		l.known = map[string]*lazyLinker{}
	}
	if l.known[local] == nil {
		l.known[local] = newLazyLinker(know)
	}
	return l.known[local]
}

func newLazyLinker(know occupation.Knowledge) *lazyLinker {
	s := &lazyLinker{made: make(chan struct{})}
	go func() {
		defer close(s.made)
		s.linker = occupation.New(know, occupation.Options{})
	}()
	s.splitter = matching.NewSplitter(know.Lexicon)
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
