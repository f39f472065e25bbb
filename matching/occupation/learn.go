package occupation

import (
	"strings"
	"sync"

	"jobspor/matching/words"
	"jobspor/model"
)

// source is one text of an occupation, on its way into the index.
type source struct {
	target int32
	kind   kind
	text   string // as written
	key    string // folded
	tokens []*token
}

// sources lists the texts of occupations, target by target.
func (f *features) sources(list []model.Occupation) []source {
	texts := 0
	for i := range list {
		texts += 2 + len(list[i].Synonyms) + len(list[i].Tasks)
	}
	out := make([]source, 0, texts)
	add := func(target int, kind kind, text string) {
		if key := f.fold(text); key != "" {
			out = append(out, source{target: int32(target), kind: kind, text: text, key: key})
		}
	}
	for i := range list {
		add(i, labelText, list[i].Label)
		for _, s := range list[i].Synonyms {
			add(i, synonymText, s)
		}
		add(i, englishText, list[i].English)
		for _, s := range list[i].Tasks {
			add(i, taskText, s)
		}
	}
	return out
}

// How many different features there are for each word of a lexicon.
const (
	gramsPerWord = 6
	termsPerWord = 2
)

// learn takes every word of the texts apart, numbers their features and those of so many groups, and counts how rare
// these are.
func (f *features) learn(lists [][]source, groups int) {
	texts := 0
	for _, list := range lists {
		texts += len(list)
	}
	f.seen = make(map[string]*token, texts)
	all := make([]string, 0, texts)
	for _, list := range lists {
		for _, s := range list {
			for w := range strings.FieldsSeq(s.key) {
				if _, ok := f.seen[w]; !ok && !words.Stop(w) {
					f.seen[w] = nil
					all = append(all, w)
				}
			}
		}
	}
	tokens := make([]*token, len(all))
	terms := make([][]raw[string], len(all))
	onTwoWorkers(len(all), func(i int) {
		tokens[i] = f.token(all[i])
		terms[i] = f.rawTerms(tokens[i])
	})
	f.grams, f.terms = newCounter[gram](gramsPerWord*len(all)), newCounter[string](termsPerWord*len(all))
	for i := range groups {
		f.terms.learn([]raw[string]{{groupName(i), 1}}) // phrases are looked up, never learnt
	}
	var grams []raw[gram]
	for i, t := range tokens {
		f.seen[t.word] = t
		grams = f.rawGrams(grams[:0], t)
		t.grams, t.terms = f.grams.learn(grams), f.terms.learn(terms[i])
	}
	f.grams.begin()
	f.terms.begin()
	onTwoWorkers(len(all), func(i int) {
		tokens[i].grams, tokens[i].terms = tokens[i].grams.normalize(), tokens[i].terms.normalize()
	})
	f.groupIDs = make([]bool, len(f.terms.df))
	for name, id := range f.terms.id {
		f.groupIDs[id] = strings.HasPrefix(name, groupMark)
	}
	n := int32(0)
	for _, list := range lists {
		for i := range list {
			s := &list[i]
			s.tokens = f.tokens(s.key)
			for _, t := range s.tokens {
				f.grams.count(t.grams, n)
				f.terms.count(t.terms, n)
			}
			f.terms.count(f.phrases(s.tokens), n)
			n++
		}
	}
	f.grams.finish(n)
	f.terms.finish(n)
}

// onTwoWorkers calls f for 0 to n-1 on two goroutines; more would take the machine from the person at it.
func onTwoWorkers(n int, f func(i int)) {
	var second sync.WaitGroup
	second.Go(func() {
		for i := n / 2; i < n; i++ {
			f(i)
		}
	})
	for i := range n / 2 {
		f(i)
	}
	second.Wait()
}
