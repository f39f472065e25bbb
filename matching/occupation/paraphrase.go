package occupation

import (
	"cmp"
	"slices"
	"strings"

	"jobspor/matching/words"
)

// RelationKind says how the words of a Relation hang together, by its name in the data.
type RelationKind string

// Relation says what a word or short phrase can be read as, in that direction only.
type Relation struct {
	Kind RelationKind
	From string
	To   []Term
}

// paraphraser reads a query in other words.
type paraphraser struct {
	by     map[string][]paraphrase // stems of a phrase joined by a blank → what it can be read as
	phrase int                     // words of the longest phrase
}

// paraphrase is a text and what a hit by it is worth.
type paraphrase struct {
	text   string // folded
	factor float64
	of     string // folded: what can be read so
}

// maxParaphrases is how many paraphrases of a query are searched.
const maxParaphrases = 6

func newParaphraser(list []Relation, w linkWeights) paraphraser {
	p := paraphraser{by: make(map[string][]paraphrase, len(list))}
	for _, r := range list {
		stems := stemsOf(r.From)
		p.phrase = max(p.phrase, len(stems))
		key, from := strings.Join(stems, " "), words.Fold(r.From)
		for _, t := range r.To {
			factor := w.read[r.Kind]
			if t.Near {
				factor *= w.weaker
			}
			p.by[key] = append(p.by[key], paraphrase{words.Fold(t.Word), factor, from})
		}
	}
	return p
}

// readings gives what a word or phrase can be read as. Words that only share their stem are different ones: "kasse" is
// no kaserne.
func (p *paraphraser) readings(stems, said string) []paraphrase {
	list := p.by[stems]
	if len(list) == 0 || !slices.ContainsFunc(list, func(r paraphrase) bool { return !inflected(said, r.of, stems) }) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(r paraphrase) bool { return !inflected(said, r.of, stems) })
}

// inflected reports whether what was said is a form of a known word or phrase of the same stems: it begins with it, or
// one of the two has another vowel (bøger, cykler).
func inflected(said, known, stems string) bool {
	for stem := range strings.FieldsSeq(stems) {
		var s, k string
		s, said, _ = strings.Cut(said, " ")
		k, known, _ = strings.Cut(known, " ")
		if !strings.HasPrefix(s, k) && strings.HasPrefix(s, stem) && strings.HasPrefix(k, stem) {
			return false
		}
	}
	return true
}

// span is a stretch of a query's words and what it can be read as.
type span struct {
	from, to int
	readings []paraphrase
}

// of gives the best ways to say a key in other words: one stretch of it replaced, or two.
func (p *paraphraser) of(f *features, key string) []paraphrase {
	if len(p.by) == 0 {
		return nil
	}
	var list []string
	for w := range strings.FieldsSeq(key) {
		if !words.Stop(w) {
			list = append(list, w)
		}
	}
	spans := p.spans(f, list)
	var out []paraphrase
	for i, a := range spans {
		for _, x := range a.readings {
			one := slices.Concat(list[:a.from], []string{x.text}, list[a.to:])
			out = append(out, paraphrase{text: strings.Join(one, " "), factor: x.factor})
			for _, b := range spans[i+1:] {
				if b.from < a.to {
					continue
				}
				for _, y := range b.readings {
					between, rest := list[a.to:b.from], list[b.to:]
					both := slices.Concat(list[:a.from], []string{x.text}, between, []string{y.text}, rest)
					out = append(out, paraphrase{text: strings.Join(both, " "), factor: x.factor * y.factor})
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b paraphrase) int { return cmp.Compare(b.factor, a.factor) })
	return out[:min(maxParaphrases, len(out))]
}

// spans finds the stretches that relations know, and the words of which they know a part.
func (p *paraphraser) spans(f *features, list []string) []span {
	stems := make([]string, len(list))
	for i, w := range list {
		stems[i] = words.Stem(w)
	}
	var out []span
	for i := range list {
		for n := min(p.phrase, len(list)-i); n > 0; n-- {
			if r := p.readings(strings.Join(stems[i:i+n], " "), strings.Join(list[i:i+n], " ")); len(r) > 0 {
				out = append(out, span{i, i + n, r})
			}
		}
		t := f.seen[list[i]]
		if t == nil {
			t = f.token(list[i])
		}
		last := len(t.parts) - 1
		if last == 0 {
			continue
		}
		front := strings.Join(t.parts[:last], "")
		var inside []paraphrase
		for _, r := range p.readings(t.stems[last], t.parts[last]) {
			inside = append(inside, paraphrase{text: front + " " + r.text, factor: r.factor})
		}
		for _, r := range p.readings(words.Stem(front), front) {
			text := r.text + " " + t.parts[last]
			if t.weak {
				text = r.text
			}
			inside = append(inside, paraphrase{text: text, factor: r.factor})
		}
		if len(inside) > 0 {
			out = append(out, span{i, i + 1, inside})
		}
	}
	return out
}
