package search

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"math"
	"slices"
	"strings"
	"sync"

	"jobspor/matching/words"
)

// Builder gathers documents and makes an Index of them. It copies what it is given, so rows may be
// streamed through it from a database. Not safe for concurrent use.
type Builder struct {
	seed     maphash.Seed
	kinds    []Kind
	names    packed
	ids      packed
	folds    packed // folded names, for the order of documents
	refs     []uint32
	refEnd   []uint32
	nameWord []uint32 // numbers of the words of names, in the order they were met
	nameEnd  []uint32
	texts    interner
	textWord []uint32
	textEnd  []uint32
	vocab    interner
	keys     table
	dropped  map[uint32]bool // documents whose key came again
	buf      []byte
}

// packed is texts on the way in.
type packed struct {
	data []byte
	end  []uint32
}

func (p *packed) add(s string) {
	p.data = append(p.data, s...)
	p.end = append(p.end, uint32(len(p.data)))
}

func (p *packed) at(i uint32) []byte { return p.data[startOf(p.end, i):p.end[i]] }

// startOf is where item i begins when end[i] is where it ends.
func startOf(end []uint32, i uint32) uint32 {
	if i == 0 {
		return 0
	}
	return end[i-1]
}

// NewBuilder makes room for about size documents; any number may come.
func NewBuilder(size int) *Builder {
	seed := maphash.MakeSeed()
	b := &Builder{seed: seed, dropped: map[uint32]bool{}}
	b.texts.seed, b.vocab.seed = seed, seed
	b.kinds = make([]Kind, 0, size)
	for _, p := range []*packed{&b.names, &b.ids, &b.folds} {
		p.end = make([]uint32, 0, size)
	}
	b.names.data = make([]byte, 0, size*24)
	b.folds.data = make([]byte, 0, size*24)
	b.ids.data = make([]byte, 0, size*10)
	b.refs, b.refEnd = make([]uint32, 0, size*4), make([]uint32, 0, size)
	b.nameWord, b.nameEnd = make([]uint32, 0, size*3), make([]uint32, 0, size)
	b.keys.grow(slotsFor(size), nil)
	return b
}

// slotsFor is a power of two that keeps a table of n at most three quarters full.
func slotsFor(n int) int {
	slots := 16
	for slots*3 < n*4 {
		slots *= 2
	}
	return slots
}

// Add takes one document. A later document with the same key replaces an earlier one.
func (b *Builder) Add(d Doc) {
	n := uint32(len(b.kinds))
	b.kinds = append(b.kinds, d.Kind)
	b.ids.add(d.ID)
	hash := hashKey(b.seed, d.Key())
	if old, ok := b.keys.find(hash, func(n uint32) bool {
		return b.kinds[n] == d.Kind && string(b.ids.at(n)) == d.ID && !b.dropped[n]
	}); ok {
		b.dropped[old] = true
	}
	b.keys.put(n, hash, func(n uint32) uint64 {
		return hashKey(b.seed, Key{b.kinds[n], string(b.ids.at(n))})
	})

	name := clip(d.Name, maxText)
	b.names.add(name)
	b.buf = words.AppendFold(b.buf[:0], name)
	b.folds.data = append(b.folds.data, b.buf...)
	b.folds.end = append(b.folds.end, uint32(len(b.folds.data)))
	b.nameWord = b.split(b.nameWord, b.buf)
	b.nameEnd = append(b.nameEnd, uint32(len(b.nameWord)))

	for _, text := range d.Alias {
		b.refs = append(b.refs, b.text(text)<<1|1)
	}
	for _, text := range d.Extra {
		b.refs = append(b.refs, b.text(text)<<1)
	}
	b.refEnd = append(b.refEnd, uint32(len(b.refs)))
}

// text returns the number of an alias or extra text, whose words are looked at the first time only.
func (b *Builder) text(text string) uint32 {
	b.buf = append(b.buf[:0], clip(text, maxText)...)
	n, fresh := b.texts.number(b.buf)
	if fresh {
		b.buf = words.AppendFold(b.buf[:0], clip(text, maxText))
		b.textWord = b.split(b.textWord, b.buf)
		b.textEnd = append(b.textEnd, uint32(len(b.textWord)))
	}
	return n
}

// split appends the numbers of the words of a folded text.
func (b *Builder) split(dst []uint32, folded []byte) []uint32 {
	for len(folded) > 0 {
		word, rest, _ := bytes.Cut(folded, []byte{' '})
		if len(word) > maxLetters {
			word = []byte(clipWord(string(word)))
		}
		n, _ := b.vocab.number(word)
		dst = append(dst, n)
		folded = rest
	}
	return dst
}

// Build makes the index. The builder must not be used afterwards. It fails only when ctx ends or the
// texts are beyond four gigabytes.
func (b *Builder) Build(ctx context.Context) (*Index, error) {
	seg, err := b.segment(ctx)
	if err != nil {
		return nil, err
	}
	return newIndex(seg), nil
}

