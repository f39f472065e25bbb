package search

import "hash/maphash"

// segment is a block of documents that never changes, in flat arrays without pointers: a million
// documents cost the garbage collector nothing. Documents are numbered by folded name, kind and ID.
type segment struct {
	vocab
	posts [fields]postings
	names texts
	ids   texts
	kinds []Kind
	texts texts // each different alias and extra text once
	refs  lists // of a document: number of the text << 1 | 1 when it is an alias
	keys  table // hash of a key → document
	seed  maphash.Seed
}

// postings lists the documents of each word, words and documents ascending, so the documents of a range
// of words are one slice.
type postings struct {
	start []uint32 // one more than words
	docs  []uint32
}

func (p *postings) of(lo, hi int) []uint32 { return p.docs[p.start[lo]:p.start[hi]] }

// texts are many strings in one.
type texts struct {
	all   string
	start []uint32 // one more than strings
}

func (t *texts) at(i uint32) string { return t.all[t.start[i]:t.start[i+1]] }

// lists are many slices in one.
type lists struct {
	all   []uint32
	start []uint32
}

func (l *lists) at(i uint32) []uint32 { return l.all[l.start[i]:l.start[i+1]] }

func (s *segment) size() int { return len(s.kinds) }

func (s *segment) key(doc uint32) Key { return Key{s.kinds[doc], s.ids.at(doc)} }

// doc gives back what was put in.
func (s *segment) doc(doc uint32) Doc {
	d := Doc{Kind: s.kinds[doc], ID: s.ids.at(doc), Name: s.names.at(doc)}
	for _, ref := range s.refs.at(doc) {
		if text := s.texts.at(ref >> 1); ref&1 == 1 {
			d.Alias = append(d.Alias, text)
		} else {
			d.Extra = append(d.Extra, text)
		}
	}
	return d
}

func hashKey(seed maphash.Seed, k Key) uint64 {
	return maphash.String(seed, k.ID) ^ uint64(k.Kind)*0x9e3779b97f4a7c15
}

func (s *segment) find(k Key) (doc uint32, ok bool) {
	return s.keys.find(hashKey(s.seed, k), func(n uint32) bool { return s.key(n) == k })
}

// bytes is what the segment holds in memory.
func (s *segment) bytes() int {
	n := len(s.text) + len(s.names.all) + len(s.ids.all) + len(s.texts.all) + len(s.kinds)
	n += 4*(len(s.start)+len(s.names.start)+len(s.ids.start)+len(s.texts.start)) + 8*len(s.keys.slots)
	n += 4 * (len(s.refs.all) + len(s.refs.start))
	for _, p := range s.posts {
		n += 4 * (len(p.start) + len(p.docs))
	}
	return n
}

// docSet is a set of document numbers; nil is empty.
type docSet []uint64

func (b docSet) has(i uint32) bool { return b != nil && b[i/64]&(1<<(i%64)) != 0 }

func (b docSet) add(i uint32) { b[i/64] |= 1 << (i % 64) }
