package wire

import (
	"sync"

	"jobspor/matching/occupation"
)

// soon is a linker that is made while others read the database: most of what a snapshot is built from does not need it.
type soon struct {
	made   chan struct{}
	linker *occupation.Linker // readable when made is closed
}

// Linkers makes one linker for all databases that are opened with it and have the same words, because a linker never
// changes and costs more than everything else that opening does. Every linker stays in memory: whoever opens one
// database has no use for it.
type Linkers struct {
	mu    sync.Mutex
	known map[string]*soon // by the words that a municipality added
}

// of gives the linker for what is known: the built-in lexicon with these local words, and other linkers only where
// only says that nothing else was added.
func (l *Linkers) of(know occupation.Knowledge, words string, only bool) *soon {
	if l == nil || !only {
		return linkerSoon(know)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.known == nil {
		l.known = map[string]*soon{}
	}
	if l.known[words] == nil {
		l.known[words] = linkerSoon(know)
	}
	return l.known[words]
}

func linkerSoon(know occupation.Knowledge) *soon {
	s := &soon{made: make(chan struct{})}
	go func() {
		defer close(s.made)
		s.linker = occupation.New(know, occupation.Options{})
	}()
	return s
}

// Link waits for the linker, then asks it.
func (s *soon) Link(query string, top int) []occupation.Result {
	<-s.made
	return s.linker.Link(query, top)
}

// Goals waits for the linker, then asks it.
func (s *soon) Goals(sentence string) []occupation.Goal {
	<-s.made
	return s.linker.Goals(sentence)
}
