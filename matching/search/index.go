package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Index is a searchable set of documents. It never changes: Patch and Compact return another that
// shares what stayed the same. Safe for concurrent use.
type Index struct {
	parts []part // the oldest first, later ones hold later changes
	pool  *sync.Pool
}

// part is a segment less the documents that have been replaced or deleted since.
type part struct {
	*segment
	dead docSet
	gone int // documents in dead
}

func (p part) live() int { return p.size() - p.gone }

// Sizes that keep patches quick and parts few.
const (
	smallPart = 512 // documents that a patch takes together with its own
	manyParts = 8   // parts at which compacting pays
	worn      = 8   // the first part is rewritten when one document in so many has changed
)

// Build indexes the documents. A later one with the same key replaces an earlier one.
func Build(ctx context.Context, docs []Doc) (*Index, error) {
	b := NewBuilder(len(docs))
	for i, d := range docs {
		if i%blockDocs == 0 && ctx.Err() != nil {
			return nil, fmt.Errorf("build search index: %w", ctx.Err())
		}
		b.Add(d)
	}
	return b.Build(ctx)
}

func newIndex(segs ...*segment) *Index {
	ix := &Index{pool: &sync.Pool{New: func() any { return new(scratch) }}}
	for _, s := range segs {
		ix.parts = append(ix.parts, part{segment: s})
	}
	return ix
}

// Len is the number of documents.
func (ix *Index) Len() int {
	n := 0
	for _, p := range ix.parts {
		n += p.live()
	}
	return n
}

// Bytes is about what the index holds in memory.
func (ix *Index) Bytes() int {
	n := 0
	for _, p := range ix.parts {
		n += p.bytes() + 8*len(p.dead)
	}
	return n
}

// Find returns the document with this key as it was put in.
func (ix *Index) Find(k Key) (Doc, bool) {
	for _, p := range ix.parts {
		if doc, ok := p.find(k); ok && !p.dead.has(doc) {
			return p.doc(doc), true
		}
	}
	return Doc{}, false
}

// Patch returns an index without deletes and with upserts in place of what had their keys. A key in
// both is an upsert; of two upserts with one key the later counts. It takes time by the number of
// changes, not of documents.
func (ix *Index) Patch(upserts []Doc, deletes []Key) *Index {
	return ix.patch(upserts, deletes, smallPart)
}

// patch is Patch with the size up to which the last parts are made one with the changes.
func (ix *Index) patch(upserts []Doc, deletes []Key, small int) *Index {
	next := &Index{parts: slices.Clone(ix.parts), pool: ix.pool}
	fresh := make([]bool, len(next.parts)) // whose dead set is a copy of our own
	bury := func(k Key) {
		for i := range next.parts {
			next.parts[i].markDead(k, &fresh[i])
		}
	}
	for _, k := range deletes {
		bury(k)
	}
	for _, d := range upserts {
		bury(d.Key())
	}
	b := NewBuilder(len(upserts))
	kept := len(next.parts)
	for n := len(upserts); kept > 1 && n > 0 && n+next.parts[kept-1].live() <= small; kept-- {
		n += next.parts[kept-1].live()
	}
	for _, p := range next.parts[kept:] {
		p.addTo(b)
	}
	for _, d := range upserts {
		b.Add(d)
	}
	next.parts = slices.DeleteFunc(next.parts[:kept], func(p part) bool { return p.live() == 0 })
	if len(b.kinds) == 0 {
		return next
	}
	// The background context never ends, and patches are far below four gigabytes of text.
	if seg, err := b.segment(context.Background()); err == nil {
		next.parts = append(next.parts, part{segment: seg})
	}
	return next
}

// markDead takes the document with key k out, on a copy of the set of dead ones.
func (p *part) markDead(k Key, fresh *bool) {
	doc, ok := p.find(k)
	if !ok || p.dead.has(doc) {
		return
	}
	if !*fresh {
		old := p.dead
		p.dead = make(docSet, (p.size()+63)/64)
		copy(p.dead, old)
		*fresh = true
	}
	p.dead.add(doc)
	p.gone++
}

// addTo gives the living documents to b.
func (p part) addTo(b *Builder) {
	for doc := range uint32(p.size()) {
		if !p.dead.has(doc) {
			b.Add(p.doc(doc))
		}
	}
}

// NeedsCompaction reports whether there are so many patches that Compact would make searching faster.
func (ix *Index) NeedsCompaction() bool { return len(ix.parts) >= manyParts || ix.worn() }

// worn reports whether so much of the first part has changed that it is worth rewriting.
func (ix *Index) worn() bool {
	if len(ix.parts) == 0 {
		return false
	}
	changed := ix.parts[0].gone
	for _, p := range ix.parts[1:] {
		changed += p.live()
	}
	return changed > smallPart && changed*worn > ix.parts[0].size()
}

// Compact returns an index of the same documents in fewer parts. It is meant for the background: it
// takes the time of building the small parts anew, or everything once an eighth has changed.
func (ix *Index) Compact(ctx context.Context) (*Index, error) {
	keep := min(1, len(ix.parts))
	if ix.worn() {
		keep = 0
	}
	rest := ix.parts[keep:]
	n := 0
	for _, p := range rest {
		n += p.live()
	}
	b := NewBuilder(n)
	for _, p := range rest {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("compact search index: %w", ctx.Err())
		}
		p.addTo(b)
	}
	next := &Index{parts: slices.Clone(ix.parts[:keep]), pool: ix.pool}
	if n == 0 {
		return next, nil
	}
	seg, err := b.segment(ctx)
	if err != nil {
		return nil, err
	}
	next.parts = append(next.parts, part{segment: seg})
	return next, nil
}

// before orders two documents of equal worth: folded name, kind, ID.
func before(foldX string, x Key, foldY string, y Key) int {
	return cmp.Or(strings.Compare(foldX, foldY), cmp.Compare(x.Kind, y.Kind), strings.Compare(x.ID, y.ID))
}
