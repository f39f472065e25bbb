package duplicates

import (
	"cmp"
	"math/bits"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"jobspor/model"
)

// mostShared is how many rows may share a key before it says nothing: the telephone of a chain's head office, or the
// first letters of a common name.
const mostShared = 40

// Pair is two rows with evidence, by their place in the list of rows; A is before B.
type Pair struct {
	A, B int
	Match
}

// Index compares many rows with each other: only those that share a key are compared. The zero value is empty.
type Index struct {
	records []record
	compare func(a, b *record) Match
}

// entry is one key of a row: the first 40 bits of the key, then the row.
type entry uint64

const rowBits = 24 // 16 million rows

func entryOf(key uint64, row int) entry { return entry(key>>rowBits<<rowBits | uint64(row)) }

func (e entry) key() uint64 { return uint64(e >> rowBits) }
func (e entry) row() int    { return int(e & (1<<rowBits - 1)) }

// Companies makes an index of workplaces.
func Companies(rows []*model.Company) *Index {
	x := &Index{records: make([]record, 0, len(rows))}
	for _, c := range rows {
		x.Add(c)
	}
	return x
}

// Citizens makes an index of citizens.
func Citizens(rows []*model.Citizen) *Index {
	x := &Index{records: make([]record, 0, len(rows))}
	for _, c := range rows {
		x.Add(c)
	}
	return x
}

// Add adds a workplace or a citizen; an index holds rows of one type. Rows of other types are not compared.
func (x *Index) Add(e model.Entity) {
	switch r := e.(type) {
	case *model.Company:
		x.compare, x.records = compareCompanies, append(x.records, companyRecord(r))
	case *model.Citizen:
		x.compare, x.records = compareCitizens, append(x.records, citizenRecord(r))
	}
}

// Len is the number of rows.
func (x *Index) Len() int { return len(x.records) }

// eachKey gives the keys of a row. Rows with evidence share one, but for names with two slips that touch their first
// and their last letters and every word.
func (r *record) eachKey(fn func(uint64)) {
	key := func(kind byte, parts ...string) {
		h := seedOf(kind)
		for _, p := range parts {
			if p == "" {
				return
			}
			h = fnv(h, p)
		}
		fn(h)
	}
	key('p', r.get(pnumber))
	key('c', r.get(cvr))
	key('t', r.get(phone))
	key('m', r.get(mail))
	key('k', r.get(caseRef))
	place := r.get(postcode)
	key('a', r.get(cvr), r.get(street), place)
	for i := range 2 {
		n := r.name(i)
		if n.joined == "" {
			continue
		}
		list := strings.Split(n.words, " ")
		key('v', n.joined, r.get(cvr))
		if place == "" {
			continue
		}
		fn(fnv(fnv(seedOf('n'), list...), place))
		if len(n.joined) < 5 {
			continue
		}
		key('1', n.joined, place)
		start := seedOf('1')
		for i := range n.joined {
			if i == 0 || n.joined[i] != n.joined[i-1] { // leaving out either of two gives the same
				fn(fnv(fnv(start, n.joined[i+1:]), place))
			}
			start = (start ^ uint64(n.joined[i])) * fnvPrime
		}
		if len(n.joined) >= 11 {
			key('s', n.joined[:4], place)
			key('e', n.joined[len(n.joined)-4:], place)
			for _, w := range list {
				if len(w) >= 4 {
					key('w', w, place)
				}
			}
		}
	}
}

// Keys are FNV-1a hashes; rows with the same hash by chance are compared and found different.
const (
	fnvStart = 14695981039346656037
	fnvPrime = 1099511628211
)

func seedOf(kind byte) uint64 { return fnv(fnvStart, string(rune(kind))) }

// fnv hashes what the parts are together, and their end.
func fnv(h uint64, parts ...string) uint64 {
	for _, p := range parts {
		for i := range len(p) {
			h = (h ^ uint64(p[i])) * fnvPrime
		}
	}
	return (h ^ 0xff) * fnvPrime
}

// Pairs gives all pairs with evidence: strongest first, then in the order of the rows.
func (x *Index) Pairs() []Pair { return x.PairsFrom(0) }

