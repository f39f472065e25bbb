package duplicates

import (
	"cmp"
	"slices"
	"strings"

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

// Index compares rows with many others: only those that share a key are compared.
type Index struct {
	records []record
	keys    []entry // sorted
	compare func(a, b *record) Match
}

// entry is one key of a row.
type entry struct {
	key uint64
	row int32
}

// Companies makes an index of workplaces.
func Companies(rows []*model.Company) *Index {
	x := &Index{compare: compareCompanies, records: make([]record, len(rows))}
	for i, c := range rows {
		x.records[i] = companyRecord(c)
	}
	return x.build()
}

// Citizens makes an index of citizens.
func Citizens(rows []*model.Citizen) *Index {
	x := &Index{compare: compareCitizens, records: make([]record, len(rows))}
	for i, c := range rows {
		x.records[i] = citizenRecord(c)
	}
	return x.build()
}

func (x *Index) build() *Index {
	x.keys = make([]entry, 0, 8*len(x.records))
	for i := range x.records {
		x.eachKey(&x.records[i], func(key uint64) { x.keys = append(x.keys, entry{key, int32(i)}) })
	}
	slices.SortFunc(x.keys, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.row, b.row))
	})
	x.keys = slices.Compact(x.keys)
	return x
}

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
	key('p', r.pnumber)
	key('c', r.cvr)
	key('t', r.phone)
	key('m', r.mail)
	key('k', r.caseRef)
	key('a', r.cvr, r.street, r.postcode)
	for _, n := range r.names {
		key('n', sortedWords(n.words), r.postcode)
		key('v', n.joined, r.cvr)
		if r.postcode == "" || len(n.joined) < 5 {
			continue
		}
		key('1', n.joined, r.postcode)
		for i := range n.joined {
			if i > 0 && n.joined[i] == n.joined[i-1] {
				continue // leaving out either gives the same
			}
			h := fnv(seedOf('1'), n.joined[:i], n.joined[i+1:])
			fn(fnv(h, r.postcode))
		}
		if len(n.joined) >= 11 {
			key('s', n.joined[:4], r.postcode)
			key('e', n.joined[len(n.joined)-4:], r.postcode)
			for _, w := range n.words {
				if len(w) >= 4 {
					key('w', w, r.postcode)
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

func sortedWords(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	list = slices.Clone(list)
	slices.Sort(list)
	return strings.Join(list, "")
}

// Pairs gives all pairs with evidence: strongest first, then in the order of the rows.
func (x *Index) Pairs() []Pair {
	var share []uint64 // two rows that share a key, in one number
	x.eachBlock(func(block []entry) {
		for i := range block {
			for j := i + 1; j < len(block); j++ {
				share = append(share, uint64(block[i].row)<<32|uint64(block[j].row))
			}
		}
	})
	slices.Sort(share)
	var out []Pair
	for _, rows := range slices.Compact(share) {
		a, b := int(rows>>32), int(rows&(1<<32-1))
		if m := x.compare(&x.records[a], &x.records[b]); m.Found() {
			out = append(out, Pair{a, b, m})
		}
	}
	slices.SortFunc(out, func(a, b Pair) int {
		return cmp.Or(
			Stronger(&a.Match, &b.Match), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B),
		)
	})
	return out
}

// Stronger orders matches, the strongest first.
func Stronger(a, b *Match) int {
	return cmp.Or(cmp.Compare(b.Level, a.Level), cmp.Compare(b.Weight, a.Weight))
}

// eachBlock gives the rows of each key that few enough share.
func (x *Index) eachBlock(fn func([]entry)) {
	for i := 0; i < len(x.keys); {
		j := i + 1
		for j < len(x.keys) && x.keys[j].key == x.keys[i].key {
			j++
		}
		if j-i > 1 && j-i <= mostShared {
			fn(x.keys[i:j])
		}
		i = j
	}
}

// Found is a row of the index that another one may be the same as.
type Found struct {
	Row int
	Match
}

// Row gives the rows that look like the i-th row of another index of the same type, strongest first; never the row with
// its own ID.
func (x *Index) Row(other *Index, i int) []Found { return x.find(&other.records[i]) }

func (x *Index) find(r *record) []Found {
	if len(x.records) == 0 {
		return nil
	}
	var out []Found
	seen := map[int32]bool{}
	x.eachKey(r, func(key uint64) {
		i, _ := slices.BinarySearchFunc(x.keys, key, func(e entry, k uint64) int { return cmp.Compare(e.key, k) })
		j := i
		for j < len(x.keys) && x.keys[j].key == key {
			j++
		}
		if j-i > mostShared {
			return
		}
		for ; i < j; i++ {
			row := x.keys[i].row
			if seen[row] || r.id != "" && x.records[row].id == r.id {
				continue
			}
			seen[row] = true
			if m := x.compare(r, &x.records[row]); m.Found() {
				out = append(out, Found{int(row), m})
			}
		}
	})
	slices.SortFunc(out, func(a, b Found) int {
		return cmp.Or(Stronger(&a.Match, &b.Match), cmp.Compare(a.Row, b.Row))
	})
	return out
}
