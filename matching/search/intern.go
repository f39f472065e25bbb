package search

import "hash/maphash"

// table finds small numbers by a hash of what they stand for; it holds only the numbers, the caller
// compares. Numbers come as they were put in, so nothing that can be seen depends on the seed.
type table struct {
	seed  maphash.Seed
	slots []uint32 // number+1, or 0
	count int
}

// find returns the number for which same holds, among those put in with this hash.
func (t *table) find(hash uint64, same func(n uint32) bool) (uint32, bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	mask := uint64(len(t.slots) - 1)
	for i := hash & mask; t.slots[i] != 0; i = (i + 1) & mask {
		if n := t.slots[i] - 1; same(n) {
			return n, true
		}
	}
	return 0, false
}

// put adds n; rehash gives the hash of a number put in before, for when the table grows.
func (t *table) put(n uint32, hash uint64, rehash func(n uint32) uint64) {
	if (t.count+1)*4 > len(t.slots)*3 {
		t.grow(max(16, len(t.slots)*2), rehash)
	}
	t.set(n, hash)
	t.count++
}

func (t *table) grow(slots int, rehash func(n uint32) uint64) {
	old := t.slots
	t.slots = make([]uint32, slots)
	for _, s := range old {
		if s != 0 {
			t.set(s-1, rehash(s-1))
		}
	}
}

func (t *table) set(n uint32, hash uint64) {
	mask := uint64(len(t.slots) - 1)
	i := hash & mask
	for t.slots[i] != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = n + 1
}

// interner gives equal texts the same number, counted from 0 as they come.
type interner struct {
	table
	data []byte
	end  []uint32
}

func (in *interner) text(n uint32) []byte {
	if n == 0 {
		return in.data[:in.end[0]]
	}
	return in.data[in.end[n-1]:in.end[n]]
}

func (in *interner) hashOf(n uint32) uint64 { return maphash.Bytes(in.seed, in.text(n)) }

// number returns the number of b and whether it is new.
func (in *interner) number(b []byte) (n uint32, fresh bool) {
	hash := maphash.Bytes(in.seed, b)
	if n, ok := in.find(hash, func(n uint32) bool { return string(in.text(n)) == string(b) }); ok {
		return n, false
	}
	n = uint32(len(in.end))
	in.data = append(in.data, b...)
	in.end = append(in.end, uint32(len(in.data)))
	in.put(n, hash, in.hashOf)
	return n, true
}
