package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"jobspor/matching/words"
)

// Item says which text of a document a span is in.
type Item uint8

// The texts of a document.
const (
	InName Item = iota
	InAlias
	InExtra
)

// Span is a stretch of a document's text that answers a word of the query.
type Span struct {
	In         Item
	Index      int // which alias or extra text; 0 in the name
	Start, End int // bytes, on rune boundaries of the text as it is written
	Word       int // which word of the query, counted from 0
	Class      Class
}

// spanFinder finds spans. Not safe for concurrent use.
type spanFinder struct {
	terms  []term
	meters []*meter
	upto   Class
	buf    []byte
}

func newSpanFinder(terms []term, upto Class) *spanFinder {
	p := &spanFinder{terms: terms, upto: upto}
	for _, t := range terms {
		p.meters = append(p.meters, newMeter(t, upto))
	}
	return p
}

// spans returns, for each query word, every place in d where it is found in its best class there.
func (p *spanFinder) spans(d Doc) []Span {
	best := make([]Class, len(p.terms))
	for i := range best {
		best[i] = None
	}
	var spans []Span
	p.text(&spans, best, d.Name, InName, 0)
	for i, text := range d.Alias {
		p.text(&spans, best, text, InAlias, i)
	}
	for i, text := range d.Extra {
		p.text(&spans, best, text, InExtra, i)
	}
	return slices.DeleteFunc(spans, func(s Span) bool { return s.Class > best[s.Word] })
}

// text adds the spans of one text and notes the best classes.
func (p *spanFinder) text(spans *[]Span, best []Class, text string, in Item, index int) {
	text = clip(text, maxText)
	p.buf = words.AppendFold(p.buf[:0], text)
	var where []int // made for the few texts that have a match
	key := string(p.buf)
	for start := 0; start < len(key); start = nextWord(key, start) {
		word, _, _ := strings.Cut(key[start:], " ")
		word = clipWord(word)
		for i, t := range p.terms {
			c := t.classify(p.meters[i], word, p.upto)
			if c == None || c > best[i] {
				continue
			}
			best[i] = c
			if where == nil {
				_, where = words.FoldMap(text)
			}
			for from, to := range t.matchRanges(c, word) {
				a, b := where[start+from], letterStop(text, where[start+to-1])
				*spans = append(*spans, Span{In: in, Index: index, Start: a, End: b, Word: i, Class: c})
			}
		}
	}
}

// nextWord is where the word after the one at start begins.
func nextWord(key string, start int) int {
	if i := strings.IndexByte(key[start:], ' '); i >= 0 {
		return start + i + 1
	}
	return len(key)
}

// matchRanges yields the bytes [from, to) of a folded word that answer t.
func (t term) matchRanges(c Class, word string) func(yield func(from, to int) bool) {
	return func(yield func(from, to int) bool) {
		switch c {
		case Prefix:
			yield(0, len(t.text))
		case Infix:
			at := strings.Index(word, t.text)
			yield(at, at+len(t.text))
		case Loose:
			at := fuzzyPositions(t.text, word)
			for i := 0; i < len(at); {
				from, to := at[i], letterEnd(word, at[i])
				for i++; i < len(at) && at[i] == to; i++ {
					to = letterEnd(word, to)
				}
				if !yield(from, to) {
					return
				}
			}
			if len(at) == 0 {
				yield(0, len(word))
			}
		default:
			yield(0, len(word))
		}
	}
}

// letterStop is the end of the letter that starts at i, with the accents that follow it.
func letterStop(text string, i int) int {
	i = letterEnd(text, i)
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.Is(unicode.Mn, r) {
			break
		}
		i += n
	}
	return i
}