// PairsFrom is Pairs without those of two rows before from: what many new rows look like, among themselves and among
// those that are there.
func (x *Index) PairsFrom(from int) []Pair {
	keys := x.sharedKeys()
	out := inParts(len(x.records), func(first, end int) (found []Pair) {
		for _, rows := range pairsOf(keys, first, end, from) {
			a, b := int(rows>>32), int(rows&(1<<32-1))
			if m := x.compare(&x.records[a], &x.records[b]); m.Found() {
				found = append(found, Pair{a, b, m})
			}
		}
		return found
	})
	slices.SortFunc(out, func(a, b Pair) int {
		return cmp.Or(
			Stronger(&a.Match, &b.Match), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B),
		)
	})
	return out
}

// pairsOf gives the pairs of rows that share a key, each as one number: the earlier row is at or after first and before
// end, the later one at or after from.
func pairsOf(keys []entry, first, end, from int) []uint64 {
	var share []uint64
	eachBlock(keys, func(block []entry) {
		late := startOf(block, from)
		for i := startOf(block, first); i < len(block) && block[i].row() < end; i++ {
			for _, other := range block[max(i+1, late):] {
				share = append(share, uint64(block[i].row())<<32|uint64(other.row()))
			}
		}
	})
	slices.Sort(share)
	return slices.Compact(share)
}

// partRows is how many rows are looked at together: few enough for what they share to be held.
const partRows = 1 << 13

// inParts calls fn for n rows, some at a time, on all processors, and gives what it found in the order of the rows.
func inParts[T any](n int, fn func(first, end int) []T) []T {
	found := make([][]T, (n+partRows-1)/partRows)
	var next atomic.Int64
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(found); i = int(next.Add(1)) - 1 {
				found[i] = fn(i*partRows, min((i+1)*partRows, n))
			}
		})
	}
	all.Wait()
	return slices.Concat(found...)
}

// startOf is where the rows from a number on begin in a block.
func startOf(block []entry, from int) int {
	at, _ := slices.BinarySearchFunc(block, from, func(e entry, n int) int { return cmp.Compare(e.row(), n) })
	return at
}

// sharedKeys gives the keys that more than one row has, and a few others, sorted. A row has some thirty keys, nearly
// all of them its own alone; marking first which come twice is faster than sorting them all, and needs an eighth of the
// memory.
func (x *Index) sharedKeys() []entry {
	places := uint64(1) << bits.Len(uint(placesForRow*len(x.records)))
	twice := x.keysTwice(places)
	keys := inParts(len(x.records), func(first, end int) (found []entry) {
		for i := first; i < end; i++ {
			x.records[i].eachKey(func(key uint64) {
				if twice[key&(places-1)/64]>>(key%64)&1 != 0 {
					found = append(found, entryOf(key, i))
				}
			})
		}
		return found
	})
	slices.Sort(keys)
	return slices.Compact(keys)
}

// keysTwice marks the places of keys that come twice.
func (x *Index) keysTwice(places uint64) []uint64 {
	once, twice := make([]uint64, places/64), make([]uint64, places/64)
	inParts(len(x.records), func(first, end int) []entry {
		for i := first; i < end; i++ {
			x.records[i].eachKey(func(key uint64) {
				word, bit := key&(places-1)/64, uint64(1)<<(key%64)
				if atomic.OrUint64(&once[word], bit)&bit != 0 {
					atomic.OrUint64(&twice[word], bit)
				}
			})
		}
		return nil
	})
	return twice
}

// placesForRow is how many marks there are for each row: with thirty keys, one in eight falls on another's by chance.
const placesForRow = 256

// Stronger orders matches, the strongest first.
func Stronger(a, b *Match) int {
	return cmp.Or(cmp.Compare(b.Level, a.Level), cmp.Compare(b.Weight, a.Weight))
}

// eachBlock gives the rows of each key that few enough share.
func eachBlock(keys []entry, fn func([]entry)) {
	for i := 0; i < len(keys); {
		j := i + 1
		for j < len(keys) && keys[j].key() == keys[i].key() {
			j++
		}
		if j-i > 1 && j-i <= mostShared {
			fn(keys[i:j])
		}
		i = j
	}
}