func (b *Builder) segment(ctx context.Context) (*segment, error) {
	for _, n := range []int{len(b.names.data), len(b.ids.data), len(b.folds.data), len(b.texts.data), len(b.vocab.data) * 2} {
		if n > math.MaxUint32 {
			return nil, fmt.Errorf("build search index: texts are beyond 4 GB")
		}
	}
	s := &segment{hash: b.seed}
	var order, place []uint32
	var both sync.WaitGroup
	both.Go(func() { order = b.order() })
	both.Go(func() { place = b.words(s) })
	both.Wait()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("build search index: %w", err)
	}
	both.Go(func() { b.store(s, order) })
	both.Go(func() { b.post(s, order, place) })
	both.Wait()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("build search index: %w", err)
	}
	return s, nil
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

// order returns the documents by folded name, kind and ID.
func (b *Builder) order() []uint32 {
	sorted := make([]keyed, 0, len(b.kinds))
	for n := range uint32(len(b.kinds)) {
		if !b.dropped[n] {
			sorted = append(sorted, keyed{head(b.folds.at(n)), n})
		}
	}
	slices.SortFunc(sorted, func(x, y keyed) int {
		if x.head != y.head {
			return cmp.Compare(x.head, y.head)
		}
		return cmp.Or(bytes.Compare(b.folds.at(x.n), b.folds.at(y.n)),
			cmp.Compare(b.kinds[x.n], b.kinds[y.n]), bytes.Compare(b.ids.at(x.n), b.ids.at(y.n)))
	})
	order := make([]uint32, len(sorted))
	for i, k := range sorted {
		order[i] = k.n
	}
	return order
}

// words fills the vocabulary and returns the place in it of each word met.
func (b *Builder) words(s *segment) (place []uint32) {
	in := &b.vocab
	sorted := make([]keyed, len(in.end))
	for n := range uint32(len(in.end)) {
		word := in.text(n)
		if isNumber(word) {
			s.numbers++
		}
		sorted[n] = keyed{head(word), n}
	}
	slices.SortFunc(sorted, func(x, y keyed) int {
		wx, wy := in.text(x.n), in.text(y.n)
		// A number's first byte is a digit, so only words that also begin with one need the longer look.
		if nx, ny := wx[0] <= '9' && isNumber(wx), wy[0] <= '9' && isNumber(wy); nx != ny {
			if nx {
				return -1
			}
			return 1
		}
		if x.head != y.head {
			return cmp.Compare(x.head, y.head)
		}
		return bytes.Compare(wx, wy)
	})
	var all strings.Builder
	all.Grow(len(in.data) + len(sorted))
	place = make([]uint32, len(sorted))
	s.start = make([]uint32, 0, len(sorted)+1)
	for i, k := range sorted {
		place[k.n] = uint32(i)
		s.start = append(s.start, uint32(all.Len()))
		all.Write(in.text(k.n))
		all.WriteByte(' ')
	}
	s.start = append(s.start, uint32(all.Len()))
	s.text = all.String()
	return place
}

// store lays the documents down in order.
func (b *Builder) store(s *segment, order []uint32) {
	s.names = b.names.ordered(order)
	s.ids = b.ids.ordered(order)
	s.texts = texts{all: string(b.texts.data), start: starts(b.texts.end)}
	s.kinds = make([]Kind, len(order))
	s.refs = lists{all: make([]uint32, 0, len(b.refs)), start: make([]uint32, 1, len(order)+1)}
	s.keys = table{seed: b.seed, slots: make([]uint32, slotsFor(len(order)))}
	for i, n := range order {
		s.kinds[i] = b.kinds[n]
		s.refs.all = append(s.refs.all, b.refs[startOf(b.refEnd, n):b.refEnd[n]]...)
		s.refs.start = append(s.refs.start, uint32(len(s.refs.all)))
		s.keys.put(uint32(i), hashKey(b.seed, s.key(uint32(i))), nil)
	}
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

func starts(end []uint32) []uint32 { return append(make([]uint32, 1, len(end)+1), end...) }

// post lists the documents of every word, once counting and once writing.
func (b *Builder) post(s *segment, order, place []uint32) {
	for f := range fields {
		s.posts[f].start = make([]uint32, len(place)+1)
	}
	b.eachWord(order, place, func(_, word uint32, f Field) { s.posts[f].start[word+1]++ })
	for f := range fields {
		p := &s.posts[f]
		for i := range place {
			p.start[i+1] += p.start[i]
		}
		p.docs = make([]uint32, p.start[len(place)])
	}
	b.eachWord(order, place, func(doc, word uint32, f Field) {
		p := &s.posts[f]
		p.docs[p.start[word]] = doc
		p.start[word]++
	})
	for f := range fields { // the starts have become ends
		p := &s.posts[f]
		copy(p.start[1:], p.start)
		p.start[0] = 0
	}
}

// eachWord visits the words of all documents in order, by place in the vocabulary.
func (b *Builder) eachWord(order, place []uint32, visit func(doc, word uint32, f Field)) {
	for doc, n := range order {
		f := Lead
		for _, w := range b.nameWord[startOf(b.nameEnd, n):b.nameEnd[n]] {
			visit(uint32(doc), place[w], f)
			f = Name
		}
		for _, ref := range b.refs[startOf(b.refEnd, n):b.refEnd[n]] {
			f := Extra
			if ref&1 == 1 {
				f = Name
			}
			text := ref >> 1
			for _, w := range b.textWord[startOf(b.textEnd, text):b.textEnd[text]] {
				visit(uint32(doc), place[w], f)
			}
		}
	}
}
