package duplicates

import (
	"cmp"
	"math/bits"
	"runtime"
	"slices"
	"strings"
	"sync"

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

// entry is one key of a row.
type entry struct {
	key uint64
	row int32
}

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
func (x *Index) eachKey(r *record, fn func(uint64)) {
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
	var share []uint64 // two rows that share a key, in one number
	eachBlock(x.sharedKeys(), func(block []entry) {
		late := startOf(block, from)
		for i := range block {
			for j := max(i+1, late); j < len(block); j++ {
				share = append(share, uint64(block[i].row)<<32|uint64(block[j].row))
			}
		}
	})
	slices.Sort(share)
	out := x.comparePairs(slices.Compact(share))
	slices.SortFunc(out, func(a, b Pair) int {
		return cmp.Or(
			Stronger(&a.Match, &b.Match), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B),
		)
	})
	return out
}

// comparePairs gives those pairs of rows that have evidence, compared on all processors.
func (x *Index) comparePairs(share []uint64) []Pair {
	n := runtime.GOMAXPROCS(0)
	found := make([][]Pair, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			for _, rows := range share[i*len(share)/n : (i+1)*len(share)/n] {
				a, b := int(rows>>32), int(rows&(1<<32-1))
				if m := x.compare(&x.records[a], &x.records[b]); m.Found() {
					found[i] = append(found[i], Pair{a, b, m})
				}
			}
		})
	}
	all.Wait()
	return slices.Concat(found...)
}

// startOf is where the rows from a number on begin in a block.
func startOf(block []entry, from int) int {
	at, _ := slices.BinarySearchFunc(block, from, func(e entry, n int) int { return cmp.Compare(int(e.row), n) })
	return at
}

// sharedKeys gives the keys that more than one row has, and a few others, sorted. A row has some thirty keys, nearly
// all of them its own alone; marking first which come twice is faster than sorting them all, and needs an eighth of the
// memory.
func (x *Index) sharedKeys() []entry {
	places := uint64(1) << bits.Len(uint(placesForRow*len(x.records)))
	once, twice := make([]uint64, places/64), make([]uint64, places/64)
	for i := range x.records {
		x.eachKey(&x.records[i], func(key uint64) {
			word, bit := key&(places-1)/64, uint64(1)<<(key%64)
			twice[word] |= once[word] & bit
			once[word] |= bit
		})
	}
	var keys []entry
	for i := range x.records {
		x.eachKey(&x.records[i], func(key uint64) {
			if twice[key&(places-1)/64]>>(key%64)&1 != 0 {
				keys = append(keys, entry{key, int32(i)})
			}
		})
	}
	slices.SortFunc(keys, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.row, b.row))
	})
	return slices.Compact(keys)
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
		for j < len(keys) && keys[j].key == keys[i].key {
			j++
		}
		if j-i > 1 && j-i <= mostShared {
			fn(keys[i:j])
		}
		i = j
	}
}
