package bootstrap

import (
	"sync"

	"jobspor/data/reference/occupations"
	"jobspor/matching"
	"jobspor/matching/occupation"
	"jobspor/matching/words"
	"jobspor/model"
)

// lazyLinker is a linker that is built while other goroutines read the database: most of a snapshot does not need it.
type lazyLinker struct {
	made   chan struct{}
	linker *occupation.Linker // set before made is closed

	splitter *words.Splitter // of the same lexicon, built first: a snapshot needs it

	mu    sync.Mutex // guards tasks
	tasks *matching.TaskReader
}

// Linkers builds one linker for all databases opened with it that have the same words, because a linker never changes
// and is the most expensive part of opening. Every linker stays in memory: a program that opens a single database has
// no use for it.
type Linkers struct {
	mu    sync.Mutex             // guards the rest
	base  *occupation.Knowledge  // what is built in, once it was read
	known map[string]*lazyLinker // by the municipality's own words
}

// builtin is the function of that name, read once for all databases; nobody may change what it returns.
func (l *Linkers) builtin() (occupation.Knowledge, error) {
	if l == nil {
		return builtin()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.base == nil {
		know, err := builtin()
		if err != nil {
			return know, err
		}
		l.base = &know
	}
	return *l.base, nil
}

// of returns the linker for the given knowledge. It is shared when only is true: the built-in lexicon with these local
// words and nothing else.
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

// reader gives the reader of tasks for the same lexicon.
func (s *lazyLinker) reader(lexicon []model.Occupation) (*matching.TaskReader, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tasks == nil {
		tasks, err := occupations.LoadTasks()
		if err != nil {
			return nil, err
		}
		s.tasks = matching.NewTaskReader(lexicon, tasks, s.splitter)
	}
	return s.tasks, nil
}

// Link waits for the linker, then calls it.
func (s *lazyLinker) Link(query string, top int) []occupation.Result {
	<-s.made
	return s.linker.Link(query, top)
}

// Goals waits for the linker, then calls it.
func (s *lazyLinker) Goals(sentence string) []occupation.Goal {
	<-s.made
	return s.linker.Goals(sentence)
}
