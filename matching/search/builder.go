package search

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"math"
	"sync"

	"jobspor/matching/words"
)

// Builder gathers documents and makes an Index of them. It copies what it is given, so rows may be
// streamed through it from a database. Not safe for concurrent use.
type Builder struct {
	seed      maphash.Seed
	kinds     []Kind
	names     packed
	ids       packed
	folds     packed   // folded names, for the order of documents
	refs      groups   // of a document: text << 1 | 1 for an alias
	nameWords groups   // of a document: words of the name
	texts     interner // different aliases and extras
	textWords groups   // of a text
	vocab     interner
	keys      table
	dropped   map[uint32]bool // documents whose key came again
	buf       []byte
}

// NewBuilder makes room for about size documents; any number may come.
func NewBuilder(size int) *Builder {
	b := &Builder{seed: maphash.MakeSeed(), dropped: map[uint32]bool{}}
	b.texts.seed, b.vocab.seed = b.seed, b.seed
	b.kinds = make([]Kind, 0, size)
	b.names = packed{data: make([]byte, 0, size*24), end: make([]uint32, 0, size)}
	b.folds = packed{data: make([]byte, 0, size*24), end: make([]uint32, 0, size)}
	b.ids = packed{data: make([]byte, 0, size*10), end: make([]uint32, 0, size)}
	b.refs = groups{all: make([]uint32, 0, size*5), end: make([]uint32, 0, size)}
	b.nameWords = groups{all: make([]uint32, 0, size*3), end: make([]uint32, 0, size)}
	b.keys.grow(slotsFor(size))
	return b
}

// Add takes one document. A later document with the same key replaces an earlier one.
func (b *Builder) Add(d Doc) {
	b.addKey(d.Key())
	name := clip(d.Name, maxText)
	b.names.add(name)
	b.buf = words.AppendFold(b.buf[:0], name)
	b.folds.data = append(b.folds.data, b.buf...)
	b.folds.end = append(b.folds.end, uint32(len(b.folds.data)))
	b.split(&b.nameWords, b.buf)
	for _, text := range d.Alias {
		b.refs.all = append(b.refs.all, b.text(text)<<1|1)
	}
	for _, text := range d.Extra {
		b.refs.all = append(b.refs.all, b.text(text)<<1)
	}
	b.refs.close()
}

func (b *Builder) addKey(k Key) {
	hash := hashKey(b.seed, k)
	old, again := b.keys.find(hash, func(n uint32) bool {
		return b.kinds[n] == k.Kind && string(b.ids.at(n)) == k.ID && !b.dropped[n]
	})
	if again {
		b.dropped[old] = true
	}
	b.keys.put(uint32(len(b.kinds)), hash)
	b.kinds = append(b.kinds, k.Kind)
	b.ids.add(k.ID)
}

// text returns the number of an alias or extra text, whose words are looked at the first time only.
func (b *Builder) text(text string) uint32 {
	text = clip(text, maxText)
	b.buf = append(b.buf[:0], text...)
	n, fresh := b.texts.number(b.buf)
	if fresh {
		b.buf = words.AppendFold(b.buf[:0], text)
		b.split(&b.textWords, b.buf)
	}
	return n
}

// split adds the words of a folded text as one list.
func (b *Builder) split(to *groups, folded []byte) {
	for len(folded) > 0 {
		word, rest, _ := bytes.Cut(folded, []byte{' '})
		if len(word) > maxLetters {
			word = []byte(clipWord(string(word)))
		}
		n, _ := b.vocab.number(word)
		to.all = append(to.all, n)
		folded = rest
	}
	to.close()
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

var errTooLarge = errors.New("texts are beyond four gigabytes")

// segment sorts what was added, then lays it down.
func (b *Builder) segment(ctx context.Context) (*segment, error) {
	for _, n := range []int{len(b.names.data), len(b.ids.data), len(b.folds.data), len(b.texts.data),
		len(b.vocab.data) + len(b.vocab.end), len(b.textWords.all), len(b.nameWords.all)} {
		if n > math.MaxUint32 {
			return nil, fmt.Errorf("build search index: %w", errTooLarge)
		}
	}
	l := layout{Builder: b, segment: &segment{seed: b.seed}}
	for _, step := range [][]func(){{l.sortDocs, l.sortWords}, {l.postExtras, l.postNames, l.storeDocs}} {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("build search index: %w", context.Cause(ctx))
		}
		var all sync.WaitGroup
		for _, work := range step {
			all.Go(work)
		}
		all.Wait()
	}
	return l.segment, nil
}
