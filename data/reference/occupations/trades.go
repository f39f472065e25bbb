package occupations

import (
	"fmt"
	"io"
	"path"
	"strings"

	"jobspor/model"
)

// Trade is what the words of an industry, or of a company's name, say about the work there (fag). A word counts in all
// its inflections; "-word" also ends a compound, "word-" also begins one; several words with blanks between them count
// only together, and then before the words by themselves.
type Trade struct {
	Words []string
	Main  []string // IDs of occupations that the place lives by, most usual first
	Also  []string // IDs of occupations that are found there as well
}

// LoadTrades gives the built-in trades of trades.txt, as written.
func LoadTrades() ([]Trade, error) { return load("trades.txt", ParseTrades) }

// ParseTrades reads trades in the format of trades.txt, errors as for Parse. A line is words, "=", and occupations;
// after ~ come those that are found there as well:
//
//	børnehave, -børnehave = paedagogmedhjaelper, paedagog ~ rengoeringsassistent
func ParseTrades(r io.Reader, name string) ([]Trade, error) {
	p := problems{file: name}
	var out []Trade
	said := map[string]bool{}
	err := p.eachLine(r, func(s string) {
		left, right, ok := strings.Cut(s, "=")
		main, also, more := strings.Cut(right, "~")
		t := Trade{Words: p.words(left), Main: p.ids(main)}
		if more {
			t.Also = p.ids(also)
		}
		if !ok {
			p.add("err.lexicon.trade", model.Args{"value": s})
		}
		for _, w := range t.Words {
			if said[w] {
				p.add("err.lexicon.word", model.Args{"value": w})
			}
			said[w] = true
		}
		out = append(out, t)
	})
	if err == nil {
		err = p.err()
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// LoadTasks gives by an occupation's ID what people do in it, as tasks.txt has it beside the lexicon.
func LoadTasks() (map[string][]string, error) { return load("tasks.txt", ParseTasks) }

// ParseTasks reads what people do in the format of tasks.txt, errors as for Parse. A line is an ID, ":", and what people
// do in their own words:
//
//	opvasker: tage opvasken, skrubbe gryder, stille service på plads
func ParseTasks(r io.Reader, name string) (map[string][]string, error) {
	p := problems{file: name}
	out := map[string][]string{}
	err := p.eachLine(r, func(s string) {
		id, list, ok := strings.Cut(s, ":")
		switch {
		case !ok || !validID(id):
			p.add("err.lexicon.tasks", model.Args{"value": s})
		case out[id] != nil:
			p.add("err.lexicon.word", model.Args{"value": id})
		default:
			out[id] = p.list(list)
		}
	})
	if err == nil {
		err = p.err()
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// LoadKin gives families of related occupations by their IDs, as kin.txt has them.
func LoadKin() ([][]string, error) { return load("kin.txt", ParseKin) }

// ParseKin reads families of occupations in the format of kin.txt, errors as for Parse: a line is the IDs of occupations
// that are related to each other.
func ParseKin(r io.Reader, name string) ([][]string, error) {
	p := problems{file: name}
	var out [][]string
	err := p.eachLine(r, func(s string) { out = append(out, p.ids(s)) })
	if err == nil {
		err = p.err()
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// ids splits at commas and complains about what is no ID.
func (p *problems) ids(list string) []string {
	out := strings.Split(list, ",")
	for i, id := range out {
		if out[i] = strings.TrimSpace(id); !validID(out[i]) {
			p.add("err.lexicon.trade", model.Args{"value": id})
		}
	}
	return out
}

// load reads one embedded file.
func load[T any](name string, parse func(io.Reader, string) (T, error)) (out T, err error) {
	f, err := files.Open(name)
	if err != nil {
		return out, fmt.Errorf("open %s: %w", name, err)
	}
	defer f.Close() // reading an embedded file cannot fail on close
	return parse(f, path.Base(name))
}
