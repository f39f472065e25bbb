package search

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
)

// layout turns what a builder gathered into a segment. It lets go of each thing as soon as it is laid
// down, because the builder's copy and the segment's of a million documents are the most memory the
// program ever uses.
type layout struct {
	*Builder
	segment *segment
	order   []uint32 // the builder's documents in the segment's order
	place   []uint32 // of each of the builder's words: its place in the vocabulary
}

// keyed is a number to sort by text: the text's first eight bytes settle most comparisons.
type keyed struct {
	head uint64
	n    uint32
}

func head(text []byte) uint64 {
	if len(text) >= 8 {
		return binary.BigEndian.Uint64(text)
	}
	var b [8]byte
	copy(b[:], text)
	return binary.BigEndian.Uint64(b[:])
}

// sortDocs orders documents by folded name, kind and ID.
func (l *layout) sortDocs() {
	sorted := make([]keyed, 0, len(l.kinds))
	for n := range uint32(len(l.kinds)) {
		if !l.dropped[n] {
			sorted = append(sorted, keyed{head(l.folds.at(n)), n})
		}
	}
	slices.SortFunc(sorted, func(x, y keyed) int {
		if x.head != y.head {
			return cmp.Compare(x.head, y.head)
		}
		return cmp.Or(bytes.Compare(l.folds.at(x.n), l.folds.at(y.n)),
			cmp.Compare(l.kinds[x.n], l.kinds[y.n]), bytes.Compare(l.ids.at(x.n), l.ids.at(y.n)))
	})
	l.order = make([]uint32, len(sorted))
	for i, k := range sorted {
		l.order[i] = k.n
	}
	l.folds, l.dropped, l.Builder.keys = packed{}, nil, table{}
}

// sortWords fills the vocabulary: numbers, then the other words.
func (l *layout) sortWords() {
	in := &l.Builder.vocab
	var parts [2][]keyed
	for n := range uint32(len(in.end)) {
		word, i := in.at(n), 1
		if isNumber(word) {
			i = 0
		}
		parts[i] = append(parts[i], keyed{head(word), n})
	}
	l.place = make([]uint32, len(in.end))
	v := &l.segment.vocab
	v.numbers = len(parts[0])
	v.start = make([]uint32, 0, len(in.end)+1)
	var all strings.Builder
	all.Grow(len(in.data) + len(in.end))
	for _, part := range parts {
		slices.SortFunc(part, func(x, y keyed) int {
			if x.head != y.head {
				return cmp.Compare(x.head, y.head)
			}
			return bytes.Compare(in.at(x.n), in.at(y.n))
		})
		for _, k := range part {
			l.place[k.n] = uint32(len(v.start))
			v.start = append(v.start, uint32(all.Len()))
			all.Write(in.at(k.n))
			all.WriteByte(' ')
		}
	}
	v.start = append(v.start, uint32(all.Len()))
	v.text = all.String()
	l.Builder.vocab = interner{}
}

// storeDocs lays the documents down in order.
func (l *layout) storeDocs() {
	s := l.segment
	s.names = l.names.ordered(l.order)
	l.names = packed{}
	s.ids = l.ids.ordered(l.order)
	l.ids = packed{}
	s.texts = texts{all: string(l.texts.data), start: append(make([]uint32, 1, len(l.texts.end)+1), l.texts.end...)}
	l.texts = interner{}
	s.refs = lists{all: make([]uint32, 0, len(l.refs.all)), start: make([]uint32, 1, len(l.order)+1)}
	s.kinds = make([]Kind, len(l.order))
	s.keys.grow(slotsFor(len(l.order)))
	for i, n := range l.order {
		s.kinds[i] = l.kinds[n]
		s.keys.put(uint32(i), hashKey(l.seed, s.key(uint32(i))))
		s.refs.all = append(s.refs.all, l.refs.at(n)...)
		s.refs.start = append(s.refs.start, uint32(len(s.refs.all)))
	}
}

// postNames lists the documents of the words in names and aliases.
func (l *layout) postNames() {
	l.segment.posts[Lead] = l.post(func(dst []uint32, n uint32) []uint32 {
		name := l.nameWords.at(n)
		return append(dst, name[:min(1, len(name))]...)
	}, len(l.order))
	l.segment.posts[Name] = l.post(func(dst []uint32, n uint32) []uint32 {
		name := l.nameWords.at(n)
		return l.appendWords(append(dst, name[min(1, len(name)):]...), n, 1)
	}, len(l.nameWords.all))
}

// postExtras lists the documents of the words in other texts.
func (l *layout) postExtras() {
	l.segment.posts[Extra] = l.post(func(dst []uint32, n uint32) []uint32 { return l.appendWords(dst, n, 0) },
		2*len(l.refs.all))
}

// appendWords adds the words of a document's aliases (1) or extras (0).
func (l *layout) appendWords(dst []uint32, n uint32, alias uint32) []uint32 {
	for _, ref := range l.refs.at(n) {
		if ref&1 == alias {
			dst = append(dst, l.textWords.at(ref>>1)...)
		}
	}
	return dst
}

// post lists the documents of every word, where appendTo adds the words of a document. It counts first,
// so that each list is written where it stays; about is how many words there are in all.
func (l *layout) post(appendTo func(dst []uint32, n uint32) []uint32, about int) postings {
	all := make([]uint32, 0, about)
	end := make([]uint32, len(l.order))
	p := postings{start: make([]uint32, len(l.place)+1)}
	for doc, n := range l.order {
		from := len(all)
		all = appendTo(all, n)
		end[doc] = uint32(len(all))
		for i, w := range all[from:] {
			w = l.place[w]
			all[from+i] = w
			p.start[w+1]++
		}
	}
	for i := range l.place {
		p.start[i+1] += p.start[i]
	}
	p.docs = make([]uint32, len(all))
	for doc, at := uint32(0), uint32(0); at < uint32(len(all)); {
		if at == end[doc] {
			doc++
			continue
		}
		next := &p.start[all[at]]
		p.docs[*next] = doc
		*next++
		at++
	}
	copy(p.start[1:], p.start) // the starts have become ends
	p.start[0] = 0
	return p
}

func (p *packed) ordered(order []uint32) texts {
	var all strings.Builder
	all.Grow(len(p.data))
	start := make([]uint32, 1, len(order)+1)
	for _, n := range order {
		all.Write(p.at(n))
		start = append(start, uint32(all.Len()))
	}
	return texts{all: all.String(), start: start}
}
